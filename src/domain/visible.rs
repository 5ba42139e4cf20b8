//! The one way by which foreign text reaches the screen, a report or an error message.
//! Control, format, bidi and invisible characters become visible escapes, so that what is shown
//! is what is there; nothing is dropped and nothing acts on the terminal.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Columns between tab stops.
const TAB: usize = 8;

/// One line of foreign text made harmless: escapes for whatever is invisible or acts, spaces for TAB.
pub fn visible(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut column = 0;
    for character in text.chars() {
        if character == '\t' {
            let next = (column / TAB + 1) * TAB;
            out.extend(std::iter::repeat_n(' ', next - column));
            column = next;
            continue;
        }
        let before = out.len();
        if is_plain(character) {
            out.push(character);
        } else {
            push_escape(&mut out, character);
        }
        column += out[before..].chars().count();
    }
    Cow::Owned(out)
}

/// The same for text of several lines: line feeds stay.
pub fn visible_lines(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (number, line) in text.split('\n').enumerate() {
        if number > 0 {
            out.push('\n');
        }
        out.push_str(&visible(line.strip_suffix('\r').unwrap_or(line)));
    }
    out
}

/// True if a command may hold this character: no controls but line feed and TAB, nothing invisible.
pub fn is_allowed_in_command(character: char) -> bool {
    matches!(character, '\n' | '\t') || is_plain(character)
}

/// True if the character shows itself and nothing else.
pub fn is_plain(character: char) -> bool {
    match character {
        ' '..='~' => true,
        _ => !(character.is_control() || is_invisible(character)),
    }
}

/// Format, bidi, tag, filler and exotic space characters: Unicode general categories Cf, Zl and Zp,
/// the blanks of Zs other than U+0020, and the letters that render as nothing.
fn is_invisible(character: char) -> bool {
    matches!(u32::from(character),
        0x00A0 | 0x00AD | 0x034F | 0x0600..=0x0605 | 0x061C | 0x06DD | 0x070F | 0x0890..=0x0891 | 0x08E2
        | 0x115F..=0x1160 | 0x1680 | 0x17B4..=0x17B5 | 0x180B..=0x180F | 0x2000..=0x200F | 0x2028..=0x202F
        | 0x205F..=0x206F | 0x2800 | 0x3000 | 0x3164 | 0xFE00..=0xFE0F | 0xFEFF | 0xFFA0 | 0xFFF0..=0xFFFB
        | 0x110BD | 0x110CD | 0x13430..=0x1343F | 0x1BCA0..=0x1BCA3 | 0x1D173..=0x1D17A | 0xE0000..=0xE0FFF)
}

fn push_escape(out: &mut String, character: char) {
    match u32::from(character) {
        // U+2400 has a picture for each C0 control; they read better than numbers.
        code @ 0x00..=0x1F => out.extend(char::from_u32(0x2400 + code)),
        0x7F => out.push('␡'),
        code => {
            // Writing to a String cannot fail.
            let _ = write!(out, "⟨U+{code:04X}⟩");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_is_untouched() {
        assert!(matches!(visible("naïve 你好 ok"), Cow::Borrowed(_)));
    }

    #[test]
    fn escapes_and_bidi_are_shown() {
        assert_eq!(visible("a\x1b[2Jb"), "a␛[2Jb");
        assert_eq!(visible("x\u{202E}y\u{9b}z\0"), "x⟨U+202E⟩y⟨U+009B⟩z␀");
        assert_eq!(visible("\u{200B}\u{FEFF}\u{E0041}"), "⟨U+200B⟩⟨U+FEFF⟩⟨U+E0041⟩");
    }

    #[test]
    fn tabs_reach_the_next_stop() {
        assert_eq!(visible("ab\tc"), "ab      c");
    }

    #[test]
    fn line_feeds_stay_in_several_lines() {
        assert_eq!(visible_lines("a\r\nb\x07"), "a\nb␇");
    }
}
