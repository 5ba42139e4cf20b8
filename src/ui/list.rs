//! The list under the search line: id, title, and one line of why it matched.
//!
//! ```text
//! │▌HC-PY-002  Dependency resolver conflicts                  │
//! │   symptom · ‹Resolution›‹Imposs›ible: ... because         │
//! ```

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, BorderType, Borders};

use super::text::{cut, marked, width};
use super::{Theme, is_focused};
use crate::app::Model;
use crate::app::model::{Entry, Hot, Pane, Reason, Target, Viewport};
use crate::domain::{Card, Confidence};
use crate::engine::search::Field;

/// One row of the list, and the hit that it belongs to.
type Row = (Option<usize>, Line<'static>);

/// Draws the list and says what is in view.
pub fn draw(model: &Model, theme: &Theme, frame: &mut Frame<'_>, area: Rect, viewport: &mut Viewport) {
    let wide = model.is_wide();
    let block = pane_block(theme, is_focused(model, Pane::Search), wide);
    let mut inside = block.inner(area);
    frame.render_widget(block.title(title(model)), area);
    if wide && inside.height > 0 {
        inside.y += 1;
        inside.height -= 1;
    }
    viewport.targets.push(Target { area: rect(area), what: Hot::Pane(Pane::Search) });
    if model.search.hits.is_empty() {
        nothing(model, theme, frame, inside);
        return;
    }
    let rows = rows(model, theme, usize::from(inside.width));
    let height = usize::from(inside.height);
    let top = first_row(model, &rows, height);
    viewport.list_top = top;
    viewport.list_rows = if model.search.is_contents() { height } else { (height / 2).max(1) };
    for (offset, (hit, line)) in rows.into_iter().skip(top).take(height).enumerate() {
        let row = Rect { y: inside.y + offset as u16, height: 1, ..inside };
        frame.render_widget(line, row);
        if let Some(hit) = hit {
            viewport.targets.push(Target { area: rect(row), what: Hot::Hit(hit) });
        }
    }
}

/// The frame of a pane: a box on wide screens, a rule on narrow ones.
pub fn pane_block(theme: &Theme, focused: bool, wide: bool) -> Block<'static> {
    let style = if focused { theme.focus() } else { theme.dim() };
    let borders = if wide { Borders::ALL } else { Borders::TOP };
    Block::new().borders(borders).border_type(BorderType::Rounded).border_style(style)
}

/// A rectangle as the model keeps it.
pub fn rect(area: Rect) -> (u16, u16, u16, u16) {
    (area.x, area.y, area.width, area.height)
}

fn title(model: &Model) -> String {
    if model.search.is_contents() {
        format!(" {} cases ", model.library.cases().count())
    } else {
        " Search ".to_owned()
    }
}

fn nothing(model: &Model, theme: &Theme, frame: &mut Frame<'_>, area: Rect) {
    if model.search.is_contents() || model.search.evidence.as_ref().is_some_and(|evidence| !evidence.finished)
    {
        return;
    }
    let lines = [
        Line::from(Span::styled("  nothing known matches", theme.heading())),
        Line::from(Span::styled("  fewer or other words; #tag cat: id: narrow; Esc clears", theme.dim())),
    ];
    for (offset, line) in lines.into_iter().enumerate().take(usize::from(area.height)) {
        frame.render_widget(line, Rect { y: area.y + offset as u16, height: 1, ..area });
    }
}

fn rows(model: &Model, theme: &Theme, columns: usize) -> Vec<Row> {
    let contents = model.search.is_contents();
    let mut rows: Vec<Row> = Vec::new();
    if model.search.evidence.as_ref().is_some_and(|evidence| evidence.finished && !evidence.is_known()) {
        let text = " nothing known matches; these are only hints";
        rows.push((None, Line::from(Span::styled(text, theme.heading()))));
    }
    let mut category = None;
    for (position, hit) in model.search.hits.iter().enumerate() {
        let Some(card) = model.library.cards.get(hit.document) else { continue };
        if contents && category != Some(card.category()) {
            category = Some(card.category());
            let title = model.library.category_title(card);
            rows.push((None, Line::from(Span::styled(format!(" {title}"), theme.dim()))));
        }
        let selected = position == model.search.selected;
        rows.push((Some(position), title_row(card, hit, selected, theme, columns)));
        if !contents {
            rows.push((Some(position), why_row(hit, theme, columns)));
        }
    }
    rows
}

fn title_row(card: &Card, hit: &Entry, selected: bool, theme: &Theme, columns: usize) -> Line<'static> {
    let bar = if selected { Span::styled("▌", theme.bar()) } else { Span::raw(" ") };
    let id = format!("{:<10} ", card.id().as_str());
    let style = if selected { theme.selected() } else { theme.command() };
    let sure = sure(hit, theme);
    let room = columns.saturating_sub(1 + width(&id) + width(&sure.content));
    let mut spans = vec![bar, Span::styled(id, theme.id())];
    spans.extend(marked(card.title(), &hit.title_marks, style, theme.mark(), room));
    let used: usize = spans.iter().map(|span| width(&span.content)).sum();
    spans.push(Span::raw(" ".repeat(columns.saturating_sub(used + width(&sure.content)))));
    spans.push(sure);
    Line::from(spans)
}

/// How surely the evidence speaks for it, for the right end of the row.
fn sure(hit: &Entry, theme: &Theme) -> Span<'static> {
    match &hit.why {
        Reason::Query(..) => Span::raw(""),
        Reason::Evidence(_, _, confidence) => {
            let style = match confidence {
                Confidence::Strong => theme.good(),
                Confidence::Likely => theme.warn(),
                Confidence::Weak => theme.dim(),
            };
            Span::styled(format!("  {} ", confidence.as_str()), style)
        }
    }
}

fn why_row(hit: &Entry, theme: &Theme, columns: usize) -> Line<'static> {
    let (label, text, marks) = match &hit.why {
        Reason::Query(field, text, marks) => {
            (format!("   {} · ", field_name(*field)), text, marks.as_slice())
        }
        Reason::Evidence(line, text, _) => (format!("   line {line}: "), text, &[][..]),
    };
    let room = columns.saturating_sub(width(&label));
    let mut spans = vec![Span::styled(cut(&label, columns), theme.dim())];
    spans.extend(marked(text, marks, theme.dim(), theme.mark(), room));
    Line::from(spans)
}

/// The first row to show: where it was, moved as little as the selected hit needs.
fn first_row(model: &Model, rows: &[Row], height: usize) -> usize {
    let mine = |row: &Row| row.0 == Some(model.search.selected);
    let first = rows.iter().position(mine).unwrap_or(0);
    let last = rows.iter().rposition(mine).unwrap_or(0);
    // The heading above the very first hit stays in view.
    let first = if model.search.selected == 0 { 0 } else { first };
    let top = model.viewport.list_top.min(rows.len().saturating_sub(height));
    top.min(first).max((last + 1).saturating_sub(height))
}

/// What kind of text made a hit, in one word.
pub fn field_name(field: Field) -> &'static str {
    match field {
        Field::Title => "title",
        Field::Symptom => "symptom",
        Field::Also => "also",
        Field::Tag => "tag",
        Field::Cause => "cause",
        Field::Sample => "log",
        Field::Step => "step",
        Field::Check => "check",
        Field::Fix => "fix",
        Field::Prevention => "prevention",
    }
}
