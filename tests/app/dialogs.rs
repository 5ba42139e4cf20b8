//! The questions: placeholders, editing, confirmation, read-only mode, the palette.

use crashcart::app::model::Dialog;
use crashcart::app::{Effect, Event};

use crate::stage::Stage;

fn case(keys: &str) -> Stage {
    Stage::new(80, 24).keys("enter").keys(keys)
}

#[test]
fn a_change_asks_once_more_and_runs_exactly_what_was_shown() {
    let mut stage = case("p tab \"old.log\" enter 3 enter");
    assert!(stage.launches().is_empty());
    let screen = stage.screen();
    assert!(screen.contains("gzip old.log"), "{screen}");
    assert!(screen.contains("changes: replaces the file"), "{screen}");
    assert_eq!(stage.keys("enter").scripts(), ["gzip old.log"]);
}

#[test]
fn a_destructive_command_wants_its_word_typed() {
    let stage = case("4 enter enter");
    assert!(stage.launches().is_empty());
    assert!(stage.message().contains("type delete"));
    let stage = stage.keys("\"delet\" enter");
    assert!(stage.launches().is_empty());
    let stage = stage.keys("\"e\" enter");
    assert_eq!(stage.scripts(), ["find /tmp -name '*.log' -mtime +30 -delete"]);
}

#[test]
fn the_word_cannot_be_pasted() {
    let mut stage = case("4 enter");
    stage.event(Event::Paste("delete".to_owned()));
    assert!(stage.keys("enter").launches().is_empty());
}

#[test]
fn escape_cancels_and_y_copies_instead() {
    assert!(matches!(case("4 enter").model.dialog, Some(Dialog::Confirm(_))));
    assert!(case("4 enter esc").model.dialog.is_none());
    let stage = case("p tab \"x.log\" enter 3 enter y");
    assert!(matches!(stage.effects.last(), Some(Effect::Copy(_, text)) if text == "gzip x.log"));
    assert!(stage.launches().is_empty());
}

#[test]
fn read_only_mode_runs_checks_and_nothing_else() {
    let mut stage = Stage::new(80, 24);
    stage.model.place.read_only = true;
    let stage = stage.keys("enter 4 enter");
    assert!(stage.launches().is_empty() && stage.model.dialog.is_none());
    assert!(stage.message().contains("read-only"));
    let stage = stage.keys("1 e ctrl-u \"rm_x\" enter");
    assert!(stage.launches().is_empty(), "an edited check may be anything");
    assert_eq!(stage.keys("1 enter").launches().len(), 1);
}

#[test]
fn an_edited_check_runs_as_it_was_written() {
    let stage = case("e ctrl-u \"for_i_in_1_2;_do_echo_$i;_done\" enter");
    assert_eq!(stage.scripts(), ["for i in 1 2; do echo $i; done"]);
}

#[test]
fn several_lines_can_be_edited() {
    let stage = case("2 e up up up home alt-enter up \"x\" enter");
    let script = stage.last_launch().script.text;
    assert!(script.starts_with("python3 - /tmp <<'PY'"), "{script}");
    assert!(script.contains("\nx\n"), "{script}");
}

#[test]
fn an_edited_fix_still_asks() {
    let stage = case("p tab \"x.log\" enter 3 e \"_--keep\" enter");
    assert!(stage.launches().is_empty());
    assert!(matches!(stage.model.dialog, Some(Dialog::Confirm(_))));
    assert_eq!(stage.keys("enter").scripts(), ["gzip x.log --keep"]);
}

#[test]
fn the_form_refuses_what_the_type_does_not_take() {
    let stage = case("p ctrl-u \"-rf\" enter");
    assert!(matches!(stage.model.dialog, Some(Dialog::Form(_))), "a leading dash could become an option");
    let stage = stage.keys("ctrl-u \"/var/log\" enter enter");
    assert_eq!(stage.scripts(), ["df -h /var/log"]);
}

#[test]
fn a_choice_of_the_form_is_taken() {
    let stage = case("p tab down down enter 3 enter enter");
    assert_eq!(stage.scripts(), ["gzip two.log"]);
}

#[test]
fn values_with_blanks_stay_one_word() {
    let stage = case("p ctrl-u \"/var/my_logs\" enter enter");
    assert_eq!(stage.scripts(), ["df -h '/var/my logs'"]);
}

#[test]
fn the_palette_finds_an_action_and_does_it() {
    let stage = case("ctrl-p \"markdown\" enter");
    assert!(matches!(stage.effects.last(), Some(Effect::Copy(what, _)) if what == "DEMO-001 as Markdown"));
    let stage = case("ctrl-p \"cpmrkdwn\" enter");
    assert!(matches!(stage.effects.last(), Some(Effect::Copy(what, _)) if what == "DEMO-001 as Markdown"));
    let stage = Stage::new(80, 24).keys("ctrl-p \"mouse\" enter");
    assert_eq!(stage.effects.last(), Some(&Effect::Mouse(true)));
}

#[test]
fn help_lists_the_keys_of_the_pane() {
    let mut stage = Stage::new(120, 60).keys("enter ?");
    let screen = stage.screen();
    for words in ["run every read-only check", "edit before running", "Everywhere", "1-9"] {
        assert!(screen.contains(words), "{words} is missing:\n{screen}");
    }
}

#[test]
fn a_fix_without_its_value_asks_for_it_first_and_then_for_consent() {
    let stage = case("3 enter");
    assert!(matches!(stage.model.dialog, Some(Dialog::Form(_))));
    let stage = stage.keys("\"x.log\" enter");
    assert!(matches!(stage.model.dialog, Some(Dialog::Confirm(_))));
    assert_eq!(stage.keys("enter").scripts(), ["gzip x.log"]);
}
