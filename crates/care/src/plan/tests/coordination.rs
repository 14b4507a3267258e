//! The coordinating provider: drafts the plan, has it fixed at the MDO, and hands over after the birth (PS-05 to PS-07).

use super::*;
use crate::case::records::ActionPlan;
use crate::fixtures::{FATMA, INGE, KAAT, NADIA, SANNE, VSV};
use crate::meeting::{Meeting, MeetingKind, MeetingLife};
use crate::policy::{self, CaseAction, Subject, Verdict};
use crate::seat::Actor;
use crate::view::Lane;

pub(super) const PSY: &str = "psychosociaal";

/// Complex problems, and the appointment made: the specialised organisation is to coordinate.
fn referred() -> Case {
    let mut case = case_with(PSY, march(2));
    let steps = [
        ("screening", Some("problem")),
        ("kindcheck", Some("safe")),
        ("consider-officer", Some("not-needed")),
        ("inventory-care", None),
        ("ask-consent", Some("given")),
    ];
    for (step, outcome) in steps {
        done(&mut case, &on(JOKE, march(3)), &complete(PSY, step, march(3), outcome));
    }
    let today = on(JOKE, march(10));
    for (fact, value) in [("abuse-now", FactValue::YesNo(false)), ("resources", FactValue::Choice("lacking".into()))] {
        done(&mut case, &today, &answer(PSY, fact, value));
    }
    done(&mut case, &today, &complete(PSY, "complexity", march(10), Some("complex")));
    done(&mut case, &today, &complete(PSY, "consent-specialised", march(10), Some("given")));
    done(&mut case, &today, &complete(PSY, "make-appointment", march(10), None));
    case
}

/// The same, and Kaat coordinates; the client came to the appointment.
fn coordinated() -> Case {
    let mut case = referred();
    done(&mut case, &on(JOKE, march(11)), &CaseCommand::NameCoordinator { coordinator: KAAT, after_birth: false });
    done(&mut case, &on(JOKE, march(20)), &complete(PSY, "appointment", march(20), Some("attended")));
    case
}

pub(super) fn may(case: &Case, seat: Seat, on_day: Date, command: &CaseCommand) -> Verdict {
    let ctx = on(seat, on_day);
    let subject = Subject::Case { case, action: CaseAction::Command(command, ctx.pathways) };
    policy::allow(Actor::Person(seat), ctx.directory, on_day, &subject)
}

#[test]
fn ps_05_who_coordinates_is_named_and_the_case_manager_stays_accountable() {
    let mut case = referred();
    assert_eq!(status(&case, PSY, "agree-coordinator", 1), Some(Status::Open));
    let by_hand = complete(PSY, "agree-coordinator", march(10), None);
    assert_eq!(refused(&case, &on(JOKE, march(10)), &by_hand).code(), "work-not-recorded");
    let name = |coordinator| CaseCommand::NameCoordinator { coordinator, after_birth: false };
    let today = on(JOKE, march(11));
    assert_eq!(refused(&case, &today, &name(NADIA)).code(), "unfit-organisation", "she takes no part in the care");
    assert_eq!(refused(&case, &today, &name(INGE)).code(), "unfit-person", "an assistant coordinates no treatment");
    done(&mut case, &today, &name(KAAT));
    assert_eq!(status(&case, PSY, "agree-coordinator", 1), Some(Status::Done));
    assert_eq!((case.case_manager, case.care_plan.coordinator), (JOKE, Some(KAAT)));
    assert_eq!(refused(&case, &today, &name(KAAT)).code(), "nothing-to-do");
}

#[test]
fn ps_05_the_plan_is_the_coordinators_work_and_writing_it_does_the_step() {
    let mut case = coordinated();
    let theirs = |item: &str| work(&case).into_iter().find(|row| row.item == item);
    let asked = complete(PSY, "consent-coordinator", march(21), Some("given"));
    let mut consented = case.clone();
    done(&mut consented, &on(KAAT, march(21)), &asked);
    let mut contacted = consented.clone();
    let contact = |day| complete(PSY, "contact-again", march(day), None);
    done(&mut contacted, &on(KAAT, march(21)), &contact(21));
    for (step, case) in [("consent-coordinator", &case), ("contact-again", &consented), ("draft-plan", &contacted)] {
        let theirs = |item: &str| work(case).into_iter().find(|row| row.item == item);
        let item = format!("step:{PSY}:{step}:1");
        let hers = theirs(&format!("{item}#delegate")).expect("on her board");
        assert_eq!((hers.owner, hers.lane), (Some(KAAT.person), Lane::Todo), "{step}");
        let watched = theirs(&item).expect("on the case manager's");
        assert_eq!((watched.owner, watched.lane), (Some(JOKE.person), Lane::Waiting), "{step}");
    }
    assert!(theirs(&format!("step:{PSY}:refer-specialised:1#delegate")).is_none(), "that is the midwife's own");

    let draft = revise(vec![goal("rust", day(5, 1), Vec::new())], None);
    assert!(may(&case, KAAT, march(23), &draft).is_allowed(), "a nurse, and yet the plan is hers");
    assert!(!may(&case, crate::fixtures::NOOR, march(23), &draft).is_allowed(), "another of the team writes no plan");
    let tick = complete(PSY, "consent-coordinator", march(23), Some("given"));
    assert!(may(&case, KAAT, march(23), &tick).is_allowed());
    assert!(!may(&case, KAAT, march(23), &complete(PSY, "refer-specialised", march(23), None)).is_allowed());
    done(&mut case, &on(KAAT, march(23)), &tick);
    assert_eq!(status(&case, PSY, "draft-plan", 1), Some(Status::Waiting), "current care is spoken to first");
    done(&mut case, &on(KAAT, march(23)), &contact(23));
    assert_eq!(status(&case, PSY, "plan-mdo", 1), Some(Status::Waiting), "the meeting comes after the plan");
    done(&mut case, &on(KAAT, march(23)), &draft);
    assert_eq!(status(&case, PSY, "draft-plan", 1), Some(Status::Done));
    assert_eq!(status(&case, PSY, "plan-mdo", 1), Some(Status::Open));
    let version = &case.care_plan.versions[0];
    assert!(version.took_part.client && !version.took_part.orgs.is_empty(), "with the client and current care");
}

/// The plan was drafted, and discussed in the VSV.
pub(super) fn discussed() -> Case {
    let mut case = coordinated();
    let today = on(KAAT, march(23));
    done(&mut case, &today, &complete(PSY, "consent-coordinator", march(23), Some("given")));
    done(&mut case, &today, &complete(PSY, "contact-again", march(23), None));
    done(&mut case, &today, &CaseCommand::DiagnoseCare { diagnosis: diagnosis(march(23), None) });
    let measures = vec![measure("slaaphygiëne bespreken", Responsible::CaseManager, day(4, 20))];
    done(&mut case, &today, &revise(vec![goal("rust", day(5, 1), measures)], None));
    done(&mut case, &today, &complete(PSY, "plan-mdo", march(23), None));
    done(&mut case, &today, &CaseCommand::PutOnAgenda { meeting: VSV, question: "plan vaststellen".into() });
    case
}

#[test]
fn ps_06_the_mdo_fixes_the_plan_and_names_who_coordinates_after_the_birth() {
    let mut case = discussed();
    let today = on(KAAT, day(4, 6));
    let fix = CaseCommand::FixPlan { on: day(4, 6), agenda: Some(1) };
    assert_eq!(refused(&case, &today, &fix).code(), "implausible", "the meeting did not speak of it yet");
    let decisions = vec![ActionPlan { what: "kraamzorg inlichten".into(), who: None, by: day(4, 20) }];
    let spoken = CaseCommand::RecordDiscussion { no: 1, outcome: "akkoord".into(), decisions, inform: vec![] };
    done(&mut case, &today, &spoken);
    done(&mut case, &today, &complete(PSY, "mdo", day(4, 6), None));
    for step in ["fix-plan", "name-postpartum"] {
        assert_eq!(status(&case, PSY, step, 1), Some(Status::Open), "{step}");
        assert_eq!(refused(&case, &today, &complete(PSY, step, day(4, 6), None)).code(), "work-not-recorded");
    }
    done(&mut case, &today, &fix);
    assert_eq!(status(&case, PSY, "fix-plan", 1), Some(Status::Done));
    assert_eq!(refused(&case, &today, &fix).code(), "nothing-to-do");
    let fixed = case.care_plan.versions[0].fixed.clone().unwrap();
    assert_eq!((fixed.on, fixed.agenda), (day(4, 6), Some(1)));
    done(&mut case, &today, &CaseCommand::NameCoordinator { coordinator: FATMA, after_birth: true });
    assert_eq!(status(&case, PSY, "name-postpartum", 1), Some(Status::Done));
    assert_eq!(status(&case, PSY, "report-plan-gp", 1), Some(Status::Waiting), "not before all three are settled");
    done(&mut case, &today, &complete(PSY, "agree-continuity", day(4, 6), None));
    assert_eq!(status(&case, PSY, "report-plan-gp", 1), Some(Status::Open), "then everybody hears it");
    assert_eq!(case.care_plan.coordinator, Some(KAAT), "until the birth she goes on");
    // A new version is not fixed by the meeting that fixed the one before.
    let goals = vec![GoalDraft { no: Some(1), ..goal("rust thuis", day(5, 1), Vec::new()) }];
    done(&mut case, &today, &revise(goals, Some("anders")));
    assert!(case.care_plan.current().unwrap().1.fixed.is_none());
}

#[test]
fn ps_07_after_the_birth_coordination_is_handed_over_and_it_cannot_be_forgotten() {
    let mut case = discussed();
    let hand_over = CaseCommand::HandOverCoordination { note: "het plan loopt, Hodan helpt".into() };
    let refusal = refused(&case, &on(KAAT, day(4, 6)), &hand_over);
    assert_eq!(refusal, Refusal::NoCoordinatorAfterBirth);
    done(&mut case, &on(KAAT, day(4, 6)), &CaseCommand::NameCoordinator { coordinator: FATMA, after_birth: true });
    assert_eq!(refused(&case, &on(KAAT, day(4, 6)), &hand_over).code(), "implausible", "she has not given birth");

    let birth = pathway::Command::SetAnchor { anchor: "born".into(), date: day(10, 10), reason: None };
    done(&mut case, &on(JOKE, day(10, 10)), &CaseCommand::Pathway { pathway: PSY.into(), command: birth });
    give(&mut case, &on(JOKE, day(10, 10)), &CaseCommand::Tick).unwrap();
    assert_eq!(status(&case, PSY, "handover-postpartum", 1), Some(Status::Open));
    let item = format!("step:{PSY}:handover-postpartum:1#delegate");
    assert_eq!(row(&case, &item).owner, Some(KAAT.person), "it stands on her board");
    let skip = pathway::Command::Skip { step: "handover-postpartum".into(), nth: None, reason: "vergeten".into() };
    let mut skipped = case.clone();
    done(&mut skipped, &on(JOKE, day(10, 12)), &CaseCommand::Pathway { pathway: PSY.into(), command: skip });
    let stands = |case: &Case| {
        crate::closing::obstacles(case, &SHIPPED).iter().any(|obstacle| {
            matches!(obstacle, crate::case::Obstacle::Step { step, .. } if step.as_str() == "handover-postpartum")
        })
    };
    assert!(stands(&case) && stands(&skipped), "neither open nor skipped does the case close");

    done(&mut case, &on(KAAT, day(10, 12)), &hand_over);
    assert_eq!(status(&case, PSY, "handover-postpartum", 1), Some(Status::Done));
    assert!(!stands(&case));
    assert_eq!((case.care_plan.coordinator, case.case_manager), (Some(FATMA), JOKE));
    assert_eq!(refused(&case, &on(JOKE, day(10, 12)), &hand_over).code(), "nothing-to-do");
    assert_eq!(SANNE.org, crate::fixtures::HOSPITAL);
}

#[test]
fn ps_06_a_plan_that_was_fixed_before_the_mdo_is_confirmed_or_made_anew() {
    let mut case = discussed();
    let early = on(KAAT, day(4, 2));
    let spoken = CaseCommand::RecordDiscussion { no: 1, outcome: "akkoord".into(), decisions: vec![], inform: vec![] };
    done(&mut case, &early, &spoken);
    let fix = |day: Date, agenda| CaseCommand::FixPlan { on: day, agenda };
    done(&mut case, &early, &fix(day(4, 2), Some(1)));
    assert_eq!(refused(&case, &early, &fix(day(4, 2), Some(1))).code(), "nothing-to-do");
    assert_eq!(status(&case, PSY, "fix-plan", 1), Some(Status::Waiting));
    let today = on(KAAT, day(4, 6));
    if status(&case, PSY, "mdo", 1) == Some(Status::Open) {
        done(&mut case, &today, &complete(PSY, "mdo", day(4, 6), None));
    }
    assert_eq!(status(&case, PSY, "fix-plan", 1), Some(Status::Open), "the MDO was not there yet");
    let mut anew = case.clone();
    done(&mut case, &today, &fix(day(4, 6), None));
    assert_eq!(status(&case, PSY, "fix-plan", 1), Some(Status::Done));
    assert_eq!(case.care_plan.versions[0].fixed.as_ref().unwrap().on, day(4, 6), "as the MDO has it");
    assert_eq!(refused(&case, &today, &fix(day(4, 6), None)).code(), "nothing-to-do", "once");

    let goals = vec![GoalDraft { no: Some(1), ..goal("rust thuis", day(5, 1), Vec::new()) }];
    done(&mut anew, &today, &revise(goals, Some("het MDO wil anders")));
    assert!(!crate::plan::is_to_be_confirmed(&anew, &SHIPPED), "what was not fixed is fixed, not confirmed");
}

/// A meeting of this kind on this day, under the id of the fixtures' VSV.
fn meetings(kind: MeetingKind, on_day: Date) -> BTreeMap<crate::ids::MeetingId, Meeting> {
    let meeting = Meeting {
        id: VSV,
        kind,
        org: KAAT.org,
        network: "VSV Emmen".into(),
        on: on_day,
        title: "MDO april".into(),
        life: MeetingLife::Planned,
    };
    BTreeMap::from([(VSV, meeting)])
}

/// The plan was drafted; the MDO is to be planned.
fn drafted() -> Case {
    let mut case = coordinated();
    let today = on(KAAT, march(23));
    done(&mut case, &today, &complete(PSY, "consent-coordinator", march(23), Some("given")));
    done(&mut case, &today, &complete(PSY, "contact-again", march(23), None));
    let measures = vec![measure("slaaphygiëne bespreken", Responsible::CaseManager, day(4, 20))];
    done(&mut case, &today, &revise(vec![goal("rust", day(5, 1), measures)], None));
    case
}

fn put() -> CaseCommand {
    CaseCommand::PutOnAgenda { meeting: VSV, question: "plan vaststellen".into() }
}

fn spoken() -> CaseCommand {
    CaseCommand::RecordDiscussion { no: 1, outcome: "akkoord".into(), decisions: vec![], inform: vec![] }
}

#[test]
fn ps_05_and_ps_06_the_agenda_plans_the_mdo_and_what_was_said_there_holds_it() {
    let mut case = drafted();
    assert_eq!(status(&case, PSY, "plan-mdo", 1), Some(Status::Open));
    let known = meetings(MeetingKind::Mdo, day(4, 3));
    let planning = Context { meetings: &known, ..on(KAAT, march(24)) };
    done(&mut case, &planning, &put());
    assert_eq!(status(&case, PSY, "plan-mdo", 1), Some(Status::Done));
    assert_eq!(status(&case, PSY, "mdo", 1), Some(Status::Open));
    let recording = Context { meetings: &known, ..on(KAAT, day(4, 6)) };
    done(&mut case, &recording, &spoken());
    let mdo = case.run(&PSY.into()).unwrap().state.occurrence(&"mdo".into(), 1).unwrap().clone();
    assert!(matches!(mdo.life, pathway::Life::Done { on, .. } if on == day(4, 3)), "on the day held: {mdo:?}");
    assert_eq!(status(&case, PSY, "fix-plan", 1), Some(Status::Open));
}

#[test]
fn ps_06_what_was_ticked_the_meeting_does_not_do_again_and_another_meeting_does_nothing() {
    let mut case = drafted();
    let known = meetings(MeetingKind::Mdo, day(4, 3));
    let (early, late) = (on(KAAT, march(24)), on(KAAT, day(4, 6)));
    done(&mut case, &early, &complete(PSY, "plan-mdo", march(24), None));
    let moved = |events: &[CaseEvent]| events.iter().any(|event| matches!(event, CaseEvent::Pathway { .. }));
    assert!(!moved(&done(&mut case, &Context { meetings: &known, ..early }, &put())), "it was planned by hand");
    done(&mut case, &late, &complete(PSY, "mdo", day(4, 3), None));
    assert!(!moved(&done(&mut case, &Context { meetings: &known, ..late }, &spoken())), "it was ticked");

    // A meeting of another kind is not the MDO.
    let mut other = drafted();
    let vsv = meetings(MeetingKind::Vsv, day(4, 3));
    done(&mut other, &Context { meetings: &vsv, ..early }, &put());
    done(&mut other, &Context { meetings: &vsv, ..late }, &spoken());
    assert_eq!(status(&other, PSY, "plan-mdo", 1), Some(Status::Open));

    // The case stood on the agenda before the plan was there: held, it was planned too.
    let mut ahead = coordinated();
    done(&mut ahead, &Context { meetings: &known, ..on(KAAT, march(23)) }, &put());
    assert_eq!(status(&ahead, PSY, "plan-mdo", 1), Some(Status::Waiting));
    done(&mut ahead, &on(KAAT, march(24)), &complete(PSY, "consent-coordinator", march(24), Some("given")));
    done(&mut ahead, &on(KAAT, march(24)), &complete(PSY, "contact-again", march(24), None));
    done(&mut ahead, &on(KAAT, march(24)), &revise(vec![goal("rust", day(5, 1), vec![])], None));
    done(&mut ahead, &Context { meetings: &known, ..late }, &spoken());
    assert_eq!([status(&ahead, PSY, "plan-mdo", 1), status(&ahead, PSY, "mdo", 1)], [Some(Status::Done); 2]);
}
