//! Folders that only we can read and that go away with their owner.
//! What is put into them is the owner's business.

use std::fs::DirBuilder;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

/// A folder of mode 0700, removed with everything in it when dropped.
#[derive(Debug)]
pub(super) struct PrivateFolder(PathBuf);

impl PrivateFolder {
    /// A new folder `crashcart-LABEL-…` in `parent`. The name cannot be foreseen and must be
    /// new, so that nobody can have put something there before.
    pub(super) fn create(parent: &Path, label: &str) -> io::Result<Self> {
        let mut last = io::Error::from(io::ErrorKind::AlreadyExists);
        for _ in 0..16 {
            let random = RandomState::new().build_hasher().finish();
            let path = parent.join(format!("crashcart-{label}-{random:016x}"));
            match DirBuilder::new().mode(0o700).create(&path) {
                Ok(()) => return Ok(Self(path)),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => last = error,
                Err(error) => return Err(error),
            }
        }
        Err(last)
    }

    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for PrivateFolder {
    fn drop(&mut self) {
        // Gone already, or the system cleans it up: nothing depends on it.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
