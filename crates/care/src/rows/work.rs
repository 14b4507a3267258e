//! What is to be done, answered or waited for on an open case (AZ-14).
//!
//! Every line has one owner: who is responsible for it. The board of the absent case manager is her deputy's by date,
//! which is asked of the database and not written into the rows.

use jiff::civil::Date;
use regie_pathway::{self as pathway, Text};

use super::definition;
use crate::case::Case;
use crate::case::records::{HandoverKind, Urgency};
use crate::case::state::{ActionLife, ExpectationLife, HandoverLife, HandoverRecord, Run, numbered};
use crate::day::day_of;
use crate::ids::OrgId;
use crate::pathways::Pathways;
use crate::seat::Seat;
use crate::view::{Lane, ViewRow, WorkKind, WorkRow};

/// Steps in these roles are done by another party: whoever is accountable waits for them.
const OTHER_PARTIES: [&str; 1] = ["second-line"];

pub(super) fn add_rows(rows: &mut Vec<ViewRow>, case: &Case, pathways: &Pathways) {
    let mut add = |row: WorkRow| rows.push(ViewRow::Work(row));
    for run in &case.runs {
        add_steps(&mut add, case, run, definition(run, pathways));
    }
    add_signals(&mut add, case);
    add_actions(&mut add, case);
    add_handovers(&mut add, case);
    add_expectations(&mut add, case);
    add_results(&mut add, case);
    add_sharing_request(&mut add, case);
}

/// The three days of a line.
#[derive(Clone, Copy)]
struct Days {
    from: Date,
    target: Date,
    until: Date,
}

impl Days {
    /// A line that is there from its first day on and must be done on its last.
    fn by(from: Date, until: Date) -> Self {
        Self { from: from.min(until), target: until, until }
    }

    /// The window of a step, widened to its appointment.
    fn of(occurrence: &pathway::Occurrence) -> Option<Self> {
        match (occurrence.window, occurrence.pinned) {
            (Some(window), None) => Some(Self { from: window.from(), target: window.target(), until: window.until() }),
            (Some(window), Some(day)) => {
                Some(Self { from: window.from().min(day), target: day, until: window.until().max(day) })
            }
            (None, Some(day)) => Some(Self { from: day, target: day, until: day }),
            (None, None) => None,
        }
    }
}

fn line(case: &Case, item: String, owner: Seat, lane: Lane, work: WorkKind, days: Days, title: Text) -> WorkRow {
    let Days { from, target, until } = days;
    WorkRow { case: case.id, item, owner: Some(owner.person), org: owner.org, lane, work, from, target, until, title }
}

fn add_steps(add: &mut impl FnMut(WorkRow), case: &Case, run: &Run, definition: Option<&pathway::Definition>) {
    // A version that this installation lost must not make work vanish: then everything live is listed, by its id.
    let expected = match definition {
        Some(definition) => pathway::expected(definition, &run.state),
        None => run.state.occurrences().filter(|occurrence| occurrence.status().is_live()).collect(),
    };
    for occurrence in expected {
        let Some(days) = Days::of(occurrence) else { continue };
        let (id, nth) = (&occurrence.step, occurrence.nth);
        let step = definition.and_then(|definition| definition.step(id));
        let title = step.map_or_else(|| Text::same(id.as_str()), |step| step.title.clone());
        let delegate = if run.delegations.is_empty() { None } else { run.delegations.get(&(id.clone(), nth)).copied() };
        let work = WorkKind::Step {
            pathway: run.pathway.as_str().to_owned(),
            step: id.as_str().to_owned(),
            nth,
            planned: occurrence.pinned,
            required: step.is_some_and(|step| step.required),
            late: occurrence.late.is_some(),
            delegated_to: delegate.map(|seat| seat.person),
        };
        let item = format!("step:{}:{id}:{nth}", run.pathway);
        let elsewhere = !case.in_second_line() && step.is_some_and(|step| OTHER_PARTIES.contains(&step.by.as_str()));
        let lane = if delegate.is_some() || elsewhere { Lane::Waiting } else { Lane::Todo };
        if let Some(delegate) = delegate {
            let item = format!("{item}#delegate");
            add(line(case, item, delegate, Lane::Todo, work.clone(), days, title.clone()));
        }
        add(line(case, item, case.case_manager, lane, work, days, title));
    }
}

fn add_signals(add: &mut impl FnMut(WorkRow), case: &Case) {
    for (no, record) in numbered(&case.signals).filter(|(_, record)| record.acknowledged.is_none()) {
        let lane = if record.signal.urgency == Urgency::Urgent { Lane::Urgent } else { Lane::Todo };
        let title = Text::same(record.signal.text.as_str());
        let day = day_of(record.at);
        let work = WorkKind::Signal {
            no,
            urgency: record.signal.urgency,
            taken_by: record.taken_by.map(|seat| seat.person),
            at: record.at,
        };
        add(line(case, format!("signal:{no}"), case.case_manager, lane, work, Days::by(day, day), title));
    }
}

/// An action keeps no day on which it was set, and must be seen as soon as it is: it counts from the opening day.
fn add_actions(add: &mut impl FnMut(WorkRow), case: &Case) {
    for (no, record) in numbered(&case.actions).filter(|(_, record)| record.life == ActionLife::Open) {
        let owner = record.plan.who.unwrap_or(case.case_manager);
        let days = Days::by(case.opened_on, record.plan.by);
        let title = Text::same(record.plan.what.as_str());
        add(line(case, format!("action:{no}"), owner, Lane::Todo, WorkKind::Action { no }, days, title));
    }
}

fn add_handovers(add: &mut impl FnMut(WorkRow), case: &Case) {
    for (no, handover) in numbered(&case.handovers) {
        let proposal = &handover.proposal;
        if let HandoverLife::Proposed { alarmed } = handover.life {
            let days = Days::by(day_of(handover.at), proposal.answer_by);
            let work = |other: OrgId| WorkKind::Handover { no, code: proposal.handover.code(), other, alarmed };
            let title = Text::new("Overdracht wacht op antwoord", "Handover waits for an answer");
            let item = format!("handover:{no}");
            add(line(case, item, case.case_manager, Lane::Waiting, work(proposal.to_org), days, title));
            add(WorkRow {
                case: case.id,
                item: format!("handover-in:{no}"),
                owner: proposal.to_person,
                org: proposal.to_org,
                lane: Lane::Answer,
                work: work(proposal.from.org),
                from: days.from,
                target: days.target,
                until: days.until,
                title: Text::new("Overdracht beantwoorden", "Answer a handover"),
            });
        }
        if let Some((owner, letter_by)) = owed_letter(case, handover) {
            let days = Days::by(day_of(handover.at), letter_by);
            let title = Text::new("Verwijsbrief nasturen", "Send the referral letter");
            add(line(case, format!("letter:{no}"), owner, Lane::Todo, WorkKind::Letter { no }, days, title));
        }
    }
}

/// Who owes the letter of an acute handover, and by when (AZ-11): the case manager of the practice that referred.
fn owed_letter(case: &Case, handover: &HandoverRecord) -> Option<(Seat, Date)> {
    let HandoverKind::Acute { letter_by } = handover.proposal.handover else { return None };
    let under_way = matches!(handover.life, HandoverLife::Proposed { .. } | HandoverLife::Accepted(..));
    if !under_way || handover.letter.is_some() {
        return None;
    }
    let from = handover.proposal.from;
    Some((if from.org == case.first_line.org { case.first_line } else { from }, letter_by))
}

/// Feedback is waited for by the case manager; what her own organisation owes, by the first line.
fn add_expectations(add: &mut impl FnMut(WorkRow), case: &Case) {
    for (no, record) in numbered(&case.expectations).filter(|(_, record)| record.life == ExpectationLife::Waiting) {
        let expectation = &record.expectation;
        let owner = waits_for(case, expectation.from);
        let days = Days::by(case.opened_on, expectation.by);
        let title =
            Text::new(format!("Terugkoppeling: {}", expectation.about), format!("Feedback: {}", expectation.about));
        let work = WorkKind::Feedback { no, from: expectation.from };
        add(line(case, format!("feedback:{no}"), owner, Lane::Waiting, work, days, title));
    }
}

fn add_results(add: &mut impl FnMut(WorkRow), case: &Case) {
    for (no, record) in numbered(&case.investigations).filter(|(_, record)| record.result.is_none()) {
        let investigation = &record.investigation;
        let Some(due) = investigation.result_due else { continue };
        let days = Days::by(investigation.on, due);
        let title = Text::new(format!("Uitslag: {}", investigation.what), format!("Result: {}", investigation.what));
        let work = WorkKind::Result { no, from: investigation.by };
        let owner = waits_for(case, investigation.by);
        add(line(case, format!("result:{no}"), owner, Lane::Waiting, work, days, title));
    }
}

fn waits_for(case: &Case, other: OrgId) -> Seat {
    if other == case.case_manager.org { case.first_line } else { case.case_manager }
}

fn add_sharing_request(add: &mut impl FnMut(WorkRow), case: &Case) {
    let Some(request) = case.sharing_request.as_ref().filter(|request| request.declined.is_none()) else { return };
    let title =
        Text::new("Verzoek om gedeeld casemanagement beantwoorden", "Answer the request to share case management");
    let days = Days::by(request.on, request.on);
    let owner = case.case_manager;
    add(line(case, "sharing-request".to_owned(), owner, Lane::Todo, WorkKind::SharingRequest, days, title));
}
