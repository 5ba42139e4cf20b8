//! A card: whatever the library holds that can be found, opened and run — a case or a checklist.
//! The one place that numbers commands.

use super::case::{Case, CaseId};
use super::checklist::Checklist;
use super::parameter::Parameter;
use super::step::{Command, CommandKind, DEFAULT_TIMEOUT, Diagnosis, FixStep, Io, Risk};

/// The category key under which checklists are listed; no pack may define it.
pub const CHECKLISTS: &str = "checklists";

/// A case or a checklist.
#[derive(Debug, Clone, PartialEq)]
pub enum Card {
    /// A known fault.
    Case(Box<Case>),
    /// Steps of a recurring job.
    Checklist(Box<Checklist>),
}

impl Card {
    /// Its identifier.
    pub fn id(&self) -> &CaseId {
        match self {
            Self::Case(case) => &case.id,
            Self::Checklist(list) => &list.id,
        }
    }

    /// Its title.
    pub fn title(&self) -> &str {
        match self {
            Self::Case(case) => &case.title,
            Self::Checklist(list) => &list.title,
        }
    }

    /// The key of its category; `checklists` for a checklist.
    pub fn category(&self) -> &str {
        match self {
            Self::Case(case) => &case.category,
            Self::Checklist(_) => CHECKLISTS,
        }
    }

    /// Its tags.
    pub fn tags(&self) -> &[String] {
        match self {
            Self::Case(case) => &case.tags,
            Self::Checklist(list) => &list.tags,
        }
    }

    /// The name of its pack.
    pub fn pack(&self) -> &str {
        match self {
            Self::Case(case) => &case.pack,
            Self::Checklist(list) => &list.pack,
        }
    }

    /// The placeholders of its commands.
    pub fn parameters(&self) -> &[Parameter] {
        match self {
            Self::Case(case) => &case.parameters,
            Self::Checklist(list) => &list.parameters,
        }
    }

    /// The case, if it is one.
    pub fn as_case(&self) -> Option<&Case> {
        match self {
            Self::Case(case) => Some(case),
            Self::Checklist(_) => None,
        }
    }

    /// Its commands in the order of the card, numbered from 1: checks first, then the fix.
    pub fn commands(&self) -> Vec<Command> {
        let mut commands = Vec::new();
        if let Self::Case(case) = self {
            for step in &case.diagnosis {
                if let Diagnosis::Check(check) = step {
                    commands.push(Command {
                        number: commands.len() + 1,
                        template: check.run.clone(),
                        kind: CommandKind::Check,
                        risk: Risk::ReadOnly,
                        purpose: check.why.clone(),
                        effect: None,
                        confirm: None,
                        timeout: check.timeout,
                        io: check.io,
                    });
                }
            }
        }
        for step in self.steps() {
            if let Some(run) = &step.run {
                commands.push(fix_command(commands.len() + 1, run, step));
            }
        }
        commands
    }

    /// The steps that may change something: the fix of a case, the steps of a checklist.
    pub fn steps(&self) -> &[FixStep] {
        match self {
            Self::Case(case) => &case.fix,
            Self::Checklist(list) => &list.steps,
        }
    }
}

fn fix_command(number: usize, run: &str, step: &FixStep) -> Command {
    Command {
        number,
        template: run.to_owned(),
        kind: CommandKind::Fix,
        risk: step.risk,
        purpose: step.text.clone(),
        effect: step.effect.clone(),
        confirm: step.confirm.clone(),
        // A fix may download and build; nobody should lose an installation to the limit of a check.
        timeout: DEFAULT_TIMEOUT * 15,
        io: Io::Live,
    }
}
