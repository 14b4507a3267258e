//! Who hears that a client died: nobody around her may call on her, or plan anything, because nobody told (AZ-15).

use std::collections::BTreeSet;

use jiff::civil::Date;
use regie_pathway::Text;

use super::texts::Say;
use super::{Desk, Subject, To};
use crate::case::Case;
use crate::ids::OrgId;
use crate::seat::Seat;
use crate::wording;

/// Who would hear it: the organisations around her and those that still take part, and on her own side her case manager,
/// first-line case manager and deputies of this day. Who closes the case knows.
#[must_use]
pub fn told_of_death(case: &Case, today: Date, closes: Option<Seat>) -> (BTreeSet<OrgId>, BTreeSet<Seat>) {
    let deputies = case.deputies.iter().filter(|known| known.holds_on(today)).map(|known| known.deputy);
    let seats: BTreeSet<Seat> = [case.case_manager, case.first_line].into_iter().chain(deputies).collect();
    let leaving = case.leaving.iter().filter(|leaving| today <= leaving.until).map(|leaving| leaving.org);
    let mut orgs: BTreeSet<OrgId> = case.orgs_around().chain(leaving).collect();
    // On her own side the people hear it by name.
    orgs.retain(|org| seats.iter().all(|seat| seat.org != *org));
    let closer = closes.map(|seat| seat.person);
    (orgs, seats.into_iter().filter(|seat| Some(seat.person) != closer).collect())
}

impl Desk<'_> {
    pub(super) fn died(&mut self, on: Option<Date>) {
        // What an import brings in is of the past; it sends no post.
        if self.ctx.actor.seat().is_none() {
            return;
        }
        let manager = self.names.reach(self.after.case_manager);
        let (nl, en) = on
            .map(wording::day)
            .map_or_else(Default::default, |day| (format!(" op {}", day.nl), format!(" on {}", day.en)));
        let say = Say::plain(
            Text::new("De cliënt is overleden", "The client has died"),
            Text::new(
                format!("De cliënt is{nl} overleden. De casus is afgesloten. Voor vragen: {manager}."),
                format!("The client died{en}. The case is closed. For questions: {manager}."),
            ),
        );
        let (orgs, seats) = told_of_death(self.before.unwrap_or(self.after), self.ctx.today, self.ctx.actor.seat());
        for org in orgs {
            self.tell(To::Org(org), Subject::ClientDied, &say);
        }
        for seat in seats {
            self.tell(To::Seat(seat), Subject::ClientDied, &say);
        }
    }
}
