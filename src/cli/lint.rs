//! `crashcart lint`: checks packs and says what to write instead.

use std::process::ExitCode;

use serde_json::{Value, json};

use super::args::LintArgs;
use super::print::{self, Printer};
use crate::content::lint::lint_path;
use crate::content::{Problem, Severity};

/// Checks every path; exit 1 with findings.
pub fn run(arguments: &LintArgs, printer: &Printer) -> ExitCode {
    let mut problems: Vec<Problem> = Vec::new();
    let mut files = 0;
    for path in &arguments.paths {
        let report = lint_path(path);
        files += report.files;
        problems.extend(report.problems);
    }
    let findings = problems.iter().filter(|problem| problem.severity != Severity::Info).count();
    let shown: Vec<&Problem> =
        problems.iter().filter(|problem| arguments.notes || problem.severity != Severity::Info).collect();
    if arguments.json {
        print::json(&shown.iter().map(|problem| document(problem)).collect());
    } else {
        for problem in shown {
            print::out(&format!("{}\n", problem.render(printer.color)));
        }
        eprintln!("{findings} findings in {files} files");
    }
    ExitCode::from(u8::from(findings > 0))
}

fn document(problem: &Problem) -> Value {
    json!({
        "severity": problem.severity.as_str(),
        "code": problem.code,
        "file": problem.file,
        "line": problem.place.as_ref().map(|place| place.line),
        "column": problem.place.as_ref().map(|place| place.column),
        "what": problem.what,
        "hint": problem.hint,
    })
}
