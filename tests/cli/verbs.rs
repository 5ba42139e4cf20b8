//! Verbs without a terminal: exit codes, JSON, what goes to which stream.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;

use crate::call::{call, root};

fn list() -> Vec<Value> {
    call("list --json").run().code(0).json().as_array().expect("a list").clone()
}

#[test]
fn the_library_has_each_of_the_52_cases_once() {
    let listed: Vec<String> =
        list().iter().map(|case| case["id"].as_str().expect("an id").to_owned()).collect();
    let ids: BTreeSet<String> = listed.iter().cloned().collect();
    let numbered = |prefix: &str, count: usize| -> Vec<String> {
        (1..=count).map(|number| format!("HC-{prefix}-{number:03}")).collect()
    };
    let wanted: BTreeSet<String> =
        [numbered("PY", 32), numbered("DEP", 8), numbered("PROD", 12)].concat().into_iter().collect();
    assert_eq!(ids, wanted);
    assert_eq!(listed.len(), 52);
}

#[test]
fn each_case_has_all_its_parts() {
    for case in list() {
        let id = case["id"].as_str().expect("an id");
        let shown = call("show --json").arg(id).run().code(0).json();
        let filled = |key: &str| shown[key].as_array().is_some_and(|list| !list.is_empty());
        assert!(!shown["symptom"]["text"].as_str().unwrap_or_default().trim().is_empty(), "{id}: symptom");
        for key in ["causes", "diagnosis", "fix", "prevention", "tags"] {
            assert!(filled(key), "{id}: {key}");
        }
        let runnable =
            shown["diagnosis"].as_array().into_iter().flatten().any(|step| step["run"].is_string());
        assert!(runnable, "{id}: no check that runs");
        for step in shown["fix"].as_array().into_iter().flatten() {
            assert!(step["risk"].is_string(), "{id}: a fix step without risk");
        }
        let also = shown["symptom"]["also"].as_array().map_or(0, Vec::len);
        assert!(also >= 5, "{id}: too few words that people type");
    }
}

#[test]
fn list_narrows() {
    let count = |arguments: &str| call(arguments).run().code(0).json().as_array().map_or(0, Vec::len);
    assert_eq!(count("list --json --category security"), 5);
    assert!(count("list --json --tag pip") > 3);
    assert_eq!(count("list --json --pack nobody"), 0);
    assert!(count("list --json --checklists") >= 7);
}

#[test]
fn search_finds_and_says_when_it_does_not() {
    let hits = call("search venv --json").run().code(0).json();
    assert_eq!(hits[0]["id"], "HC-PY-001");
    for key in ["title", "category", "pack", "score", "confidence"] {
        assert!(!hits[0][key].is_null(), "{key} is missing");
    }
    let nothing = call("search zzzqqqxxx").run().code(1);
    assert!(nothing.out.is_empty() && nothing.err.contains("nothing known matches"));
    assert_eq!(call("search zzzqqqxxx --json").run().code(1).json(), serde_json::json!([]));
}

#[test]
fn show_prints_text_and_markdown_and_helps_with_unknown_ids() {
    let text = call("show HC-PY-002").run().code(0).out;
    assert!(text.starts_with("HC-PY-002: Dependency resolver conflicts\n"));
    let markdown = call("show hc-py-002 --markdown").run().code(0).out;
    assert!(markdown.starts_with("# HC-PY-002: ") && markdown.contains("## Fast diagnosis"));
    assert!(call("show HC-PY-02").run().code(1).err.contains("did you mean"));
    assert!(call("show ../etc").run().code(1).err.contains("crashcart list"));
    call("show HC-PY-001 --json --markdown").run().code(2);
}

#[test]
fn usage_errors_exit_2_and_say_what_to_write() {
    assert!(call("list --jsn").run().code(2).err.contains("--json"));
    call("search").run().code(2);
    assert!(call("--help").run().code(0).out.contains("search"));
    assert!(call("--version").run().code(0).out.starts_with("crashcart "));
}

#[test]
fn the_screen_refuses_where_it_cannot_be_drawn() {
    let refused = call("venv").env("TERM", "xterm").run().code(2);
    assert!(refused.err.contains("not a terminal") && refused.out.is_empty());
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let script = format!(
        "{} list | head -1; {} show HC-PY-001 --json | true",
        crate::call::BINARY,
        crate::call::BINARY
    );
    let output = std::process::Command::new("bash").args(["-c", &script]).output().expect("bash");
    assert!(output.status.success());
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn the_built_in_pack_is_clean() {
    let folder = root().join("content/python");
    let report = call("lint").arg(&folder.display().to_string()).run();
    assert_eq!(report.code, 0, "{}", report.out);
}

#[test]
fn lint_tells_file_line_column_and_what_to_write() {
    let folder = tempfile::tempdir().expect("a folder");
    let demo = root().join("tests/packs/demo");
    copy(&demo, folder.path());
    let case = folder.path().join("cases/DEMO-003.yaml");
    let text = fs::read_to_string(&case).expect("readable").replace("causes:", "cuases:");
    fs::write(&case, text).expect("written");
    let report = call("lint").arg(&folder.path().display().to_string()).run().code(1);
    assert!(report.out.contains("DEMO-003.yaml:13:1"), "{}", report.out);
    assert!(report.out.contains("cuases:") && report.out.contains("causes"), "{}", report.out);
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
    for entry in fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            fs::create_dir_all(&target).expect("a folder");
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).expect("copied");
        }
    }
}

#[test]
fn what_is_generated_is_up_to_date() {
    let stored = |path: &str| fs::read_to_string(root().join(path)).unwrap_or_default();
    for kind in ["case", "checklist", "pack"] {
        let printed = call(&format!("schema {kind}")).run().code(0).out;
        let path = format!("assets/{kind}.schema.json");
        assert_eq!(stored(&path), printed, "run: cargo run -- schema {kind} > {path}");
    }
    assert_eq!(
        stored("docs/keys.md"),
        call("keys").run().code(0).out,
        "run: cargo run -- keys > docs/keys.md"
    );
}

#[test]
fn nothing_in_the_project_is_left_over() {
    // A copy-paste accident of another kind: words that only make sense where the project was made.
    for path in ["README.md", "CONTRIBUTING.md", "docs/architecture.md", "docs/writing-cases.md"] {
        let text = fs::read_to_string(root().join(path)).expect("readable");
        assert!(!text.contains("TODO") && !text.contains("/work/"), "{path}");
    }
}
