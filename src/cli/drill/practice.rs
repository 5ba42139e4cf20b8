//! `crashcart drill ID` and `crashcart drill done`: a shell in a broken sandbox, and whether it is mended.
//! The sandbox and its shell are made in `runtime::drill`.

use std::collections::BTreeMap;
use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use super::super::diagnose::{self, INTERRUPTED};
use super::super::fail;
use super::super::print::{self, Printer};
use super::super::tui::perform::own_binary;
use super::Ground;
use crate::content::Library;
use crate::domain::Case;
use crate::domain::visible::visible_lines;
use crate::engine::judge::{CauseVerdict, Diagnosis, State};
use crate::engine::matcher::Matcher;
use crate::runtime::bench::{Bench, Place};
use crate::runtime::drill::{Drill, Exercise, Sandbox, World, now, practise};
use crate::runtime::interrupt::Interrupt;

/// Exit status of `drill done`: not mended yet.
const BROKEN: u8 = 1;

/// One of the drills that can be made here; which one is not told.
pub fn random(ground: &Ground, printer: Printer) -> ExitCode {
    let ready = |case: &&Case| {
        ground
            .kit
            .drill(&case.id)
            .is_some_and(|drill| drill.none.is_none() && ground.tools.missing(drill).is_none())
    };
    let cases: Vec<&Case> = ground.library.cases().filter(ready).collect();
    let number = RandomState::new().build_hasher().finish();
    let chosen =
        usize::try_from(number % cases.len().max(1) as u64).ok().and_then(|number| cases.get(number));
    match chosen {
        Some(case) => run(case, true, ground, printer),
        None => fail(1, "no drill can be made on this machine; crashcart drill --list says why"),
    }
}

/// A drill of this case, to its end.
pub fn run(case: &Case, blind: bool, ground: &Ground, printer: Printer) -> ExitCode {
    let mut bench = Bench::new(own_binary(), &ground.interrupt);
    match open(case, blind, ground, printer, &mut bench) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) if ground.interrupt.is_raised() => ExitCode::from(INTERRUPTED),
        Err(why) => fail(1, &why),
    }
}

fn open(
    case: &Case,
    blind: bool,
    ground: &Ground,
    printer: Printer,
    bench: &mut Bench,
) -> Result<(), String> {
    let drill = ground.kit.drill(&case.id).ok_or_else(|| format!("{} has no drill", case.id))?;
    if let Some(why) = &drill.none {
        return Err(format!("{} has no sandbox: {why}", case.id));
    }
    if let Some(why) = ground.tools.missing(drill) {
        return Err(format!("{} {why}", case.id));
    }
    eprintln!("making the sandbox …");
    let (sandbox, exercise, symptom) = begin(case, blind, ground, drill, bench)?;
    print::out(&introduction(case, blind, &symptom, printer));
    let program =
        std::env::current_exe().map_err(|error| format!("crashcart does not find itself: {error}"))?;
    practise(&sandbox, &program).map_err(|error| format!("no shell: {error}"))?;
    // `drill done` has left the time in the note.
    let took = Exercise::read(sandbox.root()).and_then(|exercise| exercise.took);
    let end = match took {
        Some(seconds) => format!("mended in {}", clock(Duration::from_secs(seconds))),
        None => format!("left after {}, not seen mended", clock(exercise.elapsed())),
    };
    print::out(&format!("{end}: {} {}\nthe sandbox is gone\n", case.id, case.title));
    Ok(())
}

fn begin(
    case: &Case,
    blind: bool,
    ground: &Ground,
    drill: &Drill,
    bench: &mut Bench,
) -> Result<(Sandbox, Exercise, String), String> {
    let sandbox = Sandbox::create(drill, &ground.tools).map_err(|error| format!("no sandbox: {error}"))?;
    sandbox.make(World::Broken, bench)?;
    let symptom = sandbox.script("symptom.sh", bench).output;
    let matches = Arc::new(Matcher::of_cards(&ground.library.cards)).matches(&symptom);
    let own = matches.into_iter().find(|found| found.case == case.id);
    let captured = own.map(|found| found.captures).unwrap_or_default();
    let mut diagnosis = Diagnosis::new(case, &BTreeMap::new(), &captured);
    bench.diagnose(&mut diagnosis, &sandbox.place(), None, &mut |_, _| {});
    let confirmed = diagnosis.verdicts().in_state(State::Confirmed).map(|cause| cause.key.clone());
    let exercise = Exercise {
        case: case.id.to_string(),
        confirmed: confirmed.collect(),
        captured,
        project: sandbox.project(),
        begun: now().as_secs(),
        blind,
        took: None,
    };
    if exercise.confirmed.is_empty() {
        return Err(
            "the fault did not come about on this machine; crashcart drill --verify says more".to_owned()
        );
    }
    exercise.write(sandbox.root()).map_err(|error| format!("no note in the sandbox: {error}"))?;
    Ok((sandbox, exercise, symptom))
}

fn introduction(case: &Case, blind: bool, symptom: &str, printer: Printer) -> String {
    let title = if blind { "a drill".to_owned() } else { format!("{} {}", case.id, case.title) };
    format!(
        "\n{}\n\n{}\n\nThis shell is in the broken project. Nothing here is yours: break what you like.\n\n\
         crashcart              search, diagnose, fix\n\
         crashcart drill done   is it mended?\n\
         exit                   leave; the sandbox goes away\n\n",
        printer.bold(&title),
        visible_lines(symptom.trim_end()),
    )
}

/// Whether the drill of this shell is mended, and how long it took.
pub fn done(library: &Library, printer: Printer) -> ExitCode {
    let Some((root, mut exercise)) = Exercise::current() else {
        return fail(super::USAGE, "this shell is not in a drill; crashcart drill opens one");
    };
    let took = exercise.elapsed();
    let case = match diagnose::case(library, &exercise.case) {
        Ok(case) => case,
        Err(why) => return fail(1, &why),
    };
    let diagnosis = match look(case, &exercise) {
        Ok(diagnosis) => diagnosis,
        Err(why) => return fail(1, &why),
    };
    let verdicts = diagnosis.verdicts();
    let ruled_out = |key: &String| verdicts.cause(key).map(CauseVerdict::state) == Some(State::RuledOut);
    let nothing_new = verdicts.in_state(State::Confirmed).next().is_none();
    if !(exercise.confirmed.iter().all(ruled_out) && nothing_new) {
        let hint = if exercise.blind { String::new() } else { diagnose::causes(verdicts, printer) };
        print::out(&format!("not mended yet, after {}\n{hint}", clock(took)));
        return ExitCode::from(BROKEN);
    }
    exercise.took = Some(took.as_secs());
    if let Err(error) = exercise.write(&root) {
        eprintln!("crashcart: the time is not kept: {error}");
    }
    print::out(&format!(
        "{} in {}\n{} {}\n{}",
        printer.bold("mended"),
        clock(took),
        printer.id(case.id.as_str()),
        case.title,
        diagnose::causes(verdicts, printer)
    ));
    ExitCode::SUCCESS
}

/// The same checks again, as they run in the person's own shell.
fn look(case: &Case, exercise: &Exercise) -> Result<Diagnosis, String> {
    let interrupt = Interrupt::catch().map_err(|error| format!("signals cannot be caught: {error}"))?;
    let mut bench = Bench::new(own_binary(), &interrupt);
    let mut diagnosis = Diagnosis::new(case, &BTreeMap::new(), &exercise.captured);
    let folder: PathBuf = exercise.project.clone();
    bench.diagnose(&mut diagnosis, &Place { folder, ..Place::default() }, None, &mut |_, _| {});
    if interrupt.is_raised() { Err("interrupted".to_owned()) } else { Ok(diagnosis) }
}

/// `1 min 5 s`.
fn clock(duration: Duration) -> String {
    match (duration.as_secs() / 60, duration.as_secs() % 60) {
        (0, seconds) => format!("{seconds} s"),
        (minutes, seconds) => format!("{minutes} min {seconds} s"),
    }
}
