//! The case pane: choosing commands, running, marking, copying, filling.

use std::collections::BTreeMap;

use super::super::action::Action;
use super::super::editor::Editor;
use super::super::effect::{Effect, Script};
use super::super::event::Tone;
use super::super::model::{CardState, Dialog, Edit, Model, Viewer};
use super::{commands, form, run, tell, verdicts};
use crate::domain::{Card, Command, CommandKind, Risk};
use crate::engine::report;

/// Does what is asked for while the case has the focus.
pub fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let Some(index) = model.case.shown else { return Vec::new() };
    let library = model.library.clone();
    let Some(card) = library.cards.get(index) else { return Vec::new() };
    let list = card.commands();
    match action {
        Action::Up => step(model, index, &list, -1),
        Action::Down => step(model, index, &list, 1),
        Action::PageUp => scroll(model, index, -page(model)),
        Action::PageDown => scroll(model, index, page(model)),
        Action::First => jump(model, index, &list, 0),
        Action::Last => jump(model, index, &list, usize::MAX),
        Action::Choose(number) => choose(model, index, &list, usize::from(number) - 1),
        Action::Mark => mark(model, index, &list),
        Action::Run => return run_selected(model, index, &list),
        Action::RunAll => return run_all(model, index, card, &list),
        Action::Stop => return run::act(model, Action::Stop),
        Action::Fill => return form::open(model, index, None),
        Action::EditCommand => edit(model, index, card, &list),
        Action::ViewCommand => view(model, index, card, &list),
        Action::CopyCommand => return copy_command(model, index, card, &list),
        Action::CopyFix => return copy_fix(model, index, card),
        Action::CopyCard => {
            let text = report::markdown(card, &values(model, index));
            return vec![Effect::Copy(format!("{} as Markdown", card.id()), text)];
        }
        _ => {}
    }
    Vec::new()
}

/// Selects the command at this position and brings it into view.
pub fn choose(model: &mut Model, index: usize, list: &[Command], position: usize) {
    if position < list.len() {
        let state = state(model, index);
        state.selected = position;
        state.reveal = true;
    }
}

fn state(model: &mut Model, index: usize) -> &mut CardState {
    model.case.states.entry(index).or_default()
}

fn values(model: &Model, index: usize) -> BTreeMap<String, String> {
    model.case.states.get(&index).map(|state| state.values.clone()).unwrap_or_default()
}

fn selected<'a>(model: &Model, index: usize, list: &'a [Command]) -> Option<&'a Command> {
    list.get(model.case.states.get(&index).map_or(0, |state| state.selected))
}

fn page(model: &Model) -> isize {
    model.viewport.case_rows.saturating_sub(1).max(1).cast_signed()
}

/// Moves the selection; at either end the text scrolls on, so that all of it can be read.
fn step(model: &mut Model, index: usize, list: &[Command], by: isize) {
    let order = shown_order(model, index, list.len());
    let here = order.iter().position(|position| *position == state(model, index).selected).unwrap_or(0);
    match here.checked_add_signed(by).and_then(|next| order.get(next)) {
        Some(next) => choose(model, index, list, *next),
        None => scroll(model, index, by),
    }
}

/// The positions of the commands from top to bottom.
fn shown_order(model: &Model, index: usize, count: usize) -> Vec<usize> {
    let case = model.library.cards.get(index).and_then(Card::as_case);
    match (case, model.case.states.get(&index)) {
        (Some(case), Some(state)) => verdicts::order(case, state, count),
        _ => (0..count).collect(),
    }
}

fn scroll(model: &mut Model, index: usize, by: isize) {
    let last = model.viewport.case_lines.saturating_sub(model.viewport.case_rows);
    let state = state(model, index);
    state.top = state.top.saturating_add_signed(by).min(last);
}

fn jump(model: &mut Model, index: usize, list: &[Command], to: usize) {
    choose(model, index, list, to.min(list.len().saturating_sub(1)));
    let last = model.viewport.case_lines.saturating_sub(model.viewport.case_rows);
    let state = state(model, index);
    state.top = to.min(last);
    state.reveal = false;
}

fn mark(model: &mut Model, index: usize, list: &[Command]) {
    let state = state(model, index);
    let here = state.selected;
    if !state.marked.remove(&here) {
        state.marked.insert(here);
    }
    step(model, index, list, 1);
}

fn run_selected(model: &mut Model, index: usize, list: &[Command]) -> Vec<Effect> {
    let marked: Vec<usize> = std::mem::take(&mut state(model, index).marked).into_iter().collect();
    if marked.is_empty() {
        return match selected(model, index, list) {
            Some(command) => commands::request(model, index, command.clone()),
            None => Vec::new(),
        };
    }
    let chosen: Vec<Command> = marked.into_iter().filter_map(|at| list.get(at).cloned()).collect();
    if let Some(command) = chosen.iter().find(|command| command.risk != Risk::ReadOnly) {
        let number = command.number;
        tell(model, Tone::Bad, format!("command {number} changes something: run it by itself"));
        return Vec::new();
    }
    queue(model, index, chosen)
}

fn run_all(model: &mut Model, index: usize, card: &Card, list: &[Command]) -> Vec<Effect> {
    if !list.iter().any(|command| command.kind == CommandKind::Check) {
        tell(model, Tone::Plain, format!("{} has no read-only checks", card.id()));
        return Vec::new();
    }
    if model.runs.leader.is_some() {
        tell(model, Tone::Plain, "checks are running already; x stops them");
        return Vec::new();
    }
    verdicts::diagnose(model, index)
}

/// Runs read-only commands one after the other; asks for values first if one is missing.
fn queue(model: &mut Model, index: usize, chosen: Vec<Command>) -> Vec<Effect> {
    let library = model.library.clone();
    let Some(card) = library.cards.get(index) else { return Vec::new() };
    let mut planned = Vec::new();
    for command in chosen {
        match commands::script(card, model.case.states.get(&index), &command) {
            Ok(script) => planned.push((index, command, script)),
            Err(problem) => {
                tell(model, Tone::Bad, format!("command {}: {problem}; p fills it", command.number));
                return Vec::new();
            }
        }
    }
    model.runs.waiting.extend(planned);
    if model.runs.leader.is_some() { Vec::new() } else { commands::next_waiting(model) }
}

/// The text of a command as it stands: filled if it can be, else with its placeholders.
fn text_of(model: &Model, index: usize, card: &Card, command: &Command) -> Script {
    commands::script(card, model.case.states.get(&index), command)
        .unwrap_or_else(|_| Script { text: command.template.clone(), secrets: Vec::new() })
}

fn edit(model: &mut Model, index: usize, card: &Card, list: &[Command]) {
    let Some(command) = selected(model, index, list).cloned() else { return };
    let script = text_of(model, index, card, &command);
    let editor = Editor::new(&script.text);
    model.dialog = Some(Dialog::Edit(Edit { card: index, command, editor, secrets: script.secrets }));
}

fn view(model: &mut Model, index: usize, card: &Card, list: &[Command]) {
    let Some(command) = selected(model, index, list) else { return };
    let text = text_of(model, index, card, command).text;
    let title = format!("{} · command {}", card.id(), command.number);
    let lines = text.trim_end().split('\n').map(str::to_owned).collect();
    model.dialog = Some(Dialog::Viewer(Viewer { title, lines, top: 0 }));
}

fn copy_command(model: &mut Model, index: usize, card: &Card, list: &[Command]) -> Vec<Effect> {
    let Some(command) = selected(model, index, list) else { return Vec::new() };
    match commands::script(card, model.case.states.get(&index), command) {
        Ok(script) => vec![Effect::Copy(format!("command {}", command.number), script.text)],
        Err(problem) => {
            tell(model, Tone::Bad, format!("{problem}; p fills it"));
            Vec::new()
        }
    }
}

fn copy_fix(model: &mut Model, index: usize, card: &Card) -> Vec<Effect> {
    let text = report::fix_text(card, &values(model, index));
    if text.is_empty() {
        tell(model, Tone::Plain, format!("{} has no fix", card.id()));
        return Vec::new();
    }
    vec![Effect::Copy(format!("the fix of {}", card.id()), text)]
}
