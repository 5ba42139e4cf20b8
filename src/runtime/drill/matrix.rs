//! The cross-check: what the checks of all the other cases say in the broken sandbox of one.
//! Whether a hit is justified is decided by whoever reads the matrix.

use std::collections::BTreeMap;

use super::kit::{Drill, Tools};
use super::sandbox::{Sandbox, World};
use crate::domain::{Case, CaseId};
use crate::engine::judge::{Diagnosis, State};
use crate::runtime::bench::Bench;

/// A cause confirmed in the sandbox of another case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Whose sandbox.
    pub sandbox: CaseId,
    /// Whose checks.
    pub case: CaseId,
    /// The cause.
    pub cause: String,
    /// What the rule said.
    pub says: String,
}

/// Makes the broken world of `sandbox` and lets the checks of every other case look at it, with the
/// default values of their parameters.
pub fn confirmed_elsewhere<'a>(
    sandbox: &CaseId,
    (drill, tools): (&Drill, &Tools),
    cases: impl Iterator<Item = &'a Case>,
    bench: &mut Bench,
) -> Result<Vec<Hit>, String> {
    let world = Sandbox::create(drill, tools).map_err(|error| format!("no sandbox: {error}"))?;
    world.make(World::Broken, bench)?;
    let place = world.place();
    let mut hits = Vec::new();
    for case in cases.filter(|case| case.id != *sandbox) {
        let mut diagnosis = Diagnosis::new(case, &BTreeMap::new(), &[]);
        bench.diagnose(&mut diagnosis, &place, None, &mut |_, _| {});
        for cause in diagnosis.verdicts().in_state(State::Confirmed) {
            hits.push(Hit {
                sandbox: sandbox.clone(),
                case: case.id.clone(),
                cause: cause.key.clone(),
                says: cause.grounds().map(|proof| proof.says.clone()).next().unwrap_or_default(),
            });
        }
    }
    Ok(hits)
}
