//! From an error text to ranked cases: the signatures of every case, looked for in a stream of lines.
//! What a person types is the business of `engine::search`.
//!
//! Literals first: one Aho-Corasick automaton finds in which lines a signature can match at all, and only
//! there its regular expression runs, compiled when it is first needed. A text of any size is read once,
//! line by line; what is kept is bounded.

mod clean;
mod patterns;
mod rank;
mod stream;
mod telling;

use std::sync::Arc;

use crate::domain::{Card, Match, Strength};
use patterns::{PatternId, Patterns};
use stream::Lines;
use telling::Telling;

pub use clean::clean;

/// Hits that are kept per signature: the first and the last places say enough.
const HITS_KEPT: usize = 8;

/// The signatures of a library, ready to be looked for.
#[derive(Debug)]
pub struct Matcher {
    patterns: Patterns,
    signatures: Vec<Signature>,
    cases: Vec<crate::domain::CaseId>,
}

/// A signature as the matcher keeps it.
#[derive(Debug)]
struct Signature {
    case: usize,
    pattern: PatternId,
    all_of: Vec<PatternId>,
    unless: Vec<PatternId>,
    strength: Strength,
}

/// A place where a signature's pattern matched.
#[derive(Debug, Clone)]
struct Hit {
    line: usize,
    text: String,
    /// Bytes of the text that the pattern covers.
    covered: usize,
    captures: Vec<(String, String)>,
}

/// One reading of one text.
#[derive(Debug)]
pub struct Reading {
    matcher: Arc<Matcher>,
    lines: Lines,
    /// Per pattern: where it matched, the first and the last places.
    hits: Vec<Vec<Hit>>,
    lines_read: usize,
    telling: Telling,
    scratch: Vec<PatternId>,
}

impl Matcher {
    /// The matcher for these cards. Patterns that are no regular expressions match nothing; lint names them.
    pub fn of_cards(cards: &[Card]) -> Self {
        let mut patterns = Patterns::default();
        let mut signatures = Vec::new();
        let mut cases = Vec::new();
        for case in cards.iter().filter_map(Card::as_case) {
            for signature in &case.symptom.signatures {
                signatures.push(Signature {
                    case: cases.len(),
                    pattern: patterns.add(&signature.pattern),
                    all_of: signature.all_of.iter().map(|text| patterns.add(text)).collect(),
                    unless: signature.unless.iter().map(|text| patterns.add(text)).collect(),
                    strength: signature.strength,
                });
            }
            cases.push(case.id.clone());
        }
        patterns.seal();
        Self { patterns, signatures, cases }
    }

    /// Begins to read a text.
    pub fn read(self: &Arc<Self>) -> Reading {
        Reading {
            matcher: Arc::clone(self),
            lines: Lines::default(),
            hits: vec![Vec::new(); self.patterns.len()],
            lines_read: 0,
            telling: Telling::default(),
            scratch: Vec::new(),
        }
    }

    /// The cases that a whole text speaks for, best first.
    pub fn matches(self: &Arc<Self>, text: &str) -> Vec<Match> {
        let mut reading = self.read();
        reading.feed(text.as_bytes());
        reading.finish();
        reading.matches()
    }
}

impl Reading {
    /// Takes in the next bytes of the text, cut anywhere.
    pub fn feed(&mut self, bytes: &[u8]) {
        let mut lines = std::mem::take(&mut self.lines);
        lines.feed(bytes, |number, line| self.line(number, line));
        self.lines = lines;
    }

    /// The text is over: its last line counts even without a line feed.
    pub fn finish(&mut self) {
        let mut lines = std::mem::take(&mut self.lines);
        lines.finish(|number, line| self.line(number, line));
        self.lines = lines;
    }

    /// Lines read so far.
    pub fn lines_read(&self) -> usize {
        self.lines_read
    }

    /// The cases that what was read so far speaks for, best first.
    pub fn matches(&self) -> Vec<Match> {
        rank::rank(self)
    }

    /// The lines that say most of what went wrong, the most telling first; at most eight, each bounded.
    pub fn telling_lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.telling.lines()
    }

    /// Forgets what was seen in the lines before this one: on a stream the far past is no context.
    pub fn forget_before(&mut self, line: usize) {
        for places in &mut self.hits {
            places.retain(|hit| hit.line >= line);
        }
    }

    fn line(&mut self, number: usize, line: &str) {
        self.lines_read = number;
        let matcher = Arc::clone(&self.matcher);
        let mut candidates = std::mem::take(&mut self.scratch);
        matcher.patterns.candidates(line, &mut candidates);
        if !candidates.is_empty() || self.telling.wants(line) {
            let bare = clean(line);
            self.telling.look(number, &bare);
            for id in candidates.drain(..) {
                self.look(&matcher.patterns, id, number, &bare, line);
            }
        }
        self.scratch = candidates;
    }

    /// Looks for one pattern in the line without its prefixes, and with them if it is not there.
    fn look(&mut self, patterns: &Patterns, id: PatternId, number: usize, bare: &str, line: &str) {
        let Some(places) = self.hits.get_mut(id.0) else { return };
        let Some(regex) = patterns.regex(id) else { return };
        let found = regex.captures(bare).or_else(|| if bare == line { None } else { regex.captures(line) });
        let Some(captures) = found else { return };
        let hit = Hit {
            line: number,
            text: rank::bounded(bare),
            covered: captures.get(0).map_or(0, |whole| whole.len()),
            captures: rank::captures(regex, &captures),
        };
        if places.len() == HITS_KEPT {
            places.remove(HITS_KEPT / 2);
        }
        places.push(hit);
    }
}

#[cfg(test)]
mod tests;
