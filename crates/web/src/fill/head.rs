//! The head of a case: who she is, whom to approach, who is around her.

use jiff::civil::Date;
use regie_app::{CaseFile, Extent};
use regie_care::case::records::Deputyship;
use regie_care::case::state::{Arriving, Run};
use regie_care::case::{Case, Death};
use regie_care::client::Identity;
use regie_care::ids::OrgId;
use regie_care::seat::{Line, OrgKind, Seat};
use regie_care::view::Relation;
use regie_care::vocabulary::anchor;
use regie_care::who::{self, Standing};
use regie_pathway::AnchorId;

use super::names::capital;
use super::{Desk, course};
use crate::pages::case::head::{Person, TeamLine};
use crate::pages::case::{CaseHead, CaseState, Elsewhere, Team, WhoCard};
use crate::texts::{Chip, Course, Tone};

impl Desk {
    /// Who she is. What is medical only for who may see the whole case.
    pub(super) fn head(&self, file: &CaseFile) -> CaseHead {
        let (case, identity) = (&file.case.state, &file.client.identity);
        let v_number = identity.v_number.map(|number| self.t.v_number(&number.to_string()));
        let bsn = || identity.bsn.map(|number| self.t.bsn(&number.to_string()));
        let (lost, whole) = (course::is_lost(case), file.extent.tells_care());
        // Who is asked to take her over is told how far along she is: nobody can answer without.
        let told = whole || file.extent == Extent::ToAnswer;
        let died = case.death();
        let born = course::anchor(case, anchor::BORN).filter(|_| told && !lost);
        let due = course::anchor(case, anchor::DUE).filter(|_| told && !lost && born.is_none() && died.is_none());
        let grew_until = match died {
            Some(Death::On(day)) => day,
            Some(Death::DayUnknown) | None => self.today,
        };
        CaseHead {
            name: identity.full_name(),
            age: identity.birth_date.and_then(|birth| age(birth, grew_until)),
            died,
            course: if told && died.is_none() { course::of_case(case, self.today) } else { Course::Unknown },
            due,
            caesarean: case.planned_caesarean().filter(|_| whole),
            born,
            number: v_number.or_else(bsn),
            site: identity.site.clone(),
            moves: self.moves(case.arriving.as_ref()),
            phone: identity.phone.clone(),
            chips: self.head_chips(case, identity, whole),
        }
    }

    /// `verhuist 1 dec naar AZC Assen`, while that is still to come.
    pub(super) fn moves(&self, arriving: Option<&Arriving>) -> Option<String> {
        let (arriving, t) = (arriving?, self.t);
        let day = t.day(&arriving.on, &self.today);
        Some(match arriving.place.as_str() {
            "" => t.one("moves-on-day", "day", day).into_owned(),
            place => t.two("moves-on-to", "day", day, "place", place).into_owned(),
        })
    }

    fn head_chips(&self, case: &Case, identity: &Identity, whole: bool) -> Vec<Chip> {
        let t = self.t;
        let mut chips = Vec::new();
        if identity.interpreter.is_needed() && case.death().is_none() {
            chips.push(t.interpreter(&identity.language));
        }
        if whole && case.is_open() && self.lacks_due(case) {
            chips.push(Chip::new(Tone::Warn, t.of("due-unknown")));
        }
        if case.in_second_line() {
            chips.push(Chip::new(Tone::Plain, t.care_line(&Line::Second)));
        }
        if let Some(medical) = case.intake.medical.as_ref().filter(|_| whole) {
            if medical.caesarean_before == Some(true) {
                chips.push(Chip::new(Tone::Warn, t.of("intake-caesarean")));
            }
            if medical.hypertension == Some(true) {
                chips.push(Chip::new(Tone::Warn, t.of("intake-hypertension")));
            }
            if !medical.allergies.trim().is_empty() {
                chips
                    .push(Chip::new(Tone::Warn, format!("{}: {}", t.of("intake-allergies"), medical.allergies.trim())));
            }
        }
        chips
    }

    /// Whether a pathway of hers reckons from a due date that nobody recorded: until then it can plan little.
    fn lacks_due(&self, case: &Case) -> bool {
        let due = AnchorId::from(anchor::DUE);
        let reckons = |run: &Run| {
            let definition = self.pathways.of(run).filter(|_| run.state.ended().is_none());
            definition.is_some_and(|definition| definition.anchor(&due).is_some())
        };
        let known = |id| course::anchor(case, id).is_some();
        case.death().is_none()
            && !known(anchor::DUE)
            && !known(anchor::BORN)
            && !course::is_lost(case)
            && case.runs.iter().any(reckons)
    }

    /// Open or closed.
    pub(super) fn case_state(&self, case: &Case) -> CaseState {
        match &case.closed {
            None => CaseState::Open { since: case.opened_on },
            Some(closing) => CaseState::Closed { on: closing.on, reason: closing.reason, note: closing.note.clone() },
        }
    }

    /// Second open cases of the same client.
    pub(super) fn elsewhere(&self, file: &CaseFile) -> Vec<Elsewhere> {
        let other = |row: &regie_care::view::CaseRow| Elsewhere {
            org: self.org(row.org),
            manager: self.person(row.case_manager),
            phone: self.phone(Seat::new(row.case_manager, row.org)),
            since: row.opened_on,
        };
        file.elsewhere.iter().map(other).collect()
    }

    /// Whom to approach now, as everyone around the client may know it.
    pub(super) fn who_card(&self, card: &who::WhoCard) -> WhoCard {
        let first = &card.first;
        let named = |standing: Standing| standing != Standing::CaseManager;
        WhoCard {
            now: Person {
                name: first.name.clone(),
                org: if first.person.is_some() { first.org_name.clone() } else { String::new() },
                phone: first.phone.clone(),
                note: first.reason.as_ref().map(|reason| self.text(reason)).unwrap_or_default(),
            },
            standing: first.standing,
            other: named(first.standing).then(|| Person { name: card.case_manager.clone(), ..Person::default() }),
            emergency: card.emergency.phone.clone(),
            on_duty: card.emergency.on_duty.clone(),
            trusted: card.trusted.as_ref().map(|trusted| Person {
                name: trusted.name.clone(),
                org: trusted.relation.clone(),
                phone: trusted.phone.clone().unwrap_or_default(),
                note: String::new(),
            }),
            situations: card
                .situations
                .iter()
                .map(|one| (self.t.situation(&one.situation).into_owned(), self.contact(&one.contact)))
                .collect(),
        }
    }

    fn contact(&self, contact: &who::PointOfContact) -> Person {
        Person {
            name: contact.name.clone(),
            org: contact.org_name.clone(),
            phone: contact.phone.clone(),
            note: String::new(),
        }
    }

    /// The same for the case page, with how to reach the other of case manager and deputy.
    pub(super) fn who(&self, file: &CaseFile) -> WhoCard {
        let case = &file.case.state;
        let other = match file.who.first.standing {
            Standing::CaseManager => case.deputy_on(self.today),
            _ => Some(case.case_manager),
        };
        let other = other.map(|seat| Person {
            name: self.person(seat.person),
            org: self.org(seat.org),
            phone: self.phone(seat),
            note: self.away(seat.person),
        });
        WhoCard { other, ..self.who_card(&file.who) }
    }

    /// The organisations around the client, and the deputies by date.
    pub(super) fn team(&self, case: &Case) -> Team {
        let t = self.t;
        let first_line = case.in_second_line().then(|| TeamLine {
            function: capital(&t.relation(&Relation::FirstLine)),
            org: self.org(case.first_line.org),
            person: self.person(case.first_line.person),
            phone: self.phone(case.first_line),
            logistics_only: false,
            since: None,
        });
        let line = |role: OrgKind, org: OrgId, person: &str, since: Option<Date>| TeamLine {
            function: t.org_kind(&role).into_owned(),
            org: self.org(org),
            person: person.to_owned(),
            phone: self.org_phone(org),
            logistics_only: role == OrgKind::Coa,
            since: since.map(|day| t.one("from-day", "day", t.day(&day, &self.today)).into_owned()),
        };
        let now = case.team.values().map(|member| {
            let person = member.contact_person.as_deref().unwrap_or_default();
            (member.role, line(member.role, member.org, person, None))
        });
        let coming = case
            .arriving
            .iter()
            .flat_map(|arriving| arriving.orgs().map(|(role, org)| (role, line(role, org, "", Some(arriving.on)))));
        let mut members: Vec<(OrgKind, TeamLine)> = now.chain(coming).collect();
        members.sort_by_key(|(role, _)| *role);
        // The first-line case manager's deputies are her practice's affair; here stand those of who is accountable.
        let hers = |known: &&Deputyship| case.stands_in_for(known.deputy) == case.case_manager;
        let accountable: Vec<&Deputyship> = case.deputies.iter().filter(hers).collect();
        let (mut today, mut others): (Vec<&Deputyship>, Vec<&Deputyship>) =
            accountable.iter().rev().partition(|deputyship| deputyship.holds_on(self.today));
        // Of several that hold today the one named last counts; the others are over in practice.
        others.splice(0..0, today.split_off(today.len().min(1)));
        let deputies = today.into_iter().chain(others.into_iter().filter(|one| self.still_matters(one)));
        Team {
            members: first_line.into_iter().chain(members.into_iter().map(|(_, line)| line)).collect(),
            deputies: deputies.map(|one| (self.seat_name(one.deputy), self.period(one))).collect(),
        }
    }

    fn still_matters(&self, deputyship: &Deputyship) -> bool {
        deputyship.until.is_none_or(|until| until >= self.today) && deputyship.from > self.today
    }

    fn period(&self, deputyship: &Deputyship) -> String {
        let (t, today) = (self.t, &self.today);
        match &deputyship.until {
            Some(until) => t.span(&deputyship.from, until, today),
            None => t.one("from-day", "day", t.day(&deputyship.from, today)).into_owned(),
        }
    }
}

fn age(birth: Date, today: Date) -> Option<u16> {
    let had_birthday = (today.month(), today.day()) >= (birth.month(), birth.day());
    let years = today.year() - birth.year() - i16::from(!had_birthday);
    u16::try_from(years).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::age;

    #[test]
    fn she_is_a_year_older_on_her_birthday() {
        assert_eq!(age(date(1999, 3, 14), date(2026, 3, 13)), Some(26));
        assert_eq!(age(date(1999, 3, 14), date(2026, 3, 14)), Some(27));
        assert_eq!(age(date(2026, 3, 14), date(2026, 3, 13)), None);
    }
}
