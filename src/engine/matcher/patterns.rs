//! Every pattern of a library once: its literals in one automaton, its regular expression compiled when needed.

use std::collections::HashMap;
use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, MatchKind};
use regex::{Regex, RegexBuilder};

use crate::engine::literal::required_literals;

/// Bytes that one compiled pattern may take; the limit that lint checks.
const SIZE_LIMIT: usize = 1 << 20;

/// Number of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PatternId(pub usize);

/// Every pattern once.
#[derive(Debug, Default)]
pub struct Patterns {
    known: HashMap<String, PatternId>,
    texts: Vec<String>,
    compiled: Vec<OnceLock<Option<Regex>>>,
    /// Literals and the patterns that need them.
    literals: Vec<(String, PatternId)>,
    /// Patterns without a literal: looked for in every line.
    everywhere: Vec<PatternId>,
    automaton: Option<AhoCorasick>,
}

impl Patterns {
    /// The number of this pattern, new or known.
    pub fn add(&mut self, pattern: &str) -> PatternId {
        if let Some(id) = self.known.get(pattern) {
            return *id;
        }
        let id = PatternId(self.texts.len());
        self.known.insert(pattern.to_owned(), id);
        self.texts.push(pattern.to_owned());
        self.compiled.push(OnceLock::new());
        match required_literals(pattern) {
            Ok(Some(literals)) => {
                self.literals.extend(literals.into_iter().map(|literal| (literal.text.to_lowercase(), id)));
            }
            _ => self.everywhere.push(id),
        }
        id
    }

    /// Builds the automaton; after this no pattern is added.
    pub fn seal(&mut self) {
        let literals = self.literals.iter().map(|(literal, _)| literal);
        self.automaton = AhoCorasickBuilder::new()
            .match_kind(MatchKind::Standard)
            .ascii_case_insensitive(true)
            .build(literals)
            .ok();
        if self.automaton.is_none() {
            // Too many literals for one automaton: slower, but nothing is missed.
            self.everywhere = (0..self.texts.len()).map(PatternId).collect();
        }
    }

    /// Number of patterns.
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// The text of a pattern.
    pub fn text(&self, id: PatternId) -> &str {
        self.texts.get(id.0).map_or("", String::as_str)
    }

    /// Puts the patterns that can match in this line into `found`, each once.
    pub fn candidates(&self, line: &str, found: &mut Vec<PatternId>) {
        found.clear();
        found.extend_from_slice(&self.everywhere);
        if let Some(automaton) = &self.automaton {
            let hits = automaton.find_overlapping_iter(line);
            found.extend(
                hits.filter_map(|hit| self.literals.get(hit.pattern().as_usize()).map(|known| known.1)),
            );
        }
        found.sort_unstable();
        found.dedup();
    }

    /// The regular expression of a pattern; none if it is none.
    pub fn regex(&self, id: PatternId) -> Option<&Regex> {
        let compile =
            || RegexBuilder::new(self.text(id)).size_limit(SIZE_LIMIT).multi_line(true).build().ok();
        self.compiled.get(id.0)?.get_or_init(compile).as_ref()
    }
}
