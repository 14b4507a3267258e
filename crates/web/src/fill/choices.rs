//! What the forms of a case choose from.

use jiff::ToSpan;
use jiff::civil::Date;
use regie_app::FormDraft;
use regie_care::case::Case;
use regie_care::case::records::{Channel, ClosingReason};
use regie_care::case::state::HandoverLife;
use regie_care::charge::Charge;
use regie_care::ids::OrgId;
use regie_care::notice;
use regie_care::organisation::Organisation;
use regie_care::seat::{OrgKind, Role};
use regie_care::view::MeetingRow;

use super::Desk;
use super::names::{capital, code, seat_value};
use crate::pages::Choice;
use crate::pages::case::{Choices, LetterDraft, May, QuickNote};

const CHANNELS: [Channel; 7] = [
    Channel::Visit,
    Channel::HomeVisit,
    Channel::Phone,
    Channel::Video,
    Channel::SecureMail,
    Channel::Fax,
    Channel::Letter,
];
const FUNCTIONS: [OrgKind; 11] = [
    OrgKind::Gp,
    OrgKind::GcA,
    OrgKind::Coa,
    OrgKind::Jgz,
    OrgKind::Cjg,
    OrgKind::Kraamzorg,
    OrgKind::HomeCare,
    OrgKind::Hospital,
    OrgKind::VeiligThuis,
    OrgKind::PalliativeTeam,
    OrgKind::MentalHealth,
];
const REASONS: [ClosingReason; 6] = [
    ClosingReason::Completed,
    ClosingReason::PregnancyEnded,
    ClosingReason::OutOfReach,
    ClosingReason::Declined,
    ClosingReason::Died,
    ClosingReason::OpenedByMistake,
];
/// How many days ahead the forms propose: for the answer to a handover, and for the letter after an acute one. The
/// person may choose others within the limits of `regie_care`.
pub(super) const PROPOSED_ANSWER: i64 = 3;
pub(super) const PROPOSED_LETTER: i64 = 1;

impl Desk {
    /// What the forms choose from. Who answers a handover chooses among her own colleagues; everybody else among those
    /// of the case manager.
    pub(super) fn choices(&self, case: &Case, may: &May, meetings: &[MeetingRow], steps: Vec<Choice>) -> Choices {
        let (t, charge) = (self.t, Charge::of_case(case));
        let (home, besides) =
            if may.answer { (self.seat.org, self.seat) } else { (case.case_manager.org, case.case_manager) };
        let mut colleagues = self.managers_to_ask(home, charge);
        colleagues.retain(|choice| choice.value != seat_value(besides));
        let mut first_line = self.managers_to_ask(case.first_line.org, charge);
        first_line.retain(|choice| choice.value != seat_value(case.first_line));
        let around = self.around(case);
        let orgs = self.orgs_by_name();
        let client = Choice::new("client", t.of("with-client"));
        let relative = Choice::new("relative", t.of("with-relative-choice"));
        Choices {
            quick: self.quick(case),
            note: QuickNote {
                on: self.today.to_string(),
                time: t.clock(&self.now),
                when: t.one("quick-now", "when", t.clock(&self.now)).into_owned(),
                me: self.person(self.seat.person),
                ..QuickNote::default()
            },
            colleagues,
            first_line: if may.first_line { first_line } else { Vec::new() },
            seats: self.seats(case),
            team: around.clone(),
            hospitals: chosen(&orgs, |org| org.kind == OrgKind::Hospital && charge.accountable.contains(&org.kind)),
            practices: chosen(&orgs, |org| charge.begins_at.contains(&org.kind) && org.id != case.case_manager.org),
            gc_as: chosen(&orgs, |org| org.kind == OrgKind::GcA),
            coas: chosen(&orgs, |org| org.kind == OrgKind::Coa),
            orgs: chosen(&orgs, |_| true),
            meetings: meetings
                .iter()
                .filter(|meeting| !meeting.held && !meeting.cancelled)
                .map(|one| Choice::new(one.meeting.to_string(), self.meeting_name(&one.title, one.on)))
                .collect(),
            channels: CHANNELS.iter().map(|channel| Choice::new(code(channel), t.channel(channel))).collect(),
            with: [client, relative].into_iter().chain(around).collect(),
            steps,
            functions: FUNCTIONS.iter().map(|kind| Choice::new(code(kind), t.org_kind(kind))).collect(),
            closing: REASONS.iter().map(|reason| Choice::new(code(reason), t.closing(reason))).collect(),
            told_of_death: self.told_of_death(case),
            answer_by: Some(self.today.saturating_add(PROPOSED_ANSWER.days())),
            letter_by: Some(self.today.saturating_add(PROPOSED_LETTER.days())),
            draft: letter_draft(case),
        }
    }

    /// Puts a note that she began in the fields of the form.
    pub fn go_on_with(&self, choices: &mut Choices, draft: &FormDraft) {
        let text = |name: &str| draft.typed.get(name).cloned().unwrap_or_default();
        let (on, time) = (text("datum"), text("tijd"));
        let day = on.parse::<Date>().ok().filter(|day| *day != self.today);
        let now = || self.t.one("quick-now", "when", &time).into_owned();
        let when = day.map_or_else(now, |day| format!("{} {time}", self.t.near(&day, &self.today)));
        let with = text("met-hoe");
        let chosen = |choice: Choice| if choice.value == with { choice.chosen() } else { choice };
        choices.quick = std::mem::take(&mut choices.quick).into_iter().map(chosen).collect();
        let (note, follow_up, urgent) = (text("notitie"), text("vervolg-voor"), !text("spoed").is_empty());
        let me = std::mem::take(&mut choices.note.me);
        choices.note = QuickNote { on, time, when, note, follow_up, urgent, rev: draft.rev, saved: Some(draft.at), me };
    }

    /// Who hears it when the client died, by name.
    fn told_of_death(&self, case: &Case) -> Vec<String> {
        let (orgs, seats) = notice::told_of_death(case, self.today, Some(self.seat));
        orgs.into_iter().map(|org| self.org(org)).chain(seats.into_iter().map(|seat| self.seat_name(seat))).collect()
    }

    /// With whom and how, in one choice: the client, and who stands around her; as `whom/direction/channel`.
    fn quick(&self, case: &Case) -> Vec<Choice> {
        let t = self.t;
        let called = |value: &str, name: &str| {
            let us = Choice::new(format!("{value}/incoming/phone"), t.one("quick-called-us", "name", name));
            [us, Choice::new(format!("{value}/outgoing/phone"), t.one("quick-we-called", "name", name))]
        };
        let client = capital(&t.of("with-client"));
        let mut quick: Vec<Choice> = called("client", &client).into();
        quick.push(Choice::new("client/incoming/visit", t.of("quick-visit")));
        quick.push(Choice::new("client/outgoing/home-visit", t.of("quick-home-visit")));
        quick.extend(self.around(case).iter().flat_map(|org| called(&org.value, &org.label)));
        quick
    }

    /// The organisations around the client but the reader's own.
    pub(super) fn around(&self, case: &Case) -> Vec<Choice> {
        let mut orgs: Vec<OrgId> = case.orgs_around().collect();
        orgs.extend([case.case_manager.org, case.first_line.org]);
        let mut seen = vec![self.seat.org];
        orgs.retain(|org| {
            let new = !seen.contains(org);
            seen.push(*org);
            new
        });
        orgs.into_iter().map(|org| Choice::new(org.to_string(), self.org(org))).collect()
    }

    /// Who can do an action, or be approached for a situation: the people of both lines, and of the team.
    pub(super) fn seats(&self, case: &Case) -> Vec<Choice> {
        let own = [case.case_manager.org, case.first_line.org];
        let team = case.orgs_around();
        let network = self.directory.org(case.case_manager.org).map_or("", |org| org.network.as_str());
        let mut hospitals: Vec<&Organisation> = self
            .directory
            .orgs
            .values()
            .filter(|org| org.kind == OrgKind::Hospital && org.network == network && !org.ended)
            .collect();
        hospitals.sort_by(|one, other| one.name.cmp(&other.name));
        let mut seen = Vec::new();
        let mut seats = Vec::new();
        for org in own.into_iter().chain(team).chain(hospitals.iter().map(|org| org.id)) {
            if !seen.contains(&org) {
                seen.push(org);
                seats.extend(self.people_to_ask(org, Role::gives_care));
            }
        }
        seats
    }

    /// The organisations that are wanted by name, those of the own network first.
    pub(super) fn orgs_where(&self, wanted: impl Fn(&Organisation) -> bool) -> Vec<Choice> {
        chosen(&self.orgs_by_name(), wanted)
    }

    /// Organisations by name, those of the own network first.
    fn orgs_by_name(&self) -> Vec<&Organisation> {
        let network = self.directory.org(self.seat.org).map_or("", |org| org.network.as_str());
        let mut orgs: Vec<&Organisation> = self.directory.orgs.values().filter(|org| !org.ended).collect();
        orgs.sort_by(|one, other| {
            let far = |org: &Organisation| org.network != network;
            (far(one), &one.name, one.id).cmp(&(far(other), &other.name, other.id))
        });
        orgs
    }

    /// Open steps whose work a contact can do, and with whom it is had where that matters. A sealed one is not among them,
    /// since everybody reads the contact. One that asks for its outcome is settled at the step itself, one that other work on
    /// the case does is done by that.
    pub(super) fn contact_steps(&self, file: &regie_app::CaseFile) -> Vec<Choice> {
        file.plan
            .iter()
            .filter(|step| step.occurrence.status() == regie_pathway::Status::Open)
            .filter(|step| step.step.kind.by_contact() && step.step.outcomes.is_empty())
            .filter(|step| !step.step.sealed)
            .filter(|step| !step.step.does.is_some_and(regie_pathway::Work::does_at_once))
            .filter(|step| !step.step.asks_whom_or_when())
            .map(|step| {
                let value = format!("{}:{}:{}", step.pathway, step.step.id, step.occurrence.nth);
                let title = self.text(&step.step.title);
                let with = step.step.with.map(|party| self.text(&party.named()));
                let label = with.map(|with| self.t.two("step-with", "step", title.clone(), "with", with).into_owned());
                Choice::new(value, label.unwrap_or(title))
            })
            .collect()
    }
}

/// Those of `orgs` that are wanted, in their order.
fn chosen(orgs: &[&Organisation], wanted: impl Fn(&Organisation) -> bool) -> Vec<Choice> {
    let wanted = orgs.iter().filter(|org| wanted(org));
    wanted.map(|org| Choice::new(org.id.to_string(), org.name.clone())).collect()
}

/// The letter of the last handover that had one, when that was declined or taken back: the next one says much the same.
fn letter_draft(case: &Case) -> LetterDraft {
    let last = case.handovers.iter().rev().find_map(|handover| Some((handover.letter.as_ref()?, &handover.life)));
    match last {
        Some((letter, HandoverLife::Declined(..) | HandoverLife::Withdrawn(_))) => LetterDraft {
            reason: letter.reason.clone(),
            history: letter.history.clone(),
            findings: letter.findings.clone(),
            question: letter.question.clone(),
            psychosocial: letter.psychosocial.clone(),
        },
        _ => LetterDraft::default(),
    }
}
