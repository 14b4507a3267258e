//! The seal on Kindcheck and Meldcode: who reads it, at every event, and how others are refused (PS-02, PS-04).

use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::Date;
use proptest::prelude::*;
use regie_pathway::{self as pathway, Command as P, FactValue, PathwayId};

use super::outcome;
use crate::case::records::{Channel, Contact, Direction, HandoverKind, With};
use crate::case::seal::{SealedSubject, Why};
use crate::case::{Case, CaseCommand, CaseEvent, CompletedStep, Context, decide, evolve};
use crate::fixtures::{
    self, FATMA, GUUS, HOSPITAL, INGE, JOKE, LOTTE, MARIE, NADIA, OTHER_PRACTICE, PRACTICE, SANNE, TESS, ctx, day,
    give, opened_case, opening_day, pathways, recorded,
};
use crate::pathways::Pathways;
use crate::sealing;
use crate::seat::{Actor, Seat};

/// Another pathway that asks one of the sealed questions, and lets everybody read the answer.
const CARELESS: &str = r#"
[pathway]
id = "careless"
version = "1"
title = { nl = "Slordig", en = "Careless" }
[roles]
midwife = { nl = "verloskundige", en = "midwife" }
[facts]
child-at-risk = { kind = "yes-no", ask = { nl = "Gevaar?", en = "Danger?" } }
ppm = { kind = "yes-no", ask = { nl = "Problematiek?", en = "Problems?" } }
[[step]]
id = "act"
kind = "task"
by = "midwife"
title = { nl = "Handelen", en = "Act" }
opens = "child-at-risk or ppm"
"#;

static PATHWAYS: LazyLock<Pathways> = LazyLock::new(|| {
    let mut known = pathways();
    let text = include_str!("../../../../../../pathways/psychosociaal/pathway.toml");
    known.add(pathway::Definition::parse("psychosociaal", text).unwrap());
    known.add(pathway::Definition::parse("careless", CARELESS).unwrap());
    known
});

pub(super) fn on(actor: Seat, date: Date) -> Context<'static> {
    Context { pathways: &PATHWAYS, ..ctx(actor, date) }
}

pub(super) fn psy() -> PathwayId {
    PathwayId::from("psychosociaal")
}

pub(super) fn step(command: P) -> CaseCommand {
    CaseCommand::Pathway { pathway: psy(), command }
}

/// The steps that are recorded with words.
const ASK_WORDS: [&str; 3] = ["meldcode-weigh", "meldcode-decide", "meldcode-help"];

pub(super) fn complete(step_id: &str, outcome: Option<&str>, date: Date) -> CaseCommand {
    let mut command = fixtures::done(step_id, date, outcome);
    if let P::Complete { words, .. } = &mut command {
        *words = ASK_WORDS.contains(&step_id).then(|| "gewogen".to_owned());
    }
    step(command)
}

pub(super) fn fact(fact: &str, value: bool) -> CaseCommand {
    step(P::SetFact { fact: fact.into(), value: FactValue::YesNo(value) })
}

pub(super) fn start(pathway: &str) -> CaseCommand {
    CaseCommand::StartPathway { pathway: pathway.into(), anchors: [].into(), facts: [].into() }
}

pub(super) fn note(text: &str) -> CaseCommand {
    CaseCommand::WriteSealedNote { subject: SealedSubject::Meldcode, text: text.to_owned() }
}

pub(super) fn reason() -> Option<String> {
    Some("kent het gezin".to_owned())
}

pub(super) fn name(reader: Seat) -> CaseCommand {
    CaseCommand::NameReader { reader, reason: "aandachtsfunctionaris".to_owned() }
}

pub(super) fn strike(reader: Seat) -> CaseCommand {
    CaseCommand::StrikeReader { reader, reason: "niet meer nodig".to_owned() }
}

/// The case with the psychosocial pathway started by its case manager.
pub(super) fn started() -> Case {
    let mut case = opened_case();
    give(&mut case, &on(JOKE, opening_day()), &start("psychosociaal")).unwrap();
    case
}

/// And with the screening done by this person: the Kindcheck is to be done.
pub(super) fn screened(by: Seat) -> Case {
    let mut case = started();
    give(&mut case, &on(by, day(3, 3)), &complete("screening", Some("problem"), day(3, 3))).unwrap();
    case
}

pub(super) fn readers(case: &Case) -> Vec<(Seat, Why)> {
    case.seal.iter().flat_map(|seal| &seal.readers).map(|reader| (reader.seat, reader.why.clone())).collect()
}

#[test]
fn ps_02_the_seal_begins_with_the_first_sealed_step_and_names_who_needs_it() {
    let case = started();
    assert_eq!(case.seal, None, "that a Kindcheck belongs to the pathway says nothing yet");
    assert!(case.sealed_events > 0);
    assert!(case.reads_sealed(JOKE, day(3, 3)) && case.reads_sealed(FATMA, day(3, 3)));
    assert!(!case.reads_sealed(MARIE, day(3, 3)));
    let case = screened(MARIE);
    let expected = [(JOKE, Why::CaseManager), (FATMA, Why::Deputy), (MARIE, Why::Recorded)];
    assert_eq!(readers(&case), expected, "who recorded the screening is named, before the others nobody");
    let first = &case.seal.as_ref().unwrap().readers[0];
    assert_eq!((first.by, first.since), (Actor::Person(MARIE), on(MARIE, day(3, 3)).now));
}

#[test]
fn ps_02_a_note_makes_a_seal_where_nothing_else_is_sealed() {
    let mut case = opened_case();
    let joke = on(JOKE, day(3, 4));
    give(&mut case, &joke, &note("Blauwe plekken; zij zegt gevallen te zijn.")).unwrap();
    let seal = case.seal.as_ref().unwrap();
    assert_eq!(seal.notes.len(), 1);
    assert_eq!(readers(&case), [(JOKE, Why::CaseManager), (FATMA, Why::Deputy)]);
    give(&mut case, &joke, &name(MARIE)).unwrap();
    give(&mut case, &on(MARIE, day(3, 5)), &note("Gewogen met de aandachtsfunctionaris.")).unwrap();
    assert_eq!(case.seal.as_ref().unwrap().notes[1].by, MARIE);
    give(&mut case, &joke, &strike(MARIE)).unwrap();
    assert_eq!(outcome(&case, &on(MARIE, day(3, 6)), &note("nog iets")), "not-yours");
}

#[test]
fn ps_02_who_answers_for_the_case_is_named_with_it_and_no_longer_when_she_does_not() {
    let mut case = screened(JOKE);
    let colleague = CaseCommand::ProposeHandover {
        work: Vec::new(),
        handover: HandoverKind::Colleague,
        to_org: PRACTICE,
        to_person: Some(MARIE.person),
        note: String::new(),
        answer_by: day(3, 10),
    };
    give(&mut case, &on(JOKE, day(3, 4)), &colleague).unwrap();
    assert_eq!(outcome(&case, &on(MARIE, day(3, 5)), &note("mag zij al?")), "not-yours", "not before she accepts");
    let accept = CaseCommand::AcceptHandover { no: 1, deputy: INGE, actions: Vec::new() };
    assert_eq!(outcome(&case, &on(MARIE, day(3, 5)), &accept), "unfit-person");
    let accept = CaseCommand::AcceptHandover { no: 1, deputy: FATMA, actions: Vec::new() };
    let events = decide(&case, &accept, &on(MARIE, day(3, 5))).unwrap();
    let accepted = events.iter().position(|event| matches!(event, CaseEvent::HandoverAccepted { .. })).unwrap();
    for event in &events[..=accepted] {
        evolve(&mut case, event, recorded(&on(MARIE, day(3, 5))));
    }
    let named: Vec<Seat> = readers(&case).into_iter().map(|(seat, _)| seat).collect();
    assert_eq!(named, [FATMA, MARIE], "by the very event that makes her accountable; the former is struck");
}

#[test]
fn ps_02_a_deputy_reads_it_until_her_last_day_and_the_next_from_when_she_is_named() {
    let mut case = screened(JOKE);
    let deputy = CaseCommand::NameDeputy { deputy: MARIE, from: day(3, 10), until: Some(day(3, 20)) };
    give(&mut case, &on(JOKE, day(3, 4)), &deputy).unwrap();
    assert!(!case.reads_sealed(MARIE, day(3, 9)), "not before her first day");
    assert_eq!(case.will_read_sealed_from(MARIE, day(3, 9)), Some(day(3, 10)));
    assert!(case.reads_sealed(MARIE, day(3, 10)));
    assert!(case.reads_sealed(FATMA, day(3, 15)), "the fixed deputy stays that meanwhile");
    assert!(case.reads_sealed(MARIE, day(3, 20)));
    assert!(!case.reads_sealed(MARIE, day(3, 21)), "whether or not anything happened since");
    assert_eq!(case.next_reader_out_of_office(), Some(day(3, 21)));
    let ticked =
        give(&mut case, &Context { actor: Actor::System, ..on(JOKE, day(3, 21)) }, &CaseCommand::Tick).unwrap();
    assert!(ticked.contains(&CaseEvent::ReaderStruck { reader: MARIE, reason: None }), "{ticked:?}");
    assert_eq!(case.next_reader_out_of_office(), None);
    assert!(case.reads_sealed(FATMA, day(3, 21)));
}

#[test]
fn ps_02_who_is_not_named_is_refused_as_if_there_were_no_such_step() {
    let case = screened(JOKE);
    let marie = on(MARIE, day(3, 4));
    let refused = |command: &CaseCommand| decide(&case, command, &marie).unwrap_err().to_string();
    let same = |sealed: &CaseCommand, unknown: &CaseCommand| {
        assert_eq!(refused(sealed).replace("kindcheck", "x1").replace("suspicion", "x1"), refused(unknown));
    };
    same(&complete("kindcheck", Some("safe"), day(3, 4)), &complete("x1", Some("safe"), day(3, 4)));
    same(&complete("kindcheck", None, day(3, 9)), &complete("x1", None, day(3, 9)));
    let skip = |id: &str| step(P::Skip { step: id.into(), nth: Some(1), reason: "nee".to_owned() });
    same(&skip("kindcheck"), &skip("x1"));
    let plan = |id: &str| step(P::Plan { step: id.into(), nth: None, date: day(3, 9) });
    same(&plan("kindcheck"), &plan("x1"));
    same(&fact("suspicion", true), &fact("x1", true));
    let delegate =
        |id: &str| CaseCommand::DelegateStep { pathway: psy(), step: id.into(), nth: 1, to: FATMA, reason: reason() };
    same(&delegate("kindcheck"), &delegate("x1"));
    let contact = |id: &str| CaseCommand::RecordContact {
        contact: Contact {
            on: day(3, 4),
            channel: Channel::Phone,
            with: With::Client,
            direction: Direction::Outgoing,
            minutes: None,
            interpreter: false,
            note: "gebeld".to_owned(),
        },
        completes: vec![CompletedStep { pathway: psy(), step: id.into(), outcome: None }],
    };
    same(&contact("kindcheck"), &contact("x1"));
    assert_eq!(outcome(&case, &on(JOKE, day(3, 4)), &contact("kindcheck")), "sealed-step-by-contact");
    assert_eq!(outcome(&case, &on(JOKE, day(3, 4)), &complete("kindcheck", Some("safe"), day(3, 4))), "done");
}

#[test]
fn ps_02_naming_is_for_the_case_manager_and_never_strikes_who_answers_for_the_case() {
    let case = screened(JOKE);
    for (actor, command, expected) in [
        (MARIE, name(MARIE), "not-yours"),
        (JOKE, name(MARIE), "done"),
        (FATMA, name(GUUS), "done"),
        (JOKE, name(FATMA), "nothing-to-do"),
        (JOKE, name(NADIA), "unfit-organisation"),
        (JOKE, strike(JOKE), "reads-by-office"),
        (FATMA, strike(FATMA), "reads-by-office"),
        (JOKE, strike(MARIE), "nothing-to-do"),
        (MARIE, strike(FATMA), "not-yours"),
    ] {
        assert_eq!(outcome(&case, &on(actor, day(3, 4)), &command), expected, "{actor:?} {command:?}");
    }
    // Whether or not there is a seal, a colleague is refused alike.
    assert_eq!(outcome(&opened_case(), &on(MARIE, day(3, 4)), &name(MARIE)), "not-yours");
    assert_eq!(outcome(&opened_case(), &on(MARIE, day(3, 4)), &note("tekst")), "not-yours");
}

#[test]
fn ps_03_who_decides_must_be_able_to_read_on_what_it_rests() {
    let mut case = screened(JOKE);
    let (joke, marie) = (on(JOKE, day(3, 4)), on(MARIE, day(3, 4)));
    for command in [
        complete("kindcheck", Some("safe"), day(3, 4)),
        complete("inventory-care", None, day(3, 4)),
        complete("ask-consent", Some("refused"), day(3, 4)),
    ] {
        give(&mut case, &joke, &command).unwrap();
    }
    let decision = complete("complexity", None, day(3, 4));
    assert_eq!(outcome(&case, &marie, &decision), "rests-on-sealed");
    assert_eq!(outcome(&case, &joke, &decision), "done");
}

#[test]
fn ps_02_a_sealed_step_given_to_somebody_names_her() {
    let mut case = screened(JOKE);
    let delegate =
        CaseCommand::DelegateStep { pathway: psy(), step: "kindcheck".into(), nth: 1, to: MARIE, reason: reason() };
    give(&mut case, &on(JOKE, day(3, 4)), &delegate).unwrap();
    assert_eq!(readers(&case).last(), Some(&(MARIE, Why::Step { reason: "kent het gezin".to_owned() })));
    assert_eq!(outcome(&case, &on(MARIE, day(3, 4)), &complete("kindcheck", Some("safe"), day(3, 4))), "done");
    give(&mut case, &on(JOKE, day(3, 4)), &strike(MARIE)).unwrap();
    assert!(case.run(&psy()).unwrap().delegations.is_empty(), "she cannot do what she cannot read");
    assert_eq!(outcome(&case, &on(MARIE, day(3, 4)), &complete("kindcheck", Some("safe"), day(3, 4))), "unknown-step");
}

#[test]
fn ps_02_a_deputy_who_had_a_sealed_step_goes_on_reading_when_the_step_goes_to_somebody_else() {
    let mut case = screened(JOKE);
    let joke = on(JOKE, day(3, 4));
    let delegate =
        |to| CaseCommand::DelegateStep { pathway: psy(), step: "kindcheck".into(), nth: 1, to, reason: reason() };
    give(&mut case, &joke, &delegate(MARIE)).unwrap();
    give(&mut case, &joke, &CaseCommand::NameDeputy { deputy: MARIE, from: day(3, 4), until: None }).unwrap();
    give(&mut case, &joke, &delegate(FATMA)).unwrap();
    assert!(case.reads_sealed(MARIE, day(3, 4)), "{:?}", readers(&case));
}

#[test]
fn ps_02_an_answer_under_seal_is_not_told_to_a_pathway_in_which_everybody_reads_it() {
    let mut case = screened(JOKE);
    let joke = on(JOKE, day(3, 4));
    give(&mut case, &joke, &start("careless")).unwrap();
    let told = |case: &Case, fact: &str| case.run(&"careless".into()).unwrap().state.fact(&fact.into()).cloned();
    assert_eq!(told(&case, "ppm"), Some(FactValue::YesNo(true)), "what is not sealed goes along");
    give(&mut case, &joke, &complete("kindcheck", Some("at-risk"), day(3, 4))).unwrap();
    assert_eq!(told(&case, "child-at-risk"), None);
    let open = sealing::as_seen_by(&case, &PATHWAYS, Actor::Person(MARIE), day(3, 4)).unwrap();
    assert!(open.case.runs.iter().all(|run| run.state.fact(&"child-at-risk".into()).is_none()));
    assert_eq!((open.case.seal, open.case.sealed_events), (None, 0));
    assert!(sealing::as_seen_by(&case, &PATHWAYS, Actor::Person(JOKE), day(3, 4)).is_none());
}

/// One attempt of the property: who, what, whom, and how many days later.
fn attempts() -> impl Strategy<Value = Vec<(u8, u8, u8, u8)>> {
    prop::collection::vec((any::<u8>(), any::<u8>(), any::<u8>(), 0_u8..9), 1..40)
}

const PEOPLE: [Seat; 9] = [JOKE, FATMA, MARIE, NADIA, LOTTE, SANNE, TESS, INGE, GUUS];

fn attempt(case: &Case, what: u8, other: Seat, today: Date) -> CaseCommand {
    let pending = case.pending_handover();
    let answer =
        |deputy| CaseCommand::AcceptHandover { no: pending.map_or(1, |(no, _)| no), deputy, actions: Vec::new() };
    match what % 13 {
        0 => note("gewogen"),
        1 => name(other),
        2 => strike(other),
        3 => CaseCommand::NameDeputy { deputy: other, from: today, until: None },
        4 => CaseCommand::NameDeputy {
            deputy: other,
            from: today.saturating_add(2.days()),
            until: Some(today.saturating_add(6.days())),
        },
        5 | 6 => CaseCommand::ProposeHandover {
            work: Vec::new(),
            handover: match other.org {
                org if org == case.case_manager.org => HandoverKind::Colleague,
                org if org == HOSPITAL => HandoverKind::Acute { letter_by: today },
                org if org == OTHER_PRACTICE && !case.in_second_line() => {
                    HandoverKind::Relocation { moves_on: today, coa: None, gc_a: None, place: String::new() }
                }
                _ => HandoverKind::Return,
            },
            to_org: other.org,
            to_person: Some(other.person),
            note: String::new(),
            answer_by: today,
        },
        7 | 8 => answer(other),
        9 => complete("screening", Some("problem"), today),
        10 => complete("kindcheck", Some("at-risk"), today),
        11 => fact("suspicion", true),
        _ => {
            CaseCommand::DelegateStep { pathway: psy(), step: "kindcheck".into(), nth: 1, to: other, reason: reason() }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn ps_02_at_every_event_of_a_seal_the_case_manager_and_her_deputy_are_named(attempts in attempts()) {
        let mut case = started();
        let mut today = opening_day();
        for (who, what, whom, days) in attempts {
            today = today.saturating_add(i64::from(days).days());
            let pick = |die: u8| PEOPLE[usize::from(die) % PEOPLE.len()];
            // Half of the attempts are hers who can do something: the case manager, or who is asked to take over.
            let asked = case.pending_handover().and_then(|(_, handover)| {
                Some(Seat::new(handover.proposal.to_person?, handover.proposal.to_org))
            });
            let actor = if who % 2 == 0 { asked.filter(|_| who % 4 == 0).unwrap_or(case.case_manager) } else { pick(who) };
            let ctx = on(actor, today);
            let Ok(events) = decide(&case, &attempt(&case, what, pick(whom), today), &ctx) else { continue };
            let sealed = case.sealed_events;
            let hidden = events.iter().filter(|event| event.is_sealed()).count() as u64;
            for event in &events {
                evolve(&mut case, event, recorded(&ctx));
                let Some(seal) = &case.seal else { continue };
                prop_assert!(seal.reader(case.case_manager).is_some(), "{event:?}");
                let deputy = case.deputy_on(today).unwrap();
                prop_assert!(seal.reader(deputy).is_some() && case.reads_sealed(deputy, today), "{event:?}");
                let twice = seal.readers.iter().any(|one| seal.readers.iter().filter(|two| two.seat == one.seat).count() > 1);
                prop_assert!(!twice, "named once");
            }
            prop_assert_eq!(case.sealed_events, sealed + hidden);
            // Every event that is sealed is kept from who is not named; the others are told, without what they say of it.
            for event in &events {
                prop_assert_eq!(sealing::open_event(event, &case, &PATHWAYS).is_none(), event.is_sealed());
            }
            if let Some(leaves) = case.next_reader_out_of_office() {
                prop_assert!(leaves > today, "no day of which Regie would be reminded for ever");
            }
        }
    }
}

#[test]
fn ps_04_what_goes_in_turn_was_done_since_the_care_began_and_is_told_whenever() {
    let mut case = opened_case();
    let joke = on(JOKE, day(4, 1));
    give(&mut case, &joke, &start("psychosociaal")).unwrap();
    give(&mut case, &joke, &fact("suspicion", true)).unwrap();
    let done = |step: &str, date| complete(step, None, date);
    assert_eq!(outcome(&case, &joke, &done("meldcode-signals", day(3, 1))), "before-care-began");
    // The pathway began after that day, the care did not.
    give(&mut case, &joke, &done("meldcode-signals", day(3, 24))).unwrap();
    assert_eq!(outcome(&case, &joke, &done("meldcode-consult", day(3, 23))), "before-its-turn");
    give(&mut case, &joke, &done("meldcode-consult", day(3, 24))).unwrap();
    assert_eq!(outcome(&case, &joke, &done("meldcode-talk", day(3, 23))), "before-its-turn");
}
