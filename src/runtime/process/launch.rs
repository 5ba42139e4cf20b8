//! Starting a helper: looking at folder and shell first, then opening the terminal and the pipes.
//! Nothing is read from them here.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use rustix::fs::{Access, OFlags, access, fcntl_getfl, fcntl_setfl};
use rustix::pty::{OpenptFlags, grantpt, ioctl_tiocgptpeer, openpt, unlockpt};
use rustix::termios::{
    LocalModes, OptionalActions, OutputModes, Winsize, tcgetattr, tcsetattr, tcsetwinsize,
};

use crate::domain::Io;

use super::private::PrivateFolder;
use super::wire::Order;
use super::{HELPER_ARGUMENT, Request, environment};

/// A helper that was told what to start.
pub(super) struct Launched {
    pub(super) helper: Child,
    pub(super) control: UnixStream,
    pub(super) out: OwnedFd,
    pub(super) err: OwnedFd,
    /// The command's folder for temporary files; the helper removes it, this is for its death.
    pub(super) scratch: Option<PrivateFolder>,
    /// What a person should know.
    pub(super) notes: Vec<String>,
}

/// Starts the helper for a request; the error is a sentence for a person.
pub(super) fn launch(helper: &Path, request: &Request) -> Result<Launched, String> {
    let mut notes = Vec::new();
    let folder = usable_folder(&request.folder)?;
    let shell = find_shell(request, &mut notes)?;
    if request.script.contains('\0') {
        return Err("the command holds a NUL character".to_owned());
    }
    let scratch = PrivateFolder::create(&std::env::temp_dir(), &format!("{}-tmp", std::process::id()))
        .map_err(|error| notes.push(format!("no private folder for temporary files: {error}")))
        .ok();
    let order = Order {
        folder,
        scratch: scratch.as_ref().map_or_else(PathBuf::new, |folder| folder.path().to_owned()),
        argv: vec![shell.into_os_string(), "-c".into(), (&request.script).into()],
        env: variables(request, scratch.as_ref()),
    };
    let (out, out_end) =
        output(request, &mut notes).map_err(|error| format!("no pipe for the output: {error}"))?;
    let (err, err_end) = pipe().map_err(|error| format!("no pipe for the errors: {error}"))?;
    let (mut control, control_end) = UnixStream::pair().map_err(|error| format!("no socket: {error}"))?;
    let child = Command::new(helper)
        .arg(HELPER_ARGUMENT)
        .stdin(OwnedFd::from(control_end))
        .stdout(Stdio::from(out_end))
        .stderr(Stdio::from(err_end))
        .spawn()
        .map_err(|error| format!("cannot start the helper {}: {error}", helper.display()))?;
    // A helper that is gone already shows when its answer is read.
    let _ = order.send(&mut control);
    Ok(Launched { helper: child, control, out, err, scratch, notes })
}

/// The variables that the command gets on top of our own.
pub(super) fn variables(request: &Request, scratch: Option<&PrivateFolder>) -> Vec<(OsString, OsString)> {
    let mut variables = environment::defaults(request.columns, request.rows);
    if let Some(folder) = scratch {
        variables.push(("TMPDIR".into(), folder.path().into()));
    }
    variables.extend(request.env.iter().cloned());
    variables
}

/// The folder with its full path. Asked first, because a missing folder and a missing program
/// give the same error later.
pub(super) fn usable_folder(folder: &Path) -> Result<PathBuf, String> {
    let fails = |why: &dyn std::fmt::Display| format!("cannot run in {}: {why}", folder.display());
    let found = fs::metadata(folder).map_err(|error| fails(&error))?;
    if !found.is_dir() {
        return Err(fails(&"not a folder"));
    }
    access(folder, Access::EXEC_OK).map_err(|errno| fails(&errno))?;
    std::path::absolute(folder).map_err(|error| fails(&error))
}

/// The first of the wanted shells that is there, else `/bin/sh`, which is said.
pub(super) fn find_shell(request: &Request, notes: &mut Vec<String>) -> Result<PathBuf, String> {
    let usual = ["bash".to_owned()];
    let wanted = if request.shell.is_empty() { &usual[..] } else { &request.shell[..] };
    let path = request.env.iter().rev().find(|(name, _)| name == "PATH").map(|(_, value)| value.clone());
    let path = path.or_else(|| std::env::var_os("PATH")).unwrap_or_default();
    for shell in wanted {
        if let Some(found) = find_program(shell, &path) {
            if *shell != wanted[0] {
                notes.push(format!("{} is not there, ran with {shell}", wanted[0]));
            }
            return Ok(found);
        }
    }
    let fallback = PathBuf::from("/bin/sh");
    if !is_program(&fallback) {
        return Err(format!("no shell: neither {} nor /bin/sh can be executed", wanted.join(", ")));
    }
    notes.push(format!("{} is not there, ran with /bin/sh", wanted.join(", ")));
    Ok(fallback)
}

fn find_program(name: &str, path: &OsStr) -> Option<PathBuf> {
    if name.contains('/') {
        return Some(PathBuf::from(name)).filter(|program| is_program(program));
    }
    // An empty entry means the current folder, from which no shell is taken.
    let folders = std::env::split_paths(path).filter(|folder| folder.is_absolute());
    folders.map(|folder| folder.join(name)).find(|program| is_program(program))
}

fn is_program(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|found| found.is_file()) && access(path, Access::EXEC_OK).is_ok()
}

/// Our end and the command's end of its standard output.
fn output(request: &Request, notes: &mut Vec<String>) -> io::Result<(OwnedFd, OwnedFd)> {
    if request.io == Io::Live {
        match terminal(request.columns, request.rows) {
            Ok(ends) => return Ok(ends),
            Err(errno) => {
                notes.push(format!("not live, output through a pipe: no terminal can be had ({errno})"));
            }
        }
    }
    pipe()
}

fn pipe() -> io::Result<(OwnedFd, OwnedFd)> {
    let (read, write) = io::pipe()?;
    let read = OwnedFd::from(read);
    non_blocking(&read)?;
    Ok((read, write.into()))
}

/// A terminal that passes bytes on as they are: no carriage returns added, nothing echoed. It is
/// opened in a way that makes it nobody's controlling terminal.
fn terminal(columns: u16, rows: u16) -> rustix::io::Result<(OwnedFd, OwnedFd)> {
    let flags = OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC;
    let ours = openpt(flags)?;
    grantpt(&ours)?;
    unlockpt(&ours)?;
    let theirs = ioctl_tiocgptpeer(&ours, flags)?;
    let mut modes = tcgetattr(&theirs)?;
    modes.output_modes.remove(OutputModes::OPOST);
    modes.local_modes.remove(LocalModes::ECHO | LocalModes::ECHONL);
    tcsetattr(&theirs, OptionalActions::Now, &modes)?;
    let size =
        Winsize { ws_col: columns.clamp(20, 500), ws_row: rows.clamp(2, 200), ws_xpixel: 0, ws_ypixel: 0 };
    tcsetwinsize(&ours, size)?;
    non_blocking(&ours)?;
    Ok((ours, theirs))
}

fn non_blocking(fd: &OwnedFd) -> rustix::io::Result<()> {
    fcntl_setfl(fd, fcntl_getfl(fd)? | OFlags::NONBLOCK)
}
