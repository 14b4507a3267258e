//! The search for a roster, off the request's thread, bounded in time, and the check of what it found.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use regie_care::region::{Pin, Roster};
use regie_roster::check::{Verdict, check};
use regie_roster::impossible::impossible;
use regie_roster::problem::InputError;
use regie_roster::solve::{Effort, Found, Pace, Progress, solve};
use regie_roster::{Instance, Plan};

use super::board::shown;
use super::instance::Question;
use super::{NOTHING_TO_PLAN, Now};
use crate::error::AppError;

/// A search ends after so many rounds, so that a small region's roster is the same on every machine …
const ROUNDS: u64 = 6_000;
/// … or after so long: well inside the time that a request may take.
const LONGEST: Duration = Duration::from_secs(8);

/// Whether a pin fits is tried for so many rounds …
const TRIED: u64 = 300;
/// … or for so long.
const QUICK: Duration = Duration::from_secs(2);

/// The roster for the coming days. What a client was told stays; only where that leaves undone what somebody could do, it may
/// move, at its price.
pub(super) fn roster(now: &Now) -> Result<Roster, AppError> {
    let mut question = now.question(true);
    let (plan, verdict, instance) = searched(now, &question)?;
    if plan.unplanned.is_empty() {
        return Ok(question.roster(&plan, &verdict));
    }
    question.released = now.care.women.iter().map(|woman| woman.case).collect();
    let free = question.instance().unwrap_or(instance);
    question.released = question.in_the_way(&undone(&free, &plan)?);
    if question.released.is_empty() {
        return Ok(question.roster(&plan, &verdict));
    }
    let (freer, freer_verdict, _) = searched(now, &question)?;
    if freer.unplanned.len() >= plan.unplanned.len() {
        return Ok(question.roster(&plan, &verdict));
    }
    hold_back(now, &mut question, freer, freer_verdict)
}

/// Of those whose told visits may move, only who must does: each other is held to what she was told, one after the other, as
/// long as nothing is left undone for it; whoever time does not reach may move.
fn hold_back(now: &Now, question: &mut Question<'_>, plan: Plan, verdict: Verdict) -> Result<Roster, AppError> {
    let (mut plan, mut verdict, began) = (plan, verdict, Instant::now());
    for case in question.released.clone() {
        let roster = question.roster(&plan, &verdict);
        question.released.remove(&case);
        if question.keeps_told(&roster, case) {
            continue;
        }
        let Some(instance) = question.instance().filter(|_| began.elapsed() < QUICK) else {
            question.released.insert(case);
            continue;
        };
        let mut bounds = Bounds { began: Instant::now(), rounds: TRIED, longest: QUICK };
        let found =
            solve(&instance, Some(&plan), &Effort::warm(now.region.version), &mut bounds).map_err(unreadable)?;
        if found.plan.unplanned.len() > plan.unplanned.len() {
            question.released.insert(case);
        } else {
            (plan, verdict) = checked(&instance, found.plan)?;
        }
    }
    Ok(question.roster(&plan, &verdict))
}

fn searched(now: &Now, question: &Question<'_>) -> Result<(Plan, Verdict, Instance), AppError> {
    let nothing = || AppError::refused("nothing-to-plan", NOTHING_TO_PLAN.to_owned());
    let instance = question.instance().ok_or_else(nothing)?;
    let standing = now.region.state.roster.as_ref();
    let start = standing.map(|standing| question.plan(&instance, &standing.roster));
    let (plan, verdict) = search(&instance, start.as_ref(), now.region.version)?;
    Ok((plan, verdict, instance))
}

/// What nobody makes and somebody could, were it all that there is to do.
fn undone<'p>(instance: &Instance, plan: &'p Plan) -> Result<BTreeSet<&'p str>, AppError> {
    let impossible = impossible(instance).map_err(unreadable)?;
    let is_possible = |visit: &&str| !impossible.iter().any(|one| one.visit == *visit);
    Ok(plan.unplanned.iter().map(String::as_str).filter(is_possible).collect())
}

struct Bounds {
    began: Instant,
    rounds: u64,
    longest: Duration,
}

impl Pace for Bounds {
    fn spent(&mut self, progress: &Progress) -> u32 {
        let rounds = progress.round.saturating_mul(1_000) / self.rounds;
        let time = self.began.elapsed().as_millis().saturating_mul(1_000) / self.longest.as_millis();
        u32::try_from(u128::from(rounds).max(time)).unwrap_or(1_000)
    }
}

/// Searches from two seeds at once, from what stands where there is anything; the cheaper roster wins, when the checker
/// passes it.
fn search(instance: &Instance, start: Option<&Plan>, seed: u64) -> Result<(Plan, Verdict), AppError> {
    let began = Instant::now();
    let one = |seed: u64| {
        let effort = if start.is_some() { Effort::warm(seed) } else { Effort::cold(seed) };
        solve(instance, start, &effort, &mut Bounds { began, rounds: ROUNDS, longest: LONGEST })
    };
    let (first, second) = std::thread::scope(|scope| {
        let beside = scope.spawn(|| one(seed.wrapping_mul(2).wrapping_add(1)));
        let first = one(seed.wrapping_mul(2));
        (first, beside.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    });
    let (first, second): (Found, Found) = (first.map_err(unreadable)?, second.map_err(unreadable)?);
    checked(instance, if second.plan.bill.total < first.plan.bill.total { second.plan } else { first.plan })
}

/// What was found, when the checker passes it.
fn checked(instance: &Instance, plan: Plan) -> Result<(Plan, Verdict), AppError> {
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

/// Whether the roster that is shown can have a visit where a planner wants it, and leave undone no more than it does. What a
/// client was told moves for it only where it must, as in the next roster.
pub(super) fn can_hold(now: &Now, visit: &str, pin: Pin) -> Result<bool, AppError> {
    let mut region = now.region.state.clone();
    region.pins.insert(visit.to_owned(), pin);
    let mut question = Question { region: &region, ..now.question(true) };
    question.released = question.in_the_way(&BTreeSet::from([visit]));
    for released in [BTreeSet::new(), question.released.clone()] {
        question.released = released;
        let Some(instance) = question.instance() else { return Ok(true) };
        let alone = impossible(&instance).map_err(unreadable)?;
        if alone.iter().any(|one| one.visit == visit) {
            return Ok(false);
        }
        let Some(roster) = shown(now) else { return Ok(true) };
        let start = question.plan(&instance, roster);
        let mut bounds = Bounds { began: Instant::now(), rounds: TRIED, longest: QUICK };
        let found =
            solve(&instance, Some(&start), &Effort::warm(now.region.version), &mut bounds).map_err(unreadable)?;
        let left = &found.plan.unplanned;
        if !left.iter().any(|one| one == visit) && left.len() <= start.unplanned.len() {
            return Ok(true);
        }
    }
    Ok(false)
}

fn unreadable(error: InputError) -> AppError {
    AppError::Internal(format!("the roster: {error}"))
}
