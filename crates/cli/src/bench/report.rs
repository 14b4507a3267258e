//! What was measured: figures with their targets, as text while it is measured or as JSON at the end.

use serde::Serialize;

use crate::failure::Failure;
use crate::output;

/// Everything that was measured.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Report {
    seconds_per_measurement: u64,
    sections: Vec<Section>,
    targets_held: usize,
    targets_missed: usize,
    #[serde(skip)]
    json: bool,
}

/// One part, on one database.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Section {
    title: String,
    figures: Vec<Figure>,
    notes: Vec<String>,
}

/// One figure.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Figure {
    what: String,
    value: f64,
    unit: Unit,
    #[serde(skip_serializing_if = "Option::is_none")]
    target: Option<Target>,
    #[serde(skip_serializing_if = "Option::is_none")]
    holds: Option<bool>,
}

/// In what a figure is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    PerSecond,
    Milliseconds,
    Bytes,
    Times,
}

/// What a figure must reach.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Target {
    AtLeast(f64),
    AtMost(f64),
    Below(f64),
}

impl Target {
    fn holds(self, value: f64) -> bool {
        match self {
            Self::AtLeast(wanted) => value >= wanted,
            Self::AtMost(wanted) => value <= wanted,
            Self::Below(wanted) => value < wanted,
        }
    }

    fn words(self, unit: Unit) -> String {
        match self {
            Self::AtLeast(wanted) => format!("at least {}", amount(wanted, unit)),
            Self::AtMost(wanted) => format!("at most {}", amount(wanted, unit)),
            Self::Below(wanted) => format!("below {}", amount(wanted, unit)),
        }
    }
}

impl Report {
    pub fn new(seconds: u64, json: bool) -> Self {
        Self { seconds_per_measurement: seconds, sections: Vec::new(), targets_held: 0, targets_missed: 0, json }
    }

    /// Adds a section, and tells it unless JSON is asked for.
    pub fn add(&mut self, section: Section) -> Result<(), Failure> {
        if !self.json {
            output::line(section.text())?;
        }
        let verdicts = || section.figures.iter().filter_map(|figure| figure.holds);
        self.targets_held += verdicts().filter(|holds| *holds).count();
        self.targets_missed += verdicts().filter(|holds| !holds).count();
        self.sections.push(section);
        Ok(())
    }

    pub fn finish(&self) -> Result<(), Failure> {
        if self.json {
            return output::json(self);
        }
        output::line(format_args!("{} targets hold, {} missed", self.targets_held, self.targets_missed))
    }
}

impl Section {
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), figures: Vec::new(), notes: Vec::new() }
    }

    pub fn figure(&mut self, what: impl Into<String>, value: f64, unit: Unit) {
        self.figures.push(Figure { what: what.into(), value, unit, target: None, holds: None });
    }

    pub fn judged(&mut self, what: impl Into<String>, value: f64, unit: Unit, target: Target) {
        let holds = Some(target.holds(value));
        self.figures.push(Figure { what: what.into(), value, unit, target: Some(target), holds });
    }

    pub fn note(&mut self, note: impl Into<String>) {
        self.notes.push(note.into());
    }

    fn text(&self) -> String {
        let mut text = format!("{}\n", self.title);
        let width = self.figures.iter().map(|figure| figure.what.chars().count()).max().unwrap_or(0);
        for Figure { what, value, unit, target, holds } in &self.figures {
            text += &format!("  {what:width$}  {:>14}", amount(*value, *unit));
            if let (Some(target), Some(holds)) = (target, holds) {
                let verdict = if *holds { "holds" } else { "MISSED" };
                text += &format!("   target {}: {verdict}", target.words(*unit));
            }
            text.push('\n');
        }
        for note in &self.notes {
            text += &format!("  ({note})\n");
        }
        text
    }
}

fn amount(value: f64, unit: Unit) -> String {
    match unit {
        Unit::PerSecond => format!("{} /s", grouped(value)),
        Unit::Bytes => format!("{} bytes", grouped(value)),
        Unit::Milliseconds => format!("{value:.2} ms"),
        Unit::Times => format!("{value:.2} x"),
    }
}

/// A whole number with a space between thousands.
fn grouped(value: f64) -> String {
    let digits = format!("{value:.0}");
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index) % 3 == 0 {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_judged_at_its_edge() {
        assert!(Target::AtLeast(5.0).holds(5.0) && !Target::AtLeast(5.0).holds(4.99));
        assert!(Target::AtMost(1.5).holds(1.5) && !Target::AtMost(1.5).holds(1.51));
        assert!(!Target::Below(10.0).holds(10.0) && Target::Below(10.0).holds(9.99));
    }

    #[test]
    fn a_report_counts_what_holds_and_says_what_is_missed() {
        let mut section = Section::new("commands");
        section.figure("raw", 1_234_567.4, Unit::PerSecond);
        section.judged("64 writers beside raw", 5.25, Unit::Times, Target::AtLeast(5.0));
        section.judged("p99", 12.0, Unit::Milliseconds, Target::Below(10.0));
        let text = section.text();
        assert!(text.contains("1 234 567 /s"), "{text}");
        assert!(text.contains("5.25 x   target at least 5.00 x: holds"), "{text}");
        assert!(text.contains("12.00 ms   target below 10.00 ms: MISSED"), "{text}");
        let mut report = Report::new(1, true);
        report.add(section).unwrap();
        let json = serde_json::to_value(&report).unwrap();
        assert_eq!((json["targets-held"].as_u64(), json["targets-missed"].as_u64()), (Some(1), Some(1)));
        assert_eq!(json["sections"][0]["figures"][1]["holds"], true);
    }
}
