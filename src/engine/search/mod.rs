//! Searching: what a person types in, ranked cards out, fast enough for every key press.
//! Error texts of several lines are `engine::matcher`'s business; the screen draws what is found here.
//!
//! A query is matched against the distinct words of the library, never against its texts:
//! `tokenize` and `fold` make words, `vocabulary` holds them, `expand` finds the ones near a typed word,
//! `plan` decides what must be found, `candidates` walks `postings`, `rank` reads the `lines` of the few
//! documents left, `highlight` says which letters to emphasise.

#![expect(
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "scores are sums of small counts and shares, none negative"
)]

mod candidates;
mod distance;
mod document;
mod expand;
mod filter;
mod fold;
mod glossary;
mod highlight;
mod ids;
mod index;
mod lines;
mod plan;
mod postings;
mod query;
mod rank;
mod stem;
mod subsequence;
mod synonyms;
mod tokenize;
mod vocabulary;

#[cfg(test)]
mod tests;

pub use document::{Document, Field};
pub use index::{Hit, Index, Why};
pub use query::{MAX_QUERY, Query};
