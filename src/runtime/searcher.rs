//! The search on a thread of its own, so that a large library cannot hold up the keys.
//! A newer query cuts an older one off.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use crossbeam_channel::{Sender, unbounded};

use crate::engine::search::{Hit, Index, Query};

/// Hits that are worth showing; nobody scrolls further.
const LIMIT: usize = 500;

/// The searching thread. It ends when this value is dropped.
pub struct Searcher {
    queries: Sender<(u64, Query)>,
    newest: Arc<AtomicU64>,
}

impl Searcher {
    /// Starts the thread; `answer` is called on it with the number of the query and what was found.
    pub fn start(
        index: Arc<Index>,
        answer: impl Fn(u64, Vec<Hit>) + Send + 'static,
    ) -> std::io::Result<Self> {
        let (queries, inbox) = unbounded::<(u64, Query)>();
        let newest = Arc::new(AtomicU64::new(0));
        let latest = Arc::clone(&newest);
        thread::Builder::new().name("search".to_owned()).spawn(move || {
            for (number, query) in inbox {
                let is_old = || latest.load(Ordering::Relaxed) > number;
                if is_old() {
                    continue;
                }
                if let Some(hits) = index.search_until(&query, LIMIT, &is_old) {
                    answer(number, hits);
                }
            }
        })?;
        Ok(Self { queries, newest })
    }

    /// Asks for a search; those with lower numbers are void from now on.
    pub fn search(&self, number: u64, query: Query) {
        self.newest.fetch_max(number, Ordering::Relaxed);
        // The thread is gone only while the program ends.
        let _ = self.queries.send((number, query));
    }
}
