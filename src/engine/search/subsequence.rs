//! Letters in order but not together (`mdlnt` in `modulenotfound`): the one home of fuzzy-matcher.
//! Which words are tried is decided in `expand`, what a match is worth in `rank`.

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

/// A typed word, to be compared with many.
pub(super) struct Letters<'a> {
    matcher: SkimMatcherV2,
    typed: &'a str,
    /// What the matcher gives the word against itself.
    best: f32,
}

impl<'a> Letters<'a> {
    /// Makes `typed`, a folded word, ready: both sides are folded because the matcher folds ASCII only.
    pub(super) fn new(typed: &'a str) -> Self {
        let matcher = SkimMatcherV2::default().respect_case();
        let best = matcher.fuzzy_match(typed, typed).unwrap_or(0) as f32;
        Self { matcher, typed, best }
    }

    /// How well the letters run through `word`, from 0 to 1, or nothing if they do not.
    /// 1 is the word itself; scattered letters come out under a half.
    pub(super) fn score(&self, word: &str) -> Option<f32> {
        // Seen at once, while the matcher prepares its tables first.
        let mut rest = word.chars();
        if !self.typed.chars().all(|letter| rest.any(|other| other == letter)) {
            return None;
        }
        let score = self.matcher.fuzzy_match(word, self.typed)?;
        (self.best > 0.0).then(|| (score as f32 / self.best).clamp(0.0, 1.0))
    }
}

#[cfg(test)]
mod tests {
    use super::Letters;

    #[test]
    fn scattered_letters_are_worth_less() {
        let whole = Letters::new("resolver").score("resolver").unwrap();
        let dense = Letters::new("resolvr").score("resolver").unwrap();
        let loose = Letters::new("rsler").score("resourcedelivery").unwrap();
        assert!(whole > dense && dense > loose, "{whole} {dense} {loose}");
        assert_eq!(Letters::new("pytest").score("pip"), None);
    }
}
