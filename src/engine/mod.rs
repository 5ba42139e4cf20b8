//! Pure functions over cases: searching, matching, filling commands, judging and reporting.
//! No terminal, no files, no clocks.

pub mod command;
pub mod judge;
pub mod literal;
pub mod matcher;
pub mod pattern;
pub mod report;
pub mod sanitize;
pub mod search;
pub mod triage;
