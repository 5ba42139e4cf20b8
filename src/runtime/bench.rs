//! Running commands one after the other, each to its end, and a whole diagnosis that way.
//! What the outcomes prove is decided in `engine::judge`; the screen has its own way to the runner.

use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use super::interrupt::Interrupt;
use super::process::{Report, Request, Runner};
use crate::domain::{Io, RunEnd, RunId};
use crate::engine::judge::Diagnosis;

/// Width and height that commands believe in: the 80 columns of a plain terminal, by which the rules of
/// the content were made.
const SIZE: (u16, u16) = (80, 24);

/// Where commands run, and with what around them.
#[derive(Debug, Clone, Default)]
pub struct Place {
    /// The folder.
    pub folder: PathBuf,
    /// Variables on top of our own and those that every command gets.
    pub env: Vec<(OsString, OsString)>,
    /// Shell text that comes before each command; not shown.
    pub prelude: String,
}

/// A command to run to its end.
#[derive(Debug, Clone)]
pub struct Job<'a> {
    /// The command.
    pub script: &'a str,
    /// Where.
    pub place: &'a Place,
    /// Variables that only this command gets.
    pub secrets: &'a [(String, String)],
    /// Limit of its running time.
    pub timeout: Duration,
    /// How its output is connected.
    pub io: Io,
}

/// A command that is over.
#[derive(Debug, Clone, PartialEq)]
pub struct Finished {
    /// How it ended.
    pub end: RunEnd,
    /// What it printed, without escapes.
    pub output: String,
    /// How long it ran.
    pub seconds: Duration,
    /// What else a person should know.
    pub note: Option<String>,
}

/// One check of a diagnosis that is over, or that could not run.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked {
    /// Its number, from 1.
    pub number: usize,
    /// The command that ran, filled; the template where a value was missing.
    pub command: String,
    /// How it went; why it did not run.
    pub outcome: Result<Finished, String>,
}

/// A runner whose caller waits.
pub struct Bench {
    runner: Arc<Runner>,
    reports: Receiver<Report>,
    runs: u64,
    interrupt: Arc<Interrupt>,
}

impl Bench {
    /// One that starts `helper`, this very program, for each command and stops when somebody asks.
    pub fn new(helper: PathBuf, interrupt: &Arc<Interrupt>) -> Self {
        let (send, reports) = channel();
        // The receiver is gone only while the bench is dropped.
        let runner = Arc::new(Runner::new(helper, move |report| drop(send.send(report))));
        interrupt.watch(&runner);
        Self { runner, reports, runs: 0, interrupt: Arc::clone(interrupt) }
    }

    /// True once somebody asked the program to end; commands are then stopped at once.
    pub fn is_interrupted(&self) -> bool {
        self.interrupt.is_raised()
    }

    /// Runs a command and waits for its end.
    pub fn run(&mut self, job: &Job<'_>) -> Finished {
        self.runs += 1;
        let run = RunId(self.runs);
        let secrets = job.secrets.iter().map(|(name, value)| (name.into(), value.into()));
        self.runner.start(Request {
            run,
            script: format!("{}{}", job.place.prelude, job.script),
            shell: vec!["bash".to_owned()],
            folder: job.place.folder.clone(),
            env: job.place.env.iter().cloned().chain(secrets).collect(),
            timeout: job.timeout,
            io: job.io,
            columns: SIZE.0,
            rows: SIZE.1,
        });
        if self.is_interrupted() {
            self.runner.stop(run);
        }
        self.wait(run)
    }

    /// Runs the checks of a diagnosis in their order until all are done, time is over or somebody asks
    /// to end; `each` sees every one as it ends.
    pub fn diagnose(
        &mut self,
        diagnosis: &mut Diagnosis,
        place: &Place,
        until: Option<Instant>,
        each: &mut dyn FnMut(&Checked, &Diagnosis),
    ) {
        while let Some(number) = diagnosis.next() {
            let Some(checked) = self.check(diagnosis, number, place, until) else { break };
            match &checked.outcome {
                Ok(finished) => diagnosis.record(number, &finished.end, &finished.output),
                Err(why) => diagnosis.refuse(number, why),
            }
            each(&checked, diagnosis);
        }
    }

    fn check(
        &mut self,
        diagnosis: &Diagnosis,
        number: usize,
        place: &Place,
        until: Option<Instant>,
    ) -> Option<Checked> {
        let (command, filled) = diagnosis.command(number)?;
        let left = until.map(|until| until.saturating_duration_since(Instant::now()));
        let refused = |why: &str, command: String| Checked { number, command, outcome: Err(why.to_owned()) };
        let filled = match filled {
            Ok(filled) => filled,
            Err(error) => return Some(refused(&error.to_string(), command.template)),
        };
        let script = filled.command();
        if self.is_interrupted() {
            return Some(refused("interrupted before the check ran", script));
        }
        if left.is_some_and(|left| left.is_zero()) {
            return Some(refused("the time was over before the check ran", script));
        }
        let timeout = left.map_or(command.timeout, |left| left.min(command.timeout));
        let job = Job { script: &script, place, secrets: &filled.secrets, timeout, io: command.io };
        let finished = self.run(&job);
        Some(Checked { number, command: script, outcome: Ok(finished) })
    }

    fn wait(&self, run: RunId) -> Finished {
        let mut output = String::new();
        while let Ok(report) = self.reports.recv() {
            match report {
                // Not taken on purpose: only the last snapshot is of use, and that one comes in any case.
                Report::Output { run: of, transcript } if of == run => output = transcript.text(),
                Report::Ended { run: of, end, seconds, note, .. } if of == run => {
                    return Finished { end, output, seconds, note };
                }
                _ => {}
            }
        }
        let why = "the runner is gone; this is a fault of crashcart".to_owned();
        Finished { end: RunEnd::CouldNotStart(why), output, seconds: Duration::ZERO, note: None }
    }
}
