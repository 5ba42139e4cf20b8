//! Verdicts as JSON: the shape that scripts read. Text for people is the command line's and the screen's.

use serde_json::{Value, json};

use crate::domain::verdict::Effect;
use crate::engine::judge::{CauseVerdict, Proof, Verdicts};

/// The causes with their states and proofs.
pub fn causes(verdicts: &Verdicts) -> Value {
    Value::Array(verdicts.causes.iter().map(cause).collect())
}

/// What one check said, cause by cause.
pub fn said_by(verdicts: &Verdicts, check: usize) -> Value {
    let proofs =
        verdicts.causes.iter().flat_map(|cause| cause.proofs.iter().map(move |proof| (cause, proof)));
    let own = proofs.filter(|(_, proof)| proof.check == check);
    let rows = own.map(|(cause, proof)| {
        let mut row = self::proof(proof);
        row["cause"] = json!(cause.key);
        row
    });
    Value::Array(rows.collect())
}

fn cause(cause: &CauseVerdict) -> Value {
    let first = cause.grounds().next();
    json!({
        "key": cause.key,
        "text": cause.text,
        "state": cause.state().as_str(),
        "check": first.map(|proof| proof.check),
        "because": cause.because(),
        "says": first.map(|proof| proof.says.as_str()),
        "by_hand": cause.by_hand,
        "proofs": cause.proofs.iter().map(proof).collect::<Vec<_>>(),
    })
}

fn proof(proof: &Proof) -> Value {
    let lines = proof.lines.iter().map(|line| json!({ "line": line.number, "text": line.text }));
    json!({
        "check": proof.check,
        "effect": match proof.effect {
            Effect::Confirms => "confirms",
            Effect::RulesOut => "rules_out",
            Effect::Cannot => "cannot",
        },
        "says": proof.says,
        "lines": lines.collect::<Vec<_>>(),
    })
}
