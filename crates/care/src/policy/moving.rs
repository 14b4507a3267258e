//! Who sees a case around a move, and who may open one: told with the fixtures' region.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use jiff::civil::Date;
use regie_pathway as pathway;

use super::{CaseAction, ClientAction, Denial, Ground, LookBack, Subject, Verdict, allow, allowed, denied, involved};
use crate::case::records::{ActionDecision, ActionPlan, ClosingReason, HandoverKind};
use crate::case::{Case, CaseCommand, OpenCase, Recorded, decide};
use crate::fixtures::{
    ADA, CLIENT, COA, COEN, FATMA, GC_A, GP, JOKE, LOTTE, MARIE, NADIA, NOOR, OTHER_COA, OTHER_GC_A, OTHER_PRACTICE,
    PRACTICE, ctx, day, directory, give, gives, opened_case, opening, system,
};
use crate::ids::OrgId;
use crate::rows::case_rows;
use crate::seat::{Actor, Seat};
use crate::view::{Relation, ViewRow};

const ACCEPTED: Date = jiff::civil::date(2026, 4, 1);
const MOVES: Date = jiff::civil::date(2026, 4, 20);

fn sees(case: &Case, seat: Seat, on: Date, action: CaseAction<'_>) -> Verdict {
    allow(Actor::Person(seat), &directory(), on, &Subject::Case { case, action })
}

fn relations(case: &Case) -> Vec<(OrgId, Relation)> {
    involved(case).into_iter().filter(|(org, _)| [PRACTICE, COA, GC_A].contains(org)).collect()
}

/// Nadia in the south accepted the case on 1 April; the client moves there on 20 April. Joke keeps an action.
fn moving() -> Case {
    let mut case = opened_case();
    let action = ActionPlan { what: "Kinderledikant regelen".to_owned(), who: Some(JOKE), by: day(5, 1) };
    give(&mut case, &ctx(JOKE, ACCEPTED), &CaseCommand::SetAction { action }).unwrap();
    let propose = CaseCommand::ProposeHandover {
        work: Vec::new(),
        handover: HandoverKind::Relocation {
            moves_on: MOVES,
            coa: Some(OTHER_COA),
            gc_a: Some(OTHER_GC_A),
            place: String::new(),
        },
        to_org: OTHER_PRACTICE,
        to_person: None,
        note: String::new(),
        answer_by: day(4, 3),
    };
    give(&mut case, &ctx(JOKE, ACCEPTED), &propose).unwrap();
    let actions = vec![(1, ActionDecision::Keep)];
    let accept = CaseCommand::AcceptHandover { no: 1, deputy: LOTTE, actions };
    give(&mut case, &ctx(NADIA, ACCEPTED), &accept).unwrap();
    case
}

#[test]
fn az_10_access_follows_the_day_of_the_move() {
    let mut case = moving();
    let after = MOVES.tomorrow().unwrap();
    assert!(sees(&case, NADIA, ACCEPTED, CaseAction::View).is_allowed());
    for at in [ACCEPTED, MOVES] {
        for seat in [FATMA, NOOR] {
            let verdict = sees(&case, seat, at, CaseAction::View);
            assert_eq!(verdict, allowed(Ground::Relation(Relation::Team)), "{seat:?} {at}");
        }
        assert!(sees(&case, COEN, at, CaseAction::ViewLogistics).is_allowed(), "she lives there still");
        assert_eq!(sees(&case, COEN, at, CaseAction::View), denied(Denial::LogisticsOnly));
    }
    let new_coa = |case: &Case| involved(case).get(&OTHER_COA).copied();
    assert_eq!(new_coa(&case), Some(Relation::Logistics), "the new ones joined at acceptance");
    assert_eq!(sees(&case, FATMA, after, CaseAction::View), denied(Denial::HandedOver));
    assert_eq!(sees(&case, NOOR, after, CaseAction::View), denied(Denial::NoRelation));
    assert_eq!(sees(&case, COEN, after, CaseAction::ViewLogistics), denied(Denial::NoRelation));

    // The lists follow on the day after, by a tick.
    let stay = [(PRACTICE, Relation::Team), (GC_A, Relation::Team), (COA, Relation::Logistics)];
    assert_eq!(relations(&case), stay);
    give(&mut case, &system(MOVES), &CaseCommand::Tick).unwrap();
    assert_eq!(relations(&case), stay, "on the day itself she leaves from there");
    let next_due = |case: &Case| {
        let rows = case_rows(case, ctx(JOKE, after).pathways);
        rows.into_iter().find_map(|row| if let ViewRow::Case(row) = row { row.next_due } else { None })
    };
    assert!(next_due(&case).is_some_and(|due| due <= after), "a tick is due");
    let events = give(&mut case, &system(after), &CaseCommand::Tick).unwrap();
    assert_eq!(events.iter().filter(|event| event.kind() == "involvement-ended").count(), 3);
    assert_eq!(relations(&case), [(PRACTICE, Relation::Former)]);
    let again = give(&mut case, &system(after), &CaseCommand::Tick).unwrap();
    assert!(again.iter().all(|event| event.kind() != "involvement-ended"), "once");
}

#[test]
fn g_02_an_organisation_reads_back_as_far_as_it_took_part_and_only_where_it_recorded_something() {
    let mut case = moving();
    let (mut practice, mut gc_a, mut coa) = (LookBack::of(PRACTICE), LookBack::of(GC_A), LookBack::of(COA));
    let mut seq = 0;
    let mut see = |case: &Case, by: Seat, on: Date| {
        seq += 1;
        let at = on.at(12, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp();
        let recorded = Recorded { by: Actor::Person(by), at };
        [&mut practice, &mut gc_a, &mut coa].into_iter().for_each(|back| back.see(case, seq, recorded));
        [practice.until(), gc_a.until(), coa.until()]
    };
    assert_eq!(see(&case, NADIA, ACCEPTED), [None; 3], "nobody of theirs recorded anything in what was told");
    assert_eq!(see(&case, FATMA, ACCEPTED), [Some(2), None, None]);
    assert_eq!(see(&case, NOOR, MOVES), [Some(3), Some(3), None], "the site sees logistics only");
    let after = MOVES.tomorrow().unwrap();
    assert_eq!(see(&case, NADIA, after), [Some(3), Some(3), None], "what is recorded after the move is not theirs");
    give(&mut case, &system(after), &CaseCommand::Tick).unwrap();
    assert_eq!(see(&case, COEN, after), [Some(3), Some(3), None]);

    let judge =
        |seat: Seat, back: &LookBack| allow(Actor::Person(seat), &directory(), after, &Subject::PastCase { back });
    assert_eq!(judge(FATMA, &practice), allowed(Ground::OwnOrganisation));
    assert_eq!(judge(NADIA, &practice), denied(Denial::OtherOrganisation));
    assert_eq!(judge(ADA, &practice), denied(Denial::Role(crate::seat::Role::Administrator)));
    assert_eq!(judge(NADIA, &LookBack::of(OTHER_PRACTICE)), denied(Denial::NoRelation));
    assert!(!judge(COEN, &coa).is_allowed());
}

#[test]
fn az_10_who_handed_over_reads_that_it_was_accepted_and_nothing_after_it() {
    let mut case = opened_case();
    let mut back = LookBack::of(PRACTICE);
    let mut seq = 0;
    let mut see = |case: &Case, by: Seat| {
        seq += 1;
        let at = ACCEPTED.at(12, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp();
        back.see(case, seq, Recorded { by: Actor::Person(by), at });
        back.until()
    };
    assert_eq!(see(&case, JOKE), Some(1));
    let propose = CaseCommand::ProposeHandover {
        work: Vec::new(),
        handover: HandoverKind::Relocation {
            moves_on: day(3, 30),
            coa: Some(OTHER_COA),
            gc_a: None,
            place: String::new(),
        },
        to_org: OTHER_PRACTICE,
        to_person: None,
        note: String::new(),
        answer_by: day(4, 3),
    };
    give(&mut case, &ctx(JOKE, ACCEPTED), &propose).unwrap();
    assert_eq!(see(&case, JOKE), Some(2));
    let accept = CaseCommand::AcceptHandover { no: 1, deputy: LOTTE, actions: Vec::new() };
    give(&mut case, &ctx(NADIA, ACCEPTED), &accept).unwrap();
    assert_eq!(relations(&case)[0], (PRACTICE, Relation::Former), "she was there already");
    assert_eq!(see(&case, NADIA), Some(3), "with the answer");
    assert_eq!([see(&case, NADIA), see(&case, NADIA)], [Some(3); 2], "nothing after it");
}

#[test]
fn az_10_a_move_that_is_over_at_acceptance_leaves_nobody_behind() {
    let mut case = opened_case();
    let propose = CaseCommand::ProposeHandover {
        work: Vec::new(),
        handover: HandoverKind::Relocation {
            moves_on: day(3, 30),
            coa: Some(OTHER_COA),
            gc_a: None,
            place: String::new(),
        },
        to_org: OTHER_PRACTICE,
        to_person: None,
        note: String::new(),
        answer_by: day(4, 3),
    };
    give(&mut case, &ctx(JOKE, ACCEPTED), &propose).unwrap();
    let accept = CaseCommand::AcceptHandover { no: 1, deputy: LOTTE, actions: Vec::new() };
    give(&mut case, &ctx(NADIA, ACCEPTED), &accept).unwrap();
    assert_eq!(relations(&case), [(PRACTICE, Relation::Former), (GC_A, Relation::Team)], "no GC A was named instead");
}

#[test]
fn az_10_who_keeps_an_action_sees_what_belongs_to_it_and_never_the_case() {
    let mut case = moving();
    let after = MOVES.tomorrow().unwrap();
    for closed in [CaseAction::View, CaseAction::ViewSummary] {
        assert_eq!(sees(&case, JOKE, after, closed), denied(Denial::HandedOver), "she treats her no more");
    }
    assert_eq!(sees(&case, JOKE, after, CaseAction::ViewOwnActions), allowed(Ground::Own));
    assert_eq!(sees(&case, JOKE, after, CaseAction::ViewLogistics), allowed(Ground::Own), "whom to approach");
    assert_eq!(sees(&case, FATMA, after, CaseAction::ViewOwnActions), denied(Denial::HandedOver), "it is not hers");
    let done = CaseCommand::CompleteAction { no: 1, on: after, note: String::new() };
    assert!(sees(&case, JOKE, after, gives(&done)).is_allowed());
    give(&mut case, &ctx(JOKE, after), &done).unwrap();
    assert_eq!(sees(&case, JOKE, after, CaseAction::ViewOwnActions), denied(Denial::HandedOver));
    assert_eq!(sees(&case, JOKE, after, CaseAction::ViewLogistics), denied(Denial::HandedOver));
}

#[test]
fn az_01_who_takes_no_part_in_her_care_opens_no_second_case() {
    let (case, directory) = (opened_case(), directory());
    let opens = |seat: Seat, open: &[&Case]| {
        allow(
            Actor::Person(seat),
            &directory,
            day(4, 1),
            &Subject::OpenCase { org: seat.org, pathway: Some(&"az-verloskunde".into()), open },
        )
    };
    assert_eq!(opens(NADIA, &[]), allowed(Ground::OwnOrganisation), "nobody treats her");
    assert_eq!(opens(NADIA, &[&case]), denied(Denial::AlreadyInCare));
    assert_eq!(opens(MARIE, &[&case]), allowed(Ground::OwnOrganisation));
    assert_eq!(opens(ADA, &[&case]), denied(Denial::Role(crate::seat::Role::Administrator)));
    let text = Denial::AlreadyInCare.text();
    assert!(directory.people.values().all(|person| !text.nl.contains(&person.name)), "nobody is named");
}

#[test]
fn az_01_a_pathway_runs_in_one_open_case_of_a_client() {
    let mut case = opened_case();
    let open = |seat: Seat, on, others: &[&Case]| {
        let command = OpenCase { case_manager: JOKE, deputy: FATMA, on, ..opening() };
        decide::open(crate::ids::CaseId::new(ulid::Ulid(77)), &command, &ctx(seat, on), others)
    };
    let refusal = open(JOKE, day(4, 1), &[&case]).unwrap_err();
    assert_eq!(refusal.code(), "already-open");
    assert!(refusal.to_string().contains(&case.id.to_string()), "{refusal}");
    let blind = open(NADIA, day(4, 1), &[&case]).unwrap_err();
    assert!(!blind.to_string().contains(&case.id.to_string()), "who may not see it is not told which: {blind}");

    let other = case.clone();
    let start = CaseCommand::StartPathway {
        pathway: pathway::PathwayId::from("az-verloskunde"),
        anchors: std::collections::BTreeMap::new(),
        facts: std::collections::BTreeMap::new(),
    };
    let runs_once = |case: &Case, command: &CaseCommand, others: &[&Case]| {
        decide::runs_once(case, command, &ctx(JOKE, day(4, 1)), others).map_err(|refusal| refusal.code())
    };
    assert_eq!(runs_once(&case, &start, &[&other]), Err("already-open"));
    let note = "Dubbel".to_owned();
    let close = CaseCommand::Close { on: day(4, 1), reason: ClosingReason::OpenedByMistake, note, died_on: None };
    give(&mut case, &ctx(JOKE, day(4, 1)), &close).unwrap();
    assert!(open(JOKE, day(4, 1), &[&case]).is_ok(), "a closed case is no hindrance");
    let reopen = CaseCommand::Reopen { reason: "Toch niet dubbel".to_owned() };
    assert_eq!(runs_once(&case, &reopen, &[&other]), Err("already-open"));
    assert_eq!(runs_once(&case, &reopen, &[]), Ok(()));
}

#[test]
fn g_07_a_record_without_a_case_is_corrected_by_who_entered_it() {
    let directory = directory();
    let judge = |seat: Seat, action, entered_by| {
        let subject = Subject::Client { action, cases: &[], entered_by };
        allow(Actor::Person(seat), &directory, day(4, 1), &subject)
    };
    assert_eq!(judge(NADIA, ClientAction::Correct, Some(PRACTICE)), denied(Denial::NotEnteredHere));
    assert_eq!(judge(JOKE, ClientAction::Correct, Some(PRACTICE)), allowed(Ground::NoCaseYet));
    assert_eq!(judge(NADIA, ClientAction::Correct, None), allowed(Ground::NoCaseYet), "from an import: nobody's yet");
    assert_eq!(judge(NADIA, ClientAction::View, Some(PRACTICE)), allowed(Ground::NoCaseYet));
    let case = opened_case();
    let correct = Subject::Client { action: ClientAction::Correct, cases: &[&case], entered_by: None };
    assert_eq!((case.client, case.team_org(crate::seat::OrgKind::Gp)), (CLIENT, Some(GP)));
    assert_eq!(allow(Actor::Person(NADIA), &directory, day(4, 1), &correct), denied(Denial::NoRelation));
}

#[test]
fn az_10_who_handed_over_may_call_off_the_move_until_its_day_and_nobody_else_around_her() {
    let case = moving();
    let pathways = crate::fixtures::pathways();
    let off = CaseCommand::CallOffMove { no: 1, reason: String::new(), hand_back_by: None };
    let may = |seat, on| sees(&case, seat, on, CaseAction::Command(&off, &pathways));
    assert_eq!(may(NADIA, ACCEPTED), allowed(Ground::CaseManager));
    assert_eq!(may(JOKE, ACCEPTED), allowed(Ground::Own));
    assert_eq!(may(JOKE, MOVES), denied(Denial::NotAccountable), "its day has come");
    assert!(!may(NOOR, ACCEPTED).is_allowed(), "a nurse of the GC A tells it by a signal");
    assert_eq!(may(COEN, ACCEPTED), denied(Denial::LogisticsOnly));
}
