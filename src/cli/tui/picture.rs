//! `crashcart picture`: the real screen for a query, drawn off the terminal and written as SVG.
//! The README's picture is made with it.

use std::process::ExitCode;
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};

use ratatui::Terminal;
use ratatui::backend::TestBackend;

use crate::app::key::{Code, Key};
use crate::app::{Effect, Event, Model, update};
use crate::cli::args::PictureArgs;
use crate::cli::show::{index, library};
use crate::cli::{USAGE, fail, print};
use crate::runtime::evidence::Matching;
use crate::runtime::place;
use crate::runtime::process::Runner;
use crate::ui::{self, Theme, svg};

/// A check that takes longer is shown as it then is.
const PATIENCE: Duration = Duration::from_secs(20);

/// Draws and prints.
pub fn picture(arguments: &PictureArgs) -> ExitCode {
    let size = arguments
        .size
        .split_once('x')
        .and_then(|(columns, rows)| Some((columns.parse::<u16>().ok()?, rows.parse::<u16>().ok()?)));
    let Some(size @ (20..=400, 5..=150)) = size else {
        return fail(USAGE, "--size takes COLUMNSxROWS, from 20x5 to 400x150, e.g. 110x34");
    };
    let mut studio = Studio::new(size);
    let effects = update::start(&mut studio.model, &arguments.query.join(" "));
    studio.perform(effects);
    if let Some(path) = &arguments.evidence {
        match std::fs::read_to_string(path) {
            Ok(text) => studio.paste(&text),
            Err(problem) => return fail(USAGE, &format!("{}: {problem}", path.display())),
        }
    }
    if arguments.run {
        studio.press(Code::Enter);
        studio.press(Code::Char('a'));
        studio.until_quiet();
    }
    print::out(&studio.svg());
    ExitCode::SUCCESS
}

struct Studio {
    model: Model,
    index: Arc<crate::engine::search::Index>,
    runner: Runner,
    reports: mpsc::Receiver<Event>,
    size: (u16, u16),
}

impl Studio {
    fn new(size: (u16, u16)) -> Self {
        let library = library();
        let index = Arc::new(index(&library));
        let (sender, reports) = mpsc::channel();
        let runner = Runner::new(super::perform::own_binary(), move |report| {
            let _ = sender.send(super::perform::event_of(report));
        });
        let mut place = place::here(false);
        // The picture shows no one's machine.
        "web-03".clone_into(&mut place.host);
        "~/shop".clone_into(&mut place.folder);
        place.ssh = true;
        Self { model: Model::new(library, place, size), index, runner, reports, size }
    }

    fn paste(&mut self, text: &str) {
        let evidence = Matching::new(Arc::clone(&self.model.library), Arc::clone(&self.index)).text(1, text);
        self.update(Event::Evidence(evidence));
    }

    fn press(&mut self, code: Code) {
        self.update(Event::Key(Key::plain(code)));
    }

    fn update(&mut self, event: Event) {
        self.draw();
        let effects = update(&mut self.model, event);
        self.perform(effects);
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Search(number, query) => {
                    let hits = self.index.search(&query, 500);
                    self.update(Event::Found(number, hits));
                }
                Effect::Start(launch) => self.runner.start(super::perform::request(launch)),
                _ => {}
            }
        }
    }

    fn until_quiet(&mut self) {
        let deadline = Instant::now() + PATIENCE;
        while self.model.runs.running() > 0 {
            match self.reports.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(event) => self.update(event),
                Err(_) => return,
            }
        }
    }

    fn draw(&mut self) -> ratatui::buffer::Buffer {
        let Ok(mut terminal) = Terminal::new(TestBackend::new(self.size.0, self.size.1));
        let mut viewport = None;
        let Ok(_) = terminal.draw(|frame| viewport = Some(ui::view(&self.model, &Theme::default(), frame)));
        if let Some(viewport) = viewport {
            update(&mut self.model, Event::Drawn(viewport));
        }
        terminal.backend().buffer().clone()
    }

    fn svg(&mut self) -> String {
        self.draw();
        svg::render(&self.draw())
    }
}
