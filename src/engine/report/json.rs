//! JSON documents: the shapes that scripts read. Keys may be added, never renamed or removed.

use serde_json::{Map, Value, json};

use crate::domain::verdict::{Condition, Effect, Rule, SampleOutcome};
use crate::domain::{
    Card, Case, Check, Checklist, Confidence, Diagnosis, FixStep, Io, Match, Parameter, Signature,
};

/// One row of `list` and `search`.
pub fn row(card: &Card, score: Option<(f64, Confidence)>) -> Value {
    let mut row = Map::new();
    row.insert("id".into(), json!(card.id().as_str()));
    row.insert("title".into(), json!(card.title()));
    row.insert("category".into(), json!(card.category()));
    row.insert("pack".into(), json!(card.pack()));
    row.insert("tags".into(), json!(card.tags()));
    if let Some((score, confidence)) = score {
        row.insert("score".into(), json!((score * 1000.0).round() / 1000.0));
        row.insert("confidence".into(), json!(confidence.as_str()));
    }
    Value::Object(row)
}

/// One row of `match`: the case, the lines that speak for it, and what they named.
pub fn match_row(card: &Card, found: &Match) -> Value {
    let mut row = row(card, Some((found.score, found.confidence)));
    let evidence = found.evidence.iter().map(|line| {
        let signature = Some(&line.signature).filter(|signature| !signature.is_empty());
        json!({ "line": line.line, "text": line.text, "signature": signature })
    });
    let captures: Map<String, Value> =
        found.captures.iter().map(|(name, value)| (name.clone(), json!(value))).collect();
    if let Value::Object(row) = &mut row {
        row.insert("evidence".into(), evidence.collect());
        row.insert("captures".into(), Value::Object(captures));
    }
    row
}

/// The card as it stands in its file, resolved.
pub fn card(card: &Card) -> Value {
    match card {
        Card::Case(shown) => case(shown, card),
        Card::Checklist(list) => checklist(list, card),
    }
}

fn case(case: &Case, card: &Card) -> Value {
    json!({
        "id": case.id.as_str(),
        "title": case.title,
        "category": case.category,
        "pack": case.pack,
        "tags": case.tags,
        "source": case.source,
        "symptom": {
            "text": case.symptom.text,
            "also": case.symptom.also,
            "signatures": case.symptom.signatures.iter().map(signature).collect::<Vec<_>>(),
        },
        "causes": case.causes.iter().map(|cause| json!({
            "key": cause.key, "text": cause.text, "by_hand": cause.by_hand,
        })).collect::<Vec<_>>(),
        "parameters": parameters(&case.parameters),
        "diagnosis": case.diagnosis.iter().map(diagnosis).collect::<Vec<_>>(),
        "fix": case.fix.iter().map(step).collect::<Vec<_>>(),
        "prevention": case.prevention,
        "related": case.related.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "commands": commands(card),
    })
}

fn checklist(list: &Checklist, card: &Card) -> Value {
    json!({
        "id": list.id.as_str(),
        "title": list.title,
        "category": card.category(),
        "pack": list.pack,
        "tags": list.tags,
        "source": list.source,
        "summary": list.summary,
        "parameters": parameters(&list.parameters),
        "steps": list.steps.iter().map(step).collect::<Vec<_>>(),
        "related": list.related.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "commands": commands(card),
    })
}

fn commands(card: &Card) -> Value {
    let rows = card.commands().into_iter().map(
        |command| json!({ "number": command.number, "run": command.template, "risk": command.risk.as_str() }),
    );
    Value::Array(rows.collect())
}

fn signature(signature: &Signature) -> Value {
    json!({
        "pattern": signature.pattern,
        "strength": signature.strength.as_str(),
        "all_of": signature.all_of,
        "unless": signature.unless,
        "samples": signature.samples,
    })
}

fn parameters(parameters: &[Parameter]) -> Value {
    let rows = parameters.iter().map(|parameter| {
        let value = json!({
            "ask": parameter.ask, "default": parameter.default, "type": parameter.kind.name(),
            "from": parameter.from, "choices": parameter.choices,
        });
        (parameter.name.clone(), value)
    });
    Value::Object(rows.collect())
}

fn diagnosis(step: &Diagnosis) -> Value {
    match step {
        Diagnosis::Look(text) => json!({ "look": text }),
        Diagnosis::Check(check) => self::check(check),
    }
}

fn check(check: &Check) -> Value {
    json!({
        "run": check.run,
        "why": check.why,
        "timeout": check.timeout.as_secs(),
        "io": match check.io { Io::Live => "live", Io::Pipe => "pipe" },
        "verdicts": check.rules.iter().map(rule).collect::<Vec<_>>(),
    })
}

fn rule(rule: &Rule) -> Value {
    let of = |effect: Effect| -> Vec<&str> {
        rule.claims.iter().filter(|claim| claim.effect == effect).map(|claim| claim.cause.as_str()).collect()
    };
    json!({
        "when": condition(&rule.when),
        "confirms": of(Effect::Confirms),
        "rules_out": of(Effect::RulesOut),
        "cannot": of(Effect::Cannot),
        "says": rule.says,
        "samples": { "fires": samples(&rule.fires), "silent": samples(&rule.silent) },
    })
}

fn samples(samples: &[SampleOutcome]) -> Value {
    Value::Array(
        samples.iter().map(|sample| json!({ "exit": sample.exit, "output": sample.output })).collect(),
    )
}

fn condition(condition: &Condition) -> Value {
    match condition {
        Condition::Exit(codes) => json!({ "exit": codes }),
        Condition::Output(pattern) => json!({ "output": pattern }),
        Condition::Absent(pattern) => json!({ "absent": pattern }),
        Condition::Number(name, comparison, number) => {
            json!({ "number": { name: format!("{} {number}", comparison.as_str()) } })
        }
        Condition::All(parts) => json!({ "all": parts.iter().map(self::condition).collect::<Vec<_>>() }),
        Condition::Any(parts) => json!({ "any": parts.iter().map(self::condition).collect::<Vec<_>>() }),
        Condition::Not(part) => json!({ "not": self::condition(part) }),
    }
}

fn step(step: &FixStep) -> Value {
    json!({
        "do": step.text,
        "avoid": step.avoid,
        "run": step.run,
        "risk": step.risk.as_str(),
        "effect": step.effect,
        "confirm": step.confirm,
        "for": step.causes,
    })
}
