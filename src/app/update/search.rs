//! The search line and its list: typing, moving, opening, and what a search found.

use super::super::action::Action;
use super::super::editor::{edit_line, type_into};
use super::super::effect::Effect;
use super::super::model::{Entry, Evidence, Model, Pane, Reason};
use super::evidence;
use crate::domain::Match;
use crate::engine::search::{Hit, Query};

/// Characters of the line that count; what is longer is an error text, not a query.
const QUERY_LIMIT: usize = 256;

/// Types text at the cursor and asks for its search.
pub fn type_text(model: &mut Model, text: &str) -> Vec<Effect> {
    for character in text.chars() {
        if model.search.input.value().chars().count() < QUERY_LIMIT {
            type_into(&mut model.search.input, character);
        }
    }
    changed(model)
}

/// Takes pasted text: an error text becomes evidence; a few words go into the line, their white space folded.
pub fn paste(model: &mut Model, text: &str) -> Vec<Effect> {
    if evidence::is_one(text) {
        return evidence::pasted(model, text);
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    type_text(model, &words.join(" "))
}

/// Empties the line.
pub fn clear(model: &mut Model) -> Vec<Effect> {
    if model.search.input.value().is_empty() {
        return evidence::forget(model);
    }
    model.search.input.reset();
    changed(model)
}

/// Does what is asked for while the search line has the focus.
pub fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let page = model.viewport.list_rows.max(2) - 1;
    let before = model.search.input.value().to_owned();
    match action {
        Action::Open => open(model),
        Action::Up => select(model, model.search.selected.saturating_sub(1)),
        Action::Down => select(model, model.search.selected + 1),
        Action::PageUp => select(model, model.search.selected.saturating_sub(page)),
        Action::PageDown => select(model, model.search.selected + page),
        Action::DeleteBack if before.is_empty() => return evidence::forget(model),
        _ => {
            edit_line(&mut model.search.input, action);
        }
    }
    if before == model.search.input.value() { Vec::new() } else { changed(model) }
}

/// Selects the hit at this position, or the last one.
pub fn select(model: &mut Model, position: usize) {
    model.search.selected = position.min(model.search.hits.len().saturating_sub(1));
    model.search.moved = true;
    show_selected(model);
}

/// Opens the selected hit.
pub fn open(model: &mut Model) {
    let Some(hit) = model.search.hits.get(model.search.selected) else { return };
    let card = hit.document;
    model.search.recent.retain(|known| *known != card);
    model.search.recent.insert(0, card);
    super::focus(model, Pane::Case);
    super::reveal(model);
}

/// Takes in what a search found, unless a newer one was asked for meanwhile.
pub fn found(model: &mut Model, generation: u64, hits: Vec<Hit>) {
    if generation != model.search.generation {
        return;
    }
    model.search.found = hits;
    refresh(model);
}

/// Makes the list anew from what was found and what the evidence speaks for.
pub fn refresh(model: &mut Model) {
    let kept = model.search.hits.get(model.search.selected).map(|hit| hit.document);
    model.search.hits = match &model.search.evidence {
        Some(evidence) => from_evidence(model, evidence),
        None => model.search.found.iter().map(from_query).collect(),
    };
    let stays = model.search.hits.iter().position(|hit| Some(hit.document) == kept);
    model.search.selected = if model.search.moved { stays.unwrap_or(0) } else { 0 };
    show_selected(model);
}

fn from_query(hit: &Hit) -> Entry {
    let why = Reason::Query(hit.why.field, hit.why.text.clone(), hit.why.marks.clone());
    Entry { document: hit.document, title_marks: hit.title_marks.clone(), why }
}

/// The cases that the evidence speaks for, in its order; words in the line only narrow them.
fn from_evidence(model: &Model, evidence: &Evidence) -> Vec<Entry> {
    let narrowed = !model.search.input.value().trim().is_empty();
    let entry = |found: &Match| {
        let document = model.library.cards.iter().position(|card| *card.id() == found.case)?;
        let hit = model.search.found.iter().find(|hit| hit.document == document);
        let first = found.evidence.first()?;
        (!narrowed || hit.is_some()).then(|| Entry {
            document,
            title_marks: hit.filter(|_| narrowed).map(|hit| hit.title_marks.clone()).unwrap_or_default(),
            why: Reason::Evidence(first.line, first.text.clone(), found.confidence),
        })
    };
    evidence.matches.iter().filter_map(entry).collect()
}

pub(super) fn changed(model: &mut Model) -> Vec<Effect> {
    model.search.generation += 1;
    model.search.moved = false;
    let query = Query::parse(model.search.input.value()).with_recent(model.search.recent.clone());
    vec![Effect::Search(model.search.generation, query)]
}

fn show_selected(model: &mut Model) {
    if let Some(hit) = model.search.hits.get(model.search.selected) {
        model.case.shown = Some(hit.document);
        model.case.states.entry(hit.document).or_default();
    }
}
