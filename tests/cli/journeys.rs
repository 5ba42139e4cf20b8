//! What a person does, in a real terminal: type, open, run, copy, leave; and every way out.

use std::process::Command;

use rustix::process::Signal;

use crate::pty::{Terminal, eventually};

/// Types into the editor of the first command, in place of what is there.
fn edit(terminal: &Terminal, command: &str) {
    terminal.send("\r").sees("Fast diagnosis").send("e").sees("Edit before running");
    terminal.send("\x15").send(command).send("\r");
}

fn processes_with(text: &str) -> usize {
    let output = Command::new("pgrep").args(["-f", "-c", "--", text]).output().expect("pgrep");
    String::from_utf8_lossy(&output.stdout).trim().parse().unwrap_or(0)
}

#[test]
fn type_open_run_copy_leave() {
    let mut terminal = Terminal::crashcart(80, 24, &[]);
    terminal.sees("52 cases").send("venv").sees("▌HC-PY-001");
    terminal.send("\r").sees("Fast diagnosis").send("2\r").sees("✓ exit 0").sees("python3");
    terminal.send("y").sees("sent through the terminal (OSC 52, unconfirmed)");
    terminal.send("q");
    assert_eq!(terminal.ends(), 0);
    terminal.is_sane();
    let raw = terminal.raw();
    let copied = raw.windows(7).any(|bytes| bytes == b"\x1b]52;c;");
    assert!(copied, "no clipboard sequence reached the terminal");
}

#[test]
fn output_arrives_line_by_line_while_typing_goes_on() {
    let terminal = Terminal::crashcart(80, 24, &["venv"]);
    terminal.sees("▌HC-PY-001");
    // Each line waits for the one before to be seen: nothing is held back until the end.
    let folder = tempfile::tempdir().expect("a folder");
    let go = |number: u32| folder.path().join(format!("go{number}"));
    let wait = format!(
        "import os,time\nfor i in 1,2:\n print('line',i)\n while not os.path.exists('{}/go%d'%i): time.sleep(.01)",
        folder.path().display()
    );
    // ^J begins a new line in the editor.
    edit(&terminal, &format!("python3 -c \"{wait}\""));
    terminal.sees("line 1");
    terminal.send("/").send("conflict").sees("HC-PY-002").sees("running");
    std::fs::write(go(1), "").expect("a file");
    terminal.sees("line 2");
    std::fs::write(go(2), "").expect("a file");
    terminal.sees("exit 0");
}

#[test]
fn stopping_ends_what_runs() {
    let mark = "sleep 4711.01";
    let mut terminal = Terminal::crashcart(80, 24, &["venv"]);
    terminal.sees("▌HC-PY-001");
    edit(&terminal, mark);
    terminal.sees("running").send("x").sees("stopped");
    assert!(eventually(|| processes_with(mark) == 0));
    terminal.send("q");
    assert_eq!(terminal.ends(), 0);
    terminal.is_sane();
}

#[test]
fn signals_leave_a_sane_terminal_and_no_child() {
    for (signal, mark, status) in [
        (Signal::TERM, "sleep 4711.02", 143),
        (Signal::HUP, "sleep 4711.03", 129),
        (Signal::INT, "sleep 4711.04", 130),
    ] {
        let mut terminal = Terminal::crashcart(80, 24, &["venv"]);
        terminal.sees("▌HC-PY-001");
        edit(&terminal, mark);
        terminal.sees("running");
        assert!(eventually(|| processes_with(mark) > 0));
        terminal.signal(signal);
        assert_eq!(terminal.ends(), status);
        terminal.is_sane();
        assert!(eventually(|| processes_with(mark) == 0), "{mark} is left after {signal:?}");
    }
}

#[test]
fn kill_9_leaves_a_sane_terminal_and_no_child() {
    let mark = "sleep 4711.05";
    let mut terminal = Terminal::crashcart(80, 24, &["venv"]);
    terminal.sees("▌HC-PY-001");
    edit(&terminal, mark);
    terminal.sees("running");
    terminal.signal(Signal::KILL);
    assert_eq!(terminal.ends(), 137);
    terminal.is_sane();
    assert!(eventually(|| processes_with(mark) == 0));
}

#[test]
fn suspending_in_a_shell_and_coming_back() {
    let mut terminal = Terminal::start(80, 24, "bash", &["--norc", "--noprofile", "-i"], |_| {});
    terminal.send("PS1='shell> '\n").sees("shell> ");
    terminal.send(&format!("{} venv\n", crate::call::BINARY)).sees("▌HC-PY-001");
    terminal.send("\x1a").sees("Stopped").sees_no("▌HC-PY-001");
    terminal.send("stty -a | grep -c -w icanon\n").sees("\n1");
    terminal.send("fg\n").sees("▌HC-PY-001").send("x").sees("venvx");
    terminal.send("\x03").sees_no("venvx");
    assert!(eventually(|| terminal.screen().trim_end().ends_with("shell>")), "{}", terminal.screen());
    terminal.send("exit\n");
    terminal.ends();
    terminal.is_sane();
}

#[test]
fn any_size_at_any_moment() {
    let mut terminal = Terminal::crashcart(80, 24, &["venv"]);
    terminal.sees("▌HC-PY-001");
    for (columns, rows) in [(250, 70), (1, 1), (40, 10), (0, 0), (2, 200), (120, 3), (100, 30)] {
        terminal.resize(columns.max(1), rows.max(1)).send("x\x7f");
    }
    terminal.resize(120, 30).sees("52 cases").sees("▌HC-PY-001");
    terminal.send("\x03");
    assert_eq!(terminal.ends(), 0);
    terminal.is_sane();
}

#[test]
fn a_command_gets_the_whole_terminal_and_gives_it_back() {
    let mut terminal = Terminal::crashcart(80, 24, &["venv"]);
    terminal.sees("▌HC-PY-001");
    edit(&terminal, "read -p 'your name? ' name </dev/tty && echo \"hello $name\"");
    // A check has no terminal: it fails at once instead of waiting for an answer that cannot come.
    terminal.sees("exit 1").send("\t").sees("terminal").send("i").sees("\nyour name?");
    terminal
        .send("Ada\n")
        .sees("hello Ada")
        .sees("Enter goes back")
        .send("\n")
        .sees("it had the terminal: exit 0");
    terminal.send("q");
    assert_eq!(terminal.ends(), 0);
    terminal.is_sane();
}

#[test]
fn what_a_command_prints_cannot_reach_the_terminal_as_orders() {
    let terminal = Terminal::crashcart(80, 24, &["venv"]);
    terminal.sees("▌HC-PY-001");
    let before = terminal.raw().len();
    edit(&terminal, r"printf '\033]0;title\007\033]52;c;aGk=\007\033[?1049l\033[6n\033P+q\033\\done\n'");
    terminal.sees("done").sees("exit 0");
    let raw = terminal.raw();
    let after = String::from_utf8_lossy(&raw[before..]).into_owned();
    for order in ["\x1b]0;", "\x1b]52;", "\x1b[?1049l", "\x1b[6n", "\x1bP"] {
        assert!(!after.contains(order), "{order:?} reached the terminal");
    }
}

#[test]
fn read_only_mode_is_shown_and_kept() {
    let terminal = Terminal::start(120, 30, crate::call::BINARY, &["--readonly", "venv"], |_| {});
    terminal.sees("read-only").send("\r").sees("Fast diagnosis").send("e").sees("Edit before running");
    terminal.send("\x15").send("touch x\r").sees("read-only: only checks run");
}

#[test]
fn a_dumb_or_unknown_terminal_is_refused_without_escapes() {
    for term in ["dumb", ""] {
        let mut terminal = Terminal::start(80, 24, crate::call::BINARY, &["venv"], |command| {
            command.env("TERM", term);
        });
        assert_eq!(terminal.ends(), 2);
        terminal.sees("use crashcart search");
        assert!(!terminal.raw().contains(&0x1b), "escapes on TERM={term:?}");
    }
}

#[test]
fn a_piped_traceback_is_evidence_and_the_keyboard_still_works() {
    let script = format!(
        "printf 'Traceback (most recent call last):\\n  File \"app.py\", line 1, in <module>\\nModuleNotFoundError: No module named '\"'\"'shop'\"'\"'\\n' | {}",
        crate::call::BINARY
    );
    let mut terminal = Terminal::start(100, 30, "bash", &["-c", &script], |_| {});
    terminal.sees("[piped 3 lines]").sees("▌HC-PY-001").sees("line 3: ModuleNotFoundError");
    terminal.send("\r").sees("python3 - shop");
    terminal.send("q");
    assert_eq!(terminal.ends(), 0);
    terminal.is_sane();
}

#[test]
fn a_pasted_traceback_is_evidence() {
    let terminal = Terminal::crashcart(80, 24, &[]);
    terminal.sees("52 cases");
    let frames: String = (1..40)
        .map(|line| format!("  File \"/srv/app/m{line}.py\", line {line}, in f\n    call()\n"))
        .collect();
    terminal.send(&format!("\x1b[200~Traceback (most recent call last):\n{frames}ImportError: cannot import name 'Order' from partially initialized module 'orders' (most likely due to a circular import) (/srv/app/orders.py)\n\x1b[201~"));
    terminal.sees("[pasted 80 lines]").sees("▌HC-PY-009").sees("strong").sees("line 80: ImportError");
}
