//! The whole state of the app: one struct a pane, dialogs as an enum with payloads.
//! Nothing here decides; `update` does.

mod case;
mod dialog;
pub mod run;
mod search;

use std::sync::Arc;
use std::time::Duration;

pub use case::{CardState, CasePane};
pub use dialog::{Confirm, Dialog, Edit, Field, Form, Listing, Palette, Viewer};
pub use run::{Finder, Run, RunPane, RunState, Scroll, Watch};
pub use search::{Entry, Evidence, Reason, SearchPane};

use super::event::Tone;
use crate::content::Library;
use crate::domain::Card;

/// Columns from which the list and the case stand side by side.
pub const WIDE: u16 = 100;
/// The smallest screen that is drawn on.
pub const SMALLEST: (u16, u16) = (30, 8);

/// The panes that can have the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pane {
    /// The search line and its list.
    Search,
    /// The case.
    Case,
    /// The runs.
    Run,
}

/// Everything the screen shows and the keys act on.
#[derive(Debug)]
pub struct Model {
    /// The cases and checklists.
    pub library: Arc<Library>,
    /// Where and as whom crashcart runs.
    pub place: Place,
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// The pane that has the focus.
    pub focus: Pane,
    /// The focused pane has the whole screen.
    pub zoomed: bool,
    /// The mouse reaches the app.
    pub mouse: bool,
    /// The search line and the list.
    pub search: SearchPane,
    /// The case pane.
    pub case: CasePane,
    /// The run pane.
    pub runs: RunPane,
    /// What lies on top of the panes.
    pub dialog: Option<Dialog>,
    /// The last message.
    pub message: Option<Message>,
    /// Time since the start, as far as events told.
    pub now: Duration,
    /// What the last frame measured.
    pub viewport: Viewport,
}

/// Where and how crashcart runs, found out once at the start.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// The host's name.
    pub host: String,
    /// The working folder, as it is shown (`~` for the home).
    pub folder: String,
    /// Over SSH.
    pub ssh: bool,
    /// Refuse everything that is not read-only.
    pub read_only: bool,
}

/// A sentence for the person, shown in place of the key line until the next key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Its tone.
    pub tone: Tone,
    /// The sentence.
    pub text: String,
}

/// What the last frame measured: needed to scroll by pages and to know what the mouse hit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Viewport {
    /// Rows of the list that are visible, and the number of the first hit shown.
    pub list_rows: usize,
    /// First hit shown.
    pub list_top: usize,
    /// Visible rows of the case.
    pub case_rows: usize,
    /// All rows of the case when wrapped.
    pub case_lines: usize,
    /// First row of the case shown.
    pub case_top: usize,
    /// Visible rows and columns of the output.
    pub run_size: (u16, u16),
    /// First line of the output shown.
    pub run_top: usize,
    /// Visible rows and all rows of an open text.
    pub dialog_rows: (usize, usize),
    /// What lies where, for the mouse: the last that holds the point counts.
    pub targets: Vec<Target>,
}

/// Something on the screen that can be clicked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target {
    /// Left column, top row, width, height.
    pub area: (u16, u16, u16, u16),
    /// What it is.
    pub what: Hot,
}

/// What can be clicked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hot {
    /// A pane.
    Pane(Pane),
    /// A hit of the list, by position.
    Hit(usize),
    /// A command of the case, by position among its commands.
    Command(usize),
    /// A tab of the run pane, by position.
    Tab(usize),
}

impl Model {
    /// A fresh model; the first search is asked for by `update::start`.
    pub fn new(library: Arc<Library>, place: Place, size: (u16, u16)) -> Self {
        Self {
            library,
            place,
            size,
            focus: Pane::Search,
            zoomed: false,
            mouse: false,
            search: SearchPane::default(),
            case: CasePane::default(),
            runs: RunPane::default(),
            dialog: None,
            message: None,
            now: Duration::ZERO,
            viewport: Viewport::default(),
        }
    }

    /// List and case side by side.
    pub fn is_wide(&self) -> bool {
        self.size.0 >= WIDE
    }

    /// The card that the case pane shows.
    pub fn card(&self) -> Option<&Card> {
        self.case.shown.and_then(|index| self.library.cards.get(index))
    }

    /// What the person did with the shown card so far.
    pub fn card_state(&self) -> Option<&CardState> {
        self.case.shown.and_then(|index| self.case.states.get(&index))
    }
}
