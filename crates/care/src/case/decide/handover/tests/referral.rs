//! AZ-11 and AZ-13: to second line, foreseen or acute, and back for the postnatal period.

use regie_pathway as pathway;

use super::*;
use crate::case::decide::handover::FEEDBACK_ABOUT;
use crate::case::state::ExpectationLife;
use crate::organisation::DutyShift;
use crate::vocabulary::fact;

#[test]
fn az_11_a_foreseen_handover_needs_a_complete_letter_that_names_the_case_manager() {
    let case = opened_case();
    let mut rows: Vec<(ReferralLetter, Refusal)> = Vec::new();
    let blanks: [(fn(&mut ReferralLetter), &str); 5] = [
        (|letter| letter.reason.clear(), "reden van verwijzing"),
        (|letter| letter.history = "  ".to_owned(), "voorgeschiedenis"),
        (|letter| letter.findings.clear(), "beloop en bevindingen"),
        (|letter| letter.question.clear(), "vraagstelling"),
        (|letter| letter.psychosocial.clear(), "psychosociale bijzonderheden"),
    ];
    for (blank, part) in blanks {
        let mut letter = letter();
        blank(&mut letter);
        rows.push((letter, Refusal::LetterIncomplete { missing: vec![part] }));
    }
    let other = ReferralLetter { case_manager: Some(MARIE.person), ..letter() };
    rows.push((other, Refusal::LetterNamesAnother));
    for (letter, refusal) in rows {
        let command = propose(HandoverKind::Planned { letter }, HOSPITAL, None);
        assert_eq!(refused(&case, JOKE, &command), refusal);
    }
    let case = in_hospital();
    assert_eq!((case.case_manager, case.first_line), (SANNE, JOKE), "case management moves along");
    assert_eq!(case.handovers[0].letter.as_ref().unwrap().case_manager, Some(JOKE.person));
}

#[test]
fn az_11_the_deputy_refers_in_the_name_of_the_absent_case_manager() {
    let away = directory_without(JOKE, day(8, 1), None);
    let mut case = opened_case();
    let unnamed = ReferralLetter { case_manager: None, ..letter() };
    let propose = propose(HandoverKind::Planned { letter: unnamed }, HOSPITAL, None);
    give(&mut case, &ctx_in(&away, FATMA, today()), &propose).unwrap();
    assert_eq!(case.handovers[0].letter.as_ref().unwrap().case_manager, Some(JOKE.person));
}

#[test]
fn az_11_acute_by_whoever_is_on_duty_and_the_letter_follows() {
    let mut on_duty = directory();
    let shift = DutyShift { person: MARIE.person, from: morning(day(8, 2)), until: morning(day(8, 4)) };
    on_duty.orgs.get_mut(&PRACTICE).unwrap().duty.push(shift);
    let silent = directory();
    // who, does the rota name Marie, may
    for (actor, rota, may) in [
        (MARIE, true, true),
        (JOKE, true, true),
        (FATMA, true, true),
        (MARIE, false, true),
        (INGE, true, false),
        (INGE, false, false),
        (NADIA, false, false),
        (SANNE, true, false),
    ] {
        let directory = if rota { &on_duty } else { &silent };
        let answer = give(&mut opened_case(), &ctx_in(directory, actor, today()), &propose(acute(), HOSPITAL, None));
        assert_eq!(answer.is_ok(), may, "{actor:?}, rota {rota}: {answer:?}");
    }

    let mut case = opened_case();
    give(&mut case, &ctx_in(&on_duty, MARIE, today()), &propose(acute(), HOSPITAL, None)).unwrap();
    assert_eq!(case.handovers[0].proposal.from, JOKE, "Joke is accountable, whoever made the call");
    give(&mut case, &ctx(SANNE, today()), &accept(1, TESS)).unwrap();
    assert_eq!(case.case_manager, SANNE);
    assert!(case.handovers[0].letter.is_none(), "still owed after acceptance");

    let send = |letter| CaseCommand::SendReferralLetter { no: 1, letter };
    let incomplete = ReferralLetter { findings: String::new(), ..letter() };
    assert_eq!(refused(&case, JOKE, &send(incomplete)).code(), "letter-incomplete");
    assert_eq!(refused(&case, FATMA, &send(letter())).code(), "not-yours", "Joke is there, so Joke writes it");
    let mut by_who_called = case.clone();
    give(&mut by_who_called, &ctx(MARIE, today()), &send(letter())).unwrap();
    assert_eq!(by_who_called.handovers[0].letter, Some(letter()), "who proposed it saw the client");
    assert_eq!(refused(&case, SANNE, &send(letter())).code(), "not-yours");
    let away = directory_without(JOKE, day(8, 1), None);
    let unnamed = ReferralLetter { case_manager: None, ..letter() };
    let mut by_marie = case.clone();
    give(&mut by_marie, &ctx_in(&away, MARIE, today()), &send(unnamed)).unwrap();
    assert_eq!(by_marie.handovers[0].letter, Some(letter()), "whoever sends it, it names the case manager");
    let mut succeeded = case.clone();
    give(&mut succeeded, &ctx(JOKE, today()), &CaseCommand::NameFirstLine { case_manager: MARIE }).unwrap();
    give(&mut succeeded, &ctx(MARIE, today()), &send(letter())).unwrap();
    give(&mut case, &ctx(JOKE, today()), &send(letter())).unwrap();
    assert_eq!(case.handovers[0].letter, Some(letter()));
    assert_eq!(refused(&case, JOKE, &send(letter())).code(), "already-settled");
}

#[test]
fn az_11_no_letter_is_owed_where_none_is_asked() {
    let mut case = in_hospital();
    let send = |no| CaseCommand::SendReferralLetter { no, letter: letter() };
    assert_eq!(refused(&case, JOKE, &send(1)), Refusal::NoSuch { what: "acute handover", no: 1 });
    assert_eq!(refused(&case, JOKE, &send(7)), Refusal::NoSuch { what: "handover", no: 7 });
    give(&mut case, &ctx(SANNE, today()), &propose(HandoverKind::Return, PRACTICE, None)).unwrap();
    assert_eq!(refused(&case, SANNE, &send(2)), Refusal::NoSuch { what: "acute handover", no: 2 });
    let mut declined = opened_case();
    give(&mut declined, &ctx(JOKE, today()), &propose(acute(), HOSPITAL, None)).unwrap();
    give(&mut declined, &ctx(SANNE, today()), &decline(1, "Vol")).unwrap();
    assert_eq!(refused(&declined, JOKE, &send(1)).code(), "already-settled");
}

#[test]
fn az_11_second_line_owes_feedback_and_only_when_the_handover_stands() {
    for (kind, to_org, owes) in
        [(planned(), HOSPITAL, true), (acute(), HOSPITAL, true), (relocation(), OTHER_PRACTICE, false)]
    {
        let mut case = opened_case();
        give(&mut case, &ctx(JOKE, today()), &propose(kind.clone(), to_org, None)).unwrap();
        let owed: Vec<_> = case.expectations.iter().map(|record| &record.expectation).collect();
        assert_eq!(owed.len(), usize::from(owes), "{kind:?}");
        for expectation in owed {
            assert_eq!((expectation.from, expectation.about.as_str()), (Some(HOSPITAL), FEEDBACK_ABOUT));
            assert_eq!(expectation.by, day(8, 19), "two weeks after the last day for an answer");
        }
        let mut withdrawn = case.clone();
        give(&mut withdrawn, &ctx(JOKE, today()), &withdraw(1, "Toch niet nodig")).unwrap();
        assert!(withdrawn.expectations.iter().all(|record| matches!(record.life, ExpectationLife::Waived(_))));
    }
    assert_eq!(in_hospital().expectations[0].life, ExpectationLife::Waiting, "accepted: it is still owed");
}

fn tick_letter() -> CaseCommand {
    on_az(pathway::Command::complete("refer-second-line", today()))
}

/// The days on which the pathway shows the referral letter as sent; `None` where it stands otherwise.
fn letters(case: &Case) -> Vec<Option<Date>> {
    let letters = case.run(&az()).unwrap().state.occurrences().filter(|one| one.step == "refer-second-line");
    let sent = |one: &pathway::Occurrence| match one.life {
        pathway::Life::Done { on, .. } => Some(on),
        _ => None,
    };
    letters.map(sent).collect()
}

#[test]
fn az_11_the_referral_letter_is_not_ticked_but_sent() {
    let mut case = opened_case();
    let add = on_az(pathway::Command::Add { step: "refer-second-line".into() });
    give(&mut case, &ctx(JOKE, today()), &add).unwrap();
    assert_eq!(refused(&case, JOKE, &tick_letter()), Refusal::ReferralLetterNotSent);
    let contact = serde_json::json!({ "kind": "record-contact",
        "contact": { "on": today(), "channel": "phone", "with": { "kind": "client" }, "direction": "outgoing",
            "note": "Verwezen" },
        "completes": [{ "pathway": "az-verloskunde", "step": "refer-second-line" }] });
    let contact: CaseCommand = serde_json::from_value(contact).unwrap();
    assert_eq!(refused(&case, JOKE, &contact), Refusal::ReferralLetterNotSent);
    assert_eq!(letters(&case), [None]);

    give(&mut case, &ctx(JOKE, today()), &propose(planned(), HOSPITAL, None)).unwrap();
    assert_eq!(letters(&case), [Some(today())], "sent with the proposal, whatever the answer");
    assert_eq!(case.expectations.len(), 1, "second line owes feedback once");
    let reopen = pathway::Command::Reopen { step: "refer-second-line".into(), nth: None, reason: "Vergist".into() };
    give(&mut case, &ctx(JOKE, today()), &on_az(reopen)).unwrap();
    give(&mut case, &ctx(JOKE, today()), &tick_letter()).unwrap();
    assert_eq!(letters(&case), [Some(today())], "the letter stands on the case");
    give(&mut case, &ctx(JOKE, today()), &add).unwrap();
    assert_eq!(refused(&case, JOKE, &tick_letter()), Refusal::ReferralLetterNotSent, "one letter does one step");
}

#[test]
fn az_11_sending_the_letter_does_the_step_also_where_nobody_called_for_it() {
    let mut case = opened_case();
    give(&mut case, &ctx(JOKE, today()), &propose(planned(), HOSPITAL, None)).unwrap();
    assert_eq!(letters(&case), [Some(today())]);

    let mut case = opened_case();
    give(&mut case, &ctx(JOKE, today()), &propose(acute(), HOSPITAL, None)).unwrap();
    assert_eq!(letters(&case), [], "the letter of an acute handover follows");
    give(&mut case, &ctx(SANNE, today()), &accept(1, TESS)).unwrap();
    let send = CaseCommand::SendReferralLetter { no: 1, letter: letter() };
    give(&mut case, &ctx(JOKE, day(8, 4)), &send).unwrap();
    assert_eq!(letters(&case), [Some(day(8, 4))]);
    assert_eq!(case.expectations.len(), 1, "second line owes feedback once");

    let mut lost = opened_case();
    let fact = pathway::Command::SetFact { fact: fact::PREGNANCY_LOST.into(), value: pathway::FactValue::YesNo(true) };
    give(&mut lost, &ctx(JOKE, today()), &on_az(fact)).unwrap();
    give(&mut lost, &ctx(JOKE, today()), &propose(planned(), HOSPITAL, None)).unwrap();
    assert_eq!(letters(&lost), [], "after a loss the pathway has no such step; the letter goes all the same");
    assert!(lost.handovers[0].letter.is_some());
}

fn care_line_of(case: &Case) -> Option<String> {
    let run = case.run(&az()).unwrap();
    run.state.fact(&pathway::FactId::from(fact::CARE_LINE)).map(ToString::to_string)
}

#[test]
fn az_11_the_pathway_learns_in_which_line_the_care_is_given() {
    let case = in_hospital();
    assert_eq!(care_line_of(&case).as_deref(), Some("second"));
    let case = handed_over(case, SANNE, HandoverKind::Colleague, TESS, SANNE);
    assert_eq!(
        (case.case_manager, case.first_line),
        (TESS, JOKE),
        "a colleague in second line leaves first line as it is"
    );
    let case = handed_over(case, TESS, HandoverKind::Return, JOKE, FATMA);
    assert_eq!(care_line_of(&case).as_deref(), Some("first"));
}

#[test]
fn az_13_back_to_first_line_for_the_postnatal_period_nothing_lost() {
    let mut case = in_hospital();
    let action = ActionPlan { what: "Bloeddruk volgen".to_owned(), who: None, by: day(8, 20) };
    give(&mut case, &ctx(SANNE, today()), &CaseCommand::SetAction { action }).unwrap();
    give(&mut case, &ctx(SANNE, today()), &propose(HandoverKind::Return, PRACTICE, None)).unwrap();
    assert_eq!(case.case_manager, SANNE);
    let before = case.clone();
    let blind = accept(2, FATMA);
    assert_eq!(refused(&case, JOKE, &blind), Refusal::ActionsUndecided { undecided: vec![1] });
    let actions = vec![(1, ActionDecision::Take)];
    give(&mut case, &ctx(JOKE, today()), &CaseCommand::AcceptHandover { no: 2, deputy: FATMA, actions }).unwrap();
    assert_eq!((case.case_manager, case.first_line), (JOKE, JOKE));
    assert_eq!(case.team, before.team);
    assert_eq!(case.expectations, before.expectations, "second line still owes its feedback");
    assert_eq!(case.handovers[0].letter, before.handovers[0].letter);
    assert_eq!(case.actions.len(), 1);
    let anchors =
        |case: &Case| case.run(&az()).unwrap().state.anchors().map(|(id, on)| (id.clone(), on)).collect::<Vec<_>>();
    assert_eq!(anchors(&case), anchors(&before));
}

#[test]
fn az_11_a_letter_that_brought_nobody_stays_as_written_and_its_step_is_to_be_done_again() {
    let letter_step = |case: &Case| {
        let run = &case.runs[0];
        let letters = run.state.occurrences().filter(|one| one.step.as_str() == "refer-second-line");
        letters.last().map(|one| (one.nth, one.status()))
    };
    for ending in [decline(1, "Vol"), CaseCommand::WithdrawHandover { no: 1, reason: "Te vroeg".to_owned() }] {
        let mut case = opened_case();
        give(&mut case, &ctx(JOKE, today()), &propose(planned(), HOSPITAL, None)).unwrap();
        assert_eq!(letter_step(&case), Some((1, pathway::Status::Done)));
        let actor = if matches!(ending, CaseCommand::DeclineHandover { .. }) { SANNE } else { JOKE };
        give(&mut case, &ctx(actor, today()), &ending).unwrap();
        assert_eq!(letter_step(&case), Some((1, pathway::Status::Open)), "nobody has taken over on it");
        assert_eq!(case.handovers[0].letter, Some(letter()), "what was written stays");
        let by_hand = CaseCommand::Pathway {
            pathway: az(),
            command: pathway::Command::Complete {
                step: "refer-second-line".into(),
                nth: Some(1),
                on: today(),
                outcome: None,
                words: None,
                whom: None,
                day: None,
            },
        };
        assert_eq!(refused(&case, JOKE, &by_hand), Refusal::ReferralLetterNotSent, "that letter does not count");
        give(&mut case, &ctx(JOKE, today()), &propose(planned(), HOSPITAL, None)).unwrap();
        assert_eq!(letter_step(&case), Some((1, pathway::Status::Done)), "one step, not one per attempt");
        give(&mut case, &ctx(SANNE, today()), &accept(2, TESS)).unwrap();
        assert_eq!(letter_step(&case), Some((1, pathway::Status::Done)));
    }
}
