//! Where people live, who works when, and which births come.

use std::collections::{BTreeMap, BTreeSet};

use crate::dice::Dice;
use crate::forecast::births::{Births, FIRST, WHOLE};
use crate::generate::{Spec, World};
use crate::input::{Midwife, Place};

/// The throws of each kind of thing.
const TOWNS: u64 = 11;
const MIDWIVES: u64 = 12;
const LEAVE: u64 = 13;
const PREGNANCIES: u64 = 14;
/// Days before the first morning from which births matter.
const PAST: i64 = 14;
/// Millionths of a degree in a kilometre, northward and at this latitude eastward.
const NORTH: i64 = 8_993;
const EAST: i64 = 14_670;

/// A birth of the region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Birth {
    /// The client's name.
    pub client: String,
    /// Where she lives.
    pub place: String,
    /// The due date, in days from the first morning.
    pub due: i32,
    /// Her first child.
    pub first_child: bool,
    /// The day of a planned caesarean.
    pub caesarean: Option<i32>,
    /// The day on which the child is born.
    pub day: i32,
    /// The second of that day.
    pub second: i64,
    /// The days after birth on which she is home.
    pub home_after: i32,
    /// Who attended, where she makes visits here.
    pub attending: Option<String>,
    /// The household is infected.
    pub infected: bool,
    /// A throw for what her care needs.
    pub wish: u64,
}

pub(super) fn world(spec: &Spec, births: &Births) -> World {
    let towns = towns(spec);
    let mut places = Vec::new();
    let (midwives, works) = midwives(spec, &towns, &mut places);
    let births = pregnancies(spec, &towns, births, &works, &mut places);
    World { spec: spec.clone(), places, midwives, works, births }
}

/// Centres with how many people live there.
fn towns(spec: &Spec) -> Vec<(i64, i64, u64)> {
    let mut dice = Dice::of_part(spec.seed, TOWNS);
    let town = |dice: &mut Dice, size: u64| {
        (52_100_000 + dice.between(-16 * NORTH, 16 * NORTH), 5_200_000 + dice.between(-20 * EAST, 20 * EAST), size)
    };
    (1..=u64::from(spec.towns.max(1))).map(|rank| town(&mut dice, 1_000 / rank)).collect()
}

/// A home near a centre: close ones are commoner.
fn home(id: String, towns: &[(i64, i64, u64)], dice: &mut Dice) -> Place {
    let weights: Vec<u64> = towns.iter().map(|(_, _, size)| *size).collect();
    let (north, east, _) = towns[dice.weighted(&weights)];
    let mut off = |unit: i64| (dice.between(-3 * unit, 3 * unit) + dice.between(-3 * unit, 3 * unit)) / 2;
    Place { id, latitude: north + off(NORTH), longitude: east + off(EAST) }
}

fn midwives(
    spec: &Spec,
    towns: &[(i64, i64, u64)],
    places: &mut Vec<Place>,
) -> (Vec<Midwife>, BTreeMap<String, Vec<bool>>) {
    let (mut dice, mut leave) = (Dice::of_part(spec.seed, MIDWIVES), Dice::of_part(spec.seed, LEAVE));
    let mut midwives = Vec::new();
    let mut works = BTreeMap::new();
    let length = usize::from(spec.mornings + spec.days) + 1;
    for number in 0..spec.midwives {
        let id = format!("m{:02}", number + 1);
        let place = home(format!("home-{id}"), towns, &mut dice);
        // Five days on and two off, or four and three: those set apart lie next to each other, so that one always works.
        let (on, off) = if number % 3 == 0 { (4, 3) } else { (5, 2) };
        let from = usize::from(number) * 3 + dice.below(2);
        let mut days: Vec<bool> = (0..length).map(|day| (day + from) % (on + off) < on).collect();
        for week in days.chunks_mut(7) {
            if leave.thousandth(spec.leave) && number >= spec.dedicated {
                week.fill(false);
            }
        }
        let mut skills = BTreeSet::new();
        // Nobody else goes to an infected household, so who is set apart can do all that is due there.
        if dice.thousandth(850) || number < spec.dedicated {
            skills.insert("heel-prick".to_owned());
        }
        midwives.push(Midwife {
            id: id.clone(),
            home: place.id.clone(),
            shifts: Vec::new(),
            skills,
            infected_households: number < spec.dedicated,
            days_worked: 0,
            ended_before: None,
            worked_before: 0,
            capacity: None,
            fixed_cost: 0,
            travel_percent: 100,
        });
        places.push(place);
        works.insert(id, days);
    }
    (midwives, works)
}

fn pregnancies(
    spec: &Spec,
    towns: &[(i64, i64, u64)],
    births: &Births,
    works: &BTreeMap<String, Vec<bool>>,
    places: &mut Vec<Place>,
) -> Vec<Birth> {
    let span = PAST + i64::from(spec.mornings) + 60;
    let count = span * i64::from(spec.births_in_ten_days) / 10;
    let mut all: Vec<Birth> = Vec::new();
    for number in 0..count {
        // Each birth has throws of its own: more births do not change those that are there.
        let mut dice = Dice::of_part(spec.seed, PREGNANCIES + 1_000 * (number as u64 + 1));
        let day = (dice.between(0, span - 1) - PAST) as i32;
        let first_child = dice.thousandth(spec.first_children);
        let planned = dice.thousandth(spec.caesareans);
        // The day is even over the year, and the due date is thrown backwards from it.
        let due = if planned { day + 7 } else { day - around(births.of(first_child), &mut dice) };
        let at_home = !planned && dice.thousandth(spec.home_births);
        let home_after = if at_home { 1 } else { 1 + dice.weighted(&[5, 3, 1]) as i32 + i32::from(planned) };
        let client = format!("c{:04}", number + 1);
        let place = home(format!("home-{client}"), towns, &mut dice);
        let attending = (!dice.thousandth(spec.attended_elsewhere)).then(|| on_duty(works, day, &mut dice)).flatten();
        all.push(Birth {
            client,
            place: place.id.clone(),
            due,
            first_child,
            caesarean: planned.then_some(day),
            day,
            second: dice.between(0, 86_399),
            home_after,
            attending,
            infected: dice.thousandth(spec.infected),
            wish: dice.word(),
        });
        places.push(place);
    }
    all.sort_by(|one, other| (one.day, &one.client).cmp(&(other.day, &other.client)));
    all
}

/// A day around the due date.
fn around(shares: &[u32], dice: &mut Dice) -> i32 {
    let mut throw = dice.below(WHOLE as usize) as u32;
    for (at, share) in shares.iter().enumerate() {
        if throw < *share {
            return at as i32 + FIRST;
        }
        throw -= share;
    }
    0
}

/// Somebody who works on that day.
fn on_duty(works: &BTreeMap<String, Vec<bool>>, day: i32, dice: &mut Dice) -> Option<String> {
    let on = |days: &Vec<bool>| days.get(day.rem_euclid(days.len() as i32) as usize).copied().unwrap_or(false);
    let names: Vec<&String> = works.iter().filter(|(_, days)| on(days)).map(|(name, _)| name).collect();
    (!names.is_empty()).then(|| names[dice.below(names.len())].clone())
}
