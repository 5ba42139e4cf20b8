//! A stage for the app: a model over the demo pack, searches answered at once, everything else collected.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use crashcart::app::effect::Launch;
use crashcart::app::event::RunOutcome;
use crashcart::app::key::{Code, Key};
use crashcart::app::model::Place;
use crashcart::app::{Effect, Event, Model, update};
use crashcart::content::Library;
use crashcart::content::source::Source;
use crashcart::domain::{Line, RunEnd, RunId, Transcript};
use crashcart::engine::search::{Document, Index};
use crashcart::ui::{self, Theme};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;

/// The app on a stage.
pub struct Stage {
    pub model: Model,
    pub effects: Vec<Effect>,
    pub theme: Theme,
    index: Index,
}

impl Stage {
    /// The app on a screen of this size, with nothing typed.
    pub fn new(columns: u16, rows: u16) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/packs/demo");
        let (source, problems) = Source::folder(&folder);
        assert!(problems.is_empty(), "{problems:?}");
        let (library, problems) = Library::from_sources(vec![source]);
        assert!(problems.is_empty(), "{problems:?}");
        let documents: Vec<Document> = library.cards.iter().map(Document::from).collect();
        let place =
            Place { host: "web-03".to_owned(), folder: "~/shop".to_owned(), ssh: true, read_only: false };
        let model = Model::new(Arc::new(library), place, (columns, rows));
        let index = Index::build(&documents);
        let mut stage = Self { model, effects: Vec::new(), theme: Theme::default(), index };
        let effects = update::start(&mut stage.model, "");
        stage.perform(effects);
        stage.draw();
        stage
    }

    /// Presses keys, written as in the keymap and separated by blanks; `"text"` types text.
    pub fn keys(mut self, keys: &str) -> Self {
        for part in keys.split(' ').filter(|part| !part.is_empty()) {
            match part.strip_prefix('"').and_then(|text| text.strip_suffix('"')) {
                Some(text) => self.type_text(&text.replace('_', " ")),
                None => {
                    self.event(Event::Key(Key::parse(part).unwrap_or_else(|| panic!("{part} is no key"))));
                }
            }
        }
        self
    }

    /// Types a text letter by letter.
    pub fn type_text(&mut self, text: &str) {
        for character in text.chars() {
            self.event(Event::Key(Key::plain(Code::Char(character))));
        }
    }

    /// Lets something happen, and a frame be drawn after it.
    pub fn event(&mut self, event: Event) {
        let effects = update(&mut self.model, event);
        self.perform(effects);
        self.draw();
    }

    /// The newest run prints these lines.
    pub fn prints(mut self, lines: &[&str]) -> Self {
        let mut output = Transcript::default();
        for text in lines {
            output.push(Line { text: (*text).to_owned(), ..Line::default() });
        }
        let run = self.last_launch().run;
        self.event(Event::RunOutput(run, output));
        self
    }

    /// The newest run ends.
    pub fn ends(mut self, end: RunEnd) -> Self {
        let run = self.last_launch().run;
        self.end_of(run, end);
        self
    }

    /// This run ends after 0.4 s.
    pub fn end_of(&mut self, run: RunId, end: RunEnd) {
        let outcome = RunOutcome { end, took: Duration::from_millis(400), note: None };
        self.event(Event::RunEnded(run, outcome));
    }

    /// Every launch so far.
    pub fn launches(&self) -> Vec<&Launch> {
        let launch = |effect: &'_ Effect| matches!(effect, Effect::Start(_));
        self.effects
            .iter()
            .filter(|effect| launch(effect))
            .filter_map(|effect| if let Effect::Start(launch) = effect { Some(launch) } else { None })
            .collect()
    }

    /// The newest launch.
    pub fn last_launch(&self) -> Launch {
        (*self.launches().last().expect("nothing was started")).clone()
    }

    /// The scripts of every launch so far.
    pub fn scripts(&self) -> Vec<&str> {
        self.launches().iter().map(|launch| launch.script.text.as_str()).collect()
    }

    /// The text that is shown in place of the key line.
    pub fn message(&self) -> &str {
        self.model.message.as_ref().map_or("", |message| message.text.as_str())
    }

    /// The id of the card that is shown.
    pub fn shown(&self) -> &str {
        self.model.card().map_or("", |card| card.id().as_str())
    }

    /// The screen as it is drawn now.
    pub fn draw(&mut self) -> Buffer {
        let (columns, rows) = self.model.size;
        let mut terminal = Terminal::new(TestBackend::new(columns, rows)).expect("a terminal");
        let mut viewport = None;
        terminal.draw(|frame| viewport = Some(ui::view(&self.model, &self.theme, frame))).expect("drawn");
        update(&mut self.model, Event::Drawn(viewport.expect("a viewport")));
        terminal.backend().buffer().clone()
    }

    /// The screen as lines of text.
    pub fn screen(&mut self) -> String {
        let buffer = self.draw();
        let width = usize::from(buffer.area.width);
        let rows: Vec<String> = buffer
            .content
            .chunks(width)
            .map(|row| {
                row.iter().map(ratatui::buffer::Cell::symbol).collect::<String>().trim_end().to_owned()
            })
            .collect();
        rows.join("\n")
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            if let Effect::Search(number, query) = &effect {
                let hits = self.index.search(query, 500);
                let (number, query) = (*number, query.clone());
                let more = update(&mut self.model, Event::Found(number, hits));
                self.effects.push(Effect::Search(number, query));
                self.perform(more);
            } else {
                self.effects.push(effect);
            }
        }
    }
}
