//! Control sequences (`ESC [ … x`): what the few that are kept mean.
//! Recognising them in the stream is `channel`'s business.

use crate::domain::transcript::{Color, Style};

/// Parameter bytes of one sequence; the longest honest one is a colour in 24 bits with all
/// attributes, about 60. A longer one is dropped whole.
const LIMIT: usize = 64;

/// Which part of the line is erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// From the cursor to the end.
    Right,
    /// From the beginning to the cursor.
    Left,
    /// All of it.
    All,
}

/// What a sequence means to a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// The style from here on.
    Style(Style),
    /// A part of the line is erased.
    Erase(Part),
    /// The cursor goes to the first column.
    Return,
    /// The program takes the whole screen.
    FullScreen,
    /// The cursor goes to the first line.
    Home,
    /// The screen is cleared.
    Clear,
    /// Nothing that a line knows.
    Other,
}

/// The parameter and intermediate bytes of a sequence as they arrive.
#[derive(Debug, Default)]
pub(super) struct Csi {
    bytes: Vec<u8>,
    too_long: bool,
}

impl Csi {
    /// Begins a new sequence.
    pub(super) fn clear(&mut self) {
        self.bytes.clear();
        self.too_long = false;
    }

    /// Takes one byte of `0x20..=0x3F`.
    pub(super) fn collect(&mut self, byte: u8) {
        if self.bytes.len() < LIMIT {
            self.bytes.push(byte);
        } else {
            self.too_long = true;
        }
    }

    /// What the sequence that ends with `last` means, on top of `style`.
    pub(super) fn meaning(&self, last: u8, style: Style) -> Meaning {
        let private = self.bytes.first() == Some(&b'?');
        let body = if private { &self.bytes[1..] } else { &self.bytes[..] };
        if self.too_long || !body.iter().all(|byte| matches!(byte, b'0'..=b'9' | b';' | b':')) {
            return Meaning::Other;
        }
        let first = fields(body).next().unwrap_or(0);
        match (private, last) {
            (false, b'm') => Meaning::Style(styled(style, body)),
            (false, b'K') => match first {
                0 => Meaning::Erase(Part::Right),
                1 => Meaning::Erase(Part::Left),
                2 => Meaning::Erase(Part::All),
                _ => Meaning::Other,
            },
            (false, b'G') if first <= 1 => Meaning::Return,
            (false, b'H' | b'f') if fields(body).all(|field| field <= 1) => Meaning::Home,
            (false, b'J') => Meaning::Clear,
            // 47, 1047, 1049: the alternate screen. 1: cursor keys for a program that reads them.
            (true, b'h') if fields(body).any(|field| matches!(field, 1 | 47 | 1047 | 1049)) => {
                Meaning::FullScreen
            }
            _ => Meaning::Other,
        }
    }
}

/// The parameters before any sub-parameters; an absent one is 0.
fn fields(body: &[u8]) -> impl Iterator<Item = u16> {
    body.split(|byte| *byte == b';')
        .map(|field| number(field.split(|byte| *byte == b':').next().unwrap_or(field)))
}

fn number(digits: &[u8]) -> u16 {
    let add =
        |value: u16, digit: &u8| value.saturating_mul(10).saturating_add(u16::from(digit.wrapping_sub(b'0')));
    digits.iter().fold(0, add)
}

/// `style` after "select graphic rendition" with these parameters.
fn styled(mut style: Style, body: &[u8]) -> Style {
    let mut groups = body.split(|byte| *byte == b';');
    while let Some(group) = groups.next() {
        let parts: Vec<u16> = group.split(|byte| *byte == b':').map(number).collect();
        let code = parts.first().copied().unwrap_or(0);
        if !matches!(code, 38 | 48 | 58) {
            attribute(&mut style, code, parts.get(1).copied());
            continue;
        }
        let color = if parts.len() > 1 { packed_color(&parts[1..]) } else { spread_color(&mut groups) };
        match (code, color) {
            (38, Some(color)) => style.foreground = color,
            (48, Some(color)) => style.background = color,
            // 58 colours the underline, which is not kept.
            _ => {}
        }
    }
    style
}

/// `5:n`, `2:r:g:b` or `2:space:r:g:b`.
fn packed_color(parts: &[u16]) -> Option<Color> {
    match *parts {
        [5, index] => Some(Color::Indexed(byte(index))),
        [2, red, green, blue] | [2, _, red, green, blue, ..] => {
            Some(Color::Rgb(byte(red), byte(green), byte(blue)))
        }
        _ => None,
    }
}

/// `5;n` or `2;r;g;b`, taken from the parameters that follow.
fn spread_color<'a>(groups: &mut impl Iterator<Item = &'a [u8]>) -> Option<Color> {
    let mut next = || groups.next().map(number);
    match next()? {
        5 => next().map(|index| Color::Indexed(byte(index))),
        2 => Some(Color::Rgb(byte(next()?), byte(next()?), byte(next()?))),
        _ => None,
    }
}

fn byte(value: u16) -> u8 {
    u8::try_from(value).unwrap_or(u8::MAX)
}

fn attribute(style: &mut Style, code: u16, detail: Option<u16>) {
    match code {
        0 => *style = Style::default(),
        1 => style.bold = true,
        2 => style.dim = true,
        3 => style.italic = true,
        4 => style.underline = detail != Some(0),
        7 => style.reverse = true,
        21 => style.underline = true,
        22 => (style.bold, style.dim) = (false, false),
        23 => style.italic = false,
        24 => style.underline = false,
        27 => style.reverse = false,
        30..=37 => style.foreground = Color::Indexed(byte(code - 30)),
        39 => style.foreground = Color::Default,
        40..=47 => style.background = Color::Indexed(byte(code - 40)),
        49 => style.background = Color::Default,
        90..=97 => style.foreground = Color::Indexed(byte(code - 90 + 8)),
        100..=107 => style.background = Color::Indexed(byte(code - 100 + 8)),
        _ => {}
    }
}
