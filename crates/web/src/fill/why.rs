//! Why a step stands where it stands, in one sentence: its window in days, and what that is counted from.

use jiff::civil::Date;
use regie_pathway::{Definition, Step, gestation};

use super::Desk;

/// A step and the days of its line.
pub(super) struct Timing<'a> {
    /// The definition that it belongs to, when it is known here.
    pub(super) definition: Option<&'a Definition>,
    /// The step in it.
    pub(super) step: Option<&'a Step>,
    /// First day of the window.
    pub(super) from: Date,
    /// Last day.
    pub(super) until: Date,
    /// The appointment.
    pub(super) planned: Option<Date>,
    /// Whether its own window had passed and this one is to catch up.
    pub(super) late: bool,
    /// The clinical dates that are known: anchor and day.
    pub(super) anchors: &'a [(&'a str, Date)],
}

/// What the window of a step counts from.
enum Origin<'a> {
    Gestation(Date),
    Anchor(String, Date),
    Step(&'a Step),
    Entry,
    Opening,
    Unknown,
}

impl Desk {
    /// `Te doen bij 29w0d–31w0d: 8 nov – 22 nov, gerekend vanaf de à terme datum 24 jan 2027.`
    pub(super) fn why_then(&self, timing: &Timing<'_>) -> String {
        let (t, today) = (self.t, &self.today);
        if let Some(day) = timing.planned {
            let on = t.near(&day, today);
            return if day > timing.until {
                t.two("why-planned-past", "day", on, "last", t.near(&timing.until, today)).into_owned()
            } else if day < timing.from {
                t.two("why-planned-early", "day", on, "first", t.near(&timing.from, today)).into_owned()
            } else {
                t.one("why-planned", "day", on).into_owned()
            };
        }
        if timing.late {
            return t.one("why-late", "day", t.near(&timing.until, today)).into_owned();
        }
        let span = t.span(&timing.from, &timing.until, today);
        match self.origin(timing) {
            Origin::Gestation(due) => {
                let weeks = format!("{}–{}", gestation(due, timing.from), gestation(due, timing.until));
                let due = t.day(&due, today);
                t.with("why-from-due", &[("weeks", &weeks), ("span", &span), ("due", &due)])
            }
            Origin::Anchor(anchor, day) => {
                let day = t.day(&day, today);
                t.with("why-from-anchor", &[("span", &span), ("anchor", &anchor), ("day", &day)])
            }
            Origin::Step(step) => t.two("why-from-step", "span", span, "step", self.text(&step.title)),
            Origin::Entry => t.one("why-from-entry", "span", span),
            Origin::Opening => t.one("why-from-opening", "span", span),
            Origin::Unknown => t.one("why-window", "span", span),
        }
        .into_owned()
    }

    fn origin<'a>(&self, timing: &Timing<'a>) -> Origin<'a> {
        let (Some(definition), Some(step)) = (timing.definition, timing.step) else { return Origin::Unknown };
        let Some(bound) = step.window_rule().and_then(|rule| rule.split("..").next()) else { return Origin::Unknown };
        let day = |anchor: &str| timing.anchors.iter().find(|(id, _)| *id == anchor).map(|(_, day)| *day);
        if bound.starts_with(|first: char| first.is_ascii_digit()) {
            let due = definition.gestation_anchor().and_then(|anchor| day(anchor.as_str()));
            return due.map_or(Origin::Unknown, Origin::Gestation);
        }
        if is_base(bound, "entry") {
            return Origin::Entry;
        }
        if is_base(bound, "opened") {
            return Origin::Opening;
        }
        let anchor = definition.anchors().iter().find(|anchor| is_base(bound, anchor.id.as_str()));
        if let Some((anchor, day)) = anchor.and_then(|anchor| Some((anchor, day(anchor.id.as_str())?))) {
            return Origin::Anchor(self.text(&regie_pathway::with_article(&anchor.title)), day);
        }
        let other = definition.steps().iter().find(|other| is_base(bound, other.id.as_str()));
        other.map_or(Origin::Unknown, Origin::Step)
    }
}

/// Whether a bound such as `born+10d` counts from this.
fn is_base(bound: &str, base: &str) -> bool {
    bound.trim().strip_prefix(base).is_some_and(|rest| rest.is_empty() || is_offset(rest))
}

/// `+10d`, `-2w`: a sign and a digit; `-visit` is the rest of a longer name.
fn is_offset(rest: &str) -> bool {
    let mut letters = rest.trim_start().chars();
    letters.next().is_some_and(|sign| matches!(sign, '+' | '-'))
        && letters.find(|letter| *letter != ' ').is_some_and(|digit| digit.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::is_base;

    #[test]
    fn a_bound_counts_from_its_whole_name() {
        assert!(is_base("born", "born") && is_base("born+10d", "born") && is_base("intake - 2w", "intake"));
        assert!(!is_base("home-visit+1d", "home") && !is_base("born", "bor"));
    }
}
