//! The thread of one run: reads its output, walks the ladder of stopping, reports its one end.
//! Killing is the helper's work, text the sanitizer's.

use std::fmt::Write as _;
use std::io::Write as _;
use std::mem;
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::os::unix::process::ExitStatusExt;
use std::process::Child;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::process::{Pid, Signal, getsid, kill_process_group};

use crate::domain::transcript::Stream;
use crate::domain::{RunEnd, RunId};
use crate::engine::sanitize::Sanitizer;

use super::capture::Capture;
use super::launch::{Launched, launch};
use super::wire::{INTERRUPT, SWEEP, TERMINATE, Word};
use super::{Inner, REPORT_INTERVAL, Report, Request, Shared, Stage};

/// From SIGINT to SIGTERM: what a program needs to tidy up after `^C`.
const INTERRUPT_PATIENCE: Duration = Duration::from_secs(2);
/// From SIGTERM to SIGKILL.
const TERMINATE_PATIENCE: Duration = Duration::from_secs(3);
/// After the command's end the output is over when nothing came for this long …
const QUIET: Duration = Duration::from_millis(150);
/// … or at the latest after this long, while somebody still writes.
const DRAIN_LIMIT: Duration = Duration::from_secs(2);
/// How long the helper may take for its sweep (it gives up after 2 s itself), and to start.
const HELPER_LIMIT: Duration = Duration::from_secs(5);
const START_LIMIT: Duration = Duration::from_secs(30);
/// Bytes read at once, and of one stream before the other and the orders are looked at.
const CHUNK: usize = 64 * 1024;
const TURN: usize = 256 * 1024;

/// Does the whole run and reports its end.
pub(super) fn work(inner: &Arc<Inner>, shared: &Shared, request: &Request) {
    let mut end = Ending { inner, run: request.run, begun: Instant::now(), told: false };
    match launch(&inner.helper, request) {
        Ok(launched) => {
            let outcome = Run::new(inner, shared, request, launched).finish();
            end.tell(outcome);
        }
        Err(why) => end.tell(Outcome::failed(why)),
    }
}

/// What there is to say of a run's end.
struct Outcome {
    end: RunEnd,
    seconds: Option<Duration>,
    survivors: Vec<String>,
    notes: Vec<String>,
}

impl Outcome {
    fn failed(why: String) -> Self {
        Self { end: RunEnd::CouldNotStart(why), seconds: None, survivors: Vec::new(), notes: Vec::new() }
    }
}

/// Sees to it that a run's end is told exactly once, also when its thread panics.
struct Ending<'a> {
    inner: &'a Inner,
    run: RunId,
    begun: Instant,
    told: bool,
}

impl Ending<'_> {
    fn tell(&mut self, outcome: Outcome) {
        self.told = true;
        self.inner.report(Report::Ended {
            run: self.run,
            end: outcome.end,
            seconds: outcome.seconds.unwrap_or_else(|| self.begun.elapsed()),
            survivors: outcome.survivors,
            note: Some(outcome.notes.join("; ")).filter(|note| !note.is_empty()),
        });
    }
}

impl Drop for Ending<'_> {
    fn drop(&mut self) {
        if !self.told {
            self.tell(Outcome::failed("the runner failed; this is a fault of crashcart".to_owned()));
        }
        self.inner.forget(self.run);
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Phase {
    /// The helper has not answered yet.
    Starting,
    /// The command runs.
    Running,
    /// The command has ended; what it printed is read.
    Draining { since: Instant },
    /// The helper kills what is left.
    Sweeping { since: Instant },
    /// Nothing of it is left.
    Over,
}

struct Source {
    stream: Stream,
    /// `None` once its end was reached.
    fd: Option<OwnedFd>,
    bytes: u64,
}

struct Run<'a> {
    inner: &'a Inner,
    shared: &'a Shared,
    id: RunId,
    helper: Child,
    control: UnixStream,
    sources: [Source; 2],
    sanitizer: Sanitizer,
    capture: Capture,
    buffer: Vec<u8>,
    phase: Phase,
    begun: Instant,
    deadline: Option<Instant>,
    /// Process group of the command, once it runs.
    group: Option<Pid>,
    stage: Option<(Stage, Instant)>,
    stops_seen: u32,
    /// How the command ended, and when.
    ended: Option<(RunEnd, Instant)>,
    /// Why it was made to end.
    forced: Option<RunEnd>,
    last_byte: Instant,
    last_report: Option<Instant>,
    unreported: bool,
    survivors: Vec<String>,
    notes: Vec<String>,
    _scratch: Option<super::private::PrivateFolder>,
}

impl<'a> Run<'a> {
    fn new(inner: &'a Inner, shared: &'a Shared, request: &Request, launched: Launched) -> Self {
        let now = Instant::now();
        let source = |stream, fd| Source { stream, fd: Some(fd), bytes: 0 };
        *shared.control() = launched.control.try_clone().ok();
        if inner.closing.load(Ordering::SeqCst) {
            shared.hang_up();
        }
        Self {
            inner,
            shared,
            id: request.run,
            helper: launched.helper,
            control: launched.control,
            sources: [source(Stream::Out, launched.out), source(Stream::Err, launched.err)],
            sanitizer: Sanitizer::new(),
            capture: inner.captures.open(request.run),
            buffer: vec![0; CHUNK],
            phase: Phase::Starting,
            begun: now,
            deadline: now.checked_add(request.timeout),
            group: None,
            stage: None,
            stops_seen: 0,
            ended: None,
            forced: None,
            last_byte: now,
            last_report: None,
            unreported: false,
            survivors: Vec::new(),
            notes: launched.notes,
            _scratch: launched.scratch,
        }
    }

    fn finish(mut self) -> Outcome {
        while self.phase != Phase::Over {
            self.obey();
            self.watch_the_clock();
            let ready = self.wait();
            if ready.control {
                self.listen();
            }
            for (number, ready) in ready.sources.into_iter().enumerate() {
                if ready {
                    self.read(number);
                }
            }
            self.report_output(false);
        }
        self.drain_the_rest();
        self.sanitizer.finish();
        self.report_output(true);
        self.outcome()
    }

    fn outcome(mut self) -> Outcome {
        self.reap_helper();
        let capture = mem::replace(&mut self.capture, Capture::none());
        self.notes.extend(self.inner.captures.close(self.id, capture));
        let (end, at) = self.ended.take().unwrap_or_else(|| (RunEnd::Stopped, Instant::now()));
        let end = match end {
            RunEnd::CouldNotStart(why) => RunEnd::CouldNotStart(why),
            end => self.forced.take().unwrap_or(end),
        };
        Outcome {
            end,
            seconds: Some(at.duration_since(self.begun)),
            survivors: mem::take(&mut self.survivors),
            notes: mem::take(&mut self.notes),
        }
    }

    /// Goes one stage further for each time that somebody asked.
    fn obey(&mut self) {
        let stops = self.shared.stops.load(Ordering::Acquire);
        let asked = stops.wrapping_sub(mem::replace(&mut self.stops_seen, stops));
        for _ in 0..asked.min(3) {
            match self.phase {
                Phase::Starting | Phase::Running => {
                    self.forced.get_or_insert(RunEnd::Stopped);
                    let next = match self.stage {
                        _ if self.inner.closing.load(Ordering::SeqCst) => Stage::Kill,
                        None => Stage::Interrupt,
                        Some((Stage::Interrupt, _)) => Stage::Terminate,
                        Some(_) => Stage::Kill,
                    };
                    self.enter(next);
                }
                // It has ended by itself: only the waiting for more output is cut short.
                Phase::Draining { .. } => self.sweep(),
                Phase::Sweeping { .. } | Phase::Over => {}
            }
        }
    }

    fn watch_the_clock(&mut self) {
        let now = Instant::now();
        match self.phase {
            Phase::Starting if now >= self.begun + START_LIMIT => {
                self.lose_helper("the helper did not answer");
            }
            Phase::Running if self.stage.is_none() && self.deadline.is_some_and(|at| now >= at) => {
                self.forced = Some(RunEnd::TimedOut);
                self.enter(Stage::Terminate);
            }
            Phase::Running => match self.stage {
                Some((Stage::Interrupt, since)) if now >= since + INTERRUPT_PATIENCE => {
                    self.enter(Stage::Terminate);
                }
                Some((Stage::Terminate, since)) if now >= since + TERMINATE_PATIENCE => {
                    self.enter(Stage::Kill);
                }
                _ => {}
            },
            Phase::Draining { since } if now >= self.drained_at(since) => self.sweep(),
            Phase::Sweeping { since } if now >= since + HELPER_LIMIT => {
                self.lose_helper("the helper could not kill what was left");
            }
            _ => {}
        }
    }

    /// When the reading after the command's end is over.
    fn drained_at(&self, since: Instant) -> Instant {
        if self.sources.iter().all(|source| source.fd.is_none()) {
            return since;
        }
        (self.last_byte.max(since) + QUIET).min(since + DRAIN_LIMIT)
    }

    /// The next moment at which something must be done without any event.
    fn next_deadline(&self) -> Option<Instant> {
        let phase = match self.phase {
            Phase::Starting => Some(self.begun + START_LIMIT),
            Phase::Running => match self.stage {
                None => self.deadline,
                Some((Stage::Interrupt, since)) => Some(since + INTERRUPT_PATIENCE),
                Some((Stage::Terminate, since)) => Some(since + TERMINATE_PATIENCE),
                Some((Stage::Kill, _)) => None,
            },
            Phase::Draining { since } => Some(self.drained_at(since)),
            Phase::Sweeping { since } => Some(since + HELPER_LIMIT),
            Phase::Over => None,
        };
        let report = self.may_report().then(|| self.last_report.map(|last| last + REPORT_INTERVAL)).flatten();
        [phase, report].into_iter().flatten().min()
    }

    fn enter(&mut self, stage: Stage) {
        self.stage = Some((stage, Instant::now()));
        self.inner.report(Report::Stage { run: self.id, stage });
        match stage {
            Stage::Interrupt => self.order(INTERRUPT),
            Stage::Terminate => self.order(TERMINATE),
            Stage::Kill => self.sweep(),
        }
    }

    fn sweep(&mut self) {
        self.phase = Phase::Sweeping { since: Instant::now() };
        self.order(SWEEP);
    }

    fn order(&mut self, order: u8) {
        // A helper that is gone shows when its answer is read.
        let _ = self.control.write_all(&[order]);
    }

    fn listen(&mut self) {
        match Word::receive(&mut self.control) {
            Ok(Word::Started { pid }) => {
                self.group = i32::try_from(pid).ok().and_then(Pid::from_raw);
                if self.phase == Phase::Starting {
                    self.phase = Phase::Running;
                }
                self.inner.report(Report::Started { run: self.id, pid });
            }
            Ok(Word::Failed { why }) => {
                self.ended = Some((RunEnd::CouldNotStart(why), Instant::now()));
                self.phase = Phase::Over;
            }
            Ok(Word::Exited { status }) => self.command_ended(RunEnd::Exit(status)),
            Ok(Word::Signalled { signal }) => self.command_ended(RunEnd::Signal(signal_name(signal))),
            Ok(Word::Swept { survivors, stubborn }) => {
                if !stubborn.is_empty() {
                    self.notes.push(format!("could not be killed: {}", stubborn.join(", ")));
                }
                self.survivors = survivors;
                self.phase = Phase::Over;
            }
            Err(_) => self.lose_helper("the helper ended before its time"),
        }
    }

    fn command_ended(&mut self, end: RunEnd) {
        let now = Instant::now();
        self.ended = Some((end, now));
        if !matches!(self.phase, Phase::Sweeping { .. }) {
            self.phase = Phase::Draining { since: now };
        }
    }

    /// The helper is gone or stuck: does what can be done without it.
    fn lose_helper(&mut self, why: &str) {
        let _ = self.helper.kill();
        let status = self.helper.wait();
        let session = Pid::from_child(&self.helper);
        if let Some(group) = self.group
            && getsid(Some(group)) == Ok(session)
        {
            let _ = kill_process_group(group, Signal::KILL);
        }
        let mut note = why.to_owned();
        if let Some(signal) = status.ok().and_then(|status| status.signal()) {
            let _ = write!(note, " ({})", signal_name(signal));
        }
        if self.ended.is_none() {
            let end = if self.group.is_some() {
                RunEnd::Signal("SIGKILL".to_owned())
            } else {
                RunEnd::CouldNotStart(note.clone())
            };
            self.ended = Some((end, Instant::now()));
        }
        note.push_str("; processes may be left");
        self.notes.push(note);
        self.phase = Phase::Over;
    }

    fn wait(&self) -> Ready {
        let mut fds =
            vec![PollFd::new(&self.control, PollFlags::IN), PollFd::new(&self.shared.wake, PollFlags::IN)];
        let open: Vec<usize> = (0..2).filter(|number| self.sources[*number].fd.is_some()).collect();
        fds.extend(
            self.sources
                .iter()
                .filter_map(|source| source.fd.as_ref())
                .map(|fd| PollFd::new(fd, PollFlags::IN)),
        );
        let timeout = self.next_deadline().map(|at| timespec(at.saturating_duration_since(Instant::now())));
        let mut ready = Ready::default();
        if poll(&mut fds, timeout.as_ref()).is_err() {
            return ready;
        }
        let hit = |number: usize| !fds[number].revents().is_empty();
        ready.control = hit(0);
        if hit(1) {
            // The count does not matter.
            let _ = rustix::io::read(&self.shared.wake, &mut [0; 8]);
        }
        for (position, number) in open.into_iter().enumerate() {
            ready.sources[number] = hit(2 + position);
        }
        ready
    }

    /// Reads what a stream has, but no more than one turn's worth. True if there was something.
    fn read(&mut self, number: usize) -> bool {
        let source = &mut self.sources[number];
        let mut turn = 0;
        while turn < TURN {
            let Some(fd) = &source.fd else { break };
            match rustix::io::read(fd, self.buffer.as_mut_slice()) {
                // A terminal says EIO, a pipe nothing, when the last writer is gone.
                Ok(0) | Err(Errno::IO) => source.fd = None,
                Ok(count) => {
                    let bytes = &self.buffer[..count];
                    self.sanitizer.feed(source.stream, bytes);
                    self.capture.write(bytes);
                    source.bytes += count as u64;
                    turn += count;
                }
                Err(Errno::INTR) => {}
                Err(Errno::AGAIN) => break,
                Err(errno) => {
                    source.fd = None;
                    self.notes.push(format!("output lost after {} bytes: {errno}", source.bytes));
                }
            }
        }
        if turn > 0 {
            self.unreported = true;
            self.last_byte = Instant::now();
        }
        turn > 0
    }

    /// Takes what was written before the last process died.
    fn drain_the_rest(&mut self) {
        let until = Instant::now() + DRAIN_LIMIT;
        for number in 0..2 {
            while self.read(number) && Instant::now() < until {}
        }
    }

    fn may_report(&self) -> bool {
        self.unreported && self.shared.taken.load(Ordering::Acquire)
    }

    fn report_output(&mut self, last: bool) {
        let due = self.last_report.is_none_or(|report| report.elapsed() >= REPORT_INTERVAL);
        if !(last && self.unreported || due && self.may_report()) {
            return;
        }
        self.unreported = false;
        self.last_report = Some(Instant::now());
        self.shared.taken.store(false, Ordering::Release);
        self.inner.report(Report::Output { run: self.id, transcript: self.sanitizer.transcript() });
    }

    /// Waits for the helper so that no zombie stays; it has nothing more to do than to exit.
    fn reap_helper(&mut self) {
        let until = Instant::now() + HELPER_LIMIT;
        while Instant::now() < until {
            match self.helper.try_wait() {
                Ok(None) => std::thread::sleep(Duration::from_millis(1)),
                Ok(Some(_)) | Err(_) => return,
            }
        }
        let _ = self.helper.kill();
        let _ = self.helper.wait();
    }
}

#[derive(Debug, Default)]
struct Ready {
    control: bool,
    sources: [bool; 2],
}

fn timespec(duration: Duration) -> Timespec {
    // Rounded up to whole milliseconds, so that nothing wakes a moment too early and spins.
    let duration = duration + Duration::from_micros(999);
    let seconds = i64::try_from(duration.as_secs()).unwrap_or(i64::MAX);
    Timespec { tv_sec: seconds, tv_nsec: i64::from(duration.subsec_millis()) * 1_000_000 }
}

pub(super) fn signal_name(signal: i32) -> String {
    let name = signal_hook::low_level::signal_name(signal);
    name.map_or_else(|| format!("signal {signal}"), str::to_owned)
}
