//! Who is named on a seal for a step of hers, and until when; what others cannot change of it; and what is owed on sealed steps
//! (PS-02, PS-04, PS-05).

use regie_pathway::Command as P;

use super::outcome;
use super::sealed::{complete, fact, name, on, psy, readers, reason, screened, start, started, step, strike};
use crate::case::records::{Expectation, HandoverKind, StepTurn, TeamMember};
use crate::case::seal::Why;
use crate::case::state::ExpectationLife;
use crate::case::{Case, CaseCommand, CaseEvent};
use crate::closing;
use crate::fixtures::{
    FATMA, GC_A, HOSPITAL, INGE, JOKE, LOTTE, MARIE, NADIA, NOOR, OTHER_GC_A, OTHER_PRACTICE, SANNE, VEILIG_THUIS, day,
    give, opening_day,
};
use crate::notice::{Receiver, Subject, notices};
use crate::rows::case_rows;
use crate::seat::{OrgKind, Seat};
use crate::view::ViewRow;

fn delegate(step: &str, to: Seat) -> CaseCommand {
    CaseCommand::DelegateStep { pathway: psy(), step: step.into(), nth: 1, to, reason: reason() }
}

fn skip(step_id: &str) -> CaseCommand {
    step(P::Skip { step: step_id.into(), nth: None, reason: "afgesproken".to_owned() })
}

fn reopen(step_id: &str) -> CaseCommand {
    step(P::Reopen { step: step_id.into(), nth: None, reason: "vergissing".to_owned() })
}

/// A child may be in danger: the Meldcode is open.
fn in_danger() -> Case {
    let mut case = screened(JOKE);
    give(&mut case, &on(JOKE, day(3, 4)), &complete("kindcheck", Some("at-risk"), day(3, 4))).unwrap();
    case
}

fn all(case: &mut Case, by: Seat, commands: impl IntoIterator<Item = CaseCommand>) {
    for command in commands {
        give(case, &on(by, day(3, 4)), &command).unwrap_or_else(|refused| panic!("{command:?}: {refused}"));
    }
}

fn reads(case: &Case, seat: Seat) -> bool {
    case.reads_sealed(seat, day(3, 5))
}

fn relocation() -> [CaseCommand; 2] {
    [
        CaseCommand::ProposeHandover {
            work: Vec::new(),
            handover: HandoverKind::Relocation {
                moves_on: day(3, 20),
                coa: None,
                gc_a: Some(OTHER_GC_A),
                place: String::new(),
            },
            to_org: OTHER_PRACTICE,
            to_person: Some(NADIA.person),
            note: String::new(),
            answer_by: day(3, 10),
        },
        CaseCommand::AcceptHandover { no: 1, deputy: LOTTE, actions: Vec::new() },
    ]
}

#[test]
fn ps_02_a_sealed_step_is_given_with_a_reason_and_read_for_while_it_is_open_and_hers() {
    let case = screened(JOKE);
    let joke = on(JOKE, day(3, 4));
    let without =
        CaseCommand::DelegateStep { pathway: psy(), step: "kindcheck".into(), nth: 1, to: INGE, reason: None };
    assert_eq!(outcome(&case, &joke, &without), "empty");
    for ends in [
        vec![complete("kindcheck", Some("safe"), day(3, 4))],
        vec![skip("kindcheck")],
        vec![CaseCommand::EndDelegation { pathway: psy(), step: "kindcheck".into(), nth: 1 }],
        vec![delegate("kindcheck", MARIE)],
        vec![strike(INGE)],
    ] {
        let mut case = case.clone();
        all(&mut case, JOKE, [delegate("kindcheck", INGE)]);
        assert!(reads(&case, INGE));
        all(&mut case, JOKE, ends.clone());
        assert!(!reads(&case, INGE), "{ends:?}");
    }
    // While she does another sealed step she goes on reading, and whoever is named besides stays.
    let mut case = case;
    all(&mut case, JOKE, [delegate("kindcheck", INGE), delegate("consider-officer", INGE), skip("kindcheck")]);
    assert!(reads(&case, INGE));
    all(&mut case, JOKE, [name(INGE), skip("consider-officer")]);
    assert!(reads(&case, INGE), "named, with a reason, for longer");
}

#[test]
fn ps_02_who_has_a_step_that_waits_reads_nothing_before_it_opens() {
    let mut case = in_danger();
    all(&mut case, JOKE, [delegate("meldcode-consult", INGE)]);
    assert!(!reads(&case, INGE));
    all(&mut case, JOKE, [complete("meldcode-signals", None, day(3, 4))]);
    assert!(reads(&case, INGE));
    assert_eq!(readers(&case).last(), Some(&(INGE, Why::Step { reason: reason().unwrap() })));
    all(&mut case, JOKE, [reopen("meldcode-signals")]);
    assert!(!reads(&case, INGE), "it waits again");
}

#[test]
fn ps_02_who_takes_the_case_elsewhere_decides_anew_who_reads_what_is_sealed() {
    let mut case = in_danger();
    let gc_a = TeamMember { role: OrgKind::GcA, org: GC_A, contact_person: None };
    if case.team_org(OrgKind::GcA) != Some(GC_A) {
        all(&mut case, JOKE, [CaseCommand::SetTeamMember { member: gc_a }]);
    }
    all(&mut case, JOKE, [delegate("meldcode-signals", NOOR), delegate("consider-officer", INGE), name(MARIE)]);
    assert!(reads(&case, NOOR) && reads(&case, INGE) && reads(&case, MARIE));
    let [propose, accept] = relocation();
    all(&mut case, JOKE, [propose]);
    all(&mut case, NADIA, [accept]);
    let named: Vec<Seat> = readers(&case).into_iter().map(|(seat, _)| seat).collect();
    assert_eq!(named, [NADIA, LOTTE], "though the old site takes part until she has moved");
    assert!(case.run(&psy()).unwrap().delegations.is_empty());
}

#[test]
fn ps_02_among_colleagues_who_was_named_stays_named() {
    let mut case = in_danger();
    all(&mut case, JOKE, [name(INGE)]);
    let propose = CaseCommand::ProposeHandover {
        work: Vec::new(),
        handover: HandoverKind::Colleague,
        to_org: MARIE.org,
        to_person: Some(MARIE.person),
        note: String::new(),
        answer_by: day(3, 10),
    };
    all(&mut case, JOKE, [propose]);
    all(&mut case, MARIE, [CaseCommand::AcceptHandover { no: 1, deputy: FATMA, actions: Vec::new() }]);
    assert!(reads(&case, INGE) && reads(&case, MARIE));
}

#[test]
fn ps_02_who_is_newly_named_is_told_so_and_nobody_else() {
    let before = in_danger();
    let told = |command: &CaseCommand| {
        let mut after = before.clone();
        let ctx = on(JOKE, day(3, 5));
        let events = give(&mut after, &ctx, command).unwrap();
        notices(Some(&before), &events, &after, &ctx)
    };
    for command in [name(INGE), delegate("meldcode-signals", INGE)] {
        let told = told(&command);
        assert_eq!(told.len(), 1, "{command:?} {told:?}");
        assert_eq!((told[0].receiver, told[0].subject), (Receiver::Person(INGE.person), Subject::SealedReader));
        let text = format!("{:?} {:?}", told[0].title, told[0].body).to_lowercase();
        for secret in ["meldcode", "kindcheck", "kent het gezin", "aandachtsfunctionaris"] {
            assert!(!text.contains(secret), "{text}");
        }
    }
    assert_eq!(told(&delegate("meldcode-consult", INGE)), [], "it does not open for her yet");
    assert_eq!(told(&delegate("meldcode-signals", FATMA)), [], "she reads it already");
}

#[test]
fn ps_02_reading_by_the_day_stands_in_the_rows() {
    let mut case = screened(JOKE);
    let deputy = CaseCommand::NameDeputy { deputy: MARIE, from: day(3, 10), until: Some(day(3, 20)) };
    all(&mut case, JOKE, [deputy]);
    let rows = case_rows(&case, on(JOKE, day(3, 4)).pathways);
    let days = |seat: Seat| {
        let hers = rows.iter().filter_map(|row| match row {
            ViewRow::Reader(row) if row.person == seat.person => Some((row.from, row.until)),
            _ => None,
        });
        hers.collect::<Vec<_>>()
    };
    assert_eq!(days(MARIE), [(day(3, 10), Some(day(3, 20)))]);
    assert_eq!(days(JOKE), [(case.opened_on, None)]);
    assert_eq!(days(FATMA), [(opening_day(), None)]);
}

#[test]
fn ps_03_who_may_not_read_on_what_a_decision_rests_neither_takes_skips_nor_reopens_it() {
    let mut case = screened(JOKE);
    all(
        &mut case,
        JOKE,
        [
            complete("kindcheck", Some("at-risk"), day(3, 4)),
            complete("inventory-care", None, day(3, 4)),
            complete("ask-consent", Some("given"), day(3, 4)),
        ],
    );
    let marie = on(MARIE, day(3, 4));
    assert_eq!(outcome(&case, &marie, &complete("complexity", None, day(3, 4))), "rests-on-sealed");
    assert_eq!(outcome(&case, &marie, &skip("complexity")), "rests-on-sealed");
    all(&mut case, JOKE, [complete("complexity", None, day(3, 4))]);
    assert_eq!(outcome(&case, &marie, &reopen("complexity")), "rests-on-sealed");
    assert_eq!(outcome(&case, &on(JOKE, day(3, 4)), &reopen("complexity")), "done");
}

#[test]
fn ps_02_a_colleague_who_is_not_named_takes_no_sealed_step_back() {
    for command in
        [reopen("screening"), step(P::RetractFact { fact: "ppm".into(), reason: "verkeerde cliënt".to_owned() })]
    {
        let mut case = screened(JOKE);
        all(&mut case, MARIE, [command]);
        let run = case.run(&psy()).unwrap();
        for sealed in ["kindcheck", "consider-officer"] {
            let one = run.state.occurrence(&sealed.into(), 1).unwrap();
            assert_eq!(one.status(), regie_pathway::Status::Open, "{sealed}");
        }
    }
    let case = screened(JOKE);
    assert_eq!(outcome(&case, &on(MARIE, day(3, 4)), &fact("ppm", false)), "answer-stands");
    assert_eq!(outcome(&case, &on(JOKE, day(3, 4)), &fact("ppm", false)), "answer-stands");
}

/// Reported to Veilig Thuis.
fn reported() -> Case {
    let mut case = in_danger();
    let veilig_thuis = TeamMember { role: OrgKind::VeiligThuis, org: VEILIG_THUIS, contact_person: None };
    all(&mut case, JOKE, [CaseCommand::SetTeamMember { member: veilig_thuis }]);
    let today = day(3, 4);
    all(
        &mut case,
        JOKE,
        [
            complete("meldcode-signals", None, today),
            complete("meldcode-consult", None, today),
            complete("meldcode-talk", None, today),
            complete("meldcode-weigh", Some("acute"), today),
            complete("meldcode-decide", None, today),
            complete("report-veilig-thuis", None, today),
        ],
    );
    case
}

#[test]
fn ps_04_feedback_of_veilig_thuis_is_a_tracked_expectation_under_seal() {
    let mut case = reported();
    assert_eq!(case.expectations, [], "for the others there is none");
    let seal = case.seal.as_ref().unwrap();
    let owed = &seal.expectations[0].expectation;
    assert_eq!((owed.from, owed.by), (Some(VEILIG_THUIS), day(3, 18)), "within ten workdays");
    assert!(owed.about.contains("Veilig Thuis"), "{owed:?}");
    let line = |case: &Case| {
        let rows = case_rows(case, on(JOKE, day(3, 4)).pathways);
        rows.into_iter().find_map(|row| match row {
            ViewRow::Work(row) if row.item == "sealed-feedback:1" => Some((row.owner, row.until, row.sealed)),
            _ => None,
        })
    };
    assert_eq!(line(&case), Some((Some(JOKE.person), day(3, 18), true)));
    let stands_in_the_way = closing::obstacles(&case, on(JOKE, day(3, 4)).pathways);
    assert!(format!("{stands_in_the_way:?}").contains("Feedback"), "{stands_in_the_way:?}");
    let receive = |sealed| CaseCommand::ReceiveFeedback { no: 1, on: day(3, 5), text: "onderzocht".to_owned(), sealed };
    let waive = |sealed| CaseCommand::WaiveFeedback { no: 1, reason: "gebeld".to_owned(), sealed };
    let marie = on(MARIE, day(3, 5));
    for command in [receive(true), receive(false), waive(true)] {
        let refused = outcome(&case, &marie, &command);
        assert!(["no-such-thing", "not-yours"].contains(&refused), "{command:?} {refused}");
    }
    assert_eq!(outcome(&case, &on(JOKE, day(3, 5)), &receive(false)), "no-such-thing", "of another list");
    let mut undone = case.clone();
    give(&mut undone, &on(JOKE, day(3, 5)), &reopen("report-veilig-thuis")).unwrap();
    let life = |case: &Case| case.seal.as_ref().unwrap().expectations[0].life.clone();
    assert_eq!(life(&undone), ExpectationLife::Waived("vergissing".to_owned()));
    give(&mut case, &on(JOKE, day(3, 5)), &receive(true)).unwrap();
    assert_eq!(life(&case), ExpectationLife::Received(day(3, 5), "onderzocht".to_owned()));
    assert_eq!(line(&case), None);
}

#[test]
fn ps_04_feedback_of_the_specialised_organisation_is_tracked_for_everybody_to_read() {
    let mut case = screened(JOKE);
    let today = day(3, 4);
    all(
        &mut case,
        JOKE,
        [
            complete("kindcheck", Some("at-risk"), today),
            complete("inventory-care", None, today),
            complete("ask-consent", Some("given"), today),
            complete("complexity", None, today),
            complete("consent-specialised", Some("given"), today),
            complete("refer-specialised", None, today),
        ],
    );
    assert_eq!(case.expectations.len(), 1);
    let owed = &case.expectations[0].expectation;
    assert_eq!((owed.from, owed.by), (None, day(3, 18)), "she was referred to a clinic that is not in the directory");
    assert!(owed.about.starts_with("POP-poli: Doorverwijzen"), "{owed:?}");
    assert!(case.seal.as_ref().unwrap().expectations.is_empty());
}

#[test]
fn ps_04_what_is_expected_on_a_sealed_step_is_sealed() {
    let case = in_danger();
    let expect = |step: &str, nth| {
        let step = Some(StepTurn { pathway: psy(), step: step.into(), nth });
        let expectation = Expectation { from: Some(HOSPITAL), about: "bloeduitslag".to_owned(), by: day(3, 9), step };
        CaseCommand::ExpectFeedback { expectation }
    };
    let sealed = |step: &str| {
        let events = give(&mut case.clone(), &on(JOKE, day(3, 5)), &expect(step, 1)).unwrap();
        events.iter().all(CaseEvent::is_sealed)
    };
    assert!(sealed("meldcode-signals") && !sealed("inventory-care"));
    let marie = on(MARIE, day(3, 5));
    let refused = |step: &str| crate::case::decide(&case, &expect(step, 1), &marie).unwrap_err().to_string();
    assert_eq!(refused("meldcode-signals"), refused("no-such-step"));
}

/// She came to the specialised organisation: the coordinating provider goes on.
fn attended(named_by: Seat) -> Case {
    let mut case = screened(JOKE);
    all(&mut case, JOKE, [complete("kindcheck", Some("safe"), day(3, 4))]);
    came_after(case, named_by)
}

/// The same of a case of which the Kindcheck is done.
fn came_after(mut case: Case, named_by: Seat) -> Case {
    let today = day(3, 4);
    all(
        &mut case,
        JOKE,
        [
            complete("inventory-care", None, today),
            complete("ask-consent", Some("refused"), today),
            complete("complexity", None, today),
            complete("consent-specialised", Some("given"), today),
            complete("make-appointment", None, today),
            CaseCommand::SetTeamMember {
                member: TeamMember { role: OrgKind::Hospital, org: HOSPITAL, contact_person: None },
            },
        ],
    );
    all(&mut case, named_by, [CaseCommand::NameCoordinator { coordinator: SANNE, after_birth: false }]);
    assert!(!reads(&case, SANNE), "not before there is something for her to do");
    all(&mut case, JOKE, [complete("appointment", Some("attended"), today)]);
    case
}

#[test]
fn ps_05_the_coordinating_provider_repeats_the_kindcheck_and_reads_what_is_sealed_for_it() {
    let mut case = attended(JOKE);
    assert_eq!(
        readers(&case).last(),
        Some(&(
            SANNE,
            Why::Step { reason: "coördinerend zorgverlener (van de gespecialiseerde organisatie)".to_owned() }
        )),
        "as any to whom a sealed step is given"
    );
    let again = complete("kindcheck-again", Some("safe"), day(3, 5));
    let ctx = on(SANNE, day(3, 5));
    let subject =
        crate::policy::Subject::Case { case: &case, action: crate::policy::CaseAction::Command(&again, ctx.pathways) };
    assert!(crate::policy::allow(ctx.actor, ctx.directory, ctx.today, &subject).is_allowed());
    give(&mut case, &ctx, &again).unwrap();
    assert!(!case.reads_sealed(SANNE, day(3, 6)), "her step is done");
}

#[test]
fn ps_05_who_is_not_named_opens_the_seal_to_nobody_by_naming_the_coordinating_provider() {
    let case = attended(MARIE);
    assert!(!reads(&case, SANNE) && !reads(&case, MARIE));
    // Another coordinating provider takes over what the former had, and leaves what was given by hand.
    let mut case = attended(JOKE);
    all(&mut case, JOKE, [CaseCommand::NameCoordinator { coordinator: MARIE, after_birth: false }]);
    assert!(reads(&case, MARIE) && !reads(&case, SANNE));
    all(&mut case, JOKE, [delegate("kindcheck-again", INGE)]);
    all(&mut case, JOKE, [CaseCommand::NameCoordinator { coordinator: SANNE, after_birth: false }]);
    assert!(reads(&case, INGE) && !reads(&case, SANNE));
}

#[test]
fn ps_05_from_when_she_is_named_the_meldcode_is_the_coordinating_providers_each_round() {
    let case = attended(JOKE);
    // Of a case in which the Meldcode was not followed yet, and of one in which it was, to its end.
    let mut followed = in_danger();
    let today = day(3, 4);
    let round = [
        complete("meldcode-signals", None, today),
        complete("meldcode-consult", None, today),
        complete("meldcode-talk", None, today),
        complete("meldcode-weigh", Some("no-suspicion"), today),
        complete("meldcode-decide", None, today),
    ];
    all(&mut followed, JOKE, round);
    let followed = came_after(followed, JOKE);
    for (mut case, nth) in [(case, 1), (followed, 2)] {
        let again = complete("kindcheck-again", Some("at-risk"), day(3, 5));
        give(&mut case, &on(SANNE, day(3, 5)), &again).unwrap();
        assert!(case.reads_sealed(SANNE, day(3, 5)), "round {nth} is hers");
        let item = format!("step:psychosociaal:meldcode-signals:{nth}#delegate");
        let hers = case_rows(&case, on(JOKE, day(3, 5)).pathways).into_iter().find_map(|row| match row {
            ViewRow::Work(row) if row.item == item => Some((row.owner, row.sealed)),
            _ => None,
        });
        assert_eq!(hers, Some((Some(SANNE.person), true)), "on her board, under seal");
        give(&mut case, &on(SANNE, day(3, 5)), &complete("meldcode-signals", None, day(3, 5))).unwrap();
        assert!(case.reads_sealed(SANNE, day(3, 5)), "and so is the step after it");
        let back = CaseCommand::EndDelegation { pathway: psy(), step: "meldcode-consult".into(), nth };
        give(&mut case, &on(JOKE, day(3, 5)), &back).unwrap();
        assert!(!case.reads_sealed(SANNE, day(3, 5)), "unless the case manager takes it back");
    }
}

#[test]
fn ps_05_the_coordinating_provider_of_before_the_pathway_gets_her_steps_when_it_starts() {
    let mut case = crate::fixtures::opened_case();
    all(
        &mut case,
        JOKE,
        [CaseCommand::NameCoordinator { coordinator: MARIE, after_birth: false }, start("psychosociaal")],
    );
    let given = case.run(&psy()).unwrap().delegations.get(&("kindcheck-again".into(), 1)).copied();
    assert_eq!(given, Some(MARIE));
    assert_eq!(started().run(&psy()).unwrap().delegations.len(), 0);
}
