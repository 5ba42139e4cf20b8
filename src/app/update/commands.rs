//! From a command of a card to a run: filling, asking, confirming, launching.
//! The only place that makes a `Start`, so that nothing runs that did not pass the questions.

use std::collections::BTreeMap;

use super::super::effect::{Effect, Launch, Script};
use super::super::event::Tone;
use super::super::model::{CardState, Confirm, Dialog, Model, Run, RunState, Scroll, run};
use super::{form, tell};
use crate::domain::{Card, Command, CommandKind, Risk, RunId, Transcript};
use crate::engine::command::{FillError, ready};
use crate::engine::judge::{checks, io};

/// The shell text of a command with the values known so far.
pub fn script(card: &Card, state: Option<&CardState>, command: &Command) -> Result<Script, FillError> {
    let none = BTreeMap::new();
    let values = state.map_or(&none, |state| &state.values);
    ready(command, card.parameters(), values).map(Script::from)
}

/// Runs a command if it may run as it stands; else asks what must be asked first.
pub fn request(model: &mut Model, card: usize, command: Command) -> Vec<Effect> {
    let Some(shown) = model.library.cards.get(card) else { return Vec::new() };
    match script(shown, model.case.states.get(&card), &command) {
        Ok(script) => request_script(model, card, command, script),
        Err(FillError::Value { .. }) => form::open(model, card, Some(command)),
        Err(problem) => {
            tell(model, Tone::Bad, problem.to_string());
            Vec::new()
        }
    }
}

/// The same for shell text that is filled, or was edited.
pub fn request_script(model: &mut Model, card: usize, command: Command, script: Script) -> Vec<Effect> {
    if script.text.trim().is_empty() {
        tell(model, Tone::Bad, "there is nothing to run");
        return Vec::new();
    }
    let looks_only = command.risk == Risk::ReadOnly && command.kind != CommandKind::Edited;
    if model.place.read_only && !looks_only {
        tell(model, Tone::Bad, "read-only: only checks run; y copies the command");
        return Vec::new();
    }
    if command.risk == Risk::ReadOnly {
        return launch(model, card, command, script);
    }
    let confirm = Confirm { card, command, script, typed: tui_input::Input::default(), top: 0 };
    model.dialog = Some(Dialog::Confirm(confirm));
    Vec::new()
}

/// Starts a run in a tab of its own. The questions have been answered.
pub fn launch(model: &mut Model, card: usize, command: Command, script: Script) -> Vec<Effect> {
    if model.runs.running() >= run::AT_ONCE {
        tell(model, Tone::Bad, format!("{} commands are running; stop one first (x)", run::AT_ONCE));
        return Vec::new();
    }
    let id = next_id(model);
    let command = judged(model, card, command);
    let launch = start_of(model, id, &command, &script);
    if command.kind != CommandKind::Edited {
        model.case.states.entry(card).or_default().results.insert(command.number, id);
    }
    model.runs.runs.push(Run {
        id,
        card,
        command,
        script,
        state: RunState::Running,
        began: model.now,
        output: Transcript::default(),
        scroll: Scroll::Follow,
        finder: None,
        watch: None,
    });
    make_room(model);
    model.runs.current = model.runs.runs.len() - 1;
    // The run pane takes room from the case; what was selected stays in view.
    super::reveal(model);
    vec![Effect::Start(launch)]
}

/// A check whose outcome is judged prints into a pipe, as everywhere else: a terminal's width and colours
/// would change what its rules see.
fn judged(model: &Model, card: usize, mut command: Command) -> Command {
    let case = model.library.cards.get(card).and_then(Card::as_case);
    let check = case.and_then(|case| checks(case).nth(command.number - 1));
    if let (CommandKind::Check, Some(check)) = (command.kind, check) {
        command.io = io(check);
    }
    command
}

/// The start of a run as the runtime needs it.
pub fn start_of(model: &Model, id: RunId, command: &Command, script: &Script) -> Launch {
    Launch {
        run: id,
        script: script.clone(),
        timeout: command.timeout,
        io: command.io,
        size: output_size(model),
    }
}

/// The number of the next run.
pub fn next_id(model: &mut Model) -> RunId {
    model.runs.next += 1;
    RunId(model.runs.next)
}

/// Starts the next waiting command, if its turn has come.
pub fn next_waiting(model: &mut Model) -> Vec<Effect> {
    model.runs.leader = None;
    let Some((card, command, script)) = model.runs.waiting.pop_front() else { return Vec::new() };
    let effects = launch(model, card, command, script);
    model.runs.leader = model.runs.runs.last().map(|run| run.id).filter(|_| !effects.is_empty());
    effects
}

/// Columns and rows of the place for output; the size of the screen before the first frame.
fn output_size(model: &Model) -> (u16, u16) {
    match model.viewport.run_size {
        (0, _) | (_, 0) => (model.size.0.max(20), (model.size.1 / 2).max(5)),
        size => size,
    }
}

fn make_room(model: &mut Model) {
    while model.runs.runs.len() > run::KEPT {
        let Some(oldest) = model.runs.runs.iter().position(|run| !run.is_running() && run.watch.is_none())
        else {
            return;
        };
        model.runs.runs.remove(oldest);
    }
}
