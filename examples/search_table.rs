//! Prints how long a key press takes to answer, in percentiles, over made-up libraries of growing size, beside
//! the same key presses answered by scanning every line. Run it with `--release`; the sizes are arguments.

#![allow(
    clippy::print_stdout,
    clippy::cast_precision_loss,
    reason = "a table is printed, of rounded figures"
)]

#[path = "../benches/support/library.rs"]
mod library;

use std::hint::black_box;
use std::time::Duration;

use crashcart::engine::search::{Document, Index, Query};
use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;
use library::{Search, searches};
use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str, Utf32String};
use rustix::time::{ClockId, clock_gettime};

/// So many hits are asked for, as a screen does.
const SHOWN: usize = 30;
/// So many searches of about 20 key presses are typed into the index.
const SEARCHES: usize = 250;

fn main() {
    let sizes: Vec<usize> = std::env::args().skip(1).filter_map(|size| size.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![52, 1_000, 10_000, 100_000, 1_000_000] } else { sizes };
    println!(
        "     cases  engine    presses    median       p99       max   first 3   build      memory     words"
    );
    for size in sizes {
        let documents = library::library(size, 1);
        let typed = searches(&documents, SEARCHES, 2);
        measure_index(&documents, &typed);
        // A scan takes so long that fewer presses must do: the last one of each search, the costliest to scan.
        let scans = (40_000_000 / size.max(20_000)).clamp(10, SEARCHES).min(2_000_000 / size.max(1)).max(5);
        measure_scan("nucleo", &documents, &typed[..scans.min(typed.len())], &nucleo(&documents));
        measure_scan("skim", &documents, &typed[..scans.min(typed.len())], &skim(&documents));
    }
}

/// The processor time that this thread has used: other programs on the machine do not count.
fn clock() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), u32::try_from(time.tv_nsec).unwrap_or(0))
}

fn measure_index(documents: &[Document], typed: &[Search]) {
    let start = clock();
    let index = Index::build(documents);
    let build = clock().saturating_sub(start);
    let (bytes, words) = index.size();
    let mut times = Vec::new();
    let mut found = 0;
    for search in typed {
        for press in &search.presses {
            let start = clock();
            let hits = black_box(index.search(&Query::parse(press), SHOWN));
            times.push(clock().saturating_sub(start));
            if press.len() == search.presses.last().map_or(0, String::len) {
                found += usize::from(hits.iter().take(3).any(|hit| hit.document == search.meant));
            }
        }
    }
    row(documents.len(), "crashcart", &mut times, found, typed.len());
    println!("  {:>8.1?} {:>7.1} MiB {words:>9}", build, bytes as f64 / 1_048_576.0);
}

/// Scores of all lines for a query, the best three returned by their places.
type Scan<'a> = dyn Fn(&str) -> Vec<usize> + 'a;

fn measure_scan(name: &str, documents: &[Document], typed: &[Search], scan: &Scan<'_>) {
    let mut times = Vec::new();
    let mut found = 0;
    for search in typed {
        let presses = &search.presses;
        for press in [presses.get(presses.len() / 2), presses.last()].into_iter().flatten() {
            let start = clock();
            let best = black_box(scan(press));
            times.push(clock().saturating_sub(start));
            found += usize::from(press.len() == presses.len() && best.contains(&search.meant));
        }
    }
    row(documents.len(), name, &mut times, found, typed.len());
    println!();
}

fn row(size: usize, name: &str, times: &mut [Duration], found: usize, searches: usize) {
    times.sort_unstable();
    let at = |percent: usize| times.get((times.len() - 1) * percent / 100).map_or(0.0, millis);
    print!(
        "{size:>10}  {name:<9} {:>7} {:>6.3} ms {:>6.3} ms {:>6.3} ms {:>7.0} %",
        times.len(),
        at(50),
        at(99),
        at(100),
        100.0 * found as f64 / searches.max(1) as f64,
    );
}

fn millis(time: &Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// A case as one line: all that the index knows of it.
fn one_line(document: &Document) -> String {
    let texts: Vec<&str> = document.fields.iter().map(|(_, text)| text.as_str()).collect();
    texts.join(" ")
}

fn nucleo(documents: &[Document]) -> Box<Scan<'static>> {
    let lines: Vec<Utf32String> = documents.iter().map(|document| one_line(document).into()).collect();
    Box::new(move |query| {
        let mut matcher = Matcher::new(Config::DEFAULT);
        let pattern = Pattern::parse(query, CaseMatching::Ignore, Normalization::Smart);
        let score = |line: Utf32Str<'_>| pattern.score(line, &mut matcher).map(u64::from);
        best_three(lines.iter().map(|line| line.slice(..)).map(score))
    })
}

fn skim(documents: &[Document]) -> Box<Scan<'static>> {
    let lines: Vec<String> = documents.iter().map(one_line).collect();
    Box::new(move |query| {
        let matcher = SkimMatcherV2::default().ignore_case();
        let score = |line: &String| {
            query.split_whitespace().try_fold(0_u64, |sum, word| {
                matcher.fuzzy_match(line, word).map(|score| sum + score.unsigned_abs())
            })
        };
        best_three(lines.iter().map(score))
    })
}

fn best_three(scores: impl Iterator<Item = Option<u64>>) -> Vec<usize> {
    let mut best: Vec<(u64, usize)> = Vec::with_capacity(4);
    for (at, score) in scores.enumerate().filter_map(|(at, score)| Some((at, score?))) {
        let place = best.partition_point(|(known, _)| *known >= score);
        if place < 3 {
            best.insert(place, (score, at));
            best.truncate(3);
        }
    }
    best.into_iter().map(|(_, at)| at).collect()
}
