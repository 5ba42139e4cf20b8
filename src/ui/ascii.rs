//! Drawing characters for terminals without UTF-8: every cell that is not ASCII gets a stand-in.

use ratatui::buffer::Buffer;

/// Replaces whatever is not ASCII.
pub fn fold(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        if !cell.symbol().is_ascii() {
            let stand_in = cell.symbol().chars().next().map_or(' ', stand_in);
            cell.set_char(stand_in);
        }
    }
}

fn stand_in(character: char) -> char {
    match character {
        '─' | '━' | '–' | '—' => '-',
        '│' | '┃' | '▐' => '|',
        '╭' | '╮' | '╰' | '╯' | '┌' | '┐' | '└' | '┘' | '├' | '┤' => '+',
        '❯' | '▌' | '▸' | '▶' | '›' => '>',
        '‹' => '<',
        '●' => '*',
        '○' => 'o',
        '✗' => 'x',
        '✓' => '+',
        '…' => '.',
        '·' | '•' => '-',
        '’' | '‘' => '\'',
        '“' | '”' => '"',
        '↑' => '^',
        '↓' => 'v',
        '⏎' => '<',
        _ => '?',
    }
}
