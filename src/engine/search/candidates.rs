//! Which documents are worth reading for a plan: found by walking the postings of its words, the most telling
//! first and never more than a fixed number, so that the cost does not grow with the library.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::plan::Plan;
use super::postings::Postings;

/// So many documents are taken from the words of one slot.
const PER_SLOT: usize = 1024;
/// So many are read at last.
const READ: usize = 1536;
/// So often the question whether to go on is asked.
const BETWEEN_QUESTIONS: usize = 256;

/// The documents worth reading, in no order, or nothing when `stop` said so.
///
/// `allowed` narrows to documents that pass the filters.
pub(super) fn candidates(
    plan: &Plan,
    postings: &Postings,
    allowed: &dyn Fn(u32) -> bool,
    stop: &dyn Fn() -> bool,
) -> Option<Vec<u32>> {
    let mut found: HashMap<u32, Sum, BuildHasherDefault<NumberHasher>> = HashMap::default();
    let mut slots: Vec<usize> = (0..plan.slots.len()).collect();
    slots.sort_by(|&left, &right| plan.slots[right].weight.total_cmp(&plan.slots[left].weight));
    for at in slots {
        if stop() {
            return None;
        }
        let slot = &plan.slots[at];
        let mut left = PER_SLOT;
        for entry in &slot.matches {
            let factor = slot.weight * entry.quality / 255.0;
            let mut taken = 0;
            for (document, impact) in
                postings.of(entry.word).filter(|(document, _)| allowed(*document)).take(left)
            {
                found.entry(document).or_default().add(at as u32, factor * f32::from(impact));
                taken += 1;
            }
            left -= taken;
            if left == 0 {
                break;
            }
        }
    }
    let mut found: Vec<(u32, f32)> =
        found.into_iter().map(|(document, sum)| (document, sum.total())).collect();
    if found.len() > READ {
        found.select_nth_unstable_by(READ, |left, right| {
            right.1.total_cmp(&left.1).then(left.0.cmp(&right.0))
        });
        found.truncate(READ);
    }
    Some(found.into_iter().map(|(document, _)| document).collect())
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
    slot: u32,
    best: f32,
}

impl Sum {
    fn add(&mut self, slot: u32, value: f32) {
        if self.slot != slot {
            self.closed += std::mem::take(&mut self.best);
            self.slot = slot;
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
