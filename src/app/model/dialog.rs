//! What can lie on top of the panes: questions, editors, forms, lists and texts.

use tui_input::Input;

use super::super::action::Action;
use super::super::editor::Editor;
use super::super::effect::Script;
use super::super::keymap::Context;
use crate::domain::{Command, Parameter};

/// What lies on top of the panes.
#[derive(Debug)]
pub enum Dialog {
    /// The question before something that changes the machine.
    Confirm(Confirm),
    /// A command being edited.
    Edit(Edit),
    /// The placeholders of a card.
    Form(Form),
    /// A text to read: the keys, a whole command.
    Viewer(Viewer),
    /// The list of every action.
    Palette(Palette),
    /// Something still runs: leave all the same?
    Leave,
}

/// The question before something that changes the machine.
#[derive(Debug)]
pub struct Confirm {
    /// The card that the command belongs to.
    pub card: usize,
    /// The command.
    pub command: Command,
    /// What will run.
    pub script: Script,
    /// The word typed so far, where one is asked for.
    pub typed: Input,
    /// First line of the command shown.
    pub top: usize,
}

impl Confirm {
    /// The word that must be typed.
    pub fn word(&self) -> Option<&str> {
        self.command.confirm.as_deref()
    }

    /// Enter may run it.
    pub fn is_satisfied(&self) -> bool {
        self.word().is_none_or(|word| self.typed.value().trim() == word)
    }
}

/// A command being edited.
#[derive(Debug)]
pub struct Edit {
    /// The card that the command belongs to.
    pub card: usize,
    /// The command it started from.
    pub command: Command,
    /// The text.
    pub editor: Editor,
    /// The secrets that the text names as variables.
    pub secrets: Vec<(String, String)>,
}

/// The placeholders of a card.
#[derive(Debug)]
pub struct Form {
    /// The card.
    pub card: usize,
    /// The placeholders with what is typed for each.
    pub fields: Vec<Field>,
    /// Position of the field with the cursor.
    pub current: usize,
    /// What to do once it is filled.
    pub then: Option<Command>,
}

/// One placeholder of a form.
#[derive(Debug)]
pub struct Field {
    /// The placeholder.
    pub parameter: Parameter,
    /// What is typed.
    pub input: Input,
    /// Why it is not accepted.
    pub problem: Option<String>,
    /// What can be chosen.
    pub listing: Listing,
    /// Position of the choice that is selected, if one is.
    pub chosen: Option<usize>,
}

/// The choices of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listing {
    /// There are none, or they were not asked for.
    None,
    /// They are being listed.
    Asked,
    /// Here they are.
    Choices(Vec<String>),
    /// They could not be had, and why.
    Failed(String),
}

impl Field {
    /// The choices that what is typed leaves, bounded to what fits a list.
    pub fn matching(&self) -> Vec<&str> {
        let Listing::Choices(choices) = &self.listing else { return Vec::new() };
        let typed = self.input.value().to_lowercase();
        // A value that is itself a choice filters nothing: the person wants to see the others.
        let whole = choices.iter().any(|choice| *choice == self.input.value());
        choices
            .iter()
            .map(String::as_str)
            .filter(|choice| whole || choice.to_lowercase().contains(&typed))
            .take(200)
            .collect()
    }
}

/// A text to read.
#[derive(Debug)]
pub struct Viewer {
    /// Its title.
    pub title: String,
    /// Its lines.
    pub lines: Vec<String>,
    /// First line shown.
    pub top: usize,
}

/// The list of every action.
#[derive(Debug)]
pub struct Palette {
    /// The filter.
    pub input: Input,
    /// Every action that can be asked for here: name, key, action.
    pub actions: Vec<(Action, String)>,
    /// Position in what the filter leaves.
    pub selected: usize,
}

impl Palette {
    /// The actions that the filter leaves: the letters of every word stand in the name in that order;
    /// those with whole words come first.
    pub fn matching(&self) -> Vec<&(Action, String)> {
        let typed = self.input.value().to_lowercase();
        let words: Vec<&str> = typed.split_whitespace().collect();
        let name = |entry: &&(Action, String)| entry.0.describe().to_lowercase();
        let fits = |entry: &&(Action, String)| words.iter().all(|word| has_letters(&name(entry), word));
        let mut left: Vec<&(Action, String)> = self.actions.iter().filter(fits).collect();
        left.sort_by_key(|entry| !words.iter().all(|word| name(entry).contains(word)));
        left
    }
}

/// True if the letters of `word` stand in `text` in that order.
fn has_letters(text: &str, word: &str) -> bool {
    let mut letters = text.chars();
    word.chars().all(|wanted| letters.any(|letter| letter == wanted))
}

impl Dialog {
    /// The contexts whose keys count while it is open, first one first.
    pub fn contexts(&self) -> &'static [Context] {
        match self {
            Self::Confirm(_) => &[Context::Confirm, Context::Line],
            Self::Edit(_) => &[Context::Edit, Context::Line],
            Self::Form(_) => &[Context::Form, Context::Line],
            Self::Viewer(_) | Self::Leave => &[Context::Popup],
            Self::Palette(_) => &[Context::Popup, Context::Line],
        }
    }
}
