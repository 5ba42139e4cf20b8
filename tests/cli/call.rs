//! Calling the binary: arguments and input in, output and exit status out.

use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

/// The binary under test.
pub const BINARY: &str = env!("CARGO_BIN_EXE_crashcart");

/// A call being prepared.
pub struct Call {
    command: Command,
}

/// What a call printed, and how it ended.
pub struct Done {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// A call with these arguments, separated by blanks.
pub fn call(arguments: &str) -> Call {
    let mut command = Command::new(BINARY);
    command.args(arguments.split_whitespace()).env_remove("CRASHCART_READONLY").env("NO_COLOR", "");
    Call { command }
}

/// The repository.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

impl Call {
    /// One more argument, blanks and all.
    pub fn arg(mut self, argument: &str) -> Self {
        self.command.arg(argument);
        self
    }

    /// With this variable.
    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    /// Runs it to its end.
    pub fn run(mut self) -> Done {
        done(&self.command.stdin(Stdio::null()).output().expect("the binary starts"))
    }
}

fn done(output: &Output) -> Done {
    Done {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

impl Done {
    /// Asserts the exit status.
    pub fn code(self, code: i32) -> Self {
        assert_eq!(self.code, code, "stdout: {}\nstderr: {}", self.out, self.err);
        self
    }

    /// The output as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|problem| panic!("{problem} in {}", self.out))
    }
}
