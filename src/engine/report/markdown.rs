//! A card as Markdown for a ticket, as plain text for a terminal, and its fix as shell to paste.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::domain::visible::{visible, visible_lines};
use crate::domain::{Card, Case, Checklist, Command, Diagnosis, FixStep, Risk};
use crate::engine::command::ready;

/// Known values of placeholders, by name.
pub type Values = BTreeMap<String, String>;

/// The card as Markdown, its commands filled as far as values are known.
pub fn markdown(card: &Card, values: &Values) -> String {
    let mut out =
        Sheet { card, values, markdown: true, commands: card.commands(), next: 0, text: String::new() };
    out.card();
    out.text
}

/// The card as plain text.
pub fn plain(card: &Card, values: &Values) -> String {
    let mut out =
        Sheet { card, values, markdown: false, commands: card.commands(), next: 0, text: String::new() };
    out.card();
    out.text
}

/// The fix as shell: each step as a comment, its command below. Empty if there is none.
pub fn fix_text(card: &Card, values: &Values) -> String {
    let mut commands =
        card.commands().into_iter().filter(|command| command.kind == crate::domain::CommandKind::Fix);
    let mut text = String::new();
    for step in card.steps() {
        let risk =
            if step.risk == Risk::ReadOnly { String::new() } else { format!(" [{}]", step.risk.as_str()) };
        let _ = writeln!(text, "# {}{risk}", visible(&step.text));
        if step.run.is_some()
            && let Some(command) = commands.next()
        {
            let _ = writeln!(text, "{}", filled(card, &command, values).trim_end());
        }
    }
    text
}

/// The command with its values; as the content has it where one is missing.
fn filled(card: &Card, command: &Command, values: &Values) -> String {
    let filled = ready(command, card.parameters(), values);
    filled.map_or_else(|_| command.template.clone(), |filled| filled.command())
}

struct Sheet<'a> {
    card: &'a Card,
    values: &'a Values,
    markdown: bool,
    commands: Vec<Command>,
    next: usize,
    text: String,
}

impl Sheet<'_> {
    fn card(&mut self) {
        let mark = if self.markdown { "# " } else { "" };
        let title = format!("{mark}{}: {}", self.card.id(), visible(self.card.title()));
        self.line(&title);
        match self.card {
            Card::Case(case) => self.case(case),
            Card::Checklist(list) => self.checklist(list),
        }
    }

    fn case(&mut self, case: &Case) {
        self.heading("Symptom");
        self.code(case.symptom.text.trim_end());
        self.heading("Likely causes");
        case.causes.iter().for_each(|cause| self.item(&cause.text));
        self.heading("Fast diagnosis");
        for step in &case.diagnosis {
            match step {
                Diagnosis::Check(check) => self.command(&check.why, ""),
                Diagnosis::Look(text) => self.item(&format!("look: {text}")),
            }
        }
        self.heading("Fix");
        case.fix.iter().for_each(|step| self.step(step));
        self.heading("Prevention");
        case.prevention.iter().for_each(|text| self.item(text));
        self.tail(&case.related.iter().map(ToString::to_string).collect::<Vec<_>>(), case.source.as_deref());
    }

    fn checklist(&mut self, list: &Checklist) {
        self.line("");
        self.line(&visible(&list.summary));
        self.heading("Steps");
        list.steps.iter().for_each(|step| self.step(step));
        self.tail(&list.related.iter().map(ToString::to_string).collect::<Vec<_>>(), list.source.as_deref());
    }

    fn step(&mut self, step: &FixStep) {
        let risk = if step.risk == Risk::ReadOnly { "" } else { step.risk.as_str() };
        if step.run.is_some() {
            self.command(&step.text, risk);
        } else if risk.is_empty() {
            self.item(&step.text);
        } else {
            self.item(&format!("{} ({risk})", step.text));
        }
        if let Some(avoid) = &step.avoid {
            self.item(&format!("not: {avoid}"));
        }
    }

    fn command(&mut self, purpose: &str, risk: &str) {
        let Some(command) = self.commands.get(self.next).cloned() else { return };
        self.next += 1;
        let risk = if risk.is_empty() { String::new() } else { format!(" ({risk})") };
        let purpose = visible(purpose);
        let number = command.number;
        self.line(&format!("{number}. {purpose}{risk}"));
        self.code(filled(self.card, &command, self.values).trim_end());
    }

    fn heading(&mut self, text: &str) {
        let mark = if self.markdown { "## " } else { "" };
        self.line("");
        self.line(&format!("{mark}{text}"));
        if self.markdown {
            self.line("");
        }
    }

    fn item(&mut self, text: &str) {
        let text = visible_lines(text.trim_end());
        self.line(&format!("- {text}"));
    }

    fn code(&mut self, text: &str) {
        let text = visible_lines(text);
        if !self.markdown {
            text.lines().for_each(|line| self.line(&format!("    {line}")));
            return;
        }
        let fence = fence(&text);
        self.line(&fence);
        self.line(&text);
        self.line(&fence);
    }

    fn tail(&mut self, related: &[String], source: Option<&str>) {
        if !related.is_empty() {
            self.heading("Related");
            self.line(&related.join(", "));
        }
        if let Some(source) = source {
            self.line("");
            self.line(&format!("Source: {}", visible(source)));
        }
    }

    fn line(&mut self, text: &str) {
        self.text.push_str(text);
        self.text.push('\n');
    }
}

/// A fence longer than any run of backticks in the text, so that the text cannot close it.
fn fence(text: &str) -> String {
    let longest = text.split(|character| character != '`').map(str::len).max().unwrap_or(0);
    "`".repeat(longest.max(2) + 1)
}
