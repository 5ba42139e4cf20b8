//! What leaves crashcart as text: a card as Markdown and plain text, a fix as shell, JSON documents.
//! Reading and writing files is not done here.

pub mod json;
mod markdown;
pub mod verdicts;

pub use markdown::{fix_text, markdown, plain};
