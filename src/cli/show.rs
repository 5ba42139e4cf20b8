//! `crashcart show`: one case or checklist as text, Markdown or JSON; and the schemas of the files.

use std::collections::BTreeMap;
use std::process::ExitCode;
use std::sync::Arc;

use super::args::{SchemaArgs, SchemaKind, ShowArgs};
use super::print::{self, Printer};
use crate::content::{Library, schema, suggest};
use crate::domain::CaseId;
use crate::engine::report::{self, json};
use crate::engine::search::{Document, Index};

/// The built-in library. Problems in it are told on standard error; the rest is usable all the same.
pub fn library() -> Arc<Library> {
    let (library, problems) = Library::builtin();
    for problem in &problems {
        eprintln!("{}", problem.render(false));
    }
    Arc::new(library)
}

/// The search index of a library.
pub fn index(library: &Library) -> Index {
    let documents: Vec<Document> = library.cards.iter().map(Document::from).collect();
    Index::build(&documents)
}

/// Shows one card; exit 1 if the id is unknown.
pub fn run(arguments: &ShowArgs, _printer: &Printer) -> ExitCode {
    let library = library();
    let wanted = arguments.id.to_ascii_uppercase();
    let Some(card) = CaseId::new(&wanted).and_then(|id| library.card(&id)) else {
        let ids = library.cards.iter().map(|card| card.id().as_str());
        let hint = match suggest::nearest(&wanted, ids) {
            Some(near) => format!("did you mean {near}?"),
            None => "crashcart list shows every id".to_owned(),
        };
        return super::fail(1, &format!("no case has the id '{}'; {hint}", arguments.id));
    };
    if arguments.json {
        print::json(&json::card(card));
    } else if arguments.markdown {
        print::out(&report::markdown(card, &BTreeMap::new()));
    } else {
        print::out(&report::plain(card, &BTreeMap::new()));
    }
    ExitCode::SUCCESS
}

/// Prints the JSON Schema of a kind of file.
pub fn schema(arguments: &SchemaArgs) -> ExitCode {
    print::json(&match arguments.kind {
        SchemaKind::Case => schema::case(),
        SchemaKind::Checklist => schema::checklist(),
        SchemaKind::Pack => schema::pack(),
    });
    ExitCode::SUCCESS
}
