//! Pathway files that nobody wrote: valid, small, and full of what people do not think of. For tests only.
//!
//! [`pathway`] makes one of what it is asked for: [`Shape::few`] has little besides steps that speak of one another, so that
//! all its courses can be explored; [`Shape::all`] has everything that the language has. [`overlay`] changes such a file, not
//! always in a way that may be.
//!
//! A file is text, so that this crate knows no room: whoever asks for it reads it.

mod criteria;
mod overlay;
mod steps;
mod tables;

use proptest::prelude::*;

pub use overlay::overlay;

use criteria::Names;
use steps::Made;
use tables::MadeTable;

/// What a made-up file may have.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// At most so many steps.
    pub steps: usize,
    /// Everything that the language has, and not just what steps make of one another.
    everything: bool,
}

impl Shape {
    /// Steps with criteria, windows, repetitions, answers and guarantees, of at most so many.
    #[must_use]
    pub fn few(steps: usize) -> Self {
        Self { steps, everything: false }
    }

    /// The same with tables, stages, alternatives, seals, work, feedback and facts of every kind.
    #[must_use]
    pub fn all(steps: usize) -> Self {
        Self { steps, everything: true }
    }
}

/// A pathway file.
pub fn pathway(shape: Shape) -> impl Strategy<Value = String> {
    let promises = (
        criteria::criterion(shape.everything),
        criteria::criterion(shape.everything),
        criteria::criterion(shape.everything),
        criteria::criterion(shape.everything),
        prop::sample::select(vec!["0d", "3d", "12d"]),
    );
    let tables = prop::collection::vec(tables::table(), 0..=2);
    (prop::collection::vec(steps::step(shape.everything), 1..=shape.steps), promises, tables).prop_map(
        move |(steps, promises, tables)| {
            let tables = if shape.everything { tables } else { Vec::new() };
            written(shape, &steps, &tables, &promises)
        },
    )
}

type Promises = (String, String, String, String, &'static str);

fn written(shape: Shape, steps: &[Made], tables: &[MadeTable], promises: &Promises) -> String {
    let outcomes: Vec<Vec<&str>> = steps.iter().map(|step| step.outcomes(tables)).collect();
    // Every other file is laid out as a board.
    let board = if steps.len().is_multiple_of(2) { "board = \"line\"\n" } else { "" };
    let mut text = if shape.everything {
        format!("{IDENTITY}gestation = \"due\"\n{board}{ALL}")
    } else {
        format!("{IDENTITY}{FEW}")
    };
    for (at, table) in tables.iter().enumerate() {
        text += &table.written(at);
    }
    for (at, step) in steps.iter().enumerate() {
        text += &step.written(at, tables, &outcomes, steps);
    }
    let (whenever, then, close, never, within) = promises;
    let promises = format!(
        "[[guarantee]]\nid = \"follows\"\nsays = {{ nl = \"Volgt\" }}\nwhenever = \"{whenever}\"\nthen = \"{then}\"\nwithin = \"{within}\"\n\
         [[guarantee]]\nid = \"closes\"\nsays = {{ nl = \"Sluit\" }}\nat-close = \"{close}\"\n\
         [[guarantee]]\nid = \"never\"\nsays = {{ nl = \"Nooit\" }}\nnever = \"{never}\"\n\
         [[guarantee]]\nid = \"each\"\nsays = {{ nl = \"Elke keer\" }}\neach-time = \"{never}\"\nthen = \"{then}\"\n"
    );
    text + &Names { steps: steps.len(), outcomes: &outcomes }.put_into(&promises)
}

const IDENTITY: &str = r#"
[pathway]
id = "made-up"
version = "1"
title = { nl = "Verzonnen" }
"#;

const FEW: &str = r#"
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

const ALL: &str = r#"
[anchors]
due  = { title = { nl = "datum" } }
born = { title = { nl = "bevalling" }, plausible = "entry-30d..today" }
seen = { title = { nl = "gezien" }, only-while = "not off" }
[roles]
r = { nl = "rol", team = true }
q = { nl = "andere rol", done-in = "second-line", coordinates = true }
[facts]
on     = { kind = "yes-no", default = true, ask = { nl = "Aan?" } }
off    = { kind = "yes-no", default = false, only-while = "not born", ask = { nl = "Uit?" } }
line   = { kind = "choice", ask = { nl = "Lijn?" }, options = { first = { nl = "1" }, second = { nl = "2" } } }
age    = { kind = "number", from = 0, to = 120, ask = { nl = "Leeftijd?" } }
since  = { kind = "date", ask = { nl = "Sinds wanneer?" } }
note   = { kind = "text", own = true, ask = { nl = "Wat nog?" } }
hidden = { kind = "yes-no", sealed = true, ask = { nl = "Verzegeld?" } }
[alternatives]
either = { nl = "Een van beide" }
[[stage]]
id = "open"
title = { nl = "Open" }
[[stage]]
id = "closed"
title = { nl = "Verzegeld" }
sealed = true
"#;
