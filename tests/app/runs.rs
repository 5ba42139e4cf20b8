//! Running, queueing, watching, scrolling, copying: what the app asks the world to do.

use std::time::Duration;

use crashcart::app::model::{RunState, Scroll};
use crashcart::app::{Effect, Event};
use crashcart::domain::{RunEnd, Transcript};

use crate::stage::Stage;

fn case(keys: &str) -> Stage {
    Stage::new(80, 24).keys("enter").keys(keys)
}

#[test]
fn a_check_runs_at_once_with_its_placeholder_filled() {
    assert_eq!(case("enter").scripts(), ["df -h /tmp"]);
}

#[test]
fn a_number_chooses_a_command() {
    let stage = case("2 enter");
    assert!(stage.last_launch().script.text.starts_with("python3 - /tmp <<'PY'"));
}

#[test]
fn run_all_goes_one_after_the_other_and_leaves_the_fix_alone() {
    let stage = case("a");
    assert_eq!(stage.launches().len(), 1);
    let stage = stage.ends(RunEnd::Exit(0));
    assert_eq!(stage.launches().len(), 2);
    let stage = stage.ends(RunEnd::Exit(0));
    assert_eq!(stage.launches().len(), 2);
}

#[test]
fn stopping_one_of_a_queue_takes_the_rest_back() {
    let stage = case("a tab x");
    let run = stage.last_launch().run;
    assert!(stage.effects.contains(&Effect::Stop(run)));
    assert_eq!(stage.ends(RunEnd::Stopped).launches().len(), 1);
}

#[test]
fn marked_checks_run_together() {
    let stage = case("space space enter").ends(RunEnd::Exit(0)).ends(RunEnd::Exit(0));
    assert_eq!(stage.launches().len(), 2);
    assert!(stage.model.card_state().expect("a state").marked.is_empty());
}

#[test]
fn a_marked_fix_does_not_run_with_others() {
    let stage = case("3 space enter");
    assert!(stage.launches().is_empty());
    assert!(stage.message().contains("run it by itself"), "{}", stage.message());
}

#[test]
fn late_output_of_an_unknown_run_is_dropped() {
    let mut stage = case("enter");
    stage.event(Event::RunOutput(crashcart::domain::RunId(999), Transcript::default()));
    assert!(stage.model.runs.shown().expect("a run").output.is_empty());
}

#[test]
fn a_result_is_kept_beside_its_command() {
    let mut stage = case("enter").prints(&["/dev/vda 10G 10G 0 100% /"]).ends(RunEnd::Exit(1));
    let screen = stage.screen();
    assert!(screen.contains("✗ exit 1 · 0.4 s"), "{screen}");
}

#[test]
fn at_most_eight_run_at_once() {
    let stage = case("enter enter enter enter enter enter enter enter enter");
    assert_eq!(stage.launches().len(), 8);
    assert!(stage.message().contains("stop one first"));
}

#[test]
fn finished_runs_make_room_and_running_ones_stay() {
    let mut stage = case("enter");
    let first = stage.last_launch().run;
    for _ in 0..40 {
        stage = stage.keys("2 enter").ends(RunEnd::Exit(0));
    }
    assert!(stage.model.runs.runs.len() <= 24);
    assert!(stage.model.runs.get(first).is_some(), "a running one was forgotten");
}

#[test]
fn watching_begins_a_round_two_seconds_after_the_last_one_ended() {
    let mut stage = case("enter tab").prints(&["1"]).ends(RunEnd::Exit(0)).keys("w");
    assert_eq!(stage.launches().len(), 2, "the first round begins at once");
    let round = stage.last_launch().run;
    stage = stage.ends(RunEnd::Exit(0));
    stage.event(Event::Tick(Duration::from_millis(1_900)));
    assert_eq!(stage.launches().len(), 2);
    stage.event(Event::Tick(Duration::from_millis(2_100)));
    assert_eq!(stage.launches().len(), 3);
    assert_ne!(
        stage.last_launch().run,
        round,
        "late output of the old round could be taken for the new one's"
    );
    stage = stage.keys("w").ends(RunEnd::Exit(0));
    stage.event(Event::Tick(Duration::from_secs(60)));
    assert_eq!(stage.launches().len(), 3);
}

#[test]
fn scrolling_leaves_the_end_and_comes_back_to_it() {
    let lines: Vec<String> = (0..100).map(|number| format!("line {number}")).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let stage = case("enter tab").prints(&lines).keys("k");
    assert!(matches!(stage.model.runs.shown().expect("a run").scroll, Scroll::At(_)));
    let mut stage = stage.keys("g");
    assert!(stage.screen().contains(" line 0 "));
    let mut stage = stage.keys("G");
    assert!(stage.screen().contains("line 99"));
    assert_eq!(stage.model.runs.shown().expect("a run").scroll, Scroll::Follow);
}

#[test]
fn searching_in_the_output_goes_round() {
    let lines: Vec<String> = (0..100).map(|number| format!("line {number}")).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let stage = case("enter tab").prints(&lines).keys("g / \"line_7\" enter");
    assert_eq!(stage.message(), "1 of 11");
    let stage = stage.keys("n n");
    assert_eq!(stage.message(), "3 of 11");
    assert_eq!(stage.keys("N N N").message(), "11 of 11");
    let stage = case("enter tab").prints(&lines).keys("/ \"absent\" enter");
    assert!(stage.message().contains("not in this output"));
}

#[test]
fn copies_say_what_they_copy() {
    let copied = |stage: &Stage| match stage.effects.last() {
        Some(Effect::Copy(what, text)) => (what.clone(), text.clone()),
        other => panic!("no copy but {other:?}"),
    };
    assert_eq!(copied(&case("y")), ("command 1".to_owned(), "df -h /tmp".to_owned()));
    let (what, text) = copied(&case("Y"));
    assert_eq!(what, "DEMO-001 as Markdown");
    assert!(text.starts_with("# DEMO-001: The disk is full\n"));
    let (_, fix) = copied(&case("f"));
    assert!(fix.contains("# Compress one old log [changes]\ngzip {{file}}\n"), "{fix}");
    let (what, text) = copied(&case("enter tab").prints(&["a", "b"]).keys("y"));
    assert_eq!((what.as_str(), text.as_str()), ("output of run 1", "a\nb\n"));
}

#[test]
fn a_run_that_could_not_start_says_why() {
    let stage = case("enter").ends(RunEnd::CouldNotStart("the folder /gone is not there".to_owned()));
    assert!(stage.message().contains("/gone"));
    assert!(matches!(stage.model.runs.shown().expect("a run").state, RunState::Ended(_)));
}
