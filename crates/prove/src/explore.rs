//! Through everything that can happen: breadth first, so that the first course that breaks a promise is the shortest, or
//! first where an onlooker says that it is near.

use std::{
    cmp::{Ordering, Reverse},
    collections::{BinaryHeap, HashMap, hash_map::Entry},
    hash::{BuildHasherDefault, DefaultHasher},
};

use regie_pathway::{Command, Date};

use crate::{
    moves::{Move, Moves, Node, age},
    verdict::{Cut, Limits},
};

/// Hashes alike in every run.
type Steady = BuildHasherDefault<DefaultHasher>;

/// How a state was first reached: from which, and by what.
struct Trace {
    from: Option<u32>,
    /// What somebody did; nothing when time went by, or a table that was left out decided otherwise.
    by: Option<Command>,
    on: Date,
}

/// What an onlooker says of a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Say {
    GoOn,
    /// This is what was looked for.
    Stop,
}

/// Looks at each state when it is found, and may follow its debts.
pub trait Onlooker {
    /// Brings the debts of a node up to date, before states are told apart.
    fn debt(&self, _node: &mut Node) {}
    /// The next day on which a debt becomes too old.
    fn deadline(&self, _node: &Node) -> Option<Date> {
        None
    }
    /// Looks at a state that was not seen before.
    fn see(&mut self, at: u32, node: &Node) -> Say;
    /// How far a state is from what is looked for; the nearest are looked beyond first, of these the first found.
    fn far(&self, _node: &Node) -> u32 {
        0
    }
    /// A move from one state to another, or to itself.
    fn edge(&mut self, _from: u32, _to: u32, _by: &Move) {}
    /// A state that is not looked beyond.
    fn cut(&mut self, _at: u32) {}
}

/// What was seen.
pub struct Explored {
    traces: Vec<Trace>,
    /// Where the onlooker said stop.
    pub found: Option<u32>,
    pub cut: Vec<Cut>,
}

impl Explored {
    /// How many states were seen.
    pub fn states(&self) -> usize {
        self.traces.len()
    }

    /// The course to a state: its commands with their days, and the last day.
    pub fn course(&self, to: u32) -> (Vec<(Date, Command)>, Date) {
        let mut commands = Vec::new();
        let mut at = Some(to);
        let last = self.traces.get(to as usize).map_or_else(Date::default, |trace| trace.on);
        while let Some(trace) = at.and_then(|at| self.traces.get(at as usize)) {
            commands.extend(trace.by.clone().map(|command| (trace.on, command)));
            at = trace.from;
        }
        commands.reverse();
        (commands, last)
    }
}

/// A walk under way.
struct Walk<'m, 'd, O> {
    moves: &'m Moves<'d>,
    onlooker: &'m mut O,
    seen: HashMap<Box<[i32]>, u32, Steady>,
    ahead: BinaryHeap<Reverse<Ahead>>,
    explored: Explored,
}

/// A state that is yet to be looked beyond.
struct Ahead {
    far: u32,
    at: u32,
    node: Node,
}

impl Ord for Ahead {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.far, self.at).cmp(&(other.far, other.at))
    }
}

impl PartialOrd for Ahead {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Ahead {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Ahead {}

/// Explores every course of a definition.
pub fn explore(moves: &Moves<'_>, limits: &Limits, onlooker: &mut impl Onlooker) -> Explored {
    let explored = Explored { traces: Vec::new(), found: None, cut: Vec::new() };
    let mut walk = Walk { moves, onlooker, seen: HashMap::default(), ahead: BinaryHeap::new(), explored };
    for (node, by) in moves.starts() {
        walk.reach(None, Some(by), node);
    }
    while let Some(Reverse(Ahead { at, node, .. })) = walk.ahead.pop() {
        if walk.explored.found.is_some() {
            break;
        }
        let too_long = age(&node) > limits.days;
        if too_long || walk.explored.states() >= limits.states {
            walk.cut(at, if too_long { Cut::Days } else { Cut::States });
            continue;
        }
        let waits = moves.waits(&node, walk.onlooker.deadline(&node));
        for one in moves.moves(&node).into_iter().chain(waits) {
            if let Some(next) = moves.after(&node, &one) {
                walk.reach(Some(at), Some(one), next);
            }
        }
        for next in moves.happens_outside(&node) {
            walk.reach(Some(at), None, next);
        }
    }
    walk.explored
}

impl<O: Onlooker> Walk<'_, '_, O> {
    /// By nobody's move when by none: that a table decides otherwise nobody can rely on, so that it is no edge.
    fn reach(&mut self, from: Option<u32>, by: Option<Move>, mut node: Node) {
        if self.explored.found.is_some() {
            return;
        }
        self.onlooker.debt(&mut node);
        // Beyond four milliards of states the limit has long been met.
        let Ok(fresh) = u32::try_from(self.explored.traces.len()) else { return };
        let at = match self.seen.entry(self.moves.key(&node)) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(room) => *room.insert(fresh),
        };
        if let (Some(from), Some(by)) = (from, &by) {
            self.onlooker.edge(from, at, by);
        }
        if at == fresh {
            let by = by.and_then(|by| if let Move::Give(command) = by { Some(command) } else { None });
            self.explored.traces.push(Trace { from, by, on: node.today });
            if self.onlooker.see(at, &node) == Say::Stop {
                self.explored.found = Some(at);
            }
            let far = self.onlooker.far(&node);
            self.ahead.push(Reverse(Ahead { far, at, node }));
        }
    }

    fn cut(&mut self, at: u32, by: Cut) {
        self.onlooker.cut(at);
        if !self.explored.cut.contains(&by) {
            self.explored.cut.push(by);
        }
    }
}
