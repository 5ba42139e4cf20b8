//! Tokens: a text taken apart into the words that the index and the query are made of.
//! What a word is worth is decided elsewhere.

use super::fold::{fold_char, is_combining};

/// Longer runs are data (hashes, encoded bytes), nothing that a person types; they are skipped.
const MAX_WORD: usize = 48;

/// What part of a text a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word that stands by itself.
    Plain,
    /// A word with an inner structure (`ModuleNotFoundError`, `python3`); its parts follow.
    Whole,
    /// A part of the `Whole` before it.
    Part,
    /// Two neighbours of letters of a script without spaces.
    Gram,
    /// Two words joined by `-`, `_` or `.`, written as one: `type_checking` gives `typechecking`.
    Glue,
    /// A word with the sign that makes it a code: `--cov`, `#egg`.
    Code,
}

impl Kind {
    /// True for the tokens that cover the text once, without the alternatives.
    pub(super) fn counts(self) -> bool {
        matches!(self, Self::Plain | Self::Whole | Self::Gram)
    }
}

/// One token of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token<'a> {
    /// The folded word.
    pub(super) word: &'a str,
    /// What it is.
    pub(super) kind: Kind,
    /// Byte range in the text.
    pub(super) start: usize,
    /// End of the byte range.
    pub(super) end: usize,
}

/// Calls `sink` with every token of `text`, in order.
pub(super) fn tokenize(text: &str, sink: &mut dyn FnMut(Token<'_>)) {
    let mut scanner = Scanner { text, before: None, word: String::new(), glue: String::new(), sink };
    let mut at = 0;
    while let Some((start, end, wide)) = next_atom(text, at) {
        if wide {
            scanner.grams(start, end);
        } else {
            scanner.atom(start, end);
        }
        at = end;
    }
}

struct Scanner<'t, 's> {
    text: &'t str,
    /// Range of the atom before, if glue may join it.
    before: Option<(usize, usize)>,
    word: String,
    glue: String,
    sink: &'s mut dyn FnMut(Token<'_>),
}

impl Scanner<'_, '_> {
    fn atom(&mut self, start: usize, end: usize) {
        if end - start > MAX_WORD * 4 || !fold_into(&self.text[start..end], &mut self.word) {
            self.before = None;
            return;
        }
        let structured = is_structured(&self.text[start..end]);
        let kind = if structured { Kind::Whole } else { Kind::Plain };
        (self.sink)(Token { word: &self.word, kind, start, end });
        if structured {
            self.parts(start, end);
        }
        self.code(start, end);
        self.joined(start, end);
        self.before = Some((start, end));
    }

    fn parts(&mut self, start: usize, end: usize) {
        for (from, to) in pieces(&self.text[start..end]) {
            if to - from > 1 || self.text[start + from..].starts_with(|first: char| first.is_ascii_digit()) {
                fold_into(&self.text[start + from..start + to], &mut self.word);
                let token =
                    Token { word: &self.word, kind: Kind::Part, start: start + from, end: start + to };
                (self.sink)(token);
            }
        }
    }

    fn code(&mut self, start: usize, end: usize) {
        let before = &self.text[..start];
        let sign = if before.ends_with("--") {
            "--"
        } else if before.ends_with('#') {
            "#"
        } else {
            return;
        };
        let rest = &before[..start - sign.len()];
        if rest.ends_with(|last: char| last.is_alphanumeric() || sign.ends_with(last)) {
            return;
        }
        self.glue.clear();
        self.glue.push_str(sign);
        fold_into(&self.text[start..end], &mut self.word);
        self.glue.push_str(&self.word);
        (self.sink)(Token { word: &self.glue, kind: Kind::Code, start: start - sign.len(), end });
    }

    fn joined(&mut self, start: usize, end: usize) {
        let Some((from, to)) = self.before else { return };
        if !matches!(&self.text[to..start], "-" | "_" | ".") || end - from > MAX_WORD {
            return;
        }
        fold_into(&self.text[from..to], &mut self.glue);
        fold_into(&self.text[start..end], &mut self.word);
        self.glue.push_str(&self.word);
        (self.sink)(Token { word: &self.glue, kind: Kind::Glue, start: from, end });
    }

    /// Bigrams of a run without spaces; a run of one character is its own token.
    fn grams(&mut self, start: usize, end: usize) {
        self.before = None;
        let mut previous: Option<usize> = None;
        let mut single = true;
        for (offset, letter) in self.text[start..end].char_indices() {
            let at = start + offset;
            if let Some(from) = previous {
                let to = at + letter.len_utf8();
                fold_into(&self.text[from..to], &mut self.word);
                (self.sink)(Token { word: &self.word, kind: Kind::Gram, start: from, end: to });
                single = false;
            }
            previous = Some(at);
        }
        if single {
            fold_into(&self.text[start..end], &mut self.word);
            (self.sink)(Token { word: &self.word, kind: Kind::Gram, start, end });
        }
    }
}

/// Folds `text` into `out`, without apostrophes; false if nothing is left or it is too long to be a word.
fn fold_into(text: &str, out: &mut String) -> bool {
    out.clear();
    for letter in text.chars().filter(|letter| !is_apostrophe(*letter)) {
        fold_char(letter, out);
    }
    !out.is_empty() && out.len() <= MAX_WORD
}

/// The next run of letters and digits of one kind of script at or after `at`.
fn next_atom(text: &str, at: usize) -> Option<(usize, usize, bool)> {
    let mut chars = text[at..].char_indices().peekable();
    let (start, first) = chars.find(|(_, letter)| letter.is_alphanumeric())?;
    let wide = is_spaceless(first);
    let mut end = start + first.len_utf8();
    let mut last = first;
    while let Some((offset, letter)) = chars.next() {
        let inside = if letter.is_alphanumeric() {
            is_spaceless(letter) == wide
        } else if is_combining(letter) {
            true
        } else {
            let next = chars.peek().map(|(_, next)| *next);
            !wide && binds(last, letter, next)
        };
        if !inside {
            break;
        }
        end = offset + letter.len_utf8();
        last = letter;
    }
    Some((at + start, at + end, wide))
}

/// True if the sign stands inside a word: the point of `3.12`, the apostrophe of `can't`.
fn binds(last: char, sign: char, next: Option<char>) -> bool {
    let Some(next) = next else { return false };
    (sign == '.' && last.is_ascii_digit() && next.is_ascii_digit())
        || (is_apostrophe(sign) && last.is_alphabetic() && next.is_alphabetic())
}

fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '\u{2019}')
}

/// Scripts that put no space between words, and Hangul, which glues particles to them.
fn is_spaceless(letter: char) -> bool {
    matches!(u32::from(letter),
        0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF // Thai, Lao, Burmese, Khmer
        | 0x1100..=0x11FF | 0xAC00..=0xD7AF // Hangul
        | 0x3040..=0x30FF | 0x31F0..=0x31FF // kana
        | 0x3400..=0x9FFF | 0xF900..=0xFAFF | 0x2_0000..=0x3_FFFF) // Han
}

/// True for words whose parts are worth finding: camel case, and a word of 4 letters or more with digits.
/// Shorter mixtures (`TC003`, `B602`, `utf8`, `py38`) are codes and stay whole.
fn is_structured(atom: &str) -> bool {
    let mut count = 0;
    let mut letters = 0;
    let mut case_changes = false;
    for (from, to) in pieces(atom) {
        count += 1;
        let piece = &atom[from..to];
        if piece.starts_with(|first: char| first.is_alphabetic()) {
            case_changes |= letters > 0;
            letters = letters.max(to - from);
        }
    }
    count > 1 && (letters >= 4 || (case_changes && letters >= 3))
}

/// Byte ranges of the parts of a word: split where the case rises (`NotFound`, `HTTPServer`) and where
/// letters meet digits; `3.12` stays one part.
fn pieces(atom: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    let mut start = 0;
    std::iter::from_fn(move || {
        let mut chars = atom[start..].char_indices().peekable();
        let (_, mut last) = chars.next()?;
        let from = start;
        start = atom.len();
        while let Some((offset, letter)) = chars.next() {
            let next = chars.peek().map(|(_, next)| *next);
            if is_border(last, letter, next) {
                start = from + offset;
                break;
            }
            last = letter;
        }
        Some((from, start))
    })
}

fn is_border(last: char, letter: char, next: Option<char>) -> bool {
    let digit_changes = last.is_ascii_digit() != letter.is_ascii_digit() && last != '.' && letter != '.';
    let case_rises = letter.is_uppercase()
        && (last.is_lowercase() || (last.is_uppercase() && next.is_some_and(char::is_lowercase)));
    digit_changes || case_rises
}

#[cfg(test)]
mod tests {
    use super::{Kind, tokenize};

    fn words(text: &str) -> Vec<String> {
        let mut out = Vec::new();
        tokenize(text, &mut |token| {
            let mark = match token.kind {
                Kind::Plain => "",
                Kind::Whole => "=",
                Kind::Part => "+",
                Kind::Gram => ":",
                Kind::Glue => "&",
                Kind::Code => "!",
            };
            out.push(format!("{mark}{}", token.word));
        });
        out
    }

    #[test]
    fn texts_come_apart_sensibly() {
        for (text, expected) in [
            ("pip check", &["pip", "check"][..]),
            ("ModuleNotFoundError", &["=modulenotfounderror", "+module", "+not", "+found", "+error"]),
            ("HTTPServer", &["=httpserver", "+http", "+server"]),
            ("TC003 B602 utf8", &["tc003", "b602", "utf8"]),
            ("utf-8", &["utf", "8", "&utf8"]),
            ("python3.12", &["=python3.12", "+python", "+3.12"]),
            ("type_checking", &["type", "checking", "&typechecking"]),
            ("np.int", &["np", "int", "&npint"]),
            ("--cov", &["cov", "!--cov"]),
            ("x --cov-report", &["x", "cov", "!--cov", "report", "&covreport"]),
            ("#egg=name", &["egg", "!#egg", "name"]),
            ("can't", &["cant"]),
            ("'quoted'", &["quoted"]),
            ("numpy以后", &["numpy", ":以后"]),
            ("依赖冲突", &[":依赖", ":赖冲", ":冲突"]),
            ("升", &[":升"]),
            ("Abhängigkeits", &["abhangigkeits"]),
            ("a/b", &["a", "b"]),
            ("", &[]),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    #[test]
    fn data_is_no_word() {
        assert!(words(&"f".repeat(200)).is_empty());
    }
}
