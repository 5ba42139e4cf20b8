//! The clipboard of this machine: arboard on a thread of its own with a time limit, because it can hang
//! for ever on a display that accepts and never answers; and the helper programs that desktops bring.

use std::io::Write as _;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant};

/// A display that takes longer is dead.
const DISPLAY_PATIENCE: Duration = Duration::from_millis(300);
/// A helper program that takes longer hangs.
const HELPER_PATIENCE: Duration = Duration::from_millis(500);

/// The helper programs, in the order in which they are tried.
const HELPERS: [(&str, &[&str]); 5] = [
    ("wl-copy", &[]),
    ("xclip", &["-selection", "clipboard"]),
    ("xsel", &["--clipboard", "--input"]),
    ("pbcopy", &[]),
    ("clip.exe", &[]),
];

/// The owner of the display's clipboard.
#[derive(Default)]
pub struct Native {
    worker: Option<Worker>,
}

struct Worker {
    texts: Sender<String>,
    answers: Receiver<Result<(), String>>,
}

impl Native {
    /// Puts the text on the display's clipboard.
    pub fn copy(&mut self, text: &str) -> Result<(), String> {
        let worker = self.worker.take().map_or_else(Worker::start, Ok)?;
        worker.texts.send(text.to_owned()).map_err(|_| "the clipboard of the display is gone".to_owned())?;
        match worker.answers.recv_timeout(DISPLAY_PATIENCE) {
            Ok(answer) => {
                self.worker = Some(worker);
                answer
            }
            // The thread is left to its fate; the next copy starts a new one.
            Err(_) => Err("the display does not answer".to_owned()),
        }
    }
}

impl Worker {
    fn start() -> Result<Self, String> {
        let (texts, inbox) = mpsc::channel::<String>();
        let (outbox, answers) = mpsc::channel();
        let work = move || {
            let mut clipboard = arboard::Clipboard::new();
            for text in inbox {
                let answer = match &mut clipboard {
                    Ok(clipboard) => clipboard.set_text(text).map_err(|problem| problem.to_string()),
                    Err(_) => Err("no display takes it".to_owned()),
                };
                if outbox.send(answer).is_err() {
                    return;
                }
            }
        };
        thread::Builder::new()
            .name("clipboard".to_owned())
            .spawn(work)
            .map_err(|problem| format!("no thread for the clipboard: {problem}"))?;
        Ok(Self { texts, answers })
    }
}

/// Gives the text to the first helper program that takes it; its name is returned.
pub fn helper(text: &str) -> Result<&'static str, String> {
    for (program, arguments) in HELPERS {
        if feed(program, arguments, text, HELPER_PATIENCE).is_ok() {
            return Ok(program);
        }
    }
    Err("no wl-copy, xclip, xsel, pbcopy or clip.exe takes it".to_owned())
}

/// Runs a program with the text as its input; an error if it fails or takes longer than `patience`.
pub fn feed(program: &str, arguments: &[&str], text: &str, patience: Duration) -> Result<(), String> {
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|problem| problem.to_string())?;
    let input = child.stdin.take();
    let text = text.to_owned();
    // A program that does not read would block us; the thread ends with the program's pipe.
    let writer = thread::spawn(move || input.map(|mut input| input.write_all(text.as_bytes())));
    let outcome = wait(&mut child, patience);
    if outcome.is_ok() {
        let _ = writer.join();
    }
    outcome
}

fn wait(child: &mut Child, patience: Duration) -> Result<(), String> {
    let deadline = Instant::now() + patience;
    loop {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return Ok(()),
            Ok(Some(status)) => return Err(format!("ended with {status}")),
            Ok(None) if Instant::now() < deadline => thread::sleep(Duration::from_millis(5)),
            Ok(None) => {
                let _ = child.kill();
                let _ = child.wait();
                return Err("does not answer".to_owned());
            }
            Err(problem) => return Err(problem.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_hangs_is_given_up() {
        let problem = feed("sleep", &["60"], "text", Duration::from_millis(50));
        assert_eq!(problem, Err("does not answer".to_owned()));
    }

    #[test]
    fn a_program_that_is_missing_or_fails_is_an_error() {
        assert!(feed("crashcart-no-such-program", &[], "", HELPER_PATIENCE).is_err());
        assert!(feed("false", &[], "", HELPER_PATIENCE).is_err());
        assert_eq!(feed("cat", &[], "text", HELPER_PATIENCE), Ok(()));
    }
}
