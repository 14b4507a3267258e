//! Judges commands on people, their seats and their absences.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Absence, Person, PersonEvent};
use crate::case::Case;
use crate::charge;
use crate::directory::Directory;
use crate::ids::OrgId;
use crate::seat::{OrgKind, Role, Seat};
use crate::text::{self, BadText};

/// Enters a person. The one command that has no person yet. Seats follow with `join`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct RegisterPerson {
    /// Her name as on the page: Joke de Vries.
    pub name: String,
    /// Her number; empty when she is reached through her organisation.
    #[serde(default)]
    pub phone: String,
}

/// A command on a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "kebab-case")]
pub enum PersonCommand {
    /// Changes her name or number. Both are given, also the one that stays.
    Change {
        /// Her name.
        name: String,
        /// Her number.
        phone: String,
    },
    /// She takes a seat at an organisation, or another role in it.
    Join {
        /// Where.
        org: OrgId,
        /// As what.
        role: Role,
    },
    /// She leaves it, once no open case there names her any more.
    Leave {
        /// Where.
        org: OrgId,
    },
    /// She is away (verlof, ziekte); without a last day as long as it is not known.
    SetAbsence {
        /// From when until when.
        absence: Absence,
    },
    /// She comes back on another day than expected, or was never away.
    EndAbsence {
        /// The first day of the absence, by which it is known.
        from: Date,
        /// Its last day from here on; absent when it never was.
        until: Option<Date>,
    },
}

/// In how many open cases a person is named from one organisation, today or from a later day on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Named {
    /// As case manager: the accountable one, or the one in the first line to whom the case returns.
    pub case_manager: u32,
    /// As deputy.
    pub deputy: u32,
}

impl Named {
    /// Adds a case.
    pub fn count(&mut self, case: &Case, seat: Seat, today: Date) {
        if !case.is_open() {
            return;
        }
        self.case_manager += u32::from(case.case_manager == seat || case.first_line == seat);
        self.deputy += u32::from(case.will_have_deputy(seat, today));
    }

    const fn nowhere(self) -> bool {
        self.case_manager == 0 && self.deputy == 0
    }
}

impl PersonCommand {
    /// The organisation where this command takes from her the role in which she may be accountable for cases; `None`
    /// when it takes none.
    #[must_use]
    pub fn ends_role_at(&self, person: &Person, directory: &Directory) -> Option<OrgId> {
        let (org, next) = match self {
            Self::Leave { org } => (*org, None),
            Self::Join { org, role } => (*org, Some(*role)),
            _ => return None,
        };
        let (kind, role) = (directory.kind(org)?, *person.roles.get(&org)?);
        charge::loses(kind, role, next).then_some(org)
    }
}

/// A command that is refused. Nothing changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// A text is empty, too long, or holds what cannot be kept.
    #[error(transparent)]
    Text(#[from] BadText),
    /// The command would change nothing.
    #[error("nothing differs from what is known already")]
    NothingToDo,
    /// An organisation that is unknown or ended.
    #[error("organisation {org} is unknown or no longer takes part; choose another")]
    NoSuchOrg {
        /// As given.
        org: OrgId,
    },
    /// A role that does not exist there.
    #[error("a person at the COA sees logistics only; choose the role 'logistics', 'coordinator' or 'administrator'")]
    RoleAtCoa,
    /// `logistics` elsewhere than at the COA.
    #[error("the role 'logistics' exists at the COA only; choose another role")]
    LogisticsElsewhere,
    /// Leaving where she does not work.
    #[error("she does not work at organisation {org}; there is nothing to leave")]
    NotThere {
        /// As given.
        org: OrgId,
    },
    /// Open cases there still name her: nobody may be without a case manager or deputy who can be reached (AZ-01).
    #[error(
        "she cannot leave: she is case manager of {} open cases there and deputy in {}; hand those over, and name \
         another deputy, first",
        .0.case_manager,
        .0.deputy
    )]
    StillNamed(Named),
    /// A last day before the first.
    #[error("the absence begins on {from} and ends on {until}; give a last day from {from} on")]
    Backwards {
        /// First day.
        from: Date,
        /// Last day.
        until: Date,
    },
    /// It overlaps another absence.
    #[error("she is already away {}; change that absence instead", span(*from, *until))]
    Overlaps {
        /// First day of the other.
        from: Date,
        /// Last day of the other.
        until: Option<Date>,
    },
    /// No absence begins on that day.
    #[error("no absence of hers begins on {from}; reload to see what there is")]
    NoSuchAbsence {
        /// As given.
        from: Date,
    },
}

fn span(from: Date, until: Option<Date>) -> String {
    match until {
        Some(until) => format!("from {from} until {until}"),
        None => format!("from {from} on, without a last day"),
    }
}

impl Refusal {
    /// A stable code for problem+json and for texts.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Text(bad) => bad.code(),
            Self::NothingToDo => "nothing-to-do",
            Self::NoSuchOrg { .. } => "no-such-organisation",
            Self::RoleAtCoa => "role-at-coa",
            Self::LogisticsElsewhere => "logistics-elsewhere",
            Self::NotThere { .. } => "not-there",
            Self::StillNamed(_) => "still-named",
            Self::Backwards { .. } => "backwards",
            Self::Overlaps { .. } => "absence-overlaps",
            Self::NoSuchAbsence { .. } => "no-such-absence",
        }
    }
}

/// Enters a person.
///
/// # Errors
/// When the name is empty or a text cannot be kept.
pub fn register(command: &RegisterPerson) -> Result<Vec<PersonEvent>, Refusal> {
    Ok(vec![PersonEvent::Registered {
        name: text::filled("name", &command.name)?,
        phone: text::line("phone", &command.phone)?,
    }])
}

/// Judges a command; the directory tells which organisations there are, `named` in how many open cases she is named at
/// the organisation where the command ends her role ([`PersonCommand::ends_role_at`]).
///
/// # Errors
/// Says what is wrong and how to mend it.
pub fn decide(
    person: &Person,
    command: &PersonCommand,
    directory: &Directory,
    named: Named,
) -> Result<Vec<PersonEvent>, Refusal> {
    if command.ends_role_at(person, directory).is_some() && !named.nowhere() {
        return Err(Refusal::StillNamed(named));
    }
    let event = match command {
        PersonCommand::Change { name, phone } => {
            let (name, phone) = (text::filled("name", name)?, text::line("phone", phone)?);
            if (&name, &phone) == (&person.name, &person.phone) {
                return Err(Refusal::NothingToDo);
            }
            PersonEvent::Changed { name, phone }
        }
        PersonCommand::Join { org, role } => join(person, *org, *role, directory)?,
        PersonCommand::Leave { org } if person.roles.contains_key(org) => PersonEvent::Left { org: *org },
        PersonCommand::Leave { org } => return Err(Refusal::NotThere { org: *org }),
        PersonCommand::SetAbsence { absence } => {
            possible(person, absence, None)?;
            PersonEvent::AbsenceSet { absence: absence.clone() }
        }
        PersonCommand::EndAbsence { from, until } => end_absence(person, *from, *until)?,
    };
    Ok(vec![event])
}

fn join(person: &Person, org: OrgId, role: Role, directory: &Directory) -> Result<PersonEvent, Refusal> {
    let known = directory.org(org).filter(|org| !org.ended).ok_or(Refusal::NoSuchOrg { org })?;
    if person.roles.get(&org) == Some(&role) {
        return Err(Refusal::NothingToDo);
    }
    match (known.kind, role) {
        (OrgKind::Coa, role) if role.gives_care() => Err(Refusal::RoleAtCoa),
        (OrgKind::Coa, _) => Ok(PersonEvent::Joined { org, role }),
        (_, Role::Logistics) => Err(Refusal::LogisticsElsewhere),
        _ => Ok(PersonEvent::Joined { org, role }),
    }
}

fn end_absence(person: &Person, from: Date, until: Option<Date>) -> Result<PersonEvent, Refusal> {
    let known = person.absences.iter().find(|absence| absence.from == from).ok_or(Refusal::NoSuchAbsence { from })?;
    if let Some(until) = until {
        if known.until == Some(until) {
            return Err(Refusal::NothingToDo);
        }
        possible(person, &Absence { from, until: Some(until) }, Some(known))?;
    }
    Ok(PersonEvent::AbsenceEnded { from, until })
}

/// Whether she can be away then; `but` is the absence that it replaces.
fn possible(person: &Person, absence: &Absence, but: Option<&Absence>) -> Result<(), Refusal> {
    if let Some(until) = absence.until.filter(|until| *until < absence.from) {
        return Err(Refusal::Backwards { from: absence.from, until });
    }
    match person.absences.iter().find(|known| Some(*known) != but && known.overlaps(absence)) {
        Some(known) => Err(Refusal::Overlaps { from: known.from, until: known.until }),
        None => Ok(()),
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
