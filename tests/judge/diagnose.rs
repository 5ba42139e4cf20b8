//! `crashcart diagnose`: every exit status, the JSON document, values from evidence and from the person.

use std::process::Command;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use crate::desk::{crashcart, path_with, project, run, seen, states};

const LOG: &str =
    "Traceback (most recent call last):\nModuleNotFoundError: No module named 'warehouse_kit'\n";

fn state_of(document: &serde_json::Value, key: &str) -> String {
    states(document).into_iter().find(|(known, _)| known == key).expect("the cause").1
}

#[test]
fn a_confirmed_cause_exits_3_with_the_line_and_the_filled_fix() {
    let folder = project(&[("main.py", "import warehouse_kit\n"), ("error.log", LOG)]);
    let venv = Command::new("python3")
        .args(["-m", "venv", "--without-pip", ".venv"])
        .current_dir(folder.path())
        .status()
        .expect("python3");
    assert!(venv.success());
    let site =
        std::fs::read_dir(folder.path().join(".venv/lib")).expect("lib").next().expect("one").expect("one");
    std::fs::write(site.path().join("site-packages/warehouse_kit.py"), "").expect("a module");

    let log = folder.path().join("error.log");
    let dir = folder.path().to_str().expect("utf-8");
    let json = ["diagnose", "hc-py-001", "--dir", dir, "--evidence", log.to_str().expect("utf-8"), "--json"];
    let answer = run(&mut crashcart(&json));
    assert_eq!(answer.code, Some(3), "{}{}", answer.out, answer.err);
    let document = answer.json();
    assert_eq!(document["id"], "HC-PY-001");
    assert_eq!(document["values"]["module"], "warehouse_kit");
    assert_eq!(state_of(&document, "no-venv"), "confirmed");
    assert_eq!(state_of(&document, "wrong-venv"), "ruled_out");
    let cause = &document["causes"][0];
    assert_eq!(cause["check"], 1);
    assert!(cause["because"].as_str().expect("a line").ends_with("/.venv"), "{cause}");
    let check = &document["checks"][0];
    for key in ["run", "exit", "signal", "timed_out", "seconds", "output", "verdicts"] {
        assert!(check.get(key).is_some(), "{key}: {check}");
    }
    let line = cause["proofs"][0]["lines"][0]["line"].as_u64().expect("a number");
    let printed =
        check["output"].as_str().expect("output").lines().nth(usize::try_from(line).expect("small") - 1);
    assert_eq!(printed, cause["because"].as_str(), "the very line of the output");

    let text = run(&mut crashcart(&json[..json.len() - 1]));
    assert_eq!(text.code, Some(3));
    for part in [
        "confirmed        The global interpreter is in use",
        "check 1: no environment is active",
        "nothing of this was run",
        ".venv/bin/activate && python3",
    ] {
        assert!(text.out.contains(part), "{part}: {}", text.out);
    }
    assert!(!text.out.contains('\u{1b}'), "{}", text.out);
}

#[test]
fn nothing_found_exits_0_and_nothing_to_look_at_exits_4() {
    let whole = project(&[("main.py", "import json, warehouse_kit\n"), ("warehouse_kit.py", "")]);
    let answer =
        run(crashcart(&["diagnose", "HC-PY-001", "--param", "module=json"]).current_dir(whole.path()));
    assert_eq!(answer.code, Some(0), "{}", answer.out);
    let empty = project(&[]);
    let answer = run(crashcart(&["diagnose", "HC-PY-001"]).current_dir(empty.path()));
    assert_eq!(answer.code, Some(4), "{}", answer.out);
    assert!(answer.out.contains("could not check"), "{}", answer.out);
}

#[test]
fn a_missing_program_is_a_reason_and_not_a_verdict() {
    let folder = project(&[]);
    let path = path_with(folder.path(), None);
    let answer =
        run(crashcart(&["diagnose", "HC-PY-001", "--json"]).current_dir(folder.path()).env("PATH", path));
    assert_eq!(answer.code, Some(4), "{}", answer.out);
    let document = answer.json();
    assert!(states(&document).iter().all(|(_, state)| state == "could_not_check"), "{document}");
    let because = document["causes"][0]["because"].as_str().expect("a reason");
    assert!(because.contains("exit 127") && because.contains("python3"), "{because}");
}

#[test]
fn what_the_person_gives_is_not_overridden_and_captures_of_no_name_are_refused() {
    let folder = project(&[("error.log", LOG)]);
    // Says which module it was asked for.
    let path = path_with(
        folder.path(),
        Some("echo \"module=$2\"; echo found=no; echo 'in-no-environment=1 looked at'"),
    );
    let ask = |arguments: &[&str]| {
        let whole = [&["diagnose", "HC-PY-001", "--json"], arguments].concat();
        run(crashcart(&whole).current_dir(folder.path()).env("PATH", &path)).json()
    };
    let says = |document: &serde_json::Value| {
        document["causes"]
            .as_array()
            .expect("causes")
            .iter()
            .find(|cause| cause["key"] == "not-installed")
            .expect("it")["says"]
            .clone()
    };
    assert_eq!(
        says(&ask(&["--evidence", "error.log"])),
        "warehouse_kit is in none of the 1 environments looked at"
    );
    assert_eq!(
        says(&ask(&["--evidence", "error.log", "--param", "module=mine"])),
        "mine is in none of the 1 environments looked at"
    );
}

#[test]
fn evidence_on_standard_input_is_matched_and_diagnosed() {
    let folder = project(&[("error.log", LOG)]);
    let arguments = ["match", "error.log", "--diagnose", "--limit", "1"];
    let text = run(crashcart(&arguments).current_dir(folder.path()));
    assert_eq!(text.code, Some(0), "{}", text.err);
    assert!(text.out.contains("warehouse_kit is in none of the 1 environments looked at"), "{}", text.out);
    let json = run(crashcart(&[&arguments[..], &["--json"]].concat()).current_dir(folder.path()));
    let document = json.json();
    assert_eq!(state_of(&document[0]["diagnosis"], "not-installed"), "confirmed", "{document}");
}

#[test]
fn time_that_is_over_exits_124() {
    let folder = project(&[]);
    let path = path_with(folder.path(), Some("exec sleep 600"));
    let begun = Instant::now();
    let answer = run(crashcart(&["diagnose", "HC-PY-001", "--timeout", "0.5", "--json"])
        .current_dir(folder.path())
        .env("PATH", path));
    assert_eq!(answer.code, Some(124), "{}", answer.out);
    assert!(begun.elapsed() < Duration::from_secs(60), "{:?}", begun.elapsed());
    let document = answer.json();
    assert_eq!(document["checks"][0]["timed_out"], true);
    assert_eq!(document["causes"][0]["because"], "the check ran out of time");
}

#[test]
fn an_interrupt_stops_the_check_and_exits_130() {
    let folder = project(&[]);
    let path = path_with(folder.path(), Some("echo $$ > started; exec sleep 600"));
    let mut command = crashcart(&["diagnose", "HC-PY-001"]);
    let command = command.current_dir(folder.path()).env("PATH", path);
    let child = command.stdout(std::process::Stdio::piped()).spawn().expect("it starts");
    let started = folder.path().join("started");
    let text = || std::fs::read_to_string(&started).unwrap_or_default();
    while text().trim().is_empty() {
        std::thread::sleep(Duration::from_millis(5));
    }
    kill_process(Pid::from_child(&child), Signal::INT).expect("it lives");
    let answer = seen(&child.wait_with_output().expect("it ends"));
    assert_eq!(answer.code, Some(130), "{}", answer.out);
    assert!(!std::path::Path::new("/proc").join(text().trim()).exists(), "the check still runs");
}

#[test]
fn bad_usage_exits_2_and_says_what_to_write() {
    let folder = project(&[]);
    for (arguments, hint) in [
        (&["HC-PY-01"][..], "did you mean HC-PY-0"),
        (&["HC-PY-001", "--param", "module"], "--param module=VALUE"),
        (&["HC-PY-001", "--param", "nothing=1"], "it has module"),
        (&["HC-PY-001", "--param", "module=a b"], "a module name"),
        (&["HC-PY-001", "--dir", "nowhere"], "not a folder"),
        (&["HC-PY-001", "--evidence", "nowhere.log"], "cannot read"),
        (&["HC-PY-001", "--timeout", "soon"], "number of seconds"),
    ] {
        let whole = [&["diagnose"], arguments].concat();
        let answer = run(crashcart(&whole).current_dir(folder.path()));
        assert_eq!(answer.code, Some(2), "{arguments:?}: {}", answer.out);
        assert!(answer.err.contains(hint), "{arguments:?}: {}", answer.err);
        assert!(answer.out.is_empty(), "{arguments:?}: {}", answer.out);
    }
}
