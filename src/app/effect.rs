//! Effects: everything that the app asks the world to do, as data. `runtime` does them.

use std::time::Duration;

use crate::domain::{Io, RunId};
use crate::engine::command::Filled;
use crate::engine::search::Query;

/// Something to be done to the world. The closed list.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Search; answer with `Found` and the same number. A newer search makes an older one void.
    Search(u64, Query),
    /// Match this error text; answer with `Evidence` and the same number.
    Match(u64, String),
    /// Start a run; answer with `RunStarted`, `RunOutput` and exactly one `RunEnded`.
    Start(Launch),
    /// Take the next step of stopping a run.
    Stop(RunId),
    /// Give the whole terminal to this command; answer with `Told` when it has ended.
    HandOver(Launch),
    /// Run this read-only command and answer with `ChoicesListed` for this parameter.
    ListChoices(String, String),
    /// Put this text on the clipboard; answer with `Told`. The first text names what it is.
    Copy(String, String),
    /// Save this text under a file name that begins like this; answer with `Told`.
    Save(String, String),
    /// Let the mouse through to the app, or leave it to the terminal.
    Mouse(bool),
    /// Draw everything anew.
    Redraw,
    /// Put the program to sleep in the shell.
    Suspend,
    /// Leave.
    Quit,
}

/// Shell text to run, with the secrets that it names as variables: those are never shown and never arguments.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Script {
    /// The shell text, byte for byte as it is shown.
    pub text: String,
    /// Environment variables with secret values.
    pub secrets: Vec<(String, String)>,
}

impl From<Filled> for Script {
    fn from(filled: Filled) -> Self {
        Self { text: filled.command(), secrets: filled.secrets }
    }
}

/// A command to start: exactly what was shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Launch {
    /// The number of the run.
    pub run: RunId,
    /// What runs.
    pub script: Script,
    /// Limit of its running time.
    pub timeout: Duration,
    /// How it is connected.
    pub io: Io,
    /// Columns and rows of the place where its output is shown.
    pub size: (u16, u16),
}
