//! A line that is rewritten in place (progress bars, spinners), column by column.
//! Lines that are only appended to never come here.

use unicode_width::UnicodeWidthChar;

use crate::domain::transcript::{LINE_BYTES, Line, Stream, Style};

use super::line::MARKS;
use super::sequence::Part;

/// Columns between tab stops.
const TAB: usize = 8;

/// One column: a character, or the further columns of a wide one or of a TAB.
#[derive(Debug, Clone, Default)]
struct Cell {
    /// `None` in the further columns.
    character: Option<char>,
    marks: Option<Box<str>>,
    style: Style,
}

/// The columns of a line and the cursor in it.
#[derive(Debug, Default)]
pub(super) struct Cells {
    /// At most [`LINE_BYTES`].
    cells: Vec<Cell>,
    column: usize,
}

impl Cells {
    /// The columns that `text` takes, with the cursor behind it.
    pub(super) fn of(text: &str, styles: &[(usize, Style)]) -> Self {
        let mut made = Self::default();
        let mut styles = styles.iter().peekable();
        let mut pen = Style::default();
        for (offset, character) in text.char_indices() {
            while let Some((_, style)) = styles.next_if(|(from, _)| *from <= offset) {
                pen = *style;
            }
            if character == '\t' {
                made.tab(pen);
            } else {
                made.put(character, character.width().unwrap_or(0), pen);
            }
        }
        made
    }

    /// True if there is no column.
    pub(super) fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// True if the cursor is in the first column.
    pub(super) fn at_start(&self) -> bool {
        self.column == 0
    }

    /// Moves to the first column.
    pub(super) fn carriage_return(&mut self) {
        self.column = 0;
    }

    /// Moves one column back.
    pub(super) fn backspace(&mut self) {
        self.column = self.column.saturating_sub(1);
    }

    /// Prints a character over what stands there; returns the bytes left out.
    pub(super) fn put(&mut self, character: char, width: usize, style: Style) -> usize {
        if width == 0 {
            return self.put_mark(character);
        }
        if self.column + width > LINE_BYTES {
            return character.len_utf8();
        }
        for column in self.column..self.column + width {
            self.blank(column);
        }
        for (number, cell) in self.cells[self.column..self.column + width].iter_mut().enumerate() {
            *cell = Cell { character: (number == 0).then_some(character), marks: None, style };
        }
        self.column += width;
        0
    }

    /// Moves to the next tab stop, behind the end by a TAB; returns the bytes left out.
    pub(super) fn tab(&mut self, style: Style) -> usize {
        let stop = (self.column / TAB + 1) * TAB;
        if stop > LINE_BYTES {
            return 1;
        }
        if self.column >= self.cells.len() {
            self.cells.resize_with(self.column, || Self::space(style));
            self.cells.push(Cell { character: Some('\t'), marks: None, style });
            self.cells.resize_with(stop, || Cell { style, ..Cell::default() });
        } else if stop > self.cells.len() {
            self.cells.resize_with(stop, || Self::space(style));
        }
        self.column = stop;
        0
    }

    /// Erases a part of the line; the cursor stays. What is printed behind the end later brings
    /// its own blanks.
    pub(super) fn erase(&mut self, part: Part) {
        match part {
            Part::Left if self.column + 1 < self.cells.len() => {
                for column in 0..=self.column {
                    self.blank(column);
                    self.cells[column].style = Style::default();
                }
            }
            Part::Left | Part::All => self.cells.clear(),
            Part::Right if self.column < self.cells.len() => {
                self.blank(self.column);
                self.cells.truncate(self.column);
            }
            Part::Right => {}
        }
    }

    /// The line as text and styles; `cut` bytes were left out before.
    pub(super) fn line(&self, stream: Stream, cut: usize) -> Line {
        let mut line = Line { cut, stream, ..Line::default() };
        let mut pen = Style::default();
        for cell in &self.cells {
            let Some(character) = cell.character else { continue };
            let marks = cell.marks.as_deref().unwrap_or_default();
            let bytes = character.len_utf8() + marks.len();
            if line.text.len() + bytes > LINE_BYTES {
                line.cut += bytes;
                continue;
            }
            if cell.style != pen {
                pen = cell.style;
                line.styles.push((line.text.len(), pen));
            }
            line.text.push(character);
            line.text.push_str(marks);
        }
        line
    }

    /// Adds a combining mark to the character before the cursor.
    fn put_mark(&mut self, mark: char) -> usize {
        let mut before = self.column.min(self.cells.len());
        while let Some(cell) = before.checked_sub(1).and_then(|index| self.cells.get_mut(index)) {
            if cell.character.is_some() {
                let marks = cell.marks.as_deref().unwrap_or_default();
                if marks.chars().count() >= usize::from(MARKS) {
                    break;
                }
                cell.marks = Some(format!("{marks}{mark}").into_boxed_str());
                return 0;
            }
            before -= 1;
        }
        mark.len_utf8()
    }

    /// Makes a column a space, and with it the rest of a character that takes more columns.
    fn blank(&mut self, column: usize) {
        if column >= self.cells.len() {
            self.cells.resize_with(column + 1, || Self::space(Style::default()));
            return;
        }
        let mut first = column;
        while first > 0 && self.cells[first].character.is_none() {
            first -= 1;
        }
        let mut next = first;
        while next == first || self.cells.get(next).is_some_and(|cell| cell.character.is_none()) {
            let style = self.cells[next].style;
            self.cells[next] = Self::space(style);
            next += 1;
        }
    }

    fn space(style: Style) -> Cell {
        Cell { character: Some(' '), marks: None, style }
    }
}
