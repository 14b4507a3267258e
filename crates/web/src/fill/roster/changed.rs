//! What differs from the roster before, what was recorded since, and who must hear it.

use jiff::civil::Date;
use regie_app::{BrokenVisit, RosterChange, UnrecordedPrick, WomanLine};

use super::{Week, clock};
use crate::fill::Desk;
use crate::fill::names::capital;
use crate::pages::roster::{BrokenLine, ChangeLine, UnrecordedLine};

impl Desk {
    /// The changes of a kind: other times alone, or the others.
    pub(super) fn changes(&self, week: &Week<'_>, changes: &[RosterChange], later: bool) -> Vec<ChangeLine> {
        let is_later =
            |change: &RosterChange| !change.face && !change.day && change.was.is_some() && change.is.is_some();
        changes
            .iter()
            .filter(|change| is_later(change) == later)
            .map(|change| self.change(week, change, later))
            .collect()
    }

    /// What was recorded since and breaks the roster, visit by visit.
    pub(super) fn broken(&self, week: &Week<'_>) -> Vec<BrokenLine> {
        let line = |one: &BrokenVisit| BrokenLine {
            visit: one.visit.clone(),
            client: one.client.clone(),
            told_apart: week.told_apart(one.case),
            what: format!(
                "{}, {}, {} {}",
                self.visit_for(&one.visit, one.purpose),
                one.midwife,
                self.weekday_and_day(one.on),
                clock(one.start)
            ),
            why: capital(&self.text(&one.why)),
        };
        week.board.broken.iter().map(line).collect()
    }

    /// The heel pricks of which nobody recorded whether they were made.
    pub(super) fn unrecorded(&self, week: &Week<'_>) -> Vec<UnrecordedLine> {
        let line = |one: &UnrecordedPrick| {
            let until = self.prick_until(one.last, one.in_hospital);
            let with = one.planned.as_ref().map(|(who, on)| {
                self.t.two("visits-was-with", "who", who, "day", self.weekday_and_day(*on)).into_owned()
            });
            UnrecordedLine {
                client: one.client.clone(),
                told_apart: week.told_apart(one.case),
                what: [Some(until), with].into_iter().flatten().collect::<Vec<_>>().join("; "),
                manager: one.case_manager.clone(),
                phone: one.case_manager_phone.clone(),
            }
        };
        week.board.unrecorded.iter().map(line).collect()
    }

    /// Who must hear again when who comes, by name.
    pub(super) fn again(&self, week: &Week<'_>) -> String {
        let who = |woman: &WomanLine| match week.told_apart(woman.case) {
            apart if apart.is_empty() => woman.name.clone(),
            apart => format!("{} ({apart})", woman.name),
        };
        let names: Vec<String> = week.board.women.iter().filter(|woman| woman.tell_again).map(who).collect();
        if names.is_empty() || week.board.proposal.is_some() {
            return String::new();
        }
        self.t.one("roster-tell-again", "who", names.join(", ")).into_owned()
    }

    fn change(&self, week: &Week<'_>, change: &RosterChange, later: bool) -> ChangeLine {
        let place =
            |(who, on, start): &(String, Date, u32)| format!("{who}, {} {}", self.weekday_and_day(*on), clock(*start));
        let purpose = capital(&self.visit_for(&change.visit, change.purpose));
        let what = match (&change.was, &change.is) {
            (Some(was), Some(is)) if later => {
                format!("{purpose}, {}, {}: {} → {}", is.0, self.weekday_and_day(is.1), clock(was.2), clock(is.2))
            }
            (Some(was), Some(is)) => format!("{purpose}: {} → {}", place(was), place(is)),
            (None, Some(is)) => format!("{purpose}: {}: {}", self.t.of("roster-new"), place(is)),
            (Some(was), None) => format!("{purpose}: {}: {}", self.t.of("roster-gone"), place(was)),
            (None, None) => purpose,
        };
        let told_apart = week.told_apart(change.case);
        ChangeLine { client: change.client.clone(), told_apart, what, told: change.told }
    }
}
