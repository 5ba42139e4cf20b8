//! The guardian (`crashcart __guard`): a process that gives the terminal back when we were killed.
//! It does nothing as long as we live.

use std::io::{self, Read, Write};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::Duration;

use super::GUARDIAN_ARGUMENT;
use super::device::{Device, LEAVE};

/// How long starting may hold up the first frame.
const START_LIMIT: Duration = Duration::from_secs(1);

const READY: u8 = b'r';
const WATCH: u8 = b'w';
const REST: u8 = b'n';

/// The guardian as we see it; dropping it ends it.
pub(super) struct Guardian {
    process: Child,
    socket: Option<UnixStream>,
}

impl Guardian {
    /// Starts it and waits until it has seen the terminal's modes.
    pub(super) fn start(helper: &Path, device: &Device) -> io::Result<Self> {
        let (mut ours, theirs) = UnixStream::pair()?;
        let process = Command::new(helper)
            .arg(GUARDIAN_ARGUMENT)
            .stdin(std::os::fd::OwnedFd::from(theirs))
            .stdout(device.file().try_clone()?)
            .stderr(Stdio::null())
            .spawn()?;
        ours.set_read_timeout(Some(START_LIMIT))?;
        let guardian = Self { process, socket: ours.try_clone().ok() };
        ours.read_exact(&mut [0])?;
        Ok(guardian)
    }

    /// From now on the terminal must be given back.
    pub(super) fn watch(&mut self) {
        self.tell(WATCH);
    }

    /// It has been given back.
    pub(super) fn rest(&mut self) {
        self.tell(REST);
    }

    fn tell(&mut self, word: u8) {
        if let Some(socket) = &mut self.socket {
            // Without a guardian everything but the protection from kill -9 goes on.
            let _ = socket.write_all(&[word]);
        }
    }
}

impl Drop for Guardian {
    fn drop(&mut self) {
        self.socket = None;
        let _ = self.process.wait();
    }
}

/// The whole life of the guardian: standard input is the socket, standard output the terminal.
pub fn main() -> ExitCode {
    match guard() {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn guard() -> io::Result<()> {
    // In a session of its own no key, no hang-up and no job control reaches it.
    rustix::process::setsid()?;
    let device = Device::open()?;
    let before = device.modes()?;
    let mut socket = UnixStream::from(std::os::fd::AsFd::as_fd(&io::stdin()).try_clone_to_owned()?);
    socket.write_all(&[READY])?;
    let mut watching = false;
    let mut word = [0];
    while socket.read(&mut word).unwrap_or(0) == 1 {
        watching = word[0] == WATCH;
    }
    if watching {
        let shown = device.write(LEAVE);
        device.set_modes(&before)?;
        shown?;
    }
    Ok(())
}
