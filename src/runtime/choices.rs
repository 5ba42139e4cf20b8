//! Listing the choices of a placeholder: a read-only command that prints one a line.
//! It runs off the screen's thread, bounded in time and size.

use std::io::Read as _;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::process::default_environment;
use crate::domain::visible::is_plain;

/// A list that takes longer is no help.
const PATIENCE: Duration = Duration::from_secs(20);
/// Bytes of output that are read.
const BYTES: u64 = 1024 * 1024;
/// Choices that are kept.
const CHOICES: usize = 2000;

/// Runs the command and takes its lines; why there are none, if there are none.
pub fn list(command: &str) -> Result<Vec<String>, String> {
    let mut child = Command::new("bash")
        .args(["-c", command])
        .envs(default_environment(200, 50))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|problem| format!("the list cannot be made: {problem}"))?;
    let output = child.stdout.take();
    let reader = thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(output) = output {
            // What was read before an error is as good a list.
            let _ = output.take(BYTES).read_to_end(&mut bytes);
        }
        bytes
    });
    let deadline = Instant::now() + PATIENCE;
    while !reader.is_finished() && Instant::now() < deadline {
        thread::sleep(Duration::from_millis(10));
    }
    // Killed in any case: a list that was read to its end or limit needs its command no more.
    let finished = reader.is_finished();
    let _ = child.kill();
    let _ = child.wait();
    if !finished {
        return Err(format!("the list was not there after {} s", PATIENCE.as_secs()));
    }
    let bytes = reader.join().unwrap_or_default();
    let choices = choices_in(&String::from_utf8_lossy(&bytes));
    if choices.is_empty() { Err("the command listed nothing".to_owned()) } else { Ok(choices) }
}

/// One choice a line; of `name==version` and `name @ place` the name, as a placeholder takes it.
/// Lines with invisible characters are left out: a value must be what it looks like.
fn choices_in(text: &str) -> Vec<String> {
    let lines = text.lines().map(|line| {
        let line = line.trim();
        let name = line.split_once("==").or_else(|| line.split_once(" @ ")).map_or(line, |(name, _)| name);
        name.trim().to_owned()
    });
    lines.filter(|line| !line.is_empty() && line.chars().all(is_plain)).take(CHOICES).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_names_and_leaves_out_what_cannot_be_seen() {
        assert_eq!(
            choices_in("six==1.16\nlib @ file:///x\n\n  app  \nev\u{202E}il\n"),
            ["six", "lib", "app"]
        );
    }

    #[test]
    fn says_why_there_is_no_list() {
        assert!(list("exit 3").is_err());
        assert_eq!(list("printf 'b\\na\\n'"), Ok(vec!["b".to_owned(), "a".to_owned()]));
    }
}
