//! `crashcart drill --verify`: proves many cases, several at a time, and prints a line for each.
//! How one case is proven is the business of `runtime::drill`.

use std::io::{self, IsTerminal as _};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::time::Instant;
use std::{fs, thread};

use super::super::args::DrillArgs;
use super::super::diagnose::INTERRUPTED;
use super::super::print::{self, Printer};
use super::super::tui::perform::own_binary;
use super::{Ground, report};
use crate::domain::Case;
use crate::engine::matcher::Matcher;
use crate::runtime::bench::Bench;
use crate::runtime::drill::{Proof, Status, verify};

/// Exit status: a case is not proven.
const NOT_PROVEN: u8 = 1;
/// Exit status: nothing failed, but a case could not be tried here.
const SKIPPED: u8 = 4;

/// Proves the cases; the exit status.
pub fn run(arguments: &DrillArgs, ground: &Ground, cases: &[&Case], printer: Printer) -> u8 {
    let begun = Instant::now();
    let mut proofs = prove(arguments, ground, cases, |proof, number| {
        if !arguments.json {
            clear_progress();
            print::out(&report::line(proof, printer));
            progress(number, cases.len());
        }
    });
    clear_progress();
    let position = |proof: &Proof| cases.iter().position(|case| case.id.as_str() == proof.case);
    proofs.sort_by_key(position);
    let took = begun.elapsed();
    if arguments.json {
        print::json(&report::document(&proofs, &ground.tools, took));
    } else {
        print::out(&report::total(&proofs, &ground.tools, took));
    }
    let written = arguments
        .junit
        .as_ref()
        .map_or(Ok(()), |file| fs::write(file, report::junit(&proofs, took)).map_err(|error| (file, error)));
    if let Err((file, error)) = written {
        eprintln!("crashcart: cannot write {}: {error}", file.display());
        return NOT_PROVEN;
    }
    status(&proofs, ground.interrupt.is_raised())
}

fn status(proofs: &[Proof], interrupted: bool) -> u8 {
    let any = |wanted: fn(&Status) -> bool| proofs.iter().any(|proof| wanted(&proof.status));
    if interrupted {
        INTERRUPTED
    } else if any(|status| matches!(status, Status::NotProven(_))) {
        NOT_PROVEN
    } else if any(|status| matches!(status, Status::Skipped(_))) {
        SKIPPED
    } else {
        0
    }
}

/// Every proof, in the order in which they came; `each` sees them as they come, with their number.
fn prove(
    arguments: &DrillArgs,
    ground: &Ground,
    cases: &[&Case],
    mut each: impl FnMut(&Proof, usize),
) -> Vec<Proof> {
    let matcher = Arc::new(Matcher::of_cards(&ground.library.cards));
    let next = AtomicUsize::new(0);
    let (send, proofs) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..usize::from(arguments.jobs).min(cases.len()) {
            let (send, next, matcher) = (send.clone(), &next, &matcher);
            scope.spawn(move || {
                let mut bench = Bench::new(own_binary(), &ground.interrupt);
                while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                    // The receiver lives as long as the scope.
                    let _ = send.send(verify(case, &ground.kit, &ground.tools, matcher, &mut bench));
                }
            });
        }
        drop(send);
        let mut all = Vec::new();
        for proof in proofs {
            all.push(proof);
            if let Some(proof) = all.last() {
                each(proof, all.len());
            }
        }
        all
    })
}

/// A bar on standard error while a person watches.
fn progress(done: usize, all: usize) {
    const WIDTH: usize = 30;
    if io::stderr().is_terminal() && done < all {
        let full = done * WIDTH / all.max(1);
        eprint!("[{}{}] {done}/{all}", "#".repeat(full), ".".repeat(WIDTH - full));
    }
}

fn clear_progress() {
    if io::stderr().is_terminal() {
        eprint!("\r\x1b[K");
    }
}
