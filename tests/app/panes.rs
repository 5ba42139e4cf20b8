//! Searching, opening, moving the focus, leaving.

use crashcart::app::model::Pane;
use crashcart::app::{Effect, Event};
use crashcart::domain::RunEnd;

use crate::stage::Stage;

#[test]
fn an_empty_line_lists_every_card_by_category() {
    let stage = Stage::new(80, 24);
    let ids: Vec<&str> = stage
        .model
        .search
        .hits
        .iter()
        .map(|hit| stage.model.library.cards[hit.document].id().as_str())
        .collect();
    assert_eq!(ids, ["DEMO-001", "DEMO-002", "DEMO-003", "CL-DEMO-ROTATE"]);
}

#[test]
fn typing_filters_and_enter_opens() {
    let stage = Stage::new(80, 24).keys("\"dns\" enter");
    assert_eq!(stage.shown(), "DEMO-003");
    assert_eq!(stage.model.focus, Pane::Case);
}

#[test]
fn arrows_move_in_the_list_while_typing_goes_on() {
    let stage = Stage::new(80, 24).keys("\"disk\" down");
    assert_eq!(stage.model.search.selected, 1);
    let stage = stage.keys("up \"_full\"");
    assert_eq!(stage.shown(), "DEMO-001");
    assert_eq!(stage.model.search.input.value(), "disk full");
}

#[test]
fn filters_narrow() {
    assert_eq!(Stage::new(80, 24).keys("\"#network\"").model.search.hits.len(), 1);
    assert_eq!(Stage::new(80, 24).keys("\"cat:disks\"").model.search.hits.len(), 2);
    assert_eq!(Stage::new(80, 24).keys("\"id:demo-2\"").shown(), "DEMO-002");
}

#[test]
fn an_answer_to_an_older_search_is_dropped() {
    let mut stage = Stage::new(80, 24).keys("\"dns\"");
    let before = stage.model.search.hits.clone();
    stage.event(Event::Found(1, Vec::new()));
    assert_eq!(stage.model.search.hits.len(), before.len());
}

#[test]
fn escape_goes_back_step_by_step_and_clears_at_last() {
    let stage = Stage::new(80, 24).keys("\"dns\" enter enter tab");
    assert_eq!(stage.model.focus, Pane::Run);
    let stage = stage.keys("esc");
    assert_eq!(stage.model.focus, Pane::Case);
    let stage = stage.keys("esc");
    assert_eq!(stage.model.focus, Pane::Search);
    assert_eq!(stage.model.search.input.value(), "dns");
    assert_eq!(stage.keys("esc").model.search.input.value(), "");
}

#[test]
fn letters_never_run_anything_while_the_search_line_has_the_focus() {
    let stage = Stage::new(80, 24).keys("\"araxqywifpez\"");
    assert!(stage.launches().is_empty());
    assert!(!stage.effects.contains(&Effect::Quit));
}

#[test]
fn leaving_asks_while_something_runs() {
    let stage = Stage::new(80, 24).keys("enter enter q");
    assert!(!stage.effects.contains(&Effect::Quit));
    assert!(stage.keys("enter").effects.contains(&Effect::Quit));
    let stage = Stage::new(80, 24).keys("enter enter").ends(RunEnd::Exit(0)).keys("q");
    assert!(stage.effects.contains(&Effect::Quit));
}

#[test]
fn interrupt_stops_the_run_in_the_run_pane_and_leaves_elsewhere() {
    let stage = Stage::new(80, 24).keys("enter enter tab ctrl-c");
    let run = stage.last_launch().run;
    assert!(stage.effects.contains(&Effect::Stop(run)));
    assert!(Stage::new(80, 24).keys("ctrl-c").effects.contains(&Effect::Quit));
}

const TRACEBACK: &str = "Traceback (most recent call last):\n  File \"x.py\", line 1\nOSError: [Errno 28] No space left on device\n";

fn evidence(stage: &Stage, text: &str) -> crashcart::app::model::Evidence {
    let matcher =
        std::sync::Arc::new(crashcart::engine::matcher::Matcher::of_cards(&stage.model.library.cards));
    let lines = text.lines().count();
    crashcart::app::model::Evidence {
        number: 1,
        origin: "pasted",
        lines,
        finished: true,
        matches: matcher.matches(text),
    }
}

#[test]
fn a_pasted_traceback_is_evidence_and_brings_its_case() {
    let mut stage = Stage::new(80, 24);
    stage.event(Event::Paste(TRACEBACK.to_owned()));
    assert!(matches!(stage.effects.last(), Some(Effect::Match(1, text)) if text == TRACEBACK));
    let found = evidence(&stage, TRACEBACK);
    stage.event(Event::Evidence(found));
    assert_eq!(stage.shown(), "DEMO-001");
    let screen = stage.screen();
    assert!(screen.contains("[pasted 3 lines]"), "{screen}");
    assert!(screen.contains("line 3: OSError: [Errno 28] No space left on device"), "{screen}");
    assert!(screen.contains("strong"), "{screen}");
    // Words only narrow what the evidence speaks for; Esc forgets it at last.
    assert_eq!(stage.keys("\"dns\"").model.search.hits.len(), 0);
}

#[test]
fn evidence_of_nothing_known_says_so() {
    let mut stage = Stage::new(80, 24);
    stage.event(Event::Paste("nginx: [emerg]\nbind() failed\n".to_owned()));
    let found = evidence(&stage, "nginx: [emerg]\nbind() failed\n");
    stage.event(Event::Evidence(found));
    assert!(stage.screen().contains("nothing known matches"));
    let stage = stage.keys("esc");
    assert!(stage.model.search.evidence.is_none());
    assert_eq!(stage.model.search.hits.len(), 4);
}

#[test]
fn what_the_evidence_names_fills_placeholders_but_never_over_the_person() {
    let mut stage = Stage::new(80, 24).keys("enter p ctrl-u \"/srv\" enter esc");
    let mut found = evidence(&stage, TRACEBACK);
    found.matches[0].captures =
        vec![("path".to_owned(), "/evil".to_owned()), ("file".to_owned(), "a b.log".to_owned())];
    stage.event(Event::Paste(TRACEBACK.to_owned()));
    stage.event(Event::Evidence(found.clone()));
    let stage = stage.keys("enter enter");
    assert_eq!(stage.scripts(), ["df -h /srv"]);
    let mut stage = stage.keys("3 enter");
    assert!(stage.screen().contains("gzip 'a b.log'"), "{}", stage.screen());
}

#[test]
fn a_captured_value_of_the_wrong_shape_is_refused() {
    let mut stage = Stage::new(80, 24);
    let mut found = evidence(&stage, TRACEBACK);
    found.matches[0].captures = vec![("path".to_owned(), "-rf".to_owned())];
    stage.event(Event::Evidence(found));
    assert_eq!(stage.keys("enter enter").scripts(), ["df -h /tmp"]);
}

#[test]
fn pasted_text_of_one_line_is_typed_and_runs_nothing() {
    let mut stage = Stage::new(80, 24);
    stage.event(Event::Paste("cannot resolve\thost\x1b[2J".to_owned()));
    assert_eq!(stage.model.search.input.value(), "cannot resolve host[2J");
    assert_eq!(stage.shown(), "DEMO-003");
}

#[test]
fn what_was_opened_last_comes_first_among_equals() {
    let stage = Stage::new(80, 24).keys("\"disk\"");
    let second = stage.model.search.hits[1].document;
    let stage = stage.keys("down enter esc esc \"disk\"");
    let query = stage.effects.iter().rev().find_map(|effect| match effect {
        Effect::Search(_, query) => Some(query.clone()),
        _ => None,
    });
    assert_eq!(query.expect("a search").recent, [second]);
}
