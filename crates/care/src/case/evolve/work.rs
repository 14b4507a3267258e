//! What contacts, signals, investigations, meetings, actions and feedback do to the state.

use super::{add, change};
use crate::case::event::CaseEvent;
use crate::case::letter::LetterRecord;
use crate::case::records::Recorded;
use crate::case::state::{
    ActionLife, ActionRecord, AgendaLife, AgendaRecord, Case, ContactRecord, ExpectationLife, ExpectationRecord,
    InvestigationRecord, NoticeRecord, SignalRecord,
};
use crate::plan::Responsible;
use crate::seat::Seat;

/// What was heard from others and told to them (AZ-06, AZ-07, AZ-11).
pub(super) fn exchange(case: &mut Case, event: &CaseEvent, recorded: Recorded) {
    use CaseEvent as E;
    match event {
        E::ContactRecorded { no, contact, by } => {
            add(&mut case.contacts, *no, || ContactRecord { contact: contact.clone(), by: *by, corrected: false })
        }
        E::ContactCorrected { no, note, .. } => change(&mut case.contacts, *no, |record| {
            record.contact.note.clone_from(note);
            record.corrected = true;
        }),
        E::SignalRaised { no, signal, taken_by } => add(&mut case.signals, *no, || SignalRecord {
            signal: signal.clone(),
            taken_by: *taken_by,
            at: recorded.at,
            acknowledged: None,
            by_deputy: false,
        }),
        E::SignalAcknowledged { no, by } => acknowledge(case, *no, *by, recorded),
        E::InvestigationNoted { no, investigation } => {
            add(&mut case.investigations, *no, || InvestigationRecord {
                investigation: investigation.clone(),
                result: None,
            });
        }
        E::InvestigationResult { no, on, result } => change(&mut case.investigations, *no, |record| {
            record.result = Some((*on, result.clone()));
        }),
        E::ProvidersInformed { no, orgs, subject, text } => add(&mut case.notices, *no, || NoticeRecord {
            orgs: orgs.clone(),
            subject: subject.clone(),
            text: text.clone(),
            at: recorded.at,
        }),
        E::LetterSent { no, letter } => {
            add(&mut case.letters, *no, || LetterRecord { letter: letter.clone(), at: recorded.at, returned: None })
        }
        E::LetterReturned { no, reason } => change(&mut case.letters, *no, |record| {
            record.returned = Some((recorded.at, reason.clone()));
        }),
        E::FeedbackExpected { no, expectation, sealed: false } => add(&mut case.expectations, *no, || {
            ExpectationRecord { expectation: expectation.clone(), at: recorded.at, life: ExpectationLife::Waiting }
        }),
        E::FeedbackReceived { no, on, text, sealed: false } => change(&mut case.expectations, *no, |record| {
            record.life = ExpectationLife::Received(*on, text.clone());
        }),
        E::FeedbackWaived { no, reason, sealed: false } => change(&mut case.expectations, *no, |record| {
            record.life = ExpectationLife::Waived(reason.clone());
        }),
        _ => {}
    }
}

fn acknowledge(case: &mut Case, no: u32, by: Seat, recorded: Recorded) {
    let by_deputy = by.person != case.case_manager.person;
    change(&mut case.signals, no, |record| {
        record.acknowledged = Some((by, recorded.at));
        record.by_deputy = by_deputy;
    });
}

/// What was asked of meetings and what people agreed to do (AZ-08, AZ-14).
pub(super) fn agreed(case: &mut Case, event: &CaseEvent) {
    use CaseEvent as E;
    match event {
        E::AgendaPut { no, meeting, question } => add(&mut case.agenda, *no, || AgendaRecord {
            meeting: *meeting,
            question: question.clone(),
            life: AgendaLife::Waiting,
        }),
        E::AgendaWithdrawn { no, reason } => change(&mut case.agenda, *no, |record| {
            record.life = AgendaLife::Withdrawn(reason.clone());
        }),
        E::AgendaDiscussed { no, outcome } => change(&mut case.agenda, *no, |record| {
            record.life = AgendaLife::Discussed(outcome.clone());
        }),
        E::ActionSet { no, action, agenda } => add(&mut case.actions, *no, || ActionRecord {
            plan: action.clone(),
            agenda: *agenda,
            measure: None,
            life: ActionLife::Open,
        }),
        E::ActionDone { no, on, note } => change(&mut case.actions, *no, |record| {
            record.life = ActionLife::Done(*on, note.clone());
        }),
        E::ActionDropped { no, reason } => change(&mut case.actions, *no, |record| {
            record.life = ActionLife::Dropped(reason.clone());
        }),
        E::ActionReassigned { no, to } => change(&mut case.actions, *no, |record| {
            record.give(*to);
            if let Some(measure) = &mut record.measure {
                measure.responsible = Responsible::of(*to);
            }
        }),
        _ => {}
    }
}
