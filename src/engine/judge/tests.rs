//! Verdicts, order and mending with data: outcomes in, states and proofs out.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use super::*;
use crate::domain::step::DEFAULT_TIMEOUT;
use crate::domain::verdict::{Claim, Condition, Effect, Rule};
use crate::domain::{CaseId, Cause, FixStep, Parameter, ParameterType, Risk, RunEnd, Symptom};

fn rule(when: Condition, effect: Effect, cause: &str, says: &str) -> Rule {
    let claims = vec![Claim { cause: cause.to_owned(), effect }];
    Rule { when, claims, says: says.to_owned(), fires: Vec::new(), silent: Vec::new() }
}

fn output(pattern: &str) -> Condition {
    Condition::Output(pattern.to_owned())
}

fn check(run: &str, rules: Vec<Rule>) -> Check {
    Check { run: run.to_owned(), why: String::new(), timeout: DEFAULT_TIMEOUT, io: Io::Live, rules }
}

fn case(checks: Vec<Check>) -> Case {
    let cause = |key: &str| Cause { key: key.to_owned(), text: format!("it is {key}"), by_hand: None };
    let parameter = |name: &str, kind| Parameter {
        name: name.to_owned(),
        ask: String::new(),
        default: String::new(),
        kind,
        from: None,
        choices: Vec::new(),
    };
    Case {
        id: CaseId::new("T-1").unwrap(),
        pack: String::new(),
        title: String::new(),
        category: String::new(),
        tags: Vec::new(),
        source: None,
        symptom: Symptom { text: String::new(), also: Vec::new(), signatures: Vec::new() },
        causes: vec![cause("a"), cause("b"), cause("c")],
        parameters: vec![parameter("module", ParameterType::Module), parameter("file", ParameterType::File)],
        diagnosis: checks.into_iter().map(Step::Check).collect(),
        fix: Vec::new(),
        prevention: Vec::new(),
        related: Vec::new(),
    }
}

fn judged(rules: Vec<Rule>, end: &RunEnd, text: &str) -> Verdicts {
    let mut diagnosis = Diagnosis::new(&case(vec![check("probe", rules)]), &BTreeMap::new(), &[]);
    diagnosis.record(1, end, text);
    diagnosis.verdicts().clone()
}

fn states(verdicts: &Verdicts) -> Vec<&'static str> {
    verdicts.causes.iter().map(|cause| cause.state().as_str()).collect()
}

#[test]
fn each_state_carries_the_check_the_sentence_and_the_very_line() {
    let when = Condition::All(vec![output("^found=no$"), output("^has-it=(?P<venv>.+)$")]);
    let rules = vec![
        rule(when, Effect::Confirms, "a", "{{venv}} has {{module}}, not {{nothing}}"),
        rule(Condition::Exit(vec![0]), Effect::RulesOut, "b", "it ended well"),
    ];
    let case = case(vec![check("probe", rules)]);
    let mut diagnosis = Diagnosis::new(&case, &BTreeMap::new(), &[("module".to_owned(), "app".to_owned())]);
    diagnosis.record(1, &RunEnd::Exit(0), "python=x\nfound=no\nhas-it=/srv/.venv\n");
    let verdicts = diagnosis.verdicts();
    assert_eq!(states(verdicts), ["confirmed", "ruled_out", "open"]);
    let [proof] = verdicts.causes[0].proofs.as_slice() else { panic!("{verdicts:?}") };
    assert_eq!((proof.check, proof.says.as_str()), (1, "/srv/.venv has app, not ?"));
    let lines: Vec<(usize, &str)> =
        proof.lines.iter().map(|line| (line.number, line.text.as_str())).collect();
    assert_eq!(lines, [(3, "has-it=/srv/.venv"), (2, "found=no")]);
    assert_eq!(verdicts.causes[0].because(), Some("has-it=/srv/.venv"));
    assert_eq!(verdicts.causes[1].because(), Some("it ended well"));
    assert_eq!(verdicts.causes[2].because(), None);
    assert_eq!(verdicts.decision(), Decision::Confirmed);
}

#[test]
fn two_checks_that_disagree_are_shown_with_both() {
    let yes = check("one", vec![rule(output("yes"), Effect::Confirms, "a", "it is")]);
    let no = check("two", vec![rule(output("no"), Effect::RulesOut, "a", "it is not")]);
    let mut diagnosis = Diagnosis::new(&case(vec![yes, no]), &BTreeMap::new(), &[]);
    diagnosis.record(1, &RunEnd::Exit(0), "yes");
    diagnosis.record(2, &RunEnd::Exit(0), "no");
    let cause = &diagnosis.verdicts().causes[0];
    assert_eq!(cause.state(), State::Contradiction);
    assert_eq!(cause.grounds().map(|proof| proof.check).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(diagnosis.verdicts().decision(), Decision::Undecided);
}

#[test]
fn a_check_that_could_not_look_says_why_and_claims_nothing() {
    let rules = || {
        vec![
            rule(Condition::Absent("bad".to_owned()), Effect::RulesOut, "a", "nothing bad"),
            rule(Condition::Not(Box::new(output("bad"))), Effect::RulesOut, "b", "nothing bad"),
        ]
    };
    let ends = [
        (
            RunEnd::Exit(127),
            "sh: 1: nmap: not found",
            "a program is missing (exit 127): sh: 1: nmap: not found",
        ),
        (RunEnd::Exit(126), "", "a program could not be executed (exit 126)"),
        (RunEnd::Signal("SIGSEGV".to_owned()), "half", "the check was killed by SIGSEGV"),
        (RunEnd::TimedOut, "half", "the check ran out of time"),
        (RunEnd::Stopped, "half", "the check was stopped"),
        (RunEnd::CouldNotStart("no shell".to_owned()), "", "the check could not start: no shell"),
    ];
    for (end, text, why) in ends {
        let verdicts = judged(rules(), &end, text);
        assert_eq!(states(&verdicts), ["could_not_check", "could_not_check", "open"], "{end:?}");
        assert_eq!(verdicts.causes[0].because(), Some(why));
        assert_eq!(verdicts.decision(), Decision::Undecided);
    }
    assert_eq!(states(&judged(rules(), &RunEnd::Exit(1), "")), ["ruled_out", "ruled_out", "open"]);
}

#[test]
fn a_rule_that_speaks_all_the_same_counts() {
    let found = rule(output("^bad=(?P<file>.+)$"), Effect::Confirms, "a", "{{file}} is bad");
    let verdicts = judged(vec![found.clone()], &RunEnd::TimedOut, "bad=x.py\n");
    assert_eq!(states(&verdicts), ["confirmed", "open", "open"]);
    // A rule that names the status knows what it means, also what is absent then.
    let when = Condition::All(vec![Condition::Exit(vec![139]), Condition::Absent("ok".to_owned())]);
    let crash = rule(when, Effect::Confirms, "b", "it crashed");
    for end in [RunEnd::Exit(139), RunEnd::Signal("SIGSEGV".to_owned())] {
        assert_eq!(states(&judged(vec![crash.clone()], &end, "")), ["open", "confirmed", "open"], "{end:?}");
    }
    let cannot = rule(output("no pip"), Effect::Cannot, "c", "pip is missing");
    let verdicts = judged(vec![found, cannot], &RunEnd::Exit(1), "no pip here");
    assert_eq!(states(&verdicts), ["open", "open", "could_not_check"]);
    assert_eq!(verdicts.causes[2].because(), Some("no pip here"));
}

#[test]
fn captures_flow_into_later_checks_but_not_over_what_the_person_gave() {
    let find = || rule(output("module=(?P<module>.+) file=(?P<file>.+)"), Effect::Confirms, "a", "found");
    let case = case(vec![check("find", vec![find()]), check("look {{module}} {{file}}", Vec::new())]);
    let run = |given: &[(&str, &str)], text: &str| {
        let given = given.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let mut diagnosis = Diagnosis::new(&case, &given, &[("module".to_owned(), "log".to_owned())]);
        assert_eq!(diagnosis.next(), Some(1));
        diagnosis.record(1, &RunEnd::Exit(0), text);
        assert_eq!(diagnosis.next(), Some(2));
        diagnosis.command(2).unwrap().1.unwrap().command()
    };
    assert_eq!(run(&[], "module=app.core file=a b.py"), "look app.core 'a b.py'");
    assert_eq!(run(&[("module", "mine")], "module=app file=x"), "look mine x");
    // What is no module name is no value: the log's stays.
    assert_eq!(run(&[], "module=$(id) file=x"), "look log x");
}

#[test]
fn a_missing_value_is_a_reason() {
    let mut diagnosis = Diagnosis::new(
        &case(vec![check("look {{gone}}", vec![rule(output("x"), Effect::Confirms, "a", "x")])]),
        &BTreeMap::new(),
        &[],
    );
    let why = diagnosis.command(1).unwrap().1.unwrap_err().to_string();
    diagnosis.refuse(1, &why);
    assert_eq!(states(diagnosis.verdicts()), ["could_not_check", "open", "open"]);
    assert_eq!(
        diagnosis.verdicts().causes[0].because(),
        Some("`{{gone}}` is not among the parameters of the case")
    );
    assert_eq!(diagnosis.next(), None);
}

#[test]
fn the_check_that_settles_most_soonest_comes_first() {
    let confirms = |keys: &[&str]| {
        keys.iter().map(|key| rule(output(key), Effect::Confirms, key, "yes")).collect::<Vec<_>>()
    };
    let slow = |check: Check| Check { timeout: Duration::from_secs(300), ..check };
    let case = case(vec![
        check("nothing to say", Vec::new()),
        check("one", confirms(&["a"])),
        slow(check("three, slowly", confirms(&["a", "b", "c"]))),
        check("two", confirms(&["b", "c"])),
    ]);
    let order = |text: &str| {
        let mut diagnosis = Diagnosis::new(&case, &BTreeMap::new(), &[]);
        let mut order = Vec::new();
        while let Some(number) = diagnosis.next() {
            order.push(number);
            diagnosis.record(number, &RunEnd::Exit(0), text);
        }
        order
    };
    assert_eq!(order(""), [4, 2, 3, 1]);
    // Once b and c are settled, the slow one has as much to tell as nothing costs.
    assert_eq!(order("a b c"), [4, 2, 1, 3]);
}

#[test]
fn a_check_waits_for_the_value_that_an_earlier_one_finds() {
    let finder = check("find", vec![rule(output("module=(?P<module>.+)"), Effect::Confirms, "a", "found")]);
    let both =
        vec![rule(output("b"), Effect::Confirms, "b", "b"), rule(output("c"), Effect::Confirms, "c", "c")];
    let case = case(vec![finder, check("use {{module}}", both)]);
    let verdicts = Verdicts::new(&case);
    let given = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
    assert_eq!(next_check(&case, &verdicts, &BTreeSet::new(), &given(&[])), Some(1));
    assert_eq!(next_check(&case, &verdicts, &BTreeSet::new(), &given(&["module"])), Some(2));
}

#[test]
fn mended_only_when_confirmed_became_ruled_out() {
    let rules = || {
        vec![
            rule(output("a=bad"), Effect::Confirms, "a", "bad"),
            rule(output("a=good"), Effect::RulesOut, "a", "good"),
            rule(output("b=bad"), Effect::Confirms, "b", "bad"),
        ]
    };
    let seen = |text: &str| judged(rules(), &RunEnd::Exit(0), text);
    assert!(is_mended(&seen("a=bad"), &seen("a=good")));
    assert!(!is_mended(&seen("a=bad"), &seen("")), "open is not mended");
    assert!(!is_mended(&seen("a=bad"), &seen("a=bad a=good")), "a contradiction is not mended");
    assert!(!is_mended(&seen("a=bad"), &seen("a=good b=bad")), "another fault came");
    assert!(!is_mended(&seen("a=good"), &seen("a=good")), "nothing was broken");
    assert!(!is_mended(&seen("a=bad b=bad"), &seen("a=good")), "one of two is left");
}

#[test]
fn steps_for_confirmed_causes_come_first_and_ruled_out_ones_last() {
    let step = |causes: &[&str]| FixStep {
        text: String::new(),
        avoid: None,
        run: None,
        risk: Risk::Changes,
        effect: None,
        confirm: None,
        causes: causes.iter().map(|cause| (*cause).to_owned()).collect(),
    };
    let rules =
        vec![rule(output("x"), Effect::Confirms, "a", "x"), rule(output("x"), Effect::RulesOut, "b", "x")];
    let verdicts = judged(rules, &RunEnd::Exit(0), "x");
    let steps = [&["b"][..], &["c"], &["a", "b"], &["b", "c"], &[]];
    let found: Vec<Standing> = steps.iter().map(|causes| standing(&step(causes), &verdicts)).collect();
    let (first, open, last) = (Standing::Confirmed, Standing::Possible, Standing::RuledOut);
    assert_eq!(found, [last, open, first, open, first]);
}

#[test]
fn what_is_foreign_is_shown_harmless_and_bounded() {
    let text = format!("bad=\u{202E}{}\n", "x".repeat(9000));
    let verdicts =
        judged(vec![rule(output("bad=(?P<w>.+)"), Effect::Confirms, "a", "{{w}}")], &RunEnd::Exit(0), &text);
    let proof = &verdicts.causes[0].proofs[0];
    assert!(proof.lines[0].text.starts_with("bad=⟨U+202E⟩xxx"));
    assert!(proof.lines[0].text.chars().count() < 420 && proof.says.chars().count() < 420);
}
