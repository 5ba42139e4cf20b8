//! The order of "run all": the check that settles most causes soonest comes first.
//! What an outcome proves is `verdicts`' business.

use std::collections::BTreeSet;

use super::checks;
use super::verdicts::{State, Verdicts};
use crate::domain::verdict::{Condition, Effect};
use crate::domain::{Case, Check};
use crate::engine::command::Template;

/// The number of the check to run next, from 1; none when all are done.
///
/// Of the checks that wait for no other, the one with most undecided causes a second of its time
/// limit; among equals the first. A check waits for an earlier one that may capture the value of a
/// placeholder of its own which the person has not `given`.
pub fn next_check(
    case: &Case,
    verdicts: &Verdicts,
    done: &BTreeSet<usize>,
    given: &BTreeSet<String>,
) -> Option<usize> {
    let left: Vec<(usize, &Check)> = checks(case)
        .enumerate()
        .map(|(at, check)| (at + 1, check))
        .filter(|(n, _)| !done.contains(n))
        .collect();
    let waits = |number: usize, check: &Check| {
        let template = Template::parse(&check.run);
        let wanted: Vec<&str> = template.names().into_iter().filter(|name| !given.contains(*name)).collect();
        left.iter().any(|(earlier, other)| *earlier < number && captures_any(other, &wanted))
    };
    let free = left.iter().filter(|(number, check)| !waits(*number, check));
    let mut best: Option<(usize, f64)> = None;
    for (number, check) in free {
        let worth = settles(check, verdicts) as f64 / check.timeout.as_secs_f64().max(1.0);
        if best.is_none_or(|(_, most)| worth > most) {
            best = Some((*number, worth));
        }
    }
    best.map(|(number, _)| number)
}

/// How many undecided causes the check may settle.
fn settles(check: &Check, verdicts: &Verdicts) -> usize {
    let claims = check.rules.iter().flat_map(|rule| &rule.claims);
    let keys: BTreeSet<&str> =
        claims.filter(|claim| claim.effect != Effect::Cannot).map(|claim| claim.cause.as_str()).collect();
    let undecided = |key: &&str| {
        let state = verdicts.cause(key).map(super::verdicts::CauseVerdict::state);
        matches!(state, Some(State::Open | State::CouldNotCheck))
    };
    keys.into_iter().filter(undecided).count()
}

fn captures_any(check: &Check, names: &[&str]) -> bool {
    !names.is_empty() && check.rules.iter().any(|rule| mentions(&rule.when, names))
}

/// True if a pattern of the condition has a group of one of these names.
fn mentions(when: &Condition, names: &[&str]) -> bool {
    match when {
        Condition::Output(pattern) => names.iter().any(|name| pattern.contains(&format!("<{name}>"))),
        Condition::All(parts) | Condition::Any(parts) => parts.iter().any(|part| mentions(part, names)),
        Condition::Exit(_) | Condition::Absent(_) | Condition::Number(..) | Condition::Not(_) => false,
    }
}
