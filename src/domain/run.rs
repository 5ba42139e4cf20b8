//! Runs: how a command that was started can end. Starting one is `runtime::process`'s business.

use std::fmt;

/// Number of a run, unique within the life of the program; output of an old run is told by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RunId(pub u64);

/// How a run ended. Every run ends with exactly one of these.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RunEnd {
    /// The command ended by itself with this status.
    Exit(i32),
    /// The command was ended by this signal, e.g. `SIGSEGV`.
    Signal(String),
    /// The time limit was over.
    TimedOut,
    /// The person stopped it.
    Stopped,
    /// It never ran, and why.
    CouldNotStart(String),
}

impl RunEnd {
    /// True for exit status 0.
    pub fn is_success(&self) -> bool {
        matches!(self, Self::Exit(0))
    }
}

impl fmt::Display for RunEnd {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exit(code) => write!(out, "exit {code}"),
            Self::Signal(name) => write!(out, "killed by {name}"),
            Self::TimedOut => out.write_str("timed out"),
            Self::Stopped => out.write_str("stopped"),
            Self::CouldNotStart(_) => out.write_str("could not start"),
        }
    }
}
