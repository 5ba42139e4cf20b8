//! What is printed: live, whole, bounded, in two streams, free of control.

use std::os::unix::fs::PermissionsExt;
use std::time::Duration;

use crashcart::domain::transcript::Stream;
use crashcart::domain::{Io, RunEnd};

use crate::desk::{Desk, Seen, request, run, run_request};

/// Python and grep keep lines back when they print into a pipe; shown here is when lines came.
fn comes_live(script: &str) {
    let seen = run(script);
    let (one, two) = (seen.shown_at("one").expect("one"), seen.shown_at("two").expect("two"));
    assert!(two > one + Duration::from_millis(400), "{script}: {one:?} {two:?}");
}

#[test]
fn lines_come_when_they_are_printed() {
    comes_live("echo one; sleep 0.7; echo two");
    comes_live("python3 -c 'import time; print(\"one\"); time.sleep(0.7); print(\"two\")'");
    comes_live(
        "env -u PYTHONUNBUFFERED python3 -c 'import time; print(\"one\"); time.sleep(0.7); print(\"two\")'",
    );
    comes_live("(echo one; sleep 0.7; echo two) | grep .");
    comes_live("printf one; sleep 0.7; echo; echo two");
}

#[test]
fn the_streams_stay_apart() {
    let seen = run("echo out1; echo err1 >&2; sleep 0.1; echo out2; echo err2 >&2");
    assert_eq!(seen.stream(Stream::Out), "out1\nout2\n");
    assert_eq!(seen.stream(Stream::Err), "err1\nerr2\n");
}

#[test]
fn programs_see_a_terminal_on_stdout_only() {
    let look = "for fd in 0 1 2; do [ -t $fd ] && echo $fd; done; stty size <&1; exec 3<&1; stty -a <&3 | grep -o -e '-opost'";
    let seen = run(look);
    assert_eq!(seen.text(), "1\n24 80\n-opost\n", "{seen:?}");
    let mut piped = request("for fd in 0 1 2; do [ -t $fd ] && echo $fd; done; echo none");
    piped.io = Io::Pipe;
    assert_eq!(run_request(piped).text(), "none\n");
}

#[test]
fn a_consumer_that_takes_nothing_gets_one_report_and_the_last() {
    let desk = Desk::new();
    let run = desk.start(request("for n in 1 2 3 4 5 6; do echo $n; sleep 0.1; done"));
    let mut outputs = Vec::new();
    loop {
        match desk.reports.recv_timeout(crate::desk::LIMIT).expect("an end") {
            crashcart::runtime::process::Report::Output { transcript, .. } => outputs.push(transcript.text()),
            crashcart::runtime::process::Report::Ended { run: of, .. } if of == run => break,
            _ => {}
        }
    }
    assert_eq!(outputs.len(), 2, "{outputs:?}");
    assert_eq!(outputs[1], "1\n2\n3\n4\n5\n6\n");
}

#[test]
fn reports_keep_their_distance() {
    let seen = run("for n in $(seq 1 300); do echo $n; sleep 0.002; done");
    assert!(seen.outputs.len() <= seen.seconds.as_millis() as usize / 33 + 2, "{}", seen.outputs.len());
    assert!(seen.text().ends_with("300\n"));
}

/// Every byte counted, on both kinds of output.
fn counts(script: &str, bytes: u64, check: impl Fn(&Seen)) {
    for io in [Io::Live, Io::Pipe] {
        let seen = run_request(crashcart::runtime::process::Request { io, ..request(script) });
        assert_eq!(seen.end, RunEnd::Exit(0), "{:?}", seen.note);
        assert_eq!(seen.transcript().bytes, bytes, "{script} {io:?}");
        check(&seen);
    }
}

#[test]
fn a_flood_is_counted_to_the_byte_and_kept_at_both_ends() {
    counts("seq 1 1000000", 6_888_896, |seen| {
        let transcript = seen.transcript();
        assert_eq!(transcript.dropped_lines + transcript.len() as u64, 1_000_000);
        assert_eq!(transcript.lines().next().expect("a line").text, "1");
        assert_eq!(transcript.lines().last().expect("a line").text, "1000000");
    });
    counts("yes 'INFO request served in 12 ms' | head -c 20000000", 20_000_000, |_| {});
}

#[test]
fn a_line_without_end_is_cut_and_said() {
    counts("head -c 20000000 /dev/zero | tr '\\0' x", 20_000_000, |seen| {
        let transcript = seen.transcript();
        let line = transcript.lines().next().expect("a line");
        assert_eq!((line.text.len(), line.cut), (16 * 1024, 20_000_000 - 16 * 1024));
    });
}

#[test]
fn a_progress_bar_is_one_line() {
    let seen = run("python3 -c 'for n in range(100001): print(f\"\\r{n//1000} %\", end=\"\")'; echo");
    assert_eq!(seen.text(), "100 %\n");
}

#[test]
fn any_bytes_are_harmless_and_kept_raw() {
    let desk = Desk::new();
    let run = desk.start(request("head -c 2000000 /dev/urandom"));
    let seen = desk.watch(run);
    assert_eq!(seen.transcript().bytes, 2_000_000);
    let control = |character: char| character.is_control() && character != '\t';
    assert!(seen.transcript().lines().all(|line| !line.text.contains(control)));
    let raw = desk.runner.raw_output(run).expect("a file");
    let found = std::fs::metadata(&raw).expect("a file");
    assert_eq!((found.len(), found.permissions().mode() & 0o777), (2_000_000, 0o600));
    let folder = raw.parent().expect("a folder").to_owned();
    assert_eq!(std::fs::metadata(&folder).expect("a folder").permissions().mode() & 0o777, 0o700);
    // Not by dropping: a program that is ended by a signal drops nothing.
    assert!(desk.runner.shutdown(Duration::from_secs(5)));
    assert!(!folder.exists());
}

#[test]
fn nul_is_seen() {
    assert_eq!(run("printf 'a\\0b\\n'").text(), "a␀b\n");
}

#[test]
fn a_sequence_without_end_does_not_reach_the_next_run() {
    let desk = Desk::new();
    let run = desk.start(request("printf '\\033]52;c;'; head -c 5000000 /dev/zero | tr '\\0' A"));
    let seen = desk.watch(run);
    assert_eq!((seen.text().as_str(), seen.transcript().removed), ("", 1));
    let run = desk.start(request("echo clean"));
    assert_eq!(desk.watch(run).text(), "clean\n");
}

#[test]
fn a_sequence_in_small_pieces_is_still_one() {
    let seen = run(
        "for piece in '\\344' '\\275' '\\240' '\\033' '[' '3' '1' 'm' 'x' '\\033' ']' '52;c;eA==' '\\a' y; do
           printf \"$piece\"; sleep 0.005; done",
    );
    assert_eq!((seen.text().as_str(), seen.transcript().removed), ("你xy\n", 1));
}
