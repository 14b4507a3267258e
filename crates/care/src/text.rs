//! What a typed text may hold before it enters the journal.
//!
//! Names and titles become rows of lists and search: they are one line, not endless, and free of control characters
//! (a NUL cannot be stored by every database).

use regie_pathway::says_nothing;

/// The most characters of a name, a title or a number.
pub const LINE: usize = 200;
/// The most characters of a note or a reason.
pub const NOTE: usize = 20_000;

/// A text that cannot be kept as it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadText {
    /// Nothing but spaces, or what cannot be seen.
    #[error("'{field}' is empty; fill it in")]
    Empty {
        /// The field.
        field: &'static str,
    },
    /// Too long.
    #[error("'{field}' has {length} characters; shorten it to at most {most}")]
    TooLong {
        /// The field.
        field: &'static str,
        /// How long it is, in characters.
        length: usize,
        /// How long it may be.
        most: usize,
    },
    /// A control character.
    #[error("'{field}' holds a control character (code {code}) at place {place}; remove it")]
    Control {
        /// The field.
        field: &'static str,
        /// Its code point.
        code: u32,
        /// Its place, counted from 1.
        place: usize,
    },
}

impl BadText {
    /// The field.
    #[must_use]
    pub const fn field(&self) -> &'static str {
        match self {
            Self::Empty { field } | Self::TooLong { field, .. } | Self::Control { field, .. } => field,
        }
    }

    /// A stable code for problem+json.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty { .. } => "empty",
            Self::TooLong { .. } => "too-long",
            Self::Control { .. } => "control-character",
        }
    }
}

/// A single line that may be empty, without spaces around it.
///
/// # Errors
/// When it is longer than [`LINE`] or holds a control character.
pub fn line(field: &'static str, text: &str) -> Result<String, BadText> {
    bounded(field, text, LINE, |_| false)
}

/// A single line that must be filled.
///
/// # Errors
/// As [`line`], and when it is empty.
pub fn filled(field: &'static str, text: &str) -> Result<String, BadText> {
    not_empty(field, line(field, text)?)
}

/// A text of several lines that may be empty.
///
/// # Errors
/// When it is longer than [`NOTE`] or holds a control character other than a line end or a tab.
pub fn note(field: &'static str, text: &str) -> Result<String, BadText> {
    bounded(field, text, NOTE, |c| matches!(c, '\n' | '\r' | '\t'))
}

/// A text of several lines that must be filled: minutes, a reason.
///
/// # Errors
/// As [`note`], and when it is empty.
pub fn filled_note(field: &'static str, text: &str) -> Result<String, BadText> {
    not_empty(field, note(field, text)?)
}

fn not_empty(field: &'static str, text: String) -> Result<String, BadText> {
    if says_nothing(&text) { Err(BadText::Empty { field }) } else { Ok(text) }
}

fn bounded(field: &'static str, text: &str, most: usize, may: fn(char) -> bool) -> Result<String, BadText> {
    let text = text.trim();
    let length = text.chars().count();
    if length > most {
        return Err(BadText::TooLong { field, length, most });
    }
    match text.chars().enumerate().find(|(_, c)| c.is_control() && !may(*c)) {
        Some((index, c)) => Err(BadText::Control { field, code: u32::from(c), place: index + 1 }),
        None => Ok(text.to_owned()),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;

    #[test]
    fn spaces_go_and_what_cannot_be_kept_is_named() {
        assert_eq!(filled("naam", "  Öztürk ").unwrap(), "Öztürk");
        assert_eq!(filled("naam", " \t ").unwrap_err().code(), "empty");
        for unseen in ["\u{200b}", "\u{200b} \u{feff}", "\u{2060}\u{202e}"] {
            assert_eq!(filled("naam", unseen).unwrap_err().code(), "empty", "{unseen:?}");
        }
        assert_eq!(filled("naam", "رانيا\u{200c}ها").unwrap(), "رانيا\u{200c}ها", "a joiner within a name stays");
        assert_eq!(line("naam", &"x".repeat(201)).unwrap_err().code(), "too-long");
        let nul = line("naam", "Am\0iri").unwrap_err();
        assert_eq!(nul.to_string(), "'naam' holds a control character (code 0) at place 3; remove it");
        assert_eq!(note("notitie", "een\ntwee").unwrap(), "een\ntwee");
        assert!(line("naam", "een\ntwee").is_err());
    }
}
