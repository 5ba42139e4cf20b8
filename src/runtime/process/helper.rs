//! The helper process (`crashcart __run`): starts one command, and sees to it that nothing of it
//! outlives the run or crashcart. When to stop it is decided at the other end of the socket.
//!
//! It comes into the world with the control socket as standard input and with the command's
//! standard output and error as its own, because std passes on no other descriptors.

use std::fs::File;
use std::io::{self, Read};
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};

use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use rustix::process::{Pid, Signal, WaitOptions, kill_process_group, wait};
use signal_hook::consts::SIGCHLD;

use super::wire::{INTERRUPT, Order, SWEEP, TERMINATE, Word};
use super::{descendants, inherited};

/// The whole life of the helper. The exit status tells nobody anything; words on the socket do.
pub fn main() -> ExitCode {
    let Ok(control) = io::stdin().as_fd().try_clone_to_owned() else { return ExitCode::FAILURE };
    let mut control = UnixStream::from(control);
    let Ok(order) = Order::receive(&mut control) else { return ExitCode::FAILURE };
    let end = match Helper::start(&order) {
        Ok(helper) => helper.watch(&mut control),
        Err(why) => Word::Failed { why }.send(&mut control),
    };
    remove_scratch(&order.scratch);
    match end {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

struct Helper {
    /// Leader of the command's process group; `None` once it was reaped, because its number may
    /// then belong to somebody else.
    leader: Option<Pid>,
    /// Readable when a child ended.
    children: UnixStream,
}

impl Helper {
    fn start(order: &Order) -> Result<Self, String> {
        // No controlling terminal, hence nothing that could ask for a password unseen.
        rustix::process::setsid().map_err(|errno| format!("no session of its own: {errno}"))?;
        rustix::process::set_child_subreaper(Some(rustix::process::getpid()))
            .map_err(|errno| format!("the system cannot keep descendants together: {errno}"))?;
        inherited::reset_signals();
        inherited::hide_descriptors();
        inherited::tighten_umask();
        let children = child_signals().map_err(|error| format!("no notice of children: {error}"))?;
        let leader = spawn(order)?;
        let quiet = File::options().read(true).write(true).open("/dev/null");
        // As long as we hold the output too, nobody sees that the last writer is gone.
        let released = quiet.and_then(|null| {
            rustix::stdio::dup2_stdout(&null)?;
            rustix::stdio::dup2_stderr(&null)?;
            rustix::process::chdir("/").map_err(io::Error::from)
        });
        let helper = Self { leader: Some(leader), children };
        match released {
            Ok(()) => Ok(helper),
            Err(error) => {
                descendants::sweep();
                Err(format!("/dev/null cannot be used: {error}"))
            }
        }
    }

    /// Tells of the command's end and obeys orders until the sweep; a closed socket is the order to sweep.
    fn watch(mut self, control: &mut UnixStream) -> io::Result<()> {
        let pid = self.leader.map_or(0, |leader| leader.as_raw_pid().unsigned_abs());
        let mut told = Word::Started { pid }.send(control);
        while told.is_ok() {
            let (order, child) = self.wait(control)?;
            if child && let Some(word) = self.reap() {
                told = word.send(control);
            }
            if order {
                match receive_byte(control) {
                    Some(INTERRUPT) => self.signal(Signal::INT),
                    Some(TERMINATE) => self.signal(Signal::TERM),
                    Some(SWEEP) | None => break,
                    Some(_) => {}
                }
            }
        }
        let survivors = if self.leader.is_none() { descendants::named() } else { Vec::new() };
        let stubborn = descendants::sweep();
        Word::Swept { survivors, stubborn }.send(control)
    }

    /// Waits for an order or the end of a child: which of the two it was.
    fn wait(&mut self, control: &UnixStream) -> io::Result<(bool, bool)> {
        let mut fds = [PollFd::new(control, PollFlags::IN), PollFd::new(&self.children, PollFlags::IN)];
        match poll(&mut fds, None) {
            Ok(_) | Err(Errno::INTR) => {}
            Err(errno) => return Err(errno.into()),
        }
        let [order, child] = fds.map(|fd| !fd.revents().is_empty());
        if child {
            let _ = self.children.read(&mut [0; 64]);
        }
        Ok((order, child))
    }

    /// Reaps whoever ended; the word to tell if it was the command itself.
    fn reap(&mut self) -> Option<Word> {
        let mut word = None;
        loop {
            match wait(WaitOptions::NOHANG) {
                Ok(Some((pid, status))) if Some(pid) == self.leader => {
                    self.leader = None;
                    word = Some(match (status.exit_status(), status.terminating_signal()) {
                        (Some(status), _) => Word::Exited { status },
                        (None, signal) => Word::Signalled { signal: signal.unwrap_or(0) },
                    });
                }
                Ok(Some(_)) | Err(Errno::INTR) => {}
                Ok(None) | Err(_) => return word,
            }
        }
    }

    /// Sends a signal to the command's group; a stopped group must be continued to get it.
    fn signal(&self, signal: Signal) {
        if let Some(leader) = self.leader {
            // A group of zombies only: the end is on its way.
            let _ = kill_process_group(leader, signal);
            let _ = kill_process_group(leader, Signal::CONT);
        }
    }
}

fn spawn(order: &Order) -> Result<Pid, String> {
    let [program, arguments @ ..] = order.argv.as_slice() else {
        return Err("no command".to_owned());
    };
    let child = Command::new(program)
        .args(arguments)
        .envs(order.env.iter().map(|(name, value)| (name, value)))
        .current_dir(&order.folder)
        .stdin(Stdio::null())
        .process_group(0)
        .spawn();
    match child {
        Ok(child) => Ok(Pid::from_child(&child)),
        Err(error) if error.raw_os_error() == Some(Errno::TOOBIG.raw_os_error()) => {
            let bytes: usize = arguments.iter().map(|argument| argument.len()).sum();
            Err(format!("the command is too long for the system ({bytes} bytes): {error}"))
        }
        Err(error) => {
            Err(format!("cannot start {} in {}: {error}", program.display(), order.folder.display()))
        }
    }
}

fn child_signals() -> io::Result<UnixStream> {
    let (read, write) = UnixStream::pair()?;
    read.set_nonblocking(true)?;
    signal_hook::low_level::pipe::register(SIGCHLD, write)?;
    Ok(read)
}

fn receive_byte(control: &mut UnixStream) -> Option<u8> {
    let mut byte = [0];
    match control.read(&mut byte) {
        Ok(1) => Some(byte[0]),
        _ => None,
    }
}

fn remove_scratch(scratch: &Path) {
    if !scratch.as_os_str().is_empty() {
        // Nothing depends on it; the system clears its folder for temporary files.
        let _ = std::fs::remove_dir_all(scratch);
    }
}
