//! `crashcart diagnose`: runs the read-only checks of a case and says which cause it is.
//! The verdicts are made in `engine::judge`; the fix is printed, never run.

mod document;
mod text;

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};
use std::{fs, io};

use super::args::DiagnoseArgs;
use super::print::{self, Printer};
use super::show::library;
use super::tui::perform::own_binary;
use super::{USAGE, fail};
use crate::content::{Library, suggest};
use crate::domain::{Case, RunEnd};
use crate::engine::command::validate;
use crate::engine::judge::{Decision, Diagnosis};
use crate::engine::matcher::Matcher;
use crate::runtime::bench::{Bench, Checked, Place};
use crate::runtime::interrupt::Interrupt;

pub use text::causes;

/// Exit status: a cause is confirmed.
const CONFIRMED: u8 = 3;
/// Exit status: something stayed open or could not be checked.
const UNDECIDED: u8 = 4;
/// Exit status: the same, because time was over. As `timeout(1)` has it.
const TIMED_OUT: u8 = 124;
/// Exit status: interrupted; 128 and the number of SIGINT.
pub const INTERRUPTED: u8 = 130;
/// Bytes of evidence that are read: 64 MiB.
const EVIDENCE: u64 = 64 << 20;

/// Diagnoses the case.
pub fn run(arguments: &DiagnoseArgs, printer: &Printer) -> ExitCode {
    let library = library();
    match prepare(arguments, &library) {
        Ok((mut diagnosis, place)) => {
            carry_out(arguments, &mut diagnosis, &place, *printer).unwrap_or_else(|why| fail(1, &why))
        }
        Err(what) => fail(USAGE, &what),
    }
}

/// The case of an id as somebody typed it; else what to write instead.
pub fn case<'a>(library: &'a Library, id: &str) -> Result<&'a Case, String> {
    if let Some(card) = library.find(id) {
        return card.as_case().ok_or_else(|| format!("{} is a checklist, which has no checks", card.id()));
    }
    let ids = library.cases().map(|case| case.id.as_str());
    let hint = match suggest::nearest(&id.to_ascii_uppercase(), ids) {
        Some(near) => format!("did you mean {near}?"),
        None => "crashcart list shows every id".to_owned(),
    };
    Err(format!("no case has the id '{id}'; {hint}"))
}

fn prepare(arguments: &DiagnoseArgs, library: &Library) -> Result<(Diagnosis, Place), String> {
    let case = case(library, &arguments.id)?;
    let given = given(case, &arguments.param)?;
    let folder = match &arguments.dir {
        Some(folder) => folder.clone(),
        None => std::env::current_dir()
            .map_err(|error| format!("the working folder is gone: {error}; use --dir"))?,
    };
    if !folder.is_dir() {
        return Err(format!("--dir {} is not a folder", folder.display()));
    }
    let captured = match &arguments.evidence {
        Some(file) => captured(case, library, file)?,
        None => Vec::new(),
    };
    Ok((Diagnosis::new(case, &given, &captured), Place { folder, ..Place::default() }))
}

fn given(case: &Case, parameters: &[String]) -> Result<BTreeMap<String, String>, String> {
    let mut given = BTreeMap::new();
    for text in parameters {
        let Some((name, value)) = text.split_once('=') else {
            return Err(format!("--param {text} has no value; write --param {text}=VALUE"));
        };
        let Some(parameter) = case.parameters.iter().find(|parameter| parameter.name == name) else {
            let known: Vec<&str> = case.parameters.iter().map(|parameter| parameter.name.as_str()).collect();
            let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
            return Err(format!("{} has no parameter '{name}'; it has {known}", case.id));
        };
        validate(parameter.kind, value).map_err(|error| format!("--param {name}: {error}"))?;
        given.insert(name.to_owned(), value.to_owned());
    }
    Ok(given)
}

/// What the evidence names, as far as it speaks for the case.
fn captured(case: &Case, library: &Library, file: &Path) -> Result<Vec<(String, String)>, String> {
    let text = read(file).map_err(|error| format!("cannot read {}: {error}", file.display()))?;
    let matches = Arc::new(Matcher::of_cards(&library.cards)).matches(&text);
    let Some(found) = matches.iter().find(|found| found.case == case.id) else {
        let other =
            matches.first().map(|found| format!("; it speaks for {}", found.case)).unwrap_or_default();
        eprintln!("crashcart: the evidence does not speak for {}{other}", case.id);
        return Ok(Vec::new());
    };
    Ok(found.captures.clone())
}

fn read(file: &Path) -> io::Result<String> {
    let mut bytes = Vec::new();
    if file == Path::new("-") {
        io::stdin().lock().take(EVIDENCE).read_to_end(&mut bytes)?;
    } else {
        fs::File::open(file)?.take(EVIDENCE).read_to_end(&mut bytes)?;
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn carry_out(
    arguments: &DiagnoseArgs,
    diagnosis: &mut Diagnosis,
    place: &Place,
    printer: Printer,
) -> Result<ExitCode, String> {
    let mut examiner = Examiner::new(printer)?;
    let until = arguments.timeout.and_then(|limit: Duration| Instant::now().checked_add(limit));
    let done = if arguments.json {
        let done = examiner.bench_through(diagnosis, place, until);
        print::json(&document::whole(diagnosis, &place.folder, &done));
        done
    } else {
        examiner.tell(diagnosis, place, until)
    };
    Ok(ExitCode::from(status(diagnosis, &done, until, examiner.is_interrupted())))
}

/// Whoever runs the checks of one case after the other and prints what comes of it.
pub struct Examiner {
    bench: Bench,
    printer: Printer,
}

impl Examiner {
    /// One that an interrupt stops.
    pub fn new(printer: Printer) -> Result<Self, String> {
        let interrupt = Interrupt::catch().map_err(|error| format!("signals cannot be caught: {error}"))?;
        Ok(Self { bench: Bench::new(own_binary(), &interrupt), printer })
    }

    /// Somebody asked to end.
    pub fn is_interrupted(&self) -> bool {
        self.bench.is_interrupted()
    }

    /// Diagnoses a case that an error text speaks for, here, and prints it.
    pub fn tell_matched(&mut self, case: &Case, captured: &[(String, String)]) {
        let mut diagnosis = Diagnosis::new(case, &BTreeMap::new(), captured);
        self.tell(&mut diagnosis, &here(), None);
    }

    /// The same as a document.
    pub fn matched(&mut self, case: &Case, captured: &[(String, String)]) -> serde_json::Value {
        let mut diagnosis = Diagnosis::new(case, &BTreeMap::new(), captured);
        let place = here();
        let done = self.bench_through(&mut diagnosis, &place, None);
        document::whole(&diagnosis, &place.folder, &done)
    }

    fn tell(&mut self, diagnosis: &mut Diagnosis, place: &Place, until: Option<Instant>) -> Vec<Checked> {
        let printer = self.printer;
        print::out(&text::heading(diagnosis, &place.folder, printer));
        let mut done: Vec<Checked> = Vec::new();
        self.bench.diagnose(diagnosis, place, until, &mut |checked, diagnosis| {
            print::out(&text::check(checked, diagnosis, printer));
            done.push(checked.clone());
        });
        print::out(&text::causes(diagnosis.verdicts(), printer));
        print::out(&text::fixes(diagnosis, printer));
        done
    }

    fn bench_through(
        &mut self,
        diagnosis: &mut Diagnosis,
        place: &Place,
        until: Option<Instant>,
    ) -> Vec<Checked> {
        let mut done: Vec<Checked> = Vec::new();
        self.bench.diagnose(diagnosis, place, until, &mut |checked, _| done.push(checked.clone()));
        done
    }
}

/// The working folder; one that is gone is told by the first check.
fn here() -> Place {
    Place { folder: std::env::current_dir().unwrap_or_default(), ..Place::default() }
}

/// Interrupted beats all; what was confirmed stands whatever else ran out of time.
fn status(diagnosis: &Diagnosis, done: &[Checked], until: Option<Instant>, interrupted: bool) -> u8 {
    let over = until.is_some_and(|until| Instant::now() >= until);
    let timed_out = |checked: &Checked| match &checked.outcome {
        Ok(finished) => finished.end == RunEnd::TimedOut,
        Err(_) => over,
    };
    match diagnosis.verdicts().decision() {
        _ if interrupted => INTERRUPTED,
        Decision::Confirmed => CONFIRMED,
        Decision::NothingFound => 0,
        Decision::Undecided if done.iter().any(timed_out) => TIMED_OUT,
        Decision::Undecided => UNDECIDED,
    }
}

/// A path for people: relative to nothing, as it was given.
fn shown(folder: &Path) -> PathBuf {
    fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned())
}
