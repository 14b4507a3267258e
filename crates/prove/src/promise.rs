//! A guarantee of the file, watched along a course.

use regie_pathway::{
    Claim, Date, Definition, FactId, FactValue, Guarantee, Offset, Standing, State, Truth, outstanding,
};

use crate::{
    explore::{Onlooker, Say},
    moves::{Before, Node, days_between},
};

/// Watches one guarantee.
pub struct Promise<'d> {
    pub def: &'d Definition,
    pub guarantee: &'d Guarantee,
    /// The definition is reduced to a cone: what else it promises tells where the pathway may be closed.
    pub is_reduced: bool,
    /// What questions must be answered with where the pathway may be closed.
    pub at_close: &'d [(FactId, bool)],
    pub first: First,
}

/// Which states are looked beyond first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum First {
    /// Those found first, so that the first course that breaks the promise is the shortest.
    Found,
    /// Those that seem nearest to one that breaks it: for where everything is too much to look at.
    Nearest,
}

/// A thing yet to be done is farther than any number of days that go by.
const THING: u32 = 10_000;

impl Promise<'_> {
    /// Since when it waits to be kept, once the course has come to this state: it came to hold that something must follow,
    /// and that does not hold yet. What no longer holds need not be followed.
    pub fn owed(&self, before: Before, state: &State, today: Date) -> Before {
        let standing = Standing::of(self.def, state);
        let (holds, owes, since) = match &self.guarantee.claim {
            Claim::Whenever { whenever, then, .. } => {
                let holds = standing.truth(whenever) == Truth::True;
                (holds, holds && standing.truth(then) != Truth::True, before.owed.unwrap_or(today))
            }
            Claim::EachTime { comes, then } => {
                let holds = standing.truth(comes) == Truth::True;
                (holds, holds && !before.held && standing.truth(then) != Truth::True, today)
            }
            Claim::AtClose(_) | Claim::Never(_) => return Before::default(),
        };
        Before { held: holds, owed: owes.then_some(since) }
    }

    /// Whether it is broken in this state.
    pub fn is_broken(&self, owed: Option<Date>, state: &State, today: Date) -> bool {
        match &self.guarantee.claim {
            Claim::Whenever { within, .. } => owed.is_some_and(|since| {
                // At once: there is no day on which it may still come.
                within.is_zero() || today > within.after_date(since)
            }),
            Claim::EachTime { .. } => owed.is_some(),
            Claim::AtClose(condition) => {
                self.may_close(state)
                    && outstanding(self.def, state).is_empty()
                    && condition.truth(self.def, state) != Truth::True
            }
            Claim::Never(condition) => condition.truth(self.def, state) == Truth::True,
        }
    }

    fn may_close(&self, state: &State) -> bool {
        let others = self.def.guarantees().iter().filter(|_| self.is_reduced);
        let mut never = others.filter_map(|one| match &one.claim {
            Claim::Never(condition) => Some(condition),
            Claim::Whenever { .. } | Claim::EachTime { .. } | Claim::AtClose(_) => None,
        });
        let standing = Standing::of(self.def, state);
        never.all(|condition| standing.truth(condition) != Truth::True)
            && self.at_close.iter().all(|(fact, answer)| {
                let default = || self.def.fact(fact).and_then(|fact| fact.default.as_ref());
                state.fact(fact).or_else(default) == Some(&FactValue::YesNo(*answer))
            })
    }

    /// About how far a state is from breaking it.
    fn distance(&self, node: &Node) -> u32 {
        let standing = Standing::of(self.def, &node.state);
        match &self.guarantee.claim {
            Claim::Whenever { whenever, then, .. } => {
                let days = self.too_late(node.before.owed).map(|day| days_between(node.today, day));
                let days = days.and_then(|days| u32::try_from(days).ok()).map_or(THING - 1, |days| days.min(THING - 1));
                (standing.distance(whenever, true) + standing.distance(then, false)) * THING + days
            }
            Claim::EachTime { comes, then } => {
                (standing.distance(comes, true) + standing.distance(then, false)) * THING
            }
            Claim::AtClose(condition) => {
                let open = u32::try_from(outstanding(self.def, &node.state).len()).unwrap_or(THING);
                (standing.distance(condition, false) + open) * THING
            }
            Claim::Never(condition) => standing.distance(condition, true) * THING,
        }
    }

    /// The first day on which the debt is too old.
    pub fn too_late(&self, owed: Option<Date>) -> Option<Date> {
        let Claim::Whenever { within, .. } = &self.guarantee.claim else { return None };
        owed.map(|since| Offset::Days(1).after_date(within.after_date(since)))
    }
}

impl Onlooker for Promise<'_> {
    fn debt(&self, node: &mut Node) {
        node.before = self.owed(node.before, &node.state, node.today);
    }

    fn deadline(&self, node: &Node) -> Option<Date> {
        self.too_late(node.before.owed)
    }

    fn far(&self, node: &Node) -> u32 {
        match self.first {
            First::Found => 0,
            First::Nearest => self.distance(node),
        }
    }

    fn see(&mut self, _: u32, node: &Node) -> Say {
        if self.is_broken(node.before.owed, &node.state, node.today) { Say::Stop } else { Say::GoOn }
    }
}
