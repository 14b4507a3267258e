//! Which visits nobody can make, whatever the roster, and why: told before anybody searches for an hour.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::input::{Client, Instance, Visit};
use crate::problem::{InputError, NO_HOURS, Problem, may_visit};
use crate::solve::route::Route;

/// A visit that nobody can make.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Impossible {
    /// Which.
    pub visit: String,
    /// Why.
    #[serde(flatten)]
    pub why: Why,
}

/// Why nobody can make a visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "why", rename_all = "kebab-case")]
pub enum Why {
    /// No hour of its days is left: its window, the day on which she is home, the hours of the heel prick.
    NoHours,
    /// Nobody has these skills together.
    NobodyCan {
        /// All that it needs.
        skills: BTreeSet<String>,
    },
    /// Nobody may: the household is infected, or only others are allowed.
    NobodyMay,
    /// It takes more than anybody can carry.
    TooMuch,
    /// Who may does not work on any of its days.
    NobodyWorks,
    /// Who may and works is not there in time, or not home again, even when she does nothing else that day.
    NoTime,
    /// It must be made at the same time as another, and one person alone may make either.
    OnePerson {
        /// The other.
        other: String,
    },
}

impl Why {
    /// In Dutch.
    pub fn told(&self) -> String {
        match self {
            Self::NoHours => "op geen van haar dagen is er een uur waarop het mag".to_owned(),
            Self::NobodyCan { skills } => {
                let skills: Vec<&str> = skills.iter().map(String::as_str).collect();
                format!("niemand heeft de bekwaamheid die nodig is ({})", skills.join(", "))
            }
            Self::NobodyMay => "niemand mag het doen".to_owned(),
            Self::TooMuch => "het is meer dan iemand op een dag kan dragen".to_owned(),
            Self::NobodyWorks => "wie het mag doen, werkt op geen van haar dagen".to_owned(),
            Self::NoTime => {
                "wie het mag doen, is er niet op tijd of niet voor het eind van haar dienst thuis, ook als zij die dag \
                 niets anders doet"
                    .to_owned()
            }
            Self::OnePerson { other } => {
                format!("het moet tegelijk met {other}, en maar één persoon mag die twee doen")
            }
        }
    }
}

/// The visits of an instance that nobody can make, in its order.
///
/// # Errors
/// When the instance cannot be planned at all.
pub fn impossible(instance: &Instance) -> Result<Vec<Impossible>, InputError> {
    let problem = Problem::new(instance)?;
    let all: Vec<(&Client, &Visit)> = instance.visits().collect();
    let mut found: Vec<Option<Why>> = all
        .iter()
        .enumerate()
        .map(|(number, (client, visit))| alone(instance, &problem, client, visit, number))
        .collect();
    for (first, second, _, most) in &problem.links {
        let (one, two) = (*first as usize, *second as usize);
        let (may, also) = (&problem.visits[one].routes, &problem.visits[two].routes);
        let people: BTreeSet<usize> = may.iter().chain(also).map(|route| problem.midwife_of(*route)).collect();
        if people.len() == 1 && *most < problem.visits[one].seconds {
            for (at, other) in [(one, two), (two, one)] {
                found[at].get_or_insert_with(|| Why::OnePerson { other: problem.visit_names[other].clone() });
            }
        }
    }
    let named = found.into_iter().enumerate();
    Ok(named
        .filter_map(|(number, why)| Some(Impossible { visit: problem.visit_names[number].clone(), why: why? }))
        .collect())
}

/// Why nobody can make a visit, were it the only one.
fn alone(instance: &Instance, problem: &Problem, client: &Client, visit: &Visit, number: usize) -> Option<Why> {
    let ready = &problem.visits[number];
    if ready.hours.iter().all(|hours| *hours == NO_HOURS) {
        return Some(Why::NoHours);
    }
    if !instance.midwives.iter().any(|midwife| visit.skills.is_subset(&midwife.skills)) {
        return Some(Why::NobodyCan { skills: visit.skills.clone() });
    }
    let may = |midwife: &usize| may_visit(instance, client, visit, &instance.midwives[*midwife]);
    let mut who = (0..problem.midwife_count).filter(may).peekable();
    if who.peek().is_none() {
        return Some(Why::NobodyMay);
    }
    if who.all(|midwife| ready.load > problem.midwives[midwife].capacity) {
        return Some(Why::TooMuch);
    }
    if ready.routes.is_empty() {
        return Some(Why::NobodyWorks);
    }
    let visit = number as u32;
    let in_time = |route: &u32| {
        let carries = ready.load <= problem.midwives[problem.midwife_of(*route)].capacity;
        carries && Route::free(problem, *route).try_at(problem, *route, visit, 1).is_some()
    };
    (!ready.routes.iter().any(in_time)).then_some(Why::NoTime)
}
