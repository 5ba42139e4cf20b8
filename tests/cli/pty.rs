//! The binary on a terminal of its own: keys in, the screen as a terminal shows it out.

use std::fs::File;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::os::fd::OwnedFd;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use rustix::pty::{OpenptFlags, grantpt, ioctl_tiocgptpeer, openpt, unlockpt};
use rustix::termios::{LocalModes, Termios, Winsize, tcgetattr, tcsetwinsize};

/// How long anything may take before a test gives up.
pub const LIMIT: Duration = Duration::from_secs(20);

/// A process on a terminal.
pub struct Terminal {
    child: Child,
    master: OwnedFd,
    slave: OwnedFd,
    seen: Arc<Mutex<Seen>>,
    before: Termios,
}

/// What the terminal received.
pub struct Seen {
    parser: vt100::Parser,
    raw: Vec<u8>,
}

impl Terminal {
    /// Starts crashcart with these arguments on a screen of this size.
    pub fn crashcart(columns: u16, rows: u16, arguments: &[&str]) -> Self {
        Self::start(columns, rows, crate::call::BINARY, arguments, |_| {})
    }

    /// Starts a program as the leader of a session on the terminal.
    pub fn start(
        columns: u16,
        rows: u16,
        program: &str,
        arguments: &[&str],
        prepare: impl FnOnce(&mut Command),
    ) -> Self {
        let flags = OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC;
        let master = openpt(flags).expect("a pty");
        grantpt(&master).expect("a pty");
        unlockpt(&master).expect("a pty");
        let slave = ioctl_tiocgptpeer(&master, flags).expect("a pty");
        tcsetwinsize(&master, winsize(columns, rows)).expect("a size");
        let before = tcgetattr(&slave).expect("modes");
        let mut command = Command::new("setsid");
        command.args(["--ctty", program]).args(arguments);
        command.env("TERM", "xterm-256color").env("LC_ALL", "C.UTF-8");
        for name in ["NO_COLOR", "TMUX", "STY", "DISPLAY", "WAYLAND_DISPLAY", "CRASHCART_READONLY"] {
            command.env_remove(name);
        }
        command.env("SSH_CONNECTION", "10.0.0.1 1 10.0.0.2 22");
        let end = || Stdio::from(slave.try_clone().expect("a descriptor"));
        command.stdin(end()).stdout(end()).stderr(end());
        prepare(&mut command);
        let child = command.spawn().expect("a process");
        let seen = Arc::new(Mutex::new(Seen {
            parser: vt100::Parser::new(cells(rows), cells(columns), 0),
            raw: Vec::new(),
        }));
        read_all(master.try_clone().expect("a descriptor"), Arc::clone(&seen));
        Self { child, master, slave, seen, before }
    }

    /// Types bytes.
    pub fn send(&self, bytes: &str) -> &Self {
        let mut file = File::from(self.master.try_clone().expect("a descriptor"));
        file.write_all(bytes.as_bytes()).expect("the terminal takes keys");
        self
    }

    /// Waits until the screen shows a text.
    pub fn sees(&self, text: &str) -> &Self {
        let shown = self.until(|screen| screen.contains(text));
        assert!(shown, "no {text:?} on the screen:\n{}", self.screen());
        self
    }

    /// Waits until the screen no longer shows a text.
    pub fn sees_no(&self, text: &str) -> &Self {
        assert!(self.until(|screen| !screen.contains(text)), "{text:?} stays:\n{}", self.screen());
        self
    }

    fn until(&self, condition: impl Fn(&str) -> bool) -> bool {
        eventually(|| condition(&self.screen()))
    }

    /// The screen as text.
    pub fn screen(&self) -> String {
        self.seen.lock().expect("a lock").parser.screen().contents()
    }

    /// Every byte that the terminal received.
    pub fn raw(&self) -> Vec<u8> {
        self.seen.lock().expect("a lock").raw.clone()
    }

    /// True while the alternate screen is shown.
    pub fn is_alternate(&self) -> bool {
        self.seen.lock().expect("a lock").parser.screen().alternate_screen()
    }

    /// Gives the terminal another size.
    pub fn resize(&self, columns: u16, rows: u16) -> &Self {
        self.seen.lock().expect("a lock").parser.set_size(cells(rows), cells(columns));
        tcsetwinsize(&self.master, winsize(columns, rows)).expect("a size");
        self
    }

    /// Sends a signal to the program.
    pub fn signal(&self, signal: Signal) {
        // `setsid` has become the program.
        kill_process(Pid::from_child(&self.child), signal).expect("a living process");
    }

    /// Waits for the end and gives the exit status.
    pub fn ends(&mut self) -> i32 {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("a child") {
                use std::os::unix::process::ExitStatusExt as _;
                return status.code().or(status.signal().map(|signal| 128 + signal)).unwrap_or(-1);
            }
            assert!(start.elapsed() < LIMIT, "it does not end:\n{}", self.screen());
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Asserts that the terminal is as it was before: modes, screen, cursor, paste.
    pub fn is_sane(&self) {
        assert!(eventually(|| !self.is_alternate()), "the alternate screen stays");
        let now = tcgetattr(&self.slave).expect("modes");
        let modes = LocalModes::ICANON | LocalModes::ECHO | LocalModes::ISIG;
        assert_eq!(now.local_modes & modes, self.before.local_modes & modes, "terminal modes");
        let seen = self.seen.lock().expect("a lock");
        assert!(!seen.parser.screen().hide_cursor(), "the cursor stays hidden");
        assert!(!seen.parser.screen().bracketed_paste(), "bracketed paste stays on");
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Waits until a condition holds; false if it never does.
pub fn eventually(condition: impl Fn() -> bool) -> bool {
    let start = Instant::now();
    while start.elapsed() < LIMIT {
        if condition() {
            return true;
        }
        thread::sleep(Duration::from_millis(5));
    }
    false
}

fn cells(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).unwrap_or(NonZeroU16::MIN)
}

fn winsize(columns: u16, rows: u16) -> Winsize {
    Winsize { ws_col: columns, ws_row: rows, ws_xpixel: 0, ws_ypixel: 0 }
}

fn read_all(master: OwnedFd, seen: Arc<Mutex<Seen>>) {
    thread::spawn(move || {
        let mut master = File::from(master);
        let mut buffer = vec![0; 65536];
        while let Ok(count @ 1..) = master.read(&mut buffer) {
            let mut seen = seen.lock().expect("a lock");
            seen.parser.process(&buffer[..count]);
            seen.raw.extend_from_slice(&buffer[..count]);
        }
    });
}
