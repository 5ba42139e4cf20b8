//! Where the panes go.
//!
//! ```text
//! wide (100 columns or more)              narrow
//! header                                  search line
//! ╭ Search ──────╮╭ case ─────────────╮   ── list or case ──
//! │ line         ││                   │
//! │ list         ││                   │   ── run ────────────
//! ╰──────────────╯╰───────────────────╯
//! ╭ run ──────────────────────────────╮
//! ╰───────────────────────────────────╯
//! key line                                key line
//! ```

use ratatui::layout::{Constraint, Layout, Rect};

use crate::app::Model;
use crate::app::model::Pane;

/// Where the panes go; what is not there is not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Areas {
    /// The line at the very top, on wide screens.
    pub header: Option<Rect>,
    /// The search line.
    pub search: Rect,
    /// The list, with its frame.
    pub list: Option<Rect>,
    /// The case, with its frame.
    pub case: Option<Rect>,
    /// The run pane, with its frame.
    pub run: Option<Rect>,
    /// The key line.
    pub footer: Rect,
}

impl Areas {
    /// The areas for this model on this screen.
    pub fn of(model: &Model, screen: Rect) -> Self {
        if model.is_wide() { Self::wide(model, screen) } else { Self::narrow(model, screen) }
    }

    fn wide(model: &Model, screen: Rect) -> Self {
        let [header, body, footer] = screen.layout(&Layout::vertical([
            Constraint::Length(1),
            Constraint::Fill(1),
            Constraint::Length(1),
        ]));
        let (panes, run) = split_run(model, body, body.height * 2 / 5);
        let columns = [Constraint::Percentage(42), Constraint::Fill(1)];
        let [left, right] = panes.layout(&Layout::horizontal(columns));
        let mut areas = Self {
            header: Some(header),
            search: inside_top(left),
            list: Some(left),
            case: Some(right),
            run,
            footer,
        };
        areas.zoom(model, body);
        areas
    }

    fn narrow(model: &Model, screen: Rect) -> Self {
        let [search, body, footer] = screen.layout(&Layout::vertical([
            Constraint::Length(1),
            Constraint::Fill(1),
            Constraint::Length(1),
        ]));
        let (pane, run) = split_run(model, body, body.height / 2);
        let shows_case =
            model.focus == Pane::Case || (model.focus == Pane::Run && model.case.shown.is_some());
        let mut areas = Self {
            header: None,
            search,
            list: (!shows_case).then_some(pane),
            case: shows_case.then_some(pane),
            run,
            footer,
        };
        areas.zoom(model, body);
        areas
    }

    fn zoom(&mut self, model: &Model, body: Rect) {
        if !model.zoomed {
            return;
        }
        (self.list, self.case, self.run) = match model.focus {
            Pane::Search => (Some(body), None, None),
            Pane::Case => (None, Some(body), None),
            Pane::Run => (None, None, Some(body)),
        };
        if model.focus == Pane::Search && self.header.is_some() {
            self.search = inside_top(body);
        }
    }
}

fn split_run(model: &Model, body: Rect, height: u16) -> (Rect, Option<Rect>) {
    if model.runs.runs.is_empty() {
        return (body, None);
    }
    let rows = [Constraint::Fill(1), Constraint::Length(height.max(3))];
    let [panes, run] = body.layout(&Layout::vertical(rows));
    (panes, Some(run))
}

/// The first row inside a frame.
fn inside_top(frame: Rect) -> Rect {
    Rect {
        x: frame.x + 1,
        y: frame.y + 1,
        width: frame.width.saturating_sub(2),
        height: 1.min(frame.height.saturating_sub(2)),
    }
}
