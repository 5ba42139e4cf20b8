//! A command on the real terminal, in a process group of its own, for programs that want all of it.
//! Giving the terminal away before and taking it back afterwards is `runtime::terminal`'s business.
//!
//! Only a process that ignores SIGTTOU may take the terminal back from another group, and safe
//! Rust cannot ignore a signal. A shell can, and it is inherited: so a small shell starts our
//! binary once more as keeper, and the keeper does what shells do with jobs.

use std::ffi::OsString;
use std::fs::File;
use std::io::{self};
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use rustix::io::Errno;
use rustix::process::{Pid, Signal, WaitOptions, getpgrp, kill_process_group, waitpid};
use rustix::termios::{OptionalActions, isatty, tcgetattr, tcgetpgrp, tcsetattr, tcsetpgrp};

use crate::domain::RunEnd;

use super::launch::{find_shell, usable_folder};
use super::run::signal_name;
use super::wire::{Order, Word};
use super::{FOREGROUND_ARGUMENT, Request, inherited};

/// Ignores SIGTTOU and becomes the keeper.
const KEEPER: &str = "trap '' TTOU; exec \"$0\" \"$1\"";
/// The running binary, also when its file was replaced.
const SELF: &str = "/proc/self/exe";
/// How long the command waits to get the terminal.
const TERMINAL_LIMIT: Duration = Duration::from_secs(2);
/// A command stopped by `^Z` is continued after this long; there is no shell to bring it back.
const STOP_PAUSE: Duration = Duration::from_millis(50);

/// How a command on the real terminal ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Foreground {
    /// How.
    pub end: RunEnd,
    /// How long it ran.
    pub seconds: Duration,
    /// What else a person should know, e.g. that another shell ran it.
    pub note: Option<String>,
}

/// Runs a command with the real terminal as its input and output, and waits for it.
///
/// The terminal must have been given away before ([`crate::runtime::terminal::Terminal::suspend`]).
/// Time limit, size and kind of output of the request do not matter; of the environment only the
/// request's own variables are set, because a person sits in front of it.
pub fn foreground(helper: &Path, request: &Request) -> Foreground {
    let begun = Instant::now();
    let mut notes = Vec::new();
    let end = start(helper, request, &mut notes).unwrap_or_else(RunEnd::CouldNotStart);
    Foreground { end, seconds: begun.elapsed(), note: Some(notes.join("; ")).filter(|note| !note.is_empty()) }
}

fn start(helper: &Path, request: &Request, notes: &mut Vec<String>) -> Result<RunEnd, String> {
    let folder = usable_folder(&request.folder)?;
    let shell = find_shell(request, notes)?;
    let order = Order {
        folder,
        scratch: PathBuf::new(),
        argv: vec![shell.into_os_string(), "-c".into(), (&request.script).into()],
        env: request.env.clone(),
    };
    let fails = |error: io::Error| format!("cannot hand over the terminal: {error}");
    let (mut ours, theirs) = UnixStream::pair().map_err(fails)?;
    // For the small shell "self" is the shell.
    let own = PathBuf::from(format!("/proc/{}/exe", std::process::id()));
    let helper = if helper == Path::new(SELF) { &own } else { helper };
    let mut keeper = Command::new("/bin/sh")
        .args(["-c", KEEPER])
        .args([helper.as_os_str(), FOREGROUND_ARGUMENT.as_ref()])
        .stdin(OwnedFd::from(theirs))
        .spawn()
        .map_err(fails)?;
    let word = order.send(&mut ours).and_then(|()| Word::receive(&mut ours));
    keeper.wait().map_err(fails)?;
    match word.map_err(fails)? {
        Word::Exited { status } => Ok(RunEnd::Exit(status)),
        Word::Signalled { signal } => Ok(RunEnd::Signal(signal_name(signal))),
        Word::Failed { why } => Err(why),
        other => Err(format!("the keeper of the terminal said {other:?}")),
    }
}

/// The keeper (`crashcart __foreground`), or, with more arguments, the command about to start.
pub fn main() -> ExitCode {
    let command: Vec<OsString> = std::env::args_os().skip(2).collect();
    let done = if let [program, arguments @ ..] = command.as_slice() {
        become_command(program, arguments)
    } else {
        keep()
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::from(126),
    }
}

fn keep() -> io::Result<()> {
    let mut control = UnixStream::from(io::stdin().as_fd().try_clone_to_owned()?);
    let order = Order::receive(&mut control)?;
    let word = run(&order).unwrap_or_else(|why| Word::Failed { why });
    word.send(&mut control)
}

fn run(order: &Order) -> Result<Word, String> {
    let fails = |error: io::Error| format!("cannot hand over the terminal: {error}");
    let tty = File::options().read(true).write(true).open("/dev/tty").map_err(fails)?;
    let modes = tcgetattr(&tty).map_err(|errno| fails(errno.into()))?;
    let ours = getpgrp();
    // The device under its own name where we have it; some programs want to know it.
    let named = if isatty(io::stdout()) {
        io::stdout().as_fd().try_clone_to_owned()
    } else {
        tty.try_clone().map(OwnedFd::from)
    };
    let named = named.map_err(fails)?;
    let copy = || named.try_clone().map_err(fails);
    let child = Command::new(SELF)
        .arg(FOREGROUND_ARGUMENT)
        .args(&order.argv)
        .envs(order.env.iter().map(|(name, value)| (name, value)))
        .current_dir(&order.folder)
        .stdin(copy()?)
        .stdout(copy()?)
        .stderr(copy()?)
        .process_group(0)
        .spawn()
        .map_err(fails)?;
    let word = wait(&tty, Pid::from_child(&child));
    // Tried one after the other: a group without terminal is worse than wrong modes.
    let back = tcsetpgrp(&tty, ours);
    let restored = tcsetattr(&tty, OptionalActions::Now, &modes);
    back.and(restored).map_err(|errno| fails(errno.into()))?;
    word
}

fn wait(tty: &File, child: Pid) -> Result<Word, String> {
    loop {
        // It may have ended already; then the waiting tells.
        let _ = tcsetpgrp(tty, child);
        let _ = kill_process_group(child, Signal::CONT);
        let status = loop {
            match waitpid(Some(child), WaitOptions::UNTRACED) {
                Ok(Some((_, status))) => break status,
                Ok(None) | Err(Errno::INTR) => {}
                Err(errno) => return Err(format!("lost the command: {errno}")),
            }
        };
        match (status.exit_status(), status.terminating_signal()) {
            (Some(status), _) => return Ok(Word::Exited { status }),
            (None, Some(signal)) => return Ok(Word::Signalled { signal }),
            (None, None) => std::thread::sleep(STOP_PAUSE),
        }
    }
}

/// Waits for the terminal and becomes the command; comes back only when that fails.
fn become_command(program: &OsString, arguments: &[OsString]) -> io::Result<()> {
    let until = Instant::now() + TERMINAL_LIMIT;
    while tcgetpgrp(io::stdin()) != Ok(getpgrp()) && Instant::now() < until {
        std::thread::sleep(Duration::from_millis(1));
    }
    inherited::reset_signals();
    inherited::hide_descriptors();
    Err(Command::new(program).args(arguments).exec())
}
