//! The terminal as a device: its modes, and writing to it without ever waiting for long.
//! When that is done is `Terminal`'s business.

use std::fs::{File, OpenOptions};
use std::io;
use std::os::fd::AsFd;
use std::os::unix::fs::OpenOptionsExt;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::OFlags;
use rustix::io::Errno;
use rustix::termios::{OptionalActions, Termios, isatty, tcgetattr, tcsetattr};

/// Alternate screen, cleared; bracketed paste.
pub(super) const ENTER: &[u8] = b"\x1b[?1049h\x1b[2J\x1b[H\x1b[?2004h";
/// Clicks and drags with coordinates beyond 223.
pub(super) const MOUSE_ON: &[u8] = b"\x1b[?1000h\x1b[?1002h\x1b[?1006h";
/// Everything about the mouse that any version of us may have switched on.
pub(super) const MOUSE_OFF: &[u8] = b"\x1b[?1006l\x1b[?1003l\x1b[?1002l\x1b[?1000l";
/// Ends an unfinished sequence and a synchronized update; switches off paste, mouse and focus
/// reports; plain style, cursor shown, the screen from before.
pub(super) const LEAVE: &[u8] =
    b"\x18\x1b[?2026l\x1b[?2004l\x1b[?1006l\x1b[?1003l\x1b[?1002l\x1b[?1000l\x1b[?1004l\x1b[0m\x1b[?25h\x1b[?1049l";

/// How long a write may wait for a terminal that takes nothing, as on a stalled link.
const PATIENCE: Duration = Duration::from_millis(300);

/// The terminal, opened a second time: non-blocking is a property of the opening, and the shell
/// shares the first one with us.
#[derive(Debug)]
pub struct Device {
    tty: File,
}

impl Device {
    /// The terminal behind standard output, else the controlling one.
    pub fn open() -> io::Result<Self> {
        let path = if isatty(io::stdout()) { "/proc/self/fd/1" } else { "/dev/tty" };
        Self::open_path(path).or_else(|_| Self::open_path("/dev/tty"))
    }

    /// A handle for drawing, which waits as long as the terminal does.
    pub fn writer(&self) -> io::Result<File> {
        let path = if isatty(io::stdout()) { "/proc/self/fd/1" } else { "/dev/tty" };
        let flags = (OFlags::NOCTTY | OFlags::CLOEXEC).bits().cast_signed();
        OpenOptions::new().write(true).custom_flags(flags).open(path)
    }

    /// Its file, for the guardian and for polling.
    pub(super) fn file(&self) -> &File {
        &self.tty
    }

    pub(super) fn modes(&self) -> io::Result<Termios> {
        Ok(tcgetattr(&self.tty)?)
    }

    /// Sets modes at once: waiting for output to drain could last for ever.
    pub(super) fn set_modes(&self, modes: &Termios) -> io::Result<()> {
        Ok(tcsetattr(&self.tty, OptionalActions::Now, modes)?)
    }

    /// Keys one by one, none of them a signal, nothing echoed.
    pub(super) fn set_raw(&self, before: &Termios) -> io::Result<()> {
        let mut raw = before.clone();
        raw.make_raw();
        self.set_modes(&raw)
    }

    /// Writes everything, or gives up after [`PATIENCE`] without progress.
    pub(super) fn write(&self, bytes: &[u8]) -> io::Result<()> {
        write_patiently(&self.tty, bytes)
    }

    fn open_path(path: &str) -> io::Result<Self> {
        let flags = (OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC).bits().cast_signed();
        let tty = OpenOptions::new().read(true).write(true).custom_flags(flags).open(path)?;
        if isatty(&tty) { Ok(Self { tty }) } else { Err(Errno::NOTTY.into()) }
    }
}

/// Writes to a non-blocking terminal.
pub(super) fn write_patiently(tty: impl AsFd, bytes: &[u8]) -> io::Result<()> {
    let until = Instant::now() + PATIENCE;
    let mut rest = bytes;
    while !rest.is_empty() {
        match rustix::io::write(&tty, rest) {
            Ok(count) => rest = &rest[count..],
            Err(Errno::INTR) => {}
            Err(Errno::AGAIN) => wait_for_room(&tty, until)?,
            Err(errno) => return Err(errno.into()),
        }
    }
    Ok(())
}

fn wait_for_room(tty: impl AsFd, until: Instant) -> io::Result<()> {
    let left = until.saturating_duration_since(Instant::now());
    let timeout = Timespec { tv_sec: 0, tv_nsec: i64::from(left.subsec_nanos()) };
    match poll(&mut [PollFd::new(&tty, PollFlags::OUT)], Some(&timeout)) {
        Ok(0) => Err(io::ErrorKind::TimedOut.into()),
        Ok(_) | Err(Errno::INTR) if !left.is_zero() => Ok(()),
        Ok(_) => Err(io::ErrorKind::TimedOut.into()),
        Err(errno) => Err(errno.into()),
    }
}
