//! Looking back: what an organisation reads of a case in whose care it no longer takes part.
//!
//! Who treated her answers for what she did, and the law has her keep her record. So an organisation that took part in
//! the care and recorded something in the case goes on reading it as it stood when it last took part. What was recorded
//! afterwards it never sees.

use super::relation::lasting;
use crate::case::Case;
use crate::case::state::Recorded;
use crate::day::day_of;
use crate::ids::OrgId;
use crate::view::Relation;

/// How far one organisation may read back; fed with a case after each of its events, from the first on.
#[derive(Debug, Clone)]
pub struct LookBack {
    org: OrgId,
    /// Whether one of its people recorded anything.
    wrote: bool,
    last: Option<u64>,
}

impl LookBack {
    /// For this organisation; nothing seen yet.
    #[must_use]
    pub const fn of(org: OrgId) -> Self {
        Self { org, wrote: false, last: None }
    }

    /// Takes note of the case as its event number `seq` left it.
    pub fn see(&mut self, case: &Case, seq: u64, recorded: Recorded) {
        let relation = lasting(case, self.org, day_of(recorded.at));
        if matches!(relation, Some(Relation::Accountable | Relation::FirstLine | Relation::Sharing | Relation::Team)) {
            self.last = Some(seq);
            self.wrote |= recorded.by.seat().is_some_and(|seat| seat.org == self.org);
        }
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
