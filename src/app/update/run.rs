//! The run pane: scrolling, searching, stopping, running again, watching, copying.

use std::time::Duration;

use super::super::action::Action;
use super::super::editor::{edit_line, type_into};
use super::super::effect::Effect;
use super::super::event::Tone;
use super::super::key::Key;
use super::super::keymap::{self, Context};
use super::super::model::{Finder, Model, Pane, Run, Scroll, Watch};
use super::{commands, tell};

/// Pause between two rounds of a watch.
pub const WATCH_PAUSE: Duration = Duration::from_secs(2);

/// Does what is asked for while the run pane has the focus.
pub fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let rows = usize::from(model.viewport.run_size.1).max(2);
    match action {
        Action::Up => scroll(model, -1),
        Action::Down => scroll(model, 1),
        Action::PageUp => scroll(model, 1 - rows.cast_signed()),
        Action::PageDown => scroll(model, rows.cast_signed() - 1),
        Action::First => set_scroll(model, Scroll::At(0)),
        Action::Last => set_scroll(model, Scroll::Follow),
        Action::PreviousRun => show(model, model.runs.current.saturating_sub(1)),
        Action::NextRun => show(model, model.runs.current + 1),
        Action::Find => open_finder(model),
        Action::FindNext => find(model, 1),
        Action::FindPrevious => find(model, -1),
        Action::Stop => return stop(model),
        Action::Again => return again(model),
        Action::Watch => return watch(model),
        Action::HandOver => return hand_over(model),
        Action::CloseRun => close(model),
        Action::CopyOutput => {
            return with_output(model, |run, text| Effect::Copy(format!("output of run {}", run.id.0), text));
        }
        Action::SaveOutput => {
            let stem = shown_stem(model);
            return with_output(model, |_, text| Effect::Save(stem, text));
        }
        _ => {}
    }
    Vec::new()
}

/// Shows the run at this position, or the last one.
pub fn show(model: &mut Model, position: usize) {
    model.runs.current = position.min(model.runs.runs.len().saturating_sub(1));
}

fn set_scroll(model: &mut Model, scroll: Scroll) {
    if let Some(run) = model.runs.shown_mut() {
        run.scroll = scroll;
    }
}

/// Scrolls by lines from what the last frame showed; reaching the end follows again.
pub fn scroll(model: &mut Model, by: isize) {
    let top = model.viewport.run_top.saturating_add_signed(by);
    let rows = usize::from(model.viewport.run_size.1);
    let Some(run) = model.runs.shown_mut() else { return };
    let last = run.output.len().saturating_sub(rows);
    run.scroll = if by > 0 && top >= last { Scroll::Follow } else { Scroll::At(top.min(last)) };
    model.viewport.run_top = top.min(last);
}

fn stop(model: &mut Model) -> Vec<Effect> {
    let waiting = model.runs.waiting.len();
    model.runs.waiting.clear();
    model.runs.plan = None;
    let Some(run) = model.runs.shown_mut() else { return Vec::new() };
    let watched = run.watch.take().is_some();
    if run.is_running() {
        return vec![Effect::Stop(run.id)];
    }
    let text = match (watched, waiting) {
        (true, _) => "watch ended".to_owned(),
        (false, 0) => "nothing is running here".to_owned(),
        (false, count) => format!("{count} waiting commands taken back"),
    };
    tell(model, Tone::Plain, text);
    Vec::new()
}

fn again(model: &mut Model) -> Vec<Effect> {
    let Some(run) = model.runs.shown() else { return Vec::new() };
    if run.is_running() {
        tell(model, Tone::Plain, "it is still running; x stops it");
        return Vec::new();
    }
    let (card, command, script) = (run.card, run.command.clone(), run.script.clone());
    commands::request_script(model, card, command, script)
}

fn watch(model: &mut Model) -> Vec<Effect> {
    let now = model.now;
    let Some(run) = model.runs.shown_mut() else { return Vec::new() };
    if run.command.risk != crate::domain::Risk::ReadOnly {
        tell(model, Tone::Bad, "only read-only commands can be watched");
        return Vec::new();
    }
    if run.watch.take().is_some() {
        tell(model, Tone::Plain, "watch ended");
        return Vec::new();
    }
    let due = (!run.is_running()).then_some(now);
    run.watch = Some(Watch { due, before: None, rounds: 1 });
    tell(model, Tone::Plain, format!("watching every {} s; w ends it", WATCH_PAUSE.as_secs()));
    super::outcome::tick(model)
}

fn hand_over(model: &mut Model) -> Vec<Effect> {
    let Some(run) = model.runs.shown() else { return Vec::new() };
    if run.is_running() {
        tell(model, Tone::Plain, "it is still running; x stops it, then i gives it the terminal");
        return Vec::new();
    }
    let (command, script) = (run.command.clone(), run.script.clone());
    let id = commands::next_id(model);
    let launch = commands::start_of(model, id, &command, &script);
    vec![Effect::HandOver(launch)]
}

fn close(model: &mut Model) {
    let Some(run) = model.runs.shown() else { return };
    if run.is_running() {
        tell(model, Tone::Plain, "it is still running; x stops it");
        return;
    }
    model.runs.runs.remove(model.runs.current);
    show(model, model.runs.current);
    if model.runs.runs.is_empty() {
        super::focus(model, Pane::Case);
    }
}

fn shown_stem(model: &Model) -> String {
    let card = model.runs.shown().and_then(|run| model.library.cards.get(run.card));
    card.map_or_else(|| "crashcart".to_owned(), |card| card.id().to_string())
}

fn with_output(model: &mut Model, effect: impl FnOnce(&Run, String) -> Effect) -> Vec<Effect> {
    match model.runs.shown() {
        Some(run) if !run.output.is_empty() => vec![effect(run, run.output.text())],
        _ => {
            tell(model, Tone::Plain, "it printed nothing");
            Vec::new()
        }
    }
}

/// True while the line of a search in the output is being typed.
pub fn is_typing(model: &Model) -> bool {
    model.focus == Pane::Run
        && model.runs.shown().and_then(|run| run.finder.as_ref()).is_some_and(|finder| finder.typing)
}

/// A key while the line of a search in the output is being typed.
pub fn press_in_finder(model: &mut Model, key: Key) -> Vec<Effect> {
    let action = keymap::lookup(&[Context::Popup, Context::Line], key);
    match action {
        Some(Action::Back) => close_finder(model),
        Some(Action::Accept) => {
            if let Some(finder) = finder_mut(model) {
                finder.typing = false;
            }
            find(model, 1);
        }
        Some(action) => {
            if let Some(finder) = finder_mut(model) {
                edit_line(&mut finder.input, action);
            }
        }
        None => {
            if let (Some(character), Some(finder)) = (key.typed(), finder_mut(model)) {
                type_into(&mut finder.input, character);
            }
        }
    }
    Vec::new()
}

/// Pasted text while the line of a search in the output is being typed.
pub fn paste_in_finder(model: &mut Model, text: &str) {
    if let Some(finder) = finder_mut(model) {
        text.chars().take_while(|character| *character != '\n').for_each(|character| {
            type_into(&mut finder.input, character);
        });
    }
}

/// Ends the search in the output.
pub fn close_finder(model: &mut Model) {
    if let Some(run) = model.runs.shown_mut() {
        run.finder = None;
    }
}

fn finder_mut(model: &mut Model) -> Option<&mut Finder> {
    model.runs.shown_mut().and_then(|run| run.finder.as_mut())
}

fn open_finder(model: &mut Model) {
    if let Some(run) = model.runs.shown_mut() {
        run.finder = Some(Finder { typing: true, ..run.finder.take().unwrap_or_default() });
    }
}

/// Goes to the next or previous line that holds what is looked for, from the one shown last, around the end.
fn find(model: &mut Model, step: isize) {
    let top = model.viewport.run_top;
    let Some(run) = model.runs.shown_mut() else { return };
    let Some(finder) = run.finder.as_mut() else { return };
    let needle = finder.input.value().to_lowercase();
    if needle.is_empty() {
        return;
    }
    let places: Vec<usize> = run
        .output
        .lines()
        .enumerate()
        .filter(|(_, line)| line.text.to_lowercase().contains(&needle))
        .map(|(number, _)| number)
        .collect();
    let next = match (finder.at, step > 0) {
        (None, _) => places.iter().find(|place| **place >= top).or(places.first()),
        (Some(at), true) => places.iter().find(|place| **place > at).or(places.first()),
        (Some(at), false) => places.iter().rev().find(|place| **place < at).or(places.last()),
    };
    let found = next.copied();
    finder.at = found;
    match found {
        Some(place) => {
            run.scroll = Scroll::At(place.saturating_sub(2));
            let position = places.iter().position(|known| *known == place).unwrap_or(0) + 1;
            let text = format!("{position} of {}", places.len());
            tell(model, Tone::Plain, text);
        }
        None => tell(model, Tone::Plain, format!("'{needle}' is not in this output")),
    }
}
