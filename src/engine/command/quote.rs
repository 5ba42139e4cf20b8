//! Quoting: a value becomes exactly one word of a POSIX shell.
//! Whether the place of the word is one where quoting helps, `lexer` says.

use std::borrow::Cow;

/// The value as one word: as it is if it consists of `A-Z a-z 0-9 _ . / : @ % + = , -` only, else in
/// single quotes, inside which a shell reads nothing. The empty value is `''`.
///
/// A leading `=` is quoted for zsh, which would replace `=ls` by the path of `ls`.
///
/// ```
/// use crashcart::engine::command::quote;
/// assert_eq!(quote("requests"), "requests");
/// assert_eq!(quote("it's $HOME"), r"'it'\''s $HOME'");
/// ```
pub fn quote(value: &str) -> Cow<'_, str> {
    let safe = !value.is_empty() && !value.starts_with('=') && value.bytes().all(is_safe);
    if safe { Cow::Borrowed(value) } else { Cow::Owned(in_quotes(value)) }
}

/// The same where a command may begin: there `a=b` would set a variable and `if` open a condition.
pub(super) fn quote_first(value: &str) -> Cow<'_, str> {
    let special = value.contains('=') || RESERVED.contains(&value);
    if special { Cow::Owned(in_quotes(value)) } else { quote(value) }
}

/// Words that a shell reads as grammar; those with characters that are quoted anyway are left out.
const RESERVED: [&str; 18] = [
    "if", "then", "else", "elif", "fi", "do", "done", "case", "esac", "while", "until", "for", "in",
    "function", "select", "time", "coproc", "end",
];

/// True for the reserved words after which a command begins.
pub(super) fn opens_command(word: &str) -> bool {
    matches!(word, "if" | "then" | "else" | "elif" | "do" | "while" | "until" | "time" | "coproc" | "!" | "{")
}

/// True for bytes that no shell gives a meaning inside a word.
pub(super) fn is_safe(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"_./:@%+=,-".contains(&byte)
}

fn in_quotes(value: &str) -> String {
    format!("'{}'", value.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_harmless_words_stay_bare() {
        assert_eq!(quote("a-b_c./:@%+=,1"), "a-b_c./:@%+=,1");
        for (value, word) in [
            ("", "''"),
            ("~", "'~'"),
            ("*", "'*'"),
            ("a b", "'a b'"),
            ("=ls", "'=ls'"),
            ("é", "'é'"),
            ("''", r"''\'''\'''"),
        ] {
            assert_eq!(quote(value), word);
        }
    }

    #[test]
    fn grammar_is_quoted_where_a_command_begins() {
        assert_eq!(quote_first("a=b"), "'a=b'");
        assert_eq!(quote_first("if"), "'if'");
        assert_eq!(quote_first("pytest"), "pytest");
    }
}
