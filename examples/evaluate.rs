//! The score table: error texts through the matcher, queries through the search, each as the command line does it.
//! `cargo run --release --example evaluate -- [--pack FOLDER] FILE…`; nothing is changed, and the items are read from the files only.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a table is printed")]

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use crashcart::content::source::Source;
use crashcart::content::{Library, Problem};
use crashcart::domain::Confidence;
use crashcart::engine::matcher::Matcher;
use crashcart::engine::search::{Document, Index, Query};
use crashcart::engine::triage::triage;
use serde::Deserialize;

/// Characters of a line that the table shows.
const SHOWN: usize = 110;

/// One text with the cases that are right for it.
#[derive(Debug, Deserialize)]
struct Item {
    id: String,
    kind: Kind,
    expect: Vec<String>,
    text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Log,
    Query,
    Negative,
}

/// One case that came, and why.
struct Answer {
    id: String,
    confidence: Confidence,
    why: String,
}

struct Desk {
    library: Library,
    matcher: Arc<Matcher>,
    index: Index,
}

impl Desk {
    fn open(pack: Option<&Path>) -> Self {
        let (library, problems) = library(pack);
        problems.iter().for_each(|problem| eprintln!("{}", problem.render(false)));
        let documents: Vec<Document> = library.cards.iter().map(Document::from).collect();
        let matcher = Arc::new(Matcher::of_cards(&library.cards));
        Self { library, matcher, index: Index::build(&documents) }
    }

    fn answers(&self, item: &Item) -> Vec<Answer> {
        match item.kind {
            Kind::Query => self.search(&item.text),
            Kind::Log | Kind::Negative => self.matched(&item.text),
        }
    }

    fn matched(&self, text: &str) -> Vec<Answer> {
        let answer = |found: crashcart::domain::Match| {
            let first = found.evidence.first();
            let why = first.map_or_else(String::new, |line| {
                format!("{}: {}  ⟵ {}", line.line, cut(&line.text), cut(&line.signature))
            });
            Answer { id: found.case.to_string(), confidence: found.confidence, why }
        };
        let mut reading = self.matcher.read();
        reading.feed(text.as_bytes());
        reading.finish();
        triage(&reading, &self.index, &self.library.cards).into_iter().map(answer).collect()
    }

    fn search(&self, text: &str) -> Vec<Answer> {
        let hits = self.index.search(&Query::parse(text), 10);
        let answer = |hit: crashcart::engine::search::Hit| {
            let card = self.library.cards.get(hit.document)?;
            let why = format!("{:?}: {}", hit.why.field, cut(&hit.why.text));
            Some(Answer { id: card.id().to_string(), confidence: hit.confidence, why })
        };
        hits.into_iter().filter_map(answer).collect()
    }
}

/// The built-in packs, or one from a folder.
fn library(pack: Option<&Path>) -> (Library, Vec<Problem>) {
    match pack {
        None => Library::builtin(),
        Some(folder) => {
            let (source, mut problems) = Source::folder(folder);
            let (library, found) = Library::from_sources(vec![source]);
            problems.extend(found);
            (library, problems)
        }
    }
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[derive(Default)]
struct Tally {
    count: usize,
    top1: usize,
    top3: usize,
    sure: usize,
    misses: String,
}

impl Tally {
    fn take(&mut self, item: &Item, answers: &[Answer]) {
        self.count += 1;
        let right = |answer: &Answer| item.expect.contains(&answer.id);
        let place = answers.iter().position(right);
        let sure = answers.iter().any(|answer| answer.confidence > Confidence::Weak);
        self.top1 += usize::from(place == Some(0));
        self.top3 += usize::from(place.is_some_and(|place| place < 3));
        self.sure += usize::from(sure);
        let missed = if item.kind == Kind::Negative { sure } else { place != Some(0) };
        if missed {
            self.miss(item, answers, place);
        }
    }

    fn miss(&mut self, item: &Item, answers: &[Answer], place: Option<usize>) {
        let place = place.map_or("nowhere".to_owned(), |place| format!("at {}", place + 1));
        self.misses.push_str(&format!("{} wants {} ({place})\n", item.id, item.expect.join(" ")));
        for answer in answers.iter().take(4) {
            let confidence = answer.confidence.as_str();
            self.misses.push_str(&format!("    {:<11} {confidence:<7} {}\n", answer.id, answer.why));
        }
    }

    fn print(&self, kind: Kind) {
        let share = |part: usize| 100.0 * part as f64 / self.count.max(1) as f64;
        println!("{}\n{}", format!("{kind:?} misses").to_lowercase(), self.misses);
        print!("{:<9} {:>4} items  ", format!("{kind:?}").to_lowercase(), self.count);
        if kind == Kind::Negative {
            println!("strong or likely {:.1} % ({})", share(self.sure), self.sure);
        } else {
            println!(
                "top-1 {:.1} % ({})  top-3 {:.1} % ({})",
                share(self.top1),
                self.top1,
                share(self.top3),
                self.top3
            );
        }
        println!();
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let mut tallies: BTreeMap<Kind, Tally> = BTreeMap::new();
    let mut paths: Vec<String> = std::env::args().skip(1).collect();
    let pack = (paths.first().map(String::as_str) == Some("--pack") && paths.len() > 2)
        .then(|| PathBuf::from(paths.drain(..2).next_back().unwrap_or_default()));
    let desk = Desk::open(pack.as_deref());
    if paths.is_empty() {
        return Err(
            "name a file of items, each with id, kind (log, query or negative), expect and text".into()
        );
    }
    for path in paths {
        let text = fs::read_to_string(&path).map_err(|error| format!("cannot read {path}: {error}"))?;
        let items: Vec<Item> = serde_yaml::from_str(&text).map_err(|error| format!("{path}: {error}"))?;
        for item in &items {
            tallies.entry(item.kind).or_default().take(item, &desk.answers(item));
        }
    }
    tallies.iter().for_each(|(kind, tally)| tally.print(*kind));
    Ok(())
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("evaluate: {error}");
            ExitCode::from(2)
        }
    }
}
