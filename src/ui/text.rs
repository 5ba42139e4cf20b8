//! Text for panes: wrapping, cutting and marking by the columns that characters take.
//! Everything foreign passes `visible` before it becomes a span.

use std::ops::Range;

use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::domain::visible::visible;

/// Columns that a text takes.
pub fn width(text: &str) -> usize {
    text.width()
}

/// A span of foreign text.
pub fn span(text: &str, style: Style) -> Span<'static> {
    Span::styled(visible(text).into_owned(), style)
}

/// Cuts a text to so many columns; the last one says that it goes on.
pub fn cut(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 0;
    for character in text.chars() {
        let wide = character.width().unwrap_or(0);
        if used + wide + 1 > columns {
            break;
        }
        out.push(character);
        used += wide;
    }
    if columns > 0 {
        out.push('…');
    }
    out
}

/// The first line of a text, visible and cut.
pub fn one_line(text: &str, columns: usize) -> String {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    cut(&visible(first.trim()), columns)
}

/// Wraps styled text to so many columns, at blanks where there are any; each further row is
/// indented by `indent` columns. Line feeds end a row. At least one row comes out.
pub fn wrap(spans: &[Span<'static>], columns: usize, indent: usize) -> Vec<Line<'static>> {
    let columns = columns.max(4);
    let indent = indent.min(columns / 2);
    let mut rows = Rows { columns, indent, done: Vec::new(), row: Vec::new(), used: 0 };
    for span in spans {
        for (number, part) in span.content.split('\n').enumerate() {
            if number > 0 {
                rows.end();
            }
            for word in words(part) {
                rows.add(word, span.style);
            }
        }
    }
    rows.end();
    rows.done
}

struct Rows {
    columns: usize,
    indent: usize,
    done: Vec<Line<'static>>,
    row: Vec<Span<'static>>,
    used: usize,
}

impl Rows {
    fn add(&mut self, word: &str, style: Style) {
        let wide = width(word);
        if self.used + width(word.trim_end()) > self.columns && self.used > self.start() {
            self.end();
            if word.trim().is_empty() {
                return;
            }
        }
        if self.used + wide <= self.columns || word.trim().is_empty() {
            self.put(word.to_owned(), wide, style);
            return;
        }
        // A word longer than a row is broken where the row ends.
        for character in word.chars() {
            let wide = character.width().unwrap_or(0);
            if self.used + wide > self.columns {
                self.end();
            }
            self.put(character.to_string(), wide, style);
        }
    }

    fn put(&mut self, text: String, wide: usize, style: Style) {
        self.used += wide;
        match self.row.last_mut() {
            Some(last) if last.style == style => last.content.to_mut().push_str(&text),
            _ => self.row.push(Span::styled(text, style)),
        }
    }

    fn end(&mut self) {
        self.done.push(Line::from(std::mem::take(&mut self.row)));
        self.used = self.indent;
        if self.indent > 0 {
            self.row.push(Span::raw(" ".repeat(self.indent)));
        }
    }

    fn start(&self) -> usize {
        if self.done.is_empty() { 0 } else { self.indent }
    }
}

/// Splits into words, each with the blanks that follow it.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(' ')
}

/// Styled spans of a text in which the given byte ranges are marked, cut to so many columns.
pub fn marked(
    text: &str,
    marks: &[Range<usize>],
    style: Style,
    mark: Style,
    columns: usize,
) -> Vec<Span<'static>> {
    let mut spans: Vec<Span<'static>> = Vec::new();
    let mut used = 0;
    for (at, character) in text.char_indices() {
        let shown = visible(character.encode_utf8(&mut [0; 4])).into_owned();
        let wide = width(&shown);
        if used + wide > columns.saturating_sub(1) && at + character.len_utf8() < text.len() {
            spans.push(Span::styled("…", style));
            break;
        }
        used += wide;
        let look = if marks.iter().any(|range| range.contains(&at)) { style.patch(mark) } else { style };
        match spans.last_mut() {
            Some(last) if last.style == look => last.content.to_mut().push_str(&shown),
            _ => spans.push(Span::styled(shown, look)),
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(rows: &[Line<'_>]) -> Vec<String> {
        rows.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn wraps_at_blanks_and_indents() {
        let rows = wrap(&[Span::raw("one two three four")], 9, 2);
        assert_eq!(plain(&rows), ["one two ", "  three ", "  four"]);
    }

    #[test]
    fn breaks_long_words_and_wide_characters() {
        assert_eq!(plain(&wrap(&[Span::raw("abcdefghij")], 4, 0)), ["abcd", "efgh", "ij"]);
        assert_eq!(plain(&wrap(&[Span::raw("你好你好")], 5, 0)), ["你好", "你好"]);
    }

    #[test]
    fn cuts_by_columns() {
        assert_eq!(cut("你好你好", 5), "你好…");
        assert_eq!(cut("short", 5), "short");
        assert_eq!(cut("longer", 0), "");
    }
}
