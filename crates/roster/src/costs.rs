//! The units of cost and of the working-time law, each with a name and a default. A file (`[costs]`, `[law]`) changes them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What each thing costs. The common measure is one second of travel; the defaults follow the order of wishes of PN-04:
/// every visit made, the attending midwife once, somebody known, few faces, runs of days, few changes, little travel, fair load.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Costs {
    /// A needed visit that nobody makes.
    pub unvisited: i64,
    /// A client whom the midwife that attended the birth does not visit once.
    pub no_attending_visit: i64,
    /// A client who knows somebody that works in these days, and of whom nobody whom she knows comes.
    pub no_known_face: i64,
    /// Each face of a client after the first.
    pub extra_face: i64,
    /// A visit by another face than the visit before.
    pub face_switch: i64,
    /// Each run of days on end of a midwife.
    pub run: i64,
    /// Each day on which a midwife has a visit.
    pub workday: i64,
    /// A visit by another midwife than yesterday's roster had.
    pub changed_face: i64,
    /// A visit on another day than yesterday's roster had.
    pub changed_day: i64,
    /// A visit at another time than yesterday's roster had, by more than `time-tolerance`.
    pub changed_time: i64,
    /// Seconds that a visit may shift without being at another time.
    pub time_tolerance: i64,
    /// What a change costs when the client was told, in hundredths of the change.
    pub told_percent: i64,
    /// What a change costs by the day that it was planned on, in hundredths: today, tomorrow, and so on; the last value holds
    /// for all later days.
    pub nearness_percent: Vec<i64>,
    /// A second of travel.
    pub travel_second: i64,
    /// A metre of travel.
    pub travel_metre: i64,
    /// Unequal load: each midwife's minutes of visits, squared, over the minutes of her shifts.
    pub unfair_load: i64,
    /// A tick of lateness, where lateness is not refused.
    pub late: i64,
    /// A tick of the worst lateness, where lateness is not refused.
    pub worst_late: i64,
}

impl Default for Costs {
    fn default() -> Self {
        Self {
            unvisited: 1_000_000,
            no_attending_visit: 60_000,
            no_known_face: 40_000,
            extra_face: 20_000,
            face_switch: 3_000,
            run: 1_500,
            workday: 600,
            changed_face: 6_000,
            changed_day: 3_000,
            changed_time: 400,
            time_tolerance: 3_600,
            told_percent: 1_000,
            nearness_percent: vec![100, 100, 80, 70, 60, 50, 40, 30, 20],
            travel_second: 1,
            travel_metre: 0,
            unfair_load: 4,
            late: 0,
            worst_late: 0,
        }
    }
}

impl Costs {
    /// Nothing costs anything but a visit not made: what imported instances begin with.
    pub fn bare() -> Self {
        Self {
            unvisited: 1_000_000_000,
            no_attending_visit: 0,
            no_known_face: 0,
            extra_face: 0,
            face_switch: 0,
            run: 0,
            workday: 0,
            changed_face: 0,
            changed_day: 0,
            changed_time: 0,
            travel_second: 0,
            unfair_load: 0,
            ..Self::default()
        }
    }
}

/// The bounds of the Arbeidstijdenwet (ATW). Agreements may be stricter: a file says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Law {
    /// ATW 5:3: seconds of rest between two days of work.
    pub daily_rest: i64,
    /// ATW 5:5: days of work on end; 36 hours of rest in seven days leave six.
    pub days_on_end: u16,
    /// ATW 5:7: seconds of a shift.
    pub longest_shift: i64,
    /// ATW 5:7: seconds of the shifts worked in any seven days.
    pub longest_week: i64,
    /// ATW 5:7: seconds of the shifts worked in sixteen weeks, 48 hours a week on average; with those worked before day 0
    /// (`worked-before`).
    pub sixteen_weeks: i64,
    /// ATW 5:4: the breaks in a day of work. Left out there is no such rule, as in public benchmarks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub breaks: Option<Breaks>,
}

/// The breaks that a day of work must have (ATW 5:4). A day of work lasts from when she must leave home for her first visit
/// until she is home again, breaks included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Breaks {
    /// Seconds of the shortest time between two visits, the way taken off, that counts as a break; waiting counts too.
    pub least_piece: i64,
    /// How much break belongs to how long a day; longer days come later and have no less.
    pub steps: Vec<BreakStep>,
}

/// A day of more than so much work has at least so much break.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct BreakStep {
    /// Seconds from leaving home to being back.
    pub more_than: i64,
    /// Seconds of break, all pieces together.
    pub least: i64,
}

impl Breaks {
    /// What the law says where no agreement says otherwise: after more than five and a half hours thirty minutes, after more than
    /// ten hours three quarters of an hour, in pieces of at least a quarter.
    pub fn statutory() -> Self {
        let minutes = |more_than: i64, least: i64| BreakStep { more_than: more_than * 60, least: least * 60 };
        Self { least_piece: 15 * 60, steps: vec![minutes(330, 30), minutes(600, 45)] }
    }
}

impl Default for Law {
    fn default() -> Self {
        Self {
            daily_rest: 11 * 3_600,
            days_on_end: 6,
            longest_shift: 12 * 3_600,
            longest_week: 60 * 3_600,
            sixteen_weeks: 16 * 48 * 3_600,
            breaks: None,
        }
    }
}

impl Law {
    /// The law whole, with its breaks: what a region's own roster keeps.
    pub fn with_breaks() -> Self {
        Self { breaks: Some(Breaks::statutory()), ..Self::default() }
    }

    /// No bounds: for instances that are not about people's days.
    pub fn none() -> Self {
        Self {
            daily_rest: i64::MIN / 4,
            days_on_end: u16::MAX,
            longest_shift: i64::MAX,
            longest_week: i64::MAX,
            sixteen_weeks: i64::MAX,
            breaks: None,
        }
    }
}

/// A file that changes units: `[costs]` and `[law]`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Changes {
    #[serde(default)]
    costs: toml::Table,
    #[serde(default)]
    law: toml::Table,
}

/// Why a file of units cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("the units of cost: {0}")]
pub struct UnitsError(String);

/// Changes the units that a TOML file names, and leaves the others.
///
/// # Errors
/// When the text is not TOML, names an unknown unit or gives one that is no number.
pub fn change_units(costs: &mut Costs, law: &mut Law, text: &str) -> Result<(), UnitsError> {
    let wrong = |error: &dyn std::fmt::Display| UnitsError(error.to_string());
    let changes: Changes = toml::from_str(text).map_err(|error| wrong(&error))?;
    *costs = merged(costs, changes.costs).map_err(|error| wrong(&error))?;
    *law = merged(law, changes.law).map_err(|error| wrong(&error))?;
    Ok(())
}

fn merged<T: Serialize + for<'de> Deserialize<'de>>(old: &T, changes: toml::Table) -> Result<T, String> {
    let mut table = toml::Table::try_from(old).map_err(|error| error.to_string())?;
    for (name, value) in changes {
        table.insert(name, value);
    }
    table.try_into().map_err(|error: toml::de::Error| error.to_string())
}

/// A plan's cost, unit by unit.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Bill {
    /// What each unit adds; units that add nothing are left out.
    pub units: BTreeMap<String, i64>,
    /// The sum.
    pub total: i64,
}

impl Bill {
    /// Adds to a unit.
    pub fn add(&mut self, unit: &str, cost: i64) {
        if cost != 0 {
            *self.units.entry(unit.to_owned()).or_default() += cost;
            self.total += cost;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pn_04_every_unit_of_cost_has_a_name_and_a_file_changes_it() {
        let (mut costs, mut law) = (Costs::default(), Law::default());
        change_units(&mut costs, &mut law, "[costs]\nextra-face = 7\n[law]\ndays-on-end = 5\n").unwrap();
        assert_eq!((costs.extra_face, law.days_on_end), (7, 5));
        assert_eq!(Costs { extra_face: 20_000, ..costs }, Costs::default());
        let named = toml::Table::try_from(Costs::default()).unwrap();
        for (name, value) in named {
            let text = toml::to_string(&toml::Table::from_iter([(name, value)])).unwrap();
            change_units(&mut Costs::default(), &mut law, &format!("[costs]\n{text}")).unwrap();
        }
    }

    #[test]
    fn every_unit_is_in_the_document_with_its_default() {
        let document = include_str!("../../../docs/roster-format.md");
        for (name, value) in toml::Table::try_from(Costs::default()).unwrap() {
            let first = value.as_array().map_or(&value, |list| &list[0]);
            let lines: Vec<&str> = document.lines().filter(|line| line.contains(&format!("`{name}`"))).collect();
            assert!(lines.iter().any(|line| line.contains(&first.to_string())), "{name} = {value}");
        }
    }

    #[test]
    fn pn_04_a_file_of_units_sets_the_breaks() {
        let (mut costs, mut law) = (Costs::default(), Law::default());
        let text = "[law]\nbreaks = { least-piece = 900, steps = [{ more-than = 19800, least = 1800 }, { more-than = 36000, least = 2700 }] }\n";
        change_units(&mut costs, &mut law, text).unwrap();
        assert_eq!(law, Law::with_breaks());
        let told = change_units(&mut costs, &mut law, "[law]\nbreaks = { coffee = 1 }\n").unwrap_err();
        assert!(told.to_string().contains("coffee"), "{told}");
    }

    #[test]
    fn an_unknown_unit_is_refused_by_name() {
        let told = change_units(&mut Costs::default(), &mut Law::default(), "[costs]\ncoffee = 1\n").unwrap_err();
        assert!(told.to_string().contains("coffee"), "{told}");
    }

    #[test]
    fn pn_04_the_defaults_keep_the_order_of_wishes() {
        let costs = Costs::default();
        let falling = [
            costs.unvisited,
            costs.no_attending_visit,
            costs.extra_face,
            costs.changed_face,
            costs.changed_day,
            costs.changed_time,
        ];
        assert!(falling.is_sorted_by(|one, other| one > other), "{falling:?}");
        assert!(costs.nearness_percent.is_sorted_by(|one, other| one >= other));
    }
}
