//! The raw bytes of runs, kept in files for `cat` and for bug reports, up to a limit that is said.
//! What the screen shows is the transcript's business.

use std::collections::VecDeque;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::domain::RunId;

use super::private::PrivateFolder;

/// Bytes kept of one run: 64 MiB.
pub(super) const RUN_LIMIT: u64 = 64 << 20;
/// Bytes kept of all runs, because the folder is often in memory: 256 MiB; the oldest go first.
const TOTAL_LIMIT: u64 = 256 << 20;

/// The files of all runs of this process.
#[derive(Debug, Default)]
pub(super) struct Captures {
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    folder: Option<PrivateFolder>,
    files: VecDeque<(RunId, PathBuf, u64)>,
}

/// The file of one run while it is written.
#[derive(Debug)]
pub(super) struct Capture {
    file: Option<File>,
    path: PathBuf,
    bytes: u64,
    /// Why bytes are missing.
    problem: Option<String>,
}

impl Captures {
    /// A file for a run; one that keeps nothing and says why where none can be had.
    pub(super) fn open(&self, run: RunId) -> Capture {
        match self.try_open(run) {
            Ok((file, path)) => Capture { file: Some(file), path, bytes: 0, problem: None },
            Err(error) => {
                Capture { problem: Some(format!("raw output not kept: {error}")), ..Capture::none() }
            }
        }
    }

    /// The file of a run that is over.
    pub(super) fn path(&self, run: RunId) -> Option<PathBuf> {
        let kept = self.kept();
        kept.files.iter().find(|(of, _, _)| *of == run).map(|(_, path, _)| path.clone())
    }

    /// Removes all files.
    pub(super) fn remove(&self) {
        *self.kept() = Kept::default();
    }

    /// Closes the file of a run; what must be told of it is returned.
    pub(super) fn close(&self, run: RunId, capture: Capture) -> Option<String> {
        if capture.file.is_some() || capture.bytes > 0 {
            let mut kept = self.kept();
            kept.files.push_back((run, capture.path, capture.bytes));
            while kept.files.iter().map(|(_, _, bytes)| bytes).sum::<u64>() > TOTAL_LIMIT {
                if let Some((_, old, _)) = kept.files.pop_front() {
                    // Removed by somebody else: just as well.
                    let _ = std::fs::remove_file(old);
                }
            }
        }
        capture.problem
    }

    fn try_open(&self, run: RunId) -> io::Result<(File, PathBuf)> {
        let mut kept = self.kept();
        let folder = if let Some(folder) = kept.folder.take() {
            folder
        } else {
            let parent = parent();
            PrivateFolder::remove_orphans(&parent);
            PrivateFolder::create(&parent, &std::process::id().to_string())?
        };
        let folder = kept.folder.insert(folder).path();
        let path = folder.join(format!("run-{}.raw", run.0));
        let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path)?;
        Ok((file, path))
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Where the folder for this user's running programs is, else the one for temporary files.
fn parent() -> PathBuf {
    let runtime = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from);
    runtime.filter(|path| path.is_dir()).unwrap_or_else(std::env::temp_dir)
}

impl Capture {
    /// One that keeps nothing.
    pub(super) fn none() -> Self {
        Self { file: None, path: PathBuf::new(), bytes: 0, problem: None }
    }

    /// Keeps these bytes, as far as the limit allows.
    pub(super) fn write(&mut self, bytes: &[u8]) {
        let Some(file) = &mut self.file else { return };
        let room = usize::try_from(RUN_LIMIT - self.bytes).unwrap_or(usize::MAX);
        let kept = &bytes[..bytes.len().min(room)];
        if let Err(error) = file.write_all(kept) {
            self.problem = Some(format!("raw output kept up to {} bytes only: {error}", self.bytes));
            self.file = None;
            return;
        }
        self.bytes += kept.len() as u64;
        if kept.len() < bytes.len() {
            self.problem = Some(format!("raw output kept up to {} MiB only", RUN_LIMIT >> 20));
            self.file = None;
        }
    }
}
