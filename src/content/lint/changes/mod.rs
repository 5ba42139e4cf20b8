//! Does a diagnosis command change something? A list of programs and redirections that do.
//! It catches mistakes of authors, not malice: what a Python probe does in its here-document, no list
//! of words can tell, which is why packs of others run nothing until somebody has trusted them.

mod call;
mod programs;
mod scratch;
#[cfg(test)]
mod tests;

use std::ops::Range;

use call::Call;
use scratch::Scratch;

use crate::engine::command::{Simple, Word, simple_commands};

/// A place in a command that changes something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Its bytes in the command.
    pub span: Range<usize>,
    /// What it does, e.g. "`rm` deletes files".
    pub what: String,
}

/// Everything in a command that changes something outside the scratch folder.
///
/// The scratch folder is `$TMPDIR` and whatever a variable got from `mktemp`; there, everything may
/// be written and deleted.
pub fn changes(command: &str) -> Vec<Change> {
    let scratch = Scratch::of(command);
    simple_commands(command).iter().flat_map(|simple| of_simple(simple, &scratch)).collect()
}

fn of_simple(simple: &Simple, scratch: &Scratch) -> Vec<Change> {
    let mut found = Vec::new();
    for redirection in &simple.redirections {
        let target = bare(&redirection.target.text);
        let writes = redirection.sign.contains('>');
        let descriptor = redirection.sign.ends_with('&')
            && target.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        // In `[[ … ]]`, `>` compares.
        let compares = simple.program().first().is_some_and(|first| first.text == "[[");
        if writes && !compares && !descriptor && !scratch.holds(&redirection.target) && !is_sink(&target) {
            let span = span(&redirection.target);
            found.push(Change { span, what: format!("`{}` writes a file", redirection.sign) });
        }
    }
    found.extend(of_program(simple.program(), simple.fed, scratch));
    found
}

/// `/dev/null` and the like.
fn is_sink(target: &str) -> bool {
    ["/dev/null", "/dev/stderr", "/dev/stdout", "/dev/tty", "/dev/fd/2"].contains(&target)
}

fn of_program(words: &[Word], fed: bool, scratch: &Scratch) -> Option<Change> {
    let (first, arguments) = words.split_first()?;
    let path = bare(&first.text);
    let name = path.rsplit('/').next().unwrap_or(&path);
    let name = name.trim_end_matches(|last: char| last.is_ascii_digit() || last == '.');
    let call = Call { name, arguments, scratch, fed };
    if let Some(skip) = call.wrapped() {
        return of_program(&arguments[skip.min(arguments.len())..], fed, scratch);
    }
    if let Some(script) = call.script() {
        return changes(&script).into_iter().next().map(|change| Change { span: span(first), ..change });
    }
    call.effect().map(|what| Change { span: span(first), what: format!("`{what}` {}", verb(&what)) })
}

/// What the program does, for the message.
fn verb(what: &str) -> &'static str {
    match what.split(' ').next().unwrap_or_default() {
        "rm" | "rmdir" | "unlink" | "shred" | "find" => "deletes files",
        "kill" | "pkill" | "killall" => "ends processes",
        "eval" | "sh" | "bash" | "dash" | "zsh" | "ksh" => "runs commands that nobody sees here",
        _ => "changes something",
    }
}

fn is_shell(name: &str) -> bool {
    ["sh", "bash", "dash", "zsh", "ksh", "ash", "fish"].contains(&name)
}

fn span(word: &Word) -> Range<usize> {
    word.at..word.at + word.text.len()
}

/// A word without its quotes and backslashes.
fn bare(word: &str) -> String {
    let quotes = |next: &char| !matches!(next, '\'' | '"' | '\\');
    word.chars().filter(quotes).collect()
}
