//! Owning the terminal: raw mode and the alternate screen, and giving them back on every way out.
//! What is drawn and what keys mean is decided elsewhere.
//!
//! Four things see to it that nobody is left with a dead terminal: the guard itself (return and
//! error), the panic hook, the watchdog (signals and a terminal that is gone) and the guardian
//! (`kill -9`).

mod device;
pub mod guardian;
mod panic;
mod watchdog;

use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rustix::process::{Signal, getpid, getsid, kill_current_process_group};
use rustix::termios::Termios;
use signal_hook::consts::SIGCONT;

pub use device::Device;
use guardian::Guardian;
use watchdog::Watchdog;

/// The first argument that makes the binary a guardian: `crashcart __guard`.
pub const GUARDIAN_ARGUMENT: &str = "__guard";

/// What the terminal or the system tells while the terminal is ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TerminalEvent {
    /// The size changed.
    Resized,
    /// Somebody asked from outside that we stop (SIGTSTP): answer with [`Terminal::stop_process`].
    StopAsked,
    /// We were continued (SIGCONT) and must draw everything again.
    Continued,
    /// Another thread panicked; nothing was printed.
    ThreadPanicked(String),
}

/// Why the program has to end at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// The terminal is gone, or SIGHUP.
    Hangup,
    /// SIGINT from outside; the key arrives as a key.
    Interrupt,
    /// SIGQUIT.
    Quit,
    /// SIGTERM.
    Terminate,
}

impl Ending {
    /// The exit status by convention: 128 and the signal's number.
    pub fn status(self) -> i32 {
        match self {
            Self::Hangup => 129,
            Self::Interrupt => 130,
            Self::Quit => 131,
            Self::Terminate => 143,
        }
    }
}

/// What the screen wants of the terminal, and who is told.
pub struct Options {
    /// Mouse events are wanted; the terminal's own selection then needs a key held.
    pub mouse: bool,
    /// Told what happens; called on the watchdog's thread and on panicking ones.
    pub events: Box<dyn Fn(TerminalEvent) + Send + Sync>,
    /// Called on a thread of its own before the program is ended by a signal or a lost terminal:
    /// the place to end runs and close files. It gets half a second, then the program ends anyway.
    pub before_exit: Box<dyn Fn(Ending) + Send + Sync>,
}

/// The terminal while it is ours; dropping it gives it back.
pub struct Terminal {
    inner: Arc<Inner>,
    watchdog: Watchdog,
}

/// What guard, panic hook and watchdog share.
struct Inner {
    device: Device,
    options: Options,
    state: Mutex<State>,
    /// The terminal was given back for good.
    over: Arc<AtomicBool>,
}

struct State {
    /// Modes to go back to; `Some` while the terminal is ours.
    before: Option<Termios>,
    guardian: Option<Guardian>,
}

impl Terminal {
    /// Takes the terminal: raw mode, alternate screen, bracketed paste.
    ///
    /// `helper` is this very program, started once more as guardian; where that fails the
    /// terminal is taken all the same. From now on the calling thread is the one whose panics
    /// give the terminal back.
    pub fn enter(helper: &Path, options: Options) -> io::Result<Self> {
        let device = Device::open()?;
        let guardian = Guardian::start(helper, &device).ok();
        let state = Mutex::new(State { before: None, guardian });
        let inner = Arc::new(Inner { device, options, state, over: Arc::default() });
        let terminal = Self { watchdog: Watchdog::start(&inner)?, inner };
        panic::install(&terminal.inner);
        terminal.inner.enter()?;
        Ok(terminal)
    }

    /// The terminal for drawing on.
    pub fn device(&self) -> &Device {
        &self.inner.device
    }

    /// Gives the terminal back for a while.
    pub fn suspend(&self) {
        self.inner.leave();
    }

    /// Takes it again; everything must be drawn anew.
    pub fn resume(&self) -> io::Result<()> {
        self.inner.enter()
    }

    /// Switches mouse events on or off.
    pub fn set_mouse(&self, on: bool) -> io::Result<()> {
        self.inner.device.write(if on { device::MOUSE_ON } else { device::MOUSE_OFF })
    }

    /// Stops the program as `^Z` does, and returns when it was continued. False if nobody could
    /// continue it, because no shell started it; then nothing happened.
    pub fn stop_process(&self) -> io::Result<bool> {
        if getsid(None) == Ok(getpid()) {
            return Ok(false);
        }
        let continued = Arc::new(AtomicBool::new(false));
        let handler = signal_hook::flag::register(SIGCONT, Arc::clone(&continued))?;
        self.suspend();
        // SIGSTOP, because SIGTSTP has a handler that would only ask for this again.
        let stopped = kill_current_process_group(Signal::STOP);
        // The signal may be taken by another thread, and this one run on for a moment.
        while stopped.is_ok() && !continued.load(Ordering::SeqCst) {
            std::thread::sleep(Duration::from_millis(1));
        }
        signal_hook::low_level::unregister(handler);
        self.resume()?;
        Ok(stopped.map(|()| true)?)
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        self.inner.leave();
        self.inner.over.store(true, Ordering::SeqCst);
        self.watchdog.end();
        self.inner.state().guardian = None;
        panic::forget();
    }
}

impl Inner {
    fn enter(&self) -> io::Result<()> {
        let mut state = self.state();
        if state.before.is_some() {
            return Ok(());
        }
        let before = self.device.modes()?;
        if let Some(guardian) = &mut state.guardian {
            guardian.watch();
        }
        self.device.set_raw(&before)?;
        state.before = Some(before);
        self.device.write(device::ENTER)?;
        if self.options.mouse { self.device.write(device::MOUSE_ON) } else { Ok(()) }
    }

    /// Gives the terminal back, once; each step is tried whatever became of the others.
    fn leave(&self) {
        let mut state = self.state();
        if let Some(before) = state.before.take() {
            // A terminal that is gone needs nothing more.
            let _ = self.device.write(device::LEAVE);
            let _ = self.device.set_modes(&before);
            if let Some(guardian) = &mut state.guardian {
                guardian.rest();
            }
        }
    }

    /// True while the terminal is ours.
    fn is_entered(&self) -> bool {
        self.state().before.is_some()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
