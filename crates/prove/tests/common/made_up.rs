//! Small pathways that nobody wrote, with outcomes, answers, exits, repetitions and guarantees.

use proptest::prelude::*;

/// What a made-up file is made of.
#[derive(Clone, Debug)]
struct Made {
    opens: Option<String>,
    ends: Option<String>,
    window: Option<&'static str>,
    repeat: Option<&'static str>,
    lapses: Option<&'static str>,
    outcomes: Option<&'static str>,
    late: bool,
    discretionary: bool,
    required: bool,
    marks: bool,
}

fn atom() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec!["waiting", "open", "done", "skipped", "missed", "cancelled"]);
    let fixed =
        vec!["born", "seen is known", "on", "off", "line is second", "line is known", "not on", "born is not known"];
    prop_oneof![
        2 => prop::sample::select(fixed).prop_map(str::to_owned),
        1 => (any::<prop::sample::Index>(), word).prop_map(|(step, word)| format!("STEP{} is {word}", step.index(1 << 10))),
    ]
}

fn criterion() -> impl Strategy<Value = String> {
    prop_oneof![
        2 => atom(),
        1 => (atom(), atom()).prop_map(|(a, b)| format!("{a} and {b}")),
        1 => (atom(), atom()).prop_map(|(a, b)| format!("{a} or not ({b})")),
    ]
}

fn step() -> impl Strategy<Value = Made> {
    let window = vec![
        "entry..entry+9d",
        "born..born+3d..born+10d",
        "opened..opened+5d",
        "seen-10d..born+2d",
        "opened..born+3d",
        "STEP0+2d..STEP0+4d",
        "born-1w..STEP1+1w",
    ];
    let repeat = vec!["\"each-time\"", "\"each-time\"", "{ every = \"9d\", while = \"on\" }"];
    let lapses = vec!["entry+20d", "born+5d", "opened+3d"];
    let outcomes = vec!["{ line = \"second\" }", "{ line = \"first\", off = true }", "{ on = false }"];
    let maybe = prop::bool::weighted;
    (
        prop::option::weighted(0.6, criterion()),
        prop::option::weighted(0.4, criterion()),
        prop::option::weighted(0.7, prop::sample::select(window)),
        prop::option::weighted(0.2, prop::sample::select(repeat)),
        prop::option::weighted(0.2, prop::sample::select(lapses)),
        prop::option::weighted(0.3, prop::sample::select(outcomes)),
        (maybe(0.5), maybe(0.15), maybe(0.5), maybe(0.1)),
    )
        .prop_map(|(opens, ends, window, repeat, lapses, outcomes, (late, discretionary, required, marks))| Made {
            opens,
            ends,
            window,
            repeat,
            lapses,
            outcomes,
            late,
            discretionary,
            required,
            marks,
        })
}

/// A file of up to so many steps, with one guarantee of each kind.
pub fn generated(most: usize) -> impl Strategy<Value = String> {
    let promises = (criterion(), criterion(), criterion(), criterion(), prop::sample::select(vec!["0d", "3d", "12d"]));
    (prop::collection::vec(step(), 1..=most), promises).prop_map(|(steps, (whenever, then, close, never, within))| {
        let count = steps.len();
        let steps: String = steps.into_iter().enumerate().map(|(at, made)| told(at, count, made)).collect();
        let promises = format!(
            "[[guarantee]]\nid = \"follows\"\nsays = {{ nl = \"Volgt\" }}\nwhenever = \"{whenever}\"\nthen = \"{then}\"\nwithin = \"{within}\"\n\
             [[guarantee]]\nid = \"closes\"\nsays = {{ nl = \"Sluit\" }}\nat-close = \"{close}\"\n\
             [[guarantee]]\nid = \"never\"\nsays = {{ nl = \"Nooit\" }}\nnever = \"{never}\"\n"
        );
        format!("{HEAD}{steps}{}", name_steps(&promises, count))
    })
}

fn told(at: usize, count: usize, made: Made) -> String {
    let mut text = format!("[[step]]\nid = \"s{at}\"\nkind = \"task\"\nby = \"r\"\ntitle = {{ nl = \"Stap {at}\" }}\n");
    // `opens` and windows speak of steps before this one, so that there is no circle; `ends` of any.
    let earlier = |part: Option<String>| part.filter(|part| at > 0 || !part.contains("STEP"));
    let opens = earlier(made.opens).map(|part| name_steps(&part, at.max(1)));
    let window = earlier(made.window.map(str::to_owned)).map(|part| name_steps(&part, at.max(1)));
    let ends = made.ends.map(|part| name_steps(&part, count));
    let repeat = made.repeat.filter(|repeat| opens.is_some() || !repeat.contains("each-time"));
    let lines = [("opens", &opens), ("window", &window), ("ends", &ends), ("lapses", &made.lapses.map(str::to_owned))];
    for (key, value) in lines {
        text += &value.as_ref().map(|value| format!("{key} = \"{value}\"\n")).unwrap_or_default();
    }
    text += &repeat.map(|repeat| format!("repeat = {repeat}\n")).unwrap_or_default();
    text += if made.late && window.is_some() { "late-entry = \"4d\"\n" } else { "" };
    text += if made.marks { "marks = \"born\"\n" } else { "" };
    text += &format!("discretionary = {}\nrequired = {}\n", made.discretionary, made.required);
    if let Some(sets) = made.outcomes {
        text += &format!(
            "[step.outcome.so]\ntitle = {{ nl = \"Zo\" }}\nsets = {sets}\n[step.outcome.not-so]\ntitle = {{ nl = \"Niet zo\" }}\n"
        );
    }
    text
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

const HEAD: &str = r#"
[pathway]
id = "made-up"
version = "1"
title = { nl = "Verzonnen" }
[anchors]
born = { title = { nl = "bevalling" }, plausible = "entry-30d..today" }
seen = { title = { nl = "gezien" }, only-while = "not off" }
[roles]
r = { nl = "rol" }
[facts]
on   = { kind = "yes-no", default = true, ask = { nl = "Aan?" } }
off  = { kind = "yes-no", default = false, only-while = "not born", ask = { nl = "Uit?" } }
line = { kind = "choice", ask = { nl = "Lijn?" }, options = { first = { nl = "1" }, second = { nl = "2" } } }
"#;
