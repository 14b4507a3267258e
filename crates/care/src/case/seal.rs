//! The seal of a case: what of Kindcheck and Meldcode was written down, and who may read it (PS-02, PS-04).
//!
//! A case has one seal at most. It comes into being with the first sealed event that is more than planning. From then on,
//! at every event, the accountable case manager and her deputies are named: by the same event that makes them so, so that
//! nobody is ever accountable for what she cannot read. To whom a sealed step is given, with a reason, is named while that
//! step is open and hers, and no longer. Others are named one by one, with a reason. When the case goes to another
//! organisation, who answers for it there decides anew who reads it.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use regie_pathway as pathway;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::event::CaseEvent;
use super::records::Recorded;
use super::records::{Deputyship, Expectation, No, StepTurn};
use super::state::{Case, ExpectationLife, ExpectationRecord, HandoverLife, by_no};
use crate::day::day_of;
use crate::policy;
use crate::seat::{Actor, Seat};
use crate::view::Relation;

/// About what a sealed note is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SealedSubject {
    /// Whether the children are safe.
    Kindcheck,
    /// The steps on a suspicion of domestic violence or child abuse.
    Meldcode,
}

/// A note that only those read who are named. It is never changed: a later one corrects it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedNote {
    /// About what.
    pub subject: SealedSubject,
    /// What was seen, said and weighed.
    pub text: String,
    /// Who wrote it.
    pub by: Seat,
    /// When.
    pub at: Timestamp,
}

/// Somebody who may read what is sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reader {
    /// Who.
    pub seat: Seat,
    /// Since when.
    pub since: Timestamp,
    /// Who named her, or did that of which it follows.
    pub by: Actor,
    /// Why.
    pub why: Why,
}

/// Why somebody may read what is sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "kebab-case")]
pub enum Why {
    /// She is accountable for the case.
    CaseManager,
    /// She is a deputy of the case manager.
    Deputy,
    /// She recorded what the seal began with.
    Recorded,
    /// A sealed step was given to her to do; she reads it while that step is open and hers.
    Step {
        /// Why it was given to her.
        reason: String,
    },
    /// She was named, for this reason.
    Named {
        /// In the words of who named her.
        reason: String,
    },
}

/// The seal.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Seal {
    /// Who may read it, in the order in which they were named.
    pub readers: Vec<Reader>,
    /// The notes, oldest first; the number is the place plus one.
    pub notes: Vec<SealedNote>,
    /// Feedback that is owed on sealed steps; the number is the place plus one.
    pub expectations: Vec<ExpectationRecord>,
    /// The sealed steps that were given to somebody, each with the reason.
    given: BTreeMap<(pathway::PathwayId, pathway::StepId, u16), String>,
}

impl Seal {
    /// The reader in this seat.
    #[must_use]
    pub fn reader(&self, seat: Seat) -> Option<&Reader> {
        self.readers.iter().find(|reader| reader.seat == seat)
    }

    fn name(&mut self, seat: Seat, why: Why, recorded: Recorded) {
        if self.reader(seat).is_none() {
            self.readers.push(Reader { seat, since: recorded.at, by: recorded.by, why });
        }
    }

    /// Who read it for a step, or is to read it as deputy later on, can be named herself.
    fn name_with_reason(&mut self, seat: Seat, reason: &str, recorded: Recorded) {
        self.readers.retain(|known| known.seat != seat || !matches!(known.why, Why::Step { .. } | Why::Deputy));
        self.name(seat, Why::Named { reason: reason.to_owned() }, recorded);
    }
}

impl CaseEvent {
    /// Whether only those may know of it who are named on the seal.
    #[must_use]
    pub const fn is_sealed(&self) -> bool {
        match self {
            Self::Pathway { sealed, .. }
            | Self::StepDelegated { sealed, .. }
            | Self::DelegationEnded { sealed, .. }
            | Self::FeedbackExpected { sealed, .. }
            | Self::FeedbackReceived { sealed, .. }
            | Self::FeedbackWaived { sealed, .. } => *sealed,
            Self::ReaderNamed { .. } | Self::ReaderStruck { .. } | Self::SealedNoteWritten { .. } => true,
            _ => false,
        }
    }

    /// Whether it brings a seal into being where there is none: that a sealed step stands in the course says nothing yet.
    const fn seals(&self) -> bool {
        !matches!(self, Self::Pathway { event: pathway::Event::Planned { .. }, .. }) && self.is_sealed()
    }
}

impl Case {
    /// Whether this person may read what is sealed today. Before there is a seal those who would be named on it: the case
    /// manager and her deputies, each of them from her first day to her last.
    #[must_use]
    pub fn reads_sealed(&self, seat: Seat, today: Date) -> bool {
        let Some(seal) = &self.seal else {
            return seat == self.case_manager || (self.is_her_deputy(seat) && self.is_deputy_on(seat, today));
        };
        let leads = || [self.case_manager, self.first_line].contains(&seat);
        let reads = |reader: &Reader| reader.why != Why::Deputy || leads() || self.is_deputy_on(seat, today);
        seal.reader(seat).is_some_and(reads)
    }

    /// The first day on which a deputy of the seal will read what is sealed, where she does not yet.
    #[must_use]
    pub fn will_read_sealed_from(&self, seat: Seat, today: Date) -> Option<Date> {
        let first = || self.deputy_terms(seat).map(|(from, _)| from).filter(|from| *from > today).min();
        if self.reads_sealed(seat, today) { None } else { first() }
    }

    /// Whether she reads what is sealed by what she is to the case, so that nobody strikes her.
    #[must_use]
    pub fn reads_by_office(&self, seat: Seat, today: Date) -> bool {
        seat == self.case_manager || (self.is_her_deputy(seat) && self.will_have_deputy(seat, today))
    }

    /// The deputies who were named on the seal as such, and whose last day is over.
    pub(crate) fn readers_out_of_office(&self, today: Date) -> impl Iterator<Item = Seat> {
        let readers = self.seal.iter().flat_map(|seal| &seal.readers);
        let over = readers.filter(move |reader| reader.why == Why::Deputy && !self.holds_office(reader.seat, today));
        over.map(|reader| reader.seat)
    }

    /// The first day on which one of them is that no longer.
    pub(crate) fn next_reader_out_of_office(&self) -> Option<Date> {
        let days = |known: &Deputyship| [Some(known.from), known.until.and_then(|until| until.tomorrow().ok())];
        let mut days: Vec<Date> = self.deputies.iter().flat_map(days).flatten().collect();
        days.sort_unstable();
        // Once her time is over it stays so: of all days on which a deputyship begins or is over, the first on which she
        // is no deputy any more.
        let ends = |reader: &Reader| days.iter().copied().find(|day| !self.holds_office(reader.seat, *day));
        let readers = self.seal.iter().flat_map(|seal| &seal.readers);
        readers.filter(|reader| reader.why == Why::Deputy).filter_map(ends).min()
    }

    fn is_deputy_on(&self, seat: Seat, day: Date) -> bool {
        self.deputy_terms(seat).any(|(from, until)| from <= day && until.is_none_or(|until| day <= until))
    }

    /// Who has a sealed step that is open to do.
    fn does_sealed(&self, (id, step, nth): &(pathway::PathwayId, pathway::StepId, u16)) -> Option<Seat> {
        let run = self.run(id)?;
        let open = run.state.occurrence(step, *nth)?.status() == pathway::Status::Open;
        run.delegations.get(&(step.clone(), *nth)).copied().filter(|_| open)
    }

    fn is_her_deputy(&self, seat: Seat) -> bool {
        self.stands_in_for(seat) == self.case_manager
    }

    fn holds_office(&self, seat: Seat, today: Date) -> bool {
        [self.case_manager, self.first_line].contains(&seat) || self.will_have_deputy(seat, today)
    }

    fn takes_part(&self, seat: Seat, today: Date) -> bool {
        matches!(
            policy::relation(self, seat.org, today),
            Some(Relation::Accountable | Relation::FirstLine | Relation::Sharing | Relation::Team)
        )
    }
}

/// What an event does to the seal. The last word of [`super::evolve`] on every event.
pub(super) fn follow(case: &mut Case, event: &CaseEvent, recorded: Recorded) {
    if event.is_sealed() {
        case.sealed_events += 1;
    }
    let mut seal = match case.seal.take() {
        Some(seal) => seal,
        None if event.seals() => begin(case, recorded),
        None => return,
    };
    match event {
        CaseEvent::ReaderNamed { reader, reason } => seal.name_with_reason(*reader, reason, recorded),
        CaseEvent::ReaderStruck { reader, .. } => seal.readers.retain(|known| known.seat != *reader),
        CaseEvent::SealedNoteWritten { no, subject, text, by } => {
            let note = || SealedNote { subject: *subject, text: text.clone(), by: *by, at: recorded.at };
            super::evolve::add(&mut seal.notes, *no, note);
        }
        CaseEvent::StepDelegated { pathway, step, nth, reason, sealed: true, .. } => {
            let reason = reason.clone().unwrap_or_default();
            seal.given.insert((pathway.clone(), step.clone(), *nth), reason);
        }
        CaseEvent::FeedbackExpected { no, expectation, sealed: true } => {
            let (expectation, at) = (expectation.clone(), recorded.at);
            let record = || ExpectationRecord { expectation, at, life: ExpectationLife::Waiting };
            super::evolve::add(&mut seal.expectations, *no, record);
        }
        CaseEvent::FeedbackReceived { no, on, text, sealed: true } => {
            let life = ExpectationLife::Received(*on, text.clone());
            super::evolve::change(&mut seal.expectations, *no, |record| record.life = life);
        }
        CaseEvent::FeedbackWaived { no, reason, sealed: true } => {
            let life = ExpectationLife::Waived(reason.clone());
            super::evolve::change(&mut seal.expectations, *no, |record| record.life = life);
        }
        CaseEvent::HandoverAccepted { no, .. } => decide_anew(case, &mut seal, *no),
        _ => {}
    }
    keep_up(case, &mut seal, recorded);
    case.seal = Some(seal);
}

/// The case manager comes first, then her deputies, then who recorded what it begins with.
fn begin(case: &Case, recorded: Recorded) -> Seal {
    let mut seal = Seal::default();
    name_office(case, &mut seal, recorded);
    if let Actor::Person(seat) = recorded.by {
        seal.name(seat, Why::Recorded, recorded);
    }
    seal
}

fn name_office(case: &Case, seal: &mut Seal, recorded: Recorded) {
    let today = day_of(recorded.at);
    seal.name(case.case_manager, Why::CaseManager, recorded);
    for deputyship in &case.deputies {
        if case.reads_by_office(deputyship.deputy, today) {
            seal.name(deputyship.deputy, Why::Deputy, recorded);
        }
    }
}

/// The case went to another organisation: who was named by the one before, and works neither there nor leads the case, is
/// struck, and the sealed steps that she had come back. The coordinating provider keeps hers, as she keeps coordinating.
fn decide_anew(case: &mut Case, seal: &mut Seal, no: No) {
    let now = case.case_manager;
    let went = by_no(&case.handovers, no).is_some_and(|handover| {
        matches!(handover.life, HandoverLife::Accepted(by, _) if by == now) && handover.proposal.from.org != now.org
    });
    if !went {
        return;
    }
    let leads = [now, case.first_line];
    seal.readers.retain(|reader| match reader.why {
        Why::CaseManager | Why::Deputy | Why::Step { .. } => true,
        Why::Recorded | Why::Named { .. } => reader.seat.org == now.org || leads.contains(&reader.seat),
    });
    let coordinator = case.care_plan.coordinator;
    let stays = |to: &Seat| to.org == now.org || Some(*to) == coordinator;
    for run in &mut case.runs {
        let sealed =
            |step: &pathway::StepId, nth: u16| seal.given.contains_key(&(run.pathway.clone(), step.clone(), nth));
        run.delegations.retain(|(step, nth), to| stays(to) || !sealed(step, *nth));
    }
}

/// Who became case manager or deputy is named, and who is neither any more, or whose organisation takes part no longer, is
/// not. Who has a sealed step to do is named while it is open.
fn keep_up(case: &Case, seal: &mut Seal, recorded: Recorded) {
    let today = day_of(recorded.at);
    seal.given.retain(|(id, step, nth), _| {
        case.run(id).is_some_and(|run| run.delegations.contains_key(&(step.clone(), *nth)))
    });
    let given = seal.given.iter().filter_map(|(turn, reason)| Some((case.does_sealed(turn)?, reason.clone())));
    let doing: Vec<(Seat, String)> = given.filter(|(seat, _)| case.takes_part(*seat, today)).collect();
    seal.readers.retain(|reader| match reader.why {
        Why::CaseManager | Why::Deputy => case.holds_office(reader.seat, today),
        Why::Step { .. } => doing.iter().any(|(seat, _)| *seat == reader.seat),
        Why::Recorded | Why::Named { .. } => reader.seat == case.case_manager || case.takes_part(reader.seat, today),
    });
    // After the rest: a deputy who read by a step of hers goes on reading as deputy when the step is not hers any more.
    name_office(case, seal, recorded);
    for (seat, reason) in doing {
        seal.name(seat, Why::Step { reason }, recorded);
    }
}

/// What is owed on a step and waits still, with its number.
pub(super) fn waiting_on<'a>(records: &'a [ExpectationRecord], turn: &StepTurn) -> Option<(No, &'a Expectation)> {
    let waits = |record: &&ExpectationRecord| {
        record.life == ExpectationLife::Waiting && record.expectation.step.as_ref() == Some(turn)
    };
    let found = super::state::numbered(records).find(|(_, record)| waits(record));
    found.map(|(no, record)| (no, &record.expectation))
}

/// The number of the next note.
pub(super) fn next_note(case: &Case) -> No {
    let notes = case.seal.as_ref().map_or(0, |seal| seal.notes.len());
    No::try_from(notes).unwrap_or(No::MAX).saturating_add(1)
}
