//! What lies on top of the panes: the question before a change, the editor, the texts and lists.
//! The form of placeholders has a file of its own.

use super::super::action::Action;
use super::super::editor::Editor;
use super::super::editor::{edit_line, type_into};
use super::super::effect::{Effect, Script};
use super::super::event::Tone;
use super::super::key::Key;
use super::super::keymap;
use super::super::model::{Confirm, Dialog, Edit, Model, Palette, Viewer};
use super::{commands, form, tell};
use crate::domain::{CommandKind, Risk};

/// A key while a dialog is open.
pub fn press(model: &mut Model, key: Key) -> Vec<Effect> {
    let Some(mut dialog) = model.dialog.take() else { return Vec::new() };
    let mut action = keymap::lookup(dialog.contexts(), key);
    if wants_text(&dialog) && key.typed().is_some() {
        action = None;
    }
    if action == Some(Action::Back) {
        return Vec::new();
    }
    match &mut dialog {
        Dialog::Form(_) => return form::press(model, dialog, action, key),
        Dialog::Confirm(confirm) => match action {
            Some(Action::Accept) if confirm.is_satisfied() => return accept_confirm(model, dialog),
            Some(Action::Accept) => {
                let word = confirm.word().unwrap_or_default().to_owned();
                tell(model, Tone::Bad, format!("type {word} to run it"));
            }
            Some(Action::EditInstead) => return edit_instead(model, dialog),
            Some(Action::CopyInstead) => {
                return vec![Effect::Copy("the command".to_owned(), confirm.script.text.clone())];
            }
            Some(Action::PageDown) => confirm.top = turn(confirm.top, 1, model),
            Some(Action::PageUp) => confirm.top = turn(confirm.top, -1, model),
            other => line(&mut confirm.typed, other, key),
        },
        Dialog::Edit(edit) => match action {
            Some(Action::Accept) => return accept_edit(model, dialog),
            Some(Action::CopyInstead) => {
                return vec![Effect::Copy("the command".to_owned(), edit.editor.text())];
            }
            Some(other) => {
                edit.editor.act(other);
            }
            None => {
                if let Some(character) = key.typed() {
                    edit.editor.insert(character);
                }
            }
        },
        Dialog::Viewer(viewer) => match action {
            Some(Action::Accept) => return Vec::new(),
            _ => scroll_viewer(viewer, action, key, model),
        },
        Dialog::Palette(palette) => {
            if action == Some(Action::Accept) {
                return accept_palette(model, &dialog);
            }
            in_palette(palette, action, key);
        }
        Dialog::Leave => {
            if action == Some(Action::Accept) || key.typed() == Some('y') {
                return vec![Effect::Quit];
            }
        }
    }
    model.dialog = Some(dialog);
    Vec::new()
}

/// Pasted text while a dialog is open.
pub fn paste(model: &mut Model, text: &str) {
    match &mut model.dialog {
        Some(Dialog::Edit(edit)) => text.chars().for_each(|character| edit.editor.insert(character)),
        Some(Dialog::Form(form)) => {
            if let Some(field) = form.fields.get_mut(form.current) {
                type_first_line(&mut field.input, text);
            }
        }
        Some(Dialog::Palette(palette)) => type_first_line(&mut palette.input, text),
        // The word before a destructive command is typed by hand, or it would be no question.
        _ => {}
    }
}

/// Lists every action of the focused pane and of all panes.
pub fn open_palette(model: &mut Model) {
    let mut actions: Vec<(Action, String)> = Vec::new();
    for context in super::contexts(model.focus) {
        for binding in keymap::rows(*context) {
            let hidden = matches!(binding.action, Action::Choose(_) | Action::Palette)
                || *context == keymap::Context::Line;
            if !hidden && !actions.iter().any(|(known, _)| *known == binding.action) {
                actions.push((binding.action, keymap::shown_key(binding).unwrap_or_default()));
            }
        }
    }
    // What every pane can do, even where a letter types.
    for action in [Action::ToggleMouse, Action::Zoom, Action::Quit] {
        if !actions.iter().any(|(known, _)| *known == action) {
            actions.push((action, String::new()));
        }
    }
    let input = tui_input::Input::default();
    model.dialog = Some(Dialog::Palette(Palette { input, actions, selected: 0 }));
}

/// True where letters are text rather than keys.
fn wants_text(dialog: &Dialog) -> bool {
    match dialog {
        Dialog::Confirm(confirm) => confirm.word().is_some(),
        Dialog::Edit(_) | Dialog::Form(_) | Dialog::Palette(_) => true,
        Dialog::Viewer(_) | Dialog::Leave => false,
    }
}

/// Edits one line: an editing action, or a character typed.
pub fn line(input: &mut tui_input::Input, action: Option<Action>, key: Key) {
    match (action, key.typed()) {
        (Some(action), _) => {
            edit_line(input, action);
        }
        (None, Some(character)) => type_into(input, character),
        (None, None) => {}
    }
}

fn type_first_line(input: &mut tui_input::Input, text: &str) {
    let first = text.lines().next().unwrap_or_default();
    first.chars().for_each(|character| type_into(input, character));
}

fn turn(top: usize, direction: isize, model: &Model) -> usize {
    let (visible, all) = model.viewport.dialog_rows;
    let by = visible.saturating_sub(1).max(1).cast_signed() * direction;
    top.saturating_add_signed(by).min(all.saturating_sub(visible))
}

fn accept_confirm(model: &mut Model, dialog: Dialog) -> Vec<Effect> {
    let Dialog::Confirm(Confirm { card, command, script, .. }) = dialog else { return Vec::new() };
    commands::launch(model, card, command, script)
}

fn edit_instead(model: &mut Model, dialog: Dialog) -> Vec<Effect> {
    let Dialog::Confirm(Confirm { card, command, script, .. }) = dialog else { return Vec::new() };
    let editor = Editor::new(&script.text);
    model.dialog = Some(Dialog::Edit(Edit { card, command, editor, secrets: script.secrets }));
    Vec::new()
}

/// Runs what was edited. The person wrote it and sees it, so a check that was edited asks no more;
/// a fix asks as before. A command that was not changed counts as the one it was.
fn accept_edit(model: &mut Model, dialog: Dialog) -> Vec<Effect> {
    let Dialog::Edit(Edit { card, mut command, editor, secrets }) = dialog else { return Vec::new() };
    let text = editor.text();
    let library = model.library.clone();
    let untouched = library
        .cards
        .get(card)
        .and_then(|shown| commands::script(shown, model.case.states.get(&card), &command).ok())
        .is_some_and(|script| script.text.trim_end() == text.trim_end());
    if !untouched {
        command.kind = CommandKind::Edited;
        if command.risk == Risk::Destructive {
            command.effect = Some("edited; it was destructive".to_owned());
        }
    }
    commands::request_script(model, card, command, Script { text, secrets })
}

fn scroll_viewer(viewer: &mut Viewer, action: Option<Action>, key: Key, model: &Model) {
    let last = model.viewport.dialog_rows.1.saturating_sub(model.viewport.dialog_rows.0);
    let by = match (action, key.typed()) {
        (Some(Action::Down), _) | (None, Some('j')) => 1,
        (Some(Action::Up), _) | (None, Some('k')) => -1,
        (Some(Action::PageDown), _) | (None, Some(' ')) => {
            model.viewport.dialog_rows.0.max(2).cast_signed() - 1
        }
        (Some(Action::PageUp), _) => 1 - model.viewport.dialog_rows.0.max(2).cast_signed(),
        _ => 0,
    };
    viewer.top = viewer.top.saturating_add_signed(by).min(last);
}

fn in_palette(palette: &mut Palette, action: Option<Action>, key: Key) {
    let count = palette.matching().len();
    match action {
        Some(Action::Down) => palette.selected = (palette.selected + 1).min(count.saturating_sub(1)),
        Some(Action::Up) => palette.selected = palette.selected.saturating_sub(1),
        other => {
            line(&mut palette.input, other, key);
            palette.selected = 0;
        }
    }
}

fn accept_palette(model: &mut Model, dialog: &Dialog) -> Vec<Effect> {
    let Dialog::Palette(palette) = dialog else { return Vec::new() };
    match palette.matching().get(palette.selected) {
        Some((action, _)) => super::act(model, *action),
        None => Vec::new(),
    }
}
