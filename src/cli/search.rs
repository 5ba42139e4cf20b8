//! `crashcart search`: ranked cases for a few words.

use std::process::ExitCode;

use super::args::SearchArgs;
use super::print::{self, Printer};
use super::show::{index, library};
use crate::domain::visible::visible;
use crate::engine::report::json;
use crate::engine::search::Query;
use crate::ui::field_name;

/// Searches and prints; exit 1 if nothing was found.
pub fn run(arguments: &SearchArgs, printer: &Printer) -> ExitCode {
    let library = library();
    let index = index(&library);
    let hits = index.search(&Query::parse(&arguments.query.join(" ")), arguments.limit);
    let rows = hits.iter().filter_map(|hit| library.cards.get(hit.document).map(|card| (hit, card)));
    if arguments.json {
        print::json(&rows.map(|(hit, card)| json::row(card, Some((hit.score, hit.confidence)))).collect());
    } else {
        let mut text = String::new();
        for (hit, card) in rows {
            let id = printer.id(&format!("{:<12}", card.id().as_str()));
            text.push_str(&format!("{id} {}\n", visible(card.title())));
            let why = format!("{} · {}", field_name(hit.why.field), visible(&hit.why.text));
            text.push_str(&format!("{:<12} {}\n", "", printer.dim(&why)));
        }
        print::out(&text);
    }
    if hits.is_empty() {
        if !arguments.json {
            eprintln!("nothing known matches");
        }
        return ExitCode::from(1);
    }
    ExitCode::SUCCESS
}
