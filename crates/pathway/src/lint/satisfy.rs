//! Whether a criterion can hold at all: tried on every combination of answers that it can tell apart.

use std::collections::BTreeMap;

use crate::{
    criterion::{
        Criterion, Node, Subject,
        eval::{Truth, World},
    },
    definition::Definition,
    fact::{Compact, FactKind},
    lifecycle::Status,
    step::Step,
};

/// More combinations than this are not tried; the step is then taken to be able to open.
const MOST_COMBINATIONS: usize = 20_000;

/// One thing that can be the case of a subject.
#[derive(Clone, Copy, Debug)]
enum Value {
    Anchor(bool),
    Fact(Option<Compact>),
    Step(Status, Option<u16>),
    /// The step is not in the course.
    Absent,
    /// A step that repeats has occurrences in every status.
    Many,
}

struct Combination(BTreeMap<Subject, Value>);

impl World for Combination {
    fn anchor_known(&self, anchor: u16) -> Truth {
        matches!(self.0.get(&Subject::Anchor(anchor)), Some(Value::Anchor(true))).into()
    }

    fn fact(&self, fact: u16) -> Option<Compact> {
        match self.0.get(&Subject::Fact(fact)) {
            Some(Value::Fact(value)) => *value,
            _ => None,
        }
    }

    fn step_is(&self, step: u16, status: Status) -> Truth {
        match self.0.get(&Subject::Step(step)) {
            Some(Value::Step(is, _)) => (*is == status).into(),
            Some(Value::Many) => Truth::True,
            _ => Truth::False,
        }
    }

    fn step_outcome(&self, step: u16, outcome: u16) -> Truth {
        match self.0.get(&Subject::Step(step)) {
            Some(Value::Step(_, ended_as)) => (*ended_as == Some(outcome)).into(),
            Some(Value::Many) => Truth::True,
            _ => Truth::False,
        }
    }
}

/// Per step, whether it can ever open.
pub(super) fn can_open(def: &Definition) -> Vec<bool> {
    let mut can_open = vec![true; def.steps.len()];
    // A step that cannot open can keep others from opening: look again until nothing changes.
    loop {
        let mut changed = false;
        for (at, step) in def.steps.iter().enumerate() {
            if can_open[at] && !satisfiable(def, step, &can_open) {
                can_open[at] = false;
                changed = true;
            }
        }
        if !changed {
            return can_open;
        }
    }
}

fn satisfiable(def: &Definition, step: &Step, can_open: &[bool]) -> bool {
    let Some(opens) = &step.opens else {
        return step.ends.as_ref().is_none_or(|ends| tries(def, step, None, Some(ends), can_open));
    };
    tries(def, step, Some(opens), step.ends.as_ref(), can_open)
}

fn tries(
    def: &Definition,
    step: &Step,
    opens: Option<&Criterion>,
    ends: Option<&Criterion>,
    can_open: &[bool],
) -> bool {
    let mut subjects: Vec<Subject> = opens.into_iter().chain(ends).flat_map(Criterion::subjects).collect();
    subjects.sort_unstable();
    subjects.dedup();
    let domains: Vec<Vec<Value>> =
        subjects.iter().map(|subject| domain(def, *subject, &[opens, ends], can_open)).collect();
    let combinations = domains.iter().try_fold(1_usize, |product, domain| product.checked_mul(domain.len()));
    let Some(combinations) = combinations.filter(|count| *count <= MOST_COMBINATIONS) else { return true };
    (0..combinations).any(|number| {
        let mut rest = number;
        let values = subjects.iter().zip(&domains).map(|(subject, domain)| {
            let value = domain[rest % domain.len()];
            rest /= domain.len();
            (*subject, value)
        });
        let world = Combination(values.collect());
        let open = opens.is_none_or(|opens| opens.eval(&world) == Truth::True);
        // A step looks at its own status when it waits; every other combination is about later.
        let own = def.step_index.get(&step.id).and_then(|at| world.0.get(&Subject::Step(*at)));
        let itself = own.is_none_or(|own| matches!(own, Value::Step(Status::Waiting, _) | Value::Many));
        open && itself && ends.is_none_or(|ends| ends.eval(&world) != Truth::True)
    })
}

fn domain(def: &Definition, subject: Subject, criteria: &[Option<&Criterion>], can_open: &[bool]) -> Vec<Value> {
    match subject {
        Subject::Anchor(_) => vec![Value::Anchor(true), Value::Anchor(false)],
        Subject::Fact(at) => {
            let fact = &def.facts[usize::from(at)];
            let mut values: Vec<Compact> = match &fact.answer {
                FactKind::YesNo => vec![Compact::Yes(true), Compact::Yes(false)],
                FactKind::Choice { options } => (0..).take(options.len()).map(Compact::Choice).collect(),
                FactKind::Number { from, to } => {
                    let fits = |edge: &Compact| {
                        let Compact::Number(edge) = edge else { return true };
                        from.is_none_or(|from| from <= *edge) && to.is_none_or(|to| *edge <= to)
                    };
                    edges(at, criteria, *from).into_iter().filter(fits).collect()
                }
                FactKind::Date => edges(at, criteria, None),
                FactKind::Text => vec![Compact::Text],
            };
            values.dedup();
            let unknown = fact.default.is_none().then_some(Value::Fact(None));
            values.into_iter().map(|value| Value::Fact(Some(value))).chain(unknown).collect()
        }
        Subject::Step(at) => {
            let step = &def.steps[usize::from(at)];
            let mut values = vec![
                Value::Step(Status::Waiting, None),
                Value::Step(Status::Skipped, None),
                Value::Step(Status::Missed, None),
                Value::Step(Status::Cancelled, None),
            ];
            if can_open[usize::from(at)] {
                values.extend([Value::Step(Status::Open, None), Value::Step(Status::Done, None)]);
                values.extend((0..).take(step.outcomes.len()).map(|outcome| Value::Step(Status::Done, Some(outcome))));
                if step.repeats() || step.discretionary {
                    values.push(Value::Many);
                }
            }
            if step.discretionary {
                values.push(Value::Absent);
            }
            values
        }
    }
}

/// The numbers at, just below and just above every number that the fact is compared with, and the least that it can have.
fn edges(fact: u16, criteria: &[Option<&Criterion>], least: Option<i64>) -> Vec<Compact> {
    let mut numbers = vec![least.unwrap_or(0)];
    for criterion in criteria.iter().flatten() {
        criterion.each_atom(&mut |atom| {
            if let Node::FactCompare(of, _, value) = atom
                && *of == fact
            {
                numbers.extend([value.saturating_sub(1), *value, value.saturating_add(1)]);
            }
        });
    }
    numbers.sort_unstable();
    numbers.dedup();
    numbers.into_iter().map(Compact::Number).collect()
}
