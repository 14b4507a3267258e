//! A death is closed with its day.

use super::*;

fn died(on: Date, died_on: Option<Date>) -> CaseCommand {
    CaseCommand::Close { on, reason: ClosingReason::Died, note: "Plotseling".to_owned(), died_on }
}

#[test]
fn az_15_a_death_is_closed_with_its_day_which_everybody_reads() {
    let mut case = opened_case();
    let on = day(3, 9);
    let refused = |died_on| give(&mut opened_case(), &ctx(JOKE, on), &died(on, died_on)).unwrap_err();
    assert_eq!(refused(None), Refusal::Empty { field: "died-on" });
    assert_eq!(refused(Some(day(3, 10))).code(), "too-late");
    assert_eq!(case.death(), None);
    do_it(&mut case, JOKE, on, &died(on, Some(day(3, 8))));
    assert_eq!(case.death(), Some(Death::On(day(3, 8))));
    do_it(&mut case, JOKE, on, &CaseCommand::Reopen { reason: "Andere cliënt".to_owned() });
    assert_eq!(case.death(), None, "it was somebody else");
    let elsewhere =
        CaseCommand::Close { on, reason: ClosingReason::OpenedByMistake, note: "Dubbel".to_owned(), died_on: Some(on) };
    assert_eq!(give(&mut case, &ctx(JOKE, on), &elsewhere).unwrap_err(), Refusal::DeathElsewhere);
}

#[test]
fn az_15_a_death_that_was_closed_without_its_day_is_still_a_death() {
    let mut case = opened_case();
    let old = r#"{"kind":"closed","on":"2026-03-09","reason":"died","note":"Plotseling"}"#;
    let old: CaseEvent = serde_json::from_str(old).unwrap();
    apply(&mut case, &ctx(JOKE, day(3, 9)), &[old]);
    assert_eq!(case.death(), Some(Death::DayUnknown));
    for death in [Death::On(day(3, 9)), Death::DayUnknown] {
        assert_eq!(death.to_string().parse::<Death>().unwrap(), death);
    }
}
