//! The lint on packs with one mistake each: which finding, and where it points.

use std::borrow::Cow;
use std::path::PathBuf;

use proptest::prelude::*;

use super::*;

const PACK: &str = "name: demo\ntitle: Demo\ncategories: { first: First, second: Second }\n";

const CASE: &str = r#"id: A-1
title: A fault
category: first
tags: [one, two]
symptom:
  text: it breaks
  signatures:
    - pattern: 'cannot find (?P<module>\w+)'
      strength: strong
      all_of: [loader]
      unless: ['fixed']
      samples: ["loader\ncannot find app"]
causes:
  gone: it is gone
  moved: { text: it has moved, by_hand: only its owner knows }
parameters:
  module: { ask: Which module?, default: '', type: module }
  port: { ask: Which port?, default: 80 }
diagnosis:
  - run: |
      python3 - {{module}} {{port}} <<'PY'
      print("left=3")
      PY
    why: counts what is left
    verdicts:
      - when: { exit: 0, output: '^left=(?P<count>\d+)$', number: { count: '< 1' } }
        confirms: gone
        says: '{{count}} are left'
        samples:
          fires: [{ exit: 0, output: left=0 }]
          silent: [{ exit: 0, output: left=2 }, { exit: 1, output: left=0 }]
      - when: { output: '^left=(?P<count>[1-9])' }
        rules_out: gone
        says: '{{count}} are left'
        samples: { fires: [{ output: left=2 }], silent: [{ output: left=0 }] }
  - look: Ask the owner.
fix:
  - do: Bring it back
    run: cp {{module}} there
    risk: changes
  - do: Delete the rest
    run: rm -r build
    risk: destructive
    effect: deletes build
    confirm: delete
    for: [gone]
prevention: [Keep it]
related: [A-2]
"#;

fn source(files: &[(&str, &str)]) -> Source {
    let file = |(path, text): &(&str, &str)| SourceFile {
        path: (*path).to_owned(),
        text: Cow::Owned((*text).to_owned()),
    };
    let files = files.iter().map(file).collect();
    Source { origin: Origin::Folder(PathBuf::from("demo")), files, writable_by_others: None }
}

fn other() -> String {
    CASE.replace("A-1", "A-2").replace("[A-2]", "[A-1]").replace("cannot find", "has never seen")
}

/// What the lint says of a pack that is the only one.
fn alone(files: &[(&str, &str)]) -> LintReport {
    lint_beside(&[source(files)], Vec::new())
}

/// What the lint says of the case after one piece of it was replaced.
fn lint(from: &str, to: &str) -> Vec<Problem> {
    assert!(CASE.contains(from), "{from}");
    let case = CASE.replacen(from, to, 1);
    alone(&[("pack.yaml", PACK), ("cases/A-1.yaml", &case), ("cases/A-2.yaml", &other())]).problems
}

fn rendered(problems: &[Problem]) -> String {
    problems.iter().map(|problem| problem.render(false)).collect::<Vec<_>>().join("\n\n")
}

#[test]
fn a_sound_pack_is_clean() {
    assert_eq!(rendered(&lint("A fault", "A fault")), "");
}

/// One mistake each: what is replaced, by what, the finding, and the text at its place.
const MISTAKES: &[(&str, &str, &str, &str)] = &[
    ("title: A fault", "titel: A fault", "unknown-key", "titel"),
    ("title: A fault", "title: ' '", "missing-part", "' '"),
    ("id: A-1", "id: ../../etc/x", "bad-id", "../../etc/x"),
    ("id: A-1", "id: -rf", "bad-id", "-rf"),
    ("id: A-1", "id: A-3", "id-and-file", "A-3"),
    ("category: first", "category: frist", "unknown-category", "frist"),
    ("[one, two]", "[one, Two]", "bad-tags", "Two"),
    ("[one, two]", "[one]", "bad-tags", "[one]"),
    ("related: [A-2]", "related: [A-22]", "unknown-id", "A-22"),
    ("related: [A-2]", "related: [A-1]", "unknown-id", "A-1"),
    ("related: [A-2]", "related: [A-2, A-2]", "duplicate-id", "A-2"),
    ("text: it breaks", "text: ''", "missing-part", "''"),
    ("prevention: [Keep it]", "prevention: []", "missing-part", "[]"),
    ("why: counts what is left\n    ", "", "missing-part", "run"),
    (r"(?P<module>\w+)'", r"(?P<module>\w+'", "bad-pattern", "("),
    (r"(?P<module>\w+)'", r"(?=\w+)'", "bad-pattern", "(?="),
    (r"cannot find (?P<module>\w+)'", r"\w+'", "no-literal", r"'\w+'"),
    (r"(?P<module>\w+)'", r"(?P<Module>\w+)'", "bad-group-name", r"'cannot find (?P<Module>\w+)'"),
    ("samples: [\"loader\\ncannot find app\"]", "samples: []", "no-sample", "[]"),
    ("loader\\ncannot find app", "loader\\ncannot", "sample-misses", r#""loader\ncannot""#),
    ("loader\\ncannot find app", "cannot find app", "sample-misses", r#""cannot find app""#),
    (
        "loader\\ncannot find app",
        "loader fixed\\ncannot find app",
        "sample-misses",
        r#""loader fixed\ncannot find app""#,
    ),
    ("all_of: [loader]", "all_of: ['load(']", "bad-pattern", "("),
    ("{ text: it has moved, by_hand: only its owner knows }", "it has moved", "unproven-cause", "moved"),
    ("gone: it is gone", "gone: { text: t, by_hand: b }", "unproven-cause", "by_hand"),
    ("confirms: gone", "confirms: goen", "unknown-cause", "goen"),
    ("confirms: gone", "cannot: gone\n        confirms: gone", "rule-cannot-and-claim", "cannot"),
    ("        confirms: gone\n", "", "rule-without-claim", "when"),
    ("for: [gone]", "for: [gnoe]", "unknown-cause", "gnoe"),
    (
        "says: '{{count}} are left'\n        samples:\n",
        "says: '{{cuont}} are left'\n        samples:\n",
        "unknown-capture",
        "{{cuont}}",
    ),
    ("number: { count: '< 1' }", "number: { cuont: '< 1' }", "unknown-capture", "cuont"),
    ("number: { count: '< 1' }", "number: { count: less }", "malformed", "less"),
    (
        "are left'\n        samples:\n",
        "are left.'\n        samples:\n",
        "bad-sentence",
        "'{{count}} are left.'",
    ),
    (
        "fires: [{ exit: 0, output: left=0 }]",
        "fires: [{ exit: 0, output: left=1 }]",
        "sample-silent",
        "{ exit: 0, output: left=1 }",
    ),
    (
        "silent: [{ exit: 0, output: left=2 }",
        "silent: [{ exit: 0, output: left=0 }",
        "sample-fires",
        "{ exit: 0, output: left=0 }",
    ),
    ("fires: [{ exit: 0, output: left=0 }]", "fires: []", "no-sample", "'{{count}} are left'"),
    ("rules_out: gone", "rules_out: gone\n        confirms: gone", "contradiction", "{ output: left=2 }"),
    ("python3 - {{module}}", "python3 -m={{module}}", "unsafe-place", "{{module}}"),
    ("print(\"left=3\")", "print(\"{{module}}\")", "unsafe-place", "{{module}}"),
    ("python3 - {{module}}", "python3 - {{module}} {{modul}}", "unknown-parameter", "{{modul}}"),
    ("python3 - {{module}}", "python3 - {{module}} {{ Module }}", "not-a-placeholder", "{{ Module }}"),
    ("parameters:\n", "parameters:\n  host: { ask: Which host?, default: '' }\n", "unused-parameter", "host"),
    ("default: 80", "default: many", "bad-value", "many"),
    ("default: 80", "default: 80, from: rm x", "diagnosis-changes", "rm"),
    ("python3 - {{module}}", "rm x; python3 - {{module}}", "diagnosis-changes", "rm"),
    ("{{port}} <<'PY'", "{{port}} <<'PY' > out", "diagnosis-changes", "out"),
    (
        "run: cp {{module}} there\n    risk: changes",
        "run: cp {{module}} there\n    risk: read-only",
        "risk-too-low",
        "cp",
    ),
    ("    risk: changes\n", "", "missing-key", "do"),
    (
        "risk: destructive\n    effect: deletes build\n",
        "risk: destructive\n",
        "destructive-unconfirmed",
        "destructive",
    ),
    ("why: counts", "why: \"\\e[2Jcounts", "malformed", ""),
    ("title: A fault", "title: \"A \\u202Efault\"", "invisible-character", r#""A \u202Efault""#),
    ("run: rm -r build", "run: rm -r \u{00A0}build", "invisible-character", "\u{00A0}"),
    ("run: rm -r build", "run: \"rm \\e[2J\"", "invisible-character", r#""rm \e[2J""#),
    ("title: A fault", "title: A fault 🔥", "emoji", "🔥"),
    ("- look: Ask the owner.", "- look: Ask the owner.\n    timeout: 3", "bad-step", "timeout"),
    ("- look: Ask the owner.", "- why: nothing", "bad-step", "why"),
    ("why: counts what is left", "why: counts what is left\n    timeout: 0", "bad-timeout", "0"),
    ("strength: strong", "strength: stronk", "unknown-word", "stronk"),
    ("id: A-1", "schema: 99\nid: A-1", "newer-schema", "99"),
    ("title: A fault", "title: A fault\ntitle: Another", "duplicate-key", "title"),
    ("title: A fault", "title: &x A fault", "refused-yaml", "&"),
    ("title: A fault", "title: !!str A fault", "refused-yaml", "!"),
];

#[test]
fn each_mistake_is_found_at_its_place() {
    for (from, to, code, at) in MISTAKES {
        let problems = lint(from, to);
        let found =
            problems.iter().find(|problem| problem.code == *code && problem.file == "demo/cases/A-1.yaml");
        let Some(problem) = found else { panic!("{from} -> {to}: no {code} in\n{}", rendered(&problems)) };
        let place = problem.place.as_ref().unwrap();
        let meant: String = place.source_line.chars().skip(place.column - 1).take(place.width).collect();
        assert!(
            at.is_empty() || meant == *at,
            "{from} -> {to}: {code} points at `{meant}`\n{}",
            problem.render(false)
        );
    }
}

#[test]
fn every_unknown_and_missing_key_is_told_at_once() {
    let case = CASE
        .replace("strength: strong", "strenght: strong")
        .replace("    why: counts", "    way: counts")
        .replace("prevention: [Keep it]\n", "");
    let report = alone(&[("pack.yaml", PACK), ("cases/A-1.yaml", &case)]);
    insta::assert_snapshot!(rendered(&report.problems), @r#"
    error[missing-key]: the key `prevention` is missing here
     --> demo/cases/A-1.yaml:1:1
      |
    1 | id: A-1
      | ^^
      |
      = help: add `prevention:`

    error[missing-key]: the key `strength` is missing here
     --> demo/cases/A-1.yaml:8:7
      |
    8 |     - pattern: 'cannot find (?P<module>\w+)'
      |       ^^^^^^^
      |
      = help: add `strength:`

    error[unknown-key]: there is no key `strenght` here
     --> demo/cases/A-1.yaml:9:7
      |
    9 |       strenght: strong
      |       ^^^^^^^^
      |
      = help: did you mean `strength`?

    error[unknown-key]: there is no key `way` here
      --> demo/cases/A-1.yaml:24:5
       |
    24 |     way: counts what is left
       |     ^^^
       |
       = help: did you mean `why`?
    "#);
}

#[test]
fn both_places_of_a_duplicate_are_shown() {
    insta::assert_snapshot!(rendered(&lint("title: A fault", "title: A fault\ntags: [x, y]")), @r#"
    error[duplicate-key]: the key `tags` stands twice here
     --> demo/cases/A-1.yaml:5:1
      |
    5 | tags: [one, two]
      | ^^^^
      |
      = help: keep one of them
    note: the first one is here
     --> demo/cases/A-1.yaml:3:1
      |
    3 | tags: [x, y]
      | ^^^^
    "#);
}

#[test]
fn a_place_inside_a_block_is_found() {
    insta::assert_snapshot!(rendered(&lint("print(\"left=3\")", "print('{{module}}')")), @r#"
    error[unsafe-place]: `{{module}}` stands inside a here-document, where no value is safe
      --> demo/cases/A-1.yaml:22:14
       |
    22 |       print('{{module}}')
       |              ^^^^^^^^^^
       |
       = help: let it stand as a word of its own; a script takes it as an argument
    "#);
}

#[test]
fn a_bad_pattern_is_underlined_where_it_breaks() {
    insta::assert_snapshot!(rendered(&lint(r"find (?P<module>\w+)'", r"find (?P<module>\w+) \1'")), @r#"
    error[bad-pattern]: this is no pattern: backreferences are not supported
     --> demo/cases/A-1.yaml:8:45
      |
    8 |     - pattern: 'cannot find (?P<module>\w+) \1'
      |                                             ^^
    "#);
}

#[test]
fn what_acts_on_the_terminal_is_shown_as_an_escape() {
    let problems = lint("title: A fault", "title: 'A \u{202E}fault \u{200B}'");
    let shown = rendered(&problems);
    assert!(shown.chars().all(|next| next == '\n' || crate::domain::visible::is_plain(next)), "{shown}");
    insta::assert_snapshot!(shown, @r#"
    error[invisible-character]: this text holds the invisible character U+202E
     --> demo/cases/A-1.yaml:2:11
      |
    2 | title: 'A ⟨U+202E⟩fault ⟨U+200B⟩'
      |           ^^^^^^^^
      |
      = help: remove it
    "#);
}

#[test]
fn signatures_that_hit_samples_of_others_are_noted() {
    let steals = other().replace("has never seen", "cannot find");
    let report = alone(&[("pack.yaml", PACK), ("cases/A-1.yaml", CASE), ("cases/A-2.yaml", &steals)]);
    assert!(!report.has_errors());
    insta::assert_snapshot!(report.problems[0].render(false), @r#"
    note[overlap]: this strong signature also hits a sample of A-2
     --> demo/cases/A-1.yaml:8:16
      |
    8 |     - pattern: 'cannot find (?P<module>\w+)'
      |                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: the line is: cannot find app
              if one case steals the other's line, narrow it, or use `all_of` and `unless`
    "#);
}

#[test]
fn a_checklist_is_looked_at_too() {
    let list = "id: CL-1\ntitle: t\nsummary: s\nparameters: { x: { ask: a, default: '' } }\nsteps:\n  - do: d\n    run: git push '{{y}}'\n    risk: read-only\n  - { do: e, run: ls }\nrelated: [A-9]\n";
    let report = alone(&[
        ("pack.yaml", PACK),
        ("cases/A-1.yaml", CASE),
        ("cases/A-2.yaml", &other()),
        ("checklists/x.yaml", list),
    ]);
    let codes: Vec<&str> = report.problems.iter().map(|problem| problem.code).collect();
    assert_eq!(
        codes,
        [
            "unused-parameter",
            "risk-too-low",
            "unsafe-place",
            "unknown-parameter",
            "missing-risk",
            "unknown-id"
        ]
    );
}

#[test]
fn one_file_is_judged_within_its_pack() {
    let folder = tempfile::tempdir().unwrap();
    let cases = folder.path().join("cases");
    std::fs::create_dir(&cases).unwrap();
    std::fs::write(folder.path().join("pack.yaml"), PACK).unwrap();
    std::fs::write(cases.join("A-1.yaml"), CASE.replace("first\n", "third\n")).unwrap();
    std::fs::write(cases.join("A-2.yaml"), other().replace("first\n", "fourth\n")).unwrap();
    let report = lint_path(&cases.join("A-1.yaml"));
    let found: Vec<&str> = report.problems.iter().map(|problem| problem.what.as_str()).collect();
    assert_eq!(found, ["the pack has no category `third`"]);
    assert_eq!(lint_path(folder.path()).problems.len(), 2);
    assert_eq!(lint_path(&folder.path().join("nowhere/x.yaml")).problems[0].code, "no-such-file");
}

#[test]
fn the_builtin_content_is_clean() {
    let report = lint_builtin();
    let serious: Vec<Problem> =
        report.problems.iter().filter(|problem| problem.severity > Severity::Info).cloned().collect();
    assert_eq!(rendered(&serious), "");
    assert!(report.files > 50, "{}", report.files);
}

/// One change to a file, at a place given as a share of its length.
#[derive(Debug, Clone)]
enum Mutation {
    Insert(String),
    Delete(usize),
    Repeat(usize),
    Cut,
}

fn mutation() -> impl Strategy<Value = (f64, Mutation)> {
    let pieces = vec![
        "\t", "'", "\"", ":", ": ", "[", "]", "{", "}", "&a ", "*a", "!x ", "|", "\n", "\n  ", "- ", "#",
        "{{", "}}", "\\", "\u{0}", "\u{202E}", "\u{2028}", "é", "(", "(?P<", "%", "null", "0x", "---\n",
        "...\n", "<<: ", "? ", ",", "\r",
    ];
    let change = prop_oneof![
        4 => prop::sample::select(pieces).prop_map(|piece| Mutation::Insert(piece.to_owned())),
        2 => (1_usize..40).prop_map(Mutation::Delete),
        1 => (1_usize..200).prop_map(Mutation::Repeat),
        1 => Just(Mutation::Cut),
    ];
    (0.0..1.0, change)
}

fn mutate(text: &str, place: f64, mutation: &Mutation) -> String {
    let characters: Vec<char> = text.chars().collect();
    #[expect(clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a share of a short length")]
    let at = (place * characters.len() as f64) as usize;
    let (before, after) = characters.split_at(at.min(characters.len()));
    let text = |part: &[char]| part.iter().collect::<String>();
    match mutation {
        Mutation::Insert(piece) => text(before) + piece + &text(after),
        Mutation::Delete(count) => text(before) + &text(&after[(*count).min(after.len())..]),
        Mutation::Repeat(count) => {
            let part = text(&after[..(*count).min(after.len())]);
            text(before) + &part + &part + &text(&after[(*count).min(after.len())..])
        }
        Mutation::Cut => text(before),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    /// Malformed files: no panic, every finding has a place within the file, the other case stays.
    #[test]
    fn broken_files_are_told_with_their_place(mutations in prop::collection::vec(mutation(), 1..4)) {
        let text = mutations.iter().fold(CASE.to_owned(), |text, (place, change)| mutate(&text, *place, change));
        let files = [("pack.yaml", PACK), ("cases/A-1.yaml", text.as_str()), ("cases/A-2.yaml", &other())];
        let (library, problems) = Library::from_sources(vec![source(&files)]);
        prop_assert!(library.find("A-2").is_some());
        prop_assert!(library.find("A-1").is_some() || !problems.is_empty());
        for problem in problems.into_iter().chain(alone(&files).problems) {
            let place = problem.place.clone();
            let place = place.ok_or_else(|| TestCaseError::fail(problem.render(false)))?;
            let line = text.split('\n').nth(place.line - 1).map(|line| line.trim_end_matches('\r'));
            let own = problem.file.ends_with("A-1.yaml");
            prop_assert!(!own || line == Some(place.source_line.as_str()), "{}", problem.render(false));
            prop_assert!(!problem.render(true).is_empty());
        }
    }
}
