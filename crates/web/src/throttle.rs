//! How often somebody may try to sign in: per login name, so that a password cannot be guessed, and per address, so that
//! names cannot be tried out.
//!
//! Every key holds one moment: until when its tries are spent. A try moves it a little further; once it lies too far
//! ahead, the next try has to wait. (Others call this GCRA.) Only tries that fail count: one that succeeds is given back.
//! The memory is bounded, the time is a value, and each node counts for itself.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

/// How many tries come at once, and how long it takes until one more is free.
#[derive(Debug, Clone, Copy)]
struct Allowance {
    at_once: i32,
    each: SignedDuration,
}

/// Of one login name.
const OF_LOGIN: Allowance = Allowance { at_once: 8, each: SignedDuration::from_secs(60) };
/// Of one address: a whole organisation may share it.
const OF_ADDRESS: Allowance = Allowance { at_once: 60, each: SignedDuration::from_secs(10) };

/// The most keys that are remembered. When there are more, those go first that are free soonest.
const MOST_KEYS: usize = 20_000;

/// The longest login name that is told from others.
const LONGEST_LOGIN: usize = 200;

/// Who tries.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Key {
    Login(String),
    Address(IpAddr),
}

impl Key {
    const fn allowance(&self) -> Allowance {
        match self {
            Self::Login(_) => OF_LOGIN,
            Self::Address(_) => OF_ADDRESS,
        }
    }
}

/// Remembers who tried to sign in.
#[derive(Debug, Default)]
pub struct Throttle {
    spent_until: Mutex<HashMap<Key, Timestamp>>,
}

/// A try that was let through. It counts as failed unless it is given back.
#[derive(Debug)]
#[must_use = "a try that succeeded is given back with `give_back`"]
pub struct Try<'a> {
    throttle: &'a Throttle,
    keys: Vec<Key>,
}

/// Too many tries: the next one is let through after so long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[error("too many tries; wait {} seconds and try again", .0.as_secs())]
pub struct Wait(Duration);

impl Wait {
    /// In whole seconds, at least one.
    #[must_use]
    pub const fn seconds(self) -> u64 {
        self.0.as_secs()
    }

    /// In whole minutes, rounded up.
    #[must_use]
    pub fn minutes(self) -> u32 {
        u32::try_from(self.seconds().div_ceil(60)).unwrap_or(u32::MAX)
    }
}

impl Throttle {
    /// Counts a try to sign in.
    ///
    /// # Errors
    /// When this name or this address has tried too often; such a try does not count.
    pub fn admit(&self, login: &str, address: Option<IpAddr>, now: Timestamp) -> Result<Try<'_>, Wait> {
        let login: String = login.trim().to_lowercase().chars().take(LONGEST_LOGIN).collect();
        let keys: Vec<Key> = [Key::Login(login)].into_iter().chain(address.map(network).map(Key::Address)).collect();
        let mut spent_until = self.spent_until.lock().unwrap_or_else(PoisonError::into_inner);
        let longest = keys.iter().filter_map(|key| wait(key.allowance(), spent_until.get(key).copied(), now)).max();
        if let Some(wait) = longest {
            return Err(wait);
        }
        for key in &keys {
            make_room(&mut spent_until, now);
            let spent = spent_until.entry(key.clone()).or_insert(now);
            *spent = (*spent).max(now).saturating_add(key.allowance().each).unwrap_or(Timestamp::MAX);
        }
        Ok(Try { throttle: self, keys })
    }
}

impl Try<'_> {
    /// Gives the try back: whoever signs in with the right password has tried nothing out, nor has who met a database
    /// that is away.
    pub fn give_back(self) {
        let mut spent_until = self.throttle.spent_until.lock().unwrap_or_else(PoisonError::into_inner);
        for key in &self.keys {
            match key {
                // Her own slips before it are forgiven too.
                Key::Login(_) => {
                    spent_until.remove(key);
                }
                // Those of others behind the same address are not.
                Key::Address(_) => {
                    if let Some(spent) = spent_until.get_mut(key) {
                        *spent = spent.saturating_sub(key.allowance().each).unwrap_or(Timestamp::MIN);
                    }
                }
            }
        }
    }
}

/// How long until one more try is free; nothing when it is.
fn wait(allowance: Allowance, spent_until: Option<Timestamp>, now: Timestamp) -> Option<Wait> {
    let ahead = spent_until?.duration_since(now);
    let room = allowance.each * (allowance.at_once - 1);
    let over = ahead.checked_sub(room).filter(|over| over.is_positive())?;
    // Rounded up: who waits as long as she was told gets through.
    let seconds = u64::try_from(over.as_secs()).unwrap_or(0) + u64::from(over.subsec_nanos() > 0);
    Some(Wait(Duration::from_secs(seconds)))
}

/// Forgets whose tries are all free again, and if that is not enough, half of the rest.
fn make_room(spent_until: &mut HashMap<Key, Timestamp>, now: Timestamp) {
    if spent_until.len() < MOST_KEYS {
        return;
    }
    spent_until.retain(|_, spent| *spent > now);
    if spent_until.len() < MOST_KEYS {
        return;
    }
    let mut moments: Vec<Timestamp> = spent_until.values().copied().collect();
    let half = moments.len() / 2;
    let (_, middle, _) = moments.select_nth_unstable(half);
    let middle = *middle;
    spent_until.retain(|_, spent| *spent > middle);
}

/// The address, or the network that one subscriber gets: with IPv6 that is a /64.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => IpAddr::V4(address),
        IpAddr::V6(address) => IpAddr::V6((u128::from(address) & !u128::from(u64::MAX)).into()),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use jiff::ToSpan;

    use super::*;

    fn noon() -> Timestamp {
        "2026-05-04T12:00:00Z".parse().unwrap()
    }

    fn address(text: &str) -> Option<IpAddr> {
        Some(text.parse().unwrap())
    }

    /// Tries until it must wait; says how many tries were let through, and how long it has to wait.
    fn exhaust(
        throttle: &Throttle,
        login: impl Fn(usize) -> String,
        from: Option<IpAddr>,
        now: Timestamp,
    ) -> (usize, Wait) {
        for count in 0..1000 {
            if let Err(wait) = throttle.admit(&login(count), from, now) {
                return (count, wait);
            }
        }
        panic!("a thousand tries and no end");
    }

    #[test]
    fn g_01_a_password_cannot_be_guessed_by_trying() {
        let throttle = Throttle::default();
        let (let_through, wait) = exhaust(&throttle, |_| " Joke ".to_owned(), None, noon());
        assert_eq!((let_through, wait.seconds(), wait.minutes()), (8, 60, 1));
        assert_eq!(throttle.admit("joke", None, noon() + 59.seconds()).unwrap_err().seconds(), 1);
        assert_eq!(exhaust(&throttle, |_| "JOKE".to_owned(), None, noon() + 60.seconds()).0, 1);
        assert_eq!(exhaust(&throttle, |_| "joke".to_owned(), None, noon() + 2.hours()).0, 8, "all free again");
        assert!(throttle.admit("anne", None, noon()).is_ok(), "another name goes free");
    }

    #[test]
    fn g_01_names_cannot_be_tried_out_from_one_address() {
        let throttle = Throttle::default();
        let names = |count: usize| format!("naam{count}");
        assert_eq!(exhaust(&throttle, names, address("192.0.2.7"), noon()).0, 60);
        assert!(throttle.admit("nieuw", address("192.0.2.8"), noon()).is_ok(), "another address goes free");
        assert_eq!(exhaust(&throttle, names, address("2001:db8::1"), noon()).0, 60, "names alone are not spent yet");
        assert!(throttle.admit("x", address("2001:db8::ffff:1"), noon()).is_err(), "the same subscriber");
        assert!(
            throttle.admit("x", address("::ffff:192.0.2.7"), noon()).is_err(),
            "the same address, written otherwise"
        );
        assert!(throttle.admit("x", address("2001:db8:0:1::1"), noon()).is_ok());
    }

    #[test]
    fn signing_in_well_is_never_held_against_anyone() {
        let throttle = Throttle::default();
        for _ in 0..500 {
            throttle.admit("joke", address("192.0.2.7"), noon()).unwrap().give_back();
        }
        for _ in 0..7 {
            drop(throttle.admit("joke", None, noon()).unwrap());
        }
        throttle.admit("joke", None, noon()).unwrap().give_back();
        assert_eq!(exhaust(&throttle, |_| "joke".to_owned(), None, noon()).0, 8, "slips before it are forgiven");
    }

    #[test]
    fn tries_that_run_at_once_are_counted_before_they_end() {
        let throttle = Throttle::default();
        let under_way: Vec<Try<'_>> = (0..8).map(|_| throttle.admit("joke", None, noon()).unwrap()).collect();
        assert!(throttle.admit("joke", None, noon()).is_err());
        drop(under_way);
    }

    #[test]
    fn the_memory_is_bounded_and_those_who_must_wait_are_kept() {
        let throttle = Throttle::default();
        exhaust(&throttle, |_| "joke".to_owned(), None, noon());
        for count in 0..3 * MOST_KEYS {
            drop(throttle.admit(&format!("naam{count}"), None, noon()));
        }
        assert!(throttle.spent_until.lock().unwrap().len() <= MOST_KEYS);
        assert!(throttle.admit("joke", None, noon()).is_err());
        drop(throttle.admit(&"x".repeat(1_000_000), None, noon() + 1.hour()));
        let longest = |key: &Key| match key {
            Key::Login(login) => login.len(),
            Key::Address(_) => 0,
        };
        assert_eq!(throttle.spent_until.lock().unwrap().keys().map(longest).max(), Some(LONGEST_LOGIN));
    }
}
