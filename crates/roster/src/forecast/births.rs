//! When births come, seen from the due date.
//!
//! The medians are those of Smith (2001), *Use of time to event analysis to estimate the normal duration of human pregnancy*,
//! Human Reproduction 16:1497-1500: 284 days after the last menstrual period for a first child, 282 for a later one, where the
//! due date is day 280. The spread is our assumption, not that paper's: a standard deviation of 8.5 days at term, one birth
//! in twenty more than three weeks early, and none later than two weeks after the due date, because labour is then induced.
//! A region that has counted its own births puts them in place of this ([`Births`]).

use serde::{Deserialize, Serialize};

/// The first day that has a share, seen from the due date.
pub const FIRST: i32 = -42;
/// The whole of all shares.
pub const WHOLE: u32 = 1_000_000;

const FIRST_CHILD: [u32; 57] = [
    216, 433, 649, 866, 1_082, 1_299, 1_515, 1_732, 1_949, 2_166, 2_383, 2_601, 2_820, 3_040, 3_263, 3_489, 3_720,
    3_958, 4_208, 4_472, 4_759, 313, 454, 648, 913, 1_268, 1_738, 2_348, 3_129, 4_113, 5_332, 6_817, 8_596, 10_689,
    13_110, 15_858, 18_919, 22_260, 25_831, 29_563, 33_370, 37_148, 40_789, 44_164, 47_166, 49_678, 51_606, 52_871,
    53_422, 53_238, 52_325, 50_720, 48_489, 45_719, 42_515, 38_992, 35_269,
];

const LATER_CHILD: [u32; 57] = [
    216, 433, 649, 866, 1_083, 1_299, 1_516, 1_733, 1_951, 2_169, 2_389, 2_610, 2_834, 3_062, 3_296, 3_539, 3_795,
    4_068, 4_367, 4_699, 5_077, 752, 1_049, 1_445, 1_962, 2_627, 3_469, 4_519, 5_806, 7_356, 9_192, 11_329, 13_770,
    16_508, 19_517, 22_759, 26_173, 29_686, 33_208, 36_637, 39_865, 42_780, 45_279, 47_263, 48_657, 49_404, 49_472,
    48_860, 47_592, 45_719, 43_317, 40_476, 37_302, 33_905, 30_393, 26_871, 23_430,
];

/// Shares of births by day around the due date, in millionths, from 42 days before it on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Births {
    /// Of first children.
    pub first_child: Vec<u32>,
    /// Of later children.
    pub later_child: Vec<u32>,
}

impl Default for Births {
    fn default() -> Self {
        Self { first_child: FIRST_CHILD.to_vec(), later_child: LATER_CHILD.to_vec() }
    }
}

impl Births {
    /// The shares by parity.
    pub fn of(&self, first_child: bool) -> &[u32] {
        if first_child { &self.first_child } else { &self.later_child }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The day by which half are born.
    fn median(shares: &[u32]) -> i32 {
        let mut sum = 0;
        let at = shares.iter().position(|share| {
            sum += share;
            sum >= WHOLE / 2
        });
        i32::try_from(at.unwrap()).unwrap() + FIRST
    }

    #[test]
    fn pn_01_the_medians_are_those_of_the_source() {
        let births = Births::default();
        assert_eq!((median(births.of(true)), median(births.of(false))), (4, 2));
        assert_eq!(births.first_child.iter().sum::<u32>(), WHOLE);
        assert_eq!(births.later_child.iter().sum::<u32>(), WHOLE);
    }
}
