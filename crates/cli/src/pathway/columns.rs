//! Text that fits a terminal: columns as wide as they need, wrapped where that is more than there is room for.

use std::fmt::Write;

/// How wide a line is at most: what fits beside a source text on one screen, and on a printed page.
pub(super) const WIDTH: usize = 100;
/// What stands before every line of a table.
const MARGIN: usize = 2;
/// Between two columns.
const GAP: usize = 2;
/// No column is made narrower than this, unless its widest word leaves it so.
const NARROWEST: usize = 6;

/// Whether rows have room without a cell that goes on under itself.
pub(super) fn fits(rows: &[Vec<String>]) -> bool {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widest =
        |column| rows.iter().filter_map(|row| row.get(column)).map(|cell: &String| length(cell)).max().unwrap_or(0);
    MARGIN + GAP * columns.saturating_sub(1) + (0..columns).map(widest).sum::<usize>() <= WIDTH
}

/// Rows under one another; the first is the heading. A cell that is too wide goes on under itself.
pub(super) fn grid(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let cells = |column: usize| rows.iter().filter_map(move |row| row.get(column));
    let widest = |column: usize| cells(column).map(|cell| length(cell)).max().unwrap_or(0);
    let longest_word = |column: usize| cells(column).flat_map(|cell| cell.split(' ')).map(length).max().unwrap_or(0);
    let natural: Vec<usize> = (0..columns).map(widest).collect();
    let least: Vec<usize> = (0..columns).map(|column| longest_word(column).max(NARROWEST)).collect();
    let room = WIDTH.saturating_sub(MARGIN + GAP * columns.saturating_sub(1));
    let widths = fitted(natural, &least, room);
    let mut text = String::new();
    for row in rows {
        let wrapped: Vec<Vec<String>> = row.iter().zip(&widths).map(|(cell, width)| wrap(cell, *width)).collect();
        let height = wrapped.iter().map(Vec::len).max().unwrap_or(1);
        for at in 0..height {
            let parts = wrapped.iter().zip(&widths).map(|(lines, width)| {
                let line = lines.get(at).map_or("", String::as_str);
                format!("{line:width$}")
            });
            // Writing to a string cannot fail.
            let _ = writeln!(text, "  {}", parts.collect::<Vec<_>>().join("  ").trim_end());
        }
    }
    text
}

/// A paragraph, its first line after so many blanks and the others after two more.
pub(super) fn paragraph(indent: usize, words: &str) -> String {
    let mut text = String::new();
    for (at, line) in wrap(words, WIDTH - indent - 2).iter().enumerate() {
        let indent = if at == 0 { indent } else { indent + 2 };
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{:indent$}{line}", "");
    }
    text
}

/// Takes from the widest column until all fit, or none can give any more.
fn fitted(mut widths: Vec<usize>, least: &[usize], room: usize) -> Vec<usize> {
    while widths.iter().sum::<usize>() > room {
        let can_give = widths.iter().zip(least).enumerate().filter(|(_, (width, least))| width > least);
        let Some((widest, _)) = can_give.max_by_key(|(_, (width, _))| **width) else { break };
        if let Some(width) = widths.get_mut(widest) {
            *width -= 1;
        }
    }
    widths
}

/// Lines of at most so many characters, broken between words; a longer word keeps a line of its own.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if length(line) + 1 + length(word) <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

fn length(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: [&str; 3]) -> Vec<String> {
        cells.map(str::to_owned).to_vec()
    }

    #[test]
    fn what_fits_stands_on_one_line() {
        let rows = [row(["a", "b", "c"]), row(["langer", "b", ""])];
        assert!(fits(&rows));
        assert_eq!(grid(&rows), "  a       b  c\n  langer  b\n");
    }

    #[test]
    fn what_is_too_wide_goes_on_under_itself_and_no_word_is_lost() {
        let long = "woord ".repeat(40);
        let rows = [row(["stap", "wanneer", "hoe"]), row(["een", long.trim_end(), long.trim_end()])];
        assert!(!fits(&rows));
        let told = grid(&rows);
        assert!(told.lines().all(|line| length(line) <= WIDTH), "{told}");
        assert_eq!(told.matches("woord").count(), 80);
        let long = paragraph(4, long.trim_end());
        assert!(long.lines().all(|line| length(line) <= WIDTH) && long.lines().nth(1).unwrap().starts_with("      w"));
    }

    #[test]
    fn a_word_that_is_wider_than_all_room_stays_whole() {
        let word = "x".repeat(120);
        assert!(grid(&[row([&word, "b", "c"])]).contains(&word));
    }
}
