//! Adds events to a region. Total: an event that does not fit is ignored.

use jiff::ToSpan;

use super::{DecisionRecord, PlannedVisit, Proposal, Region, RegionEvent, Standing};
use crate::case::Recorded;
use crate::day::day_of;
use crate::ids::RegionId;

/// How many days a visit of the past stays on the roster.
const KEPT: i64 = 14;

/// The region that begins with this event; `None` for any event but `begun`.
#[must_use]
pub fn begin(id: RegionId, event: &RegionEvent) -> Option<Region> {
    match event {
        RegionEvent::Begun { network } => Some(Region::new(id, network)),
        _ => None,
    }
}

/// Adds an event.
pub fn evolve(region: &mut Region, event: &RegionEvent, recorded: Recorded) {
    match event {
        RegionEvent::Begun { .. } => {}
        RegionEvent::VisitorSet { visitor } => {
            region.visitors.insert(visitor.person, visitor.clone());
        }
        RegionEvent::VisitorRemoved { person } => {
            region.visitors.remove(person);
        }
        RegionEvent::PlaceSet { place } => {
            region.places.insert(place.name.clone(), place.clone());
        }
        RegionEvent::PaceSet { minutes } => region.pace = *minutes,
        RegionEvent::Proposed { roster, from, occasion } => {
            region.proposal = Some(Proposal { roster: roster.clone(), from: *from, occasion: *occasion, recorded });
        }
        RegionEvent::Accepted { on } => accept(region, *on, recorded),
        RegionEvent::Dropped => region.proposal = None,
        RegionEvent::Pinned { visit, pin } => {
            region.pins.insert(visit.clone(), *pin);
        }
        RegionEvent::Unpinned { visit } => {
            region.pins.remove(visit);
        }
        RegionEvent::ClientTold { case, visits } => {
            // What she was told before of days to come, and what is not planned so any more, no longer holds.
            let today = day_of(recorded.at);
            region.told.retain(|_, told| told.case != *case || told.on < today);
            region.told.extend(visits.iter().map(|visit| (visit.visit.clone(), visit.clone())));
        }
        RegionEvent::FellIll { illness } => {
            region.ill.retain(|known| known.person != illness.person);
            region.ill.push(*illness);
        }
        RegionEvent::Recovered { person } => region.ill.retain(|known| known.person != *person),
        RegionEvent::Decided { decision, foreseen } => {
            let (decision, foreseen) = (decision.clone(), foreseen.clone());
            region.decisions.push(DecisionRecord { decision, recorded, foreseen, told: Vec::new() });
        }
        RegionEvent::ToldPartner { told } => {
            if let Some(latest) = region.decisions.last_mut() {
                latest.told.push(told.clone());
            }
        }
    }
}

/// The region that a whole stream adds up to; `None` when it does not begin with `begun`.
#[must_use]
pub fn replay(id: RegionId, events: impl IntoIterator<Item = (RegionEvent, Recorded)>) -> Option<Region> {
    let mut events = events.into_iter();
    let mut region = begin(id, &events.next()?.0)?;
    events.for_each(|(event, recorded)| evolve(&mut region, &event, recorded));
    Some(region)
}

/// What was planned for days before the proposal's first stays as it was; what is long past goes.
fn accept(region: &mut Region, on: jiff::civil::Date, recorded: Recorded) {
    let Some(proposal) = region.proposal.take() else { return };
    let oldest = on.saturating_sub(KEPT.days());
    let mut roster = proposal.roster;
    if let Some(standing) = &region.roster {
        let past = |visit: &&PlannedVisit| visit.on < proposal.from && visit.on >= oldest;
        let kept: Vec<PlannedVisit> = standing.roster.visits.iter().filter(past).cloned().collect();
        roster.visits.splice(0..0, kept);
    }
    let next = Standing { roster, on, recorded };
    if let Some(standing) = region.roster.replace(next)
        && (standing.on < on || region.before.is_none())
    {
        region.before = Some(standing);
    }
    region.told.retain(|_, visit| visit.on >= oldest);
    region.pins.retain(|_, pin| pin.on >= oldest);
}
