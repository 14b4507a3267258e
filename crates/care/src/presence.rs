//! Who is there for a case today (AZ-01, AZ-06).
//!
//! One rule for every place that asks it: the case manager; while she is away her deputy, who stands in for a while before
//! the fixed one; while all are away who is on duty at the accountable organisation; and where the rota is silent or its person is away too, every carer there who
//! is present. So what cannot wait reaches somebody who is there, as long as anybody is.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::case::{Case, Context};
use crate::charge;
use crate::directory::Directory;
use crate::ids::OrgId;
use crate::seat::{Role, Seat};

/// The directory at one moment. `today` is the civil day of `now` in Europe/Amsterdam.
#[derive(Debug, Clone, Copy)]
pub struct Presence<'a> {
    /// Who works where, who is away, who is on duty.
    pub directory: &'a Directory,
    /// The moment.
    pub now: Timestamp,
    /// The day.
    pub today: Date,
}

/// Who attends to a case today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Attending {
    /// The case manager herself.
    CaseManager(Seat),
    /// Her deputy, while she is away.
    Deputy(Seat),
    /// Who is on duty at her organisation, while the deputy is away too.
    OnDuty(Seat),
    /// Every carer there who is present, while the rota is silent or its person is away.
    Carers(BTreeSet<Seat>),
    /// Nobody of the organisation.
    Nobody,
}

impl Attending {
    /// The seats; none only when nobody is there.
    #[must_use]
    pub fn seats(&self) -> Vec<Seat> {
        match self {
            Self::CaseManager(seat) | Self::Deputy(seat) | Self::OnDuty(seat) => vec![*seat],
            Self::Carers(seats) => seats.iter().copied().collect(),
            Self::Nobody => Vec::new(),
        }
    }

    /// Whether this seat is one of them.
    #[must_use]
    pub fn includes(&self, seat: Seat) -> bool {
        match self {
            Self::CaseManager(known) | Self::Deputy(known) | Self::OnDuty(known) => *known == seat,
            Self::Carers(seats) => seats.contains(&seat),
            Self::Nobody => false,
        }
    }
}

/// Whether a person in this seat may be accountable for cases.
fn manages(directory: &Directory, seat: Seat) -> bool {
    let (kind, role) = (directory.kind(seat.org), directory.role(seat));
    kind.zip(role).is_some_and(|(kind, role)| charge::may_manage(kind, role))
}

/// Whether nobody can wait for this case manager or deputy on that day: she is absent, or has left her seat.
pub(crate) fn is_away(directory: &Directory, seat: Seat, day: Date) -> bool {
    directory.is_absent(seat.person, day) || !manages(directory, seat)
}

impl<'a> Presence<'a> {
    /// As a decision sees it.
    #[must_use]
    pub const fn of(ctx: &Context<'a>) -> Self {
        Self { directory: ctx.directory, now: ctx.now, today: ctx.today }
    }

    /// Whether a person in this seat may be accountable for cases.
    #[must_use]
    pub fn manages(self, seat: Seat) -> bool {
        manages(self.directory, seat)
    }

    /// Whether nobody can wait for this case manager or deputy today: she is absent, or has left her seat.
    #[must_use]
    pub fn is_away(self, seat: Seat) -> bool {
        is_away(self.directory, seat, self.today)
    }

    /// Who attends to the case today.
    #[must_use]
    pub fn attending(self, case: &Case) -> Attending {
        let manager = case.case_manager;
        if !self.is_away(manager) {
            return Attending::CaseManager(manager);
        }
        match self.deputy_there(case, manager) {
            Some(deputy) => Attending::Deputy(deputy),
            None => self.stand_ins(manager.org),
        }
    }

    /// The deputy of a case manager of the case who is there today: who stands in for a while, or the fixed one while she
    /// is away herself.
    #[must_use]
    pub fn deputy_there(self, case: &Case, manager: Seat) -> Option<Seat> {
        case.deputies_of(manager, self.today).map(|known| known.deputy).find(|deputy| !self.is_away(*deputy))
    }

    /// Who stands in at an organisation where neither case manager nor deputy is there: who is on duty, else every carer
    /// who is present.
    #[must_use]
    pub fn stand_ins(self, org: OrgId) -> Attending {
        let on_duty = self.directory.on_duty(org, self.now).map(|person| Seat::new(person, org));
        if let Some(seat) = on_duty.filter(|seat| self.cares_today(*seat)) {
            return Attending::OnDuty(seat);
        }
        let there = self.directory.people.of(org).map(|(person, _)| Seat::new(person.id, org));
        let carers: BTreeSet<Seat> = there.filter(|seat| self.cares_today(*seat)).collect();
        if carers.is_empty() { Attending::Nobody } else { Attending::Carers(carers) }
    }

    /// Whether this person may say that the case manager knows of a particular: she herself, or who attends to the case
    /// in her place (AZ-06).
    #[must_use]
    pub fn hears_for(self, case: &Case, seat: Seat) -> bool {
        seat.person == case.case_manager.person || self.attending(case).includes(seat)
    }

    /// The coordinators of the networks in which these organisations take part, in a fixed order.
    #[must_use]
    pub fn coordinators(self, orgs: &[OrgId]) -> BTreeSet<Seat> {
        let network = |org: OrgId| self.directory.org(org).map(|org| org.network.as_str());
        let networks: Vec<&str> = orgs.iter().filter_map(|org| network(*org)).collect();
        let seats = self.directory.people.values().flat_map(|person| {
            let coordinates = person.roles.iter().filter(|(_, role)| **role == Role::Coordinator);
            coordinates.map(|(org, _)| Seat::new(person.id, *org))
        });
        seats.filter(|seat| network(seat.org).is_some_and(|network| networks.contains(&network))).collect()
    }

    /// Whether she gives care there and is not absent.
    fn cares_today(self, seat: Seat) -> bool {
        let cares = matches!(self.directory.role(seat), Some(Role::Midwife | Role::Doctor | Role::Nurse));
        cares && !self.directory.is_absent(seat.person, self.today)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;
    use crate::case::records::Deputyship;
    use crate::fixtures::*;
    use crate::organisation::DutyShift;
    use crate::person::Absence;
    use crate::who::who_now;

    fn today() -> Date {
        day(4, 1)
    }

    fn send_away(directory: &mut Directory, seat: Seat) {
        let away = Absence { from: day(3, 30), until: None };
        directory.people.change(seat.person, |person| person.absences.push(away));
    }

    fn leave(directory: &mut Directory, seat: Seat) {
        directory.people.change(seat.person, |person| person.roles.clear());
    }

    fn attending(directory: &Directory) -> Attending {
        Presence { directory, now: morning(today()), today: today() }.attending(&opened_case())
    }

    #[test]
    fn az_06_somebody_attends_as_long_as_anybody_is_there() {
        for away in [send_away, leave] {
            let mut directory = directory();
            assert_eq!(attending(&directory), Attending::CaseManager(JOKE));
            away(&mut directory, JOKE);
            assert_eq!(attending(&directory), Attending::Deputy(FATMA));
            away(&mut directory, FATMA);
            assert_eq!(attending(&directory), Attending::Carers(BTreeSet::from([MARIE])), "the rota is silent");
            let shift =
                |seat: Seat| DutyShift { person: seat.person, from: morning(day(3, 31)), until: morning(day(4, 2)) };
            let rota =
                |directory: &mut Directory, seat| directory.orgs.get_mut(&PRACTICE).unwrap().duty = vec![shift(seat)];
            rota(&mut directory, MARIE);
            assert_eq!(attending(&directory), Attending::OnDuty(MARIE));
            rota(&mut directory, FATMA);
            assert_eq!(
                attending(&directory),
                Attending::Carers(BTreeSet::from([MARIE])),
                "who has duty is away herself"
            );
            away(&mut directory, MARIE);
            assert_eq!(attending(&directory), Attending::Nobody, "an assistant alone is not a carer");
            assert!(Attending::Nobody.seats().is_empty());
        }
    }

    #[test]
    fn az_02_a_cover_that_is_away_herself_gives_way_to_the_fixed_deputy() {
        let mut case = opened_case();
        let cover = Deputyship { deputy: MARIE, from: day(3, 30), until: Some(day(4, 30)) };
        case.deputies.push(cover.clone());
        let mut directory = directory();
        send_away(&mut directory, JOKE);
        let there = |directory: &Directory, case: &Case| {
            let presence = Presence { directory, now: morning(today()), today: today() };
            let card = who_now(case, directory, morning(today()), today());
            let attending = presence.attending(case);
            assert_eq!(card.first.person, attending.seats().first().map(|seat| seat.person), "card and board agree");
            attending
        };
        assert_eq!(there(&directory, &case), Attending::Deputy(MARIE));
        assert_eq!(case.fixed_and_cover(today()), (Some(FATMA), Some(&cover)));
        send_away(&mut directory, MARIE);
        assert_eq!(there(&directory, &case), Attending::Deputy(FATMA));
        case.deputies.insert(0, Deputyship { deputy: MARIE, from: day(3, 1), until: None });
        assert_eq!(there(&directory, &case), Attending::Deputy(FATMA), "who was replaced for good does not come back");
    }

    #[test]
    fn az_10_the_coordinators_are_those_of_the_networks() {
        let directory = directory();
        let presence = Presence { directory: &directory, now: morning(today()), today: today() };
        assert_eq!(presence.coordinators(&[PRACTICE]), BTreeSet::from([REGINA]));
        assert_eq!(presence.coordinators(&[OTHER_PRACTICE]), BTreeSet::new());
    }
}
