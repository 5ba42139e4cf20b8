//! Reading an error text, pasted or from a pipe, and matching it as it comes.
//! What is done with the matches is `app`'s business.

use std::io::{self, IsTerminal as _, Read};
use std::sync::{Arc, OnceLock};
use std::thread;
use std::time::{Duration, Instant};

use crate::app::model::Evidence;
use crate::content::Library;
use crate::engine::matcher::{Matcher, Reading};
use crate::engine::search::Index;
use crate::engine::triage::triage;

/// Shortest time between two answers while a text still comes in.
const INTERVAL: Duration = Duration::from_millis(100);

/// Matches error texts against the signatures of a library, which are made ready when first needed.
#[derive(Clone)]
pub struct Matching {
    library: Arc<Library>,
    index: Arc<Index>,
    matcher: Arc<OnceLock<Arc<Matcher>>>,
}

impl Matching {
    /// For this library.
    pub fn new(library: Arc<Library>, index: Arc<Index>) -> Self {
        Self { library, index, matcher: Arc::default() }
    }

    /// What a whole text speaks for.
    pub fn text(&self, number: u64, text: &str) -> Evidence {
        let mut reading = self.matcher().read();
        reading.feed(text.as_bytes());
        reading.finish();
        self.evidence(&reading, number, "pasted", true)
    }

    /// Reads standard input on a thread of its own, if it is a pipe or a file that holds anything; `tell` is
    /// called with what it speaks for so far, at last when it is over.
    pub fn read_stdin(&self, tell: impl Fn(Evidence) + Send + 'static) -> io::Result<()> {
        if io::stdin().is_terminal() {
            return Ok(());
        }
        let matching = self.clone();
        let read = move || matching.read_all(&mut io::stdin().lock(), &tell);
        thread::Builder::new().name("evidence".to_owned()).spawn(read).map(drop)
    }

    fn read_all(&self, input: &mut dyn Read, tell: &dyn Fn(Evidence)) {
        let mut reading = self.matcher().read();
        let mut buffer = vec![0; 64 * 1024];
        let mut told: Option<Instant> = None;
        let mut empty = true;
        loop {
            match input.read(&mut buffer) {
                Ok(0) => break,
                Ok(count) => {
                    empty = false;
                    reading.feed(&buffer[..count]);
                }
                Err(problem) if problem.kind() == io::ErrorKind::Interrupted => {}
                // What was read before counts.
                Err(_) => break,
            }
            if told.is_none_or(|told| told.elapsed() >= INTERVAL) {
                told = Some(Instant::now());
                tell(self.evidence(&reading, 0, "piped", false));
            }
        }
        reading.finish();
        if !empty {
            tell(self.evidence(&reading, 0, "piped", true));
        }
    }

    fn evidence(&self, reading: &Reading, number: u64, origin: &'static str, finished: bool) -> Evidence {
        let matches = triage(reading, &self.index, &self.library.cards);
        Evidence { number, origin, lines: reading.lines_read(), finished, matches }
    }

    fn matcher(&self) -> &Arc<Matcher> {
        self.matcher.get_or_init(|| Arc::new(Matcher::of_cards(&self.library.cards)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::search::Document;
    use std::sync::Mutex;

    #[test]
    fn a_stream_is_told_at_its_end_and_an_empty_one_never() {
        let library = Arc::new(Library::builtin().0);
        let documents: Vec<Document> = library.cards.iter().map(Document::from).collect();
        let matching = Matching::new(library, Arc::new(Index::build(&documents)));
        let told = Mutex::new(Vec::new());
        let tell = |evidence: Evidence| told.lock().expect("a lock").push(evidence);
        matching.read_all(&mut io::empty(), &tell);
        assert!(told.lock().expect("a lock").is_empty());
        matching.read_all(&mut &b"x\nModuleNotFoundError: No module named 'app'"[..], &tell);
        let last = told.lock().expect("a lock").last().cloned().expect("an answer");
        assert!(last.finished && last.is_known());
        assert_eq!(last.lines, 2);
    }
}
