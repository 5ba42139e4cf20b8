//! The texts of a library, line by line, each with the words in it: what a candidate is ranked by.
//! Which documents become candidates is `postings`' business.

use std::ops::Range;

use super::document::{Document, Field};
use super::synonyms::is_stop_word;
use super::tokenize::{Kind, tokenize};
use super::vocabulary::{INITIALS, Interner, WordId};

/// One line of a text: where its characters and its words begin; they end where those of the next begin.
#[derive(Debug, Clone, Copy)]
struct Line {
    text: u32,
    words: u32,
    field: u8,
    /// Words without their parts and joined forms, at most 255.
    length: u8,
}

/// All lines of all documents.
#[derive(Debug, Default)]
pub(super) struct Lines {
    text: String,
    words: Vec<WordId>,
    places: Vec<Line>,
    /// The first line of each document and its first word, and those past the last of all.
    documents: Vec<(u32, u32)>,
}

/// Texts beyond this many bytes are left out: places are kept in 32 bits. No library is near it.
const MAX_TEXT: usize = u32::MAX as usize / 2;

impl Lines {
    /// The lines of the documents; words are numbered by `interner`.
    pub(super) fn build(documents: &[Document], interner: &mut Interner) -> Self {
        let mut lines = Self { documents: vec![(0, 0)], ..Self::default() };
        for document in documents {
            for (field, text) in &document.fields {
                for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
                    lines.push(*field, line, interner);
                }
            }
            lines.documents.push((lines.places.len() as u32, lines.words.len() as u32));
        }
        // The end of the last line, so that every line ends where the next begins.
        lines.push_place(0);
        lines.text.shrink_to_fit();
        lines.words.shrink_to_fit();
        lines
    }

    /// Gives each word its final number.
    pub(super) fn renumber(&mut self, numbers: &[WordId]) {
        for word in &mut self.words {
            *word = numbers[*word as usize];
        }
    }

    /// The number of documents.
    pub(super) fn documents(&self) -> usize {
        self.documents.len().saturating_sub(1)
    }

    /// The numbers of the lines of a document.
    pub(super) fn of(&self, document: u32) -> Range<u32> {
        self.documents[document as usize].0..self.documents[document as usize + 1].0
    }

    /// The words of a line: one for each of its tokens, in their order, and then words made of initials.
    pub(super) fn words(&self, line: u32) -> &[WordId] {
        let at = line as usize;
        &self.words[self.places[at].words as usize..self.places[at + 1].words as usize]
    }

    /// The words of all lines of a document.
    pub(super) fn words_of(&self, document: u32) -> &[WordId] {
        let at = document as usize;
        &self.words[self.documents[at].1 as usize..self.documents[at + 1].1 as usize]
    }

    /// The text of a line.
    pub(super) fn text(&self, line: u32) -> &str {
        let at = line as usize;
        &self.text[self.places[at].text as usize..self.places[at + 1].text as usize]
    }

    /// The kind of text a line belongs to.
    pub(super) fn field(&self, line: u32) -> Field {
        Field::from_number(self.places[line as usize].field)
    }

    /// The number of words of a line without their parts, 1 to 255.
    pub(super) fn length(&self, line: u32) -> f32 {
        f32::from(self.places[line as usize].length.max(1))
    }

    /// Bytes held.
    pub(super) fn memory(&self) -> usize {
        self.text.capacity()
            + self.words.capacity() * 4
            + self.places.capacity() * size_of::<Line>()
            + self.documents.capacity() * 8
    }

    fn push(&mut self, field: Field, text: &str, interner: &mut Interner) {
        if self.text.len() + text.len() > MAX_TEXT || self.words.len() + text.len() > MAX_TEXT {
            return;
        }
        self.push_place(field.number());
        self.text.push_str(text);
        let mut length = 0_u8;
        let mut first_letters = String::from(INITIALS);
        let mut initials = Vec::new();
        tokenize(text, &mut |token| {
            self.words.push(interner.number(token.word));
            if token.kind.counts() {
                length = length.saturating_add(1);
            }
            match token.kind {
                Kind::Whole => initials.extend(initials_of(token.word, text, token.start, interner)),
                Kind::Plain if is_stop_word(token.word) => return,
                Kind::Plain => {}
                Kind::Part | Kind::Gram | Kind::Glue | Kind::Code => return,
            }
            first_letters.extend(token.word.chars().next());
        });
        if field == Field::Title {
            initials.extend(number_initials(&first_letters, interner));
        }
        // Behind the words of the text, so that those stand in the order of its tokens.
        self.words.extend(initials);
        if let Some(line) = self.places.last_mut() {
            line.length = length;
        }
    }

    fn push_place(&mut self, field: u8) {
        let (text, words) = (self.text.len() as u32, self.words.len() as u32);
        self.places.push(Line { text, words, field, length: 0 });
    }
}

/// The initials of a word in camel case, as a word of its own: `ModuleNotFoundError` gives `^mnfe`.
fn initials_of(folded: &str, text: &str, start: usize, interner: &mut Interner) -> Option<WordId> {
    let word = text.get(start..start + folded.len())?;
    let capitals: String = word.chars().filter(char::is_ascii_uppercase).collect();
    let shape = word.is_ascii() && word.starts_with(|first: char| first.is_ascii_uppercase());
    if !shape || capitals.len() == word.len() {
        return None;
    }
    number_initials(&format!("{INITIALS}{}", capitals.to_ascii_lowercase()), interner)
}

/// Numbers a word of 3 to 5 initials; fewer say nothing, and more would make a word of each title.
fn number_initials(word: &str, interner: &mut Interner) -> Option<WordId> {
    let end = word.char_indices().nth(6).map_or(word.len(), |(at, _)| at);
    let short = &word[..end];
    let useful = short.len() >= 4 && short.bytes().skip(1).all(|byte| byte.is_ascii_lowercase());
    useful.then(|| interner.number(short))
}

/// How much less a word says in a long line: 1 in a line of 8 words, 1.2 in one of 1, 0.6 in one of 32 or more.
pub(super) fn length_factor(length: f32) -> f32 {
    1.0 / (0.8 + 0.2 * length.min(32.0) / 8.0)
}
