//! A case: one known fault with its symptom, causes, checks, fix and prevention.
//! How it is written in a file is `content::format`'s business; how it is matched, `engine`'s.

use std::fmt;

use super::parameter::Parameter;
use super::step::{Diagnosis, FixStep};

/// One known fault, resolved and ready to show, search, match and run.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// Unique in the whole library, e.g. `HC-PY-002`.
    pub id: CaseId,
    /// Name of the pack that it came from, e.g. `python`.
    pub pack: String,
    /// A short name of the fault.
    pub title: String,
    /// Key of a category of the pack.
    pub category: String,
    /// Lower-case words to narrow by (`#tag`).
    pub tags: Vec<String>,
    /// The document that the facts come from.
    pub source: Option<String>,
    /// What the person sees.
    pub symptom: Symptom,
    /// What may be behind it, most likely first.
    pub causes: Vec<Cause>,
    /// The placeholders of the commands.
    pub parameters: Vec<Parameter>,
    /// Read-only checks and things to look at, in order.
    pub diagnosis: Vec<Diagnosis>,
    /// What mends it.
    pub fix: Vec<FixStep>,
    /// What keeps it from coming back.
    pub prevention: Vec<String>,
    /// Cases worth a look beside this one.
    pub related: Vec<CaseId>,
}

/// Identifier of a case or a checklist: `A-Z`, `0-9` and `-`, 2 to 64 characters, no leading dash.
///
/// The narrow alphabet keeps ids safe as file names, as arguments and on the screen.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CaseId(String);

impl CaseId {
    /// The id, if `text` has the shape of one.
    pub fn new(text: &str) -> Option<Self> {
        let mut bytes = text.bytes();
        let first = bytes.next()?;
        let good = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
        let shape = good(first) && bytes.all(|byte| good(byte) || byte == b'-');
        (shape && (2..=64).contains(&text.len())).then(|| Self(text.to_owned()))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CaseId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// What a person sees, types and pastes when the fault is there.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Symptom {
    /// The error text, or a sentence where nothing is printed.
    pub text: String,
    /// Phrases that people type for it.
    pub also: Vec<String>,
    /// What programs print.
    pub signatures: Vec<Signature>,
}

/// A pattern that recognises the fault in an error text.
#[derive(Debug, Clone, PartialEq)]
pub struct Signature {
    /// A regular expression searched in one line; named groups fill parameters.
    pub pattern: String,
    /// How much a match says.
    pub strength: Strength,
    /// Patterns that must all be found somewhere in the evidence.
    pub all_of: Vec<String>,
    /// Patterns of which none may be found anywhere in the evidence.
    pub unless: Vec<String>,
    /// Real wordings that the pattern matches: its proof.
    pub samples: Vec<String>,
}

/// How much the match of a signature says, from a hint to a settled case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// A hint only.
    Weak,
    /// Usually this case.
    Likely,
    /// This line alone settles the case.
    Strong,
}

impl Strength {
    /// The word used in files and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Weak => "weak",
            Self::Likely => "likely",
            Self::Strong => "strong",
        }
    }
}

/// One thing that may be behind the symptom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    /// Name used by verdict rules and fix steps.
    pub key: String,
    /// The cause as a sentence fragment.
    pub text: String,
    /// Why no check can tell, where that is so.
    pub by_hand: Option<String>,
}
