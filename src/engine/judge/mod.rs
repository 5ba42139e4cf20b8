//! Judging: what the outcomes of checks prove of the causes of a case.
//! Conditions of single rules are `condition`'s business.

pub mod condition;
