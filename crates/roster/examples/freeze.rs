//! Writes the frozen set: `freeze FOLDER`. Run once per format; the files lie in `frozen/` and do not change with the
//! generator.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a chore")]

use std::path::Path;

use regie_roster::generate::{Spec, World};

fn main() {
    let folder = std::env::args().nth(1).unwrap();
    // Quiet, usual and tight regions of three sizes.
    for (name, seed, midwives, births) in
        [("small", 101, 8, 40), ("usual", 102, 14, 90), ("tight", 103, 12, 100), ("large", 104, 30, 220)]
    {
        let spec = Spec { seed, midwives, dedicated: 2, births_in_ten_days: births, mornings: 1, ..Spec::default() };
        let mut instance = World::new(&spec).first_morning();
        instance.name = name.to_owned();
        let written = serde_json::to_string(&instance).unwrap();
        std::fs::write(Path::new(&folder).join(format!("{name}.json")), written + "\n").unwrap();
    }
}
