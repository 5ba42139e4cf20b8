//! Running commands: starting, watching, stopping and reporting them, each behind a helper process.
//! Which command runs, and what its output proves, is decided elsewhere.
//!
//! ```text
//! crashcart ── one thread a run ──► helper (own session, child subreaper)
//!     ▲  control and status (socket pair)   └─► shell (own process group) ─► whatever it starts
//!     └── terminal for stdout, pipe for stderr ◄──────┘
//! ```
//!
//! The helper dies with its control socket and takes every descendant with it, so that neither
//! `kill -9` of crashcart nor a daemon that forks twice leaves anything behind.

mod capture;
mod descendants;
mod environment;
pub mod foreground;
pub mod helper;
mod inherited;
mod launch;
pub(crate) mod private;
mod run;
mod wire;
pub mod wrapped;

use std::collections::HashMap;
use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use std::net::Shutdown;
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;

use crate::domain::{Io, RunEnd, RunId, Transcript};

pub use environment::defaults as default_environment;
pub use foreground::{Foreground, foreground};

/// The first argument that makes the binary a helper: `crashcart __run`.
pub const HELPER_ARGUMENT: &str = "__run";
/// The first argument that makes the binary the keeper of a command on the real terminal.
pub const FOREGROUND_ARGUMENT: &str = "__foreground";

/// The first argument that makes the binary a command on a terminal of its own.
pub const WRAPPED_ARGUMENT: &str = "__wrapped";

/// Shortest time between two `Output` reports of one run: 33 ms, thirty frames a second.
pub const REPORT_INTERVAL: Duration = Duration::from_millis(33);

/// What to run, where, and with what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Number of the run; never used before.
    pub run: RunId,
    /// The command, one or more lines of shell.
    pub script: String,
    /// Shells in order of preference, called as `SHELL -c SCRIPT`; empty means `bash`. When none
    /// of them is there, `/bin/sh` runs it and the note of `Ended` says so.
    pub shell: Vec<String>,
    /// The folder to run in.
    pub folder: PathBuf,
    /// Variables set on top of crashcart's own environment and [`default_environment`].
    pub env: Vec<(OsString, OsString)>,
    /// Limit of the running time.
    pub timeout: Duration,
    /// How the output is connected.
    pub io: Io,
    /// Width that the command believes in.
    pub columns: u16,
    /// Height that the command believes in.
    pub rows: u16,
}

/// How hard a run is being stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// SIGINT to the process group, as `^C` does.
    Interrupt,
    /// SIGTERM to the process group; 2 s after the interrupt.
    Terminate,
    /// SIGKILL to every descendant; 3 s after that.
    Kill,
}

/// What happened to a run.
#[derive(Debug, Clone, PartialEq)]
pub enum Report {
    /// The shell runs.
    Started {
        /// Which run.
        run: RunId,
        /// Its process id, the process group too.
        pid: u32,
    },
    /// A stage of stopping was reached.
    Stage {
        /// Which run.
        run: RunId,
        /// Which stage.
        stage: Stage,
    },
    /// There is new output. The next such report comes no sooner than [`REPORT_INTERVAL`] later
    /// and only after [`Runner::taken`]; the last one before `Ended` comes in any case.
    Output {
        /// Which run.
        run: RunId,
        /// All that was printed so far.
        transcript: Transcript,
    },
    /// It is over: the last report of a run, exactly one each.
    Ended {
        /// Which run.
        run: RunId,
        /// How.
        end: RunEnd,
        /// How long the command ran.
        seconds: Duration,
        /// Processes that outlived the command and were killed: process id and arguments.
        survivors: Vec<String>,
        /// What else a person should know: another shell, no terminal, output not kept whole.
        note: Option<String>,
    },
}

/// Starts commands and reports what becomes of them.
///
/// Reports come on threads of the runs; a sink that blocks holds back that run and, through its
/// full pipe, the command itself. Dropping the runner ends every run.
pub struct Runner {
    inner: Arc<Inner>,
}

type Sink = Box<dyn Fn(Report) + Send + Sync>;

struct Inner {
    helper: PathBuf,
    sink: Sink,
    runs: Mutex<HashMap<RunId, Arc<Shared>>>,
    over: Condvar,
    closing: AtomicBool,
    captures: capture::Captures,
}

/// What the thread of a run shares with the rest.
struct Shared {
    /// How often somebody asked to stop it.
    stops: AtomicU32,
    /// The last `Output` report was taken.
    taken: AtomicBool,
    /// Wakes the thread.
    wake: OwnedFd,
    /// Its closing makes the helper kill everything.
    control: Mutex<Option<UnixStream>>,
}

impl Runner {
    /// One that starts `helper` with [`HELPER_ARGUMENT`] for each run and tells `sink` everything.
    ///
    /// `helper` is this very program; `/proc/self/exe` stays right when the file is replaced.
    pub fn new(helper: PathBuf, sink: impl Fn(Report) + Send + Sync + 'static) -> Self {
        let inner = Inner {
            helper,
            sink: Box::new(sink),
            runs: Mutex::default(),
            over: Condvar::new(),
            closing: AtomicBool::new(false),
            captures: capture::Captures::default(),
        };
        Self { inner: Arc::new(inner) }
    }

    /// Starts a command; what goes wrong comes as [`RunEnd::CouldNotStart`].
    pub fn start(&self, request: Request) {
        let run = request.run;
        if let Err(why) = self.try_start(request) {
            self.inner.report(Report::Ended {
                run,
                end: RunEnd::CouldNotStart(why),
                seconds: Duration::ZERO,
                survivors: Vec::new(),
                note: None,
            });
        }
    }

    /// Goes to the next stage of stopping; does nothing to a run that is over.
    pub fn stop(&self, run: RunId) {
        if let Some(shared) = self.inner.runs().get(&run) {
            shared.stop();
        }
    }

    /// Goes to the next stage of stopping with every run.
    pub fn stop_all(&self) {
        self.inner.runs().values().for_each(|shared| shared.stop());
    }

    /// Says that the `Output` report of this run was dealt with, so that the next may come.
    pub fn taken(&self, run: RunId) {
        if let Some(shared) = self.inner.runs().get(&run) {
            shared.taken.store(true, Ordering::Release);
            shared.wake();
        }
    }

    /// Number of runs that are not over.
    pub fn running(&self) -> usize {
        self.inner.runs().len()
    }

    /// The file with the raw bytes of a run, as far as they were kept; it goes with the runner.
    pub fn raw_output(&self, run: RunId) -> Option<PathBuf> {
        self.inner.captures.path(run)
    }

    /// Kills everything at once and waits for the last report, but not longer than `deadline`;
    /// then removes the files of raw output. Nothing can be started any more. True if every run
    /// is over.
    pub fn shutdown(&self, deadline: Duration) -> bool {
        self.inner.closing.store(true, Ordering::SeqCst);
        let over = self.inner.hang_up_and_wait(deadline);
        self.inner.captures.remove();
        over
    }

    fn try_start(&self, request: Request) -> Result<(), String> {
        if self.inner.closing.load(Ordering::SeqCst) {
            return Err("crashcart is ending".to_owned());
        }
        let run = request.run;
        let shared = Arc::new(Shared::new().map_err(|error| format!("no event descriptor: {error}"))?);
        if self.inner.runs().insert(run, Arc::clone(&shared)).is_some() {
            return Err(format!("run {} was started twice", run.0));
        }
        let inner = Arc::clone(&self.inner);
        let thread = std::thread::Builder::new().name(format!("run-{}", run.0));
        let work = move || run::work(&inner, &shared, &request);
        thread.spawn(work).map(drop).map_err(|error| {
            self.inner.forget(run);
            format!("no thread for the run: {error}")
        })
    }
}

impl Drop for Runner {
    fn drop(&mut self) {
        // A helper needs milliseconds to kill everything; a stuck sink must not hold up the end.
        self.shutdown(Duration::from_secs(1));
    }
}

impl Inner {
    fn report(&self, report: Report) {
        (self.sink)(report);
    }

    fn runs(&self) -> MutexGuard<'_, HashMap<RunId, Arc<Shared>>> {
        self.runs.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// True if every run was over in time.
    fn hang_up_and_wait(&self, deadline: Duration) -> bool {
        let until = Instant::now() + deadline;
        let mut runs = self.runs();
        runs.values().for_each(|shared| shared.hang_up());
        while !runs.is_empty() {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return false;
            }
            let waited = self.over.wait_timeout(runs, left);
            runs = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        true
    }

    fn forget(&self, run: RunId) {
        self.runs().remove(&run);
        self.over.notify_all();
    }
}

impl Shared {
    fn new() -> rustix::io::Result<Self> {
        use rustix::event::{EventfdFlags, eventfd};
        Ok(Self {
            stops: AtomicU32::new(0),
            taken: AtomicBool::new(true),
            wake: eventfd(0, EventfdFlags::CLOEXEC | EventfdFlags::NONBLOCK)?,
            control: Mutex::new(None),
        })
    }

    fn stop(&self) {
        self.stops.fetch_add(1, Ordering::AcqRel);
        self.wake();
    }

    fn wake(&self) {
        // It fails only when 2^64 - 1 wakes are waiting, and then it is awake anyway.
        let _ = rustix::io::write(&self.wake, &1u64.to_ne_bytes());
    }

    /// Closes the way to the helper, which then kills everything.
    fn hang_up(&self) {
        if let Some(control) = self.control().as_ref() {
            // An error means that the helper has hung up itself.
            let _ = control.shutdown(Shutdown::Write);
        }
        self.stop();
    }

    fn control(&self) -> MutexGuard<'_, Option<UnixStream>> {
        self.control.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
