//! The line at the very top of wide screens, and the search line.
//!
//! ```text
//!  crashcart   52 cases                                     web-03 (ssh)   2 runs
//! │ ❯ resolution imposs▏                                                  3/52 │
//! ```

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use super::layout::Areas;
use super::text::{cut, span, width};
use super::{Theme, is_focused};
use crate::app::Model;
use crate::app::model::Pane;

/// Draws the line at the top, where there is one.
pub fn draw(model: &Model, theme: &Theme, frame: &mut Frame<'_>, areas: &Areas) {
    let Some(area) = areas.header else { return };
    let left = Line::from(vec![
        Span::styled(" crashcart", theme.heading()),
        Span::styled(format!("   {} cases", model.library.cases().count()), theme.dim()),
    ]);
    frame.render_widget(left, area);
    frame.render_widget(Line::from(span(&status(model), theme.dim())).right_aligned(), area);
}

/// Host, mode and runs, for the right end.
fn status(model: &Model) -> String {
    let mut parts = Vec::new();
    if model.place.read_only {
        parts.push("read-only".to_owned());
    }
    let ssh = if model.place.ssh { " (ssh)" } else { "" };
    parts.push(format!("{}{ssh}", model.place.host));
    match (model.runs.running(), model.runs.runs.len()) {
        (0, 0) => {}
        (0, 1) => parts.push("1 run".to_owned()),
        (0, count) => parts.push(format!("{count} runs")),
        (running, _) => parts.push(format!("{running} running")),
    }
    parts.join("   ") + " "
}

/// Draws the search line and puts the cursor into it.
pub fn draw_search(model: &Model, theme: &Theme, frame: &mut Frame<'_>, areas: &Areas) {
    if areas.list.is_none() && areas.header.is_some() || areas.search.width < 8 {
        return;
    }
    let area = areas.search;
    let count = format!(" {}/{} ", model.search.hits.len(), model.library.cards.len());
    let right = if areas.header.is_none() && area.width >= 60 {
        format!("{count}· {}", cut(&status(model), 30))
    } else {
        count
    };
    let prompt = Rect { width: area.width.saturating_sub(width(&right) as u16), ..area };
    draw_line(model, theme, frame, prompt);
    frame.render_widget(Line::from(span(&right, theme.dim())).right_aligned(), area);
}

fn draw_line(model: &Model, theme: &Theme, frame: &mut Frame<'_>, area: Rect) {
    let focused = is_focused(model, Pane::Search);
    let input = &model.search.input;
    let room = usize::from(area.width).saturating_sub(4).max(1);
    let prompt_style = if focused { theme.focus() } else { theme.dim() };
    let chip = chip(model);
    let room = room.saturating_sub(width(&chip)).max(1);
    let scroll = input.visual_scroll(room);
    let mut spans = vec![Span::styled(" ❯ ", prompt_style), Span::styled(chip.clone(), theme.warn())];
    if input.value().is_empty() {
        let hint = if chip.is_empty() {
            "type a symptom, or paste an error"
        } else {
            "type to narrow; Esc forgets it"
        };
        spans.push(Span::styled(cut(hint, room), theme.dim()));
    } else {
        spans.push(span(&skip_columns(input.value(), scroll), theme.command()));
    }
    frame.render_widget(Line::from(spans), area);
    if focused {
        let column = (width(&chip) + input.visual_cursor().saturating_sub(scroll)) as u16;
        frame.set_cursor_position(Position::new(area.x + 3 + column, area.y));
    }
}

/// The evidence in the search line: how it came and how long it is.
fn chip(model: &Model) -> String {
    let Some(evidence) = &model.search.evidence else { return String::new() };
    let more = if evidence.finished { "" } else { "…" };
    let lines = if evidence.lines == 1 { "line" } else { "lines" };
    format!("[{} {}{more} {lines}] ", evidence.origin, evidence.lines)
}

/// What is left of a text after so many columns.
pub fn skip_columns(text: &str, columns: usize) -> String {
    let mut used = 0;
    text.chars()
        .skip_while(|character| {
            let skip = used < columns;
            used += width(character.encode_utf8(&mut [0; 4]));
            skip
        })
        .collect()
}
