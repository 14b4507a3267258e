//! What the tests of overlays share: errors as one text, and the place of a word.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

use regie_pathway::Diagnostic;

/// All of them, a line each.
pub fn told(errors: &[Diagnostic]) -> String {
    errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// Line and column of a word, both from 1.
pub fn place(text: &str, needle: &str) -> (usize, usize) {
    let at = text.find(needle).unwrap_or_else(|| panic!("the test looks for `{needle}`"));
    let line = text[..at].matches('\n').count() + 1;
    (line, text[..at].rsplit('\n').next().unwrap().chars().count() + 1)
}
