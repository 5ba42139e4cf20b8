//! `crashcart drill --matrix FILE`: what the checks of each case say in every other case's broken sandbox.
//! A hit is justified where one of the two cases names the other as related.

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

use super::super::args::DrillArgs;
use super::super::tui::perform::own_binary;
use super::Ground;
use crate::domain::visible::visible;
use crate::domain::{Case, CaseId};
use crate::runtime::bench::Bench;
use crate::runtime::drill::{Hit, confirmed_elsewhere};

/// One sandbox: what was confirmed in it, or why it could not be made.
type Row = (CaseId, Result<Vec<Hit>, String>);

/// Makes the sandboxes of `cases`, looks into each with every case of the library, and writes the file;
/// the exit status: 1 if a hit is not justified or a sandbox failed.
pub fn run(file: &Path, arguments: &DrillArgs, ground: &Ground, cases: &[&Case]) -> u8 {
    let next = AtomicUsize::new(0);
    let (send, rows) = mpsc::channel();
    let mut rows: Vec<Row> = thread::scope(|scope| {
        for _ in 0..arguments.jobs {
            let (send, next) = (send.clone(), &next);
            scope.spawn(move || {
                let mut bench = Bench::new(own_binary(), &ground.interrupt);
                while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                    // The receiver lives as long as the scope.
                    let _ = send.send((case.id.clone(), look(case, ground, &mut bench)));
                }
            });
        }
        drop(send);
        rows.into_iter()
            .inspect(|(id, row): &Row| match row {
                Ok(hits) => eprintln!("{id}: {} confirmed by other cases", hits.len()),
                Err(why) => eprintln!("{id}: {}", visible(why)),
            })
            .collect()
    });
    rows.sort_by_key(|(id, _)| cases.iter().position(|case| case.id == *id));
    let (text, good) = sheet(&rows, ground);
    if let Err(error) = fs::write(file, text) {
        eprintln!("crashcart: cannot write {}: {error}", file.display());
        return 1;
    }
    u8::from(!good)
}

fn look(case: &Case, ground: &Ground, bench: &mut Bench) -> Result<Vec<Hit>, String> {
    let drill = ground.kit.drill(&case.id).ok_or_else(|| "no drill".to_owned())?;
    if let Some(why) = drill.none.clone().or_else(|| ground.tools.missing(drill)) {
        return Err(format!("not made: {why}"));
    }
    confirmed_elsewhere(&case.id, (drill, &ground.tools), ground.library.cases(), bench)
}

/// The matrix as Markdown, and whether all of it is justified.
fn sheet(rows: &[Row], ground: &Ground) -> (String, bool) {
    let columns = ground.library.cases().count().saturating_sub(1);
    let mut text = format!(
        "# Cross-check\n\n{} broken sandboxes, each looked into by the checks of the {columns} other cases \
         (Python {}).\n\n| sandbox | case | cause confirmed | what the rule says | related |\n| --- | --- | --- | --- | --- |\n",
        rows.len(),
        ground.tools.version,
    );
    let mut good = true;
    for (id, row) in rows {
        match row {
            Ok(hits) => {
                for hit in hits {
                    let related = related(ground, &hit.sandbox, &hit.case);
                    good &= related;
                    let word = if related { "yes" } else { "NO" };
                    let says = visible(&hit.says).replace('|', "\\|");
                    text.push_str(&format!("| {id} | {} | {} | {says} | {word} |\n", hit.case, hit.cause));
                }
            }
            Err(why) => {
                good = false;
                text.push_str(&format!("| {id} | | | {} | |\n", visible(why).replace('|', "\\|")));
            }
        }
    }
    (text, good)
}

fn related(ground: &Ground, one: &CaseId, other: &CaseId) -> bool {
    let names = |one: &CaseId, other: &CaseId| {
        let case = ground.library.cases().find(|case| case.id == *one);
        case.is_some_and(|case| case.related.contains(other))
    };
    names(one, other) || names(other, one)
}
