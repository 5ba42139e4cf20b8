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
const READ: usize = 160;
/// What a mention in a list that was cut short is taken for: its true impact is not looked up.
const MENTION: f32 = 0.4;
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
    let mut sums = Sums::with_capacity_and_hasher(PER_SLOT, BuildHasherDefault::default());
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
    let mut found: Vec<(u32, f32, u64)> =
        sums.into_iter().map(|(document, sum)| (document, sum.total(), cut & !sum.slots)).collect();
    if found.len() > READ {
        keep_best(&mut found);
        let least = found.get(READ - 1).map_or(0.0, |last| last.1);
        complete(&mut found, plan, lines, least);
        keep_best(&mut found);
        found.truncate(READ);
    }
    Some(found.into_iter().map(|(document, _, _)| document).collect())
}

/// Moves the best to the front, as many as are read.
fn keep_best(found: &mut [(u32, f32, u64)]) {
    let order = |left: &(u32, f32, u64), right: &(u32, f32, u64)| {
        right.1.total_cmp(&left.1).then(left.0.cmp(&right.0))
    };
    found.select_nth_unstable_by(READ - 1, order);
}

/// Adds what a document has of slots whose lists were cut short, for those that it may lift above `least`.
fn complete(found: &mut [(u32, f32, u64)], plan: &Plan, lines: &Lines, least: f32) {
    for (document, sum, unseen) in found.iter_mut().filter(|(_, _, unseen)| *unseen != 0) {
        let slots = (0..plan.slots.len()).filter(|at| *unseen >> at & 1 == 1);
        let most: f32 = slots.map(|at| plan.slots[at].weight * MENTION).sum();
        if *sum + most >= least {
            *sum += also_filled(plan, lines.words_of(*document), *unseen);
        }
    }
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
            best += plan.slots[filling.slot as usize].weight * filling.quality * MENTION;
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
