//! What every test here needs: a runner with its reports collected, and a look at `/proc`.

use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use crashcart::domain::transcript::Stream;
use crashcart::domain::{Io, RunEnd, RunId, Transcript};
use crashcart::runtime::process::{Report, Request, Runner, Stage};

/// Longer than anything here takes on a loaded machine; only a hang reaches it.
pub const LIMIT: Duration = Duration::from_secs(60);

static NEXT: AtomicU64 = AtomicU64::new(1);

/// A runner and what it reports.
pub struct Desk {
    pub runner: Runner,
    pub reports: Receiver<Report>,
    /// Every output report is kept, else the last one only.
    pub history: bool,
}

/// Everything that one run reported.
#[derive(Debug)]
pub struct Seen {
    pub pid: Option<u32>,
    pub stages: Vec<Stage>,
    /// When each output report came, since the start, and what it held.
    pub outputs: Vec<(Duration, Transcript)>,
    pub end: RunEnd,
    pub seconds: Duration,
    pub survivors: Vec<String>,
    pub note: Option<String>,
}

impl Seen {
    pub fn transcript(&self) -> Transcript {
        self.outputs.last().map(|(_, transcript)| transcript.clone()).unwrap_or_default()
    }

    pub fn text(&self) -> String {
        self.transcript().text()
    }

    pub fn stream(&self, stream: Stream) -> String {
        let transcript = self.transcript();
        let lines = transcript.lines().filter(|line| line.stream == stream);
        lines.flat_map(|line| [line.text.as_str(), "\n"]).collect()
    }

    pub fn note(&self) -> &str {
        self.note.as_deref().unwrap_or_default()
    }

    /// When a text was first shown.
    pub fn shown_at(&self, text: &str) -> Option<Duration> {
        self.outputs.iter().find(|(_, transcript)| transcript.text().contains(text)).map(|(at, _)| *at)
    }
}

pub fn helper() -> PathBuf {
    PathBuf::from(env!("CARGO_BIN_EXE_crashcart"))
}

pub fn request(script: &str) -> Request {
    Request {
        run: RunId(NEXT.fetch_add(1, Ordering::Relaxed)),
        script: script.to_owned(),
        shell: Vec::new(),
        folder: std::env::temp_dir(),
        env: Vec::<(OsString, OsString)>::new(),
        timeout: LIMIT,
        io: Io::Live,
        columns: 80,
        rows: 24,
    }
}

impl Desk {
    pub fn new() -> Self {
        let (send, reports) = channel();
        let runner = Runner::new(helper(), move |report| {
            let _ = send.send(report);
        });
        Self { runner, reports, history: true }
    }

    pub fn start(&self, request: Request) -> RunId {
        let run = request.run;
        self.runner.start(request);
        run
    }

    /// Reads reports until the end of `run`; `each` sees every one.
    pub fn follow(&self, run: RunId, mut each: impl FnMut(&Runner, &Report)) -> Seen {
        let begun = Instant::now();
        let mut seen = Seen {
            pid: None,
            stages: Vec::new(),
            outputs: Vec::new(),
            end: RunEnd::Stopped,
            seconds: Duration::ZERO,
            survivors: Vec::new(),
            note: None,
        };
        loop {
            let report = self.reports.recv_timeout(LIMIT).expect("a run must end");
            each(&self.runner, &report);
            match report {
                Report::Started { run: of, pid } if of == run => seen.pid = Some(pid),
                Report::Stage { run: of, stage } if of == run => seen.stages.push(stage),
                Report::Output { run: of, transcript } => {
                    self.runner.taken(of);
                    if of == run {
                        if !self.history {
                            seen.outputs.clear();
                        }
                        seen.outputs.push((begun.elapsed(), transcript));
                    }
                }
                Report::Ended { run: of, end, seconds, survivors, note } if of == run => {
                    return Seen { end, seconds, survivors, note, ..seen };
                }
                _ => {}
            }
        }
    }

    pub fn watch(&self, run: RunId) -> Seen {
        self.follow(run, |_, _| {})
    }
}

pub fn run_request(request: Request) -> Seen {
    let desk = Desk::new();
    let run = desk.start(request);
    desk.watch(run)
}

pub fn run(script: &str) -> Seen {
    run_request(request(script))
}

/// Process ids, zombies not counted, whose arguments contain `text`.
pub fn processes_with(text: &str) -> Vec<i32> {
    let own = std::process::id().cast_signed();
    let entries = std::fs::read_dir("/proc").expect("/proc");
    let pids = entries.flatten().filter_map(|entry| entry.file_name().to_str()?.parse::<i32>().ok());
    pids.filter(|pid| *pid != own)
        .filter(|pid| {
            let arguments = std::fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
            String::from_utf8_lossy(&arguments).replace('\0', " ").contains(text)
        })
        .collect()
}

/// A `sleep` that no other test has, and text to find it by.
pub fn unique_sleep() -> String {
    format!("sleep 300.{:06}{:04}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed))
}

/// Waits until `condition` holds; false if it never did.
pub fn eventually(limit: Duration, condition: impl Fn() -> bool) -> bool {
    let until = Instant::now() + limit;
    while Instant::now() < until {
        if condition() {
            return true;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    condition()
}

/// The variable that tells a test that it runs alone, in a process of its own.
const ALONE: &str = "CRASHCART_TEST_ALONE";

/// True in the process that [`alone`] made.
pub fn is_alone() -> bool {
    std::env::var_os(ALONE).is_some()
}

/// The command that runs one test in a process of its own, started through `wrapper`.
pub fn alone(wrapper: &[&str], test: &str) -> std::process::Command {
    let own = std::env::current_exe().expect("own path");
    let mut words = wrapper.iter().map(std::ffi::OsStr::new).chain([own.as_os_str()]);
    let mut command = std::process::Command::new(words.next().expect("a program"));
    command.args(words).args(["--exact", test, "--nocapture", "--test-threads=1"]).env(ALONE, "1");
    command
}
