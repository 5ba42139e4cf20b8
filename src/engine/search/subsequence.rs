//! Letters in order but not together (`mdlnt` in `modulenotfound`): the one home of fuzzy-matcher.
//! Which words are tried is decided in `expand`, what a match is worth in `rank`.

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

/// How well the letters of `typed` run through `word`, from 0 to 1, or nothing if they do not.
///
/// 1 is what the matcher gives a word against itself; scattered letters come out under a half. Both sides
/// are folded words, because the matcher folds ASCII only.
pub(super) fn subsequence(word: &str, typed: &str) -> Option<f32> {
    let matcher = SkimMatcherV2::default().respect_case();
    let best = matcher.fuzzy_match(typed, typed)?;
    let score = matcher.fuzzy_match(word, typed)?;
    (best > 0).then(|| (score as f32 / best as f32).clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::subsequence;

    #[test]
    fn scattered_letters_are_worth_less() {
        let whole = subsequence("resolver", "resolver").unwrap();
        let dense = subsequence("resolver", "resolvr").unwrap();
        let loose = subsequence("resourcedelivery", "rsler").unwrap_or(0.0);
        assert!(whole > dense && dense > loose, "{whole} {dense} {loose}");
        assert_eq!(subsequence("pip", "pytest"), None);
    }
}
