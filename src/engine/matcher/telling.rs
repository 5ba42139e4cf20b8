//! The lines of a text that say most of what went wrong, a few of them, whatever the size of the text.
//! What they mean is the business of `engine::triage`.

use super::rank::bounded;

/// Lines that are kept of each kind.
const KEPT: usize = 4;
/// Words that the deciding line of a failure contains, in lower case.
const WORDS: [&str; 14] = [
    "error",
    "exception",
    "failed",
    "failure",
    "fatal",
    "cannot",
    "can't",
    "could not",
    "not found",
    "missing",
    "warning",
    "denied",
    "invalid",
    "unable",
];

/// The telling lines of a text in the making.
#[derive(Debug, Default)]
pub struct Telling {
    /// The last lines that speak of a failure.
    failures: Vec<(usize, String)>,
    /// The first lines with anything on them: what a short text is about.
    first: Vec<(usize, String)>,
}

impl Telling {
    /// Whether this line, still with its prefixes, may be kept.
    pub fn wants(&self, line: &str) -> bool {
        self.first.len() < KEPT || speaks_of_failure(line)
    }

    /// Looks at one line, without prefixes.
    pub fn look(&mut self, number: usize, line: &str) {
        if !line.chars().any(char::is_alphabetic) {
            return;
        }
        if self.first.len() < KEPT {
            self.first.push((number, bounded(line)));
        }
        if speaks_of_failure(line) {
            if self.failures.len() == KEPT {
                self.failures.remove(0);
            }
            self.failures.push((number, bounded(line)));
        }
    }

    /// The lines, the most telling first: failures from the last one up, then how the text begins.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        let known = |line: &&(usize, String)| !self.failures.contains(line);
        let first = self.first.iter().filter(known);
        self.failures.iter().rev().chain(first).map(|(number, line)| (*number, line.as_str()))
    }
}

fn speaks_of_failure(line: &str) -> bool {
    let head = line.get(..512).unwrap_or(line).to_ascii_lowercase();
    WORDS.iter().any(|word| head.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_failures_come_first_and_the_number_is_bounded() {
        let mut telling = Telling::default();
        (1..=50).for_each(|number| telling.look(number, &format!("error: number {number}")));
        telling.look(51, "----");
        telling.look(52, "all is well again");
        let numbers: Vec<usize> = telling.lines().map(|(number, _)| number).collect();
        assert_eq!(numbers, [50, 49, 48, 47, 1, 2, 3, 4]);
    }
}
