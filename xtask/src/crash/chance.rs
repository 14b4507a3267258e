//! Chance, for the moment of a kill: good enough to spread, without a crate.

use std::hash::{BuildHasher, RandomState};

/// A generator (SplitMix64) that starts where the hash maps of this process do: somewhere else each time.
#[derive(Debug)]
pub struct Chance(u64);

impl Chance {
    pub fn new() -> Self {
        Self(RandomState::new().hash_one(std::process::id()))
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from `least` up to and with `most`.
    pub fn between(&mut self, least: u64, most: u64) -> u64 {
        least + self.next() % (most - least + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stay_within_their_bounds_and_spread() {
        let mut chance = Chance::new();
        let drawn: Vec<u64> = (0..1_000).map(|_| chance.between(200, 1_500)).collect();
        assert!(drawn.iter().all(|number| (200..=1_500).contains(number)));
        assert!(drawn.iter().any(|number| *number < 600) && drawn.iter().any(|number| *number > 1_100));
    }
}
