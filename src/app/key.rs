//! Keys as the app knows them: independent of any terminal library, written as `ctrl-p` in tables
//! and configuration and shown as `^P`. Which key does what is `keymap`'s business.

use std::fmt;

/// A key with its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// The key itself.
    pub code: Code,
    /// Ctrl was held.
    pub ctrl: bool,
    /// Alt was held, or Esc came just before.
    pub alt: bool,
}

/// A key without modifiers. Shift is part of the character, and of `BackTab`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Code {
    /// A character.
    Char(char),
    /// Enter.
    Enter,
    /// Escape.
    Esc,
    /// Tab.
    Tab,
    /// Shift-Tab.
    BackTab,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// Home.
    Home,
    /// End.
    End,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// A function key, 1 to 12.
    F(u8),
}

const NAMED: [(&str, Code, &str); 15] = [
    ("enter", Code::Enter, "Enter"),
    ("esc", Code::Esc, "Esc"),
    ("tab", Code::Tab, "Tab"),
    ("shift-tab", Code::BackTab, "S-Tab"),
    ("up", Code::Up, "↑"),
    ("down", Code::Down, "↓"),
    ("left", Code::Left, "←"),
    ("right", Code::Right, "→"),
    ("pageup", Code::PageUp, "PgUp"),
    ("pagedown", Code::PageDown, "PgDn"),
    ("home", Code::Home, "Home"),
    ("end", Code::End, "End"),
    ("backspace", Code::Backspace, "Bksp"),
    ("delete", Code::Delete, "Del"),
    ("space", Code::Char(' '), "Space"),
];

impl Key {
    /// The key without modifiers.
    pub fn plain(code: Code) -> Self {
        Self { code, ctrl: false, alt: false }
    }

    /// Ctrl and a letter.
    pub fn ctrl(character: char) -> Self {
        Self { code: Code::Char(character), ctrl: true, alt: false }
    }

    /// Reads `ctrl-p`, `alt-b`, `enter`, `f1`, `G`; `None` if it names no key.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(rest) = text.strip_prefix("ctrl-") {
            return Self::parse(rest).map(|key| Self { ctrl: true, ..key });
        }
        if let Some(rest) = text.strip_prefix("alt-") {
            return Self::parse(rest).map(|key| Self { alt: true, ..key });
        }
        if let Some((_, code, _)) = NAMED.iter().find(|(name, ..)| *name == text) {
            return Some(Self::plain(*code));
        }
        let mut characters = text.chars();
        match (characters.next(), characters.as_str()) {
            (Some(character), "") => Some(Self::plain(Code::Char(character))),
            (Some('f'), number) => number
                .parse()
                .ok()
                .filter(|number| (1..=12).contains(number))
                .map(|number| Self::plain(Code::F(number))),
            _ => None,
        }
    }

    /// The character it types, if it is a plain one.
    pub fn typed(self) -> Option<char> {
        match self.code {
            Code::Char(character) if !self.ctrl && !self.alt => Some(character),
            _ => None,
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.alt {
            out.write_str("M-")?;
        }
        if let Some((_, _, shown)) = NAMED.iter().find(|(_, code, _)| *code == self.code) {
            return if self.ctrl { write!(out, "^{shown}") } else { out.write_str(shown) };
        }
        match self.code {
            Code::Char(character) if self.ctrl => write!(out, "^{}", character.to_ascii_uppercase()),
            Code::Char(character) => write!(out, "{character}"),
            Code::F(number) => write!(out, "F{number}"),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_shows() {
        let shown = |text: &str| Key::parse(text).map(|key| key.to_string());
        assert_eq!(shown("ctrl-p").as_deref(), Some("^P"));
        assert_eq!(shown("f1").as_deref(), Some("F1"));
        assert_eq!(shown("shift-tab").as_deref(), Some("S-Tab"));
        assert_eq!(shown("G").as_deref(), Some("G"));
        assert_eq!(shown("alt-enter").as_deref(), Some("M-Enter"));
        assert_eq!(shown("f13"), None);
        assert_eq!(shown("hyper-x"), None);
    }
}
