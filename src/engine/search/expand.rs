//! From a typed word to the words of the library that it may stand for, each with how near it is.
//! Slips, abbreviations and half words are dealt with here, once, against the vocabulary; no text is scanned.

use super::distance::{allowed, slips};
use super::glossary::english;
use super::postings::Postings;
use super::subsequence::Letters;
use super::synonyms::synonyms;
use super::vocabulary::{INITIALS, Vocabulary, WordId};

/// A word of the library that a typed word may stand for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Match {
    /// The word.
    pub(super) word: WordId,
    /// How near it is, up to 1 for the very word.
    pub(super) quality: f32,
    /// What of it to emphasise.
    pub(super) how: How,
}

/// In what way a word matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    /// As a whole: the word itself, another form of it, a synonym, a slip.
    Whole,
    /// Its first characters.
    Prefix(u8),
    /// Characters in the middle: from, count.
    Inside(u8, u8),
    /// It is made of the first letters of the words of a title or of camel case.
    Initials(u8),
}

/// What a typed word may stand for.
#[derive(Debug, Default)]
pub(super) struct Expansion {
    /// The words, the nearest first.
    pub(super) matches: Vec<Match>,
    /// Over how many documents the meaning of the word is spread.
    pub(super) spread: f32,
}

/// More forms than this add cost, not hits.
const MAX_PREFIXED: usize = 48;
const MAX_NEAR: usize = 8;

/// How near a word of the same meaning is, and one of another language.
const SYNONYM: f32 = 0.35;
const TRANSLATED: f32 = 0.95;

/// The vocabulary with what is known of its words.
#[derive(Clone, Copy)]
pub(super) struct Words<'a> {
    /// The words.
    pub(super) vocabulary: &'a Vocabulary,
    /// Where they stand.
    pub(super) postings: &'a Postings,
}

impl Words<'_> {
    /// The word itself and its other forms.
    pub(super) fn own_forms(self, typed: &str) -> Expansion {
        let mut found = Expansion::default();
        let exact = self.vocabulary.find(typed);
        found.matches.extend(exact.map(|word| Match { word, quality: 1.0, how: How::Whole }));
        let forms = self.vocabulary.with_stem_of(typed).iter().filter(|&&word| Some(word) != exact);
        found.matches.extend(forms.map(|&word| Match { word, quality: 0.92, how: How::Whole }));
        found.spread = self.spread(&found.matches);
        found
    }

    /// Adds the words of the same meaning.
    pub(super) fn add_synonyms(self, typed: &str, found: &mut Expansion) {
        let unknown = found.matches.is_empty();
        for other in synonyms(typed) {
            if let Some(word) = self.vocabulary.find(other) {
                add(found, Match { word, quality: SYNONYM, how: How::Whole });
            }
        }
        if unknown || !typed.is_ascii() {
            for word in english(typed).into_iter().flat_map(|other| self.own_forms(other).matches) {
                add(found, Match { quality: TRANSLATED * word.quality, ..word });
            }
        }
        if unknown {
            found.spread = self.spread(&found.matches);
        }
    }

    /// Adds the words that begin like the typed one.
    pub(super) fn add_prefixed(self, typed: &str, found: &mut Expansion) {
        let range = self.vocabulary.with_prefix(typed);
        let mut words: Vec<WordId> = range.collect();
        if words.len() > MAX_PREFIXED {
            let spread = |word: &WordId| self.postings.spread(*word);
            words.select_nth_unstable_by(MAX_PREFIXED, |left, right| {
                spread(right).total_cmp(&spread(left)).then(left.cmp(right))
            });
            words.truncate(MAX_PREFIXED);
        }
        let letters = typed.chars().count();
        let unknown = found.matches.is_empty();
        for word in words {
            let whole = self.vocabulary.word(word).chars().count();
            let quality = 0.6 + 0.35 * letters as f32 / whole.max(1) as f32;
            add(found, Match { word, quality, how: How::Prefix(letters as u8) });
        }
        if unknown {
            found.spread = self.spread(&found.matches);
        }
        found.matches.sort_by(|left, right| right.quality.total_cmp(&left.quality));
    }

    /// The words near a word that is not in the library: slips, letters inside, letters with gaps, initials.
    pub(super) fn near(self, typed: &str, open: bool) -> Expansion {
        let mut found = Expansion::default();
        let letters: Vec<char> = typed.chars().collect();
        if letters.len() < 3 {
            return found;
        }
        let limit = allowed(letters.len());
        let gaps = Letters::new(typed);
        let mut buffer: Vec<char> = Vec::new();
        self.vocabulary.scan(typed, limit as u32, &mut |alike| {
            let longer = alike.length > letters.len() + limit;
            if alike.length + limit < letters.len() || (alike.lacking > 0 && longer && !open) {
                return;
            }
            let word = self.vocabulary.word(alike.word);
            let same_start = word.starts_with(letters[0]);
            let whole = !longer && alike.further as usize <= limit;
            let near = if whole || (open && same_start) {
                buffer.clear();
                buffer.extend(word.chars());
                slipped(&letters, &buffer, limit, whole, open && same_start)
            } else {
                None
            };
            let complete = alike.lacking == 0 && alike.length > letters.len();
            let near = near.or_else(|| if complete { inside(word, typed, alike.length) } else { None });
            let gapped = || {
                if complete && same_start { gapped(word, &gaps, letters.len(), alike.length) } else { None }
            };
            let near = near.or_else(gapped);
            found.matches.extend(near.map(|(quality, how)| Match { word: alike.word, quality, how }));
        });
        self.add_initials(typed, letters.len(), &mut found);
        self.keep_nearest(&mut found);
        found
    }

    fn add_initials(self, typed: &str, letters: usize, found: &mut Expansion) {
        if (3..=5).contains(&letters) && typed.bytes().all(|byte| byte.is_ascii_lowercase()) {
            let range = self.vocabulary.with_prefix(&format!("{INITIALS}{typed}"));
            for word in range.take(MAX_NEAR) {
                let how = How::Initials(letters as u8);
                found.matches.push(Match { word, quality: 0.65, how });
            }
        }
    }

    fn keep_nearest(self, found: &mut Expansion) {
        let rank = |entry: &Match| (entry.quality * 100.0) as i32;
        found.matches.sort_by(|left, right| {
            let spread = self.postings.spread(right.word).total_cmp(&self.postings.spread(left.word));
            rank(right).cmp(&rank(left)).then(spread).then(left.word.cmp(&right.word))
        });
        found.matches.truncate(MAX_NEAR);
        // Words much farther than the nearest are noise beside it.
        let floor = found.matches.first().map_or(0.0, |best| best.quality - 0.3);
        found.matches.retain(|entry| entry.quality >= floor);
        found.spread = self.spread(&found.matches);
    }

    fn spread(self, matches: &[Match]) -> f32 {
        matches.iter().map(|entry| self.postings.spread(entry.word)).sum()
    }
}

fn add(found: &mut Expansion, entry: Match) {
    if found.matches.iter().all(|known| known.word != entry.word) {
        found.matches.push(entry);
    }
}

/// The typed letters together inside a longer word.
fn inside(word: &str, typed: &str, length: usize) -> Option<(f32, How)> {
    let letters = typed.chars().count();
    let at = word.find(typed).filter(|_| letters >= 4)?;
    let from = word[..at].chars().count();
    let share = letters as f32 / length.max(1) as f32;
    Some((0.35 + 0.4 * share, How::Inside(from as u8, letters as u8)))
}

/// A slip or two away, from the whole word or, for a word still being typed, from its beginning. Beginnings
/// of words are many; only those that share the first letter are believed.
fn slipped(typed: &[char], word: &[char], limit: usize, whole: bool, open: bool) -> Option<(f32, How)> {
    let first = f32::from(u8::from(typed.first() != word.first()));
    let quality = |count: usize| 1.0 - 0.2 * count as f32 - 0.1 * first;
    if whole && let Some(count) = slips(typed, word, limit, false) {
        return Some((quality(count), How::Whole));
    }
    if !open || typed.len() < 4 {
        return None;
    }
    let count = slips(typed, word, limit, true)?;
    Some((quality(count) - 0.1, How::Prefix(typed.len().min(word.len()) as u8)))
}

/// The typed letters in order with gaps.
fn gapped(word: &str, gaps: &Letters<'_>, letters: usize, length: usize) -> Option<(f32, How)> {
    if letters < 4 || letters * 5 < length * 2 {
        return None;
    }
    let score = gaps.score(word).filter(|score| *score >= 0.5)?;
    Some((0.3 + 0.35 * score, How::Whole))
}
