//! Telephone numbers within a sentence, which must not break at their hyphen.

/// How many digits a telephone number has at least: fewer make a date.
const LEAST: usize = 9;

/// A text in pieces, each with whether it is a telephone number.
#[must_use]
pub fn pieces(text: &str) -> Vec<(bool, &str)> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((before, number, after)) = first(rest) {
        found.extend((!before.is_empty()).then_some((false, before)));
        found.push((true, number));
        rest = after;
    }
    found.extend((!rest.is_empty()).then_some((false, rest)));
    found
}

/// The first number, and what stands around it.
fn first(text: &str) -> Option<(&str, &str, &str)> {
    let mut before = None;
    for (at, c) in text.char_indices() {
        let begins = matches!(c, '0' | '+') && before.is_none_or(|c: char| !c.is_alphanumeric() && c != '-');
        before = Some(c);
        if !begins {
            continue;
        }
        let run = &text[at..];
        let end =
            run[1..].find(|c: char| !c.is_ascii_digit() && !matches!(c, ' ' | '-')).map_or(run.len(), |end| end + 1);
        let number = run[..end].trim_end_matches([' ', '-']);
        if number.bytes().filter(u8::is_ascii_digit).count() >= LEAST {
            return Some((&text[..at], number, &run[number.len()..]));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::pieces;

    #[test]
    fn g_05_a_telephone_number_in_a_sentence_stays_whole() {
        let told =
            |text| pieces(text).into_iter().filter(|(number, _)| *number).map(|(_, piece)| piece).collect::<Vec<_>>();
        assert_eq!(told("Bel Joke, 06-5500 0001, of de praktijk (050-55 91009)."), ["06-5500 0001", "050-55 91009"]);
        assert_eq!(told("+31 6 5500 0001"), ["+31 6 5500 0001"]);
        for none in ["", "uiterlijk 04-11-2026", "V-nr 2957000406", "07:30 - 09:00", "+", "é0"] {
            assert_eq!(told(none), Vec::<&str>::new(), "{none}");
        }
    }

    #[test]
    fn the_pieces_of_a_text_make_the_text() {
        for text in ["Joke, 06-5500 0001", "06-5500 0001 06-5500 0002", "0 0 0 - ", "Zoë: +3106-12345678–"] {
            assert_eq!(pieces(text).iter().map(|(_, piece)| *piece).collect::<String>(), text);
        }
    }
}
