//! The terminal on a real pty: taken, given back on every way out, lent to a command.

use std::fs::File;
use std::io::{Read, Write};
use std::os::fd::OwnedFd;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crashcart::runtime::process::foreground;
use crashcart::runtime::terminal::{Options, Terminal, TerminalEvent};
use rustix::pty::{OpenptFlags, grantpt, ioctl_tiocgptpeer, openpt, unlockpt};
use rustix::termios::{LocalModes, Winsize, tcgetattr, tcsetwinsize};

use crate::desk::{LIMIT, alone, eventually, helper, is_alone, processes_with, request, unique_sleep};

/// What the process on the terminal does; each test below names one.
#[test]
fn actor() {
    if !is_alone() {
        return;
    }
    let (told, events) = channel();
    let marker = std::env::var_os("TIDY").map(PathBuf::from);
    let options = Options {
        mouse: true,
        events: Box::new(move |event| {
            let _ = told.send(event);
        }),
        before_exit: Box::new(move |why| {
            if let Some(marker) = &marker {
                std::fs::write(marker, format!("{why:?}")).expect("a file");
            }
        }),
    };
    let terminal = Terminal::enter(&helper(), options).expect("a terminal");
    let mut screen = terminal.device().writer().expect("a writer");
    match std::env::var("ROLE").expect("a role").as_str() {
        "hold" => {
            let _ = write!(screen, "READY");
            wait_for_key();
        }
        "panic" => panic!("boom in the actor"),
        "other" => {
            let thread = std::thread::spawn(|| panic!("boom elsewhere"));
            let _ = thread.join();
            let told = events.recv_timeout(LIMIT).expect("an event");
            assert!(matches!(&told, TerminalEvent::ThreadPanicked(text) if text.contains("boom elsewhere")));
            write!(screen, "STILL HERE").expect("a terminal");
            wait_for_key();
        }
        "flood" => loop {
            let _ = screen.write_all(&[b'x'; 4096]);
        },
        "stop" => {
            write!(screen, "READY").expect("a terminal");
            let stopped = terminal.stop_process().expect("a terminal");
            write!(screen, "STOPPED:{stopped}").expect("a terminal");
            wait_for_key();
        }
        "lend" => {
            terminal.suspend();
            let lent =
                foreground::foreground(&helper(), &request(&std::env::var("SCRIPT").expect("a script")));
            terminal.resume().expect("a terminal");
            write!(screen, "LENT:{:?}", lent.end).expect("a terminal");
            wait_for_key();
        }
        "key" => {
            write!(screen, "READY").expect("a terminal");
            let event = crossterm::event::read().expect("an event");
            drop(terminal);
            println!("KEY:{event:?}");
        }
        role => panic!("no role {role}"),
    }
}

/// Waits for a key; without a terminal to come from it waits to be ended.
fn wait_for_key() {
    if std::io::stdin().read_exact(&mut [0]).is_err() {
        std::thread::sleep(LIMIT);
    }
}

/// A process with a controlling terminal, seen from the other side.
struct Session {
    child: Child,
    master: Option<OwnedFd>,
    printed: Arc<Mutex<Vec<u8>>>,
}

impl Session {
    /// Starts the actor as session leader, or below another program.
    fn start(role: &str, below: &[&str], prepare: impl FnOnce(&mut Command)) -> Self {
        let session = Self::silent(role, below, prepare);
        let mut reader = File::from(session.master().try_clone().expect("a descriptor"));
        let printed = Arc::clone(&session.printed);
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                printed.lock().expect("a lock").extend_from_slice(&buffer[..count]);
            }
        });
        session
    }

    /// The same with nobody reading what it prints.
    fn silent(role: &str, below: &[&str], prepare: impl FnOnce(&mut Command)) -> Self {
        let flags = OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC;
        let master = openpt(flags).expect("a pty");
        grantpt(&master).expect("a pty");
        unlockpt(&master).expect("a pty");
        let slave = ioctl_tiocgptpeer(&master, flags).expect("a pty");
        let size = Winsize { ws_col: 80, ws_row: 24, ws_xpixel: 0, ws_ypixel: 0 };
        tcsetwinsize(&master, size).expect("a size");
        let wrapper: Vec<&str> = ["setsid", "--ctty"].into_iter().chain(below.iter().copied()).collect();
        let mut command = alone(&wrapper, "terminals::actor");
        command.env("ROLE", role).env("RUST_BACKTRACE", "0");
        let copy = || Stdio::from(slave.try_clone().expect("a descriptor"));
        command.stdin(copy()).stdout(copy()).stderr(copy());
        prepare(&mut command);
        let child = command.spawn().expect("a process");
        Self { child, master: Some(master), printed: Arc::default() }
    }

    fn master(&self) -> &OwnedFd {
        self.master.as_ref().expect("open")
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.printed.lock().expect("a lock")).into_owned()
    }

    fn sees(&self, text: &str) {
        assert!(eventually(LIMIT, || self.text().contains(text)), "no {text:?} in {:?}", self.text());
    }

    fn press(&self, key: &str) {
        rustix::io::write(self.master(), key.as_bytes()).expect("a terminal");
    }

    fn is_raw(&self) -> bool {
        let modes = tcgetattr(self.master()).expect("modes");
        !modes.local_modes.intersects(LocalModes::ICANON | LocalModes::ECHO | LocalModes::ISIG)
    }

    fn is_cooked(&self) -> bool {
        let modes = tcgetattr(self.master()).expect("modes");
        modes.local_modes.contains(LocalModes::ICANON | LocalModes::ECHO | LocalModes::ISIG)
    }

    fn kill(&self, signal: rustix::process::Signal) {
        rustix::process::kill_process(rustix::process::Pid::from_child(&self.child), signal).expect("a kill");
    }

    /// Waits for its end: the status, and how long that took.
    fn ends(&mut self) -> (Option<i32>, Duration) {
        let begun = Instant::now();
        while begun.elapsed() < LIMIT {
            if let Some(status) = self.child.try_wait().expect("a status") {
                return (status.code(), begun.elapsed());
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        panic!("it did not end: {:?}", self.text());
    }

    fn looks_plain(&self) -> bool {
        let size = |count| std::num::NonZero::new(count).expect("not zero");
        let mut parser = vt100::Parser::new(size(24), size(80), 0);
        parser.process(self.text().as_bytes());
        let screen = parser.screen();
        let mouse = screen.mouse_protocol_mode() != vt100::MouseProtocolMode::None;
        !(screen.alternate_screen() || screen.hide_cursor() || screen.bracketed_paste() || mouse)
    }

    /// The terminal is as a shell wants it: modes, screen, cursor, reports.
    fn is_given_back(&self) {
        assert!(eventually(LIMIT, || self.is_cooked()), "modes: {:?}", self.text());
        assert!(eventually(LIMIT, || self.looks_plain()), "{:?}", self.text());
        assert_eq!(self.text().matches("\x1b[?1049l").count(), self.text().matches("\x1b[?1049h").count());
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn it_is_taken_and_given_back() {
    let mut session = Session::start("hold", &[], |_| {});
    session.sees("READY");
    assert!(session.is_raw());
    for mode in ["\x1b[?1049h", "\x1b[?2004h", "\x1b[?1006h"] {
        assert!(session.text().contains(mode));
    }
    session.press("q");
    assert_eq!(session.ends().0, Some(0));
    session.is_given_back();
}

#[test]
fn a_panic_while_drawing_shows_its_message_on_the_old_screen() {
    let mut session = Session::start("panic", &[], |_| {});
    assert_eq!(session.ends().0, Some(101));
    session.is_given_back();
    let text = session.text();
    let back = text.find("\x1b[?1049l").expect("left");
    assert!(text.find("boom in the actor").is_some_and(|at| at > back), "{text:?}");
}

#[test]
fn a_panic_elsewhere_is_an_event_and_prints_nothing() {
    let session = Session::start("other", &[], |_| {});
    session.sees("STILL HERE");
    assert!(session.is_raw());
    assert!(!session.text().contains("boom elsewhere"), "{:?}", session.text());
    let mut session = session;
    session.press("q");
    assert_eq!(session.ends().0, Some(0));
    session.is_given_back();
}

#[test]
fn signals_end_it_in_time_and_tidily() {
    use rustix::process::Signal;
    let ways = [
        (Signal::TERM, 143, "Terminate"),
        (Signal::HUP, 129, "Hangup"),
        (Signal::INT, 130, "Interrupt"),
        (Signal::QUIT, 131, "Quit"),
    ];
    let folder = tempfile::tempdir().expect("a folder");
    for (signal, status, name) in ways {
        let tidy = folder.path().join(name);
        let mut session = Session::start("hold", &[], |command| {
            command.env("TIDY", &tidy);
        });
        session.sees("READY");
        session.kill(signal);
        let (ended, took) = session.ends();
        assert_eq!(ended, Some(status));
        assert!(took < Duration::from_secs(1), "{took:?}");
        session.is_given_back();
        assert_eq!(std::fs::read_to_string(tidy).expect("tidied"), name);
    }
}

#[test]
fn a_closed_terminal_ends_it_even_when_hangups_are_ignored() {
    for below in [&[][..], &["env", "--ignore-signal=HUP"][..]] {
        // The reader keeps a copy of the terminal, hence none here.
        let folder = tempfile::tempdir().expect("a folder");
        let tidy = folder.path().join("tidy");
        let mut session = Session::silent("hold", below, |command| {
            command.env("TIDY", &tidy);
        });
        assert!(eventually(LIMIT, || session.is_raw()));
        session.master = None;
        let (status, took) = session.ends();
        assert_eq!(status, Some(129));
        assert!(took < Duration::from_secs(1), "{took:?}");
        assert_eq!(std::fs::read_to_string(tidy).expect("tidied"), "Hangup");
    }
}

#[test]
fn a_stalled_terminal_does_not_hold_it() {
    let mut session = Session::silent("flood", &[], |_| {});
    assert!(eventually(LIMIT, || session.is_raw()));
    // Until it sleeps in the kernel because nobody reads.
    let stat = format!("/proc/{}/wchan", session.child.id());
    let _ = eventually(Duration::from_millis(500), || {
        std::fs::read_to_string(&stat).is_ok_and(|at| at.contains("wait_woken"))
    });
    session.kill(rustix::process::Signal::TERM);
    let (status, took) = session.ends();
    assert_eq!(status, Some(143));
    assert!(took < Duration::from_secs(1), "{took:?}");
    assert!(session.is_cooked());
}

#[test]
fn kill_nine_is_undone_by_the_guardian() {
    let mut session = Session::start("hold", &["sh", "-c", "\"$0\" \"$@\"; exit 7"], |_| {});
    session.sees("READY");
    let stat = format!("/proc/{0}/task/{0}/children", session.child.id());
    let children = std::fs::read_to_string(stat).expect("children");
    let actor: i32 = children.trim().parse().expect("one child");
    rustix::process::kill_process(
        rustix::process::Pid::from_raw(actor).expect("a pid"),
        rustix::process::Signal::KILL,
    )
    .expect("a kill");
    assert_eq!(session.ends().0, Some(7));
    session.is_given_back();
}

#[test]
fn stopping_gives_it_back_and_continuing_takes_it_again() {
    let mut session =
        Session::start("stop", &["bash", "-ic", "\"$0\" \"$@\"; stty -a | grep -c '[^-]icanon'; fg"], |_| {});
    session.sees("STOPPED:true");
    assert!(session.is_raw());
    let text = session.text();
    let (left, again) = (text.find("\x1b[?1049l").expect("left"), text.rfind("\x1b[?1049h").expect("taken"));
    let shell = text.find("\r\n1\r\n").expect("the shell found sane modes");
    assert!(left < shell && shell < again, "{text:?}");
    session.press("q");
    session.ends();
    session.is_given_back();
}

#[test]
fn without_a_shell_stopping_is_refused() {
    let mut session = Session::start("stop", &[], |_| {});
    session.sees("STOPPED:false");
    session.press("q");
    assert_eq!(session.ends().0, Some(0));
}

#[test]
fn a_command_gets_the_real_terminal_and_it_comes_back() {
    let script = "tty; stty -a | grep -o '[^-]icanon'; read -r -p 'name? ' name; echo \"hello $name\"; kill -STOP $$; exit 5";
    let mut session = Session::start("lend", &["sh", "-c", "\"$0\" \"$@\"; exit $?"], |command| {
        command.env("SCRIPT", script);
    });
    session.sees("name? ");
    assert!(session.is_cooked());
    session.press("bob\n");
    session.sees("LENT:Exit(5)");
    assert!(
        session.text().contains("/dev/pts/") && session.text().contains("hello bob"),
        "{:?}",
        session.text()
    );
    assert!(session.is_raw());
    session.press("q");
    assert_eq!(session.ends().0, Some(0));
    session.is_given_back();
}

#[test]
fn the_interrupt_key_reaches_the_lent_command_only() {
    let sleep = unique_sleep();
    let mut session = Session::start("lend", &[], |command| {
        command.env("SCRIPT", format!("echo up; exec {sleep}"));
    });
    session.sees("up");
    assert!(eventually(LIMIT, || processes_with(&sleep).len() == 1));
    session.press("\x03");
    session.sees("LENT:Signal(\"SIGINT\")");
    session.press("q");
    assert_eq!(session.ends().0, Some(0));
}

#[test]
fn keys_come_from_the_terminal_when_stdin_is_a_pipe() {
    let mut session = Session::start("key", &["sh", "-c", "echo data | \"$0\" \"$@\""], |_| {});
    session.sees("READY");
    assert!(session.is_raw());
    session.press("k");
    session.sees("KEY:");
    assert!(session.text().contains("Char('k')"), "{:?}", session.text());
    session.ends();
}
