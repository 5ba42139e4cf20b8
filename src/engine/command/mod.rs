//! The template language of commands: placeholders, where they may stand, what values they take.
//! The filled command is one text: what is shown, what is copied and what runs are the same bytes.

mod lexer;
pub mod placeholder;
mod quote;
mod ready;
mod simple;
mod template;
mod value;

#[cfg(test)]
mod tests;

pub use lexer::{Placeholder, Position, simple_commands};
pub use quote::quote;
pub use ready::ready;
pub use simple::{Redirection, Simple, Word};
pub use template::{FillError, Filled, Part, Segment, Template};
pub use value::{VALUE_BYTES, ValueError, validate};
