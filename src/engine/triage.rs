//! From an error text to what the screen and the command line offer: matches first, then guesses, marked as such.
//! Recognising is the business of `engine::matcher`, finding words that of `engine::search`.

use crate::domain::{Card, Confidence, EvidenceLine, Match};
use crate::engine::matcher::Reading;
use crate::engine::search::{Hit, Index, Query};

/// Guesses offered where nothing is known.
const GUESSES: usize = 3;
/// Lines of the text that are searched for.
const LINES: usize = 4;
/// Hits of one line that are looked at.
const HITS: usize = 3;

/// The cases that a text speaks for, best first; where none is likely, also what a search for its most telling
/// lines finds, as `Weak` and with an empty `signature`.
///
/// `index` was built from `cards`, in their order.
pub fn triage(reading: &Reading, index: &Index, cards: &[Card]) -> Vec<Match> {
    let mut matches = reading.matches();
    if matches.iter().all(|found| found.confidence == Confidence::Weak) {
        let known: Vec<_> = matches.iter().map(|found| found.case.clone()).collect();
        let guesses = guesses(reading, index, cards).into_iter();
        matches.extend(guesses.filter(|guess| !known.contains(&guess.case)).take(GUESSES));
    }
    matches
}

/// What a search for the telling lines finds; scores are below those of every match.
fn guesses(reading: &Reading, index: &Index, cards: &[Card]) -> Vec<Match> {
    let mut best: Vec<Match> = Vec::new();
    for (number, line) in reading.telling_lines().take(LINES) {
        for hit in index.search(&words(line), HITS) {
            let Some(guess) = guess(&hit, cards, number, line) else { continue };
            match best.iter_mut().find(|known| known.case == guess.case) {
                Some(known) if known.score >= guess.score => {}
                Some(known) => *known = guess,
                None => best.push(guess),
            }
        }
    }
    best.sort_by(|one, other| other.score.total_cmp(&one.score));
    best
}

fn guess(hit: &Hit, cards: &[Card], number: usize, line: &str) -> Option<Match> {
    let case = cards.get(hit.document)?.as_case()?;
    Some(Match {
        case: case.id.clone(),
        score: hit.score * SCALE,
        confidence: Confidence::Weak,
        evidence: vec![EvidenceLine { line: number, text: line.to_owned(), signature: String::new() }],
        captures: Vec::new(),
    })
}

/// What brings the score of a guess, a few units at most, below that of every match.
const SCALE: f64 = 0.001;

/// The words of a line as a query: without the signs that would make one of its words a filter.
fn words(line: &str) -> Query {
    let plain = |letter: char| if letter.is_alphanumeric() || "_-.".contains(letter) { letter } else { ' ' };
    let text: String = line.chars().map(plain).collect();
    Query::parse(&(text + " "))
}
