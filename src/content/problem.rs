//! Problems of content: what is wrong, where, and what to write instead, shown as compilers do.
//! Finding them is the business of `content::format`, `content::library` and `content::lint`.

use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::domain::visible::{visible, visible_lines};

/// Columns of a source line that are shown around the place; longer lines are cut.
const SHOWN_COLUMNS: usize = 160;

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; nothing to mend.
    Info,
    /// Works, but ought to be mended.
    Warning,
    /// Wrong: the file, or a part of it, cannot be used.
    Error,
}

impl Severity {
    /// The word used on the screen and in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Info => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A place in a text file, with the line itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// Characters that are meant, from the column on; at least 1, never past the end of the line
    /// by more than that.
    pub width: usize,
    /// The whole line, without its line break, as it stands in the file.
    pub source_line: String,
}

impl Place {
    /// The place of the bytes `range` of `text`, cut at the end of its first line.
    pub fn of(text: &str, range: Range<usize>) -> Self {
        let start = floor(text, range.start);
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let rest = &text[line_start..];
        let source_line = rest.split('\n').next().unwrap_or(rest).trim_end_matches('\r');
        let end = floor(text, range.end).clamp(start, (line_start + source_line.len()).max(start));
        Self {
            line: text[..start].matches('\n').count() + 1,
            column: text[line_start..start].chars().count() + 1,
            width: text[start..end].trim_end().chars().count().max(1),
            source_line: source_line.to_owned(),
        }
    }
}

/// The character boundary at or before a byte.
fn floor(text: &str, byte: usize) -> usize {
    let mut at = byte.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Another place that belongs to a problem, e.g. the first of two equal ids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// The file, as shown to the person.
    pub file: String,
    /// Where in it, if known.
    pub place: Option<Place>,
    /// What is there.
    pub note: String,
}

/// Something wrong in a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// How bad it is.
    pub severity: Severity,
    /// A stable name of the kind of problem, e.g. `unknown-key`.
    pub code: &'static str,
    /// The file, as shown to the person: `<built-in>/python/cases/X.yaml` or a path on disk.
    pub file: String,
    /// Where in it; none where the file could not be read as text at all.
    pub place: Option<Place>,
    /// What is wrong, in one sentence without a full stop.
    pub what: String,
    /// What to write instead.
    pub hint: Option<String>,
    /// Other places that belong to it.
    pub related: Vec<Related>,
}

impl Problem {
    /// An error of a whole file.
    pub fn of_file(code: &'static str, file: impl Into<String>, what: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            code,
            file: file.into(),
            place: None,
            what: what.into(),
            hint: None,
            related: Vec::new(),
        }
    }

    /// The same with what to write instead.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The same with this place.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// The same with this severity.
    #[must_use]
    pub fn as_severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// `file:line:column`, as far as known.
    pub fn location(&self) -> String {
        match &self.place {
            Some(place) => format!("{}:{}:{}", visible(&self.file), place.line, place.column),
            None => visible(&self.file).into_owned(),
        }
    }

    /// The problem as a compiler shows it, several lines without a final line break; in colour
    /// if `color`. Control and invisible characters of the file come out as visible escapes.
    pub fn render(&self, color: bool) -> String {
        let what = visible(&self.what);
        let level = match self.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Info => Level::NOTE,
        };
        let title = level.primary_title(what).id(self.code);
        let mut group = add_place(Group::with_title(title), &self.file, self.place.as_ref());
        if let Some(hint) = &self.hint {
            group = group.element(Level::HELP.message(visible_lines(hint)));
        }
        let mut groups = vec![group];
        for related in &self.related {
            let title = Level::NOTE.secondary_title(visible(&related.note));
            groups.push(add_place(Group::with_title(title), &related.file, related.place.as_ref()));
        }
        let renderer = if color { Renderer::styled() } else { Renderer::plain() };
        renderer.decor_style(DecorStyle::Ascii).term_width(SHOWN_COLUMNS).render(&groups)
    }
}

/// Adds the snippet of a place, or the bare file name where no place is known.
fn add_place<'a>(group: Group<'a>, file: &'a str, place: Option<&Place>) -> Group<'a> {
    let Some(place) = place else {
        return group.element(Origin::path(visible(file)));
    };
    let (line, span) = shown_line(place);
    let annotation = AnnotationKind::Primary.span(span);
    group.element(Snippet::source(line).path(visible(file)).line_start(place.line).annotation(annotation))
}

/// The source line made harmless, and the bytes of it that are meant.
fn shown_line(place: &Place) -> (String, Range<usize>) {
    let split =
        |text: &str, count: usize| text.char_indices().nth(count).map_or(text.len(), |(byte, _)| byte);
    let from = split(&place.source_line, place.column - 1);
    let until = from + split(&place.source_line[from..], place.width);
    let before = visible(&place.source_line[..from]);
    let meant = visible(&place.source_line[from..until]);
    let after = visible(&place.source_line[until..]);
    // A place at the end of the line still needs something to point at.
    let pad = if meant.is_empty() { " " } else { "" };
    let line = format!("{before}{meant}{after}{pad}");
    (line, before.len()..before.len() + meant.len().max(1))
}
