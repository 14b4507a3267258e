//! What a text says: nothing, when nobody can see anything of it.

/// Whether a text says nothing: it is empty, or nothing but blanks and marks that nobody sees. A reason, a note or a name of
/// such a text is none.
#[must_use]
pub fn says_nothing(text: &str) -> bool {
    text.chars().all(leaves_no_mark)
}

/// Spaces, and what is typed or pasted and cannot be seen: joiners, direction marks, variation selectors, fillers.
fn leaves_no_mark(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'
                ..='\u{180f}'
        )
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}')
        || matches!(c, '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}')
        || matches!(c, '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_sees_says_nothing_and_a_joiner_within_a_word_does_no_harm() {
        for unseen in
            ["", " \t\n", "\u{a0}", "\u{200b}", "\u{200b} \u{feff}", "\u{2060}\u{202e}", "\u{fe0f}", "\u{e0020}"]
        {
            assert!(says_nothing(unseen), "{unseen:?}");
        }
        for seen in ["nee", ".", "\u{200b}ja", "رانيا\u{200c}ها", "🙂"] {
            assert!(!says_nothing(seen), "{seen:?}");
        }
    }
}
