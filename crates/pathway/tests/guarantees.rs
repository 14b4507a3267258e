//! Reading `[[guarantee]]`: what it may say, and what is told when it does not.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

use regie_pathway::{Claim, Definition, Truth};

const FILE: &str = r#"
[pathway]
id = "small"
version = "1"
title = { nl = "Klein" }
[anchors]
born = { title = { nl = "bevalling" } }
[roles]
r = { nl = "verloskundige" }
[[step]]
id = "a"
kind = "task"
by = "r"
title = { nl = "Stap a" }
"#;

fn read(guarantee: &str) -> Result<Definition, Vec<&'static str>> {
    let text = format!("{FILE}[[guarantee]]\nid = \"g\"\nsays = {{ nl = \"Zo\" }}\n{guarantee}\n");
    Definition::parse("small.toml", &text).map_err(|found| found.into_iter().map(|one| one.code).collect())
}

#[test]
fn a_guarantee_says_one_of_three_things() {
    let claim = |text: &str| read(text).unwrap().guarantees()[0].claim.clone();
    let Claim::Whenever { then, within, .. } = claim("whenever = \"born\"\nthen = \"a is done\"\nwithin = \"14d\"")
    else {
        panic!("not read as whenever")
    };
    assert_eq!(then.text(), "a is done");
    assert!(!within.is_zero());
    assert!(matches!(claim("at-close = \"a is done\""), Claim::AtClose(_)));
    assert!(matches!(claim("never = \"a is missed\""), Claim::Never(_)));
}

#[test]
fn an_anchor_that_may_still_come_is_unknown_until_it_is_asked_whether_it_is_known() {
    let def = read("never = \"not born\"").unwrap();
    let state = regie_pathway::State::default();
    let truth = |def: &Definition| match &def.guarantees()[0].claim {
        Claim::Never(condition) => condition.truth(def, &state),
        _ => panic!("not read as never"),
    };
    assert_eq!(truth(&def), Truth::Unknown);
    assert_eq!(truth(&read("never = \"born is not known\"").unwrap()), Truth::True);
}

#[test]
fn what_says_nothing_or_two_things_is_told() {
    for wrong in [
        "",
        "never = \"a is done\"\nat-close = \"a is done\"",
        "whenever = \"born\"",
        "never = \"a is done\"\nthen = \"born\"\nwhenever = \"born\"",
        "never = \"a is done\"\nwithin = \"3d\"",
    ] {
        assert_eq!(read(wrong).unwrap_err(), ["guarantee-claim"], "{wrong}");
    }
    assert_eq!(read("whenever = \"born\"\nthen = \"a is done\"\nwithin = \"soon\"").unwrap_err(), ["bad-duration"]);
    assert_eq!(read("never = \"b is done\"").unwrap_err(), ["unknown-name"]);
    let twice = "never = \"a is done\"\n[[guarantee]]\nid = \"g\"\nsays = { nl = \"Zo\" }\nnever = \"a is done\"";
    assert_eq!(read(twice).unwrap_err(), ["duplicate-id"]);
}
