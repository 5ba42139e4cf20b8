//! Where placeholders stand in a shell command: the words, quotes, here-documents and substitutions
//! of POSIX shells and bash, as far as needed to tell. Nothing is run or expanded.
//!
//! Only where a whole bare word stands is a quoted value exactly that value; measured, quoting inside
//! `"…"` or `'…'` lets more hostile values run than no quoting at all. In doubt a place is refused.

use std::fmt;
use std::ops::Range;

use super::placeholder::starts_at;
use super::quote::opens_command;

/// Levels of substitutions in one another; deeper ones are taken for text inside the last.
const DEPTH: usize = 32;

/// A `{{name}}` in a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placeholder {
    /// The name.
    pub name: String,
    /// Its bytes, braces included.
    pub span: Range<usize>,
    /// Where it stands.
    pub position: Position,
    /// True where a command may begin, so that the value would name the program.
    pub starts_command: bool,
}

/// Where a placeholder stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Position {
    /// As a whole word of its own: the one safe place.
    Word,
    /// In `'…'`.
    SingleQuotes,
    /// In `"…"`.
    DoubleQuotes,
    /// In a here-document or its end mark.
    HereDocument,
    /// In `$(…)`, `<(…)` or backticks.
    Substitution,
    /// In `$((…))` or `((…))`.
    Arithmetic,
    /// In `${…}`.
    Expansion,
    /// In a comment.
    Comment,
    /// With other characters beside it: `--x={{y}}`.
    Glued,
    /// Where the word is read as code again: `eval`, `sh -c`, `ssh`, `[[`.
    Code,
}

impl fmt::Display for Position {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Word => "as a word of its own",
            Self::SingleQuotes => "inside single quotes",
            Self::DoubleQuotes => "inside double quotes",
            Self::HereDocument => "inside a here-document",
            Self::Substitution => "inside a command substitution",
            Self::Arithmetic => "inside arithmetic",
            Self::Expansion => "inside a parameter expansion",
            Self::Comment => "inside a comment",
            Self::Glued => "against other characters",
            Self::Code => "where the shell reads it as code a second time",
        })
    }
}

/// Every placeholder of a command, in order, with its position.
pub(super) fn scan(command: &str) -> Vec<Placeholder> {
    let mut lexer = Lexer { text: command, at: 0, found: Vec::new(), pending: Vec::new() };
    while lexer.at < command.len() {
        lexer.commands(Position::Word, 0);
        // A stray `)` does not end the command.
        lexer.at += 1;
    }
    lexer.found
}

/// The words before the current one in a simple command.
#[derive(Default)]
struct Simple {
    words: Vec<String>,
    /// The word being read, quotes included.
    word: String,
    /// A word has begun; `''` is one, too.
    open: bool,
    /// The next word is the target of `>` or `<`, not an argument.
    target: bool,
}

impl Simple {
    /// True if the next word would name the program.
    fn at_start(&self) -> bool {
        !self.target && self.words.iter().all(|word| opens_command(word) || is_assignment(word))
    }

    fn end_word(&mut self) {
        if self.open && !self.target {
            self.words.push(std::mem::take(&mut self.word));
        }
        if self.open {
            self.target = false;
        }
        self.word.clear();
        self.open = false;
    }

    /// Ends the word; gives the number of open `case`s after it.
    fn end_word_among(&mut self, cases: usize) -> usize {
        let now = match self.word.as_str() {
            "case" if self.at_start() => cases + 1,
            "esac" if self.at_start() => cases.saturating_sub(1),
            _ => cases,
        };
        self.end_word();
        now
    }

    fn push(&mut self, text: &str) {
        self.word.push_str(text);
        self.open = true;
    }

    /// True if the command reads its next argument as code.
    fn reads_code(&self) -> bool {
        let names = || self.words.iter().map(|word| word.rsplit('/').next().unwrap_or(word));
        let first = names().find(|word| !opens_command(word) && !is_assignment(word)).unwrap_or_default();
        let always =
            ["eval", "let", "trap", "ssh", "watch", "[[", "declare", "typeset", "local", "readonly", "unset"];
        let last = self.words.last().map(String::as_str).unwrap_or_default();
        let names_variable = ["test", "[", "printf"].contains(&first) && last == "-v";
        let interpreter = names().any(|word| INTERPRETERS.contains(&without_version(word)));
        let takes_code = last.starts_with('-') && !last.starts_with("--") && last.ends_with(['c', 'e']);
        let script_first = ["awk", "gawk", "mawk", "nawk", "sed", "gsed"].contains(&first);
        let operands =
            || names().skip_while(|word| *word != first).skip(1).filter(|word| !word.starts_with('-'));
        always.contains(&first)
            || names_variable
            || (interpreter && takes_code)
            || (first == "git" && last == "-c")
            || (script_first && operands().next().is_none())
    }
}

/// Programs that take code with `-c` or `-e`.
const INTERPRETERS: [&str; 12] =
    ["sh", "bash", "dash", "zsh", "ksh", "ash", "fish", "su", "python", "perl", "ruby", "node"];

/// `python` for `python3.12`.
fn without_version(name: &str) -> &str {
    name.trim_end_matches(|last: char| last.is_ascii_digit() || last == '.')
}

/// True for `NAME=value`.
fn is_assignment(word: &str) -> bool {
    let Some((name, _)) = word.split_once('=') else { return false };
    let name = name.strip_suffix('+').unwrap_or(name);
    let mut bytes = name.bytes();
    let first = bytes.next().is_some_and(|first| first == b'_' || first.is_ascii_alphabetic());
    first && bytes.all(|byte| byte == b'_' || byte.is_ascii_alphanumeric())
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
    found: Vec<Placeholder>,
    /// Here-documents whose bodies begin after the next line break: end mark, and whether tabs are
    /// stripped before it.
    pending: Vec<(String, bool)>,
}

impl Lexer<'_> {
    fn byte(&self, ahead: usize) -> Option<u8> {
        self.text.as_bytes().get(self.at + ahead).copied()
    }

    fn starts(&self, prefix: &str) -> bool {
        self.text.as_bytes()[self.at.min(self.text.len())..].starts_with(prefix.as_bytes())
    }

    /// Notes a placeholder at the current byte and steps over it; false if there is none.
    fn placeholder(&mut self, position: Position, starts_command: bool) -> bool {
        let Some((name, end)) = starts_at(self.text, self.at) else { return false };
        let placeholder = Placeholder { name: name.to_owned(), span: self.at..end, position, starts_command };
        self.found.push(placeholder);
        self.at = end;
        true
    }

    /// Commands up to a `)` that closes nothing in them (not taken), or the end of the text. `inside`
    /// is where the whole of it stands; `Word` at the top.
    fn commands(&mut self, inside: Position, depth: usize) {
        let mut simple = Simple::default();
        // Open `case … esac`: their patterns end with a `)` that closes nothing.
        let mut cases: usize = 0;
        let code = inside != Position::Arithmetic;
        while let Some(byte) = self.byte(0) {
            if b" \t\n;|&)".contains(&byte) {
                cases = simple.end_word_among(cases);
            }
            match byte {
                b')' if cases == 0 => return,
                b')' => {
                    simple = Simple::default();
                    self.at += 1;
                }
                b' ' | b'\t' => self.at += 1,
                b'\n' => {
                    simple = Simple::default();
                    self.at += 1;
                    self.here_documents();
                }
                b';' | b'|' | b'&' => self.operator(&mut simple, byte),
                b'#' if !simple.open && code => self.comment(),
                b'<' | b'>' if code => self.redirection(&mut simple, depth),
                b'(' => self.parentheses(&mut simple, inside, depth),
                b'{' if self.bare_placeholder(&mut simple, inside) => {}
                _ => self.piece(&mut simple, inside, depth),
            }
        }
    }

    /// `;`, `|` and `&` end a command, but the `&` of `2>&1` and `&>` belongs to a redirection.
    fn operator(&mut self, simple: &mut Simple, byte: u8) {
        self.at += 1;
        if !(byte == b'&' && self.byte(0) == Some(b'>')) {
            *simple = Simple::default();
        }
    }

    /// A placeholder outside quotes: a word of its own, or glued to something.
    fn bare_placeholder(&mut self, simple: &mut Simple, inside: Position) -> bool {
        let Some((_, end)) = starts_at(self.text, self.at) else { return false };
        let before = self.text[..self.at].bytes().last();
        let after = self.text.as_bytes().get(end).copied();
        let alone = matches!(before, None | Some(b' ' | b'\t' | b'\n' | b';' | b'|' | b'&' | b'('))
            && matches!(after, None | Some(b' ' | b'\t' | b'\n' | b';' | b'|' | b'&' | b')'))
            && !simple.open
            && !(simple.target && matches!(before, Some(b'&' | b'|')));
        let position = match inside {
            Position::Word if !alone => Position::Glued,
            Position::Word if simple.reads_code() => Position::Code,
            _ => inside,
        };
        let starts_command = simple.at_start();
        simple.push("{{}}");
        self.placeholder(position, starts_command)
    }

    /// The next piece of a word: a quote, an escape, an expansion or one character.
    fn piece(&mut self, simple: &mut Simple, inside: Position, depth: usize) {
        let start = self.at;
        match self.byte(0) {
            Some(b'\\') if self.byte(1) == Some(b'\n') => {
                // A line that goes on; not even a word begins here.
                self.at += 2;
                return;
            }
            Some(b'\\') => self.skip(2),
            Some(b'\'') => self.single_quotes(),
            Some(b'"') => self.double_quotes(depth),
            Some(b'`') => self.backticks(),
            Some(b'$') if self.starts("$'") => self.ansi_quotes(),
            Some(b'$') if self.starts("$\"") => {
                self.at += 1;
                self.double_quotes(depth);
            }
            Some(b'$') => self.dollar(inside, depth),
            _ => self.skip(1),
        }
        let end = self.at.min(self.text.len());
        simple.push(&self.text[start..end]);
    }

    /// Steps over characters.
    fn skip(&mut self, characters: usize) {
        let rest = &self.text[self.at..];
        self.at += rest.chars().take(characters).map(char::len_utf8).sum::<usize>();
    }

    fn comment(&mut self) {
        while self.byte(0).is_some_and(|byte| byte != b'\n') {
            if !self.placeholder(Position::Comment, false) {
                self.skip(1);
            }
        }
    }

    fn single_quotes(&mut self) {
        self.at += 1;
        while let Some(byte) = self.byte(0) {
            if byte == b'\'' {
                self.at += 1;
                return;
            }
            if !self.placeholder(Position::SingleQuotes, false) {
                self.skip(1);
            }
        }
    }

    /// bash's `$'…'`, in which a backslash escapes the quote.
    fn ansi_quotes(&mut self) {
        self.at += 2;
        while let Some(byte) = self.byte(0) {
            match byte {
                b'\'' => {
                    self.at += 1;
                    return;
                }
                b'\\' => self.skip(2),
                _ if self.placeholder(Position::SingleQuotes, false) => {}
                _ => self.skip(1),
            }
        }
    }

    fn double_quotes(&mut self, depth: usize) {
        self.at += 1;
        while let Some(byte) = self.byte(0) {
            match byte {
                b'"' => {
                    self.at += 1;
                    return;
                }
                b'\\' => self.skip(2),
                b'`' => self.backticks(),
                b'$' => self.dollar(Position::DoubleQuotes, depth),
                _ if self.placeholder(Position::DoubleQuotes, false) => {}
                _ => self.skip(1),
            }
        }
    }

    fn backticks(&mut self) {
        self.at += 1;
        while let Some(byte) = self.byte(0) {
            match byte {
                b'`' => {
                    self.at += 1;
                    return;
                }
                b'\\' => self.skip(2),
                _ if self.placeholder(Position::Substitution, false) => {}
                _ => self.skip(1),
            }
        }
    }

    /// `$((…))`, `$(…)`, `${…}`, or a `$` with a name.
    fn dollar(&mut self, inside: Position, depth: usize) {
        if depth >= DEPTH {
            return self.skip(1);
        }
        if self.starts("$((") {
            self.at += 1;
            self.nested(Position::Arithmetic, depth);
        } else if self.starts("$(") {
            self.at += 1;
            self.nested(Position::Substitution, depth);
        } else if self.starts("${") && starts_at(self.text, self.at + 1).is_none() {
            self.expansion(depth);
        } else {
            self.at += 1;
            // `${{x}}` is a `$` against a placeholder.
            if inside == Position::Word {
                self.placeholder(Position::Glued, false);
            }
        }
    }

    /// `(…)` from its opening bracket on; what is in it stands `inside`.
    fn nested(&mut self, inside: Position, depth: usize) {
        self.at += 1;
        // The bodies of here-documents begin after the next line break of their own command.
        let outer = std::mem::take(&mut self.pending);
        self.commands(inside, depth + 1);
        self.pending = outer;
        self.at += 1;
    }

    fn expansion(&mut self, depth: usize) {
        self.at += 2;
        while let Some(byte) = self.byte(0) {
            match byte {
                b'}' => {
                    self.at += 1;
                    return;
                }
                b'\\' => self.skip(2),
                b'\'' => self.single_quotes(),
                b'"' => self.double_quotes(depth),
                b'`' => self.backticks(),
                _ if self.placeholder(Position::Expansion, false) => {}
                b'$' => self.dollar(Position::Expansion, depth),
                _ => self.skip(1),
            }
        }
    }

    /// `(…)`: a subshell or a list, `((…))`: arithmetic where a command may begin.
    fn parentheses(&mut self, simple: &mut Simple, inside: Position, depth: usize) {
        if depth >= DEPTH {
            return self.skip(1);
        }
        let arithmetic = self.byte(1) == Some(b'(') && simple.at_start() && !simple.open;
        self.nested(if arithmetic { Position::Arithmetic } else { inside }, depth);
        simple.end_word();
    }

    /// `<`, `>` and what belongs to them; here-documents are noted for the next line break.
    fn redirection(&mut self, simple: &mut Simple, depth: usize) {
        // A number against the sign names the descriptor and is no word.
        if simple.word.bytes().all(|byte| byte.is_ascii_digit()) {
            simple.word.clear();
            simple.open = false;
        }
        simple.end_word();
        if self.byte(1) == Some(b'(') && depth < DEPTH {
            self.at += 1;
            return self.nested(Position::Substitution, depth);
        }
        if self.starts("<<<") {
            self.at += 3;
        } else if self.starts("<<") {
            return self.here_mark();
        } else {
            let more =
                self.text.as_bytes()[self.at..].iter().take_while(|byte| b"<>&|".contains(byte)).count();
            self.at += more;
        }
        simple.target = true;
    }

    /// `<<` and the end mark after it.
    fn here_mark(&mut self) {
        self.at += 2;
        let tabs = self.byte(0) == Some(b'-');
        self.at += usize::from(tabs);
        while matches!(self.byte(0), Some(b' ' | b'\t')) {
            self.at += 1;
        }
        let mut mark = String::new();
        while let Some(byte) = self.byte(0) {
            match byte {
                b' ' | b'\t' | b'\n' | b';' | b'|' | b'&' | b'<' | b'>' | b'(' | b')' => break,
                b'\'' | b'"' | b'\\' => self.at += 1,
                _ if self.placeholder(Position::HereDocument, false) => {}
                _ => {
                    let start = self.at;
                    self.skip(1);
                    mark.push_str(&self.text[start..self.at]);
                }
            }
        }
        self.pending.push((mark, tabs));
    }

    /// The bodies that begin on this line.
    fn here_documents(&mut self) {
        for (mark, tabs) in std::mem::take(&mut self.pending) {
            while self.at < self.text.len() {
                let rest = &self.text[self.at..];
                let line = rest.split('\n').next().unwrap_or(rest);
                let end = self.at + line.len();
                let last = if tabs { line.trim_start_matches('\t') } else { line } == mark;
                while !last && self.at < end {
                    if !self.placeholder(Position::HereDocument, false) {
                        self.skip(1);
                    }
                }
                self.at = (end + 1).min(self.text.len());
                if last {
                    break;
                }
            }
        }
    }
}
