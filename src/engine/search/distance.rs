//! Edit distance: how many slips of the fingers lie between two words.
//! Which words are compared is decided in `expand`.

/// Longest word compared, in characters; a longer one is never reached by a slip worth repairing.
const MAX_CHARS: usize = 48;

/// How far two words may be apart, by the length of the typed one: none under 4 letters (too many words
/// of that length are neighbours), 1 to 7 letters, 2 from 8.
pub(super) fn allowed(letters: usize) -> usize {
    match letters {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

/// Number of dropped, added, wrong and swapped letters between `typed` and `word`, if at most `limit`.
/// With `open`, what follows in `word` after the typed letters is free, for a word still being typed.
pub(super) fn slips(typed: &[char], word: &[char], limit: usize, open: bool) -> Option<usize> {
    // What follows the typed letters by more than the slips is never reached.
    let columns = if open { word.len().min(typed.len() + limit) } else { word.len() };
    if typed.len() > MAX_CHARS || columns > MAX_CHARS || (!open && typed.len().abs_diff(columns) > limit) {
        return None;
    }
    let word = &word[..columns];
    let mut older = [0_u8; MAX_CHARS + 1];
    let mut above = [0_u8; MAX_CHARS + 1];
    let mut row = [0_u8; MAX_CHARS + 1];
    for (column, cell) in above.iter_mut().enumerate() {
        *cell = column as u8;
    }
    for (line, &letter) in typed.iter().enumerate() {
        row[0] = line as u8 + 1;
        let mut least = row[0];
        for (column, &other) in word.iter().enumerate() {
            let mut cost = above[column] + u8::from(letter != other);
            cost = cost.min(above[column + 1] + 1).min(row[column] + 1);
            if line > 0 && column > 0 && letter == word[column - 1] && typed[line - 1] == other {
                cost = cost.min(older[column - 1] + 1);
            }
            row[column + 1] = cost;
            least = least.min(cost);
        }
        if usize::from(least) > limit {
            return None;
        }
        older = above;
        above = row;
    }
    let slips = usize::from(if open { above[..=columns].iter().copied().min()? } else { above[columns] });
    (slips <= limit).then_some(slips)
}

#[cfg(test)]
mod tests {
    use super::slips;

    #[test]
    fn slips_are_counted() {
        for (typed, word, limit, open, expected) in [
            ("modul", "module", 1, false, Some(1)),
            ("moduel", "module", 1, false, Some(1)),
            ("moodule", "module", 1, false, Some(1)),
            ("nodule", "module", 1, false, Some(1)),
            ("resovl", "resolver", 1, true, Some(1)),
            ("resovl", "resolver", 1, false, None),
            ("pytest", "python", 2, false, None),
            ("same", "same", 0, false, Some(0)),
            ("", "x", 1, false, Some(1)),
        ] {
            let (left, right): (Vec<char>, Vec<char>) = (typed.chars().collect(), word.chars().collect());
            assert_eq!(slips(&left, &right, limit, open), expected, "{typed} {word}");
        }
    }
}
