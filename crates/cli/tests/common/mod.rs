//! Running the program as a script would.
#![allow(clippy::unwrap_used, clippy::expect_used, dead_code, reason = "tests; not every test file uses every helper")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The program with these arguments.
pub fn regie(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_regie"));
    command.args(args).stdin(Stdio::null());
    command
}

/// What a run of the program said, and its exit status.
#[derive(Debug)]
pub struct Said {
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
    /// Exit status.
    pub status: i32,
}

impl From<Output> for Said {
    fn from(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        let status = output.status.code().expect("an exit status");
        Self { out: text(output.stdout), err: text(output.stderr), status }
    }
}

impl Said {
    /// Standard output as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error} in {self:?}"))
    }
}

/// Runs the program to its end.
pub fn run(args: &[&str]) -> Said {
    regie(args).output().expect("the program runs").into()
}

/// Runs it and expects status 0.
pub fn done(args: &[&str]) -> Said {
    let said = run(args);
    assert_eq!(said.status, 0, "{args:?}: {said:?}");
    said
}

/// A file of this work tree.
pub fn file(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}
