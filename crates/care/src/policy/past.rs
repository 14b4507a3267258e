//! Looking back: what an organisation reads of a case in whose care it no longer takes part.
//!
//! Who treated her answers for what she did, and the law has her keep her record. So an organisation that took part in
//! the care and recorded something in the case goes on reading it as it stood when its part ended, with what ended it: the
//! answer to its handover, or the end of its share. What was recorded afterwards it never sees.

use jiff::civil::Date;

use super::relation::takes_part_until;
use crate::case::Case;
use crate::case::records::Recorded;
use crate::day::day_of;
use crate::ids::OrgId;

/// How far one organisation may read back; fed with a case after each of its events, from the first on.
#[derive(Debug, Clone)]
pub struct LookBack {
    org: OrgId,
    /// Whether one of its people recorded anything.
    wrote: bool,
    /// The last day of its part in the care, as the case stood after the last event.
    part_until: Option<Date>,
    last: Option<u64>,
}

impl LookBack {
    /// For this organisation; nothing seen yet.
    #[must_use]
    pub const fn of(org: OrgId) -> Self {
        Self { org, wrote: false, part_until: None, last: None }
    }

    /// Takes note of the case as its event number `seq` left it.
    pub fn see(&mut self, case: &Case, seq: u64, recorded: Recorded) {
        let day = day_of(recorded.at);
        let still = |until: Option<Date>| until.is_some_and(|until| day <= until);
        let took_part = still(self.part_until);
        self.part_until = takes_part_until(case, self.org);
        if took_part || still(self.part_until) {
            self.last = Some(seq);
            self.wrote |= recorded.by.seat().is_some_and(|seat| seat.org == self.org);
        }
    }

    /// The last event of which it took part or that ended its part, whether or not it recorded anything.
    #[must_use]
    pub const fn took_part_until(&self) -> Option<u64> {
        self.last
    }

    /// The last event that it may read; `None` when it has no record of its own in this case.
    #[must_use]
    pub const fn until(&self) -> Option<u64> {
        if self.wrote { self.last } else { None }
    }

    pub(super) const fn org(&self) -> OrgId {
        self.org
    }
}
