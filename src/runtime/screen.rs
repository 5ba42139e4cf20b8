//! The screen: frames drawn into the terminal that `terminal` owns, one write per frame.
//! What is drawn is `ui`'s business.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use crossterm::queue;
use crossterm::terminal::{BeginSynchronizedUpdate, EndSynchronizedUpdate};
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Frame, Terminal, TerminalOptions, Viewport};

use super::terminal::{self, Options};

/// Bytes of one frame that are gathered before they are written; a full repaint of 250x70 is less.
const FRAME_BYTES: usize = 256 * 1024;
/// The largest screen that is drawn on; a terminal that claims more is not believed.
const LARGEST: (u16, u16) = (500, 200);

/// The terminal while it is ours, ready to be drawn on; dropping it gives it back.
pub struct Screen {
    terminal: Terminal<CrosstermBackend<BufWriter<File>>>,
    owner: terminal::Terminal,
    size: (u16, u16),
}

impl Screen {
    /// Takes the terminal. `helper` is this very program, for the guardian.
    pub fn open(helper: &Path, options: Options) -> io::Result<Self> {
        let owner = terminal::Terminal::enter(helper, options)?;
        // The modes are set already; this tells crossterm's reader so, or `^J` would come as Enter.
        crossterm::terminal::enable_raw_mode()?;
        let size = measure();
        let backend = CrosstermBackend::new(BufWriter::with_capacity(FRAME_BYTES, owner.device().writer()?));
        let viewport = Viewport::Fixed(Rect::new(0, 0, size.0, size.1));
        let terminal = Terminal::with_options(backend, TerminalOptions { viewport })?;
        Ok(Self { terminal, owner, size })
    }

    /// Columns and rows.
    pub fn size(&self) -> (u16, u16) {
        self.size
    }

    /// Takes in the size that the terminal has now; the next frame repaints all of it if it changed.
    pub fn resize(&mut self) -> io::Result<(u16, u16)> {
        let size = measure();
        if size != self.size {
            self.size = size;
            self.terminal.resize(Rect::new(0, 0, size.0, size.1))?;
        }
        Ok(size)
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
        self.owner.set_mouse(on)
    }

    /// Gives the terminal away while `work` runs, and takes it back.
    pub fn lend<T>(&mut self, work: impl FnOnce() -> T) -> io::Result<T> {
        self.owner.suspend();
        let result = work();
        self.owner.resume()?;
        self.forget()?;
        Ok(result)
    }

    /// Sleeps in the shell until somebody continues it; false if no shell could.
    pub fn sleep(&mut self) -> io::Result<bool> {
        let slept = self.owner.stop_process()?;
        self.forget()?;
        Ok(slept)
    }

    /// Forgets what is on the terminal: the next frame clears and repaints all of it.
    pub fn forget(&mut self) -> io::Result<()> {
        // Not `clear`: that one asks the terminal where its cursor is and waits for the answer.
        self.terminal.resize(Rect::new(0, 0, self.size.0, self.size.1))
    }
}

/// What the terminal says of its size, as far as it is believed.
pub fn measure() -> (u16, u16) {
    bounded(crossterm::terminal::size().unwrap_or((80, 24)))
}

fn bounded((columns, rows): (u16, u16)) -> (u16, u16) {
    (columns.clamp(1, LARGEST.0), rows.clamp(1, LARGEST.1))
}
