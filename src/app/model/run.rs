//! State of the run pane: the runs of this session as tabs, what each printed and how it is looked at.

use std::collections::{BTreeSet, VecDeque};
use std::time::Duration;

use tui_input::Input;

use super::super::effect::Script;
use super::super::event::RunOutcome;
use crate::domain::{Command, CommandKind, RunId, Transcript};

/// Runs kept as tabs; the oldest finished one makes room.
pub const KEPT: usize = 24;
/// Runs at the same time.
pub const AT_ONCE: usize = 8;

/// The run pane.
#[derive(Debug, Default)]
pub struct RunPane {
    /// The runs, oldest first.
    pub runs: Vec<Run>,
    /// Position of the run that is shown.
    pub current: usize,
    /// Marked commands that wait for their turn: card, command, shell text.
    pub waiting: VecDeque<(usize, Command, Script)>,
    /// *Run every check* of this card is under way; the numbers of the checks that had their turn.
    pub plan: Option<(usize, BTreeSet<usize>)>,
    /// The run whose end lets the next waiting command start.
    pub leader: Option<RunId>,
    /// Number of the next run.
    pub next: u64,
}

/// One run of a command.
#[derive(Debug, Clone)]
pub struct Run {
    /// Its number.
    pub id: RunId,
    /// The card it belongs to.
    pub card: usize,
    /// The command it came from.
    pub command: Command,
    /// What runs.
    pub script: Script,
    /// Where it is.
    pub state: RunState,
    /// When it began.
    pub began: Duration,
    /// What it printed.
    pub output: Transcript,
    /// How it is scrolled.
    pub scroll: Scroll,
    /// The search in its output.
    pub finder: Option<Finder>,
    /// It is run again and again.
    pub watch: Option<Watch>,
}

/// Where a run is.
#[derive(Debug, Clone, PartialEq)]
pub enum RunState {
    /// Asked for, or running.
    Running,
    /// Being stopped; the step that was taken.
    Stopping(&'static str),
    /// Over.
    Ended(RunOutcome),
}

/// How an output is scrolled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scroll {
    /// The end is in view and followed.
    Follow,
    /// This line is the first in view.
    At(usize),
}

/// A search in the output.
#[derive(Debug, Clone, Default)]
pub struct Finder {
    /// What is looked for.
    pub input: Input,
    /// The line is being typed.
    pub typing: bool,
    /// The line number of the place that is shown.
    pub at: Option<usize>,
}

/// Running again and again.
#[derive(Debug, Clone, Default)]
pub struct Watch {
    /// When the next round begins, once this one is over.
    pub due: Option<Duration>,
    /// The output of the previous round, to see what changed.
    pub before: Option<Transcript>,
    /// Rounds so far.
    pub rounds: u64,
}

impl Run {
    /// What it is called where there is one line for it: the command, or what a long one is for.
    pub fn name(&self) -> String {
        let script = self.script.text.trim();
        if script.contains('\n') && self.command.kind != CommandKind::Edited {
            format!("{} {}", self.command.number, self.command.purpose)
        } else {
            script.to_owned()
        }
    }

    /// True until it has ended.
    pub fn is_running(&self) -> bool {
        !matches!(self.state, RunState::Ended(_))
    }

    /// How it ended, if it has.
    pub fn outcome(&self) -> Option<&RunOutcome> {
        match &self.state {
            RunState::Ended(outcome) => Some(outcome),
            _ => None,
        }
    }

    /// How long it has been running, or took.
    pub fn age(&self, now: Duration) -> Duration {
        self.outcome().map_or_else(|| now.saturating_sub(self.began), |outcome| outcome.took)
    }
}

impl RunPane {
    /// The run that is shown.
    pub fn shown(&self) -> Option<&Run> {
        self.runs.get(self.current)
    }

    /// The run that is shown, to change it.
    pub fn shown_mut(&mut self) -> Option<&mut Run> {
        self.runs.get_mut(self.current)
    }

    /// The run of this number.
    pub fn get(&self, id: RunId) -> Option<&Run> {
        self.runs.iter().find(|run| run.id == id)
    }

    /// The run of this number, to change it.
    pub fn get_mut(&mut self, id: RunId) -> Option<&mut Run> {
        self.runs.iter_mut().find(|run| run.id == id)
    }

    /// How many are running.
    pub fn running(&self) -> usize {
        self.runs.iter().filter(|run| run.is_running()).count()
    }
}
