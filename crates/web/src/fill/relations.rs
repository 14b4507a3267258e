//! *Relaties*.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use regie_app::{Clash, StandIns};
use regie_care::case::deputies::{Stretch, stretches};
use regie_care::ids::{OrgId, PersonId};
use regie_care::organisation::{DutyShift, Organisation, RotaDoubt};
use regie_care::person::{Absence, Person};
use regie_care::seat::{OrgKind, Role, Seat};

use super::Desk;
use super::names::code;
use super::several::chosen;
use crate::pages::Choice;
use crate::pages::relations::{AbsenceRow, OrgRow, PersonRow, SeatLine, Turn};
use crate::texts::{Chip, Tone, civil};

/// The kinds of organisation, in the order in which they are chosen.
pub const KINDS: [OrgKind; 12] = [
    OrgKind::MidwifePractice,
    OrgKind::Hospital,
    OrgKind::Gp,
    OrgKind::GcA,
    OrgKind::Coa,
    OrgKind::Jgz,
    OrgKind::Cjg,
    OrgKind::Kraamzorg,
    OrgKind::HomeCare,
    OrgKind::VeiligThuis,
    OrgKind::PalliativeTeam,
    OrgKind::MentalHealth,
];

const ROLES: [Role; 7] = [
    Role::Midwife,
    Role::Doctor,
    Role::Nurse,
    Role::Assistant,
    Role::Coordinator,
    Role::Administrator,
    Role::Logistics,
];

/// The most people of a list.
pub const MOST_PEOPLE: usize = 200;

impl Desk {
    /// The kinds of organisation to choose from.
    #[must_use]
    pub fn kinds(&self, picked: &str) -> Vec<Choice> {
        chosen(KINDS.iter().map(|kind| Choice::new(code(kind), self.t.org_kind(kind))).collect(), picked)
    }

    /// The roles to choose from.
    #[must_use]
    pub fn roles(&self, picked: &str) -> Vec<Choice> {
        chosen(ROLES.iter().map(|role| Choice::new(code(role), self.t.role(role))).collect(), picked)
    }

    fn own_network(&self) -> &str {
        self.directory.org(self.seat.org).map_or("", |org| org.network.as_str())
    }

    /// Organisations to choose from, those of the own network first.
    #[must_use]
    pub fn all_orgs(&self, picked: &str) -> Vec<Choice> {
        chosen(self.orgs_where(|_| true), picked)
    }

    /// Organisations that have a rota, or could: those that give care.
    #[must_use]
    pub fn orgs_on_duty(&self, picked: &str) -> Vec<Choice> {
        let network = self.own_network().to_owned();
        let cares = |org: &Organisation| org.kind.line().is_some() || !org.duty.is_empty() || org.id == self.seat.org;
        chosen(self.orgs_where(|org| cares(org) && org.network == network), picked)
    }

    /// The organisations of a kind whose name holds what is searched for; her own network first, ended ones last.
    #[must_use]
    pub fn org_rows(&self, search: &str, kind: Option<OrgKind>) -> Vec<OrgRow> {
        let folded = regie_care::client::fold_name(search);
        let found = |org: &&Organisation| {
            let name = regie_care::client::fold_name(&org.name);
            kind.is_none_or(|kind| kind == org.kind) && folded.split_whitespace().all(|word| name.contains(word))
        };
        let mut orgs: Vec<&Organisation> = self.directory.orgs.values().filter(found).collect();
        orgs.sort_by_key(|org| (org.ended, org.network != self.own_network(), org.name.clone(), org.id));
        orgs.into_iter().map(|org| self.org_row(org)).collect()
    }

    /// An organisation as the list shows it.
    #[must_use]
    pub fn org_row(&self, org: &Organisation) -> OrgRow {
        let elsewhere = org.network != self.own_network();
        OrgRow {
            id: org.id.to_string(),
            name: org.name.clone(),
            kind: super::names::capital(&self.t.org_kind(&org.kind)),
            network: if elsewhere { org.network.clone() } else { String::new() },
            contact_person: org.contact.contact_person.clone(),
            phone: org.contact.phone.clone(),
            hours: org.contact.hours.clone(),
            emergency: org.contact.emergency.clone(),
            on_duty: org.on_duty(self.now).map(|person| self.person_or_away(person)).unwrap_or_default(),
            ended: org.ended,
        }
    }

    /// The people of an organisation, or of all, whose name holds what is searched for; and whether there are more.
    #[must_use]
    pub fn person_rows(&self, search: &str, org: Option<OrgId>) -> (Vec<PersonRow>, bool) {
        let folded = regie_care::client::fold_name(search);
        let found = |person: &&Person| {
            let name = regie_care::client::fold_name(&person.name);
            let works = org.map_or(!person.roles.is_empty(), |org| person.roles.contains_key(&org));
            works && folded.split_whitespace().all(|word| name.contains(word))
        };
        let mut people: Vec<&Person> = self.directory.people.values().filter(found).collect();
        people.sort_by_key(|person| (!person.roles.contains_key(&self.seat.org), person.name.clone(), person.id));
        let more = people.len() > MOST_PEOPLE;
        people.truncate(MOST_PEOPLE);
        (people.into_iter().map(|person| self.person_row(person)).collect(), more)
    }

    /// A person as the list shows her.
    #[must_use]
    pub fn person_row(&self, person: &Person) -> PersonRow {
        let seat = |(org, role): (&OrgId, &Role)| SeatLine {
            org: org.to_string(),
            org_name: self.org(*org),
            role: self.t.role(role).into_owned(),
        };
        let first = person.roles.keys().next().map(|org| Seat::new(person.id, *org));
        PersonRow {
            id: person.id.to_string(),
            name: person.name.clone(),
            seats: person.roles.iter().map(seat).collect(),
            phone: first.map_or_else(|| person.phone.clone(), |seat| self.phone(seat)),
            away: self.away(person.id),
        }
    }

    /// Her absences that are not over, in order.
    #[must_use]
    pub fn absence_rows(&self, person: &Person, may: bool, cases: Option<&[StandIns]>) -> Vec<AbsenceRow> {
        let open = person.absences.iter().filter(|absence| absence.until.is_none_or(|until| until >= self.today));
        let row = |absence: &Absence| AbsenceRow {
            person: person.id.to_string(),
            name: person.name.clone(),
            from: absence.from,
            until: absence.until,
            now: absence.covers(self.today),
            meaning: cases.map(|cases| self.meaning(absence, cases)).unwrap_or_default(),
            may,
        };
        open.map(row).collect()
    }

    /// `Anne Bakker (afwezig)`, while she is away.
    fn person_or_away(&self, person: PersonId) -> String {
        let name = self.person(person);
        let away = self.directory.is_absent(person, self.today);
        if away { format!("{name} ({})", self.t.of("away")) } else { name }
    }

    /// What it means for who is approached that she is away: to whom her cases lead on which of the days to come, and on which
    /// nobody is there.
    fn meaning(&self, absence: &Absence, cases: &[StandIns]) -> Vec<String> {
        if cases.is_empty() {
            return vec![self.t.of("relations-no-cases").into_owned()];
        }
        let days = Absence { from: absence.from.max(self.today), until: absence.until };
        let mut alike: BTreeMap<Vec<Stretch>, u32> = BTreeMap::new();
        for case in cases {
            *alike.entry(stretches(&case.deputyships, &days, &self.directory)).or_default() += 1;
        }
        alike.into_iter().map(|(stretches, count)| self.goes_to(&stretches, count)).collect()
    }

    /// To whom some cases go, all on the same days.
    fn goes_to(&self, stretches: &[Stretch], count: u32) -> String {
        let t = self.t;
        let there: BTreeSet<PersonId> = stretches.iter().filter_map(|days| days.there).collect();
        let missed: BTreeSet<PersonId> = stretches.iter().filter_map(|days| days.missed).collect();
        let (mut there, mut missed) = (there.into_iter(), missed.into_iter());
        let nobody = self.days_of(stretches.iter().filter(|days| days.there.is_none()));
        let away = |key, name| t.with(key, &[("count", &count), ("name", &name), ("days", &nobody)]).into_owned();
        match (there.next(), there.next(), missed.next(), missed.next()) {
            (None, _, Some(deputy), None) => away("relations-deputy-away", self.person(deputy)),
            (None, ..) => t.one("relations-without-deputy", "count", count).into_owned(),
            (Some(deputy), None, None, _) if nobody.is_empty() => {
                t.two("relations-deputy", "count", count, "name", self.person(deputy)).into_owned()
            }
            (Some(deputy), None, Some(missed), None) if deputy == missed => {
                away("relations-deputy-away-on", self.person(deputy))
            }
            _ => self.in_turn(stretches, count, &nobody),
        }
    }

    /// `2 casussen gaan naar Selin Öztürk (22 nov – 30 nov), Anne Bakker (1 dec – 6 dec)`.
    fn in_turn(&self, stretches: &[Stretch], count: u32, nobody: &str) -> String {
        let turn = |known: &Stretch| {
            let name = self.person(known.there?);
            Some(format!("{name} ({})", self.days_of([known])))
        };
        let turns: Vec<String> = stretches.iter().filter_map(turn).collect();
        let told = self.t.two("relations-deputies", "count", count, "turns", turns.join(", ")).into_owned();
        if nobody.is_empty() { told } else { told + &self.t.one("relations-nobody-on", "days", nobody) }
    }

    /// `25 nov – 26 nov, vanaf 3 dec`.
    fn days_of<'a>(&self, stretches: impl IntoIterator<Item = &'a Stretch>) -> String {
        let days = stretches.into_iter().map(|days| match days.until {
            None => self.t.one("from-day", "day", self.t.day(&days.from, &self.today)).into_owned(),
            Some(until) => self.t.span(&days.from, &until, &self.today),
        });
        days.collect::<Vec<_>>().join(", ")
    }

    /// Who is away in the same days, in sentences.
    #[must_use]
    pub fn clashes(&self, person: PersonId, clashes: &[Clash]) -> String {
        let name = self.person(person);
        let told = clashes.iter().map(|clash| {
            let key = if clash.stands_in { "clash-deputy" } else { "clash-manager" };
            let (count, other, when) = (clash.cases, self.person(clash.other), self.span(&clash.absence));
            let count = self.t.one("several-cases", "count", count);
            self.t.with(key, &[("name", &name), ("other", &other), ("cases", &count), ("when", &when)]).into_owned()
        });
        let told: Vec<String> = told.chain([self.t.of("clash-means").into_owned()]).collect();
        told.join(" ")
    }

    /// `van 3 december tot en met 9 december`.
    #[must_use]
    pub fn span(&self, absence: &Absence) -> String {
        let from = self.t.day_full(&absence.from);
        match absence.until {
            Some(until) => self.t.two("away-from-until", "from", from, "until", self.t.day_full(&until)),
            None => self.t.one("away-from", "from", from),
        }
        .into_owned()
    }

    /// A turn of duty as the page shows it.
    #[must_use]
    pub fn turn(&self, org: &Organisation, shift: &DutyShift) -> Turn {
        let doubt = org.doubt(shift, &self.directory).map(|doubt| {
            let key = match doubt {
                RotaDoubt::Away => "relations-turn-away",
                RotaDoubt::Left => "relations-turn-left",
            };
            Chip::new(Tone::Warn, self.t.of(key))
        });
        Turn {
            person: shift.person.to_string(),
            name: self.person(shift.person),
            when: self.from_to(shift.from, shift.until),
            from: shift.from.to_string(),
            until: shift.until.to_string(),
            doubt,
            now: shift.from <= self.now && self.now < shift.until,
        }
    }

    /// `ma 23 nov 08:00 – 20:00`, with the day of the end where it is another.
    #[must_use]
    pub fn from_to(&self, from: Timestamp, until: Timestamp) -> String {
        let t = self.t;
        let (begin, end) = (civil(from).date(), civil(until).date());
        let day = |day: Date| self.weekday_and_day(day);
        let (first, last) = (format!("{} {}", day(begin), t.clock(&from)), t.clock(&until));
        if begin == end { format!("{first} – {last}") } else { format!("{first} – {} {last}", day(end)) }
    }

    /// The times without anybody on duty in so many days from now, in words; none where there is no rota at all.
    #[must_use]
    pub fn gaps(&self, org: &Organisation, days: i64) -> Vec<String> {
        if org.duty.iter().all(|shift| shift.until <= self.now) {
            return Vec::new();
        }
        let until = self.now.checked_add((days * 24).hours()).unwrap_or(self.now);
        org.gaps(self.now, until).into_iter().map(|gap| self.from_to(gap.from, gap.until)).collect()
    }
}
