//! The files of a pack, each read once: built into the binary, or from a folder on disk.
//! What is in them is not looked at here, and nothing is written.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read};
use std::os::fd::{AsFd, OwnedFd};
use std::path::{Path, PathBuf};

use rustix::fs::{CWD, Dir, FileType, Mode, OFlags, Stat, fstat, openat};

use super::problem::{Problem, Severity};

/// Bytes of one file; the longest case of the built-in pack has 40 KiB.
pub const FILE_BYTES: u64 = 1024 * 1024;
/// Files of one pack.
pub const PACK_FILES: usize = 10_000;
/// Folders in one another, counted from the pack's.
const FOLDER_DEPTH: usize = 8;

/// Every file under `content/`, in order of their paths.
static BUILTIN: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/builtin.rs"));

/// Where a pack came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// Built into the binary, in this folder of `content/`.
    BuiltIn(&'static str),
    /// From a folder on disk.
    Folder(PathBuf),
}

impl Origin {
    /// How a file of the pack is shown to a person.
    pub fn show(&self, file: &str) -> String {
        match self {
            Self::BuiltIn(pack) => format!("<built-in>/{pack}/{file}"),
            Self::Folder(folder) => folder.join(file).display().to_string(),
        }
    }
}

/// A file of a pack, as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Path relative to the pack, with `/`.
    pub path: String,
    /// The whole content. Trust is decided on the hash of this very text.
    pub text: Cow<'static, str>,
}

impl SourceFile {
    /// The content without a byte order mark.
    pub fn body(&self) -> &str {
        self.text.strip_prefix('\u{feff}').unwrap_or(&self.text)
    }
}

/// A pack as files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Where it came from.
    pub origin: Origin,
    /// Its files, ordered by path.
    pub files: Vec<SourceFile>,
    /// The first file or folder, relative to the pack, that somebody other than this user and root
    /// owns or may write; such a pack can change under the eyes of the one who trusted it.
    pub writable_by_others: Option<String>,
}

impl Source {
    /// The packs in the binary.
    pub fn builtin() -> Vec<Self> {
        let mut packs: Vec<Self> = Vec::new();
        for &(path, text) in BUILTIN {
            let Some((pack, path)) = path.split_once('/') else { continue };
            let file = SourceFile { path: path.to_owned(), text: Cow::Borrowed(text) };
            match packs.last_mut() {
                Some(last) if last.origin == Origin::BuiltIn(pack) => last.files.push(file),
                _ => packs.push(Self {
                    origin: Origin::BuiltIn(pack),
                    files: vec![file],
                    writable_by_others: None,
                }),
            }
        }
        packs
    }

    /// The pack in `folder`, and what could not be read.
    ///
    /// Hidden files and what editors leave behind (`x~`) are passed over. Symbolic links below the
    /// folder are not followed and nothing but regular files is opened for reading, so that no pack
    /// can make the program wait or read what lies outside.
    pub fn folder(folder: &Path) -> (Self, Vec<Problem>) {
        let mut reader = Reader {
            source: Self {
                origin: Origin::Folder(folder.to_owned()),
                files: Vec::new(),
                writable_by_others: None,
            },
            problems: Vec::new(),
            full: false,
        };
        // The folder itself may be a link: whoever named it meant where it leads.
        match openat(CWD, folder, OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty()) {
            Ok(handle) => reader.folder(&handle, "", 0),
            Err(error) => reader.unreadable("", &error.into()),
        }
        reader.source.files.sort_by(|one, other| one.path.cmp(&other.path));
        (reader.source, reader.problems)
    }

    /// The file at this path.
    pub fn file(&self, path: &str) -> Option<&SourceFile> {
        self.files.iter().find(|file| file.path == path)
    }

    /// The YAML files directly in this folder, e.g. `cases`.
    pub fn yaml_in<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = &'a SourceFile> {
        self.files.iter().filter(move |file| {
            let inside = file.path.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/'));
            inside.is_some_and(|name| !name.contains('/') && has_extension(name, "yaml"))
        })
    }
}

/// True if the name ends in this extension.
fn has_extension(name: &str, extension: &str) -> bool {
    Path::new(name).extension().is_some_and(|found| found == extension)
}

struct Reader {
    source: Source,
    problems: Vec<Problem>,
    /// The limit of files was told.
    full: bool,
}

impl Reader {
    fn folder(&mut self, handle: &OwnedFd, path: &str, depth: usize) {
        let names = match names(handle) {
            Ok(names) => names,
            Err(error) => return self.unreadable(path, &error),
        };
        if let Ok(stat) = fstat(handle) {
            self.note_owner(&stat, if path.is_empty() { "." } else { path });
        }
        for name in names {
            let below = if path.is_empty() { name.clone() } else { format!("{path}/{name}") };
            if self.source.files.len() >= PACK_FILES {
                return self.too_many();
            }
            self.entry(handle, &name, &below, depth);
        }
    }

    /// One name of a folder: a folder to go into, a file to read, or something to report.
    fn entry(&mut self, folder: &OwnedFd, name: &str, path: &str, depth: usize) {
        // NONBLOCK: opening a FIFO must not wait for a writer. NOFOLLOW: the pack ends at its folder.
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC | OFlags::NOCTTY;
        let handle = match openat(folder.as_fd(), name, flags, Mode::empty()) {
            Ok(handle) => handle,
            Err(rustix::io::Errno::LOOP) => {
                let what = "is a symbolic link, and links in a pack are not followed";
                return self.skip("link", path, what, "replace the link by the file that it leads to");
            }
            Err(rustix::io::Errno::NXIO | rustix::io::Errno::NODEV) => {
                return self.not_regular(path, "socket");
            }
            Err(error) => return self.unreadable(path, &error.into()),
        };
        let stat = match fstat(&handle) {
            Ok(stat) => stat,
            Err(error) => return self.unreadable(path, &error.into()),
        };
        match FileType::from_raw_mode(stat.st_mode) {
            FileType::RegularFile => {
                self.note_owner(&stat, path);
                self.file(handle, path);
            }
            FileType::Directory if has_extension(name, "yaml") => self.not_regular(path, "folder"),
            FileType::Directory if depth + 1 < FOLDER_DEPTH => self.folder(&handle, path, depth + 1),
            FileType::Directory => {
                let what = format!("lies more than {FOLDER_DEPTH} folders deep");
                self.skip(
                    "too-deep",
                    path,
                    &what,
                    "move it up: cases lie in `cases/`, checklists in `checklists/`",
                );
            }
            FileType::Fifo => self.not_regular(path, "FIFO"),
            _ => self.not_regular(path, "device"),
        }
    }

    fn file(&mut self, handle: OwnedFd, path: &str) {
        let mut bytes = Vec::new();
        // One byte more than allowed, so that a file that grows while it is read is told, too.
        if let Err(error) = File::from(handle).take(FILE_BYTES + 1).read_to_end(&mut bytes) {
            return self.unreadable(path, &error);
        }
        if bytes.len() as u64 > FILE_BYTES {
            let what = format!("is larger than {} KiB and was not read", FILE_BYTES / 1024);
            return self.skip("too-large", path, &what, "write one case a file");
        }
        match String::from_utf8(bytes) {
            Ok(text) => {
                self.source.files.push(SourceFile { path: path.to_owned(), text: Cow::Owned(text) });
            }
            Err(error) => self.not_utf8(path, &error),
        }
    }

    fn not_utf8(&mut self, path: &str, error: &std::string::FromUtf8Error) {
        let good = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..good].split(|byte| *byte == b'\n').count();
        let utf16 = matches!(error.as_bytes(), [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..]);
        let what = if utf16 {
            "is UTF-16".to_owned()
        } else {
            format!("is not UTF-8: line {line} holds the byte 0x{:02X}", error.as_bytes()[good])
        };
        self.skip("not-utf8", path, &what, "save the file as UTF-8");
    }

    fn not_regular(&mut self, path: &str, kind: &str) {
        self.skip("not-a-file", path, &format!("is a {kind}, not a regular file"), "remove it from the pack");
    }

    fn unreadable(&mut self, path: &str, error: &io::Error) {
        let hint = match error.kind() {
            io::ErrorKind::NotFound => "name a folder with a `pack.yaml` in it",
            io::ErrorKind::PermissionDenied => "make it readable for the user that runs crashcart",
            _ => "see that it is a readable folder or file",
        };
        self.skip("unreadable", path, &format!("cannot be read: {error}"), hint);
    }

    fn too_many(&mut self) {
        if !self.full {
            self.full = true;
            let what = format!("the pack has more than {PACK_FILES} files; the rest was not read");
            let file = self.source.origin.show("");
            self.problems.push(Problem::of_file("too-many-files", file, what).with_hint("split the pack"));
        }
    }

    fn skip(&mut self, code: &'static str, path: &str, what: &str, hint: &str) {
        let shown = if path.is_empty() { "the folder" } else { path };
        let problem = Problem::of_file(code, self.source.origin.show(path), format!("`{shown}` {what}"));
        // Beside cases and checklists, a file that cannot be used breaks no case.
        let harmless = !["", "pack.yaml"].contains(&path) && !has_extension(path, "yaml");
        let severity = if harmless { Severity::Warning } else { Severity::Error };
        self.problems.push(problem.with_hint(hint).as_severity(severity));
    }

    fn note_owner(&mut self, stat: &Stat, path: &str) {
        let owner = stat.st_uid;
        let foreign = owner != 0 && owner != rustix::process::geteuid().as_raw();
        // 0o022: writable for the group or for everybody.
        if (foreign || stat.st_mode & 0o022 != 0) && self.source.writable_by_others.is_none() {
            self.source.writable_by_others = Some(path.to_owned());
        }
    }
}

/// The names in a folder in order, without hidden files and what editors leave behind.
fn names(folder: &OwnedFd) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in Dir::read_from(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.starts_with('.') && !name.ends_with('~') && name != "__pycache__" {
            names.push(name);
        }
        // Enough to reach the limit of files, whatever they are.
        if names.len() > PACK_FILES {
            break;
        }
    }
    names.sort();
    Ok(names)
}

#[cfg(test)]
mod tests;
