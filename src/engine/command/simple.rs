//! Simple commands: a program with its arguments and redirections, as the lexer finds them.
//! Whether a program changes something is judged by `content::lint`.

use super::quote::opens_command;

/// A program with its arguments.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Simple {
    /// Assignments, what opens a command, the program and its arguments.
    pub words: Vec<Word>,
    /// Redirections but here-documents.
    pub redirections: Vec<Redirection>,
    /// Its input is a pipe or a here-document.
    pub fed: bool,
    /// The word being read, quotes included.
    pub(super) word: String,
    /// Where it begins.
    pub(super) start: usize,
    /// A word has begun; `''` is one, too.
    pub(super) open: bool,
    /// The next word is the target of this sign, not an argument.
    pub(super) target: Option<String>,
}

/// A word of a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// As it is written, quotes included; a placeholder is `{{}}`.
    pub text: String,
    /// Where it begins, in bytes.
    pub at: usize,
}

/// A redirection such as `2> file`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redirection {
    /// `>`, `>>`, `<`, `>&`, `<<<` and so on, without the descriptor.
    pub sign: String,
    /// Where it leads.
    pub target: Word,
}

impl Simple {
    /// True if the next word would name the program.
    pub(super) fn at_start(&self) -> bool {
        self.target.is_none() && self.program().is_empty()
    }

    /// The words from the program's name on: without assignments and what opens a command.
    pub fn program(&self) -> &[Word] {
        let opens = |word: &Word| opens_command(&word.text) || is_assignment(&word.text);
        let first = self.words.iter().position(|word| !opens(word));
        first.map_or(&[], |first| &self.words[first..])
    }

    pub(super) fn end_word(&mut self) {
        if self.open {
            let word = Word { text: std::mem::take(&mut self.word), at: self.start };
            match self.target.take() {
                Some(sign) => self.redirections.push(Redirection { sign, target: word }),
                None => self.words.push(word),
            }
        }
        self.word.clear();
        self.open = false;
    }

    /// Ends the word; gives the number of open `case`s after it.
    pub(super) fn end_word_among(&mut self, cases: usize) -> usize {
        let now = match self.word.as_str() {
            "case" if self.at_start() => cases + 1,
            "esac" if self.at_start() => cases.saturating_sub(1),
            _ => cases,
        };
        self.end_word();
        now
    }

    pub(super) fn push(&mut self, text: &str, at: usize) {
        if !self.open {
            self.start = at;
        }
        self.word.push_str(text);
        self.open = true;
    }

    /// True if the command reads its next argument as code.
    pub(super) fn reads_code(&self) -> bool {
        let name = |word: &Word| word.text.rsplit('/').next().map(str::to_owned).unwrap_or_default();
        let names: Vec<String> = self.program().iter().map(name).collect();
        let first = names.first().map(String::as_str).unwrap_or_default();
        let last = names.last().map(String::as_str).unwrap_or_default();
        let always =
            ["eval", "let", "trap", "ssh", "watch", "[[", "declare", "typeset", "local", "readonly", "unset"];
        let names_variable = ["test", "[", "printf"].contains(&first) && last == "-v";
        let interpreter = names.iter().any(|word| INTERPRETERS.contains(&without_version(word)));
        let takes_code = last.starts_with('-') && !last.starts_with("--") && last.ends_with(['c', 'e']);
        let script_first = ["awk", "gawk", "mawk", "nawk", "sed", "gsed"].contains(&first);
        let operands = names.iter().skip(1).filter(|word| !word.starts_with('-')).count();
        always.contains(&first)
            || names_variable
            || (interpreter && takes_code)
            || (first == "git" && last == "-c")
            || (script_first && operands == 0)
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
