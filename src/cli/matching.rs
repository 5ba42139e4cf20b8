//! `crashcart match`: the known cases in an error text, from a file, a pipe, or a stream that goes on.

use std::io::Write as _;
use std::process::ExitCode;
use std::sync::Arc;

use serde_json::Value;

use super::args::MatchArgs;
use super::diagnose::Examiner;
use super::print::{self, Printer};
use super::show::{index, library};
use crate::content::Library;
use crate::domain::visible::visible;
use crate::domain::{Case, CaseId, Confidence, Match};
use crate::engine::matcher::{Matcher, Reading};
use crate::engine::report::json;
use crate::engine::triage::triage;
use crate::runtime::intake::{Next, Piece, Source};

/// Lines that a stream is remembered for: what was printed before says nothing of what is printed now.
const WINDOW: usize = 2_000;
/// Lines after which a stream is looked at even though it never pauses.
const BURST: usize = 200;

/// Reads the text and prints the cases; exit 1 if nothing known is likely, 2 if there is no text.
pub fn run(arguments: &MatchArgs, printer: &Printer) -> ExitCode {
    let source = match &arguments.file {
        None => Source::Input,
        Some(file) if file.as_os_str() == "-" => Source::Input,
        Some(file) => Source::File(file.clone()),
    };
    if arguments.file.is_none() && source.is_terminal() {
        let hint = "name a file, or pipe the text in: pytest 2>&1 | crashcart match";
        return super::fail(super::USAGE, &format!("there is no error text; {hint}"));
    }
    let library = library();
    let reading = Arc::new(Matcher::of_cards(&library.cards)).read();
    let (json, limit) = (arguments.json, arguments.limit);
    let desk = Desk { library: &library, printer: *printer, json, limit, diagnose: arguments.diagnose };
    let done = if arguments.follow { desk.follow(&source, reading) } else { desk.whole(&source, reading) };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(why) => super::fail(super::USAGE, &why),
    }
}

/// What printing needs. `Ok(true)` below means that something known is likely.
struct Desk<'a> {
    library: &'a Library,
    printer: Printer,
    json: bool,
    limit: usize,
    diagnose: bool,
}

impl Desk<'_> {
    /// Reads everything, then prints.
    fn whole(&self, source: &Source, mut reading: Reading) -> Result<bool, String> {
        source.read(|bytes| reading.feed(bytes))?;
        reading.finish();
        let mut matches = triage(&reading, &index(self.library), &self.library.cards);
        let is_known = matches.iter().any(is_likely);
        matches.truncate(self.limit);
        let mut examiner = self.diagnose.then(|| Examiner::new(self.printer)).transpose()?;
        if self.json {
            print::json(
                &matches.iter().filter_map(|found| self.diagnosed(found, examiner.as_mut())).collect(),
            );
        } else {
            if !is_known {
                let guesses = if matches.is_empty() { "" } else { "; only guesses:" };
                eprintln!("nothing known matches{guesses}");
            }
            for found in &matches {
                print::out(&self.text(found));
            }
            for found in matches.iter().filter(|found| is_likely(found)) {
                if let (Some(examiner), Some(case)) = (&mut examiner, self.case(found)) {
                    print::out("\n");
                    examiner.tell_matched(case, &found.captures);
                }
            }
        }
        Ok(is_known)
    }

    /// Prints each case when it is first seen, after the burst of lines that it came in.
    fn follow(&self, source: &Source, mut reading: Reading) -> Result<bool, String> {
        let mut seen: Vec<CaseId> = Vec::new();
        let mut looked_at = 0;
        source.follow(|piece| {
            let is_quiet = piece == Piece::Quiet;
            if let Piece::Bytes(bytes) = piece {
                reading.feed(&bytes);
            }
            let lines = reading.lines_read();
            if !is_quiet && lines < looked_at + BURST {
                return Next::Read;
            }
            looked_at = lines;
            let next = self.tell_new(&reading, &mut seen);
            reading.forget_before(lines.saturating_sub(WINDOW));
            next
        })?;
        reading.finish();
        self.tell_new(&reading, &mut seen);
        Ok(!seen.is_empty())
    }

    fn tell_new(&self, reading: &Reading, seen: &mut Vec<CaseId>) -> Next {
        let matches = reading.matches();
        let fresh = matches.iter().filter(|found| is_likely(found)).take(self.limit);
        for found in fresh {
            if seen.contains(&found.case) {
                continue;
            }
            seen.push(found.case.clone());
            let record = match self.row(found) {
                Some(row) if self.json => format!("{row}\n"),
                _ => self.text(found),
            };
            let mut stdout = std::io::stdout().lock();
            if stdout.write_all(record.as_bytes()).and_then(|()| stdout.flush()).is_err() {
                return Next::Stop;
            }
        }
        Next::Read
    }

    fn case(&self, found: &Match) -> Option<&Case> {
        self.library.card(&found.case)?.as_case()
    }

    /// The row of a case; where it is likely and checks are wanted, with what they said.
    fn diagnosed(&self, found: &Match, examiner: Option<&mut Examiner>) -> Option<Value> {
        let mut row = self.row(found)?;
        if let (Some(examiner), Some(case), true) = (examiner, self.case(found), is_likely(found)) {
            row["diagnosis"] = examiner.matched(case, &found.captures);
        }
        Some(row)
    }

    fn row(&self, found: &Match) -> Option<Value> {
        Some(json::match_row(self.library.card(&found.case)?, found))
    }

    /// A case as people read it: name and confidence, the deciding line, what it named.
    fn text(&self, found: &Match) -> String {
        let title = self.library.card(&found.case).map_or("", |card| card.title());
        let id = self.printer.id(&format!("{:<12}", found.case.as_str()));
        let mut text = format!("{id} {:<56} {}\n", visible(title), found.confidence.as_str());
        for line in found.evidence.iter().take(2) {
            let shown = format!("line {}: {}", line.line, visible(&line.text));
            text.push_str(&format!("{:<12} {}\n", "", self.printer.dim(&shown)));
        }
        for (name, value) in &found.captures {
            text.push_str(&format!("{:<12} {name} = {}\n", "", visible(value)));
        }
        text
    }
}

/// True where an engineer may be told "it is this".
pub fn is_likely(found: &Match) -> bool {
    found.confidence > Confidence::Weak
}
