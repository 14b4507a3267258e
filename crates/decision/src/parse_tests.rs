use proptest::prelude::*;

use super::*;
use crate::Place;

fn number(text: &str) -> Value {
    Value::Number(text.parse().unwrap())
}

fn day(text: &str) -> Value {
    Value::Date(text.parse().unwrap())
}

fn kinds() -> Vec<Kind> {
    vec![Kind::YesNo, Kind::choice(&["single", "no-show", "24 h", "not"]), Kind::number(), Kind::Date, Kind::Text]
}

/// Which of the values the cell lets through.
fn through(kind: &Kind, text: &str, values: &[Value]) -> Vec<bool> {
    let cell = cell(text, kind).unwrap_or_else(|mistake| panic!("{text}: {mistake:?}"));
    // Written out in either way, a cell is read as the same cell.
    for written in [cell.to_string(), cell.to_sfeel()] {
        assert_eq!(super::cell(&written, kind).as_ref(), Ok(&cell), "{text} written as {written}");
    }
    values.iter().map(|value| cell.accepts(value)).collect()
}

#[test]
fn every_form_over_numbers_lets_the_right_ones_through() {
    let values: Vec<Value> = ["-1", "0.5", "1", "3", "5", "6"].map(number).to_vec();
    let forms: &[(&str, [u8; 6])] = &[
        ("-", [1, 1, 1, 1, 1, 1]),
        ("1", [0, 0, 1, 0, 0, 0]),
        ("1.0", [0, 0, 1, 0, 0, 0]),
        (".5", [0, 1, 0, 0, 0, 0]),
        ("-1", [1, 0, 0, 0, 0, 0]),
        ("-1.0, .50", [1, 1, 0, 0, 0, 0]),
        ("< 1", [1, 1, 0, 0, 0, 0]),
        ("<=1", [1, 1, 1, 0, 0, 0]),
        (">1", [0, 0, 0, 1, 1, 1]),
        (">= 1", [0, 0, 1, 1, 1, 1]),
        ("> -1", [0, 1, 1, 1, 1, 1]),
        ("[1..5]", [0, 0, 1, 1, 1, 0]),
        ("(1..5)", [0, 0, 0, 1, 0, 0]),
        ("]1..5[", [0, 0, 0, 1, 0, 0]),
        ("[1..5)", [0, 0, 1, 1, 0, 0]),
        ("[1..5[", [0, 0, 1, 1, 0, 0]),
        ("(1..5]", [0, 0, 0, 1, 1, 0]),
        ("]1..5]", [0, 0, 0, 1, 1, 0]),
        ("[ -1 .. .5 ]", [1, 1, 0, 0, 0, 0]),
        ("< 0, 3, [5..6]", [1, 0, 0, 1, 1, 1]),
        ("not(1)", [1, 1, 0, 1, 1, 1]),
        ("not(< 1, >5)", [0, 0, 1, 1, 1, 0]),
        ("not([1..5])", [1, 1, 0, 0, 0, 1]),
    ];
    for (text, expected) in forms {
        let expected: Vec<bool> = expected.iter().map(|through| *through == 1).collect();
        assert_eq!(through(&Kind::number(), text, &values), expected, "{text}");
    }
}

#[test]
fn dates_compare_as_days() {
    let values: Vec<Value> = ["2025-12-31", "2026-01-01", "2026-01-02"].map(day).to_vec();
    let forms: &[(&str, [bool; 3])] = &[
        ("date(\"2026-01-01\")", [false, true, false]),
        ("@\"2026-01-01\"", [false, true, false]),
        ("< date(\"2026-01-01\")", [true, false, false]),
        (">= date( \"2026-01-01\" )", [false, true, true]),
        ("[date(\"2025-12-31\")..@\"2026-01-02\")", [true, true, false]),
        ("not(date(\"2026-01-01\"), > date(\"2026-01-01\"))", [true, false, false]),
    ];
    for (text, expected) in forms {
        assert_eq!(through(&Kind::Date, text, &values), expected, "{text}");
    }
}

#[test]
fn yes_no_and_options_have_short_forms() {
    let yes_no = [Value::YesNo(true), Value::YesNo(false)];
    for (text, expected) in [
        ("yes", [true, false]),
        ("true", [true, false]),
        ("no", [false, true]),
        ("false", [false, true]),
        ("not(yes)", [false, true]),
        ("yes, no", [true, true]),
        ("-", [true, true]),
    ] {
        assert_eq!(through(&Kind::YesNo, text, &yes_no), expected, "{text}");
    }
    let kind = &kinds()[1];
    let options = ["single", "no-show", "24 h", "not"].map(Value::choice);
    for (text, expected) in [
        ("single", [true, false, false, false]),
        ("\"single\"", [true, false, false, false]),
        ("no-show", [false, true, false, false]),
        ("\"24 h\"", [false, false, true, false]),
        ("not", [false, false, false, true]),
        ("not(not)", [true, true, true, false]),
        ("not(\"not\", single)", [false, true, true, false]),
        ("single,no-show", [true, true, false, false]),
    ] {
        assert_eq!(through(kind, text, &options), expected, "{text}");
    }
}

#[test]
fn texts_know_the_escapes_of_feel() {
    let text = |text: &str| Value::text(text);
    for (written, meant) in [
        (r#""a b""#, "a b"),
        (r#""a\"b\\c\n\t\r\'""#, "a\"b\\c\n\t\r'"),
        (r#""\u00e9""#, "é"),
        (r#""\U01F600""#, "😀"),
        (r#""\uD83D\uDE00""#, "😀"),
        (r#""横綱""#, "横綱"),
    ] {
        assert_eq!(through(&Kind::Text, written, &[text(meant), text("other")]), [true, false], "{written}");
    }
    assert_eq!(through(&Kind::Text, r#"not("a", "b")"#, &[text("a"), text("c")]), [false, true]);
}

#[test]
fn a_mistake_names_the_place_and_the_way_to_mend_it() {
    let [yes_no, choice, number, date, text] = <[Kind; 5]>::try_from(kinds()).unwrap();
    let mistakes = [
        (&number, "", "empty-cell", 0, "`-`"),
        (&number, "   ", "empty-cell", 0, "`-`"),
        (&number, "18 19", "bad-cell", 3, "comma"),
        (&number, "= 18", "bad-cell", 0, "by itself"),
        (&number, "!= 18", "bad-cell", 0, "not("),
        (&number, "≥ 18", "bad-cell", 0, ">="),
        (&number, "18 + 1", "bad-cell", 3, "another fact"),
        (&number, "< yes", "wrong-kind", 2, "a number"),
        (&number, "age", "wrong-kind", 0, "a number"),
        (&number, "null", "unsupported-value", 0, "a number"),
        (&number, "[1..5", "bad-cell", 5, "]"),
        (&number, "[1,5]", "bad-cell", 2, "[1..5]"),
        (&number, "[5..1]", "empty-interval", 0, "smaller"),
        // 1 to .5, which is nothing.
        (&number, "[1...5]", "empty-interval", 0, "smaller"),
        (&number, "[5..5)", "empty-interval", 0, "include"),
        (&number, "not(1", "bad-cell", 5, "`)`"),
        (&number, "not()", "wrong-kind", 4, "a number"),
        (&number, "1,", "bad-cell", 2, "Write a number"),
        (&number, "1.", "bad-cell", 1, "double quotes"),
        (&number, "12345678901234567890123456789012", "bad-number", 0, "28"),
        (&number, "0.12345678901234567890123456789012", "bad-number", 0, "28"),
        (&yes_no, "maybe", "wrong-kind", 0, "`yes` or `no`"),
        (&yes_no, "> yes", "no-order", 0, "List"),
        (&choice, "singel", "unknown-option", 0, "Did you mean single?"),
        (&choice, "not(single, zebra)", "unknown-option", 12, "single, no-show, \"24 h\" or \"not\""),
        (&choice, "[single..not]", "no-order", 0, "List"),
        (&date, "2026-01-01", "wrong-kind", 0, "date(\"2026-01-31\")"),
        (&date, "date(\"2026-02-30\")", "bad-date", 0, "year-month-day"),
        (&date, "date(\"20260201\")", "bad-date", 0, "year-month-day"),
        (&date, "date(\"2026-02-01T10:00\")", "bad-date", 0, "year-month-day"),
        (&date, "date 2026", "bad-date", 0, "date("),
        (&text, "hello", "wrong-kind", 0, "double quotes"),
        (&text, "\"hello", "bad-text", 0, "End it"),
        (&text, "“hello”", "bad-cell", 0, "straight"),
        (&text, r#""\x""#, "bad-text", 1, "backslash"),
        (&text, r#""\uD83D""#, "bad-text", 1, "backslash"),
        (&text, "\"a\\", "bad-text", 2, "backslash"),
    ];
    for (kind, text, code, at, help) in mistakes {
        let mistake = cell(text, kind).unwrap_err();
        assert_eq!((mistake.code, mistake.at), (code, at), "{text}: {mistake:?}");
        assert!(mistake.help.contains(help), "{text}: {mistake:?}");
    }
    let told = cell("singel", &choice).unwrap_err().found_in(Place::When { row: 2, column: 0 });
    assert_eq!(told.to_string(), "row 3, input 1: `singel` is none of the options. Did you mean single?");
}

#[test]
fn an_outcome_is_one_value() {
    let choice = Kind::choice(&["complex", "single"]);
    assert_eq!(value("complex", &choice), Ok(Value::choice("complex")));
    assert_eq!(value("\"complex\"", &choice), Ok(Value::choice("complex")));
    assert_eq!(value("complex, single", &choice).unwrap_err().code, "bad-cell");
    assert_eq!(value("-", &choice).unwrap_err().code, "wrong-kind");
    assert_eq!(value("-5", &Kind::whole_number(Some(0))).unwrap_err().code, "out-of-range");
    assert_eq!(value("98.83", &Kind::number()), Ok(number("98.83")));
}

/// Text of the signs that cells are made of, so that deep places of the reader are reached.
fn cell_like() -> impl Strategy<Value = String> {
    let signs = [
        "-",
        "not(",
        ")",
        "[",
        "]",
        "(",
        "..",
        ",",
        "<",
        "<=",
        ">",
        ">=",
        "1",
        "2.5",
        ".5",
        "yes",
        "no",
        "single",
        "date",
        "@",
        "\"2026-01-01\"",
        "\"",
        "\\",
        "\\u12",
        " ",
        "é",
        "null",
        "=",
    ];
    prop::collection::vec(prop::sample::select(signs.to_vec()), 0..10).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn the_reader_never_panics_and_places_lie_in_the_text(text in prop_oneof![any::<String>(), cell_like()]) {
        for kind in kinds() {
            for mistake in [cell(&text, &kind).err(), value(&text, &kind).err()].into_iter().flatten() {
                prop_assert!(mistake.at <= text.chars().count());
                prop_assert!(!mistake.message.is_empty() && !mistake.help.is_empty());
            }
        }
        let _ = (list_of_texts(&text), kind_of_literal(&text));
    }

    #[test]
    fn any_text_and_any_option_can_be_written_and_read_again(text in any::<String>()) {
        let free = Value::text(&text);
        prop_assert_eq!(value(&free.to_string(), &Kind::Text), Ok(free.clone()));
        let option = Value::choice(&text);
        for written in [option.to_string(), option.to_sfeel()] {
            prop_assert_eq!(value(&written, &Kind::choice(&[&text])), Ok(option.clone()));
            let none = Cell::NoneOf(vec![Test::Is(option.clone())]);
            prop_assert_eq!(cell(&none.to_string(), &Kind::choice(&[&text])), Ok(none));
        }
    }
}
