//! Stems: what `install`, `installs`, `installed` and `installing` have in common.
//! Light on purpose: a stem only has to be equal for the forms of one word, it is never shown.

/// The stem of a folded English word; other words come back as they are.
///
/// Endings are cut only while 3 letters or more remain, so `is`, `used` and `pip` stay themselves.
pub(super) fn stem(word: &str) -> &str {
    if !word.is_ascii() || word.len() < 4 || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return word;
    }
    undouble(without_e(strip(plural(word))))
}

fn plural(word: &str) -> &str {
    if word.ends_with("ss") || word.ends_with("us") || word.ends_with("is") {
        return word;
    }
    match word.strip_suffix("ies") {
        // `dependencies` and `dependency` meet at `dependenc`: the y is cut as well, in `without_e`.
        Some(rest) if rest.len() >= 3 => rest,
        _ => cut(word, &["sses", "xes", "ches", "shes"], 2).or_else(|| cut(word, &["s"], 1)).unwrap_or(word),
    }
}

/// Cuts the last `drop` letters if the word has one of the endings.
fn cut<'a>(word: &'a str, endings: &[&str], drop: usize) -> Option<&'a str> {
    let fits = word.len() - drop >= 3 && endings.iter().any(|ending| word.ends_with(ending));
    fits.then(|| &word[..word.len() - drop])
}

fn strip(word: &str) -> &str {
    // Longest first; the verbs and nouns of one root that error texts mix freely.
    const ENDINGS: [&str; 8] = ["ations", "ation", "ings", "ing", "ers", "ions", "ion", "ed"];
    for ending in ENDINGS {
        if let Some(rest) = word.strip_suffix(ending)
            && rest.len() >= 4 - usize::from(matches!(ending, "ing" | "ed"))
            && rest.bytes().any(|byte| b"aeiouy".contains(&byte))
        {
            return rest;
        }
    }
    word
}

fn without_e(word: &str) -> &str {
    match word.strip_suffix(['e', 'y']) {
        // From 5 letters on, so that `pipe` is not taken for `pip`.
        Some(rest) if rest.len() >= 4 => rest,
        _ => word,
    }
}

/// `pinned` and `pin`, `dropping` and `drop`; `install` keeps its doubled letter on every form alike.
fn undouble(word: &str) -> &str {
    let bytes = word.as_bytes();
    match bytes {
        [.., before, last] if before == last && word.len() > 3 => &word[..word.len() - 1],
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn forms_of_one_word_meet() {
        for forms in [
            &["install", "installs", "installed", "installing", "installation"][..],
            &["import", "imports", "imported", "importing"],
            &["dependency", "dependencies"],
            &["pin", "pins", "pinned", "pinning"],
            &["resolve", "resolves", "resolved", "resolving"],
            &["fail", "fails", "failed", "failing"],
            &["cache", "caches", "cached", "caching"],
            &["hash", "hashes", "hashed"],
            &["test", "tests", "tested", "testing"],
            &["class", "classes"],
        ] {
            for form in forms {
                assert_eq!(stem(form), stem(forms[0]), "{form}");
            }
        }
    }

    #[test]
    fn other_words_stay_apart() {
        for (left, right) in [("pip", "pipe"), ("string", "stress"), ("bus", "bu"), ("status", "stat")] {
            assert_ne!(stem(left), stem(right), "{left} {right}");
        }
    }
}
