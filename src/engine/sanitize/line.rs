//! The line being printed: text is appended, and only a line that is rewritten becomes cells.
//! Which bytes reach it is `channel`'s business; finished lines are the transcript's.

use unicode_width::UnicodeWidthChar;

use crate::domain::transcript::{LINE_BYTES, Line, Stream, Style};

use super::cells::Cells;
use super::sequence::Part;

/// Combining marks on one character; more would only cost memory and drawing time.
pub(super) const MARKS: u8 = 8;

/// An unfinished line.
///
/// Most lines are only ever appended to, so they are kept as text. The first character printed
/// after a carriage return or a backspace turns the text into cells.
#[derive(Debug, Default)]
pub(super) struct LineBuffer {
    /// UTF-8, at most [`LINE_BYTES`].
    text: Vec<u8>,
    styles: Vec<(usize, Style)>,
    cut: usize,
    marks: u8,
    /// The style of what is printed next; it outlives the line.
    pen: Style,
    /// The cursor stands in the first column of `text`.
    returned: bool,
    cells: Option<Cells>,
}

impl LineBuffer {
    /// The style of what is printed next.
    pub(super) fn style(&self) -> Style {
        self.pen
    }

    /// Changes the style of what is printed next.
    pub(super) fn set_style(&mut self, style: Style) {
        self.pen = style;
    }

    /// True if nothing stands in the line.
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty() && self.cut == 0 && self.cells.as_ref().is_none_or(Cells::is_empty)
    }

    /// Prints ASCII without controls.
    pub(super) fn put_ascii(&mut self, ascii: &[u8]) {
        if self.is_rewritten() {
            for byte in ascii {
                self.put(char::from(*byte));
            }
        } else {
            self.marks = 0;
            self.append(ascii);
        }
    }

    /// Prints one character that is no control.
    pub(super) fn put(&mut self, character: char) {
        let width = character.width().unwrap_or(0);
        if self.is_rewritten() {
            let pen = self.pen;
            self.cut += self.cells().put(character, width, pen);
            return;
        }
        if width > 0 {
            self.marks = 0;
        } else if self.marks < MARKS {
            self.marks += 1;
        } else {
            self.cut += character.len_utf8();
            return;
        }
        self.append(character.encode_utf8(&mut [0; 4]).as_bytes());
    }

    /// Moves to the next tab stop; at the end of the line the TAB itself is kept.
    pub(super) fn tab(&mut self) {
        if self.is_rewritten() {
            let pen = self.pen;
            self.cut += self.cells().tab(pen);
        } else {
            self.marks = 0;
            self.append(b"\t");
        }
    }

    /// Moves to the first column.
    pub(super) fn carriage_return(&mut self) {
        match &mut self.cells {
            Some(cells) => cells.carriage_return(),
            None => self.returned = !self.text.is_empty(),
        }
    }

    /// Moves one column back.
    pub(super) fn backspace(&mut self) {
        if !self.returned && (self.cells.is_some() || !self.text.is_empty()) {
            self.cells().backspace();
        }
    }

    /// Erases a part of the line.
    pub(super) fn erase(&mut self, part: Part) {
        let at_start = self.returned || self.cells.as_ref().is_some_and(Cells::at_start);
        match part {
            Part::Right | Part::All if at_start => self.clear(),
            Part::Right if self.cells.is_none() => {}
            _ if self.is_empty() => {}
            _ => {
                if part == Part::All {
                    self.cut = 0;
                }
                self.cells().erase(part);
            }
        }
    }

    /// The line as it stands, if there is something in it.
    pub(super) fn snapshot(&self, stream: Stream) -> Option<Line> {
        if self.is_empty() {
            return None;
        }
        Some(match &self.cells {
            Some(cells) => cells.line(stream, self.cut),
            None => Line {
                text: String::from_utf8_lossy(&self.text).into_owned(),
                styles: self.styles.clone(),
                cut: self.cut,
                stream,
            },
        })
    }

    /// The finished line; an empty one takes its place.
    pub(super) fn take(&mut self, stream: Stream) -> Line {
        let line = match &self.cells {
            Some(cells) => cells.line(stream, self.cut),
            None => Line {
                text: utf8(std::mem::take(&mut self.text)),
                styles: std::mem::take(&mut self.styles),
                cut: self.cut,
                stream,
            },
        };
        self.clear();
        line
    }

    /// True if nothing stands in the line and what is printed next has the default style.
    pub(super) fn is_plain(&self) -> bool {
        self.text.is_empty() && self.cells.is_none() && self.cut == 0 && self.pen == Style::default()
    }

    fn is_rewritten(&self) -> bool {
        self.returned || self.cells.is_some()
    }

    fn append(&mut self, bytes: &[u8]) {
        // A character is kept whole or not at all; after the first one left out nothing is kept,
        // so that the text is a true beginning.
        let room = if self.cut_for_length() { 0 } else { LINE_BYTES.saturating_sub(self.text.len()) };
        let kept = match bytes {
            [first, ..] if !first.is_ascii() && bytes.len() > room => 0,
            _ => bytes.len().min(room),
        };
        if kept > 0 {
            let last = self.styles.last().map_or_else(Style::default, |(_, style)| *style);
            if last != self.pen {
                self.styles.push((self.text.len(), self.pen));
            }
            self.text.extend_from_slice(&bytes[..kept]);
        }
        self.cut += bytes.len() - kept;
    }

    fn cut_for_length(&self) -> bool {
        self.cut > 0 && self.text.len() + 4 > LINE_BYTES
    }

    /// The cells, made of the text where there are none yet.
    fn cells(&mut self) -> &mut Cells {
        let text = std::mem::take(&mut self.text);
        let styles = std::mem::take(&mut self.styles);
        let returned = std::mem::take(&mut self.returned);
        self.cells.get_or_insert_with(|| {
            let mut cells = Cells::of(&utf8(text), &styles);
            if returned {
                cells.carriage_return();
            }
            cells
        })
    }

    fn clear(&mut self) {
        self.text.clear();
        self.styles.clear();
        self.cut = 0;
        self.marks = 0;
        self.returned = false;
        self.cells = None;
    }
}

/// Bytes that are known to be UTF-8 as text, without a copy.
fn utf8(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}
