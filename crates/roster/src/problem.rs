//! An instance made ready for the solver: names become numbers, windows become hours per day, and each visit knows the days of
//! midwives (routes) that it may be put in.

mod bounds;
mod names;
mod ready;
mod travel;

use crate::costs::{Costs, Law};
use crate::input::{Instance, Lateness};

pub use names::InputError;
pub use ready::NO_HOURS;
pub(crate) use ready::may_visit;

/// No number: nobody, nowhere.
pub const NONE: u32 = u32::MAX;

/// An instance made ready.
#[derive(Debug, Clone)]
pub struct Problem {
    /// How many midwives.
    pub midwife_count: usize,
    /// How many days.
    pub day_count: usize,
    /// How many places.
    pub place_count: usize,
    /// From place to place.
    pub legs: Vec<Leg>,
    /// The visits, those of one client on end.
    pub visits: Vec<Visit>,
    /// The clients.
    pub clients: Vec<Client>,
    /// The midwives.
    pub midwives: Vec<Midwife>,
    /// The shift of each route, `day * midwife_count + midwife`: start and end.
    pub shifts: Vec<Option<(i32, i32)>>,
    /// The units of cost.
    pub costs: Costs,
    /// The working-time law.
    pub law: Law,
    /// The breaks: a day of more than so many seconds has at least so many seconds of break; rising.
    pub breaks: Vec<(i32, i32)>,
    /// The shortest time that counts as a break.
    pub least_piece: i32,
    /// Some visit costs when it is at another time than yesterday.
    pub timed: bool,
    /// Lateness and links: the instance is for the order search.
    pub linked: bool,
    /// The first visit, the second visit, the least and the most between their starts.
    pub links: Vec<(u32, u32, i32, i32)>,
    /// Of each client the others, the nearest first.
    pub near: Vec<Vec<u32>>,
    /// The name of each visit.
    pub visit_names: Vec<String>,
    /// The name of each midwife.
    pub midwife_names: Vec<String>,
}

/// From one place to another.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Leg {
    /// How long it takes.
    pub seconds: i32,
    /// What it costs at 100 percent.
    pub cost: i32,
}

/// A visit made ready.
#[derive(Debug, Clone)]
pub struct Visit {
    /// Whose.
    pub client: u32,
    /// Where.
    pub place: u32,
    /// In person.
    pub physical: bool,
    /// In person, in an infected household.
    pub infected: bool,
    /// How long.
    pub seconds: i32,
    /// The first day of `hours`.
    pub first_day: u16,
    /// Per day: when it may begin; `NO_HOURS` where not.
    pub hours: Vec<(i32, i32)>,
    /// The routes that it may be put in.
    pub routes: Vec<u32>,
    /// What it takes of the capacity.
    pub load: i64,
    /// Where yesterday's roster had it.
    pub promised: Option<Promise>,
}

/// Where yesterday's roster had a visit, and what leaving it costs.
#[derive(Debug, Clone, Copy)]
pub struct Promise {
    /// Who would come.
    pub midwife: u32,
    /// When.
    pub day: u16,
    /// At what time.
    pub start: i32,
    /// What another face costs.
    pub face_cost: i64,
    /// What another day costs.
    pub day_cost: i64,
    /// What another time costs.
    pub time_cost: i64,
}

/// A client made ready.
#[derive(Debug, Clone)]
pub struct Client {
    /// Her visits.
    pub visits: std::ops::Range<u32>,
    /// Who attended the birth, when she works in the region.
    pub attending: u32,
    /// The attending midwife has visited already.
    pub attended: bool,
    /// The faces that she knows; numbers from `midwife_count` on are of people who do not work in these days.
    pub seen: Vec<u32>,
    /// Who came last.
    pub last_seen: u32,
    /// Of whom one is to come: those whom she knows and who work in these days.
    pub known: Vec<u32>,
    /// Where.
    pub place: u32,
}

/// A midwife made ready.
#[derive(Debug, Clone)]
pub struct Midwife {
    /// Where her day begins and ends.
    pub home: u32,
    /// Days on end before the first.
    pub days_worked: u16,
    /// Seconds between the end of her last shift and the first day's midnight.
    pub ended_before: Option<i64>,
    /// Seconds of shifts that the law's sixteen weeks leave her in these days; nothing where she cannot pass them.
    pub seconds_left: Option<i64>,
    /// How much she carries.
    pub capacity: i64,
    /// What a day of hers costs.
    pub day_cost: i64,
    /// Her travel in hundredths.
    pub travel_percent: i64,
    /// Seconds of all her shifts.
    pub available: i64,
    /// The first midwife who is the same in everything that counts, in an instance of one day.
    pub twin: u32,
}

impl Problem {
    /// Makes an instance ready.
    ///
    /// # Errors
    /// When a name is unknown or used twice, or a number lies outside of what can be planned.
    pub fn new(instance: &Instance) -> Result<Self, InputError> {
        ready::ready(instance)
    }

    /// The way between two places.
    #[inline]
    pub fn leg(&self, from: u32, to: u32) -> Leg {
        self.legs[from as usize * self.place_count + to as usize]
    }

    /// The day of a route.
    #[inline]
    pub fn day_of(&self, route: u32) -> usize {
        route as usize / self.midwife_count
    }

    /// The midwife of a route.
    #[inline]
    pub fn midwife_of(&self, route: u32) -> usize {
        route as usize % self.midwife_count
    }

    /// The visits of a client, as indices.
    pub fn visits_of(&self, client: usize) -> std::ops::Range<usize> {
        let range = &self.clients[client].visits;
        range.start as usize..range.end as usize
    }
}

impl Visit {
    /// When it may begin on a day.
    #[inline]
    pub fn hours_on(&self, day: usize) -> (i32, i32) {
        day.checked_sub(usize::from(self.first_day)).and_then(|at| self.hours.get(at)).copied().unwrap_or(NO_HOURS)
    }
}

/// Does the instance need the order search?
fn is_linked(instance: &Instance) -> bool {
    !instance.links.is_empty() || instance.lateness == Lateness::Costs
}
