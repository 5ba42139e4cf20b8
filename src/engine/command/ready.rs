//! A card's command with its values: the rule by which an empty value lets a check find out by itself,
//! and stops a fix.

use std::collections::BTreeMap;

use super::template::{FillError, Filled, Template};
use super::value::ValueError;
use crate::domain::{Command, CommandKind, Parameter};

/// The command as it would run, or why it cannot.
pub fn ready(
    command: &Command,
    parameters: &[Parameter],
    values: &BTreeMap<String, String>,
) -> Result<Filled, FillError> {
    let filled = Template::parse(&command.template).fill(parameters, values)?;
    if command.kind == CommandKind::Fix {
        // `pip install ''` mends nothing; the person has to say what.
        let empty = filled.parts.iter().find(|part| part.parameter.is_some() && part.text == "''");
        if let Some(name) = empty.and_then(|part| part.parameter.clone()) {
            return Err(FillError::Value { name, error: ValueError::Empty });
        }
    }
    Ok(filled)
}
