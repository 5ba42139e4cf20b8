//! What comes back from runs: output, stages, ends; and what the passing of time starts.

use std::time::Duration;

use super::super::effect::Effect;
use super::super::event::{RunOutcome, Tone};
use super::super::model::{Model, RunState};
use super::run::WATCH_PAUSE;
use super::{commands, tell, verdicts};
use crate::domain::{CommandKind, RunEnd, RunId, Transcript};

/// A run printed something.
pub fn output(model: &mut Model, id: RunId, output: Transcript) -> Vec<Effect> {
    if let Some(run) = model.runs.get_mut(id) {
        run.output = output;
    }
    Vec::new()
}

/// A run is being stopped.
pub fn stage(model: &mut Model, id: RunId, stage: &'static str) -> Vec<Effect> {
    if let Some(run) = model.runs.get_mut(id).filter(|run| run.is_running()) {
        run.state = RunState::Stopping(stage);
    }
    Vec::new()
}

/// A run ended; the next waiting command has its turn, a watch its pause.
pub fn ended(model: &mut Model, id: RunId, outcome: RunOutcome) -> Vec<Effect> {
    let now = model.now;
    let Some(run) = model.runs.get_mut(id) else { return Vec::new() };
    let failure = match &outcome.end {
        RunEnd::CouldNotStart(reason) => Some(reason.clone()),
        _ => None,
    };
    let stopped = outcome.end == RunEnd::Stopped;
    let (card, is_check) = (run.card, run.command.kind == CommandKind::Check);
    run.state = RunState::Ended(outcome);
    if let Some(watch) = &mut run.watch {
        watch.due = Some(now + WATCH_PAUSE);
    }
    if let Some(reason) = failure {
        tell(model, Tone::Bad, reason);
    }
    if is_check {
        verdicts::judge(model, card);
    }
    if model.runs.leader != Some(id) {
        return Vec::new();
    }
    if stopped {
        model.runs.waiting.clear();
        model.runs.plan = None;
    }
    if model.runs.plan.is_some() { verdicts::advance(model) } else { commands::next_waiting(model) }
}

/// Time has passed: rounds of a watch that are due begin.
pub fn tick(model: &mut Model) -> Vec<Effect> {
    let now = model.now;
    let due: Vec<RunId> = model.runs.runs.iter().filter(|run| is_due(run, now)).map(|run| run.id).collect();
    due.into_iter().filter_map(|id| next_round(model, id)).collect()
}

fn is_due(run: &super::super::model::Run, now: Duration) -> bool {
    !run.is_running() && run.watch.as_ref().and_then(|watch| watch.due).is_some_and(|due| due <= now)
}

/// Starts a watched run again in its own tab, under a new number, so that late output of the old
/// round cannot be taken for the new one's.
fn next_round(model: &mut Model, id: RunId) -> Option<Effect> {
    let next = commands::next_id(model);
    let now = model.now;
    let run = model.runs.get_mut(id)?;
    let (card, command, script) = (run.card, run.command.clone(), run.script.clone());
    let before = std::mem::take(&mut run.output);
    if let Some(watch) = &mut run.watch {
        watch.due = None;
        watch.rounds += 1;
        watch.before = Some(before);
    }
    run.id = next;
    run.state = RunState::Running;
    run.began = now;
    if let Some(result) =
        model.case.states.get_mut(&card).and_then(|state| state.results.get_mut(&command.number))
        && *result == id
    {
        *result = next;
    }
    Some(Effect::Start(commands::start_of(model, next, &command, &script)))
}
