//! Colours by role, from the terminal's own sixteen, so that the user's theme holds.
//! Without colour the roles differ by bold, underline and reverse only.

use ratatui::style::{Color, Modifier, Style};

/// How the roles look on this terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    /// Colours may be used (`NO_COLOR` is not set).
    pub colors: bool,
    /// Only ASCII may be drawn (the locale is not UTF-8).
    pub ascii: bool,
}

impl Default for Theme {
    fn default() -> Self {
        Self { colors: true, ascii: false }
    }
}

impl Theme {
    fn color(self, color: Color) -> Style {
        if self.colors { Style::new().fg(color) } else { Style::new() }
    }

    /// Borders of panes without the focus, and whatever stands back.
    pub fn dim(self) -> Style {
        if self.colors { Style::new().fg(Color::DarkGray) } else { Style::new().add_modifier(Modifier::DIM) }
    }

    /// The border of the focused pane.
    pub fn focus(self) -> Style {
        self.color(Color::Cyan).add_modifier(Modifier::BOLD)
    }

    /// Headings inside a pane.
    pub fn heading(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// The selected row.
    pub fn selected(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// The bar in front of the selected row.
    pub fn bar(self) -> Style {
        self.color(Color::Cyan)
    }

    /// Letters that matched.
    pub fn mark(self) -> Style {
        self.color(Color::Yellow).add_modifier(Modifier::UNDERLINED)
    }

    /// Ids and numbers.
    pub fn id(self) -> Style {
        self.color(Color::Cyan)
    }

    /// A command.
    pub fn command(self) -> Style {
        Style::new()
    }

    /// A value in a command that came from a placeholder.
    pub fn placeholder(self) -> Style {
        self.color(Color::Magenta).add_modifier(Modifier::UNDERLINED)
    }

    /// Keys in the key line.
    pub fn key(self) -> Style {
        self.color(Color::Cyan).add_modifier(Modifier::BOLD)
    }

    /// Success.
    pub fn good(self) -> Style {
        self.color(Color::Green)
    }

    /// Failure.
    pub fn bad(self) -> Style {
        self.color(Color::Red).add_modifier(Modifier::BOLD)
    }

    /// Something that changes the machine, or is under way.
    pub fn warn(self) -> Style {
        self.color(Color::Yellow)
    }

    /// What changed between two rounds of a watch, and places that were found.
    pub fn changed(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }
}
