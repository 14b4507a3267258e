//! Where everything is too much to look at, a course that breaks a guarantee is sought by going first where it seems near.
//! What is found is a course like any other, and is played on the whole pathway; what is not found says nothing.

use regie_pathway::{Claim, Command, Date, Standing, outstanding};

use crate::{
    explore::{Onlooker, Say},
    moves::{Node, days_between},
    promise::Promise,
};

/// A thing yet to be done is farther than any number of days that go by.
const THING: u32 = 10_000;

/// Watches a guarantee, and says how far a state is from breaking it.
pub struct Seek<'d>(pub Promise<'d>);

impl Onlooker for Seek<'_> {
    fn debt(&self, node: &mut Node) {
        self.0.debt(node);
    }

    fn deadline(&self, node: &Node) -> Option<Date> {
        self.0.deadline(node)
    }

    fn see(&mut self, at: u32, node: &Node) -> Say {
        self.0.see(at, node)
    }

    fn far(&self, node: &Node) -> u32 {
        let standing = Standing::of(self.0.def, &node.state);
        match &self.0.guarantee.claim {
            Claim::Whenever { whenever, then, .. } => {
                let things = standing.distance(whenever, true) + standing.distance(then, false);
                let days = self
                    .deadline(node)
                    .map_or(THING - 1, |day| u32::try_from(days_between(node.today, day)).unwrap_or(0).min(THING - 1));
                things * THING + days
            }
            Claim::AtClose(condition) => {
                let open = u32::try_from(outstanding(self.0.def, &node.state).len()).unwrap_or(THING);
                (standing.distance(condition, false) + open) * THING
            }
            Claim::Never(condition) => standing.distance(condition, true) * THING,
        }
    }
}

/// A course that breaks a promise without what it can do without; its start stays.
pub fn without_the_needless(
    mut course: Vec<(Date, Command)>,
    breaks: impl Fn(&[(Date, Command)]) -> bool,
) -> Vec<(Date, Command)> {
    for at in (1..course.len()).rev() {
        let mut shorter = course.clone();
        shorter.remove(at);
        if breaks(&shorter) {
            course = shorter;
        }
    }
    course
}
