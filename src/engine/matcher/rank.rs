//! From places where signatures matched to ranked cases: how sure, which lines, what they named.

use regex::{Captures, Regex};

use super::{Hit, Reading, Signature};
use crate::domain::visible::is_plain;
use crate::domain::{Confidence, EvidenceLine, Match, Strength};

/// Characters of a line that are shown; longer lines are cut around their beginning.
const SHOWN: usize = 400;
/// Bytes that a captured value may have; longer ones are no names.
const VALUE_LIMIT: usize = 256;
/// Lines shown per case.
const LINES: usize = 6;

/// The cases that a reading speaks for, best first; ties in the order of the library.
pub fn rank(reading: &Reading) -> Vec<Match> {
    let matcher = &reading.matcher;
    let mut by_case: Vec<Vec<(&Signature, &Hit)>> = vec![Vec::new(); matcher.cases.len()];
    for signature in &matcher.signatures {
        let Some(hits) = reading.hits.get(signature.pattern.0) else { continue };
        if hits.is_empty() || !context_holds(reading, signature) {
            continue;
        }
        if let Some(case) = by_case.get_mut(signature.case) {
            case.extend(hits.iter().map(|hit| (signature, hit)));
        }
    }
    let found = by_case.into_iter().enumerate().filter(|(_, hits)| !hits.is_empty());
    let mut matches: Vec<Match> = found.map(|(case, hits)| one(reading, case, hits)).collect();
    matches.sort_by(|one, other| other.score.total_cmp(&one.score));
    matches
}

fn context_holds(reading: &Reading, signature: &Signature) -> bool {
    let seen = |id: &super::PatternId| reading.hits.get(id.0).is_some_and(|hits| !hits.is_empty());
    signature.all_of.iter().all(seen) && !signature.unless.iter().any(seen)
}

fn one(reading: &Reading, case: usize, mut hits: Vec<(&Signature, &Hit)>) -> Match {
    let lines = reading.lines_read.max(1);
    hits.sort_by(|one, other| weight(other, lines).total_cmp(&weight(one, lines)));
    let best = hits.first().map_or(0.0, |hit| weight(hit, lines));
    let mut patterns: Vec<usize> = hits.iter().map(|(signature, _)| signature.pattern.0).collect();
    patterns.sort_unstable();
    patterns.dedup();
    // Several signatures that agree say more than one, but never as much as a stronger one.
    let agreement = (patterns.len() as f64).ln().min(1.5) * 0.3;
    Match {
        case: reading.matcher.cases[case].clone(),
        score: best + agreement,
        confidence: hits.first().map_or(Confidence::Weak, |(signature, _)| confidence(signature.strength)),
        evidence: evidence(reading, &hits),
        captures: merged(&hits),
    }
}

/// What one hit is worth: its strength above all; then how much of the line it covers, whether it asked for
/// context, and how late it stands, because the deciding line of a traceback is its last.
fn weight((signature, hit): &(&Signature, &Hit), lines: usize) -> f64 {
    let strength = match signature.strength {
        Strength::Strong => 6.0,
        Strength::Likely => 3.0,
        Strength::Weak => 0.0,
    };
    let covered = (hit.covered as f64 / 80.0).min(1.0) * 0.5;
    let context = (signature.all_of.len() as f64).min(2.0) * 0.25;
    let late = hit.line as f64 / lines as f64 * 0.4;
    strength + covered + context + late
}

fn confidence(strength: Strength) -> Confidence {
    match strength {
        Strength::Strong => Confidence::Strong,
        Strength::Likely => Confidence::Likely,
        Strength::Weak => Confidence::Weak,
    }
}

fn evidence(reading: &Reading, hits: &[(&Signature, &Hit)]) -> Vec<EvidenceLine> {
    let mut lines: Vec<EvidenceLine> = Vec::new();
    for (signature, hit) in hits {
        if lines.len() == LINES {
            break;
        }
        if !lines.iter().any(|line| line.line == hit.line && line.text == hit.text) {
            lines.push(EvidenceLine {
                line: hit.line,
                text: hit.text.clone(),
                signature: reading.matcher.patterns.text(signature.pattern).to_owned(),
            });
        }
    }
    lines
}

/// What the hits named, the best hit first.
fn merged(hits: &[(&Signature, &Hit)]) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    for (name, value) in hits.iter().flat_map(|(_, hit)| &hit.captures) {
        if !all.iter().any(|(known, _)| known == name) {
            all.push((name.clone(), value.clone()));
        }
    }
    all
}

/// The named groups of a match that can be values: bounded, and without anything invisible.
pub fn captures(regex: &Regex, captures: &Captures<'_>) -> Vec<(String, String)> {
    regex
        .capture_names()
        .flatten()
        .filter_map(|name| {
            captures.name(name).map(|value| (name.to_owned(), value.as_str().trim().to_owned()))
        })
        .filter(|(_, value)| !value.is_empty() && value.len() <= VALUE_LIMIT && value.chars().all(is_plain))
        .collect()
}

/// A line cut to what is shown.
pub fn bounded(line: &str) -> String {
    match line.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.to_owned(),
    }
}
