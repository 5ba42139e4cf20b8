//! Bytes in, lines out.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;
use crate::domain::transcript::{Color, LINE_BYTES, Line, Style};

fn feed(bytes: &[u8]) -> Transcript {
    let mut sanitizer = Sanitizer::new();
    sanitizer.feed(Stream::Out, bytes);
    sanitizer.finish();
    sanitizer.transcript()
}

fn text(bytes: &[u8]) -> String {
    feed(bytes).text()
}

fn line(bytes: &[u8]) -> Line {
    feed(bytes).lines().next().cloned().unwrap_or_default()
}

#[test]
fn lines_tabs_and_line_ends_are_kept() {
    assert_eq!(text(b"a\tb\r\n\nc"), "a\tb\n\nc\n");
    assert_eq!(text("naïve 你好\n".as_bytes()), "naïve 你好\n");
    assert_eq!(text(b""), "");
}

#[test]
fn a_rewritten_line_shows_what_a_terminal_shows() {
    let shown = [
        ("10 %\r20 %\r100 %\n", "100 %"),
        ("long text\rshort\n", "shorttext"),
        ("long text\r\x1b[Kshort\n", "short"),
        ("\r\x1b[2Kshort\n", "short"),
        ("long text\x1b[2K\rshort\n", "short"),
        ("long text\x1b[1Gshort\x1b[K\n", "short"),
        ("abc\x08\x08X\n", "aXc"),
        ("abc\x08\x08\x1b[K\n", "a"),
        ("abcdef\rab\x1b[1Kx\n", "  xdef"),
        ("|\x08/\x08-\x08\\\n", "\\"),
        ("你好\rx\n", "x 好"),
        ("a\tb\rx\n", "x\tb"),
        ("a\tb\r12345678\n", "12345678b"),
        ("a\tb\r\tc\n", "a\tc"),
        ("e\u{301}a\rx\n", "xa"),
        ("ab\re\u{301}\n", "e\u{301}b"),
        ("\x08\rx\n", "x"),
    ];
    for (bytes, expected) in shown {
        assert_eq!(line(bytes.as_bytes()).text, expected, "{bytes:?}");
    }
}

#[test]
fn styles_start_where_they_start_and_outlive_the_line() {
    let styled = feed(
        b"a\x1b[1;31mb\x1b[0mc\n\x1b[38;5;200;48;2;1;2;3mx\ny\x1b[39;49m\x1b[38:2::4:5:6m\x1b[4:3;58;5;1mz\n",
    );
    assert_eq!(styled.removed, 0);
    let lines: Vec<&Line> = styled.lines().collect();
    let bold = Style { bold: true, foreground: Color::Indexed(1), ..Style::default() };
    assert_eq!(lines[0].text, "abc");
    assert_eq!(lines[0].styles, [(1, bold), (2, Style::default())]);
    let many = Style { foreground: Color::Indexed(200), background: Color::Rgb(1, 2, 3), ..Style::default() };
    assert_eq!(lines[1].styles, [(0, many)]);
    let rgb = Style { foreground: Color::Rgb(4, 5, 6), underline: true, ..Style::default() };
    assert_eq!(lines[2].styles, [(0, many), (1, rgb)]);
    // A rewritten line keeps the style of each column.
    assert_eq!(
        line(b"\x1b[31mab\r\x1b[mx\n").styles,
        [(1, Style { foreground: Color::Indexed(1), ..Style::default() })]
    );
}

#[test]
fn every_other_sequence_is_taken_out_and_counted() {
    let sequences: &[&[u8]] = &[
        b"\x1b]52;c;eA==\x07",
        b"\x1b]0;title\x1b\\",
        b"\x1b]8;;http://x\x1b\\",
        b"\x1b]9;notify\x07",
        b"\x1b]11;?\x1b\\",
        b"\x1b]1337;File=:AAAA\x07",
        b"\x1bPq#0;2;0;0;0\x1b\\",
        b"\x1bPtmux;\x1b\\",
        b"\x1bP$qm\x1b\\",
        b"\x1b_Ga=T;AAAA\x1b\\",
        b"\x1b^private\x1b\\",
        b"\x1bXstart of string\x1b\\",
        b"\x1b[2J",
        b"\x1b[10;20H",
        b"\x1b[5A",
        b"\x1b[6n",
        b"\x1b[c",
        b"\x1b[>c",
        b"\x1b[?25l",
        b"\x1b[>4;2m",
        b"\x1b[?4m",
        b"\x1b[1 q",
        b"\x1b[!p",
        b"\x1b[65535@",
        b"\x1b[65535b",
        b"\x1b[1;2;3<m",
        b"\x1bc",
        b"\x1b#8",
        b"\x1b(B",
        b"\x1b7",
        b"\x1bM",
        b"\x1b[31\x18",
        b"\x9b",
        b"\xc2\x9b",
        b"\x90",
        b"\x9d",
    ];
    for sequence in sequences {
        let around = [b"a".as_slice(), sequence, b"b\n"].concat();
        let found = feed(&around);
        assert_eq!((found.text().as_str(), found.removed), ("ab\n", 1), "{sequence:?}");
    }
}

#[test]
fn stray_controls_are_seen() {
    assert_eq!(text(b"a\0b\x07c\x7fd\x0c\x0e\n"), "a␀b␇c␡d␌␎\n");
}

#[test]
fn invalid_utf8_is_replaced() {
    assert_eq!(text(b"a\xffb\xe4\xbdc\xf0\x9f\x92"), "a\u{fffd}b\u{fffd}c\u{fffd}\n");
    assert_eq!(text(b"\xe4\xbd\x1b[mx"), "\u{fffd}x\n");
}

#[test]
fn marks_are_limited() {
    let marked = line(&[b"e".as_slice(), &"\u{301}".repeat(1000).into_bytes(), b"x\n"].concat());
    assert_eq!(marked.text, format!("e{}x", "\u{301}".repeat(8)));
    assert_eq!(marked.cut, 992 * 2);
    let rewritten = line(&[b"z\re".as_slice(), &"\u{301}".repeat(1000).into_bytes(), b"\n"].concat());
    assert_eq!(rewritten.text.chars().count(), 9);
}

#[test]
fn long_lines_are_cut_and_counted() {
    for piece in ["x", "é", "你", "xé"] {
        let bytes = piece.repeat(100_000);
        let cut = line(bytes.as_bytes());
        assert!(cut.text.len() <= LINE_BYTES && cut.text.len() > LINE_BYTES - 4);
        assert_eq!(cut.text.len() + cut.cut, bytes.len());
        assert!(bytes.starts_with(&cut.text));
        let rewritten = line(format!("\r{bytes}\r{bytes}").as_bytes());
        assert!(rewritten.text.len() <= LINE_BYTES);
    }
}

#[test]
fn programs_that_want_the_terminal_are_recognised() {
    let wanting: &[&[u8]] = &[
        b"\x1b[?1049h",
        b"\x1b[?47h",
        b"\x1b[?1;25h",
        b"\x1b[H\x1b[2Ja\x1b[Hb",
        b"\x1b[1;1H\x1b[J\x1b[H\x1b[J",
    ];
    for bytes in wanting {
        assert!(feed(bytes).wants_terminal, "{bytes:?}");
    }
    // `clear` once, a hidden cursor and colours are no reason.
    assert!(!feed(b"\x1b[H\x1b[2J\x1b[3J\x1b[?25l\x1b[31mx").wants_terminal);
}

#[test]
fn streams_are_parsed_apart_and_kept_together() {
    let mut sanitizer = Sanitizer::new();
    sanitizer.feed(Stream::Out, b"one \x1b[3");
    sanitizer.feed(Stream::Err, b"error\nhalf");
    sanitizer.feed(Stream::Out, b"1mred\ntwo");
    let seen = |transcript: &Transcript| -> Vec<(String, Stream)> {
        transcript.lines().map(|line| (line.text.clone(), line.stream)).collect()
    };
    let expected =
        [("error", Stream::Err), ("one red", Stream::Out), ("two", Stream::Out), ("half", Stream::Err)];
    let expected: Vec<_> = expected.map(|(text, stream)| (text.to_owned(), stream)).into();
    assert_eq!(seen(&sanitizer.transcript()), expected);
    sanitizer.finish();
    assert_eq!(seen(&sanitizer.transcript()), expected);
}

#[test]
fn memory_is_bounded_for_sequences_without_end() {
    for start in ["\x1b]52;c;", "\x1bP", "\x1b_", "\x1b[", "\x1b[38;2;"] {
        let mut sanitizer = Sanitizer::new();
        sanitizer.feed(Stream::Out, start.as_bytes());
        for _ in 0..200 {
            sanitizer.feed(Stream::Out, &[b'1'; 10_000]);
        }
        assert!(sanitizer.transcript().is_empty(), "{start:?}");
        assert!(format!("{sanitizer:?}").len() < 4_000, "{start:?}");
    }
}

#[test]
fn bombs_cost_nothing() {
    let bombs = [
        "\x1b[65535@",
        "a\x1b[65535b",
        "\x1b[65535L",
        "\x1b[65535X",
        "\x1b[65535I",
        "\r\x1b[1K\t",
        "x\x08",
        "\x1b[2K",
    ];
    for bomb in bombs {
        let bytes = bomb.repeat(10 * 1024 / bomb.len());
        // The best of three: the machine may be busy, the parser must not be.
        let took = (0..3).map(|_| {
            let begun = Instant::now();
            feed(bytes.as_bytes());
            begun.elapsed()
        });
        let took = took.min().unwrap_or_default();
        // 5 ms is the promise; code that is not optimised gets five times as much.
        let limit = Duration::from_millis(if cfg!(debug_assertions) { 25 } else { 5 });
        assert!(took < limit, "{bomb:?}: {took:?}");
    }
}

/// Pieces that meet each other's edges: text, sequences whole and cut, broken characters.
fn pieces() -> impl Strategy<Value = Vec<u8>> {
    let known: Vec<&[u8]> = vec![
        b"a",
        b"text ",
        b"\n",
        b"\r",
        b"\t",
        b"\x08",
        b"\x1b",
        b"\x1b[",
        b"31m",
        b"\x1b[1;38;5;9m",
        b"\x1b[K",
        b"\x1b[2K",
        b"\x1b]0;t",
        b"\x07",
        b"\x1b\\",
        b"\x18",
        b"\xe4\xbd\xa0",
        b"\xe4",
        b"\xbd",
        b"\x9b",
        b"\xc2",
        b"\xf0\x9f",
        b"\0",
        b"\xcc\x81",
        b"\x1bP",
        b"\x1b(B",
        b"\x1b[?1049h",
        b"\x1b[H\x1b[2J",
        b"\x7f",
        b"12345678",
        b";",
        b"\xff",
    ];
    let piece = prop_oneof![8 => prop::sample::select(known).prop_map(<[u8]>::to_vec), 1 => any::<Vec<u8>>()];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// What `vte` takes for text in ASCII, controls among it.
#[derive(Default)]
struct Oracle(String);

impl vte::Perform for Oracle {
    fn print(&mut self, character: char) {
        self.0.push(character);
    }

    fn execute(&mut self, byte: u8) {
        self.0.push(char::from(byte));
    }
}

proptest! {
    #[test]
    fn cutting_the_input_anywhere_changes_nothing(bytes in pieces(), cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..6)) {
        let whole = feed(&bytes);
        let mut single = Sanitizer::new();
        for byte in &bytes {
            single.feed(Stream::Out, &[*byte]);
        }
        single.finish();
        prop_assert_eq!(&single.transcript(), &whole);
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut.index(bytes.len() + 1)).collect();
        cuts.sort_unstable();
        let mut pieced = Sanitizer::new();
        let mut from = 0;
        for cut in cuts.into_iter().chain([bytes.len()]) {
            pieced.feed(Stream::Out, &bytes[from..cut]);
            // Looking must not change anything either.
            pieced.transcript();
            from = cut;
        }
        pieced.finish();
        prop_assert_eq!(&pieced.transcript(), &whole);
    }

    #[test]
    fn no_control_reaches_a_line(bytes in prop_oneof![pieces(), prop::collection::vec(any::<u8>(), 0..2000)]) {
        let found = feed(&bytes);
        for line in found.lines() {
            prop_assert!(!line.text.contains(|character: char| character.is_control() && character != '\t'), "{line:?}");
            prop_assert!(line.text.len() <= LINE_BYTES);
            prop_assert!(line.styles.iter().all(|(offset, _)| line.text.is_char_boundary(*offset)));
            prop_assert!(line.styles.windows(2).all(|pair| pair[0].0 < pair[1].0));
        }
        prop_assert_eq!(found.bytes, bytes.len() as u64);
    }

    /// ASCII only, and nothing that rewrites the line (CR, BS, `G`, `K`): there the two must agree on what is text.
    #[test]
    fn what_is_text_is_what_vte_says(bytes in "[ -FH-JL-~\n\t\x1b\x07\\[\\]P;?m0-9]{0,80}") {
        let mut oracle = Oracle::default();
        vte::Parser::new().advance(&mut oracle, bytes.as_bytes());
        let mut expected = oracle.0.replace('\x07', "␇");
        // A last line without an end gets one.
        if !expected.is_empty() && !expected.ends_with('\n') {
            expected.push('\n');
        }
        let found = text(bytes.as_bytes());
        prop_assert_eq!(found, expected);
    }
}
