//! Parameters: the placeholders of a case's commands and what values they take.
//! Quoting and filling is `engine::command`'s business.

/// A placeholder `{{name}}`, with the question to ask for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// Lower case, digits, `-` and `_`.
    pub name: String,
    /// The question that the form shows.
    pub ask: String,
    /// The value until somebody knows better; empty means that the command finds out by itself.
    pub default: String,
    /// What values are accepted.
    pub kind: ParameterType,
    /// A read-only command that prints one choice a line.
    pub from: Option<String>,
    /// Choices that are known beforehand.
    pub choices: Vec<String>,
}

/// What a value must look like before it may enter a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParameterType {
    /// A dotted Python module name.
    Module,
    /// The name of a distribution, without a version.
    Package,
    /// A requirement, with extras and versions: `requests[socks]>=2,<3`.
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

impl ParameterType {
    /// Every type with the name that files use.
    pub const ALL: [(&'static str, Self); 11] = [
        ("module", Self::Module),
        ("package", Self::Package),
        ("requirement", Self::Requirement),
        ("path", Self::Path),
        ("file", Self::File),
        ("port", Self::Port),
        ("pid", Self::Pid),
        ("host", Self::Host),
        ("word", Self::Word),
        ("text", Self::Text),
        ("secret", Self::Secret),
    ];

    /// The type of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind)
    }

    /// The name that files use.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, kind)| *kind == self).map_or("text", |(name, _)| name)
    }
}
