//! One diagnosis from the first check to the last: values, order, what was said so far.
//! Pure: somebody else runs the commands that it names and hands back how they ended.

use std::collections::{BTreeMap, BTreeSet};

use super::condition::Captures;
use super::order::next_check;
use super::verdicts::Verdicts;
use super::{checks, io};
use crate::domain::{Card, Case, Check, Command, CommandKind, RunEnd};
use crate::engine::command::{FillError, Filled, ready, validate};
use crate::engine::pattern::Patterns;

/// A diagnosis under way.
#[derive(Debug)]
pub struct Diagnosis {
    card: Card,
    given: BTreeSet<String>,
    values: BTreeMap<String, String>,
    done: BTreeSet<usize>,
    verdicts: Verdicts,
    patterns: Patterns,
}

impl Diagnosis {
    /// One of this case. `given` are the person's values, which nothing overrides; `captured` is what
    /// an error text named, which the captures of checks may better.
    pub fn new(case: &Case, given: &BTreeMap<String, String>, captured: &[(String, String)]) -> Self {
        let mut diagnosis = Self {
            card: Card::Case(Box::new(case.clone())),
            given: given.keys().cloned().collect(),
            values: given.clone(),
            done: BTreeSet::new(),
            verdicts: Verdicts::new(case),
            patterns: Patterns::default(),
        };
        diagnosis.take(captured.iter().cloned().collect());
        diagnosis
    }

    /// The number of the check to run next, from 1; none when all are done.
    pub fn next(&self) -> Option<usize> {
        self.card.as_case().and_then(|case| next_check(case, &self.verdicts, &self.done, &self.given))
    }

    /// The check of this number.
    pub fn check(&self, number: usize) -> Option<&Check> {
        self.card.as_case().and_then(|case| checks(case).nth(number.checked_sub(1)?))
    }

    /// The command of this number as it runs when its rules are to speak, and its filled text.
    pub fn command(&self, number: usize) -> Option<(Command, Result<Filled, FillError>)> {
        let mut command = self.card.commands().into_iter().find(|command| command.number == number)?;
        if let (CommandKind::Check, Some(check)) = (command.kind, self.check(number)) {
            command.io = io(check);
        }
        let filled = ready(&command, self.card.parameters(), &self.values);
        Some((command, filled))
    }

    /// Takes in how a check ended and what it printed, without escapes.
    pub fn record(&mut self, number: usize, end: &RunEnd, output: &str) {
        let Some(check) = self.check(number).cloned() else { return };
        self.done.insert(number);
        let outcome = (end, output);
        let captured = self.verdicts.record(number, &check, outcome, &self.values, &mut self.patterns);
        self.take(captured);
    }

    /// Notes that a check cannot run, e.g. because a value is missing.
    pub fn refuse(&mut self, number: usize, why: &str) {
        let Some(check) = self.check(number).cloned() else { return };
        self.done.insert(number);
        self.verdicts.cannot(number, &check, why);
    }

    /// What is known so far.
    pub fn verdicts(&self) -> &Verdicts {
        &self.verdicts
    }

    /// The values so far: given, or captured.
    pub fn values(&self) -> &BTreeMap<String, String> {
        &self.values
    }

    /// The case with its commands.
    pub fn card(&self) -> &Card {
        &self.card
    }

    /// Keeps what fits a parameter of the case that the person has not given. A capture is foreign
    /// text: one that is not of the parameter's type is no value.
    fn take(&mut self, captured: Captures) {
        for (name, value) in captured {
            let parameter = self.card.parameters().iter().find(|parameter| parameter.name == name);
            let fits = parameter.is_some_and(|parameter| validate(parameter.kind, &value).is_ok());
            if fits && !value.is_empty() && !self.given.contains(&name) {
                self.values.insert(name, value);
            }
        }
    }
}
