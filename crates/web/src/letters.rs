//! How wide words are, so that they can be broken into lines before anything draws them.
//!
//! Nobody knows which typeface a reader has. The widths are those of a broad one, so that a line is rather too short.

/// The width of a letter at 100 units of type size, by kind.
const fn width(letter: char) -> i32 {
    match letter {
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '!' | '|' | '\'' | '’' => 32,
        'f' | 't' | 'r' | 'I' | ' ' | '(' | ')' | '-' | '/' | '“' | '”' => 40,
        'm' | 'M' | 'W' | 'w' | '@' | '%' | '…' => 94,
        'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' | 'J' => 58,
        'a'..='z' | '0'..='9' => 63,
        _ => 75,
    }
}

/// How wide a text is at a type size.
pub(crate) fn measure(text: &str, size: i32) -> i32 {
    text.chars().map(width).sum::<i32>() * size / 100
}

/// Breaks a text into lines of at most this width; what does not fit on the last line is cut there.
pub(crate) fn lines(text: &str, size: i32, room: i32, most: usize) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for word in text.split_whitespace().flat_map(|word| pieces(word, size, room)) {
        match found.last_mut() {
            Some(line) if measure(&format!("{line} {word}"), size) <= room => {
                line.push(' ');
                line.push_str(&word);
            }
            _ => found.push(word),
        }
    }
    let cut_off = found.len() > most;
    found.truncate(most);
    if let Some(last) = found.last_mut().filter(|_| cut_off) {
        *last = cut(last, size, room);
    }
    found
}

/// A word that is too long for a line, broken where there is no room.
fn pieces(word: &str, size: i32, room: i32) -> Vec<String> {
    let mut found = vec![String::new()];
    for letter in word.chars() {
        let Some(piece) = found.last_mut() else { break };
        if !piece.is_empty() && measure(piece, size) + measure("-", size) + measure(&letter.to_string(), size) > room {
            piece.push('-');
            found.push(letter.to_string());
        } else {
            piece.push(letter);
        }
    }
    match found.as_slice() {
        // The hyphen needs room only where the word goes on.
        [_, _] if measure(word, size) <= room => vec![word.to_owned()],
        _ => found,
    }
}

/// The text with an ellipsis, as much of it as there is room for.
fn cut(text: &str, size: i32, room: i32) -> String {
    let mut short = text.trim_end_matches(['.', ',', ':', ';']).to_owned();
    while !short.is_empty() && measure(&short, size) + measure("…", size) > room {
        short.pop();
    }
    short.truncate(short.trim_end().len());
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_broken_where_there_is_no_room() {
        let title = "Toestemming vragen voor contact met huidige hulpverlening en huisarts";
        let broken = lines(title, 13, 170, 4);
        assert_eq!(broken.join(" "), title);
        assert!(broken.len() > 2 && broken.iter().all(|line| measure(line, 13) <= 170), "{broken:?}");
    }

    #[test]
    fn what_does_not_fit_is_cut_and_says_so() {
        let broken = lines("een twee drie vier vijf zes zeven acht", 13, 60, 2);
        assert_eq!(broken.len(), 2);
        assert!(broken[1].ends_with('…') && measure(&broken[1], 13) <= 60, "{broken:?}");
        let long = lines("Arbeidsongeschiktheidsverzekering", 13, 100, 9);
        assert!(long.len() == 3 && long[0].ends_with('-') && !long[2].ends_with('-'), "{long:?}");
        assert!(long.iter().all(|line| measure(line, 13) <= 100), "{long:?}");
    }
}
