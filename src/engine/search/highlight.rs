//! What to emphasise in a text that was found: the letters that answer the query, as byte ranges.
//! How they are drawn is the screen's business.

use std::ops::Range;

use super::expand::How;
use super::fold::fold_char;
use super::plan::Plan;
use super::synonyms::is_stop_word;
use super::tokenize::{Kind, Token, tokenize};
use super::vocabulary::WordId;

/// A line longer than this is shown from a little before its first mark; in characters.
const WINDOW: usize = 160;

/// The ranges of `text` that answer the plan, sorted, none overlapping. `words` are the words of the line as
/// `lines` keeps them: one for each token, then those made of initials.
pub(super) fn marks(text: &str, words: &[WordId], plan: &Plan) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut rest = words.iter();
    tokenize(text, &mut |token| {
        let fillings = rest.next().into_iter().flat_map(|&word| plan.fillings(word));
        let best = fillings.max_by(|left, right| left.quality.total_cmp(&right.quality));
        if let Some(filling) = best {
            found.push(part(text, token, filling.how));
        }
    });
    if found.is_empty() {
        found = initials(text, rest.as_slice(), plan);
    }
    merge(found)
}

/// The first letters of the words, where the query was made of them.
fn initials(text: &str, made: &[WordId], plan: &Plan) -> Vec<Range<usize>> {
    let letters = made.iter().flat_map(|&word| plan.fillings(word)).find_map(|filling| match filling.how {
        How::Initials(letters) => Some(letters as usize),
        _ => None,
    });
    let Some(letters) = letters else { return Vec::new() };
    let mut heads: Vec<Range<usize>> = Vec::new();
    tokenize(text, &mut |token| {
        if token.kind == Kind::Whole || (token.kind == Kind::Plain && !is_stop_word(token.word)) {
            let head = text[token.start..].chars().next();
            heads.extend(head.map(|first| token.start..token.start + first.len_utf8()));
        }
    });
    heads.truncate(letters);
    heads
}

fn part(text: &str, token: Token<'_>, how: How) -> Range<usize> {
    let word = &text[token.start..token.end];
    let (from, count) = match how {
        How::Whole | How::Initials(_) => return token.start..token.end,
        How::Prefix(count) => (0, count as usize),
        How::Inside(from, count) => (from as usize, count as usize),
    };
    let start = token.start + bytes_of(word, from);
    start..(token.start + bytes_of(word, from + count)).max(start)
}

/// How many bytes of `word` the first `count` characters of its folded form take.
fn bytes_of(word: &str, count: usize) -> usize {
    let mut folded = String::new();
    let mut seen = 0;
    for (at, letter) in word.char_indices() {
        // Signs that folding drops (the joiner of two glued words) count for nothing.
        if seen >= count {
            return at;
        }
        if letter.is_alphanumeric() || letter == '.' {
            folded.clear();
            fold_char(letter, &mut folded);
            seen += folded.chars().count();
        }
    }
    word.len()
}

fn merge(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.retain(|range| !range.is_empty());
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

/// A window of a long line around its first mark, with the marks moved along; `…` stands for what is left out.
pub(super) fn window(text: &str, marks: Vec<Range<usize>>) -> (String, Vec<Range<usize>>) {
    if text.chars().nth(WINDOW).is_none() {
        return (text.to_owned(), marks);
    }
    let first = marks.first().map_or(0, |mark| mark.start);
    let lead: usize = text[..first].chars().rev().take(WINDOW / 4).map(char::len_utf8).sum();
    let start = if text[..first].chars().nth(WINDOW / 2).is_some() { first - lead } else { 0 };
    let length: usize = text[start..].chars().take(WINDOW).map(char::len_utf8).sum();
    let end = start + length;
    let head = if start > 0 { "…" } else { "" };
    let tail = if end < text.len() { "…" } else { "" };
    let shown = format!("{head}{}{tail}", &text[start..end]);
    let moved = marks
        .into_iter()
        .filter(|mark| mark.start < end)
        .map(|mark| mark.start - start + head.len()..mark.end.min(end) - start + head.len());
    (shown, moved.collect())
}
