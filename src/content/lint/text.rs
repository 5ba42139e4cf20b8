//! Characters that no text of a pack should hold: what acts on a terminal, what nobody sees, emoji.
//! Commands with such characters are refused already when they are loaded.

use crate::content::path::{Path, Step};
use crate::content::problem::Severity;
use crate::content::resolve::Issue;
use crate::content::tree::{Kind, Node};
use crate::domain::visible::is_allowed_in_command;

/// Keys below which texts quote what programs print, and programs print emoji.
const QUOTED: [&str; 8] = ["pattern", "all_of", "unless", "samples", "output", "absent", "also", "symptom"];

/// The characters of every text in a file.
pub fn check(tree: &Node) -> Vec<Issue> {
    let mut issues = Vec::new();
    node(tree, &Path::default(), &mut issues);
    issues
}

fn node(one: &Node, path: &Path, issues: &mut Vec<Issue>) {
    match &one.kind {
        Kind::Scalar(text) => scalar(text, path, false, issues),
        Kind::List(items) => {
            for (number, item) in items.iter().enumerate() {
                node(item, &path.item(number), issues);
            }
        }
        Kind::Map(entries) => {
            for (key, value) in entries {
                let Some(name) = key.text() else { continue };
                let below = path.key(name);
                scalar(name, &below, true, issues);
                node(value, &below, issues);
            }
        }
    }
}

/// The first bad character of a text; one finding a text is enough to go and look.
fn scalar(text: &str, path: &Path, key: bool, issues: &mut Vec<Issue>) {
    let quoted =
        path.steps().iter().any(|step| matches!(step, Step::Key(name) if QUOTED.contains(&name.as_str())));
    // `run` and `from` are refused when loading, with the same words.
    let command = path
        .steps()
        .last()
        .is_some_and(|step| matches!(step, Step::Key(name) if name == "run" || name == "from"));
    let hidden = |next: &(usize, char)| !is_allowed_in_command(next.1);
    let found = text.char_indices().find(|next| !command && hidden(next));
    if let Some((byte, character)) = found {
        let what = format!("this text holds the invisible character U+{:04X}", u32::from(character));
        let issue =
            Issue::error("invisible-character", path.clone(), what).within(byte..byte + character.len_utf8());
        let severity = if quoted { Severity::Warning } else { Severity::Error };
        issues.push(Issue { severity, key, ..issue.hint("remove it") });
    }
    let found = text.char_indices().find(|(_, character)| !quoted && is_emoji(*character));
    if let Some((byte, character)) = found {
        let issue = Issue::error(
            "emoji",
            path.clone(),
            format!("an emoji (U+{:04X}) stands here", u32::from(character)),
        );
        let issue = issue.within(byte..byte + character.len_utf8()).hint("say it in words");
        issues.push(Issue { key, ..issue });
    }
}

/// Pictures: Unicode's emoji blocks, and the symbols that most terminals draw two columns wide.
/// Check marks and arrows that programs have printed since before emoji are none.
fn is_emoji(character: char) -> bool {
    matches!(u32::from(character),
        0x1F000..=0x1FAFF | 0x231A..=0x231B | 0x23E9..=0x23F3 | 0x2600..=0x26FF | 0x2702..=0x2712
        | 0x2714..=0x2716 | 0x271D..=0x276D | 0x2795..=0x2797 | 0x27B0 | 0x27BF | 0x2B50 | 0x2B55 | 0x20E3)
}
