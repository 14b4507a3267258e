//! What is to be done, answered or waited for on an open case (AZ-14).
//!
//! Every line has one owner: who is responsible for it. The board of the absent case manager is her deputy's by date,
//! which is asked of the database and not written into the rows.

use jiff::ToSpan;
use jiff::civil::Date;
use regie_pathway::{self as pathway, Text};

use super::Ahead;
use crate::case::Case;
use crate::case::records::{HandoverKind, StepTurn, Urgency};
use crate::case::state::{ActionLife, Awareness, ExpectationLife, HandoverLife, HandoverRecord, numbered};
use crate::day::day_of;
use crate::ids::OrgId;
use crate::plan::{self, Responsible};
use crate::seat::Seat;
use crate::view::{Lane, ViewRow, WorkKind, WorkRow};
use crate::wording;

/// How many days before its day an evaluation is seen.
const EVALUATION_SEEN: i64 = 7;

pub(super) fn add_rows(rows: &mut Vec<ViewRow>, case: &Case, ahead: &[Ahead<'_>]) {
    let mut add = |row: WorkRow| rows.push(ViewRow::Work(row));
    for ahead in ahead {
        add_steps(&mut add, case, ahead);
    }
    add_signals(&mut add, case);
    add_actions(&mut add, case);
    add_goals(&mut add, case);
    add_handovers(&mut add, case);
    add_expectations(&mut add, case, ahead);
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

    /// The window of a step, from its appointment on where that comes first. A later appointment does not stretch it:
    /// past its window the step is late, and an appointment after it puts nothing off before that either.
    fn of(expected: &pathway::Expected<'_>) -> Option<Self> {
        let occurrence = expected.occurrence;
        match (occurrence.window, occurrence.pinned) {
            (Some(window), None) => Some(Self { from: window.from(), target: window.target(), until: window.until() }),
            (Some(window), Some(day)) => {
                let until = expected.last_day.unwrap_or(window.until());
                let target = if day > until { window.target().min(until) } else { day };
                Some(Self { from: window.from().min(day).min(until), target, until })
            }
            (None, Some(day)) => Some(Self { from: day, target: day, until: day }),
            (None, None) => None,
        }
    }
}

fn line(case: &Case, item: String, owner: Seat, lane: Lane, work: WorkKind, days: Days, title: Text) -> WorkRow {
    let Days { from, target, until } = days;
    let (owner, org) = (Some(owner.person), owner.org);
    WorkRow { case: case.id, item, owner, org, lane, work, from, target, until, title, sealed: false }
}

fn add_steps(add: &mut impl FnMut(WorkRow), case: &Case, ahead: &Ahead<'_>) {
    let Ahead { run, definition, outlook } = ahead;
    for expected in &outlook.expected {
        let pathway::Expected { occurrence, waits, .. } = expected;
        let Some(days) = Days::of(expected) else { continue };
        let (id, nth) = (&occurrence.step, occurrence.nth);
        let step = definition.and_then(|definition| definition.step(id));
        let title = step.map_or_else(|| Text::same(id.as_str()), |step| step.title.clone());
        let delegate = if run.delegations.is_empty() { None } else { run.delegations.get(&(id.clone(), nth)).copied() };
        let delegate = delegate.or_else(|| coordinates(case, *definition, step));
        let work = WorkKind::Step {
            pathway: run.pathway.as_str().to_owned(),
            step: id.as_str().to_owned(),
            nth,
            planned: occurrence.pinned,
            required: step.is_some_and(|step| step.required),
            late: occurrence.late.is_some(),
            waits: *waits,
            delegated_to: delegate.map(|seat| seat.person),
        };
        let item = format!("step:{}:{id}:{nth}", run.pathway);
        let done_in = definition.zip(step).and_then(|(definition, step)| definition.done_in(step));
        let elsewhere = !case.in_second_line() && done_in == Some(pathway::DoneIn::SecondLine);
        let lane = if delegate.is_some() || elsewhere { Lane::Waiting } else { Lane::Todo };
        let sealed = step.is_some_and(|step| step.sealed);
        let mut add = |row: WorkRow| add(WorkRow { sealed, ..row });
        if let Some(delegate) = delegate {
            let item = format!("{item}#delegate");
            add(line(case, item, delegate, Lane::Todo, work.clone(), days, title.clone()));
        }
        // What a team shares is whoever's work who is there (CM-09).
        let role = definition.zip(step).and_then(|(definition, step)| definition.role_of(step));
        let shared = role.is_some_and(|role| role.team) && lane == Lane::Todo && !sealed;
        let owner = case.responsible_for(done_in);
        if shared {
            let theirs = line(case, format!("{item}#org"), owner, lane, work, days, title);
            add(WorkRow { owner: None, ..theirs });
            continue;
        }
        // Of what she may not read she cannot be reminded either: then it is the case manager's.
        let owner = if sealed && !may_read(case, owner) { case.case_manager } else { owner };
        add(line(case, item, owner, lane, work, days, title));
    }
}

fn may_read(case: &Case, seat: Seat) -> bool {
    case.seal.as_ref().map_or(seat == case.case_manager, |seal| seal.reader(seat).is_some())
}

/// What a stand-in acknowledged stays on the case manager's board until she has read it herself (AZ-06).
fn add_signals(add: &mut impl FnMut(WorkRow), case: &Case) {
    for (no, record) in numbered(&case.signals) {
        let text = record.signal.text.as_str();
        let (title, heard_by) = match (case.awareness(record), record.acknowledged) {
            (Awareness::Known, _) => continue,
            (Awareness::ToBeRead, Some((by, _))) => (
                Text::new(
                    format!("Nog te lezen, tijdens afwezigheid bevestigd: {text}"),
                    format!("Still to be read, acknowledged during absence: {text}"),
                ),
                Some(by.person),
            ),
            (Awareness::ToBeRead | Awareness::Unheard, _) => (Text::same(text), None),
        };
        let lane = if record.signal.urgency == Urgency::Urgent { Lane::Urgent } else { Lane::Todo };
        let day = day_of(record.at);
        let work = WorkKind::Signal {
            no,
            urgency: record.signal.urgency,
            taken_by: record.taken_by.map(|seat| seat.person),
            at: record.at,
            heard_by,
        };
        add(line(case, format!("signal:{no}"), case.case_manager, lane, work, Days::by(day, day), title));
    }
}

/// An action keeps no day on which it was set, and must be seen as soon as it is: it counts from the opening day.
fn add_actions(add: &mut impl FnMut(WorkRow), case: &Case) {
    for (no, record) in numbered(&case.actions).filter(|(_, record)| record.life == ActionLife::Open) {
        let owner = record.plan.who.unwrap_or(case.case_manager);
        let days = Days::by(case.opened_on, record.plan.by);
        let item = format!("action:{no}");
        // What the client, a carer or an organisation does, the case manager waits for.
        let elsewhere = record.measure.as_ref().map(|measure| &measure.responsible).filter(|who| who.is_elsewhere());
        let lane = if elsewhere.is_some() { Lane::Waiting } else { Lane::Todo };
        let what = record.plan.what.as_str();
        // What an organisation does is whoever's work who is there, as a handover is to be answered by whoever is there.
        if let Some(org) = record.owed_by() {
            let theirs =
                line(case, format!("{item}#org"), owner, Lane::Todo, WorkKind::Action { no }, days, Text::same(what));
            add(WorkRow { owner: None, org, ..theirs });
        }
        let title = match elsewhere {
            Some(Responsible::Client) => {
                Text::new(format!("{what} (door de cliënt)"), format!("{what} (by the client)"))
            }
            Some(Responsible::Carer { name }) => {
                Text::new(format!("{what} (door {name})"), format!("{what} (by {name})"))
            }
            _ => Text::same(what),
        };
        add(line(case, item, owner, lane, WorkKind::Action { no }, days, title));
    }
}

/// A goal is evaluated by whoever coordinates; it is seen from a week before its day (CM-08).
fn add_goals(add: &mut impl FnMut(WorkRow), case: &Case) {
    for (no, record) in case.care_plan.open_goals() {
        let Some(day) = record.life.evaluate_on() else { continue };
        let from = day.saturating_sub(EVALUATION_SEEN.days());
        let wanted = &record.goal.wanted;
        let title = Text::new(format!("Doel evalueren: {wanted}"), format!("Evaluate the goal: {wanted}"));
        let days = Days { from, target: day, until: day };
        let owner = plan::coordinating(case);
        add(line(case, format!("goal:{no}"), owner, Lane::Todo, WorkKind::Goal { no }, days, title));
    }
}

/// The coordinating provider, for a step that is hers and not the case manager's own (PS-05).
fn coordinates(case: &Case, definition: Option<&pathway::Definition>, step: Option<&pathway::Step>) -> Option<Seat> {
    let step = step?;
    let role = definition?.role_of(step)?;
    let hers = |seat: &Seat| role.coordinates && *seat != case.case_manager && (!step.sealed || may_read(case, *seat));
    case.care_plan.coordinator.filter(hers)
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
                sealed: false,
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

/// Feedback is waited for by the case manager; what her own organisation owes, by the first line. What is owed under seal
/// is hers who may read it.
fn add_expectations(add: &mut impl FnMut(WorkRow), case: &Case, ahead: &[Ahead<'_>]) {
    let sealed = case.seal.iter().flat_map(|seal| numbered(&seal.expectations)).map(|owed| (owed, true));
    let owed = numbered(&case.expectations).map(|owed| (owed, false)).chain(sealed);
    for ((no, record), sealed) in owed.filter(|((_, record), _)| record.life == ExpectationLife::Waiting) {
        let expectation = &record.expectation;
        let owner = expectation.from.map_or(case.case_manager, |from| waits_for(case, from));
        let owner = if sealed && !may_read(case, owner) { case.case_manager } else { owner };
        let days = Days::by(day_of(record.at), expectation.by);
        let of_step = |turn: &StepTurn| ahead.iter().find(|ahead| ahead.run.pathway == turn.pathway)?.definition;
        let about = wording::feedback_about(expectation, expectation.step.as_ref().and_then(of_step));
        let named = about.nl.to_lowercase().starts_with("terugkoppeling");
        let title = if named { about } else { wording::fill("Terugkoppeling: {}", "Feedback: {}", &about) };
        let work = WorkKind::Feedback { no, from: expectation.from };
        let item = if sealed { format!("sealed-feedback:{no}") } else { format!("feedback:{no}") };
        add(WorkRow { sealed, ..line(case, item, owner, Lane::Waiting, work, days, title) });
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
    let Some(request) = case.waiting_sharing_request() else { return };
    let title =
        Text::new("Verzoek om gedeeld casemanagement beantwoorden", "Answer the request to share case management");
    let days = Days::by(request.on, request.on);
    let owner = case.case_manager;
    add(line(case, "sharing-request".to_owned(), owner, Lane::Todo, WorkKind::SharingRequest, days, title));
}
