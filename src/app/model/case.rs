//! State of the case pane: which card is shown, and what was done with each card.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::RunId;
use crate::engine::judge::Verdicts;

/// The case pane.
#[derive(Debug, Default)]
pub struct CasePane {
    /// The card that is shown, by its index in the library.
    pub shown: Option<usize>,
    /// What was done with each card that was shown.
    pub states: BTreeMap<usize, CardState>,
}

/// What was done with one card.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CardState {
    /// Position of the selected command.
    pub selected: usize,
    /// Positions of the marked commands.
    pub marked: BTreeSet<usize>,
    /// First row shown, as the person scrolled it.
    pub top: usize,
    /// The next frame brings the selected command into view.
    pub reveal: bool,
    /// The next frame brings the causes to the top.
    pub reveal_causes: bool,
    /// Values of the placeholders that somebody or something gave, by name.
    pub values: BTreeMap<String, String>,
    /// Names of the values that the person gave; nothing else may change them.
    pub given: BTreeSet<String>,
    /// The latest run of each command, by its number.
    pub results: BTreeMap<usize, RunId>,
    /// Checks that could not run, by number, and why.
    pub refused: BTreeMap<usize, String>,
    /// What the checks proved.
    pub verdicts: Option<Verdicts>,
    /// What they had confirmed before they were run again.
    pub before: Option<Verdicts>,
    /// What was confirmed before is ruled out now.
    pub mended: bool,
}
