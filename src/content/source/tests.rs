//! Folders with everything in them that is no pack: links, FIFOs, huge and foreign files.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::net::UnixListener;

use super::*;

fn pack() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("cases")).unwrap();
    fs::write(folder.path().join("pack.yaml"), "name: demo\n").unwrap();
    folder
}

/// Code and file of each problem, in order of the files.
fn problems(folder: &Path) -> Vec<(&'static str, String)> {
    let (_, problems) = Source::folder(folder);
    let name = |problem: &Problem| problem.file.rsplit('/').next().unwrap_or_default().to_owned();
    let mut found: Vec<_> = problems.iter().map(|problem| (problem.code, name(problem))).collect();
    found.sort_by(|one, other| one.1.cmp(&other.1));
    found
}

#[test]
fn what_is_no_regular_file_is_reported_and_nothing_hangs() {
    let folder = pack();
    let cases = folder.path().join("cases");
    rustix::fs::mknodat(CWD, cases.join("a-fifo.yaml"), FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
    fs::create_dir(cases.join("b-folder.yaml")).unwrap();
    symlink("c-loop.yaml", cases.join("c-loop.yaml")).unwrap();
    symlink("/dev/zero", cases.join("d-zero.yaml")).unwrap();
    symlink("/etc/passwd", cases.join("e-out.yaml")).unwrap();
    let _socket = UnixListener::bind(cases.join("f-socket.yaml")).unwrap();
    fs::write(cases.join("g.yaml~"), "left behind").unwrap();
    fs::write(cases.join(".h.yaml"), "hidden").unwrap();
    let expected = [
        ("not-a-file", "a-fifo.yaml"),
        ("not-a-file", "b-folder.yaml"),
        ("link", "c-loop.yaml"),
        ("link", "d-zero.yaml"),
        ("link", "e-out.yaml"),
        ("not-a-file", "f-socket.yaml"),
    ];
    assert_eq!(problems(folder.path()), expected.map(|(code, file)| (code, file.to_owned())));
    let (source, _) = Source::folder(folder.path());
    assert_eq!(source.files.iter().map(|file| file.path.as_str()).collect::<Vec<_>>(), ["pack.yaml"]);
}

#[test]
fn large_and_foreign_files_are_refused() {
    let folder = pack();
    let cases = folder.path().join("cases");
    let huge = File::create(cases.join("a-huge.yaml")).unwrap();
    huge.set_len(100 * FILE_BYTES).unwrap();
    fs::write(cases.join("b-exact.yaml"), "#".repeat(FILE_BYTES as usize)).unwrap();
    fs::write(cases.join("c-utf16.yaml"), b"\xFF\xFEi\0d\0").unwrap();
    fs::write(cases.join("d-latin.yaml"), b"id: X\ntitle: caf\xE9\n").unwrap();
    let (source, found) = Source::folder(folder.path());
    let what: Vec<&str> = found.iter().map(|problem| problem.what.as_str()).collect();
    assert_eq!(
        what,
        [
            "`cases/a-huge.yaml` is larger than 1024 KiB and was not read",
            "`cases/c-utf16.yaml` is UTF-16",
            "`cases/d-latin.yaml` is not UTF-8: line 2 holds the byte 0xE9",
        ]
    );
    assert!(source.file("cases/b-exact.yaml").is_some());
}

#[test]
fn a_byte_order_mark_is_not_part_of_the_body() {
    let folder = pack();
    fs::write(folder.path().join("cases/A.yaml"), "\u{FEFF}id: A\r\n").unwrap();
    let (source, found) = Source::folder(folder.path());
    assert_eq!(found, []);
    assert_eq!(source.file("cases/A.yaml").map(SourceFile::body), Some("id: A\r\n"));
}

#[test]
fn more_files_than_allowed_are_told_once() {
    let folder = pack();
    for number in 0..PACK_FILES + 5 {
        fs::write(folder.path().join(format!("cases/{number}.yaml")), "").unwrap();
    }
    let (source, found) = Source::folder(folder.path());
    assert_eq!(source.files.len(), PACK_FILES);
    assert_eq!(found.iter().map(|problem| problem.code).collect::<Vec<_>>(), ["too-many-files"]);
}

#[test]
fn a_missing_folder_is_one_problem() {
    let (source, found) = Source::folder(Path::new("/no/such/pack"));
    assert!(source.files.is_empty());
    assert_eq!(found.iter().map(|problem| problem.code).collect::<Vec<_>>(), ["unreadable"]);
}

#[test]
fn files_that_others_may_write_are_noted() {
    let folder = pack();
    let file = folder.path().join("pack.yaml");
    assert_eq!(Source::folder(folder.path()).0.writable_by_others, None);
    fs::set_permissions(&file, fs::Permissions::from_mode(0o666)).unwrap();
    assert_eq!(Source::folder(folder.path()).0.writable_by_others.as_deref(), Some("pack.yaml"));
}
