//! A proof that cannot fail proves nothing: each kind of sabotage turns a case red.

use std::borrow::Cow;
use std::path::PathBuf;
use std::sync::Arc;

use crashcart::content::Library;
use crashcart::content::source::Source;
use crashcart::domain::CaseId;
use crashcart::engine::matcher::Matcher;
use crashcart::runtime::bench::Bench;
use crashcart::runtime::drill::{Kit, Proof, Status, Tools, verify};
use crashcart::runtime::interrupt::Interrupt;

const CASE: &str = "HC-PY-001";

/// The proof of the case, with one file of the built-in pack changed.
fn proof_with(path: &str, change: impl Fn(&str) -> String) -> Proof {
    let mut sources = Source::builtin();
    let files = sources.iter_mut().flat_map(|source| &mut source.files);
    let file = files.into_iter().find(|file| file.path == path).expect("the file");
    let changed = change(&file.text);
    assert_ne!(changed, file.text, "nothing was changed in {path}");
    file.text = Cow::Owned(changed);
    let (library, problems) = Library::from_sources(sources);
    assert!(problems.is_empty(), "{}", problems[0].render(false));
    let case =
        library.card(&CaseId::new(CASE).expect("an id")).and_then(|card| card.as_case()).expect("the case");
    let kit = Kit::unpack(&library).expect("scripts");
    let matcher = Arc::new(Matcher::of_cards(&library.cards));
    let mut bench =
        Bench::new(PathBuf::from(env!("CARGO_BIN_EXE_crashcart")), &Arc::new(Interrupt::default()));
    verify(case, &kit, &Tools::from_env().expect("python3"), &matcher, &mut bench)
}

fn reasons(path: &str, change: impl Fn(&str) -> String) -> String {
    match proof_with(path, change).status {
        Status::NotProven(reasons) => reasons.join("\n"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_empty_fix_turns_the_case_red() {
    let why = reasons("drills/HC-PY-001/fix.sh", |_| String::new());
    assert_eq!(why, "wrong-venv is confirmed after the fix");
}

#[test]
fn a_rule_that_always_confirms_turns_the_case_red() {
    let why = reasons("cases/HC-PY-001.yaml", |text| {
        text.replacen("^standard-library=(?P<name>.+)$", "(?P<name>^python=)", 1)
    });
    assert!(why.contains("incomplete-python is contradicted in the healthy sandbox"), "{why}");
    assert!(why.contains("wrong-venv is contradicted in the broken sandbox"), "{why}");
}

#[test]
fn a_fault_that_is_not_there_turns_the_case_red() {
    let healthy = |text: &str| text.replace("legacy-env/bin/activate", ".venv/bin/activate");
    let why = reasons("drills/HC-PY-001/break.sh", healthy);
    assert!(why.contains("the symptom matches no case"), "{why}");
    assert!(why.contains("no cause is confirmed in the broken sandbox"), "{why}");
}

#[test]
fn a_healthy_world_with_the_fault_turns_the_case_red() {
    let broken = |text: &str| text.replace(".venv/bin/activate", "legacy-env/bin/activate");
    let why = reasons("drills/HC-PY-001/healthy.sh", broken);
    assert_eq!(why, "wrong-venv is confirmed in the healthy sandbox");
}

#[test]
fn a_script_that_fails_turns_the_case_red_with_its_words() {
    let why = reasons("drills/HC-PY-001/break.sh", |text| format!("{text}\necho the end >&2\nexit 3\n"));
    assert_eq!(why, "break.sh failed (exit 3): the end");
}

#[test]
fn what_cannot_be_made_here_is_skipped_and_not_called_proven() {
    let proof = proof_with("drills/HC-PY-001/break.sh", |text| format!("{text}\n# needs: no-such-package\n"));
    if std::env::var_os("CRASHCART_DRILL_WHEELS").is_none() {
        assert!(
            matches!(&proof.status, Status::Skipped(why) if why.contains("no-such-package")),
            "{proof:?}"
        );
    }
}
