//! The scan on ordinary files, on bombs, and beside a real parser.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;
use crate::content::tree::{Kind, Node};

fn refused(text: &str) -> Option<&str> {
    scan(text).err().map(|refused| &text[refused.span])
}

#[test]
fn ordinary_files_pass() {
    for text in [
        "a: 'it''s & *b !c'\nb: \"x \\\" & y\"\nc: plain & simple *text* !\n",
        "run: |\n  &a *b !c {{{{{{{{{{{{{{{{{{{{\n  - - [[[[[[[[[[[[[[[[[[[[\nnext: x\n",
        "list:\n  - |\n    *x\n  - >-\n    &y\n    !z\n",
        "list:\n- |\n  *x\n- folded\n  *not an alias* it goes on\n",
        "# &x *y [[[[[[[[[[[[[[[[[[[[[\nkey: value # *x\n",
        "f: [a&b, {c: d*e}, 'x', \"y\"]\n",
        "text: one\n  [two\n  & three\n",
        "when: { output: '[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[' }\r\nx: 1\r\n",
        "",
    ] {
        assert_eq!(scan(text), Ok(()), "{text}");
    }
}

#[test]
fn anchors_tags_and_directives_are_refused() {
    for (text, at) in [
        ("a: &x 1\n", "&"),
        ("a: *x\n", "*"),
        ("- &x\n", "&"),
        ("a: [b, *x]\n", "*"),
        ("{a: &x b}\n", "&"),
        ("&x a: 1\n", "&"),
        ("a: !!python/object:x y\n", "!"),
        ("a:\n  !t b\n", "!"),
        ("%TAG ! tag:x\n---\na: 1\n", "%"),
        ("? a\n: b\n", "?"),
        ("{\"a\":*x}\n", "*"),
        ("--- &x a\n", "&"),
        ("a: 1\rb: 2\n", "\r"),
        ("a: 'x\u{2028}'\n", "\u{2028}"),
        ("a: b\u{85}c\n", "\u{85}"),
        ("a: \0\n", "\0"),
    ] {
        assert_eq!(refused(text), Some(at), "{text:?}");
    }
}

#[test]
fn bombs_and_deep_nesting_are_refused_at_once() {
    let lines =
        |unit: &str, count: usize| (0..count).map(|at| " ".repeat(at) + unit + "\n").collect::<String>();
    for text in [
        "[".repeat(1_000_000),
        "{a: ".repeat(250_000),
        "- ".repeat(500_000),
        "a: [".to_owned() + &"[\n".repeat(400_000),
        lines("a:", 1_000),
        lines("- a:", 1_000),
        "a: &a [x,x]\n".to_owned() + &"b: &b [*a,*a]\n".repeat(20_000),
    ] {
        let start = Instant::now();
        assert!(scan(&text).is_err(), "{}", &text[..20]);
        assert!(start.elapsed() < Duration::from_secs(1), "{:?}", start.elapsed());
    }
}

/// How deep a tree is, brackets and indentation together.
fn depth(node: &Node) -> usize {
    let below = match &node.kind {
        Kind::Scalar(_) => return 0,
        Kind::List(items) => items.iter().map(depth).max(),
        Kind::Map(entries) => entries.iter().map(|(key, value)| depth(key).max(depth(value))).max(),
    };
    below.unwrap_or(0) + 1
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever passes has no alias and is shallow, in the eyes of a real parser.
    #[test]
    fn what_passes_is_shallow_for_a_parser(
        pieces in prop::collection::vec(
            (
                prop::sample::select(vec![
                    "a: ", "- ", "\n", "\n  ", "\n    ", "[", "]", "{", "}", ", ", "'", "\"", "|\n", ">-\n", "x",
                    "&x ", "*x", "!t ", "# c", ": ", "? ", "\\", " ", "---\n", "''", ":", "\r\n", "{a: ", "[[",
                ]),
                prop::sample::select(vec![1, 1, 1, 1, 1, 3, 20, 90]),
            ),
            0..40,
        ),
    ) {
        let pieces: Vec<String> = pieces.iter().map(|(unit, times)| unit.repeat(*times)).collect();
        let text = pieces.concat();
        if scan(&text).is_ok() && let Ok(tree) = Node::parse(&text) {
            prop_assert!(depth(&tree) <= 2 * (BLOCK_DEPTH + FLOW_DEPTH), "{text:?}");
        }
        if scan(&text).is_ok() && let Err(error) = serde_yaml::from_str::<serde_yaml::Value>(&text) {
            prop_assert!(!error.to_string().contains("anchor"), "{text:?}: {error}");
        }
    }
}
