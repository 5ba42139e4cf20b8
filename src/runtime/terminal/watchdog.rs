//! The watchdog: a thread that gets the signals and sees the terminal disappear.
//! It exists because `crossterm`'s `event::poll` never returns once the terminal is gone, and
//! because a thread that draws on a stalled link waits in the kernel and hears nothing.

use std::fs::File;
use std::io::{self, Read, Write};
use std::os::unix::net::UnixStream;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::thread::JoinHandle;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH, SIGXFSZ};
use signal_hook::{flag, low_level};

use super::{Ending, Inner, TerminalEvent};

/// How long tidying up may take before the program ends all the same.
const TIDY_LIMIT: Duration = Duration::from_millis(500);

/// The thread and the way to end it.
pub(super) struct Watchdog {
    wake: UnixStream,
    thread: Option<JoinHandle<()>>,
}

impl Watchdog {
    /// Starts the thread.
    pub(super) fn start(inner: &Arc<Inner>) -> io::Result<Self> {
        let (read, wake) = UnixStream::pair()?;
        read.set_nonblocking(true)?;
        let watched = Watched { wake: read, flags: register(&wake, &inner.over)? };
        let inner = Arc::clone(inner);
        let thread =
            std::thread::Builder::new().name("watchdog".to_owned()).spawn(move || watched.watch(&inner))?;
        Ok(Self { wake, thread: Some(thread) })
    }

    /// Ends it once the terminal was given back for good.
    pub(super) fn end(&mut self) {
        // A socket too full for one more byte wakes as well.
        let _ = self.wake.write(&[0]);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// A flag for each signal; every signal also wakes the thread. Once `over` is set the ending
/// ones end the program as they always do.
fn register(wake: &UnixStream, over: &Arc<AtomicBool>) -> io::Result<Vec<(i32, Arc<AtomicBool>)>> {
    let mut flags = Vec::new();
    for signal in [SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGCONT, SIGWINCH] {
        let raised = Arc::new(AtomicBool::new(false));
        if !matches!(signal, SIGCONT | SIGWINCH) {
            flag::register_conditional_default(signal, Arc::clone(over))?;
        }
        // The flag first: the wake must find it set.
        flag::register(signal, Arc::clone(&raised))?;
        low_level::pipe::register(signal, wake.try_clone()?)?;
        flags.push((signal, raised));
    }
    // A handler keeps a full quota from killing us in the middle of a write; it then fails.
    flag::register(SIGXFSZ, Arc::default())?;
    Ok(flags)
}

struct Watched {
    wake: UnixStream,
    flags: Vec<(i32, Arc<AtomicBool>)>,
}

impl Watched {
    fn watch(mut self, terminal: &Arc<Inner>) {
        loop {
            let gone = self.wait(terminal.device.file());
            if terminal.over.load(Ordering::SeqCst) {
                return;
            }
            for (signal, raised) in &self.flags {
                if raised.swap(false, Ordering::AcqRel) {
                    act(terminal, *signal);
                }
            }
            if gone {
                end(terminal, Ending::Hangup);
            }
        }
    }

    /// Waits for a signal; true if the terminal is gone.
    fn wait(&mut self, tty: &File) -> bool {
        // No event asked for: a hang-up is told all the same, and keys wake nobody here.
        let mut fds = [PollFd::new(&self.wake, PollFlags::IN), PollFd::new(tty, PollFlags::empty())];
        match poll(&mut fds, None) {
            Ok(_) => {}
            Err(Errno::INTR) => return false,
            Err(_) => return true,
        }
        let gone = !fds[1].revents().is_empty();
        let _ = self.wake.read(&mut [0; 256]);
        gone
    }
}

fn act(terminal: &Arc<Inner>, signal: i32) {
    match signal {
        SIGHUP => end(terminal, Ending::Hangup),
        SIGINT => end(terminal, Ending::Interrupt),
        SIGQUIT => end(terminal, Ending::Quit),
        SIGTERM => end(terminal, Ending::Terminate),
        SIGTSTP => (terminal.options.events)(TerminalEvent::StopAsked),
        SIGCONT => (terminal.options.events)(TerminalEvent::Continued),
        _ => (terminal.options.events)(TerminalEvent::Resized),
    }
}

/// Ends the program: the thread that draws cannot be asked to, it may wait in the kernel.
fn end(terminal: &Arc<Inner>, why: Ending) {
    let (done, tidied) = mpsc::channel();
    let inner = Arc::clone(terminal);
    let tidy = move || {
        (inner.options.before_exit)(why);
        let _ = done.send(());
    };
    if std::thread::Builder::new().name("tidy".to_owned()).spawn(tidy).is_ok() {
        // A limit reached or a panic in there: the terminal comes back in any case.
        let _ = tidied.recv_timeout(TIDY_LIMIT);
    }
    terminal.leave();
    low_level::exit(why.status());
}
