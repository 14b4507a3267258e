//! The invariant that matters most: from intake to close exactly one person is accountable, whatever anyone tries.

use jiff::ToSpan;
use jiff::civil::Date;
use proptest::prelude::*;
use regie_pathway as pathway;

use crate::case::records::{
    ActionDecision, ActionPlan, Agreement, Channel, ClosingReason, Contact, Direction, Evaluation, Expectation,
    HandoverKind, IntakeSection, Investigation, MedicalHistory, No, ReferralLetter, Signal, Situation, SocialHistory,
    TeamMember, TrustedPerson, Urgency, With,
};
use crate::case::state::numbered;
use crate::case::{Case, CaseCommand, CaseEvent, Context, Recorded, decide, evolve, replay};
use crate::directory::Directory;
use crate::fixtures::{
    CASE, FATMA, GC_A, INGE, JOKE, LOTTE, MARIE, NADIA, OTHER_COA, OTHER_GC_A, OTHER_PRACTICE, PRACTICE, SANNE, TESS,
    VSV, az, ctx, ctx_in, day, directory, due_date, give, opened_case, opening, opening_day, system,
};
use crate::ids::OrgId;
use crate::person::Absence;
use crate::seat::{Actor, OrgKind, Seat};

/// Who may try something: six who could be accountable, at two practices and a hospital, and two who never can.
const PEOPLE: [Seat; 8] = [JOKE, FATMA, MARIE, NADIA, LOTTE, SANNE, TESS, INGE];

/// One attempt: dice, from which a command is made that looks at the case, so that enough of them succeed.
#[derive(Debug, Clone)]
struct Attempt {
    what: u8,
    actor: u8,
    fitting: bool,
    days: u8,
    dice: [u8; 4],
}

fn attempts() -> impl Strategy<Value = Vec<Attempt>> {
    let attempt = (any::<u8>(), any::<u8>(), any::<bool>(), 0_u8..12, any::<[u8; 4]>())
        .prop_map(|(what, actor, fitting, days, dice)| Attempt { what, actor, fitting, days, dice });
    proptest::collection::vec(attempt, 1..60)
}

fn pick<T: Clone>(from: &[T], die: u8) -> T {
    from[usize::from(die) % from.len()].clone()
}

/// A small region in which people are away now and then.
fn region() -> Directory {
    let mut directory = directory();
    for (seat, from, until) in [
        (JOKE, day(3, 20), Some(day(4, 5))),
        (FATMA, day(5, 1), Some(day(5, 20))),
        (SANNE, day(6, 1), None),
        (NADIA, day(4, 10), Some(day(4, 12))),
    ] {
        directory.people.change(seat.person, |person| person.absences.push(Absence { from, until }));
    }
    directory
}

fn letter(case: &Case) -> ReferralLetter {
    let text = || "zie dossier".to_owned();
    ReferralLetter {
        reason: text(),
        history: text(),
        findings: text(),
        question: text(),
        psychosocial: text(),
        case_manager: Some(case.case_manager.person),
    }
}

fn propose(case: &Case, today: Date, attempt: &Attempt) -> CaseCommand {
    let dice = attempt.dice;
    let moves_on = today.saturating_add((3 + i64::from(dice[3] % 90)).days());
    // An attempt that fits chooses among what can be; the others among everything.
    let sort = match (attempt.fitting, case.in_second_line()) {
        (true, true) => pick(&[0, 3, 5, 5], dice[0]),
        (true, false) => pick(&[0, 1, 2, 3, 4], dice[0]),
        (false, _) => dice[0] % 6,
    };
    let handover = match sort {
        0 => HandoverKind::Colleague,
        1 => HandoverKind::Planned { letter: letter(case) },
        2 => HandoverKind::Acute { letter_by: today.saturating_add(2.days()) },
        3 => HandoverKind::Relocation { moves_on, coa: Some(OTHER_COA), gc_a: Some(OTHER_GC_A), place: String::new() },
        4 => HandoverKind::Relocation { moves_on, coa: None, gc_a: None, place: String::new() },
        _ => HandoverKind::Return,
    };
    let practices = [PRACTICE, OTHER_PRACTICE];
    let (to_org, to_person) = match &handover {
        HandoverKind::Colleague => {
            let colleague = pick(&PEOPLE, dice[1]);
            let colleague = if attempt.fitting { colleague_of(case.case_manager, dice[1]) } else { colleague };
            (case.case_manager.org, Some(colleague.person))
        }
        HandoverKind::Planned { .. } | HandoverKind::Acute { .. } => (SANNE.org, None),
        HandoverKind::Relocation { .. } | HandoverKind::Return => (pick(&practices, dice[2]), None),
    };
    let answer_by = today.saturating_add(i64::from(dice[3] % 4).days());
    CaseCommand::ProposeHandover { work: Vec::new(), handover, to_org, to_person, note: String::new(), answer_by }
}

fn colleague_of(seat: Seat, die: u8) -> Seat {
    let colleagues: Vec<_> =
        PEOPLE.into_iter().filter(|other| other.org == seat.org && *other != seat && *other != INGE).collect();
    pick(&colleagues, die)
}

fn accept(case: &Case, attempt: &Attempt) -> CaseCommand {
    let dice = attempt.dice;
    let decision = |no: No| match (no + u32::from(dice[0])) % 3 {
        0 => ActionDecision::Take,
        1 => ActionDecision::Keep,
        _ => ActionDecision::Drop { reason: "niet meer nodig".to_owned() },
    };
    let open = numbered(&case.actions)
        .filter(|(_, action)| action.life == crate::case::state::ActionLife::Open)
        .map(|(no, _)| (no, decision(no)))
        .collect();
    let no = case.pending_handover().map_or(u32::from(dice[1] % 4), |(no, _)| no);
    let deputy = if attempt.fitting { colleague_of(actor(case, attempt), dice[2]) } else { pick(&PEOPLE, dice[2]) };
    CaseCommand::AcceptHandover { no, deputy, actions: open }
}

/// A command of the given sort. Numbers and people come from the dice: most of them exist, some do not.
fn command(case: &Case, today: Date, attempt: &Attempt) -> CaseCommand {
    use CaseCommand as C;
    let dice = attempt.dice;
    let no = No::from(dice[0] % 4);
    let seat = pick(&PEOPLE, dice[1]);
    let reason = || if dice[3].is_multiple_of(8) { String::new() } else { "overlegd".to_owned() };
    let ahead = today.saturating_add(i64::from(dice[2]).days());
    match attempt.what % 36 {
        _ if !case.is_open() && attempt.fitting => C::Reopen { reason: reason() },
        0..=3 => propose(case, today, attempt),
        4..=8 => accept(case, attempt),
        9 => C::DeclineHandover { no, reason: reason() },
        10 => C::WithdrawHandover { no, reason: reason() },
        11 => C::SendReferralLetter { no, letter: letter(case) },
        12 | 13 => C::NameDeputy { deputy: seat, from: ahead, until: None },
        14 => C::NameDeputy { deputy: seat, from: today, until: Some(ahead) },
        15 => C::Tick,
        16 => C::RaiseSignal {
            signal: Signal { urgency: Urgency::Urgent, text: reason(), from: With::Org { org: GC_A } },
        },
        17 => C::AcknowledgeSignal { no },
        18 => C::SetAction { action: ActionPlan { what: reason(), who: Some(seat), by: ahead } },
        19 => C::SetAction { action: ActionPlan { what: reason(), who: None, by: ahead } },
        20 => C::ReassignAction { no, to: (dice[2].is_multiple_of(2)).then_some(seat), reason: None },
        21 => C::CompleteAction { no, on: today, note: reason() },
        22 => agree(case, dice),
        23 => C::EndSharing { reason: reason() },
        24 => C::RequestSharing { on: today, wish: reason() },
        25 => C::Close { on: today, reason: ClosingReason::OpenedByMistake, note: reason(), died_on: None },
        26 => C::Reopen { reason: reason() },
        27 => C::Pathway { pathway: az(), command: course(case, today, dice) },
        28 => steps(case, seat, dice),
        29 => C::PutOnAgenda { meeting: VSV, question: reason() },
        31 => C::CallOffMove {
            no: moved_by(case, no),
            reason: reason(),
            hand_back_by: (dice[1].is_multiple_of(2)).then(|| today.saturating_add(2.days())),
        },
        32 => C::ChangeMove { no: moved_by(case, no), moves_on: ahead, reason: reason() },
        30 => C::RecordDiscussion {
            no,
            outcome: reason(),
            decisions: vec![ActionPlan { what: reason(), who: None, by: ahead }],
            inform: Vec::new(),
        },
        _ => small(today, seat, no, dice, reason()),
    }
}

/// The handover with which she is to move, where there is one.
fn moved_by(case: &Case, else_no: No) -> No {
    case.last_move().map_or(else_no, |(no, _)| no)
}

fn agree(case: &Case, dice: [u8; 4]) -> CaseCommand {
    let medical = if dice[0].is_multiple_of(2) { SANNE } else { case.first_line };
    let agreements = [
        (Situation::Psychosocial, case.first_line),
        (Situation::MedicalPregnancy, medical),
        (Situation::Birth, medical),
        (Situation::Postnatal, case.first_line),
        (Situation::Logistics, case.first_line),
        (Situation::Other, pick(&PEOPLE, dice[1])),
    ];
    let agreements = agreements.map(|(situation, case_manager)| Agreement { situation, case_manager }).to_vec();
    CaseCommand::AgreeSharing { agreements, from: case.opened_on }
}

fn course(case: &Case, today: Date, dice: [u8; 4]) -> pathway::Command {
    use pathway::Command as P;
    let known: Vec<_> = case.runs.iter().flat_map(|run| run.state.occurrences()).collect();
    let step = known[usize::from(dice[1]) % known.len()].step.clone();
    match dice[0] % 7 {
        0 | 1 => P::complete(step, today),
        2 => P::Skip { step, nth: None, reason: "op verzoek".to_owned() },
        3 => P::Plan { step, nth: None, date: today.saturating_add(i64::from(dice[2]).days()) },
        4 => P::SetAnchor {
            anchor: "due".into(),
            date: due_date().saturating_add((i64::from(dice[2] % 28) - 14).days()),
            reason: Some("echo".to_owned()),
        },
        5 => P::SetAnchor { anchor: "born".into(), date: today, reason: None },
        _ => P::End { cause: "zomaar".to_owned() },
    }
}

fn steps(case: &Case, to: Seat, dice: [u8; 4]) -> CaseCommand {
    let known: Vec<_> = case.runs.iter().flat_map(|run| run.state.occurrences()).collect();
    let occurrence = known[usize::from(dice[3]) % known.len()];
    let (pathway, step, nth) = (az(), occurrence.step.clone(), occurrence.nth);
    if dice[0].is_multiple_of(4) {
        CaseCommand::EndDelegation { pathway, step, nth }
    } else {
        CaseCommand::DelegateStep { pathway, step, nth, to, reason: None }
    }
}

fn small(today: Date, seat: Seat, no: No, dice: [u8; 4], text: String) -> CaseCommand {
    use CaseCommand as C;
    match dice[2] % 12 {
        0 => C::RecordContact {
            contact: Contact {
                on: today,
                channel: Channel::Visit,
                with: With::Client,
                direction: Direction::Outgoing,
                minutes: Some(20),
                interpreter: true,
                note: text,
            },
            completes: vec![],
        },
        1 => C::CorrectContact { no, note: text, reason: "typefout".to_owned() },
        2 => C::NoteInvestigation {
            investigation: Investigation { what: text, by: seat.org, on: today, result_due: None },
        },
        3 => C::RecordResult { no, on: today, result: text },
        4 => C::InformProviders { orgs: vec![GC_A], subject: text.clone(), text },
        5 => C::RecordIntake {
            intake: IntakeSection::Medical(MedicalHistory {
                caesarean_before: Some(dice[1].is_multiple_of(2)),
                ..MedicalHistory::default()
            }),
        },
        6 => C::RecordIntake {
            intake: IntakeSection::Social(SocialHistory { partner: text, ..SocialHistory::default() }),
        },
        7 => C::NameTrustedPerson { person: TrustedPerson { name: text, relation: "zus".to_owned(), phone: None } },
        8 => C::SetTeamMember { member: TeamMember { role: OrgKind::Hospital, org: SANNE.org, contact_person: None } },
        9 => {
            C::ExpectFeedback { expectation: Expectation { from: Some(SANNE.org), about: text, by: today, step: None } }
        }
        10 => C::Evaluate { evaluation: Evaluation { on: today, client_view: text, lessons: String::new() } },
        _ => C::DropAction { no, reason: text },
    }
}

/// Who tries: anyone, or whoever could.
fn actor(case: &Case, attempt: &Attempt) -> Seat {
    let anyone = pick(&PEOPLE, attempt.actor);
    if !attempt.fitting {
        return anyone;
    }
    match (attempt.what % 36, case.pending_handover()) {
        (4..=9, Some((_, handover))) => {
            let at = |org: OrgId| PEOPLE.into_iter().filter(|seat| seat.org == org).collect::<Vec<_>>();
            handover
                .proposal
                .to_person
                .map(|person| Seat::new(person, handover.proposal.to_org))
                .unwrap_or_else(|| pick(&at(handover.proposal.to_org), attempt.actor))
        }
        _ => case.case_manager,
    }
}

/// A case beside its journal: what happens live, and what a replay of the stored text makes of it.
struct Course {
    live: Case,
    replayed: Case,
    journal: Vec<(String, Recorded)>,
}

impl Course {
    fn begin() -> Self {
        let ctx = ctx(JOKE, opening_day());
        let events = crate::case::decide::open(CASE, &opening(), &ctx, &[]).unwrap();
        let at = Recorded { by: ctx.actor, at: ctx.now };
        let journal: Vec<_> = events.iter().map(|event| (serde_json::to_string(event).unwrap(), at)).collect();
        let live = replay(CASE, events.into_iter().map(|event| (event, at))).unwrap();
        Self { replayed: live.clone(), live, journal }
    }

    /// Adds an event and checks the invariant at its sequence number.
    fn happen(&mut self, event: &CaseEvent, ctx: &Context<'_>) -> Result<(), TestCaseError> {
        let (before, was) = (self.live.case_manager, self.live.clone());
        let at = Recorded { by: ctx.actor, at: ctx.now };
        let text = serde_json::to_string(event).unwrap();
        evolve(&mut self.live, event, at);
        let read: CaseEvent = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(&read, event);
        evolve(&mut self.replayed, &read, at);
        self.journal.push((text, at));

        prop_assert_eq!(&self.live, &self.replayed);
        accountable(&self.replayed, ctx)?;
        nobody_dropped(&was, event, &self.live)?;
        if self.live.case_manager != before {
            prop_assert!(matches!(event, CaseEvent::HandoverAccepted { .. }), "moved by {event:?}");
        }
        Ok(())
    }

    fn replay(&self) -> Option<Case> {
        let events = self.journal.iter().map(|(text, at)| (serde_json::from_str(text).unwrap(), *at));
        replay(CASE, events)
    }
}

/// Who takes part until the move is never let go before it: a move that is called off or set to another day drops
/// nobody from around her.
fn nobody_dropped(before: &Case, event: &CaseEvent, after: &Case) -> Result<(), TestCaseError> {
    if !matches!(event, CaseEvent::MoveCalledOff { .. } | CaseEvent::MoveChanged { .. }) {
        return Ok(());
    }
    prop_assert_eq!(before.case_manager, after.case_manager);
    prop_assert_eq!(&before.actions, &after.actions);
    prop_assert_eq!(&before.team, &after.team);
    let known: std::collections::BTreeSet<OrgId> = crate::policy::involved(after).into_keys().collect();
    for org in crate::policy::involved(before).into_keys() {
        let was_to_come = before.arriving.iter().flat_map(|arriving| arriving.orgs()).any(|(_, new)| new == org);
        prop_assert!(known.contains(&org) || was_to_come, "{event:?} let {org} go");
    }
    Ok(())
}

/// Exactly one accountable person, who works there and may; and one deputy today, who is another person.
fn accountable(case: &Case, ctx: &Context<'_>) -> Result<(), TestCaseError> {
    let role = ctx.directory.role(case.case_manager);
    prop_assert!(role.is_some_and(crate::charge::manages), "{:?}", case.case_manager);
    let deputy = case.deputy_on(ctx.today);
    prop_assert!(deputy.is_some(), "no deputy on {}", ctx.today);
    prop_assert_ne!(deputy.map(|deputy| deputy.person), Some(case.case_manager.person));
    let pending = case.handovers.iter();
    let pending = pending.filter(|h| matches!(h.life, crate::case::state::HandoverLife::Proposed { .. }));
    prop_assert!(pending.count() <= 1);
    let first_line = ctx.directory.kind(case.first_line.org);
    prop_assert_eq!(first_line, Some(OrgKind::MidwifePractice));
    let second_line = ctx.directory.kind(case.case_manager.org) == Some(OrgKind::Hospital);
    prop_assert_eq!(case.in_second_line(), second_line);
    Ok(())
}

fn run(attempts: &[Attempt]) -> Result<Course, TestCaseError> {
    let directory = region();
    let mut course = Course::begin();
    let mut today = opening_day();
    for attempt in attempts {
        today = today.saturating_add(i64::from(attempt.days).days());
        let mut ctx = ctx_in(&directory, actor(&course.live, attempt), today);
        if attempt.what % 36 == 15 {
            ctx.actor = Actor::System;
        }
        let command = command(&course.live, today, attempt);
        let before = course.live.clone();
        match decide(&course.live, &command, &ctx) {
            Ok(events) => {
                for event in &events {
                    course.happen(event, &ctx)?;
                }
            }
            Err(_) => prop_assert_eq!(&course.live, &before),
        }
        accountable(&course.live, &ctx)?;
    }
    Ok(course)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn az_01_exactly_one_accountable_case_manager_at_every_sequence_number(attempts in attempts()) {
        let course = run(&attempts)?;
        prop_assert_eq!(course.replay(), Some(course.live));
    }

    /// Two people act on what they both saw. The journal takes the first; the second is judged again on what came of
    /// it, and there is still one accountable person.
    #[test]
    fn az_01_one_case_manager_when_two_people_act_at_once(
        attempts in attempts(),
        first in any::<[u8; 4]>(),
        second in any::<[u8; 4]>(),
        what in any::<(u8, u8)>(),
    ) {
        let directory = region();
        let mut course = run(&attempts)?;
        let today = course.journal.last().map_or(opening_day(), |(_, at)| amsterdam(at.at));
        let seen = course.live.clone();
        for (what, dice) in [(what.0, first), (what.1, second)] {
            let attempt = Attempt { what: what % 9, actor: dice[3], fitting: true, days: 0, dice };
            let ctx = ctx_in(&directory, actor(&seen, &attempt), today);
            let command = command(&seen, today, &attempt);
            for event in decide(&course.live, &command, &ctx).unwrap_or_default() {
                course.happen(&event, &ctx)?;
            }
        }
        prop_assert_eq!(course.replay(), Some(course.live));
    }
}

fn amsterdam(at: jiff::Timestamp) -> Date {
    at.to_zoned(jiff::tz::TimeZone::get("Europe/Amsterdam").unwrap()).date()
}

/// The property above is worth nothing when the dice never move a case.
#[test]
fn the_random_courses_reach_every_corner() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let mut kinds = std::collections::BTreeSet::new();
    let mut accepted = 0;
    for _ in 0..200 {
        let attempts = attempts().new_tree(&mut runner).unwrap().current();
        let course = run(&attempts).unwrap();
        for (text, _) in &course.journal {
            let event: CaseEvent = serde_json::from_str(text).unwrap();
            accepted += usize::from(matches!(event, CaseEvent::HandoverAccepted { .. }));
            kinds.insert(event.kind());
        }
    }
    assert!(accepted > 100, "{accepted} handovers were accepted in 200 courses");
    for kind in [
        "deputy-named",
        "handover-accepted",
        "handover-declined",
        "handover-withdrawn",
        "handover-unanswered",
        "move-called-off",
        "move-changed",
        "referral-letter-sent",
        "sharing-agreed",
        "sharing-ended",
        "closed",
        "reopened",
        "signal-acknowledged",
        "action-reassigned",
        "action-done",
        "step-delegated",
        "team-member-set",
    ] {
        assert!(kinds.contains(kind), "no course has {kind}; there are {kinds:?}");
    }
}

#[test]
fn az_10_until_acceptance_the_sender_stays_accountable() {
    let mut case = opened_case();
    let today = day(5, 1);
    let handover = HandoverKind::Relocation {
        moves_on: day(5, 6),
        coa: Some(OTHER_COA),
        gc_a: Some(OTHER_GC_A),
        place: String::new(),
    };
    let action =
        |what: &str, who| CaseCommand::SetAction { action: ActionPlan { what: what.to_owned(), who, by: day(5, 20) } };
    for (what, who) in [("a", None), ("b", None), ("c", Some(FATMA)), ("d", None)] {
        give(&mut case, &ctx(JOKE, today), &action(what, who)).unwrap();
    }
    let later = CaseCommand::NameDeputy { deputy: MARIE, from: day(5, 20), until: None };
    give(&mut case, &ctx(JOKE, today), &later).unwrap();
    let propose = CaseCommand::ProposeHandover {
        work: Vec::new(),
        handover,
        to_org: OTHER_PRACTICE,
        to_person: None,
        note: "verhuist naar Budel".to_owned(),
        answer_by: day(5, 8),
    };
    give(&mut case, &ctx(JOKE, today), &propose).unwrap();
    assert_eq!((case.case_manager, case.deputy_on(today)), (JOKE, Some(FATMA)));

    let drop = ActionDecision::Drop { reason: "andere regio".to_owned() };
    let decisions = vec![(1, ActionDecision::Take), (2, ActionDecision::Keep), (3, ActionDecision::Keep), (4, drop)];
    let accept = CaseCommand::AcceptHandover { no: 1, deputy: LOTTE, actions: decisions };
    give(&mut case, &ctx(NADIA, day(5, 4)), &accept).unwrap();
    assert_eq!((case.case_manager, case.first_line), (NADIA, NADIA));
    assert_eq!(case.deputy_on(day(5, 3)), Some(FATMA), "as it was");
    for on in [day(5, 4), day(5, 20), day(9, 1)] {
        assert_eq!(case.deputy_on(on), Some(LOTTE), "the former case manager's plans fall away on {on}");
    }
    let moved = CaseEvent::Moved { coa: Some(OTHER_COA), gc_a: Some(OTHER_GC_A), place: String::new() };
    assert!(give(&mut case, &system(day(5, 6)), &CaseCommand::Tick).unwrap().contains(&moved));
    assert_eq!(case.team_org(OrgKind::Coa), Some(OTHER_COA));
    assert_eq!(case.team_org(OrgKind::GcA), Some(OTHER_GC_A));
    let who: Vec<_> = case.actions.iter().map(|action| action.plan.who).collect();
    assert_eq!(who, [None, Some(JOKE), Some(FATMA), None]);
    let dropped = crate::case::state::ActionLife::Dropped("andere regio".to_owned());
    assert_eq!(case.actions[3].life, dropped);
}

#[test]
fn cm_11_there_and_back_there_is_one_first_point_of_contact() {
    let mut case = opened_case();
    let (there, back) = (day(9, 20), day(10, 14));
    let planned = CaseCommand::ProposeHandover {
        work: Vec::new(),
        handover: HandoverKind::Planned { letter: letter(&case) },
        to_org: SANNE.org,
        to_person: None,
        note: String::new(),
        answer_by: there,
    };
    give(&mut case, &ctx(JOKE, there), &planned).unwrap();
    let accept = |no, deputy| CaseCommand::AcceptHandover { no, deputy, actions: vec![] };
    give(&mut case, &ctx(SANNE, there), &accept(1, TESS)).unwrap();
    assert_eq!((case.case_manager, case.first_line, case.in_second_line()), (SANNE, JOKE, true));

    let propose = CaseCommand::ProposeHandover {
        work: Vec::new(),
        handover: HandoverKind::Return,
        to_org: PRACTICE,
        to_person: None,
        note: String::new(),
        answer_by: back,
    };
    give(&mut case, &ctx(SANNE, back), &propose).unwrap();
    assert_eq!(case.case_manager, SANNE);
    give(&mut case, &ctx(MARIE, back), &accept(2, JOKE)).unwrap();
    assert_eq!((case.case_manager, case.first_line, case.in_second_line()), (MARIE, MARIE, false));
}
