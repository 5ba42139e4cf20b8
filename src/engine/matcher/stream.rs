//! A stream of bytes as lines: cut anywhere, in any encoding, with lines of any length.
//! What a line means is not decided here.

/// Bytes of one piece of a line that is longer; a signature is much shorter.
const PIECE: usize = 64 * 1024;
/// Bytes that two pieces of one line share, so that a signature on the seam is not missed.
const SEAM: usize = 1024;

/// Lines in the making.
#[derive(Debug, Default)]
pub struct Lines {
    pending: Vec<u8>,
    /// Lines ended so far.
    number: usize,
}

impl Lines {
    /// Takes in bytes and hands on the lines that they end, each with its number from 1.
    pub fn feed(&mut self, bytes: &[u8], mut line: impl FnMut(usize, &str)) {
        let mut rest = bytes;
        while let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
            self.number += 1;
            if self.pending.is_empty() {
                hand_on(self.number, &rest[..end], &mut line);
            } else {
                self.pending.extend_from_slice(&rest[..end]);
                hand_on(self.number, &std::mem::take(&mut self.pending), &mut line);
            }
            rest = &rest[end + 1..];
        }
        self.pending.extend_from_slice(rest);
        self.spill(&mut line);
    }

    /// Hands on the last line if it has no line feed.
    pub fn finish(&mut self, mut line: impl FnMut(usize, &str)) {
        if !self.pending.is_empty() {
            self.number += 1;
            hand_on(self.number, &std::mem::take(&mut self.pending), &mut line);
        }
    }

    /// Hands on pieces of a line that does not end, so that it need not be held.
    fn spill(&mut self, line: &mut impl FnMut(usize, &str)) {
        let mut start = 0;
        while self.pending.len() - start > 2 * PIECE {
            hand_on(self.number + 1, &self.pending[start..start + PIECE], line);
            start += PIECE - SEAM;
        }
        self.pending.drain(..start);
    }
}

/// Hands on one line, in pieces if it is long, with what a terminal or a JSON log makes of one line taken apart:
/// a carriage return begins it anew, and `\n` written as two characters separates lines too.
fn hand_on(number: usize, bytes: &[u8], line: &mut impl FnMut(usize, &str)) {
    let mut start = 0;
    loop {
        let end = (start + PIECE).min(bytes.len());
        let text = String::from_utf8_lossy(&bytes[start..end]);
        for part in text.split('\r') {
            let is_escaped = part.contains("\\n");
            if is_escaped {
                part.split("\\n").for_each(|part| line(number, part));
            } else if !part.is_empty() {
                line(number, part);
            }
        }
        if end == bytes.len() {
            return;
        }
        start = end - SEAM;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(chunks: &[&[u8]]) -> Vec<(usize, String)> {
        let mut all = Vec::new();
        let mut lines = Lines::default();
        for chunk in chunks {
            lines.feed(chunk, |number, line| all.push((number, line.to_owned())));
        }
        lines.finish(|number, line| all.push((number, line.to_owned())));
        all
    }

    #[test]
    fn cut_anywhere_the_lines_are_the_same() {
        let text = b"one\r\ntwo\nthree";
        let whole = lines(&[text]);
        assert_eq!(whole, [(1, "one".into()), (2, "two".into()), (3, "three".into())]);
        for cut in 0..text.len() {
            assert_eq!(lines(&[&text[..cut], &text[cut..]]), whole, "cut at {cut}");
        }
    }

    #[test]
    fn json_logs_and_progress_bars_are_taken_apart() {
        assert_eq!(
            lines(&[br#"{"msg": "Traceback\nKeyError: 1"}"#]),
            [(1, r#"{"msg": "Traceback"#.into()), (1, r#"KeyError: 1"}"#.into())]
        );
        assert_eq!(lines(&[b"10%\r20%\rdone\n"]).len(), 3);
    }

    #[test]
    fn a_line_without_end_is_handed_on_in_pieces_that_overlap() {
        let mut line = vec![b'x'; 10 * 1024 * 1024];
        let place = 5 * PIECE - 10;
        line[place..place + 11].copy_from_slice(b"needle here");
        let pieces = lines(&[&line]);
        assert!(pieces.iter().any(|(number, piece)| *number == 1 && piece.contains("needle here")));
        assert!(pieces.iter().all(|(_, piece)| piece.len() <= 2 * PIECE));
    }
}
