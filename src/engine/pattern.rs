//! Regular expressions of the content: the dialect, its limits, and a cache of compiled ones.
//! What a match means is the business of `engine::matcher` and `engine::judge`.

use std::collections::HashMap;

use regex::{Regex, RegexBuilder};
use thiserror::Error;

/// Bytes of a pattern's text. The longest of the built-in pack has 600; a longer one is a list that
/// wants to be several signatures.
pub const PATTERN_BYTES: usize = 2048;
/// Bytes of a compiled pattern: 1 MiB, a hundred times what the built-in ones take.
const COMPILED_BYTES: usize = 1024 * 1024;
/// Groups in one another.
const NESTING: u32 = 50;

/// Why a pattern cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PatternError {
    /// The text is longer than `PATTERN_BYTES`.
    #[error("the pattern has {0} bytes, {PATTERN_BYTES} are allowed")]
    TooLong(usize),
    /// It would take more than the allowed memory.
    #[error("the pattern is too large when compiled; repeat less, e.g. not `a{{1000}}`")]
    TooLarge,
    /// It is no regular expression of the dialect.
    #[error("{what}")]
    Syntax {
        /// What is wrong.
        what: String,
        /// Where in the pattern, in bytes.
        at: std::ops::Range<usize>,
    },
}

/// Compiles a pattern; with `lines`, `^` and `$` match at line ends.
///
/// Matching takes time linear in the text whatever the pattern is: the crate has no look-around and
/// no back-references, and the limits bound the factor.
pub fn compile(pattern: &str, lines: bool) -> Result<Regex, PatternError> {
    if pattern.len() > PATTERN_BYTES {
        return Err(PatternError::TooLong(pattern.len()));
    }
    let mut builder = RegexBuilder::new(pattern);
    builder.multi_line(lines).size_limit(COMPILED_BYTES).nest_limit(NESTING);
    builder.build().map_err(|error| match error {
        regex::Error::CompiledTooBig(_) => PatternError::TooLarge,
        other => explain(pattern, &other),
    })
}

/// The place of a syntax error, which `regex` itself only draws.
fn explain(pattern: &str, error: &regex::Error) -> PatternError {
    let parsed = regex_syntax::ParserBuilder::new().nest_limit(NESTING).build().parse(pattern);
    let (what, span) = match parsed {
        Err(regex_syntax::Error::Parse(error)) => (error.kind().to_string(), *error.span()),
        Err(regex_syntax::Error::Translate(error)) => (error.kind().to_string(), *error.span()),
        _ => return PatternError::Syntax { what: error.to_string(), at: 0..pattern.len() },
    };
    PatternError::Syntax { what, at: span.start.offset..span.end.offset }
}

/// Compiled patterns by their text, so that none is compiled twice; bad ones are remembered, too.
#[derive(Debug, Default)]
pub struct Patterns {
    lines: HashMap<String, Option<Regex>>,
}

impl Patterns {
    /// The pattern compiled for whole outputs (`^` and `$` match at line ends); none if it is bad.
    pub fn over_lines(&mut self, pattern: &str) -> Option<&Regex> {
        // Looked up first: nearly always it is there, and the key need not be copied.
        if !self.lines.contains_key(pattern) {
            self.lines.insert(pattern.to_owned(), compile(pattern, true).ok());
        }
        self.lines.get(pattern)?.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;

    #[test]
    fn refuses_what_is_not_of_the_dialect_and_says_where() {
        let place = |pattern: &str| match compile(pattern, false) {
            Err(PatternError::Syntax { at, .. }) => Some(at),
            other => panic!("{pattern}: {other:?}"),
        };
        assert_eq!(place("ab("), Some(2..3));
        assert_eq!(place("x(?=y)"), Some(1..4));
        assert_eq!(place(r"(a)\1"), Some(3..5));
        assert_eq!(place("a{99999999999}"), Some(2..13));
    }

    #[test]
    fn refuses_what_grows_too_large() {
        for pattern in ["(a{1000}){1000}", r"\w{99999}", "a{99999999}"] {
            let start = Instant::now();
            assert!(compile(pattern, false).is_err(), "{pattern}");
            assert!(start.elapsed() < Duration::from_secs(2), "{pattern}: {:?}", start.elapsed());
        }
        assert_eq!(compile(&"a".repeat(100_000), false).unwrap_err(), PatternError::TooLong(100_000));
        assert!(compile(&"(".repeat(60), false).is_err());
    }

    #[test]
    fn patterns_that_are_slow_elsewhere_are_linear_here() {
        let text = "a".repeat(1_000_000);
        for pattern in ["(a+)+$", "(x+x+)+y", "(?:a?){50}a{50}"] {
            let regex = compile(pattern, true).unwrap();
            let start = Instant::now();
            let _ = regex.is_match(&text);
            assert!(start.elapsed() < Duration::from_secs(5), "{pattern}: {:?}", start.elapsed());
        }
    }

    #[test]
    fn line_ends_match_in_outputs() {
        let mut patterns = Patterns::default();
        assert!(patterns.over_lines("^b$").unwrap().is_match("a\nb\nc"));
        assert!(patterns.over_lines("(").is_none());
    }
}
