//! How runs end: status, signals, time limits, stops, and what is left behind.

use std::time::{Duration, Instant};

use crashcart::domain::RunEnd;
use crashcart::runtime::process::{Report, Runner, Stage};

use crate::desk::{Desk, Seen, eventually, processes_with, request, run, run_request, unique_sleep};

/// Runs a script and stops it `times` times once it printed "up".
fn stopped(script: &str, times: usize) -> Seen {
    let desk = Desk::new();
    let run = desk.start(request(script));
    let mut left = times;
    desk.follow(run, |runner: &Runner, report| {
        if let Report::Output { transcript, .. } = report
            && transcript.text().contains("up")
        {
            for _ in 0..std::mem::take(&mut left) {
                runner.stop(run);
            }
        }
    })
}

fn nobody_left(sleep: &str) -> bool {
    eventually(Duration::from_secs(5), || processes_with(sleep).is_empty())
}

#[test]
fn exit_statuses_are_told_as_they_are() {
    for status in [0, 1, 2, 126, 127, 128, 130, 137, 255] {
        assert_eq!(run(&format!("exit {status}")).end, RunEnd::Exit(status));
    }
}

#[test]
fn signals_are_told_by_name() {
    for name in ["SEGV", "ABRT", "BUS", "PIPE", "KILL", "TERM", "HUP", "USR1"] {
        let seen = run(&format!("ulimit -c 0; kill -{name} $$"));
        assert_eq!(seen.end, RunEnd::Signal(format!("SIG{name}")));
    }
}

#[test]
fn interrupt_stops_a_willing_command() {
    let seen = stopped("echo up; exec sleep 300", 1);
    assert_eq!(seen.end, RunEnd::Stopped);
    assert_eq!(seen.stages, [Stage::Interrupt]);
    assert!(seen.seconds < Duration::from_secs(2), "{seen:?}");
}

#[test]
fn the_ladder_goes_on_by_itself() {
    let sleep = unique_sleep();
    let script = format!("trap '' INT TERM HUP; {sleep} & echo up; while :; do sleep 0.1; done");
    let seen = stopped(&script, 1);
    assert_eq!(seen.end, RunEnd::Stopped);
    assert_eq!(seen.stages, [Stage::Interrupt, Stage::Terminate, Stage::Kill]);
    assert!(seen.seconds >= Duration::from_secs(5) && seen.seconds < Duration::from_secs(8), "{seen:?}");
    assert!(nobody_left(&sleep));
}

#[test]
fn the_third_stop_kills_at_once() {
    let sleep = unique_sleep();
    let seen = stopped(&format!("trap '' INT TERM HUP; {sleep} & echo up; while :; do sleep 0.1; done"), 3);
    assert_eq!(seen.end, RunEnd::Stopped);
    assert_eq!(seen.stages.last(), Some(&Stage::Kill));
    assert!(seen.seconds < Duration::from_secs(2), "{seen:?}");
    assert!(nobody_left(&sleep));
}

#[test]
fn a_command_that_stopped_itself_can_be_stopped() {
    let seen = stopped("echo up; kill -STOP $$; echo went on", 1);
    assert_eq!(seen.end, RunEnd::Stopped);
    assert!(seen.seconds < Duration::from_secs(2), "{seen:?}");
}

#[test]
fn endless_output_can_be_stopped() {
    let seen = stopped("yes up", 1);
    assert_eq!(seen.end, RunEnd::Stopped);
    assert!(seen.seconds < Duration::from_secs(2), "{:?}", seen.seconds);
}

#[test]
fn the_time_limit_is_told_as_such() {
    let limited = |script: &str| {
        let mut request = request(script);
        request.timeout = Duration::from_millis(300);
        run_request(request)
    };
    let seen = limited("exec sleep 300");
    assert_eq!(seen.end, RunEnd::TimedOut);
    assert_eq!(seen.stages, [Stage::Terminate]);
    assert!(seen.seconds >= Duration::from_millis(300) && seen.seconds < Duration::from_secs(3));
    // An orderly end after the limit is still no result.
    let seen = limited("trap 'exit 0' TERM; while :; do sleep 0.05; done");
    assert_eq!(seen.end, RunEnd::TimedOut);
}

#[test]
fn a_grandchild_that_holds_the_output_is_named_and_ended() {
    let sleep = unique_sleep();
    let begun = Instant::now();
    let seen = run(&format!("echo hi; {sleep} & exit 0"));
    assert_eq!(seen.end, RunEnd::Exit(0));
    assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
    assert_eq!(seen.survivors.len(), 1, "{seen:?}");
    assert!(seen.survivors[0].ends_with(&sleep), "{seen:?}");
    assert!(nobody_left(&sleep));
}

#[test]
fn sessions_and_double_forks_do_not_escape() {
    let [first, second, third] = [unique_sleep(), unique_sleep(), unique_sleep()];
    let seen = run(&format!(
        "setsid {first} & (env -i setsid sh -c '{second} & exit' &)
         (setsid sh -c 'setsid sh -c \"{third}; true\" >/dev/null 2>&1 &' &); sleep 0.3; exit 3"
    ));
    assert_eq!(seen.end, RunEnd::Exit(3));
    for sleep in [&first, &second, &third] {
        assert!(seen.survivors.iter().any(|name| name.contains(sleep.as_str())), "{sleep}: {seen:?}");
        assert!(nobody_left(sleep));
    }
}

#[test]
fn a_late_line_within_the_quiet_time_is_kept() {
    let seen = run("echo hi; (sleep 0.08; echo late) &");
    assert_eq!(seen.text(), "hi\nlate\n");
    let seen = run("echo hi; (for n in 1 2 3 4 5 6; do sleep 0.05; echo late$n; done) &");
    assert!(seen.text().ends_with("late6\n"), "{seen:?}");
}

#[test]
fn closed_output_is_not_the_end() {
    let seen = run("exec >&- 2>&-; sleep 0.7; exit 7");
    assert_eq!(seen.end, RunEnd::Exit(7));
    assert!(seen.seconds >= Duration::from_millis(700));
    let seen = run("exec >&-; sleep 0.3; echo e >&2");
    assert_eq!((seen.end.clone(), seen.text().as_str()), (RunEnd::Exit(0), "e\n"));
}

#[test]
fn a_run_that_is_over_ignores_stops() {
    let desk = Desk::new();
    let run = desk.start(request("true"));
    assert_eq!(desk.watch(run).end, RunEnd::Exit(0));
    desk.runner.stop(run);
    desk.runner.stop_all();
    let next = desk.start(request("echo fine"));
    assert_eq!(desk.watch(next).end, RunEnd::Exit(0));
}

#[test]
fn shutdown_ends_every_run_with_one_report_each() {
    let sleep = unique_sleep();
    let desk = Desk::new();
    let script = format!("trap '' INT TERM HUP; setsid {sleep} & {sleep}");
    let runs: Vec<_> = (0..3).map(|_| desk.start(request(&script))).collect();
    assert!(eventually(Duration::from_secs(10), || processes_with(&sleep).len() >= 6));
    let begun = Instant::now();
    assert!(desk.runner.shutdown(Duration::from_secs(5)));
    assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
    assert!(processes_with(&sleep).is_empty());
    desk.start(request("echo too late"));
    let Desk { runner, reports, .. } = desk;
    drop(runner);
    let ends = reports.iter().filter_map(|report| match report {
        Report::Ended { run, end, .. } => Some((run, end)),
        _ => None,
    });
    let ends: Vec<_> = ends.collect();
    assert_eq!(ends.len(), 4, "{ends:?}");
    for run in runs {
        assert_eq!(
            ends.iter().filter(|(of, end)| *of == run && *end == RunEnd::Stopped).count(),
            1,
            "{ends:?}"
        );
    }
    assert!(matches!(ends[3].1, RunEnd::CouldNotStart(_)));
}

#[test]
fn a_sink_that_blocks_does_not_block_shutdown_for_longer_than_asked() {
    let (send, receive) = std::sync::mpsc::sync_channel(0);
    let runner = Runner::new(crate::desk::helper(), move |report| {
        let _ = send.send(report);
    });
    let sleep = unique_sleep();
    runner.start(request(&format!("{sleep}; true")));
    assert!(eventually(Duration::from_secs(10), || processes_with(&sleep).len() >= 2));
    assert!(!runner.shutdown(Duration::from_millis(500)));
    assert!(nobody_left(&sleep), "the helper needs no thread of ours to clean up");
    let drain = std::thread::spawn(move || receive.iter().count());
    drop(runner);
    assert!(drain.join().expect("a count") >= 2);
}
