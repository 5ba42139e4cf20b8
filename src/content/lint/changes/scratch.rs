//! The folder in which a check may write: `$TMPDIR`, and what `mktemp` made.
//! Variables are followed as they are written; nothing is expanded.

use crate::engine::command::{Word, simple_commands};

/// The folder in which a check may write.
pub(super) struct Scratch {
    /// `$TMPDIR` and the variables that hold something of `mktemp`.
    names: Vec<String>,
}

impl Scratch {
    /// The scratch variables of a command.
    pub fn of(command: &str) -> Self {
        let mut scratch = Self { names: vec!["TMPDIR".to_owned()] };
        for simple in simple_commands(command) {
            for word in &simple.words {
                let Some((name, value)) = word.text.split_once('=') else { continue };
                let value = value.trim_start_matches('"');
                let made = value.starts_with("$(mktemp") || value.starts_with("`mktemp");
                if made || scratch.holds_text(value) {
                    scratch.names.push(name.to_owned());
                }
            }
        }
        scratch
    }

    /// True if the word is a path in the scratch folder.
    pub fn holds(&self, word: &Word) -> bool {
        self.holds_text(word.text.trim_start_matches('"'))
    }

    /// True for `$TMPDIR`, `${TMPDIR}/x` and the like; `..` could lead out again.
    fn holds_text(&self, text: &str) -> bool {
        let Some(rest) = text.strip_prefix('$') else { return false };
        let rest = rest.strip_prefix('{').unwrap_or(rest);
        let end =
            rest.find(|next: char| !(next.is_ascii_alphanumeric() || next == '_')).unwrap_or(rest.len());
        let default = rest[end..].starts_with(":-") || rest[end..].starts_with(":?");
        let sane = default || rest[end..].starts_with(['/', '}', '"']) || rest.len() == end;
        sane && !text.contains("..") && self.names.iter().any(|name| *name == rest[..end])
    }
}
