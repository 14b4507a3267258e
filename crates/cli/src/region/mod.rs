//! A synthetic region, told as a story under the rules of care: for the demo and for the benchmarks.
//!
//! The same seed, day and size give the same region. Every event in it is one that the rules allowed.

mod chain;
mod course;
mod names;
pub mod postnatal;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use rand::SeedableRng;
use rand::rngs::StdRng;
use regie_app::{AppError, Story};
use regie_care::ids::PersonId;
use regie_care::pathways::Pathways;
use regie_care::seat::Role;
use regie_care::wording;
use regie_store::Commit;

/// How many cases one block of three practices carries; a larger region is several blocks.
const BLOCK: u32 = 400;

/// How many cases are told before the database gets to write them.
const PART: u32 = 40;

/// A person of the region who can sign in.
#[derive(Debug, Clone, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Player {
    /// Login name.
    pub login: String,
    /// Name.
    pub name: String,
    /// Where she works.
    pub organisation: String,
    /// What she does there.
    pub role: Role,
    /// Her id.
    pub person: PersonId,
}

impl Player {
    /// What she does there, in English.
    pub fn role_name(&self) -> String {
        wording::role(self.role).en
    }
}

/// What region to tell.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// The seed.
    pub seed: u64,
    /// How many cases.
    pub cases: u32,
    /// The day on which the story ends.
    pub today: Date,
}

/// Tells a region. `publish` takes the commits of each part as soon as it is told.
///
/// # Errors
/// When the rules refuse something that the story took for granted.
pub fn tell(
    pathways: &Arc<Pathways>,
    plan: Plan,
    mut publish: impl FnMut(Vec<Commit>),
) -> Result<Vec<Player>, AppError> {
    let mut players = Vec::new();
    let mut told = 0;
    let mut block = 0;
    while told < plan.cases || block == 0 {
        let seed = plan.seed.wrapping_mul(1_000_003).wrapping_add(u64::from(block));
        let mut story = Story::new(pathways, seed);
        let mut rng = StdRng::seed_from_u64(seed ^ 0x5eed);
        let chain = chain::tell(&mut story, &mut rng, block, plan.today)?;
        chain::leave(&mut story, &chain, plan.today)?;
        players.extend(chain.players.iter().cloned());
        let cases = BLOCK.min(plan.cases - told);
        for number in 0..cases {
            course::tell(&mut story, seed, &chain, number, plan.today)?;
            if number % PART == PART - 1 {
                publish(story.take_commits());
            }
        }
        publish(story.take_commits());
        told += cases;
        block += 1;
    }
    Ok(players)
}

/// A moment on a day, by the clock of Amsterdam. An hour that the summer time skips is the next one.
pub fn at(day: Date, hour: i8, minute: i8) -> Timestamp {
    let zone = TimeZone::get("Europe/Amsterdam").unwrap_or(TimeZone::UTC);
    day.at(hour, minute, 0, 0).to_zoned(zone).map_or(Timestamp::UNIX_EPOCH, |zoned| zoned.timestamp())
}

/// The day so many days later, or earlier when negative.
pub fn later(day: Date, days: i64) -> Date {
    shift(day, days)
}

/// The same, for the story.
fn shift(day: Date, days: i64) -> Date {
    day.saturating_add(days.days())
}
