//! What every test here needs: the binary, a project folder, and programs that pretend to be `python3`.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// The binary with these arguments, in an environment that no active virtual environment disturbs.
pub fn crashcart(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_crashcart"));
    command.args(arguments).stdin(Stdio::null()).env("NO_COLOR", "1");
    for name in ["VIRTUAL_ENV", "PYTHONPATH", "PYTHONHOME"] {
        command.env_remove(name);
    }
    command
}

/// What it printed and how it ended.
pub struct Seen {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Seen {
    /// Its JSON document.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}{}", self.out, self.err))
    }
}

pub fn seen(output: &Output) -> Seen {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Seen { code: output.status.code(), out: text(&output.stdout), err: text(&output.stderr) }
}

pub fn run(command: &mut Command) -> Seen {
    seen(&command.output().expect("the binary runs"))
}

/// A project with these files.
pub fn project(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    folder
}

/// A PATH with `bash` and, if a script is given, a `python3` that is that script.
pub fn path_with(folder: &Path, python: Option<&str>) -> PathBuf {
    let bin = folder.join("bin");
    fs::create_dir_all(&bin).expect("a folder");
    for program in ["bash", "head", "sleep"] {
        let real = ["/bin", "/usr/bin"].iter().map(|folder| Path::new(folder).join(program));
        let real = real.into_iter().find(|path| path.exists()).expect(program);
        symlink(real, bin.join(program)).expect("a link");
    }
    if let Some(script) = python {
        let file = bin.join("python3");
        fs::write(&file, format!("#!/bin/bash\n{script}\n")).expect("a script");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).expect("a mode");
    }
    bin
}

/// The states of the causes of a diagnosis, by key.
pub fn states(document: &Value) -> Vec<(String, String)> {
    let causes = document["causes"].as_array().expect("causes");
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    causes.iter().map(|cause| (text(&cause["key"]), text(&cause["state"]))).collect()
}
