//! Whether one criterion asks for a step whenever another does, by the shape of the two: `a or b` is wider than `a`, and
//! `a and b` is not. Names are compared as names, since the two stand in different files.

use crate::{
    criterion::{Criterion, Node},
    definition::Definition,
};

/// So many comparisons are made; of criteria that need more, nothing is said.
const MOST_COMPARISONS: u32 = 10_000;

#[derive(PartialEq)]
enum Form {
    Atom(String),
    Not(Box<Self>),
    All(Vec<Self>),
    Any(Vec<Self>),
}

/// Whether the wider one surely holds wherever the narrower one does. What it cannot tell by their shape it denies.
pub(super) fn surely_wider(narrower: (&Definition, &Criterion), wider: (&Definition, &Criterion)) -> bool {
    let form = |(def, criterion): (&Definition, &Criterion)| {
        Form::Any(criterion.branches.iter().map(|(_, node)| named(def, node)).collect())
    };
    implies(&form(narrower), &form(wider), &mut 0)
}

/// Each rule keeps unknown between false and true, so that it holds for what is unknown as well.
fn implies(one: &Form, other: &Form, made: &mut u32) -> bool {
    *made += 1;
    if *made > MOST_COMPARISONS {
        return false;
    }
    if one == other {
        return true;
    }
    match (one, other) {
        (Form::Any(parts), _) => parts.iter().all(|part| implies(part, other, made)),
        (_, Form::All(parts)) => parts.iter().all(|part| implies(one, part, made)),
        (Form::Not(one), Form::Not(other)) => implies(other, one, made),
        _ => {
            let by_one = matches!(one, Form::All(parts) if parts.iter().any(|part| implies(part, other, made)));
            by_one || matches!(other, Form::Any(parts) if parts.iter().any(|part| implies(one, part, made)))
        }
    }
}

fn named(def: &Definition, node: &Node) -> Form {
    let forms = |parts: &[Node]| parts.iter().map(|part| named(def, part)).collect();
    let anchor = |at: u16| &def.anchors[usize::from(at)].id;
    let fact = |at: u16| &def.facts[usize::from(at)];
    let step = |at: u16| &def.steps[usize::from(at)];
    Form::Atom(match node {
        Node::Not(inner) => return Form::Not(Box::new(named(def, inner))),
        Node::All(parts) => return Form::All(forms(parts)),
        Node::Any(parts) => return Form::Any(forms(parts)),
        Node::Anchor(at) => anchor(*at).to_string(),
        Node::AnchorKnown(at) => format!("{} is known", anchor(*at)),
        Node::FactKnown(at) => format!("{} is known", fact(*at).id),
        Node::FactYes(at) => fact(*at).id.to_string(),
        Node::FactChoice(at, option) => {
            let option = match &fact(*at).answer {
                crate::fact::FactKind::Choice { options } => options.get(usize::from(*option)),
                _ => None,
            };
            format!("{} is {}", fact(*at).id, option.map_or("", |option| &option.id))
        }
        Node::FactCompare(at, how, number) => format!("{} {how:?} {number}", fact(*at).id),
        Node::StepIs(at, status) => format!("{} is {status:?}", step(*at).id),
        Node::StepOutcome(at, outcome) => {
            let outcome = step(*at).outcomes.get(usize::from(*outcome));
            format!("{} ends {}", step(*at).id, outcome.map_or("", |outcome| outcome.id.as_str()))
        }
    })
}
