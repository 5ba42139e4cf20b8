//! The files of a pack as they are written, and the one home of `serde_yaml`.
//! What the values mean is decided in `content::resolve`; nothing here knows other files.

mod shape;
mod value;

pub use shape::{
    CaseFile, CauseFile, CheckFile, ChecklistFile, ChecklistStepFile, ConditionFile, FixFile, IoWord,
    OutcomeFile, PackFile, ParameterFile, RiskWord, RuleFile, SamplesFile, SignatureFile, StrengthWord,
    SymptomFile, TypeWord,
};
pub use value::{ComparisonText, OneOrMany, Pairs};

use serde::de::DeserializeOwned;

/// The newest version of the format that this program reads; files say it as `schema: 1` or not at all.
pub const SCHEMA: u32 = 1;

/// Why a file could not be read, as `serde_yaml` tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormatError {
    /// What is wrong, without the place.
    pub what: String,
    /// Line and column from 1, where the parser tells them.
    pub place: Option<(usize, usize)>,
}

/// Reads one file. The text must have passed `content::scan::scan`.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, FormatError> {
    serde_yaml::from_str(text).map_err(|error| FormatError {
        place: error.location().map(|location| (location.line(), location.column())),
        what: without_place(&error.to_string()),
    })
}

/// The message without the ` at line 3 column 5` that `serde_yaml` appends.
fn without_place(message: &str) -> String {
    match message.rfind(" at line ") {
        Some(at) if message[at..].contains(" column ") => message[..at].to_owned(),
        _ => message.to_owned(),
    }
}
