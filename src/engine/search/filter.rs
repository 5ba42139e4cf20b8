//! Narrowing by `#tag`, `id:` and `cat:`: which documents may be found at all.
//! Their order is `rank`'s business.

use std::collections::BTreeMap;

use super::document::Document;
use super::fold::fold;
use super::query::Query;

/// The documents of each tag and of each category.
#[derive(Debug, Default)]
pub(super) struct Filters {
    tags: BTreeMap<String, Vec<u32>>,
    categories: BTreeMap<String, Vec<u32>>,
}

impl Filters {
    /// The tables of these documents.
    pub(super) fn build(documents: &[Document]) -> Self {
        let mut filters = Self::default();
        for (at, document) in documents.iter().enumerate() {
            for tag in &document.tags {
                filters.tags.entry(fold(tag)).or_default().push(at as u32);
            }
            filters.categories.entry(fold(&document.category)).or_default().push(at as u32);
        }
        filters
    }

    /// The query with each `#word` that no tag begins with made a word again.
    pub(super) fn settle(&self, query: &Query) -> Query {
        let mut settled = query.clone();
        for at in (0..settled.tags.len()).rev() {
            if begun(&self.tags, &settled.tags[at]).next().is_none() {
                settled.demote_tag(at);
            }
        }
        settled
    }

    /// The documents that pass the tags and categories of a query, or nothing where it has none.
    pub(super) fn allowed(&self, query: &Query) -> Option<Vec<u32>> {
        let tags = query.tags.iter().map(|tag| union(&self.tags, tag));
        let categories = query.categories.iter().map(|category| union(&self.categories, category));
        tags.chain(categories).reduce(|left, right| {
            left.into_iter().filter(|document| right.binary_search(document).is_ok()).collect()
        })
    }

    /// Bytes held, without the overhead of the trees.
    pub(super) fn memory(&self) -> usize {
        let size = |table: &BTreeMap<String, Vec<u32>>| -> usize {
            table.iter().map(|(key, list)| key.capacity() + list.capacity() * 4).sum()
        };
        size(&self.tags) + size(&self.categories)
    }
}

/// The documents of the very key, or, where there is none, of all that begin with it.
fn union(table: &BTreeMap<String, Vec<u32>>, key: &str) -> Vec<u32> {
    if let Some(exact) = table.get(key) {
        return exact.clone();
    }
    let mut documents: Vec<u32> = begun(table, key).flat_map(|(_, list)| list.iter().copied()).collect();
    documents.sort_unstable();
    documents.dedup();
    documents
}

fn begun<'a>(
    table: &'a BTreeMap<String, Vec<u32>>,
    key: &'a str,
) -> impl Iterator<Item = (&'a String, &'a Vec<u32>)> {
    table.range(key.to_owned()..).take_while(move |(known, _)| known.starts_with(key))
}
