//! Signatures prove themselves: each pattern compiles, has a literal, and matches its own samples.
//! Whether it also matches other cases' samples is `overlap`'s business.

use regex::Regex;

use crate::content::format::{CaseFile, SignatureFile};
use crate::content::path::{Path, at};
use crate::content::problem::Severity;
use crate::content::resolve::Issue;
use crate::engine::literal::required_literals;
use crate::engine::pattern::{PatternError, compile};

/// Characters that the literal of a signature has at least; shorter ones stand in every log.
pub const LITERAL: usize = 4;

/// What is wrong with the signatures of a case.
pub fn check(case: &CaseFile, issues: &mut Vec<Issue>) {
    let signatures = &case.symptom.signatures;
    for (number, signature) in signatures.iter().enumerate() {
        let path = at("symptom").key("signatures").item(number);
        one(signature, &path, issues);
        let same = |other: &SignatureFile| {
            other.pattern == signature.pattern
                && other.all_of == signature.all_of
                && other.unless == signature.unless
        };
        if signatures[..number].iter().any(same) {
            let issue =
                Issue::error("duplicate-pattern", path.key("pattern"), "this signature stands here twice");
            issues.push(Issue { severity: Severity::Warning, ..issue.hint("keep one of the two") });
        }
    }
}

/// A pattern that compiles; the reasons why not otherwise.
pub fn compiled(pattern: &str, path: Path, lines: bool, issues: &mut Vec<Issue>) -> Option<Regex> {
    match compile(pattern, lines) {
        Ok(regex) => {
            group_names(&regex, &path, issues);
            Some(regex)
        }
        Err(error) => {
            let issue = Issue::error("bad-pattern", path, format!("this is no pattern: {error}"));
            issues.push(match error {
                PatternError::Syntax { at, .. } => issue.within(at),
                PatternError::TooLong(_) | PatternError::TooLarge => issue,
            });
            None
        }
    }
}

/// Group names become parameters and words in sentences, so they look alike everywhere.
fn group_names(regex: &Regex, path: &Path, issues: &mut Vec<Issue>) {
    let good = |name: &str| {
        let inner = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        name.starts_with(|first: char| first.is_ascii_lowercase()) && name.bytes().all(inner)
    };
    for name in regex.capture_names().flatten().filter(|name| !good(name)) {
        let issue =
            Issue::error("bad-group-name", path.clone(), format!("the group `{name}` is not in lower case"));
        issues.push(issue.hint("write a-z, 0-9 and _, beginning with a letter"));
    }
}

fn one(signature: &SignatureFile, path: &Path, issues: &mut Vec<Issue>) {
    let pattern = compiled(&signature.pattern, path.key("pattern"), false, issues);
    if pattern.is_some() {
        literal(signature, path, issues);
    }
    let context = |list: &[String], name: &str, issues: &mut Vec<Issue>| -> Vec<Regex> {
        let path = path.key(name);
        let each = list.iter().enumerate();
        each.filter_map(|(number, pattern)| compiled(pattern, path.item(number), true, issues)).collect()
    };
    let all_of = context(&signature.all_of.0, "all_of", issues);
    let unless = context(&signature.unless.0, "unless", issues);
    if signature.samples.is_empty() {
        let issue = Issue::error("no-sample", path.key("samples"), "this signature has no sample");
        issues.push(issue.hint("add at least one real wording that the pattern matches"));
    }
    for (number, sample) in signature.samples.iter().enumerate() {
        let path = path.key("samples").item(number);
        if pattern.as_ref().is_some_and(|pattern| !sample.lines().any(|line| pattern.is_match(line))) {
            let issue =
                Issue::error("sample-misses", path.clone(), "the pattern matches no line of this sample");
            issues.push(issue.hint(format!("the pattern is {}", signature.pattern)));
        }
        if let Some(missing) = all_of.iter().find(|regex| !regex.is_match(sample)) {
            let what = format!("`all_of` asks for {missing}, which this sample has not");
            issues.push(
                Issue::error("sample-misses", path.clone(), what)
                    .hint("give the sample with its context, as several lines"),
            );
        }
        if let Some(hit) = unless.iter().find(|regex| regex.is_match(sample)) {
            let what = format!("`unless` excludes {hit}, which this sample has");
            issues.push(
                Issue::error("sample-misses", path, what).hint("narrow `unless`, or take another sample"),
            );
        }
    }
}

fn literal(signature: &SignatureFile, path: &Path, issues: &mut Vec<Issue>) {
    let found = required_literals(&signature.pattern).ok().flatten();
    let shortest = found.iter().flatten().map(|literal| literal.text.chars().count()).min().unwrap_or(0);
    if shortest < LITERAL {
        let what = format!("not every match contains a plain text of at least {LITERAL} characters");
        let issue = Issue::error("no-literal", path.key("pattern"), what);
        issues.push(issue.hint("write out a part that is always there; with `a|b`, one in each branch"));
    }
}
