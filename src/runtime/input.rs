//! Reading keys, pastes, resizes and the mouse on a thread of its own, and turning them into the app's events.
//! The thread sleeps until something comes, and stands still while a command has the terminal.

use std::fs::File;
use std::io::{self, IsTerminal as _};
use std::os::fd::{AsFd, OwnedFd};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, bounded};
use crossterm::event::{self, KeyCode, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind};
use rustix::event::{PollFd, PollFlags, poll};

use crate::app::Event;
use crate::app::event::Mouse;
use crate::app::key::{Code, Key};

/// What the reading thread hands on.
#[derive(Debug)]
pub enum Input {
    /// Something for the app.
    Event(Event),
    /// The terminal is gone.
    Gone,
}

/// The reading thread.
pub struct Reader {
    wake: OwnedFd,
    resume: Sender<()>,
    paused: Receiver<()>,
}

impl Reader {
    /// Starts reading; what comes is put into `inbox`, which blocks the thread when it is full.
    pub fn start(inbox: Sender<Input>) -> io::Result<Self> {
        let (sleep, wake) = rustix::pipe::pipe_with(rustix::pipe::PipeFlags::CLOEXEC)?;
        let (resume, go_on) = bounded(1);
        let (pause, paused) = bounded(1);
        let tty = terminal()?;
        thread::Builder::new()
            .name("input".to_owned())
            .spawn(move || read_all(&tty, &sleep, &inbox, &pause, &go_on))?;
        Ok(Self { wake, resume, paused })
    }

    /// Lets the thread stand still; nothing is read until `resume`.
    pub fn pause(&self) {
        if rustix::io::write(&self.wake, b"p").is_ok() {
            // The thread answers at once unless it has ended with its terminal.
            let _ = self.paused.recv_timeout(Duration::from_secs(1));
        }
    }

    /// Lets the thread read again.
    pub fn resume(&self) {
        let _ = self.resume.try_send(());
    }
}

/// The terminal that keys come from: standard input, or `/dev/tty` when that is a pipe.
fn terminal() -> io::Result<Arc<File>> {
    let stdin = io::stdin();
    let file = if stdin.is_terminal() {
        File::from(stdin.as_fd().try_clone_to_owned()?)
    } else {
        File::open("/dev/tty")?
    };
    Ok(Arc::new(file))
}

/// Waits until Enter is pressed on the terminal, which is in its ordinary mode meanwhile.
pub fn await_enter() {
    let Ok(tty) = File::open("/dev/tty") else { return };
    let mut line = String::new();
    // A terminal that cannot be read keeps nobody waiting.
    let _ = io::BufRead::read_line(&mut io::BufReader::new(tty), &mut line);
}

fn read_all(tty: &File, sleep: &OwnedFd, inbox: &Sender<Input>, pause: &Sender<()>, go_on: &Receiver<()>) {
    loop {
        let mut fds = [PollFd::new(tty, PollFlags::IN), PollFd::new(sleep, PollFlags::IN)];
        match poll(&mut fds, None) {
            Ok(_) => {}
            Err(rustix::io::Errno::INTR) => continue,
            Err(_) => break,
        }
        let (keys, orders) = (fds[0].revents(), fds[1].revents());
        if !orders.is_empty() {
            let mut order = [0; 16];
            if !matches!(rustix::io::read(sleep, &mut order), Ok(count) if count > 0) {
                return;
            }
            let _ = pause.try_send(());
            if go_on.recv().is_err() {
                return;
            }
        }
        if keys.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
            break;
        }
        if keys.contains(PollFlags::IN) && !forward(inbox) {
            break;
        }
    }
    let _ = inbox.send(Input::Gone);
}

/// How long crossterm may look for the next event; with no time at all it does not look.
const GLANCE: Duration = Duration::from_millis(1);

/// Hands on whatever can be read now; false if nobody listens or reading fails.
fn forward(inbox: &Sender<Input>) -> bool {
    while matches!(event::poll(GLANCE), Ok(true)) {
        let Ok(event) = event::read() else { return false };
        if let Some(event) = translate(event)
            && inbox.send(Input::Event(event)).is_err()
        {
            return false;
        }
    }
    true
}

/// The app's event for one of crossterm's, if it means something.
fn translate(event: event::Event) -> Option<Event> {
    match event {
        event::Event::Key(key) if key.kind != KeyEventKind::Release => self::key(key).map(Event::Key),
        event::Event::Paste(text) => Some(Event::Paste(text.replace("\r\n", "\n").replace('\r', "\n"))),
        event::Event::Mouse(mouse) => {
            let what = match mouse.kind {
                MouseEventKind::Down(MouseButton::Left) => Mouse::Click,
                MouseEventKind::ScrollUp => Mouse::WheelUp,
                MouseEventKind::ScrollDown => Mouse::WheelDown,
                _ => return None,
            };
            Some(Event::Mouse(what, mouse.column, mouse.row))
        }
        _ => None,
    }
}

fn key(key: event::KeyEvent) -> Option<Key> {
    let code = match key.code {
        KeyCode::Char(character) => Code::Char(character),
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Tab => Code::Tab,
        KeyCode::BackTab => Code::BackTab,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::F(number) => Code::F(number),
        _ => return None,
    };
    Some(Key {
        code,
        ctrl: key.modifiers.contains(KeyModifiers::CONTROL),
        alt: key.modifiers.contains(KeyModifiers::ALT),
    })
}
