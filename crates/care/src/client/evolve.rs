//! Adds events to a client's record. Total: an event that does not fit is ignored.

use super::event::ClientEvent;
use super::{Client, Merge, Suspicion};
use crate::case::records::Recorded;
use crate::ids::ClientId;

/// The record that begins with this event; `None` for any event but `registered`.
#[must_use]
pub fn begin(id: ClientId, event: &ClientEvent, registered: Recorded) -> Option<Client> {
    match event {
        ClientEvent::Registered { identity } => Some(Client {
            id,
            registered,
            identity: identity.clone(),
            suspicions: Vec::new(),
            merged: None,
            absorbed: Vec::new(),
        }),
        _ => None,
    }
}

/// Adds an event.
pub fn evolve(client: &mut Client, event: &ClientEvent) {
    match event {
        ClientEvent::Registered { .. } => {}
        ClientEvent::IdentityCorrected { identity, .. } => client.identity = identity.clone(),
        ClientEvent::DuplicateSuspected { other, reasons, score } => {
            client.suspicions.retain(|suspicion| suspicion.other != *other);
            let suspicion = Suspicion { other: *other, score: *score, reasons: reasons.clone(), dismissed: None };
            client.suspicions.push(suspicion);
        }
        ClientEvent::DuplicateDismissed { other, reason } => {
            for suspicion in client.suspicions.iter_mut().filter(|suspicion| suspicion.other == *other) {
                suspicion.dismissed = Some(reason.clone());
            }
        }
        ClientEvent::Merged { into, reason } => client.merged = Some(Merge { into: *into, reason: reason.clone() }),
        ClientEvent::Absorbed { other, .. } => {
            client.absorbed.retain(|absorbed| absorbed != other);
            client.absorbed.push(*other);
        }
        ClientEvent::MergeUndone { .. } => client.merged = None,
        ClientEvent::Released { other, .. } => client.absorbed.retain(|absorbed| absorbed != other),
    }
}

/// The record that a whole stream adds up to, entered by whom and when; `None` when it does not begin with `registered`.
#[must_use]
pub fn replay(id: ClientId, events: impl IntoIterator<Item = ClientEvent>, registered: Recorded) -> Option<Client> {
    let mut events = events.into_iter();
    let mut client = begin(id, &events.next()?, registered)?;
    events.for_each(|event| evolve(&mut client, &event));
    Some(client)
}
