//! AZ-15: evaluation with the client, closing and reopening.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]
#![allow(clippy::type_complexity, reason = "a table of cases is read by its rows")]

use jiff::civil::Date;
use regie_pathway::{self as pathway, FactId, FactValue, Status, StepId};

use crate::case::letter::Addressee;
use crate::case::records::{
    ActionPlan, ClosingReason, Evaluation, Expectation, HandoverKind, IntakeSection, MedicalHistory,
    PsychologicalHistory, ReferralLetter, Signal, SocialHistory, Urgency, With,
};
use crate::case::state::Case;
use crate::case::{CaseCommand, CaseEvent, Death, Obstacle, Refusal};
use crate::closing;
use crate::fixtures::*;
use crate::notice::{ContentPolicy, Notice, Receiver, notices};
use crate::seat::Seat;

mod death;
mod letters;
mod reasons;

/// Eight weeks after the due date, on which she gave birth.
fn today() -> Date {
    day(12, 7)
}

fn do_it(case: &mut Case, actor: Seat, on: Date, command: &CaseCommand) {
    give(case, &ctx(actor, on), command).unwrap_or_else(|refusal| panic!("{command:?}: {refusal}"));
}

fn evaluate(on: Date) -> CaseCommand {
    CaseCommand::Evaluate {
        evaluation: Evaluation { on, client_view: "Fijn dat Joke er steeds was".to_owned(), lessons: String::new() },
    }
}

fn close(reason: ClosingReason, note: &str) -> CaseCommand {
    let died_on = (reason == ClosingReason::Died).then(today);
    CaseCommand::Close { on: today(), reason, note: note.to_owned(), died_on }
}

fn letter() -> ReferralLetter {
    let text = || "x".to_owned();
    ReferralLetter {
        reason: text(),
        history: text(),
        findings: text(),
        question: text(),
        psychosocial: text(),
        case_manager: Some(JOKE.person),
    }
}

#[test]
fn az_12_a_request_that_nobody_answered_stands_in_the_way_of_closing() {
    let mut case = opened_case();
    let on = day(3, 9);
    do_it(&mut case, JOKE, on, &CaseCommand::RequestSharing { on, wish: "Liever samen".to_owned() });
    let pathways = ctx(JOKE, on).pathways;
    let out_of_reach = |case: &Case| closing::obstacles_for(case, pathways, ClosingReason::OutOfReach);
    assert!(out_of_reach(&case).contains(&Obstacle::SharingRequest));
    do_it(&mut case, JOKE, on, &CaseCommand::DeclineSharingRequest { reason: "Geen terugkeer voorzien".to_owned() });
    assert!(!out_of_reach(&case).contains(&Obstacle::SharingRequest));
}

#[test]
fn az_01_a_case_is_not_reopened_under_a_case_manager_who_left() {
    let mut case = opened_case();
    let mistake = CaseCommand::Close {
        on: day(3, 9),
        reason: ClosingReason::OpenedByMistake,
        note: "dubbel".to_owned(),
        died_on: None,
    };
    do_it(&mut case, JOKE, day(3, 9), &mistake);
    let mut directory = directory();
    directory.people.change(JOKE.person, |person| person.roles.clear());
    let reopen = CaseCommand::Reopen { reason: "toch niet dubbel".to_owned() };
    let refusal = give(&mut case.clone(), &ctx_in(&directory, FATMA, day(3, 10)), &reopen).unwrap_err();
    assert_eq!(refusal.code(), "unfit-person");
    do_it(&mut case, FATMA, day(3, 10), &reopen);
}

fn record_intake(case: &mut Case, on: Date) {
    for intake in [
        IntakeSection::Medical(MedicalHistory { gravida: Some(1), para: Some(0), ..MedicalHistory::default() }),
        IntakeSection::Psychological(PsychologicalHistory { complaints: "geen".to_owned(), ..Default::default() }),
        IntakeSection::Social(SocialHistory { partner: "met haar".to_owned(), ..SocialHistory::default() }),
    ] {
        do_it(case, JOKE, on, &CaseCommand::RecordIntake { intake });
    }
}

fn born_on_the_due_date() -> Case {
    let mut case = opened_case();
    record_intake(&mut case, opening_day());
    let birth = pathway::Command::complete(StepId::from("birth"), due_date()).with_outcome(Some("case-manager".into()));
    do_it(&mut case, JOKE, due_date(), &on_az(birth));
    do_it(&mut case, JOKE, today(), &CaseCommand::Tick);
    case
}

fn left(case: &Case) -> Vec<String> {
    steps_of(&closing::obstacles(case, &pathways()))
}

fn steps_of(obstacles: &[Obstacle]) -> Vec<String> {
    obstacles
        .iter()
        .filter_map(|obstacle| match obstacle {
            Obstacle::Step { step, .. } => Some(step.to_string()),
            _ => None,
        })
        .collect()
}

/// To whom the letter of a step goes in these tests.
fn letter_of(step: &str) -> Option<CaseCommand> {
    let (to, note) = match step {
        "pregnancy-declaration" => (GC_A, ""),
        "handover-gp" | "handover-gp-after-loss" => (GC_A, "Zij herstelt goed."),
        "handover-jgz" => (JGZ, "Het kind groeit goed."),
        _ => return None,
    };
    let to = vec![Addressee::Org { org: to }];
    Some(CaseCommand::SendLetter { pathway: az(), step: step.into(), nth: 1, to, note: note.to_owned() })
}

/// What settles a step: its letter, or saying that it is done.
fn settling(step: &str) -> CaseCommand {
    let tick = || {
        let outcome = (step == "checkup-preference").then(|| "case-manager".into());
        on_az(pathway::Command::complete(step, today()).with_outcome(outcome))
    };
    letter_of(step).unwrap_or_else(tick)
}

/// Settles every required step except those named, as a diligent case manager would.
fn settle_all_but(case: &mut Case, keep: &[&str]) {
    for _ in 0..20 {
        let Some(step) = left(case).into_iter().find(|step| !keep.contains(&step.as_str())) else { return };
        do_it(case, JOKE, today(), &settling(&step));
    }
    panic!("still left: {:?}", left(case));
}

/// Sends the letter of a step, and says what went out.
fn sent(case: &mut Case, on: Date, step: &str) -> Vec<Notice> {
    let (before, joke) = (case.clone(), ctx(JOKE, on));
    let events = give(case, &joke, &letter_of(step).expect("a step with a letter")).unwrap();
    notices(Some(&before), &events, case, &joke)
}

fn ticked(case: &Case, step: &str) -> Result<Vec<CaseEvent>, Refusal> {
    let tick = pathway::Command::complete(step, today());
    give(&mut case.clone(), &ctx(JOKE, today()), &on_az(tick))
}

fn complete_care() -> Case {
    let mut case = born_on_the_due_date();
    settle_all_but(&mut case, &["evaluation"]);
    do_it(&mut case, JOKE, today(), &evaluate(today()));
    case
}

fn obstacles_of(answer: Result<Vec<CaseEvent>, Refusal>) -> Vec<Obstacle> {
    match answer {
        Err(Refusal::NotReadyToClose { obstacles }) => obstacles,
        other => panic!("expected what is missing, got {other:?}"),
    }
}

#[test]
fn az_15_a_case_closes_after_evaluation_and_both_handovers() {
    let keep = ["evaluation", "handover-gp", "handover-jgz"];
    let mut case = born_on_the_due_date();
    settle_all_but(&mut case, &keep);
    let joke = ctx(JOKE, today());
    let missing = obstacles_of(give(&mut case, &joke, &close(ClosingReason::Completed, "")));
    assert!(missing.contains(&Obstacle::Evaluation));
    assert_eq!(steps_of(&missing), keep);

    give(&mut case, &joke, &evaluate(today())).unwrap();
    assert_eq!(left(&case), ["handover-gp", "handover-jgz"], "the evaluation did the pathway's step");
    settle_all_but(&mut case, &["handover-jgz"]);
    let missing = obstacles_of(give(&mut case, &joke, &close(ClosingReason::Completed, "")));
    assert_eq!(steps_of(&missing), ["handover-jgz"]);
    assert_eq!(missing.len(), 1);
    settle_all_but(&mut case, &[]);
    give(&mut case, &joke, &close(ClosingReason::Completed, "")).unwrap();
    assert_eq!(case.closed.as_ref().map(|closing| closing.on), Some(today()));
    assert!(case.run(&az()).unwrap().state.ended().is_some(), "its pathways end with it");
    assert_eq!(case.case_manager, JOKE);
}

#[test]
fn az_15_complete_care_was_done_not_skipped_and_the_birth_is_known() {
    let skip = |step: &str| on_az(pathway::Command::Skip { step: step.into(), nth: None, reason: "x".to_owned() });
    let keep = ["evaluation", "handover-gp", "handover-jgz"];
    let mut case = born_on_the_due_date();
    settle_all_but(&mut case, &keep);
    do_it(&mut case, JOKE, today(), &evaluate(day(3, 2)));
    keep.iter().for_each(|step| do_it(&mut case, JOKE, today(), &skip(step)));
    let joke = ctx(JOKE, today());
    let missing = obstacles_of(give(&mut case, &joke, &close(ClosingReason::Completed, "")));
    assert_eq!(steps_of(&missing), keep, "a reason to skip them is a reason to close it otherwise");
    for reason in [ClosingReason::OutOfReach, ClosingReason::Declined] {
        give(&mut case.clone(), &joke, &close(reason, "Vertrokken")).unwrap();
        let silent = give(&mut case.clone(), &joke, &close(reason, " ")).unwrap_err();
        assert_eq!(silent.code(), "empty", "{reason:?}: why what was due falls away is said");
    }
    for step in keep {
        let reopen = pathway::Command::Reopen { step: step.into(), nth: None, reason: "Toch gedaan".to_owned() };
        do_it(&mut case, JOKE, today(), &on_az(reopen));
    }
    settle_all_but(&mut case, &["evaluation"]);
    do_it(&mut case, JOKE, today(), &evaluate(today()));
    give(&mut case, &joke, &close(ClosingReason::Completed, "")).unwrap();

    let mut unborn = opened_case();
    record_intake(&mut unborn, opening_day());
    do_it(&mut unborn, JOKE, today(), &CaseCommand::Tick);
    let left = |case: &Case| steps_of(&closing::obstacles(case, &pathways()));
    assert!(left(&unborn).contains(&"birth".to_owned()), "{:?}", left(&unborn));
}

#[test]
fn az_15_an_evaluation_is_not_ticked_but_recorded() {
    let mut case = born_on_the_due_date();
    let tick = |on| on_az(pathway::Command::complete("evaluation", on));
    let refused = |case: &Case, on| give(&mut case.clone(), &ctx(JOKE, today()), &tick(on)).unwrap_err();
    assert_eq!(refused(&case, today()), Refusal::EvaluationNotRecorded);
    let status = |case: &Case| case.run(&az()).unwrap().state.occurrence(&"evaluation".into(), 1).unwrap().status();

    // Held before the step came up: it does not do the step, neither by recording it nor by hand.
    let early = day(11, 10);
    do_it(&mut case, JOKE, today(), &evaluate(early));
    assert_eq!(status(&case), Status::Open, "its window opens five weeks after the birth");
    assert_eq!(refused(&case, today()), Refusal::EvaluationNotRecorded, "no evaluation was held on that day");
    assert_eq!(refused(&case, early), Refusal::EvaluationNotRecorded, "the step was not open yet");

    do_it(&mut case, JOKE, today(), &evaluate(today()));
    assert_eq!(status(&case), Status::Done);
}

#[test]
fn az_15_what_was_promised_stands_in_the_way() {
    let action = ActionPlan { what: "Tolk betalen".to_owned(), who: None, by: today() };
    let signal = |urgency| Signal { urgency, text: "Bloedverlies".to_owned(), from: With::Client };
    let expectation = Expectation { from: Some(HOSPITAL), about: "Uitslag".to_owned(), by: today(), step: None };
    let relocation = HandoverKind::Relocation { moves_on: today(), coa: None, gc_a: None, place: String::new() };
    let handover = CaseCommand::ProposeHandover {
        work: Vec::new(),
        handover: relocation,
        to_org: OTHER_PRACTICE,
        to_person: None,
        note: String::new(),
        answer_by: today(),
    };
    let rows: Vec<(CaseCommand, Option<Obstacle>)> = vec![
        (CaseCommand::SetAction { action }, Some(Obstacle::Action { no: 1, what: "Tolk betalen".to_owned() })),
        (CaseCommand::RaiseSignal { signal: signal(Urgency::Urgent) }, Some(Obstacle::Signal { no: 1 })),
        (CaseCommand::RaiseSignal { signal: signal(Urgency::Normal) }, None),
        (CaseCommand::ExpectFeedback { expectation }, Some(Obstacle::Feedback { no: 1, about: "Uitslag".to_owned() })),
        (handover, Some(Obstacle::Handover { no: 1 })),
    ];
    let complete = complete_care();
    for (command, obstacle) in rows {
        let mut case = complete.clone();
        // An urgent signal that the case manager takes herself is known to her at once.
        do_it(
            &mut case,
            if matches!(command, CaseCommand::RaiseSignal { .. }) { INGE } else { JOKE },
            today(),
            &command,
        );
        let answer = give(&mut case, &ctx(JOKE, today()), &close(ClosingReason::Completed, ""));
        match obstacle {
            Some(obstacle) => assert_eq!(obstacles_of(answer), [obstacle], "{command:?}"),
            None => assert!(answer.is_ok(), "{answer:?}"),
        }
    }
}

#[test]
fn az_15_handed_over_midway_the_first_line_evaluates_too() {
    let mut case = opened_case();
    record_intake(&mut case, opening_day());
    let on = day(8, 3);
    let handover = HandoverKind::Planned { letter: letter() };
    let (to_org, to_person, note) = (HOSPITAL, None, String::new());
    let propose = CaseCommand::ProposeHandover { work: Vec::new(), handover, to_org, to_person, note, answer_by: on };
    do_it(&mut case, JOKE, on, &propose);
    do_it(&mut case, SANNE, on, &CaseCommand::AcceptHandover { no: 1, deputy: TESS, actions: Vec::new() });
    let midway = |case: &Case| {
        let step = StepId::from("evaluation-midway");
        case.run(&az()).unwrap().state.occurrence(&step, 1).map(pathway::Occurrence::status)
    };
    assert_eq!(midway(&case), Some(Status::Open));
    assert!(left(&case).contains(&"evaluation-midway".to_owned()), "it stands between her and closing");
    let marie = give(&mut case, &ctx(MARIE, day(8, 10)), &evaluate(day(8, 10))).unwrap_err();
    assert_eq!(marie.code(), "not-yours");
    do_it(&mut case, JOKE, day(8, 10), &evaluate(day(8, 10)));
    assert_eq!(midway(&case), Some(Status::Done));
    assert!(!left(&case).contains(&"evaluation-midway".to_owned()));
}

#[test]
fn az_15_an_evaluation_has_a_day_and_the_clients_own_words() {
    let case = born_on_the_due_date();
    let of = |on, view: &str| CaseCommand::Evaluate {
        evaluation: Evaluation { on, client_view: view.to_owned(), lessons: String::new() },
    };
    for (command, code) in
        [(of(day(12, 8), "Goed"), "in-future"), (of(day(3, 1), "Goed"), "too-early"), (of(today(), "  "), "empty")]
    {
        assert_eq!(give(&mut case.clone(), &ctx(JOKE, today()), &command).unwrap_err().code(), code);
    }
    let mut early = case;
    do_it(&mut early, JOKE, today(), &of(day(3, 2), "Bij de intake"));
    assert!(left(&early).contains(&"evaluation".to_owned()), "a talk of months ago is not the evaluation at closing");
}

#[test]
fn az_15_who_closes_and_when() {
    let complete = complete_care();
    let away = directory_without(JOKE, day(12, 1), None);
    let there = directory();
    let rows: [(Seat, bool, Date, &str); 8] = [
        (JOKE, false, today(), "done"),
        (FATMA, false, today(), "not-yours"),
        (FATMA, true, today(), "done"),
        (MARIE, true, today(), "not-yours"),
        (INGE, false, today(), "not-yours"),
        (SANNE, false, today(), "not-yours"),
        (JOKE, false, day(12, 8), "in-future"),
        (JOKE, false, day(3, 1), "too-early"),
    ];
    for (actor, is_away, on, code) in rows {
        let directory = if is_away { &away } else { &there };
        let command = CaseCommand::Close { on, reason: ClosingReason::Completed, note: String::new(), died_on: None };
        let answer = give(&mut complete.clone(), &ctx_in(directory, actor, today()), &command);
        assert_eq!(answer.as_ref().map_or_else(|refusal| refusal.code(), |_| "done"), code, "{actor:?} on {on}");
    }
    let by_regie = give(&mut complete.clone(), &system(today()), &close(ClosingReason::Completed, ""));
    assert_eq!(by_regie.unwrap_err().code(), "not-yours");
}

#[test]
fn az_15_a_case_closed_by_mistake_goes_on_where_it_was() {
    let before = born_on_the_due_date();
    let mut case = before.clone();
    let reopen = |reason: &str| CaseCommand::Reopen { reason: reason.to_owned() };
    assert_eq!(give(&mut case, &ctx(JOKE, today()), &reopen("x")).unwrap_err(), Refusal::NotClosed);
    do_it(&mut case, JOKE, today(), &close(ClosingReason::OpenedByMistake, "Verkeerde casus"));
    assert_eq!(case.runs[0].state.occurrences().filter(|at| at.status().is_live()).count(), 0);
    for (actor, reason, code) in [(MARIE, "Toch niet", "not-yours"), (JOKE, " ", "empty")] {
        assert_eq!(give(&mut case, &ctx(actor, today()), &reopen(reason)).unwrap_err().code(), code);
    }
    do_it(&mut case, FATMA, today(), &reopen("De verkeerde van twee gesloten"));
    assert_eq!(case, before, "same case manager, same pathway, nothing lost");
}

#[test]
fn az_06_a_case_opened_by_mistake_still_names_the_urgent_signal_that_nobody_heard() {
    let signal = |urgency| CaseCommand::RaiseSignal {
        signal: Signal { urgency, text: "Bloedverlies".to_owned(), from: With::Client },
    };
    let mistake = close(ClosingReason::OpenedByMistake, "Verkeerde casus");
    let mut case = born_on_the_due_date();
    do_it(&mut case, INGE, today(), &signal(Urgency::Normal));
    do_it(&mut case.clone(), JOKE, today(), &mistake);
    do_it(&mut case, INGE, today(), &signal(Urgency::Urgent));
    let refused = obstacles_of(give(&mut case.clone(), &ctx(JOKE, today()), &mistake));
    assert_eq!(refused, [Obstacle::Signal { no: 2 }]);
    do_it(&mut case, JOKE, today(), &CaseCommand::AcknowledgeSignal { no: 2 });
    do_it(&mut case, JOKE, today(), &mistake);
}
