//! Which documents are worth reading for a plan: found by walking the postings of its words, the most telling
//! first and never more than a fixed number, so that the cost does not grow with the library.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::lines::Lines;
use super::plan::Plan;
use super::postings::Postings;
use super::vocabulary::WordId;

/// So many documents are taken from the words of one slot.
const PER_SLOT: usize = 1024;
/// So many where the words are common and another slot has rarer ones.
const BESIDE: usize = 256;
/// So many are read line by line at last.
const READ: usize = 256;
/// So often the question whether to go on is asked.
const BETWEEN_QUESTIONS: usize = 128;

type Sums = HashMap<u32, Sum, BuildHasherDefault<NumberHasher>>;

/// The documents worth reading, in no order, or nothing when `stop` said so.
///
/// `allowed` narrows to documents that pass the filters.
pub(super) fn candidates(
    plan: &Plan,
    postings: &Postings,
    lines: &Lines,
    allowed: &dyn Fn(u32) -> bool,
    stop: &dyn Fn() -> bool,
) -> Option<Vec<u32>> {
    let mut sums = Sums::default();
    let mut cut = 0_u64;
    // Additions only raise what the words of the query find.
    let core: Vec<usize> = (0..plan.slots.len()).filter(|&at| plan.slots[at].core).collect();
    let count =
        |at: usize| -> usize { plan.slots[at].matches.iter().map(|entry| postings.count(entry.word)).sum() };
    let telling = core.iter().any(|&at| count(at) <= PER_SLOT);
    for at in core {
        if stop() {
            return None;
        }
        let limit = if telling && count(at) > PER_SLOT { BESIDE } else { PER_SLOT };
        if walk(plan, at, limit, postings, allowed, &mut sums) {
            cut |= 1 << at;
        }
    }
    let mut found: Vec<(u32, f32)> = Vec::with_capacity(sums.len());
    for (document, sum) in sums {
        // A list that was cut short may hold documents found by another word only.
        let unseen = if plan.slots.len() > 1 { cut & !sum.slots } else { 0 };
        let more = if unseen == 0 { 0.0 } else { also_filled(plan, lines.words_of(document), unseen) };
        found.push((document, sum.total() + more));
    }
    if found.len() > READ {
        found.select_nth_unstable_by(READ, |left, right| {
            right.1.total_cmp(&left.1).then(left.0.cmp(&right.0))
        });
        found.truncate(READ);
    }
    Some(found.into_iter().map(|(document, _)| document).collect())
}

/// Adds the documents of one slot; true if there were more than are looked at.
fn walk(
    plan: &Plan,
    at: usize,
    limit: usize,
    postings: &Postings,
    allowed: &dyn Fn(u32) -> bool,
    sums: &mut Sums,
) -> bool {
    let slot = &plan.slots[at];
    let mut left = limit;
    for entry in &slot.matches {
        let factor = slot.weight * entry.quality / 255.0;
        for (document, impact) in postings.of(entry.word).filter(|(document, _)| allowed(*document)) {
            if left == 0 {
                return true;
            }
            left -= 1;
            sums.entry(document).or_default().add(at, factor * f32::from(impact));
        }
    }
    false
}

/// What the words of a document fill of the slots in `unseen`, each valued as a weak mention.
fn also_filled(plan: &Plan, words: &[WordId], unseen: u64) -> f32 {
    let mut best = 0.0;
    let mut seen = 0_u64;
    for filling in words.iter().flat_map(|&word| plan.fillings(word)) {
        let bit = 1 << filling.slot;
        if unseen & bit != 0 && seen & bit == 0 {
            seen |= bit;
            best += plan.slots[filling.slot as usize].weight * filling.quality * 0.4;
        }
    }
    best
}

/// Calls `each` for every candidate, unless `stop` says so on the way; true if it came to the end.
pub(super) fn each_until(documents: &[u32], stop: &dyn Fn() -> bool, each: &mut dyn FnMut(u32)) -> bool {
    for chunk in documents.chunks(BETWEEN_QUESTIONS) {
        if stop() {
            return false;
        }
        for &document in chunk {
            each(document);
        }
    }
    true
}

/// The best of each slot, summed; slots come one after the other.
#[derive(Default)]
struct Sum {
    closed: f32,
    best: f32,
    /// One bit for each slot seen; the highest is the one at hand.
    slots: u64,
}

impl Sum {
    fn add(&mut self, slot: usize, value: f32) {
        if self.slots >> slot == 0 {
            self.closed += std::mem::take(&mut self.best);
            self.slots |= 1 << slot;
        }
        self.best = self.best.max(value);
    }

    fn total(&self) -> f32 {
        self.closed + self.best
    }
}

/// Document numbers are their own best hash, once spread over the bits.
#[derive(Default)]
struct NumberHasher(u64);

impl Hasher for NumberHasher {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u32(u32::from(*byte));
        }
    }

    fn write_u32(&mut self, number: u32) {
        self.0 = (self.0 ^ u64::from(number)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }
}
