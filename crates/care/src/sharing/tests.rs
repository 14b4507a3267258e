//! AZ-12: for whom the text suggests shared case management.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]
#![allow(clippy::type_complexity, reason = "a table of cases is read by its rows")]

use jiff::civil::Date;
use regie_pathway as pathway;

use super::*;
use crate::case::CaseCommand;
use crate::case::records::{ClosingReason, HandoverKind, IntakeSection, MedicalHistory, ReferralLetter};
use crate::fixtures::*;

use Ground::{CaesareanInHistory, HypertensionAtTerm, NearingPostTerm, ReferredAfter36Weeks, ReferredDuringLabour};

fn with_history(caesarean: bool, hypertension: bool) -> Case {
    let mut case = opened_case();
    let history = MedicalHistory {
        gravida: Some(2),
        para: Some(1),
        caesarean_before: Some(caesarean),
        hypertension: Some(hypertension),
        ..MedicalHistory::default()
    };
    let intake = IntakeSection::Medical(history);
    give(&mut case, &ctx(JOKE, opening_day()), &CaseCommand::RecordIntake { intake }).unwrap();
    case
}

fn grounds(case: &Case, today: Date) -> Vec<Ground> {
    suggestions(case, &pathways(), today).into_iter().map(|suggestion| suggestion.ground).collect()
}

fn refer(case: &mut Case, handover: HandoverKind, on: Date) {
    let (to_org, to_person, note) = (HOSPITAL, None, String::new());
    let command = CaseCommand::ProposeHandover { work: Vec::new(), handover, to_org, to_person, note, answer_by: on };
    give(case, &ctx(JOKE, on), &command).unwrap();
}

fn accepted(case: &mut Case, on: Date) {
    let command = CaseCommand::AcceptHandover { no: 1, deputy: TESS, actions: Vec::new() };
    give(case, &ctx(SANNE, on), &command).unwrap();
}

fn planned() -> HandoverKind {
    let text = || "x".to_owned();
    HandoverKind::Planned {
        letter: ReferralLetter {
            reason: text(),
            history: text(),
            findings: text(),
            question: text(),
            psychosocial: text(),
            case_manager: Some(JOKE.person),
        },
    }
}

fn on_pathway(case: &mut Case, on: Date, command: pathway::Command) {
    give(case, &ctx(case.case_manager, on), &CaseCommand::Pathway { pathway: az(), command }).unwrap();
}

#[test]
fn az_12_the_groups_that_the_text_names() {
    // The due date is 12 October. Caesarean before, hypertension, day, grounds.
    let rows: Vec<(bool, bool, Date, Vec<Ground>)> = vec![
        (true, false, day(9, 6), vec![]),                    // 34w6d
        (true, false, day(9, 7), vec![CaesareanInHistory]),  // 35w0d
        (true, false, day(9, 27), vec![CaesareanInHistory]), // 37w6d
        (true, false, day(9, 28), vec![]),                   // 38w0d
        (false, false, day(9, 14), vec![]),                  // 36w0d
        (false, true, day(9, 20), vec![]),                   // 36w6d
        (false, true, day(9, 21), vec![HypertensionAtTerm]), // 37w0d
        (true, true, day(9, 21), vec![CaesareanInHistory, HypertensionAtTerm]),
        (false, false, day(10, 16), vec![]),                // 40w4d
        (false, false, day(10, 17), vec![NearingPostTerm]), // 40w5d
        (false, true, day(10, 17), vec![NearingPostTerm, HypertensionAtTerm]),
        (true, true, day(11, 9), vec![]), // 44w0d: the birth was not recorded
    ];
    for (caesarean, hypertension, today, expected) in rows {
        assert_eq!(grounds(&with_history(caesarean, hypertension), today), expected, "{today}");
    }
}

#[test]
fn az_12_a_referral_after_36_weeks() {
    for (on, age, expected) in [
        (day(9, 13), "35w6d", vec![]),
        (day(9, 14), "36w0d", vec![ReferredAfter36Weeks]),
        (day(9, 30), "38w2d", vec![ReferredAfter36Weeks]),
    ] {
        let mut case = opened_case();
        refer(&mut case, planned(), on);
        assert_eq!(grounds(&case, on), expected, "{age}, proposed");
        accepted(&mut case, on);
        let later = day(10, 1);
        assert_eq!(grounds(&case, later), expected, "{age}, accepted, and still so later");
    }
    let mut declined = opened_case();
    refer(&mut declined, planned(), day(9, 14));
    let decline = CaseCommand::DeclineHandover { no: 1, reason: "Vol".to_owned() };
    give(&mut declined, &ctx(SANNE, day(9, 14)), &decline).unwrap();
    assert_eq!(grounds(&declined, day(9, 14)), []);
    let mut caesarean = with_history(true, false);
    refer(&mut caesarean, planned(), day(9, 30));
    assert_eq!(grounds(&caesarean, day(9, 30)), [CaesareanInHistory, ReferredAfter36Weeks]);
}

#[test]
fn az_12_a_referral_during_labour_asks_for_it_in_the_postnatal_period() {
    // 35w4d: labour too early, on 11 September.
    for (born, expected) in
        [(day(9, 11), vec![ReferredDuringLabour]), (day(9, 12), vec![ReferredDuringLabour]), (day(9, 13), vec![])]
    {
        let mut case = opened_case();
        refer(&mut case, HandoverKind::Acute { letter_by: day(9, 12) }, day(9, 11));
        accepted(&mut case, day(9, 11));
        on_pathway(&mut case, born, pathway::Command::SetAnchor { anchor: "born".into(), date: born, reason: None });
        assert_eq!(grounds(&case, born), expected, "born on {born}");
        assert_eq!(grounds(&case, born.saturating_add(11.days())), [], "the postnatal period is over");
    }
}

#[test]
fn az_12_no_suggestion_where_there_is_nothing_to_share() {
    let today = day(9, 21);
    let plain = || with_history(true, true);
    assert_eq!(grounds(&plain(), today).len(), 2);

    let mut shared = plain();
    let agreements = [(Situation::Psychosocial, JOKE), (Situation::Birth, SANNE), (Situation::Other, JOKE)];
    let agreements = agreements.map(|(situation, case_manager)| Agreement { situation, case_manager }).to_vec();
    give(&mut shared, &ctx(JOKE, today), &CaseCommand::AgreeSharing { agreements, from: today }).unwrap();
    assert_eq!(grounds(&shared, today), [], "agreed already");

    let mut closed = plain();
    let (reason, note) = (ClosingReason::OpenedByMistake, "Dubbel".to_owned());
    give(&mut closed, &ctx(JOKE, today), &CaseCommand::Close { on: today, reason, note, died_on: None }).unwrap();
    assert_eq!(grounds(&closed, today), [], "closed");

    let mut lost = plain();
    let fact = pathway::FactId::from("pregnancy-lost");
    on_pathway(&mut lost, day(5, 4), pathway::Command::SetFact { fact, value: pathway::FactValue::YesNo(true) });
    assert_eq!(grounds(&lost, today), [], "no pregnancy");

    let mut born = plain();
    on_pathway(
        &mut born,
        day(9, 20),
        pathway::Command::SetAnchor { anchor: "born".into(), date: day(9, 20), reason: None },
    );
    assert_eq!(grounds(&born, today), [], "born in first line");
}

#[test]
fn az_12_a_suggestion_says_why_and_where_it_is_written() {
    let found = suggestions(&with_history(true, false), &pathways(), day(9, 14));
    let [one] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(one.reason.nl, "Sectio caesarea in de anamnese, nu 36w0d: verwijzing rond 36 weken.");
    assert!(one.reason.en.contains("36w0d"));
    assert!(one.source.contains("sectio caesarea in de anamnese"));
}
