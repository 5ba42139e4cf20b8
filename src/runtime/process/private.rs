//! Folders that only we can read and that go away with their owner.
//! What is put into them is the owner's business.

use std::fs::{self, DirBuilder, File};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rustix::fs::{FlockOperation, flock};

/// A folder of mode 0700, removed with everything in it when dropped.
#[derive(Debug)]
pub(crate) struct PrivateFolder {
    path: PathBuf,
    /// Locked as long as the owner lives, whatever becomes of it.
    _lock: Option<File>,
}

/// What every name begins with.
const PREFIX: &str = "crashcart-";
/// A folder younger than this may not be locked yet.
const YOUNG: Duration = Duration::from_secs(60);

impl PrivateFolder {
    /// A new folder `crashcart-LABEL-…` in `parent`. The name cannot be foreseen and must be
    /// new, so that nobody can have put something there before.
    pub(crate) fn create(parent: &Path, label: &str) -> io::Result<Self> {
        let mut last = io::Error::from(io::ErrorKind::AlreadyExists);
        for _ in 0..16 {
            let random = RandomState::new().build_hasher().finish();
            let path = parent.join(format!("{PREFIX}{label}-{random:016x}"));
            match DirBuilder::new().mode(0o700).create(&path) {
                Ok(()) => return Ok(Self { _lock: lock(&path), path }),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => last = error,
                Err(error) => return Err(error),
            }
        }
        Err(last)
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Removes our folders in `parent` whose owner was killed before it could.
    pub(crate) fn remove_orphans(parent: &Path) {
        let ours = rustix::process::geteuid().as_raw();
        for entry in fs::read_dir(parent).into_iter().flatten().flatten() {
            let Ok(found) = entry.metadata() else { continue };
            let old = found.modified().is_ok_and(|at| at.elapsed().is_ok_and(|age| age > YOUNG));
            let named = entry.file_name().to_str().is_some_and(|name| name.starts_with(PREFIX));
            if named && old && found.is_dir() && found.uid() == ours && lock(&entry.path()).is_some() {
                // What cannot be removed stays; it harms nobody.
                let _ = fs::remove_dir_all(entry.path());
            }
        }
    }
}

impl Drop for PrivateFolder {
    fn drop(&mut self) {
        // Gone already, or the system cleans it up: nothing depends on it.
        let _ = fs::remove_dir_all(&self.path);
    }
}

/// The folder opened and locked, if nobody else has it locked.
fn lock(path: &Path) -> Option<File> {
    let folder = File::open(path).ok()?;
    flock(&folder, FlockOperation::NonBlockingLockExclusive).ok()?;
    Some(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_orphans_of_some_age_are_removed() {
        let parent = tempfile::tempdir().unwrap();
        let living = PrivateFolder::create(parent.path(), "1").unwrap();
        let make = |name: &str| {
            let path = parent.path().join(name);
            fs::create_dir(&path).unwrap();
            fs::write(path.join("x"), "").unwrap();
            path
        };
        let (orphan, young, foreign) = (make("crashcart-2-0"), make("crashcart-3-0"), make("other"));
        let before = std::time::SystemTime::now() - YOUNG * 2;
        for path in [living.path(), &orphan, &foreign] {
            File::open(path).unwrap().set_modified(before).unwrap();
        }
        PrivateFolder::remove_orphans(parent.path());
        assert!(living.path().exists() && young.exists() && foreign.exists());
        assert!(!orphan.exists());
    }
}
