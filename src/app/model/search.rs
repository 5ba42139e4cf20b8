//! State of the search pane: the line, what was found, and what is selected.

use tui_input::Input;

use crate::engine::search::Hit;

/// The search line and its list.
#[derive(Debug, Default)]
pub struct SearchPane {
    /// The line.
    pub input: Input,
    /// What was found, best first; every card in order of category for an empty line.
    pub hits: Vec<Hit>,
    /// Position of the selected hit.
    pub selected: usize,
    /// Number of the newest search; answers to older ones are dropped.
    pub generation: u64,
    /// The person moved in the list since the line last changed: the selection then stays on its card.
    pub moved: bool,
    /// Cards in the order in which they were opened, the latest first.
    pub recent: Vec<usize>,
}

impl SearchPane {
    /// True if the line is empty: the list is then the table of contents.
    pub fn is_contents(&self) -> bool {
        self.input.value().trim().is_empty()
    }
}
