//! From the shape of a file to the domain: what is written becomes what is meant.
//! What would make a card unsafe or meaningless is refused here; matters of proof and style are
//! `content::lint`'s business.

mod rule;

use std::ops::Range;
use std::time::Duration;

use rule::{known_causes, rule};

use super::format::{
    CaseFile, CauseFile, CheckFile, ChecklistFile, ChecklistStepFile, FixFile, IoWord, Pairs, ParameterFile,
    RiskWord, SignatureFile, StrengthWord, TypeWord,
};
use super::path::{Path, at};
use super::problem::Severity;
use crate::domain::step::DEFAULT_TIMEOUT;
use crate::domain::visible::is_allowed_in_command;
use crate::domain::{
    Case, CaseId, Cause, Check, Checklist, Diagnosis, FixStep, Io, Parameter, ParameterType, Risk, Signature,
    Strength, Symptom,
};

/// Something wrong at a value of a file; `content::library` gives it its line and column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// How bad it is.
    pub severity: Severity,
    /// A stable name of the kind of problem.
    pub code: &'static str,
    /// Which value.
    pub path: Path,
    /// True if the key is meant, not its value.
    pub key: bool,
    /// Which bytes of the value.
    pub within: Option<Range<usize>>,
    /// What is wrong.
    pub what: String,
    /// What to write instead.
    pub hint: Option<String>,
}

impl Issue {
    /// An error at a value.
    pub fn error(code: &'static str, path: Path, what: impl Into<String>) -> Self {
        let what = what.into();
        Self { severity: Severity::Error, code, path, key: false, within: None, what, hint: None }
    }

    /// The same with what to write instead.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The same with a hint, if there is one.
    pub fn maybe_hint(mut self, hint: Option<String>) -> Self {
        self.hint = hint;
        self
    }

    /// The same, meaning the key.
    pub fn on_key(mut self) -> Self {
        self.key = true;
        self
    }

    /// The same, meaning these bytes of the value.
    pub fn within(mut self, bytes: Range<usize>) -> Self {
        self.within = Some(bytes);
        self
    }
}

/// The case that a file describes; the issues say why there is none.
pub fn case(file: &CaseFile, pack: &str) -> Result<Case, Vec<Issue>> {
    let mut issues = Vec::new();
    let keys: Vec<&str> = file.causes.0.iter().map(|(key, _)| key.as_str()).collect();
    let case = Case {
        id: id(&file.id)?,
        pack: pack.to_owned(),
        title: file.title.clone(),
        category: file.category.clone(),
        tags: file.tags.clone(),
        source: file.source.clone(),
        symptom: Symptom {
            text: file.symptom.text.clone(),
            also: file.symptom.also.clone(),
            signatures: file.symptom.signatures.iter().map(signature).collect(),
        },
        causes: causes(file),
        parameters: parameters(&file.parameters, &mut issues),
        diagnosis: diagnosis(&file.diagnosis, &keys, &mut issues),
        fix: fix(&file.fix, &keys, &mut issues),
        prevention: file.prevention.clone(),
        related: file.related.iter().filter_map(|related| CaseId::new(related)).collect(),
    };
    if issues.is_empty() { Ok(case) } else { Err(issues) }
}

/// The checklist that a file describes; the issues say why there is none.
pub fn checklist(file: &ChecklistFile, pack: &str) -> Result<Checklist, Vec<Issue>> {
    let mut issues = Vec::new();
    let list = Checklist {
        id: id(&file.id)?,
        pack: pack.to_owned(),
        title: file.title.clone(),
        tags: file.tags.clone(),
        source: file.source.clone(),
        summary: file.summary.clone(),
        parameters: parameters(&file.parameters, &mut issues),
        steps: steps(&file.steps, &mut issues),
        related: file.related.iter().filter_map(|related| CaseId::new(related)).collect(),
    };
    if issues.is_empty() { Ok(list) } else { Err(issues) }
}

/// The id of a card; without one there is nothing to refer to the card by.
fn id(text: &str) -> Result<CaseId, Vec<Issue>> {
    let hint = "write 2 to 64 of A-Z, 0-9 and -, not starting with -, e.g. `HC-PY-002`";
    let issue = || vec![Issue::error("bad-id", at("id"), format!("`{text}` is no id")).hint(hint)];
    CaseId::new(text).ok_or_else(issue)
}

fn signature(file: &SignatureFile) -> Signature {
    Signature {
        pattern: file.pattern.clone(),
        strength: match file.strength {
            StrengthWord::Strong => Strength::Strong,
            StrengthWord::Likely => Strength::Likely,
            StrengthWord::Weak => Strength::Weak,
        },
        all_of: file.all_of.0.clone(),
        unless: file.unless.0.clone(),
        samples: file.samples.clone(),
    }
}

fn causes(file: &CaseFile) -> Vec<Cause> {
    let cause = |(key, cause): &(String, CauseFile)| Cause {
        key: key.clone(),
        text: cause.text.clone(),
        by_hand: cause.by_hand.clone(),
    };
    file.causes.0.iter().map(cause).collect()
}

fn parameters(files: &Pairs<ParameterFile>, issues: &mut Vec<Issue>) -> Vec<Parameter> {
    let mut parameters = Vec::new();
    for (name, file) in &files.0 {
        let path = at("parameters").key(name);
        if let Some(from) = &file.from {
            allowed(from, &path.key("from"), issues);
        }
        let kind = file.kind.map(kind).or_else(|| ParameterType::from_name(name));
        parameters.push(Parameter {
            name: name.clone(),
            ask: file.ask.clone(),
            default: file.default.clone(),
            kind: kind.unwrap_or(ParameterType::Text),
            from: file.from.clone(),
            choices: file.choices.clone(),
        });
    }
    parameters
}

fn kind(word: TypeWord) -> ParameterType {
    match word {
        TypeWord::Module => ParameterType::Module,
        TypeWord::Package => ParameterType::Package,
        TypeWord::Requirement => ParameterType::Requirement,
        TypeWord::Path => ParameterType::Path,
        TypeWord::File => ParameterType::File,
        TypeWord::Port => ParameterType::Port,
        TypeWord::Pid => ParameterType::Pid,
        TypeWord::Host => ParameterType::Host,
        TypeWord::Word => ParameterType::Word,
        TypeWord::Text => ParameterType::Text,
        TypeWord::Secret => ParameterType::Secret,
    }
}

fn diagnosis(files: &[CheckFile], keys: &[&str], issues: &mut Vec<Issue>) -> Vec<Diagnosis> {
    let mut steps = Vec::new();
    for (number, file) in files.iter().enumerate() {
        let path = at("diagnosis").item(number);
        match (&file.run, &file.look) {
            (Some(run), None) => steps.push(Diagnosis::Check(check(file, run, &path, keys, issues))),
            (None, Some(look)) => {
                look_alone(file, &path, issues);
                steps.push(Diagnosis::Look(look.clone()));
            }
            _ => {
                let what = "a step of the diagnosis has either `run` or `look`";
                issues.push(
                    Issue::error("bad-step", path, what)
                        .hint("make two steps of it, or remove one of the keys"),
                );
            }
        }
    }
    steps
}

/// Reports what belongs to a command in a step that has none.
fn look_alone(file: &CheckFile, path: &Path, issues: &mut Vec<Issue>) {
    let extra = [
        ("why", file.why.is_some()),
        ("timeout", file.timeout.is_some()),
        ("io", file.io.is_some()),
        ("verdicts", !file.verdicts.is_empty()),
    ];
    for (name, _) in extra.into_iter().filter(|(_, there)| *there) {
        let what = format!("`{name}` belongs to a command, and a `look` has none");
        issues.push(
            Issue::error("bad-step", path.key(name), what).on_key().hint("remove the key, or write `run`"),
        );
    }
}

fn check(file: &CheckFile, run: &str, path: &Path, keys: &[&str], issues: &mut Vec<Issue>) -> Check {
    allowed(run, &path.key("run"), issues);
    let mut rules = Vec::new();
    for (number, rule_file) in file.verdicts.iter().enumerate() {
        rules.push(rule(rule_file, &path.key("verdicts").item(number), keys, issues));
    }
    if file.timeout.is_some_and(|seconds| !(1..=3600).contains(&seconds)) {
        let issue = Issue::error("bad-timeout", path.key("timeout"), "a check may take 1 to 3600 seconds");
        issues.push(issue.hint("leave `timeout` out for 60 seconds"));
    }
    Check {
        run: run.to_owned(),
        why: file.why.clone().unwrap_or_default(),
        timeout: file.timeout.map_or(DEFAULT_TIMEOUT, |seconds| Duration::from_secs(seconds.into())),
        io: match file.io {
            Some(IoWord::Pipe) => Io::Pipe,
            Some(IoWord::Live) | None => Io::Live,
        },
        rules,
    }
}

fn fix(files: &[FixFile], keys: &[&str], issues: &mut Vec<Issue>) -> Vec<FixStep> {
    let mut steps = Vec::new();
    for (number, file) in files.iter().enumerate() {
        let path = at("fix").item(number);
        known_causes(&file.causes, &path.key("for"), keys, issues);
        let step = FixStep {
            text: file.text.clone(),
            avoid: None,
            run: file.run.clone(),
            risk: risk(file.risk),
            effect: file.effect.clone(),
            confirm: file.confirm.clone(),
            causes: file.causes.0.clone(),
        };
        dangerous(&step, &path, issues);
        steps.push(step);
    }
    steps
}

fn steps(files: &[ChecklistStepFile], issues: &mut Vec<Issue>) -> Vec<FixStep> {
    let mut steps = Vec::new();
    for (number, file) in files.iter().enumerate() {
        let path = at("steps").item(number);
        if file.run.is_some() && file.risk.is_none() {
            let issue = Issue::error(
                "missing-risk",
                path.key("run"),
                "nothing says what this command does to the machine",
            );
            issues.push(issue.on_key().hint("add `risk: read-only`, `changes` or `destructive`"));
        }
        let step = FixStep {
            text: file.text.clone(),
            avoid: file.avoid.clone(),
            run: file.run.clone(),
            risk: file.risk.map_or(Risk::ReadOnly, risk),
            effect: file.effect.clone(),
            confirm: file.confirm.clone(),
            causes: Vec::new(),
        };
        dangerous(&step, &path, issues);
        steps.push(step);
    }
    steps
}

fn risk(word: RiskWord) -> Risk {
    match word {
        RiskWord::ReadOnly => Risk::ReadOnly,
        RiskWord::Changes => Risk::Changes,
        RiskWord::Destructive => Risk::Destructive,
    }
}

/// A destructive command must say what it destroys and what to type for it.
fn dangerous(step: &FixStep, path: &Path, issues: &mut Vec<Issue>) {
    let Some(run) = &step.run else { return };
    allowed(run, &path.key("run"), issues);
    let blank = |text: &Option<String>| text.as_deref().is_none_or(|text| text.trim().is_empty());
    if step.risk == Risk::Destructive && (blank(&step.confirm) || blank(&step.effect)) {
        let what = "a destructive command needs `effect` (what is lost) and `confirm` (the word to type)";
        let issue = Issue::error("destructive-unconfirmed", path.key("risk"), what);
        issues.push(issue.hint("add, for example, `effect: deletes the folder .venv` and `confirm: delete`"));
    }
}

/// Reports the characters that a command may not hold: what is shown must be what runs.
fn allowed(command: &str, path: &Path, issues: &mut Vec<Issue>) {
    for (byte, character) in command.char_indices() {
        if !is_allowed_in_command(character) {
            let what =
                format!("a command may not hold the invisible character U+{:04X}", u32::from(character));
            let issue = Issue::error("invisible-character", path.clone(), what);
            issues.push(
                issue
                    .within(byte..byte + character.len_utf8())
                    .hint("remove it, or write it as an escape of the shell"),
            );
        }
    }
}
