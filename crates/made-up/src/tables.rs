//! Decision tables over the facts of a made-up file.

use std::fmt::Write;

use proptest::prelude::*;

/// The facts that a table can look at, with cells of their kind.
const INPUTS: [(&str, &[&str]); 5] = [
    ("on", &["-", "yes", "no", "not(yes)"]),
    ("line", &["-", "first", "second", "not(first)", "first, second"]),
    ("age", &["-", "< 18", "[18..65)", ">= 18", "3, 4", "not(< 4)"]),
    ("since", &["-", "< date(\\\"2026-06-01\\\")", ">= date(\\\"2026-06-01\\\")"]),
    ("hidden", &["-", "yes", "no"]),
];
const OUTCOMES: [&str; 3] = ["so", "not-so", "later"];
const HITS: [&str; 4] = ["first", "priority", "any", "unique"];

/// What a table is made of.
#[derive(Clone, Debug)]
pub struct MadeTable {
    inputs: Vec<usize>,
    hit: &'static str,
    /// Of each row a number per input, and its outcome.
    rows: Vec<(Vec<usize>, usize)>,
    otherwise: Option<usize>,
    validity: &'static str,
}

/// A table.
pub fn table() -> impl Strategy<Value = MadeTable> {
    let row = (prop::collection::vec(0..16_usize, INPUTS.len()), 0..OUTCOMES.len());
    let validity = vec!["", "version = \"2\"\n", "valid-from = 2026-02-01\n", "valid-until = 2026-12-31\n"];
    (
        prop::sample::subsequence((0..INPUTS.len()).collect::<Vec<_>>(), 1..=3),
        prop::sample::select(HITS.to_vec()),
        prop::collection::vec(row, 1..5),
        prop::option::of(0..OUTCOMES.len()),
        prop::sample::select(validity),
    )
        .prop_map(|(inputs, hit, rows, otherwise, validity)| MadeTable { inputs, hit, rows, otherwise, validity })
}

impl MadeTable {
    /// What it can decide.
    pub fn outcomes(&self) -> Vec<&'static str> {
        let mut given: Vec<usize> = self.rows.iter().map(|(_, is)| *is).chain(self.otherwise).collect();
        given.sort_unstable();
        given.dedup();
        given.into_iter().filter_map(|at| OUTCOMES.get(at)).copied().collect()
    }

    /// The table as the file has it, under the name `t0`, `t1`.
    pub fn written(&self, at: usize) -> String {
        let inputs: Vec<_> = self.inputs.iter().filter_map(|input| INPUTS.get(*input)).collect();
        let names: Vec<String> = inputs.iter().map(|(name, _)| format!("\"{name}\"")).collect();
        let mut text = format!(
            "[[table]]\nid = \"t{at}\"\ntitle = {{ nl = \"Tabel {at}\" }}\nhit = \"{}\"\ninputs = [{}]\n{}rows = [\n",
            self.hit,
            names.join(", "),
            self.validity
        );
        for (cells, is) in &self.rows {
            let cells = inputs.iter().zip(cells).map(|((_, known), cell)| format!("\"{}\"", known[cell % known.len()]));
            let cells: Vec<String> = cells.collect();
            // Writing to a string cannot fail.
            let _ = writeln!(text, "  {{ when = [{}], {} }},", cells.join(", "), decided(*is));
        }
        text += "]\n";
        text += &self.otherwise.map(|is| format!("otherwise = {{ {} }}\n", decided(is))).unwrap_or_default();
        text
    }
}

fn decided(outcome: usize) -> String {
    let outcome = OUTCOMES.get(outcome).copied().unwrap_or("so");
    format!("is = \"{outcome}\", why = {{ nl = \"daarom {outcome}\" }}")
}
