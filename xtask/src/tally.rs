//! Adds up what the test binaries say of themselves.

use std::fmt;

/// Tests that passed, failed and were skipped, over all test binaries of a run.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Tally {
    passed: u64,
    failed: u64,
    skipped: u64,
}

impl Tally {
    /// Takes in one line of output; only `test result: …` lines count.
    pub fn hear(&mut self, line: &str) {
        let line = without_colour(line);
        let Some(result) = line.trim_end().strip_prefix("test result: ") else {
            return;
        };
        let Some((_, counts)) = result.split_once(". ") else {
            return;
        };
        for part in counts.split("; ") {
            let Some((number, what)) = part.trim().split_once(' ') else {
                continue;
            };
            let Ok(number) = number.parse::<u64>() else {
                continue;
            };
            match what {
                "passed" => self.passed += number,
                "failed" => self.failed += number,
                "ignored" => self.skipped += number,
                _ => {}
            }
        }
    }

    /// Did any test run at all?
    pub fn ran(&self) -> bool {
        self.passed + self.failed > 0
    }

    /// Did a test fail?
    pub fn failed(&self) -> bool {
        self.failed > 0
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { passed, failed, skipped } = self;
        write!(out, "{passed} passed, {failed} failed, {skipped} skipped")
    }
}

/// The line without terminal colours (`ESC [ … m`).
fn without_colour(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        plain.push_str(before);
        rest = after.split_once('m').map_or("", |(_, after)| after);
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(lines: &[&str]) -> Tally {
        let mut tally = Tally::default();
        for line in lines {
            tally.hear(line);
        }
        tally
    }

    #[test]
    fn binaries_are_added_up() {
        let tally = heard(&[
            "running 3 tests",
            "test a ... ok",
            "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 2 filtered out; finished in 0.00s",
            "",
            "test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.05s",
        ]);
        assert_eq!(tally.to_string(), "4 passed, 2 failed, 1 skipped");
        assert!(tally.ran() && tally.failed());
    }

    #[test]
    fn colours_do_not_hide_a_result() {
        let tally = heard(&["test result: \u{1b}[32mok\u{1b}[0m. 12 passed; 0 failed; 0 ignored; 0 measured"]);
        assert_eq!(tally.to_string(), "12 passed, 0 failed, 0 skipped");
        assert!(!tally.failed());
    }

    #[test]
    fn other_lines_count_for_nothing() {
        let tally = heard(&[
            "the test result: ok. 9 passed; 9 failed",
            "test result: ok",
            "test result: ok. many passed; 1failed; 3 measured",
            "9 passed, 9 failed",
        ]);
        assert_eq!(tally, Tally::default());
        assert!(!tally.ran());
    }

    #[test]
    fn skipped_tests_alone_did_not_run() {
        let tally = heard(&["test result: ok. 0 passed; 0 failed; 7 ignored; 0 measured"]);
        assert!(!tally.ran());
    }
}
