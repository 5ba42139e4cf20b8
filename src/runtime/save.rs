//! Saving a text to a new file: never over an existing one, readable by its owner only.

use std::env;
use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

/// Tries before giving up finding a free name.
const TRIES: usize = 1000;

/// Writes the text to `STEM-N.txt` in the working folder, or in the folder for temporary files
/// where that cannot be written. The path is returned.
pub fn save(stem: &str, text: &str) -> io::Result<PathBuf> {
    let here = env::current_dir().and_then(|folder| write_new(&folder, stem, text));
    here.or_else(|_| write_new(&env::temp_dir(), stem, text))
}

fn write_new(folder: &Path, stem: &str, text: &str) -> io::Result<PathBuf> {
    for number in 1..=TRIES {
        let path = folder.join(format!("{stem}-{number}.txt"));
        match OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path) {
            Ok(mut file) => {
                // A file that is only half there would be taken for the whole output.
                if let Err(problem) = file.write_all(text.as_bytes()) {
                    let _ = std::fs::remove_file(&path);
                    return Err(problem);
                }
                return Ok(path);
            }
            Err(problem) if problem.kind() == io::ErrorKind::AlreadyExists => {}
            Err(problem) => return Err(problem),
        }
    }
    Err(io::Error::other(format!("{TRIES} files named {stem}-N.txt are here already")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;

    #[test]
    fn never_overwrites_and_keeps_others_out() {
        let folder = tempfile::tempdir().expect("a folder");
        let first = write_new(folder.path(), "out", "one").expect("written");
        let second = write_new(folder.path(), "out", "two").expect("written");
        assert_ne!(first, second);
        assert_eq!(std::fs::read_to_string(&first).expect("readable"), "one");
        let mode = std::fs::metadata(&second).expect("there").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
