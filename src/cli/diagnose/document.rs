//! The JSON document of `crashcart diagnose`. Keys may be added, never renamed or removed.

use std::path::Path;

use serde_json::{Value, json};

use crate::domain::RunEnd;
use crate::engine::command::ready;
use crate::engine::judge::{Diagnosis, Standing, standing};
use crate::engine::report::verdicts;
use crate::runtime::bench::Checked;

/// The whole diagnosis.
pub fn whole(diagnosis: &Diagnosis, folder: &Path, done: &[Checked]) -> Value {
    json!({
        "id": diagnosis.card().id().as_str(),
        "title": diagnosis.card().title(),
        "folder": super::shown(folder).to_string_lossy(),
        "values": diagnosis.values(),
        "checks": done.iter().map(|checked| check(checked, diagnosis)).collect::<Vec<_>>(),
        "causes": verdicts::causes(diagnosis.verdicts()),
        "fix": fix(diagnosis),
    })
}

fn check(checked: &Checked, diagnosis: &Diagnosis) -> Value {
    let finished = checked.outcome.as_ref().ok();
    let end = finished.map(|finished| &finished.end);
    let refused = match (&checked.outcome, end) {
        (Err(why), _) | (_, Some(RunEnd::CouldNotStart(why))) => Some(why.as_str()),
        _ => None,
    };
    json!({
        "number": checked.number,
        "run": checked.command,
        "exit": match end { Some(RunEnd::Exit(code)) => Some(code), _ => None },
        "signal": match end { Some(RunEnd::Signal(name)) => Some(name), _ => None },
        "timed_out": end == Some(&RunEnd::TimedOut),
        "could_not_run": refused,
        "seconds": finished.map_or(0.0, |finished| (finished.seconds.as_secs_f64() * 1000.0).round() / 1000.0),
        "output": finished.map_or("", |finished| finished.output.as_str()),
        "note": finished.and_then(|finished| finished.note.as_deref()),
        "verdicts": verdicts::said_by(diagnosis.verdicts(), checked.number),
    })
}

fn fix(diagnosis: &Diagnosis) -> Value {
    let card = diagnosis.card();
    let commands = card.commands();
    let mut fixes = commands.iter().filter(|command| command.kind == crate::domain::CommandKind::Fix);
    let rows = card.steps().iter().map(|step| {
        let command = step.run.as_ref().and_then(|_| fixes.next());
        let filled = command.and_then(|command| ready(command, card.parameters(), diagnosis.values()).ok());
        json!({
            "do": step.text,
            "run": filled.map(|filled| filled.command()).or_else(|| step.run.clone()),
            "risk": step.risk.as_str(),
            "for": step.causes,
            "standing": match standing(step, diagnosis.verdicts()) {
                Standing::Confirmed => "confirmed",
                Standing::Possible => "possible",
                Standing::RuledOut => "ruled_out",
            },
        })
    });
    Value::Array(rows.collect())
}
