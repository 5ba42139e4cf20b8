//! Starting: shells, folders, environment, and what makes a command fail instead of hanging.

use std::time::{Duration, Instant};

use crashcart::domain::RunEnd;
use crashcart::runtime::process::Request;

use crate::desk::{request, run, run_request};

fn refused(request: Request) -> String {
    match run_request(request) {
        seen @ crate::desk::Seen { end: RunEnd::CouldNotStart(_), .. } => {
            assert_eq!(seen.text(), "", "no invented output");
            assert_eq!(seen.pid, None);
            let RunEnd::CouldNotStart(why) = seen.end else { unreachable!() };
            why
        }
        seen => panic!("it ran: {seen:?}"),
    }
}

#[test]
fn a_folder_that_cannot_be_used_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let gone = folder.path().join("gone");
    let why = refused(Request { folder: gone.clone(), ..request("pwd") });
    assert!(why.contains(gone.to_str().expect("UTF-8")) && why.contains("No such file"), "{why}");
    let file = folder.path().join("file");
    std::fs::write(&file, "").expect("a file");
    assert!(refused(Request { folder: file, ..request("pwd") }).contains("not a folder"));
    let seen = run_request(Request { folder: folder.path().to_owned(), ..request("pwd") });
    assert_eq!(
        seen.text().trim_end(),
        folder.path().canonicalize().expect("a path").to_str().expect("UTF-8")
    );
}

#[test]
fn the_shell_is_the_one_asked_for_or_it_is_said() {
    let with = |shell: &[&str]| {
        let shell = shell.iter().map(|name| (*name).to_owned()).collect();
        run_request(Request { shell, ..request("echo ${BASH_VERSION:+bash}") })
    };
    assert_eq!((with(&[]).text().as_str(), with(&[]).note), ("bash\n", None));
    let seen = with(&["/no/such/zsh", "bash"]);
    assert!(seen.text() == "bash\n" && seen.note().contains("/no/such/zsh is not there"), "{seen:?}");
    let seen = with(&["zsh-that-nobody-has"]);
    assert_eq!(seen.end, RunEnd::Exit(0));
    assert!(seen.note().contains("zsh-that-nobody-has is not there, ran with /bin/sh"), "{seen:?}");
}

#[test]
fn an_empty_path_still_finds_the_system_shell() {
    let seen = run_request(Request { env: vec![("PATH".into(), "".into())], ..request("echo fine") });
    assert_eq!(seen.text(), "fine\n");
    assert!(seen.note().contains("/bin/sh"), "{seen:?}");
}

#[test]
fn what_the_system_cannot_execute_is_an_error_and_no_output() {
    let folder = tempfile::tempdir().expect("a folder");
    let shell = folder.path().join("shell");
    std::fs::write(&shell, "\x7fELFgarbage").expect("a file");
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(&shell, mode).expect("a mode");
    let name = shell.to_str().expect("UTF-8").to_owned();
    let why = refused(Request { shell: vec![name.clone()], ..request("echo hi") });
    assert!(why.contains(&name), "{why}");
    std::fs::write(&shell, "#!/no/such/interpreter\n").expect("a file");
    let why = refused(Request { shell: vec![name.clone()], ..request("echo hi") });
    assert!(why.contains(&name) && why.contains("No such file"), "{why}");
    let why = refused(request(&format!("echo {}", "x".repeat(200_000))));
    assert!(why.contains("too long"), "{why}");
    assert!(refused(request("echo a\0b")).contains("NUL"));
}

#[test]
fn programs_not_found_are_the_shell_s_business() {
    let seen = run("no-such-program-anywhere");
    assert_eq!(seen.end, RunEnd::Exit(127));
    assert!(seen.text().contains("no-such-program-anywhere"));
}

#[test]
fn a_missing_helper_is_named() {
    let (send, reports) = std::sync::mpsc::channel();
    let runner = crashcart::runtime::process::Runner::new("/no/such/helper".into(), move |report| {
        let _ = send.send(report);
    });
    runner.start(request("echo hi"));
    let report = reports.recv_timeout(crate::desk::LIMIT).expect("a report");
    assert!(format!("{report:?}").contains("cannot start the helper /no/such/helper"), "{report:?}");
}

#[test]
fn nothing_waits_for_somebody_to_type() {
    let scripts = [
        "read x; echo rc=$?",
        "cat",
        "python3",
        "read x </dev/tty",
        "python3 -c 'import getpass; getpass.getpass()'",
        "printf 'Password: '; read x",
        "less /etc/passwd",
        "printf 'protocol=https\\nhost=example.invalid\\n\\n' | git credential fill",
    ];
    for script in scripts {
        let begun = Instant::now();
        let seen = run_request(Request { timeout: Duration::from_secs(20), ..request(script) });
        assert!(matches!(seen.end, RunEnd::Exit(_)), "{script}: {seen:?}");
        assert!(begun.elapsed() < Duration::from_secs(5), "{script}: {:?}", begun.elapsed());
    }
}

#[test]
fn a_prompt_gets_an_end_of_file_and_no_newline() {
    let seen = run("read a && echo line || echo eof; [ -z \"$a\" ] && wc -c");
    assert_eq!(seen.text(), "eof\n0\n");
}

#[test]
fn pagers_do_not_page() {
    let seen = run(
        "cd \"$TMPDIR\" && git init -q . && for n in $(seq 1 40); do
           printf 'commit refs/heads/m\\ncommitter a <a@b> %d +0000\\ndata 2\\nx\\n\\n' $n; done | git fast-import --quiet
         git --no-replace-objects log m | grep -c ^commit; git log m | cat >/dev/null; git log m",
    );
    assert_eq!(seen.end, RunEnd::Exit(0), "{seen:?}");
    assert!(seen.seconds < Duration::from_secs(10));
    assert!(seen.text().starts_with("40\n"), "{seen:?}");
}

#[test]
fn the_environment_is_the_one_documented() {
    let env = vec![("MINE".into(), "1".into()), ("TERM".into(), "dumb".into())];
    let seen = run_request(Request { env, columns: 101, rows: 33, ..request("env; stty size <&1") });
    for line in [
        "LC_ALL=C.UTF-8",
        "PAGER=cat",
        "GIT_TERMINAL_PROMPT=0",
        "PIP_NO_INPUT=1",
        "PYTHONUNBUFFERED=1",
        "COLUMNS=101",
        "LINES=33",
        "MINE=1",
        "TERM=dumb",
        "33 101",
    ] {
        assert!(seen.text().lines().any(|found| found == line), "{line}: {seen:?}");
    }
}

#[test]
fn temporary_files_go_with_the_run() {
    let seen = run("stat -c %a \"$TMPDIR\"; touch \"$TMPDIR/x\"; echo \"$TMPDIR\"");
    let text = seen.text();
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("700"));
    let folder = lines.next().expect("a folder");
    assert!(folder.starts_with('/') && !std::path::Path::new(folder).exists(), "{folder}");
}
