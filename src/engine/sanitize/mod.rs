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

use crate::domain::transcript::{Stream, Transcript};
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
    transcript: Transcript,
}

impl Sanitizer {
    /// One for a new run.
    pub fn new() -> Self {
        Self { err: Channel::of(Stream::Err), ..Self::default() }
    }

    /// Takes the next bytes of a stream; they may end anywhere, also inside a character.
    pub fn feed(&mut self, stream: Stream, bytes: &[u8]) {
        self.transcript.bytes += bytes.len() as u64;
        match stream {
            Stream::Out => self.out.feed(bytes, &mut self.transcript),
            Stream::Err => self.err.feed(bytes, &mut self.transcript),
        }
    }

    /// What there is so far, unfinished lines included; closed blocks of lines are shared.
    pub fn transcript(&self) -> Transcript {
        let mut snapshot = self.transcript.clone();
        snapshot.set_open([&self.out, &self.err].into_iter().filter_map(Channel::open_line).collect());
        snapshot
    }

    /// Says that nothing more comes: unfinished lines and characters are closed as they are.
    pub fn finish(&mut self) {
        self.out.finish(&mut self.transcript);
        self.err.finish(&mut self.transcript);
    }
}

#[cfg(test)]
mod tests;
