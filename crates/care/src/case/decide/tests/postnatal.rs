//! What the visiting midwife decides about a visit, and what is recorded of a birth.

use jiff::civil::Date;
use regie_pathway::Command;

use super::check;
use crate::case::{Case, CaseCommand, CaseEvent};
use crate::fixtures::{FATMA, JOKE, az, ctx, day, due_date, give, opened_case};
use crate::ids::PersonId;
use crate::postnatal::{BirthDetails, BirthPlace, VisitCode, VisitDecision, heel_prick_days, heel_prick_visit_days};
use crate::region::Means;

/// A case whose child was born today, at the due date.
fn born_today() -> (Case, Date) {
    let mut case = opened_case();
    let today = due_date();
    give(&mut case, &ctx(JOKE, today), &CaseCommand::Tick).unwrap();
    let outcome = Some("case-manager".into());
    let command = Command::complete("birth", today).with_outcome(outcome);
    give(&mut case, &ctx(JOKE, today), &CaseCommand::Pathway { pathway: az(), command }).unwrap();
    (case, today)
}

fn agree(visit: VisitCode, means: Means, first: Date, last: Date) -> CaseCommand {
    CaseCommand::AgreeVisit { visit, decision: VisitDecision::Agreed { means, first, last, from: None, until: None } }
}

fn after(date: Date, days: i64) -> Date {
    date.saturating_add(jiff::Span::new().days(days))
}

#[test]
fn pn_04_the_visiting_midwife_sets_each_visit_and_what_must_be_in_person_stays_so() {
    let (case, born) = born_today();
    let at = |days| after(born, days);
    let hours = |from, until| CaseCommand::AgreeVisit {
        visit: VisitCode::SecondCheck,
        decision: VisitDecision::Agreed { means: Means::Phone, first: at(5), last: at(6), from, until },
    };
    let no_more = |visit| CaseCommand::AgreeVisit {
        visit,
        decision: VisitDecision::NotNeeded { reason: "zij redt zich goed".to_owned() },
    };
    check(
        &case,
        &ctx(JOKE, born),
        &[
            ("a call as check", agree(VisitCode::SecondCheck, Means::Phone, at(5), at(6)), "done"),
            ("a video call as check", agree(VisitCode::FirstCheck, Means::Video, at(2), at(2)), "done"),
            ("an extra call", agree(VisitCode::Extra(1), Means::Phone, at(3), at(3)), "done"),
            ("the heel prick by video", agree(VisitCode::HeelPrick, Means::Video, at(4), at(5)), "visit-in-person"),
            ("the first visit by phone", agree(VisitCode::Home, Means::Phone, at(1), at(1)), "visit-in-person"),
            ("the last visit by phone", agree(VisitCode::Last, Means::Phone, at(8), at(9)), "visit-in-person"),
            ("the heel prick at home", agree(VisitCode::HeelPrick, Means::Home, at(4), at(6)), "done"),
            ("the heel prick too early", agree(VisitCode::HeelPrick, Means::Home, at(3), at(4)), "too-early"),
            ("the heel prick too late", agree(VisitCode::HeelPrick, Means::Home, at(4), at(7)), "too-late"),
            ("after the period", agree(VisitCode::Last, Means::Home, at(9), at(11)), "too-late"),
            ("backwards", agree(VisitCode::Last, Means::Home, at(9), at(8)), "too-early"),
            ("in the morning", hours(Some(540), Some(720)), "done"),
            ("an end before its begin", hours(Some(720), Some(540)), "visit-hours"),
            ("no time of the day", hours(None, Some(1_440)), "visit-hours"),
            ("no second check", no_more(VisitCode::SecondCheck), "done"),
            ("no heel prick", no_more(VisitCode::HeelPrick), "done"),
            ("no last visit", no_more(VisitCode::Last), "visit-stays"),
            (
                "as usual, which it is",
                CaseCommand::AgreeVisit { visit: VisitCode::Last, decision: VisitDecision::AsUsual },
                "nothing-to-do",
            ),
        ],
    );
    let before = opened_case();
    check(
        &before,
        &ctx(JOKE, day(6, 1)),
        &[("before the birth", agree(VisitCode::Last, Means::Home, at(8), at(9)), "not-born-yet")],
    );
}

#[test]
fn pn_04_her_decision_stands_on_the_case_with_whose_it_is_until_it_is_as_usual_again() {
    let (mut case, born) = born_today();
    let now = ctx(JOKE, born);
    let call = agree(VisitCode::SecondCheck, Means::Phone, after(born, 5), after(born, 6));
    let events = give(&mut case, &now, &call).unwrap();
    let json = serde_json::to_value(&events[0]).unwrap();
    assert_eq!((json["kind"].as_str(), json["visit"].as_str()), (Some("visit-agreed"), Some("check-2")));
    assert_eq!(serde_json::from_value::<CaseEvent>(json).unwrap(), events[0], "a journal keeps it");
    assert_eq!(case.postnatal.visits[&VisitCode::SecondCheck].by, JOKE);
    check(&case, &now, &[("the same again", call, "nothing-to-do")]);
    let usual = CaseCommand::AgreeVisit { visit: VisitCode::SecondCheck, decision: VisitDecision::AsUsual };
    give(&mut case, &now, &usual).unwrap();
    assert!(case.postnatal.visits.is_empty());
}

#[test]
fn pn_04_with_the_hour_of_birth_the_heel_prick_has_its_whole_window() {
    let (mut case, born) = born_today();
    let third = agree(VisitCode::HeelPrick, Means::Home, after(born, 3), after(born, 7));
    let now = ctx(JOKE, born);
    check(&case, &now, &[("the hour is not known", third.clone(), "too-early")]);
    assert_eq!(heel_prick_days(born, None), (after(born, 4), after(born, 6)));
    for (at, first, last) in [(5 * 60, 3, 6), (7 * 60, 3, 7), (12 * 60, 3, 7), (22 * 60, 4, 7)] {
        let days = heel_prick_visit_days(born, Some(at));
        assert_eq!(days, (after(born, first), after(born, last)), "born at minute {at}: nobody comes at night");
    }
    let birth = BirthDetails { at: Some(14 * 60 + 35), place: Some(BirthPlace::Hospital), ..BirthDetails::default() };
    give(&mut case, &now, &CaseCommand::DetailBirth { birth }).unwrap();
    check(&case, &now, &[("the hour is known", third, "done")]);
}

#[test]
fn pn_01_a_planned_caesarean_is_recorded_before_the_birth_and_the_hour_and_coming_home_after_it() {
    let detail = |birth| CaseCommand::DetailBirth { birth };
    let none = BirthDetails::default();
    let today = day(6, 1);
    let caesarean = |on| detail(BirthDetails { planned_caesarean: Some(on), ..none });
    check(
        &opened_case(),
        &ctx(JOKE, today),
        &[
            ("a planned caesarean", caesarean(day(7, 1)), "done"),
            ("in the past", caesarean(day(5, 1)), "too-early"),
            ("too far away", caesarean(after(today, 301)), "too-late"),
            ("the hour before the birth", detail(BirthDetails { at: Some(60), ..none }), "not-born-yet"),
            ("home before the birth", detail(BirthDetails { discharged: Some(day(7, 2)), ..none }), "not-born-yet"),
            ("nothing", detail(none), "nothing-to-do"),
        ],
    );
    let (mut case, born) = born_today();
    let home = |on| detail(BirthDetails { discharged: Some(on), ..none });
    check(
        &case,
        &ctx(JOKE, born),
        &[
            ("planned after the birth", caesarean(after(born, 3)), "born-already"),
            ("home in three days", home(after(born, 3)), "done"),
            ("home before the birth", home(after(born, -1)), "too-early"),
            ("no hour of the day", detail(BirthDetails { at: Some(1_440), ..none }), "implausible"),
        ],
    );
    give(&mut case, &ctx(JOKE, born), &home(after(born, 3))).unwrap();
    assert_eq!(case.postnatal.birth.discharged, Some(after(born, 3)));
}

#[test]
fn pn_04_who_comes_home_after_the_tenth_day_is_visited_then_unless_a_midwife_says_otherwise() {
    let (mut case, born) = born_today();
    let home = CaseCommand::DetailBirth {
        birth: BirthDetails { discharged: Some(after(born, 14)), ..BirthDetails::default() },
    };
    let agreed = |first, last| VisitDecision::Agreed { means: Means::Home, first, last, from: None, until: None };
    let on = |code, days: (i64, i64)| CaseCommand::AgreeVisit {
        visit: code,
        decision: agreed(after(born, days.0), after(born, days.1)),
    };
    let not_needed = CaseCommand::AgreeVisit {
        visit: VisitCode::Home,
        decision: VisitDecision::NotNeeded { reason: "The ward has seen her on the day before.".to_owned() },
    };
    let now = ctx(JOKE, after(born, 9));
    check(
        &case,
        &now,
        &[
            ("the first visit at home stays", not_needed.clone(), "visit-stays"),
            ("after the tenth day", on(VisitCode::Extra(1), (14, 15)), "too-late"),
        ],
    );
    give(&mut case, &now, &home).unwrap();
    check(
        &case,
        &now,
        &[
            ("not needed, with why", not_needed, "done"),
            ("the day after she is home", on(VisitCode::Home, (15, 15)), "done"),
            ("one more", on(VisitCode::Extra(1), (16, 17)), "done"),
            ("when that is over", on(VisitCode::Extra(1), (16, 18)), "too-late"),
        ],
    );
}

#[test]
fn pn_04_what_became_of_a_visit_is_recorded_when_its_days_went_by() {
    let (case, born) = born_today();
    let visit = |visit, decision| CaseCommand::AgreeVisit { visit, decision };
    let made = |visit_code, days, who| visit(visit_code, VisitDecision::Made { on: after(born, days), who });
    let missed = |reason: &str| visit(VisitCode::HeelPrick, VisitDecision::NotMade { reason: reason.to_owned() });
    check(
        &case,
        &ctx(JOKE, after(born, 7)),
        &[
            ("the heel prick, made", made(VisitCode::HeelPrick, 4, FATMA.person), "done"),
            ("before its hours", made(VisitCode::HeelPrick, 2, FATMA.person), "too-early"),
            ("tomorrow", made(VisitCode::HeelPrick, 8, FATMA.person), "in-future"),
            ("by nobody who is known", made(VisitCode::Home, 1, PersonId::new(ulid::Ulid(999))), "unfit-person"),
            ("not made, without why", missed(" "), "empty"),
            ("not made", missed("zij was niet thuis"), "done"),
        ],
    );
    check(&case, &ctx(JOKE, after(born, 5)), &[("it can still be made", missed("geen tijd"), "visit-to-come")]);
}
