//! What each reason to close asks.

use super::*;

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
    do_it(&mut case, JOKE, on, &on_az(lost));
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
fn az_15_an_evaluation_before_the_loss_is_not_the_talk_after_it() {
    let mut case = opened_case();
    record_intake(&mut case, opening_day());
    let (before, on) = (day(3, 9), day(3, 24));
    do_it(&mut case, JOKE, before, &evaluate(before));
    let lost = pathway::Command::SetFact { fact: FactId::from("pregnancy-lost"), value: FactValue::YesNo(true) };
    do_it(&mut case, JOKE, on, &on_az(lost));
    let talk = |on| {
        let step = StepId::from("closing-talk-after-loss");
        on_az(pathway::Command::complete(step, on))
    };
    for said in [before, on] {
        let refused = give(&mut case.clone(), &ctx(JOKE, on), &talk(said)).unwrap_err();
        assert_eq!(refused, Refusal::EvaluationNotRecorded, "{said}");
    }
    do_it(&mut case, JOKE, on, &evaluate(on));
    assert!(!left(&case).contains(&"closing-talk-after-loss".to_owned()), "{:?}", left(&case));
}
