//! The library on small packs: order, duplicates, broken files; and on the built-in content.

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
    let titles: Vec<(&str, &str)> = library.cards.iter().map(|card| (card.pack(), card.title())).collect();
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
