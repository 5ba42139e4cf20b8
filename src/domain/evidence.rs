//! Matches: what the matcher says of an error text. How it finds them is `engine::matcher`'s business.

use super::case::CaseId;

/// How sure crashcart is that a case is the one.
///
/// `Strong` and `Likely` only where an engineer at 3 a.m. may be told "it is this".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// A hint; never presented as a match.
    Weak,
    /// Usually this case.
    Likely,
    /// It is this case.
    Strong,
}

impl Confidence {
    /// The word used in JSON and on the screen.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Weak => "weak",
            Self::Likely => "likely",
            Self::Strong => "strong",
        }
    }
}

/// A line of the evidence that speaks for a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceLine {
    /// Its number in the text, from 1.
    pub line: usize,
    /// The line, without escapes and recognised prefixes, bounded in length.
    pub text: String,
    /// The signature's pattern that matched.
    pub signature: String,
}

/// A case that an error text speaks for.
#[derive(Debug, Clone, PartialEq)]
pub struct Match {
    /// The case.
    pub case: CaseId,
    /// Rank value; higher is better. Comparable within one evaluation only.
    pub score: f64,
    /// How sure.
    pub confidence: Confidence,
    /// The lines that matched, the deciding one first.
    pub evidence: Vec<EvidenceLine>,
    /// What the text named, by parameter name; untrusted.
    pub captures: Vec<(String, String)>,
}
