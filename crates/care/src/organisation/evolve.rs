//! Adds events to an organisation. Total: an event that does not fit is ignored.

use super::{DutyShift, OrgEvent, Organisation};
use crate::ids::OrgId;

/// The organisation that begins with this event; `None` for any event but `registered`.
#[must_use]
pub fn begin(id: OrgId, event: &OrgEvent) -> Option<Organisation> {
    match event {
        OrgEvent::Registered { name, org_kind, network, contact } => Some(Organisation {
            id,
            name: name.clone(),
            kind: *org_kind,
            network: network.clone(),
            contact: contact.clone(),
            duty: Vec::new(),
            ended: false,
        }),
        _ => None,
    }
}

/// Adds an event.
pub fn evolve(org: &mut Organisation, event: &OrgEvent) {
    match event {
        OrgEvent::Registered { .. } => {}
        OrgEvent::Changed { name, contact } => {
            org.name.clone_from(name);
            org.contact.clone_from(contact);
        }
        OrgEvent::DutySet { shift } => set_duty(&mut org.duty, shift),
        OrgEvent::DutyWithdrawn { shift } => org.duty.retain(|known| known != shift),
        OrgEvent::Ended => org.ended = true,
    }
}

/// The organisation that a whole stream adds up to; `None` when it does not begin with `registered`.
#[must_use]
pub fn replay(id: OrgId, events: impl IntoIterator<Item = OrgEvent>) -> Option<Organisation> {
    let mut events = events.into_iter();
    let mut org = begin(id, &events.next()?)?;
    events.for_each(|event| evolve(&mut org, &event));
    Some(org)
}

/// Puts a turn into the rota: what it overlaps gives way, and keeps what is left before and after.
fn set_duty(duty: &mut Vec<DutyShift>, shift: &DutyShift) {
    if shift.until <= shift.from {
        return;
    }
    let first = duty.partition_point(|known| known.until <= shift.from);
    let last = first + duty.iter().skip(first).take_while(|known| known.from < shift.until).count();
    let mut put = vec![shift.clone()];
    for known in duty.iter().take(last).skip(first) {
        if known.from < shift.from {
            put.insert(0, DutyShift { until: shift.from, ..known.clone() });
        }
        if shift.until < known.until {
            put.push(DutyShift { from: shift.until, ..known.clone() });
        }
    }
    duty.splice(first..last, put);
}
