//! The form of placeholders: one field each, checked before it is accepted, with a list to choose
//! from where the content or a read-only command offers one.

use tui_input::Input;

use super::super::action::Action;
use super::super::effect::Effect;
use super::super::event::Tone;
use super::super::key::Key;
use super::super::model::{Dialog, Field, Form, Listing, Model};
use super::{commands, dialog, tell};
use crate::domain::{Command, Parameter};
use crate::engine::command::{Template, validate};

/// Opens the form for a card: for the placeholders of one command, which then runs, or for all.
pub fn open(model: &mut Model, index: usize, then: Option<Command>) -> Vec<Effect> {
    let library = model.library.clone();
    let Some(card) = library.cards.get(index) else { return Vec::new() };
    let wanted = then.as_ref().map(|command| Template::parse(&command.template));
    let fields: Vec<Field> = card
        .parameters()
        .iter()
        .filter(|parameter| {
            wanted.as_ref().is_none_or(|template| template.names().contains(&parameter.name.as_str()))
        })
        .map(|parameter| field(model, index, parameter))
        .collect();
    if fields.is_empty() {
        tell(model, Tone::Plain, format!("{} has no placeholders", card.id()));
        return Vec::new();
    }
    // An empty value is a fault only where a command waits for it.
    let missing = fields.iter().position(|field| field.input.value().is_empty());
    let current = missing.filter(|_| then.is_some()).unwrap_or(0);
    model.dialog = Some(Dialog::Form(Form { card: index, fields, current, then }));
    Vec::new()
}

/// A key while the form is open.
pub fn press(model: &mut Model, mut dialog: Dialog, action: Option<Action>, key: Key) -> Vec<Effect> {
    let Dialog::Form(form) = &mut dialog else { return Vec::new() };
    let count = form.fields.len();
    let mut effects = Vec::new();
    match action {
        Some(Action::Accept) => return accept(model, dialog),
        Some(Action::NextField) => form.current = (form.current + 1) % count,
        Some(Action::PreviousField) => form.current = (form.current + count - 1) % count,
        Some(Action::Down | Action::Up) => move_choice(form, action == Some(Action::Down)),
        Some(Action::Choices) => effects = ask_choices(form),
        other => {
            if let Some(field) = form.fields.get_mut(form.current) {
                dialog::line(&mut field.input, other, key);
                field.problem = None;
                field.chosen = None;
            }
        }
    }
    model.dialog = Some(dialog);
    effects
}

/// Takes in the choices that a parameter's command printed.
pub fn listed(model: &mut Model, parameter: &str, choices: Result<Vec<String>, String>) -> Vec<Effect> {
    if let Some(Dialog::Form(form)) = &mut model.dialog
        && let Some(field) = form.fields.iter_mut().find(|field| field.parameter.name == parameter)
    {
        field.listing = match choices {
            Ok(choices) => Listing::Choices(choices),
            Err(reason) => Listing::Failed(reason),
        };
    }
    Vec::new()
}

fn field(model: &Model, index: usize, parameter: &Parameter) -> Field {
    let known = model.case.states.get(&index).and_then(|state| state.values.get(&parameter.name));
    let value = known.unwrap_or(&parameter.default).clone();
    let listing = if parameter.choices.is_empty() {
        Listing::None
    } else {
        Listing::Choices(parameter.choices.clone())
    };
    Field { parameter: parameter.clone(), input: Input::from(value), problem: None, listing, chosen: None }
}

/// Down in the choices, or to the next field where there are none; up likewise.
fn move_choice(form: &mut Form, down: bool) {
    let count = form.fields.len();
    let Some(field) = form.fields.get_mut(form.current) else { return };
    let choices = field.matching().len();
    if choices == 0 {
        form.current = if down { (form.current + 1) % count } else { (form.current + count - 1) % count };
        return;
    }
    field.chosen = match (field.chosen, down) {
        (None, true) => Some(0),
        (None | Some(0), false) => None,
        (Some(at), true) => Some((at + 1).min(choices - 1)),
        (Some(at), false) => Some(at - 1),
    };
}

fn ask_choices(form: &mut Form) -> Vec<Effect> {
    let Some(field) = form.fields.get_mut(form.current) else { return Vec::new() };
    let Some(command) = field.parameter.from.clone() else { return Vec::new() };
    field.listing = Listing::Asked;
    vec![Effect::ListChoices(field.parameter.name.clone(), command)]
}

/// Enter: takes the selected choice, goes on to the next empty field, or accepts the whole form.
fn accept(model: &mut Model, mut dialog: Dialog) -> Vec<Effect> {
    let Dialog::Form(form) = &mut dialog else { return Vec::new() };
    if let Some(field) = form.fields.get_mut(form.current)
        && let Some(choice) = field.chosen.and_then(|at| field.matching().get(at).map(ToString::to_string))
    {
        field.input = Input::from(choice);
        field.chosen = None;
    }
    for field in &mut form.fields {
        field.problem =
            validate(field.parameter.kind, field.input.value()).err().map(|problem| problem.to_string());
    }
    if let Some(wrong) = form.fields.iter().position(|field| field.problem.is_some()) {
        form.current = wrong;
        model.dialog = Some(dialog);
        return Vec::new();
    }
    let Dialog::Form(form) = dialog else { return Vec::new() };
    let state = model.case.states.entry(form.card).or_default();
    for field in form.fields {
        let value = field.input.value().to_owned();
        let before = state.values.get(&field.parameter.name).unwrap_or(&field.parameter.default);
        if *before != value {
            state.given.insert(field.parameter.name.clone());
        }
        state.values.insert(field.parameter.name, value);
    }
    match form.then {
        Some(command) => commands::request(model, form.card, command),
        None => Vec::new(),
    }
}
