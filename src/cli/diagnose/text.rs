//! A diagnosis for people: each check as it ends, then the causes with their proof, then the fix.
//! Nothing here decides what a check proves.

use std::path::Path;

use super::super::print::Printer;
use crate::domain::verdict::Effect;
use crate::domain::visible::{visible, visible_lines};
use crate::domain::{CommandKind, Diagnosis as Look, RunEnd};
use crate::engine::command::ready;
use crate::engine::judge::{CauseVerdict, Diagnosis, Proof, Standing, State, Verdicts, standing};
use crate::runtime::bench::Checked;

/// Lines of a proof that are shown; the rest is in the JSON.
const LINES: usize = 3;

/// What is diagnosed, and where.
pub fn heading(diagnosis: &Diagnosis, folder: &Path, printer: Printer) -> String {
    let card = diagnosis.card();
    let folder = super::shown(folder);
    let title = printer.bold(&visible(card.title()));
    format!("{} {title}\nin {}\n\n", printer.id(card.id().as_str()), visible(&folder.to_string_lossy()))
}

/// One check that is over, in a line.
pub fn check(checked: &Checked, diagnosis: &Diagnosis, printer: Printer) -> String {
    let why = diagnosis.check(checked.number).map_or("", |check| check.why.as_str());
    let (end, seconds) = match &checked.outcome {
        Ok(finished) => (ending(&finished.end), format!("{:.1} s", finished.seconds.as_secs_f64())),
        Err(why) => (why.clone(), String::new()),
    };
    let line = format!("check {:<2} {end:<10} {seconds:>6}  ", checked.number);
    let note = checked.outcome.as_ref().ok().and_then(|finished| finished.note.as_deref());
    let note = note.map(|note| format!("         {}\n", printer.dim(&visible(note)))).unwrap_or_default();
    format!("{}{}\n{note}", visible(&line), printer.dim(&visible(why)))
}

fn ending(end: &RunEnd) -> String {
    match end {
        RunEnd::CouldNotStart(why) => format!("could not start: {why}"),
        end => end.to_string(),
    }
}

/// The causes, the confirmed ones first, each with what proves its state; what proves several is told once.
pub fn causes(verdicts: &Verdicts, printer: Printer) -> String {
    let mut sorted: Vec<&CauseVerdict> = verdicts.causes.iter().collect();
    sorted.sort_by_key(|cause| cause.state());
    let mut text = String::from("\n");
    for (number, cause) in sorted.iter().enumerate() {
        let state = cause.state();
        let word = format!("{:<16}", word(state));
        let quiet = state.is_decided() && state != State::Confirmed;
        let word = if quiet { printer.dim(&word) } else { printer.bold(&word) };
        text.push_str(&format!("{word} {}\n", visible(&cause.text)));
        if sorted.get(number + 1).is_none_or(|next| !same_grounds(cause, next)) {
            text.push_str(&grounds(cause, printer));
        }
    }
    text
}

fn same_grounds(one: &CauseVerdict, other: &CauseVerdict) -> bool {
    one.state() == other.state() && one.by_hand == other.by_hand && one.grounds().eq(other.grounds())
}

fn grounds(cause: &CauseVerdict, printer: Printer) -> String {
    let state = cause.state();
    let proofs = cause.grounds().map(|proof| self::proof(proof, state == State::Contradiction, printer));
    let mut text: String = proofs.collect();
    if let (State::Open | State::CouldNotCheck, Some(why)) = (state, &cause.by_hand) {
        text.push_str(&format!("{:17}by hand: {}\n", "", visible(why)));
    }
    text
}

fn proof(proof: &Proof, contradicted: bool, printer: Printer) -> String {
    let side = match (contradicted, proof.effect) {
        (true, Effect::Confirms) => "for it: ",
        (true, Effect::RulesOut) => "against it: ",
        _ => "",
    };
    let mut text = format!("{:17}check {}: {side}{}\n", "", proof.check, visible(&proof.says));
    for line in proof.lines.iter().take(LINES) {
        text.push_str(&format!("{:17}{}\n", "", printer.dim(&format!("{}: {}", line.number, line.text))));
    }
    text
}

fn word(state: State) -> &'static str {
    match state {
        State::Confirmed => "confirmed",
        State::Contradiction => "contradiction",
        State::Open => "open",
        State::CouldNotCheck => "could not check",
        State::RuledOut => "ruled out",
    }
}

/// The steps that mend what is confirmed, with filled commands; what to look at where nothing is.
pub fn fixes(diagnosis: &Diagnosis, printer: Printer) -> String {
    let card = diagnosis.card();
    let commands = card.commands();
    let mut fixes = commands.iter().filter(|command| command.kind == CommandKind::Fix);
    let mut text = String::new();
    for step in card.steps() {
        let command = step.run.as_ref().and_then(|_| fixes.next());
        if standing(step, diagnosis.verdicts()) != Standing::Confirmed {
            continue;
        }
        let number = command.map_or_else(String::new, |command| format!("  (command {})", command.number));
        text.push_str(&format!(
            "- {} [{}]{}\n",
            visible(&step.text),
            step.risk.as_str(),
            printer.dim(&number)
        ));
        if let Some(command) = command {
            let filled = ready(command, card.parameters(), diagnosis.values());
            let command = filled.map_or_else(|_| command.template.clone(), |filled| filled.command());
            for line in visible_lines(command.trim_end()).lines() {
                text.push_str(&format!("    {line}\n"));
            }
        }
    }
    if !text.is_empty() {
        return format!("\n{}\n{text}", printer.bold("fix (nothing of this was run)"));
    }
    let looks = card.as_case().into_iter().flat_map(|case| &case.diagnosis).filter_map(|step| match step {
        Look::Look(text) => Some(format!("- {}\n", visible(text))),
        Look::Check(_) => None,
    });
    let looks: String = looks.collect();
    let open = diagnosis.verdicts().causes.iter().any(|cause| !cause.state().is_decided());
    if open && !looks.is_empty() {
        format!("\n{}\n{looks}", printer.bold("look yourself"))
    } else {
        String::new()
    }
}
