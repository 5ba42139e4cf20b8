//! State of the search pane: the line, the evidence, what was found, and what is selected.

use std::ops::Range;

use tui_input::Input;

use crate::domain::{Confidence, Match};
use crate::engine::search::{Field, Hit};

/// The search line and its list.
#[derive(Debug, Default)]
pub struct SearchPane {
    /// The line.
    pub input: Input,
    /// The error text that was pasted or piped in.
    pub evidence: Option<Evidence>,
    /// What the newest search found.
    pub found: Vec<Hit>,
    /// The list, best first: what the evidence speaks for, narrowed by the line; without evidence
    /// what was found, every card in order of category for an empty line.
    pub hits: Vec<Entry>,
    /// Position of the selected hit.
    pub selected: usize,
    /// Number of the newest search; answers to older ones are dropped.
    pub generation: u64,
    /// The person moved in the list since the line last changed: the selection then stays on its card.
    pub moved: bool,
    /// Cards in the order in which they were opened, the latest first.
    pub recent: Vec<usize>,
}

/// An error text, and what it speaks for.
#[derive(Debug, Clone, Default)]
pub struct Evidence {
    /// Its number; answers about older evidence are dropped.
    pub number: u64,
    /// How it came: `pasted`, `piped`.
    pub origin: &'static str,
    /// Lines read so far.
    pub lines: usize,
    /// Its end was reached.
    pub finished: bool,
    /// The cases that it speaks for, best first.
    pub matches: Vec<Match>,
}

impl Evidence {
    /// True if some case may be called the one.
    pub fn is_known(&self) -> bool {
        self.matches.iter().any(|found| found.confidence > Confidence::Weak)
    }
}

/// One entry of the list.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Index of the card in the library.
    pub document: usize,
    /// Byte ranges of the title to emphasise.
    pub title_marks: Vec<Range<usize>>,
    /// Why it is there.
    pub why: Reason,
}

/// Why an entry is in the list.
#[derive(Debug, Clone, PartialEq)]
pub enum Reason {
    /// The query was found in this text of the card.
    Query(Field, String, Vec<Range<usize>>),
    /// This line of the evidence speaks for it, so surely.
    Evidence(usize, String, Confidence),
}

impl SearchPane {
    /// True if nothing is asked: the list is then the table of contents.
    pub fn is_contents(&self) -> bool {
        self.evidence.is_none() && self.input.value().trim().is_empty()
    }
}
