//! The command line: arguments, dispatch, exit codes, and the loop of the screen.
//! Logic that another front end would need belongs to the layers below.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "printing is what the command line is for")]

mod args;
mod diagnose;
mod drill;
mod exec;
mod lint;
mod list;
mod matching;
mod print;
mod search;
mod show;
mod tui;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser as _;

use args::{Arguments, Verb};

/// Exit status for usage errors and unreadable content.
pub const USAGE: u8 = 2;

/// Runs crashcart with these arguments, the program's name first.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(problem) => return usage(&problem),
    };
    let printer = print::Printer::new(arguments.color);
    match arguments.verb {
        None => tui::run(&arguments.query.join(" "), arguments.readonly),
        Some(Verb::Search(search)) => search::run(&search, &printer),
        Some(Verb::Match(text)) => matching::run(&text, &printer),
        Some(Verb::Exec(command)) => exec::run(&command),
        Some(Verb::List(list)) => list::run(&list, &printer),
        Some(Verb::Show(show)) => show::run(&show, &printer),
        Some(Verb::Diagnose(diagnose)) => diagnose::run(&diagnose, &printer),
        Some(Verb::Drill(drill)) => drill::run(&drill, &printer),
        Some(Verb::Lint(lint)) => lint::run(&lint, &printer),
        Some(Verb::Keys) => {
            print::out(&crate::app::keymap::manual());
            ExitCode::SUCCESS
        }
        Some(Verb::Picture(picture)) => tui::picture(&picture),
        Some(Verb::Schema(schema)) => show::schema(&schema),
    }
}

/// Help and version are no errors; the rest is one, with what to write instead.
fn usage(problem: &clap::Error) -> ExitCode {
    let code = if problem.use_stderr() { USAGE } else { 0 };
    // Nothing can be done about a closed output.
    let _ = problem.print();
    ExitCode::from(code)
}

/// Says what went wrong, and gives the exit status for it.
fn fail(code: u8, text: &str) -> ExitCode {
    eprintln!("crashcart: {}", crate::domain::visible::visible_lines(text));
    ExitCode::from(code)
}
