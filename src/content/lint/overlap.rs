//! Signatures that hit the samples of other cases: told as notes, for the author to judge.
//! Two cases may share a line; that one steals another's line is the commonest mistake.

use crate::content::path::at;
use crate::content::problem::Severity;
use crate::content::resolve::Issue;
use crate::domain::{Case, CaseId, Signature};
use crate::engine::literal::{Literal, required_literals};
use crate::engine::pattern::compile;
use regex::Regex;

/// Characters of a sample that a note shows.
const SHOWN_CHARACTERS: usize = 100;

/// A signature that can be tried on texts.
struct Trial {
    pattern: Regex,
    literals: Vec<Literal>,
    all_of: Vec<Regex>,
    unless: Vec<Regex>,
}

/// Every sample of every case, with what is needed to look through them quickly.
pub struct Samples<'a> {
    samples: Vec<Sample<'a>>,
}

struct Sample<'a> {
    case: &'a Case,
    text: &'a str,
    lower: String,
}

impl<'a> Samples<'a> {
    /// The samples of these cases.
    pub fn of(cases: &[&'a Case]) -> Self {
        let mut samples = Vec::new();
        for case in cases {
            let texts = case.symptom.signatures.iter().flat_map(|signature| &signature.samples);
            samples.extend(texts.map(|text| Sample { case, text, lower: text.to_ascii_lowercase() }));
        }
        Self { samples }
    }

    /// Notes on the signatures of one case that hit samples of others.
    pub fn check(&self, case: &Case, issues: &mut Vec<Issue>) {
        for (number, signature) in case.symptom.signatures.iter().enumerate() {
            let Some(trial) = Trial::of(signature) else { continue };
            let others = self.samples.iter().filter(|sample| sample.case.id != case.id);
            let hits: Vec<(&CaseId, &str)> =
                others.filter_map(|sample| Some((&sample.case.id, trial.hit(sample)?))).collect();
            for (position, (id, line)) in hits.iter().enumerate() {
                if hits[..position].iter().all(|(other, _)| other != id) {
                    let count = hits.iter().filter(|(other, _)| other == id).count();
                    issues.push(note(number, signature, id, line, count - 1));
                }
            }
        }
    }
}

impl Trial {
    fn of(signature: &Signature) -> Option<Self> {
        let all =
            |list: &[String]| list.iter().map(|text| compile(text, true).ok()).collect::<Option<Vec<_>>>();
        Some(Self {
            pattern: compile(&signature.pattern, false).ok()?,
            literals: required_literals(&signature.pattern).ok().flatten().unwrap_or_default(),
            all_of: all(&signature.all_of)?,
            unless: all(&signature.unless)?,
        })
    }

    /// The line of the sample that the signature matches.
    fn hit<'s>(&self, sample: &Sample<'s>) -> Option<&'s str> {
        let there = |one: &Literal| {
            if one.ignore_case { sample.lower.contains(&one.text) } else { sample.text.contains(&one.text) }
        };
        if !(self.literals.is_empty() || self.literals.iter().any(there)) {
            return None;
        }
        let line = sample.text.lines().find(|line| self.pattern.is_match(line))?;
        let all_of = self.all_of.iter().all(|regex| regex.is_match(sample.text));
        (all_of && !self.unless.iter().any(|regex| regex.is_match(sample.text))).then_some(line)
    }
}

/// One note for each other case, with the first line that is hit and the number of further ones.
fn note(number: usize, signature: &Signature, id: &CaseId, line: &str, more: usize) -> Issue {
    let line: String = line.chars().take(SHOWN_CHARACTERS).collect();
    let others = if more > 0 { format!(" and {more} more") } else { String::new() };
    let what = format!("this {} signature also hits a sample of {id}{others}", signature.strength.as_str());
    let path = at("symptom").key("signatures").item(number).key("pattern");
    let hint = format!(
        "the line is: {line}\nif one case steals the other's line, narrow it, or use `all_of` and `unless`"
    );
    Issue { severity: Severity::Info, ..Issue::error("overlap", path, what).hint(hint) }
}
