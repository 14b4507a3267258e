//! Names, numbers and codes.

use std::collections::BTreeMap;

use jiff::civil::Date;
use regie_care::case::records::{HandoverCode, With};
use regie_care::charge::{self, Charge};
use regie_care::ids::{OrgId, PersonId};
use regie_care::seat::{Role, Seat};
use regie_care::wording;
use regie_pathway::Text;
use serde::Serialize;

use super::Desk;
use crate::pages::Choice;

/// Somebody on a list on which others may bear her name.
pub struct Namesake {
    /// Her name.
    pub name: String,
    /// Her date of birth.
    pub birth_date: Option<Date>,
    /// What tells her from who bears her name and was born on the same day.
    pub else_by: Option<String>,
}

impl Desk {
    /// What stands beside each name: nothing where she alone bears it, else her date of birth or what else tells her apart.
    #[must_use]
    pub fn told_apart(&self, people: &[Namesake]) -> Vec<String> {
        let mut called: BTreeMap<(&str, Option<Date>), usize> = BTreeMap::new();
        for one in people {
            *called.entry((&one.name, None)).or_default() += 1;
            if one.birth_date.is_some() {
                *called.entry((&one.name, one.birth_date)).or_default() += 1;
            }
        }
        let many = |one: &Namesake, born| called.get(&(one.name.as_str(), born)).copied().unwrap_or_default() > 1;
        let mark = |one: &Namesake| {
            if !many(one, None) {
                return String::new();
            }
            let born = one.birth_date.map(|day| self.t.one("born", "day", self.t.day_full(&day)).into_owned());
            let alone = one.birth_date.is_some() && !many(one, one.birth_date);
            if alone { born } else { one.else_by.clone().or(born) }.unwrap_or_default()
        };
        people.iter().map(mark).collect()
    }

    /// A text in her language.
    #[must_use]
    pub fn text(&self, text: &Text) -> String {
        text.in_language(self.t.code()).to_owned()
    }

    /// A person's name.
    #[must_use]
    pub fn person(&self, id: PersonId) -> String {
        self.directory.person(id).map_or_else(|| self.t.of("name-unknown").into_owned(), |person| person.name.clone())
    }

    /// An organisation's name.
    #[must_use]
    pub fn org(&self, id: OrgId) -> String {
        self.directory.org(id).map_or_else(|| self.t.of("name-unknown").into_owned(), |org| org.name.clone())
    }

    /// A person with her organisation, where that is not the reader's own: `Joke de Vries, De Ooievaar`.
    #[must_use]
    pub fn seat_name(&self, seat: Seat) -> String {
        if seat.org == self.seat.org {
            self.person(seat.person)
        } else {
            format!("{}, {}", self.person(seat.person), self.org(seat.org))
        }
    }

    /// The first number of an organisation; empty when none is known.
    #[must_use]
    pub fn org_phone(&self, id: OrgId) -> String {
        self.directory.org(id).map_or_else(String::new, |org| org.contact.phone.trim().to_owned())
    }

    /// A person's own number, or else that of her organisation.
    #[must_use]
    pub fn phone(&self, seat: Seat) -> String {
        let own = self.directory.person(seat.person).map_or("", |person| person.phone.trim());
        if own.is_empty() { self.org_phone(seat.org) } else { own.to_owned() }
    }

    /// With whom somebody spoke.
    #[must_use]
    pub fn with(&self, with: &With) -> String {
        match with {
            With::Client => self.t.of("with-client").into_owned(),
            With::Relative { name } => self.t.one("with-relative", "name", name).into_owned(),
            With::Org { org } => self.org(*org),
        }
    }

    /// What a handover is called between these organisations.
    pub(super) fn handover_name(&self, code: HandoverCode, from: OrgId, to: OrgId) -> String {
        match wording::is_handed_back(code, from, &self.directory) {
            true => self.t.one("handover-give-back-to", "to", self.org(to)).into_owned(),
            false => self.t.handover(&code).into_owned(),
        }
    }

    /// `afwezig t/m 29 nov`; empty while she is there.
    #[must_use]
    pub fn away(&self, person: PersonId) -> String {
        let absence = self.directory.person(person).and_then(|person| person.absence_on(self.today));
        match absence.map(|absence| absence.until) {
            None => String::new(),
            Some(None) => self.t.of("away").into_owned(),
            Some(Some(until)) => self.t.one("away-until", "day", self.t.near(&until, &self.today)).into_owned(),
        }
    }

    /// The same people, each with how long she is away: who is chosen here takes something on.
    #[must_use]
    pub fn people_to_ask(&self, org: OrgId, fits: impl Fn(Role) -> bool) -> Vec<Choice> {
        let told = |choice: Choice| {
            let person = choice.value.split(':').next().and_then(|id| id.parse().ok());
            match person.map(|person| self.away(person)).filter(|away| !away.is_empty()) {
                Some(away) => Choice { label: format!("{} ({away})", choice.label), ..choice },
                None => choice,
            }
        };
        self.people(org, fits).into_iter().map(told).collect()
    }

    /// The people of an organisation who may be accountable for cases like this one, by name; who is away is named so.
    #[must_use]
    pub fn managers_to_ask(&self, org: OrgId, charge: &Charge) -> Vec<Choice> {
        let kind = self.directory.kind(org);
        self.people_to_ask(org, |role| kind.is_some_and(|kind| charge.covers(kind, role)))
    }

    /// The people of an organisation who may be accountable for some case, by name.
    #[must_use]
    pub fn managers(&self, org: OrgId) -> Vec<Choice> {
        let kind = self.directory.kind(org);
        self.people(org, |role| kind.is_some_and(|kind| charge::may_manage(kind, role)))
    }

    /// Whether somebody in this seat may be accountable for some case.
    #[must_use]
    pub fn may_manage(&self, seat: Seat) -> bool {
        let (kind, role) = (self.directory.kind(seat.org), self.directory.role(seat));
        kind.zip(role).is_some_and(|(kind, role)| charge::may_manage(kind, role))
    }

    /// The people of an organisation whose role fits, by name; value is `person:org`.
    #[must_use]
    pub fn people(&self, org: OrgId, fits: impl Fn(Role) -> bool) -> Vec<Choice> {
        let people = self.directory.people.of(org).filter(|(_, role)| fits(*role));
        let mut found: Vec<Choice> = people
            .map(|(person, _)| Choice::new(format!("{}:{org}", person.id), self.seat_name(Seat::new(person.id, org))))
            .collect();
        found.sort_by(|one, other| one.label.cmp(&other.label).then_with(|| one.value.cmp(&other.value)));
        found
    }
}

/// A seat as the forms post it.
#[must_use]
pub fn seat_value(seat: Seat) -> String {
    format!("{}:{}", seat.person, seat.org)
}

/// The code of an enum as the forms post it, which is the one of the API.
#[must_use]
pub fn code<T: Serialize>(value: &T) -> String {
    serde_json::to_value(value).ok().and_then(|code| code.as_str().map(str::to_owned)).unwrap_or_default()
}

/// With a capital where a sentence or a label begins.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
