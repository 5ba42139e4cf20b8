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
mod tests {
    use std::borrow::Cow;
    use std::path::PathBuf;

    use super::*;

    const PACK: &str = "name: demo\ntitle: Demo\nissue-key: DEMO\nprompt: prompts/p.txt\ncategories:\n  second: Second\n  first: First\n";

    fn case(id: &str, category: &str) -> String {
        format!(
            "id: {id}\ntitle: t\ncategory: {category}\ntags: [a]\nsymptom: {{ text: s }}\n\
             causes: {{ bad: a cause }}\ndiagnosis:\n  - run: 'true'\n    why: w\n    verdicts:\n      \
             - when: {{ exit: 0, output: x, any: [{{ exit: [1, 2] }}] }}\n        confirms: bad\n        says: s\n\
             fix: [{{ do: d, risk: changes }}]\nprevention: [p]\n"
        )
    }

    fn source(files: &[(&str, String)]) -> Source {
        let file = |(path, text): &(&str, String)| SourceFile {
            path: (*path).to_owned(),
            text: Cow::Owned(text.clone()),
        };
        let files = files.iter().map(file).collect();
        Source { origin: Origin::Folder(PathBuf::from("demo")), files, writable_by_others: None }
    }

    fn rendered(problems: &[Problem]) -> String {
        problems.iter().map(|problem| problem.render(false)).collect::<Vec<_>>().join("\n\n")
    }

    #[test]
    fn every_builtin_file_loads() {
        let (library, problems) = Library::builtin();
        assert_eq!(rendered(&problems), "");
        assert!(library.pack("python").is_some_and(Pack::is_builtin));
    }

    #[test]
    fn cards_are_in_the_order_of_the_categories_and_checklists_last() {
        let (library, problems) = Library::from_sources(vec![source(&[
            ("pack.yaml", PACK.to_owned()),
            ("prompts/p.txt", "template".to_owned()),
            ("cases/A-1.yaml", case("A-1", "first")),
            ("cases/B-1.yaml", case("B-1", "second")),
            ("cases/A-2.yaml", case("A-2", "second")),
            ("cases/Z-9.yaml", case("Z-9", "unheard")),
            ("checklists/CL-1.yaml", "id: CL-1\ntitle: t\nsummary: s\nsteps: [{ do: d }]\n".to_owned()),
        ])]);
        assert_eq!(rendered(&problems), "");
        let ids: Vec<&str> = library.cards.iter().map(|card| card.id().as_str()).collect();
        assert_eq!(ids, ["A-2", "B-1", "A-1", "Z-9", "CL-1"]);
        assert_eq!(library.find(" a-1 ").map(|card| library.category_title(card)), Some("First"));
        let pack = library.pack("demo").unwrap();
        assert_eq!((pack.issue_key.as_deref(), pack.prompt.as_deref()), (Some("DEMO"), Some("template")));
    }

    #[test]
    fn conditions_of_one_rule_are_anded_in_a_fixed_order() {
        use crate::domain::Diagnosis;
        use crate::domain::verdict::Condition;
        let files = [("pack.yaml", PACK.to_owned()), ("cases/A-1.yaml", case("A-1", "first"))];
        let (library, _) = Library::from_sources(vec![source(&files)]);
        let case = library.cases().next().unwrap();
        let Diagnosis::Check(check) = &case.diagnosis[0] else { panic!("no check") };
        let any = Condition::Any(vec![Condition::Exit(vec![1, 2])]);
        let all = vec![Condition::Exit(vec![0]), Condition::Output("x".to_owned()), any];
        assert_eq!(check.rules[0].when, Condition::All(all));
    }

    #[test]
    fn one_broken_file_leaves_the_others_alone() {
        let (library, problems) = Library::from_sources(vec![source(&[
            ("pack.yaml", PACK.replace("prompt: prompts/p.txt\n", "")),
            ("cases/A-1.yaml", case("A-1", "first").replace("title: t", "titel: t")),
            ("cases/A-2.yaml", case("A-2", "first")),
            ("cases/A-3.yaml", case("A-3", "first").replace("confirms: bad", "confirms: bda")),
            ("cases/A-4.yml", String::new()),
        ])]);
        assert_eq!(library.cards.len(), 1);
        insta::assert_snapshot!(rendered(&problems), @r#"
        error[unknown-key]: there is no key `titel` here
         --> demo/cases/A-1.yaml:2:1
          |
        2 | titel: t
          | ^^^^^
          |
          = help: did you mean `title`?

        error[unknown-cause]: no cause is called `bda`
          --> demo/cases/A-3.yaml:12:19
           |
        12 |         confirms: bda
           |                   ^^^
           |
           = help: did you mean `bad`?

        error[wrong-extension]: this file is not read
        --> demo/cases/A-4.yml
         = help: rename it to `A-4.yaml`
        "#);
    }

    #[test]
    fn the_first_of_two_equal_ids_stays_and_both_places_are_told() {
        let (library, problems) = Library::from_sources(vec![source(&[
            ("pack.yaml", PACK.replace("prompt: prompts/p.txt\n", "")),
            ("cases/A-1.yaml", case("A-1", "first")),
            ("cases/A-2.yaml", case("A-1", "second").replace("title: t", "title: other")),
        ])]);
        assert_eq!(library.cards.len(), 1);
        insta::assert_snapshot!(rendered(&problems), @r#"
        error[duplicate-id]: the id `A-1` is taken; this file is left out
         --> demo/cases/A-2.yaml:1:5
          |
        1 | id: A-1
          |     ^^^
          |
          = help: give one of the two another id, and its file that name
        note: it is taken here
         --> demo/cases/A-1.yaml:1:5
          |
        1 | id: A-1
          |     ^^^
        "#);
    }

    #[test]
    fn a_card_of_a_later_pack_never_takes_the_id_of_an_earlier_one() {
        let pack = PACK.replace("prompt: prompts/p.txt\n", "");
        let first = source(&[("pack.yaml", pack.clone()), ("cases/A-1.yaml", case("A-1", "first"))]);
        let second = source(&[
            ("pack.yaml", pack.replace("name: demo", "name: other")),
            ("cases/A-1.yaml", case("A-1", "first").replace("title: t", "title: other")),
            ("cases/B-1.yaml", case("B-1", "first")),
        ]);
        let (library, problems) = Library::from_sources(vec![first, second]);
        let titles: Vec<(&str, &str)> =
            library.cards.iter().map(|card| (card.pack(), card.title())).collect();
        assert_eq!(titles, [("demo", "t"), ("other", "t")]);
        assert_eq!(problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), ["duplicate-id"]);
        assert_eq!(problems[0].related.len(), 1);
    }

    #[test]
    fn a_byte_order_mark_and_windows_line_ends_change_nothing() {
        let block = case("A-1", "first").replace("run: 'true'", "run: |\n      one\n      two");
        let load = |text: String| {
            let pack = PACK.replace("prompt: prompts/p.txt\n", "");
            Library::from_sources(vec![source(&[("pack.yaml", pack), ("cases/A-1.yaml", text)])])
        };
        let (unix, problems) = load(block.clone());
        assert_eq!(rendered(&problems), "");
        let (windows, problems) = load(format!("\u{FEFF}{}", block.replace('\n', "\r\n")));
        assert_eq!(rendered(&problems), "");
        assert_eq!(windows.cards, unix.cards);
        assert_eq!(unix.cards.len(), 1);
    }

    #[test]
    fn a_pack_of_another_folder_never_overrides_a_builtin_one() {
        let mut sources = Source::builtin();
        sources.push(source(&[("pack.yaml", PACK.replace("name: demo", "name: python"))]));
        let (library, problems) = Library::from_sources(sources);
        assert!(library.pack("python").is_some_and(Pack::is_builtin));
        assert_eq!(problems.iter().filter(|problem| problem.code == "duplicate-pack").count(), 1);
    }

    #[test]
    fn a_file_for_a_later_version_is_refused_as_such() {
        let newer = format!("schema: 99\nfuture: x\n{}", case("A-1", "first"));
        let (library, problems) = Library::from_sources(vec![source(&[
            ("pack.yaml", PACK.replace("prompt: prompts/p.txt\n", "")),
            ("cases/A-1.yaml", newer),
        ])]);
        assert!(library.cards.is_empty());
        insta::assert_snapshot!(rendered(&problems), @r#"
        error[newer-schema]: this file is of format 99, and this crashcart reads format 1
         --> demo/cases/A-1.yaml:1:9
          |
        1 | schema: 99
          |         ^^
          |
          = help: install a newer crashcart, or a version of the pack for this one
        "#);
    }
}
