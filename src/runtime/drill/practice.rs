//! Practising: a shell for a person in a broken sandbox, and the note by which `drill done` finds it.
//! What is said before and after is the command line's business.

use std::fs;
use std::io::{self, IsTerminal as _};
use std::os::unix::fs::{OpenOptionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};

use super::sandbox::Sandbox;
use crate::engine::command::quote;

/// The variable that names the sandbox to whatever runs in its shell.
pub const STATE_VARIABLE: &str = "CRASHCART_DRILL";
/// The note in the sandbox.
const NOTE: &str = "drill.json";

/// What `drill done` must know of the exercise under way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exercise {
    /// The id of the case.
    pub case: String,
    /// Keys of the causes that were confirmed at the beginning.
    pub confirmed: Vec<String>,
    /// What the symptom named.
    pub captured: Vec<(String, String)>,
    /// The folder of the project.
    pub project: PathBuf,
    /// When it began, in seconds since 1970.
    pub begun: u64,
    /// The person was not told which case it is.
    pub blind: bool,
    /// How long it took until it was mended.
    pub took: Option<u64>,
}

impl Exercise {
    /// The one of the shell that this program was started from; none outside of a drill.
    pub fn current() -> Option<(PathBuf, Self)> {
        let root = PathBuf::from(std::env::var_os(STATE_VARIABLE)?);
        Self::read(&root).map(|exercise| (root, exercise))
    }

    /// The one whose note lies in this sandbox.
    pub fn read(root: &Path) -> Option<Self> {
        let note: Value = serde_json::from_slice(&fs::read(root.join(NOTE)).ok()?).ok()?;
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let pairs = note["captured"].as_object()?;
        Some(Self {
            case: text(&note["case"])?,
            confirmed: note["confirmed"].as_array()?.iter().filter_map(text).collect(),
            captured: pairs.iter().filter_map(|(name, value)| Some((name.clone(), text(value)?))).collect(),
            project: PathBuf::from(text(&note["project"])?),
            begun: note["begun"].as_u64()?,
            blind: note["blind"].as_bool()?,
            took: note["took"].as_u64(),
        })
    }

    /// Leaves the note in the sandbox.
    pub fn write(&self, root: &Path) -> io::Result<()> {
        let captured: serde_json::Map<String, Value> =
            self.captured.iter().map(|(name, value)| (name.clone(), json!(value))).collect();
        let note = json!({
            "case": self.case, "confirmed": self.confirmed, "captured": captured,
            "project": self.project.to_string_lossy(), "begun": self.begun, "blind": self.blind,
            "took": self.took,
        });
        fs::write(root.join(NOTE), note.to_string())
    }

    /// How long ago it began.
    pub fn elapsed(&self) -> Duration {
        now().saturating_sub(Duration::from_secs(self.begun))
    }
}

/// Seconds since 1970.
pub fn now() -> Duration {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()
}

/// Opens a shell in the sandbox and waits until the person leaves it. `crashcart` in it is `program`.
pub fn practise(sandbox: &Sandbox, program: &Path) -> io::Result<()> {
    let root = sandbox.root();
    symlink(program, root.join("bin/crashcart"))?;
    let file = root.join("shell.rc");
    let mut options = fs::OpenOptions::new();
    io::Write::write_all(
        &mut options.write(true).create_new(true).mode(0o600).open(&file)?,
        greeting(sandbox).as_bytes(),
    )?;
    let mut shell = Command::new("bash");
    if io::stdin().is_terminal() {
        shell.arg("--rcfile").arg(&file).arg("-i");
    } else {
        // A script on standard input: the same surroundings, nothing that asks.
        shell.args(["-c", ". \"$0\"; exec bash -s"]).arg(&file);
    }
    // How the person left the shell does not matter.
    shell.current_dir(sandbox.project()).status().map(drop)
}

/// What the shell reads first: the sandbox's surroundings in place of the person's own.
fn greeting(sandbox: &Sandbox) -> String {
    let mut text = sandbox.shell_text();
    let root = sandbox.root();
    text.push_str(&format!("export {STATE_VARIABLE}={}\n", quote(&root.to_string_lossy())));
    text.push_str(&format!("PATH={}:$PATH\n", quote(&root.join("bin").to_string_lossy())));
    text.push_str("PS1='drill:\\W$ '\n");
    text
}
