//! The keys of case, checklist and pack files. The doc comments become the help that editors show
//! while somebody writes a case, so they speak to authors.

use schemars::JsonSchema;
use serde::Deserialize;

use super::value::{ComparisonText, OneOrMany, Pairs};

/// A known fault: what it looks like, what is behind it, how to tell, how to mend it.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "crashcart case")]
pub struct CaseFile {
    /// Version of the format; may be left out.
    pub schema: Option<u32>,
    /// Unique in all packs and equal to the file's name: A-Z, 0-9 and -, e.g. `HC-PY-002`.
    pub id: String,
    /// A short name of the fault.
    pub title: String,
    /// Key of one of the categories in pack.yaml.
    pub category: String,
    /// Two to six lower-case words to narrow a search by.
    pub tags: Vec<String>,
    /// The document that the facts come from.
    pub source: Option<String>,
    /// What a person sees, types and pastes when the fault is there.
    pub symptom: SymptomFile,
    /// What may be behind it, most likely first: a key for rules and fixes, and a sentence fragment.
    pub causes: Pairs<CauseFile>,
    /// The placeholders `{{name}}` of the commands.
    #[serde(default)]
    pub parameters: Pairs<ParameterFile>,
    /// Read-only checks (`run`) and things for a person to look at (`look`), in order.
    pub diagnosis: Vec<CheckFile>,
    /// What mends it.
    pub fix: Vec<FixFile>,
    /// What keeps it from coming back.
    pub prevention: Vec<String>,
    /// Ids of cases worth a look beside this one.
    #[serde(default)]
    pub related: Vec<String>,
}

/// What a person sees, types and pastes when the fault is there.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SymptomFile {
    /// The error text, or a sentence where nothing is printed.
    pub text: String,
    /// Phrases that people type when they have this.
    #[serde(default)]
    pub also: Vec<String>,
    /// What programs print.
    #[serde(default)]
    pub signatures: Vec<SignatureFile>,
}

/// A pattern that recognises the fault in one line of an error text.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SignatureFile {
    /// A regular expression without look-around and back-references, searched in one line. Every match
    /// contains a plain text of at least 4 characters. Named groups fill parameters.
    pub pattern: String,
    /// How much a match says.
    pub strength: StrengthWord,
    /// Each must be found somewhere in the whole text (`^` and `$` match at line ends).
    #[serde(default)]
    pub all_of: OneOrMany<String>,
    /// None may be found anywhere in the whole text.
    #[serde(default)]
    pub unless: OneOrMany<String>,
    /// Real wordings that the pattern matches; at least one.
    pub samples: Vec<String>,
}

/// How much the match of a signature says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum StrengthWord {
    /// This line alone settles the case.
    Strong,
    /// Usually this case.
    Likely,
    /// A hint only.
    Weak,
}

/// A cause: a text, or `text` and `by_hand`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CauseFile {
    /// The cause as a sentence fragment.
    pub text: String,
    /// Why no check can tell.
    pub by_hand: Option<String>,
}

/// A cause that no check can tell.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CauseByHand")]
pub struct CauseParts {
    /// The cause as a sentence fragment.
    pub text: String,
    /// Why no check can tell; only where no rule confirms it.
    pub by_hand: Option<String>,
}

/// A placeholder of the commands.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ParameterFile {
    /// The question that the form shows.
    pub ask: String,
    /// The value until somebody knows better; '' means that the command finds out by itself.
    pub default: String,
    /// What values are accepted; left out, the type with the parameter's name, else text.
    #[serde(rename = "type")]
    pub kind: Option<TypeWord>,
    /// A read-only command that prints one choice a line.
    pub from: Option<String>,
    /// Choices that are known beforehand.
    #[serde(default)]
    pub choices: Vec<String>,
}

/// What values a parameter accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum TypeWord {
    /// A dotted Python module name.
    Module,
    /// The name of a distribution, without a version.
    Package,
    /// A requirement, with extras and versions.
    Requirement,
    /// A file or folder.
    Path,
    /// A file.
    File,
    /// 0 to 65535.
    Port,
    /// A process id.
    Pid,
    /// A host name or address.
    Host,
    /// One word of letters, digits and `_ . : / @ % + = , -`.
    Word,
    /// Any line of text.
    Text,
    /// Any line of text that must never be shown or recorded.
    Secret,
}

/// One step of the diagnosis: either `look`, or `run` with what belongs to it.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CheckFile {
    /// Something for a person to look at; nothing to run.
    pub look: Option<String>,
    /// A read-only shell command.
    pub run: Option<String>,
    /// What its output tells.
    pub why: Option<String>,
    /// Seconds that it may take; 60 when left out.
    pub timeout: Option<u32>,
    /// How its output is connected; `live` when left out.
    pub io: Option<IoWord>,
    /// What its outcome proves.
    #[serde(default)]
    pub verdicts: Vec<RuleFile>,
}

/// How the output of a command is connected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum IoWord {
    /// To a terminal, so that programs print line by line.
    Live,
    /// To pipes, for commands that print worse into a terminal.
    Pipe,
}

/// A rule on the outcome of a check: when it speaks, which causes it speaks of, what it says.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RuleFile {
    /// When it speaks; the keys are and-ed.
    pub when: ConditionFile,
    /// Keys of the causes that it proves.
    #[serde(default)]
    pub confirms: OneOrMany<String>,
    /// Keys of the causes that it disproves.
    #[serde(default)]
    pub rules_out: OneOrMany<String>,
    /// Keys of the causes that the check could not look at; `says` is the reason.
    #[serde(default)]
    pub cannot: OneOrMany<String>,
    /// One sentence, lower-case start, no full stop; `{{name}}` is filled from captures.
    pub says: String,
    /// Outcomes on which the rule must speak and must not: its proof.
    #[serde(default)]
    pub samples: SamplesFile,
}

/// The proof of a rule.
#[derive(Debug, Clone, PartialEq, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SamplesFile {
    /// Outcomes on which the rule must speak; at least one.
    #[serde(default)]
    pub fires: Vec<OutcomeFile>,
    /// Outcomes on which it must not; at least one.
    #[serde(default)]
    pub silent: Vec<OutcomeFile>,
}

/// An outcome of a check.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OutcomeFile {
    /// Exit status; 0 when left out.
    #[serde(default)]
    pub exit: i32,
    /// The whole output; empty when left out.
    #[serde(default)]
    pub output: String,
}

/// When a rule speaks; every key that is there must hold.
#[derive(Debug, Clone, PartialEq, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ConditionFile {
    /// The exit status is this, or one of these.
    pub exit: Option<OneOrMany<i32>>,
    /// A regular expression that the whole output matches; named groups are captured.
    pub output: Option<String>,
    /// A regular expression that the output does not match.
    pub absent: Option<String>,
    /// Captured numbers and what they are compared with, e.g. `count: '>= 3'`.
    #[serde(default)]
    pub number: Pairs<ComparisonText>,
    /// All of these hold.
    pub all: Option<Vec<ConditionFile>>,
    /// One of these holds.
    pub any: Option<Vec<ConditionFile>>,
    /// This does not hold.
    pub not: Option<Box<ConditionFile>>,
}

/// One step of a fix.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FixFile {
    /// What to do.
    #[serde(rename = "do")]
    pub text: String,
    /// The command that does it.
    pub run: Option<String>,
    /// What it does to the machine.
    pub risk: RiskWord,
    /// What changes; required when destructive.
    pub effect: Option<String>,
    /// The word that a person types before a destructive command runs.
    pub confirm: Option<String>,
    /// Keys of the causes that it mends; all when left out.
    #[serde(default, rename = "for")]
    pub causes: OneOrMany<String>,
}

/// What a command does to the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RiskWord {
    /// Nothing: it looks.
    ReadOnly,
    /// Changes files or the environment in a way that can be undone.
    Changes,
    /// Deletes, or cannot be undone.
    Destructive,
}

/// Ordered steps for a recurring job, some with commands.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "crashcart checklist")]
pub struct ChecklistFile {
    /// Version of the format; may be left out.
    pub schema: Option<u32>,
    /// Unique in all packs, e.g. `CL-PY-RELEASE`.
    pub id: String,
    /// A short name of the job.
    pub title: String,
    /// Lower-case words to narrow a search by.
    #[serde(default)]
    pub tags: Vec<String>,
    /// The document that the facts come from.
    pub source: Option<String>,
    /// When to use it.
    pub summary: String,
    /// The placeholders `{{name}}` of the commands.
    #[serde(default)]
    pub parameters: Pairs<ParameterFile>,
    /// What to do, in order.
    pub steps: Vec<ChecklistStepFile>,
    /// Ids of cases worth a look beside it.
    #[serde(default)]
    pub related: Vec<String>,
}

/// One step of a checklist.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChecklistStepFile {
    /// What to do.
    #[serde(rename = "do")]
    pub text: String,
    /// What not to do instead.
    pub avoid: Option<String>,
    /// The command that does it.
    pub run: Option<String>,
    /// What the command does to the machine; required with `run`.
    pub risk: Option<RiskWord>,
    /// What changes; required when destructive.
    pub effect: Option<String>,
    /// The word that a person types before a destructive command runs.
    pub confirm: Option<String>,
}

/// A pack: the folder of cases that belong together.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "crashcart pack")]
pub struct PackFile {
    /// Version of the format; may be left out.
    pub schema: Option<u32>,
    /// A short lower-case name, e.g. `python`.
    pub name: String,
    /// What the pack is about, in a few words.
    pub title: String,
    /// What is in it, in a sentence.
    #[serde(default)]
    pub description: String,
    /// Version of the pack.
    #[serde(default)]
    pub version: String,
    /// Prefix of the titles of issues made from its cases, e.g. `PYTHON`.
    #[serde(rename = "issue-key")]
    pub issue_key: Option<String>,
    /// File with the template of "copy as prompt", relative to the pack.
    pub prompt: Option<String>,
    /// Keys and titles of the categories, in the order in which they are listed.
    pub categories: Pairs<String>,
}
