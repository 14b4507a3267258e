//! What the women in care need: which visits, on which days, and whom they know. It follows from their cases alone.
//!
//! The source says that the visiting midwife sets the next visit; so this norm is where the planning starts, not what must
//! be. A contact that took place inside the days of a visit counts as that visit; a heel prick only when it was in person.

use jiff::ToSpan;
use jiff::civil::Date;
use regie_care::case::Case;
use regie_care::case::records::{Channel, With};
use regie_care::case::state::ContactRecord;
use regie_care::ids::{CaseId, ClientId, PersonId};
use regie_care::region::{Means, Purpose};
use regie_care::view::ClientRow;
use regie_care::vocabulary::fact;
use regie_pathway::FactValue;

/// Days after birth on which postnatal care ends (`docs/pathways`, postnataal).
pub(super) const LAST_DAY: i32 = 10;

/// A woman who gave birth, and what she needs from today on.
#[derive(Debug, Clone)]
pub(super) struct Woman {
    pub(super) case: CaseId,
    pub(super) client: ClientId,
    pub(super) name: String,
    pub(super) site: String,
    pub(super) born: Date,
    /// Who attended the birth, where that is known.
    pub(super) attending: Option<PersonId>,
    /// The midwives whom she met, the last one last; who attended the birth only when she came afterwards.
    pub(super) seen: Vec<PersonId>,
    /// Her case manager and the fixed deputies: known to her from the start, whether they came already or not.
    pub(super) own: Vec<PersonId>,
    pub(super) infected: bool,
    /// The visits that are still to be made.
    pub(super) needs: Vec<Need>,
    /// Those that were made, by name.
    pub(super) made: Vec<String>,
}

/// A visit that is still to be made.
#[derive(Debug, Clone)]
pub(super) struct Need {
    /// Its name: the case and what it is for, the same from day to day.
    pub(super) visit: String,
    pub(super) purpose: Purpose,
    pub(super) means: Means,
    pub(super) minutes: u16,
    /// The first day on which it may be, from today on.
    pub(super) first: Date,
    /// The last.
    pub(super) last: Date,
}

/// A visit of the norm, its days counted from birth.
pub(super) struct Norm {
    code: &'static str,
    purpose: Purpose,
    means: Means,
    minutes: u16,
    first: i32,
    pub(super) last: i32,
    /// How much later it may still be made, when nobody could before.
    late: i32,
}

/// What a birth brings: on coming home, soon after, the heel prick, a call, and the last visit.
///
/// The hour of birth is not recorded: on the fourth, fifth and sixth day a heel prick is inside its 72 to 168 hours whatever
/// the hour was. On the seventh it may still be, and is then better than none.
pub(super) fn norm(second_line: bool, stillborn: bool) -> Vec<Norm> {
    let home = if second_line { 2 } else { 1 };
    let visit = |code, purpose, means, minutes, first: i32, last: i32, late: i32| Norm {
        code,
        purpose,
        means,
        minutes,
        first,
        last,
        late,
    };
    let mut all = vec![
        visit("home", Purpose::ComingHome, Means::Home, 60, home, home, 3),
        visit("check-1", Purpose::Check, Means::Home, 40, home + 1, home + 2, 0),
        visit("heel-prick", Purpose::HeelPrick, Means::Home, 45, 4, 6, 1),
        visit("check-2", Purpose::Check, Means::Video, 20, 5, 8, 0),
        visit("last", Purpose::Last, Means::Home, 40, 8, LAST_DAY, 0),
    ];
    all.retain(|norm| !stillborn || norm.purpose != Purpose::HeelPrick);
    all
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
    /// What a case says today; nobody before the birth or after the postnatal period.
    pub(super) fn of(case: &Case, row: &ClientRow, born: Date, today: Date) -> Option<Self> {
        let since = (today - born).get_days();
        if !(0..=LAST_DAY).contains(&since) {
            return None;
        }
        let attended = fact_of(case, fact::ATTENDED_BY);
        let is = |attended_by: &str| attended.is_some_and(|value| *value == FactValue::Choice(attended_by.to_owned()));
        let attending = is(fact::BY_CASE_MANAGER).then_some(case.case_manager.person);
        let yes = |id| fact_of(case, id).is_some_and(|value| *value == FactValue::YesNo(true));
        let mut contacts: Vec<&ContactRecord> = case.contacts.iter().filter(|record| is_care(record)).collect();
        contacts.sort_by_key(|record| record.contact.on);
        let norm = norm(is(fact::BY_SECOND_LINE), yes(fact::STILLBORN));
        let (needs, made) = needs(case.id, &norm, &contacts, born, today);
        Some(Self {
            case: case.id,
            client: case.client,
            name: row.full_name(),
            site: row.site.clone(),
            born,
            attending,
            seen: seen(&contacts, born, attending),
            own: own(case),
            infected: yes(fact::INFECTED),
            needs,
            made,
        })
    }

    /// Whether she knows a midwife: she met her, was attended by her, or has her as case manager or deputy.
    pub(super) fn knows(&self, person: PersonId) -> bool {
        self.attending == Some(person) || self.seen.contains(&person) || self.own.contains(&person)
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

/// A talk with the woman herself, not a letter.
fn is_care(record: &ContactRecord) -> bool {
    let talk = matches!(record.contact.channel, Channel::Visit | Channel::HomeVisit | Channel::Phone | Channel::Video);
    talk && matches!(record.contact.with, With::Client)
}

fn in_person(record: &ContactRecord) -> bool {
    matches!(record.contact.channel, Channel::Visit | Channel::HomeVisit)
}

/// Whom she met in person or by video, in order; each once for the time before the birth. The midwife who attended is to
/// come once afterwards, so what she did before does not count as that.
fn seen(contacts: &[&ContactRecord], born: Date, attending: Option<PersonId>) -> Vec<PersonId> {
    let mut seen: Vec<PersonId> = Vec::new();
    for record in contacts {
        let (who, before) = (record.by.person, record.contact.on < born);
        let met = in_person(record) || record.contact.channel == Channel::Video;
        if met && !(before && (attending == Some(who) || seen.contains(&who))) {
            seen.push(who);
        }
    }
    seen
}

fn needs(
    case: CaseId,
    norm: &[Norm],
    contacts: &[&ContactRecord],
    born: Date,
    today: Date,
) -> (Vec<Need>, Vec<String>) {
    let day = |after: i32| born.saturating_add(i64::from(after).days());
    let mut after_birth: Vec<&ContactRecord> =
        contacts.iter().copied().filter(|record| record.contact.on > born).collect();
    let (mut needs, mut made): (Vec<Need>, Vec<String>) = (Vec::new(), Vec::new());
    for one in norm {
        let visit = format!("{case}/{}", one.code);
        let (first, last) = (day(one.first), day(one.last + one.late));
        let fits = |record: &&ContactRecord| {
            let days = (first..=last).contains(&record.contact.on);
            days && (one.purpose != Purpose::HeelPrick || in_person(record))
        };
        if let Some(place) = after_birth.iter().position(fits) {
            after_birth.remove(place);
            made.push(visit);
            continue;
        }
        // Overdue, but better late than not at all.
        let last = if day(one.last) < today { last } else { day(one.last) };
        // The visit that comes too late does the work of the one that would follow on its heels.
        let overtaken = needs.last().is_some_and(|before| before.last >= last);
        if last >= today && !overtaken {
            let (purpose, means, minutes) = (one.purpose, one.means, one.minutes);
            needs.push(Need { visit, purpose, means, minutes, first: first.max(today), last });
        }
    }
    (needs, made)
}
