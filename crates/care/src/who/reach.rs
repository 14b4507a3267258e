//! Finds somebody who can be reached in a case manager's place.

use jiff::Timestamp;
use jiff::civil::Date;
use regie_pathway::Text;

use super::{Emergency, PointOfContact, Standing, wording};
use crate::case::Case;
use crate::directory::Directory;
use crate::ids::{OrgId, PersonId};
use crate::person::Absence;
use crate::presence::Presence;
use crate::seat::Seat;

const UNKNOWN: &str = "(onbekend)";

/// The directory at one moment.
#[derive(Clone, Copy)]
pub(super) struct Reach<'a> {
    pub(super) directory: &'a Directory,
    pub(super) at: Timestamp,
    pub(super) today: Date,
}

/// Why somebody cannot be approached today.
#[derive(Clone)]
enum Away {
    /// She is absent.
    Absent(Absence),
    /// She no longer works there.
    Gone,
}

impl<'a> Reach<'a> {
    pub(super) fn person_name(self, person: PersonId) -> &'a str {
        self.directory.person(person).map_or(UNKNOWN, |person| person.name.as_str())
    }

    pub(super) fn org_name(self, org: OrgId) -> &'a str {
        self.directory.org(org).map_or(UNKNOWN, |org| org.name.as_str())
    }

    /// The case manager, else her deputy, else who is on duty at her organisation, else its number.
    pub(super) fn contact(self, case: &Case, case_manager: Seat) -> PointOfContact {
        let Some(away) = self.away(case_manager) else {
            return self.person(Standing::CaseManager, case_manager);
        };
        let (since, until) = match &away {
            Away::Absent(absence) => (Some(absence.from), absence.until),
            Away::Gone => (None, None),
        };
        let name = self.person_name(case_manager.person);
        if let Some(deputy) = self.presence().deputy_there(case, case_manager) {
            let reason = replaced(name, &away, self.person_name(deputy.person));
            return PointOfContact { since, until, reason: Some(reason), ..self.person(Standing::Deputy, deputy) };
        }
        let stands_in = case.deputy_of(case_manager, self.today).map(|deputy| self.person_name(deputy.person));
        let on_duty = self.on_duty(case_manager.org);
        let contact = match on_duty {
            Some(person) => self.person(Standing::OnDuty, Seat::new(person, case_manager.org)),
            None => self.organisation(case_manager.org),
        };
        let reason = nobody_in_person(name, &away, stands_in, on_duty.map(|person| self.person_name(person)));
        PointOfContact { since, until, reason: Some(reason), ..contact }
    }

    pub(super) fn emergency(self, org: OrgId) -> Emergency {
        Emergency {
            org,
            org_name: self.org_name(org).to_owned(),
            phone: self.directory.org(org).map_or_else(String::new, |org| org.emergency_phone().to_owned()),
            on_duty: self.on_duty(org).map(|person| self.person_name(person).to_owned()),
        }
    }

    /// Who is on duty now and not away: a rota is made before somebody falls ill.
    fn on_duty(self, org: OrgId) -> Option<PersonId> {
        self.directory.on_duty(org, self.at).filter(|person| self.away(Seat::new(*person, org)).is_none())
    }

    const fn presence(self) -> Presence<'a> {
        Presence { directory: self.directory, now: self.at, today: self.today }
    }

    fn away(self, seat: Seat) -> Option<Away> {
        let person = self.directory.person(seat.person);
        match person.filter(|person| person.roles.contains_key(&seat.org)) {
            None => Some(Away::Gone),
            Some(person) => person.absence_on(self.today).cloned().map(Away::Absent),
        }
    }

    fn person(self, standing: Standing, seat: Seat) -> PointOfContact {
        let own = self.directory.person(seat.person).map_or("", |person| person.phone.trim());
        PointOfContact {
            standing,
            person: Some(seat.person),
            name: self.person_name(seat.person).to_owned(),
            phone: if own.is_empty() { self.phone(seat.org) } else { own.to_owned() },
            ..self.organisation(seat.org)
        }
    }

    fn organisation(self, org: OrgId) -> PointOfContact {
        PointOfContact {
            standing: Standing::Organisation,
            person: None,
            org,
            name: self.org_name(org).to_owned(),
            org_name: self.org_name(org).to_owned(),
            phone: self.phone(org),
            since: None,
            until: None,
            reason: None,
        }
    }

    fn phone(self, org: OrgId) -> String {
        let Some(org) = self.directory.org(org) else { return String::new() };
        let first = org.contact.phone.trim();
        if first.is_empty() { org.emergency_phone() } else { first }.to_owned()
    }
}

fn replaced(name: &str, away: &Away, deputy: &str) -> Text {
    let away = in_words(name, away);
    Text::new(format!("{}; {deputy} neemt waar.", away.nl), format!("{}; {deputy} stands in.", away.en))
}

fn nobody_in_person(name: &str, away: &Away, deputy: Option<&str>, on_duty: Option<&str>) -> Text {
    let away = in_words(name, away);
    let (and_nl, and_en) = match deputy {
        Some(deputy) => (format!("vervanger {deputy} is er ook niet"), format!("deputy {deputy} is not there either")),
        None => ("er is geen vervanger voor vandaag".to_owned(), "there is no deputy for today".to_owned()),
    };
    let (so_nl, so_en) = match on_duty {
        Some(person) => (format!("{person} heeft dienst."), format!("{person} is on duty.")),
        None => ("bel de organisatie.".to_owned(), "call the organisation.".to_owned()),
    };
    Text::new(format!("{} en {and_nl}; {so_nl}", away.nl), format!("{} and {and_en}; {so_en}", away.en))
}

fn in_words(name: &str, away: &Away) -> Text {
    match away {
        Away::Gone => Text::new(format!("{name} werkt hier niet meer"), format!("{name} no longer works here")),
        Away::Absent(Absence { from, until: None }) => {
            let from = wording::day(*from);
            Text::new(format!("{name} is afwezig sinds {}", from.nl), format!("{name} is away since {}", from.en))
        }
        Away::Absent(Absence { from, until: Some(until) }) => {
            let (from, until) = (wording::day(*from), wording::day(*until));
            Text::new(
                format!("{name} is afwezig van {} tot en met {}", from.nl, until.nl),
                format!("{name} is away from {} until {}", from.en, until.en),
            )
        }
    }
}
