//! How many whole pregnancies one core plans in a second.

use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::{Duration, Instant};

use jiff::ToSpan;
use regie_app::{AppError, Clock, shipped_pathways};
use regie_pathway::{AnchorId, Command, PathwayId, State, decide};

use super::report::{Section, Target, Unit};
use crate::failure::Failure;

const PATHWAY: &str = "az-verloskunde";
/// The time is cut into slices of which the best counts: what else the machine does is no part of the figure.
const SLICE: Duration = Duration::from_millis(5);

pub fn measure(time: Duration) -> Result<Section, Failure> {
    let pathways = shipped_pathways()?;
    let missing =
        || AppError::Internal(format!("the pathway {PATHWAY} is not among the shipped ones, or not valid yet"));
    let (fresh, today) = (State::default(), Clock::System.moment().today);
    let definition = pathways.current(&PathwayId::from(PATHWAY), today).ok_or_else(missing)?;
    let starts: Vec<Command> = (0..64)
        .map(|days| {
            let due = today.saturating_add((100 + days).days());
            Command::Start {
                entry: today,
                anchors: BTreeMap::from([(AnchorId::from("due"), due)]),
                facts: BTreeMap::new(),
            }
        })
        .collect();
    let mut best = 0.0_f64;
    let begun = Instant::now();
    while begun.elapsed() < time {
        let (started, mut planned) = (Instant::now(), 0_u32);
        while started.elapsed() < SLICE {
            for start in &starts {
                let events = decide(definition, &fresh, start, today)
                    .map_err(|refusal| AppError::Internal(format!("the start was refused: {refusal}")))?;
                black_box(events);
                planned += 1;
            }
        }
        best = best.max(f64::from(planned) / started.elapsed().as_secs_f64());
    }
    let steps = definition.steps().len();
    let mut section = Section::new(format!("planning: a whole pregnancy, {steps} steps, on one core"));
    section.judged("cases planned", best, Unit::PerSecond, Target::AtLeast(250_000.0));
    section.note(format!("the best slice of {} ms", SLICE.as_millis()));
    Ok(section)
}
