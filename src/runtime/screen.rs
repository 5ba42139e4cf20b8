//! The screen: frames drawn into the terminal that `terminal` owns, one write per frame.
//! What is drawn is `ui`'s business.

use std::io::{self, BufWriter, Stdout, Write};

use crossterm::event::{DisableMouseCapture, EnableMouseCapture};
use crossterm::queue;
use crossterm::terminal::{BeginSynchronizedUpdate, EndSynchronizedUpdate};
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Frame, Terminal, TerminalOptions, Viewport};

/// Bytes of one frame that are gathered before they are written; a full repaint of 250x70 is less.
const FRAME_BYTES: usize = 256 * 1024;
/// The largest screen that is drawn on; a terminal that claims more is not believed.
const LARGEST: (u16, u16) = (500, 200);

/// The terminal, ready to be drawn on.
pub struct Screen {
    terminal: Terminal<CrosstermBackend<BufWriter<Stdout>>>,
    size: (u16, u16),
}

impl Screen {
    /// A screen on standard output, which must be in raw mode already.
    pub fn open() -> io::Result<Self> {
        crossterm::terminal::enable_raw_mode()?;
        crossterm::execute!(
            io::stdout(),
            crossterm::terminal::EnterAlternateScreen,
            crossterm::event::EnableBracketedPaste
        )?;
        let size = measure();
        let backend = CrosstermBackend::new(BufWriter::with_capacity(FRAME_BYTES, io::stdout()));
        let viewport = Viewport::Fixed(Rect::new(0, 0, size.0, size.1));
        let terminal = Terminal::with_options(backend, TerminalOptions { viewport })?;
        Ok(Self { terminal, size })
    }

    /// Columns and rows.
    pub fn size(&self) -> (u16, u16) {
        self.size
    }

    /// Takes in that the terminal has another size; the next frame repaints all of it.
    pub fn resize(&mut self, columns: u16, rows: u16) -> io::Result<()> {
        let size = bounded((columns, rows));
        self.size = size;
        self.terminal.resize(Rect::new(0, 0, size.0, size.1))
    }

    /// Draws one frame; only what changed since the last one is written.
    pub fn draw<T>(&mut self, view: impl FnOnce(&mut Frame<'_>) -> T) -> io::Result<T> {
        let mut measured = None;
        queue!(self.terminal.backend_mut(), BeginSynchronizedUpdate)?;
        self.terminal.draw(|frame| measured = Some(view(frame)))?;
        queue!(self.terminal.backend_mut(), EndSynchronizedUpdate)?;
        io::Write::flush(self.terminal.backend_mut())?;
        measured.ok_or_else(|| io::Error::other("no frame was drawn"))
    }

    /// Writes bytes between two frames, such as a clipboard sequence.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        let backend = self.terminal.backend_mut();
        backend.write_all(bytes)?;
        io::Write::flush(backend)
    }

    /// Lets the mouse through to the app, or leaves it to the terminal.
    pub fn set_mouse(&mut self, on: bool) -> io::Result<()> {
        let backend = self.terminal.backend_mut();
        if on {
            queue!(backend, EnableMouseCapture)?;
        } else {
            queue!(backend, DisableMouseCapture)?;
        }
        io::Write::flush(backend)
    }

    /// Forgets what is on the terminal: the next frame clears and repaints all of it.
    pub fn forget(&mut self) -> io::Result<()> {
        self.terminal.clear()
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        let _ = crossterm::execute!(
            io::stdout(),
            crossterm::event::DisableBracketedPaste,
            crossterm::terminal::LeaveAlternateScreen,
            crossterm::cursor::Show
        );
        let _ = crossterm::terminal::disable_raw_mode();
    }
}

/// What the terminal says of its size, as far as it is believed.
pub fn measure() -> (u16, u16) {
    bounded(crossterm::terminal::size().unwrap_or((80, 24)))
}

fn bounded((columns, rows): (u16, u16)) -> (u16, u16) {
    (columns.clamp(1, LARGEST.0), rows.clamp(1, LARGEST.1))
}
