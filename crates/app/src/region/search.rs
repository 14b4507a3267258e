//! The search for a roster, off the request's thread, bounded in time, and the check of what it found.

use std::time::{Duration, Instant};

use regie_roster::check::{Verdict, check};
use regie_roster::solve::{Effort, Found, Pace, Progress, solve};
use regie_roster::{Instance, Plan};

use crate::error::AppError;

/// A search ends after so many rounds, so that a small region's roster is the same on every machine …
const ROUNDS: u64 = 6_000;
/// … or after so long: well inside the time that a request may take.
const LONGEST: Duration = Duration::from_secs(8);

struct Bounds {
    began: Instant,
}

impl Pace for Bounds {
    fn spent(&mut self, progress: &Progress) -> u32 {
        let rounds = progress.round.saturating_mul(1_000) / ROUNDS;
        let time = self.began.elapsed().as_millis().saturating_mul(1_000) / LONGEST.as_millis();
        u32::try_from(u128::from(rounds).max(time)).unwrap_or(1_000)
    }
}

/// Searches from two seeds at once, from what stands where there is anything; the cheaper roster wins, when the checker
/// passes it.
pub(super) fn search(instance: &Instance, start: Option<&Plan>, seed: u64) -> Result<(Plan, Verdict), AppError> {
    let began = Instant::now();
    let one = |seed: u64| {
        let effort = if start.is_some() { Effort::warm(seed) } else { Effort::cold(seed) };
        solve(instance, start, &effort, &mut Bounds { began })
    };
    let (first, second) = std::thread::scope(|scope| {
        let beside = scope.spawn(|| one(seed.wrapping_mul(2).wrapping_add(1)));
        let first = one(seed.wrapping_mul(2));
        (first, beside.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    });
    let refused = |error: regie_roster::problem::InputError| AppError::Internal(format!("the roster: {error}"));
    let (first, second): (Found, Found) = (first.map_err(refused)?, second.map_err(refused)?);
    let plan = if second.plan.bill.total < first.plan.bill.total { second.plan } else { first.plan };
    let verdict = check(instance, &plan);
    if !verdict.is_sound() || verdict.bill.total != plan.bill.total {
        let faults: Vec<&str> = verdict.faults.iter().map(|fault| fault.what.as_str()).collect();
        return Err(AppError::Internal(format!(
            "the checker refuses the roster that was found: {}",
            faults.join("; ")
        )));
    }
    Ok((plan, verdict))
}
