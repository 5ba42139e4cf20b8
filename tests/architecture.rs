//! The walls of the house: which layer may import which, and which crate lives where.

#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot go on says so")]

use std::fs;
use std::path::{Path, PathBuf};

/// Layers from the ground up, with the layers each may import.
const LAYERS: [(&str, &[&str]); 7] = [
    ("domain", &[]),
    ("engine", &["domain"]),
    ("content", &["domain", "engine"]),
    ("app", &["domain", "engine", "content"]),
    ("runtime", &["domain", "engine", "content", "app"]),
    ("ui", &["domain", "engine", "content", "app"]),
    ("cli", &["domain", "engine", "content", "app", "runtime", "ui"]),
];

/// Crates with one home: the path that may name them.
const HOMES: [(&str, &str); 9] = [
    ("fuzzy_matcher", "src/engine/search/"),
    ("serde_yaml", "src/content/format/"),
    ("saphyr", "src/content/"),
    ("arboard", "src/runtime/clipboard/native.rs"),
    ("crossterm", "src/runtime/"),
    ("ratatui", "src/ui/ src/runtime/screen.rs src/cli/tui/"),
    // Reading a pack takes descriptors that follow no links.
    ("rustix", "src/runtime/ src/content/source.rs"),
    ("signal_hook", "src/runtime/"),
    ("vte", "src/engine/sanitize/"),
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") && !path.ends_with("tests.rs") {
            found.push(path);
        }
    }
}

/// Every source file below `src/` but unit tests, as (path from the root, lines of code before its unit tests).
fn files() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    sources(&root.join("src"), &mut paths);
    assert!(paths.len() > 50, "the sources are not where this test looks");
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).expect("readable");
        let code = text.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
        (path.strip_prefix(root).expect("inside").display().to_string(), code)
    };
    paths.into_iter().map(read).collect()
}

fn code_lines(code: &str) -> impl Iterator<Item = (usize, &str)> {
    code.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//"))
}

#[test]
fn no_layer_imports_one_above_it() {
    let mut wrong = Vec::new();
    for (path, code) in files() {
        let Some((layer, allowed)) =
            LAYERS.iter().find(|(layer, _)| path.starts_with(&format!("src/{layer}/")))
        else {
            continue;
        };
        for (number, line) in code_lines(&code) {
            for (other, _) in LAYERS.iter().filter(|(other, _)| other != layer && !allowed.contains(other)) {
                if line.contains(&format!("crate::{other}")) {
                    wrong.push(format!("{path}:{}: {layer} imports {other}: {}", number + 1, line.trim()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "arrows that run back up:\n{}", wrong.join("\n"));
}

#[test]
fn crates_stay_at_home() {
    let mut wrong = Vec::new();
    for (path, code) in files() {
        for (name, homes) in HOMES {
            let at_home = homes.split(' ').any(|home| path.starts_with(home));
            for (number, line) in code_lines(&code) {
                if !at_home && line.contains(&format!("{name}::")) {
                    wrong.push(format!("{path}:{}: {name} lives in {homes}: {}", number + 1, line.trim()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "crates away from home:\n{}", wrong.join("\n"));
}

#[test]
fn the_app_reads_no_clock_and_touches_no_files() {
    let mut wrong = Vec::new();
    for (path, code) in files() {
        if !["src/domain/", "src/engine/", "src/app/"].iter().any(|pure| path.starts_with(pure)) {
            continue;
        }
        for (number, line) in code_lines(&code) {
            for forbidden in
                ["Instant::now", "SystemTime::now", "std::fs", "std::process", "std::env", "std::net"]
            {
                if line.contains(forbidden) {
                    wrong.push(format!("{path}:{}: {forbidden}", number + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "the outside world in a pure layer:\n{}", wrong.join("\n"));
}
