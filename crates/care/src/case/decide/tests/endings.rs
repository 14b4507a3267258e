//! What an ending other than a complete course leaves owed: to a child in danger, to who takes over, to relatives.

use std::sync::LazyLock;

use jiff::civil::Date;
use regie_pathway::{self as pathway, Command as P, FactValue};

use crate::case::records::ClosingReason::{self, Completed, Declined, Died, OpenedByMistake, OutOfReach};
use crate::case::{Case, CaseCommand, Context, Obstacle};
use crate::closing::obstacles_for;
use crate::fixtures::{self, FATMA, JOKE, MARIE, ctx, day, give, indicated, opened_case, pathways};
use crate::notice::{Receiver, Subject, notices};
use crate::pathways::Pathways;
use crate::seat::{Actor, Seat};

static PATHWAYS: LazyLock<Pathways> = LazyLock::new(|| {
    let mut known = pathways();
    for (name, text) in [
        ("psychosociaal", include_str!("../../../../../../pathways/psychosociaal/pathway.toml")),
        ("palliatief", include_str!("../../../../../../pathways/palliatief/pathway.toml")),
    ] {
        known.add(pathway::Definition::parse(name, text).unwrap());
    }
    known
});

fn on(actor: Seat, date: Date) -> Context<'static> {
    Context { pathways: &PATHWAYS, ..ctx(actor, date) }
}

/// A case that is on this pathway too.
fn case_on(pathway: &str) -> Case {
    let mut case = opened_case();
    let start = CaseCommand::StartPathway { pathway: pathway.into(), anchors: [].into(), facts: [].into() };
    give(&mut case, &on(JOKE, day(6, 1)), &start).unwrap();
    case
}

fn tell(case: &mut Case, pathway: &str, date: Date, command: P) {
    let command = CaseCommand::Pathway { pathway: pathway.into(), command };
    give(case, &on(JOKE, date), &command).unwrap_or_else(|refusal| panic!("{command:?}: {refusal}"));
}

fn yes(fact: &str) -> P {
    P::SetFact { fact: fact.into(), value: FactValue::YesNo(true) }
}

/// Whether the step stands in the way of closing for this reason.
fn owes(case: &Case, reason: ClosingReason, id: &str) -> bool {
    obstacles_for(case, &PATHWAYS, reason)
        .iter()
        .any(|obstacle| matches!(obstacle, Obstacle::Step { step, .. } if step.as_str() == id))
}

#[test]
fn ps_02_a_danger_that_is_looked_into_is_not_closed_away() {
    let mut case = case_on("psychosociaal");
    for reason in [OpenedByMistake, Died] {
        assert!(!owes(&case, reason, "meldcode-signals"), "{reason:?}: nothing is suspected");
    }
    tell(&mut case, "psychosociaal", day(6, 2), yes("suspicion"));
    for reason in [OpenedByMistake, Died, Declined, OutOfReach] {
        assert!(owes(&case, reason, "meldcode-signals"), "{reason:?}");
    }
}

#[test]
fn ps_02_no_care_is_complete_without_the_kindcheck_unless_it_was_called_for_by_mistake() {
    let end = |step: &str, outcome: &str| {
        let outcome = Some(outcome.into());
        P::complete(step, day(6, 2)).with_outcome(outcome)
    };
    let reason = || "bij de verkeerde cliënt".to_owned();
    let mut case = case_on("psychosociaal");
    tell(&mut case, "psychosociaal", day(6, 2), end("screening", "problem"));
    let skip = P::Skip { step: "kindcheck".into(), nth: None, reason: reason() };
    tell(&mut case, "psychosociaal", day(6, 2), skip);
    assert!(owes(&case, Completed, "kindcheck"), "a reason to skip it is a reason to close it otherwise");
    let mut mistaken = case.clone();
    let reopen = P::Reopen { step: "screening".into(), nth: None, reason: reason() };
    tell(&mut mistaken, "psychosociaal", day(6, 2), reopen);
    tell(&mut mistaken, "psychosociaal", day(6, 2), end("screening", "no-problem"));
    assert!(!owes(&mistaken, Completed, "kindcheck"), "there was no problem");
    // When there is one after all, it is called for once more.
    tell(&mut mistaken, "psychosociaal", day(6, 2), P::SetFact { fact: "ppm".into(), value: FactValue::YesNo(true) });
    assert!(owes(&mistaken, Completed, "kindcheck"));
    tell(&mut mistaken, "psychosociaal", day(6, 2), end("kindcheck", "safe"));
    assert!(!owes(&mistaken, Completed, "kindcheck"));
}

#[test]
fn ps_07_who_gave_birth_and_leaves_or_dies_is_handed_over() {
    let mut case = case_on("psychosociaal");
    let (done, kraamzorg) = ("handover-postpartum", "handover-kraamzorg");
    for (step, outcome) in [
        ("screening", Some("problem")),
        ("kindcheck", Some("safe")),
        ("inventory-care", None),
        ("ask-consent", Some("refused")),
        ("complexity", None),
        ("consent-specialised", Some("given")),
        ("make-appointment", None),
        ("appointment", Some("attended")),
    ] {
        tell(&mut case, "psychosociaal", day(6, 3), fixtures::done(step, day(6, 3), outcome));
    }
    assert!(owes(&case, Declined, done), "who coordinates after birth hears of her in any case");
    assert!(!owes(&case, Declined, kraamzorg), "before the birth there is nothing to hand over to maternity care");
    let born = P::SetAnchor { anchor: "born".into(), date: day(6, 4), reason: None };
    tell(&mut case, "psychosociaal", day(6, 5), born);
    for reason in [Declined, OutOfReach] {
        assert!(owes(&case, reason, done) && owes(&case, reason, kraamzorg), "{reason:?}");
    }
    assert!(owes(&case, Died, done) && owes(&case, Died, "handover-jgz"), "her child lives");
}

#[test]
fn pz_03_death_does_not_end_the_care_for_the_relatives() {
    let mut case = case_on("palliatief");
    indicated(&mut case, &on(JOKE, day(6, 2)), "palliatief", "guided");
    let aftercare = ["record-death", "condolence", "offer-aftercare"];
    for step in aftercare {
        assert!(owes(&case, Died, step), "{step}");
        assert!(!owes(&case, Declined, step), "{step}: who lives and declines leaves nobody to condole with");
    }
    let died = P::SetAnchor { anchor: "died".into(), date: day(6, 3), reason: None };
    tell(&mut case, "palliatief", day(6, 4), died);
    for step in aftercare {
        assert!(owes(&case, Declined, step), "{step}: another word for the ending changes nothing");
    }
}

#[test]
fn ps_02_nobody_makes_herself_deputy_and_the_case_manager_hears_of_every_other() {
    let today = day(6, 1);
    for mut case in [opened_case(), case_on("psychosociaal")] {
        let name = |deputy| CaseCommand::NameDeputy { deputy, from: today, until: None };
        let refused = give(&mut case, &on(MARIE, today), &name(MARIE)).unwrap_err();
        assert_eq!(refused.code(), "deputy-names-herself");
        let before = case.clone();
        let by = on(FATMA, today);
        let events = give(&mut case, &by, &name(MARIE)).unwrap();
        let told = notices(Some(&before), &events, &case, &by);
        let hears = |seat: Seat| {
            told.iter().any(|one| one.subject == Subject::DeputyNamed && one.receiver == Receiver::Person(seat.person))
        };
        assert!(hears(MARIE) && hears(JOKE), "{told:?}");
        assert_eq!(by.actor, Actor::Person(FATMA));
    }
}
