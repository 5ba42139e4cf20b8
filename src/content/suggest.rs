//! "Did you mean": the known word that is nearest to a mistyped one.
//! Ranking of search results is another matter and lives in `engine::search`.

/// The known word that `wrong` most likely stands for, if one is near enough: at most one edit in
/// four characters, so that a short word is never turned into an unrelated one.
pub fn nearest<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = wrong.to_lowercase();
    let limit = lower.chars().count().div_ceil(4);
    known
        .into_iter()
        .map(|word| (distance(&lower, &word.to_lowercase()), word))
        .filter(|(edits, _)| *edits <= limit)
        .min_by_key(|(edits, _)| *edits)
        .map(|(_, word)| word)
}

/// A hint that names the nearest word, or else lists the known ones (at most twelve).
pub fn hint<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let known: Vec<&str> = known.into_iter().collect();
    if let Some(word) = nearest(wrong, known.iter().copied()) {
        return Some(format!("did you mean `{word}`?"));
    }
    (!known.is_empty() && known.len() <= 12).then(|| format!("known here: {}", known.join(", ")))
}

/// Edits between two words: insertions, deletions, replacements and swaps of neighbours.
fn distance(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for row in 1..=one.len() {
        let mut next = vec![row];
        for column in 1..=other.len() {
            let same = one[row - 1] == other[column - 1];
            let mut cost =
                (last[column] + 1).min(next[column - 1] + 1).min(last[column - 1] + usize::from(!same));
            let swapped = row > 1
                && column > 1
                && one[row - 1] == other[column - 2]
                && one[row - 2] == other[column - 1];
            if swapped {
                cost = cost.min(before[column - 2] + 1);
            }
            next.push(cost);
        }
        before = last;
        last = next;
    }
    last[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_typing_mistakes_and_nothing_else() {
        let known = ["pattern", "strength", "samples", "all_of", "unless"];
        assert_eq!(nearest("patern", known), Some("pattern"));
        assert_eq!(nearest("smaples", known), Some("samples"));
        assert_eq!(nearest("Strenght", known), Some("strength"));
        assert_eq!(nearest("confirms", known), None);
        assert_eq!(nearest("", known), None);
    }

    #[test]
    fn lists_what_is_known_when_nothing_is_near() {
        assert_eq!(hint("zebra", ["run", "look"]).as_deref(), Some("known here: run, look"));
    }
}
