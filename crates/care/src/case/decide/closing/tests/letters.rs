//! The letters that do a step: the pregnancy declaration, the handovers at the end, and what an acute handover owes.

use super::*;

#[test]
fn az_05_the_pregnancy_declaration_is_sent_and_names_the_case_manager() {
    let mut case = opened_case();
    record_intake(&mut case, opening_day());
    let on = day(3, 9);
    let intake = pathway::Command::complete("intake", on);
    do_it(&mut case, JOKE, on, &on_az(intake));
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
