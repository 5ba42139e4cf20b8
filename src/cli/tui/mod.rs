//! The loop of the screen: events in, `update`, effects out, `view`. The one place that knows every layer.

pub(super) mod perform;
mod picture;

use std::io::{self, IsTerminal as _};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, bounded, never, select_biased, unbounded};

use super::show::{index, library};
use super::{USAGE, fail};
use crate::app::effect::Launch;
use crate::app::event::Tone;
use crate::app::{Effect, Event, Model, update};
use crate::content::Library;
use crate::domain::visible::visible;
use crate::engine::search::Index;
use crate::runtime::input::{Input, Reader, await_enter};
use crate::runtime::place;
use crate::runtime::process::foreground::foreground;
use crate::runtime::screen::Screen;
use crate::runtime::terminal::{Options, TerminalEvent};
use crate::ui::{self, Theme};
use perform::{Performer, Wake, own_binary, request};

pub use picture::picture;

/// Shortest time between two frames while output floods: 30 a second.
const FRAME: Duration = Duration::from_millis(33);
/// Time between two ticks while something is counting.
const TICK: Duration = Duration::from_millis(500);
/// How long a frame waits for the search that a key asked for, so that one frame shows both.
const SEARCH_PATIENCE: Duration = Duration::from_millis(8);
/// How long runs may take to be swept away when the connection is lost.
const HANGING_UP: Duration = Duration::from_millis(400);
/// Events taken in before a frame is drawn all the same.
const BURST: usize = 1024;

/// Opens the screen and stays until the person leaves.
pub fn run(query: &str, read_only: bool) -> ExitCode {
    if let Err(reason) = can_draw() {
        return fail(USAGE, &reason);
    }
    let library = library();
    let index = Arc::new(index(&library));
    match Loop::open(library, index, read_only) {
        Ok(mut screen_loop) => screen_loop.until_left(query),
        Err(problem) => fail(USAGE, &format!("the screen cannot be opened: {problem}")),
    }
}

/// The theme that the environment asks for.
pub fn theme() -> Theme {
    let set = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let locale = set("LC_ALL").or_else(|| set("LC_CTYPE")).or_else(|| set("LANG")).unwrap_or_default();
    let upper = locale.to_ascii_uppercase();
    Theme { colors: set("NO_COLOR").is_none(), ascii: !(upper.contains("UTF-8") || upper.contains("UTF8")) }
}

/// Says why the screen cannot be drawn here, and what to do instead.
fn can_draw() -> Result<(), String> {
    let instead = "use crashcart search, list or show instead";
    if !io::stdout().is_terminal() {
        return Err(format!("standard output is not a terminal; {instead}"));
    }
    match std::env::var("TERM").as_deref() {
        Ok("dumb") => Err(format!("TERM=dumb cannot show the screen; {instead}")),
        Ok("") | Err(_) => Err(format!("TERM is not set, so the terminal is unknown; {instead}")),
        Ok(_) => Ok(()),
    }
}

struct Loop {
    model: Model,
    theme: Theme,
    screen: Screen,
    reader: Reader,
    performer: Performer,
    inputs: Receiver<Input>,
    wakes: Receiver<Wake>,
    started: Instant,
    drawn: Option<Instant>,
    /// Something changed since the last frame.
    stale: bool,
    /// A person waits for the next frame.
    urgent: bool,
}

/// What the loop woke up for.
enum Turn {
    Input(Input),
    Wake(Wake),
    Time,
}

impl Loop {
    fn open(library: Arc<Library>, index: Arc<Index>, read_only: bool) -> io::Result<Self> {
        let (waker, wakes) = unbounded();
        let performer = Performer::start(&library, index, waker.clone())?;
        let runner = performer.runner();
        let options = Options {
            mouse: false,
            events: Box::new(move |event| drop(waker.send(Wake::Terminal(event)))),
            before_exit: Box::new(move |_| {
                runner.shutdown(HANGING_UP);
            }),
        };
        let screen = Screen::open(&own_binary(), options)?;
        let (sender, inputs) = bounded(256);
        let reader = Reader::start(sender)?;
        Ok(Self {
            model: Model::new(library, place::here(read_only), screen.size()),
            theme: theme(),
            screen,
            reader,
            performer,
            inputs,
            wakes,
            started: Instant::now(),
            drawn: None,
            stale: true,
            urgent: true,
        })
    }

    fn until_left(&mut self, query: &str) -> ExitCode {
        let effects = update::start(&mut self.model, query);
        let mut left = self.perform(effects);
        while left.is_none() {
            self.await_search();
            if let Err(problem) = self.draw_if_due() {
                return fail(1, &format!("the terminal cannot be written to: {problem}"));
            }
            left = self.take_in();
        }
        self.performer.stop_all();
        left.unwrap_or(ExitCode::SUCCESS)
    }

    /// Waits for something, then takes in whatever else is there, keys first.
    fn take_in(&mut self) -> Option<ExitCode> {
        let first = self.wait();
        let mut left = self.turn(first);
        for _ in 0..BURST {
            if left.is_some() {
                break;
            }
            let next = match (self.inputs.try_recv(), self.wakes.is_empty()) {
                (Ok(input), _) => Turn::Input(input),
                (Err(_), false) => match self.wakes.try_recv() {
                    Ok(wake) => Turn::Wake(wake),
                    Err(_) => break,
                },
                (Err(_), true) => break,
            };
            left = self.turn(next);
        }
        left
    }

    fn wait(&self) -> Turn {
        let timer = self.pause().map_or_else(never, crossbeam_channel::after);
        select_biased! {
            recv(self.inputs) -> input => Turn::Input(input.unwrap_or(Input::Gone)),
            recv(self.wakes) -> wake => wake.map_or(Turn::Time, Turn::Wake),
            recv(timer) -> _ => Turn::Time,
        }
    }

    /// How long to sleep at most; for ever when nothing is counting and nothing waits to be drawn.
    fn pause(&self) -> Option<Duration> {
        if self.stale {
            let since = self.drawn.map_or(FRAME, |drawn| drawn.elapsed());
            return Some(FRAME.saturating_sub(since));
        }
        let counting = self.model.runs.runs.iter().any(|run| run.is_running() || run.watch.is_some());
        counting.then_some(TICK)
    }

    fn turn(&mut self, turn: Turn) -> Option<ExitCode> {
        let now = Event::Tick(self.started.elapsed());
        match turn {
            Turn::Input(Input::Gone) => Some(ExitCode::from(129)),
            Turn::Input(Input::Event(event)) => {
                self.urgent = true;
                self.model.now = self.started.elapsed();
                self.update(event)
            }
            Turn::Wake(Wake::Event(event)) => {
                self.model.now = self.started.elapsed();
                let printed = if let Event::RunOutput(run, _) = &event { Some(*run) } else { None };
                self.urgent |= printed.is_none();
                let left = self.update(event);
                if let Some(run) = printed {
                    self.performer.taken(run);
                }
                left
            }
            Turn::Wake(Wake::Bytes(bytes)) => {
                // A clipboard that the terminal does not take is not worth more than its message.
                let _ = self.screen.write(&bytes);
                None
            }
            Turn::Wake(Wake::Terminal(event)) => self.heard(event),
            Turn::Time => {
                if self.stale {
                    None
                } else {
                    self.update(now)
                }
            }
        }
    }

    fn update(&mut self, event: Event) -> Option<ExitCode> {
        self.stale = true;
        let effects = update(&mut self.model, event);
        self.perform(effects)
    }

    fn perform(&mut self, effects: Vec<Effect>) -> Option<ExitCode> {
        for effect in effects {
            match effect {
                Effect::Quit => return Some(ExitCode::SUCCESS),
                Effect::Redraw => drop(self.screen.forget()),
                Effect::Mouse(on) => drop(self.screen.set_mouse(on)),
                Effect::Suspend => self.sleep(),
                Effect::HandOver(launch) => self.hand_over(launch),
                other => self.performer.perform(other),
            }
        }
        None
    }

    /// Takes in what the terminal or the system said.
    fn heard(&mut self, event: TerminalEvent) -> Option<ExitCode> {
        self.urgent = true;
        self.stale = true;
        match event {
            TerminalEvent::Resized => {
                let (columns, rows) = self.screen.resize().unwrap_or(self.model.size);
                self.update(Event::Resize(columns, rows))
            }
            TerminalEvent::StopAsked => {
                self.sleep();
                None
            }
            TerminalEvent::Continued => {
                drop(self.screen.forget());
                None
            }
            TerminalEvent::ThreadPanicked(what) => {
                self.update(Event::Told(Tone::Bad, format!("a part of crashcart failed: {what}")))
            }
        }
    }

    /// `^Z`: sleeps in the shell, and draws everything anew afterwards.
    fn sleep(&mut self) {
        self.reader.pause();
        let slept = self.screen.sleep();
        self.reader.resume();
        if !matches!(slept, Ok(true)) {
            self.performer.tell((Tone::Plain, "no shell would bring it back, so it stays".to_owned()));
        }
        self.after_absence();
    }

    /// Gives a command the whole terminal until it ends and the person has read what it left.
    fn hand_over(&mut self, launch: Launch) {
        let request = request(launch);
        self.reader.pause();
        let outcome = self.screen.lend(|| {
            eprintln!("crashcart runs: {}", visible(request.script.lines().next().unwrap_or_default()));
            let outcome = foreground(&own_binary(), &request);
            eprintln!("\ncrashcart: {} after {} s · Enter goes back", outcome.end, outcome.seconds.as_secs());
            await_enter();
            outcome
        });
        self.reader.resume();
        self.performer.tell(match outcome {
            Ok(outcome) => (Tone::Plain, format!("it had the terminal: {}", outcome.end)),
            Err(problem) => (Tone::Bad, format!("the terminal did not come back: {problem}")),
        });
        self.after_absence();
    }

    /// The terminal may have another size than before.
    fn after_absence(&mut self) {
        self.stale = true;
        self.urgent = true;
        if let Ok((columns, rows)) = self.screen.resize() {
            update(&mut self.model, Event::Resize(columns, rows));
        }
    }

    /// Takes in the answer to the newest search, if it comes soon enough for the next frame.
    fn await_search(&mut self) {
        let deadline = Instant::now() + SEARCH_PATIENCE;
        while self.performer.is_searching() {
            match self.wakes.recv_deadline(deadline) {
                Ok(wake) => {
                    self.turn(Turn::Wake(wake));
                }
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    fn draw_if_due(&mut self) -> io::Result<()> {
        let due = self.urgent || self.drawn.is_none_or(|drawn| drawn.elapsed() >= FRAME);
        if !self.stale || !due {
            return Ok(());
        }
        let (model, theme) = (&self.model, &self.theme);
        let viewport = self.screen.draw(|frame| ui::view(model, theme, frame))?;
        update(&mut self.model, Event::Drawn(viewport));
        self.drawn = Some(Instant::now());
        self.stale = false;
        self.urgent = false;
        Ok(())
    }
}
