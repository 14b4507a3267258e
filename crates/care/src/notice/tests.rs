#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

use proptest::prelude::*;

use super::any::{SECRET, any_course, any_event};
use super::{ContentPolicy, Notice, Receiver, Subject, notices};
use crate::case::records::{
    ActionPlan, Agreement, Deputyship, HandoverKind, Proposal, ReferralLetter, Signal, Situation, Urgency, With,
};
use crate::case::{Case, CaseEvent, Context};
use crate::fixtures::{
    CLIENT, COA, COEN, FATMA, GC_A, GP, HOSPITAL, INGE, JGZ, JOKE, KRAAMZORG, LOTTE, MARIE, NADIA, OTHER_COA,
    OTHER_GC_A, OTHER_PRACTICE, PRACTICE, REGINA, SANNE, TESS, apply, az, ctx, ctx_in, day, directory_without,
    opened_case, system,
};
use crate::ids::OrgId;
use crate::person::{Absence, Person};
use crate::presence::Presence;
use crate::seat::{OrgKind, Role, Seat};

/// Applies the events and says what must be told.
fn told(case: &mut Case, ctx: &Context<'_>, events: &[CaseEvent]) -> Vec<Notice> {
    let before = case.clone();
    apply(case, ctx, events);
    notices(Some(&before), events, case, ctx)
}

fn receivers(notices: &[Notice], subject: Subject) -> Vec<Receiver> {
    let mut receivers: Vec<Receiver> =
        notices.iter().filter(|notice| notice.subject == subject).map(|notice| notice.receiver).collect();
    receivers.sort();
    receivers
}

fn find(notices: &[Notice], subject: Subject, receiver: Receiver) -> &Notice {
    notices.iter().find(|notice| notice.subject == subject && notice.receiver == receiver).expect("this notice")
}

fn person(seat: Seat) -> Receiver {
    Receiver::Person(seat.person)
}

fn sorted(mut receivers: Vec<Receiver>) -> Vec<Receiver> {
    receivers.sort();
    receivers
}

fn orgs(orgs: &[OrgId]) -> impl Iterator<Item = Receiver> {
    orgs.iter().copied().map(Receiver::Org)
}

fn relocation() -> Proposal {
    Proposal {
        work: Vec::new(),
        handover: HandoverKind::Relocation {
            moves_on: day(5, 20),
            coa: Some(OTHER_COA),
            gc_a: Some(OTHER_GC_A),
            place: "AZC Budel".to_owned(),
        },
        from: JOKE,
        proposed_by: JOKE,
        to_org: OTHER_PRACTICE,
        to_person: None,
        note: "Slaapt slecht; zus in Weert".to_owned(),
        answer_by: day(5, 15),
    }
}

fn propose(proposal: Proposal) -> CaseEvent {
    CaseEvent::HandoverProposed { no: 1, proposal }
}

#[test]
fn az_10_a_proposed_handover_reaches_the_receiver_and_the_sender_keeps_a_copy() {
    let mut case = opened_case();
    let told = told(&mut case, &ctx(JOKE, day(5, 11)), &[propose(relocation())]);
    let expected = sorted(vec![person(JOKE), Receiver::Org(OTHER_PRACTICE)]);
    assert_eq!(receivers(&told, Subject::HandoverProposed), expected);
    let to_receiver = find(&told, Subject::HandoverProposed, Receiver::Org(OTHER_PRACTICE));
    assert_eq!(to_receiver.policy, ContentPolicy::Medical);
    assert!(to_receiver.body.nl.contains("Antwoord uiterlijk 15 mei 2026"), "{}", to_receiver.body.nl);
    assert!(to_receiver.body.nl.contains("Toelichting: Slaapt slecht; zus in Weert"));
    assert!(to_receiver.body.nl.contains("De cliënt verhuist op 20 mei 2026"));
    let copy = find(&told, Subject::HandoverProposed, person(JOKE));
    assert!(copy.body.nl.ends_with("Tot dan blijf je casemanager."), "{}", copy.body.nl);
}

#[test]
fn az_10_acceptance_is_told_to_sender_client_and_everyone_around_her_at_both_sites() {
    let mut case = opened_case();
    apply(&mut case, &ctx(JOKE, day(5, 11)), &[propose(relocation())]);
    let deputy = Deputyship { deputy: LOTTE, from: day(5, 12), until: None };
    let accepted = CaseEvent::HandoverAccepted { no: 1, by: NADIA, deputy, actions: Vec::new(), moves_on: None };
    let told = told(&mut case, &ctx(NADIA, day(5, 12)), &[accepted]);

    let expected = sorted(
        orgs(&[GP, GC_A, COA, JGZ, KRAAMZORG, OTHER_COA, OTHER_GC_A]).chain([Receiver::Client(CLIENT)]).collect(),
    );
    assert_eq!(receivers(&told, Subject::NewCaseManager), expected);
    assert_eq!(receivers(&told, Subject::HandoverAccepted), [person(JOKE)]);
    let deputies = receivers(&told, Subject::DeputyNamed);
    assert_eq!(deputies, sorted(vec![person(LOTTE), person(FATMA)]), "the former deputy hears it too");
    let former = find(&told, Subject::DeputyNamed, person(FATMA));
    assert_eq!(former.title.nl, "Je bent geen vaste plaatsvervanger meer");

    let gc_a = find(&told, Subject::NewCaseManager, Receiver::Org(OTHER_GC_A));
    for part in ["Nadia el Amrani (Verloskundigen Budel), 06-10203040", "Lotte Peeters", "Spoed: 0599-112112"] {
        assert!(gc_a.body.nl.contains(part), "{part}: {}", gc_a.body.nl);
    }
    for coa in [COA, OTHER_COA] {
        let coa = find(&told, Subject::NewCaseManager, Receiver::Org(coa));
        assert_eq!(coa.policy, ContentPolicy::Logistics);
        let body = "De casemanager is nu Nadia el Amrani, verloskundige bij Verloskundigen Budel. De cliënt verhuist op 20 mei \
                    2026 naar AZC Budel.";
        assert_eq!(coa.body.nl, format!("{body}\n\nTelefoon: 06-10203040"));
    }
}

#[test]
fn az_10_both_sides_and_both_places_hear_that_a_move_is_called_off_or_on_another_day() {
    let mut case = opened_case();
    apply(&mut case, &ctx(JOKE, day(5, 11)), &[propose(relocation())]);
    let accepted = CaseEvent::HandoverAccepted {
        no: 1,
        by: NADIA,
        deputy: Deputyship { deputy: LOTTE, from: day(5, 12), until: None },
        actions: Vec::new(),
        moves_on: Some(day(5, 20)),
    };
    apply(&mut case, &ctx(NADIA, day(5, 12)), &[accepted]);
    let around = |side: Seat| {
        let orgs = orgs(&[GP, GC_A, COA, JGZ, KRAAMZORG, OTHER_COA, OTHER_GC_A]);
        sorted(orgs.chain([Receiver::Client(CLIENT), person(side), person(LOTTE)]).collect())
    };
    let reason = "Het COA heeft geen plaats; zij bloedt weer".to_owned();
    let moved = CaseEvent::MoveChanged { no: 1, moves_on: day(5, 27), reason: reason.clone() };
    let heard = told(&mut case, &ctx(NADIA, day(5, 13)), &[moved]);
    assert_eq!(
        receivers(&heard, Subject::MoveChanged),
        around(JOKE),
        "the other side, both places, her deputy, the client"
    );
    let off = CaseEvent::MoveCalledOff { no: 1, reason };
    let heard = told(&mut case, &ctx(JOKE, day(5, 14)), &[off]);
    assert_eq!(receivers(&heard, Subject::MoveChanged), around(NADIA));
    let gc_a = find(&heard, Subject::MoveChanged, Receiver::Org(OTHER_GC_A));
    assert!(gc_a.body.nl.contains("De cliënt verhuist niet.") && gc_a.body.nl.contains("zij bloedt weer"));
    let coa = find(&heard, Subject::MoveChanged, Receiver::Org(COA));
    assert_eq!(coa.policy, ContentPolicy::Logistics);
    assert!(!coa.body.nl.contains("bloedt"), "the COA reads no words that may be medical: {}", coa.body.nl);
    let who = "Casemanager: Nadia el Amrani, verloskundige bij Verloskundigen Budel.";
    assert!(coa.body.nl.contains(who) && coa.body.nl.ends_with("Telefoon: 06-10203040"), "{}", coa.body.nl);
    let client = find(&heard, Subject::MoveChanged, Receiver::Client(CLIENT));
    assert!(client.body.nl.starts_with("U verhuist niet. Uw casemanager blijft Nadia"), "{}", client.body.nl);
}

#[test]
fn az_10_a_rejection_always_reaches_the_sender() {
    let mut case = opened_case();
    apply(&mut case, &ctx(JOKE, day(5, 11)), &[propose(relocation())]);
    let declined = CaseEvent::HandoverDeclined { no: 1, by: NADIA, reason: "Geen plaats".to_owned() };
    let told = told(&mut case, &ctx(NADIA, day(5, 12)), &[declined]);
    assert_eq!(told.len(), 1);
    let notice = find(&told, Subject::HandoverDeclined, person(JOKE));
    assert!(notice.body.nl.contains("Je blijft casemanager.") && notice.body.nl.ends_with("Reden: Geen plaats"));
}

#[test]
fn az_10_no_answer_alarms_both_sides_and_the_coordinators_of_both_networks() {
    let south = Seat::new(crate::ids::PersonId::new(ulid::Ulid(990)), OTHER_PRACTICE);
    let mut directory = crate::fixtures::directory();
    let coordinator = Person {
        id: south.person,
        name: "Zuid".to_owned(),
        phone: String::new(),
        roles: [(OTHER_PRACTICE, Role::Coordinator)].into(),
        absences: Vec::new(),
    };
    directory.people.insert(coordinator);
    let mut case = opened_case();
    apply(&mut case, &ctx(JOKE, day(5, 11)), &[propose(relocation())]);
    let tick = Context { actor: crate::seat::Actor::System, ..ctx_in(&directory, JOKE, day(5, 16)) };
    let coordinators = Presence::of(&tick).coordinators(&[PRACTICE, OTHER_PRACTICE]);
    let told = told(&mut case, &tick, &[CaseEvent::HandoverUnanswered { no: 1, coordinators }]);
    let expected = sorted(vec![person(JOKE), Receiver::Org(OTHER_PRACTICE), person(REGINA), person(south)]);
    assert_eq!(receivers(&told, Subject::HandoverUnanswered), expected);
    assert!(told.iter().all(|notice| notice.policy == ContentPolicy::Logistics));
    assert!(told[0].body.nl.contains("blijft Joke de Vries casemanager"), "{}", told[0].body.nl);
}

#[test]
fn az_10_a_withdrawn_proposal_is_told_to_the_receiver_who_was_asked() {
    let mut case = opened_case();
    let to_lotte = Proposal { to_person: Some(LOTTE.person), ..relocation() };
    apply(&mut case, &ctx(JOKE, day(5, 11)), &[propose(to_lotte)]);
    let withdrawn = CaseEvent::HandoverWithdrawn { no: 1, reason: "Verhuizing gaat niet door".to_owned() };
    let told = told(&mut case, &ctx(JOKE, day(5, 12)), &[withdrawn]);
    assert_eq!(receivers(&told, Subject::HandoverWithdrawn), [person(LOTTE)]);
    assert_eq!(told.len(), 1);
}

fn letter() -> ReferralLetter {
    ReferralLetter {
        reason: "Sectio in anamnese".to_owned(),
        history: "G2P1".to_owned(),
        findings: "36w1d, hoofdligging".to_owned(),
        question: "Overname van zorg".to_owned(),
        psychosocial: "Maatschappelijk werk loopt".to_owned(),
        case_manager: Some(JOKE.person),
    }
}

#[test]
fn az_11_the_letter_goes_to_second_line_and_names_the_case_manager() {
    let mut case = opened_case();
    let planned = Proposal {
        handover: HandoverKind::Planned { letter: letter() },
        to_org: HOSPITAL,
        to_person: Some(SANNE.person),
        ..relocation()
    };
    let told = told(&mut case, &ctx(JOKE, day(9, 15)), &[propose(planned)]);
    assert_eq!(receivers(&told, Subject::ReferralLetter), [Receiver::Org(HOSPITAL)]);
    let notice = find(&told, Subject::ReferralLetter, Receiver::Org(HOSPITAL));
    assert!(notice.body.nl.contains("Reden van verwijzing: Sectio in anamnese"));
    let manager = "Casemanager: Joke de Vries (Verloskundigen Ter Apel), 06-10203040";
    assert!(notice.body.nl.ends_with(manager), "{}", notice.body.nl);
}

#[test]
fn az_11_the_letter_of_an_acute_handover_is_sent_when_it_is_written() {
    let mut case = opened_case();
    let acute = Proposal { handover: HandoverKind::Acute { letter_by: day(9, 17) }, to_org: HOSPITAL, ..relocation() };
    let first = told(&mut case, &ctx(FATMA, day(9, 15)), &[propose(acute)]);
    assert_eq!(receivers(&first, Subject::ReferralLetter), []);
    let sent = CaseEvent::ReferralLetterSent { no: 1, letter: letter() };
    let second = told(&mut case, &ctx(JOKE, day(9, 16)), &[sent]);
    assert_eq!(receivers(&second, Subject::ReferralLetter), [Receiver::Org(HOSPITAL)]);
}

fn urgent() -> Signal {
    Signal { urgency: Urgency::Urgent, text: "RR 155/100".to_owned(), from: With::Org { org: GC_A } }
}

#[test]
fn az_06_an_urgent_signal_reaches_the_case_manager_and_while_she_is_away_her_deputy() {
    let raised = CaseEvent::SignalRaised { no: 1, signal: urgent(), taken_by: Some(MARIE) };
    let mut case = opened_case();
    let present = told(&mut case, &ctx(MARIE, day(4, 1)), std::slice::from_ref(&raised));
    assert_eq!(receivers(&present, Subject::UrgentSignal), [person(JOKE)]);
    assert!(present[0].body.nl.contains("RR 155/100\n\nAangenomen door Marie Jansen"), "{}", present[0].body.nl);

    let away = directory_without(JOKE, day(3, 30), None);
    let mut case = opened_case();
    let absent = told(&mut case, &ctx_in(&away, MARIE, day(4, 1)), std::slice::from_ref(&raised));
    assert_eq!(receivers(&absent, Subject::UrgentSignal), sorted(vec![person(JOKE), person(FATMA)]));

    let ill = vec![Absence { from: day(3, 30), until: None }];
    let mut directory = away;
    directory.people.change(FATMA.person, |fatma| fatma.absences.clone_from(&ill));
    let by_inge = CaseEvent::SignalRaised { no: 1, signal: urgent(), taken_by: Some(INGE) };
    let mut case = opened_case();
    let carers = told(&mut case, &ctx_in(&directory, INGE, day(4, 1)), std::slice::from_ref(&by_inge));
    assert_eq!(receivers(&carers, Subject::UrgentSignal), sorted(vec![person(JOKE), person(MARIE)]));

    directory.people.change(MARIE.person, |marie| marie.absences = ill);
    let mut case = opened_case();
    let nobody = told(&mut case, &ctx_in(&directory, INGE, day(4, 1)), &[by_inge]);
    let everyone = sorted(vec![person(JOKE), Receiver::Org(PRACTICE), person(REGINA)]);
    assert_eq!(receivers(&nobody, Subject::UrgentSignal), everyone, "the coordinator of the network sees to it");
    let coordinator = find(&nobody, Subject::UrgentSignal, person(REGINA));
    assert_eq!(coordinator.policy, ContentPolicy::Logistics);
    assert!(!coordinator.body.nl.contains("155") && coordinator.body.nl.contains("0599-112112"), "{coordinator:?}");
}

#[test]
fn az_06_what_the_case_manager_took_herself_or_is_not_urgent_is_not_told() {
    let mut case = opened_case();
    let by_herself = CaseEvent::SignalRaised { no: 1, signal: urgent(), taken_by: Some(JOKE) };
    assert_eq!(told(&mut case, &ctx(JOKE, day(4, 1)), &[by_herself]), []);
    let normal = Signal { urgency: Urgency::Normal, ..urgent() };
    let raised = CaseEvent::SignalRaised { no: 2, signal: normal, taken_by: Some(MARIE) };
    assert_eq!(told(&mut case, &ctx(MARIE, day(4, 1)), &[raised]), []);
}

#[test]
fn az_12_agreements_reach_gc_a_and_coa_with_who_for_which_situation() {
    let mut case = opened_case();
    let agreements = vec![
        Agreement { situation: Situation::Psychosocial, case_manager: JOKE },
        Agreement { situation: Situation::Birth, case_manager: SANNE },
    ];
    let agreed = CaseEvent::SharingAgreed { agreements, from: day(9, 20) };
    let agreed = told(&mut case, &ctx(JOKE, day(9, 16)), &[agreed]);
    let expected = sorted(vec![Receiver::Org(GC_A), Receiver::Org(COA), person(SANNE)]);
    assert_eq!(receivers(&agreed, Subject::SharingAgreed), expected);
    for org in [GC_A, COA] {
        let body = &find(&agreed, Subject::SharingAgreed, Receiver::Org(org)).body.nl;
        assert!(body.contains("– psychosociale zorg: Joke de Vries (Verloskundigen Ter Apel), 06-10203040"), "{body}");
        assert!(body.contains("– de bevalling: Sanne Mulder (Ziekenhuis Emmen), 06-10203040"), "{body}");
    }
    let ended = CaseEvent::SharingEnded { reason: "Terug in de eerste lijn".to_owned() };
    let ended = told(&mut case, &ctx(JOKE, day(10, 20)), &[ended]);
    assert_eq!(receivers(&ended, Subject::SharingEnded), expected);
}

#[test]
fn az_12_a_request_that_cannot_be_met_is_answered_to_client_and_gc_a() {
    let mut case = opened_case();
    let declined = CaseEvent::SharingRequestDeclined { reason: "Zorg ligt geheel in de tweede lijn".to_owned() };
    let told = told(&mut case, &ctx(JOKE, day(9, 16)), &[declined]);
    let expected = sorted(vec![Receiver::Client(CLIENT), Receiver::Org(GC_A)]);
    assert_eq!(receivers(&told, Subject::SharingRequestDeclined), expected);
    assert!(told[0].body.nl.contains("Reden: Zorg ligt geheel in de tweede lijn"));
}

#[test]
fn az_08_decisions_of_a_meeting_reach_who_must_act_once_each() {
    let mut case = opened_case();
    let action = |no, what: &str, who| CaseEvent::ActionSet {
        no,
        action: ActionPlan { what: what.to_owned(), who, by: day(6, 1) },
        agenda: Some(1),
    };
    let events = [
        CaseEvent::AgendaDiscussed { no: 1, outcome: "Samen optrekken".to_owned() },
        action(1, "Poli bellen", Some(SANNE)),
        action(2, "Echo plannen", Some(SANNE)),
        action(3, "Vervoer regelen voor echo", Some(COEN)),
        action(4, "Cliënt inlichten", None),
        action(5, "Verslag maken", Some(MARIE)),
    ];
    let told = told(&mut case, &ctx(MARIE, day(5, 18)), &events);
    assert_eq!(receivers(&told, Subject::ActionAssigned), sorted(vec![person(SANNE), person(COEN), person(JOKE)]));
    let sanne = find(&told, Subject::ActionAssigned, person(SANNE));
    assert_eq!(sanne.body.nl, "Poli bellen, uiterlijk 1 juni 2026.\n\nEcho plannen, uiterlijk 1 juni 2026.");
    let coen = find(&told, Subject::ActionAssigned, person(COEN));
    assert_eq!(coen.policy, ContentPolicy::Logistics);
    assert!(!coen.body.nl.contains("echo"), "{}", coen.body.nl);
}

#[test]
fn az_09_a_delegate_hears_what_is_asked_and_who_stays_responsible() {
    let mut case = opened_case();
    let step = regie_pathway::StepId::from("home-visit");
    let delegated = CaseEvent::StepDelegated { pathway: az(), step, nth: 1, to: MARIE, reason: None, sealed: false };
    let told = told(&mut case, &ctx(JOKE, day(5, 18)), &[delegated]);
    let notice = find(&told, Subject::StepDelegated, person(MARIE));
    assert!(notice.body.nl.starts_with("Huisbezoek, uiterlijk 14 september 2026."), "{}", notice.body.nl);
    assert!(notice.body.nl.contains("Casemanager blijft Joke de Vries"));
}

#[test]
fn az_07_informed_providers_read_it_and_the_coa_does_not() {
    let mut case = opened_case();
    let informed = CaseEvent::ProvidersInformed {
        no: 1,
        orgs: vec![GP, COA],
        subject: "Diabetes".to_owned(),
        text: "Start insuline".to_owned(),
    };
    let told = told(&mut case, &ctx(JOKE, day(5, 18)), &[informed]);
    assert!(find(&told, Subject::ProvidersInformed, Receiver::Org(GP)).body.nl.contains("Start insuline"));
    let coa = find(&told, Subject::ProvidersInformed, Receiver::Org(COA));
    assert_eq!(coa.policy, ContentPolicy::NoContent);
}

#[test]
fn az_01_who_becomes_case_manager_or_deputy_by_anothers_hand_is_told() {
    let case = opened_case();
    let deputy = Deputyship { deputy: FATMA, from: day(3, 2), until: None };
    let opened = [CaseEvent::Opened { client: CLIENT, case_manager: JOKE, deputy, on: day(3, 2) }];
    let by_marie = notices(None, &opened, &case, &ctx(MARIE, day(3, 2)));
    assert_eq!(receivers(&by_marie, Subject::NewCaseManager), [person(JOKE)]);
    assert_eq!(receivers(&by_marie, Subject::DeputyNamed), [person(FATMA)]);
    assert_eq!(notices(None, &opened, &case, &system(day(3, 2))), [], "an import sends no post");
}

#[test]
fn az_01_who_stood_in_hears_when_her_cover_ends_and_only_then() {
    let named = |deputy, from, until| CaseEvent::DeputyNamed { deputyship: Deputyship { deputy, from, until } };
    let mut case = opened_case();
    apply(&mut case, &ctx(JOKE, day(4, 1)), &[named(MARIE, day(4, 1), Some(day(4, 20)))]);
    let mut ended = case.clone();
    let back = told(&mut ended, &ctx(TESS, day(4, 6)), &[named(FATMA, day(4, 6), None)]);
    let marie = find(&back, Subject::DeputyNamed, person(MARIE));
    assert!(marie.body.nl.contains("Vanaf 6 april 2026 vervang je Joke de Vries"), "{}", marie.body.nl);
    let joke = find(&back, Subject::DeputyNamed, person(JOKE));
    assert_eq!(joke.title.nl, "De waarneming voor je is voorbij");
    let mut for_a_while = case.clone();
    let between = told(&mut for_a_while, &ctx(JOKE, day(4, 6)), &[named(TESS, day(4, 6), Some(day(4, 8)))]);
    assert_eq!(receivers(&between, Subject::DeputyNamed), [person(TESS)], "Marie stands in again from the ninth");
    let for_good = told(&mut case, &ctx(JOKE, day(4, 6)), &[named(TESS, day(4, 6), None)]);
    assert_eq!(receivers(&for_good, Subject::DeputyNamed), sorted(vec![person(MARIE), person(TESS)]));
}

#[test]
fn a_code_equals_its_form_in_json() {
    for subject in [Subject::NewCaseManager, Subject::HandoverUnanswered, Subject::SharingRequestDeclined] {
        assert_eq!(serde_json::to_string(&subject).unwrap(), format!("\"{}\"", subject.code()));
    }
    assert_eq!(Receiver::Org(COA).to_string(), COA.stream());
}

/// A COA, or a person who sees logistics only.
fn sees_logistics_only(receiver: Receiver) -> bool {
    let directory = crate::fixtures::directory();
    match receiver {
        Receiver::Org(org) => directory.kind(org) == Some(OrgKind::Coa),
        Receiver::Person(id) => directory.person(id).is_none_or(|person| {
            person.roles.iter().all(|(org, role)| {
                directory.kind(*org) == Some(OrgKind::Coa) || matches!(role, Role::Logistics | Role::Coordinator)
            })
        }),
        Receiver::Client(_) | Receiver::Elsewhere => false,
    }
}

proptest! {
    #[test]
    fn az_12_the_coa_never_gets_medical_content(
        course in any_course(),
        events in prop::collection::vec(any_event(), 1..6),
        absent in any::<bool>(),
    ) {
        let directory = if absent { directory_without(JOKE, day(1, 1), None) } else { crate::fixtures::directory() };
        let ctx = ctx_in(&directory, MARIE, day(6, 1));
        let mut case = opened_case();
        apply(&mut case, &ctx, &course);
        let told = told(&mut case, &ctx, &events);
        for (index, notice) in told.iter().enumerate() {
            let texts = [&notice.body.nl, &notice.body.en];
            if sees_logistics_only(notice.receiver) {
                prop_assert!(notice.policy < ContentPolicy::Medical, "{notice:?}");
            }
            if notice.policy < ContentPolicy::Medical {
                prop_assert!(texts.iter().all(|text| !text.contains(SECRET)), "{notice:?}");
            }
            prop_assert!(!notice.title.nl.contains(SECRET) && !notice.title.en.contains(SECRET), "{notice:?}");
            prop_assert!(texts.iter().all(|text| !text.is_empty()), "{notice:?}");
            let again = |other: &Notice| (other.receiver, other.subject) == (notice.receiver, notice.subject);
            prop_assert!(!told[index + 1..].iter().any(again), "once per subject: {notice:?}");
        }
    }
}

#[test]
fn az_13_the_first_line_hears_that_the_case_moved_within_second_line() {
    let to_tess = |from: Seat, to: Seat| Proposal {
        work: Vec::new(),
        handover: HandoverKind::Colleague,
        from,
        proposed_by: from,
        to_org: to.org,
        to_person: Some(to.person),
        note: String::new(),
        answer_by: day(5, 15),
    };
    let accepted = |no, by: Seat, deputy: Seat| CaseEvent::HandoverAccepted {
        no,
        by,
        deputy: Deputyship { deputy, from: day(5, 12), until: None },
        actions: Vec::new(),
        moves_on: None,
    };
    let mut case = opened_case();
    let acute = Proposal { handover: HandoverKind::Acute { letter_by: day(5, 13) }, ..to_tess(JOKE, SANNE) };
    apply(&mut case, &ctx(JOKE, day(5, 11)), &[propose(acute)]);
    let first = told(&mut case, &ctx(SANNE, day(5, 12)), &[accepted(1, SANNE, TESS)]);
    assert!(!receivers(&first, Subject::NewCaseManager).contains(&person(JOKE)), "she hears it as the sender");
    let no_2 = CaseEvent::HandoverProposed { no: 2, proposal: to_tess(SANNE, TESS) };
    apply(&mut case, &ctx(SANNE, day(5, 12)), &[no_2]);
    let second = told(&mut case, &ctx(TESS, day(5, 12)), &[accepted(2, TESS, SANNE)]);
    let to_joke = find(&second, Subject::NewCaseManager, person(JOKE));
    assert!(to_joke.body.nl.contains("Tess Hendriks"), "{to_joke:?}");
}

#[test]
fn az_15_a_death_is_told_to_everyone_around_her_and_to_the_coa_as_logistics() {
    let mut case = opened_case();
    let reason = crate::case::records::ClosingReason::Died;
    let closed = CaseEvent::Closed { on: day(5, 12), reason, note: "Plotseling".to_owned(), died_on: Some(day(5, 10)) };
    let told = told(&mut case, &ctx(JOKE, day(5, 12)), &[closed]);
    let expected = sorted(orgs(&[GP, GC_A, COA, JGZ, KRAAMZORG]).chain([person(FATMA)]).collect());
    assert_eq!(receivers(&told, Subject::ClientDied), expected);
    for notice in &told {
        assert_eq!(notice.policy, ContentPolicy::Logistics);
        assert!(notice.body.nl.starts_with("De cliënt is op 10 mei 2026 overleden."), "{}", notice.body.nl);
        assert!(!notice.body.nl.contains("Plotseling"), "{}", notice.body.nl);
    }
}
