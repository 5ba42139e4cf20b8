//! Events: everything that can happen to the app. Time comes in with them; nobody here reads a clock.

use std::time::Duration;

use super::key::Key;
use super::model::{Evidence, Viewport};
use crate::domain::{RunEnd, RunId, Transcript};
use crate::engine::search::Hit;

/// Something that happened. The closed list.
#[derive(Debug, Clone)]
pub enum Event {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted.
    Paste(String),
    /// The terminal has this many columns and rows now.
    Resize(u16, u16),
    /// The mouse was used at this column and row.
    Mouse(Mouse, u16, u16),
    /// A frame was drawn; what it measured.
    Drawn(Viewport),
    /// Time since the program started; comes once a second while something is counting.
    Tick(Duration),
    /// The search with this number found these, best first.
    Found(u64, Vec<Hit>),
    /// The evidence with this number speaks for these cases, as far as it was read.
    Evidence(Evidence),
    /// A run has started.
    RunStarted(RunId),
    /// A run is being stopped; the step that was taken, in words.
    RunStage(RunId, &'static str),
    /// A run's output so far.
    RunOutput(RunId, Transcript),
    /// A run ended. The last event of a run.
    RunEnded(RunId, RunOutcome),
    /// The choices that a parameter's command printed, or why there are none.
    ChoicesListed(String, Result<Vec<String>, String>),
    /// Something was copied or saved, or could not be: a sentence for the person.
    Told(Tone, String),
}

/// How a run ended, with what belongs to it.
#[derive(Debug, Clone, PartialEq)]
pub struct RunOutcome {
    /// How.
    pub end: RunEnd,
    /// How long it took.
    pub took: Duration,
    /// What the runner has to say of it: a shell fallback, processes left behind.
    pub note: Option<String>,
}

/// What the mouse did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mouse {
    /// The left button went down.
    Click,
    /// One notch up.
    WheelUp,
    /// One notch down.
    WheelDown,
}

/// The tone of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// It worked.
    Good,
    /// Something to know.
    Plain,
    /// It did not work.
    Bad,
}
