//! Printing for people: colour where it is wanted, and a closed pipe taken quietly.

use std::io::{self, IsTerminal as _, Write as _};

use super::args::ColorChoice;

/// Prints with or without colour.
#[derive(Debug, Clone, Copy)]
pub struct Printer {
    /// Escape sequences may be printed.
    pub color: bool,
}

impl Printer {
    /// Decides about colour from the flag, `NO_COLOR` (<https://no-color.org>) and the terminal.
    pub fn new(choice: ColorChoice) -> Self {
        let wanted = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        let color = match choice {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => wanted && io::stdout().is_terminal(),
        };
        Self { color }
    }

    /// Text in bold.
    pub fn bold(self, text: &str) -> String {
        self.wrap("1", text)
    }

    /// Text that stands back.
    pub fn dim(self, text: &str) -> String {
        self.wrap("2", text)
    }

    /// An id.
    pub fn id(self, text: &str) -> String {
        self.wrap("36", text)
    }

    fn wrap(self, code: &str, text: &str) -> String {
        if self.color { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }
}

/// Prints text to standard output. A reader that has gone away (`| head`) is no error.
pub fn out(text: &str) {
    let mut stdout = io::stdout().lock();
    let _ = stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush());
}

/// Prints a JSON document to standard output.
pub fn json(value: &serde_json::Value) {
    // A value made of strings and numbers always serialises.
    let text = serde_json::to_string_pretty(value).unwrap_or_default();
    out(&(text + "\n"));
}
