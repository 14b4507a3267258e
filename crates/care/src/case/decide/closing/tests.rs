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

/// Eight weeks after the due date, on which she gave birth.
fn today() -> Date {
    day(12, 7)
}

fn do_it(case: &mut Case, actor: Seat, on: Date, command: &CaseCommand) {
    give(case, &ctx(actor, on), command).unwrap_or_else(|refusal| panic!("{command:?}: {refusal}"));
}

fn on_pathway(command: pathway::Command) -> CaseCommand {
    CaseCommand::Pathway { pathway: az(), command }
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
    let birth = pathway::Command::Complete {
        step: StepId::from("birth"),
        nth: None,
        on: due_date(),
        outcome: Some("case-manager".into()),
        words: None,
        whom: None,
        day: None,
    };
    do_it(&mut case, JOKE, due_date(), &on_pathway(birth));
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
        on_pathway(pathway::Command::Complete {
            step: step.into(),
            nth: None,
            on: today(),
            outcome,
            words: None,
            whom: None,
            day: None,
        })
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
    let tick = pathway::Command::Complete {
        step: step.into(),
        nth: None,
        on: today(),
        outcome: None,
        words: None,
        whom: None,
        day: None,
    };
    give(&mut case.clone(), &ctx(JOKE, today()), &on_pathway(tick))
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
fn az_05_the_pregnancy_declaration_is_sent_and_names_the_case_manager() {
    let mut case = opened_case();
    record_intake(&mut case, opening_day());
    let on = day(3, 9);
    let intake = pathway::Command::Complete {
        step: "intake".into(),
        nth: None,
        on,
        outcome: None,
        words: None,
        whom: None,
        day: None,
    };
    do_it(&mut case, JOKE, on, &on_pathway(intake));
    assert!(left(&case).contains(&"pregnancy-declaration".to_owned()));
    assert_eq!(ticked(&case, "pregnancy-declaration").unwrap_err(), Refusal::LetterNotSent);

    let told = sent(&mut case, on, "pregnancy-declaration");
    let [notice] = told.as_slice() else { panic!("one letter: {told:?}") };
    assert_eq!((notice.receiver, notice.policy), (Receiver::Org(GC_A), ContentPolicy::Medical));
    assert_eq!(notice.title.nl, "Zwangerschapsverklaring");
    for part in [
        "dat zij zwanger is",
        "À terme datum: 12 oktober 2026",
        "Zwangerschapsduur op 9 maart 2026: ",
        "Casemanager: Joke",
        "Vaste plaatsvervanger: Fatma",
        "Spoed: ",
        "haar casemanager is?",
        "Van: Joke",
    ] {
        assert!(notice.body.nl.contains(part), "{part} is not in\n{}", notice.body.nl);
    }
    assert!(!left(&case).contains(&"pregnancy-declaration".to_owned()), "sent is done");

    let back = CaseCommand::ReturnLetter { no: 1, reason: "fax geeft geen gehoor".to_owned() };
    do_it(&mut case, JOKE, on, &back);
    assert!(left(&case).contains(&"pregnancy-declaration".to_owned()), "nobody has it: it is owed again");
}

#[test]
fn az_05_a_declaration_goes_to_gp_or_gc_a_and_to_nobody_else() {
    let mut case = opened_case();
    let to = |org| {
        let to = vec![Addressee::Org { org }];
        let step = "pregnancy-declaration".into();
        CaseCommand::SendLetter { pathway: az(), step, nth: 1, to, note: String::new() }
    };
    let joke = ctx(JOKE, day(3, 9));
    for org in [COA, JGZ, HOSPITAL] {
        assert_eq!(give(&mut case, &joke, &to(org)).unwrap_err().code(), "unfit-organisation");
    }
}

#[test]
fn az_15_a_handover_is_a_letter_in_her_own_words_and_not_a_tick() {
    let mut case = born_on_the_due_date();
    for step in ["handover-gp", "handover-jgz"] {
        assert_eq!(ticked(&case, step).unwrap_err(), Refusal::LetterNotSent, "{step}");
    }
    let Some(CaseCommand::SendLetter { pathway, step, nth, to, .. }) = letter_of("handover-jgz") else {
        panic!("a letter")
    };
    let silent = CaseCommand::SendLetter { pathway, step, nth, to, note: " ".to_owned() };
    assert_eq!(give(&mut case.clone(), &ctx(JOKE, today()), &silent).unwrap_err().code(), "empty");
    let told = sent(&mut case, today(), "handover-jgz");
    assert_eq!(told[0].receiver, Receiver::Org(JGZ));
    assert_eq!(told[0].title.nl, "Overdracht van de zorg");
    let body = &told[0].body.nl;
    for part in ["Zij is bevallen op 12 oktober 2026.", "Beloop: Het kind groeit goed.", "Casemanager: Joke", "Spoed: "]
    {
        assert!(body.contains(part), "{part} is not in\n{body}");
    }
    assert!(!body.contains("behandelplan"), "no plan belongs to it: {body}");
}

#[test]
fn az_15_complete_care_was_done_not_skipped_and_the_birth_is_known() {
    let skip = |step: &str| on_pathway(pathway::Command::Skip { step: step.into(), nth: None, reason: "x".to_owned() });
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
        do_it(&mut case, JOKE, today(), &on_pathway(reopen));
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
    let tick = |on| {
        on_pathway(pathway::Command::Complete {
            step: "evaluation".into(),
            nth: None,
            on,
            outcome: None,
            words: None,
            whom: None,
            day: None,
        })
    };
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
fn az_15_the_letter_of_an_acute_handover_is_owed_also_after_acceptance() {
    let mut case = complete_care();
    let handover = HandoverKind::Acute { letter_by: today() };
    let (to_org, to_person, note) = (HOSPITAL, None, String::new());
    let propose =
        CaseCommand::ProposeHandover { work: Vec::new(), handover, to_org, to_person, note, answer_by: today() };
    do_it(&mut case, JOKE, today(), &propose);
    let accept = CaseCommand::AcceptHandover { no: 1, deputy: TESS, actions: Vec::new() };
    do_it(&mut case, SANNE, today(), &accept);
    let owed = |case: &Case| closing::obstacles(case, &pathways()).contains(&Obstacle::Letter { no: 1 });
    assert!(owed(&case));
    do_it(&mut case, JOKE, today(), &CaseCommand::SendReferralLetter { no: 1, letter: letter() });
    assert!(!owed(&case));
}

#[test]
fn az_15_each_reason_asks_what_it_should() {
    use ClosingReason::{Completed, Declined, Died, OpenedByMistake, OutOfReach, PregnancyEnded};
    // reason, note, evaluated, what is refused
    let rows: [(ClosingReason, &str, bool, &str); 12] = [
        (OpenedByMistake, "Dubbel geopend", false, "done"),
        (OpenedByMistake, " ", false, "empty"),
        (Died, "Overleden", false, "done"),
        (Died, "", false, "empty"),
        (OutOfReach, "Vertrokken met onbekende bestemming", false, "handover-gp"),
        (OutOfReach, "", false, "empty"),
        (Declined, "", false, "evaluation, handover-gp"),
        (Declined, "", true, "handover-gp"),
        (Completed, "", false, "evaluation, steps"),
        (Completed, "", true, "steps"),
        (PregnancyEnded, "", false, "evaluation, steps"),
        (PregnancyEnded, "", true, "steps"),
    ];
    for (reason, note, evaluated, expected) in rows {
        let mut case = born_on_the_due_date();
        if evaluated {
            do_it(&mut case, JOKE, today(), &evaluate(today()));
        }
        let answer = give(&mut case, &ctx(JOKE, today()), &close(reason, note));
        let found = match &answer {
            Ok(_) => "done".to_owned(),
            Err(Refusal::NotReadyToClose { obstacles }) => {
                let steps = steps_of(obstacles);
                let steps = if steps.len() > 2 { "steps".to_owned() } else { steps.join(" ") };
                let evaluation = obstacles.contains(&Obstacle::Evaluation).then(|| "evaluation".to_owned());
                evaluation.into_iter().chain([steps]).collect::<Vec<_>>().join(", ")
            }
            Err(refusal) => refusal.code().to_owned(),
        };
        assert_eq!(found, expected, "{reason:?}, note {note:?}, evaluated {evaluated}");
    }
}

#[test]
fn az_15_a_client_out_of_reach_before_birth_leaves_after_word_to_her_gp() {
    let mut case = opened_case();
    let joke = ctx(JOKE, day(5, 4));
    let close =
        CaseCommand::Close { on: day(5, 4), reason: ClosingReason::OutOfReach, note: "MOB".to_owned(), died_on: None };
    assert_eq!(steps_of(&obstacles_of(give(&mut case, &joke, &close))), ["handover-gp"]);
    let told = sent(&mut case, day(5, 4), "handover-gp");
    assert!(told[0].body.nl.contains("Zij is zwanger; de à terme datum is"), "{}", told[0].body.nl);
    give(&mut case, &joke, &close).unwrap();
    assert!(!case.is_open());
}

#[test]
fn az_15_after_a_loss_only_what_fits_is_asked() {
    let mut case = opened_case();
    let on = day(5, 4);
    record_intake(&mut case, opening_day());
    let lost = pathway::Command::SetFact { fact: FactId::from("pregnancy-lost"), value: FactValue::YesNo(true) };
    do_it(&mut case, JOKE, on, &on_pathway(lost));
    do_it(&mut case, JOKE, on, &CaseCommand::Tick);
    assert_eq!(left(&case), ["closing-talk-after-loss", "handover-gp-after-loss"]);
    do_it(&mut case, JOKE, on, &evaluate(on));
    assert_eq!(left(&case), ["handover-gp-after-loss"], "the talk was the evaluation");
    let told = sent(&mut case, on, "handover-gp-after-loss");
    let body = &told[0].body.nl;
    assert!(body.contains("De zwangerschap is voortijdig geëindigd.") && !body.contains("bevalling"), "{body}");
    let close = CaseCommand::Close { on, reason: ClosingReason::PregnancyEnded, note: String::new(), died_on: None };
    do_it(&mut case, JOKE, on, &close);
    assert!(!case.is_open());
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
fn az_15_an_evaluation_before_the_loss_is_not_the_talk_after_it() {
    let mut case = opened_case();
    record_intake(&mut case, opening_day());
    let (before, on) = (day(3, 9), day(3, 24));
    do_it(&mut case, JOKE, before, &evaluate(before));
    let lost = pathway::Command::SetFact { fact: FactId::from("pregnancy-lost"), value: FactValue::YesNo(true) };
    do_it(&mut case, JOKE, on, &on_pathway(lost));
    let talk = |on| {
        let step = StepId::from("closing-talk-after-loss");
        on_pathway(pathway::Command::Complete {
            step,
            nth: None,
            on,
            outcome: None,
            words: None,
            whom: None,
            day: None,
        })
    };
    for said in [before, on] {
        let refused = give(&mut case.clone(), &ctx(JOKE, on), &talk(said)).unwrap_err();
        assert_eq!(refused, Refusal::EvaluationNotRecorded, "{said}");
    }
    do_it(&mut case, JOKE, on, &evaluate(on));
    assert!(!left(&case).contains(&"closing-talk-after-loss".to_owned()), "{:?}", left(&case));
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

fn died(on: Date, died_on: Option<Date>) -> CaseCommand {
    CaseCommand::Close { on, reason: ClosingReason::Died, note: "Plotseling".to_owned(), died_on }
}

#[test]
fn az_15_a_death_is_closed_with_its_day_which_everybody_reads() {
    let mut case = opened_case();
    let on = day(3, 9);
    let refused = |died_on| give(&mut opened_case(), &ctx(JOKE, on), &died(on, died_on)).unwrap_err();
    assert_eq!(refused(None), Refusal::Empty { field: "died-on" });
    assert_eq!(refused(Some(day(3, 10))).code(), "too-late");
    assert_eq!(case.death(), None);
    do_it(&mut case, JOKE, on, &died(on, Some(day(3, 8))));
    assert_eq!(case.death(), Some(Death::On(day(3, 8))));
    do_it(&mut case, JOKE, on, &CaseCommand::Reopen { reason: "Andere cliënt".to_owned() });
    assert_eq!(case.death(), None, "it was somebody else");
    let elsewhere =
        CaseCommand::Close { on, reason: ClosingReason::OpenedByMistake, note: "Dubbel".to_owned(), died_on: Some(on) };
    assert_eq!(give(&mut case, &ctx(JOKE, on), &elsewhere).unwrap_err(), Refusal::DeathElsewhere);
}

#[test]
fn az_15_a_death_that_was_closed_without_its_day_is_still_a_death() {
    let mut case = opened_case();
    let old = r#"{"kind":"closed","on":"2026-03-09","reason":"died","note":"Plotseling"}"#;
    let old: CaseEvent = serde_json::from_str(old).unwrap();
    apply(&mut case, &ctx(JOKE, day(3, 9)), &[old]);
    assert_eq!(case.death(), Some(Death::DayUnknown));
    for death in [Death::On(day(3, 9)), Death::DayUnknown] {
        assert_eq!(death.to_string().parse::<Death>().unwrap(), death);
    }
}
