//! Figures, not promises: how fast output passes, in release and on an idle machine.
//! `cargo test --release --test runner speed -- --ignored --nocapture --test-threads=1`

#![expect(clippy::print_stdout, clippy::cast_precision_loss, reason = "figures are for reading")]

use std::io::Read;
use std::os::fd::OwnedFd;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crashcart::domain::transcript::Stream;
use crashcart::domain::{Io, RunEnd};
use crashcart::engine::sanitize::Sanitizer;
use crashcart::runtime::process::Request;
use rustix::pty::{OpenptFlags, grantpt, ioctl_tiocgptpeer, openpt, unlockpt};
use rustix::termios::{OptionalActions, OutputModes, tcgetattr, tcsetattr};

use crate::desk::{Desk, request, run_request};

const FLOODS: [(&str, u64); 2] = [("seq 1 5000000", 38_888_896), ("yes | head -c 500000000", 500_000_000)];

fn rate(what: &str, bytes: u64, took: Duration) {
    println!("{what}: {:.0} MB/s", bytes as f64 / 1e6 / took.as_secs_f64());
}

fn peak_memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").expect("/proc");
    status.lines().filter(|line| line.starts_with("VmHWM")).collect()
}

/// Time that this thread really had a processor; a busy machine does not count.
fn on_processor() -> Duration {
    let status = std::fs::read_to_string("/proc/thread-self/schedstat").expect("/proc");
    Duration::from_nanos(status.split(' ').next().expect("a field").parse().expect("a number"))
}

#[test]
#[ignore = "a measurement"]
fn through_the_runner() {
    for (script, bytes) in FLOODS {
        for io in [Io::Live, Io::Pipe] {
            let desk = Desk { history: false, ..Desk::new() };
            let run = desk.start(Request { io, timeout: Duration::from_secs(600), ..request(script) });
            let seen = desk.watch(run);
            assert_eq!((seen.end.clone(), seen.transcript().bytes), (RunEnd::Exit(0), bytes));
            rate(&format!("runner {io:?}, {script}"), bytes, seen.seconds);
        }
    }
    println!("{}", peak_memory());
}

#[test]
#[ignore = "a measurement"]
fn through_a_bare_terminal_and_a_bare_pipe() {
    for (script, bytes) in FLOODS {
        let flags = OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC;
        let master = openpt(flags).expect("a pty");
        grantpt(&master).expect("a pty");
        unlockpt(&master).expect("a pty");
        let slave = ioctl_tiocgptpeer(&master, flags).expect("a pty");
        let mut modes = tcgetattr(&slave).expect("modes");
        modes.output_modes.remove(OutputModes::OPOST);
        tcsetattr(&slave, OptionalActions::Now, &modes).expect("modes");
        drain("terminal", script, bytes, slave, master);
        let (read, write) = std::io::pipe().expect("a pipe");
        drain("pipe", script, bytes, write.into(), read.into());
    }
}

fn drain(what: &str, script: &str, bytes: u64, write: OwnedFd, read: OwnedFd) {
    let begun = Instant::now();
    let mut child =
        Command::new("bash").args(["-c", script]).stdout(Stdio::from(write)).spawn().expect("bash");
    let mut read = std::fs::File::from(read);
    let mut buffer = vec![0; 64 * 1024];
    let mut total = 0;
    while let Ok(count @ 1..) = read.read(&mut buffer) {
        total += count as u64;
    }
    assert_eq!(total, bytes);
    rate(&format!("bare {what}, {script}"), bytes, begun.elapsed());
    child.wait().expect("a status");
}

#[test]
#[ignore = "a measurement"]
fn through_the_sanitizer() {
    let log = "2026-11-21 10:00:00,123 INFO worker-3 request served in 12 ms status=200\n".repeat(1000);
    let numbers: String = (1..20_000).map(|number| number.to_string() + "\n").collect();
    let colours = "\x1b[32mok\x1b[0m test_something \x1b[1;31mFAILED\x1b[0m in 0.1 s\n".repeat(1000);
    for (what, text) in [
        ("log lines", log),
        ("numbers", numbers),
        ("y", "y\n".repeat(40_000)),
        ("colours", colours),
        ("accents", "naïve café déjà vu 你好\n".repeat(3000)),
        ("progress", "\r 42 % [#####     ]".repeat(3000)),
    ] {
        let mut sanitizer = Sanitizer::new();
        let (begun, before) = (Instant::now(), on_processor());
        let mut bytes = 0;
        while begun.elapsed() < Duration::from_millis(500) {
            for chunk in text.as_bytes().chunks(64 * 1024) {
                sanitizer.feed(Stream::Out, chunk);
                bytes += chunk.len() as u64;
            }
        }
        rate(&format!("sanitizer, {what}"), bytes, on_processor().saturating_sub(before));
    }
}

#[test]
#[ignore = "a measurement"]
fn from_start_to_end() {
    let mut times: Vec<Duration> = (0..50)
        .map(|_| {
            let begun = Instant::now();
            run_request(request("true"));
            begun.elapsed()
        })
        .collect();
    times.sort_unstable();
    println!("true, start to report: median {:?}, worst {:?}", times[25], times[49]);
}
