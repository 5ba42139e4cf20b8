//! Packs: YAML files in, cases, checklists and problems out.
//! Nothing here draws, runs a command or decides what is trusted.

mod document;
pub mod format;
pub mod library;
pub mod lint;
pub mod path;
pub mod problem;
mod resolve;
pub mod scan;
pub mod schema;
pub mod source;
pub mod suggest;
pub mod tree;

pub use library::{Library, Pack};
pub use lint::LintReport;
pub use problem::{Place, Problem, Severity};
