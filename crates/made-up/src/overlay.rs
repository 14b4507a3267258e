//! Overlays over made-up files: some fit, some would weaken, some name what is not there.

use proptest::prelude::*;

use crate::criteria::{Names, criterion};

/// What a change of a step may say.
fn line() -> BoxedStrategy<String> {
    let fixed = vec![
        "window = \"opened..opened+2d\"",
        "window = \"entry..entry+3d..entry+8d\"",
        "required = true",
        "required = false",
        "must-be-done = true",
        "discretionary = true",
        "sealed = false",
        "by = \"r\"",
        "title = { nl = \"Anders\" }",
        "lapses = \"opened+9d\"",
        "without = [\"ends\"]",
        "without = [\"lapses\", \"window\"]",
        "kind = \"task\"",
        "stage = \"open\"",
        "outcome.so.title = { nl = \"Anders zo\" }",
        "outcome.new.title = { nl = \"Nieuw\" }",
        "outcome.so.sets = { extra = true }",
        "words = { nl = \"Waarom hier?\" }",
        "whom = { nl = \"Naar wie hier?\" }",
        "day = { nl = \"Welke dag hier?\" }",
        "whom-as = \"s0\"",
        "in-turn = true",
        "even-if-she-dies = true",
        "takes = \"30min\"",
    ];
    prop_oneof![
        3 => prop::sample::select(fixed).prop_map(str::to_owned),
        1 => criterion(true).prop_map(|opens| format!("opens = \"{opens}\"")),
        1 => criterion(true).prop_map(|ends| format!("ends = \"{ends}\"")),
    ]
    .boxed()
}

/// An overlay over a file of [`crate::pathway`].
pub fn overlay() -> impl Strategy<Value = String> {
    let change = (0..4_usize, prop::collection::btree_map(0..6_u8, line(), 1..3));
    let more = prop::sample::select(vec![
        "",
        "[[remove]]\nstep = \"s1\"\nwhy = \"bestaat hier niet\"\n",
        "[[step]]\nid = \"local\"\nkind = \"task\"\nby = \"r\"\ntitle = { nl = \"Lokaal\" }\nopens = \"extra\"\nrequired = true\n",
        "[[table]]\nid = \"t0\"\nversion = \"9\"\ntitle = { nl = \"Eigen\" }\nhit = \"first\"\ninputs = [\"extra\"]\n\
         rows = [{ when = [\"yes\"], is = \"so\", why = { nl = \"ja\" } }, { when = [\"-\"], is = \"not-so\", why = { nl = \"nee\" } }]\n",
        "[[guarantee]]\nid = \"local\"\nsays = { nl = \"Lokaal\" }\nnever = \"extra and not extra\"\n",
        "[[guarantee]]\nid = \"never\"\nsays = { nl = \"Anders\" }\nnever = \"extra\"\n",
    ]);
    (prop::collection::vec(change, 0..3), more).prop_map(|(changes, more)| {
        let outcomes = vec![vec!["so"]; 4];
        let names = Names { steps: 4, outcomes: &outcomes };
        let changes = changes.into_iter().map(|(step, lines)| {
            let lines: String = lines.into_values().map(|line| format!("{}\n", names.put_into(&line))).collect();
            format!("[[change]]\nstep = \"s{step}\"\n{lines}")
        });
        format!("{HEAD}{}{more}", changes.collect::<String>())
    })
}

const HEAD: &str = r#"
[overlay]
id = "local"
of = "made-up"
of-version = "1"
network = "VSV Noord"
version = "2"
title = { nl = "Verzonnen, en veranderd" }
[facts]
extra = { kind = "yes-no", ask = { nl = "Nog iets?" } }
"#;
