//! The first real tables: single or complex (PS-03, the blueprint's step 2), and an indication (CM-02).
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

use regie_decision::{
    Date, Decided, Finding, Given, HitPolicy, InputId, Kind, RawTable, Table, Text, Value, Verdict, dmn, lint,
};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn complexity() -> RawTable {
    let mut raw = RawTable::new("complexity", HitPolicy::First)
        .input("hindered", Kind::YesNo)
        .input("child-at-risk", Kind::YesNo)
        .input("abuse-now", Kind::YesNo)
        .input("consent-current-care", Kind::choice(&["given", "refused", "no-current-care"]))
        .output("complexity", Kind::choice(&["complex", "single"]))
        .row(&["-", "yes", "-", "-"], &["complex"], "Kind (mogelijk) in gevaar")
        .row(&["-", "-", "yes", "-"], &["complex"], "Actueel misbruik of mishandeling")
        .row(&["-", "-", "-", "refused"], &["complex"], "Geen toestemming voor overleg met huidige hulpverlening")
        .row(&["yes", "-", "-", "-"], &["complex"], "Problematiek met gebrek aan hulpbronnen")
        .row(&["no", "no", "no", "not(refused)"], &["single"], "Enkelvoudig, voldoende hulpbronnen");
    raw.version = "2026.1".to_owned();
    raw.title = Text::new("Enkelvoudige of complexe problematiek", "Single or complex problems");
    raw.rows.iter_mut().for_each(|row| row.source = "Stap 2".to_owned());
    raw
}

/// The wish, what it takes, and what regular providers can do: simpler coordination is an outcome too.
fn indication() -> RawTable {
    let mut raw = RawTable::new("indication", HitPolicy::Priority)
        .input("wants-case-management", Kind::choice(&["yes-please", "undecided", "declines"]))
        .input("life-domains", Kind::whole_number(Some(0)))
        .input("regular-care-suffices", Kind::YesNo)
        .input("died-within-a-year-no-surprise", Kind::YesNo)
        .output("indication", Kind::choice(&["case-management", "coordination", "none"]))
        .row(&["not(declines)", ">= 3", "no", "-"], &["case-management"], "Drie of meer levensgebieden")
        .row(
            &["not(declines)", "-", "no", "yes"],
            &["case-management"],
            "Palliatieve fase en reguliere zorg schiet tekort",
        )
        .row(&["not(declines)", "[1..2]", "-", "-"], &["coordination"], "Eenvoudiger coördinatie volstaat")
        .row(&["not(declines)", ">= 3", "yes", "-"], &["coordination"], "Eenvoudiger coördinatie volstaat")
        .row(&["declines", "-", "-", "-"], &["none"], "De cliënt wil geen casemanagement")
        .row(&["-", "0", "-", "-"], &["none"], "Geen vraag");
    raw.version = "2026.1".to_owned();
    raw.valid_from = Some(day("2026-01-01"));
    raw.valid_until = Some(day("2026-12-31"));
    raw
}

fn ask<'t>(table: &'t Table, known: &[(&str, Given<'static>)]) -> Verdict<'t> {
    let given = |id: &InputId| known.iter().find(|(name, _)| *id == *name).map_or(Given::Unknown, |(_, given)| *given);
    table.decide(given).unwrap()
}

fn decided<'t>(verdict: &Verdict<'t>) -> (String, usize, &'t str) {
    let Verdict::Decided(decided) = verdict else { panic!("{verdict:?}") };
    let decided: &Decided<'t> = decided;
    (decided.value().unwrap().to_string(), decided.hits().next().unwrap().row, &decided.reason().unwrap().0.nl)
}

fn missing(verdict: &Verdict<'_>) -> Vec<String> {
    let Verdict::Undecided { missing } = verdict else { panic!("{verdict:?}") };
    missing.iter().map(ToString::to_string).collect()
}

const NO: Given<'static> = Given::YesNo(false);
const YES: Given<'static> = Given::YesNo(true);

#[test]
fn ps_03_complex_or_single_with_the_row_and_the_reason() {
    let table = Table::compile(complexity()).unwrap();
    let report = lint(&table, 10);
    assert!(report.complete);
    assert_eq!(report.findings, []);
    let all_well =
        [("hindered", NO), ("child-at-risk", NO), ("abuse-now", NO), ("consent-current-care", Given::Choice("given"))];
    assert_eq!(decided(&ask(&table, &all_well)), ("single".to_owned(), 5, "Enkelvoudig, voldoende hulpbronnen"));
    for (input, value, row) in [
        ("child-at-risk", YES, 1),
        ("abuse-now", YES, 2),
        ("consent-current-care", Given::Choice("refused"), 3),
        ("hindered", YES, 4),
    ] {
        // Each of them is enough, whatever the others are.
        let verdict = ask(&table, &[(input, value)]);
        let (outcome, first, _) = decided(&verdict);
        assert_eq!((outcome.as_str(), first), ("complex", row), "{input}");
    }
}

#[test]
fn ps_03_what_is_unknown_is_the_next_question() {
    let table = Table::compile(complexity()).unwrap();
    assert_eq!(missing(&ask(&table, &[])), ["hindered", "child-at-risk", "abuse-now", "consent-current-care"]);
    let known = [("hindered", NO), ("child-at-risk", NO), ("consent-current-care", Given::Choice("given"))];
    assert_eq!(missing(&ask(&table, &known)), ["abuse-now"]);
}

/// The sketch of the table let row 5 take a refusal too; row 3 stands before it, so that made no difference. Under UNIQUE it would.
#[test]
fn ps_03_lint_shows_what_a_careless_change_breaks() {
    let mut raw = complexity();
    raw.rows.remove(3);
    let table = Table::compile(raw).unwrap();
    let report = lint(&table, 10);
    let Finding::Gap { cells, .. } = &report.findings[0] else { panic!("{report:?}") };
    let cells: Vec<String> = cells.iter().map(ToString::to_string).collect();
    assert_eq!(cells, ["yes", "no", "no", "given, no-current-care"]);
    let mut raw = complexity();
    raw.hit = HitPolicy::Unique;
    let overlaps = lint(&Table::compile(raw).unwrap(), 10).findings;
    assert_eq!(overlaps.len(), 6);
    assert_eq!(overlaps[0].to_string(), "rows 1 and 2 both match, for example child-at-risk = yes, abuse-now = yes");
}

#[test]
fn cm_02_the_indication_says_which_rule_decided_and_why() {
    let table = Table::compile(indication()).unwrap();
    assert_eq!(table.version(), "2026.1");
    assert!(table.is_valid_on(day("2026-12-31")) && !table.is_valid_on(day("2027-01-01")));
    let report = lint(&table, 10);
    assert!(report.complete);
    assert_eq!(report.findings, []);
    let wants = ("wants-case-management", Given::Choice("yes-please"));
    let domains = |count: i64| ("life-domains", Given::Number(count.into()));
    let verdict = ask(&table, &[wants, domains(4), ("regular-care-suffices", NO)]);
    assert_eq!(decided(&verdict), ("case-management".to_owned(), 1, "Drie of meer levensgebieden"));
    let verdict = ask(&table, &[wants, domains(1), ("regular-care-suffices", YES)]);
    assert_eq!(decided(&verdict), ("coordination".to_owned(), 3, "Eenvoudiger coördinatie volstaat"));
    // In the palliative phase the outcome that weighs more wins over row 3.
    let palliative = ("died-within-a-year-no-surprise", YES);
    let verdict = ask(&table, &[wants, domains(1), ("regular-care-suffices", NO), palliative]);
    assert_eq!(decided(&verdict).1, 2);
    // A client who declines is asked nothing more.
    let verdict = ask(&table, &[("wants-case-management", Given::Choice("declines"))]);
    assert_eq!(decided(&verdict), ("none".to_owned(), 5, "De cliënt wil geen casemanagement"));
    let verdict = ask(&table, &[wants, domains(2)]);
    assert_eq!(missing(&verdict), ["regular-care-suffices", "died-within-a-year-no-surprise"]);
}

#[test]
fn cm_02_tables_travel_as_dmn() {
    for raw in [complexity(), indication()] {
        let table = Table::compile(raw).unwrap();
        assert_eq!(dmn::import(&dmn::export(&table)).unwrap().remove(0).table, Ok(table));
    }
}

#[test]
fn cm_02_every_problem_names_row_and_column() {
    let mut raw = complexity();
    raw.rows[1].when[2] = "yse".to_owned();
    raw.rows[2].when.pop();
    raw.rows[4].is[0] = "singel".to_owned();
    raw.valid_from = Some(day("2026-02-01"));
    raw.valid_until = Some(day("2026-01-01"));
    raw.inputs[3].id = "hindered".into();
    let told: Vec<String> = Table::compile(raw).unwrap_err().iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "the table: it is valid until 2026-01-01, before it is valid from 2026-02-01. Write the earlier day as the first",
            "input 4: `hindered` is there twice. Take one out",
            "row 3: it has 3 cells for 4 inputs. Write one cell per column, `-` for \"whatever it is\"",
            "row 2, input 3: `yse` is no value of kind yes-no. Write `yes` or `no`",
            "row 5, output 1: `singel` is none of the options. Did you mean single?",
        ]
    );
    let nothing = RawTable::new(" x", HitPolicy::Priority).output("x", Kind::Text);
    let codes: Vec<&str> = Table::compile(nothing).unwrap_err().iter().map(|problem| problem.code).collect();
    assert_eq!(codes, ["no-inputs", "no-rows", "bad-name", "no-weights"]);
    let outcome = Value::choice("complex");
    assert!(Table::compile(complexity()).unwrap().rows().iter().any(|row| row.is == [outcome.clone()]));
}
