//! The view rows of each kind of stream: a pure function of its state, without a clock.
//!
//! Whoever commits events writes the difference between the rows before and after ([`diff`]) in the same transaction;
//! whoever rebuilds a view computes the rows from the replayed state. Both must come to the same.

mod board;
mod diff;
#[cfg(test)]
mod tests;
mod work;

pub use diff::{Changes, ViewKey, diff};

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use regie_pathway as pathway;

use crate::case::Case;
use crate::case::records::Urgency;
use crate::case::seal::Why;
use crate::case::state::{AgendaLife, Awareness, HandoverLife, Run, numbered};
use crate::client::{Client, SourceNumber, fold_name};
use crate::meeting::{Meeting, MeetingLife};
use crate::pathways::Pathways;
use crate::person::Person;
use crate::policy;
use crate::postnatal::BirthPlace;
use crate::seat::{Line, Seat};
use crate::view::{
    AgendaRow, CaseRow, ClientRow, DeputyRow, InvolvedRow, Lane, MeetingRow, PersonRow, Phase, ReaderRow, ViewRow,
    WorkKind, WorkRow,
};
use crate::vocabulary::{anchor, fact};

/// The rows of a case: caseload, deputies, involved organisations, work and agenda places.
///
/// A closed case has no work left and waits on no agenda; what was discussed stays on the meeting's agenda.
#[must_use]
pub fn case_rows(case: &Case, pathways: &Pathways) -> Vec<ViewRow> {
    let involved = policy::involved(case);
    let steps = case.runs.iter().map(|run| run.state.occurrences().count()).sum::<usize>();
    let mut rows = Vec::with_capacity(8 + involved.len() + case.deputies.len() + steps);
    let mut next_due = None;
    if case.is_open() {
        let ahead: Vec<Ahead<'_>> = case.runs.iter().map(|run| Ahead::of(run, pathways)).collect();
        work::add_rows(&mut rows, case, &ahead);
        next_due = next_due_of(case, &ahead);
    }
    rows.extend(readers(case));
    let next_until = rows.iter().filter_map(|row| todo_until(row, false)).min();
    let next_sealed = rows.iter().filter_map(|row| todo_until(row, true)).min();
    let next_sealed = next_sealed.filter(|sealed| next_until.is_none_or(|open| *sealed < open));
    let next_planned = rows.iter().filter_map(appointment).min();
    let next = Next { until: next_until, sealed: next_sealed, planned: next_planned, due: next_due };
    rows.push(ViewRow::Case(caseload_row(case, next)));
    rows.extend(numbered(&case.deputies).map(|(no, deputyship)| {
        ViewRow::Deputy(DeputyRow {
            case: case.id,
            no,
            deputy: deputyship.deputy.person,
            org: deputyship.deputy.org,
            absent: case.stands_in_for(deputyship.deputy).person,
            from: deputyship.from,
            until: deputyship.until,
        })
    }));
    let open = case.is_open();
    rows.extend(
        involved
            .into_iter()
            .map(|(org, relation)| (org, relation, policy::last_day(case, org)))
            .map(|(org, relation, until)| ViewRow::Involved(InvolvedRow { org, case: case.id, relation, open, until })),
    );
    rows.extend(agenda_rows(case).map(ViewRow::Agenda));
    if open {
        rows.extend(case.runs.iter().filter_map(|run| board::row(case, run, pathways)).map(ViewRow::Board));
    }
    rows
}

fn todo_until(row: &ViewRow, of_sealed: bool) -> Option<Date> {
    match row {
        ViewRow::Work(WorkRow { lane: Lane::Urgent | Lane::Todo, until, sealed, .. }) if *sealed == of_sealed => {
            Some(*until)
        }
        _ => None,
    }
}

/// The appointment of open work that is nobody's secret, where it was made for a day in time.
fn appointment(row: &ViewRow) -> Option<Date> {
    match row {
        ViewRow::Work(WorkRow {
            lane: Lane::Todo, until, sealed: false, work: WorkKind::Step { planned, .. }, ..
        }) => planned.filter(|day| day <= until),
        _ => None,
    }
}

/// What comes next in a case: days that its line in the caseload tells.
#[derive(Clone, Copy)]
struct Next {
    until: Option<Date>,
    sealed: Option<Date>,
    planned: Option<Date>,
    due: Option<Date>,
}

/// Who may read what is sealed, and on which days; before there is a seal, who would be named on it.
fn readers(case: &Case) -> Vec<ViewRow> {
    if !case.is_open() || case.sealed_events == 0 {
        return Vec::new();
    }
    let always = |seat: Seat| (seat, case.opened_on, None);
    let on_her_days = |seat: Seat| case.deputy_terms(seat).map(move |(from, until)| (seat, from, until));
    let leads = |seat: &Seat| [case.case_manager, case.first_line].contains(seat);
    // Of two deputyships that begin on one day the one counts that is not replaced.
    let mut days: BTreeMap<(Seat, Date), Option<Date>> = BTreeMap::new();
    let mut add = |(seat, from, until): (Seat, Date, Option<Date>)| {
        days.insert((seat, from), until);
    };
    match &case.seal {
        Some(seal) => {
            for reader in &seal.readers {
                if reader.why == Why::Deputy && !leads(&reader.seat) {
                    on_her_days(reader.seat).for_each(&mut add);
                } else {
                    add(always(reader.seat));
                }
            }
        }
        None => {
            let deputies: BTreeSet<Seat> = case.deputies.iter().map(|known| known.deputy).collect();
            let hers = deputies.into_iter().filter(|deputy| case.stands_in_for(*deputy) == case.case_manager);
            hers.flat_map(on_her_days).for_each(&mut add);
            add(always(case.case_manager));
        }
    }
    let row = |((seat, from), until): ((Seat, Date), Option<Date>)| {
        ViewRow::Reader(ReaderRow { case: case.id, person: seat.person, org: seat.org, from, until })
    };
    days.into_iter().map(row).collect()
}

fn caseload_row(case: &Case, next: Next) -> CaseRow {
    let urgent = case
        .signals
        .iter()
        .filter(|record| record.signal.urgency == Urgency::Urgent && case.awareness(record) != Awareness::Known)
        .count();
    CaseRow {
        case: case.id,
        client: case.client,
        org: case.case_manager.org,
        practice: case.first_line.org,
        case_manager: case.case_manager.person,
        first_line: case.first_line.person,
        phase: phase(case),
        line: line(case),
        due: anchor(case, anchor::DUE),
        born: anchor(case, anchor::BORN),
        first_child: first_child(case),
        caesarean: case.postnatal.birth.planned_caesarean,
        in_hospital: case.postnatal.birth.place.map(|place| place == BirthPlace::Hospital),
        died: case.death(),
        opened_on: case.opened_on,
        closed_on: case.closed.as_ref().map(|closing| closing.on),
        next_until: next.until,
        next_sealed: next.sealed,
        next_planned: next.planned,
        next_due: next.due,
        urgent: u32::try_from(urgent).unwrap_or(u32::MAX),
        pinned: case
            .runs
            .iter()
            .filter_map(|run| Some((run.pathway.clone(), run.state.started()?.hash.clone())))
            .collect(),
    }
}

/// A clinical date of the case: of the first pathway that knows it.
fn anchor(case: &Case, id: &str) -> Option<Date> {
    case.runs.iter().find_map(|run| run.state.anchors().find(|(anchor, _)| anchor.as_str() == id).map(|(_, date)| date))
}

/// Whether it is her first child, once a pathway knows how many births there were (PN-01).
fn first_child(case: &Case) -> Option<bool> {
    let mut facts = case.runs.iter().flat_map(|run| run.state.facts());
    facts.find(|(fact, _)| fact.as_str() == fact::PARA).and_then(|(_, value)| match value {
        pathway::FactValue::Number(births) => Some(*births == 0),
        _ => None,
    })
}

fn phase(case: &Case) -> Phase {
    if case.closed.is_some() {
        Phase::Closed
    } else if pregnancy_ended(case) {
        Phase::Ended
    } else if anchor(case, anchor::BORN).is_some() {
        Phase::Postnatal
    } else {
        Phase::Pregnancy
    }
}

/// Whether the pregnancy ended before it could end in a birth.
pub(crate) fn pregnancy_ended(case: &Case) -> bool {
    let lost = pathway::FactValue::YesNo(true);
    case.runs
        .iter()
        .any(|run| run.state.facts().any(|(fact, value)| fact.as_str() == fact::PREGNANCY_LOST && *value == lost))
}

fn line(case: &Case) -> Line {
    if case.in_second_line() { Line::Second } else { Line::First }
}

/// A pathway of the case, and what lies ahead in it.
struct Ahead<'a> {
    run: &'a Run,
    /// The definition that the run pinned; `None` when this installation does not have that version.
    definition: Option<&'a pathway::Definition>,
    outlook: pathway::Outlook<'a>,
}

impl<'a> Ahead<'a> {
    fn of(run: &'a Run, pathways: &'a Pathways) -> Self {
        let definition = pathways.of(run);
        let outlook = match definition {
            Some(definition) => pathway::outlook(definition, &run.state),
            // A version that this installation lost must not make work vanish: then everything live is listed.
            None => {
                let live = run.state.occurrences().filter(|occurrence| occurrence.status().is_live());
                let expected = live.map(|occurrence| {
                    let last_day = occurrence.window.map(|window| window.until());
                    pathway::Expected { occurrence, waits: false, last_day }
                });
                let expected = expected.collect();
                pathway::Outlook { expected, next_due: None }
            }
        };
        Self { run, definition, outlook }
    }
}

/// The next day on which `Tick` changes something: a step opens or lapses, a handover stayed unanswered, or she moves.
fn next_due_of(case: &Case, ahead: &[Ahead<'_>]) -> Option<Date> {
    let steps = ahead.iter().filter_map(|ahead| ahead.outlook.next_due).min();
    let alarm = case
        .pending_handover()
        .filter(|(_, handover)| handover.life == HandoverLife::Proposed { alarmed: false })
        .and_then(|(_, handover)| handover.proposal.answer_by.tomorrow().ok());
    let moved = case.leaving.iter().filter_map(|leaving| leaving.until.tomorrow().ok()).min();
    let moves = case.arriving.as_ref().map(|arriving| arriving.on);
    steps.into_iter().chain(alarm).chain(moved).chain(moves).chain(case.next_reader_out_of_office()).min()
}

fn agenda_rows(case: &Case) -> impl Iterator<Item = AgendaRow> {
    numbered(&case.agenda).filter_map(|(no, place)| {
        let waiting = match place.life {
            AgendaLife::Waiting if case.is_open() => true,
            AgendaLife::Discussed(_) => false,
            AgendaLife::Waiting | AgendaLife::Withdrawn(_) => return None,
        };
        Some(AgendaRow { meeting: place.meeting, case: case.id, no, question: place.question.clone(), waiting })
    })
}

/// The row of a client.
#[must_use]
pub fn client_rows(client: &Client) -> Vec<ViewRow> {
    let identity = &client.identity;
    let row = ClientRow {
        client: client.id,
        family_name: identity.family_name.clone(),
        given_name: identity.given_name.clone(),
        search: fold_name(&format!("{} {}", identity.family_name, identity.given_name)),
        birth_date: identity.birth_date,
        bsn: identity.bsn.map(|bsn| bsn.to_string()),
        v_number: identity.v_number.map(|number| number.to_string()),
        source_number: identity.source.as_ref().map(SourceNumber::key),
        language: identity.language.clone(),
        interpreter: identity.interpreter.is_needed(),
        phone: identity.phone.clone(),
        site: identity.site.clone(),
        suspicions: u32::try_from(client.open_suspicions().count()).unwrap_or(u32::MAX),
        merged_into: client.merged.as_ref().map(|merge| merge.into),
        registered: client.registered,
    };
    vec![ViewRow::Client(row)]
}

/// The row of a person: her name.
#[must_use]
pub fn person_rows(person: &Person) -> Vec<ViewRow> {
    vec![ViewRow::Person(PersonRow { person: person.id, search: fold_name(&person.name) })]
}

/// The row of a meeting.
#[must_use]
pub fn meeting_rows(meeting: &Meeting) -> Vec<ViewRow> {
    let row = MeetingRow {
        meeting: meeting.id,
        org: meeting.org,
        meeting_kind: meeting.kind.code().to_owned(),
        network: meeting.network.clone(),
        on: meeting.on,
        held: meeting.is_held(),
        cancelled: matches!(meeting.life, MeetingLife::Cancelled(_)),
        title: meeting.title.clone(),
    };
    vec![ViewRow::Meeting(row)]
}
