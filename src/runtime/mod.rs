//! Doing what the state machine decided: processes, the terminal, the clipboard, files.
//! No decisions here, and nothing that draws.

pub mod bench;
pub mod choices;
pub mod clipboard;
pub mod drill;
pub mod evidence;
pub mod input;
pub mod intake;
pub mod interrupt;
pub mod place;
pub mod process;
pub mod save;
pub mod screen;
pub mod searcher;
pub mod terminal;
