//! Places in a file, and the list of what is wrong there.

use std::cell::RefCell;

use crate::diagnostic::{Diagnostic, Severity};

/// Turns byte places of a text into lines and columns of the file that it was read from; of a text that was put together
/// from several files, into those of the file that the place comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Lines {
    files: Vec<FileLines>,
    /// In the order of the text; none when the text is the one file.
    pieces: Vec<Piece>,
}

/// The lines of one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct FileLines {
    file: String,
    /// Byte place at which each line starts.
    starts: Vec<usize>,
    /// Byte places of the second and later bytes of characters, so that columns count characters.
    continuations: Vec<usize>,
}

/// A piece of a text that was put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Where it begins in the text; it goes on until the next one begins.
    pub(crate) from: usize,
    /// The file that it comes from, by its number.
    pub(crate) file: usize,
    /// Where it begins in the file.
    pub(crate) at: usize,
    /// How much of it is copied. What comes after, until the next piece, stands for its end.
    pub(crate) length: usize,
}

impl FileLines {
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
    fn of(&self, at: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|start| *start <= at);
        let start = line.checked_sub(1).and_then(|before| self.starts.get(before)).copied().unwrap_or(0);
        let wide = self.continuations.partition_point(|place| *place < at)
            - self.continuations.partition_point(|place| *place < start);
        (line.max(1), at - start - wide + 1)
    }
}

impl Lines {
    pub(crate) fn new(file: &str, text: &str) -> Self {
        Self { files: vec![FileLines::new(file, text)], pieces: Vec::new() }
    }

    /// Of a text that was put together from these files.
    pub(crate) fn of_pieces(files: Vec<FileLines>, pieces: Vec<Piece>) -> Self {
        Self { files, pieces }
    }

    /// Line and column, both from 1, in the file that the place comes from.
    pub(crate) fn of(&self, at: usize) -> (usize, usize) {
        let (file, at) = self.origin(at);
        self.files.get(file).map_or((1, 1), |lines| lines.of(at))
    }

    fn origin(&self, at: usize) -> (usize, usize) {
        let before = self.pieces.partition_point(|piece| piece.from <= at);
        match before.checked_sub(1).and_then(|last| self.pieces.get(last)).or_else(|| self.pieces.first()) {
            Some(piece) => (piece.file, piece.at + at.saturating_sub(piece.from).min(piece.length)),
            None => (0, at),
        }
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
        let file = self.files.get(self.origin(at).0).map(|lines| lines.file.clone()).unwrap_or_default();
        Diagnostic { code, severity, file, line, column, message: message.into(), help: help.into() }
    }
}

/// Collects every error, so that a person mends a file in one go.
pub(crate) struct Sink {
    pub(crate) lines: Lines,
    found: RefCell<Vec<Diagnostic>>,
}

impl Sink {
    pub(crate) fn new(file: &str, text: &str) -> Self {
        Self::over(Lines::new(file, text))
    }

    pub(crate) fn over(lines: Lines) -> Self {
        Self { lines, found: RefCell::default() }
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
                found.sort_by(|one, other| one.place().cmp(&other.place()));
                found.dedup();
                Err(found)
            }
        }
    }

    pub(crate) fn is_clean(&self) -> bool {
        self.found.borrow().is_empty()
    }
}
