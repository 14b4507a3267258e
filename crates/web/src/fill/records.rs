//! What was recorded on a case, line by line.

use std::collections::BTreeMap;

use jiff::civil::Date;
use regie_app::{Change, name_of};
use regie_care::case::records::{No, Urgency};
use regie_care::case::state::{ActionLife, ActionRecord, AgendaLife, Awareness, by_no, numbered};
use regie_care::case::{Case, CaseCommand};
use regie_care::ids::MeetingId;
use regie_care::policy::{self, CaseAction, Subject};
use regie_care::seat::Actor;
use regie_care::wording;

use super::Desk;
use crate::pages::case::records::{AgendaState, Settled};
use crate::pages::case::{
    ActionLine, Agenda, ContactLine, EvaluationLine, HistoryLine, InformedLine, InvestigationLine, SignalLine,
};

/// Meetings by id: title and day.
pub(super) type Titles = BTreeMap<MeetingId, (String, Date)>;

impl Desk {
    /// Particulars: those that the case manager does not know yet first, the urgent ones on top.
    pub(super) fn signals(&self, case: &Case) -> Vec<SignalLine> {
        let her = case.case_manager.person == self.seat.person;
        let mut lines: Vec<SignalLine> = numbered(&case.signals)
            .rev()
            .map(|(no, record)| SignalLine {
                no,
                urgency: record.signal.urgency,
                text: record.signal.text.clone(),
                from: self.with(&record.signal.from),
                taken_by: record.taken_by.map(|seat| self.seat_name(seat)),
                at: record.at,
                // What a stand-in acknowledged the case manager acknowledges once more herself (AZ-06).
                acknowledged: record
                    .acknowledged
                    .filter(|_| !(her && case.awareness(record) == Awareness::ToBeRead))
                    .map(|(seat, at)| (self.person(seat.person), at)),
            })
            .collect();
        lines.sort_by_key(|line| (!line.is_open(), line.is_open() && line.urgency != Urgency::Urgent));
        lines
    }

    /// Contacts, newest first.
    pub(super) fn contacts(&self, case: &Case) -> Vec<ContactLine> {
        let mut lines: Vec<ContactLine> = numbered(&case.contacts)
            .rev()
            .map(|(no, record)| ContactLine {
                no,
                on: record.contact.on,
                channel: record.contact.channel,
                direction: record.contact.direction,
                with: self.with(&record.contact.with),
                minutes: record.contact.minutes,
                interpreter: record.contact.interpreter,
                note: record.contact.note.clone(),
                by: self.seat_name(record.by),
                corrected: record.corrected,
                may_correct: false,
            })
            .collect();
        lines.sort_by_key(|line| std::cmp::Reverse(line.on));
        lines
    }

    /// Examination and treatment elsewhere, what waits for a result first.
    pub(super) fn investigations(&self, case: &Case) -> Vec<InvestigationLine> {
        let mut lines: Vec<InvestigationLine> = numbered(&case.investigations)
            .rev()
            .map(|(no, record)| InvestigationLine {
                no,
                what: record.investigation.what.clone(),
                by: self.org(record.investigation.by),
                on: record.investigation.on,
                result_due: record.investigation.result_due,
                result: record.result.clone(),
            })
            .collect();
        lines.sort_by_key(|line| line.result.is_some());
        lines
    }

    /// What other providers were told, newest first.
    pub(super) fn informed(&self, case: &Case) -> Vec<InformedLine> {
        let line = |record: &regie_care::case::state::NoticeRecord| InformedLine {
            to: self.orgs(&record.orgs),
            subject: record.subject.clone(),
            text: record.text.clone(),
            at: record.at,
        };
        case.notices.iter().rev().map(line).collect()
    }

    /// The open actions that are her own.
    pub(super) fn own_actions(&self, case: &Case) -> Vec<ActionLine> {
        let mut lines = self.actions(case, &Titles::default());
        let hers = |record: &ActionRecord| {
            let named = record.life == ActionLife::Open && record.plan.who == Some(self.seat);
            named || record.owed_by() == Some(self.seat.org)
        };
        lines.retain(|line| by_no(&case.actions, line.no).is_some_and(hers));
        for line in &mut lines {
            line.from.clear();
        }
        lines
    }

    /// Actions: open ones first, the earliest last day on top.
    pub(super) fn actions(&self, case: &Case, titles: &Titles) -> Vec<ActionLine> {
        let (t, today) = (self.t, &self.today);
        let mut lines: Vec<ActionLine> = numbered(&case.actions)
            .map(|(no, record)| ActionLine {
                no,
                what: record.plan.what.clone(),
                who: match (&record.measure, record.plan.who) {
                    (Some(measure), _) => self.responsible(&measure.responsible),
                    (None, Some(seat)) => self.seat_name(seat),
                    (None, None) => t.of("who-manager").into_owned(),
                },
                is_measure: record.measure.is_some(),
                may_report: case.is_open() && self.may_report(case, no),
                by: record.plan.by,
                from: record
                    .agenda
                    .and_then(|place| by_no(&case.agenda, place))
                    .map(|place| self.meeting(titles, place.meeting))
                    .unwrap_or_default(),
                settled: match &record.life {
                    ActionLife::Open => None,
                    ActionLife::Done(on, note) => Some(Settled {
                        done: true,
                        when: t.one("done-on", "day", t.near(on, today)).into_owned(),
                        text: note.clone(),
                    }),
                    ActionLife::Dropped(reason) => {
                        Some(Settled { done: false, when: t.of("state-cancelled").into_owned(), text: reason.clone() })
                    }
                },
            })
            .collect();
        lines.sort_by_key(|line| (line.settled.is_some(), line.by));
        lines
    }

    /// Whether she may report an action done.
    fn may_report(&self, case: &Case, no: No) -> bool {
        let command = CaseCommand::CompleteAction { no, on: self.today, note: String::new() };
        let subject = Subject::Case { case, action: CaseAction::Command(&command, &self.pathways) };
        policy::allow(Actor::Person(self.seat), &self.directory, self.today, &subject).is_allowed()
    }

    /// Places on agendas, those to come first.
    pub(super) fn agenda(&self, case: &Case, titles: &Titles) -> Vec<Agenda> {
        let mut lines: Vec<Agenda> = numbered(&case.agenda)
            .rev()
            .map(|(no, place)| Agenda {
                no,
                meeting: self.meeting(titles, place.meeting),
                question: place.question.clone(),
                life: match &place.life {
                    AgendaLife::Waiting => AgendaState::Waiting,
                    AgendaLife::Discussed(outcome) => AgendaState::Discussed(outcome.clone()),
                    AgendaLife::Withdrawn(reason) => AgendaState::Withdrawn(reason.clone()),
                },
            })
            .collect();
        lines.sort_by_key(|line| !matches!(line.life, AgendaState::Waiting));
        lines
    }

    /// `VSV Noord, 26 nov`.
    pub(super) fn meeting(&self, titles: &Titles, id: MeetingId) -> String {
        match titles.get(&id) {
            Some((title, on)) => self.meeting_name(title, *on),
            None => self.t.of("agenda-title").into_owned(),
        }
    }

    /// `VSV Noord, 26 nov`.
    pub(super) fn meeting_name(&self, title: &str, on: Date) -> String {
        format!("{title}, {}", self.t.day(&on, &self.today))
    }

    /// Evaluations with the client.
    pub(super) fn evaluations(&self, case: &Case) -> Vec<EvaluationLine> {
        let line = |evaluation: &regie_care::case::records::Evaluation| EvaluationLine {
            on: evaluation.on,
            client_view: evaluation.client_view.clone(),
            lessons: evaluation.lessons.clone(),
        };
        case.evaluations.iter().map(line).collect()
    }

    /// A line of history.
    #[must_use]
    pub fn history_line(&self, change: &Change) -> HistoryLine {
        let what = self.text(&change.line.what);
        HistoryLine {
            at: change.at,
            who: name_of(change.by, &self.directory),
            what: match &change.line.detail {
                Some(detail) => format!("{what}: {}", self.text(&wording::as_written(detail))),
                None => what,
            },
        }
    }
}
