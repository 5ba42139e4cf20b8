//! What the checks of a card prove: judged anew whenever one of them ends, from the latest run of each;
//! and *run all*, which asks the check that settles most next.

use std::collections::BTreeSet;

use super::super::effect::Effect;
use super::super::event::Tone;
use super::super::model::{CardState, Model};
use super::{commands, tell};
use crate::domain::{Case, CommandKind};
use crate::engine::judge::{Decision, Verdicts, checks, is_mended, next_check};
use crate::engine::pattern::Patterns;

/// Begins to run every check of a card, the one that settles most first.
pub fn diagnose(model: &mut Model, index: usize) -> Vec<Effect> {
    let state = model.case.states.entry(index).or_default();
    let known = state.verdicts.take();
    // What was known before a fix says afterwards whether the fix mended it.
    if known.as_ref().is_some_and(|known| known.decision() == Decision::Confirmed) {
        state.before = known;
    }
    state.mended = false;
    state.refused.clear();
    state.results.retain(|number, _| !is_check(model.library.cards.get(index), *number));
    model.runs.plan = Some((index, BTreeSet::new()));
    advance(model)
}

/// Starts the next check of *run all*; tells the outcome when none is left.
pub fn advance(model: &mut Model) -> Vec<Effect> {
    let library = model.library.clone();
    while let Some((index, mut done)) = model.runs.plan.take() {
        let Some((card, case)) = library.cards.get(index).and_then(|card| Some((card, card.as_case()?)))
        else {
            return Vec::new();
        };
        let state = model.case.states.entry(index).or_default();
        let fresh = Verdicts::new(case);
        let verdicts = state.verdicts.as_ref().unwrap_or(&fresh);
        let Some(number) = next_check(case, verdicts, &done, &state.given) else {
            finish(model, index);
            return Vec::new();
        };
        done.insert(number);
        model.runs.plan = Some((index, done));
        let Some(command) = card.commands().into_iter().find(|command| command.number == number) else {
            continue;
        };
        match commands::script(card, model.case.states.get(&index), &command) {
            Ok(script) => {
                let effects = commands::launch(model, index, command, script);
                if effects.is_empty() {
                    model.runs.plan = None;
                }
                model.runs.leader = model.runs.runs.last().map(|run| run.id).filter(|_| !effects.is_empty());
                return effects;
            }
            Err(problem) => {
                model.case.states.entry(index).or_default().refused.insert(number, problem.to_string());
                judge(model, index);
            }
        }
    }
    Vec::new()
}

/// Judges a card by the latest run of each of its checks; what they capture fills placeholders that
/// the person has not filled.
pub fn judge(model: &mut Model, index: usize) {
    let library = model.library.clone();
    let Some((card, case)) = library.cards.get(index).and_then(|card| Some((card, card.as_case()?))) else {
        return;
    };
    let Some(state) = model.case.states.get_mut(&index) else { return };
    let mut verdicts = Verdicts::new(case);
    let mut patterns = Patterns::default();
    for (number, check) in checks(case).enumerate().map(|(at, check)| (at + 1, check)) {
        if let Some(why) = state.refused.get(&number) {
            verdicts.cannot(number, check, why);
        }
        let run = state.results.get(&number).and_then(|id| model.runs.runs.iter().find(|run| run.id == *id));
        let Some((run, outcome)) = run.and_then(|run| Some((run, run.outcome()?))) else { continue };
        let output = run.output.text();
        let captured = verdicts.record(number, check, (&outcome.end, &output), &state.values, &mut patterns);
        super::evidence::take(card, state, captured);
    }
    state.verdicts = Some(verdicts);
}

fn is_check(card: Option<&crate::domain::Card>, number: usize) -> bool {
    let commands = card.map(crate::domain::Card::commands).unwrap_or_default();
    commands.iter().any(|command| command.number == number && command.kind == CommandKind::Check)
}

/// Every check has run: says what came out, and whether a fix mended it.
fn finish(model: &mut Model, index: usize) {
    model.runs.leader = None;
    let Some(state) = model.case.states.get_mut(&index) else { return };
    let Some(verdicts) = &state.verdicts else { return };
    state.mended = state.before.as_ref().is_some_and(|before| is_mended(before, verdicts));
    state.reveal_causes = true;
    let (tone, text) = if state.mended {
        (Tone::Good, "mended: what was confirmed is ruled out now".to_owned())
    } else {
        summary(verdicts)
    };
    tell(model, tone, text);
}

fn summary(verdicts: &Verdicts) -> (Tone, String) {
    use crate::engine::judge::State;
    let count = |state: State| verdicts.in_state(state).count();
    let open = count(State::Open) + count(State::CouldNotCheck) + count(State::Contradiction);
    match (verdicts.decision(), open) {
        (Decision::Confirmed, _) => {
            let causes: Vec<&str> =
                verdicts.in_state(State::Confirmed).map(|cause| cause.text.as_str()).collect();
            (Tone::Plain, format!("confirmed: {}", causes.join("; ")))
        }
        (Decision::NothingFound, _) => {
            (Tone::Plain, "every cause is ruled out: it is something else".to_owned())
        }
        (Decision::Undecided, 1) => (Tone::Plain, "nothing confirmed; one cause is still open".to_owned()),
        (Decision::Undecided, open) => {
            (Tone::Plain, format!("nothing confirmed; {open} causes are still open"))
        }
    }
}

/// The positions of a card's commands as they are shown: checks first, then the fix steps of confirmed
/// causes, those that nobody knows of, and those of causes that are ruled out.
pub fn order(case: &Case, state: &CardState, count: usize) -> Vec<usize> {
    let checks = checks(case).count();
    let mut shown: Vec<usize> = (0..checks.min(count)).collect();
    let mut next = checks;
    let mut positions: Vec<(usize, Option<usize>)> = Vec::new();
    for (step, _) in case.fix.iter().enumerate() {
        let position = case.fix[step].run.is_some().then_some(next);
        next += usize::from(position.is_some());
        positions.push((step, position));
    }
    for step in steps(case, state) {
        shown.extend(
            positions.iter().filter(|(known, _)| *known == step).filter_map(|(_, position)| *position),
        );
    }
    shown
}

/// The numbers of a case's fix steps as they are shown.
pub fn steps(case: &Case, state: &CardState) -> Vec<usize> {
    let mut steps: Vec<usize> = (0..case.fix.len()).collect();
    if let Some(verdicts) = &state.verdicts {
        steps.sort_by_key(|step| crate::engine::judge::standing(&case.fix[*step], verdicts));
    }
    steps
}
