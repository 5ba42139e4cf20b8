//! One stream's parser: which bytes are text, which act on the line, which are taken out.
//! What a character does to the line is `line`'s business, what a sequence means `sequence`'s.

use crate::domain::transcript::{LINE_BYTES, Line, Stream};

use super::Printed;
use super::line::LineBuffer;
use super::sequence::{Csi, Meaning};

const BELL: u8 = 0x07;
const CANCEL: u8 = 0x18;
const SUBSTITUTE: u8 = 0x1A;
const ESCAPE: u8 = 0x1B;

/// Where in the grammar of ECMA-48 the parser stands (Paul Williams' machine, shortened to what
/// is kept: strings are skipped whole).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum State {
    #[default]
    Text,
    Escape,
    EscapeIntermediate,
    Csi,
    /// Ends with BEL too.
    Osc,
    /// DCS, SOS, PM, APC.
    String,
}

/// The parser of one stream.
#[derive(Debug, Default)]
pub(super) struct Channel {
    stream: Stream,
    state: State,
    csi: Csi,
    /// The beginning of a character whose rest has not arrived.
    partial: Vec<u8>,
    line: LineBuffer,
    /// Times that the cursor went home and that the screen was cleared.
    homes: u32,
    clears: u32,
}

impl Channel {
    /// One for this stream.
    pub(super) fn of(stream: Stream) -> Self {
        Self { stream, ..Self::default() }
    }

    /// Takes the next bytes; finished lines go to `out`.
    pub(super) fn feed(&mut self, bytes: &[u8], out: &mut Printed) {
        let mut rest = bytes;
        while let Some(&first) = rest.first() {
            let used = match self.state {
                State::Text if self.partial.is_empty() => self.text(rest, first, out),
                State::Text => self.continue_character(first, out),
                State::Osc | State::String => self.skip_string(rest),
                State::Escape | State::EscapeIntermediate | State::Csi => self.in_sequence(first, out),
            };
            rest = rest.get(used..).unwrap_or_default();
        }
    }

    /// The line that is not finished, if there is something in it.
    pub(super) fn open_line(&self) -> Option<Line> {
        self.line.snapshot(self.stream)
    }

    /// Closes what is unfinished.
    pub(super) fn finish(&mut self, out: &mut Printed) {
        if !std::mem::take(&mut self.partial).is_empty() {
            self.line.put(char::REPLACEMENT_CHARACTER);
        }
        if matches!(self.state, State::Escape | State::EscapeIntermediate | State::Csi) {
            out.transcript.removed += 1;
        }
        self.state = State::Text;
        if !self.line.is_empty() {
            out.push(self.line.take(self.stream));
        }
    }

    fn text(&mut self, rest: &[u8], first: u8, out: &mut Printed) -> usize {
        let run = printable_run(rest);
        if run > 0 {
            let text = &rest[..run];
            if rest.get(run) == Some(&b'\n') {
                if self.line.is_plain() && run <= LINE_BYTES {
                    out.push_plain(text, self.stream);
                } else {
                    self.line.put_ascii(text);
                    out.push(self.line.take(self.stream));
                }
                return run + 1;
            }
            self.line.put_ascii(text);
            return run;
        }
        match first {
            0x80.. => self.characters(rest, out),
            ESCAPE => {
                self.state = State::Escape;
                1
            }
            _ => {
                self.control(first, out);
                1
            }
        }
    }

    /// A C0 control or DEL: acts on the line, or is shown as its picture.
    fn control(&mut self, byte: u8, out: &mut Printed) {
        match byte {
            b'\n' => out.push(self.line.take(self.stream)),
            b'\r' => self.line.carriage_return(),
            b'\t' => self.line.tab(),
            0x08 => self.line.backspace(),
            0x7F => self.line.put('␡'),
            // U+2400 has a picture for each of them.
            _ => self.line.put(char::from_u32(0x2400 + u32::from(byte)).unwrap_or('␀')),
        }
    }

    /// Characters beyond ASCII; returns the bytes used.
    fn characters(&mut self, rest: &[u8], out: &mut Printed) -> usize {
        let run = rest.iter().position(u8::is_ascii).unwrap_or(rest.len());
        let error = match std::str::from_utf8(&rest[..run]) {
            Ok(text) => {
                self.put_all(text, out);
                return run;
            }
            Err(error) => error,
        };
        let valid = error.valid_up_to();
        self.put_all(std::str::from_utf8(&rest[..valid]).unwrap_or_default(), out);
        match error.error_len() {
            // A lone C1 control; terminals that are not in UTF-8 mode would obey it.
            Some(1) if rest[valid] <= 0x9F => {
                out.transcript.removed += 1;
                valid + 1
            }
            Some(length) => {
                self.line.put(char::REPLACEMENT_CHARACTER);
                valid + length
            }
            None if run < rest.len() => {
                self.line.put(char::REPLACEMENT_CHARACTER);
                run
            }
            None => {
                self.partial.extend_from_slice(&rest[valid..]);
                rest.len()
            }
        }
    }

    /// One more byte for a character that was cut by the end of a read; returns the bytes used.
    fn continue_character(&mut self, byte: u8, out: &mut Printed) -> usize {
        self.partial.push(byte);
        match std::str::from_utf8(&self.partial) {
            Ok(text) => {
                let text = text.to_owned();
                self.partial.clear();
                self.put_all(&text, out);
                1
            }
            Err(error) if error.error_len().is_none() => 1,
            // The new byte does not belong to it and is looked at again.
            Err(_) => {
                self.partial.clear();
                self.line.put(char::REPLACEMENT_CHARACTER);
                0
            }
        }
    }

    fn put_all(&mut self, text: &str, out: &mut Printed) {
        for character in text.chars() {
            if character.is_control() {
                out.transcript.removed += 1;
            } else {
                self.line.put(character);
            }
        }
    }

    fn skip_string(&mut self, rest: &[u8]) -> usize {
        let osc = self.state == State::Osc;
        let ends = |byte: &u8| matches!(*byte, ESCAPE | CANCEL | SUBSTITUTE) || (osc && *byte == BELL);
        let Some(end) = rest.iter().position(ends) else { return rest.len() };
        self.state = if rest[end] == ESCAPE { State::Escape } else { State::Text };
        end + 1
    }

    /// One byte of an escape or control sequence; returns the bytes used.
    fn in_sequence(&mut self, byte: u8, out: &mut Printed) -> usize {
        match byte {
            ESCAPE | CANCEL | SUBSTITUTE => {
                out.transcript.removed += 1;
                self.state = if byte == ESCAPE { State::Escape } else { State::Text };
            }
            // Controls inside a sequence act at once, as in a terminal.
            0x00..=0x1F => self.control(byte, out),
            0x7F => {}
            // No sequence holds such a byte: it is text again, and is looked at again.
            0x80.. => {
                out.transcript.removed += 1;
                self.state = State::Text;
                return 0;
            }
            _ => self.graphic_in_sequence(byte, out),
        }
        1
    }

    fn graphic_in_sequence(&mut self, byte: u8, out: &mut Printed) {
        match (self.state, byte) {
            (State::Csi, 0x40..) => {
                self.state = State::Text;
                self.perform(byte, out);
            }
            (State::Csi, _) => self.csi.collect(byte),
            (_, 0x20..=0x2F) => self.state = State::EscapeIntermediate,
            (State::Escape, b'[') => {
                self.csi.clear();
                self.state = State::Csi;
            }
            (State::Escape, b']' | b'P' | b'X' | b'^' | b'_') => {
                out.transcript.removed += 1;
                self.state = if byte == b']' { State::Osc } else { State::String };
            }
            // The end of a string, which was counted at its beginning.
            (State::Escape, b'\\') => self.state = State::Text,
            _ => {
                out.transcript.removed += 1;
                self.state = State::Text;
            }
        }
    }

    fn perform(&mut self, last: u8, out: &mut Printed) {
        let meaning = self.csi.meaning(last, self.line.style());
        match meaning {
            Meaning::Style(style) => self.line.set_style(style),
            Meaning::Erase(part) => self.line.erase(part),
            Meaning::Return => self.line.carriage_return(),
            Meaning::FullScreen => out.transcript.wants_terminal = true,
            Meaning::Home => self.homes += 1,
            Meaning::Clear => self.clears += 1,
            Meaning::Other => {}
        }
        // `clear` does it once; a program that draws does it again and again.
        out.transcript.wants_terminal |= self.homes >= 2 && self.clears >= 1;
        let honoured = matches!(meaning, Meaning::Style(_) | Meaning::Erase(_) | Meaning::Return);
        out.transcript.removed += u64::from(!honoured);
    }
}

/// Length of the run of printable ASCII at the beginning, eight bytes at a time.
fn printable_run(bytes: &[u8]) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let mut run = 0;
    let mut words = bytes.chunks_exact(8);
    for chunk in words.by_ref() {
        let word = chunk.iter().rev().fold(0, |word: u64, byte| (word << 8) | u64::from(*byte));
        let below = word.wrapping_sub(ONES * 0x20) & !word;
        let delete = (word ^ (ONES * 0x7F)).wrapping_sub(ONES) & !(word ^ (ONES * 0x7F));
        // Borrows make the byte after a hit look like one too; the first hit is always right.
        let hits = (below | delete | word) & HIGH;
        if hits != 0 {
            return run + hits.trailing_zeros() as usize / 8;
        }
        run += 8;
    }
    run + words.remainder().iter().take_while(|byte| matches!(byte, b' '..=b'~')).count()
}
