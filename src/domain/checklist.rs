//! A checklist: ordered steps for a recurring job such as a release, some with commands.

use super::case::CaseId;
use super::parameter::Parameter;
use super::step::FixStep;

/// Ordered steps for a recurring job.
#[derive(Debug, Clone, PartialEq)]
pub struct Checklist {
    /// Unique in the whole library, e.g. `CL-PY-RELEASE`.
    pub id: CaseId,
    /// Name of the pack that it came from.
    pub pack: String,
    /// A short name of the job.
    pub title: String,
    /// Lower-case words to narrow by.
    pub tags: Vec<String>,
    /// The document that the facts come from.
    pub source: Option<String>,
    /// When to use it.
    pub summary: String,
    /// The placeholders of the commands.
    pub parameters: Vec<Parameter>,
    /// What to do, in order.
    pub steps: Vec<FixStep>,
    /// Cases worth a look beside it.
    pub related: Vec<CaseId>,
}
