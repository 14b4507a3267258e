//! Standard output: what a command has to tell, as lines or as JSON.

use std::fmt::Display;
use std::io::{ErrorKind, Write};

use serde::Serialize;

use crate::failure::Failure;

/// Writes a line and sends it off, so that a script that waits for it sees it at once.
///
/// # Errors
/// When standard output cannot be written. A reader who went away, as `| head` does, is no error.
pub fn line(text: impl Display) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    match writeln!(out, "{text}").and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure::Refused(format!("standard output: {error}")))
        }
        _ => Ok(()),
    }
}

/// Writes a value as one line of JSON.
///
/// # Errors
/// As [`line`].
pub fn json(value: &impl Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string(value).map_err(|error| Failure::Refused(format!("JSON: {error}")))?;
    line(text)
}
