//! Screens as pictures, at the three sizes that matter, and no panic at any other.

use crashcart::domain::RunEnd;
use crashcart::ui::Theme;
use proptest::prelude::*;

use crate::stage::Stage;

fn snapshot(name: &str, keys: &str) {
    for (columns, rows) in [(80, 24), (120, 40), (40, 12)] {
        let mut stage = Stage::new(columns, rows).keys(keys);
        insta::assert_snapshot!(format!("{name}@{columns}x{rows}"), stage.screen());
    }
}

#[test]
fn contents() {
    snapshot("contents", "");
}

#[test]
fn a_search() {
    snapshot("search", "\"no_space\"");
}

#[test]
fn a_case() {
    snapshot("case", "\"disk_full\" enter");
}

#[test]
fn a_checklist() {
    snapshot("checklist", "\"rotate\" enter");
}

#[test]
fn a_confirmation() {
    snapshot("confirm", "enter 4 enter \"del\"");
}

#[test]
fn a_form() {
    snapshot("form", "enter p tab");
}

#[test]
fn nothing_found() {
    snapshot("nothing", "\"zzzzqqqq\"");
}

#[test]
fn runs_in_tabs() {
    for (columns, rows) in [(80, 24), (120, 40), (40, 12)] {
        let mut stage = Stage::new(columns, rows)
            .keys("enter enter")
            .prints(&[
                "Filesystem      Size  Used Avail Use% Mounted on",
                "/dev/vda         10G   10G     0 100% /",
            ])
            .ends(RunEnd::Exit(0))
            .keys("2 enter")
            .prints(&["inodes-free=0", "a \u{202E}line that lies\x1b[2J"])
            .ends(RunEnd::Signal("SIGSEGV".to_owned()));
        insta::assert_snapshot!(format!("runs@{columns}x{rows}"), stage.screen());
    }
}

#[test]
fn ascii_and_no_colour() {
    let mut stage = Stage::new(80, 24).keys("\"disk\" enter enter").prints(&["naïve ✓"]);
    stage.theme = Theme { colors: false, ascii: true };
    let buffer = stage.draw();
    for cell in &buffer.content {
        assert!(cell.symbol().is_ascii(), "{:?} on a terminal without UTF-8", cell.symbol());
        assert_eq!(cell.fg, ratatui::style::Color::Reset, "a colour with NO_COLOR");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_size_and_no_keys_panic(
        columns in 1_u16..130,
        rows in 1_u16..50,
        keys in prop::collection::vec(prop::sample::select(KEYS.to_vec()), 0..25),
    ) {
        let mut stage = Stage::new(columns, rows);
        for (number, key) in keys.iter().enumerate() {
            stage = stage.keys(key);
            if number % 7 == 3 {
                stage.event(crashcart::app::Event::Resize(rows, columns));
            }
        }
        stage.draw();
    }
}

const KEYS: [&str; 32] = [
    "enter",
    "esc",
    "tab",
    "shift-tab",
    "up",
    "down",
    "pageup",
    "pagedown",
    "\"disk\"",
    "a",
    "e",
    "p",
    "v",
    "y",
    "Y",
    "f",
    "x",
    "r",
    "w",
    "i",
    "/",
    "n",
    "z",
    "?",
    "ctrl-p",
    "ctrl-u",
    "g",
    "G",
    "[",
    "]",
    "d",
    "ctrl-l",
];
