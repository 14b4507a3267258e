//! Places in a file, and the list of what is wrong there.

use std::cell::RefCell;

use crate::diagnostic::{Diagnostic, Severity};

/// Turns byte places into lines and columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Lines {
    pub(crate) file: String,
    /// Byte place at which each line starts.
    starts: Vec<usize>,
    /// Byte places of the second and later bytes of characters, so that columns count characters.
    continuations: Vec<usize>,
}

impl Lines {
    pub(crate) fn new(file: &str, text: &str) -> Self {
        let mut starts = vec![0];
        let mut continuations = Vec::new();
        for (at, byte) in text.bytes().enumerate() {
            if byte == b'\n' {
                starts.push(at + 1);
            }
            if byte & 0b1100_0000 == 0b1000_0000 {
                continuations.push(at);
            }
        }
        Self { file: file.into(), starts, continuations }
    }

    /// Line and column, both from 1.
    pub(crate) fn of(&self, at: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|start| *start <= at);
        let start = line.checked_sub(1).and_then(|before| self.starts.get(before)).copied().unwrap_or(0);
        let wide = self.continuations.partition_point(|place| *place < at)
            - self.continuations.partition_point(|place| *place < start);
        (line.max(1), at - start - wide + 1)
    }

    pub(crate) fn diagnostic(
        &self,
        severity: Severity,
        code: &'static str,
        at: usize,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Diagnostic {
        let (line, column) = self.of(at);
        Diagnostic { code, severity, file: self.file.clone(), line, column, message: message.into(), help: help.into() }
    }
}

/// Collects every error, so that a person mends a file in one go.
pub(crate) struct Sink {
    pub(crate) lines: Lines,
    found: RefCell<Vec<Diagnostic>>,
}

impl Sink {
    pub(crate) fn new(file: &str, text: &str) -> Self {
        Self { lines: Lines::new(file, text), found: RefCell::default() }
    }

    pub(crate) fn error(&self, code: &'static str, at: usize, message: impl Into<String>, help: impl Into<String>) {
        let diagnostic = self.lines.diagnostic(Severity::Error, code, at, message, help);
        self.found.borrow_mut().push(diagnostic);
    }

    /// The value if nothing is wrong, else everything that is, in the order of the file.
    pub(crate) fn finish<T>(self, value: Option<T>) -> Result<T, Vec<Diagnostic>> {
        let mut found = self.found.into_inner();
        match value {
            Some(value) if found.is_empty() => Ok(value),
            _ => {
                found.sort_by_key(|diagnostic| (diagnostic.line, diagnostic.column));
                found.dedup();
                Err(found)
            }
        }
    }

    pub(crate) fn is_clean(&self) -> bool {
        self.found.borrow().is_empty()
    }
}
