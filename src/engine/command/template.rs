//! Templates: a command with placeholders, and the command that comes out once they are filled.
//! How it runs is `runtime::process`'s business.

use std::collections::BTreeMap;

use thiserror::Error;

use super::lexer::{Placeholder, Position, scan};
use super::quote::{quote, quote_first};
use super::value::{ValueError, validate};
use crate::domain::{Parameter, ParameterType};

/// A command with its placeholders found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    segments: Vec<Segment>,
}

/// A piece of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Segment {
    /// Shell text that stays as it is.
    Literal(String),
    /// A name in `{{…}}`.
    Placeholder(Placeholder),
}

/// A command that can be shown, copied and run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// The pieces in order; their texts joined are the command.
    pub parts: Vec<Part>,
    /// Variables that carry secrets past the command line: `CC_` and the parameter's name.
    pub secrets: Vec<(String, String)>,
}

/// A piece of a filled command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The text, quoted where needed.
    pub text: String,
    /// The parameter whose value it is; none for text of the template.
    pub parameter: Option<String>,
}

impl Filled {
    /// The command: what is shown, copied and run.
    pub fn command(&self) -> String {
        self.parts.iter().map(|part| part.text.as_str()).collect()
    }
}

/// Why a template could not be filled.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FillError {
    /// The case has no such parameter.
    #[error("`{{{{{name}}}}}` is not among the parameters of the case")]
    Undefined {
        /// The placeholder.
        name: String,
    },
    /// The value is refused.
    #[error("{name}: {error}")]
    Value {
        /// The parameter.
        name: String,
        /// Why.
        error: ValueError,
    },
    /// Quoting is not safe where the placeholder stands.
    #[error("`{{{{{name}}}}}` stands {position}, where no value is safe")]
    Place {
        /// The placeholder.
        name: String,
        /// Where it stands.
        position: Position,
    },
}

impl Template {
    /// Finds the placeholders of a command. Never fails; places that are not safe are told by
    /// `unsafe_places` and refused by `fill`.
    pub fn parse(command: &str) -> Self {
        let mut segments = Vec::new();
        let mut done = 0;
        for placeholder in scan(command) {
            let span = placeholder.span.clone();
            if done < span.start {
                segments.push(Segment::Literal(command[done..span.start].to_owned()));
            }
            segments.push(Segment::Placeholder(placeholder));
            done = span.end;
        }
        if done < command.len() {
            segments.push(Segment::Literal(command[done..].to_owned()));
        }
        Self { segments }
    }

    /// The pieces in order.
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// Every placeholder, in order, repetitions included.
    pub fn placeholders(&self) -> impl Iterator<Item = &Placeholder> {
        self.segments.iter().filter_map(|segment| match segment {
            Segment::Placeholder(placeholder) => Some(placeholder),
            Segment::Literal(_) => None,
        })
    }

    /// The names of the placeholders, each once, in order.
    pub fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for placeholder in self.placeholders() {
            if !names.contains(&placeholder.name.as_str()) {
                names.push(&placeholder.name);
            }
        }
        names
    }

    /// The placeholders that stand where a quoted value would not be one word.
    pub fn unsafe_places(&self) -> impl Iterator<Item = &Placeholder> {
        self.placeholders().filter(|placeholder| placeholder.position != Position::Word)
    }

    /// The command with every placeholder replaced, in one pass: braces in a value stay text.
    ///
    /// A value that is not in `values` is the parameter's default. Each value becomes exactly one
    /// word. A secret does not enter the text; it goes into a variable, which the text names.
    pub fn fill(
        &self,
        parameters: &[Parameter],
        values: &BTreeMap<String, String>,
    ) -> Result<Filled, FillError> {
        let mut filled = Filled { parts: Vec::new(), secrets: Vec::new() };
        for segment in &self.segments {
            match segment {
                Segment::Literal(text) => filled.parts.push(Part { text: text.clone(), parameter: None }),
                Segment::Placeholder(placeholder) => {
                    let name = &placeholder.name;
                    let parameter = parameters.iter().find(|parameter| parameter.name == *name);
                    let parameter = parameter.ok_or_else(|| FillError::Undefined { name: name.clone() })?;
                    let value = values.get(name).unwrap_or(&parameter.default);
                    let text = word(placeholder, parameter, value, &mut filled.secrets)?;
                    filled.parts.push(Part { text, parameter: Some(name.clone()) });
                }
            }
        }
        Ok(filled)
    }
}

/// The word that stands for one placeholder.
fn word(
    placeholder: &Placeholder,
    parameter: &Parameter,
    value: &str,
    secrets: &mut Vec<(String, String)>,
) -> Result<String, FillError> {
    let name = placeholder.name.clone();
    if placeholder.position != Position::Word {
        return Err(FillError::Place { name, position: placeholder.position });
    }
    let refuse = |error| FillError::Value { name: name.clone(), error };
    validate(parameter.kind, value).map_err(refuse)?;
    let optional = parameter.default.is_empty() || parameter.kind == ParameterType::Text;
    if value.is_empty() && !optional {
        return Err(refuse(ValueError::Empty));
    }
    if parameter.kind == ParameterType::Secret {
        let variable = variable(&name);
        let text = format!("\"${variable}\"");
        if secrets.iter().all(|(known, _)| *known != variable) {
            secrets.push((variable, value.to_owned()));
        }
        return Ok(text);
    }
    let text = if placeholder.starts_command { quote_first(value) } else { quote(value) };
    Ok(text.into_owned())
}

/// The variable of a secret; the prefix keeps `path` from becoming `PATH`. An underscore is doubled,
/// so that `a-b` and `a_b` are two.
fn variable(name: &str) -> String {
    format!("CC_{}", name.to_ascii_uppercase().replace('_', "__").replace('-', "_"))
}
