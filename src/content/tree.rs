//! The places of a YAML file: every node with the bytes it covers, duplicate keys kept.
//! Used only to say where a problem is; values come from `content::format`.

use std::ops::Range;

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, Span, StrInput};

use super::path::{Path, Step};

/// Deeper nodes are refused; far above `scan::BLOCK_DEPTH` plus `scan::FLOW_DEPTH`.
const DEPTH: usize = 80;

/// A node and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// What it is.
    pub kind: Kind,
    /// The bytes of the text that it covers; quotes and the `|` of a block belong to it.
    pub span: Range<usize>,
}

/// What a node is.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// Text, numbers and the like, unquoted and unescaped.
    Scalar(String),
    /// A list.
    List(Vec<Node>),
    /// Keys and values in order of writing, duplicates included.
    Map(Vec<(Node, Node)>),
}

/// Why a text is no YAML, and the byte where that shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Malformed {
    /// What the parser says.
    pub what: String,
    /// Where.
    pub byte: usize,
}

impl Node {
    /// The first document of `text`.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        let mut reader = Reader { parser: Parser::new_from_str(text), offsets: Offsets::of(text) };
        loop {
            match reader.next()? {
                (Event::StreamStart | Event::DocumentStart(_) | Event::Nothing, _) => {}
                (Event::StreamEnd | Event::DocumentEnd, span) => {
                    let empty = Kind::Scalar(String::new());
                    return Ok(Self { kind: empty, span: reader.offsets.range(&span) });
                }
                first => return reader.node(first, 0),
            }
        }
    }

    /// The text, if it is a scalar.
    pub fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Scalar(text) => Some(text),
            _ => None,
        }
    }

    /// The keys and values, if it is a map.
    pub fn entries(&self) -> &[(Node, Node)] {
        match &self.kind {
            Kind::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The items, if it is a list.
    pub fn items(&self) -> &[Node] {
        match &self.kind {
            Kind::List(items) => items,
            _ => &[],
        }
    }

    /// The key and value named `name`.
    pub fn get(&self, name: &str) -> Option<(&Node, &Node)> {
        let mut entries = self.entries().iter();
        entries.find(|(key, _)| key.text() == Some(name)).map(|(key, value)| (key, value))
    }

    /// The value at the end of `path`, or the deepest one on the way that exists.
    ///
    /// A single value stands for a list of one: `confirms[0]` finds the text of `confirms: a`.
    pub fn find(&self, path: &Path) -> &Self {
        let mut node = self;
        for step in path.steps() {
            let next = match (step, &node.kind) {
                (Step::Key(name), _) => node.get(name).map(|(_, value)| value),
                (Step::Item(0), Kind::Scalar(_)) => Some(node),
                (Step::Item(number), _) => node.items().get(*number),
            };
            let Some(next) = next else { break };
            node = next;
        }
        node
    }

    /// The key that leads to the end of `path`; the value itself where the last step is an item.
    pub fn find_key(&self, path: &Path) -> &Self {
        let mut node = self;
        let mut key = self;
        for step in path.steps() {
            let next = match step {
                Step::Key(name) => node.get(name),
                Step::Item(number) => node.items().get(*number).map(|item| (item, item)),
            };
            let Some((name, value)) = next else { break };
            (key, node) = (name, value);
        }
        key
    }

    /// Every key that stands twice in one map: the first and the later place.
    pub fn duplicates(&self) -> Vec<(&Self, &Self)> {
        let mut found = Vec::new();
        self.walk(&mut |node| {
            let entries = node.entries();
            for (number, (key, _)) in entries.iter().enumerate() {
                let first = entries[..number].iter().find(|(other, _)| other.kind == key.kind);
                found.extend(first.map(|(first, _)| (first, key)));
            }
        });
        found
    }

    /// Calls `see` for this node and everything below it, keys included.
    pub fn walk<'a>(&'a self, see: &mut impl FnMut(&'a Self)) {
        see(self);
        for item in self.items() {
            item.walk(see);
        }
        for (key, value) in self.entries() {
            key.walk(see);
            value.walk(see);
        }
    }
}

/// The bytes of the source where the bytes `within` of the scalar's value stand.
///
/// Found by counting how often the piece occurs before it; the whole scalar where an escape or a
/// folded line hides it.
pub fn inside(text: &str, scalar: &Node, within: &Range<usize>) -> Range<usize> {
    let find = || {
        let value = scalar.text()?;
        let piece = value.get(within.clone()).filter(|piece| !piece.is_empty())?;
        let piece = piece.split('\n').next().filter(|line| !line.is_empty())?;
        let earlier = value.get(..within.start)?.match_indices(piece).count();
        let source = text.get(scalar.span.clone())?;
        let (at, _) = source.match_indices(piece).nth(earlier)?;
        let start = scalar.span.start + at;
        Some(start..start + piece.len())
    };
    find().unwrap_or_else(|| scalar.span.clone())
}

struct Reader<'a> {
    parser: Parser<'a, StrInput<'a>>,
    offsets: Offsets,
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Result<(Event<'a>, Span), Malformed> {
        let end = |byte| Malformed { what: "the file ends too early".to_owned(), byte };
        match self.parser.next_event() {
            None => Err(end(self.offsets.end)),
            Some(Ok(event)) => Ok(event),
            Some(Err(error)) => {
                Err(Malformed { what: error.info().to_owned(), byte: self.offsets.byte(error.marker()) })
            }
        }
    }

    fn node(&mut self, (event, span): (Event<'a>, Span), depth: usize) -> Result<Node, Malformed> {
        let mut range = self.offsets.range(&span);
        if depth > DEPTH {
            return Err(Malformed { what: "nested too deeply".to_owned(), byte: range.start });
        }
        let kind = match event {
            Event::Scalar(text, style, ..) => {
                range.end = scalar_end(&text, style, &range);
                Kind::Scalar(text.into_owned())
            }
            Event::SequenceStart(..) => {
                let mut items = Vec::new();
                while let Some(first) = self.until(&Event::SequenceEnd, &mut range)? {
                    items.push(self.node(first, depth + 1)?);
                }
                Kind::List(items)
            }
            Event::MappingStart(..) => {
                let mut entries = Vec::new();
                while let Some(first) = self.until(&Event::MappingEnd, &mut range)? {
                    let key = self.node(first, depth + 1)?;
                    let value = self.next()?;
                    entries.push((key, self.node(value, depth + 1)?));
                }
                Kind::Map(entries)
            }
            _ => Kind::Scalar(String::new()),
        };
        Ok(Node { kind, span: range })
    }

    /// The next event, or none at the `last` one, whose end then is the end of `range`.
    fn until(
        &mut self,
        last: &Event<'a>,
        range: &mut Range<usize>,
    ) -> Result<Option<(Event<'a>, Span)>, Malformed> {
        let (event, span) = self.next()?;
        if event == *last {
            range.end = self.offsets.range(&span).end.max(range.start);
            return Ok(None);
        }
        Ok(Some((event, span)))
    }
}

/// The end of a scalar; an absent value has a span that reaches to the next token.
fn scalar_end(text: &str, style: ScalarStyle, range: &Range<usize>) -> usize {
    if text.is_empty() && style == ScalarStyle::Plain { range.start } else { range.end }
}

/// From the parser's character numbers to bytes.
struct Offsets {
    /// Byte of each character; empty when the text is ASCII and both are the same.
    bytes: Vec<usize>,
    end: usize,
}

impl Offsets {
    fn of(text: &str) -> Self {
        let bytes =
            if text.is_ascii() { Vec::new() } else { text.char_indices().map(|(at, _)| at).collect() };
        Self { bytes, end: text.len() }
    }

    fn byte(&self, marker: &Marker) -> usize {
        let index = marker.index();
        if self.bytes.is_empty() {
            return index.min(self.end);
        }
        self.bytes.get(index).copied().unwrap_or(self.end)
    }

    fn range(&self, span: &Span) -> Range<usize> {
        let start = self.byte(&span.start);
        start..self.byte(&span.end).max(start)
    }
}

#[cfg(test)]
mod tests {
    use super::super::path::at;
    use super::*;

    const TEXT: &str = "id: É1\nlist: [a, 'b c', {k: v}]\nrun: |\n  one {{x}}\n  two {{x}}\nlone: z\n";

    fn source(node: &Node) -> &str {
        &TEXT[node.span.clone()]
    }

    #[test]
    fn finds_values_and_keys_by_path() {
        let tree = Node::parse(TEXT).unwrap();
        assert_eq!(source(tree.find(&at("list").item(1))), "'b c'");
        assert_eq!(source(tree.find(&at("list").item(2).key("k"))), "v");
        assert_eq!(source(tree.find_key(&at("list").item(2).key("k"))), "k");
        assert_eq!(source(tree.find(&at("lone").item(0))), "z");
        assert_eq!(source(tree.find_key(&at("id"))), "id");
    }

    #[test]
    fn finds_a_piece_of_a_block() {
        let tree = Node::parse(TEXT).unwrap();
        let run = tree.find(&at("run"));
        let value = run.text().unwrap();
        let second = value.rfind("{{x}}").unwrap();
        let found = inside(TEXT, run, &(second..second + 5));
        assert_eq!(TEXT[..found.start].lines().last(), Some("  two "));
        assert_eq!(&TEXT[found], "{{x}}");
    }

    #[test]
    fn keeps_both_places_of_a_duplicate_key() {
        let text = "a: 1\nb: 2\na: 3\n";
        let tree = Node::parse(text).unwrap();
        let pairs: Vec<_> =
            tree.duplicates().iter().map(|(one, two)| (one.span.start, two.span.start)).collect();
        assert_eq!(pairs, [(0, 10)]);
    }
}
