//! A sandbox: a folder of its own with a home of its own, in which a drill's scripts and checks run.
//! It goes away when dropped. Which script runs when is decided in `proof` and `practice`.

use std::collections::HashSet;
use std::ffi::OsString;
use std::fs::{self, DirBuilder, Permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::kit::{Drill, Tools};
use crate::domain::Io;
use crate::engine::command::quote;
use crate::runtime::bench::{Bench, Finished, Job, Place};
use crate::runtime::process::default_environment;
use crate::runtime::process::private::PrivateFolder;

/// Limit of one script: environments and builds on a slow disk take a minute, never ten.
const SCRIPT_LIMIT: Duration = Duration::from_secs(600);
/// Sourced before everything in a sandbox that has it.
const SOURCE_ENV: &str = "if [ -f ./env.sh ]; then . ./env.sh; fi\n";
/// Variables of our own environment that a sandbox keeps; any other could make the fault come or go.
const KEPT: [&str; 7] = ["PATH", "LANG", "USER", "LOGNAME", "SHELL", "TERM", "TZ"];
/// Variables that are the shell's own: it cannot do without them.
const SHELL_OWN: [&str; 9] = ["BASHOPTS", "SHELLOPTS", "UID", "EUID", "PPID", "PWD", "OLDPWD", "SHLVL", "_"];

/// Which of the two worlds a sandbox holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum World {
    /// The one with the fault.
    Broken,
    /// The same without it.
    Healthy,
}

/// A sandbox; removed when dropped.
#[derive(Debug)]
pub struct Sandbox {
    root: PrivateFolder,
    drill: Drill,
    tools: Tools,
}

impl Sandbox {
    /// An empty one for this drill. Its name does not tell the case.
    pub fn create(drill: &Drill, tools: &Tools) -> io::Result<Self> {
        let root = PrivateFolder::create(&std::env::temp_dir(), "drill")?;
        for folder in ["project", "home", "tmp", "bin"] {
            DirBuilder::new().mode(0o700).create(root.path().join(folder))?;
        }
        Ok(Self { root, drill: drill.clone(), tools: tools.clone() })
    }

    /// Makes the world in it; the error is what the script said.
    pub fn make(&self, world: World, bench: &mut Bench) -> Result<(), String> {
        let script = match world {
            World::Broken => "break.sh",
            World::Healthy => "healthy.sh",
        };
        let finished = self.script(script, bench);
        if finished.end.is_success() { Ok(()) } else { Err(told(script, &finished)) }
    }

    /// Runs one of the drill's scripts in it.
    pub fn script(&self, name: &str, bench: &mut Bench) -> Finished {
        let mut place = self.place();
        let extra: [(&str, OsString); 5] = [
            ("DRILL_DIR", self.drill.scripts.clone().into()),
            ("DRILL_LIB", self.drill.shared.clone().into()),
            ("DRILL_PYTHON", self.tools.python.clone().into()),
            ("DRILL_WHEELS", self.tools.wheels.clone().unwrap_or_default().into()),
            ("TMPDIR", self.root.path().join("tmp").into()),
        ];
        place.env.extend(extra.into_iter().map(|(name, value)| (name.into(), value)));
        // The real thing is shown as a person's shell would, without what checks are given.
        place.prelude.insert_str(0, "unset -v PYTHONDONTWRITEBYTECODE PYTHONUNBUFFERED\n");
        let script = format!("bash \"$DRILL_DIR\"/{name} 2>&1");
        bench.run(&Job { script: &script, place: &place, secrets: &[], timeout: SCRIPT_LIMIT, io: Io::Pipe })
    }

    /// Where checks run in it, as the person who works there would run them.
    pub fn place(&self) -> Place {
        let env = self.environment();
        let set = env.iter().chain(&default_environment(80, 24)).map(|(name, _)| name.clone()).collect();
        Place { folder: self.project(), env, prelude: format!("{}{SOURCE_ENV}", unset_but(&set)) }
    }

    /// Shell text that makes a shell of the person's one in the sandbox.
    pub(super) fn shell_text(&self) -> String {
        let mut text = unset_but(&HashSet::new());
        for (name, value) in self.environment() {
            text.push_str(&format!("export {}={}\n", name.display(), quote(&value.to_string_lossy())));
        }
        // Nothing but the drill's shell itself is to read it.
        text + "unset -v BASH_ENV\n" + SOURCE_ENV
    }

    /// The folder in which the project lies.
    pub fn project(&self) -> PathBuf {
        self.root.path().join("project")
    }

    /// The sandbox's own folder.
    pub fn root(&self) -> &Path {
        self.root.path()
    }

    /// Variables of everything that runs in it.
    fn environment(&self) -> Vec<(OsString, OsString)> {
        let home = self.root.path().join("home");
        let cache = home.join(".cache/pip");
        let variables: [(&str, OsString); 6] = [
            ("PATH", Tools::path()),
            ("HOME", home.into()),
            ("PIP_NO_INDEX", "1".into()),
            ("PIP_DISABLE_PIP_VERSION_CHECK", "1".into()),
            ("PIP_CACHE_DIR", cache.into()),
            // Sourced by bash before anything else; nothing of ours is.
            ("BASH_ENV", "".into()),
        ];
        variables.into_iter().map(|(name, value)| (name.into(), value)).collect()
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        // Some faults are folders that nobody may write; they must not outlive the drill.
        open_folders(self.root.path());
    }
}

/// What a script said at its end, for a person.
pub(super) fn told(script: &str, finished: &Finished) -> String {
    let lines: Vec<&str> = finished.output.lines().filter(|line| !line.trim().is_empty()).collect();
    let last = lines[lines.len().saturating_sub(3)..].join(" / ");
    format!("{script} failed ({}): {last}", finished.end)
}

/// Unsets every variable of ours but those that are kept and these.
fn unset_but(set: &HashSet<OsString>) -> String {
    let names = std::env::vars_os().map(|(name, _)| name).filter(|name| !set.contains(name));
    let names: Vec<String> =
        names.filter_map(|name| name.into_string().ok()).filter(|name| may_go(name)).collect();
    if names.is_empty() { String::new() } else { format!("unset -v {}\n", names.join(" ")) }
}

/// True for a variable that the sandbox must not see and that a shell can unset by name.
fn may_go(name: &str) -> bool {
    let plain = |byte: u8| byte == b'_' || byte.is_ascii_alphanumeric();
    // TMPDIR is each command's own.
    !KEPT.contains(&name)
        && !SHELL_OWN.contains(&name)
        && name != "TMPDIR"
        && name.bytes().all(plain)
        && !name.starts_with(|first: char| first.is_ascii_digit())
        && !name.is_empty()
}

fn open_folders(folder: &Path) {
    // What cannot be opened cannot be removed either; the system's cleaning takes it one day.
    let _ = fs::set_permissions(folder, Permissions::from_mode(0o700));
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            open_folders(&entry.path());
        }
    }
}
