//! The key line: the keys of the pane that has the focus, from the keymap, or the last message.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::Theme;
use super::text::{cut, span, width};
use crate::app::Model;
use crate::app::event::Tone;
use crate::app::keymap::{self, Binding, Context};
use crate::app::model::Dialog;
use crate::app::update::contexts;

/// Draws the key line.
pub fn draw(model: &Model, theme: &Theme, frame: &mut Frame<'_>, area: Rect) {
    let line = match &model.message {
        Some(message) => {
            let (glyph, style) = match message.tone {
                Tone::Good => ("✓ ", theme.good()),
                Tone::Plain => ("", theme.heading()),
                Tone::Bad => ("✗ ", theme.bad()),
            };
            let text = cut(&message.text.replace('\n', " "), usize::from(area.width).saturating_sub(4));
            Line::from(vec![Span::raw(" "), Span::styled(glyph, style), span(&text, style)])
        }
        None => hints(model, theme, usize::from(area.width)),
    };
    frame.render_widget(line, area);
}

fn hints(model: &Model, theme: &Theme, columns: usize) -> Line<'static> {
    let contexts: &[Context] = match &model.dialog {
        Some(dialog) => dialog.contexts(),
        None => contexts(model.focus),
    };
    let typing = matches!(&model.dialog, Some(Dialog::Confirm(confirm)) if confirm.word().is_some());
    let mut spans = vec![Span::raw(" ")];
    let mut used = 1;
    let mut seen = Vec::new();
    for binding in contexts.iter().flat_map(|context| keymap::rows(*context)) {
        if binding.hint.is_empty() || seen.contains(&binding.hint) {
            continue;
        }
        let Some(key) = key_for(binding, typing) else { continue };
        let size = width(&key) + 1 + width(binding.hint) + 3;
        if used + size > columns + 3 {
            break;
        }
        seen.push(binding.hint);
        used += size;
        spans.push(Span::styled(key, theme.key()));
        spans.push(Span::styled(format!(" {}   ", binding.hint), theme.dim()));
    }
    Line::from(spans)
}

/// The key to show: while a word is typed, a key that is not a letter.
fn key_for(binding: &Binding, typing: bool) -> Option<String> {
    let keys = binding.keys.iter().filter_map(|name| crate::app::key::Key::parse(name));
    keys.into_iter().find(|key| !typing || key.typed().is_none()).map(|key| key.to_string())
}
