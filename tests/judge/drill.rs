//! `crashcart drill`: the built-in cases prove themselves, and a person practises in a sandbox.

use std::io::Write as _;
use std::process::Stdio;

use crate::desk::{crashcart, run, seen};

/// Set (to anything) to prove every case for which this machine has what it takes.
const EVERYTHING: &str = "CRASHCART_TEST_ALL_DRILLS";

/// Cases of six kinds whose sandboxes are made in a moment: no pip, no build.
const QUICK: [&str; 6] = ["HC-PY-001", "HC-PY-009", "HC-PY-012", "HC-PY-016", "HC-PY-020", "HC-PROD-012"];

#[test]
fn the_cases_prove_themselves() {
    let everything = std::env::var_os(EVERYTHING).is_some();
    let cases: &[&str] = if everything { &["--all"] } else { &QUICK };
    let folder = tempfile::tempdir().expect("a folder");
    let junit = folder.path().join("drills.xml");
    let common = ["drill", "--verify", "--json", "--jobs", "2", "--junit", junit.to_str().expect("utf-8")];
    let answer = run(&mut crashcart(&[&common, cases].concat()));
    let document = answer.json();
    let rows = document["cases"].as_array().expect("cases");
    let red: Vec<_> = rows.iter().filter(|row| row["status"] == "not_proven").collect();
    assert!(red.is_empty(), "{red:#?}");
    let proven = rows.iter().filter(|row| row["status"] == "proven").count();
    let skipped: Vec<_> = rows.iter().filter(|row| row["status"] == "skipped").collect();
    // Without wheels the drills with third-party packages are skipped, said so, and not called proven.
    let wheels = std::env::var_os("CRASHCART_DRILL_WHEELS").is_some();
    assert!(skipped.is_empty() || everything && !wheels, "{skipped:#?}");
    assert!(skipped.iter().all(|row| row["reasons"][0].as_str().expect("why").starts_with("needs ")));
    assert_eq!(answer.code, Some(if skipped.is_empty() { 0 } else { 4 }));
    assert!(proven >= if everything { 30 } else { QUICK.len() }, "{proven} proven");
    let report = std::fs::read_to_string(junit).expect("a report");
    assert_eq!(report.matches("<testcase ").count(), rows.len());
    assert!(report.contains("failures=\"0\""), "{report}");
}

#[test]
fn a_person_mends_a_sandbox_and_leaves_nothing_behind() {
    let script = "crashcart drill done; echo first=$?\n\
                  echo sandbox=$CRASHCART_DRILL\n\
                  . .venv/bin/activate\n\
                  crashcart drill done; echo second=$?\n";
    let mut command = crashcart(&["drill", "HC-PY-001"]);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    child.stdin.take().expect("a pipe").write_all(script.as_bytes()).expect("it reads");
    let answer = seen(&child.wait_with_output().expect("it ends"));
    assert_eq!(answer.code, Some(0), "{}{}", answer.out, answer.err);
    let has = |part: &str| assert!(answer.out.contains(part), "{part}: {}{}", answer.out, answer.err);
    has("ModuleNotFoundError: No module named 'app'");
    has("not mended yet, after");
    has("first=1");
    has("mended in");
    has("second=0");
    let sandbox = answer.out.lines().find_map(|line| line.strip_prefix("sandbox=")).expect("a sandbox");
    assert!(!std::path::Path::new(sandbox).exists(), "{sandbox} is still there");
}

#[test]
fn the_list_says_what_cannot_be_made_here_and_why() {
    let answer = run(crashcart(&["drill", "--list", "--json"]).env_remove("CRASHCART_DRILL_WHEELS"));
    assert_eq!(answer.code, Some(0), "{}", answer.err);
    let document = answer.json();
    let rows = document.as_array().expect("rows");
    let needy = rows.iter().filter(|row| row["needs"] != serde_json::json!([]));
    assert!(needy.clone().count() > 5);
    assert!(needy.into_iter().all(|row| row["ready"] == false
        && row["why_not"].as_str().expect("why").contains("CRASHCART_DRILL_WHEELS")));
    assert!(rows.iter().filter(|row| row["ready"] == true).count() > 30);
}

#[test]
fn done_outside_of_a_drill_is_bad_usage() {
    let answer = run(crashcart(&["drill", "done"]).env_remove("CRASHCART_DRILL"));
    assert_eq!(answer.code, Some(2));
    assert!(answer.err.contains("not in a drill"), "{}", answer.err);
}
