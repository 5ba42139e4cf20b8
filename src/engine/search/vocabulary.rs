//! The distinct words of a library, sorted, with what finds the ones near a typed word without comparing all.
//! Which kinds of nearness count, and for how much, is decided in `expand`.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;

use super::stem::stem;

/// First letter of the words that are made of initials (`^drc`); no text holds a word that begins so.
pub(super) const INITIALS: char = '^';

/// Number of a word: its place in the sorted vocabulary.
pub(super) type WordId = u32;

/// The distinct words, in sorted order, so that the words with one prefix stand together.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    text: String,
    /// Where each word ends in `text`.
    ends: Vec<u32>,
    /// Which letters each word holds; see `letters`.
    masks: Vec<u64>,
    /// How many characters each word has, at most 255.
    lengths: Vec<u8>,
    /// The words in the order of their stems.
    by_stem: Vec<WordId>,
}

impl Vocabulary {
    /// The number of words.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The word of this number.
    pub(super) fn word(&self, id: WordId) -> &str {
        let at = id as usize;
        let start = if at == 0 { 0 } else { self.ends[at - 1] as usize };
        &self.text[start..self.ends[at] as usize]
    }

    /// The number of exactly this word.
    pub(super) fn find(&self, word: &str) -> Option<WordId> {
        let at = self.lower_bound(word);
        (at < self.len() && self.word(at as WordId) == word).then_some(at as WordId)
    }

    /// The numbers of the words that begin with `prefix`.
    pub(super) fn with_prefix(&self, prefix: &str) -> Range<WordId> {
        let start = self.lower_bound(prefix);
        let count = partition(self.len() - start, |at| self.word((start + at) as WordId).starts_with(prefix));
        start as WordId..(start + count) as WordId
    }

    /// The words that have the stem of `word`.
    pub(super) fn with_stem_of(&self, word: &str) -> &[WordId] {
        let wanted = stem(word);
        let start = self.by_stem.partition_point(|&id| stem(self.word(id)) < wanted);
        let count = self.by_stem[start..].partition_point(|&id| stem(self.word(id)) == wanted);
        &self.by_stem[start..start + count]
    }

    /// Calls `sink` with each word that lacks at most `missing` of the letters of `typed`. One pass over 9 bytes
    /// a word: 0.1 ms for 200,000 words.
    pub(super) fn scan(&self, typed: &str, missing: u32, sink: &mut dyn FnMut(Resemblance)) {
        let wanted = letters(typed);
        let initials = self.with_prefix("^");
        for part in [0..initials.start as usize, initials.end as usize..self.len()] {
            let start = part.start;
            let words = self.masks[part.clone()].iter().zip(&self.lengths[part]);
            for (at, (&mask, &length)) in words.enumerate() {
                // Clearing the lowest bit as often as letters may be missing is cheaper than counting bits.
                let mut left = wanted & !mask;
                for _ in 0..missing {
                    left &= left.wrapping_sub(1);
                }
                if left == 0 {
                    let lacking = (wanted & !mask).count_ones();
                    let further = (mask & !wanted).count_ones();
                    sink(Resemblance {
                        word: (start + at) as WordId,
                        length: length.into(),
                        lacking,
                        further,
                    });
                }
            }
        }
    }

    /// Bytes held.
    pub(super) fn memory(&self) -> usize {
        self.text.capacity()
            + self.ends.capacity() * 4
            + self.masks.capacity() * 8
            + self.lengths.capacity()
            + self.by_stem.capacity() * 4
    }

    fn lower_bound(&self, word: &str) -> usize {
        partition(self.len(), |at| self.word(at as WordId) < word)
    }
}

/// What a word has in common with a typed one, by its letters alone.
#[derive(Debug, Clone, Copy)]
pub(super) struct Resemblance {
    /// The word.
    pub(super) word: WordId,
    /// Its length in characters.
    pub(super) length: usize,
    /// How many of the typed letters it does not have.
    pub(super) lacking: u32,
    /// How many other letters it has.
    pub(super) further: u32,
}

/// The words of a library under construction, numbered in the order of their first appearance.
#[derive(Debug, Default)]
pub(super) struct Interner {
    numbers: HashMap<Box<str>, WordId, BuildHasherDefault<WordHasher>>,
}

impl Interner {
    /// The number of the word, a new one if it is new.
    pub(super) fn number(&mut self, word: &str) -> WordId {
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        let number = self.numbers.len() as WordId;
        self.numbers.insert(word.into(), number);
        number
    }

    /// The sorted vocabulary, and for each number given out the number that the word has there.
    pub(super) fn finish(self) -> (Vocabulary, Vec<WordId>) {
        let mut words: Vec<(Box<str>, WordId)> = self.numbers.into_iter().collect();
        words.sort_unstable();
        let mut renumbered = vec![0; words.len()];
        let mut vocabulary = Vocabulary::default();
        for (at, (word, number)) in words.iter().enumerate() {
            renumbered[*number as usize] = at as WordId;
            vocabulary.text.push_str(word);
            vocabulary.ends.push(vocabulary.text.len() as u32);
            vocabulary.masks.push(letters(word));
            vocabulary.lengths.push(word.chars().count().min(255) as u8);
        }
        let mut by_stem: Vec<(&str, WordId)> =
            words.iter().enumerate().map(|(at, (word, _))| (stem(word), at as WordId)).collect();
        by_stem.sort_unstable();
        vocabulary.by_stem = by_stem.into_iter().map(|(_, word)| word).collect();
        (vocabulary, renumbered)
    }
}

/// One bit for each letter and digit of a word; other characters share 28 bits.
fn letters(word: &str) -> u64 {
    word.chars().fold(0, |mask, letter| {
        let bit = match letter {
            'a'..='z' => letter as u32 - 'a' as u32,
            '0'..='9' => letter as u32 - '0' as u32 + 26,
            other => other as u32 % 28 + 36,
        };
        mask | 1 << bit
    })
}

/// `partition_point` over numbers.
fn partition(length: usize, holds: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, length);
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) { low = middle + 1 } else { high = middle }
    }
    low
}

/// A multiplying hash (`FxHash`) for short words: building an index hashes each word of each text once, and the
/// words come from content that was chosen, not from an attacker.
#[derive(Debug, Default)]
struct WordHasher(u64);

impl Hasher for WordHasher {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut block = [0; 8];
            block[..chunk.len()].copy_from_slice(chunk);
            self.0 = (self.0.rotate_left(5) ^ u64::from_le_bytes(block)).wrapping_mul(0x517c_c1b7_2722_0a95);
        }
    }

    fn finish(&self) -> u64 {
        // The table takes its places from the low bits, which a product mixes least.
        self.0.rotate_left(26)
    }
}

#[cfg(test)]
mod tests {
    use super::{Interner, Vocabulary};

    fn vocabulary(words: &[&str]) -> Vocabulary {
        let mut interner = Interner::default();
        for word in words {
            interner.number(word);
        }
        interner.finish().0
    }

    #[test]
    fn words_are_found_whole_by_prefix_and_by_stem() {
        let words = vocabulary(&["pip", "pipe", "import", "imports", "wheel", "importing", "^pip"]);
        assert_eq!(words.find("pip").map(|id| words.word(id)), Some("pip"));
        assert_eq!(words.find("pi"), None);
        let prefixed: Vec<_> = words.with_prefix("pip").map(|id| words.word(id)).collect();
        assert_eq!(prefixed, ["pip", "pipe"]);
        assert_eq!(words.with_stem_of("imported").len(), 3);
        assert!(words.with_stem_of("zebra").is_empty());
    }

    #[test]
    fn the_scan_passes_over_words_without_the_letters() {
        let words = vocabulary(&["module", "modul", "wheel", "^mod"]);
        let mut seen = Vec::new();
        words.scan("modul", 0, &mut |found| seen.push(words.word(found.word).to_owned()));
        assert_eq!(seen, ["modul", "module"]);
    }
}
