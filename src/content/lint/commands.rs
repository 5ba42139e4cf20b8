//! Commands and their placeholders: defined, used, in safe places, and harmless where only looking
//! is allowed.

use super::changes::changes;
use crate::content::format::{CaseFile, ChecklistFile, Pairs, ParameterFile, RiskWord, TypeWord};
use crate::content::path::{Path, at};
use crate::content::problem::Severity;
use crate::content::resolve::Issue;
use crate::content::suggest;
use crate::domain::ParameterType;
use crate::engine::command::{Template, validate};

/// What is wrong with the commands of a case.
pub fn check_case(case: &CaseFile, issues: &mut Vec<Issue>) {
    let mut commands = Vec::new();
    for (number, step) in case.diagnosis.iter().enumerate() {
        let Some(run) = &step.run else { continue };
        let path = at("diagnosis").item(number).key("run");
        only_looks(run, &path, "a diagnosis command", issues);
        commands.push((run.as_str(), path));
    }
    for (number, step) in case.fix.iter().enumerate() {
        let Some(run) = &step.run else { continue };
        let path = at("fix").item(number);
        claims_to_look(run, step.risk, &path, issues);
        commands.push((run.as_str(), path.key("run")));
    }
    parameters(&case.parameters, &commands, issues);
}

/// What is wrong with the commands of a checklist.
pub fn check_list(list: &ChecklistFile, issues: &mut Vec<Issue>) {
    let mut commands = Vec::new();
    for (number, step) in list.steps.iter().enumerate() {
        let Some(run) = &step.run else { continue };
        let path = at("steps").item(number);
        if let Some(risk) = step.risk {
            claims_to_look(run, risk, &path, issues);
        }
        commands.push((run.as_str(), path.key("run")));
    }
    parameters(&list.parameters, &commands, issues);
}

fn only_looks(run: &str, path: &Path, whose: &str, issues: &mut Vec<Issue>) {
    for change in changes(run) {
        let what = format!("{}, and {whose} only looks", change.what);
        let issue = Issue::error("diagnosis-changes", path.clone(), what).within(change.span);
        issues.push(issue.hint("move it to `fix` with its risk, or write into a folder of `mktemp -d`"));
    }
}

fn claims_to_look(run: &str, risk: RiskWord, path: &Path, issues: &mut Vec<Issue>) {
    if risk != RiskWord::ReadOnly {
        return;
    }
    for change in changes(run) {
        let what = format!("{}, but the step says `risk: read-only`", change.what);
        let issue = Issue::error("risk-too-low", path.key("run"), what).within(change.span);
        issues.push(issue.hint("write `risk: changes` or `risk: destructive`"));
    }
}

/// The parameters of a card against the placeholders of its commands.
fn parameters(parameters: &Pairs<ParameterFile>, commands: &[(&str, Path)], issues: &mut Vec<Issue>) {
    let names: Vec<&str> = parameters.0.iter().map(|(name, _)| name.as_str()).collect();
    let mut used: Vec<String> = Vec::new();
    for (command, path) in commands {
        let template = Template::parse(command);
        places(&template, path, issues);
        undefined(&template, path, &names, issues);
        nearly(command, path, &names, issues);
        used.extend(template.names().into_iter().map(str::to_owned));
    }
    for (name, file) in &parameters.0 {
        let path = at("parameters").key(name);
        if !used.contains(name) {
            let issue =
                Issue::error("unused-parameter", path.clone(), format!("no command has `{{{{{name}}}}}`"));
            issues.push(issue.on_key().hint("remove the parameter, or use it"));
        }
        parameter(name, file, &path, issues);
    }
}

fn places(template: &Template, path: &Path, issues: &mut Vec<Issue>) {
    for placeholder in template.unsafe_places() {
        let what =
            format!("`{{{{{}}}}}` stands {}, where no value is safe", placeholder.name, placeholder.position);
        let issue = Issue::error("unsafe-place", path.clone(), what).within(placeholder.span.clone());
        issues.push(issue.hint("let it stand as a word of its own; a script takes it as an argument"));
    }
}

fn undefined(template: &Template, path: &Path, names: &[&str], issues: &mut Vec<Issue>) {
    for placeholder in template.placeholders().filter(|one| !names.contains(&one.name.as_str())) {
        let what = format!("no parameter is called `{}`", placeholder.name);
        let issue = Issue::error("unknown-parameter", path.clone(), what).within(placeholder.span.clone());
        let hint = suggest::nearest(&placeholder.name, names.iter().copied());
        let hint = hint.map(|name| format!("did you mean `{name}`?"));
        let add = || format!("add `{}` under `parameters`, with `ask` and `default`", placeholder.name);
        issues.push(issue.hint(hint.unwrap_or_else(add)));
    }
}

/// `{{ name }}` and `{{Name}}` are no placeholders, but somebody meant one.
fn nearly(command: &str, path: &Path, names: &[&str], issues: &mut Vec<Issue>) {
    for (start, _) in command.match_indices("{{") {
        let Some((inner, _)) = command[start + 2..].split_once("}}") else { continue };
        let meant = inner.trim().to_lowercase();
        if meant != inner && names.contains(&meant.as_str()) {
            let issue = Issue::error(
                "not-a-placeholder",
                path.clone(),
                format!("`{{{{{inner}}}}}` is no placeholder"),
            );
            let span = start..start + inner.len() + 4;
            issues.push(
                issue.within(span).hint(format!("write `{{{{{meant}}}}}`, without blanks and in lower case")),
            );
        }
    }
}

fn parameter(name: &str, file: &ParameterFile, path: &Path, issues: &mut Vec<Issue>) {
    let good = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_');
    if !(name.starts_with(|first: char| first.is_ascii_lowercase()) && name.bytes().all(good)) {
        let issue =
            Issue::error("bad-parameter-name", path.clone(), format!("`{name}` is no name of a parameter"));
        issues.push(issue.on_key().hint("write a-z, 0-9, - and _, beginning with a letter"));
    }
    let kind = kind(name, file);
    for (path, value) in [(path.key("default"), &file.default)].into_iter().chain(choices(file, path)) {
        if let Err(error) = validate(kind, value) {
            let what = format!("`{value}` is no value of the type {}: {error}", kind.name());
            issues.push(Issue::error("bad-value", path, what).hint("mend the value, or give another `type`"));
        }
    }
    if let Some(from) = &file.from {
        only_looks(from, &path.key("from"), "a command that lists choices", issues);
        if !Template::parse(from).names().is_empty() {
            let what = "a command that lists choices cannot have placeholders itself";
            issues.push(Issue::error("unsafe-place", path.key("from"), what));
        }
    }
    if kind == ParameterType::Secret && !file.default.is_empty() {
        let issue = Issue::error("secret-default", path.key("default"), "a secret may not have a default");
        issues.push(Issue { severity: Severity::Error, ..issue.hint("write `default: ''`") });
    }
}

fn choices<'a>(file: &'a ParameterFile, path: &Path) -> impl Iterator<Item = (Path, &'a String)> {
    let path = path.key("choices");
    file.choices.iter().enumerate().map(move |(number, value)| (path.item(number), value))
}

fn kind(name: &str, file: &ParameterFile) -> ParameterType {
    let named = |word: TypeWord| format!("{word:?}").to_lowercase();
    let word = file.kind.map_or_else(|| name.to_owned(), named);
    ParameterType::from_name(&word).unwrap_or(ParameterType::Text)
}
