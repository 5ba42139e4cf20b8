//! The matcher on a small library: context, captures, ranking, streams.

use std::sync::Arc;

use super::Matcher;
use crate::domain::{Card, Case, CaseId, Confidence, Signature, Strength, Symptom};

fn signature(pattern: &str, strength: Strength, all_of: &[&str], unless: &[&str]) -> Signature {
    let list = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    Signature {
        pattern: pattern.to_owned(),
        strength,
        all_of: list(all_of),
        unless: list(unless),
        samples: Vec::new(),
    }
}

fn case(id: &str, signatures: Vec<Signature>) -> Card {
    Card::Case(Box::new(Case {
        id: CaseId::new(id).expect("an id"),
        pack: "test".to_owned(),
        title: String::new(),
        category: String::new(),
        tags: Vec::new(),
        source: None,
        symptom: Symptom { signatures, ..Symptom::default() },
        causes: Vec::new(),
        parameters: Vec::new(),
        diagnosis: Vec::new(),
        fix: Vec::new(),
        prevention: Vec::new(),
        related: Vec::new(),
    }))
}

fn matcher() -> Arc<Matcher> {
    let module = r"No module named '(?P<module>[\w.]+)'";
    Arc::new(Matcher::of_cards(&[
        case("VENV", vec![signature(module, Strength::Likely, &[], &["PyInstaller"])]),
        case("FROZEN", vec![signature(module, Strength::Strong, &["PyInstaller"], &[])]),
        case("HINT", vec![signature("Traceback", Strength::Weak, &[], &[])]),
        case("LATE", vec![signature("connection (refused|reset)", Strength::Likely, &[], &[])]),
    ]))
}

fn ids(text: &str) -> Vec<(String, Confidence)> {
    matcher().matches(text).into_iter().map(|found| (found.case.to_string(), found.confidence)).collect()
}

#[test]
fn context_tells_one_case_from_another() {
    let text = "Traceback (most recent call last):\nModuleNotFoundError: No module named 'app'\n";
    assert_eq!(ids(text)[0], ("VENV".to_owned(), Confidence::Likely));
    assert!(ids(text).iter().all(|(id, _)| id != "FROZEN"));
    let frozen = format!("{text}[123] PyInstaller: failed\n");
    assert_eq!(ids(&frozen)[0], ("FROZEN".to_owned(), Confidence::Strong));
    assert!(ids(&frozen).iter().all(|(id, _)| id != "VENV"));
}

#[test]
fn the_line_and_what_it_named_come_out() {
    let found =
        &matcher().matches("x\n\x1b[31mE   ModuleNotFoundError: No module named 'app.core'\x1b[0m")[0];
    assert_eq!(found.evidence[0].line, 2);
    assert_eq!(found.evidence[0].text, "ModuleNotFoundError: No module named 'app.core'");
    assert_eq!(found.captures, [("module".to_owned(), "app.core".to_owned())]);
}

#[test]
fn a_later_line_decides_between_equals() {
    let text = "No module named 'app'\nlater\nconnection refused\n";
    assert_eq!(ids(text)[0].0, "LATE");
    let text = "connection refused\nlater\nmore\nNo module named 'app'\n";
    assert_eq!(ids(text)[0].0, "VENV");
}

#[test]
fn a_stream_cut_anywhere_says_the_same() {
    let text = "a\r\nTraceback\nE   No module named 'app'\nconnection reset".as_bytes();
    let whole = matcher().matches(std::str::from_utf8(text).expect("text"));
    for cut in 0..text.len() {
        let mut reading = matcher().read();
        reading.feed(&text[..cut]);
        reading.feed(&text[cut..]);
        reading.finish();
        assert_eq!(reading.matches(), whole, "cut at {cut}");
    }
}

#[test]
fn nothing_known_is_nothing() {
    assert!(ids("nginx: [emerg] bind() failed\n").is_empty());
    assert!(ids("").is_empty());
}

#[test]
fn a_captured_value_that_is_not_what_it_looks_like_is_left_out() {
    let found = matcher().matches("No module named 'a\u{202E}b'");
    assert!(found.iter().all(|found| found.captures.is_empty()));
}

#[test]
fn memory_stays_bounded_on_a_flood_of_hits() {
    let mut reading = matcher().read();
    for _ in 0..20_000 {
        reading.feed(b"No module named 'app'\n");
    }
    reading.finish();
    assert!(reading.hits.iter().all(|hits| hits.len() <= super::HITS_KEPT));
    assert_eq!(reading.lines_read(), 20_000);
}
