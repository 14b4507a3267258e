//! Handovers, feedback, shared case management, and what still stands between a case and its closing.

use regie_app::{CaseFile, Extent};
use regie_care::case::Case;
use regie_care::case::records::{Expectation, HandoverKind, No, ReferralLetter, Situation};
use regie_care::case::state::{ActionLife, ExpectationLife, ExpectationRecord, HandoverLife, HandoverRecord, numbered};
use regie_care::ids::OrgId;
use regie_care::seat::Seat;
use regie_care::sharing::SITUATIONS;
use regie_care::wording;

use super::Desk;
use super::names::{code, seat_value};
use super::several::chosen;
use crate::pages::case::records::{HandoverState, LetterState, Settled};
use crate::pages::case::{AgreementLine, FeedbackLine, HandoverView, SharedSituation, SharingView};

/// Acute handovers whose letter was not sent.
pub(super) fn owed_letters(case: &Case) -> impl Iterator<Item = No> {
    numbered(&case.handovers).filter(|(_, handover)| owed(handover).is_some()).map(|(no, _)| no)
}

fn owed(handover: &HandoverRecord) -> Option<jiff::civil::Date> {
    let stands = matches!(handover.life, HandoverLife::Proposed { .. } | HandoverLife::Accepted(..));
    match handover.proposal.handover {
        HandoverKind::Acute { letter_by } if stands && handover.letter.is_none() => Some(letter_by),
        _ => None,
    }
}

impl Desk {
    /// When and whereto she moves and who is around her there, and which day it was, until that day or until it is off.
    fn move_to_come(&self, case: &Case, record: &HandoverRecord) -> Vec<(String, String)> {
        let stands = matches!(record.life, HandoverLife::Proposed { .. } | HandoverLife::Accepted(..));
        let to_come = record.moves_on().is_some_and(|on| on >= self.today);
        if !stands || !to_come || record.called_off.is_some() {
            return Vec::new();
        }
        let mut facts = self.conditions(case, &record.proposal.handover);
        if let Some(was) = record.formerly {
            facts.insert(1, (self.t.of("moved-from").into_owned(), self.t.day_full(&was)));
        }
        facts
    }

    /// Handovers, the pending one first, then the newest.
    pub(super) fn handovers(&self, file: &CaseFile) -> Vec<HandoverView> {
        let case = &file.case.state;
        let mut views: Vec<HandoverView> =
            numbered(&case.handovers).rev().map(|(no, handover)| self.handover(case, no, handover)).collect();
        views.sort_by_key(|view| !view.is_pending());
        match file.extent {
            Extent::Whole | Extent::Past => {}
            // The receiver answers what is asked of her; what came before is not hers.
            Extent::ToAnswer => views.retain(HandoverView::is_pending),
            Extent::OwnActions => views.clear(),
        }
        views
    }

    fn handover(&self, case: &Case, no: No, handover: &HandoverRecord) -> HandoverView {
        let proposal = &handover.proposal;
        let life = match &handover.life {
            HandoverLife::Proposed { alarmed } => HandoverState::Proposed { alarmed: *alarmed },
            HandoverLife::Accepted(by, at) => HandoverState::Accepted { by: self.seat_name(*by), at: *at },
            HandoverLife::Declined(by, reason) => {
                HandoverState::Declined { by: self.seat_name(*by), reason: reason.clone() }
            }
            HandoverLife::Withdrawn(reason) => HandoverState::Withdrawn { reason: reason.clone() },
        };
        let letter = match (&handover.letter, &proposal.handover) {
            (Some(letter), _) | (None, HandoverKind::Planned { letter }) => Some(letter),
            _ => None,
        };
        let open = numbered(&case.actions).filter(|(_, action)| action.life == ActionLife::Open);
        HandoverView {
            no,
            code: proposal.handover.code(),
            kind: self.handover_name(proposal.handover.code(), proposal.from.org, proposal.to_org),
            facts: self.move_to_come(case, handover),
            from: self.seat_name(proposal.from),
            to: match proposal.to_person {
                Some(person) => self.seat_name(Seat::new(person, proposal.to_org)),
                None => self.org(proposal.to_org),
            },
            note: proposal.note.clone(),
            at: handover.at,
            answer_by: proposal.answer_by,
            life,
            moves: handover.moves_on().map(|day| (day, handover.called_off.clone())),
            letter: match (letter, owed(handover)) {
                (Some(_), _) => Some(LetterState::Sent),
                (None, Some(by)) => Some(LetterState::Owed { by }),
                (None, None) => None,
            },
            letter_parts: letter.map(|letter| self.letter_parts(letter)).unwrap_or_default(),
            actions: open.map(|(no, action)| (no, action.plan.what.clone())).collect(),
        }
    }

    fn letter_parts(&self, letter: &ReferralLetter) -> Vec<(String, String)> {
        let t = self.t;
        let manager = letter.case_manager.map(|person| self.person(person)).unwrap_or_default();
        [
            (t.of("letter-reason"), letter.reason.as_str()),
            (t.of("letter-history"), letter.history.as_str()),
            (t.of("letter-findings"), letter.findings.as_str()),
            (t.of("letter-question"), letter.question.as_str()),
            (t.of("letter-psychosocial"), letter.psychosocial.as_str()),
            (t.of("who-manager"), manager.as_str()),
        ]
        .into_iter()
        .filter(|(_, text)| !text.trim().is_empty())
        .map(|(label, text)| (label.into_owned(), text.to_owned()))
        .collect()
    }

    /// Feedback owed by others, what is owed first.
    pub(super) fn feedback(&self, case: &Case, owed: &[ExpectationRecord]) -> Vec<FeedbackLine> {
        let (t, today) = (self.t, &self.today);
        let about = |owed: &Expectation| {
            let run = owed.step.as_ref().and_then(|turn| case.run(&turn.pathway));
            self.text(&wording::feedback_about(owed, run.and_then(|run| self.pathways.of(run))))
        };
        let line = |(no, record): (No, &ExpectationRecord)| FeedbackLine {
            no,
            from: record.expectation.from.map(|from| self.org(from)).unwrap_or_default(),
            about: about(&record.expectation),
            by: record.expectation.by,
            settled: match &record.life {
                ExpectationLife::Waiting => None,
                ExpectationLife::Received(on, text) => Some(Settled {
                    done: true,
                    when: t.one("received-on", "day", t.near(on, today)).into_owned(),
                    text: text.clone(),
                }),
                ExpectationLife::Waived(reason) => Some(Settled {
                    done: false,
                    when: t.of("state-cancelled").into_owned(),
                    text: self.text(&wording::as_written(reason)),
                }),
            },
        };
        let mut lines: Vec<FeedbackLine> = numbered(owed).rev().map(line).collect();
        lines.sort_by_key(|line| line.settled.is_some());
        lines
    }

    /// Shared case management.
    pub(super) fn sharing(&self, file: &CaseFile) -> SharingView {
        let case = &file.case.state;
        let request = case.sharing_request.as_ref();
        SharingView {
            agreements: case
                .sharing
                .iter()
                .map(|agreement| AgreementLine {
                    situation: self.t.situation(&agreement.situation).into_owned(),
                    who: self.seat_name(agreement.case_manager),
                })
                .collect(),
            suggestions: if case.sharing.is_empty() && case.is_open() {
                file.suggestions.iter().map(|suggestion| self.text(&suggestion.reason)).collect()
            } else {
                Vec::new()
            },
            wish: request.map(|request| (request.on, request.wish.clone())),
            declined: request.and_then(|request| request.declined.clone()),
            situations: SITUATIONS.iter().map(|situation| self.shared_situation(case, *situation)).collect(),
        }
    }

    fn shared_situation(&self, case: &Case, situation: Situation) -> SharedSituation {
        let agreed = case.sharing.iter().find(|agreement| agreement.situation == situation);
        let stays = case.sharing.is_empty() && situation == Situation::Psychosocial;
        let seat = agreed.map(|agreement| agreement.case_manager).or_else(|| stays.then_some(case.first_line));
        SharedSituation {
            name: format!("situatie-{}", code(&situation)),
            label: self.t.situation(&situation).into_owned(),
            who: chosen(self.seats(case), &seat.map(seat_value).unwrap_or_default()),
        }
    }

    /// Names of organisations in a row.
    pub(super) fn orgs(&self, orgs: &[OrgId]) -> String {
        orgs.iter().map(|org| self.org(*org)).collect::<Vec<_>>().join(", ")
    }
}
