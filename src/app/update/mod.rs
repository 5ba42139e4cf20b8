//! What happens to the model on each event. One file a pane; this one only passes on.
//! Same model and event, same model and effects.

mod case;
mod commands;
mod dialog;
mod evidence;
mod form;
mod mouse;
mod outcome;
mod run;
mod search;
pub mod verdicts;

use super::action::Action;
use super::effect::Effect;
use super::event::{Event, Tone};
use super::key::Key;
use super::keymap::{self, Context};
use super::model::{Dialog, Message, Model, Pane, Viewer};

/// What is to be done before the first event: the list for what is typed already.
pub fn start(model: &mut Model, query: &str) -> Vec<Effect> {
    search::type_text(model, query)
}

/// Takes in one event and says what is to be done.
pub fn update(model: &mut Model, event: Event) -> Vec<Effect> {
    match event {
        Event::Key(key) => press(model, key),
        Event::Paste(text) => paste(model, &text),
        Event::Resize(columns, rows) => {
            model.size = (columns, rows);
            reveal(model);
            Vec::new()
        }
        Event::Mouse(what, column, row) => mouse::used(model, what, column, row),
        Event::Drawn(viewport) => {
            drawn(model, viewport);
            Vec::new()
        }
        Event::Tick(now) => {
            model.now = now;
            outcome::tick(model)
        }
        Event::Found(generation, hits) => {
            search::found(model, generation, hits);
            Vec::new()
        }
        Event::Evidence(evidence) => {
            evidence::arrived(model, evidence);
            Vec::new()
        }
        Event::RunStarted(_) => Vec::new(),
        Event::RunStage(id, stage) => outcome::stage(model, id, stage),
        Event::RunOutput(id, output) => outcome::output(model, id, output),
        Event::RunEnded(id, end) => outcome::ended(model, id, end),
        Event::ChoicesListed(parameter, choices) => form::listed(model, &parameter, choices),
        Event::Told(tone, text) => {
            tell(model, tone, text);
            Vec::new()
        }
    }
}

fn press(model: &mut Model, key: Key) -> Vec<Effect> {
    model.message = None;
    if model.dialog.is_some() {
        return dialog::press(model, key);
    }
    if run::is_typing(model) {
        return run::press_in_finder(model, key);
    }
    let action = keymap::lookup(contexts(model.focus), key);
    match (action, key.typed()) {
        (Some(action), _) => act(model, action),
        (None, Some(character)) if model.focus == Pane::Search => {
            search::type_text(model, character.encode_utf8(&mut [0; 4]))
        }
        _ => Vec::new(),
    }
}

/// The contexts whose keys count while this pane has the focus, first one first.
pub fn contexts(focus: Pane) -> &'static [Context] {
    match focus {
        Pane::Search => &[Context::Search, Context::Everywhere, Context::Line],
        Pane::Case => &[Context::Case, Context::Everywhere],
        Pane::Run => &[Context::Run, Context::Everywhere],
    }
}

/// Does an action as if its key had been pressed in the focused pane.
pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::NextPane => turn_focus(model, 1),
        Action::PreviousPane => turn_focus(model, -1),
        Action::FocusSearch => focus(model, Pane::Search),
        Action::Help => open_help(model),
        Action::Palette => dialog::open_palette(model),
        Action::Zoom => model.zoomed = !model.zoomed,
        Action::Redraw => return vec![Effect::Redraw],
        Action::Suspend => return vec![Effect::Suspend],
        Action::Back => return back(model),
        Action::Quit => return leave(model),
        Action::Interrupt => {
            let stop_first =
                model.focus == Pane::Run && model.runs.shown().is_some_and(super::model::Run::is_running);
            return if stop_first { run::act(model, Action::Stop) } else { leave(model) };
        }
        Action::ToggleMouse => {
            model.mouse = !model.mouse;
            let state = if model.mouse { "on: click and scroll" } else { "off: the terminal selects text" };
            tell(model, Tone::Plain, format!("mouse {state}"));
            return vec![Effect::Mouse(model.mouse)];
        }
        _ => {
            return match model.focus {
                Pane::Search => search::act(model, action),
                Pane::Case => case::act(model, action),
                Pane::Run => run::act(model, action),
            };
        }
    }
    Vec::new()
}

fn paste(model: &mut Model, text: &str) -> Vec<Effect> {
    model.message = None;
    if model.dialog.is_some() {
        dialog::paste(model, text);
        return Vec::new();
    }
    if run::is_typing(model) {
        run::paste_in_finder(model, text);
        return Vec::new();
    }
    focus(model, Pane::Search);
    search::paste(model, text)
}

fn drawn(model: &mut Model, viewport: super::model::Viewport) {
    if let Some(state) = model.case.shown.and_then(|index| model.case.states.get_mut(&index)) {
        state.top = viewport.case_top;
        state.reveal = false;
        state.reveal_causes = false;
    }
    model.viewport = viewport;
}

/// Lets the next frame bring the selected command into view.
fn reveal(model: &mut Model) {
    if let Some(state) = model.case.shown.and_then(|index| model.case.states.get_mut(&index)) {
        state.reveal = true;
    }
}

fn focus(model: &mut Model, pane: Pane) {
    if model.focus != pane {
        model.focus = pane;
        model.zoomed = false;
    }
}

fn turn_focus(model: &mut Model, step: i8) {
    let mut panes = vec![Pane::Search];
    if model.case.shown.is_some() {
        panes.push(Pane::Case);
    }
    if !model.runs.runs.is_empty() {
        panes.push(Pane::Run);
    }
    let here = panes.iter().position(|pane| *pane == model.focus).unwrap_or(0);
    let next = if step > 0 { here + 1 } else { here + panes.len() - 1 };
    focus(model, panes[next % panes.len()]);
}

fn back(model: &mut Model) -> Vec<Effect> {
    if model.zoomed {
        model.zoomed = false;
        return Vec::new();
    }
    match model.focus {
        Pane::Run => {
            if model.runs.shown().is_some_and(|run| run.finder.is_some()) {
                run::close_finder(model);
            } else {
                focus(model, Pane::Case);
            }
            Vec::new()
        }
        Pane::Case => {
            focus(model, Pane::Search);
            Vec::new()
        }
        Pane::Search => search::clear(model),
    }
}

fn leave(model: &mut Model) -> Vec<Effect> {
    if model.runs.running() == 0 {
        return vec![Effect::Quit];
    }
    model.dialog = Some(Dialog::Leave);
    Vec::new()
}

/// Shows a sentence in place of the key line until the next key.
pub(super) fn tell(model: &mut Model, tone: Tone, text: impl Into<String>) {
    model.message = Some(Message { tone, text: text.into() });
}

fn open_help(model: &mut Model) {
    let mut lines = Vec::new();
    for context in contexts(model.focus) {
        lines.push(context.title().to_owned());
        for binding in keymap::rows(*context) {
            let keys: Vec<String> =
                binding.keys.iter().filter_map(|name| Key::parse(name)).map(|key| key.to_string()).collect();
            let what = binding.action.describe();
            match binding.action {
                // Nine rows that say the same would hide the others.
                Action::Choose(1) => lines.push(format!("  {:<14} {what}", "1-9")),
                Action::Choose(_) => {}
                _ => lines.push(format!("  {:<14} {what}", keys.join(" "))),
            }
        }
        lines.push(String::new());
    }
    model.dialog = Some(Dialog::Viewer(Viewer { title: "Keys".to_owned(), lines, top: 0 }));
}
