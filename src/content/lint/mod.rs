//! The lint: whether a pack proves what it says. Every finding has its place and says what to write.
//! Each file below holds one kind of rule; nothing is changed, and no command is run.

mod card;
pub mod changes;
mod commands;
mod keys;
mod overlap;
mod rules;
mod signature;
#[cfg(test)]
mod tests;
mod text;

use std::collections::BTreeSet;
use std::path::Path;

use card::Names;
use overlap::Samples;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::document::Document;
use super::format::{CaseFile, ChecklistFile, PackFile};
use super::library::{CASES, CHECKLIST_FOLDER, Library, PACK_FILE};
use super::problem::{Problem, Severity};
use super::resolve::{self, Issue};
use super::schema;
use super::source::{Origin, Source, SourceFile};
use crate::domain::{Case, CaseId};

/// What the lint found.
#[derive(Debug, Clone, Default)]
pub struct LintReport {
    /// The findings by file, line and column.
    pub problems: Vec<Problem>,
    /// Files that were looked at.
    pub files: usize,
}

impl LintReport {
    /// Number of findings of this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.problems.iter().filter(|problem| problem.severity == severity).count()
    }

    /// True if something is wrong; warnings and notes are not.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }
}

/// Looks at a pack, at a folder of packs, or at one file of a pack. A file is judged within its pack,
/// but only what concerns it is told.
pub fn lint_path(path: &Path) -> LintReport {
    if path.is_dir() {
        return lint_folders(&packs_in(path));
    }
    let root = path.ancestors().skip(1).find(|folder| folder.join(PACK_FILE).is_file());
    let Some(root) = root else {
        let what = format!("no folder above this file holds a `{PACK_FILE}`");
        let problem = Problem::of_file("no-pack-file", path.display().to_string(), what);
        return LintReport { problems: vec![problem.with_hint("name a pack, or a file in one")], files: 0 };
    };
    let shown = path.display().to_string();
    if !path.is_file() {
        let problem = Problem::of_file("no-such-file", shown, "there is no such file in the pack");
        return LintReport { problems: vec![problem], files: 0 };
    }
    let mut report = lint_folders(&[root.to_owned()]);
    report.problems.retain(|problem| problem.file == shown);
    report.files = 1;
    report
}

/// Looks at the packs in the binary.
pub fn lint_builtin() -> LintReport {
    lint_beside(&Source::builtin(), Vec::new())
}

/// Looks at packs that were read already; they may refer to the built-in ones.
pub fn lint_sources(sources: &[Source]) -> LintReport {
    lint_beside(sources, Source::builtin())
}

/// Looks at packs that may refer to `others`. A pack that is looked at replaces the one of its name:
/// it is that one's next version.
fn lint_beside(sources: &[Source], mut others: Vec<Source>) -> LintReport {
    let mut report = LintReport::default();
    let names: Vec<String> = sources.iter().filter_map(pack_name).collect();
    others.retain(|source| pack_name(source).is_some_and(|name| !names.contains(&name)));
    others.extend_from_slice(sources);
    let (library, found) = Library::from_sources(others);
    let told = |problem: &Problem| sources.iter().any(|source| told_by_library(problem, source));
    report.problems.extend(found.into_iter().filter(told));
    let ids = known_ids(&library, sources);
    let cases: Vec<&Case> = library.cases().collect();
    let samples = Samples::of(&cases);
    for source in sources {
        let view = View { library: &library, ids: &ids, samples: &samples };
        view.source(source, &mut report);
    }
    sort(&mut report.problems);
    report
}

fn lint_folders(folders: &[std::path::PathBuf]) -> LintReport {
    let mut unread = Vec::new();
    let mut sources = Vec::new();
    for folder in folders {
        let (source, found) = Source::folder(folder);
        unread.extend(found);
        sources.push(source);
    }
    let mut report = lint_sources(&sources);
    report.problems.extend(unread);
    sort(&mut report.problems);
    report
}

/// The folder itself, or the packs directly in it where it is none.
fn packs_in(folder: &Path) -> Vec<std::path::PathBuf> {
    if folder.join(PACK_FILE).exists() {
        return vec![folder.to_owned()];
    }
    let entries = folder.read_dir().into_iter().flatten().flatten().map(|entry| entry.path());
    let mut packs: Vec<_> = entries.filter(|path| path.join(PACK_FILE).is_file()).collect();
    packs.sort();
    if packs.is_empty() { vec![folder.to_owned()] } else { packs }
}

fn pack_name(source: &Source) -> Option<String> {
    let document = Document::new(source, source.file(PACK_FILE)?);
    document.read::<PackFile>().ok().map(|pack| pack.name)
}

/// Loading tells of the pack and of whole files; what is inside a card's file is told better here.
fn told_by_library(problem: &Problem, source: &Source) -> bool {
    let whole_file = ["duplicate-id", "wrong-extension"].contains(&problem.code);
    let pack_file = problem.file == source.origin.show(PACK_FILE);
    let own = source.files.iter().any(|file| source.origin.show(&file.path) == problem.file);
    pack_file || (own && whole_file)
}

/// Every id that may be referred to; a card that does not load still has the name of its file.
fn known_ids(library: &Library, sources: &[Source]) -> BTreeSet<String> {
    let mut ids: BTreeSet<String> = library.cards.iter().map(|card| card.id().to_string()).collect();
    for source in sources {
        for file in source.yaml_in(CASES) {
            let stem = Document::new(source, file).stem();
            ids.extend(CaseId::new(stem).map(|id| id.to_string()));
        }
    }
    ids
}

fn sort(problems: &mut [Problem]) {
    problems.sort_by(|one, other| {
        let order = |problem: &Problem| {
            let place = problem.place.as_ref().map_or((0, 0), |place| (place.line, place.column));
            (problem.file.clone(), place)
        };
        order(one).cmp(&order(other))
    });
}

/// What is known while the files of the packs are looked at.
struct View<'a> {
    library: &'a Library,
    ids: &'a BTreeSet<String>,
    samples: &'a Samples<'a>,
}

impl View<'_> {
    fn source(&self, source: &Source, report: &mut LintReport) {
        let Some(pack_file) = source.file(PACK_FILE) else { return };
        let document = Document::new(source, pack_file);
        let categories = document.read::<PackFile>().map(|pack| pack.categories.0).unwrap_or_default();
        let categories: Vec<String> = categories.into_iter().map(|(key, _)| key).collect();
        let names = Names { ids: self.ids, categories: &categories };
        report.files += 1;
        report
            .problems
            .extend(document.tree().map(text::check).iter().flatten().map(|issue| document.problem(issue)));
        for file in source.yaml_in(CASES) {
            report.files += 1;
            report.problems.extend(self.case(source, file, &names));
        }
        for file in source.yaml_in(CHECKLIST_FOLDER) {
            report.files += 1;
            report.problems.extend(checklist(source, file, &names));
        }
    }

    fn case(&self, source: &Source, file: &SourceFile, names: &Names<'_>) -> Vec<Problem> {
        let document = Document::new(source, file);
        let (shape, mut problems) = match read::<CaseFile>(&document, &schema::case()) {
            Ok(shape) => (shape, Vec::new()),
            Err(problems) => return problems,
        };
        let mut issues = document.tree().map(text::check).unwrap_or_default();
        card::check_case(&shape, document.stem(), names, &mut issues);
        signature::check(&shape, &mut issues);
        rules::check(&shape, &mut issues);
        commands::check_case(&shape, &mut issues);
        match resolve::case(&shape, &source_name(&source.origin)) {
            Err(found) => issues.extend(found),
            Ok(case) => {
                rules::prove(&case, &mut issues);
                if self.library.card(&case.id).is_some() {
                    self.samples.check(&case, &mut issues);
                }
            }
        }
        problems.extend(issues.iter().map(|issue| document.problem(issue)));
        problems
    }
}

fn checklist(source: &Source, file: &SourceFile, names: &Names<'_>) -> Vec<Problem> {
    let document = Document::new(source, file);
    let shape = match read::<ChecklistFile>(&document, &schema::checklist()) {
        Ok(shape) => shape,
        Err(problems) => return problems,
    };
    let mut issues: Vec<Issue> = document.tree().map(text::check).unwrap_or_default();
    card::check_list(&shape, names, &mut issues);
    commands::check_list(&shape, &mut issues);
    if let Err(found) = resolve::checklist(&shape, &source_name(&source.origin)) {
        issues.extend(found);
    }
    issues.iter().map(|issue| document.problem(issue)).collect()
}

/// The name that a card of this origin would have as its pack; only messages use it.
fn source_name(origin: &Origin) -> String {
    match origin {
        Origin::BuiltIn(name) => (*name).to_owned(),
        Origin::Folder(folder) => folder.display().to_string(),
    }
}

/// The values of a file; where the parser stops at its first mistake, all unknown and missing keys.
fn read<T: DeserializeOwned>(document: &Document<'_>, schema: &Value) -> Result<T, Vec<Problem>> {
    document.read().map_err(|found| {
        let about_keys = |problem: &Problem| ["unknown-key", "missing-key"].contains(&problem.code);
        let issues = match document.tree() {
            Some(tree) if found.iter().any(about_keys) => keys::check(tree, schema),
            _ => Vec::new(),
        };
        if issues.is_empty() { found } else { issues.iter().map(|issue| document.problem(issue)).collect() }
    })
}
