//! The look at the bytes of a YAML file before a parser sees it: no anchors, aliases, tags or
//! directives, no deep nesting. `serde_yaml` has limits of its own, but they come too late: a
//! megabyte of `{a: ` costs it minutes. Whether the YAML is right is not judged here.

use std::ops::Range;

/// Levels of `[` and `{` in one another.
pub const FLOW_DEPTH: usize = 16;
/// Levels of indentation.
pub const BLOCK_DEPTH: usize = 32;

/// Something that a pack may not contain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// What it is.
    pub what: String,
    /// What to write instead.
    pub hint: &'static str,
    /// Where it stands, in bytes.
    pub span: Range<usize>,
}

/// Refuses what packs do not need and parsers choke on; the first such thing is told.
///
/// ```
/// use crashcart::content::scan::scan;
/// assert!(scan("id: 'a & b'\nlist: [x, {y: 1}]\n").is_ok());
/// assert!(scan("a: &x 1\nb: *x\n").is_err());
/// ```
pub fn scan(text: &str) -> Result<(), Refused> {
    line_breaks(text)?;
    Scanner { text: text.as_bytes(), at: 0, flow: 0, columns: Vec::new(), line: 0, node: 0 }.document()
}

/// The line breaks of YAML 1.1 that editors do not show; parsers disagree on them.
fn line_breaks(text: &str) -> Result<(), Refused> {
    let hint = "end lines by a line feed only";
    for (at, character) in text.char_indices() {
        let bad = match character {
            '\r' => text.as_bytes().get(at + 1) != Some(&b'\n'),
            '\0' | '\u{85}' | '\u{2028}' | '\u{2029}' => true,
            _ => false,
        };
        if bad {
            let what = format!("the character U+{:04X} may not stand in a pack", u32::from(character));
            return Err(Refused { what, hint, span: at..at + character.len_utf8() });
        }
    }
    Ok(())
}

struct Scanner<'a> {
    text: &'a [u8],
    at: usize,
    /// Open `[` and `{`.
    flow: usize,
    /// Columns of the block collections that are open.
    columns: Vec<usize>,
    /// Start of the current line.
    line: usize,
    /// Column in which the current node begins.
    node: usize,
}

impl Scanner<'_> {
    fn document(mut self) -> Result<(), Refused> {
        while self.at < self.text.len() {
            self.line_start()?;
            self.rest_of_line()?;
        }
        Ok(())
    }

    fn byte(&self, ahead: usize) -> Option<u8> {
        self.text.get(self.at + ahead).copied()
    }

    fn blank(&self, ahead: usize) -> bool {
        matches!(self.byte(ahead), None | Some(b' ' | b'\t' | b'\n' | b'\r'))
    }

    fn column(&self) -> usize {
        self.at - self.line
    }

    fn refuse(&self, what: &str, hint: &'static str) -> Result<(), Refused> {
        Err(Refused { what: what.to_owned(), hint, span: self.at..self.at + 1 })
    }

    /// Indentation, document marks and directives.
    fn line_start(&mut self) -> Result<(), Refused> {
        self.line = self.at;
        if self.byte(0) == Some(b'%') && self.flow == 0 {
            return self.refuse("YAML directives may not stand in a pack", "remove the line");
        }
        while self.byte(0) == Some(b' ') {
            self.at += 1;
        }
        Ok(())
    }

    /// Notes that a list or a map has an item in this column.
    fn open_block(&mut self, column: usize) -> Result<(), Refused> {
        while self.columns.last().is_some_and(|open| *open > column) {
            self.columns.pop();
        }
        if self.columns.last() != Some(&column) {
            self.columns.push(column);
        }
        if self.columns.len() > BLOCK_DEPTH {
            let what = format!("more than {BLOCK_DEPTH} levels of indentation");
            return self.refuse(&what, "packs are shallow: a case needs six levels");
        }
        Ok(())
    }

    /// Nodes one after the other up to the end of the line.
    fn rest_of_line(&mut self) -> Result<(), Refused> {
        // True where a node may begin: only there do `&`, `*`, `!`, quotes and `|` mean something.
        let mut fresh = true;
        while let Some(byte) = self.byte(0) {
            match byte {
                b'\n' => {
                    self.at += 1;
                    return Ok(());
                }
                b' ' | b'\t' | b'\r' => self.at += 1,
                b'#' if self.at == self.line || self.before_is_blank() => self.skip_line(),
                b'[' | b'{' if fresh || self.flow > 0 => {
                    self.open_flow()?;
                    fresh = true;
                }
                b']' | b'}' if self.flow > 0 => {
                    self.flow -= 1;
                    self.at += 1;
                    fresh = false;
                }
                b',' if self.flow > 0 => {
                    self.at += 1;
                    fresh = true;
                }
                b':' if self.blank(1) || self.flow > 0 => {
                    if self.flow == 0 {
                        self.open_block(self.node)?;
                    }
                    self.at += 1;
                    fresh = true;
                }
                _ if fresh => {
                    fresh = self.node_start(byte)?;
                }
                _ => self.at += 1,
            }
        }
        Ok(())
    }

    fn before_is_blank(&self) -> bool {
        self.at > 0 && matches!(self.text[self.at - 1], b' ' | b'\t' | b'\n')
    }

    fn open_flow(&mut self) -> Result<(), Refused> {
        self.flow += 1;
        if self.flow > FLOW_DEPTH {
            let what = format!("more than {FLOW_DEPTH} brackets in one another");
            return self.refuse(&what, "put text that contains brackets in quotes");
        }
        self.at += 1;
        Ok(())
    }

    /// The first byte of a node; true if another node may begin right after it.
    fn node_start(&mut self, byte: u8) -> Result<bool, Refused> {
        self.node = self.column();
        match byte {
            b'&' | b'*' => {
                self.refuse(
                    "anchors and aliases may not stand in a pack",
                    "write the value out, or quote the text",
                )?;
            }
            b'!' => self.refuse("tags may not stand in a pack", "remove the tag, or quote the text")?,
            b'?' if self.blank(1) => {
                self.refuse("`? ` keys may not stand in a pack", "write `key: value`")?;
            }
            b'-' if self.blank(1) && self.flow == 0 => {
                self.open_block(self.node)?;
                self.at += 1;
                return Ok(true);
            }
            b'-' if self.column() == 0 && self.text[self.at..].starts_with(b"---") => {
                self.at += 3;
                return Ok(true);
            }
            b'\'' | b'"' => self.quoted(byte),
            b'|' | b'>' if self.flow == 0 => self.block_scalar(),
            _ => self.plain(),
        }
        Ok(false)
    }

    /// Up to the line break, which is left.
    fn skip_line(&mut self) {
        while self.byte(0).is_some_and(|byte| byte != b'\n') {
            self.at += 1;
        }
    }

    /// A quoted text, over as many lines as it takes.
    fn quoted(&mut self, quote: u8) {
        self.at += 1;
        while let Some(byte) = self.byte(0) {
            self.at += 1;
            if byte == b'\n' {
                self.line = self.at;
            } else if byte == b'\\' && quote == b'"' {
                self.at += 1;
            } else if byte == quote {
                if quote == b'\'' && self.byte(0) == Some(quote) {
                    self.at += 1;
                    continue;
                }
                return;
            }
        }
    }

    /// `|` or `>`: every following line that is blank or indented more than the line of the mark's
    /// parent. Fewer lines than a parser takes only makes the scan stricter.
    fn block_scalar(&mut self) {
        self.skip_line();
        let parent = self.columns.last().copied();
        let mut first = None;
        while self.byte(0).is_some() {
            // On the line break before the next line.
            let next = self.at + 1;
            let line = &self.text[next.min(self.text.len())..];
            let line = line.split(|byte| *byte == b'\n').next().unwrap_or(line);
            let indent = line.iter().take_while(|byte| **byte == b' ').count();
            let empty = line[indent..].iter().all(|byte| *byte == b'\r');
            let least = first.unwrap_or_else(|| parent.map_or(0, |column| column + 1));
            if !empty && indent < least {
                return;
            }
            if !empty {
                first.get_or_insert(indent);
            }
            self.at = next + line.len();
            if self.at >= self.text.len() {
                return;
            }
        }
    }

    /// An unquoted text: to `: `, ` #` or the end of the line, in brackets to any of `,[]{}`, and on
    /// over the lines that continue it.
    fn plain(&mut self) {
        loop {
            self.plain_line();
            if self.flow > 0 || self.byte(0) != Some(b'\n') || !self.continued() {
                return;
            }
        }
    }

    fn plain_line(&mut self) {
        while let Some(byte) = self.byte(0) {
            let ends = match byte {
                b'\n' => true,
                b':' => {
                    self.blank(1)
                        || (self.flow > 0 && matches!(self.byte(1), Some(b',' | b'[' | b']' | b'{' | b'}')))
                }
                b'#' => self.before_is_blank(),
                b',' | b'[' | b']' | b'{' | b'}' => self.flow > 0,
                _ => false,
            };
            if ends {
                return;
            }
            self.at += 1;
        }
    }

    /// Steps to the text of the next line if that continues an unquoted text: it is indented more
    /// than the collection that the text belongs to, and is no comment. Such a line cannot be a key.
    fn continued(&mut self) -> bool {
        let line = &self.text[self.at + 1..];
        let indent = line.iter().take_while(|byte| **byte == b' ').count();
        let more = self.columns.last().is_some_and(|column| indent > *column);
        let text = !matches!(line.get(indent), None | Some(b'#' | b'\n' | b'\r' | b'\t'));
        if more && text {
            self.line = self.at + 1;
            self.at += 1 + indent;
        }
        more && text
    }
}

#[cfg(test)]
mod tests;
