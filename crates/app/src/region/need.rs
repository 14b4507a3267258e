//! What the women in care need: which visits, on which days, and whom they know. It follows from their cases alone.
//!
//! The source says that the visiting midwife sets the next visit; so this norm is where the planning starts, and what she
//! decided about a visit on the case goes before it (`regie_care::postnatal`). A contact that took place inside the days of a visit counts as that visit; a heel prick only when it was in person.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::Date;
use regie_care::case::Case;
use regie_care::case::records::{Channel, With};
use regie_care::case::state::ContactRecord;
use regie_care::ids::{CaseId, ClientId, PersonId};
pub(super) use regie_care::postnatal::LAST_DAY;
use regie_care::postnatal::{
    AFTER_LATE_HOME, BirthDetails, BirthPlace, LONGEST_STAY, Postnatal, VisitCode, VisitDecision, heel_prick_days,
    heel_prick_in_hospital, home_late, last_day,
};
use regie_care::region::{Means, Purpose};
use regie_care::seat::Seat;
use regie_care::view::ClientRow;
use regie_care::vocabulary::fact;
use regie_pathway::FactValue;

/// Days within which a heel prick that nobody made in time is to be made.
const SOON: i64 = 1;

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

/// A visit of the norm, its days counted from birth.
#[derive(Debug, Clone, Copy)]
pub(super) struct Norm {
    code: VisitCode,
    means: Means,
    first: i32,
    pub(super) last: i32,
    /// How much later it may still be made, when nobody could before.
    late: i32,
}

/// The day after birth on which she is visited for the first time at home, and whether the hour of birth is known.
#[derive(Debug, Clone, Copy)]
pub(super) struct Course {
    home: i32,
    hour_known: bool,
    stillborn: bool,
}

impl Course {
    /// As usual at home, or in hospital, from where she comes home a day later.
    pub(super) fn usual(hospital: bool) -> Self {
        Self { home: if hospital { 2 } else { 1 }, hour_known: false, stillborn: false }
    }

    fn of(birth: &BirthDetails, born: Date, second_line: bool, stillborn: bool) -> Self {
        let usual = Self::usual(birth.place.map_or(second_line, |place| place == BirthPlace::Hospital));
        let home = birth.discharged.map_or(usual.home, |home| (home - born).get_days().max(1));
        Self { home, hour_known: birth.at.is_some(), stillborn }
    }
}

/// What a birth brings: on coming home, soon after, the heel prick, a call, and the last visit.
///
/// While the hour of birth is not known, the heel prick is planned for the fourth, fifth or sixth day: inside its 72 to 168
/// hours whatever the hour was. On the seventh it may still be: it then stays to be made, and somebody must find out the hour.
/// Nobody is visited before she is home, and a heel prick whose days are past by then was the hospital's: it is asked after
/// once she is home. Who comes home after the tenth day is visited once then (`regie_care::postnatal::home_late` says why).
pub(super) fn norm(course: Course) -> Vec<Norm> {
    let Course { home, hour_known, stillborn } = course;
    let visit = |code, means, first: i32, last: i32, late: i32| Norm { code, means, first, last, late };
    if home > LAST_DAY {
        return vec![visit(VisitCode::Home, Means::Home, home, home, AFTER_LATE_HOME)];
    }
    let (from, until) = if hour_known { (3, 7) } else { (4, 6) };
    let mut all = vec![
        visit(VisitCode::Home, Means::Home, home, home, 3),
        visit(VisitCode::FirstCheck, Means::Home, home + 1, home + 2, 0),
        visit(VisitCode::HeelPrick, Means::Home, from.max(home), until, i32::from(!hour_known)),
        visit(VisitCode::SecondCheck, Means::Video, 5.max(home + 2), 8, 0),
        visit(VisitCode::Last, Means::Home, 8.max(home + 1), LAST_DAY, 0),
    ];
    all.retain(|norm| norm.first <= norm.last && norm.last <= LAST_DAY);
    all.retain(|norm| !stillborn || norm.code != VisitCode::HeelPrick);
    all
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

impl Norm {
    /// How likely a visit is on each day after birth, in thousandths: each as likely on each of its days.
    pub(super) fn spread(&self, by_day: &mut [u32]) {
        let share = 1_000 / u32::try_from(self.last - self.first + 1).unwrap_or(1);
        for day in self.first..=self.last {
            if let Some(place) = usize::try_from(day).ok().and_then(|day| by_day.get_mut(day)) {
                *place = (*place + share).min(1_000);
            }
        }
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

    /// Whether she knows a midwife: she met her, was attended by her, or has her as case manager or deputy.
    pub(super) fn knows(&self, person: PersonId) -> bool {
        self.known().contains(&person)
    }

    /// Whom she knows. Who was announced to her and never came is none of them.
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

/// A visit as it is wanted, whether it was made or not.
struct Wanted {
    code: VisitCode,
    means: Means,
    first: Date,
    last: Date,
    /// The last day on which it may still be made, when nobody could before.
    latest: Date,
    hours: Option<(u16, u16)>,
    agreed: bool,
    state: WantedState,
}

/// What is recorded of a visit.
#[derive(Clone, Copy, PartialEq, Eq)]
enum WantedState {
    /// Nothing: a contact inside its days tells that it was made.
    Open,
    /// That it was made.
    Made,
    /// That nobody made it in time.
    Belated,
    /// Nothing, and she is in hospital on all of its days, until that day.
    InHospital(Date),
}

impl Wanted {
    /// Made on a day, or to be made from that day on as soon as somebody can.
    fn on(code: VisitCode, first: Date, last: Date, state: WantedState) -> Self {
        Self { code, means: Means::Home, first, last, latest: last, hours: None, agreed: false, state }
    }
}

/// The norm with what the visiting midwife decided about each visit, in the order in which they come.
fn wanted(norm: &[Norm], in_hospital: Option<Date>, postnatal: &Postnatal, (born, today): (Date, Date)) -> Vec<Wanted> {
    let day = |after: i32| born.saturating_add(i64::from(after).days());
    let mut all: Vec<Wanted> = norm
        .iter()
        .map(|norm| Wanted {
            means: norm.means,
            latest: day(norm.last + norm.late),
            ..Wanted::on(norm.code, day(norm.first), day(norm.last), WantedState::Open)
        })
        .collect();
    if let Some(home) = in_hospital {
        let (first, last) = heel_prick_days(born, postnatal.birth.at);
        all.push(Wanted::on(VisitCode::HeelPrick, first, last, WantedState::InHospital(home)));
    }
    for (code, record) in &postnatal.visits {
        let usual = all.iter().position(|known| known.code == *code).map(|at| all.remove(at));
        match record.decision {
            VisitDecision::Agreed { means, first, last, from, until } => {
                let hours =
                    (from.is_some() || until.is_some()).then(|| (from.unwrap_or(0), until.unwrap_or(24 * 60 - 1)));
                // A heel prick that was agreed before the birth was corrected, or before it was known how long she
                // stays in hospital, is as usual again.
                let fits = *code != VisitCode::HeelPrick || {
                    let (earliest, latest) = heel_prick_days(born, postnatal.birth.at);
                    first >= earliest && last <= latest && in_hospital.is_none()
                };
                if !fits {
                    all.extend(usual);
                } else {
                    let late = usual.map_or(last, |known| known.latest);
                    let latest =
                        if *code == VisitCode::Home || *code == VisitCode::HeelPrick { late.max(last) } else { last };
                    let visit = Wanted::on(*code, first, last, WantedState::Open);
                    all.push(Wanted { means, latest, hours, agreed: true, ..visit });
                }
            }
            VisitDecision::Made { on, .. } => all.push(Wanted::on(*code, on, on, WantedState::Made)),
            // Where the norm has none, the child died.
            VisitDecision::NotMade { .. } if *code == VisitCode::HeelPrick && usual.is_some() => {
                let from = in_hospital.map_or(today, |home| home.max(today));
                all.push(Wanted::on(*code, from, from.saturating_add(SOON.days()), WantedState::Belated));
            }
            VisitDecision::NotMade { .. } | VisitDecision::NotNeeded { .. } => {}
            VisitDecision::AsUsual => all.extend(usual),
        }
    }
    all.sort_by_key(|one| {
        let place = match one.code.purpose() {
            Purpose::ComingHome => 0,
            Purpose::Check | Purpose::HeelPrick => 1,
            Purpose::Last => 2,
        };
        (place, one.last, one.first, one.code)
    });
    all
}

/// What became of the visits that a woman needs.
#[derive(Default)]
struct Visits {
    needs: Vec<Need>,
    made: Vec<String>,
    unrecorded: Vec<Unrecorded>,
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
        let last = if one.last < today { one.latest } else { one.last };
        // The visit that comes too late does the work of the one that would follow on its heels.
        let follows = told.needs.last().is_some_and(|before| before.last >= last);
        // So does a visit that was agreed: for one that is overdue, and for one that has that day alone.
        let replaced = matches!(purpose, Purpose::ComingHome | Purpose::Check)
            && set.iter().any(|(from, until)| {
                let only_day = one.first.max(today) == last && (*from, *until) == (last, last);
                only_day || (one.last < today && *until <= last)
            });
        // A heel prick does the work of the visit before it, where both have no other day: its hours do not wait.
        if follows && purpose == Purpose::HeelPrick && last >= today {
            told.needs.retain(|before| before.agreed || before.last < last);
        }
        let follows = told.needs.last().is_some_and(|before| before.last >= last);
        let may_give_way = !one.agreed && one.state == WantedState::Open && purpose != Purpose::HeelPrick;
        let overtaken = may_give_way && (follows || replaced);
        if overtaken {
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
    told
}
