//! A card as rows of styled text, wrapped to a width, with the place of each command.
//! Where the rows go on the screen is `detail`'s business.

use std::ops::Range;

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::Theme;
use super::text::{cut, span, width, wrap};
use crate::app::Model;
use crate::app::model::{CardState, Run, RunState};
use crate::app::update::verdicts;
use crate::domain::{Card, Case, Checklist, Command, Diagnosis, FixStep, Risk};
use crate::engine::command::{Part, Segment, Template, ready};
use crate::engine::judge::{CauseVerdict, Standing, State, standing};

/// Lines of a command that are shown before it is cut short; the viewer has the rest.
const COMMAND_LINES: usize = 3;

/// A card, ready to be scrolled.
pub struct Page {
    /// The rows.
    pub rows: Vec<Line<'static>>,
    /// Rows of each command, by position.
    pub commands: Vec<Range<usize>>,
    /// Row of the heading of the causes.
    pub causes: usize,
}

/// Lays a card out for so many columns.
pub fn lay_out(model: &Model, card: &Card, state: &CardState, theme: &Theme, columns: usize) -> Page {
    let mut writer = Writer {
        model,
        card,
        state,
        theme,
        columns,
        page: Page { rows: Vec::new(), commands: vec![0..0; card.commands().len()], causes: 0 },
        list: card.commands(),
        done: 0,
    };
    match card {
        Card::Case(case) => writer.case(case),
        Card::Checklist(list) => writer.checklist(list),
    }
    writer.page
}

struct Writer<'a> {
    model: &'a Model,
    card: &'a Card,
    state: &'a CardState,
    theme: &'a Theme,
    columns: usize,
    list: Vec<Command>,
    /// Commands laid out so far.
    done: usize,
    page: Page,
}

impl Writer<'_> {
    fn case(&mut self, case: &Case) {
        self.heading("Symptom", "");
        for line in case.symptom.text.trim_end().lines() {
            self.text(2, line, Style::new());
        }
        self.page.causes = self.page.rows.len() + 1;
        self.heading("Likely causes", if self.state.mended { "mended" } else { "" });
        match &self.state.verdicts {
            Some(verdicts) => {
                // What was found comes first; who reads it at night reads three lines.
                let mut causes: Vec<&CauseVerdict> = verdicts.causes.iter().collect();
                causes.sort_by_key(|cause| cause.state());
                causes.into_iter().for_each(|cause| self.verdict(cause));
            }
            None => case.causes.iter().for_each(|cause| self.bullet("○ ", &cause.text, Style::new())),
        }
        self.heading("Fast diagnosis", "a run all");
        for step in &case.diagnosis {
            match step {
                Diagnosis::Check(check) => self.command(self.done, &check.why, Style::new()),
                Diagnosis::Look(text) => self.bullet("look: ", text, Style::new()),
            }
        }
        self.heading("Fix", "f copy all");
        self.fixes(case);
        self.heading("Prevention", "");
        case.prevention.iter().for_each(|text| self.bullet("· ", text, Style::new()));
        self.related(&case.related.iter().map(ToString::to_string).collect::<Vec<_>>());
        self.origin(case.source.as_deref(), &case.tags);
    }

    fn checklist(&mut self, list: &Checklist) {
        self.text(2, &list.summary, Style::new());
        self.heading("Steps", "");
        for step in &list.steps {
            let position = self.done;
            self.fix(step, position, Style::new());
        }
        self.related(&list.related.iter().map(ToString::to_string).collect::<Vec<_>>());
        self.origin(list.source.as_deref(), &list.tags);
    }

    /// A cause with what the checks say of it, and the line that proves it.
    fn verdict(&mut self, cause: &CauseVerdict) {
        let (glyph, word, style) = match cause.state() {
            State::Confirmed => ("● ", "confirmed", self.theme.bad()),
            State::Contradiction => ("! ", "contradiction", self.theme.warn()),
            State::Open => ("○ ", "open", self.theme.dim()),
            State::CouldNotCheck => ("? ", "could not check", self.theme.warn()),
            State::RuledOut => ("– ", "ruled out", self.theme.dim()),
        };
        let faded = cause.state() == State::RuledOut;
        let text = if faded { self.theme.dim() } else { Style::new() };
        let spans =
            [Span::styled(glyph, style), span(&cause.text, text), Span::styled(format!("  {word}"), style)];
        self.indented(2, &spans, 2);
        for proof in cause.grounds() {
            let says = format!("check {}: {}", proof.check, proof.says);
            self.indented(4, &[span(&says, if faded { self.theme.dim() } else { style })], 2);
            if let (Some(line), false) = (proof.lines.first(), faded) {
                let room = self.columns.saturating_sub(10);
                let line = format!("│ {}", cut(line.text.trim(), room));
                self.indented(4, &[span(&line, self.theme.dim())], 2);
            }
        }
        if let (State::Open, Some(why)) = (cause.state(), &cause.by_hand) {
            self.indented(4, &[span(&format!("by hand: {why}"), self.theme.dim())], 2);
        }
    }

    /// The fix: steps of confirmed causes first, those of causes that are ruled out faded.
    fn fixes(&mut self, case: &Case) {
        let first = self.done;
        let position =
            |step: usize| first + case.fix[..step].iter().filter(|step| step.run.is_some()).count();
        for step in verdicts::steps(case, self.state) {
            let standing = self.state.verdicts.as_ref().map(|verdicts| standing(&case.fix[step], verdicts));
            let style = match standing {
                Some(Standing::Confirmed) => self.theme.heading(),
                Some(Standing::RuledOut) => self.theme.dim(),
                _ => Style::new(),
            };
            self.fix(&case.fix[step], position(step), style);
        }
    }

    fn fix(&mut self, step: &FixStep, position: usize, style: Style) {
        if step.run.is_some() {
            self.command(position, &step.text, style);
        } else {
            self.bullet("· ", &step.text, style);
        }
        if let Some(avoid) = &step.avoid {
            self.bullet("  not: ", avoid, self.theme.dim());
        }
    }

    /// The next command of the card: its number and purpose, what changes, the command, its last result.
    fn command(&mut self, position: usize, purpose: &str, style: Style) {
        let Some(command) = self.list.get(position).cloned() else { return };
        let start = self.page.rows.len();
        let selected = self.state.selected == position;
        self.purpose_rows(&command, purpose, if selected { self.theme.selected() } else { style });
        self.command_rows(&command);
        self.result_row(&command);
        if selected {
            for row in &mut self.page.rows[start..] {
                row.spans[0] = Span::styled("▌", self.theme.bar());
            }
        }
        self.page.commands[position] = start..self.page.rows.len();
        self.done += 1;
    }

    fn purpose_rows(&mut self, command: &Command, purpose: &str, style: Style) {
        let mark = if self.state.marked.contains(&(command.number - 1)) { "+" } else { " " };
        let mut spans =
            vec![Span::styled(format!("{mark}{} ", command.number), self.theme.id()), span(purpose, style)];
        if command.risk != Risk::ReadOnly {
            let risk = if command.risk == Risk::Destructive { self.theme.bad() } else { self.theme.warn() };
            spans.push(Span::raw("  "));
            spans.push(Span::styled(command.risk.as_str(), risk));
        }
        self.indented(1, &spans, 3);
    }

    fn command_rows(&mut self, command: &Command) {
        let mut rows: Vec<Vec<Span<'static>>> = vec![Vec::new()];
        let template = Template::parse(command.template.trim_end());
        for part in self.parts(command, &template) {
            let style =
                if part.parameter.is_some() { self.theme.placeholder() } else { self.theme.command() };
            let text = part.text;
            for (number, line) in text.split('\n').enumerate() {
                if number > 0 {
                    rows.push(Vec::new());
                }
                if let (false, Some(row)) = (line.is_empty(), rows.last_mut()) {
                    row.push(span(line, style));
                }
            }
        }
        // A long command is a small program: its first line and its purpose say more than its middle.
        let shown = if rows.len() > COMMAND_LINES { 1 } else { rows.len() };
        for row in rows.iter().take(shown) {
            self.indented(4, row, 2);
        }
        if shown < rows.len() {
            let text = format!("… {} more lines (v shows them)", rows.len() - shown);
            self.indented(4, &[Span::styled(text, self.theme.dim())], 0);
        }
        self.values_row(&template);
    }

    /// The placeholders of a command by name: a value in the command does not tell what it stands for.
    fn values_row(&mut self, template: &Template) {
        let used = self
            .card
            .parameters()
            .iter()
            .filter(|parameter| template.names().contains(&parameter.name.as_str()));
        let values: Vec<String> = used
            .map(|parameter| {
                let value = self.state.values.get(&parameter.name).unwrap_or(&parameter.default);
                if value.is_empty() {
                    format!("{} ‹any›", parameter.name)
                } else {
                    format!("{} {value}", parameter.name)
                }
            })
            .collect();
        if !values.is_empty() {
            let spans = [
                Span::styled("p fills: ", self.theme.dim()),
                span(&values.join(" · "), self.theme.placeholder()),
            ];
            self.indented(4, &spans, 2);
        }
    }

    /// The command in pieces: as it would run, or with the names of its placeholders where a value is missing.
    fn parts(&self, command: &Command, template: &Template) -> Vec<Part> {
        match ready(command, self.card.parameters(), &self.state.values) {
            Ok(filled) => filled.parts,
            Err(_) => template.segments().iter().map(named).collect(),
        }
    }

    fn result_row(&mut self, command: &Command) {
        let Some(run) = self.state.results.get(&command.number).and_then(|id| self.model.runs.get(*id))
        else {
            return;
        };
        let (badge, style) = badge(run, self.model, self.theme);
        let mut spans = vec![Span::styled(badge, style)];
        let last = run.output.lines().filter(|line| !line.text.trim().is_empty()).last();
        if let Some(line) = last {
            let room = self.columns.saturating_sub(8 + width(&spans[0].content));
            spans.push(Span::raw("  "));
            spans.push(span(&cut(line.text.trim(), room), self.theme.dim()));
        }
        self.indented(4, &spans, 2);
    }

    fn heading(&mut self, text: &str, hint: &str) {
        if !self.page.rows.is_empty() {
            self.page.rows.push(Line::raw(""));
        }
        let gap = self.columns.saturating_sub(2 + width(text) + width(hint) + 1);
        self.page.rows.push(Line::from(vec![
            Span::raw(" "),
            Span::styled(text.to_owned(), self.theme.heading()),
            Span::raw(" ".repeat(gap)),
            Span::styled(hint.to_owned(), self.theme.dim()),
        ]));
    }

    fn text(&mut self, indent: usize, text: &str, style: Style) {
        self.indented(indent, &[span(text, style)], 0);
    }

    fn bullet(&mut self, bullet: &str, text: &str, style: Style) {
        let spans = [Span::styled(bullet.to_owned(), self.theme.dim()), span(text, style)];
        self.indented(2, &spans, width(bullet));
    }

    fn related(&mut self, ids: &[String]) {
        if !ids.is_empty() {
            self.heading("Related", "");
            self.text(2, &ids.join("  "), self.theme.id());
        }
    }

    fn origin(&mut self, source: Option<&str>, tags: &[String]) {
        self.page.rows.push(Line::raw(""));
        let tags: Vec<String> = tags.iter().map(|tag| format!("#{tag}")).collect();
        let source = source.map(|source| format!("{source}  ")).unwrap_or_default();
        self.text(2, &format!("{source}{}", tags.join(" ")), self.theme.dim());
    }

    /// Wraps spans behind so many blanks; the first span of each row is a blank that a selection bar can take.
    fn indented(&mut self, indent: usize, spans: &[Span<'static>], hang: usize) {
        let room = self.columns.saturating_sub(indent + 1);
        for row in wrap(spans, room, hang) {
            let mut all = vec![Span::raw(" "), Span::raw(" ".repeat(indent.saturating_sub(1)))];
            all.extend(row.spans);
            self.page.rows.push(Line::from(all));
        }
    }
}

/// State, exit and time of a run in a few columns.
pub fn badge(run: &Run, model: &Model, theme: &Theme) -> (String, Style) {
    let age = run.age(model.now);
    let time = if age.as_secs() >= 10 || run.is_running() {
        format!("{} s", age.as_secs())
    } else {
        format!("{:.1} s", age.as_secs_f64())
    };
    match &run.state {
        RunState::Running => {
            (format!("▸ running {time} / {} s", run.command.timeout.as_secs()), theme.warn())
        }
        RunState::Stopping(stage) => (format!("▸ {stage} {time}"), theme.warn()),
        RunState::Ended(outcome) if outcome.end.is_success() => {
            (format!("✓ {} · {time}", outcome.end), theme.good())
        }
        RunState::Ended(outcome) => (format!("✗ {} · {time}", outcome.end), theme.bad()),
    }
}

/// A piece of a command that cannot be filled yet.
fn named(segment: &Segment) -> Part {
    match segment {
        Segment::Literal(text) => Part { text: text.clone(), parameter: None },
        Segment::Placeholder(placeholder) => {
            Part { text: format!("‹{}›", placeholder.name), parameter: Some(placeholder.name.clone()) }
        }
    }
}
