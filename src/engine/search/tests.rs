//! The search as its callers see it: a small library, what people type, and what must come first.
//! The parts are tested in their own files.

use std::cell::Cell;

use proptest::prelude::*;

use super::{Document, Field, Hit, Index, Query};
use crate::domain::Confidence;

/// id, category, tags, title, symptom, phrases, cause, prevention.
type Row = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static [&'static str],
    &'static str,
    &'static str,
);

const LIBRARY: &[Row] = &[
    (
        "NET-001",
        "network",
        "dns",
        "Name resolution fails",
        "getaddrinfo: Temporary failure in name resolution",
        &["dns not working", "cannot resolve host", "unknown host"],
        "The resolver is unreachable",
        "Run two resolvers",
    ),
    (
        "NET-002",
        "network",
        "tls",
        "Certificate has expired",
        "SSL: CERTIFICATE_VERIFY_FAILED certificate has expired",
        &["https certificate out of date", "x509 expired", "证书过期"],
        "Nobody renewed the certificate",
        "Renew by timer",
    ),
    (
        "NET-003",
        "network",
        "proxy",
        "Proxy refuses the connection",
        "ProxyError: Cannot connect to proxy",
        &["407 proxy authentication required", "no_proxy ignored"],
        "The proxy wants credentials",
        "Keep no_proxy in one place",
    ),
    (
        "NET-010",
        "network",
        "port",
        "Port is already taken",
        "OSError: [Errno 98] Address already in use",
        &["cannot bind to port", "EADDRINUSE"],
        "An old process still listens",
        "Let the supervisor restart it",
    ),
    (
        "DISK-001",
        "storage",
        "disk",
        "Disk is full",
        "OSError: [Errno 28] No space left on device",
        &["disk full", "no space left", "Festplatte voll"],
        "Logs were never rotated",
        "Rotate logs and watch the disk",
    ),
    (
        "DISK-002",
        "storage",
        "inode",
        "Inodes are used up",
        "No space left on device although df shows room",
        &["df -i 100%", "too many small files"],
        "Millions of session files",
        "Clean the session folder",
    ),
    (
        "PROC-001",
        "runtime",
        "memory",
        "Out of memory kill",
        "Killed process 4242 (python3) total-vm",
        &["oom killer", "exit code 137", "container killed"],
        "The limit is lower than the need",
        "Set limits from measurements",
    ),
    (
        "PROC-002",
        "runtime",
        "import",
        "Module is not found",
        "ModuleNotFoundError: No module named 'app'",
        &["import fails", "wrong venv", "virtual environment not activated"],
        "Another interpreter runs",
        "Activate in the script",
    ),
    (
        "PROC-003",
        "runtime",
        "import",
        "Circular import",
        "ImportError: cannot import name 'Order' from partially initialized module",
        &["import cycle", "partially initialized"],
        "Two modules import each other",
        "Import inside the function",
    ),
    (
        "LINT-001",
        "tooling",
        "lint",
        "Unused type_checking import",
        "TC003 Move standard library import into a type-checking block",
        &["ruff TC003", "flake8-type-checking"],
        "The import is used by annotations only",
        "Let the linter fix it",
    ),
    (
        "LINT-002",
        "tooling",
        "audit",
        "pip-audit reports a vulnerability",
        "Found 2 known vulnerabilities in 1 package",
        &["pip-audit fails", "CVE in dependency"],
        "A pinned package is old",
        "Update weekly",
    ),
    (
        "TEST-001",
        "tooling",
        "pytest",
        "pytest does not know --cov",
        "error: unrecognized arguments: --cov=app",
        &["pytest-cov missing", "unrecognized arguments"],
        "The plugin is not installed",
        "List plugins in the dev group",
    ),
    (
        "TIME-001",
        "runtime",
        "timezone",
        "Times are off by hours",
        "can't compare offset-naive and offset-aware datetimes",
        &["wrong timezone", "daylight saving"],
        "Local times are stored",
        "Store UTC",
    ),
];

fn documents() -> Vec<Document> {
    LIBRARY.iter().map(document).collect()
}

fn document(row: &Row) -> Document {
    let (id, category, tag, title, symptom, also, cause, prevention) = row;
    let mut fields = vec![(Field::Title, (*title).to_owned()), (Field::Symptom, (*symptom).to_owned())];
    fields.extend(also.iter().map(|phrase| (Field::Also, (*phrase).to_owned())));
    fields.push((Field::Tag, (*tag).to_owned()));
    fields.push((Field::Cause, (*cause).to_owned()));
    fields.push((Field::Prevention, (*prevention).to_owned()));
    Document { id: (*id).to_owned(), tags: vec![(*tag).to_owned()], category: (*category).to_owned(), fields }
}

fn index() -> Index {
    Index::build(&documents())
}

fn ids(hits: &[Hit]) -> Vec<&'static str> {
    hits.iter().map(|hit| LIBRARY[hit.document].0).collect()
}

fn first(index: &Index, query: &str) -> Option<&'static str> {
    ids(&index.search(&Query::parse(query), 10)).first().copied()
}

#[test]
fn what_people_type_brings_the_case_first() {
    let index = index();
    for (query, expected) in [
        // Vague words, in any order, in other forms.
        ("disk full", "DISK-001"),
        ("expired certificates", "NET-002"),
        ("importing in a circle circular", "PROC-003"),
        ("dns broken", "NET-001"),
        // Slips: dropped, doubled, swapped letters.
        ("certifcate expird", "NET-002"),
        ("modul not fond", "PROC-002"),
        ("timezzone", "TIME-001"),
        ("circualr improt", "PROC-003"),
        // Half words and abbreviations.
        ("cert exp", "NET-002"),
        ("venv", "PROC-002"),
        ("mnf", "PROC-002"),
        ("tz", "TIME-001"),
        // Words glued and split.
        ("pipaudit", "LINT-002"),
        ("pip audit", "LINT-002"),
        ("diskfull", "DISK-001"),
        ("proxyrefu", "NET-003"),
        ("pyt est cov", "TEST-001"),
        ("type checking", "LINT-001"),
        ("typechecking", "LINT-001"),
        // Codes.
        ("TC003", "LINT-001"),
        ("tc003 ruff", "LINT-001"),
        ("--cov", "TEST-001"),
        ("errno 28", "DISK-001"),
        ("EADDRINUSE", "NET-010"),
        // Half an error line, and a sentence around few words that count.
        (
            "ImportError: cannot import name 'Customer' from partially initialized module 'shop.models'",
            "PROC-003",
        ),
        (
            "why on earth does my container always get killed with exit code 137 when the nightly job runs",
            "PROC-001",
        ),
        // Other languages and scripts.
        ("证书过期", "NET-002"),
        ("服务器证书过期了TLS", "NET-002"),
        ("festplatte voll", "DISK-001"),
        ("módulo no encontrado", "PROC-002"),
        // `not` carries meaning.
        ("module not found", "PROC-002"),
    ] {
        assert_eq!(first(&index, query), Some(expected), "{query}");
    }
}

#[test]
fn an_id_in_any_form_comes_first_and_is_certain() {
    let index = index();
    for query in ["NET-001", "net-1", "net001", "NET 1", "net_001", "look at NET-001 please"] {
        let hits = index.search(&Query::parse(query), 10);
        assert_eq!(ids(&hits).first(), Some(&"NET-001"), "{query}");
        assert_eq!(hits[0].confidence, Confidence::Strong, "{query}");
    }
    assert_eq!(
        ids(&index.search(&Query::parse("net-"), 10))[..4],
        ["NET-001", "NET-002", "NET-003", "NET-010"]
    );
}

#[test]
fn queries_of_other_trades_find_nothing_that_is_called_likely() {
    let index = index();
    for query in
        ["cook pasta carbonara", "weather tomorrow berlin", "excel vlookup", "asdfghjkl qwertz", "the", "??"]
    {
        assert_eq!(ids(&index.search(&Query::parse(query), 10)), [""; 0], "{query}");
    }
    for query in ["postgres replication lag", "react hooks rerender loop", "the printer is not printing"] {
        let hits = index.search(&Query::parse(query), 10);
        assert!(hits.iter().all(|hit| hit.confidence == Confidence::Weak), "{query}: {:?}", ids(&hits));
    }
}

#[test]
fn the_right_case_does_not_jump_about_while_one_types() {
    let index = index();
    for (query, expected) in [
        ("certificate has expired", "NET-002"),
        ("no space left on device", "DISK-001"),
        ("circular import", "PROC-003"),
        ("unrecognized arguments", "TEST-001"),
        ("wrong timezone", "TIME-001"),
        ("pip-audit fails", "LINT-002"),
        ("name resolution", "NET-001"),
        ("proxy authentication required", "NET-003"),
    ] {
        let mut arrived = false;
        for (at, _) in query.char_indices().skip(1) {
            let typed = &query[..at];
            let place = ids(&index.search(&Query::parse(typed), 10)).iter().position(|id| *id == expected);
            assert!(!arrived || place.is_some_and(|place| place < 2), "{typed:?} lost {expected}: {place:?}");
            arrived |= place == Some(0);
        }
        assert_eq!(first(&index, query), Some(expected), "{query}");
    }
}

#[test]
fn marks_point_at_what_was_typed() {
    let index = index();
    for (query, id, title, why) in [
        (
            "expired certif",
            "NET-002",
            &["Certif", "expired"][..],
            &["CERTIFICATE", "certificate", "expired"][..],
        ),
        ("circualr", "PROC-003", &["Circular"], &[]),
        ("resolv host", "NET-001", &[], &["resolve", "host"]),
        ("证书", "NET-002", &[], &["证书"]),
        ("tc003", "LINT-001", &[], &["TC003"]),
        ("pipaudit", "LINT-002", &["pip-audit"], &["pip-audit"]),
        ("mnf", "PROC-002", &["M", "n", "f"], &[]),
        ("naive", "TIME-001", &[], &["naive"]),
    ] {
        let hits = index.search(&Query::parse(query), 10);
        let hit = hits.iter().find(|hit| LIBRARY[hit.document].0 == id).unwrap();
        let marked: Vec<&str> =
            hit.title_marks.iter().map(|mark| &LIBRARY[hit.document].3[mark.clone()]).collect();
        let reasons: Vec<&str> = hit.why.marks.iter().map(|mark| &hit.why.text[mark.clone()]).collect();
        if !title.is_empty() {
            assert_eq!(marked, title, "title for {query}");
        }
        if !why.is_empty() {
            assert!(why.iter().any(|word| reasons.contains(word)), "why for {query}: {reasons:?}");
        }
    }
}

#[test]
fn a_long_line_is_shown_around_its_mark() {
    let mut long = document(&LIBRARY[0]);
    let text = format!("{} needle {}", "straw ".repeat(200), "straw ".repeat(200));
    long.fields.push((Field::Sample, text));
    let hits = Index::build(&[long]).search(&Query::parse("needle"), 1);
    let why = &hits[0].why;
    assert!(why.text.chars().count() < 170 && why.text.starts_with('…') && why.text.ends_with('…'));
    assert_eq!(&why.text[why.marks[0].clone()], "needle");
}

#[test]
fn filters_narrow_and_go_with_words() {
    let index = index();
    let found = |query: &str| ids(&index.search(&Query::parse(query), 20));
    assert_eq!(found("#import"), ["PROC-002", "PROC-003"]);
    assert_eq!(found("#import circular"), ["PROC-003"]);
    assert_eq!(found("#imp"), ["PROC-002", "PROC-003"]);
    assert_eq!(found("cat:storage space"), ["DISK-001", "DISK-002"]);
    assert_eq!(found("cat:sto #inode"), ["DISK-002"]);
    assert_eq!(found("id:net-10"), ["NET-010"]);
    assert_eq!(found("id:disk cat:storage"), ["DISK-001", "DISK-002"]);
    assert_eq!(found("cat:nothing"), [""; 0]);
    // No tag begins like this: it is a word.
    assert_eq!(found("#expired").first(), Some(&"NET-002"));
}

#[test]
fn an_empty_query_lists_all_and_ties_go_to_what_was_opened_lately() {
    let index = index();
    assert_eq!(index.search(&Query::parse(""), 100).len(), LIBRARY.len());
    let lately = Query::parse("").with_recent(vec![5, 2]);
    assert_eq!(ids(&index.search(&lately, 3)), [LIBRARY[5].0, LIBRARY[2].0, LIBRARY[0].0]);

    let twins: Vec<Document> = (0..4).map(|_| document(&LIBRARY[4])).collect();
    let twins = Index::build(&twins);
    let order = |recent: Vec<usize>| -> Vec<usize> {
        let hits = twins.search(&Query::parse("disk full").with_recent(recent), 10);
        hits.iter().map(|hit| hit.document).collect()
    };
    assert_eq!(order(vec![]), [0, 1, 2, 3]);
    assert_eq!(order(vec![3, 1, 99]), [3, 1, 0, 2]);
}

#[test]
fn a_search_is_cut_off_by_the_next_key_press() {
    let index = index();
    assert_eq!(index.search_until(&Query::parse("disk full"), 10, &|| true), None);
    let asked = Cell::new(0);
    let hits = index.search_until(&Query::parse("disk full"), 10, &|| {
        asked.set(asked.get() + 1);
        false
    });
    assert!(asked.get() >= 3 && hits.is_some_and(|hits| !hits.is_empty()));
}

#[test]
fn sure_means_sure() {
    let index = index();
    let sure = |query: &str| index.search(&Query::parse(query), 5).first().map(|hit| hit.confidence);
    assert_eq!(sure("disk full"), Some(Confidence::Strong));
    assert_eq!(sure("error"), Some(Confidence::Weak));
    let hits = index.search(&Query::parse("no space left on device"), 5);
    assert!(hits.iter().skip(1).all(|hit| hit.confidence == Confidence::Weak));
}

#[test]
fn nothing_in_nothing_is_found() {
    let empty = Index::build(&[]);
    assert!(empty.is_empty() && empty.search(&Query::parse("x"), 5).is_empty());
    let bare = Index::build(&[Document::default()]);
    assert_eq!(bare.search(&Query::parse(""), 5).len(), 1);
    assert!(bare.search(&Query::parse("word"), 5).is_empty());
    assert!(index().search(&Query::parse("disk"), 0).is_empty());
}

proptest! {
    /// Whatever is typed over whatever is written: no panic, marks on characters, the same answer again.
    #[test]
    fn any_query_over_any_text_is_answered(
        texts in proptest::collection::vec("\\PC{0,80}", 1..6),
        query in "(\\PC{0,40}|[a-c#.:' _-]{0,40}|(id|cat|#|ID):?[a-z0-9-]{0,9})( [a-d]{1,12}){0,3}",
        recent in proptest::collection::vec(0_usize..9, 0..3),
        limit in 0_usize..8,
    ) {
        let documents: Vec<Document> = texts.iter().enumerate().map(|(at, text)| Document {
            id: format!("X-{at}"),
            tags: vec![text.chars().take(5).collect()],
            category: text.chars().rev().take(4).collect(),
            fields: vec![(Field::Title, text.clone()), (Field::Sample, text.replace(' ', "\n"))],
        }).collect();
        let index = Index::build(&documents);
        // Also what the texts themselves say, as a person copies it.
        for typed in [query.as_str(), texts[0].as_str()] {
            let query = Query::parse(typed).with_recent(recent.clone());
            let hits = index.search(&query, limit);
            prop_assert!(hits.len() <= limit);
            prop_assert!(hits.windows(2).all(|pair| pair[0].score >= pair[1].score));
            for hit in &hits {
                let title = documents[hit.document].fields[0].1.lines().next().unwrap_or("").trim();
                prop_assert!(hit.title_marks.iter().all(|mark| title.get(mark.clone()).is_some()));
                prop_assert!(hit.why.marks.iter().all(|mark| hit.why.text.get(mark.clone()).is_some()));
                prop_assert!(hit.why.marks.windows(2).all(|pair| pair[0].end < pair[1].start));
                prop_assert!(hit.score.is_finite());
            }
            prop_assert_eq!(&hits, &Index::build(&documents).search(&query, limit));
        }
    }
}

#[test]
fn hostile_sizes_are_bounded() {
    let mut document = document(&LIBRARY[0]);
    document.fields.push((Field::Sample, "a".repeat(1 << 20)));
    document.fields.push((Field::Sample, "aB1_".repeat(1 << 16)));
    document.fields.push((Field::Also, "依".repeat(1 << 14)));
    let index = Index::build(&vec![document; 3]);
    for query in
        ["a".repeat(100_000), "aB1_".repeat(64), "a ".repeat(50_000), "依".repeat(9_000), "x1".repeat(128)]
    {
        index.search(&Query::parse(&query), 10);
    }
    assert_eq!(index.search(&Query::parse("name resolution"), 10).len(), 3);
}
