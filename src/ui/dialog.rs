//! What lies on top of the panes: the question before a change, the editor, the form, lists and texts.
//!
//! ```text
//! ╭ Run this? ──────────────────────────────────────────────────────────────╮
//! │  python3 -m pip cache purge                                             │
//! │  in ~/shop · on web-03 · destructive: removes every cached wheel        │
//! │                                                                         │
//! │  type  purge  to run  ▏                                                 │
//! ╰─────────────────────────────────────────────────────────────────────────╯
//! ```

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, BorderType, Borders, Clear};
use tui_input::Input;

use super::Theme;
use super::header::skip_columns;
use super::text::{cut, span, width, wrap};
use crate::app::Model;
use crate::app::model::{Confirm, Dialog, Edit, Field, Form, Listing, Palette, Viewer, Viewport};
use crate::domain::Risk;

/// Widest dialog; longer lines are hard to read.
const WIDEST: u16 = 90;

/// Draws the dialog, if one is open.
pub fn draw(model: &Model, theme: &Theme, frame: &mut Frame<'_>, viewport: &mut Viewport) {
    match &model.dialog {
        None => {}
        Some(Dialog::Confirm(confirm)) => draw_confirm(model, confirm, theme, frame, viewport),
        Some(Dialog::Edit(edit)) => draw_edit(edit, theme, frame),
        Some(Dialog::Form(form)) => draw_form(form, theme, frame),
        Some(Dialog::Viewer(viewer)) => draw_viewer(viewer, theme, frame, viewport),
        Some(Dialog::Palette(palette)) => draw_palette(palette, theme, frame),
        Some(Dialog::Leave) => draw_leave(model, theme, frame),
    }
}

/// Clears the middle of the screen, draws a frame, and gives the room inside.
fn open(frame: &mut Frame<'_>, theme: &Theme, title: &str, rows: usize) -> Rect {
    let screen = frame.area();
    let body = Rect { height: screen.height.saturating_sub(1), ..screen };
    let wide = body.width.saturating_sub(2).min(WIDEST);
    let high = (rows as u16).saturating_add(2).min(body.height);
    let area = Rect {
        x: body.x + (body.width - wide) / 2,
        y: body.y + (body.height - high) / 2,
        width: wide,
        height: high,
    };
    frame.render_widget(Clear, area);
    let block = Block::new()
        .borders(Borders::ALL)
        .border_type(BorderType::Rounded)
        .border_style(theme.focus())
        .title(format!(" {} ", cut(title, usize::from(wide).saturating_sub(6))));
    let inside = block.inner(area);
    frame.render_widget(block, area);
    Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside }
}

/// Columns inside a dialog on this screen.
fn inner_columns(frame: &Frame<'_>) -> usize {
    usize::from(frame.area().width.saturating_sub(2).min(WIDEST).saturating_sub(4))
}

fn put(frame: &mut Frame<'_>, area: Rect, offset: usize, line: Line<'static>) {
    if offset < usize::from(area.height) {
        frame.render_widget(line, Rect { y: area.y + offset as u16, height: 1, ..area });
    }
}

fn draw_confirm(
    model: &Model,
    confirm: &Confirm,
    theme: &Theme,
    frame: &mut Frame<'_>,
    viewport: &mut Viewport,
) {
    let columns = inner_columns(frame);
    let command: Vec<Line<'static>> = confirm
        .script
        .text
        .trim_end()
        .split('\n')
        .flat_map(|line| wrap(&[span(line, theme.command())], columns, 2))
        .collect();
    let about = wrap(&about(model, confirm, theme), columns, 0);
    let tail = about.len() + 2;
    let room = usize::from(frame.area().height).saturating_sub(3 + tail).max(1);
    let shown = command.len().min(room);
    let area = open(frame, theme, "Run this?", shown + tail);
    let top = confirm.top.min(command.len().saturating_sub(shown));
    viewport.dialog_rows = (shown, command.len());
    let hidden = command.len() - shown;
    for (offset, line) in command.into_iter().skip(top).take(shown).enumerate() {
        put(frame, area, offset, line);
    }
    for (offset, line) in about.into_iter().enumerate() {
        put(frame, area, shown + offset, line);
    }
    let more = if hidden > 0 { format!("{hidden} more lines, PgDn · ") } else { String::new() };
    let last = tail + shown - 1;
    match confirm.word() {
        Some(word) => {
            let prompt = format!("{more}type  {word}  to run: ");
            let column = width(&prompt);
            let spans =
                vec![Span::styled(prompt, theme.warn()), span(confirm.typed.value(), theme.heading())];
            put(frame, area, last, Line::from(spans));
            cursor(frame, area, last, column + confirm.typed.visual_cursor());
        }
        None => {
            put(frame, area, last, Line::from(Span::styled(format!("{more}Enter runs it"), theme.warn())));
        }
    }
}

fn about(model: &Model, confirm: &Confirm, theme: &Theme) -> Vec<Span<'static>> {
    let place = format!("in {} · on {} · ", model.place.folder, model.place.host);
    let risk = if confirm.command.risk == Risk::Destructive { theme.bad() } else { theme.warn() };
    let mut spans = vec![span(&place, theme.dim()), Span::styled(confirm.command.risk.as_str(), risk)];
    if let Some(effect) = &confirm.command.effect {
        spans.push(span(&format!(": {effect}"), Style::new()));
    }
    spans
}

fn draw_edit(edit: &Edit, theme: &Theme, frame: &mut Frame<'_>) {
    let lines: Vec<&str> = edit.editor.lines().collect();
    let room = usize::from(frame.area().height).saturating_sub(4).max(1);
    let shown = lines.len().min(room);
    let area = open(frame, theme, "Edit before running", shown);
    let (row, column) = edit.editor.cursor();
    let top = (row + 1).saturating_sub(shown);
    let before: String = lines.get(row).map_or(String::new(), |line| line.chars().take(column).collect());
    let at = width(&before);
    let scroll = (at + 1).saturating_sub(usize::from(area.width));
    for (offset, line) in lines.iter().skip(top).take(shown).enumerate() {
        let text = if top + offset == row { skip_columns(line, scroll) } else { (*line).to_owned() };
        put(frame, area, offset, Line::from(span(&text, theme.command())));
    }
    cursor(frame, area, row - top, at - scroll);
}

fn draw_form(form: &Form, theme: &Theme, frame: &mut Frame<'_>) {
    let mut rows: Vec<Line<'static>> = Vec::new();
    let mut at = (0, 0);
    let columns = inner_columns(frame);
    for (position, field) in form.fields.iter().enumerate() {
        let current = position == form.current;
        rows.push(question(field, current, theme));
        if current {
            at = (rows.len(), 2 + field.input.visual_cursor());
        }
        rows.push(answer(&field.input, current, theme, columns));
        if let Some(problem) = &field.problem {
            rows.push(Line::from(span(&format!("  {problem}"), theme.bad())));
        }
        if current {
            rows.extend(choices(field, theme, columns));
        }
    }
    let area = open(frame, theme, "Placeholders", rows.len());
    let room = usize::from(area.height);
    let top = (at.0 + 4).saturating_sub(room).min(rows.len().saturating_sub(room));
    for (offset, line) in rows.into_iter().skip(top).take(room).enumerate() {
        put(frame, area, offset, line);
    }
    cursor(frame, area, at.0.saturating_sub(top), at.1.min(columns.saturating_sub(1)));
}

fn question(field: &Field, current: bool, theme: &Theme) -> Line<'static> {
    let style = if current { theme.heading() } else { theme.dim() };
    Line::from(vec![
        span(&field.parameter.ask, style),
        Span::styled(format!("  {{{{{}}}}}", field.parameter.name), theme.dim()),
    ])
}

fn answer(input: &Input, current: bool, theme: &Theme, columns: usize) -> Line<'static> {
    let bar = if current { Span::styled("❯ ", theme.bar()) } else { Span::raw("  ") };
    let scroll = input.visual_scroll(columns.saturating_sub(3).max(1));
    if input.value().is_empty() && !current {
        return Line::from(vec![bar, Span::styled("(empty)", theme.dim())]);
    }
    Line::from(vec![bar, span(&skip_columns(input.value(), scroll), theme.placeholder())])
}

fn choices(field: &Field, theme: &Theme, columns: usize) -> Vec<Line<'static>> {
    /// Choices in view at once.
    const SHOWN: usize = 6;
    let note = |text: &str| vec![Line::from(span(&cut(&format!("  {text}"), columns), theme.dim()))];
    match (&field.listing, &field.parameter.from) {
        (Listing::None, Some(command)) => note(&format!("^L lists: {command}")),
        (Listing::None, None) => Vec::new(),
        (Listing::Asked, _) => note("listing…"),
        (Listing::Failed(reason), _) => note(reason),
        (Listing::Choices(_), _) => {
            let matching = field.matching();
            let chosen = field.chosen.unwrap_or(0);
            let top = (chosen + 1).saturating_sub(SHOWN);
            let rows = matching.iter().enumerate().skip(top).take(SHOWN).map(|(position, choice)| {
                let (bar, style) = if field.chosen == Some(position) {
                    ("  ▌", theme.selected())
                } else {
                    ("   ", theme.dim())
                };
                Line::from(vec![Span::styled(bar, theme.bar()), span(&cut(choice, columns), style)])
            });
            rows.collect()
        }
    }
}

fn draw_viewer(viewer: &Viewer, theme: &Theme, frame: &mut Frame<'_>, viewport: &mut Viewport) {
    let columns = inner_columns(frame);
    let rows: Vec<Line<'static>> =
        viewer.lines.iter().flat_map(|line| wrap(&[span(line, Style::new())], columns, 2)).collect();
    let room = usize::from(frame.area().height).saturating_sub(3).max(1);
    let area = open(frame, theme, &viewer.title, rows.len().min(room));
    let shown = usize::from(area.height);
    viewport.dialog_rows = (shown, rows.len());
    let total = rows.len();
    let top = viewer.top.min(total.saturating_sub(shown));
    for (offset, line) in rows.into_iter().skip(top).take(shown).enumerate() {
        put(frame, area, offset, line);
    }
    super::detail::scrollbar(theme, frame, area, total, top);
}

fn draw_palette(palette: &Palette, theme: &Theme, frame: &mut Frame<'_>) {
    let matching = palette.matching();
    let room = usize::from(frame.area().height).saturating_sub(5).max(1);
    let area = open(frame, theme, "Actions", 1 + palette.actions.len().min(room));
    let prompt = vec![Span::styled("❯ ", theme.focus()), span(palette.input.value(), Style::new())];
    put(frame, area, 0, Line::from(prompt));
    let shown = usize::from(area.height).saturating_sub(1);
    let top = (palette.selected + 1).saturating_sub(shown);
    for (offset, (action, key)) in matching.iter().skip(top).take(shown).enumerate() {
        let selected = top + offset == palette.selected;
        let bar = if selected { Span::styled("▌ ", theme.bar()) } else { Span::raw("  ") };
        let style = if selected { theme.selected() } else { Style::new() };
        let room = usize::from(area.width).saturating_sub(10);
        let name = cut(action.describe(), room);
        let gap = " ".repeat(room.saturating_sub(width(&name)));
        let spans = vec![
            bar,
            Span::styled(name, style),
            Span::raw(gap),
            Span::styled(format!("{key:>6}"), theme.key()),
        ];
        put(frame, area, 1 + offset, Line::from(spans));
    }
    cursor(frame, area, 0, 2 + palette.input.visual_cursor());
}

fn draw_leave(model: &Model, theme: &Theme, frame: &mut Frame<'_>) {
    let running = model.runs.running();
    let text = if running == 1 { "one command is".to_owned() } else { format!("{running} commands are") };
    let columns = inner_columns(frame);
    let rows = wrap(&[Span::raw(format!("{text} still running and will be stopped."))], columns, 0);
    let area = open(frame, theme, "Leave?", rows.len() + 1);
    let count = rows.len();
    for (offset, line) in rows.into_iter().enumerate() {
        put(frame, area, offset, line);
    }
    put(frame, area, count, Line::from(Span::styled("Enter leaves, Esc stays", theme.warn())));
}

fn cursor(frame: &mut Frame<'_>, area: Rect, row: usize, column: usize) {
    if row < usize::from(area.height) {
        let column = (column as u16).min(area.width.saturating_sub(1));
        frame.set_cursor_position(Position::new(area.x + column, area.y + row as u16));
    }
}
