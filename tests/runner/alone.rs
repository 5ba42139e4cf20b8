//! What must be looked at from outside: processes of their own, killed, littered or counted.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::process::Stdio;
use std::time::Duration;

use crashcart::domain::RunEnd;
use crashcart::runtime::process::{Report, Request};

use crate::desk::{Desk, LIMIT, alone, eventually, is_alone, processes_with, request, unique_sleep};

/// Runs this test again in a process of its own and wants it to succeed.
fn succeeds_alone(wrapper: &[&str], test: &str) {
    let output = alone(wrapper, test).output().expect("a process");
    let text =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && text.contains("1 passed"), "{text}");
}

/// Descriptors, threads and children (zombies too) of this process.
fn holdings() -> BTreeMap<&'static str, usize> {
    let count = |path: &str| std::fs::read_dir(path).expect("/proc").count();
    let tasks = std::fs::read_dir("/proc/self/task").expect("/proc").flatten();
    let children = tasks.map(|task| {
        let list = std::fs::read_to_string(task.path().join("children")).unwrap_or_default();
        list.split_whitespace().count()
    });
    let children = children.sum();
    BTreeMap::from([
        ("descriptors", count("/proc/self/fd")),
        ("threads", count("/proc/self/task")),
        ("children", children),
    ])
}

#[test]
fn many_runs_leave_nothing_open() {
    if !is_alone() {
        return succeeds_alone(&[], "alone::many_runs_leave_nothing_open");
    }
    let runs: usize =
        std::env::var("CRASHCART_TEST_RUNS").ok().and_then(|runs| runs.parse().ok()).unwrap_or(50);
    let desk = Desk::new();
    let warm = desk.start(request("true"));
    desk.watch(warm);
    assert!(eventually(LIMIT, || desk.runner.running() == 0));
    let before = holdings();
    let started: Vec<_> = (0..runs)
        .map(|number| {
            let run =
                desk.start(request(["echo a; exec sleep 300", "seq 1 1000", "sleep 300 & exit"][number % 3]));
            if number % 3 == 0 {
                (0..3).for_each(|_| desk.runner.stop(run));
            }
            if number % 10 == 9 {
                // No more than ten at a time.
                assert!(eventually(LIMIT, || desk.runner.running() == 0));
            }
            run
        })
        .collect();
    assert!(eventually(LIMIT, || desk.runner.running() == 0));
    let mut ends: BTreeMap<_, usize> = BTreeMap::new();
    for report in desk.reports.try_iter() {
        if let Report::Ended { run, end, .. } = report {
            assert!(!matches!(end, RunEnd::CouldNotStart(_)), "{end:?}");
            *ends.entry(run).or_default() += 1;
        }
    }
    assert!(started.iter().all(|run| ends.get(run) == Some(&1)), "{ends:?}");
    // A thread that has told its last report takes a moment to be gone.
    assert!(eventually(Duration::from_secs(10), || holdings() == before), "{:?} {before:?}", holdings());
}

#[test]
fn kill_nine_of_crashcart_leaves_nothing() {
    if is_alone() {
        let desk = Desk::new();
        let run = desk.start(request(&std::env::var("SCRIPT").expect("a script")));
        desk.watch(run);
        return;
    }
    let [plain, stubborn, away] = [unique_sleep(), unique_sleep(), unique_sleep()];
    let script = format!(
        "(trap '' INT TERM HUP; {stubborn}) & (env -i setsid sh -c '{away} & exit' &); echo $TMPDIR; {plain}"
    );
    let mut parent = alone(&[], "alone::kill_nine_of_crashcart_leaves_nothing")
        .env("SCRIPT", script)
        .stdout(Stdio::null())
        .spawn()
        .expect("a process");
    let sleeps = [&plain, &stubborn, &away];
    // The scripts in the shells' arguments hold the text too, hence "starts with".
    let running = || sleeps.iter().all(|sleep| processes_with(sleep).iter().any(|pid| is_sleep(*pid)));
    assert!(eventually(LIMIT, running));
    parent.kill().expect("a kill");
    let killed = std::time::Instant::now();
    parent.wait().expect("a status");
    assert!(eventually(Duration::from_secs(5), || sleeps
        .iter()
        .all(|sleep| processes_with(sleep).is_empty())));
    assert!(killed.elapsed() < Duration::from_millis(300), "{:?}", killed.elapsed());
}

fn is_sleep(pid: i32) -> bool {
    std::fs::read(format!("/proc/{pid}/cmdline")).is_ok_and(|arguments| arguments.starts_with(b"sleep\0"))
}

#[test]
fn nothing_inherited_reaches_the_command() {
    // Builtins only: a shell blocks every signal for a moment when it starts a program.
    const LOOK: &str = "ls -1 /proc/$$/fd; umask_now=$(umask); \
        while IFS= read -r line; do case $line in SigBlk:*|SigIgn:*) echo \"$line\";; esac; done </proc/$$/status; \
        echo $umask_now";
    if is_alone() {
        let desk = Desk::new();
        // `sh` ignores nothing by itself, unlike bash when it has children.
        let run = desk.start(Request { shell: vec!["sh".into()], ..request(LOOK) });
        let seen = desk.watch(run);
        println!("<<{}>>", seen.text());
        return;
    }
    let litter = "exec 7</dev/null 9>/dev/null; umask 0; exec \"$0\" \"$@\"";
    let wrapper = [
        "env",
        "--ignore-signal=INT,HUP,TERM,QUIT,TSTP,PIPE,USR1,CHLD",
        "--block-signal=USR2,INT,TERM",
        "sh",
        "-c",
        litter,
    ];
    let mut child = alone(&wrapper, "alone::nothing_inherited_reaches_the_command")
        .stdout(Stdio::piped())
        .spawn()
        .expect("a process");
    let lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
    let text: Vec<String> = lines.map_while(Result::ok).collect();
    child.wait().expect("a status");
    let text = text.join("\n");
    let inner = text.split_once("<<").and_then(|(_, rest)| rest.split_once(">>")).map(|(inner, _)| inner);
    // The C library keeps signals 32 and 33 to itself and lets nobody change them.
    let inner = inner.map(|inner| inner.replace("SigIgn:\t0000000180000000", "SigIgn:\t0000000000000000"));
    assert_eq!(
        inner.as_deref(),
        Some("0\n1\n2\nSigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n0022\n"),
        "{text}"
    );
}

#[test]
fn a_helper_that_is_killed_is_told() {
    let sleep = unique_sleep();
    let desk = Desk::new();
    let run = desk.start(request(&format!("echo up; {sleep}; true")));
    let seen = desk.follow(run, |_, report| {
        if let Report::Started { pid, .. } = report {
            let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).expect("a process");
            let parent =
                stat.rsplit_once(") ").expect("a name").1.split(' ').nth(1).expect("a parent").to_owned();
            std::process::Command::new("kill").args(["-9", &parent]).status().expect("kill");
        }
    });
    assert_eq!(seen.end, RunEnd::Signal("SIGKILL".into()), "{seen:?}");
    assert!(seen.note().contains("helper ended before its time"), "{seen:?}");
    assert!(eventually(Duration::from_secs(5), || processes_with(&sleep).is_empty()));
}
