//! The library: every pack that could be read, as cards, and the problems of what could not.
//! Loading never fails as a whole; nothing here checks proofs (`content::lint`) or decides on trust.

use std::collections::HashMap;
use std::num::NonZero;
use std::panic::resume_unwind;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{self, available_parallelism};

use super::document::Document;
use super::format::{CaseFile, ChecklistFile, PackFile};
use super::path::at;
use super::problem::{Problem, Related};
use super::resolve::{self, Issue};
use super::source::{Origin, Source, SourceFile};
use super::suggest;
use crate::domain::card::CHECKLISTS;
use crate::domain::{Card, Case, CaseId};

/// The file that makes a folder a pack.
pub const PACK_FILE: &str = "pack.yaml";
/// The folder of the cases in a pack.
pub const CASES: &str = "cases";
/// The folder of the checklists in a pack.
pub const CHECKLIST_FOLDER: &str = "checklists";

/// Threads that read a pack at most; more gain nothing on sixty files.
const THREADS: usize = 8;

/// Every card of every pack.
#[derive(Debug, Clone, Default)]
pub struct Library {
    /// The packs, the built-in ones first.
    pub packs: Vec<Pack>,
    /// The cards by pack, then category in the order of the pack, then id; checklists of a pack last.
    pub cards: Vec<Card>,
    by_id: HashMap<CaseId, Entry>,
}

/// Where a card is.
#[derive(Debug, Clone)]
struct Entry {
    /// Its number in `cards`.
    card: usize,
    /// Its file in its pack.
    path: String,
}

/// What a pack says of itself, and the files that it came from.
#[derive(Debug, Clone)]
pub struct Pack {
    /// A short name, unique in the library, e.g. `python`.
    pub name: String,
    /// What it is about, in a few words.
    pub title: String,
    /// What is in it.
    pub description: String,
    /// Its version.
    pub version: String,
    /// Prefix of the titles of issues made from its cases, e.g. `PYTHON`.
    pub issue_key: Option<String>,
    /// The template of "copy as prompt", whole.
    pub prompt: Option<String>,
    /// Its categories in the order in which they are listed.
    pub categories: Vec<Category>,
    /// The files as they were read: what is trusted is the hash of these very texts.
    pub source: Source,
}

/// A category of a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Category {
    /// The key that cases use.
    pub key: String,
    /// The title that is shown.
    pub title: String,
}

impl Library {
    /// The packs in the binary.
    pub fn builtin() -> (Self, Vec<Problem>) {
        Self::from_sources(Source::builtin())
    }

    /// The packs in the binary and those in these folders.
    pub fn load<P: AsRef<Path>>(folders: &[P]) -> (Self, Vec<Problem>) {
        let mut sources = Source::builtin();
        let mut problems = Vec::new();
        for folder in folders {
            let (source, found) = Source::folder(folder.as_ref());
            // A folder that could not be opened is one problem, not also a pack without `pack.yaml`.
            if !source.files.is_empty() || found.is_empty() {
                sources.push(source);
            }
            problems.extend(found);
        }
        let (library, found) = Self::from_sources(sources);
        problems.extend(found);
        (library, problems)
    }

    /// The packs in these sources; of two cards with one id the first stays.
    pub fn from_sources(sources: Vec<Source>) -> (Self, Vec<Problem>) {
        let mut library = Self::default();
        let mut problems = Vec::new();
        for source in sources {
            library.add(source, &mut problems);
        }
        (library, problems)
    }

    /// The card of this id.
    pub fn card(&self, id: &CaseId) -> Option<&Card> {
        self.by_id.get(id).and_then(|entry| self.cards.get(entry.card))
    }

    /// The card of an id as somebody typed it; case does not matter.
    pub fn find(&self, id: &str) -> Option<&Card> {
        CaseId::new(&id.trim().to_ascii_uppercase()).and_then(|id| self.card(&id))
    }

    /// The file of a card, as shown to a person.
    pub fn file_of(&self, id: &CaseId) -> Option<String> {
        let entry = self.by_id.get(id)?;
        let pack = self.pack(self.cards.get(entry.card)?.pack())?;
        Some(pack.source.origin.show(&entry.path))
    }

    /// Every case, in the order of the cards.
    pub fn cases(&self) -> impl Iterator<Item = &Case> {
        self.cards.iter().filter_map(Card::as_case)
    }

    /// The pack of this name.
    pub fn pack(&self, name: &str) -> Option<&Pack> {
        self.packs.iter().find(|pack| pack.name == name)
    }

    /// The title of a card's category; the key where the pack does not know it.
    pub fn category_title<'a>(&'a self, card: &'a Card) -> &'a str {
        let pack = self.pack(card.pack());
        pack.and_then(|pack| pack.category(card.category())).unwrap_or_else(|| match card {
            Card::Checklist(_) => "Checklists",
            Card::Case(case) => &case.category,
        })
    }

    /// Reads one pack; without a usable `pack.yaml` there is none.
    fn add(&mut self, source: Source, problems: &mut Vec<Problem>) {
        let Some(pack) = self.pack_file(source, problems) else { return };
        let mut loaded: Vec<(Card, &SourceFile)> = Vec::new();
        for (card, file) in cards(&pack, problems) {
            match self.taken(card.id(), &pack, &loaded) {
                Some((other, first)) => problems.push(duplicate(&card, (&pack, file), (other, first))),
                None => loaded.push((card, file)),
            }
        }
        loaded.sort_by_cached_key(|(card, _)| (pack.rank(card), card.id().clone()));
        for (card, file) in loaded {
            let entry = Entry { card: self.cards.len(), path: file.path.clone() };
            self.by_id.insert(card.id().clone(), entry);
            self.cards.push(card);
        }
        self.packs.push(pack);
    }

    /// What `pack.yaml` says.
    fn pack_file(&self, source: Source, problems: &mut Vec<Problem>) -> Option<Pack> {
        let Some(file) = source.file(PACK_FILE) else {
            let what = format!("there is no `{PACK_FILE}` here");
            let problem = Problem::of_file("no-pack-file", source.origin.show(PACK_FILE), what);
            problems.push(problem.with_hint("name the folder that holds `pack.yaml` and `cases/`"));
            return None;
        };
        let document = Document::new(&source, file);
        let shape: PackFile = document.read().map_err(|found| problems.extend(found)).ok()?;
        problems.extend(pack_issues(&shape, &source).iter().map(|issue| document.problem(issue)));
        if let Some(other) = self.pack(&shape.name) {
            let what = format!("a pack called `{}` is loaded; this one is left out", shape.name);
            let issue = Issue::error("duplicate-pack", at("name"), what);
            let hint =
                format!("the other one is {}; rename one of the two", other.source.origin.show(PACK_FILE));
            problems.push(document.problem(&issue.hint(hint)));
            return None;
        }
        let prompt =
            shape.prompt.as_deref().and_then(|path| source.file(path)).map(|file| file.body().to_owned());
        let category = |(key, title): (String, String)| Category { key, title };
        Some(Pack {
            name: shape.name,
            title: shape.title,
            description: shape.description,
            version: shape.version,
            issue_key: shape.issue_key,
            prompt,
            categories: shape.categories.0.into_iter().map(category).collect(),
            source,
        })
    }

    /// The pack and file of the card that has this id already: of an earlier pack, or of `loaded`.
    fn taken<'a>(
        &'a self,
        id: &CaseId,
        pack: &'a Pack,
        loaded: &[(Card, &'a SourceFile)],
    ) -> Option<(&'a Pack, &'a SourceFile)> {
        if let Some((_, file)) = loaded.iter().find(|(card, _)| card.id() == id) {
            return Some((pack, file));
        }
        let entry = self.by_id.get(id)?;
        let owner = self.pack(self.cards.get(entry.card)?.pack())?;
        owner.source.file(&entry.path).map(|file| (owner, file))
    }
}

impl Pack {
    /// The title of a category.
    pub fn category(&self, key: &str) -> Option<&str> {
        self.categories.iter().find(|category| category.key == key).map(|category| category.title.as_str())
    }

    /// True if the pack came with the binary.
    pub fn is_builtin(&self) -> bool {
        matches!(self.source.origin, Origin::BuiltIn(_))
    }

    /// Where a card stands: categories in order, then unknown ones, then checklists.
    fn rank(&self, card: &Card) -> usize {
        let unknown = self.categories.len();
        match card {
            Card::Case(case) => {
                self.categories.iter().position(|category| category.key == case.category).unwrap_or(unknown)
            }
            Card::Checklist(_) => unknown + 1,
        }
    }
}

/// What is wrong with what a pack says of itself.
fn pack_issues(shape: &PackFile, source: &Source) -> Vec<Issue> {
    let mut issues = Vec::new();
    let good = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if shape.name.is_empty() || !shape.name.bytes().all(good) {
        let issue = Issue::error("bad-name", at("name"), format!("`{}` is no name of a pack", shape.name));
        issues.push(issue.hint("write a-z, 0-9 and -, e.g. `python`"));
    }
    if shape.categories.0.iter().any(|(key, _)| key == CHECKLISTS) {
        let what = format!("`{CHECKLISTS}` is the category of checklists and cannot be defined");
        issues.push(Issue::error("bad-category", at("categories").key(CHECKLISTS), what).on_key());
    }
    if let Some(prompt) = &shape.prompt
        && source.file(prompt).is_none()
    {
        let issue = Issue::error("no-such-file", at("prompt"), format!("the pack has no file `{prompt}`"));
        let files = source.files.iter().map(|file| file.path.as_str());
        issues.push(issue.maybe_hint(suggest::hint(prompt, files)));
    }
    issues
}

/// The cards of a pack, each with its file, in the order of the files.
///
/// Read by several threads: the built-in pack has 1.2 MB of YAML, which takes one of them 20 ms, and
/// the first frame waits for it.
fn cards<'a>(pack: &'a Pack, problems: &mut Vec<Problem>) -> Vec<(Card, &'a SourceFile)> {
    let files = &pack.source.files;
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        while let Some((number, file)) = take(files, &next) {
            if let Some(card) = read_card(&Document::new(&pack.source, file), pack, file) {
                done.push((number, file, card));
            }
        }
        done
    };
    let helpers = available_parallelism().map_or(1, NonZero::get).min(THREADS).min(files.len() / THREADS);
    let mut read = thread::scope(|scope| {
        let helpers: Vec<_> = (1..helpers).map(|_| scope.spawn(work)).collect();
        let mut read = work();
        for helper in helpers {
            // A defect of the parser shows as one, not as missing cards.
            read.extend(helper.join().unwrap_or_else(|defect| resume_unwind(defect)));
        }
        read
    });
    read.sort_by_key(|(number, ..)| *number);
    let mut cards = Vec::new();
    for (_, file, card) in read {
        match card {
            Ok(card) => cards.push((card, file)),
            Err(found) => problems.extend(found),
        }
    }
    cards
}

/// The next file that nobody has taken.
fn take<'a>(files: &'a [SourceFile], next: &AtomicUsize) -> Option<(usize, &'a SourceFile)> {
    let number = next.fetch_add(1, Ordering::Relaxed);
    files.get(number).map(|file| (number, file))
}

/// The card in a file; none if the file holds no card at all.
fn read_card(document: &Document<'_>, pack: &Pack, file: &SourceFile) -> Option<Result<Card, Vec<Problem>>> {
    let (folder, name) = file.path.rsplit_once('/')?;
    let extension = Path::new(name).extension()?;
    let is_card_folder = folder == CASES || folder == CHECKLIST_FOLDER;
    if is_card_folder && extension == "yml" {
        let problem = Problem::of_file("wrong-extension", &document.shown, "this file is not read");
        return Some(Err(vec![problem.with_hint(format!("rename it to `{}.yaml`", document.stem()))]));
    }
    if !is_card_folder || extension != "yaml" {
        return None;
    }
    Some(if folder == CASES { read_case(document, pack) } else { read_checklist(document, pack) })
}

fn read_case(document: &Document<'_>, pack: &Pack) -> Result<Card, Vec<Problem>> {
    let shape: CaseFile = document.read()?;
    let issues = |issues: Vec<Issue>| issues.iter().map(|issue| document.problem(issue)).collect::<Vec<_>>();
    resolve::case(&shape, &pack.name).map(|case| Card::Case(Box::new(case))).map_err(issues)
}

fn read_checklist(document: &Document<'_>, pack: &Pack) -> Result<Card, Vec<Problem>> {
    let shape: ChecklistFile = document.read()?;
    let issues = |issues: Vec<Issue>| issues.iter().map(|issue| document.problem(issue)).collect::<Vec<_>>();
    resolve::checklist(&shape, &pack.name).map(|list| Card::Checklist(Box::new(list))).map_err(issues)
}

/// The problem of a card whose id is taken, with both places.
fn duplicate(card: &Card, here: (&Pack, &SourceFile), first: (&Pack, &SourceFile)) -> Problem {
    let (here, first) = (Document::new(&here.0.source, here.1), Document::new(&first.0.source, first.1));
    let issue = Issue::error(
        "duplicate-id",
        at("id"),
        format!("the id `{}` is taken; this file is left out", card.id()),
    );
    let problem = here.problem(&issue.hint("give one of the two another id, and its file that name"));
    let place = Some(first.place(&at("id"), false, None));
    let related = Related { file: first.shown, place, note: "it is taken here".to_owned() };
    Problem { related: vec![related], ..problem }
}

#[cfg(test)]
mod tests;
