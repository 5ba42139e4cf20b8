//! One YAML file of a pack while it is being read or checked: its text, its values, its places.
//! Here errors of parsers and issues of values become problems with line, column and the line itself.

use std::cell::OnceCell;
use std::ops::Range;

use serde::de::DeserializeOwned;

use super::format::{self, FormatError, SCHEMA};
use super::path::Path;
use super::problem::{Place, Problem, Related};
use super::resolve::Issue;
use super::scan::scan;
use super::source::{Source, SourceFile};
use super::suggest;
use super::tree::{Malformed, Node, inside};

/// A file being read.
pub struct Document<'a> {
    /// The file as shown to a person.
    pub shown: String,
    /// Its path in the pack.
    pub path: &'a str,
    /// Its text.
    pub text: &'a str,
    tree: OnceCell<Result<Node, Malformed>>,
}

impl<'a> Document<'a> {
    /// The document of a file of a pack.
    pub fn new(source: &Source, file: &'a SourceFile) -> Self {
        Self {
            shown: source.origin.show(&file.path),
            path: &file.path,
            text: file.body(),
            tree: OnceCell::new(),
        }
    }

    /// The name of the file without its folder and extension: what the id must be.
    pub fn stem(&self) -> &'a str {
        let name = self.path.rsplit('/').next().unwrap_or(self.path);
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }

    /// The values of the file, or why there are none.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, Vec<Problem>> {
        if let Err(refused) = scan(self.text) {
            let problem = self.at("refused-yaml", refused.span, refused.what);
            return Err(vec![problem.with_hint(refused.hint)]);
        }
        let value = format::read(self.text).map_err(|error| self.explain(&error))?;
        match self.newer_schema() {
            Some(problem) => Err(vec![problem]),
            None => Ok(value),
        }
    }

    /// The nodes of the file with their places; none where it is no YAML.
    pub fn tree(&self) -> Option<&Node> {
        self.parsed().as_ref().ok()
    }

    /// An issue with its place.
    pub fn problem(&self, issue: &Issue) -> Problem {
        let place = self.place(&issue.path, issue.key, issue.within.as_ref());
        Problem {
            severity: issue.severity,
            code: issue.code,
            file: self.shown.clone(),
            place: Some(place),
            what: issue.what.clone(),
            hint: issue.hint.clone(),
            related: Vec::new(),
        }
    }

    /// The place of a value, of its key, or of some bytes of it.
    pub fn place(&self, path: &Path, key: bool, within: Option<&Range<usize>>) -> Place {
        let Some(tree) = self.tree() else { return Place::of(self.text, 0..0) };
        let node = if key { tree.find_key(path) } else { tree.find(path) };
        let span = match (within, node.entries().first()) {
            (Some(bytes), _) => inside(self.text, node, bytes),
            // Of a map over several lines, its first key.
            (None, Some((first, _))) if !self.text[node.span.start..].starts_with('{') => first.span.clone(),
            (None, _) => node.span.clone(),
        };
        Place::of(self.text, span)
    }

    fn parsed(&self) -> &Result<Node, Malformed> {
        self.tree.get_or_init(|| Node::parse(self.text))
    }

    fn at(&self, code: &'static str, span: Range<usize>, what: impl Into<String>) -> Problem {
        Problem::of_file(code, &self.shown, what).at(Place::of(self.text, span))
    }

    /// What is behind an error of the parser. Keys that stand twice and files for a later version are
    /// looked for first: the parser reports them as something else, or at the wrong place.
    fn explain(&self, error: &FormatError) -> Vec<Problem> {
        if let Some(problem) = self.newer_schema() {
            return vec![problem];
        }
        let duplicates = self.duplicate_keys();
        if !duplicates.is_empty() {
            return duplicates;
        }
        let (code, what, hint) = reword(&error.what);
        let problem = self.at(code, self.bytes_of(error), what);
        vec![Problem { hint, ..problem }]
    }

    /// Every key that stands twice, with both places.
    pub fn duplicate_keys(&self) -> Vec<Problem> {
        let Some(tree) = self.tree() else { return Vec::new() };
        let mut problems = Vec::new();
        for (first, second) in tree.duplicates() {
            let what = format!("the key `{}` stands twice here", second.text().unwrap_or("?"));
            let related = Related {
                file: self.shown.clone(),
                place: Some(Place::of(self.text, first.span.clone())),
                note: "the first one is here".to_owned(),
            };
            let problem = self.at("duplicate-key", second.span.clone(), what);
            let problem = problem.with_hint("keep one of them");
            problems.push(Problem { related: vec![related], ..problem });
        }
        problems
    }

    /// A problem if the file says that it was written for a later version of the format.
    ///
    /// The text is searched first: nearly no file says its version, and a tree costs time at start.
    fn newer_schema(&self) -> Option<Problem> {
        if !self.text.contains("schema:") {
            return None;
        }
        let (_, value) = self.tree()?.get("schema")?;
        let version: u64 = value.text()?.trim().parse().ok()?;
        if version <= SCHEMA.into() {
            return None;
        }
        let what = format!("this file is of format {version}, and this crashcart reads format {SCHEMA}");
        let problem = self.at("newer-schema", value.span.clone(), what);
        Some(problem.with_hint("install a newer crashcart, or a version of the pack for this one"))
    }

    /// Where an error of the parser shows.
    fn bytes_of(&self, error: &FormatError) -> Range<usize> {
        let Some((line, column)) = error.place else {
            return match self.parsed() {
                Err(malformed) => malformed.byte..malformed.byte + 1,
                Ok(_) => 0..1,
            };
        };
        let lines = self.text.split_inclusive('\n');
        let start: usize = lines.take(line.saturating_sub(1)).map(str::len).sum();
        let rest = &self.text[start.min(self.text.len())..];
        let row = rest.split('\n').next().unwrap_or(rest);
        let skip = row.char_indices().nth(column.saturating_sub(1)).map_or(row.len(), |(byte, _)| byte);
        let word = row[skip..].split([' ', ':', ',', '}', ']', '\r']).next().map_or(0, str::len);
        start + skip..start + skip + word.max(1)
    }
}

/// The parser's message in our words: code, what is wrong, what to write instead.
fn reword(message: &str) -> (&'static str, String, Option<String>) {
    if let Some((_, rest)) = message.split_once("unknown field `") {
        let (name, known) = name_and_known(rest);
        return ("unknown-key", format!("there is no key `{name}` here"), suggest_from(name, &known));
    }
    if let Some((_, rest)) = message.split_once("unknown variant `") {
        let (name, known) = name_and_known(rest);
        return (
            "unknown-word",
            format!("`{name}` is none of the words that may stand here"),
            suggest_from(name, &known),
        );
    }
    if let Some((_, rest)) = message.split_once("missing field `") {
        let name = rest.split('`').next().unwrap_or(rest);
        return ("missing-key", format!("the key `{name}` is missing here"), Some(format!("add `{name}:`")));
    }
    if let Some((_, rest)) = message.split_once("invalid type: ") {
        return ("wrong-type", format!("this is the wrong kind of value: {}", kinds(rest)), quote_hint(rest));
    }
    ("malformed", without_path(message).to_owned(), malformed_hint(message))
}

/// The message without the `causes.gone: ` that leads it; the place says as much.
fn without_path(message: &str) -> &str {
    let path = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-[]".contains(&byte));
    message.split_once(": ").filter(|(left, _)| path(left)).map_or(message, |(_, rest)| rest)
}

/// What to do about the two mistakes that everybody makes in YAML.
fn malformed_hint(message: &str) -> Option<String> {
    if message.contains("mapping values are not allowed") {
        return Some("a text with `: ` in it, or `:` at its end, needs quotes or a block (`|`)".to_owned());
    }
    let bracket = ["expected ',' or ']'", "expected ',' or '}'"].iter().any(|part| message.contains(part));
    bracket.then(|| "put a text that holds brackets, commas or quotes in single quotes".to_owned())
}

/// The name in the message, and the names that it lists after it.
fn name_and_known(rest: &str) -> (&str, Vec<&str>) {
    let mut pieces = rest.split('`');
    let name = pieces.next().unwrap_or_default();
    (name, pieces.skip(1).step_by(2).collect())
}

fn suggest_from(name: &str, known: &[&str]) -> Option<String> {
    suggest::nearest(name, known.iter().copied())
        .map(|word| format!("did you mean `{word}`?"))
        .or_else(|| (!known.is_empty()).then(|| format!("known here: {}", known.join(", "))))
}

/// The names of kinds as YAML's users know them.
fn kinds(message: &str) -> String {
    let words =
        [("sequence", "list"), ("string", "text"), ("unit value", "nothing"), ("boolean", "yes or no")];
    words.iter().fold(message.to_owned(), |text, (from, to)| text.replace(from, to))
}

/// An unquoted text with `: ` in it becomes a map, one that starts with a bracket a list.
fn quote_hint(message: &str) -> Option<String> {
    let text_expected = message.contains("expected a string") || message.contains("expected a text");
    let hint = "if this is a text, put it in single quotes";
    (text_expected && (message.starts_with("map") || message.starts_with("sequence")))
        .then(|| hint.to_owned())
}
