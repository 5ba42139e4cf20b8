//! The clipboard sequence of terminals, plain and wrapped for GNU screen. Writing it is the caller's business.

use super::Surroundings;

/// Encoded bytes that terminals commonly accept (hterm's and xterm's documented limit is 100,000
/// characters for the whole sequence; 74,994 is what tmux-yank and others settled on).
pub const LIMIT: usize = 74_994;
/// Bytes in one piece of a DCS string; GNU screen cuts at 768.
const SCREEN_PIECE: usize = 700;

/// The bytes that ask the terminal to take this text.
pub fn sequence(text: &str, around: &Surroundings) -> Result<Vec<u8>, String> {
    let encoded = base64(text.as_bytes());
    if encoded.len() > LIMIT {
        return Err(format!(
            "{} bytes are more than terminals take at once ({} after encoding, limit {LIMIT})",
            text.len(),
            encoded.len()
        ));
    }
    let plain = format!("\x1b]52;c;{encoded}\x07").into_bytes();
    Ok(if around.screen && !around.tmux { wrap_for_screen(&plain) } else { plain })
}

/// GNU screen passes on what stands in DCS strings, piece by piece.
fn wrap_for_screen(plain: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(plain.len() + plain.len() / 100);
    for piece in plain.chunks(SCREEN_PIECE) {
        out.extend_from_slice(b"\x1bP");
        out.extend_from_slice(piece);
        out.extend_from_slice(b"\x1b\\");
    }
    out
}

/// Standard base64 with padding (RFC 4648, section 4).
fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let bits =
            group.iter().fold(0u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - group.len()));
        for place in 0..4 {
            if place <= group.len() {
                let index = (bits >> (18 - 6 * place)) & 0x3F;
                out.push(char::from(ALPHABET[index as usize]));
            } else {
                out.push('=');
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodes_as_rfc_4648_says() {
        for (plain, encoded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(plain.as_bytes()), encoded);
        }
    }

    #[test]
    fn says_when_it_is_too_much() {
        assert!(sequence(&"x".repeat(60_000), &Surroundings::default()).is_err());
        assert_eq!(sequence("hi", &Surroundings::default()).as_deref(), Ok(b"\x1b]52;c;aGk=\x07".as_slice()));
    }

    #[test]
    fn screen_gets_pieces() {
        let around = Surroundings { screen: true, ..Surroundings::default() };
        let bytes = sequence(&"x".repeat(3000), &around).expect("short enough");
        assert!(bytes.starts_with(b"\x1bP\x1b]52;c;"));
        assert_eq!(bytes.windows(2).filter(|pair| pair == b"\x1bP").count(), 6);
    }
}
