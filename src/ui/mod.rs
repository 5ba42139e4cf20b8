//! Drawing: `view(&Model, &Theme, &mut Frame) -> Viewport`, one file a pane.
//! It changes nothing; it returns what it measured.

mod ascii;
mod detail;
mod dialog;
mod footer;
mod header;
mod layout;
mod list;
mod output;
mod page;
pub mod svg;
pub mod text;
pub mod theme;

use ratatui::Frame;
use ratatui::text::Line;

use crate::app::Model;
use crate::app::model::{Pane, SMALLEST, Viewport};
use layout::Areas;
pub use list::field_name;
pub use theme::Theme;

/// Draws the model and returns what was measured.
pub fn view(model: &Model, theme: &Theme, frame: &mut Frame<'_>) -> Viewport {
    let mut viewport = Viewport::default();
    let area = frame.area();
    if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
        too_small(frame);
    } else {
        let areas = Areas::of(model, area);
        header::draw(model, theme, frame, &areas);
        if let Some(area) = areas.list {
            list::draw(model, theme, frame, area, &mut viewport);
        }
        if let Some(area) = areas.case {
            detail::draw(model, theme, frame, area, &mut viewport);
        }
        if let Some(area) = areas.run {
            output::draw(model, theme, frame, area, &mut viewport);
        }
        header::draw_search(model, theme, frame, &areas);
        dialog::draw(model, theme, frame, &mut viewport);
        footer::draw(model, theme, frame, areas.footer);
    }
    if theme.ascii {
        ascii::fold(frame.buffer_mut());
    }
    viewport
}

fn too_small(frame: &mut Frame<'_>) {
    let area = frame.area();
    let text =
        format!("{}x{} is too small: crashcart needs {}x{}", area.width, area.height, SMALLEST.0, SMALLEST.1);
    frame.render_widget(Line::raw(text), area);
}

/// True if this pane has the focus and no dialog lies on top.
fn is_focused(model: &Model, pane: Pane) -> bool {
    model.focus == pane && model.dialog.is_none()
}
