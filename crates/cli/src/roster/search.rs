//! Two searches side by side, with a clock, a line of progress now and then, and an ear for Ctrl-C.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use regie_roster::solve::{Effort, Found, Pace, Progress, solve};
use regie_roster::{Instance, Plan};

use crate::args::RosterSearch;
use crate::failure::Failure;

/// Seconds between two lines of progress.
const EVERY: u64 = 2;

/// Of the time that was asked for, what is kept for checking and writing.
const AFTER: Duration = Duration::from_millis(100);

/// What both searches found together.
pub struct Both {
    /// The better roster.
    pub plan: Plan,
    /// The rounds of both.
    pub rounds: u64,
    /// The insertions that both tried.
    pub tried: u64,
    /// How long it took.
    pub milliseconds: u64,
}

/// What the searches share.
struct Shared {
    began: Instant,
    best: AtomicI64,
    told: AtomicU64,
    stop: Arc<AtomicBool>,
}

struct Clock<'s> {
    shared: &'s Shared,
    limit: Duration,
    rounds: Option<u64>,
}

impl Pace for Clock<'_> {
    fn spent(&mut self, progress: &Progress) -> u32 {
        if self.shared.stop.load(Ordering::Relaxed) {
            return 1_000;
        }
        let best = self.shared.best.fetch_min(progress.best, Ordering::Relaxed).min(progress.best);
        let seconds = self.shared.began.elapsed().as_secs();
        let due = self.shared.told.load(Ordering::Relaxed) + EVERY;
        if seconds >= due
            && self.shared.told.compare_exchange(due - EVERY, seconds, Ordering::Relaxed, Ordering::Relaxed).is_ok()
        {
            eprintln!("{seconds} s: beste {best}, ronde {}, {} ongepland", progress.round, progress.unplanned);
        }
        let (spent, whole) = match self.rounds {
            Some(rounds) => (u128::from(progress.round), u128::from(rounds)),
            None => (self.shared.began.elapsed().as_micros(), self.limit.as_micros()),
        };
        if spent >= whole { 1_000 } else { u32::try_from(spent * 1_000 / whole).unwrap_or(1_000) }
    }
}

/// Searches twice at once, until the time that was asked for is over since `began`, reading included, from this seed and from the next, where nobody is sent home; the cheaper roster wins, the first when they are equal.
pub fn best_of_two(
    instance: &Instance,
    start: Option<&Plan>,
    effort: &Effort,
    (began, args): (Instant, &RosterSearch),
) -> Result<Both, Failure> {
    let stop = Arc::new(AtomicBool::new(false));
    let heard = Arc::clone(&stop);
    let ear = tokio::spawn(async move {
        if tokio::signal::ctrl_c().await.is_ok() {
            heard.store(true, Ordering::Relaxed);
        }
    });
    let shared = Shared { began, best: AtomicI64::new(i64::MAX), told: AtomicU64::new(0), stop };
    let clock = || Clock {
        shared: &shared,
        limit: Duration::from_secs(args.seconds).saturating_sub(AFTER),
        rounds: args.rounds,
    };
    let other = effort.beside();
    let (one, two) = tokio::task::block_in_place(|| {
        std::thread::scope(|scope| {
            let beside = scope.spawn(|| solve(instance, start, &other, &mut clock()));
            let one = solve(instance, start, effort, &mut clock());
            (one, beside.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
        })
    });
    ear.abort();
    let refused = |error: regie_roster::problem::InputError| Failure::Refused(error.to_string());
    let (one, two): (Found, Found) = (one.map_err(refused)?, two.map_err(refused)?);
    let (rounds, tried) = (one.rounds + two.rounds, one.tried + two.tried);
    let milliseconds = u64::try_from(shared.began.elapsed().as_millis()).unwrap_or(u64::MAX);
    let plan = if two.plan.bill.total < one.plan.bill.total { two.plan } else { one.plan };
    Ok(Both { plan, rounds, tried, milliseconds })
}
