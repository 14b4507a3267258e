//! Criteria over the names of a made-up file. Steps are named when their number is known: `STEP12` is one of them, and
//! `ENDED12` says that one of those that can end in several ways ended in a certain one.

use proptest::prelude::*;

/// Names for the steps in a text.
pub struct Names<'n> {
    /// So many steps may be named.
    pub steps: usize,
    /// The ways in which each of them can end.
    pub outcomes: &'n [Vec<&'n str>],
}

impl Names<'_> {
    /// Puts the names of steps in the place of their numbers.
    pub fn put_into(&self, text: &str) -> String {
        let named = replaced(text, "STEP", |number| format!("s{}", number % self.steps));
        let ended: Vec<(usize, &str)> = (0..self.steps)
            .zip(self.outcomes)
            .flat_map(|(step, outcomes)| outcomes.iter().map(move |outcome| (step, *outcome)))
            .collect();
        replaced(&named, "ENDED", |number| match number.checked_rem(ended.len()).and_then(|at| ended.get(at)) {
            Some((step, outcome)) => format!("s{step} is {outcome}"),
            None => "on".to_owned(),
        })
    }
}

fn replaced(text: &str, word: &str, name: impl Fn(usize) -> String) -> String {
    let mut parts = text.split(word);
    let mut named = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let digits = part.bytes().take_while(u8::is_ascii_digit).count();
        named += &name(part[..digits].parse().unwrap_or_default());
        named += &part[digits..];
    }
    named
}

fn atom(everything: bool) -> BoxedStrategy<String> {
    let word = prop::sample::select(vec!["waiting", "open", "done", "skipped", "missed", "cancelled"]);
    let mut fixed =
        vec!["born", "seen is known", "on", "off", "line is second", "line is known", "not on", "born is not known"];
    if everything {
        fixed.extend(["age < 18", "age >= 18", "age = 3", "since < 2026-06-01", "since is known", "note is known"]);
        fixed.extend(["hidden", "due", "not hidden", "hidden is not known"]);
    }
    let number = 0..1_024_usize;
    let of_steps = (number.clone(), word).prop_map(|(step, word)| format!("STEP{step} is {word}"));
    let ended = number.prop_map(|number| format!("ENDED{number}"));
    let ended_weight = u32::from(everything);
    prop_oneof![
        2 => prop::sample::select(fixed).prop_map(str::to_owned),
        1 => of_steps.clone(),
        ended_weight + 1 => prop::strategy::Union::new_weighted(vec![(1, of_steps.boxed()), (ended_weight + 1, ended.boxed())]),
    ]
    .boxed()
}

/// A criterion; of everything, some of them deeper.
pub fn criterion(everything: bool) -> BoxedStrategy<String> {
    let flat = prop_oneof![
        2 => atom(everything),
        1 => (atom(everything), atom(everything)).prop_map(|(a, b)| format!("{a} and {b}")),
        1 => (atom(everything), atom(everything)).prop_map(|(a, b)| format!("{a} or not ({b})")),
    ];
    if !everything {
        return flat.boxed();
    }
    let deep = (atom(true), atom(true), atom(true)).prop_map(|(a, b, c)| format!("({a} or {b}) and not ({c} and {a})"));
    prop_oneof![4 => flat, 1 => deep].boxed()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_file() {
        let outcomes = vec![vec![], vec!["so", "not-so"]];
        let names = Names { steps: 2, outcomes: &outcomes };
        assert_eq!(names.put_into("STEP12 is done and ENDED3"), "s0 is done and s1 is not-so");
        let none = Names { steps: 1, outcomes: &[vec![]] };
        assert_eq!(none.put_into("ENDED7 or STEP1 is open"), "on or s0 is open");
    }
}
