//! Why a visit is where it is, what the next best would cost, and who could stand in for whom.

mod stand_ins;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::check::check;
use crate::costs::Bill;
use crate::input::Instance;
use crate::plan::Plan;
use crate::problem::{InputError, NONE, Problem};
use crate::solve::state::{Spot, State};
use crate::solve::{cheapest, written};

pub use stand_ins::{Choice, ChoiceKind, Replacement, Unmet};

/// How many alternatives are told.
const TOLD: usize = 3;

/// Why a visit is where it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Reason {
    /// The visit.
    pub visit: String,
    /// Who makes it; nobody when it is not planned.
    pub midwife: Option<String>,
    /// On which day.
    pub day: Option<u16>,
    /// What speaks for it.
    pub because: Vec<Because>,
    /// Where else it could be, the cheapest first.
    pub next: Vec<Alternative>,
}

/// What speaks for a place in the roster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "kebab-case")]
pub enum Because {
    /// A planner set it.
    Pinned,
    /// Nobody else may make it on any of its days: skill, shift, infection, or who is allowed.
    OnlyShe,
    /// It is possible on no other day.
    OnlyThisDay,
    /// She attended the birth.
    Attended,
    /// The client knows her, or sees her at other visits of this roster.
    KnownFace {
        /// How many other visits of the roster she makes to the client; with none of them she is known from before.
        visits: usize,
    },
    /// It was so in yesterday's roster.
    AsBefore {
        /// The client was told.
        told: bool,
    },
    /// The next best place costs more, mostly for one unit.
    Cheaper {
        /// The unit that differs most.
        unit: String,
        /// By how much.
        by: i64,
    },
    /// It is possible nowhere.
    Nowhere,
    /// It is possible, but only where it costs more than not making it.
    TooDear,
}

/// Where a visit could be as well.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Alternative {
    /// Who would make it.
    pub midwife: String,
    /// On which day.
    pub day: u16,
    /// What the whole roster would cost more.
    pub extra: i64,
    /// The units of cost that would differ, and by how much.
    pub units: BTreeMap<String, i64>,
}

/// A plan laid beside its instance, to be asked.
pub struct Reasons<'i> {
    instance: &'i Instance,
    problem: Problem,
    plan: &'i Plan,
}

impl<'i> Reasons<'i> {
    /// Lays a sound plan beside its instance.
    ///
    /// # Errors
    /// When the instance cannot be read.
    pub fn new(instance: &'i Instance, plan: &'i Plan) -> Result<Self, InputError> {
        Ok(Self { instance, problem: Problem::new(instance)?, plan })
    }

    /// Why a visit is where it is.
    ///
    /// # Errors
    /// When there is no such visit.
    pub fn of(&self, visit: &str) -> Result<Reason, InputError> {
        let number = self.number(visit)?;
        let mut state = self.state();
        let route = state.at[number as usize];
        let ranked = ranked(&mut state, number);
        let others: Vec<Spot> = ranked.into_iter().filter(|spot| spot.route != route).collect();
        let next: Vec<Alternative> =
            others.iter().take(TOLD).map(|spot| self.alternative(&state, number, *spot)).collect();
        let because = if route == NONE {
            vec![if others.is_empty() { Because::Nowhere } else { Because::TooDear }]
        } else {
            self.because(&state, number, next.first())
        };
        let planned = route != NONE;
        Ok(Reason {
            visit: visit.to_owned(),
            midwife: planned.then(|| self.problem.midwife_names[self.problem.midwife_of(route)].clone()),
            day: planned.then(|| self.problem.day_of(route) as u16),
            because,
            next,
        })
    }

    fn state(&self) -> State<'_> {
        let mut state = State::new(&self.problem);
        state.take_over(self.plan);
        state
    }

    fn number(&self, visit: &str) -> Result<u32, InputError> {
        let found = self.problem.visit_names.iter().position(|name| name == visit);
        found.map(|number| number as u32).ok_or_else(|| InputError::Unknown {
            place: self.instance.name.clone(),
            kind: "visit",
            name: visit.to_owned(),
        })
    }

    /// The alternative with its units, by asking the checker before and after.
    fn alternative(&self, state: &State<'_>, visit: u32, spot: Spot) -> Alternative {
        let before = check(self.instance, &written(self.instance, state)).bill;
        self.at(spot, &before, &self.bill_with(state, visit, spot))
    }

    /// What the roster costs with a visit in another spot.
    fn bill_with(&self, state: &State<'_>, visit: u32, spot: Spot) -> Bill {
        let mut other = state.clone();
        other.begin();
        other.remove(visit);
        if let Some((_, at)) = other.best_in(visit, spot.route) {
            other.insert(visit, spot.route, at);
        }
        // What the day could not hold without it goes where it is cheapest.
        for freed in other.taken_out() {
            if let Some(spot) = cheapest(&mut other, freed, None) {
                other.insert(freed, spot.route, spot.at);
            }
        }
        check(self.instance, &written(self.instance, &other)).bill
    }

    fn at(&self, spot: Spot, before: &Bill, after: &Bill) -> Alternative {
        let mut units = after.units.clone();
        for (unit, cost) in &before.units {
            *units.entry(unit.clone()).or_default() -= cost;
        }
        units.retain(|_, cost| *cost != 0);
        Alternative {
            midwife: self.problem.midwife_names[self.problem.midwife_of(spot.route)].clone(),
            day: self.problem.day_of(spot.route) as u16,
            extra: after.total - before.total,
            units,
        }
    }

    fn because(&self, state: &State<'_>, visit: u32, next: Option<&Alternative>) -> Vec<Because> {
        let problem = &self.problem;
        let ready = &problem.visits[visit as usize];
        let route = state.at[visit as usize];
        let (day, midwife) = (problem.day_of(route), problem.midwife_of(route));
        let mut because = Vec::new();
        let written = self.instance.visits().nth(visit as usize);
        let pin = written.map(|(_, visit)| visit.pinned.clone()).unwrap_or_default();
        if !pin.is_empty() {
            because.push(Because::Pinned);
        }
        // Where a pin leaves nobody else and no other day, that is what the pin says, and no reason of its own.
        if pin.midwife.is_none() && ready.routes.iter().all(|other| problem.midwife_of(*other) == midwife) {
            because.push(Because::OnlyShe);
        }
        if pin.day.is_none() && ready.routes.iter().all(|other| problem.day_of(*other) == day) {
            because.push(Because::OnlyThisDay);
        }
        let client = &problem.clients[ready.client as usize];
        if client.attending as usize == midwife {
            because.push(Because::Attended);
        }
        let same = |other: &u32| {
            let route = state.at[*other as usize];
            *other != visit && route != NONE && problem.midwife_of(route) == midwife
        };
        let earlier = written.map_or(0, |(client, _)| {
            client.seen.iter().filter(|face| **face == problem.midwife_names[midwife]).count()
        });
        let visits = client.visits.clone().filter(same).count();
        if visits + earlier > 0 {
            because.push(Because::KnownFace { visits });
        }
        if let Some(promise) = ready.promised.filter(|promise| promise.midwife as usize == midwife)
            && usize::from(promise.day) == day
        {
            let told = written.and_then(|(_, visit)| visit.promised.as_ref()).is_some_and(|promise| promise.told);
            because.push(Because::AsBefore { told });
        }
        let dearest = next.and_then(|next| next.units.iter().max_by_key(|(_, cost)| **cost));
        if let Some((unit, by)) = dearest.filter(|(_, by)| **by > 0) {
            because.push(Because::Cheaper { unit: unit.clone(), by: *by });
        }
        because
    }
}

/// Every place for a visit were it taken out, the cheapest first. The state is as it was afterwards.
fn ranked(state: &mut State<'_>, visit: u32) -> Vec<Spot> {
    state.begin();
    state.remove(visit);
    let mut spots = Vec::new();
    for route in &state.problem.visits[visit as usize].routes {
        if let Some(people) = state.people_cost(visit, *route)
            && let Some((way, at)) = state.best_in(visit, *route)
        {
            spots.push(Spot { cost: people + way, route: *route, at });
        }
    }
    state.undo();
    spots.sort_by_key(|spot| (spot.cost, spot.route));
    spots
}

impl Because {
    /// In Dutch, for the pages.
    pub fn told(&self) -> String {
        match self {
            Self::Pinned => "vastgezet door de planner".to_owned(),
            Self::OnlyShe => "niemand anders mag of kan deze visite doen".to_owned(),
            Self::OnlyThisDay => "het kan alleen op deze dag".to_owned(),
            Self::Attended => "zij was de parteur".to_owned(),
            Self::KnownFace { visits: 0 } => "bekend gezicht: zij kent haar al".to_owned(),
            Self::KnownFace { visits: 1 } => "bekend gezicht: zij komt ook bij één andere visite".to_owned(),
            Self::KnownFace { visits } => format!("bekend gezicht: zij komt ook bij {visits} andere visites"),
            Self::AsBefore { told: true } => "zo aan de cliënt gezegd".to_owned(),
            Self::AsBefore { told: false } => "zo stond het gisteren ook".to_owned(),
            Self::Cheaper { unit, by } => {
                format!("het eerstvolgende alternatief kost {by} meer aan {}", unit_told(unit))
            }
            Self::Nowhere => "niemand kan deze visite op een van haar dagen doen".to_owned(),
            Self::TooDear => "het past alleen ten koste van andere visites".to_owned(),
        }
    }
}

/// A unit of cost in Dutch.
pub fn unit_told(unit: &str) -> &str {
    match unit {
        "unvisited" => "niet gemaakte visites",
        "no-attending-visit" => "visite door de parteur",
        "no-known-face" => "geen bekend gezicht",
        "extra-face" => "extra gezichten",
        "face-switch" => "wisselingen van gezicht",
        "run" => "aaneengesloten werkdagen",
        "workday" => "werkdagen",
        "fixed-cost" => "vaste kosten",
        "changed-face" => "gewijzigd gezicht",
        "changed-day" => "gewijzigde dag",
        "changed-time" => "gewijzigde tijd",
        "travel" => "reistijd",
        "unfair-load" => "ongelijke belasting",
        "late" => "vertraging",
        "worst-late" => "grootste vertraging",
        other => other,
    }
}
