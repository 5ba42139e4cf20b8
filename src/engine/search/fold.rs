//! Folding: the form of a character in which words are compared, without case, accents and width.
//! Where words begin and end is `tokenize`'s business.

/// Appends the folded form of one character: lower case, accents of Latin letters dropped,
/// full-width forms made narrow, combining marks dropped.
///
/// A table for the Latin letters in use stands here instead of full Unicode decomposition: it covers the
/// languages that people mix into queries about programs, for no further crate.
pub(super) fn fold_char(original: char, out: &mut String) {
    if original.is_ascii() {
        out.push(original.to_ascii_lowercase());
        return;
    }
    for lower in narrow(original).to_lowercase() {
        match plain_letter(lower) {
            Some(letters) => out.push_str(letters),
            None if is_combining(lower) => {}
            None => out.push(lower),
        }
    }
}

/// The folded form of a text.
pub(super) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for original in text.chars() {
        fold_char(original, &mut out);
    }
    out
}

/// Full-width ASCII, as Japanese and Chinese input methods type it, as ASCII.
fn narrow(original: char) -> char {
    match u32::from(original) {
        code @ 0xFF01..=0xFF5E => char::from_u32(code - 0xFEE0).unwrap_or(original),
        _ => original,
    }
}

/// True for marks that belong to the letter before them.
pub(super) fn is_combining(letter: char) -> bool {
    matches!(u32::from(letter), 0x0300..=0x036F | 0x1AB0..=0x1AFF | 0x20D0..=0x20FF | 0xFE00..=0xFE0F)
}

fn plain_letter(lower: char) -> Option<&'static str> {
    Some(match lower {
        'à'..='å' | 'ā' | 'ă' | 'ą' => "a",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ĥ' | 'ħ' => "h",
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => "i",
        'ĵ' => "j",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => "o",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => "s",
        'ţ' | 'ť' | 'ŧ' | 'ț' => "t",
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => "u",
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        // Cyrillic io is typed as ie more often than not.
        'ё' => "е",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn case_accents_and_width_go_away() {
        for (text, folded) in [
            ("ÉTAT", "etat"),
            ("Abhängigkeit", "abhangigkeit"),
            ("Straße", "strasse"),
            ("ＴＣ００３", "tc003"),
            ("e\u{301}tat", "etat"),
            ("ёлка", "елка"),
            ("依赖", "依赖"),
        ] {
            assert_eq!(fold(text), folded, "{text}");
        }
    }
}
