//! How long searching takes: a key press, building the index, and the same key presses by scanning every line.
//! Percentiles, memory and hit rates are printed by `examples/search_table.rs`.

#![allow(missing_docs, reason = "the macros of criterion make items without")]

#[path = "support/library.rs"]
mod library;

use std::hint::black_box;

use crashcart::engine::search::{Document, Index, Query};
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;
use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32String};

/// From the library that is built in to one that nobody has.
const SIZES: [usize; 5] = [52, 1_000, 10_000, 100_000, 1_000_000];
/// So many hits are asked for, as a screen does.
const SHOWN: usize = 30;

fn presses(documents: &[Document]) -> Vec<String> {
    library::searches(documents, 100, 2).into_iter().flat_map(|search| search.presses).collect()
}

fn key_press(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("key press");
    for size in SIZES {
        let documents = library::library(size, 1);
        let index = Index::build(&documents);
        let mut next = presses(&documents).into_iter().cycle();
        group.bench_function(BenchmarkId::new("crashcart", size), |bencher| {
            bencher.iter(|| {
                let query = Query::parse(&next.next().unwrap_or_default());
                black_box(index.search(&query, SHOWN))
            });
        });
    }
    group.finish();
}

fn scan(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("scan");
    group.sample_size(10);
    for size in &SIZES[..4] {
        let documents = library::library(*size, 1);
        let typed = presses(&documents);
        let line = |document: &Document| {
            document.fields.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join(" ")
        };
        let lines: Vec<String> = documents.iter().map(line).collect();
        let wide: Vec<Utf32String> = lines.iter().map(|line| line.as_str().into()).collect();
        let mut next = typed.iter().cycle();
        group.bench_function(BenchmarkId::new("nucleo", size), |bencher| {
            let mut matcher = Matcher::new(Config::DEFAULT);
            bencher.iter(|| {
                let query = next.next().map_or("", String::as_str);
                let pattern = Pattern::parse(query, CaseMatching::Ignore, Normalization::Smart);
                wide.iter().filter_map(|line| pattern.score(line.slice(..), &mut matcher)).max()
            });
        });
        let mut next = typed.iter().cycle();
        group.bench_function(BenchmarkId::new("skim", size), |bencher| {
            let matcher = SkimMatcherV2::default().ignore_case();
            bencher.iter(|| {
                let query = next.next().map_or("", String::as_str);
                let score = |line: &String| {
                    query
                        .split_whitespace()
                        .try_fold(0, |sum, word| Some(sum + matcher.fuzzy_match(line, word)?))
                };
                lines.iter().filter_map(score).max()
            });
        });
    }
    group.finish();
}

fn build(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("build");
    group.sample_size(10);
    for size in &SIZES[..4] {
        let documents = library::library(*size, 1);
        group.bench_function(BenchmarkId::from_parameter(size), |bencher| {
            bencher.iter(|| black_box(Index::build(&documents)));
        });
    }
    group.finish();
}

criterion_group!(benches, key_press, scan, build);
criterion_main!(benches);
