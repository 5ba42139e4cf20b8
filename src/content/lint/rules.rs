//! Verdict rules prove themselves: each speaks on the outcomes given for it and is silent on the others.
//! How conditions are evaluated is `engine::judge`'s business; the same code runs at 3 a.m.

use std::collections::BTreeSet;

use super::signature::compiled;
use crate::content::format::{CaseFile, ConditionFile, RuleFile};
use crate::content::path::{Path, at};
use crate::content::problem::Severity;
use crate::content::resolve::Issue;
use crate::content::suggest;
use crate::domain::verdict::{Effect, Rule, SampleOutcome};
use crate::domain::{Case, Diagnosis};
use crate::engine::command::placeholder;
use crate::engine::judge::condition::evaluate;
use crate::engine::pattern::Patterns;

/// What is wrong with the patterns and sentences of the rules.
pub fn check(file: &CaseFile, issues: &mut Vec<Issue>) {
    for (number, step) in file.diagnosis.iter().enumerate() {
        for (rule_number, rule) in step.verdicts.iter().enumerate() {
            let path = at("diagnosis").item(number).key("verdicts").item(rule_number);
            let mut captures = BTreeSet::new();
            patterns(&rule.when, &path.key("when"), true, &mut captures, issues);
            says(rule, &path, &captures, issues);
            samples_there(rule, &path, issues);
        }
    }
}

/// What the rules do on their samples, once the case is whole.
pub fn prove(case: &Case, issues: &mut Vec<Issue>) {
    let mut patterns = Patterns::default();
    for (number, step) in case.diagnosis.iter().enumerate() {
        let Diagnosis::Check(check) = step else { continue };
        let path = at("diagnosis").item(number).key("verdicts");
        for (rule_number, rule) in check.rules.iter().enumerate() {
            let path = path.item(rule_number);
            prove_one(rule, &path, &mut patterns, issues);
            contradictions(&check.rules, rule, &path, &mut patterns, issues);
        }
    }
}

/// Compiles every pattern; collects the groups that are there once the condition holds.
fn patterns(
    when: &ConditionFile,
    path: &Path,
    captured: bool,
    captures: &mut BTreeSet<String>,
    issues: &mut Vec<Issue>,
) {
    if let Some(pattern) = &when.output
        && let Some(regex) = compiled(pattern, path.key("output"), true, issues)
        && captured
    {
        captures.extend(regex.capture_names().flatten().map(str::to_owned));
    }
    if let Some(pattern) = &when.absent {
        compiled(pattern, path.key("absent"), true, issues);
    }
    // Numbers come after the output of the same condition and of those around it.
    for (name, _) in &when.number.0 {
        if !captures.contains(name) {
            let path = path.key("number").key(name);
            let issue = Issue::error(
                "unknown-capture",
                path,
                format!("no group called `{name}` was captured before"),
            );
            issues.push(issue.on_key().maybe_hint(suggest::hint(name, captures.iter().map(String::as_str))));
        }
    }
    for (name, list) in [("all", &when.all), ("any", &when.any)] {
        for (number, below) in list.iter().flatten().enumerate() {
            patterns(below, &path.key(name).item(number), captured, captures, issues);
        }
    }
    if let Some(not) = &when.not {
        patterns(not, &path.key("not"), false, captures, issues);
    }
}

fn says(rule: &RuleFile, path: &Path, captures: &BTreeSet<String>, issues: &mut Vec<Issue>) {
    let path = path.key("says");
    for (name, span) in placeholder::find(&rule.says) {
        if !captures.contains(name) {
            let issue =
                Issue::error("unknown-capture", path.clone(), format!("the condition captures no `{name}`"));
            let hint = suggest::hint(name, captures.iter().map(String::as_str));
            issues.push(issue.within(span).maybe_hint(hint));
        }
    }
    let text = rule.says.trim();
    if text.is_empty() || text.ends_with('.') || text.contains('\n') {
        let issue = Issue::error("bad-sentence", path, "`says` is one sentence without a full stop");
        issues.push(Issue { severity: Severity::Warning, ..issue });
    }
}

fn samples_there(rule: &RuleFile, path: &Path, issues: &mut Vec<Issue>) {
    for (name, list) in [("fires", &rule.samples.fires), ("silent", &rule.samples.silent)] {
        if list.is_empty() {
            let what = format!(
                "this rule has no sample on which it {}",
                if name == "fires" { "speaks" } else { "is silent" }
            );
            let issue = Issue::error("no-sample", path.key("says"), what);
            issues.push(issue.hint(format!("add an outcome, exit and output, under `samples: {name}:`")));
        }
    }
}

fn prove_one(rule: &Rule, path: &Path, patterns: &mut Patterns, issues: &mut Vec<Issue>) {
    let samples = path.key("samples");
    for (number, sample) in rule.fires.iter().enumerate() {
        let path = samples.key("fires").item(number);
        match evaluate(&rule.when, sample.exit, &sample.output, patterns) {
            None => {
                let issue = Issue::error("sample-silent", path, "the rule does not speak on this outcome");
                issues.push(issue.hint("mend the condition or the sample"));
            }
            Some(captures) => {
                for (name, _) in
                    placeholder::find(&rule.says).iter().filter(|(name, _)| !captures.contains_key(*name))
                {
                    let what = format!("on this outcome nothing is captured as `{name}`, which `says` names");
                    issues.push(
                        Issue::error("unknown-capture", path.clone(), what)
                            .hint("capture it in every way the rule can speak"),
                    );
                }
            }
        }
    }
    for (number, sample) in rule.silent.iter().enumerate() {
        if evaluate(&rule.when, sample.exit, &sample.output, patterns).is_some() {
            let path = samples.key("silent").item(number);
            let issue =
                Issue::error("sample-fires", path, "the rule speaks on this outcome, on which it must not");
            issues.push(issue.hint("narrow the condition, or mend the sample"));
        }
    }
}

/// On one outcome, one check must not both confirm a cause and rule it out.
fn contradictions(
    rules: &[Rule],
    rule: &Rule,
    path: &Path,
    patterns: &mut Patterns,
    issues: &mut Vec<Issue>,
) {
    for (number, sample) in rule.fires.iter().enumerate() {
        if let Some(cause) = contradicted(rules, rule, sample, patterns) {
            let path = path.key("samples").key("fires").item(number);
            let what =
                format!("on this outcome the rules of this check both confirm `{cause}` and rule it out");
            issues.push(Issue::error("contradiction", path, what).hint("narrow one of the two conditions"));
        }
    }
}

fn contradicted(
    rules: &[Rule],
    rule: &Rule,
    sample: &SampleOutcome,
    patterns: &mut Patterns,
) -> Option<String> {
    let spoken: Vec<&Rule> = rules
        .iter()
        .filter(|other| evaluate(&other.when, sample.exit, &sample.output, patterns).is_some())
        .collect();
    let says = |cause: &str, effect: Effect| {
        spoken
            .iter()
            .any(|other| other.claims.iter().any(|claim| claim.cause == cause && claim.effect == effect))
    };
    let opposite = |effect: Effect| match effect {
        Effect::Confirms => Some(Effect::RulesOut),
        Effect::RulesOut => Some(Effect::Confirms),
        Effect::Cannot => None,
    };
    let claim = rule
        .claims
        .iter()
        .find(|claim| opposite(claim.effect).is_some_and(|other| says(&claim.cause, other)))?;
    Some(claim.cause.clone())
}
