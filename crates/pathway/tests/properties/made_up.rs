//! Pathways that nobody wrote.

use proptest::prelude::*;

/// A pathway made up of steps that speak of facts, dates and the steps before them.
pub fn generated() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec!["waiting", "open", "done", "skipped", "missed", "cancelled"]);
    let atom = prop_oneof![
        prop::sample::select(vec![
            "born",
            "seen is known",
            "on",
            "off",
            "line is second",
            "line is known",
            "age < 18",
            "not on"
        ])
        .prop_map(str::to_owned),
        (any::<prop::sample::Index>(), word).prop_map(|(step, word)| format!("STEP{} is {word}", step.index(1 << 10))),
    ];
    let criterion = prop_oneof![
        2 => atom.clone(),
        1 => (atom.clone(), atom.clone()).prop_map(|(a, b)| format!("{a} and ({b} or not {a})")),
        1 => (atom.clone(), atom).prop_map(|(a, b)| format!("{a} or not ({b})")),
    ];
    let window = prop::sample::select(vec![
        "entry..entry+9d",
        "born..born+3d..born+10d",
        "29w0d..31w0d",
        "entry..20w0d",
        "opened..opened+5 workdays",
        "seen-10d..born+2d",
        "opened..born+3d",
        "seen..opened+1w",
        "STEP0+2d..STEP0+4d",
        "born-1w..STEP1+1w",
    ]);
    let repeat =
        prop::sample::select(vec!["\"each-time\"", "{ every = \"1d\" }", "{ every = \"9d\", while = \"on\" }"]);
    let lapses = prop::sample::select(vec!["entry+20d", "born+5d", "opened+3d", "seen-2w"]);
    let maybe = |chance| prop::bool::weighted(chance);
    let step = (
        prop::option::of(criterion.clone()),
        prop::option::weighted(0.4, criterion),
        prop::option::weighted(0.7, window),
        prop::option::weighted(0.4, repeat),
        prop::option::weighted(0.3, lapses),
        (maybe(0.5), maybe(0.15), maybe(0.5), maybe(0.2)),
    );
    prop::collection::vec(step, 1..9).prop_map(|steps| {
        let mut text = GENERATED_HEAD.to_owned();
        for (at, (opens, ends, window, repeat, lapses, (late, discretionary, required, marks))) in
            steps.into_iter().enumerate()
        {
            // `opens` and windows speak of steps before this one, so that there is no circle; `ends` of any.
            let earlier = |criterion: &str| at.checked_sub(1).map(|last| name_steps(criterion, last + 1));
            text += &format!("[[step]]\nid = \"s{at}\"\nkind = \"task\"\nby = \"r\"\ntitle = {{ nl = \"Stap\" }}\n");
            let opens =
                opens.filter(|opens| at > 0 || !opens.contains("STEP")).map(|opens| earlier(&opens).unwrap_or(opens));
            let window = window
                .filter(|window| at > 0 || !window.contains("STEP"))
                .map(|window| earlier(window).unwrap_or(window.into()));
            for (key, value) in [
                ("opens", opens.clone()),
                ("ends", ends.map(|ends| name_steps(&ends, at + 1))),
                ("lapses", lapses.map(str::to_owned)),
                ("window", window.clone()),
            ] {
                text += &value.map(|value| format!("{key} = \"{value}\"\n")).unwrap_or_default();
            }
            let repeat = repeat.filter(|repeat| opens.is_some() || !repeat.contains("each-time"));
            text += &repeat.map(|repeat| format!("repeat = {repeat}\n")).unwrap_or_default();
            text += if late && window.is_some() { "late-entry = \"4d\"\n" } else { "" };
            text += if marks { "marks = \"born\"\n" } else { "" };
            text += &format!("discretionary = {discretionary}\nrequired = {required}\n");
        }
        text
    })
}

/// Puts the names of existing steps in the place of `STEP12`.
fn name_steps(text: &str, steps: usize) -> String {
    let mut parts = text.split("STEP");
    let mut named = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let digits = part.bytes().take_while(u8::is_ascii_digit).count();
        let number: usize = part[..digits].parse().unwrap();
        named += &format!("s{}{}", number % steps, &part[digits..]);
    }
    named
}

const GENERATED_HEAD: &str = r#"
[pathway]
id = "made-up"
version = "1"
title = { nl = "Verzonnen" }
gestation = "due"
[anchors]
due = { title = { nl = "datum" } }
born = { title = { nl = "bevalling" } }
seen = { title = { nl = "gezien" } }
[roles]
r = { nl = "rol" }
[facts]
on   = { kind = "yes-no", default = true, ask = { nl = "Aan?" } }
off  = { kind = "yes-no", ask = { nl = "Uit?" } }
age  = { kind = "number", ask = { nl = "Leeftijd?" } }
line = { kind = "choice", ask = { nl = "Lijn?" }, options = { first = { nl = "1" }, second = { nl = "2" } } }
"#;
