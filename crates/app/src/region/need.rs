//! What the women in care need: which visits, on which days, and whom they know. It follows from their cases alone.
//!
//! The source says that the visiting midwife sets the next visit; so this norm is where the planning starts, and what she
//! decided about a visit on the case goes before it (`norm`). A contact that took place inside the days of a visit counts as that visit; a heel prick only when it was in person.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::Date;
use regie_care::case::Case;
use regie_care::case::records::{Channel, With};
use regie_care::case::state::ContactRecord;
use regie_care::ids::{CaseId, ClientId, PersonId};
pub(super) use regie_care::postnatal::LAST_DAY;
use regie_care::postnatal::{
    BirthDetails, LONGEST_STAY, Postnatal, VisitDecision, heel_prick_in_hospital, home_late, last_day,
};
use regie_care::region::{Means, Purpose};
use regie_care::seat::Seat;
use regie_care::view::ClientRow;
use regie_care::vocabulary::fact;
use regie_pathway::FactValue;

use super::norm::{Course, Wanted, WantedState, norm, wanted};

/// A woman who gave birth, and what she needs from today on.
#[derive(Debug, Clone)]
pub(super) struct Woman {
    pub(super) case: CaseId,
    pub(super) client: ClientId,
    pub(super) name: String,
    /// Her own date of birth: many bear one name.
    pub(super) birth_date: Option<Date>,
    pub(super) site: String,
    /// How to reach her, and in which language.
    pub(super) phone: String,
    pub(super) language: String,
    pub(super) interpreter: bool,
    /// Who is accountable for her care.
    pub(super) manager: Seat,
    pub(super) born: Date,
    /// What of the birth the visits rest on.
    pub(super) birth: BirthDetails,
    /// Who attended the birth, where that is known.
    pub(super) attending: Option<PersonId>,
    /// The midwives whom she met, the last one last; who attended the birth only when she came afterwards.
    pub(super) seen: Vec<PersonId>,
    /// Her case manager and the fixed deputies: known to her from the start, whether they came already or not.
    pub(super) own: Vec<PersonId>,
    pub(super) infected: bool,
    /// The day on which she comes home, where she is in hospital on all days of the heel prick.
    pub(super) prick_in_hospital: Option<Date>,
    /// The visits that are still to be made.
    pub(super) needs: Vec<Need>,
    /// Those that were made, by name.
    pub(super) made: Vec<String>,
    /// Those whose days went by, and of which nobody recorded what became of them.
    pub(super) unrecorded: Vec<Unrecorded>,
}

/// A visit whose days went by, and of which nobody recorded whether it was made.
#[derive(Debug, Clone)]
pub(super) struct Unrecorded {
    /// Its name.
    pub(super) visit: String,
    pub(super) purpose: Purpose,
    /// The first of its days.
    pub(super) first: Date,
    /// The last.
    pub(super) last: Date,
    /// She was in hospital on all of them: it was to be made there.
    pub(super) in_hospital: bool,
}

/// A visit that is still to be made.
#[derive(Debug, Clone)]
pub(super) struct Need {
    /// Its name: the case and what it is for, the same from day to day.
    pub(super) visit: String,
    pub(super) purpose: Purpose,
    pub(super) means: Means,
    pub(super) minutes: u16,
    /// When on the day it may begin, in minutes after midnight.
    pub(super) hours: Option<(u16, u16)>,
    /// The visiting midwife set it so.
    pub(super) agreed: bool,
    /// A heel prick after its hours: nobody made it in time, so it is to be made as soon as somebody can.
    pub(super) belated: bool,
    /// The first day on which it may be, from today on.
    pub(super) first: Date,
    /// The last.
    pub(super) last: Date,
}

/// How long a visit takes: a call is shorter.
const fn minutes(purpose: Purpose, means: Means) -> u16 {
    match (purpose, means) {
        (_, Means::Video | Means::Phone) => 20,
        (Purpose::ComingHome, Means::Home) => 60,
        (Purpose::HeelPrick, Means::Home) => 45,
        (Purpose::Check | Purpose::Last, Means::Home) => 40,
    }
}

impl Woman {
    /// What a case says today; nobody before the birth, or so long after it that no visit can be asked for any more.
    pub(super) fn of(case: &Case, row: &ClientRow, born: Date, today: Date) -> Option<Self> {
        if !still_asked(case, born, today) {
            return None;
        }
        let (contacts, postnatal) = (talks(case), &case.postnatal);
        let attending = answered(case, fact::ATTENDED_BY, fact::BY_CASE_MANAGER).then_some(case.case_manager.person);
        let Visits { needs, made, unrecorded } = visits(case, &contacts, born, today);
        Some(Self {
            case: case.id,
            client: case.client,
            name: row.full_name(),
            birth_date: row.birth_date,
            site: row.site.clone(),
            phone: row.phone.clone(),
            language: row.language.clone(),
            interpreter: row.interpreter,
            manager: case.case_manager,
            born,
            birth: postnatal.birth,
            attending,
            seen: seen(&meetings(&contacts, postnatal), born, attending),
            own: own(case),
            infected: postnatal.birth.infected.unwrap_or_else(|| said_yes(case, fact::INFECTED)),
            prick_in_hospital: prick_in_hospital(case, born),
            needs,
            made,
            unrecorded,
        })
    }

    /// She is visited: her postnatal period lasts, or a visit of it is still to be made.
    pub(super) fn is_visited(&self, today: Date) -> bool {
        today <= last_day(self.born, &self.birth) || !self.needs.is_empty()
    }

    /// The heel prick, where its days went by and nobody recorded whether it was made.
    pub(super) fn heel_prick_unrecorded(&self) -> Option<&Unrecorded> {
        self.unrecorded.iter().find(|one| one.purpose == Purpose::HeelPrick)
    }

    /// The day on which she comes home, where that is after the tenth day.
    pub(super) fn home_late(&self) -> Option<Date> {
        home_late(self.born, &self.birth)
    }

    /// What she needs of the days that a roster of today plans; what comes later waits for a later roster.
    pub(super) fn needs_soon(&self, today: Date) -> impl Iterator<Item = &Need> {
        let last = today.saturating_add(i64::from(LAST_DAY).days());
        self.needs.iter().filter(move |need| need.first <= last)
    }

    /// Whether a midwife came to her already or attended the birth. Who looks after her and never came is a new face.
    pub(super) fn met(&self, person: PersonId) -> bool {
        self.attending == Some(person) || self.seen.contains(&person)
    }

    /// Whom she met, who attended the birth, her case manager and the deputies. Who was announced to her and never came is none of them.
    pub(super) fn known(&self) -> BTreeSet<PersonId> {
        self.attending.into_iter().chain(self.seen.iter().copied()).chain(self.own.iter().copied()).collect()
    }

    /// The faces that cost nothing to see again, the last one met last. Who attended is to come once after the birth, so
    /// she counts only when she did.
    pub(super) fn faces(&self) -> impl Iterator<Item = PersonId> {
        let own = self.own.iter().filter(|person| self.attending != Some(**person) && !self.seen.contains(person));
        own.chain(&self.seen).copied()
    }
}

fn own(case: &Case) -> Vec<PersonId> {
    let seats = [case.case_manager, case.first_line];
    let deputies = case.deputies.iter().map(|deputyship| deputyship.deputy);
    let mut own: Vec<PersonId> = Vec::new();
    for seat in seats.into_iter().chain(deputies) {
        if !own.contains(&seat.person) {
            own.push(seat.person);
        }
    }
    own
}

fn fact_of<'c>(case: &'c Case, id: &str) -> Option<&'c FactValue> {
    let mut facts = case.runs.iter().flat_map(|run| run.state.facts());
    facts.find(|(fact, _)| fact.as_str() == id).map(|(_, value)| value)
}

fn answered(case: &Case, id: &str, choice: &str) -> bool {
    fact_of(case, id).is_some_and(|value| *value == FactValue::Choice(choice.to_owned()))
}

fn said_yes(case: &Case, id: &str) -> bool {
    fact_of(case, id).is_some_and(|value| *value == FactValue::YesNo(true))
}

/// The talks with the woman herself, the first one first.
fn talks(case: &Case) -> Vec<&ContactRecord> {
    let mut talks: Vec<&ContactRecord> = case.contacts.iter().filter(|record| is_care(record)).collect();
    talks.sort_by_key(|record| record.contact.on);
    talks
}

/// The visits of a case whose days went by and of which nobody recorded what became of them; nothing when they are so long
/// ago that nobody is asked any more.
pub(super) fn unrecorded(case: &Case, born: Date, today: Date) -> Option<Vec<Unrecorded>> {
    still_asked(case, born, today).then(|| visits(case, &talks(case), born, today).unrecorded)
}

/// The day on which she comes home, where the heel prick is the hospital's to make.
fn prick_in_hospital(case: &Case, born: Date) -> Option<Date> {
    heel_prick_in_hospital(born, &case.postnatal.birth).filter(|_| !said_yes(case, fact::STILLBORN))
}

/// The visits of a case that are still to be made; nothing when nobody is visited any more.
pub(super) fn needs(case: &Case, born: Date, today: Date) -> Option<Vec<Need>> {
    still_asked(case, born, today).then(|| visits(case, &talks(case), born, today).needs)
}

fn still_asked(case: &Case, born: Date, today: Date) -> bool {
    let longest = born.saturating_add(i64::from(LONGEST_STAY).days());
    (born..=last_day(born, &case.postnatal.birth).max(longest)).contains(&today)
}

/// A talk with the woman herself, not a letter.
fn is_care(record: &ContactRecord) -> bool {
    let talk = matches!(record.contact.channel, Channel::Visit | Channel::HomeVisit | Channel::Phone | Channel::Video);
    talk && matches!(record.contact.with, With::Client)
}

fn in_person(record: &ContactRecord) -> bool {
    matches!(record.contact.channel, Channel::Visit | Channel::HomeVisit)
}

/// Who met her in person or by video, and when; a visit that was recorded as made is one of them.
fn meetings(contacts: &[&ContactRecord], postnatal: &Postnatal) -> Vec<(Date, PersonId)> {
    let met = |record: &&&ContactRecord| in_person(record) || record.contact.channel == Channel::Video;
    let met = contacts.iter().filter(met).map(|record| (record.contact.on, record.by.person));
    let mut all: Vec<(Date, PersonId)> = met.collect();
    for record in postnatal.visits.values() {
        if let VisitDecision::Made { on, who } = record.decision
            && !all.contains(&(on, who))
        {
            all.push((on, who));
        }
    }
    all.sort_by_key(|(on, _)| *on);
    all
}

/// Whom she met, in order; each once for the time before the birth. The midwife who attended is to come once afterwards, so
/// what she did before does not count as that.
fn seen(meetings: &[(Date, PersonId)], born: Date, attending: Option<PersonId>) -> Vec<PersonId> {
    let mut seen: Vec<PersonId> = Vec::new();
    for (on, who) in meetings {
        let before = *on < born;
        if !(before && (attending == Some(*who) || seen.contains(who))) {
            seen.push(*who);
        }
    }
    seen
}

/// What became of the visits that a woman needs.
#[derive(Default)]
struct Visits {
    needs: Vec<Need>,
    made: Vec<String>,
    unrecorded: Vec<Unrecorded>,
}

impl Visits {
    /// Whether the visit before this one comes as late: it then does the work of both.
    fn follows(&self, last: Date) -> bool {
        self.needs.last().is_some_and(|before| before.last >= last)
    }

    /// A closing visit that nobody agreed does the work of a check as late as itself, on the days and at the hours that were
    /// agreed for that one: the postnatal period is not closed in silence.
    fn closing(&mut self, mut one: Wanted, last: &mut Date) -> Wanted {
        while let Some(check) = self.needs.pop_if(|before| {
            before.purpose == Purpose::Check && before.last >= *last && (before.means == Means::Home || !before.agreed)
        }) {
            if check.agreed {
                (one.first, one.last, one.hours, one.agreed) = (check.first, check.last, check.hours, true);
                *last = check.last;
            }
        }
        one
    }

    /// The heel prick does the work of a visit that was agreed for the only day on which it itself can still be.
    fn pricked_first(&mut self, today: Date) {
        let Some(prick) = self.needs.iter().find(|need| need.purpose == Purpose::HeelPrick) else { return };
        // What is left of today may be nothing.
        let (from, until) = (prick.first.max(today.saturating_add(1.days()).min(prick.last)), prick.last);
        if from == until {
            let stands_in_its_way =
                |need: &Need| need.purpose != Purpose::HeelPrick && (need.first, need.last) == (until, until);
            self.needs.retain(|need| !stands_in_its_way(need) || need.purpose == Purpose::Last);
        }
    }
}

/// Whether another may do its work: neither what was agreed nor a heel prick gives way.
fn gives_way(one: &Wanted) -> bool {
    !one.agreed && one.state == WantedState::Open && one.code.purpose() != Purpose::HeelPrick
}

/// Whether a visit that was agreed does the work of one that is overdue, or that has that day alone.
fn is_replaced(one: &Wanted, last: Date, today: Date, set: &[(Date, Date)]) -> bool {
    matches!(one.code.purpose(), Purpose::ComingHome | Purpose::Check)
        && set.iter().any(|(from, until)| {
            let only_day = one.first.max(today) == last && (*from, *until) == (last, last);
            only_day || (one.last < today && *until <= last)
        })
}

/// The visits of a case, held against what is recorded.
fn visits(case: &Case, contacts: &[&ContactRecord], born: Date, today: Date) -> Visits {
    let second_line = answered(case, fact::ATTENDED_BY, fact::BY_SECOND_LINE);
    let course = Course::of(&case.postnatal.birth, born, second_line, said_yes(case, fact::STILLBORN));
    let wanted = wanted(&norm(course), prick_in_hospital(case, born), &case.postnatal, (born, today));
    became(case.id, wanted, contacts, born, today)
}

fn became(case: CaseId, wanted: Vec<Wanted>, contacts: &[&ContactRecord], born: Date, today: Date) -> Visits {
    let mut after_birth: Vec<&ContactRecord> =
        contacts.iter().copied().filter(|record| record.contact.on > born).collect();
    let mut told = Visits::default();
    let set: Vec<(Date, Date)> = wanted
        .iter()
        .filter(|one| one.agreed && one.means == Means::Home && one.last >= today)
        .map(|one| (one.first.max(today), one.last))
        .collect();
    for one in wanted {
        let (purpose, visit) = (one.code.purpose(), format!("{case}/{}", one.code.code()));
        let fits = |record: &&ContactRecord| {
            let days = (one.first..=one.latest).contains(&record.contact.on);
            days && (purpose != Purpose::HeelPrick || in_person(record))
        };
        if let WantedState::InHospital(home) = one.state {
            if today > one.last && today >= home {
                told.unrecorded.push(Unrecorded {
                    visit,
                    purpose,
                    first: one.first,
                    last: one.last,
                    in_hospital: true,
                });
            }
            continue;
        }
        let contact = after_birth.iter().position(fits).map(|place| after_birth.remove(place));
        if contact.is_some() || one.state == WantedState::Made {
            told.made.push(visit);
            continue;
        }
        // Overdue, but better late than not at all.
        let mut last = if one.last < today { one.latest } else { one.last };
        // A heel prick does the work of the visit before it, where both have no other day: its hours do not wait.
        if purpose == Purpose::HeelPrick && last >= today && told.follows(last) {
            told.needs.retain(|before| before.agreed || before.last < last);
        }
        let one = if purpose == Purpose::Last && !one.agreed { told.closing(one, &mut last) } else { one };
        let has_another_day = purpose == Purpose::Last && one.first.max(today) < last;
        if gives_way(&one) && ((told.follows(last) && !has_another_day) || is_replaced(&one, last, today, &set)) {
            continue;
        }
        if last < today {
            told.unrecorded.push(Unrecorded { visit, purpose, first: one.first, last: one.last, in_hospital: false });
            continue;
        }
        told.needs.push(Need {
            visit,
            purpose,
            means: one.means,
            minutes: minutes(purpose, one.means),
            hours: one.hours,
            agreed: one.agreed,
            belated: one.state == WantedState::Belated,
            first: one.first.max(today),
            last,
        });
    }
    told.pricked_first(today);
    told
}
