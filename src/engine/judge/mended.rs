//! After a fix: whether the case is mended, and which steps of the fix the verdicts speak for.
//! The verdicts themselves are made in `verdicts`.

use super::verdicts::{CauseVerdict, Decision, State, Verdicts};
use crate::domain::FixStep;

/// True only when something was confirmed before, each such cause is ruled out now, and nothing is
/// confirmed now. A cause of which nothing is known any more is not mended.
pub fn is_mended(before: &Verdicts, after: &Verdicts) -> bool {
    let mut confirmed = before.in_state(State::Confirmed).peekable();
    let ruled_out = |key: &str| after.cause(key).is_some_and(|cause| cause.state() == State::RuledOut);
    confirmed.peek().is_some()
        && confirmed.all(|cause| ruled_out(&cause.key))
        && after.decision() != Decision::Confirmed
}

/// How the verdicts speak for a step of the fix; steps are shown in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// It mends a confirmed cause.
    Confirmed,
    /// Nobody knows yet.
    Possible,
    /// Every cause that it mends is ruled out.
    RuledOut,
}

/// How the verdicts speak for a step. One without causes mends them all.
pub fn standing(step: &FixStep, verdicts: &Verdicts) -> Standing {
    let mends = |key: &String| step.causes.is_empty() || step.causes.contains(key);
    let mut states =
        verdicts.causes.iter().filter(|cause| mends(&cause.key)).map(CauseVerdict::state).peekable();
    if states.peek().is_none() {
        return Standing::Possible;
    }
    match states.fold((false, true), |(any, all), state| {
        (any || state == State::Confirmed, all && state == State::RuledOut)
    }) {
        (true, _) => Standing::Confirmed,
        (false, true) => Standing::RuledOut,
        (false, false) => Standing::Possible,
    }
}
