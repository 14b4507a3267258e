//! Why a visit is where it is, and who could stand in.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

use regie_roster::check::check;
use regie_roster::generate::{Spec, World};
use regie_roster::reasons::{Alternative, Because, ChoiceKind, Reasons};
use regie_roster::solve::{Effort, Rounds, solve};
use regie_roster::{Instance, Plan};

fn region() -> (Instance, Plan) {
    let spec =
        Spec { seed: 2, midwives: 8, dedicated: 2, births_in_ten_days: 25, days: 10, mornings: 2, ..Spec::default() };
    let instance = World::new(&spec).first_morning();
    let plan = solve(&instance, None, &Effort::cold(1), &mut Rounds(400)).unwrap().plan;
    (instance, plan)
}

#[test]
fn pn_04_every_planned_visit_says_why_and_what_the_next_best_would_cost() {
    let (instance, plan) = region();
    let reasons = Reasons::new(&instance, &plan).unwrap();
    let mut with_next = 0;
    for (route, stop) in plan.stops() {
        let reason = reasons.of(&stop.visit).unwrap();
        assert_eq!((reason.midwife.as_ref(), reason.day), (Some(&route.midwife), Some(route.day)));
        for next in &reason.next {
            assert_eq!(next.units.values().sum::<i64>(), next.extra, "{reason:?}");
            assert!((&next.midwife, next.day) != (&route.midwife, route.day));
        }
        assert!(reason.next.is_sorted_by_key(|next| next.extra), "{reason:?}");
        with_next += usize::from(!reason.next.is_empty());
        let (client, _) = instance.visits().find(|(_, visit)| visit.id == stop.visit).unwrap();
        assert_eq!(reason.because.contains(&Because::Attended), client.attending.as_ref() == Some(&route.midwife));
        assert!(!reason.because.is_empty() || reason.next.first().is_none_or(|next| next.extra <= 0), "{reason:?}");
    }
    assert!(with_next * 10 > plan.stops().count() * 8, "{with_next}");
}

#[test]
fn pn_04_the_cost_of_the_next_best_is_what_the_roster_would_cost() {
    let (instance, plan) = region();
    let before = check(&instance, &plan).bill.total;
    let reasons = Reasons::new(&instance, &plan).unwrap();
    let (route, stop) = plan.stops().last().unwrap();
    let replacements = reasons.replacements(&route.midwife, route.day, route.day);
    let ranked = &replacements.iter().find(|one| one.visit == stop.visit).unwrap().ranked;
    let same_day = ranked.iter().filter(|one| one.kind == ChoiceKind::SameDay);
    let ranked: Vec<&Alternative> = same_day.map(|one| &one.place).collect();
    assert!(ranked.iter().all(|one| one.midwife != route.midwife && one.day == route.day), "{ranked:?}");
    let mut names: Vec<&String> = ranked.iter().map(|one| &one.midwife).collect();
    names.dedup();
    assert_eq!(names.len(), ranked.len());
    // Pinned to the first of them and searched no further, the roster costs just that.
    let first = ranked[0];
    let mut pinned = instance.clone();
    for visit in pinned.clients.iter_mut().flat_map(|client| &mut client.visits).filter(|visit| visit.id == stop.visit)
    {
        visit.pinned.midwife = Some(first.midwife.clone());
        visit.pinned.day = Some(first.day);
    }
    let found = solve(&pinned, Some(&plan), &Effort::warm(1), &mut Rounds(0)).unwrap();
    assert_eq!(check(&pinned, &found.plan).bill.total - before, first.extra);
}
