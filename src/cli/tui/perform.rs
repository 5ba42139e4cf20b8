//! Doing the app's effects: searches, runs, choices, copies and files, each answered by a wake-up of the loop.

use std::env;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use crossbeam_channel::Sender;

use crate::app::effect::Launch;
use crate::app::event::{RunOutcome, Tone};
use crate::app::{Effect, Event};
use crate::content::Library;
use crate::domain::RunId;
use crate::engine::search::Index;
use crate::runtime::choices;
use crate::runtime::clipboard::{Clipboard, Mode, Surroundings};
use crate::runtime::evidence::Matching;
use crate::runtime::process::{Report, Request, Runner, Stage};
use crate::runtime::save::save;
use crate::runtime::searcher::Searcher;
use crate::runtime::terminal::TerminalEvent;

/// How long leaving may take while commands are being stopped.
const LEAVING: Duration = Duration::from_millis(800);

/// What wakes the loop, besides keys.
#[derive(Debug)]
pub enum Wake {
    /// Something for the app.
    Event(Event),
    /// Bytes for the terminal, between two frames.
    Bytes(Vec<u8>),
    /// The terminal, or the system, has something to say.
    Terminal(TerminalEvent),
}

/// Whatever does the effects.
pub struct Performer {
    waker: Sender<Wake>,
    searcher: Searcher,
    runner: Arc<Runner>,
    clipboard: Arc<Clipboard>,
    matching: Matching,
    asked: u64,
    answered: Arc<AtomicU64>,
}

impl Performer {
    /// Starts the threads behind it.
    pub fn start(library: &Arc<Library>, index: Arc<Index>, waker: Sender<Wake>) -> io::Result<Self> {
        let matching = Matching::new(Arc::clone(library), Arc::clone(&index));
        let answered = Arc::new(AtomicU64::new(0));
        let (found, seen) = (waker.clone(), Arc::clone(&answered));
        let searcher = Searcher::start(index, move |number, hits| {
            let _ = found.send(Wake::Event(Event::Found(number, hits)));
            seen.fetch_max(number, Ordering::Release);
        })?;
        let reports = waker.clone();
        let runner = Arc::new(Runner::new(own_binary(), move |report| {
            let _ = reports.send(Wake::Event(event_of(report)));
        }));
        let piped = waker.clone();
        matching.read_stdin(move |evidence| {
            let _ = piped.send(Wake::Event(Event::Evidence(evidence)));
        })?;
        Ok(Self { waker, searcher, runner, clipboard: Arc::default(), matching, asked: 0, answered })
    }

    /// Does one effect; those that need the terminal are the loop's.
    pub fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::Search(number, query) => {
                self.asked = number;
                self.searcher.search(number, query);
            }
            Effect::Match(number, text) => self.match_text(number, text),
            Effect::Start(launch) => self.runner.start(request(launch)),
            Effect::Stop(run) => self.runner.stop(run),
            Effect::ListChoices(parameter, command) => self.list(parameter, command),
            Effect::Copy(what, text) => self.copy(what, text),
            Effect::Save(stem, text) => self.tell(match save(&stem, &text) {
                Ok(path) => (Tone::Good, format!("saved to {}", path.display())),
                Err(problem) => (Tone::Bad, format!("not saved: {problem}")),
            }),
            Effect::Quit | Effect::Redraw | Effect::Mouse(_) | Effect::Suspend | Effect::HandOver(_) => {}
        }
    }

    /// A search was asked for whose answer is not there yet.
    pub fn is_searching(&self) -> bool {
        self.answered.load(Ordering::Acquire) < self.asked
    }

    /// Tells the person something.
    pub fn tell(&self, (tone, text): (Tone, String)) {
        // The loop is gone only while the program ends.
        let _ = self.waker.send(Wake::Event(Event::Told(tone, text)));
    }

    /// The output that a run reported was dealt with; the next may come.
    pub fn taken(&self, run: RunId) {
        self.runner.taken(run);
    }

    /// The runner, for whoever has to end its runs in a hurry.
    pub fn runner(&self) -> Arc<Runner> {
        Arc::clone(&self.runner)
    }

    /// Stops whatever runs; nothing is left behind when this returns.
    pub fn stop_all(&self) {
        self.runner.shutdown(LEAVING);
    }

    fn list(&self, parameter: String, command: String) {
        let waker = self.waker.clone();
        let work = move || {
            let choices = choices::list(&command);
            let _ = waker.send(Wake::Event(Event::ChoicesListed(parameter, choices)));
        };
        self.in_background(work);
    }

    fn match_text(&self, number: u64, text: String) {
        let (waker, matching) = (self.waker.clone(), self.matching.clone());
        self.in_background(move || {
            let _ = waker.send(Wake::Event(Event::Evidence(matching.text(number, &text))));
        });
    }

    fn copy(&self, what: String, text: String) {
        let (waker, clipboard) = (self.waker.clone(), Arc::clone(&self.clipboard));
        let work = move || {
            let sent = clipboard.copy(&what, &text, Mode::from_env(), &Surroundings::from_env());
            if let Some(bytes) = sent.terminal {
                let _ = waker.send(Wake::Bytes(bytes));
            }
            let _ = waker.send(Wake::Event(Event::Told(sent.tone, sent.text)));
        };
        self.in_background(work);
    }

    fn in_background(&self, work: impl FnOnce() + Send + 'static) {
        if let Err(problem) = thread::Builder::new().spawn(work) {
            self.tell((Tone::Bad, format!("no thread for it: {problem}")));
        }
    }
}

/// This very program, to be started as the helper of a run. The link stays right when the file is replaced.
pub fn own_binary() -> PathBuf {
    let link = PathBuf::from("/proc/self/exe");
    if link.exists() { link } else { env::current_exe().unwrap_or(link) }
}

/// A launch of the app as the runner takes it.
pub fn request(launch: Launch) -> Request {
    Request {
        run: launch.run,
        script: launch.script.text,
        shell: vec!["bash".to_owned()],
        // A folder that is gone is the runner's to tell.
        folder: env::current_dir().unwrap_or_else(|_| PathBuf::from(env::var_os("PWD").unwrap_or_default())),
        env: launch.script.secrets.into_iter().map(|(name, value)| (name.into(), value.into())).collect(),
        timeout: launch.timeout,
        io: launch.io,
        columns: launch.size.0,
        rows: launch.size.1,
    }
}

/// A report of the runner as the app's event.
pub fn event_of(report: Report) -> Event {
    match report {
        Report::Started { run, .. } => Event::RunStarted(run),
        Report::Stage { run, stage } => Event::RunStage(
            run,
            match stage {
                Stage::Interrupt => "interrupting",
                Stage::Terminate => "terminating",
                Stage::Kill => "killing",
            },
        ),
        Report::Output { run, transcript } => Event::RunOutput(run, transcript),
        Report::Ended { run, end, seconds, survivors, note } => {
            let left = (!survivors.is_empty())
                .then(|| format!("{} left running and stopped: {}", survivors.len(), survivors.join(", ")));
            let notes: Vec<String> = left.into_iter().chain(note).collect();
            let note = (!notes.is_empty()).then(|| notes.join("; "));
            Event::RunEnded(run, RunOutcome { end, took: seconds, note })
        }
    }
}
