//! The case pane: the page of the shown card, scrolled so that the selected command is in view.
//!
//! ```text
//! ╭ HC-PY-002  Dependency resolver conflicts ──────────────────╮
//! │ Symptom                                                    │
//! │   ResolutionImpossible: ... because these package versions │
//! │ Fast diagnosis                                   a run all │
//! │▌ 1 lists every package whose requirements are not met      │
//! │▌   python3 -m pip check                                    │
//! │▌   ✗ exit 1 · 0.4 s  urllib3 2.2 is installed              │
//! ╰────────────────────────────────────────────────────────────╯
//! ```

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Scrollbar, ScrollbarOrientation, ScrollbarState};

use super::list::{pane_block, rect};
use super::page::{Page, lay_out};
use super::text::cut;
use super::{Theme, is_focused};
use crate::app::Model;
use crate::app::model::{CardState, Hot, Pane, Target, Viewport};

/// Draws the case and says what is in view.
pub fn draw(model: &Model, theme: &Theme, frame: &mut Frame<'_>, area: Rect, viewport: &mut Viewport) {
    let focused = is_focused(model, Pane::Case);
    let block = pane_block(theme, focused, model.is_wide());
    let inside = block.inner(area);
    viewport.targets.push(Target { area: rect(area), what: Hot::Pane(Pane::Case) });
    let Some(card) = model.card() else {
        frame.render_widget(block, area);
        return;
    };
    let room = usize::from(area.width).saturating_sub(8 + card.id().as_str().len());
    let title = Line::from(vec![
        Span::styled(format!(" {}  ", card.id()), theme.id()),
        Span::styled(format!("{} ", cut(card.title(), room)), theme.heading()),
    ]);
    frame.render_widget(block.title(title), area);
    let fallback = CardState::default();
    let state = model.card_state().unwrap_or(&fallback);
    // The last column is the scroll bar's.
    let page = lay_out(model, card, state, theme, usize::from(inside.width).saturating_sub(1));
    let top = first_row(&page, state, usize::from(inside.height));
    place_commands(&page, top, inside, viewport);
    viewport.case_rows = usize::from(inside.height);
    viewport.case_lines = page.rows.len();
    viewport.case_top = top;
    let total = page.rows.len();
    for (offset, row) in page.rows.into_iter().skip(top).take(usize::from(inside.height)).enumerate() {
        frame.render_widget(row, Rect { y: inside.y + offset as u16, height: 1, ..inside });
    }
    scrollbar(theme, frame, inside, total, top);
}

/// A thin bar at the right edge where not everything fits.
pub fn scrollbar(theme: &Theme, frame: &mut Frame<'_>, inside: Rect, total: usize, top: usize) {
    let rows = usize::from(inside.height);
    if total <= rows || rows < 3 {
        return;
    }
    let mut state = ScrollbarState::new(total - rows).position(top).viewport_content_length(rows);
    let bar = Scrollbar::new(ScrollbarOrientation::VerticalRight)
        .begin_symbol(None)
        .end_symbol(None)
        .track_symbol(None)
        .thumb_symbol("▐")
        .thumb_style(theme.dim());
    frame.render_stateful_widget(bar, inside, &mut state);
}

/// Where the person scrolled to, moved as little as the selected command needs while it is to be revealed.
fn first_row(page: &Page, state: &CardState, rows: usize) -> usize {
    let last = page.rows.len().saturating_sub(rows);
    if state.reveal_causes {
        return page.causes.min(last);
    }
    let top = state.top.min(last);
    let Some(place) = page.commands.get(state.selected).filter(|_| state.reveal) else { return top };
    // The first command brings the head of the page with it, as far as both fit.
    let start = if state.selected == 0 && place.end <= rows { 0 } else { place.start.saturating_sub(1) };
    if start < top {
        return start;
    }
    top.max(place.end.saturating_sub(rows)).min(place.start)
}

fn place_commands(page: &Page, top: usize, inside: Rect, viewport: &mut Viewport) {
    for (position, place) in page.commands.iter().enumerate() {
        let first = place.start.max(top);
        let last = place.end.min(top + usize::from(inside.height));
        if first < last {
            let row = inside.y + (first - top) as u16;
            let area = (inside.x, row, inside.width, (last - first) as u16);
            viewport.targets.push(Target { area, what: Hot::Command(position) });
        }
    }
}
