//! Verdict rules: claims, conditions and samples, from their shapes to the domain.
//! Whether a rule speaks where it should is `content::lint`'s business.

use super::Issue;
use crate::content::format::{ConditionFile, OneOrMany, RuleFile, SamplesFile};
use crate::content::path::Path;
use crate::content::suggest;
use crate::domain::verdict::{Claim, Condition, Effect, Rule, SampleOutcome};

/// The rule that a file describes; `keys` are those of the causes.
pub(super) fn rule(file: &RuleFile, path: &Path, keys: &[&str], issues: &mut Vec<Issue>) -> Rule {
    let mut claims = Vec::new();
    let lists = [
        ("confirms", &file.confirms, Effect::Confirms),
        ("rules_out", &file.rules_out, Effect::RulesOut),
        ("cannot", &file.cannot, Effect::Cannot),
    ];
    for (name, list, effect) in lists {
        known_causes(list, &path.key(name), keys, issues);
        claims.extend(list.0.iter().map(|cause| Claim { cause: cause.clone(), effect }));
    }
    let cannot = claims.iter().any(|claim| claim.effect == Effect::Cannot);
    if claims.is_empty() {
        let issue = Issue::error("rule-without-claim", path.clone(), "this rule says nothing of any cause");
        issues.push(issue.hint("write `confirms`, `rules_out` or `cannot` with the key of a cause"));
    } else if cannot && claims.iter().any(|claim| claim.effect != Effect::Cannot) {
        let what = "a check that could not look proves nothing, so `cannot` stands alone";
        issues.push(
            Issue::error("rule-cannot-and-claim", path.key("cannot"), what)
                .on_key()
                .hint("make two rules of it"),
        );
    }
    Rule {
        when: condition(&file.when, &path.key("when"), issues),
        claims,
        says: file.says.clone(),
        fires: outcomes(&file.samples, true),
        silent: outcomes(&file.samples, false),
    }
}

/// Reports the keys that no cause has.
pub(super) fn known_causes(list: &OneOrMany<String>, path: &Path, keys: &[&str], issues: &mut Vec<Issue>) {
    for (number, cause) in list.0.iter().enumerate() {
        if !keys.contains(&cause.as_str()) {
            let issue =
                Issue::error("unknown-cause", path.item(number), format!("no cause is called `{cause}`"));
            issues.push(issue.maybe_hint(suggest::hint(cause, keys.iter().copied())));
        }
    }
}

fn outcomes(samples: &SamplesFile, fires: bool) -> Vec<SampleOutcome> {
    let list = if fires { &samples.fires } else { &samples.silent };
    list.iter().map(|sample| SampleOutcome { exit: sample.exit, output: sample.output.clone() }).collect()
}

/// The keys of a condition in the order in which they are tried: cheap ones first, and captures
/// before the numbers that are read from them.
fn condition(file: &ConditionFile, path: &Path, issues: &mut Vec<Issue>) -> Condition {
    let mut parts = Vec::new();
    parts.extend(file.exit.as_ref().map(|codes| Condition::Exit(codes.0.clone())));
    parts.extend(file.output.clone().map(Condition::Output));
    parts.extend(file.absent.clone().map(Condition::Absent));
    for (capture, comparison) in &file.number.0 {
        parts.push(Condition::Number(capture.clone(), comparison.comparison, comparison.number));
    }
    for (name, list) in [("all", &file.all), ("any", &file.any)] {
        let Some(list) = list else { continue };
        let path = path.key(name);
        let below = |(number, file)| condition(file, &path.item(number), issues);
        let conditions = list.iter().enumerate().map(below).collect();
        parts.push(if name == "all" { Condition::All(conditions) } else { Condition::Any(conditions) });
        if list.is_empty() {
            issues.push(Issue::error("empty-condition", path, "this list of conditions is empty"));
        }
    }
    if let Some(not) = &file.not {
        parts.push(Condition::Not(Box::new(condition(not, &path.key("not"), issues))));
    }
    if parts.is_empty() {
        let issue = Issue::error("empty-condition", path.clone(), "this condition always holds");
        issues.push(issue.hint("write `exit`, `output`, `absent`, `number`, `all`, `any` or `not`"));
    }
    match <[Condition; 1]>::try_from(parts) {
        Ok([only]) => only,
        Err(parts) => Condition::All(parts),
    }
}
