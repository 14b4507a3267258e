//! Pathways on a case: the intake, delegated steps, and several pathways that share what is known.

use std::collections::BTreeMap;

use regie_pathway as pathway;

use crate::case::records::{
    Channel, Contact, Direction, IntakeSection, MedicalHistory, PsychologicalHistory, SocialHistory, With,
};
use crate::case::{Case, CaseCommand, CaseEvent, CompletedStep, Context};
use crate::fixtures::{
    COEN, FATMA, GC_A, INGE, JOKE, KAAT, MARIE, NADIA, NOOR, REGINA, TESS, az, ctx, day, due_date, give, on_az,
    opened_case, pathways, system,
};
use crate::pathways::Pathways;
use crate::seat::Seat;

use super::{check, outcome};

/// A second pathway, beside that for asylum seekers: some of its facts and dates are the same.
const PSYCHOSOCIAL: &str = r#"
[pathway]
id        = "psychosocial"
version   = "1"
title     = { nl = "Psychosociale zorg" }
gestation = "due"

[anchors]
due  = { title = { nl = "à terme datum" }, plausible = "entry-14w..entry+40w" }
born = { title = { nl = "bevalling" }, plausible = "16w0d..today" }

[roles]
case-manager = { nl = "casemanager" }

[facts]
psychosocial-support = { kind = "yes-no", ask = { nl = "Is er extra ondersteuning?" } }
caesarean-before     = { kind = "yes-no", ask = { nl = "Eerder een keizersnede?" } }
para                 = { kind = "number", ask = { nl = "Hoe vaak bevallen?" } }
attended-by          = { kind = "text", ask = { nl = "Door wie begeleid?" } }

[[step]]
id     = "screening"
kind   = "contact"
by     = "case-manager"
title  = { nl = "Screening" }
window = "entry..entry+14d"

[[step]]
id     = "birth-talk"
kind   = "contact"
by     = "case-manager"
title  = { nl = "Gesprek over de eerdere keizersnede" }
opens  = "caesarean-before"
window = "opened..opened+14d"
"#;

fn psychosocial() -> pathway::PathwayId {
    "psychosocial".into()
}

fn both() -> Pathways {
    let mut pathways = pathways();
    pathways.add(pathway::Definition::parse("psychosocial.toml", PSYCHOSOCIAL).unwrap());
    pathways
}

fn with<'a>(pathways: &'a Pathways, actor: Seat, date: jiff::civil::Date) -> Context<'a> {
    Context { pathways, ..ctx(actor, date) }
}

fn complete(step: &str, on: jiff::civil::Date, outcome: Option<&str>) -> pathway::Command {
    pathway::Command::complete(step, on).with_outcome(outcome.map(Into::into))
}

fn set_fact(fact: &str, value: pathway::FactValue) -> pathway::Command {
    pathway::Command::SetFact { fact: fact.into(), value }
}

fn medical(history: MedicalHistory) -> CaseCommand {
    CaseCommand::RecordIntake { intake: IntakeSection::Medical(history) }
}

fn sections() -> [CaseCommand; 3] {
    let medical_history =
        MedicalHistory { gravida: Some(3), para: Some(2), caesarean_before: Some(true), ..Default::default() };
    let psychological = PsychologicalHistory { complaints: "slaapt slecht".to_owned(), ..Default::default() };
    let social = SocialHistory { partner: "elders".to_owned(), ..Default::default() };
    [
        medical(medical_history),
        CaseCommand::RecordIntake { intake: IntakeSection::Psychological(psychological) },
        CaseCommand::RecordIntake { intake: IntakeSection::Social(social) },
    ]
}

fn visit(on: jiff::civil::Date) -> Contact {
    Contact {
        on,
        channel: Channel::Visit,
        with: With::Client,
        direction: Direction::Outgoing,
        minutes: Some(60),
        interpreter: true,
        note: "tolk Tigrinya".to_owned(),
    }
}

fn status(case: &Case, pathway: &pathway::PathwayId, step: &str) -> pathway::Status {
    case.run(pathway).unwrap().state.occurrence(&step.into(), 1).unwrap().status()
}

#[test]
fn az_04_the_intake_is_complete_with_a_medical_psychological_and_social_history() {
    let mut case = opened_case();
    let today = day(3, 9);
    let ctx = ctx(JOKE, today);
    let done = on_az(complete("intake", today, None));
    for (section, missing) in
        sections().into_iter().zip(["medical, psychological, social", "psychological, social", "social"])
    {
        let refusal = crate::case::decide(&case, &done, &ctx).unwrap_err();
        let said = format!("the intake is not complete; first record its history: {missing}");
        assert_eq!((refusal.code(), refusal.to_string()), ("intake-incomplete", said));
        give(&mut case, &ctx, &section).unwrap();
        assert_ne!(status(&case, &az(), "intake"), pathway::Status::Done, "recording is not yet completing");
    }
    give(&mut case, &ctx, &done).unwrap();
    assert_eq!(status(&case, &az(), "intake"), pathway::Status::Done);
    assert_eq!(case.intake.medical.as_ref().and_then(|history| history.para), Some(2));
    assert_eq!(case.intake.social.as_ref().map(|history| history.partner.as_str()), Some("elders"));
}

#[test]
fn az_04_a_section_says_something_and_adds_up() {
    let mut case = opened_case();
    let ctx = ctx(JOKE, day(3, 9));
    let [medical_section, psychological, _] = sections();
    give(&mut case, &ctx, &medical_section).unwrap();
    let more_births = MedicalHistory { gravida: Some(1), para: Some(2), ..Default::default() };
    check(
        &case,
        &ctx,
        &[
            ("nothing", medical(MedicalHistory::default()), "empty"),
            ("blanks", medical(MedicalHistory { notes: " \n\u{200b}".to_owned(), ..Default::default() }), "empty"),
            ("more births than pregnancies", medical(more_births), "implausible"),
            ("the same again", medical_section, "nothing-to-do"),
            ("a correction", medical(MedicalHistory { para: Some(1), ..Default::default() }), "done"),
            ("the next", psychological, "done"),
        ],
    );
}

#[test]
fn az_04_what_the_medical_history_answers_is_told_to_the_pathways_that_ask_it() {
    let pathways = both();
    let mut case = opened_case();
    let ctx = with(&pathways, JOKE, day(3, 9));
    let start = CaseCommand::StartPathway { pathway: psychosocial(), anchors: BTreeMap::new(), facts: BTreeMap::new() };
    give(&mut case, &ctx, &start).unwrap();
    assert_eq!(status(&case, &psychosocial(), "birth-talk"), pathway::Status::Waiting);
    give(&mut case, &ctx, &sections()[0]).unwrap();
    let state = &case.run(&psychosocial()).unwrap().state;
    assert_eq!(state.fact(&"caesarean-before".into()), Some(&pathway::FactValue::YesNo(true)));
    assert_eq!(state.fact(&"para".into()), Some(&pathway::FactValue::Number(2)));
    assert_eq!(status(&case, &psychosocial(), "birth-talk"), pathway::Status::Open);
    assert_eq!(case.run(&az()).unwrap().state.fact(&"para".into()), None, "it does not ask");
}

#[test]
fn facts_and_dates_belong_to_the_case() {
    let pathways = both();
    let mut case = opened_case();
    let ctx = with(&pathways, JOKE, day(3, 9));
    give(&mut case, &ctx, &on_az(set_fact("psychosocial-support", pathway::FactValue::YesNo(true)))).unwrap();
    let start = |anchors| CaseCommand::StartPathway { pathway: psychosocial(), anchors, facts: BTreeMap::new() };
    let corrected = day(10, 15);
    give(&mut case, &ctx, &start(BTreeMap::from([("due".into(), corrected)]))).unwrap();

    let state = |case: &Case, id| case.run(&id).unwrap().state.clone();
    let support = "psychosocial-support".into();
    assert_eq!(state(&case, psychosocial()).fact(&support), Some(&pathway::FactValue::YesNo(true)), "known already");
    assert_eq!(state(&case, az()).anchor(&"due".into()), Some(corrected), "what is said anew holds everywhere");

    let back = pathway::Command::SetAnchor { anchor: "due".into(), date: due_date(), reason: Some("echo".into()) };
    give(&mut case, &ctx, &CaseCommand::Pathway { pathway: psychosocial(), command: back }).unwrap();
    assert_eq!(state(&case, az()).anchor(&"due".into()), Some(due_date()));
    give(&mut case, &ctx, &on_az(set_fact("psychosocial-support", pathway::FactValue::YesNo(false)))).unwrap();
    assert_eq!(state(&case, psychosocial()).fact(&support), Some(&pathway::FactValue::YesNo(false)));

    let late = with(&pathways, JOKE, day(10, 14));
    give(&mut case, &late, &on_az(complete("birth", day(10, 13), Some("colleague")))).unwrap();
    assert_eq!(state(&case, psychosocial()).anchor(&"born".into()), Some(day(10, 13)), "a step marked the date");
    let attended = "attended-by".into();
    assert!(state(&case, az()).fact(&attended).is_some());
    assert_eq!(state(&case, psychosocial()).fact(&attended), None, "the same name, but another question");
}

#[test]
fn az_03_a_date_that_is_retracted_is_retracted_in_every_pathway() {
    let pathways = both();
    let mut case = opened_case();
    let ctx = with(&pathways, JOKE, day(10, 14));
    let start = CaseCommand::StartPathway { pathway: psychosocial(), anchors: BTreeMap::new(), facts: BTreeMap::new() };
    give(&mut case, &ctx, &start).unwrap();
    give(&mut case, &ctx, &on_az(complete("birth", day(10, 13), Some("colleague")))).unwrap();
    let born = |case: &Case| [az(), psychosocial()].map(|id| case.run(&id).unwrap().state.anchor(&"born".into()));
    assert_eq!(born(&case), [Some(day(10, 13)); 2]);
    let retract = |reason: &str| {
        let command = pathway::Command::RetractAnchor { anchor: "born".into(), reason: reason.into() };
        CaseCommand::Pathway { pathway: psychosocial(), command }
    };
    assert_eq!(outcome(&case, &ctx, &retract("")), "reason-needed");
    give(&mut case, &ctx, &retract("Verkeerde cliënt")).unwrap();
    assert_eq!(born(&case), [None; 2]);
    assert_eq!(status(&case, &az(), "birth"), pathway::Status::Open, "it is still to be asked");
    assert_eq!(outcome(&case, &ctx, &retract("Nog eens")), "anchor-not-known");
}

#[test]
fn one_contact_does_the_work_of_steps_in_several_pathways_or_of_none() {
    let pathways = both();
    let mut case = opened_case();
    let today = day(3, 9);
    let ctx = with(&pathways, JOKE, today);
    let start = CaseCommand::StartPathway { pathway: psychosocial(), anchors: BTreeMap::new(), facts: BTreeMap::new() };
    give(&mut case, &ctx, &start).unwrap();
    let did = |pathway, step: &str| CompletedStep { pathway, step: step.into(), outcome: None };
    let record = |completes| CaseCommand::RecordContact { contact: visit(today), completes };
    let both = record(vec![did(psychosocial(), "screening"), did(az(), "intake")]);
    check(
        &case,
        &ctx,
        &[
            ("an intake without its sections", both.clone(), "intake-incomplete"),
            (
                "a step twice",
                record(vec![did(psychosocial(), "screening"), did(psychosocial(), "screening")]),
                "implausible",
            ),
            ("a pathway that does not run", record(vec![did("other".into(), "screening")]), "pathway-not-running"),
            ("no such step", record(vec![did(az(), "screening")]), "unknown-step"),
        ],
    );
    for section in sections() {
        give(&mut case, &ctx, &section).unwrap();
    }
    give(&mut case, &ctx, &both).unwrap();
    assert_eq!(case.contacts.len(), 1);
    assert_eq!(status(&case, &psychosocial(), "screening"), pathway::Status::Done);
    assert_eq!(status(&case, &az(), "intake"), pathway::Status::Done);
    assert_eq!(outcome(&case, &ctx, &both), "not-allowed", "done is done");
}

#[test]
fn a_pathway_is_moved_by_its_own_rules_and_ended_by_closing_only() {
    let case = opened_case();
    let ctx = ctx(JOKE, day(3, 9));
    let start = || CaseCommand::StartPathway { pathway: az(), anchors: BTreeMap::new(), facts: BTreeMap::new() };
    let restart = pathway::Command::Start { entry: day(3, 9), anchors: BTreeMap::new(), facts: BTreeMap::new() };
    let far = pathway::Command::SetAnchor { anchor: "due".into(), date: jiff::civil::date(2027, 12, 1), reason: None };
    let elsewhere = CaseCommand::Pathway { pathway: psychosocial(), command: pathway::Command::Tick };
    let skip = pathway::Command::Skip { step: "intake".into(), nth: None, reason: " ".to_owned() };
    check(
        &case,
        &ctx,
        &[
            ("starting it twice", start(), "pathway-runs"),
            ("starting it from inside", on_az(restart), "pathway-runs"),
            ("one that does not run", elsewhere, "pathway-not-running"),
            ("ending it", on_az(pathway::Command::End { cause: "klaar".to_owned() }), "not-yours"),
            ("a due date 14 months off", on_az(far), "implausible-date"),
            ("skipping for no reason", on_az(skip), "reason-needed"),
        ],
    );
}

#[test]
fn a_version_that_is_not_here_is_named_and_nothing_else_happens() {
    let case = opened_case();
    let empty = Pathways::default();
    let ctx = Context { pathways: &empty, ..system(day(3, 9)) };
    let refusal = crate::case::decide(&case, &CaseCommand::Tick, &ctx).unwrap_err();
    assert_eq!(refusal.code(), "unknown-pathway");
}

#[test]
fn az_09_someone_else_does_the_home_visit_and_the_case_manager_stays_responsible() {
    let mut case = opened_case();
    let today = day(8, 20);
    give(&mut case, &system(today), &CaseCommand::Tick).unwrap();
    let delegate =
        |step: &str, to| CaseCommand::DelegateStep { pathway: az(), step: step.into(), nth: 1, to, reason: None };
    let end = || CaseCommand::EndDelegation { pathway: az(), step: "home-visit".into(), nth: 1 };
    let ctx = ctx(JOKE, today);
    check(
        &case,
        &ctx,
        &[
            ("to a colleague", delegate("home-visit", MARIE), "done"),
            ("to kraamzorg, which is in the team", delegate("home-visit", KAAT), "done"),
            ("to a nurse of the GC A", delegate("home-visit", NOOR), "done"),
            ("to the practice's assistant", delegate("home-visit", INGE), "done"),
            ("to herself", delegate("home-visit", JOKE), "implausible"),
            ("to the COA", delegate("home-visit", COEN), "unfit-organisation"),
            ("to a practice that takes no part", delegate("home-visit", NADIA), "unfit-organisation"),
            ("to a hospital that takes no part", delegate("home-visit", TESS), "unfit-organisation"),
            ("to the network's coordinator", delegate("home-visit", REGINA), "unfit-person"),
            (
                "to someone who does not work there",
                delegate("home-visit", Seat::new(NADIA.person, GC_A)),
                "unfit-person",
            ),
            ("what is not in the course", delegate("discuss-in-vsv", MARIE), "no-such-thing"),
            ("ending what is not", end(), "nothing-to-do"),
        ],
    );
    give(&mut case, &ctx, &delegate("home-visit", MARIE)).unwrap();
    assert_eq!(case.case_manager, JOKE);
    let delegated = |case: &Case| case.run(&az()).unwrap().delegations.get(&("home-visit".into(), 1)).copied();
    assert_eq!(delegated(&case), Some(MARIE));
    check(&case, &ctx, &[("the same again", delegate("home-visit", MARIE), "nothing-to-do")]);
    give(&mut case, &ctx, &end()).unwrap();
    assert_eq!(delegated(&case), None);

    give(&mut case, &ctx, &delegate("home-visit", FATMA)).unwrap();
    let by_fatma = crate::fixtures::ctx(FATMA, day(8, 26));
    give(&mut case, &by_fatma, &on_az(complete("home-visit", day(8, 25), None))).unwrap();
    assert_eq!(delegated(&case), None, "it ends with the step");
    assert_eq!(outcome(&case, &by_fatma, &delegate("home-visit", MARIE)), "already-settled");
}

#[test]
fn az_09_a_step_that_returns_after_a_correction_is_still_delegated() {
    let mut case = opened_case();
    let today = day(8, 20);
    give(&mut case, &system(today), &CaseCommand::Tick).unwrap();
    let delegate =
        CaseCommand::DelegateStep { pathway: az(), step: "home-visit".into(), nth: 1, to: MARIE, reason: None };
    give(&mut case, &ctx(JOKE, today), &delegate).unwrap();
    let lost = |yes| on_az(set_fact("pregnancy-lost", pathway::FactValue::YesNo(yes)));
    give(&mut case, &ctx(JOKE, today), &lost(true)).unwrap();
    assert_eq!(status(&case, &az(), "home-visit"), pathway::Status::Cancelled);
    give(&mut case, &ctx(JOKE, today), &lost(false)).unwrap();
    assert!(status(&case, &az(), "home-visit").is_live());
    let run = case.run(&az()).unwrap();
    assert_eq!(run.delegations.get(&("home-visit".into(), 1)), Some(&MARIE));
}

#[test]
fn the_day_opens_what_is_due_and_often_brings_nothing() {
    let mut case = opened_case();
    let first = give(&mut case, &system(day(8, 20)), &CaseCommand::Tick).unwrap();
    assert!(!first.is_empty());
    assert!(first.iter().all(|event| matches!(event, CaseEvent::Pathway { .. })));
    assert_eq!(status(&case, &az(), "home-visit"), pathway::Status::Open);
    assert_eq!(give(&mut case, &system(day(8, 20)), &CaseCommand::Tick), Ok(vec![]));
}
