//! Where placeholders stand in a shell command: the words, quotes, here-documents and substitutions
//! of POSIX shells and bash, as far as needed to tell. Nothing is run or expanded.
//!
//! Only where a whole bare word stands is a quoted value exactly that value; measured, quoting inside
//! `"…"` or `'…'` lets more hostile values run than no quoting at all. In doubt a place is refused.

use std::fmt;
use std::ops::Range;

use super::placeholder::starts_at;
use super::simple::Simple;

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
    read(command).found
}

/// Every simple command of a text, those in `$(…)` and `<(…)` included: its words as they are
/// written, quotes and all, and where its output goes. Bodies of here-documents are not looked at.
pub fn simple_commands(command: &str) -> Vec<Simple> {
    read(command).simples
}

fn read(command: &str) -> Lexer<'_> {
    let mut lexer =
        Lexer { text: command, at: 0, found: Vec::new(), simples: Vec::new(), pending: Vec::new() };
    while lexer.at < command.len() {
        lexer.commands(Position::Word, 0);
        // A stray `)` does not end the command.
        lexer.at += 1;
    }
    lexer
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
    found: Vec<Placeholder>,
    simples: Vec<Simple>,
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
                b')' => {
                    self.finish(&mut simple);
                    if cases == 0 {
                        return;
                    }
                    self.at += 1;
                }
                b' ' | b'\t' => self.at += 1,
                b'\n' => {
                    self.finish(&mut simple);
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
        self.finish(&mut simple);
    }

    /// Ends the simple command and begins the next.
    fn finish(&mut self, simple: &mut Simple) {
        simple.end_word();
        let done = std::mem::take(simple);
        if !(done.words.is_empty() && done.redirections.is_empty()) {
            self.simples.push(done);
        }
    }

    /// `;`, `|` and `&` end a command, but the `&` of `2>&1` and `&>` belongs to a redirection.
    fn operator(&mut self, simple: &mut Simple, byte: u8) {
        let before = self.text[..self.at].bytes().last();
        self.at += 1;
        if !(byte == b'&' && self.byte(0) == Some(b'>')) {
            self.finish(simple);
            // `|` and `|&` feed the next command, `||` does not.
            simple.fed = (byte == b'|') != (before == Some(b'|'));
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
            && !(simple.target.is_some() && matches!(before, Some(b'&' | b'|')));
        let position = match inside {
            Position::Word if !alone => Position::Glued,
            Position::Word if simple.reads_code() => Position::Code,
            _ => inside,
        };
        let starts_command = simple.at_start();
        simple.push("{{}}", self.at);
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
        simple.push(&self.text[start..end], start);
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
        if self.starts("<<") && !self.starts("<<<") {
            simple.fed = true;
            return self.here_mark();
        }
        let start = self.at;
        self.at += self.text.as_bytes()[start..].iter().take_while(|byte| b"<>&|".contains(byte)).count();
        simple.target = Some(self.text[start..self.at].to_owned());
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
