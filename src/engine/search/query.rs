//! What a person typed: words, and the filters `#tag`, `id:` and `cat:`.
//! What the words mean for a library is decided in `expand`.

/// No more of a query than this is looked at, in characters; a longer text is evidence, not a query.
pub const MAX_QUERY: usize = 256;

/// A query, taken apart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// The words, as typed, without the filters.
    pub(super) text: String,
    /// `#tag`, without the sign, folded.
    pub(super) tags: Vec<String>,
    /// `id:` values.
    pub(super) ids: Vec<String>,
    /// `cat:` values, folded.
    pub(super) categories: Vec<String>,
    /// True while the last word may still grow.
    pub(super) open: bool,
    /// Documents opened before, the latest first; ties go to them.
    pub recent: Vec<usize>,
}

impl Query {
    /// Takes `text` apart; never fails. Only the first [`MAX_QUERY`] characters count.
    pub fn parse(text: &str) -> Self {
        let mut query = Self::default();
        let end = text.char_indices().nth(MAX_QUERY).map_or(text.len(), |(at, _)| at);
        let text = &text[..end];
        for chunk in text.split_whitespace() {
            query.add(chunk);
        }
        query.open = !text.ends_with(char::is_whitespace);
        query
    }

    /// The same query with the documents opened before, the latest first.
    #[must_use]
    pub fn with_recent(mut self, recent: Vec<usize>) -> Self {
        self.recent = recent;
        self
    }

    /// True if it asks for nothing: everything is found, in the library's order.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty() && !self.has_filter()
    }

    /// True if it narrows by tag, id or category.
    pub(super) fn has_filter(&self) -> bool {
        !(self.tags.is_empty() && self.ids.is_empty() && self.categories.is_empty())
    }

    /// Puts the text of a filter back among the words, for `#egg` where no such tag exists.
    pub(super) fn demote_tag(&mut self, at: usize) {
        let tag = self.tags.remove(at);
        self.push_word(&format!("#{tag}"));
    }

    fn add(&mut self, chunk: &str) {
        let value = |name: &str| {
            let head = chunk.get(..name.len())?;
            head.eq_ignore_ascii_case(name).then(|| &chunk[name.len()..])
        };
        if let Some(tag) = chunk.strip_prefix('#').filter(|tag| is_tag(tag)) {
            self.tags.push(super::fold::fold(tag));
        } else if let Some(id) = value("id:") {
            self.ids.extend((!id.is_empty()).then(|| id.to_owned()));
        } else if let Some(category) = value("cat:") {
            self.categories.extend((!category.is_empty()).then(|| super::fold::fold(category)));
        } else {
            self.push_word(chunk);
        }
    }

    fn push_word(&mut self, word: &str) {
        if !self.text.is_empty() {
            self.text.push(' ');
        }
        self.text.push_str(word);
    }
}

fn is_tag(tag: &str) -> bool {
    tag.chars().all(|letter| letter.is_alphanumeric() || "-_.".contains(letter))
        && tag.starts_with(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::{MAX_QUERY, Query};

    #[test]
    fn filters_are_told_from_words() {
        let query = Query::parse("Venv #pip id:py-2 cat:run broken ");
        assert_eq!(query.text, "Venv broken");
        assert_eq!(query.tags, ["pip"]);
        assert_eq!(query.ids, ["py-2"]);
        assert_eq!(query.categories, ["run"]);
        assert!(!query.open && !query.is_empty());
    }

    #[test]
    fn half_typed_filters_ask_for_nothing() {
        assert!(Query::parse("cat: id:  ").is_empty());
        assert_eq!(Query::parse("#").text, "#");
        assert_eq!(Query::parse("#12").text, "#12");
    }

    #[test]
    fn a_long_text_is_cut_at_a_character() {
        let query = Query::parse(&"é".repeat(1000));
        assert_eq!(query.text.chars().count(), MAX_QUERY);
    }
}
