//! The proof of one case: its fault is made for real, matched, confirmed, mended and ruled out.
//! The report of many proofs is the command line's business.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::kit::{Drill, Kit, Tools};
use super::sandbox::{Sandbox, World, told};
use crate::domain::{Case, Confidence, Match};
use crate::engine::judge::{CauseVerdict, Diagnosis, State, Verdicts, checks, is_mended};
use crate::engine::matcher::Matcher;
use crate::runtime::bench::Bench;

/// What came of the attempt to prove a case.
#[derive(Debug, Clone, PartialEq)]
pub struct Proof {
    /// The case.
    pub case: String,
    /// Proven or not, and why.
    pub status: Status,
    /// The steps that were taken, in order.
    pub steps: Vec<Step>,
    /// Checks of the case.
    pub checks: usize,
    /// What the checks said in the broken world.
    pub broken: Verdicts,
    /// All of it.
    pub seconds: Duration,
}

/// Whether a case is proven.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Status {
    /// Matched, confirmed, nothing confirmed in the healthy world, ruled out after the fix.
    Proven,
    /// What was not as it should be, one sentence each.
    NotProven(Vec<String>),
    /// It could not be tried here, and why.
    Skipped(String),
    /// No honest sandbox is possible, and why.
    NoSandbox(String),
}

/// One step of a proof.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What was done, e.g. `symptom`.
    pub name: &'static str,
    /// What came of it.
    pub result: String,
    /// How long it took.
    pub seconds: Duration,
}

impl Status {
    /// The word used in JSON.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Proven => "proven",
            Self::NotProven(_) => "not_proven",
            Self::Skipped(_) => "skipped",
            Self::NoSandbox(_) => "no_sandbox",
        }
    }

    /// Why it is not proven; empty if it is.
    pub fn reasons(&self) -> Vec<String> {
        match self {
            Self::Proven => Vec::new(),
            Self::NotProven(reasons) => reasons.clone(),
            Self::Skipped(reason) | Self::NoSandbox(reason) => vec![reason.clone()],
        }
    }
}

/// Tries to prove a case.
pub fn verify(case: &Case, kit: &Kit, tools: &Tools, matcher: &Arc<Matcher>, bench: &mut Bench) -> Proof {
    let mut attempt = Attempt {
        case,
        matcher,
        bench,
        begun: Instant::now(),
        steps: Vec::new(),
        faults: Vec::new(),
        broken: Verdicts::new(case),
    };
    let status = match kit.drill(&case.id) {
        None => Status::NotProven(vec!["the pack has no drill for it".to_owned()]),
        Some(drill) => match (&drill.none, tools.missing(drill)) {
            (Some(why), _) => Status::NoSandbox(why.clone()),
            (None, Some(why)) => Status::Skipped(why),
            (None, None) => match attempt.sandboxes(drill, tools) {
                Ok(()) => attempt.status(),
                Err(why) => Status::NotProven(vec![why]),
            },
        },
    };
    let status = match status {
        Status::NotProven(_) if attempt.bench.is_interrupted() => Status::Skipped("interrupted".to_owned()),
        status => status,
    };
    Proof {
        case: case.id.to_string(),
        status,
        steps: attempt.steps,
        checks: checks(case).count(),
        broken: attempt.broken,
        seconds: attempt.begun.elapsed(),
    }
}

struct Attempt<'a> {
    case: &'a Case,
    matcher: &'a Arc<Matcher>,
    bench: &'a mut Bench,
    begun: Instant,
    steps: Vec<Step>,
    faults: Vec<String>,
    broken: Verdicts,
}

impl Attempt<'_> {
    fn status(&mut self) -> Status {
        let faults = std::mem::take(&mut self.faults);
        if faults.is_empty() { Status::Proven } else { Status::NotProven(faults) }
    }

    fn sandboxes(&mut self, drill: &Drill, tools: &Tools) -> Result<(), String> {
        let broken = self.make(drill, tools, World::Broken)?;
        let captured = self.symptom(&broken);
        let before = self.judge("broken", &broken, &captured);
        if before.in_state(State::Confirmed).next().is_none() {
            self.faults.push(format!("no cause is confirmed in the broken sandbox ({})", summary(&before)));
        }
        let healthy = self.make(drill, tools, World::Healthy)?;
        let sound = self.judge("healthy", &healthy, &captured);
        for cause in sound.in_state(State::Confirmed) {
            self.faults.push(format!("{} is confirmed in the healthy sandbox", cause.key));
        }
        if drill.has_fix {
            self.fix(&broken, &before, &captured);
        }
        self.broken = before;
        Ok(())
    }

    fn make(&mut self, drill: &Drill, tools: &Tools, world: World) -> Result<Sandbox, String> {
        let begun = Instant::now();
        let sandbox = Sandbox::create(drill, tools).map_err(|error| format!("no sandbox: {error}"))?;
        sandbox.make(world, self.bench)?;
        let name = if world == World::Broken { "break" } else { "make healthy" };
        self.step(name, "made".to_owned(), begun);
        Ok(sandbox)
    }

    /// Shows the symptom; what its text names fills parameters, as it would for a person.
    fn symptom(&mut self, broken: &Sandbox) -> Vec<(String, String)> {
        let begun = Instant::now();
        let shown = broken.script("symptom.sh", self.bench);
        let matches = self.matcher.matches(&shown.output);
        let known = |found: &Match| found.case == self.case.id && found.confidence > Confidence::Weak;
        let result = match matches.first() {
            Some(first) if known(first) => "matches the case".to_owned(),
            Some(first) if first.case == self.case.id => {
                "the symptom matches the case only weakly".to_owned()
            }
            Some(first) => format!("the symptom matches {} before this case", first.case),
            None => format!("the symptom matches no case: {}", told("symptom.sh", &shown)),
        };
        if !matches.first().is_some_and(known) {
            self.faults.push(result.clone());
        }
        self.step("symptom", result, begun);
        let own = matches.into_iter().find(|found| found.case == self.case.id);
        own.map(|found| found.captures).unwrap_or_default()
    }

    fn fix(&mut self, broken: &Sandbox, before: &Verdicts, captured: &[(String, String)]) {
        let begun = Instant::now();
        let fixed = broken.script("fix.sh", self.bench);
        self.step("fix", fixed.end.to_string(), begun);
        let after = self.judge("mended", broken, captured);
        if is_mended(before, &after) {
            return;
        }
        for cause in before.in_state(State::Confirmed) {
            let state = after.cause(&cause.key).map_or(State::Open, CauseVerdict::state);
            if state != State::RuledOut {
                let fix = if fixed.end.is_success() { String::new() } else { told(", fix.sh", &fixed) };
                self.faults.push(format!("{} is {} after the fix{fix}", cause.key, state.as_str()));
            }
        }
        for cause in after.in_state(State::Confirmed) {
            if before.cause(&cause.key).is_none_or(|earlier| earlier.state() != State::Confirmed) {
                self.faults.push(format!("{} is confirmed after the fix only", cause.key));
            }
        }
    }

    fn judge(&mut self, name: &'static str, sandbox: &Sandbox, captured: &[(String, String)]) -> Verdicts {
        let begun = Instant::now();
        let mut diagnosis = Diagnosis::new(self.case, &BTreeMap::new(), captured);
        self.bench.diagnose(&mut diagnosis, &sandbox.place(), None, &mut |_, _| {});
        let verdicts = diagnosis.verdicts().clone();
        for cause in verdicts.in_state(State::Contradiction) {
            let said: Vec<&str> = cause.grounds().map(|proof| proof.says.as_str()).collect();
            self.faults.push(format!(
                "{} is contradicted in the {name} sandbox: {}",
                cause.key,
                said.join(" / ")
            ));
        }
        self.step(name, summary(&verdicts), begun);
        verdicts
    }

    fn step(&mut self, name: &'static str, result: String, begun: Instant) {
        self.steps.push(Step { name, result, seconds: begun.elapsed() });
    }
}

fn summary(verdicts: &Verdicts) -> String {
    let causes = verdicts.causes.iter().map(|cause| format!("{} {}", cause.key, cause.state().as_str()));
    causes.collect::<Vec<_>>().join(", ")
}
