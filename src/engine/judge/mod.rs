//! Judging: what the outcomes of checks prove of the causes of a case, and which check comes next.
//! Running the checks is the business of `runtime`, showing what was found that of `cli` and `ui`.

pub mod condition;
mod diagnosis;
mod mended;
mod order;
mod verdicts;

#[cfg(test)]
mod tests;

pub use diagnosis::Diagnosis;
pub use mended::{Standing, is_mended, standing};
pub use order::next_check;
pub use verdicts::{CauseVerdict, Decision, Proof, ProofLine, State, Verdicts};

use crate::domain::{Case, Check, Diagnosis as Step, Io};

/// The checks of a case in its own order; the first has the number 1, as in [`crate::domain::Card::commands`].
pub fn checks(case: &Case) -> impl Iterator<Item = &Check> {
    case.diagnosis.iter().filter_map(|step| match step {
        Step::Check(check) => Some(check),
        Step::Look(_) => None,
    })
}

/// How a check is connected when its rules are to speak: programs print plainer and wider into a pipe.
pub fn io(check: &Check) -> Io {
    if check.rules.is_empty() { check.io } else { Io::Pipe }
}
