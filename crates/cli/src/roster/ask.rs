//! Questions to a roster: why here, and who could stand in.

use std::fmt::Write as _;

use regie_roster::reasons::{Alternative, Reasons, unit_told};
use regie_roster::{Instance, Plan};

use crate::args::RosterIll;
use crate::failure::Failure;
use crate::output;

/// Tells why a visit is where it is.
pub fn why(instance: &Instance, plan: &Plan, visit: &str, as_json: bool) -> Result<(), Failure> {
    let refused = |error: regie_roster::problem::InputError| Failure::Refused(error.to_string());
    let reason = Reasons::new(instance, plan).and_then(|reasons| reasons.of(visit)).map_err(refused)?;
    if as_json {
        return output::json(&reason);
    }
    let mut text = match (&reason.midwife, reason.day) {
        (Some(midwife), Some(day)) => format!("{visit}: {midwife}, dag {day}"),
        _ => format!("{visit}: niet gepland"),
    };
    for because in &reason.because {
        let _ = write!(text, "\n  {}", because.told());
    }
    for next in &reason.next {
        let _ = write!(text, "\n  of: {}", alternative(next));
    }
    output::line(text)
}

/// Tells who could make the visits of somebody who is ill.
pub fn stand_ins(instance: &Instance, plan: &Plan, ill: &RosterIll, as_json: bool) -> Result<(), Failure> {
    let until = super::ill_until(instance, &ill.midwife, ill.from, ill.until)?;
    let reasons = Reasons::new(instance, plan).map_err(|error| Failure::Refused(error.to_string()))?;
    let ranked = reasons.replacements(&ill.midwife, ill.from, until);
    if as_json {
        return output::json(&ranked);
    }
    let mut text = format!("{} visites van {}", ranked.len(), ill.midwife);
    for one in &ranked {
        let _ = write!(text, "\n{}, dag {}", one.visit, one.day);
        for next in &one.ranked {
            let _ = write!(text, "\n  {}: {}", next.kind.told(), alternative(&next.place));
        }
        if let Some(why) = one.unmet {
            let _ = write!(text, "\n  kan niet: {}", why.told());
        }
    }
    output::line(text)
}

fn alternative(next: &Alternative) -> String {
    let units: Vec<String> = next.units.iter().map(|(unit, cost)| format!("{} {cost:+}", unit_told(unit))).collect();
    format!("{}, dag {}: {:+} ({})", next.midwife, next.day, next.extra, units.join(", "))
}
