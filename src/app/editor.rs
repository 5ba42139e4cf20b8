//! A small editor for a command: one line or several, each a `tui_input` line.
//! Which key does what is the keymap's business; here is what happens to the text.

use tui_input::{Input, InputRequest};

use super::action::Action;

/// Characters that one line takes; what lies beyond is not typed in by hand.
const LINE_LIMIT: usize = 4096;

/// Text being edited, and the line of the cursor.
#[derive(Debug, Clone, Default)]
pub struct Editor {
    lines: Vec<Input>,
    row: usize,
}

impl Editor {
    /// An editor that holds `text`, with the cursor at its very end.
    pub fn new(text: &str) -> Self {
        let lines: Vec<Input> = text.trim_end_matches('\n').split('\n').map(Input::from).collect();
        Self { row: lines.len() - 1, lines }
    }

    /// The whole text.
    pub fn text(&self) -> String {
        let lines: Vec<&str> = self.lines.iter().map(Input::value).collect();
        lines.join("\n")
    }

    /// The lines, for drawing.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.lines.iter().map(Input::value)
    }

    /// Line and character position of the cursor.
    pub fn cursor(&self) -> (usize, usize) {
        (self.row, self.lines[self.row].cursor())
    }

    /// Types a character; a line feed begins a new line.
    pub fn insert(&mut self, character: char) {
        match character {
            '\n' => self.split(),
            '\r' => {}
            '\t' => type_into(&mut self.lines[self.row], ' '),
            _ => type_into(&mut self.lines[self.row], character),
        }
    }

    /// Does what an editing action asks for; false if it is none.
    pub fn act(&mut self, action: Action) -> bool {
        match action {
            Action::Up => self.row = self.row.saturating_sub(1),
            Action::Down => self.row = (self.row + 1).min(self.lines.len() - 1),
            Action::NewLine => self.split(),
            Action::DeleteAll => *self = Self::new(""),
            Action::DeleteBack if self.lines[self.row].cursor() == 0 => self.join(),
            _ => return edit_line(&mut self.lines[self.row], action),
        }
        true
    }

    fn split(&mut self) {
        let line = &self.lines[self.row];
        let before: String = line.value().chars().take(line.cursor()).collect();
        let after: String = line.value().chars().skip(line.cursor()).collect();
        self.lines[self.row] = Input::from(before);
        self.row += 1;
        self.lines.insert(self.row, Input::from(after).with_cursor(0));
    }

    fn join(&mut self) {
        if self.row == 0 {
            return;
        }
        let tail = self.lines.remove(self.row);
        self.row -= 1;
        let head = self.lines[self.row].value().to_owned();
        let cursor = head.chars().count();
        self.lines[self.row] = Input::from(head + tail.value()).with_cursor(cursor);
    }
}

/// Types a character into one line, up to the limit; controls and invisible ones are left out.
pub fn type_into(line: &mut Input, character: char) {
    if crate::domain::visible::is_plain(character) && line.value().len() < LINE_LIMIT {
        line.handle(InputRequest::InsertChar(character));
    }
}

/// Does what an editing action asks for in one line; false if it is none.
pub fn edit_line(line: &mut Input, action: Action) -> bool {
    let request = match action {
        Action::CharLeft => InputRequest::GoToPrevChar,
        Action::CharRight => InputRequest::GoToNextChar,
        Action::WordLeft => InputRequest::GoToPrevWord,
        Action::WordRight => InputRequest::GoToNextWord,
        Action::LineStart => InputRequest::GoToStart,
        Action::LineEnd => InputRequest::GoToEnd,
        Action::DeleteBack => InputRequest::DeletePrevChar,
        Action::DeleteHere => InputRequest::DeleteNextChar,
        Action::DeleteWord => InputRequest::DeletePrevWord,
        Action::DeleteLine => InputRequest::DeleteLine,
        _ => return false,
    };
    line.handle(request);
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_split_and_join() {
        let mut editor = Editor::new("ab\ncd");
        assert_eq!(editor.cursor(), (1, 2));
        editor.act(Action::LineStart);
        editor.act(Action::DeleteBack);
        assert_eq!(editor.text(), "abcd");
        assert_eq!(editor.cursor(), (0, 2));
        editor.insert('\n');
        editor.insert('x');
        assert_eq!(editor.text(), "ab\nxcd");
    }

    #[test]
    fn invisible_characters_do_not_get_in() {
        let mut editor = Editor::new("");
        for character in "a\u{202E}\x1bb\u{200B}".chars() {
            editor.insert(character);
        }
        assert_eq!(editor.text(), "ab");
    }
}
