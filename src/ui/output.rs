//! The run pane: the output of the shown run, followed or scrolled, with its state on the border.
//!
//! ```text
//! ╭ Run 1/2  python3 -m pip check ──────────────── ✗ exit 1 · 0.4 s ─╮
//! │ requests 2.31.0 has requirement urllib3<2, but you have 2.2.0.   │
//! ╰──────────────────────────────────────────────────────────────────╯
//! ```

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::{Line, Span};

use super::list::{pane_block, rect};
use super::page::badge;
use super::text::{one_line, span, width, wrap};
use super::{Theme, detail, is_focused};
use crate::app::Model;
use crate::app::model::{Hot, Pane, Run, RunState, Scroll, Target, Viewport};
use crate::domain::transcript::{self, Line as Output};
use crate::domain::{Transcript, visible::visible};

/// Draws the run pane and says what is in view.
pub fn draw(model: &Model, theme: &Theme, frame: &mut Frame<'_>, area: Rect, viewport: &mut Viewport) {
    let Some(run) = model.runs.shown() else { return };
    viewport.targets.push(Target { area: rect(area), what: Hot::Pane(Pane::Run) });
    let block = pane_block(theme, is_focused(model, Pane::Run), model.is_wide());
    let mut inside = block.inner(area);
    let (state, style) = badge(run, model, theme);
    let room = usize::from(area.width).saturating_sub(width(&state) + 8);
    let right = Line::from(Span::styled(format!(" {state} "), style)).right_aligned();
    frame.render_widget(block.title(title(model, run, theme, room)).title(right), area);
    if model.runs.runs.len() > 1 && inside.height > 4 {
        tabs(model, theme, frame, Rect { height: 1, ..inside }, viewport);
        inside = Rect { y: inside.y + 1, height: inside.height - 1, ..inside };
    }
    if let Some(finder) = &run.finder {
        inside.height = inside.height.saturating_sub(1);
        let line = Rect { y: inside.y + inside.height, height: 1, ..inside };
        finder_line(finder, model, theme, frame, line);
    }
    viewport.run_size = (inside.width, inside.height);
    let (rows, top) = rows(run, theme, inside);
    viewport.run_top = top;
    for (offset, row) in rows.into_iter().enumerate() {
        frame.render_widget(row, Rect { y: inside.y + offset as u16, height: 1, ..inside });
    }
    detail::scrollbar(theme, frame, inside, run.output.len(), top);
}

fn title(model: &Model, run: &Run, theme: &Theme, room: usize) -> Line<'static> {
    let place = format!(" Run {}/{}  ", model.runs.current + 1, model.runs.runs.len());
    let watch = match &run.watch {
        Some(watch) => format!("watch round {} · ", watch.rounds),
        None => String::new(),
    };
    let command = one_line(&run.name(), room.saturating_sub(width(&place) + width(&watch)));
    Line::from(vec![
        Span::styled(place, theme.heading()),
        Span::styled(watch, theme.warn()),
        Span::styled(command, theme.command()),
        Span::raw(" "),
    ])
}

fn tabs(model: &Model, theme: &Theme, frame: &mut Frame<'_>, area: Rect, viewport: &mut Viewport) {
    let mut x = area.x;
    // The tab that is shown is always among those that fit.
    let first = model.runs.current.saturating_sub(usize::from(area.width) / 24);
    for (position, run) in model.runs.runs.iter().enumerate().skip(first) {
        let glyph = match &run.state {
            RunState::Ended(outcome) if outcome.end.is_success() => ("✓", theme.good()),
            RunState::Ended(_) => ("✗", theme.bad()),
            _ => ("▸", theme.warn()),
        };
        let name = one_line(&run.name(), 16);
        let wide = (width(&name) + 5) as u16;
        if x + wide > area.x + area.width {
            break;
        }
        let style = if position == model.runs.current { theme.heading() } else { theme.dim() };
        let spans =
            vec![Span::raw(" "), Span::styled(glyph.0, glyph.1), Span::styled(format!(" {name} "), style)];
        let tab = Rect { x, width: wide, ..area };
        frame.render_widget(Line::from(spans), tab);
        viewport.targets.push(Target { area: rect(tab), what: Hot::Tab(position) });
        x += wide;
    }
}

fn finder_line(
    finder: &crate::app::model::Finder,
    model: &Model,
    theme: &Theme,
    frame: &mut Frame<'_>,
    area: Rect,
) {
    let spans = vec![Span::styled(" /", theme.key()), span(finder.input.value(), Style::new())];
    frame.render_widget(Line::from(spans), area);
    if finder.typing && is_focused(model, Pane::Run) {
        let column = (finder.input.visual_cursor() as u16).min(area.width.saturating_sub(3));
        frame.set_cursor_position(Position::new(area.x + 2 + column, area.y));
    }
}

/// The rows that fit, and the number of the first line among them.
fn rows(run: &Run, theme: &Theme, area: Rect) -> (Vec<Line<'static>>, usize) {
    let height = usize::from(area.height);
    let total = run.output.len();
    let (start, from_end) = match run.scroll {
        Scroll::Follow => (total.saturating_sub(height), true),
        Scroll::At(line) => (line.min(total.saturating_sub(1)), false),
    };
    let mut rows: Vec<(usize, Line<'static>)> = Vec::new();
    let painter = Painter::new(run, theme, usize::from(area.width).saturating_sub(1));
    for (offset, line) in run.output.lines_from(start).take(height).enumerate() {
        painter.paint(start + offset, line, &mut rows);
        if !from_end && rows.len() >= height {
            break;
        }
    }
    if rows.is_empty() {
        rows.push((0, Line::from(Span::styled(empty_note(run), theme.dim()))));
    }
    let surplus = if from_end { rows.len().saturating_sub(height) } else { 0 };
    let top = rows.get(surplus).map_or(0, |row| row.0);
    (rows.into_iter().skip(surplus).take(height).map(|row| row.1).collect(), top)
}

fn empty_note(run: &Run) -> String {
    match run.outcome() {
        None => " no output yet".to_owned(),
        Some(outcome) => match &outcome.end {
            crate::domain::RunEnd::CouldNotStart(reason) => format!(" {}", visible(reason)),
            _ => " it printed nothing".to_owned(),
        },
    }
}

/// Turns lines of output into rows.
struct Painter<'a> {
    output: &'a Transcript,
    theme: &'a Theme,
    columns: usize,
    needle: Option<String>,
    before: Option<Vec<&'a str>>,
}

impl<'a> Painter<'a> {
    fn new(run: &'a Run, theme: &'a Theme, columns: usize) -> Self {
        let needle = run
            .finder
            .as_ref()
            .map(|finder| finder.input.value().to_lowercase())
            .filter(|needle| !needle.is_empty());
        let before = run.watch.as_ref().and_then(|watch| watch.before.as_ref());
        let before = before.map(|output| output.lines().map(|line| line.text.as_str()).collect());
        Self { output: &run.output, theme, columns, needle, before }
    }

    fn paint(&self, number: usize, line: &Output, rows: &mut Vec<(usize, Line<'static>)>) {
        if self.output.dropped_lines > 0 && number == self.output.head_len() {
            let note = format!(" … {} lines left out here; s saves what is kept", self.output.dropped_lines);
            rows.push((number, Line::from(Span::styled(note, self.theme.dim()))));
        }
        let mut spans = vec![Span::raw(" ")];
        spans.extend(self.styled(line));
        if line.cut > 0 {
            spans.push(Span::styled(format!(" … {} bytes left out", line.cut), self.theme.dim()));
        }
        let marked = self.is_changed(number, line) || self.is_found(line);
        for mut row in wrap(&spans, self.columns, 0) {
            if marked {
                row.spans.iter_mut().for_each(|span| span.style = span.style.patch(self.theme.changed()));
            }
            rows.push((number, row));
        }
    }

    fn styled(&self, line: &Output) -> Vec<Span<'static>> {
        let mut spans = Vec::new();
        let mut at = 0;
        let mut style = transcript::Style::default();
        for (offset, next) in line.styles.iter().copied().chain([(line.text.len(), style)]) {
            if let Some(part) = line.text.get(at..offset.min(line.text.len())).filter(|part| !part.is_empty())
            {
                spans.push(span(part, look(style, self.theme)));
            }
            at = offset;
            style = next;
        }
        spans
    }

    fn is_changed(&self, number: usize, line: &Output) -> bool {
        self.before.as_ref().is_some_and(|before| before.get(number) != Some(&line.text.as_str()))
    }

    fn is_found(&self, line: &Output) -> bool {
        self.needle.as_ref().is_some_and(|needle| line.text.to_lowercase().contains(needle))
    }
}

/// The style of output as the screen's; without colour only the attributes stay.
fn look(style: transcript::Style, theme: &Theme) -> Style {
    let mut out = Style::new();
    if theme.colors {
        if let Some(color) = color(style.foreground) {
            out = out.fg(color);
        }
        if let Some(color) = color(style.background) {
            out = out.bg(color);
        }
    }
    let attributes = [
        (style.bold, Modifier::BOLD),
        (style.dim, Modifier::DIM),
        (style.italic, Modifier::ITALIC),
        (style.underline, Modifier::UNDERLINED),
        (style.reverse, Modifier::REVERSED),
    ];
    attributes.into_iter().filter(|(set, _)| *set).fold(out, |out, (_, modifier)| out.add_modifier(modifier))
}

fn color(color: transcript::Color) -> Option<Color> {
    match color {
        transcript::Color::Default => None,
        transcript::Color::Indexed(index) => Some(Color::Indexed(index)),
        transcript::Color::Rgb(red, green, blue) => Some(Color::Rgb(red, green, blue)),
    }
}
