//! Which documents hold a word, those that it says most about first.
//! A document is ranked by its lines; this table only finds the candidates.

use super::lines::{Lines, length_factor};
use super::vocabulary::WordId;

/// For each word its documents, in the order of how much the word says about them.
#[derive(Debug, Default)]
pub(super) struct Postings {
    starts: Vec<u32>,
    documents: Vec<u32>,
    impacts: Vec<u8>,
    /// How many documents each word is spread over; a mention in a weak text counts for less than one.
    spread: Vec<f32>,
}

impl Postings {
    /// The table of all words in `lines`; their numbers are below `words`.
    pub(super) fn build(lines: &Lines, words: usize) -> Self {
        let (flat, mut starts) = collect(lines, words);
        let mut documents = vec![0; flat.len()];
        let mut impacts = vec![0; flat.len()];
        let mut spread = vec![0.0_f32; words];
        // Buckets of impact from high to low, each in the order of the documents: a counting sort in two passes.
        let mut order: Vec<u32> = Vec::with_capacity(flat.len());
        let mut counts = [0_usize; 257];
        for entry in &flat {
            counts[256 - entry.impact as usize] += 1;
        }
        for at in 1..counts.len() {
            counts[at] += counts[at - 1];
        }
        order.resize(flat.len(), 0);
        for (at, entry) in flat.iter().enumerate() {
            let bucket = &mut counts[255 - entry.impact as usize];
            order[*bucket] = at as u32;
            *bucket += 1;
        }
        let mut next = starts.clone();
        for at in order {
            let entry = &flat[at as usize];
            let place = &mut next[entry.word as usize];
            documents[*place as usize] = entry.document;
            impacts[*place as usize] = entry.impact;
            spread[entry.word as usize] += (f32::from(entry.impact) / FULL_MENTION).clamp(LEAST_MENTION, 1.0);
            *place += 1;
        }
        starts.shrink_to_fit();
        Self { starts, documents, impacts, spread }
    }

    /// The documents of a word with the impact (0 to 255) of the word on each, falling.
    pub(super) fn of(&self, word: WordId) -> impl ExactSizeIterator<Item = (u32, u8)> + '_ {
        let range = self.starts[word as usize] as usize..self.starts[word as usize + 1] as usize;
        self.documents[range.clone()].iter().copied().zip(self.impacts[range].iter().copied())
    }

    /// How many documents hold a word.
    pub(super) fn count(&self, word: WordId) -> usize {
        (self.starts[word as usize + 1] - self.starts[word as usize]) as usize
    }

    /// How many documents a word is spread over, as a sum of shares.
    pub(super) fn spread(&self, word: WordId) -> f32 {
        self.spread[word as usize]
    }

    /// Bytes held.
    pub(super) fn memory(&self) -> usize {
        self.starts.capacity() * 4
            + self.documents.capacity() * 4
            + self.impacts.capacity()
            + self.spread.capacity() * 4
    }
}

/// The impact from which a mention counts as one document: a phrase that people type, or a title.
const FULL_MENTION: f32 = 120.0;
/// What the weakest mention counts for.
const LEAST_MENTION: f32 = 0.3;

struct Entry {
    word: WordId,
    document: u32,
    impact: u8,
}

/// One entry for each word of each document, and where each word's entries will begin.
fn collect(lines: &Lines, words: usize) -> (Vec<Entry>, Vec<u32>) {
    let mut flat = Vec::new();
    let mut starts = vec![0_u32; words + 1];
    let mut seen: Vec<(WordId, f32)> = Vec::new();
    for document in 0..lines.documents() as u32 {
        seen.clear();
        for line in lines.of(document) {
            let value = lines.field(line).weight() * length_factor(lines.length(line));
            seen.extend(lines.words(line).iter().map(|&word| (word, value)));
        }
        seen.sort_unstable_by_key(|(word, _)| *word);
        for same in seen.chunk_by(|left, right| left.0 == right.0) {
            let sum: f32 = same.iter().map(|(_, value)| value).sum();
            let impact = (saturate(sum) * 255.0) as u8;
            flat.push(Entry { word: same[0].0, document, impact });
            starts[same[0].0 as usize + 1] += 1;
        }
    }
    for at in 1..starts.len() {
        starts[at] += starts[at - 1];
    }
    (flat, starts)
}

/// What repeated mentions are worth together: the first says most (the saturation of BM25, k = 2).
pub(super) fn saturate(sum: f32) -> f32 {
    sum / (sum + 2.0)
}
