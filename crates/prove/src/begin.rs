//! How courses begin on a reduced file. What is outside of it may stand otherwise from the very start: because of what
//! opens by itself, because of one answer on which several of its criteria hang, or because a step that waits for no more
//! than other steps had ended before she came.

use regie_pathway::{
    Cause, Command, Condition, Date, Definition, Event, FactId, FactValue, Life, Standing, State, Truth, decide, evolve,
};

use crate::{
    moves::{Move, Moves, first_day},
    outside::Asked,
};

/// Every way for a course to begin on the whole pathway, and where it then stands.
pub struct Begun(Vec<(Command, State)>);

impl Begun {
    pub fn of(def: &Definition) -> Self {
        let starts = Moves::of(def, first_day(def)).starts().into_iter();
        let begun = starts.filter_map(|(node, by)| match by {
            Move::Give(command) => Some((command, node.state)),
            Move::Wait(_) => None,
        });
        Self(begun.collect())
    }

    /// The same on a file that was reduced, with the questions of what is outside answered as they then stand.
    pub fn on(&self, whole: &Definition, reduced: &Definition, asked: &[Asked]) -> Vec<(Command, State)> {
        let asked = asked.iter().filter_map(|one| Some((&one.fact, whole.condition(&one.criterion)?)));
        let asked: Vec<(&FactId, Condition)> = asked.collect();
        let mut begins: Vec<(Command, State)> = Vec::new();
        for (command, state) in &self.0 {
            let Some((begin, on)) = put(command, &Standing::of(whole, state), reduced, &asked) else { continue };
            let Some(stands) = stands(reduced, &begin, on, state) else { continue };
            if !begins.contains(&(begin.clone(), stands.clone())) {
                begins.push((begin, stands));
            }
        }
        begins
    }
}

/// A start with what the reduced file knows of it, and its day.
fn put(
    command: &Command,
    standing: &Standing<'_>,
    reduced: &Definition,
    asked: &[(&FactId, Condition)],
) -> Option<(Command, Date)> {
    let Command::Start { entry, anchors, facts } = command else { return None };
    let (mut anchors, mut facts) = (anchors.clone(), facts.clone());
    anchors.retain(|anchor, _| reduced.anchor(anchor).is_some());
    facts.retain(|fact, _| reduced.fact(fact).is_some());
    for (fact, condition) in asked {
        let stands = FactValue::YesNo(standing.truth(condition) == Truth::True);
        if reduced.fact(fact).is_some_and(|fact| fact.default.as_ref() != Some(&stands)) {
            facts.insert((*fact).clone(), stands);
        }
    }
    Some((Command::Start { entry: *entry, anchors, facts }, *entry))
}

/// Where the reduced file then stands; what had ended before she came had so on the whole pathway.
fn stands(reduced: &Definition, begin: &Command, on: Date, whole: &State) -> Option<State> {
    let mut state = State::default();
    for event in decide(reduced, &state, begin, on).ok()? {
        let event = match event {
            Event::Cancelled { step, nth, on, cause: Cause::Ended { criterion } } => {
                match whole.occurrence(&step, nth).map(|one| &one.life) {
                    Some(Life::Missed { .. }) => {
                        Event::Missed { step, nth, on, why: Cause::EndedBeforeEntry { criterion } }
                    }
                    _ => Event::Cancelled { step, nth, on, cause: Cause::Ended { criterion } },
                }
            }
            other => other,
        };
        evolve(&mut state, &event);
    }
    Some(state)
}
