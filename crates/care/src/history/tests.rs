#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

use std::collections::BTreeSet;

use proptest::prelude::*;
use regie_pathway::{self as pathway, Text};

use super::{HistoryLine, describe, describe_client, describe_meeting, describe_organisation, describe_person};
use crate::case::records::{Deputyship, HandoverKind, Proposal};
use crate::case::{Case, CaseCommand, CaseEvent};
use crate::client::{ClientEvent, Identity, Reason};
use crate::fixtures::{
    CLIENT, FATMA, HOSPITAL, JOKE, NADIA, OTHER_PRACTICE, PRACTICE, SANNE, apply, az, ctx, day, directory, give,
    opened_case,
};
use crate::identity::{Bsn, VNumber};
use crate::meeting::MeetingEvent;
use crate::notice::any::{SECRET, any_course};
use crate::organisation::{DutyShift, OrgEvent};
use crate::person::{Absence, PersonEvent};
use crate::seat::Role;

fn tell(case: &Case, event: &CaseEvent) -> HistoryLine {
    let ctx = ctx(JOKE, day(6, 1));
    describe(event, case, ctx.directory, ctx.pathways)
}

/// Gives a command to the pathway and tells every event that came of it.
fn told(case: &mut Case, on: pathway::Date, command: pathway::Command) -> Vec<HistoryLine> {
    let events = give(case, &ctx(JOKE, on), &CaseCommand::Pathway { pathway: az(), command }).unwrap();
    events.iter().map(|event| tell(case, event)).collect()
}

fn says(lines: &[HistoryLine], nl: &str) {
    assert!(lines.iter().any(|line| line.what.nl == nl), "{nl}\nis not among\n{lines:#?}");
}

#[test]
fn az_03_a_step_is_told_by_its_title() {
    let mut case = opened_case();
    let completed = pathway::Event::Completed {
        step: "intake".into(),
        nth: 1,
        on: day(3, 9),
        outcome: None,
        decided: None,
        words: None,
        whom: None,
        day: None,
    };
    let line = tell(&case, &CaseEvent::Pathway { pathway: az(), event: completed, sealed: false });
    assert_eq!(line.what.nl, "Intake: medische, psychische en sociale anamnese: gedaan op 9 maart 2026");
    let skip =
        pathway::Command::Skip { step: "birth-plan".into(), nth: None, reason: "Wil het zelf schrijven".to_owned() };
    let lines = told(&mut case, day(3, 9), skip);
    says(&lines, "Geboorteplan bespreken: overgeslagen");
    assert_eq!(lines[0].detail.as_deref(), Some("Wil het zelf schrijven"));
    let correct =
        pathway::Command::SetAnchor { anchor: "due".into(), date: day(10, 19), reason: Some("echo".to_owned()) };
    let lines = told(&mut case, day(3, 10), correct);
    says(&lines, "à terme datum: 19 oktober 2026 (was 12 oktober 2026)");
    says(
        &lines,
        "Huisbezoek: verschuift naar 24 augustus 2026 t/m 21 september 2026, omdat de à terme datum nu 19 oktober 2026 is",
    );
}

#[test]
fn az_03_a_retracted_date_is_told_with_its_reason() {
    let mut case = opened_case();
    told(&mut case, day(9, 30), pathway::Command::SetAnchor { anchor: "born".into(), date: day(9, 30), reason: None });
    let retract = pathway::Command::RetractAnchor { anchor: "born".into(), reason: "Verkeerde cliënt".to_owned() };
    let lines = told(&mut case, day(10, 1), retract);
    let Text { nl, en } = &lines[0].what;
    assert_eq!(nl, "bevalling: 30 september 2026 was bij vergissing vastgelegd en is ingetrokken");
    assert_eq!(en, "birth: 30 September 2026 was recorded by mistake and was retracted");
    assert_eq!(lines[0].detail.as_deref(), Some("Verkeerde cliënt"));
}

#[test]
fn az_03_a_step_taken_back_is_told_and_what_moves_says_why() {
    let mut case = opened_case();
    let skip = pathway::Command::Skip { step: "intake".into(), nth: None, reason: "elders".to_owned() };
    let skipped = told(&mut case, day(6, 1), skip);
    says(
        &skipped,
        "Tweede of derde consult: het zorgpad bespreken: verwacht 8 juni 2026 t/m 27 juli 2026, omdat “Intake” op 1 juni 2026 is afgerond",
    );
    let reopen = pathway::Command::Reopen { step: "intake".into(), nth: None, reason: "Verkeerde cliënt".to_owned() };
    let lines = told(&mut case, day(6, 2), reopen);
    says(&lines, "Intake: medische, psychische en sociale anamnese: heropend: toch nog te doen");
    assert_eq!(lines[0].detail.as_deref(), Some("Verkeerde cliënt"));
    says(&lines, "Tweede of derde consult: het zorgpad bespreken: wacht weer, omdat “Intake” is heropend");
}

#[test]
fn az_03_outcomes_and_answers_are_told_by_their_titles() {
    let mut case = opened_case();
    let birth = pathway::Command::complete("birth", day(10, 1)).with_outcome(Some("colleague".into()));
    let lines = told(&mut case, day(10, 2), birth);
    says(&lines, "Bevalling: gedaan op 1 oktober 2026 (Bevallen, begeleid door een andere eerstelijns verloskundige)");
    let fact = pathway::Command::SetFact {
        fact: "checkup-by".into(),
        value: pathway::FactValue::Choice("attending-midwife".to_owned()),
    };
    says(
        &told(&mut case, day(10, 3), fact),
        "Van wie wil de cliënt de nacontrole krijgen? – de verloskundige die de bevalling heeft begeleid",
    );
}

#[test]
fn az_10_a_handover_is_told_from_proposal_to_acceptance() {
    let mut case = opened_case();
    let proposal = Proposal {
        work: Vec::new(),
        handover: HandoverKind::Return,
        from: JOKE,
        proposed_by: JOKE,
        to_org: OTHER_PRACTICE,
        to_person: Some(NADIA.person),
        note: "Kraambed".to_owned(),
        answer_by: day(5, 15),
    };
    let proposed = CaseEvent::HandoverProposed { no: 1, proposal };
    let line = tell(&case, &proposed);
    assert_eq!(
        line.what.nl,
        "Overdracht voorgesteld aan Nadia el Amrani (Verloskundigen Budel) (teruggave aan Verloskundigen Budel), \
         antwoord uiterlijk 15 mei 2026"
    );
    assert_eq!((line.detail.as_deref(), line.medical), (Some("Kraambed"), true));
    apply(&mut case, &ctx(JOKE, day(5, 11)), &[proposed]);
    let accepted = |by| {
        let deputy = Deputyship { deputy: FATMA, from: day(5, 12), until: None };
        CaseEvent::HandoverAccepted { no: 1, by, deputy, actions: Vec::new(), moves_on: None }
    };
    let line = tell(&case, &accepted(NADIA));
    assert_eq!(line.what.nl, "Overdracht aanvaard: Nadia el Amrani (Verloskundigen Budel) is nu casemanager");
    assert!(!line.medical);
    assert!(tell(&case, &accepted(SANNE)).medical, "that she is in hospital care is not for the COA");
}

#[test]
fn g_07_a_clients_history_masks_her_numbers() {
    let identity = Identity {
        family_name: "Haddad".to_owned(),
        given_name: "Rania".to_owned(),
        bsn: Some(Bsn::parse("111222333").unwrap()),
        v_number: Some(VNumber::parse("2301234417").unwrap()),
        ..Identity::default()
    };
    let line = describe_client(&ClientEvent::Registered { identity: identity.clone() });
    assert_eq!(line.what.nl, "Cliënt ingeschreven: Rania Haddad");
    assert_eq!(line.detail.as_deref(), Some("BSN 11…33, V-nummer 2301…417"));
    let suspected = ClientEvent::DuplicateSuspected {
        other: CLIENT,
        reasons: vec![Reason::SameVNumber, Reason::SimilarName],
        score: 95,
    };
    assert_eq!(
        describe_client(&suspected).what.nl,
        "Mogelijk dubbel ingeschreven (95 van 100): hetzelfde V-nummer, een naam die er sterk op lijkt"
    );
    let others = [
        ClientEvent::IdentityCorrected { identity, reason: "typefout".to_owned() },
        ClientEvent::DuplicateDismissed { other: CLIENT, reason: "tweelingzus".to_owned() },
        ClientEvent::Merged { into: CLIENT, reason: "zelfde".to_owned() },
        ClientEvent::Absorbed { other: CLIENT, reason: "zelfde".to_owned() },
        ClientEvent::MergeUndone { reason: "toch niet".to_owned() },
        ClientEvent::Released { other: CLIENT, reason: "toch niet".to_owned() },
    ];
    let lines: Vec<HistoryLine> = others.iter().map(describe_client).collect();
    assert!(lines.iter().all(|line| line.detail.is_some() && line.medical));
    let different: BTreeSet<&str> = lines.iter().map(|line| line.what.nl.as_str()).collect();
    assert_eq!(different.len(), lines.len());
}

#[test]
fn organisations_people_and_meetings_have_their_lines() {
    let directory = directory();
    let shift = DutyShift {
        person: JOKE.person,
        from: "2026-11-22T18:00:00Z".parse().unwrap(),
        until: "2026-11-23T07:00:00Z".parse().unwrap(),
    };
    let line = describe_organisation(&OrgEvent::DutySet { shift }, &directory);
    assert_eq!(line.what.nl, "Dienst: Joke de Vries, 22 november 2026 19:00 tot 23 november 2026 08:00");
    let away = PersonEvent::AbsenceSet { absence: Absence { from: day(4, 1), until: None } };
    assert_eq!(describe_person(&away, &directory).what.nl, "Afwezig vanaf 1 april 2026, terugkeer nog niet bekend");
    let joined = PersonEvent::Joined { org: PRACTICE, role: Role::Midwife };
    assert_eq!(describe_person(&joined, &directory).what.en, "Works as midwife at Verloskundigen Ter Apel");
    let held = MeetingEvent::Held { minutes: "Drie casussen".to_owned() };
    let line = describe_meeting(&held, &directory);
    assert_eq!((line.what.nl.as_str(), line.medical), ("Gehouden", true));
    let moved = MeetingEvent::Moved { on: day(4, 8) };
    assert_eq!(describe_meeting(&moved, &directory).what.en, "Moved to 8 April 2026");
}

proptest! {
    #[test]
    fn az_12_every_event_has_a_line_and_what_logistics_may_read_holds_no_typed_text(course in any_course()) {
        let mut case = opened_case();
        apply(&mut case, &ctx(JOKE, day(6, 1)), &course);
        for event in &course {
            let line = tell(&case, event);
            prop_assert!(!line.what.nl.is_empty() && !line.what.en.is_empty());
            prop_assert!(line.what.nl != event.kind(), "told in words: {line:?}");
            if !line.medical {
                let text = format!("{line:?}");
                let accepted = matches!(event, CaseEvent::HandoverAccepted { .. });
                prop_assert!(!text.contains(SECRET), "{line:?}");
                prop_assert!(!(accepted && text.contains("Ziekenhuis")), "{line:?}");
            }
        }
    }
}

#[test]
fn a_case_without_its_definition_is_still_told() {
    let case = opened_case();
    let event = CaseEvent::StepDelegated {
        pathway: az(),
        step: "home-visit".into(),
        nth: 2,
        to: SANNE,
        reason: None,
        sealed: false,
    };
    let line = describe(&event, &case, &directory(), &crate::pathways::Pathways::default());
    assert_eq!(
        line.what.nl,
        "home-visit (2e keer): Sanne Mulder (Ziekenhuis Emmen) doet dit; de casemanager blijft verantwoordelijk"
    );
    let known = tell(&case, &event);
    assert!(known.what.nl.starts_with("Huisbezoek (2e keer)"), "{}", known.what.nl);
    let informed =
        CaseEvent::ProvidersInformed { no: 1, orgs: vec![HOSPITAL], subject: "HB".to_owned(), text: "6,1".to_owned() };
    assert_eq!(tell(&case, &informed).what.nl, "Ziekenhuis Emmen ingelicht: HB");
}
