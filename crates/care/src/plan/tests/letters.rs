//! The plan and what was agreed are fed back to everybody involved, and after the birth the care is handed over: by sending,
//! and by nothing else (PS-06, PS-07).

use super::coordination::{PSY, discussed, may};
use super::*;
use crate::case::letter::Addressee;
use crate::closing::obstacles;
use crate::fixtures::{COA, FATMA, GUUS, INGE, JGZ, KAAT, KRAAMZORG, NOOR, REGINA};
use crate::notice::{ContentPolicy, Notice, Receiver, notices};

const GP_STEP: &str = "report-plan-gp";

fn send(step: &str, to: &[Addressee], note: &str) -> CaseCommand {
    CaseCommand::SendLetter { pathway: PSY.into(), step: step.into(), nth: 1, to: to.to_vec(), note: note.into() }
}

fn org(org: crate::ids::OrgId) -> Addressee {
    Addressee::Org { org }
}

fn elsewhere(name: &str) -> Addressee {
    Addressee::Elsewhere { name: name.into(), address: "Dorpsstraat 1, Emmen".into() }
}

/// The MDO fixed the plan, named Fatma and agreed on continuity: everybody is to hear it.
fn agreed() -> Case {
    let mut case = discussed();
    let today = on(KAAT, day(4, 6));
    done(&mut case, &today, &complete(PSY, "mdo", day(4, 6), None));
    done(&mut case, &today, &CaseCommand::FixPlan { on: day(4, 6), agenda: None });
    done(&mut case, &today, &CaseCommand::NameCoordinator { coordinator: FATMA, after_birth: true });
    done(&mut case, &today, &complete(PSY, "agree-continuity", day(4, 6), None));
    case
}

/// Sends it, and says what went out.
fn sent(case: &mut Case, ctx: &Context<'_>, command: &CaseCommand) -> Vec<Notice> {
    let before = case.clone();
    let events = done(case, ctx, command);
    notices(Some(&before), &events, case, ctx)
}

#[test]
fn ps_06_the_plan_is_fed_back_by_sending_it_and_nobody_ticks_that() {
    let mut case = agreed();
    let today = on(KAAT, day(4, 7));
    assert_eq!(status(&case, PSY, GP_STEP, 1), Some(Status::Open));
    let tick = complete(PSY, GP_STEP, day(4, 7), None);
    let refusal = refused(&case, &today, &tick);
    assert_eq!(refusal.code(), "letter-not-sent");
    assert!(refusal.to_string().contains("skip the step when nobody of that kind is involved"), "{refusal}");

    let letter = send(GP_STEP, &[org(GP)], "Zij wil liever 's middags worden gebeld.");
    assert!(may(&case, KAAT, day(4, 7), &letter).is_allowed(), "the coordinating provider sends it");
    assert!(!may(&case, NOOR, day(4, 7), &letter).is_allowed(), "another of the team does not");
    let told = sent(&mut case, &today, &letter);
    assert_eq!(status(&case, PSY, GP_STEP, 1), Some(Status::Done));
    let [notice] = told.as_slice() else { panic!("one letter: {told:?}") };
    assert_eq!((notice.receiver, notice.policy), (Receiver::Org(GP), ContentPolicy::Medical));
    for part in ["definitief vastgesteld", "rust", "slaaphygiëne bespreken", "Fatma", "Kaat", "'s middags"] {
        assert!(notice.body.nl.contains(part), "{part} is not in\n{}", notice.body.nl);
    }
    let continuity = &case.care_plan.versions[0].plan.continuity;
    assert!(!continuity.is_empty() && notice.body.nl.contains(continuity.as_str()), "{}", notice.body.nl);
    assert!(!notice.title.nl.contains("rust"), "the title is never medical");
    assert_eq!(case.letters[0].letter.version, Some(1));
}

#[test]
fn ps_06_a_letter_goes_to_whom_the_step_names_in_the_directory_or_outside_of_it() {
    let mut case = agreed();
    let today = on(KAAT, day(4, 7));
    let code = |to: &[Addressee]| refused(&case, &today, &send(GP_STEP, to, "")).code();
    assert_eq!(code(&[]), "empty");
    assert_eq!(code(&[org(JGZ)]), "unfit-organisation", "youth health care is no GP");
    assert_eq!(code(&[org(COA)]), "unfit-organisation");
    assert_eq!(code(&[elsewhere("")]), "empty");
    assert_eq!(code(&[org(GP), org(GP)]), "implausible");
    assert_eq!(code(&[Addressee::Person { seat: INGE }]), "unfit-organisation", "she works at a midwife practice");
    let no_care = refused(&case, &today, &send("report-plan-midwife", &[Addressee::Person { seat: REGINA }], ""));
    assert_eq!(no_care.code(), "unfit-person", "she gives no care");
    let herself = refused(&case, &today, &send("report-plan-kraamzorg", &[Addressee::Person { seat: KAAT }], ""));
    assert_eq!(herself.code(), "unfit-person", "nobody writes to herself");
    assert_eq!(refused(&case, &today, &send("mdo", &[org(GP)], "")).code(), "implausible", "no letter does an MDO");

    let told = sent(&mut case, &today, &send("report-plan-cjg", &[elsewhere("CJG Emmen")], ""));
    assert_eq!(told[0].receiver, Receiver::Elsewhere);
    assert_eq!(told[0].elsewhere().unwrap().name, "CJG Emmen");
    assert_eq!(status(&case, PSY, "report-plan-cjg", 1), Some(Status::Done));
    let told = sent(&mut case, &today, &send(GP_STEP, &[Addressee::Person { seat: GUUS }], ""));
    assert_eq!(told[0].receiver, Receiver::Person(GUUS.person));
    let others = send("report-plan-others", &[org(KRAAMZORG), elsewhere("Maatschappelijk werk")], "");
    assert_eq!(sent(&mut case, &today, &others).len(), 2, "each gets one of its own");
    // Somebody was forgotten: the step was done, and the letter goes to her besides.
    let told = sent(&mut case, &today, &send("report-plan-others", &[elsewhere("Schuldhulp")], ""));
    assert_eq!((told.len(), status(&case, PSY, "report-plan-others", 1)), (1, Some(Status::Done)));
    let skip = pathway::Command::Skip { step: "report-plan-jgz".into(), nth: None, reason: "niet betrokken".into() };
    done(&mut case, &today, &CaseCommand::Pathway { pathway: PSY.into(), command: skip });
}

#[test]
fn ps_06_a_letter_that_did_not_arrive_is_owed_again() {
    let mut case = agreed();
    let today = on(KAAT, day(4, 7));
    done(&mut case, &today, &send(GP_STEP, &[org(GP), elsewhere("Waarnemer")], ""));
    let back = |no| CaseCommand::ReturnLetter { no, reason: "verhuisd".into() };
    assert!(may(&case, JOKE, day(4, 9), &back(1)).is_allowed(), "whoever finds it out says so");
    done(&mut case, &on(JOKE, day(4, 9)), &back(1));
    assert_eq!(status(&case, PSY, GP_STEP, 1), Some(Status::Done), "the other one stands");
    assert_eq!(refused(&case, &today, &back(1)).code(), "already-settled");
    done(&mut case, &today, &back(2));
    let open = case.runs.iter().flat_map(|run| run.state.occurrences());
    let open = open.filter(|one| one.step.as_str() == GP_STEP && one.status() == Status::Open).count();
    assert_eq!(open, 1, "nobody has it: it is owed again");
    assert_eq!(refused(&case, &today, &complete(PSY, GP_STEP, day(4, 9), None)).code(), "letter-not-sent");
}

#[test]
fn ps_06_without_a_plan_that_was_fixed_the_letter_says_what_was_agreed() {
    let mut case = discussed();
    let today = on(KAAT, day(4, 6));
    done(&mut case, &today, &complete(PSY, "mdo", day(4, 6), None));
    for step in ["fix-plan", "name-postpartum"] {
        let skip = pathway::Command::Skip { step: step.into(), nth: None, reason: "volgt later".into() };
        done(&mut case, &today, &CaseCommand::Pathway { pathway: PSY.into(), command: skip });
    }
    done(&mut case, &today, &complete(PSY, "agree-continuity", day(4, 6), None));
    assert_eq!(refused(&case, &today, &send(GP_STEP, &[org(GP)], " ")).code(), "empty", "there is nothing else in it");
    let told = sent(&mut case, &today, &send(GP_STEP, &[org(GP)], "Kaat belt elke week."));
    let body = &told[0].body.nl;
    assert!(body.contains("Er is geen behandelplan vastgesteld.") && body.contains("Kaat belt elke week."), "{body}");
    assert!(!body.contains("slaaphygiëne"), "a draft is not sent: {body}");
}

#[test]
fn ps_07_after_the_birth_each_party_is_handed_over_to_by_a_letter_and_none_can_be_forgotten() {
    let mut case = agreed();
    let letter = |note: &str| send("handover-gp", &[org(GP)], note);
    let early = refused(&case, &on(KAAT, day(4, 7)), &letter("alles verteld"));
    assert_eq!(early.code(), "waits-for-anchor", "the child is not born");
    let birth = pathway::Command::SetAnchor { anchor: "born".into(), date: day(10, 10), reason: None };
    done(&mut case, &on(JOKE, day(10, 10)), &CaseCommand::Pathway { pathway: PSY.into(), command: birth });
    give(&mut case, &on(JOKE, day(10, 10)), &CaseCommand::Tick).unwrap();
    let today = on(KAAT, day(10, 12));
    assert_eq!(refused(&case, &today, &complete(PSY, "handover-gp", day(10, 12), None)).code(), "letter-not-sent");
    let stands = |case: &Case| {
        obstacles(case, &SHIPPED).iter().any(|obstacle| {
            matches!(obstacle, crate::case::Obstacle::Step { pathway, step, .. }
                if pathway.as_str() == PSY && step.as_str() == "handover-gp")
        })
    };
    assert!(stands(&case), "the case does not close without it");
    assert_eq!(refused(&case, &today, &letter(" ")).code(), "empty", "a handover is in her own words");
    let told = sent(&mut case, &today, &letter("Moeder en kind maken het goed."));
    let body = &told[0].body.nl;
    for part in ["bevallen op 10 oktober", "maken het goed", "na de bevalling: Fatma", "rust"] {
        assert!(body.contains(part), "{part} is not in\n{body}");
    }
    assert_eq!(status(&case, PSY, "handover-gp", 1), Some(Status::Done));
    assert!(!stands(&case));
}
