//! Who visits a woman by her region's roster, and what that opens of her case (PN-04).
//!
//! The source: *de verloskundige die contact heeft met de kraamvrouw bepaalt wanneer de volgende visite plaats moet vinden*.
//! She need not be of the woman's practice. What it opens is her visits and nothing else of the case.

use jiff::ToSpan;
use jiff::civil::Date;

use super::{Asker, CaseAction, Ground, Verdict, allowed, case_access};
use crate::case::{Case, CaseCommand};
use crate::ids::{CaseId, PersonId};
use crate::region::Region;
use crate::seat::Role;

/// So many days after her last visit a midwife still sets how it goes on.
const AFTERWARDS: i64 = 7;

/// Whether the roster that holds has this midwife visit the woman: from today on, or in the days before it.
#[must_use]
pub fn visits(region: &Region, midwife: PersonId, case: CaseId, today: Date) -> bool {
    let since = today.saturating_sub(AFTERWARDS.days());
    let mut standing = region.roster.iter().flat_map(|standing| &standing.roster.visits);
    standing.any(|visit| visit.midwife == midwife && visit.case == case && visit.on >= since)
}

/// What may be done with the case itself may be done here too; beside it her visits are open to who visits her.
pub(super) fn judge(asker: &Asker<'_>, case: &Case, region: Option<&Region>, action: CaseAction<'_>) -> Verdict {
    let of_case = case_access::judge(asker, case, action);
    if of_case.is_allowed() || asker.role != Role::Midwife || asker.sees_logistics_only() || !of_visits(action) {
        return of_case;
    }
    let network = asker.directory.org(case.first_line.org).map(|org| org.network.as_str());
    let hers = |region: &Region| {
        network == Some(region.network.as_str())
            && asker.network == region.network
            && visits(region, asker.seat.person, case.id, asker.today)
    };
    if region.is_some_and(hers) { allowed(Ground::Visits) } else { of_case }
}

/// Seeing the visits, setting them, and recording what of the birth they rest on.
const fn of_visits(action: CaseAction<'_>) -> bool {
    match action {
        CaseAction::View => true,
        CaseAction::Command(command, _) => command.is_about_visits(),
        CaseAction::ViewSummary | CaseAction::ViewOwnActions | CaseAction::ViewLogistics | CaseAction::ViewHandover => {
            false
        }
    }
}

impl CaseCommand {
    /// Whether it sets a woman's postnatal visits, or what they rest on: that is open to who visits her, too.
    #[must_use]
    pub const fn is_about_visits(&self) -> bool {
        matches!(self, Self::AgreeVisit { .. } | Self::DetailBirth { .. })
    }
}
