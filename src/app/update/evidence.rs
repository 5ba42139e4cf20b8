//! Evidence: an error text that was pasted or piped in takes the place of a query, and what it names
//! fills the placeholders of the cases that it speaks for.

use super::super::effect::Effect;
use super::super::model::{CardState, Evidence, Model};
use super::search;
use crate::domain::{Card, Match};
use crate::engine::command::validate;

/// Bytes of a paste that are taken; a larger text is better piped in, and the terminal sends it for minutes.
const PASTE_LIMIT: usize = 1024 * 1024;
/// Characters from which a single line is an error text rather than a few words.
const LONG_LINE: usize = 200;

/// True if pasted text is an error text: several lines, or one that nobody types.
pub fn is_one(text: &str) -> bool {
    text.lines().filter(|line| !line.trim().is_empty()).take(2).count() > 1 || text.trim().len() > LONG_LINE
}

/// Takes in an error text and asks for its cases.
pub fn pasted(model: &mut Model, text: &str) -> Vec<Effect> {
    let number = model.search.evidence.as_ref().map_or(0, |evidence| evidence.number) + 1;
    let end = (0..=PASTE_LIMIT.min(text.len())).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    let text = &text[..end];
    let lines = text.lines().count();
    model.search.evidence = Some(Evidence { number, origin: "pasted", lines, ..Evidence::default() });
    model.search.moved = false;
    search::refresh(model);
    vec![Effect::Match(number, text.to_owned())]
}

/// Takes in what the evidence speaks for so far; what came for older evidence is dropped.
pub fn arrived(model: &mut Model, evidence: Evidence) {
    if model.search.evidence.as_ref().is_some_and(|known| known.number > evidence.number) {
        return;
    }
    for found in &evidence.matches {
        fill(model, found);
    }
    model.search.evidence = Some(evidence);
    search::refresh(model);
}

/// Forgets the evidence: the list is what the line asks for again.
pub fn forget(model: &mut Model) -> Vec<Effect> {
    if model.search.evidence.take().is_none() {
        return Vec::new();
    }
    for state in model.case.states.values_mut() {
        let given = &state.given;
        state.values.retain(|name, _| given.contains(name));
    }
    search::changed(model)
}

/// Fills the placeholders of a case with what the text named, where the person gave nothing and the
/// value is what the placeholder takes. A captured value never runs by itself: it is shown in the command.
fn fill(model: &mut Model, found: &Match) {
    let library = model.library.clone();
    let Some(index) = library.cards.iter().position(|card| *card.id() == found.case) else { return };
    let state = model.case.states.entry(index).or_default();
    take(&library.cards[index], state, found.captures.iter().cloned());
}

/// Takes captured values where they are what a placeholder takes and the person gave none.
pub fn take(card: &Card, state: &mut CardState, captured: impl IntoIterator<Item = (String, String)>) {
    for (name, value) in captured {
        let parameter = card.parameters().iter().find(|parameter| parameter.name == name);
        let fits = parameter.is_some_and(|parameter| validate(parameter.kind, &value).is_ok());
        if fits && !value.is_empty() && !state.given.contains(&name) {
            state.values.insert(name, value);
        }
    }
}
