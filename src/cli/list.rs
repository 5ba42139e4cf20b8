//! `crashcart list`: every case, narrowed by category, tag or pack.

use std::process::ExitCode;

use super::args::ListArgs;
use super::print::{self, Printer};
use super::show::library;
use crate::domain::Card;
use crate::domain::visible::visible;
use crate::engine::report::json;

/// Lists the cases.
pub fn run(arguments: &ListArgs, printer: &Printer) -> ExitCode {
    let library = library();
    let wanted = |value: &Option<String>, known: &str| value.as_ref().is_none_or(|value| value == known);
    let cards: Vec<&Card> = library
        .cards
        .iter()
        .filter(|card| card.as_case().is_some() != arguments.checklists)
        .filter(|card| wanted(&arguments.category, card.category()) && wanted(&arguments.pack, card.pack()))
        .filter(|card| arguments.tag.as_ref().is_none_or(|tag| card.tags().contains(tag)))
        .collect();
    if arguments.json {
        print::json(&cards.iter().map(|card| json::row(card, None)).collect());
        return ExitCode::SUCCESS;
    }
    let mut text = String::new();
    let mut category = "";
    for card in cards {
        if category != card.category() {
            category = card.category();
            let gap = if text.is_empty() { "" } else { "\n" };
            text.push_str(&format!("{gap}{}\n", printer.bold(library.category_title(card))));
        }
        let id = printer.id(&format!("{:<16}", card.id().as_str()));
        text.push_str(&format!("  {id} {}\n", visible(card.title())));
    }
    print::out(&text);
    ExitCode::SUCCESS
}
