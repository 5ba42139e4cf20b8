//! The index of a library and the search in it.
//! What is expensive is done when it is built; a search walks a few lists and reads a few hundred lines.

use std::ops::Range;

use super::candidates::{candidates, each_until};
use super::document::{Document, Field};
use super::expand::Words;
use super::filter::Filters;
use super::highlight::{marks, window};
use super::ids::{Ids, looks_like_id};
use super::lines::Lines;
use super::plan::Plan;
use super::postings::Postings;
use super::query::Query;
use super::rank::{Rater, Rating};
use super::vocabulary::{Interner, Vocabulary};
use crate::domain::Confidence;

/// Below this share of the query, and below this score, nothing is shown. It leaves queries from other trades a
/// few weak hits that share a rare word, and loses 2 in 1,000 of those that were meant.
const MIN_COVERAGE: f32 = 0.2;
const MIN_SCORE: f32 = 0.2;
/// Below this share of the best score a hit is noise beside it.
const MIN_SHARE: f32 = 0.2;
/// What an id adds: more than any text can.
const ID_EXACT: f32 = 10.0;
const ID_BEGUN: f32 = 5.0;

/// A searchable library.
#[derive(Debug, Default)]
pub struct Index {
    ids: Ids,
    id_texts: Vec<Box<str>>,
    filters: Filters,
    lines: Lines,
    vocabulary: Vocabulary,
    postings: Postings,
}

/// One document found.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// Its place among the documents that the index was built from.
    pub document: usize,
    /// Rank value; higher is better. Comparable within one search only.
    pub score: f64,
    /// How sure; `Strong` and `Likely` only where a person may be told "it is this".
    pub confidence: Confidence,
    /// Byte ranges of the title to emphasise; sorted, not overlapping.
    pub title_marks: Vec<Range<usize>>,
    /// The line that says why it was found.
    pub why: Why,
}

/// A line of a document that answers the query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Why {
    /// The kind of text that it is from.
    pub field: Field,
    /// The line, about 160 characters at most, `…` where something is left out; content, shown as text only.
    pub text: String,
    /// Byte ranges of `text` to emphasise; sorted, not overlapping.
    pub marks: Vec<Range<usize>>,
}

impl Index {
    /// The index of these documents; hits name them by their place in the list.
    pub fn build(documents: &[Document]) -> Self {
        let mut interner = Interner::default();
        let mut lines = Lines::build(documents, &mut interner);
        let (vocabulary, numbers) = interner.finish();
        lines.renumber(&numbers);
        let postings = Postings::build(&lines, vocabulary.len());
        let id_texts: Vec<Box<str>> = documents.iter().map(|document| document.id.as_str().into()).collect();
        let ids = Ids::build(documents.len(), &|at| id_texts[at as usize].to_string());
        Self { ids, id_texts, filters: Filters::build(documents), lines, vocabulary, postings }
    }

    /// The number of documents.
    pub fn len(&self) -> usize {
        self.id_texts.len()
    }

    /// True if there is nothing to find.
    pub fn is_empty(&self) -> bool {
        self.id_texts.is_empty()
    }

    /// Bytes held by the index, and how many distinct words it knows.
    pub fn size(&self) -> (usize, usize) {
        let ids: usize = self.id_texts.iter().map(|id| id.len() + size_of::<Box<str>>()).sum();
        let tables = self.ids.memory() + self.filters.memory() + self.lines.memory();
        (ids + tables + self.vocabulary.memory() + self.postings.memory(), self.vocabulary.len())
    }

    /// At most `limit` documents that answer the query, the best first. An empty query finds all of them, the
    /// ones opened lately first.
    pub fn search(&self, query: &Query, limit: usize) -> Vec<Hit> {
        self.search_until(query, limit, &|| false).unwrap_or_default()
    }

    /// As [`Index::search`], but asks `stop` now and then (at least every 0.1 ms or so) and returns nothing once
    /// it says true: the person typed on.
    pub fn search_until(&self, query: &Query, limit: usize, stop: &dyn Fn() -> bool) -> Option<Vec<Hit>> {
        let query = self.filters.settle(query);
        let allowed = self.allowed(&query);
        let words = Words { vocabulary: &self.vocabulary, postings: &self.postings };
        let plan = Plan::new(words, self.len(), &query.text, query.open);
        let mut found = if query.text.is_empty() {
            self.all(allowed.as_deref(), limit, &query.recent)
        } else {
            self.rated(&plan, &query, allowed.as_deref(), stop)?
        };
        if stop() {
            return None;
        }
        keep_best(&mut found, limit, &query.recent);
        let known = plan.total / plan.asked.max(f32::EPSILON);
        let runner_up = found.get(1).map_or(0.0, |second| second.1.score);
        let hits = found.into_iter().enumerate();
        let confidence = |at: usize, rating: &Rating| {
            if at == 0 { sure(rating, runner_up, known) } else { Confidence::Weak }
        };
        Some(
            hits.map(|(at, (document, rating))| self.hit(&plan, document, &rating, confidence(at, &rating)))
                .collect(),
        )
    }

    fn id(&self, document: u32) -> String {
        self.id_texts[document as usize].to_string()
    }

    /// The documents that pass the filters, sorted, or nothing where there are none.
    fn allowed(&self, query: &Query) -> Option<Vec<u32>> {
        let mut allowed = self.filters.allowed(query);
        for id in &query.ids {
            let found = self.ids.find(id, &|at| self.id(at));
            let mut named = if found.exact.is_empty() { found.begun } else { found.exact };
            if let Some(allowed) = &allowed {
                named.retain(|document| allowed.binary_search(document).is_ok());
            }
            named.sort_unstable();
            allowed = Some(named);
        }
        allowed
    }

    fn all(&self, allowed: Option<&[u32]>, limit: usize, recent: &[usize]) -> Vec<(u32, Rating)> {
        let passes = |document: u32| allowed.is_none_or(|allowed| allowed.binary_search(&document).is_ok());
        let count = self.len() as u32;
        let lately =
            recent.iter().filter_map(|&at| u32::try_from(at).ok()).filter(|&at| at < count && passes(at));
        let others: Vec<u32> = match allowed {
            Some(allowed) => allowed.iter().copied().take(limit).collect(),
            None => (0..count).take(limit).collect(),
        };
        let mut documents: Vec<u32> = lately.chain(others).collect();
        documents.sort_unstable();
        documents.dedup();
        documents.into_iter().map(|document| (document, Rating::default())).collect()
    }

    fn rated(
        &self,
        plan: &Plan,
        query: &Query,
        allowed: Option<&[u32]>,
        stop: &dyn Fn() -> bool,
    ) -> Option<Vec<(u32, Rating)>> {
        let passes = |document: u32| allowed.is_none_or(|allowed| allowed.binary_search(&document).is_ok());
        let mut tried = candidates(plan, &self.postings, &self.lines, &passes, stop)?;
        let named = self.named(&query.text);
        tried.extend(named.iter().map(|(document, _)| *document).filter(|&document| passes(document)));
        tried.sort_unstable();
        tried.dedup();
        let mut rater = Rater::new(plan, &self.lines);
        let mut found = Vec::with_capacity(tried.len());
        let finished = each_until(&tried, stop, &mut |document| {
            let mut rating = rater.rate(document);
            if let Some((_, bonus)) = named.iter().find(|(named, _)| *named == document) {
                rating.score += bonus;
                rating.coverage = 1.0;
            }
            if rating.coverage >= MIN_COVERAGE && rating.score >= MIN_SCORE {
                found.push((document, rating));
            }
        });
        finished.then_some(found)
    }

    /// The documents that the query names by id, with what that adds to their score.
    fn named(&self, text: &str) -> Vec<(u32, f32)> {
        let mut named: Vec<(u32, f32)> = Vec::new();
        for typed in std::iter::once(text).chain(text.split_whitespace().take(8)) {
            let whole = typed.len() == text.len();
            // Within a sentence only a form with a dash or with padding is taken for an id: `py3` is a word.
            if !looks_like_id(typed) || !(whole || typed.contains('-') || typed.contains("00")) {
                continue;
            }
            let found = self.ids.find(typed, &|at| self.id(at));
            named.extend(found.exact.iter().map(|&document| (document, ID_EXACT)));
            if whole && found.exact.len() + found.begun.len() < 200 {
                named.extend(found.begun.iter().map(|&document| (document, ID_BEGUN)));
            }
        }
        named
    }

    fn hit(&self, plan: &Plan, document: u32, rating: &Rating, confidence: Confidence) -> Hit {
        let title = self.first_line(document, |field| field == Field::Title);
        let title_marks = title.map_or_else(Vec::new, |line| self.marks(line, plan));
        let line = rating.line.or_else(|| self.first_line(document, |field| field != Field::Title));
        let why = line.map_or_else(
            || Why { field: Field::Title, text: String::new(), marks: Vec::new() },
            |line| {
                let text = self.lines.text(line);
                let (text, marks) = window(text, self.marks(line, plan));
                Why { field: self.lines.field(line), text, marks }
            },
        );
        Hit { document: document as usize, score: f64::from(rating.score), confidence, title_marks, why }
    }

    fn marks(&self, line: u32, plan: &Plan) -> Vec<Range<usize>> {
        marks(self.lines.text(line), self.lines.words(line), plan)
    }

    fn first_line(&self, document: u32, wanted: impl Fn(Field) -> bool) -> Option<u32> {
        self.lines.of(document).find(|&line| wanted(self.lines.field(line)))
    }
}

/// Whether a person may be told "it is this": one line has (nearly) all that was asked for and little else, and
/// no other document comes near. `known` is the share of the query that the library knows.
fn sure(best: &Rating, runner_up: f32, known: f32) -> Confidence {
    let ahead = best.score >= runner_up * 1.25;
    let answered = best.line_coverage * known;
    if best.score >= ID_EXACT || (ahead && answered >= 0.95 && best.line_share >= 0.65) {
        Confidence::Strong
    } else if ahead && answered >= 0.75 && best.line_share >= 0.4 {
        Confidence::Likely
    } else {
        Confidence::Weak
    }
}

/// Sorts by score, then by what was opened lately, then by place, and keeps the first.
fn keep_best(found: &mut Vec<(u32, Rating)>, limit: usize, recent: &[usize]) {
    let lately = |document: u32| recent.iter().position(|&at| at == document as usize).unwrap_or(usize::MAX);
    // Scores nearer than a thousandth say nothing.
    for (_, rating) in found.iter_mut() {
        rating.score = (rating.score * 1000.0).round() / 1000.0;
    }
    let order = |left: &(u32, Rating), right: &(u32, Rating)| {
        right
            .1
            .score
            .total_cmp(&left.1.score)
            .then_with(|| lately(left.0).cmp(&lately(right.0)))
            .then(left.0.cmp(&right.0))
    };
    if found.len() > limit && limit > 0 {
        found.select_nth_unstable_by(limit - 1, order);
    }
    found.truncate(limit);
    found.sort_unstable_by(order);
    let floor = found.first().map_or(0.0, |best| best.1.score * MIN_SHARE);
    found.retain(|(_, rating)| rating.score >= floor);
}
