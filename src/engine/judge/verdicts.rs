//! Verdicts: the state of every cause of a case, each with the check and the lines that prove it.
//! Which check runs when is `order`'s business; single conditions are `condition`'s.

use std::collections::BTreeMap;

use super::condition::{Captures, Fired, Seen, prove};
use crate::domain::verdict::{Condition, Effect, Rule};
use crate::domain::visible::visible;
use crate::domain::{Case, Check, RunEnd};
use crate::engine::pattern::Patterns;

/// Characters of a line that proves something; a longer one is cut.
const LINE: usize = 400;

/// What is known of every cause of a case.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Verdicts {
    /// The causes in the order of the case.
    pub causes: Vec<CauseVerdict>,
}

/// What is known of one cause.
#[derive(Debug, Clone, PartialEq)]
pub struct CauseVerdict {
    /// Its key.
    pub key: String,
    /// The cause as a sentence fragment.
    pub text: String,
    /// Why no check can tell, where that is so.
    pub by_hand: Option<String>,
    /// Everything that was said of it, in the order in which the checks ran.
    pub proofs: Vec<Proof>,
}

/// What one rule said of a cause, or why a check could say nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// Number of the check, from 1.
    pub check: usize,
    /// What is claimed.
    pub effect: Effect,
    /// The rule's sentence, filled; the reason where the check could not look.
    pub says: String,
    /// The lines of the output that the rule matched, the deciding one first; empty where the exit
    /// status alone decides.
    pub lines: Vec<ProofLine>,
}

/// A line of a check's output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProofLine {
    /// Its number in the output, from 1.
    pub number: usize,
    /// Its text, bounded in length, with everything invisible made visible.
    pub text: String,
}

/// What is known of a cause, in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// A rule confirmed it and none ruled it out.
    Confirmed,
    /// One rule confirmed it, another ruled it out: shown as such, never averaged away.
    Contradiction,
    /// No rule spoke.
    Open,
    /// A check that could have told did not come to it.
    CouldNotCheck,
    /// A rule ruled it out and none confirmed it.
    RuledOut,
}

impl State {
    /// The word used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Contradiction => "contradiction",
            Self::Open => "open",
            Self::CouldNotCheck => "could_not_check",
            Self::RuledOut => "ruled_out",
        }
    }

    /// True if the checks settled it.
    pub fn is_decided(self) -> bool {
        matches!(self, Self::Confirmed | Self::RuledOut)
    }
}

/// What the verdicts say of the case as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// At least one cause is confirmed.
    Confirmed,
    /// Every cause is ruled out.
    NothingFound,
    /// Nothing is confirmed, but something stayed open, could not be checked, or is contradicted.
    Undecided,
}

impl CauseVerdict {
    /// Its state.
    pub fn state(&self) -> State {
        let said = |effect| self.proofs.iter().any(|proof| proof.effect == effect);
        match (said(Effect::Confirms), said(Effect::RulesOut), said(Effect::Cannot)) {
            (true, true, _) => State::Contradiction,
            (true, false, _) => State::Confirmed,
            (false, true, _) => State::RuledOut,
            (false, false, true) => State::CouldNotCheck,
            (false, false, false) => State::Open,
        }
    }

    /// The proofs that its state rests on: of a contradiction both sides, of a decided cause not the
    /// checks that could not look.
    pub fn grounds(&self) -> impl Iterator<Item = &Proof> {
        let state = self.state();
        self.proofs.iter().filter(move |proof| match state {
            State::Confirmed | State::RuledOut | State::Contradiction => proof.effect != Effect::Cannot,
            State::CouldNotCheck | State::Open => true,
        })
    }

    /// The line that proves the state, or the reason for it; none where nothing was said.
    pub fn because(&self) -> Option<&str> {
        let Some(proof) = self.grounds().next() else { return self.by_hand.as_deref() };
        Some(proof.lines.first().map_or(proof.says.as_str(), |line| line.text.as_str()))
    }
}

impl Verdicts {
    /// Nothing known of any cause of the case.
    pub fn new(case: &Case) -> Self {
        let causes = case.causes.iter().map(|cause| CauseVerdict {
            key: cause.key.clone(),
            text: cause.text.clone(),
            by_hand: cause.by_hand.clone(),
            proofs: Vec::new(),
        });
        Self { causes: causes.collect() }
    }

    /// The cause of this key.
    pub fn cause(&self, key: &str) -> Option<&CauseVerdict> {
        self.causes.iter().find(|cause| cause.key == key)
    }

    /// The causes in this state.
    pub fn in_state(&self, state: State) -> impl Iterator<Item = &CauseVerdict> {
        self.causes.iter().filter(move |cause| cause.state() == state)
    }

    /// What they say of the case as a whole.
    pub fn decision(&self) -> Decision {
        if self.in_state(State::Confirmed).next().is_some() {
            Decision::Confirmed
        } else if self.causes.iter().all(|cause| cause.state() == State::RuledOut) {
            Decision::NothingFound
        } else {
            Decision::Undecided
        }
    }

    /// Applies the rules of one check to how it ended and what it printed. `values` fill the
    /// sentences beside the captures, which are returned for the placeholders of later checks.
    pub fn record(
        &mut self,
        number: usize,
        check: &Check,
        (end, output): (&RunEnd, &str),
        values: &BTreeMap<String, String>,
        patterns: &mut Patterns,
    ) -> Captures {
        let mut captured = Captures::new();
        let mut spoke = false;
        for rule in &check.rules {
            let Some(fired) = prove(&rule.when, seen(end, output, &rule.when), patterns) else { continue };
            spoke = true;
            self.claim(number, rule, &fired, output, values);
            captured.extend(fired.captures);
        }
        if !spoke && let Some(why) = failure(end, output) {
            self.cannot(number, check, &why);
        }
        captured
    }

    /// Notes that a check could not look, for every cause that its rules name.
    pub fn cannot(&mut self, number: usize, check: &Check, why: &str) {
        for cause in &mut self.causes {
            let named = |rule: &Rule| rule.claims.iter().any(|claim| claim.cause == cause.key);
            if check.rules.iter().any(named) {
                let says = why.to_owned();
                cause.proofs.push(Proof { check: number, effect: Effect::Cannot, says, lines: Vec::new() });
            }
        }
    }

    fn claim(
        &mut self,
        check: usize,
        rule: &Rule,
        fired: &Fired,
        output: &str,
        values: &BTreeMap<String, String>,
    ) {
        let says = fill(&rule.says, &fired.captures, values);
        let lines = lines(output, &fired.places);
        for claim in &rule.claims {
            let proof = Proof { check, effect: claim.effect, says: says.clone(), lines: lines.clone() };
            if let Some(cause) = self.causes.iter_mut().find(|cause| cause.key == claim.cause)
                && !cause.proofs.contains(&proof)
            {
                cause.proofs.push(proof);
            }
        }
    }
}

/// What a rule may look at. A command that was ended, or that the shell could not run (126, 127), has
/// not shown that anything is absent, unless the rule itself names that very status.
fn seen<'a>(end: &RunEnd, output: &'a str, when: &Condition) -> Seen<'a> {
    let exit = match end {
        RunEnd::Exit(code) => Some(*code),
        RunEnd::Signal(name) => signal_status(name),
        RunEnd::TimedOut | RunEnd::Stopped | RunEnd::CouldNotStart(_) => None,
    };
    let whole = matches!(end, RunEnd::Exit(code) if !matches!(code, 126 | 127));
    Seen { exit, output, complete: whole || exit.is_some_and(|exit| names_status(when, exit)) }
}

/// The status by which a shell tells of a command that a signal ended: 128 and its number on Linux.
fn signal_status(name: &str) -> Option<i32> {
    const NUMBERS: [(&str, i32); 12] = [
        ("SIGHUP", 1),
        ("SIGINT", 2),
        ("SIGQUIT", 3),
        ("SIGILL", 4),
        ("SIGABRT", 6),
        ("SIGBUS", 7),
        ("SIGFPE", 8),
        ("SIGKILL", 9),
        ("SIGSEGV", 11),
        ("SIGPIPE", 13),
        ("SIGALRM", 14),
        ("SIGTERM", 15),
    ];
    NUMBERS.iter().find(|(known, _)| *known == name).map(|(_, number)| 128 + number)
}

fn names_status(when: &Condition, status: i32) -> bool {
    match when {
        Condition::Exit(codes) => codes.contains(&status),
        Condition::All(parts) | Condition::Any(parts) => parts.iter().any(|part| names_status(part, status)),
        _ => false,
    }
}

/// Why a check whose rules were silent could not look; none if it simply had nothing to say.
fn failure(end: &RunEnd, output: &str) -> Option<String> {
    // Shells put the name of the missing program on their last line.
    let last = || output.lines().rev().find(|line| !line.trim().is_empty()).map(shown);
    let with_last = |what: String| last().map_or(what.clone(), |last| format!("{what}: {last}"));
    match end {
        RunEnd::Exit(126) => Some(with_last("a program could not be executed (exit 126)".to_owned())),
        RunEnd::Exit(127) => Some(with_last("a program is missing (exit 127)".to_owned())),
        RunEnd::Exit(_) => None,
        RunEnd::Signal(name) => Some(format!("the check was killed by {name}")),
        RunEnd::TimedOut => Some("the check ran out of time".to_owned()),
        RunEnd::Stopped => Some("the check was stopped".to_owned()),
        RunEnd::CouldNotStart(why) => Some(format!("the check could not start: {why}")),
    }
}

/// The lines at these places, each once: those that gave a capture first, and of them the last, because
/// rules narrow down from the first pattern to the last.
fn lines(output: &str, places: &[(usize, bool)]) -> Vec<ProofLine> {
    let deciding = places.iter().rev().filter(|(_, captured)| *captured);
    let others = places.iter().rev().filter(|(_, captured)| !*captured);
    let mut lines: Vec<ProofLine> = Vec::new();
    for (start, _) in deciding.chain(others) {
        let line = line_at(output, *start);
        if !lines.contains(&line) && !line.text.is_empty() {
            lines.push(line);
        }
    }
    lines
}

fn line_at(output: &str, place: usize) -> ProofLine {
    // A match that begins with line feeds means the line after them.
    let blank = output[place..].bytes().take_while(|byte| *byte == b'\n').count();
    let place = if place + blank < output.len() { place + blank } else { place };
    let start = output[..place].rfind('\n').map_or(0, |feed| feed + 1);
    let number = output[..start].bytes().filter(|byte| *byte == b'\n').count() + 1;
    ProofLine { number, text: output[start..].lines().next().map_or_else(String::new, shown) }
}

fn shown(line: &str) -> String {
    let line = visible(line.trim_end());
    match line.char_indices().nth(LINE) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.into_owned(),
    }
}

/// A sentence with `{{name}}` replaced; a name that nothing is known of becomes `?`.
fn fill(sentence: &str, captures: &Captures, values: &BTreeMap<String, String>) -> String {
    let mut filled = String::with_capacity(sentence.len());
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once("{{") {
        filled.push_str(before);
        let Some((name, behind)) = after.split_once("}}") else {
            filled.push_str("{{");
            rest = after;
            continue;
        };
        let value = captures.get(name).or_else(|| values.get(name)).map_or("?", String::as_str);
        filled.push_str(&shown(value));
        rest = behind;
    }
    filled.push_str(rest);
    filled
}
