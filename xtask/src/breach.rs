//! A breach of one of the project's rules.

use std::fmt;

/// One breach: where it is, what is wrong, and how to mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breach {
    place: String,
    wrong: String,
    mend: String,
}

impl Breach {
    /// A breach at `place` (a file, or `file:line`).
    pub fn new(place: impl Into<String>, wrong: impl Into<String>, mend: impl Into<String>) -> Self {
        Self { place: place.into(), wrong: wrong.into(), mend: mend.into() }
    }
}

impl fmt::Display for Breach {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}. {}.", self.place, self.wrong, self.mend)
    }
}

/// The breaches as one text, for tests that look for a word in them.
#[cfg(test)]
pub fn told(breaches: &[Breach]) -> String {
    breaches.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}
