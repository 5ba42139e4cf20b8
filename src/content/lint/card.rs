//! The parts of a card and the names in it: what must be there, and what must exist elsewhere.

use std::collections::BTreeSet;

use crate::content::format::{CaseFile, ChecklistFile};
use crate::content::path::{Path, at};
use crate::content::problem::Severity;
use crate::content::resolve::Issue;
use crate::content::suggest;

/// What a card may refer to.
pub struct Names<'a> {
    /// Every id of the packs that are looked at and of the built-in ones.
    pub ids: &'a BTreeSet<String>,
    /// Keys of the pack's categories.
    pub categories: &'a [String],
}

/// What is wrong with a case as a whole.
pub fn check_case(case: &CaseFile, stem: &str, names: &Names<'_>, issues: &mut Vec<Issue>) {
    file_name(&case.id, stem, issues);
    category(case, names, issues);
    tags(&case.tags, issues);
    related(&case.related, &case.id, names, issues);
    parts(case, issues);
    causes(case, issues);
    not_empty(&case.title, at("title"), issues);
}

/// What is wrong with a checklist as a whole.
///
/// A checklist's file is named after the job, not after the id: people look for `release.yaml`.
pub fn check_list(list: &ChecklistFile, names: &Names<'_>, issues: &mut Vec<Issue>) {
    related(&list.related, &list.id, names, issues);
    not_empty(&list.title, at("title"), issues);
    not_empty(&list.summary, at("summary"), issues);
    if list.steps.is_empty() {
        issues.push(Issue::error("missing-part", at("steps"), "a checklist has at least one step"));
    }
}

fn file_name(id: &str, stem: &str, issues: &mut Vec<Issue>) {
    if id != stem {
        let what = format!("the id is `{id}`, the file is called `{stem}.yaml`");
        issues.push(
            Issue::error("id-and-file", at("id"), what)
                .hint(format!("rename the file to `{id}.yaml`, or write `id: {stem}`")),
        );
    }
}

fn category(case: &CaseFile, names: &Names<'_>, issues: &mut Vec<Issue>) {
    if !names.categories.contains(&case.category) {
        let issue = Issue::error(
            "unknown-category",
            at("category"),
            format!("the pack has no category `{}`", case.category),
        );
        let hint = suggest::hint(&case.category, names.categories.iter().map(String::as_str));
        issues.push(issue.maybe_hint(hint));
    }
}

fn tags(tags: &[String], issues: &mut Vec<Issue>) {
    let warn =
        |path, what: String| Issue { severity: Severity::Warning, ..Issue::error("bad-tags", path, what) };
    if !(2..=6).contains(&tags.len()) {
        issues.push(warn(at("tags"), format!("a case has two to six tags, this one has {}", tags.len())));
    }
    for (number, tag) in tags.iter().enumerate() {
        if tag.is_empty() || tag.contains(char::is_whitespace) || *tag != tag.to_lowercase() {
            issues.push(warn(
                at("tags").item(number),
                format!("the tag `{tag}` is not one word in lower case"),
            ));
        }
    }
}

fn related(related: &[String], own: &str, names: &Names<'_>, issues: &mut Vec<Issue>) {
    for (number, id) in related.iter().enumerate() {
        let path = at("related").item(number);
        if id == own {
            issues
                .push(Issue::error("unknown-id", path, "a card is not related to itself").hint("remove it"));
        } else if !names.ids.contains(id) {
            let issue = Issue::error("unknown-id", path, format!("there is no case `{id}`"));
            let hint = suggest::nearest(id, names.ids.iter().map(String::as_str));
            issues.push(issue.maybe_hint(hint.map(|near| format!("did you mean `{near}`?"))));
        } else if related[..number].contains(id) {
            let issue = Issue::error("duplicate-id", path, format!("`{id}` stands here twice"));
            issues.push(Issue { severity: Severity::Warning, ..issue.hint("remove one of the two") });
        }
    }
}

fn parts(case: &CaseFile, issues: &mut Vec<Issue>) {
    let missing = [
        (case.symptom.text.trim().is_empty(), at("symptom").key("text"), "a case says what a person sees"),
        (case.causes.0.is_empty(), at("causes"), "a case has at least one cause"),
        (
            !case.diagnosis.iter().any(|step| step.run.is_some()),
            at("diagnosis"),
            "a case has at least one check that can be run",
        ),
        (case.fix.is_empty(), at("fix"), "a case has at least one step that mends it"),
        (case.prevention.is_empty(), at("prevention"), "a case says what keeps it from coming back"),
    ];
    for (_, path, what) in missing.into_iter().filter(|(missing, ..)| *missing) {
        issues.push(Issue::error("missing-part", path, what));
    }
    for (number, step) in case.diagnosis.iter().enumerate() {
        if step.run.is_some() && step.why.as_deref().is_none_or(|why| why.trim().is_empty()) {
            let path = at("diagnosis").item(number).key("run");
            issues.push(
                Issue::error("missing-part", path, "nothing says what this check tells")
                    .hint("add `why:`")
                    .on_key(),
            );
        }
    }
}

/// Every cause is confirmed by a rule, or says why only a person can tell.
fn causes(case: &CaseFile, issues: &mut Vec<Issue>) {
    let rules = || case.diagnosis.iter().flat_map(|step| &step.verdicts);
    for (key, cause) in &case.causes.0 {
        let path = at("causes").key(key);
        let confirmed = rules().any(|rule| rule.confirms.0.contains(key));
        if !confirmed && cause.by_hand.is_none() {
            let issue =
                Issue::error("unproven-cause", path.clone(), format!("no rule confirms `{key}`")).on_key();
            issues.push(issue.hint("add a rule with `confirms`, or say why none can: `by_hand: …`"));
        }
        if confirmed && cause.by_hand.is_some() {
            let what = format!("a rule confirms `{key}`, so `by_hand` is out of place");
            let issue = Issue::error("unproven-cause", path.key("by_hand"), what).on_key();
            issues.push(Issue { severity: Severity::Warning, ..issue.hint("remove `by_hand`") });
        }
        let good = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if key.is_empty() || !key.bytes().all(good) {
            let issue = Issue::error("bad-cause-key", path, format!("`{key}` is no key of a cause")).on_key();
            issues.push(issue.hint("write a-z, 0-9 and -"));
        }
    }
}

fn not_empty(text: &str, path: Path, issues: &mut Vec<Issue>) {
    if text.trim().is_empty() {
        issues.push(Issue::error("missing-part", path, "this is empty"));
    }
}
