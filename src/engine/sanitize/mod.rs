//! The sanitizer: bytes that a program printed become lines of text and style; nothing else survives.
//! It strips and never emulates: reading bytes is `runtime`'s business, keeping lines `domain`'s.
//!
//! Own states instead of the `vte` crate: with its `std` feature `vte` 0.15 keeps an unterminated
//! string sequence in memory without bound and reports nothing for APC, PM and SOS, so that they
//! could not be counted. A test compares the two.

mod cells;
mod channel;
mod line;
mod sequence;

use crate::domain::transcript::{Line, Stream, Transcript};
use channel::Channel;

/// Turns the two output streams of one run into one transcript, in order of arrival.
///
/// Each stream has its own parser, so that a sequence cut off on one cannot swallow the other.
/// Memory is bounded whatever arrives: one line a stream (16 KiB), 64 bytes of a sequence and
/// what [`Transcript`] keeps.
#[derive(Debug, Default)]
pub struct Sanitizer {
    out: Channel,
    err: Channel,
    printed: Printed,
}

/// The transcript, and lines that it dropped: in a flood their memory serves the next ones.
#[derive(Debug, Default)]
struct Printed {
    transcript: Transcript,
    spare: Vec<Line>,
}

impl Printed {
    /// Adds a finished line.
    fn push(&mut self, line: Line) {
        if let Some(dropped) = self.transcript.push(line) {
            self.spare = dropped;
        }
    }

    /// A plain line of ASCII.
    fn push_plain(&mut self, ascii: &[u8], stream: Stream) {
        let Ok(text) = std::str::from_utf8(ascii) else { return };
        let mut line = self.spare.pop().unwrap_or_default();
        // A short line must not hold on to the memory of a long one.
        if line.text.capacity() > 64.max(text.len() * 2) {
            line.text = String::new();
        }
        line.text.clear();
        line.text.push_str(text);
        line.styles = Vec::new();
        line.cut = 0;
        line.stream = stream;
        self.push(line);
    }
}

impl Sanitizer {
    /// One for a new run.
    pub fn new() -> Self {
        Self { err: Channel::of(Stream::Err), ..Self::default() }
    }

    /// Takes the next bytes of a stream; they may end anywhere, also inside a character.
    pub fn feed(&mut self, stream: Stream, bytes: &[u8]) {
        self.printed.transcript.bytes += bytes.len() as u64;
        match stream {
            Stream::Out => self.out.feed(bytes, &mut self.printed),
            Stream::Err => self.err.feed(bytes, &mut self.printed),
        }
    }

    /// What there is so far, unfinished lines included; closed blocks of lines are shared.
    pub fn transcript(&self) -> Transcript {
        let mut snapshot = self.printed.transcript.clone();
        snapshot.set_open([&self.out, &self.err].into_iter().filter_map(Channel::open_line).collect());
        snapshot
    }

    /// Says that nothing more comes: unfinished lines and characters are closed as they are.
    pub fn finish(&mut self) {
        self.out.finish(&mut self.printed);
        self.err.finish(&mut self.printed);
    }
}

#[cfg(test)]
mod tests;
