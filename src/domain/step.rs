//! Steps: the checks and things to look at of a diagnosis, the steps of a fix, and the commands in them.
//! A command here is a template; `engine::command` fills it.

use std::time::Duration;

use super::verdict::Rule;

/// How long a command may run when the content says nothing: 60 s, long enough for a cold
/// `pip` over a slow disk, short enough that nobody waits for a hung one.
pub const DEFAULT_TIMEOUT: Duration = Duration::from_secs(60);

/// One step of a diagnosis.
#[derive(Debug, Clone, PartialEq)]
pub enum Diagnosis {
    /// A read-only command.
    Check(Check),
    /// Something for a person to look at; nothing to run.
    Look(String),
}

/// A read-only command that tells something.
#[derive(Debug, Clone, PartialEq)]
pub struct Check {
    /// The command template, one or more lines of shell.
    pub run: String,
    /// What the output tells.
    pub why: String,
    /// Limit of its running time.
    pub timeout: Duration,
    /// How it is connected.
    pub io: Io,
    /// What its outcome proves.
    pub rules: Vec<Rule>,
}

/// One step of a fix or of a checklist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FixStep {
    /// What to do.
    pub text: String,
    /// What not to do instead; only checklists use it.
    pub avoid: Option<String>,
    /// The command that does it, where one exists.
    pub run: Option<String>,
    /// What it does to the machine.
    pub risk: Risk,
    /// What changes, for the question before it runs.
    pub effect: Option<String>,
    /// The word to type before a destructive command runs.
    pub confirm: Option<String>,
    /// Keys of the causes that it mends; empty means all.
    pub causes: Vec<String>,
}

/// What a command does to the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Risk {
    /// Nothing: it looks.
    ReadOnly,
    /// Changes files or the environment in a way that can be undone.
    Changes,
    /// Deletes, or cannot be undone.
    Destructive,
}

impl Risk {
    /// The word used in files, JSON and on the screen.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ReadOnly => "read-only",
            Self::Changes => "changes",
            Self::Destructive => "destructive",
        }
    }
}

/// How a command's output is connected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Io {
    /// Standard output is a terminal without control, so that programs print line by line and in colour.
    #[default]
    Live,
    /// Plain pipes, for commands that print worse into a terminal.
    Pipe,
}

/// Where in a card a command stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommandKind {
    /// A check of the diagnosis.
    Check,
    /// A step of the fix or of a checklist.
    Fix,
    /// Written by the person (*edit before running*).
    Edited,
}

/// A command of a card with its number: what can be selected, filled, copied and run.
#[derive(Debug, Clone, PartialEq)]
pub struct Command {
    /// 1 for the first command of the card, diagnosis first.
    pub number: usize,
    /// The template with its placeholders.
    pub template: String,
    /// Where it stands.
    pub kind: CommandKind,
    /// What it does to the machine.
    pub risk: Risk,
    /// What it tells or does, in words.
    pub purpose: String,
    /// What changes, for the question before it runs.
    pub effect: Option<String>,
    /// The word to type before it runs, if it is destructive.
    pub confirm: Option<String>,
    /// Limit of its running time.
    pub timeout: Duration,
    /// How it is connected.
    pub io: Io,
}
