//! A guarantee of the file, watched along a course.

use regie_pathway::{Claim, Date, Definition, Guarantee, Offset, State, Truth, outstanding};

use crate::{
    explore::{Onlooker, Say},
    moves::Node,
};

/// Watches one guarantee.
pub struct Promise<'d> {
    pub def: &'d Definition,
    pub guarantee: &'d Guarantee,
}

impl Promise<'_> {
    /// Since when it waits to be kept, once the course has come to this state: it came to hold that something must follow,
    /// and that does not hold yet. What no longer holds need not be followed.
    pub fn owed(&self, before: Option<Date>, state: &State, today: Date) -> Option<Date> {
        let Claim::Whenever { whenever, then, .. } = &self.guarantee.claim else { return None };
        let owes = whenever.truth(self.def, state) == Truth::True && then.truth(self.def, state) != Truth::True;
        owes.then(|| before.unwrap_or(today))
    }

    /// Whether it is broken in this state.
    pub fn is_broken(&self, owed: Option<Date>, state: &State, today: Date) -> bool {
        match &self.guarantee.claim {
            Claim::Whenever { within, .. } => owed.is_some_and(|since| {
                // At once: there is no day on which it may still come.
                within.is_zero() || today > within.after_date(since)
            }),
            Claim::AtClose(condition) => {
                outstanding(self.def, state).is_empty() && condition.truth(self.def, state) != Truth::True
            }
            Claim::Never(condition) => condition.truth(self.def, state) == Truth::True,
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
        node.owed = self.owed(node.owed, &node.state, node.today);
    }

    fn deadline(&self, node: &Node) -> Option<Date> {
        self.too_late(node.owed)
    }

    fn see(&mut self, _: u32, node: &Node) -> Say {
        if self.is_broken(node.owed, &node.state, node.today) { Say::Stop } else { Say::GoOn }
    }
}
