//! Reading an error text from a file or from standard input, once or for as long as it grows.
//! What the bytes say is the business of `engine::matcher`.

use std::fs::{self, File};
use std::io::{self, IsTerminal as _, Read};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::Duration;

/// Bytes read at once.
const CHUNK: usize = 64 * 1024;
/// Chunks that may wait to be looked at; a fast writer then waits for us.
const WAITING: usize = 4;
/// How long nothing comes before a burst is taken to be whole: a program prints a traceback in one go.
const QUIET: Duration = Duration::from_millis(250);
/// How often a file is looked at for more.
const POLL: Duration = Duration::from_millis(250);

/// Where an error text comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// Standard input.
    Input,
    /// This file.
    File(PathBuf),
}

/// What came of a text that is followed.
#[derive(Debug, PartialEq, Eq)]
pub enum Piece {
    /// The next bytes.
    Bytes(Vec<u8>),
    /// Nothing came for a moment.
    Quiet,
}

/// Whether to go on reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Go on.
    Read,
    /// Enough was read.
    Stop,
}

impl Source {
    /// True if reading would wait for a person to type.
    pub fn is_terminal(&self) -> bool {
        *self == Self::Input && io::stdin().is_terminal()
    }

    /// Hands on the whole text in pieces. The error names what could not be read.
    pub fn read(&self, mut take: impl FnMut(&[u8])) -> Result<(), String> {
        let mut buffer = vec![0; CHUNK];
        let mut from = self.open()?;
        loop {
            match from.read(&mut buffer) {
                Ok(0) => return Ok(()),
                Ok(count) => take(&buffer[..count]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(self.unreadable(&error)),
            }
        }
    }

    /// Hands on the text as it comes, until its writer ends or `take` has enough. A regular file has no end: it is
    /// looked at for more, also after it was replaced or emptied.
    pub fn follow(&self, mut take: impl FnMut(Piece) -> Next) -> Result<(), String> {
        let (sender, pieces) = sync_channel(WAITING);
        let source = self.clone();
        // The thread may wait in a read for ever; it goes with the process.
        let reader = thread::Builder::new().name("evidence".to_owned());
        reader
            .spawn(move || source.send_all(&sender))
            .map_err(|error| format!("cannot start to read: {error}"))?;
        receive(&pieces, &mut take)
    }

    fn send_all(&self, to: &SyncSender<Result<Vec<u8>, String>>) {
        let sent = match self {
            Self::Input => self.read(|bytes| {
                let _ = to.send(Ok(bytes.to_vec()));
            }),
            Self::File(path) => self.tail(path, to),
        };
        if let Err(why) = sent {
            let _ = to.send(Err(why));
        }
    }

    /// Reads a file to its end and goes on for ever; it ends when nobody listens.
    fn tail(&self, path: &Path, to: &SyncSender<Result<Vec<u8>, String>>) -> Result<(), String> {
        let mut file = File::open(path).map_err(|error| self.unreadable(&error))?;
        let mut buffer = vec![0; CHUNK];
        let mut read = 0;
        loop {
            match file.read(&mut buffer) {
                Ok(0) if !file.metadata().is_ok_and(|found| found.is_file()) => return Ok(()),
                Ok(0) => {
                    thread::sleep(POLL);
                    if is_another(path, &file, read) {
                        let Ok(fresh) = File::open(path) else { continue };
                        file = fresh;
                        read = 0;
                    }
                }
                Ok(count) => {
                    read += count as u64;
                    if to.send(Ok(buffer[..count].to_vec())).is_err() {
                        return Ok(());
                    }
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(self.unreadable(&error)),
            }
        }
    }

    fn open(&self) -> Result<Box<dyn Read>, String> {
        match self {
            Self::Input => Ok(Box::new(io::stdin().lock())),
            Self::File(path) => File::open(path)
                .map(|file| Box::new(file) as Box<dyn Read>)
                .map_err(|error| self.unreadable(&error)),
        }
    }

    fn unreadable(&self, error: &io::Error) -> String {
        match self {
            Self::Input => format!("cannot read standard input: {error}"),
            Self::File(path) => format!("cannot read {}: {error}", path.display()),
        }
    }
}

/// True if the path now leads to another file, or the file became shorter than what was read of it.
fn is_another(path: &Path, file: &File, read: u64) -> bool {
    match (fs::metadata(path), file.metadata()) {
        (Ok(now), Ok(then)) => now.dev() != then.dev() || now.ino() != then.ino() || now.len() < read,
        _ => false,
    }
}

fn receive(
    pieces: &Receiver<Result<Vec<u8>, String>>,
    take: &mut impl FnMut(Piece) -> Next,
) -> Result<(), String> {
    let mut is_quiet = true;
    loop {
        // Quiet is told once; after that there is nothing to wait for but bytes.
        let piece = if is_quiet {
            pieces.recv().ok()
        } else {
            match pieces.recv_timeout(QUIET) {
                Ok(piece) => Some(piece),
                Err(RecvTimeoutError::Disconnected) => None,
                Err(RecvTimeoutError::Timeout) => {
                    is_quiet = true;
                    if take(Piece::Quiet) == Next::Stop {
                        return Ok(());
                    }
                    continue;
                }
            }
        };
        let Some(piece) = piece else { return Ok(()) };
        is_quiet = false;
        if take(Piece::Bytes(piece?)) == Next::Stop {
            return Ok(());
        }
    }
}
