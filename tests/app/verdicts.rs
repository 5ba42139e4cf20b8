//! Verdicts on the screen: causes light up as checks end, fixes move, a mended case says so.

use crashcart::domain::RunEnd;
use crashcart::engine::judge::State;

use crate::stage::Stage;

const FULL: &str = "/dev/vda 10G 10G 0 100% /";
const ROOM: &str = "/dev/vda 10G 1G 9G 10% /";

fn state_of(stage: &Stage, cause: &str) -> State {
    let verdicts = stage.model.card_state().and_then(|state| state.verdicts.as_ref()).expect("verdicts");
    verdicts.cause(cause).expect("a cause").state()
}

fn all(keys: Stage, disk: &str) -> Stage {
    keys.prints(&[disk]).ends(RunEnd::Exit(0)).prints(&["inodes-free=12"]).ends(RunEnd::Exit(0))
}

#[test]
fn run_all_confirms_rules_out_and_shows_the_proof() {
    let mut stage = all(Stage::new(80, 40).keys("enter a"), FULL);
    assert_eq!(state_of(&stage, "logs"), State::Confirmed);
    assert_eq!(state_of(&stage, "inodes"), State::RuledOut);
    assert!(stage.message().starts_with("confirmed: Old logs fill the disk"), "{}", stage.message());
    let screen = stage.screen();
    assert!(screen.contains("● Old logs fill the disk  confirmed"), "{screen}");
    assert!(screen.contains("check 1: the disk is full"), "{screen}");
    assert!(screen.contains("│ /dev/vda 10G 10G 0 100% /"), "{screen}");
    assert!(screen.contains("– The disk has no inodes left  ruled out"), "{screen}");
}

#[test]
fn mended_is_said_only_when_confirmed_became_ruled_out() {
    let stage = all(Stage::new(80, 40).keys("enter a"), FULL).keys("a");
    let stage = all(stage, ROOM);
    assert!(stage.message().starts_with("mended"), "{}", stage.message());
    let stage = all(Stage::new(80, 40).keys("enter a"), ROOM).keys("a");
    let stage = all(stage, ROOM);
    assert!(!stage.message().contains("mended"), "{}", stage.message());
}

#[test]
fn a_check_that_could_not_look_says_so_and_claims_nothing() {
    let mut stage = Stage::new(80, 40).keys("enter a").ends(RunEnd::Exit(127)).ends(RunEnd::TimedOut);
    assert_eq!(state_of(&stage, "logs"), State::CouldNotCheck);
    assert_eq!(state_of(&stage, "inodes"), State::CouldNotCheck);
    assert!(stage.screen().contains("ran out of time"));
    assert!(stage.message().contains("nothing confirmed"), "{}", stage.message());
}

#[test]
fn a_single_check_is_judged_too_and_the_rest_stays_open() {
    let stage = Stage::new(80, 40).keys("enter enter").prints(&[FULL]).ends(RunEnd::Exit(0));
    assert_eq!(state_of(&stage, "logs"), State::Confirmed);
    assert_eq!(state_of(&stage, "inodes"), State::Open);
}

#[test]
fn an_edited_command_proves_nothing() {
    let stage = Stage::new(80, 40).keys("enter e \"_#_x\" enter").prints(&[FULL]).ends(RunEnd::Exit(0));
    let verdicts = stage.model.card_state().and_then(|state| state.verdicts.as_ref());
    assert!(verdicts.is_none());
}

#[test]
fn the_whole_diagnosis_as_a_picture() {
    for (columns, rows) in [(80, 24), (120, 40), (40, 12)] {
        let mut stage = all(Stage::new(columns, rows).keys("enter a"), FULL);
        insta::assert_snapshot!(format!("verdicts@{columns}x{rows}"), stage.screen());
    }
}
