//! Judges commands on organisations and their rotas.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{ContactPoints, DutyShift, OrgEvent, Organisation};
use crate::directory::Directory;
use crate::ids::PersonId;
use crate::seat::{OrgKind, Role, Seat};
use crate::text::{self, BadText};

/// The longest turn of duty.
const LONGEST_TURN: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Enters an organisation. The one command that has no organisation yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct RegisterOrg {
    /// Its name.
    pub name: String,
    /// Its kind; it stays what it is.
    pub org_kind: OrgKind,
    /// The network (VSV) in which it takes part.
    pub network: String,
    /// How to reach it; a midwife practice or hospital needs at least a phone number (CM-11).
    pub contact: ContactPoints,
}

/// A command on an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "kebab-case")]
pub enum OrgCommand {
    /// Changes name or contact points. All fields are given, also those that stay.
    Change {
        /// Its name.
        name: String,
        /// How to reach it.
        contact: ContactPoints,
    },
    /// Sets a turn of duty; it replaces what it overlaps.
    SetDuty {
        /// The turn, at most seven days.
        shift: DutyShift,
    },
    /// Withdraws a turn of duty, exactly as the rota has it.
    WithdrawDuty {
        /// The turn.
        shift: DutyShift,
    },
    /// Ends its taking part, once it has no open case any more.
    End,
}

/// A command that an organisation refuses. Nothing changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// A text is empty, too long, or holds what cannot be kept.
    #[error(transparent)]
    Text(#[from] BadText),
    /// A phone number that nobody can dial.
    #[error("'{field}' is '{given}', which is no phone number; give at least three digits")]
    Phone {
        /// The field.
        field: &'static str,
        /// As given.
        given: String,
    },
    /// It no longer takes part.
    #[error("this organisation no longer takes part; nothing about it can change")]
    Ended,
    /// It is still accountable for open cases, or they return to it.
    #[error("this organisation has {cases} open cases; hand them over to another first")]
    StillAccountable {
        /// How many.
        cases: u32,
    },
    /// The command would change nothing.
    #[error("nothing differs from what is known already")]
    NothingToDo,
    /// A turn that ends before it begins.
    #[error("the turn begins at {from} and ends at {until}; give an end after the begin")]
    Backwards {
        /// Begin.
        from: Timestamp,
        /// End.
        until: Timestamp,
    },
    /// A turn that nobody can do.
    #[error("the turn lasts {hours} hours; a turn of duty lasts at most seven days: divide it")]
    TooLong {
        /// How long, in whole hours.
        hours: i64,
    },
    /// A turn for someone who does not give care there.
    #[error("{person} does not give care at this organisation; let her join it first, or choose a colleague")]
    Unfit {
        /// Who.
        person: PersonId,
    },
    /// Withdrawing what the rota does not have.
    #[error("the rota has no such turn; reload it to see what there is")]
    NoSuchTurn,
}

impl Refusal {
    /// A stable code for problem+json and for texts.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Text(bad) => bad.code(),
            Self::Phone { .. } => "no-phone-number",
            Self::Ended => "organisation-ended",
            Self::StillAccountable { .. } => "still-accountable",
            Self::NothingToDo => "nothing-to-do",
            Self::Backwards { .. } => "backwards",
            Self::TooLong { .. } => "turn-too-long",
            Self::Unfit { .. } => "unfit-person",
            Self::NoSuchTurn => "no-such-turn",
        }
    }
}

/// Enters an organisation.
///
/// # Errors
/// When name, network or a number cannot be kept, or a midwife practice or hospital has no phone number.
pub fn register(command: &RegisterOrg) -> Result<Vec<OrgEvent>, Refusal> {
    Ok(vec![OrgEvent::Registered {
        name: text::filled("name", &command.name)?,
        org_kind: command.org_kind,
        network: text::filled("network", &command.network)?,
        contact: checked(&command.contact, command.org_kind)?,
    }])
}

/// Judges a command; the directory tells who works there, `cases` for how many open cases the organisation is
/// accountable or is the first line.
///
/// # Errors
/// Says what is wrong and how to mend it.
pub fn decide(
    org: &Organisation,
    command: &OrgCommand,
    directory: &Directory,
    cases: u32,
) -> Result<Vec<OrgEvent>, Refusal> {
    if org.ended {
        return Err(Refusal::Ended);
    }
    let event = match command {
        OrgCommand::Change { name, contact } => {
            let (name, contact) = (text::filled("name", name)?, checked(contact, org.kind)?);
            if (&name, &contact) == (&org.name, &org.contact) {
                return Err(Refusal::NothingToDo);
            }
            OrgEvent::Changed { name, contact }
        }
        OrgCommand::SetDuty { shift } => {
            possible(shift)?;
            if org.duty.contains(shift) {
                return Err(Refusal::NothingToDo);
            }
            match directory.role(Seat::new(shift.person, org.id)) {
                Some(Role::Midwife | Role::Doctor | Role::Nurse) => OrgEvent::DutySet { shift: shift.clone() },
                Some(Role::Assistant | Role::Logistics | Role::Coordinator | Role::Administrator) | None => {
                    return Err(Refusal::Unfit { person: shift.person });
                }
            }
        }
        OrgCommand::WithdrawDuty { shift } if org.duty.contains(shift) => {
            OrgEvent::DutyWithdrawn { shift: shift.clone() }
        }
        OrgCommand::WithdrawDuty { .. } => return Err(Refusal::NoSuchTurn),
        OrgCommand::End if cases > 0 => return Err(Refusal::StillAccountable { cases }),
        OrgCommand::End => OrgEvent::Ended,
    };
    Ok(vec![event])
}

fn possible(shift: &DutyShift) -> Result<(), Refusal> {
    let DutyShift { from, until, .. } = *shift;
    if until <= from {
        return Err(Refusal::Backwards { from, until });
    }
    let length = until.duration_since(from);
    if length > LONGEST_TURN {
        return Err(Refusal::TooLong { hours: length.as_hours() });
    }
    Ok(())
}

fn checked(contact: &ContactPoints, kind: OrgKind) -> Result<ContactPoints, Refusal> {
    let contact = ContactPoints {
        phone: text::line("phone", &contact.phone)?,
        emergency: text::line("emergency", &contact.emergency)?,
        fax: text::line("fax", &contact.fax)?,
        secure_mail: text::line("secure-mail", &contact.secure_mail)?,
        address: text::line("address", &contact.address)?,
        contact_person: text::line("contact-person", &contact.contact_person)?,
        hours: text::line("hours", &contact.hours)?,
    };
    let accountable = kind.line().is_some();
    for (field, number, needed) in
        [("telefoon", &contact.phone, accountable), ("spoednummer", &contact.emergency, false)]
    {
        let digits = number.chars().filter(char::is_ascii_digit).count();
        if digits < 3 && (needed || !number.is_empty()) {
            return Err(Refusal::Phone { field, given: number.clone() });
        }
    }
    Ok(contact)
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
