//! Adds events to a meeting. Total: an event that does not fit is ignored.

use super::{Meeting, MeetingEvent, MeetingLife};
use crate::ids::MeetingId;

/// The meeting that begins with this event; `None` for any event but `planned`.
#[must_use]
pub fn begin(id: MeetingId, event: &MeetingEvent) -> Option<Meeting> {
    match event {
        MeetingEvent::Planned { meeting_kind, org, network, on, title } => Some(Meeting {
            id,
            kind: *meeting_kind,
            org: *org,
            network: network.clone(),
            on: *on,
            title: title.clone(),
            life: MeetingLife::Planned,
        }),
        _ => None,
    }
}

/// Adds an event.
pub fn evolve(meeting: &mut Meeting, event: &MeetingEvent) {
    match event {
        MeetingEvent::Planned { .. } => {}
        MeetingEvent::Moved { on } => meeting.on = *on,
        MeetingEvent::Held { minutes } => meeting.life = MeetingLife::Held(minutes.clone()),
        MeetingEvent::Cancelled { reason } => meeting.life = MeetingLife::Cancelled(reason.clone()),
    }
}

/// The meeting that a whole stream adds up to; `None` when it does not begin with `planned`.
#[must_use]
pub fn replay(id: MeetingId, events: impl IntoIterator<Item = MeetingEvent>) -> Option<Meeting> {
    let mut events = events.into_iter();
    let mut meeting = begin(id, &events.next()?)?;
    events.for_each(|event| evolve(&mut meeting, &event));
    Some(meeting)
}
