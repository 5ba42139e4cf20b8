//! A drawn screen as an SVG picture, for the README and for tests that look at colours.

use std::fmt::Write as _;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

/// Pixels of one cell: a monospaced font of 14 px is 8.4 px wide.
const CELL: (f64, f64) = (8.4, 18.0);
const MARGIN: f64 = 12.0;
const BACKGROUND: &str = "#16181d";
const FOREGROUND: &str = "#d7dae0";

/// The buffer as a self-contained SVG document.
pub fn render(buffer: &Buffer) -> String {
    let (columns, rows) = (f64::from(buffer.area.width), f64::from(buffer.area.height));
    let (wide, high) = (columns * CELL.0 + 2.0 * MARGIN, rows * CELL.1 + 2.0 * MARGIN);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{wide:.0}\" height=\"{high:.0}\" \
         viewBox=\"0 0 {wide:.0} {high:.0}\" font-family=\"ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace\" \
         font-size=\"14\">\n<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{BACKGROUND}\"/>\n"
    );
    for row in 0..buffer.area.height {
        push_row(&mut out, buffer, row);
    }
    out.push_str("</svg>\n");
    out
}

fn push_row(out: &mut String, buffer: &Buffer, row: u16) {
    let mut column = 0;
    while column < buffer.area.width {
        let first = &buffer[(column, row)];
        let start = column;
        let mut text = String::new();
        while column < buffer.area.width && same_look(first, &buffer[(column, row)]) {
            text.push_str(buffer[(column, row)].symbol());
            column += 1;
        }
        push_run(out, first, start, row, &text);
    }
}

fn push_run(out: &mut String, cell: &Cell, column: u16, row: u16, text: &str) {
    let reversed = cell.modifier.contains(Modifier::REVERSED);
    let x = MARGIN + f64::from(column) * CELL.0;
    let y = MARGIN + f64::from(row) * CELL.1;
    let wide = text.chars().count() as f64 * CELL.0;
    let (mut ink, mut paper) = (color(cell.fg, FOREGROUND), color(cell.bg, BACKGROUND));
    if reversed {
        std::mem::swap(&mut ink, &mut paper);
    }
    // Writing to a String cannot fail.
    if paper != BACKGROUND {
        let _ = writeln!(
            out,
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{wide:.1}\" height=\"{}\" fill=\"{paper}\"/>",
            CELL.1
        );
    }
    if text.trim().is_empty() {
        return;
    }
    let mut style = String::new();
    if cell.modifier.contains(Modifier::BOLD) {
        style.push_str(" font-weight=\"bold\"");
    }
    if cell.modifier.contains(Modifier::UNDERLINED) {
        style.push_str(" text-decoration=\"underline\"");
    }
    let _ = writeln!(
        out,
        "<text x=\"{}\" y=\"{:.1}\" fill=\"{ink}\"{style} xml:space=\"preserve\">{}</text>",
        places(x, text),
        y + CELL.1 * 0.75,
        escape(text)
    );
}

/// A place for every character: no renderer's idea of a font can then move the columns.
fn places(x: f64, text: &str) -> String {
    let places: Vec<String> =
        (0..text.chars().count()).map(|column| format!("{:.1}", x + column as f64 * CELL.0)).collect();
    places.join(" ")
}

fn same_look(one: &Cell, other: &Cell) -> bool {
    (one.fg, one.bg, one.modifier) == (other.fg, other.bg, other.modifier)
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The sixteen colours as a quiet dark theme shows them.
fn color(color: Color, default: &str) -> String {
    let name = match color {
        Color::Black => "#16181d",
        Color::Red | Color::Indexed(1) => "#e06c75",
        Color::Green | Color::Indexed(2) => "#98c379",
        Color::Yellow | Color::Indexed(3) => "#e5c07b",
        Color::Blue | Color::Indexed(4) => "#61afef",
        Color::Magenta | Color::Indexed(5) => "#c678dd",
        Color::Cyan | Color::Indexed(6) => "#56b6c2",
        Color::Gray | Color::Indexed(7) => "#abb2bf",
        Color::DarkGray | Color::Indexed(8) => "#7f848e",
        Color::Rgb(red, green, blue) => return format!("#{red:02x}{green:02x}{blue:02x}"),
        _ => default,
    };
    name.to_owned()
}
