//! Chance from a seed: the same seed gives the same throws on every machine.

/// A source of throws (xoshiro256++, seeded by splitmix64).
#[derive(Debug, Clone)]
pub struct Dice {
    state: [u64; 4],
}

impl Dice {
    /// The throws that belong to a seed.
    pub fn new(seed: u64) -> Self {
        let mut mixed = seed;
        let state = std::array::from_fn(|_| {
            mixed = mixed.wrapping_add(0x9E37_79B9_7F4A_7C15);
            let mut z = mixed;
            z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            z ^ (z >> 31)
        });
        Self { state }
    }

    /// The throws of one part of a whole, so that a new part does not change what the others throw.
    pub fn of_part(seed: u64, part: u64) -> Self {
        Self::new(seed.rotate_left(17) ^ part.wrapping_mul(0xD6E8_FEB8_6659_FD93))
    }

    /// The next word.
    #[inline]
    pub fn word(&mut self) -> u64 {
        let [a, b, c, d] = &mut self.state;
        let result = a.wrapping_add(*d).rotate_left(23).wrapping_add(*a);
        let t = *b << 17;
        *c ^= *a;
        *d ^= *b;
        *b ^= *c;
        *a ^= *d;
        *c ^= t;
        *d = d.rotate_left(45);
        result
    }

    /// A number below `bound`; 0 when the bound is 0.
    #[inline]
    pub fn below(&mut self, bound: usize) -> usize {
        let wide = u128::from(self.word()) * bound as u128;
        (wide >> 64) as usize
    }

    /// A number from `low` to `high`, both included; `low` when they are turned round.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = usize::try_from(high - low + 1).unwrap_or(0);
        low + i64::try_from(self.below(span)).unwrap_or(0)
    }

    /// True so many times in a thousand.
    #[inline]
    pub fn thousandth(&mut self, chance: u32) -> bool {
        self.below(1_000) < chance as usize
    }

    /// One of the places of a list of weights; the first when all are 0.
    pub fn weighted(&mut self, weights: &[u64]) -> usize {
        let sum: u64 = weights.iter().sum();
        let mut throw = self.below(usize::try_from(sum).unwrap_or(usize::MAX)) as u64;
        for (at, weight) in weights.iter().enumerate() {
            if throw < *weight {
                return at;
            }
            throw -= weight;
        }
        0
    }

    /// Mixes a list.
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.below(at + 1));
        }
    }

    /// A threshold for annealing: `-ln(u)` of an even throw `u`, in 1/1024, computed in integers.
    pub fn cooling(&mut self) -> i64 {
        // u = throw / 2^32, never 0.
        let throw = (self.word() >> 32).max(1);
        // log2(throw) in 1/65536 by repeated squaring.
        let whole = 63 - i64::from(throw.leading_zeros());
        let mut part = throw << (63 - whole);
        let mut bits = 0i64;
        for _ in 0..16 {
            let square = (u128::from(part) * u128::from(part)) >> 63;
            bits <<= 1;
            if square >> 64 != 0 {
                bits |= 1;
                part = (square >> 1) as u64;
            } else {
                part = square as u64;
            }
        }
        let log = (whole << 16) + bits;
        // -(log - 32) * ln 2, from 1/65536 to 1/1024.
        ((32 << 16) - log) * 45_426 / 65_536 / 64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_throws_the_same() {
        let throws = |seed| -> Vec<u64> {
            let mut dice = Dice::new(seed);
            (0..5).map(|_| dice.word()).collect()
        };
        assert_eq!(throws(1), throws(1));
        assert_ne!(throws(1), throws(2));
    }

    #[test]
    fn cooling_is_the_logarithm() {
        let mut dice = Dice::new(3);
        let mean = (0..100_000).map(|_| dice.cooling()).sum::<i64>() / 100_000;
        // The mean of -ln(u) is 1.
        assert!((1_010..=1_038).contains(&mean), "{mean}");
    }

    #[test]
    fn weights_are_kept() {
        let mut dice = Dice::new(4);
        let mut count = [0; 3];
        for _ in 0..9_000 {
            count[dice.weighted(&[1, 0, 2])] += 1;
        }
        assert_eq!(count[1], 0);
        assert!((2_700..3_300).contains(&count[0]), "{count:?}");
    }
}
