//! Transcripts: the bounded memory of what a command printed, as lines of text and style.
//! Bytes are turned into lines by `engine::sanitize`; here is only how they are kept.
//!
//! A transcript is cheap to clone: closed blocks of lines are shared, so that the screen can
//! take a snapshot of fifty thousand lines without copying them.

use std::collections::VecDeque;
use std::sync::Arc;

/// Lines in one shared block.
const BLOCK: usize = 256;
/// Bytes of text kept from the beginning.
pub const HEAD_BYTES: usize = 256 * 1024;
/// Bytes of text kept from the end.
pub const TAIL_BYTES: usize = 8 * 1024 * 1024;
/// Lines kept from the end.
pub const TAIL_LINES: usize = 50_000;
/// Bytes of one line; the rest is counted and left out.
pub const LINE_BYTES: usize = 16 * 1024;

/// A colour as the terminal names it, so that the user's theme holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Color {
    /// The terminal's own.
    #[default]
    Default,
    /// One of the 256; 0 to 15 are the theme's.
    Indexed(u8),
    /// A fixed colour.
    Rgb(u8, u8, u8),
}

/// How a piece of output looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Style {
    /// Text colour.
    pub foreground: Color,
    /// Background colour.
    pub background: Color,
    /// Bold.
    pub bold: bool,
    /// Dim.
    pub dim: bool,
    /// Italic.
    pub italic: bool,
    /// Underlined.
    pub underline: bool,
    /// Colours swapped.
    pub reverse: bool,
}

/// Which stream a line came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Stream {
    /// Standard output.
    #[default]
    Out,
    /// Standard error.
    Err,
}

/// One line of output: plain text without escapes, and where its style changes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line {
    /// The text; no control characters but TAB.
    pub text: String,
    /// `(byte offset, style from there on)`, ascending; empty means the default style throughout.
    pub styles: Vec<(usize, Style)>,
    /// Bytes of this line that were left out because it was too long.
    pub cut: usize,
    /// The stream it came from.
    pub stream: Stream,
}

/// What a command printed, bounded: the beginning, the end, and counts of what lies between.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Transcript {
    head: Vec<Arc<Vec<Line>>>,
    tail: VecDeque<Arc<Vec<Line>>>,
    /// Lines of the block being filled.
    fresh: Vec<Line>,
    /// Unfinished last lines, one a stream at most.
    open: Vec<Line>,
    head_bytes: usize,
    tail_bytes: usize,
    tail_lines: usize,
    /// Lines dropped between head and tail.
    pub dropped_lines: u64,
    /// Bytes received, everything counted.
    pub bytes: u64,
    /// Escape sequences that were taken out, colours not counted.
    pub removed: u64,
    /// The program asked for the whole terminal (alternate screen or the like).
    pub wants_terminal: bool,
}

impl Transcript {
    /// Adds a finished line; the oldest of the tail make room. They are returned where nobody
    /// else holds them, so that a flood can reuse their memory.
    pub fn push(&mut self, line: Line) -> Option<Vec<Line>> {
        self.fresh.push(line);
        if self.fresh.len() < BLOCK {
            return None;
        }
        self.close_block()
    }

    /// Replaces the unfinished last lines (at most one a stream).
    pub fn set_open(&mut self, open: Vec<Line>) {
        self.open = open;
    }

    /// Number of lines kept, the unfinished ones included.
    pub fn len(&self) -> usize {
        let head: usize = self.head.iter().map(|block| block.len()).sum();
        head + self.tail_lines + self.fresh.len() + self.open.len()
    }

    /// True when nothing was printed.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Number of lines kept before the gap that `dropped_lines` counts.
    pub fn head_len(&self) -> usize {
        self.head.iter().map(|block| block.len()).sum()
    }

    /// The kept lines from number `start` (0 is the first) on.
    pub fn lines_from(&self, start: usize) -> impl Iterator<Item = &Line> {
        let mut skip = start;
        let mut blocks: Vec<&[Line]> = Vec::new();
        let shared = self.head.iter().chain(&self.tail).map(|block| block.as_slice());
        for block in shared.chain([self.fresh.as_slice(), self.open.as_slice()]) {
            if skip >= block.len() {
                skip -= block.len();
            } else {
                blocks.push(&block[skip..]);
                skip = 0;
            }
        }
        blocks.into_iter().flatten()
    }

    /// Every kept line.
    pub fn lines(&self) -> impl Iterator<Item = &Line> {
        self.lines_from(0)
    }

    /// The kept text, lines joined, with a note where lines were dropped.
    pub fn text(&self) -> String {
        let mut text = String::new();
        let gap = self.head_len();
        for (number, line) in self.lines().enumerate() {
            if self.dropped_lines > 0 && number == gap {
                text.push_str(&format!("[{} lines left out]\n", self.dropped_lines));
            }
            text.push_str(&line.text);
            if line.cut > 0 {
                text.push_str(&format!(" [{} bytes left out]", line.cut));
            }
            text.push('\n');
        }
        text
    }

    fn close_block(&mut self) -> Option<Vec<Line>> {
        let block = Arc::new(std::mem::replace(&mut self.fresh, Vec::with_capacity(BLOCK)));
        let size: usize = block_bytes(&block);
        if self.tail.is_empty() && self.head_bytes < HEAD_BYTES {
            self.head_bytes += size;
            self.head.push(block);
            return None;
        }
        self.tail_bytes += size;
        self.tail_lines += block.len();
        self.tail.push_back(block);
        let mut dropped = None;
        while self.tail.len() > 1 && (self.tail_bytes > TAIL_BYTES || self.tail_lines > TAIL_LINES) {
            if let Some(old) = self.tail.pop_front() {
                self.tail_bytes -= block_bytes(&old);
                self.tail_lines -= old.len();
                self.dropped_lines += old.len() as u64;
                dropped = Arc::into_inner(old);
            }
        }
        dropped
    }
}

/// Memory that a block of lines stands for: text plus a flat charge per line for the rest.
fn block_bytes(block: &[Line]) -> usize {
    block.iter().map(|line| line.text.len() + 64 + line.styles.len() * 32).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Line {
        Line { text: text.to_owned(), ..Line::default() }
    }

    #[test]
    fn keeps_the_beginning_and_the_end_and_counts_the_rest() {
        let mut transcript = Transcript::default();
        for number in 0..200_000 {
            transcript.push(line(&format!("line {number:060}")));
        }
        let kept = transcript.len() as u64;
        assert_eq!(kept + transcript.dropped_lines, 200_000);
        assert!(kept < 60_000);
        let all: Vec<&Line> = transcript.lines().collect();
        assert!(all[0].text.ends_with(" 000000000000000000000000000000000000000000000000000000000000"));
        assert!(all[all.len() - 1].text.ends_with("199999"));
        assert!(transcript.text().contains("lines left out]"));
    }

    #[test]
    fn a_snapshot_does_not_change_when_the_original_goes_on() {
        let mut transcript = Transcript::default();
        transcript.push(line("one"));
        let snapshot = transcript.clone();
        transcript.push(line("two"));
        assert_eq!(snapshot.text(), "one\n");
        assert_eq!(transcript.lines_from(1).next().map(|line| line.text.as_str()), Some("two"));
    }
}
