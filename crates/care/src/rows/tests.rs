#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

use std::collections::BTreeSet;

use jiff::civil::Date;
use proptest::prelude::*;
use regie_pathway as pathway;

use super::{ViewKey, case_rows, client_rows, diff, meeting_rows, person_rows};
use crate::case::records::{
    ActionPlan, Agreement, ClosingReason, Deputyship, Expectation, HandoverCode, HandoverKind, Investigation, Proposal,
    Recorded, Signal, Situation, TeamMember, Urgency, With,
};
use crate::case::{Case, CaseEvent};
use crate::fixtures::{
    COA, FATMA, GC_A, GP, HOSPITAL, JGZ, JOKE, KRAAMZORG, MARIE, NADIA, OTHER_PRACTICE, PRACTICE, SANNE, VSV, apply,
    az, ctx, day, due_date, give, on_az, opened_case, opening_day,
};
use crate::ids::OrgId;
use crate::notice::any::any_course;
use crate::seat::{Actor, Line, OrgKind};
use crate::view::{CaseRow, Lane, Phase, Relation, ViewRow, WorkKind, WorkRow};

fn rows(case: &Case) -> Vec<ViewRow> {
    case_rows(case, ctx(JOKE, opening_day()).pathways)
}

fn work(case: &Case) -> Vec<WorkRow> {
    let work = |row| if let ViewRow::Work(row) = row { Some(row) } else { None };
    rows(case).into_iter().filter_map(work).collect()
}

fn item(case: &Case, item: &str) -> WorkRow {
    work(case).into_iter().find(|row| row.item == item).unwrap_or_else(|| panic!("no {item} in {:?}", items(case)))
}

fn items(case: &Case) -> Vec<String> {
    work(case).into_iter().map(|row| row.item).collect()
}

fn caseload(case: &Case) -> CaseRow {
    rows(case).into_iter().find_map(|row| if let ViewRow::Case(row) = row { Some(row) } else { None }).unwrap()
}

fn relation(case: &Case, org: OrgId) -> Option<Relation> {
    rows(case).into_iter().find_map(|row| match row {
        ViewRow::Involved(row) if row.org == org => Some(row.relation),
        _ => None,
    })
}

fn apply_by(case: &mut Case, who: crate::seat::Seat, on: Date, event: CaseEvent) {
    apply(case, &ctx(who, on), &[event]);
}

#[test]
fn az_01_a_case_stands_in_the_caseload_with_case_manager_and_deputy() {
    let case = opened_case();
    let row = caseload(&case);
    assert_eq!((row.case_manager, row.org, row.practice), (JOKE.person, PRACTICE, PRACTICE));
    assert_eq!((row.phase, row.line, row.due, row.born), (Phase::Pregnancy, Line::First, Some(due_date()), None));
    assert_eq!((row.opened_on, row.closed_on, row.urgent), (opening_day(), None, 0));
    let deputies: Vec<_> = rows(&case)
        .into_iter()
        .filter_map(|row| if let ViewRow::Deputy(row) = row { Some(row) } else { None })
        .collect();
    assert_eq!(deputies.len(), 1);
    assert_eq!((deputies[0].no, deputies[0].deputy, deputies[0].from), (1, FATMA.person, opening_day()));
}

#[test]
fn az_03_every_step_to_come_with_a_known_window_is_on_the_board_of_the_case_manager() {
    let case = opened_case();
    let birth_plan = item(&case, "step:az-verloskunde:birth-plan:1");
    assert_eq!((birth_plan.owner, birth_plan.org, birth_plan.lane), (Some(JOKE.person), PRACTICE, Lane::Todo));
    assert_eq!((birth_plan.from, birth_plan.target, birth_plan.until), (day(7, 27), day(8, 3), day(8, 10)));
    assert_eq!(birth_plan.title.nl, "Geboorteplan bespreken");
    assert!(matches!(birth_plan.work, WorkKind::Step { required: true, planned: None, late: false, .. }));
    let row = caseload(&case);
    let earliest = work(&case).iter().map(|row| row.until).min();
    assert_eq!(row.next_until, earliest, "the first thing that must be done");
    assert_eq!(row.next_planned, None, "no appointment was made");
    assert!(!items(&case).iter().any(|item| item.contains("visit-attending-midwife")), "{:?}", items(&case));
}

#[test]
fn az_03_an_appointment_becomes_the_day_to_aim_for() {
    let mut case = opened_case();
    let plan = pathway::Command::Plan { step: "birth-plan".into(), nth: None, date: day(8, 12) };
    give(&mut case, &ctx(JOKE, day(3, 9)), &on_az(plan)).unwrap();
    let row = item(&case, "step:az-verloskunde:birth-plan:1");
    assert_eq!(
        (row.from, row.target, row.until),
        (day(7, 27), day(8, 3), day(8, 10)),
        "as due as without it, and late once the window has ended"
    );
    assert!(matches!(row.work, WorkKind::Step { planned: Some(planned), .. } if planned == day(8, 12)));
}

#[test]
fn az_01_an_appointment_ahead_comes_next_before_the_last_day_of_what_is_open() {
    let mut case = opened_case();
    let last = caseload(&case).next_until.unwrap();
    let appointment = last.yesterday().unwrap();
    let plan = pathway::Command::Plan { step: "intake".into(), nth: None, date: appointment };
    give(&mut case, &ctx(JOKE, day(3, 9)), &on_az(plan)).unwrap();
    let row = caseload(&case);
    assert_eq!((row.next_planned, row.next_until), (Some(appointment), Some(last)));
    assert_eq!(row.next_day(appointment), Some(appointment));
    assert_eq!(row.next_day(last), Some(last), "one that passed is not ahead");
}

#[test]
fn az_03_what_is_done_leaves_the_board_and_the_birth_changes_the_phase() {
    let mut case = opened_case();
    let intake = pathway::Event::Completed {
        step: "intake".into(),
        nth: 1,
        on: day(3, 9),
        outcome: None,
        decided: None,
        words: None,
        whom: None,
        day: None,
    };
    apply_by(&mut case, JOKE, day(3, 9), CaseEvent::Pathway { pathway: az(), event: intake, sealed: false });
    assert!(!items(&case).contains(&"step:az-verloskunde:intake:1".to_owned()));
    let born = pathway::Command::SetAnchor { anchor: "born".into(), date: day(10, 1), reason: None };
    give(&mut case, &ctx(JOKE, day(10, 1)), &on_az(born)).unwrap();
    let row = caseload(&case);
    assert_eq!((row.phase, row.born), (Phase::Postnatal, Some(day(10, 1))));
    let visit = item(&case, "step:az-verloskunde:visit-case-manager:1");
    assert_eq!((visit.from, visit.until), (day(10, 1), day(10, 11)));
}

#[test]
fn a_pregnancy_that_ended_early_shows_so() {
    let mut case = opened_case();
    let lost = pathway::Command::SetFact { fact: "pregnancy-lost".into(), value: pathway::FactValue::YesNo(true) };
    give(&mut case, &ctx(JOKE, day(4, 9)), &on_az(lost)).unwrap();
    assert_eq!(caseload(&case).phase, Phase::Ended);
    assert!(!items(&case).iter().any(|item| item.contains("birth")), "{:?}", items(&case));
}

#[test]
fn az_09_a_delegated_step_is_the_delegates_to_do_and_the_case_manager_waits_for_it() {
    let mut case = opened_case();
    let delegate = CaseEvent::StepDelegated {
        pathway: az(),
        step: "home-visit".into(),
        nth: 1,
        to: MARIE,
        reason: None,
        sealed: false,
    };
    apply_by(&mut case, JOKE, day(3, 9), delegate);
    let owner = item(&case, "step:az-verloskunde:home-visit:1");
    assert_eq!((owner.owner, owner.lane), (Some(JOKE.person), Lane::Waiting));
    let delegate = item(&case, "step:az-verloskunde:home-visit:1#delegate");
    assert_eq!((delegate.owner, delegate.lane), (Some(MARIE.person), Lane::Todo));
    let to_marie =
        |row: &WorkRow| matches!(row.work, WorkKind::Step { delegated_to, .. } if delegated_to == Some(MARIE.person));
    assert!(to_marie(&owner) && to_marie(&delegate));
}

#[test]
fn az_06_an_urgent_signal_stays_on_top_until_the_case_manager_acknowledged_it() {
    let mut case = opened_case();
    let raise = |no, urgency| CaseEvent::SignalRaised {
        no,
        signal: Signal { urgency, text: "RR 155/100".to_owned(), from: With::Org { org: GC_A } },
        taken_by: Some(MARIE),
    };
    apply_by(&mut case, MARIE, day(4, 1), raise(1, Urgency::Urgent));
    apply_by(&mut case, MARIE, day(4, 2), raise(2, Urgency::Normal));
    let urgent = item(&case, "signal:1");
    assert_eq!((urgent.lane, urgent.owner, urgent.until), (Lane::Urgent, Some(JOKE.person), day(4, 1)));
    assert_eq!(item(&case, "signal:2").lane, Lane::Todo);
    assert_eq!(caseload(&case).urgent, 1);
    apply_by(&mut case, FATMA, day(4, 3), CaseEvent::SignalAcknowledged { no: 1, by: FATMA });
    let to_read = item(&case, "signal:1");
    assert_eq!((to_read.lane, to_read.owner), (Lane::Urgent, Some(JOKE.person)), "she must still read it herself");
    assert_eq!(to_read.title.nl, "Nog te lezen, tijdens afwezigheid bevestigd: RR 155/100");
    assert!(matches!(to_read.work, WorkKind::Signal { heard_by: Some(by), .. } if by == FATMA.person));
    assert_eq!(caseload(&case).urgent, 1);
    apply_by(&mut case, JOKE, day(4, 3), CaseEvent::SignalAcknowledged { no: 1, by: JOKE });
    assert!(!items(&case).contains(&"signal:1".to_owned()));
    assert_eq!(caseload(&case).urgent, 0);
}

fn proposal(handover: HandoverKind, to_org: OrgId) -> Proposal {
    Proposal {
        work: Vec::new(),
        handover,
        from: JOKE,
        proposed_by: JOKE,
        to_org,
        to_person: None,
        note: String::new(),
        answer_by: day(5, 15),
    }
}

#[test]
fn az_10_both_sides_see_a_proposed_handover_until_it_is_answered() {
    let mut case = opened_case();
    let moving = HandoverKind::Relocation { moves_on: day(5, 20), coa: None, gc_a: None, place: String::new() };
    let proposed = CaseEvent::HandoverProposed { no: 1, proposal: proposal(moving, OTHER_PRACTICE) };
    apply_by(&mut case, JOKE, day(5, 11), proposed);

    let sender = item(&case, "handover:1");
    assert_eq!(
        (sender.lane, sender.owner, sender.from, sender.until),
        (Lane::Waiting, Some(JOKE.person), day(5, 11), day(5, 15))
    );
    let receiver = item(&case, "handover-in:1");
    assert_eq!((receiver.lane, receiver.owner, receiver.org), (Lane::Answer, None, OTHER_PRACTICE));
    assert!(matches!(
        receiver.work,
        WorkKind::Handover { other: PRACTICE, code: HandoverCode::Relocation, alarmed: false, .. }
    ));
    assert_eq!(relation(&case, OTHER_PRACTICE), Some(Relation::Receiving));
    assert_eq!(relation(&case, PRACTICE), Some(Relation::Accountable));
    assert!(caseload(&case).next_due.is_some_and(|due| due <= day(5, 16)), "the alarm comes due");

    apply_by(&mut case, JOKE, day(5, 16), CaseEvent::HandoverUnanswered { no: 1, coordinators: BTreeSet::new() });
    for side in ["handover:1", "handover-in:1"] {
        assert!(matches!(item(&case, side).work, WorkKind::Handover { alarmed: true, .. }));
    }

    let deputy = Deputyship { deputy: NADIA, from: day(5, 17), until: None };
    let accepted = CaseEvent::HandoverAccepted { no: 1, by: NADIA, deputy, actions: Vec::new(), moves_on: None };
    apply_by(&mut case, NADIA, day(5, 17), accepted);
    assert!(!items(&case).iter().any(|item| item.starts_with("handover")));
    let row = caseload(&case);
    assert_eq!((row.case_manager, row.org, row.practice), (NADIA.person, OTHER_PRACTICE, OTHER_PRACTICE));
    assert_eq!(relation(&case, PRACTICE), Some(Relation::Team), "until she moves, on 20 May");
    apply_by(&mut case, JOKE, day(5, 21), CaseEvent::InvolvementEnded { org: PRACTICE });
    assert_eq!(relation(&case, PRACTICE), Some(Relation::Former));
    assert!(work(&case).iter().all(|row| row.owner == Some(NADIA.person)), "nothing stays behind with the sender");
}

#[test]
fn az_11_second_line_is_accountable_and_the_first_line_owes_the_letter() {
    let mut case = opened_case();
    let acute = proposal(HandoverKind::Acute { letter_by: day(5, 13) }, HOSPITAL);
    apply_by(&mut case, FATMA, day(5, 11), CaseEvent::HandoverProposed { no: 1, proposal: acute });
    let deputy = Deputyship { deputy: SANNE, from: day(5, 11), until: None };
    let accepted = CaseEvent::HandoverAccepted { no: 1, by: SANNE, deputy, actions: Vec::new(), moves_on: None };
    apply_by(&mut case, SANNE, day(5, 11), accepted);
    let letter = item(&case, "letter:1");
    assert_eq!((letter.owner, letter.lane, letter.until), (Some(JOKE.person), Lane::Todo, day(5, 13)));
    let row = caseload(&case);
    assert_eq!((row.line, row.org, row.practice), (Line::Second, HOSPITAL, PRACTICE));
    assert_eq!(relation(&case, PRACTICE), Some(Relation::FirstLine));

    let owed = Expectation { from: Some(HOSPITAL), about: "beloop".to_owned(), by: day(5, 20), step: None };
    apply_by(&mut case, SANNE, day(5, 12), CaseEvent::FeedbackExpected { no: 1, expectation: owed, sealed: false });
    let feedback = item(&case, "feedback:1");
    assert_eq!((feedback.owner, feedback.lane), (Some(JOKE.person), Lane::Waiting), "who is owed it, waits for it");
    assert!(matches!(feedback.work, WorkKind::Feedback { from: Some(HOSPITAL), .. }));
    assert_eq!(feedback.title.nl, "Terugkoppeling: beloop");
    let about = crate::case::decide::FEEDBACK_ABOUT.to_owned();
    let by_rule = Expectation { from: Some(HOSPITAL), about, by: day(5, 20), step: None };
    apply_by(&mut case, SANNE, day(5, 12), CaseEvent::FeedbackExpected { no: 2, expectation: by_rule, sealed: false });
    let title = item(&case, "feedback:2").title;
    assert_eq!(title.nl, "Terugkoppeling: Verloop na de overdracht");
    assert_eq!(title.en, "Feedback: Course after the handover", "an English page is English to the end");
}

#[test]
fn az_07_a_result_that_is_owed_is_waited_for() {
    let mut case = opened_case();
    let investigation =
        Investigation { what: "GUO".to_owned(), by: HOSPITAL, on: day(4, 1), result_due: Some(day(4, 20)) };
    apply_by(&mut case, JOKE, day(4, 1), CaseEvent::InvestigationNoted { no: 1, investigation });
    let result = item(&case, "result:1");
    assert_eq!((result.lane, result.from, result.until), (Lane::Waiting, day(4, 1), day(4, 20)));
    let came = CaseEvent::InvestigationResult { no: 1, on: day(4, 18), result: "gb".to_owned() };
    apply_by(&mut case, JOKE, day(4, 18), came);
    assert!(!items(&case).contains(&"result:1".to_owned()));
}

#[test]
fn az_12_a_request_waits_for_an_answer_and_a_sharing_case_manager_sees_the_case() {
    let mut case = opened_case();
    let request = CaseEvent::SharingRequested { on: day(9, 1), wish: "Liever samen".to_owned() };
    apply_by(&mut case, JOKE, day(9, 1), request);
    let row = item(&case, "sharing-request");
    assert_eq!((row.lane, row.owner), (Lane::Todo, Some(JOKE.person)));
    let agreements = vec![
        Agreement { situation: Situation::Psychosocial, case_manager: JOKE },
        Agreement { situation: Situation::Birth, case_manager: SANNE },
    ];
    apply_by(&mut case, JOKE, day(9, 2), CaseEvent::SharingAgreed { agreements, from: day(9, 2) });
    assert!(!items(&case).contains(&"sharing-request".to_owned()));
    assert_eq!(relation(&case, HOSPITAL), Some(Relation::Sharing));
}

#[test]
fn az_14_actions_and_agenda_places_are_on_the_board() {
    let mut case = opened_case();
    let put = CaseEvent::AgendaPut { no: 1, meeting: VSV, question: "Sectio?".to_owned() };
    let action = ActionPlan { what: "Tolk regelen".to_owned(), who: Some(MARIE), by: day(4, 10) };
    apply_by(&mut case, JOKE, day(4, 1), put);
    apply_by(&mut case, JOKE, day(4, 1), CaseEvent::ActionSet { no: 1, action, agenda: None });
    let row = item(&case, "action:1");
    assert_eq!((row.owner, row.lane, row.from, row.until), (Some(MARIE.person), Lane::Todo, opening_day(), day(4, 10)));
    let agenda = |case: &Case| -> Vec<bool> {
        rows(case)
            .iter()
            .filter_map(|row| if let ViewRow::Agenda(row) = row { Some(row.waiting) } else { None })
            .collect()
    };
    assert_eq!(agenda(&case), [true]);
    apply_by(&mut case, JOKE, day(4, 8), CaseEvent::AgendaDiscussed { no: 1, outcome: "Ja".to_owned() });
    assert_eq!(agenda(&case), [false]);
    apply_by(&mut case, JOKE, day(4, 8), CaseEvent::AgendaPut { no: 2, meeting: VSV, question: "?".to_owned() });
    apply_by(&mut case, JOKE, day(4, 8), CaseEvent::AgendaWithdrawn { no: 2, reason: "Dubbel".to_owned() });
    assert_eq!(agenda(&case), [false], "what was taken off is off");
}

#[test]
fn az_15_a_closed_case_has_no_work_left() {
    let mut case = opened_case();
    let action = ActionPlan { what: "Tolk regelen".to_owned(), who: None, by: day(4, 10) };
    apply_by(&mut case, JOKE, day(4, 1), CaseEvent::ActionSet { no: 1, action, agenda: None });
    let closed =
        CaseEvent::Closed { on: day(4, 9), reason: ClosingReason::OutOfReach, note: String::new(), died_on: None };
    apply_by(&mut case, JOKE, day(4, 9), closed);
    assert_eq!(items(&case), Vec::<String>::new());
    let row = caseload(&case);
    assert_eq!((row.phase, row.closed_on), (Phase::Closed, Some(day(4, 9))));
    assert_eq!((row.next_until, row.next_due), (None, None));
    assert_eq!(relation(&case, PRACTICE), Some(Relation::Accountable));
}

#[test]
fn az_02_every_organisation_has_its_strongest_relation_and_the_coa_logistics_only() {
    let mut case = opened_case();
    assert_eq!(relation(&case, COA), Some(Relation::Logistics));
    for org in [GP, GC_A, JGZ, KRAAMZORG] {
        assert_eq!(relation(&case, org), Some(Relation::Team));
    }
    assert_eq!(relation(&case, HOSPITAL), None);
    let also_team = TeamMember { role: OrgKind::MidwifePractice, org: PRACTICE, contact_person: None };
    apply_by(&mut case, JOKE, day(4, 9), CaseEvent::TeamMemberSet { member: also_team });
    assert_eq!(relation(&case, PRACTICE), Some(Relation::Accountable));
}

#[test]
fn g_07_a_client_is_found_by_folded_name_and_by_her_numbers() {
    use crate::client::{Client, Identity, Interpreter, SourceNumber};
    use crate::identity::{Bsn, VNumber};
    let client = Client {
        id: crate::fixtures::CLIENT,
        registered: Recorded { by: Actor::Person(JOKE), at: jiff::Timestamp::UNIX_EPOCH },
        identity: Identity {
            family_name: "Al-Hassan".to_owned(),
            given_name: "Şeyma".to_owned(),
            bsn: Some(Bsn::parse("111222333").unwrap()),
            v_number: Some(VNumber::parse("2301234417").unwrap()),
            interpreter: Interpreter::Phone,
            source: Some(SourceNumber { source: "VP: Noord".to_owned(), number: "10:338".to_owned() }),
            ..Identity::default()
        },
        suspicions: Vec::new(),
        merged: None,
        absorbed: Vec::new(),
    };
    let [ViewRow::Client(row)] = &client_rows(&client)[..] else { panic!("one row") };
    assert_eq!(row.search, "al hassan seyma");
    assert_eq!((row.bsn.as_deref(), row.v_number.as_deref()), (Some("111222333"), Some("2301234417")));
    assert_eq!(Identity::from(row).source, client.identity.source, "a colon is no end of the number");
    assert!(row.interpreter);
}

#[test]
fn people_and_meetings_have_their_rows() {
    use crate::meeting::{Meeting, MeetingKind, MeetingLife};
    let directory = crate::fixtures::directory_without(JOKE, day(4, 1), Some(day(4, 9)));
    let joke = directory.person(JOKE.person).unwrap();
    let [ViewRow::Person(name)] = &person_rows(joke)[..] else { panic!("one row") };
    assert_eq!((name.person, name.search.as_str()), (JOKE.person, crate::client::fold_name(&joke.name).as_str()));
    let meeting = Meeting {
        id: VSV,
        kind: MeetingKind::Vsv,
        org: HOSPITAL,
        network: "VSV Emmen".to_owned(),
        on: day(4, 9),
        title: "VSV april".to_owned(),
        life: MeetingLife::Cancelled("ziekte".to_owned()),
    };
    let [ViewRow::Meeting(row)] = &meeting_rows(&meeting)[..] else { panic!("one row") };
    assert_eq!((row.meeting_kind.as_str(), row.held, row.cancelled), ("vsv", false, true));
}

proptest! {
    #[test]
    fn az_14_whatever_happens_the_rows_stay_whole(course in any_course()) {
        let mut case = opened_case();
        let before = rows(&case);
        apply(&mut case, &ctx(JOKE, day(6, 1)), &course);
        let after = rows(&case);
        let keys: BTreeSet<ViewKey> = after.iter().map(ViewRow::key).collect();
        prop_assert_eq!(keys.len(), after.len(), "a key occurs once");
        let cases = after.iter().filter(|row| matches!(row, ViewRow::Case(_))).count();
        prop_assert_eq!(cases, 1);
        let accountable: Vec<OrgId> = after.iter().filter_map(|row| match row {
            ViewRow::Involved(row) if row.relation == Relation::Accountable => Some(row.org),
            _ => None,
        }).collect();
        prop_assert_eq!(accountable, [case.case_manager.org]);
        for row in &after {
            if let ViewRow::Work(row) = row {
                prop_assert!(row.from <= row.target && row.target <= row.until, "{row:?}");
                let of_whoever_is_there = row.lane == Lane::Answer || row.item.ends_with("#org");
                prop_assert!(row.owner.is_some() || of_whoever_is_there, "{row:?}");
                prop_assert!(case.is_open());
            }
        }
        let changes = diff(&before, &after);
        let mut table: std::collections::BTreeMap<ViewKey, ViewRow> =
            before.into_iter().map(|row| (row.key(), row)).collect();
        for key in &changes.remove {
            prop_assert!(table.remove(key).is_some());
        }
        table.extend(changes.put.into_iter().map(|row| (row.key(), row)));
        let expected: std::collections::BTreeMap<ViewKey, ViewRow> =
            after.into_iter().map(|row| (row.key(), row)).collect();
        prop_assert_eq!(table, expected);
    }
}
