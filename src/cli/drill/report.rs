//! The proofs of cases as lines for people, as JSON and as `JUnit` XML.
//! What is proven is decided in `runtime::drill`.

use std::time::Duration;

use serde_json::{Value, json};

use super::super::print::Printer;
use crate::domain::visible::visible;
use crate::engine::report::verdicts;
use crate::runtime::drill::{Proof, Status, Tools, now};

/// One case: proven or not, how long it took, what its checks decided; below it why not.
pub fn line(proof: &Proof, printer: Printer) -> String {
    let word = format!("{:<11}", word(&proof.status));
    let word = if proof.status == Status::Proven { word } else { printer.bold(&word) };
    let (decided, all) = decided(proof);
    let checks = format!("{:>2} checks, {decided} of {all} causes decided", proof.checks);
    let seconds = proof.seconds.as_secs_f64();
    let id = printer.id(&format!("{:<12}", proof.case));
    let mut text = format!("{word} {id} {seconds:>6.1} s  {}\n", printer.dim(&checks));
    for reason in proof.status.reasons() {
        text.push_str(&format!("{:12}{}\n", "", visible(&reason)));
    }
    text
}

/// The last line.
pub fn total(proofs: &[Proof], tools: &Tools, took: Duration) -> String {
    let mut counts = Vec::new();
    for known in ["proven", "not_proven", "skipped", "no_sandbox"] {
        let count = proofs.iter().filter(|proof| proof.status.as_str() == known).count();
        if count > 0 {
            counts.push(format!("{count} {}", known.replace('_', " ")));
        }
    }
    let took = took.as_secs_f64();
    format!("{} cases: {}, in {took:.1} s with Python {}\n", proofs.len(), counts.join(", "), tools.version)
}

/// The document of `--json`.
pub fn document(proofs: &[Proof], tools: &Tools, took: Duration) -> Value {
    json!({
        "unix_time": now().as_secs(),
        "python": tools.version,
        "pip": tools.pip,
        "seconds": round(took),
        "cases": proofs.iter().map(case).collect::<Vec<_>>(),
    })
}

fn case(proof: &Proof) -> Value {
    let (decided, all) = decided(proof);
    let steps = proof
        .steps
        .iter()
        .map(|step| json!({ "step": step.name, "result": step.result, "seconds": round(step.seconds) }));
    json!({
        "id": proof.case,
        "status": proof.status.as_str(),
        "reasons": proof.status.reasons(),
        "checks": proof.checks,
        "decided": decided,
        "causes": verdicts::causes(&proof.broken),
        "of": all,
        "seconds": round(proof.seconds),
        "steps": steps.collect::<Vec<_>>(),
    })
}

/// A `JUnit` report, as CI servers read it.
pub fn junit(proofs: &[Proof], took: Duration) -> String {
    let count = |word: &[&str]| proofs.iter().filter(|proof| word.contains(&proof.status.as_str())).count();
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n<testsuite name=\"crashcart drills\" tests=\"{}\" \
         failures=\"{}\" skipped=\"{}\" time=\"{:.3}\">\n",
        proofs.len(),
        count(&["not_proven"]),
        count(&["skipped", "no_sandbox"]),
        took.as_secs_f64(),
    );
    for proof in proofs {
        let reasons = escaped(&proof.status.reasons().join("; "));
        let inside = match proof.status {
            Status::Proven => String::new(),
            Status::NotProven(_) => format!("<failure message=\"{reasons}\"/>"),
            Status::Skipped(_) | Status::NoSandbox(_) => format!("<skipped message=\"{reasons}\"/>"),
        };
        let (id, seconds) = (escaped(&proof.case), proof.seconds.as_secs_f64());
        text.push_str(&format!(
            "<testcase classname=\"drill\" name=\"{id}\" time=\"{seconds:.3}\">{inside}</testcase>\n"
        ));
    }
    text + "</testsuite>\n</testsuites>\n"
}

fn escaped(text: &str) -> String {
    visible(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn word(status: &Status) -> &'static str {
    match status {
        Status::Proven => "proven",
        Status::NotProven(_) => "NOT PROVEN",
        Status::Skipped(_) => "skipped",
        Status::NoSandbox(_) => "no sandbox",
    }
}

fn decided(proof: &Proof) -> (usize, usize) {
    let decided = proof.broken.causes.iter().filter(|cause| cause.state().is_decided()).count();
    (decided, proof.broken.causes.len())
}

fn round(duration: Duration) -> f64 {
    (duration.as_secs_f64() * 1000.0).round() / 1000.0
}
