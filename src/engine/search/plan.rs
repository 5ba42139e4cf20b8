//! From a query to the slots to fill: one for each word that should be found, with what may fill it.
//! What a filled slot is worth in a document is `rank`'s business.

use super::expand::{Expansion, How, Match, Words};
use super::synonyms::is_stop_word;
use super::tokenize::{Kind, tokenize};
use super::vocabulary::WordId;

/// One word of the query, or an addition to it.
#[derive(Debug)]
pub(super) struct Slot {
    /// How much it tells apart, by how rare its words are.
    pub(super) weight: f32,
    /// False for an addition (a joined form, a code): it may raise a document, its absence costs nothing.
    pub(super) core: bool,
    /// What may fill it, the nearest first.
    pub(super) matches: Vec<Match>,
}

/// The slots of a query, and which words fill which.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// The slots.
    pub(super) slots: Vec<Slot>,
    /// The weight of all words asked for, unknown ones among them.
    pub(super) total: f32,
    /// The same with unknown words at their full weight: what must be answered before anybody is told "it is this".
    pub(super) asked: f32,
    /// One bit for each word of the vocabulary that fills a slot: small enough to stay in the nearest cache while
    /// thousands of words are asked for.
    filled: Vec<u64>,
    /// The words with what they fill, by word.
    fillings: Vec<(WordId, Filling)>,
}

/// That a word fills a slot.
#[derive(Debug, Clone, Copy)]
pub(super) struct Filling {
    /// The slot.
    pub(super) slot: u8,
    /// How well.
    pub(super) quality: f32,
    /// What to emphasise.
    pub(super) how: How,
}

/// More words than these are not looked at; a long sentence has said enough by then.
const MAX_SLOTS: usize = 32;
/// What an unknown word weighs against the rarest known one: names of people's own projects are common.
const UNKNOWN: f32 = 0.2;
/// What an addition weighs against a word of the query.
const ADDITION: f32 = 0.45;
/// What a word of every sentence weighs: enough to tell a phrase from its words.
const STOP_WORD: f32 = 0.12;

impl Plan {
    /// The plan of a query's text; `open` means that its last word may still grow.
    pub(super) fn new(words: Words<'_>, documents: usize, text: &str, open: bool) -> Self {
        let mut planner = Planner { words, documents: documents as f32, plan: Self::default(), unknown: 0 };
        planner.read(text, open);
        let mut plan = planner.plan;
        plan.link(words.vocabulary.len());
        plan
    }

    /// What a word of the library fills; mostly nothing.
    pub(super) fn fillings(&self, word: WordId) -> impl Iterator<Item = &Filling> {
        let block = self.filled.get(word as usize / 64).copied().unwrap_or(0);
        let start = match block >> (word % 64) & 1 {
            0 => self.fillings.len(),
            _ => self.fillings.partition_point(|(known, _)| *known < word),
        };
        let same = self.fillings[start..].iter().take_while(move |(known, _)| *known == word);
        same.map(|(_, filling)| filling)
    }

    fn link(&mut self, words: usize) {
        self.filled = vec![0; words.div_ceil(64)];
        for (slot, matches) in self.slots.iter().enumerate().map(|(at, slot)| (at, &slot.matches)) {
            for entry in matches {
                self.filled[entry.word as usize / 64] |= 1 << (entry.word % 64);
                let filling = Filling { slot: slot as u8, quality: entry.quality, how: entry.how };
                self.fillings.push((entry.word, filling));
            }
        }
        self.fillings.sort_unstable_by_key(|(word, filling)| (*word, filling.slot));
    }
}

/// One word of the query as it was typed.
struct Typed {
    word: String,
    kind: Kind,
    /// True if nothing follows, so that it may still grow.
    open: bool,
}

struct Planner<'a> {
    words: Words<'a>,
    documents: f32,
    plan: Plan,
    unknown: usize,
}

impl Planner<'_> {
    fn read(&mut self, text: &str, open: bool) {
        let mut typed: Vec<Typed> = Vec::new();
        tokenize(text, &mut |token| {
            let open = open && token.end == text.len();
            let word = token.word.to_owned();
            let again = typed.iter().any(|known| known.word == word && known.kind == token.kind && !open);
            if !again {
                typed.push(Typed { word, kind: token.kind, open });
            }
        });
        let mut at = 0;
        while at < typed.len() && self.plan.slots.len() + self.unknown < MAX_SLOTS {
            at += self.take(&typed[at..]);
        }
    }

    /// Takes the next word, or several that belong together; says how many.
    fn take(&mut self, typed: &[Typed]) -> usize {
        let Some(first) = typed.first() else { return 1 };
        match first.kind {
            Kind::Glue | Kind::Code => self.addition(&first.word, ADDITION),
            Kind::Whole => return self.structured(typed),
            Kind::Plain if !first.open && is_stop_word(&first.word) => self.addition(&first.word, STOP_WORD),
            Kind::Plain | Kind::Part | Kind::Gram => {
                if let Some(second) = typed.get(1).filter(|second| second.kind == Kind::Plain)
                    && first.kind == Kind::Plain
                    && !is_stop_word(&second.word)
                    && self.joined(first, second)
                {
                    return 2;
                }
                self.word(first);
            }
        }
        1
    }

    /// `ModuleNotFoundError`: as a whole if the library knows it, else its parts.
    fn structured(&mut self, typed: &[Typed]) -> usize {
        let parts = typed[1..].iter().take_while(|entry| entry.kind == Kind::Part).count();
        let mut whole = self.words.own_forms(&typed[0].word);
        if typed[0].open && typed[0].word.len() >= 4 {
            self.words.add_prefixed(&typed[0].word, &mut whole);
        }
        if whole.matches.is_empty() && parts > 0 {
            for part in &typed[1..=parts] {
                self.word(part);
            }
        } else if whole.matches.is_empty() {
            self.word(&typed[0]);
        } else {
            self.slot(whole, 1.0, true);
        }
        parts + 1
    }

    /// Two words that the library writes as one: `pyt hon`. Two known words stay two, and their joined form
    /// is an addition.
    fn joined(&mut self, first: &Typed, second: &Typed) -> bool {
        let together = format!("{}{}", first.word, second.word);
        if self.words.vocabulary.find(&together).is_none() {
            return false;
        }
        let known = |typed: &Typed| self.words.vocabulary.find(&typed.word).is_some();
        if known(first) && known(second) {
            self.addition(&together, ADDITION);
            return false;
        }
        self.word(&Typed { word: together, kind: Kind::Plain, open: second.open });
        true
    }

    fn addition(&mut self, word: &str, factor: f32) {
        if let Some(id) = self.words.vocabulary.find(word) {
            let matches = vec![Match { word: id, quality: 1.0, how: How::Whole }];
            self.slot(Expansion { matches, spread: self.words.postings.spread(id) }, factor, false);
        }
    }

    fn word(&mut self, typed: &Typed) {
        let mut found = self.words.own_forms(&typed.word);
        let stop = is_stop_word(&typed.word);
        let known = !found.matches.is_empty();
        if !stop {
            self.words.add_synonyms(&typed.word, &mut found);
        }
        let letters = typed.word.chars().count();
        if typed.open || (!known && letters >= 3) {
            self.words.add_prefixed(&typed.word, &mut found);
        }
        if found.matches.is_empty() && typed.kind != Kind::Gram {
            if let Some(split) = self.split(&typed.word, false) {
                return self.pieces(&split, typed.open);
            }
            found = self.words.near(&typed.word, typed.open);
            let weak = found.matches.first().is_none_or(|best| best.quality < 0.7);
            if weak && let Some(split) = self.split(&typed.word, true) {
                return self.pieces(&split, true);
            }
        }
        if found.matches.is_empty() {
            self.not_found(typed);
        } else {
            // A word of every sentence that may become another one weighs little until it has.
            self.slot(found, if stop { 0.3 } else { 1.0 }, !stop);
        }
    }

    fn pieces(&mut self, split: &[String], open: bool) {
        for (at, piece) in split.iter().enumerate() {
            let mut found = self.words.own_forms(piece);
            if open && at + 1 == split.len() {
                self.words.add_prefixed(piece, &mut found);
            }
            for entry in &mut found.matches {
                entry.quality *= 0.9;
            }
            self.slot(found, 1.0, true);
        }
    }

    fn not_found(&mut self, typed: &Typed) {
        self.unknown += 1;
        if !typed.open && typed.kind != Kind::Part {
            self.plan.total += UNKNOWN * self.rarity(0.0);
            self.plan.asked += self.rarity(0.0);
        }
    }

    fn slot(&mut self, found: Expansion, factor: f32, core: bool) {
        // Parts of one word may go beyond the words looked at, never beyond the bits of a set of slots.
        if self.plan.slots.len() == 64 {
            return;
        }
        let best = found.matches.first().map_or(0.0, |entry| entry.quality);
        let weight = self.rarity(found.spread) * factor * (0.5 + 0.5 * best);
        if core {
            self.plan.total += weight;
            self.plan.asked += weight;
        }
        self.plan.slots.push(Slot { weight, core, matches: found.matches });
    }

    /// Splits a word into two or three words of the library; with `half`, the last may be a beginning.
    fn split(&self, word: &str, half: bool) -> Option<Vec<String>> {
        if word.len() < 6 || !word.is_ascii() {
            return None;
        }
        let known = |piece: &str| piece.len() >= 3 && self.words.vocabulary.find(piece).is_some();
        let last = |piece: &str| {
            known(piece) || (half && piece.len() >= 3 && !self.words.vocabulary.with_prefix(piece).is_empty())
        };
        let cuts = || (3..=word.len() - 3).rev();
        let two = cuts().find(|&at| known(&word[..at]) && last(&word[at..]));
        if let Some(at) = two {
            return Some(vec![word[..at].to_owned(), word[at..].to_owned()]);
        }
        for at in cuts().filter(|&at| known(&word[..at])) {
            let rest = &word[at..];
            let next = (3..rest.len().saturating_sub(2)).rev();
            if let Some(to) = next.into_iter().find(|&to| known(&rest[..to]) && last(&rest[to..])) {
                return Some(vec![word[..at].to_owned(), rest[..to].to_owned(), rest[to..].to_owned()]);
            }
        }
        None
    }

    /// How much a word tells apart that is spread over this many documents: the root of the idf of BM25, because
    /// people choose their words less carefully than texts do.
    fn rarity(&self, spread: f32) -> f32 {
        (1.0 + (self.documents - spread + 0.5).max(0.0) / (spread + 0.5)).ln().sqrt()
    }
}
