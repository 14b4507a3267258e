//! When births come, seen from the due date.
//!
//! The spread is a published one, counted and not fitted: 3 707 616 births by completed week of gestation (girls, one child at a
//! time, United States 1997 and 1998) in *BMC Pregnancy and Childbirth* 2005, 5:3, table 2. Within a week it follows the monotone
//! curve through the sums at the weeks' ends; those from 42 weeks on are taken as born in that week. Births before 34 weeks (one
//! in fifty) are left out: such a child comes home much later, and its visits with it. That first children come two days later than
//! others is from Smith (2001), *Use of time to event analysis to estimate the normal duration of human pregnancy*, Human
//! Reproduction 16:1497-1500: one day is added for them, and one taken off for the others.
//!
//! It is older than today's scans and inductions: of those births 43 % came at 40 weeks or later, in the Netherlands of 2020 44 %
//! (Declercq and others 2023, PLoS One 18:e0278856), but many fewer of them beyond 42 weeks. A region that has counted its own
//! births puts them in place of this ([`Births`]).

use serde::{Deserialize, Serialize};

/// The first day that has a share, seen from the due date.
pub const FIRST: i32 = -42;
/// The whole of all shares.
pub const WHOLE: u32 = 1_000_000;

const FIRST_CHILD: [u32; 64] = [
    1_235, 1_356, 1_498, 1_636, 1_772, 1_905, 2_035, 2_161, 2_327, 2_540, 2_760, 2_987, 3_221, 3_462, 3_711, 4_013,
    4_388, 4_800, 5_248, 5_732, 6_253, 6_810, 7_582, 8_564, 9_574, 10_613, 11_681, 12_776, 13_901, 15_986, 18_768,
    21_181, 23_223, 24_896, 26_200, 27_134, 29_643, 33_276, 35_866, 37_411, 37_911, 37_368, 35_780, 35_725, 37_112,
    37_318, 36_342, 34_185, 30_846, 26_325, 22_666, 20_801, 19_154, 17_725, 16_515, 15_523, 14_748, 15_248, 16_100,
    15_786, 14_307, 11_662, 7_852, 2_876,
];

const LATER_CHILD: [u32; 64] = [
    1_501, 1_641, 1_777, 1_910, 2_040, 2_167, 2_334, 2_547, 2_767, 2_994, 3_229, 3_471, 3_721, 4_024, 4_400, 4_812,
    5_261, 5_747, 6_269, 6_828, 7_602, 8_586, 9_599, 10_641, 11_711, 12_810, 13_937, 16_028, 18_817, 21_236, 23_284,
    24_961, 26_268, 27_204, 29_720, 33_363, 35_959, 37_508, 38_005, 37_465, 35_873, 35_818, 37_209, 37_415, 36_436,
    34_273, 30_926, 26_394, 22_725, 20_855, 19_204, 17_771, 16_558, 15_563, 14_787, 15_288, 16_142, 15_827, 14_344,
    11_692, 7_872, 2_884, 0, 0,
];

/// Shares of births by day around the due date, in millionths, from 42 days before it on, one after the other.
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
    fn pn_01_the_shares_by_week_are_those_of_the_source_and_first_children_come_two_days_later() {
        let births = Births::default();
        assert_eq!(median(births.of(true)) - median(births.of(false)), 2);
        // Births of the table by completed week, from 34 on, in thousandths of all from 34 on.
        let table = [44_275, 75_238, 133_386, 267_501, 563_676, 885_523, 851_848, 455_313, 300_234_u64];
        let all: u64 = table.iter().sum();
        for (first_child, later) in [(true, 1), (false, 0)] {
            let shares = births.of(first_child);
            assert_eq!(shares.iter().sum::<u32>(), WHOLE);
            // With the day that parity adds or takes off put back.
            let day = |number: i32| usize::try_from(number - FIRST).ok().and_then(|at| shares.get(at)).copied();
            let shift = 2 * later - 1;
            for (week, count) in (34i32..).zip(table) {
                let from = (week - 40) * 7 + shift;
                let share: u64 = (from..from + 7).map(|number| u64::from(day(number).unwrap_or_default())).sum();
                let (share, counted) = (share / 1_000, count * 1_000 / all);
                assert!(share.abs_diff(counted) <= 9, "{week}: {share}, {counted}");
            }
        }
    }
}
