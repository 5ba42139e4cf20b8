//! Made-up libraries of any size and the key presses of people who search them; the same for the same seed.
//! No measuring here.

use crashcart::engine::search::{Document, Field};

/// A small, fast generator (splitmix64), so that the same seed gives the same library on every machine.
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    /// A generator with this seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `limit`, which must not be 0.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % limit as u64) as usize
    }

    /// True in so many of a hundred cases.
    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

/// Texts whose words come as in real ones: a word that was used is used again in proportion (Zipf's law), and
/// new words appear ever more seldom (Heaps' law, exponent 0.6): a Pitman-Yor process.
struct Writer {
    dice: Dice,
    history: Vec<u32>,
    words: usize,
}

impl Writer {
    fn word(&mut self) -> u32 {
        let fresh = 200 + self.words * 3 / 5;
        let word = if self.dice.below(self.history.len() + 200) < fresh {
            self.words += 1;
            self.words as u32 - 1
        } else {
            self.history[self.dice.below(self.history.len())]
        };
        self.history.push(word);
        word
    }

    fn line(&mut self, words: usize) -> String {
        let words: Vec<String> = (0..words).map(|_| spelling(self.word())).collect();
        words.join(" ")
    }
}

/// How a word is written: syllables, short for words that came early, with a code or camel case now and then.
fn spelling(word: u32) -> String {
    const HEADS: [&str; 20] = [
        "b", "c", "d", "f", "g", "h", "l", "m", "n", "p", "r", "s", "t", "v", "w", "st", "tr", "pl", "ch",
        "k",
    ];
    const TAILS: [&str; 18] = [
        "a", "e", "i", "o", "u", "an", "er", "in", "or", "en", "al", "it", "ex", "ion", "ar", "es", "ou",
        "ing",
    ];
    // The multiplier spreads neighbours over the alphabet; it has no factor in common with 360.
    let mut rest = word as usize;
    let mut syllables = Vec::new();
    while syllables.is_empty() || rest > 0 {
        let syllable = (rest % 360) * 173 % 360;
        syllables.push(format!("{}{}", HEADS[syllable % 20], TAILS[syllable / 20]));
        rest /= 360;
    }
    match word % 37 {
        5 => format!("{}{:03}", syllables.concat().to_uppercase(), word % 1000),
        11 if syllables.len() > 1 => syllables.iter().map(|part| capital(part)).collect(),
        17 if syllables.len() > 1 => syllables.join("_"),
        _ => syllables.concat(),
    }
}

fn capital(word: &str) -> String {
    word[..1].to_uppercase() + &word[1..]
}

/// So many cases, each with a title of 4 words, a symptom of 10 and two phrases of 4.
pub fn library(cases: usize, seed: u64) -> Vec<Document> {
    let mut writer = Writer { dice: Dice::new(seed), history: Vec::new(), words: 0 };
    let case = |at: usize| Document {
        id: format!("SYN-{at:07}"),
        tags: vec![format!("tag{}", at % 50)],
        category: format!("category{}", at % 7),
        fields: vec![
            (Field::Title, writer.line(4)),
            (Field::Symptom, writer.line(10)),
            (Field::Also, writer.line(4)),
            (Field::Also, writer.line(4)),
        ],
    };
    (0..cases).map(case).collect()
}

/// A person's search: what the line says after each key press, and the case that was meant.
#[derive(Debug, Clone)]
pub struct Search {
    /// The place in the library of the case that was meant.
    #[allow(dead_code, reason = "only the table asks whether it was found")]
    pub meant: usize,
    /// The text of the search line after each key press.
    pub presses: Vec<String>,
}

/// So many searches: two to four words of a case, in order, three in ten with a slip of the fingers.
pub fn searches(library: &[Document], count: usize, seed: u64) -> Vec<Search> {
    let mut dice = Dice::new(seed);
    let mut search = |_| {
        let meant = dice.below(library.len());
        let (_, line) = &library[meant].fields[dice.below(4)];
        let mut words: Vec<&str> = line.split(' ').collect();
        let keep = 2 + dice.below(3);
        while words.len() > keep {
            words.remove(dice.below(words.len()));
        }
        let typed: Vec<String> = words.into_iter().map(|word| sloppy(word, &mut dice)).collect();
        let text = typed.join(" ");
        let presses = text.char_indices().map(|(at, letter)| text[..at + letter.len_utf8()].to_owned());
        Search { meant, presses: presses.collect() }
    };
    (0..count).map(&mut search).collect()
}

/// The word in lower case, in three of ten cases with a letter dropped, doubled or swapped with the next.
fn sloppy(word: &str, dice: &mut Dice) -> String {
    let mut letters: Vec<char> = word.to_lowercase().chars().collect();
    if letters.len() >= 5 && dice.chance(30) {
        let at = 1 + dice.below(letters.len() - 2);
        match dice.below(3) {
            0 => drop(letters.remove(at)),
            1 => letters.insert(at, letters[at]),
            _ => letters.swap(at, at + 1),
        }
    }
    letters.into_iter().collect()
}
