//! The one table of keys: the key line, `?`, `^P`, the manual page and `docs/keys.md` are printed from it.
//! What an action does is in `update`.

use super::action::Action::{
    self, Accept, Again, Back, CharLeft, CharRight, Choices, Choose, CloseRun, CopyCard, CopyCommand,
    CopyFix, CopyInstead, CopyOutput, DeleteAll, DeleteBack, DeleteHere, DeleteLine, DeleteWord, Down,
    EditCommand, EditInstead, Fill, Find, FindNext, FindPrevious, First, FocusSearch, HandOver, Help,
    Interrupt, Last, LineEnd, LineStart, Mark, NewLine, NextField, NextPane, NextRun, Open, PageDown, PageUp,
    Palette, PreviousField, PreviousPane, PreviousRun, Quit, Redraw, Run, RunAll, SaveOutput, Stop, Suspend,
    ToggleMouse, Up, ViewCommand, Watch, WordLeft, WordRight, Zoom,
};
use super::key::Key;

/// Where a key counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Context {
    /// In every pane.
    Everywhere,
    /// While the search line has the focus.
    Search,
    /// While the case has the focus.
    Case,
    /// While the run pane has the focus.
    Run,
    /// In any line that text is typed into.
    Line,
    /// In the question before something that changes the machine.
    Confirm,
    /// While a command is edited.
    Edit,
    /// In the form of placeholders.
    Form,
    /// In a list to choose from or a text to read.
    Popup,
}

impl Context {
    /// The heading in the help and the manual.
    pub fn title(self) -> &'static str {
        match self {
            Self::Everywhere => "Everywhere",
            Self::Search => "Search",
            Self::Case => "Case",
            Self::Run => "Run",
            Self::Line => "Any line of text",
            Self::Confirm => "Run this?",
            Self::Edit => "Edit",
            Self::Form => "Placeholders",
            Self::Popup => "Lists and texts",
        }
    }

    /// Every context in the order of the manual.
    pub const ALL: [Self; 9] = [
        Self::Everywhere,
        Self::Search,
        Self::Case,
        Self::Run,
        Self::Confirm,
        Self::Edit,
        Self::Form,
        Self::Popup,
        Self::Line,
    ];
}

/// One row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Binding {
    /// Where it counts.
    pub context: Context,
    /// The keys, as `Key::parse` reads them; the first is the one shown in the key line.
    pub keys: &'static [&'static str],
    /// What they ask for.
    pub action: Action,
    /// The word in the key line; empty if it is not shown there.
    pub hint: &'static str,
}

const fn row(context: Context, keys: &'static [&'static str], action: Action, hint: &'static str) -> Binding {
    Binding { context, keys, action, hint }
}

/// The table. Order is the order of the key line and of the help.
pub const BINDINGS: &[Binding] = &[
    row(Context::Search, &["enter"], Open, "open"),
    row(Context::Search, &["down", "ctrl-n", "ctrl-j"], Down, ""),
    row(Context::Search, &["up", "ctrl-k"], Up, ""),
    row(Context::Search, &["pagedown"], PageDown, ""),
    row(Context::Search, &["pageup"], PageUp, ""),
    row(Context::Case, &["enter"], Run, "run"),
    row(Context::Case, &["down", "j"], Down, ""),
    row(Context::Case, &["up", "k"], Up, ""),
    row(Context::Case, &["pagedown", "ctrl-d"], PageDown, ""),
    row(Context::Case, &["pageup", "ctrl-u"], PageUp, ""),
    row(Context::Case, &["g", "home"], First, ""),
    row(Context::Case, &["G", "end"], Last, ""),
    row(Context::Case, &["1"], Choose(1), ""),
    row(Context::Case, &["2"], Choose(2), ""),
    row(Context::Case, &["3"], Choose(3), ""),
    row(Context::Case, &["4"], Choose(4), ""),
    row(Context::Case, &["5"], Choose(5), ""),
    row(Context::Case, &["6"], Choose(6), ""),
    row(Context::Case, &["7"], Choose(7), ""),
    row(Context::Case, &["8"], Choose(8), ""),
    row(Context::Case, &["9"], Choose(9), ""),
    row(Context::Case, &["a"], RunAll, "run all"),
    row(Context::Case, &["y"], CopyCommand, "copy"),
    row(Context::Case, &["e"], EditCommand, "edit"),
    row(Context::Case, &["p"], Fill, "fill"),
    row(Context::Case, &["v"], ViewCommand, "view"),
    row(Context::Case, &["space"], Mark, ""),
    row(Context::Case, &["f"], CopyFix, ""),
    row(Context::Case, &["Y"], CopyCard, ""),
    row(Context::Case, &["x"], Stop, ""),
    row(Context::Run, &["x"], Stop, "stop"),
    row(Context::Run, &["y"], CopyOutput, "copy"),
    row(Context::Run, &["r"], Again, "again"),
    row(Context::Run, &["/"], Find, "find"),
    row(Context::Run, &["w"], Watch, "watch"),
    row(Context::Run, &["s"], SaveOutput, "save"),
    row(Context::Run, &["i"], HandOver, "terminal"),
    row(Context::Run, &["n"], FindNext, ""),
    row(Context::Run, &["N"], FindPrevious, ""),
    row(Context::Run, &["down", "j"], Down, ""),
    row(Context::Run, &["up", "k"], Up, ""),
    row(Context::Run, &["pagedown", "ctrl-d", "space"], PageDown, ""),
    row(Context::Run, &["pageup", "ctrl-u"], PageUp, ""),
    row(Context::Run, &["g", "home"], First, ""),
    row(Context::Run, &["G", "end"], Last, ""),
    row(Context::Run, &["["], PreviousRun, ""),
    row(Context::Run, &["]"], NextRun, ""),
    row(Context::Run, &["d"], CloseRun, ""),
    row(Context::Case, &["z"], Zoom, ""),
    row(Context::Run, &["z"], Zoom, "zoom"),
    row(Context::Case, &["/"], FocusSearch, ""),
    row(Context::Case, &["m"], ToggleMouse, ""),
    row(Context::Run, &["m"], ToggleMouse, ""),
    row(Context::Case, &["q"], Quit, ""),
    row(Context::Run, &["q"], Quit, ""),
    row(Context::Case, &["?"], Help, "keys"),
    row(Context::Run, &["?"], Help, "keys"),
    row(Context::Everywhere, &["tab"], NextPane, "pane"),
    row(Context::Everywhere, &["shift-tab"], PreviousPane, ""),
    row(Context::Everywhere, &["esc"], Back, ""),
    row(Context::Everywhere, &["ctrl-p"], Palette, "actions"),
    row(Context::Everywhere, &["f1"], Help, "keys"),
    row(Context::Everywhere, &["ctrl-l"], Redraw, ""),
    row(Context::Everywhere, &["ctrl-z"], Suspend, ""),
    row(Context::Everywhere, &["ctrl-c"], Interrupt, "leave"),
    row(Context::Confirm, &["enter"], Accept, "run"),
    row(Context::Confirm, &["e", "ctrl-e"], EditInstead, "edit"),
    row(Context::Confirm, &["y", "ctrl-y"], CopyInstead, "copy instead"),
    row(Context::Confirm, &["pagedown", "down"], PageDown, ""),
    row(Context::Confirm, &["pageup", "up"], PageUp, ""),
    row(Context::Confirm, &["esc", "ctrl-c"], Back, "cancel"),
    row(Context::Edit, &["enter"], Accept, "run"),
    row(Context::Edit, &["alt-enter", "ctrl-j"], NewLine, "new line"),
    row(Context::Edit, &["ctrl-y"], CopyInstead, "copy"),
    row(Context::Edit, &["ctrl-u"], DeleteAll, "clear"),
    row(Context::Edit, &["down"], Down, ""),
    row(Context::Edit, &["up"], Up, ""),
    row(Context::Edit, &["esc", "ctrl-c"], Back, "cancel"),
    row(Context::Form, &["enter"], Accept, "accept"),
    row(Context::Form, &["tab"], NextField, "next field"),
    row(Context::Form, &["shift-tab"], PreviousField, ""),
    row(Context::Form, &["down"], Down, ""),
    row(Context::Form, &["up"], Up, ""),
    row(Context::Form, &["ctrl-l"], Choices, "list"),
    row(Context::Form, &["esc", "ctrl-c"], Back, "cancel"),
    row(Context::Popup, &["enter"], Accept, "choose"),
    row(Context::Popup, &["down", "ctrl-n", "ctrl-j"], Down, ""),
    row(Context::Popup, &["up", "ctrl-k"], Up, ""),
    row(Context::Popup, &["pagedown"], PageDown, ""),
    row(Context::Popup, &["pageup"], PageUp, ""),
    row(Context::Popup, &["esc", "ctrl-c"], Back, "close"),
    row(Context::Line, &["left", "ctrl-b"], CharLeft, ""),
    row(Context::Line, &["right", "ctrl-f"], CharRight, ""),
    row(Context::Line, &["ctrl-left", "alt-b"], WordLeft, ""),
    row(Context::Line, &["ctrl-right", "alt-f"], WordRight, ""),
    row(Context::Line, &["ctrl-a", "home"], LineStart, ""),
    row(Context::Line, &["ctrl-e", "end"], LineEnd, ""),
    row(Context::Line, &["backspace", "ctrl-h"], DeleteBack, ""),
    row(Context::Line, &["delete"], DeleteHere, ""),
    row(Context::Line, &["ctrl-w"], DeleteWord, ""),
    row(Context::Line, &["ctrl-u"], DeleteLine, ""),
];

/// What `key` asks for in the first of `contexts` that knows it.
pub fn lookup(contexts: &[Context], key: Key) -> Option<Action> {
    contexts.iter().find_map(|context| {
        rows(*context)
            .find(|binding| binding.keys.iter().any(|name| Key::parse(name) == Some(key)))
            .map(|binding| binding.action)
    })
}

/// The rows of one context, in order.
pub fn rows(context: Context) -> impl Iterator<Item = &'static Binding> {
    BINDINGS.iter().filter(move |binding| binding.context == context)
}

/// The first key of `action` in the first of `contexts` that binds it, as shown to people.
pub fn key_of(contexts: &[Context], action: Action) -> Option<String> {
    contexts
        .iter()
        .find_map(|context| rows(*context).find(|binding| binding.action == action).and_then(shown_key))
}

/// The key that the key line shows for a row.
pub fn shown_key(binding: &Binding) -> Option<String> {
    binding.keys.first().and_then(|name| Key::parse(name)).map(|key| key.to_string())
}

/// `docs/keys.md`: every row as a table.
pub fn manual() -> String {
    let mut text =
        String::from("# Keys\n\nPrinted by `crashcart keys` from the one table in `src/app/keymap.rs`.\n");
    for context in Context::ALL {
        text.push_str(&format!("\n## {}\n\n| key | does |\n| --- | --- |\n", context.title()));
        let mut last: Option<(String, &str)> = None;
        for binding in rows(context) {
            let keys: Vec<String> = binding
                .keys
                .iter()
                .filter_map(|name| Key::parse(name))
                .map(|key| format!("`{key}`"))
                .collect();
            match &mut last {
                Some((keys_before, what)) if *what == binding.action.describe() => {
                    keys_before.push(' ');
                    keys_before.push_str(&keys.join(" "));
                }
                _ => {
                    flush(&mut text, last.take());
                    last = Some((keys.join(" "), binding.action.describe()));
                }
            }
        }
        flush(&mut text, last);
    }
    text
}

fn flush(text: &mut String, line: Option<(String, &str)>) {
    if let Some((keys, what)) = line {
        text.push_str(&format!("| {keys} | {what} |\n"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_key_parses_and_none_is_bound_twice_where_it_counts() {
        let mut seen = HashSet::new();
        for binding in BINDINGS {
            for name in binding.keys {
                let key = Key::parse(name);
                assert!(key.is_some(), "{name} is no key");
                assert!(seen.insert((binding.context, key)), "{name} twice in {:?}", binding.context);
            }
        }
    }

    #[test]
    fn a_pane_never_shadows_what_counts_everywhere() {
        for binding in BINDINGS.iter().filter(|binding| binding.context == Context::Everywhere) {
            for context in [Context::Search, Context::Case, Context::Run, Context::Line] {
                for name in binding.keys {
                    let key = Key::parse(name).expect("a key");
                    let here = lookup(&[context], key);
                    assert!(here.is_none(), "{name} is bound in {context:?} and everywhere");
                }
            }
        }
    }
}
