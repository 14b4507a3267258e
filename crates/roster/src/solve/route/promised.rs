//! When the visits of a day begin, as it is written: at the time that was promised, where the order leaves room for it. The
//! search itself reckons with the earliest starts.

use crate::problem::{NONE, Problem};
use crate::solve::route::breaks::needed;
use crate::solve::route::{Route, time_cost_of};

impl Route {
    /// The day with each visit at its promised time, or as near to it as its order and its breaks allow; as it was where that
    /// would cost more. It may cost less: at the earliest start a visit can be too far before its time.
    pub fn as_promised(&self, problem: &Problem, route: u32) -> Self {
        if self.is_empty() {
            return self.clone();
        }
        // The free time that was hers is her break again, where it is enough; else the break lies where it was laid.
        let was = self.time_cost(problem);
        let days = [self.near_promises(problem, route, None), self.near_promises(problem, route, Some(self.pause_at))];
        let kept = days.into_iter().find(|day| day.time_cost(problem) <= was && day.has_its_breaks(problem));
        kept.map_or_else(|| self.clone(), |day| Self { cost: self.cost - was + day.time_cost(problem), ..day })
    }

    /// Each visit as near to its promised time as the others allow, with a break before the node `pause_at`.
    fn near_promises(&self, problem: &Problem, route: u32, pause_at: Option<usize>) -> Self {
        let (day, last) = (problem.day_of(route), self.nodes.len() - 1);
        let mut kept = Self { pause_at: pause_at.unwrap_or(0), ..self.clone() };
        if let Some((_, end)) = problem.shifts[route as usize] {
            kept.nodes[last].latest = end;
        }
        let hours = |node: u32| problem.visits[node as usize].hours_on(day);
        for node in &mut kept.nodes[1..last] {
            node.latest = hours(node.visit).1;
        }
        kept.look_back(problem);
        for at in 1..last {
            let (before, node) = (kept.nodes[at - 1], kept.nodes[at]);
            let leg = problem.leg(before.place, node.place).seconds;
            let earliest = hours(node.visit).0.max(before.depart + leg + kept.pause_before(at));
            let promised = problem.visits[node.visit as usize].promised.filter(|one| usize::from(one.day) == day);
            let start = promised.map_or(earliest, |one| one.start.min(node.latest).max(earliest));
            kept.nodes[at].start = start;
            kept.nodes[at].depart = start + node.depart - node.start;
        }
        let before = kept.nodes[last - 1];
        let back = before.depart + problem.leg(before.place, kept.nodes[last].place).seconds;
        (kept.nodes[last].start, kept.nodes[last].depart) = (back, back);
        kept
    }

    fn time_cost(&self, problem: &Problem) -> i64 {
        let visits = self.nodes.iter().filter(|node| node.visit != NONE);
        visits.map(|node| time_cost_of(problem, node.visit, node.start)).sum()
    }

    /// Its free pieces are as long together as the law asks of a day that lasts so long.
    fn has_its_breaks(&self, problem: &Problem) -> bool {
        let lasts = self.nodes[self.nodes.len() - 1].start - self.leaves(problem);
        let pieces = self.gaps(problem).map(|(_, free)| free).filter(|free| *free >= problem.least_piece);
        needed(problem, lasts) == 0 || pieces.sum::<i32>() >= needed(problem, lasts)
    }
}
