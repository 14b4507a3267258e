//! Judges commands on clients' records.
//!
//! What concerns two records is written to both of their streams, in one commit. So each side shows it, and two merges
//! in opposite directions at once cannot both succeed: the second finds a stream changed meanwhile.

use jiff::civil::Date;

use super::command::{ClientCommand, RegisterClient};
use super::duplicate::{self, Reason};
use super::event::ClientEvent;
use super::refusal::Refusal;
use super::{Client, Identity};
use crate::ids::ClientId;
use crate::text;

/// Events with the record to whose stream each belongs, in order.
pub type Changes = Vec<(ClientId, ClientEvent)>;

/// Years that a person may have lived at the most.
const OLDEST: i16 = 110;
/// Years under which nobody is a mother: a child entered in her place is a mistake.
const YOUNGEST: i16 = 9;

/// Registers a client, and proposes the records among `others` that may be her too: never merged by itself (G-07).
///
/// # Errors
/// When she cannot be told from another, or a field cannot be kept.
pub fn register<'a>(
    id: ClientId,
    command: &RegisterClient,
    others: impl IntoIterator<Item = (ClientId, &'a Identity)>,
    today: Date,
) -> Result<Changes, Refusal> {
    let identity = checked(&command.identity, today)?;
    let candidates = duplicate::candidates(&identity, others.into_iter().filter(|(other, _)| *other != id));
    let mut changes = vec![(id, ClientEvent::Registered { identity })];
    for candidate in candidates {
        changes.extend(suspect(id, candidate.client, &candidate.reasons, candidate.score));
    }
    Ok(changes)
}

/// Judges a command. `other` is the record that the command names ([`ClientCommand::other`]), or for undoing a merge
/// the record into which this one was merged.
///
/// # Errors
/// Says what is wrong and how to mend it.
pub fn decide(
    client: &Client,
    command: &ClientCommand,
    other: Option<&Client>,
    today: Date,
) -> Result<Changes, Refusal> {
    if let (Some(merge), false) = (&client.merged, matches!(command, ClientCommand::UndoMerge { .. })) {
        return Err(Refusal::Merged { into: merge.into });
    }
    match command {
        ClientCommand::CorrectIdentity { identity, reason } => correct(client, identity, reason, today),
        ClientCommand::SuspectDuplicate { other: named, reasons, score } => {
            let other = found(client, *named, other)?;
            let known = client.suspicions.iter().find(|suspicion| suspicion.other == other.id);
            if known.is_some_and(|known| known.reasons == *reasons && known.score == *score) {
                return Err(Refusal::NothingToDo);
            }
            if reasons.is_empty() || !(1..=100).contains(score) {
                return Err(Refusal::Baseless { reasons: reasons.len(), score: *score });
            }
            Ok(suspect(client.id, other.id, reasons, *score).into())
        }
        ClientCommand::DismissDuplicate { other: named, reason } => {
            let reason = text::filled_note("reason", reason)?;
            if !client.open_suspicions().any(|suspicion| suspicion.other == *named) {
                return Err(Refusal::NotSuspected { other: *named });
            }
            Ok(vec![
                (client.id, ClientEvent::DuplicateDismissed { other: *named, reason: reason.clone() }),
                (*named, ClientEvent::DuplicateDismissed { other: client.id, reason }),
            ])
        }
        ClientCommand::Merge { into, reason } => {
            let other = found(client, *into, other)?;
            let reason = text::filled_note("reason", reason)?;
            Ok(vec![
                (client.id, ClientEvent::Merged { into: other.id, reason: reason.clone() }),
                (other.id, ClientEvent::Absorbed { other: client.id, reason }),
            ])
        }
        ClientCommand::UndoMerge { reason } => {
            let merge = client.merged.as_ref().ok_or(Refusal::NotMerged)?;
            let reason = text::filled_note("reason", reason)?;
            Ok(vec![
                (client.id, ClientEvent::MergeUndone { reason: reason.clone() }),
                (merge.into, ClientEvent::Released { other: client.id, reason }),
            ])
        }
    }
}

/// What follows from a correction: the records among `others` that may be her too by what is known now, but not those
/// that were proposed before, or set aside, with reasons as strong (G-07).
#[must_use]
pub fn doubles_of_corrected<'a>(
    client: &Client,
    identity: &Identity,
    others: impl IntoIterator<Item = (ClientId, &'a Identity)>,
) -> Changes {
    let known = |other: ClientId, score: u8| {
        client.absorbed.contains(&other)
            || client.suspicions.iter().any(|suspicion| suspicion.other == other && suspicion.score >= score)
    };
    let others = others.into_iter().filter(|(other, _)| *other != client.id);
    let mut changes = Changes::new();
    for candidate in duplicate::candidates(identity, others) {
        if !known(candidate.client, candidate.score) {
            changes.extend(suspect(client.id, candidate.client, &candidate.reasons, candidate.score));
        }
    }
    changes
}

fn correct(client: &Client, identity: &Identity, reason: &str, today: Date) -> Result<Changes, Refusal> {
    let identity = checked(identity, today)?;
    if identity == client.identity {
        return Err(Refusal::NothingToDo);
    }
    let reason = if identity.names_someone_else_than(&client.identity) {
        text::filled_note("reason", reason)?
    } else {
        text::note("reason", reason)?
    };
    Ok(vec![(client.id, ClientEvent::IdentityCorrected { identity, reason })])
}

/// The other record, which must exist, be another one and go on itself.
fn found<'a>(client: &Client, named: ClientId, other: Option<&'a Client>) -> Result<&'a Client, Refusal> {
    if named == client.id {
        return Err(Refusal::Itself);
    }
    let other = other.filter(|other| other.id == named).ok_or(Refusal::NoSuchClient { other: named })?;
    match &other.merged {
        Some(merge) => Err(Refusal::OtherMerged { other: named, into: merge.into }),
        None => Ok(other),
    }
}

fn suspect(one: ClientId, other: ClientId, reasons: &[Reason], score: u8) -> [(ClientId, ClientEvent); 2] {
    [(one, other), (other, one)]
        .map(|(stream, other)| (stream, ClientEvent::DuplicateSuspected { other, reasons: reasons.to_vec(), score }))
}

/// The identity as it is kept: trimmed, and known to be possible and enough.
fn checked(given: &Identity, today: Date) -> Result<Identity, Refusal> {
    let mut identity = Identity {
        family_name: text::filled("family-name", &given.family_name)?,
        given_name: text::line("given-name", &given.given_name)?,
        language: text::line("language", &given.language)?,
        phone: text::line("phone", &given.phone)?,
        site: text::line("site", &given.site)?,
        notes: text::note("notes", &given.notes)?,
        ..given.clone()
    };
    if let Some(source) = &mut identity.source {
        source.source = text::filled("source", &source.source)?;
        source.number = text::filled("number", &source.number)?;
    }
    if let Some(birth_date) = identity.birth_date {
        let earliest = Date::new(today.year() - OLDEST, 1, 1).unwrap_or(Date::MIN);
        let latest = today.saturating_sub(jiff::Span::new().years(YOUNGEST));
        if !(earliest..=latest).contains(&birth_date) {
            return Err(Refusal::BirthDate { birth_date, earliest, latest });
        }
    }
    let by_source = identity.birth_date.is_some() && identity.source.is_some();
    if identity.bsn.is_none() && identity.v_number.is_none() && !by_source {
        return Err(Refusal::NotIdentifiable);
    }
    Ok(identity)
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
