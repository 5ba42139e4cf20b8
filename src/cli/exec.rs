//! `crashcart exec`: a command runs untouched; afterwards the known cases in what it printed are named.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use super::args::ExecArgs;
use super::matching::is_likely;
use super::show::library;
use crate::content::Library;
use crate::domain::Match;
use crate::domain::visible::visible;
use crate::engine::matcher::Matcher;
use crate::runtime::process::wrapped::wrapped;

/// The running binary, also when its file was replaced.
const SELF: &str = "/proc/self/exe";
/// Cases that are named.
const NAMED: usize = 3;

/// Runs the command; the exit status is its own, 128 + n after signal n, 127 if it is not there.
pub fn run(arguments: &ExecArgs) -> ExitCode {
    let library = library();
    let mut reading = Arc::new(Matcher::of_cards(&library.cards)).read();
    match wrapped(Path::new(SELF), &arguments.command, |bytes| reading.feed(bytes)) {
        Ok(status) => {
            reading.finish();
            let matches = reading.matches();
            name(&library, matches.iter().filter(|found| is_likely(found)).take(NAMED));
            ExitCode::from(status)
        }
        Err(failure) => super::fail(failure.status, &failure.why),
    }
}

/// Names the cases on standard error; says nothing where nothing is known.
fn name<'a>(library: &Library, matches: impl Iterator<Item = &'a Match>) {
    for (position, found) in matches.enumerate() {
        if position == 0 {
            eprintln!("\ncrashcart knows this:");
        }
        let title = library.card(&found.case).map_or("", |card| card.title());
        eprintln!("  {:<12} {} ({})", found.case.as_str(), visible(title), found.confidence.as_str());
        if let Some(line) = found.evidence.first() {
            eprintln!("  {:<12} {}", "", visible(&line.text));
        }
    }
}
