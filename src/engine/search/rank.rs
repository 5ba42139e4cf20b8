//! How well a document answers a plan: its lines are read once and each slot is filled as well as they can.
//! Which documents are tried is decided in `candidates`.

use super::document::Field;
use super::lines::{Lines, length_factor};
use super::plan::Plan;
use super::postings::saturate;

/// How well a document answers.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Rating {
    /// Rank value, higher is better; 1 is a document that says the whole query in its title.
    pub(super) score: f32,
    /// The share of what was asked for that the document has anywhere, 0 to 1.
    pub(super) coverage: f32,
    /// The share that its best line has, 0 to 1.
    pub(super) line_coverage: f32,
    /// The share of the words of that line that were asked for, 0 to 1.
    pub(super) line_share: f32,
    /// The best line besides the title.
    pub(super) line: Option<u32>,
}

// The parts of a score were found by leaving out each phrase that people type, a fifth of them at a time, and
// searching for it in what was left: 1,100 queries over 52 cases. Around these values little changes.

/// What all the words of a document weigh, and what its best line does.
const WORDS: f32 = 0.55;
const LINE: f32 = 0.5;
/// What two words that follow each other in a line as they do in the query add to the line.
const FOLLOWING: f32 = 0.2;
/// How much of a line's worth depends on how much of it was asked for.
const SHARE: f32 = 0.4;
/// How much of a document's worth depends on how much of the query it has: a single line with one word may not
/// outrun a document that has them all.
const COVERAGE: f32 = 0.35;
/// How much less a word in a weak text counts as found.
const FIELD: f32 = 0.25;

/// Reads documents for one plan; keeps its buffers between them.
pub(super) struct Rater<'a> {
    plan: &'a Plan,
    lines: &'a Lines,
    /// For each slot the sum over the lines, and the best quality.
    sums: Vec<f32>,
    best: Vec<f32>,
    /// For each slot the best quality in the line at hand, and its place there.
    here: Vec<(f32, u32)>,
}

impl<'a> Rater<'a> {
    /// A reader of `lines` for `plan`.
    pub(super) fn new(plan: &'a Plan, lines: &'a Lines) -> Self {
        let slots = plan.slots.len();
        Self { plan, lines, sums: vec![0.0; slots], best: vec![0.0; slots], here: vec![(0.0, 0); slots] }
    }

    /// How well this document answers.
    pub(super) fn rate(&mut self, document: u32) -> Rating {
        self.sums.fill(0.0);
        self.best.fill(0.0);
        let mut rating = Rating::default();
        let (mut best_line, mut best_shown) = (0.0_f32, 0.0_f32);
        for line in self.lines.of(document) {
            if self.read(line) == 0 {
                continue;
            }
            let (value, coverage, share) = self.line_value(line);
            if value > best_line {
                best_line = value;
                (rating.line_coverage, rating.line_share) = (coverage, share);
            }
            if value > best_shown && !matches!(self.lines.field(line), Field::Title | Field::Tag) {
                best_shown = value;
                rating.line = Some(line);
            }
        }
        self.total(&mut rating, best_line);
        rating
    }

    /// Fills the slots from one line; says how many were.
    fn read(&mut self, line: u32) -> usize {
        let mut filled = 0;
        for (at, &word) in self.lines.words(line).iter().enumerate() {
            for filling in self.plan.fillings(word) {
                let slot = &mut self.here[filling.slot as usize];
                filled += usize::from(slot.0 == 0.0);
                if filling.quality > slot.0 {
                    *slot = (filling.quality, at as u32);
                }
            }
        }
        filled
    }

    /// What the line at hand is worth, the share of the query that it has, and the share of it that was asked
    /// for; empties the slots for the next line.
    fn line_value(&mut self, line: u32) -> (f32, f32, f32) {
        let weight = self.lines.field(line).weight();
        let length = self.lines.length(line);
        let factor = weight * length_factor(length);
        let (mut sum, mut following, mut filled) = (0.0, 0.0, 0.0);
        let mut last: Option<u32> = None;
        for (at, here) in self.here.iter_mut().enumerate() {
            let (quality, place) = std::mem::take(here);
            if quality == 0.0 {
                last = None;
                continue;
            }
            self.sums[at] += factor * quality;
            self.best[at] = self.best[at].max(quality * (1.0 - FIELD + FIELD * weight));
            let slot = &self.plan.slots[at];
            filled += 1.0;
            if slot.core {
                sum += slot.weight * quality;
            }
            if last.is_some_and(|last| place > last && place - last <= 3) {
                following += slot.weight * quality;
            }
            last = Some(place);
        }
        let total = self.plan.total.max(f32::EPSILON);
        let (coverage, share) = ((sum / total).min(1.0), (filled / length).min(1.0));
        let value = weight * (coverage * (1.0 - SHARE + SHARE * share) + FOLLOWING * following / total);
        (value, coverage, share)
    }

    fn total(&self, rating: &mut Rating, best_line: f32) {
        let total = self.plan.total.max(f32::EPSILON);
        let (mut words, mut coverage) = (0.0, 0.0);
        for (at, slot) in self.plan.slots.iter().enumerate() {
            words += slot.weight * saturate(self.sums[at]);
            if slot.core {
                coverage += slot.weight * self.best[at];
            }
        }
        rating.coverage = (coverage / total).min(1.0);
        let spread = 1.0 - COVERAGE + COVERAGE * rating.coverage;
        rating.score = (WORDS * words / total / saturate(1.3) + LINE * best_line) * spread;
    }
}
