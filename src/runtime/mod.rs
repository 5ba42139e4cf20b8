//! Doing what the state machine decided: processes, the terminal, the clipboard, files.
//! No decisions here, and nothing that draws.

pub mod process;
pub mod terminal;
