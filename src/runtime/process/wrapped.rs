//! A command that runs as if crashcart were not there, while its output is looked at on the way.
//! What the output says, and what is told afterwards, is decided elsewhere.
//!
//! ```text
//! our terminal ◄──raw──► crashcart ◄──pty──► command     where standard output or error is a terminal
//! our pipes    ◄───────  crashcart ◄──pipe── command     where they are not
//! ```
//!
//! Standard input that is no terminal is the command's own, untouched. With a pty the command leads a session with
//! that pty as its controlling terminal, so that `^C`, job control and password prompts work as ever.

use std::ffi::{OsStr, OsString};
use std::io::{self, Write as _};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::os::unix::process::{CommandExt as _, ExitStatusExt as _};
use std::path::Path;
use std::process::{Child, Command, ExitCode, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};
use rustix::io::Errno;
use rustix::process::{Pid, Signal, getpgrp, ioctl_tiocsctty, kill_process, setsid};
use rustix::pty::{OpenptFlags, grantpt, ioctl_tiocgptpeer, openpt, unlockpt};
use rustix::termios::{
    OptionalActions, Termios, isatty, tcgetattr, tcgetpgrp, tcgetwinsize, tcsetattr, tcsetwinsize,
};
use signal_hook::consts::{SIGCHLD, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2, SIGWINCH};

use super::WRAPPED_ARGUMENT;

/// Bytes read at once.
const CHUNK: usize = 64 * 1024;
/// After the command's end its output is over when nothing came for this long: what it left running in the
/// background keeps the pipe open and may never end.
const QUIET: Duration = Duration::from_millis(100);
/// Signals that we are told of; all but the first two are passed on.
const SIGNALS: [i32; 8] = [SIGCHLD, SIGWINCH, SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGUSR1, SIGUSR2];

/// Why a command could not be run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The exit status that shells give: 127 not found, 126 not executable or anything else.
    pub status: u8,
    /// What went wrong, as a sentence.
    pub why: String,
}

/// Runs `argv` and shows `look` everything that it prints; gives its exit status, 128 + n after signal n.
///
/// `helper` is this very program; it makes the pty the command's controlling terminal.
pub fn wrapped(helper: &Path, argv: &[OsString], look: impl FnMut(&[u8])) -> Result<u8, Failure> {
    let [program, arguments @ ..] = argv else {
        return Err(Failure { status: 126, why: "no command was given".to_owned() });
    };
    let failed =
        |error: io::Error| Failure { status: 126, why: format!("cannot watch the command: {error}") };
    check(program)?;
    let signals = Signals::register().map_err(failed)?;
    let mut wiring = Wiring::open().map_err(failed)?;
    let child = wiring.command(helper, program, arguments).and_then(|mut command| command.spawn());
    let child = child.map_err(|error| not_started(program, &error))?;
    wiring.close_their_ends();
    let terminal = wiring.keys.then(RawTerminal::enter).transpose().ok().flatten();
    let mut watch = Watch { child, wiring, signals, look, typed: Vec::new(), is_typing: terminal.is_some() };
    let status = watch.run_to_the_end();
    drop(terminal);
    status.map(exit_status).map_err(failed)
}

/// The command about to start (`crashcart __wrapped FD CMD…`): takes the pty at that descriptor as its terminal.
pub fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().skip(2).collect();
    let [number, program, arguments @ ..] = arguments.as_slice() else {
        return ExitCode::from(126);
    };
    let taken = setsid().and_then(|_| match number.to_str() {
        Some("2") => ioctl_tiocsctty(io::stderr()),
        _ => ioctl_tiocsctty(io::stdout()),
    });
    let error = match taken {
        Ok(()) => Command::new(program).args(arguments).exec(),
        Err(errno) => errno.into(),
    };
    let failure = not_started(program, &error);
    // Standard error is the command's; if it is closed there is nobody to tell.
    let _ = writeln!(io::stderr(), "crashcart: {}", failure.why);
    ExitCode::from(failure.status)
}

/// Looks whether the program is there, so that this is told by us and in one way.
fn check(program: &OsStr) -> Result<(), Failure> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let is_there = |path: &Path| path.is_file();
    let found = if program.as_encoded_bytes().contains(&b'/') {
        is_there(Path::new(program))
    } else {
        std::env::split_paths(&path).any(|folder| is_there(&folder.join(program)))
    };
    if found { Ok(()) } else { Err(not_started(program, &io::Error::from(io::ErrorKind::NotFound))) }
}

fn not_started(program: &OsStr, error: &io::Error) -> Failure {
    let name = program.display();
    match error.kind() {
        io::ErrorKind::NotFound => {
            Failure { status: 127, why: format!("cannot run {name}: command not found") }
        }
        _ => Failure { status: 126, why: format!("cannot run {name}: {error}") },
    }
}

/// The status as shells give it.
fn exit_status(status: ExitStatus) -> u8 {
    let code = status.code().or_else(|| status.signal().map(|signal| 128 + signal));
    u8::try_from(code.unwrap_or(126)).unwrap_or(126)
}

/// How the command is connected.
struct Wiring {
    /// Our side of the pty.
    pty: Option<OwnedFd>,
    /// The command's side, until it has started.
    theirs: Option<OwnedFd>,
    /// Our sides of the pipes of standard output and error, where they are no terminals.
    pipes: [Option<OwnedFd>; 2],
    /// The command's sides, until it has started.
    pipe_ends: [Option<OwnedFd>; 2],
    /// Keys are passed on: standard input is a terminal, and ours to read.
    keys: bool,
}

impl Wiring {
    fn open() -> io::Result<Self> {
        let is_terminal = [isatty(io::stdout()), isatty(io::stderr())];
        let mut wiring = Self {
            pty: None,
            theirs: None,
            pipes: [None, None],
            pipe_ends: [None, None],
            keys: isatty(io::stdin()) && is_terminal.contains(&true) && in_foreground(),
        };
        if is_terminal.contains(&true) {
            let (ours, theirs) = pty(terminal_fd(is_terminal))?;
            (wiring.pty, wiring.theirs) = (Some(ours), Some(theirs));
        }
        for (number, is_terminal) in is_terminal.into_iter().enumerate() {
            if !is_terminal {
                let (read, write) = io::pipe()?;
                wiring.pipes[number] = Some(non_blocking(read.into())?);
                wiring.pipe_ends[number] = Some(write.into());
            }
        }
        Ok(wiring)
    }

    fn command(&mut self, helper: &Path, program: &OsStr, arguments: &[OsString]) -> io::Result<Command> {
        let mut command = match &self.pipe_ends {
            [Some(_), Some(_)] => Command::new(program),
            [on_stdout, _] => {
                let mut command = Command::new(helper);
                command.args([WRAPPED_ARGUMENT, if on_stdout.is_some() { "2" } else { "1" }]).arg(program);
                command
            }
        };
        command.args(arguments);
        let mut ends = self.pipe_ends.iter_mut().map(|end| match end.take() {
            Some(end) => Ok(Stdio::from(end)),
            None => self
                .theirs
                .as_ref()
                .map_or_else(|| Ok(Stdio::inherit()), |fd| fd.try_clone().map(Stdio::from)),
        });
        if let (Some(out), Some(err)) = (ends.next(), ends.next()) {
            command.stdout(out?).stderr(err?);
        }
        if let (true, Some(theirs)) = (self.keys, &self.theirs) {
            command.stdin(theirs.try_clone()?);
        }
        Ok(command)
    }

    fn close_their_ends(&mut self) {
        self.theirs = None;
        self.pipe_ends = [None, None];
    }

    /// Where the command's output is read: the pty first, then the pipes.
    fn sources(&self) -> [Option<BorrowedFd<'_>>; 3] {
        [&self.pty, &self.pipes[0], &self.pipes[1]].map(|fd| fd.as_ref().map(AsFd::as_fd))
    }

    fn close(&mut self, source: usize) {
        match source {
            0 => self.pty = None,
            _ => self.pipes[source - 1] = None,
        }
    }
}

/// The terminal of ours that a pty stands in for.
fn terminal_fd([on_stdout, _]: [bool; 2]) -> BorrowedFd<'static> {
    if on_stdout { rustix::stdio::stdout() } else { rustix::stdio::stderr() }
}

fn in_foreground() -> bool {
    tcgetpgrp(io::stdin()).is_ok_and(|group| group == getpgrp())
}

/// A pty with the modes and the size of a terminal of ours.
fn pty(like: BorrowedFd<'_>) -> io::Result<(OwnedFd, OwnedFd)> {
    let flags = OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC;
    let ours = openpt(flags)?;
    grantpt(&ours)?;
    unlockpt(&ours)?;
    let theirs = ioctl_tiocgptpeer(&ours, flags)?;
    tcsetattr(&theirs, OptionalActions::Now, &tcgetattr(like)?)?;
    tcsetwinsize(&ours, tcgetwinsize(like)?)?;
    Ok((non_blocking(ours)?, theirs))
}

fn non_blocking(fd: OwnedFd) -> io::Result<OwnedFd> {
    fcntl_setfl(&fd, fcntl_getfl(&fd)? | OFlags::NONBLOCK)?;
    Ok(fd)
}

/// Our terminal while the command's pty does all the work of one; as it was before when dropped.
struct RawTerminal {
    before: Termios,
}

impl RawTerminal {
    fn enter() -> io::Result<Self> {
        let before = tcgetattr(io::stdin())?;
        let mut raw = before.clone();
        raw.make_raw();
        tcsetattr(io::stdin(), OptionalActions::Now, &raw)?;
        Ok(Self { before })
    }
}

impl Drop for RawTerminal {
    fn drop(&mut self) {
        // A terminal that is gone needs no modes.
        let _ = tcsetattr(io::stdin(), OptionalActions::Now, &self.before);
    }
}

/// Signals as readable sockets, one each.
struct Signals {
    sockets: Vec<(i32, UnixStream)>,
}

impl Signals {
    fn register() -> io::Result<Self> {
        let mut sockets = Vec::new();
        for signal in SIGNALS {
            let (read, write) = UnixStream::pair()?;
            read.set_nonblocking(true)?;
            signal_hook::low_level::pipe::register(signal, write)?;
            sockets.push((signal, read));
        }
        Ok(Self { sockets })
    }
}

/// The loop between the command and us.
struct Watch<F> {
    child: Child,
    wiring: Wiring,
    signals: Signals,
    look: F,
    /// Keys that the command has not taken yet.
    typed: Vec<u8>,
    /// More keys may come.
    is_typing: bool,
}

/// What there is to do.
#[derive(Default)]
struct Ready {
    signals: Vec<i32>,
    keys: bool,
    room: bool,
    sources: [bool; 3],
}

impl<F: FnMut(&[u8])> Watch<F> {
    /// Passes everything on until the command has ended and its output is over.
    fn run_to_the_end(&mut self) -> io::Result<ExitStatus> {
        let mut ended: Option<ExitStatus> = None;
        let mut last_byte = Instant::now();
        let mut buffer = vec![0; CHUNK];
        loop {
            let is_over = self.wiring.sources().iter().all(Option::is_none);
            if let Some(status) = ended
                && (is_over || last_byte.elapsed() >= QUIET)
            {
                return Ok(status);
            }
            let ready = self.wait(ended.is_some())?;
            for signal in ready.signals {
                match signal {
                    SIGCHLD => ended = self.child.try_wait()?.or(ended),
                    signal => self.pass_on(signal),
                }
            }
            if ended.is_none() {
                ended = self.child.try_wait()?;
                if ended.is_some() {
                    last_byte = Instant::now();
                }
            }
            if ready.keys {
                self.read_keys(&mut buffer);
            }
            if ready.room || ready.keys {
                self.write_keys();
            }
            for (source, ready) in ready.sources.into_iter().enumerate() {
                if ready && self.pass_output(source, &mut buffer) {
                    last_byte = Instant::now();
                }
            }
        }
    }

    fn wait(&self, is_ending: bool) -> io::Result<Ready> {
        let sources = self.wiring.sources();
        let stdin = io::stdin();
        let mut fds: Vec<PollFd<'_>> =
            self.signals.sockets.iter().map(|(_, socket)| PollFd::new(socket, PollFlags::IN)).collect();
        let first = fds.len();
        let open: Vec<usize> = (0..3).filter(|source| sources[*source].is_some()).collect();
        for (source, fd) in sources.iter().enumerate() {
            let keys_wait = source == 0 && !self.typed.is_empty();
            let flags = if keys_wait { PollFlags::IN | PollFlags::OUT } else { PollFlags::IN };
            fds.extend(fd.as_ref().map(|fd| PollFd::from_borrowed_fd(*fd, flags)));
        }
        let takes_keys = self.is_typing && self.typed.is_empty() && !is_ending && sources[0].is_some();
        if takes_keys {
            fds.push(PollFd::new(&stdin, PollFlags::IN));
        }
        let timeout = Timespec { tv_sec: 0, tv_nsec: 20_000_000 };
        match poll(&mut fds, is_ending.then_some(&timeout)) {
            Ok(_) | Err(Errno::INTR) => {}
            Err(errno) => return Err(errno.into()),
        }
        let hit = |number: usize, flags: PollFlags| fds[number].revents().intersects(flags);
        let input = PollFlags::IN | PollFlags::HUP | PollFlags::ERR;
        let mut ready = Ready::default();
        for (number, (signal, socket)) in self.signals.sockets.iter().enumerate() {
            if hit(number, input) && rustix::io::read(socket, &mut [0; 64]).is_ok() {
                ready.signals.push(*signal);
            }
        }
        for (position, source) in open.iter().enumerate() {
            ready.sources[*source] = hit(first + position, input);
            ready.room |= *source == 0 && hit(first + position, PollFlags::OUT);
        }
        ready.keys = takes_keys && hit(first + open.len(), input);
        Ok(ready)
    }

    /// Passes on a signal; the new size goes to the pty, whose kernel side tells the command.
    fn pass_on(&self, signal: i32) {
        if signal == SIGWINCH {
            let like = terminal_fd([isatty(io::stdout()), true]);
            if let (Some(pty), Ok(size)) = (&self.wiring.pty, tcgetwinsize(like)) {
                // A size that cannot be set is no reason to stop.
                let _ = tcsetwinsize(pty, size);
            }
            return;
        }
        // Without a pty the command is in our process group: what a terminal sends for `^C` has reached it.
        let from_terminal =
            self.wiring.pty.is_none() && matches!(signal, SIGINT | SIGQUIT) && in_foreground();
        if !from_terminal && let Some(signal) = Signal::from_named_raw(signal) {
            // It may be over; then there is nobody to tell.
            let _ = kill_process(Pid::from_child(&self.child), signal);
        }
    }

    fn read_keys(&mut self, buffer: &mut [u8]) {
        match rustix::io::read(io::stdin(), &mut *buffer) {
            Ok(0) | Err(Errno::IO) => self.is_typing = false,
            Ok(count) => self.typed.extend_from_slice(&buffer[..count]),
            Err(_) => {}
        }
    }

    /// Gives the command as many keys as it takes.
    fn write_keys(&mut self) {
        let Some(pty) = &self.wiring.pty else { return };
        while !self.typed.is_empty() {
            match rustix::io::write(pty, &self.typed) {
                Ok(count) => drop(self.typed.drain(..count)),
                Err(Errno::INTR) => {}
                Err(_) => return,
            }
        }
    }

    /// Reads once from a source, shows it and passes it on. True if there was something.
    fn pass_output(&mut self, source: usize, buffer: &mut [u8]) -> bool {
        let Some(fd) = self.wiring.sources()[source] else { return false };
        match rustix::io::read(fd, &mut *buffer) {
            // A terminal says EIO, a pipe nothing, when the last writer is gone.
            Ok(0) | Err(Errno::IO) => self.wiring.close(source),
            Ok(count) => {
                let bytes = &buffer[..count];
                (self.look)(bytes);
                // Nobody reads any more: the command learns it as it would without us, by a closed pipe.
                if self.write_out(source, bytes).is_err() {
                    self.wiring.close(source);
                }
                return true;
            }
            Err(_) => {}
        }
        false
    }

    fn write_out(&self, source: usize, bytes: &[u8]) -> io::Result<()> {
        let to_stdout = match source {
            0 => self.wiring.pipes[0].is_none() && isatty(io::stdout()),
            1 => true,
            _ => false,
        };
        let mut rest = bytes;
        while !rest.is_empty() {
            let written = if to_stdout {
                rustix::io::write(io::stdout(), rest)
            } else {
                rustix::io::write(io::stderr(), rest)
            };
            match written {
                Ok(count) => rest = &rest[count..],
                Err(Errno::INTR) => {}
                Err(Errno::AGAIN) => {
                    let fd = if to_stdout { rustix::stdio::stdout() } else { rustix::stdio::stderr() };
                    poll(&mut [PollFd::from_borrowed_fd(fd, PollFlags::OUT)], None)?;
                }
                Err(errno) => return Err(errno.into()),
            }
        }
        Ok(())
    }
}
