//! The vocabulary of crashcart: what a case, a command, a run, an output and a match are.
//! No files, clocks, processes or serialised shapes here; every other layer imports this one.

pub mod card;
pub mod case;
pub mod checklist;
pub mod evidence;
pub mod parameter;
pub mod run;
pub mod step;
pub mod transcript;
pub mod verdict;
pub mod visible;

pub use card::Card;
pub use case::{Case, CaseId, Cause, Signature, Strength, Symptom};
pub use checklist::Checklist;
pub use evidence::{Confidence, EvidenceLine, Match};
pub use parameter::{Parameter, ParameterType};
pub use run::{RunEnd, RunId};
pub use step::{Check, Command, CommandKind, Diagnosis, FixStep, Io, Risk};
pub use transcript::{Line, Style, Transcript};
