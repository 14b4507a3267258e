//! To whom a client was referred, or with whom her appointment is, by the names that people know (PS-03, PS-04).

use regie_pathway::{Definition, RoleId, State, Step, Whom};
use serde::Deserialize;
use serde::de::value::{Error, StrDeserializer};

use crate::case::Case;
use crate::directory::Directory;
use crate::ids::OrgId;
use crate::seat::OrgKind;

/// The organisation that is meant; `None` for who is not in the directory.
#[must_use]
pub fn org(whom: &Whom) -> Option<OrgId> {
    match whom {
        Whom::Org { org } => org.parse().ok(),
        Whom::Elsewhere { .. } => None,
    }
}

/// Her name, or that of the organisation.
#[must_use]
pub fn name<'w>(whom: &'w Whom, directory: &'w Directory) -> &'w str {
    match whom {
        Whom::Elsewhere { name } => name,
        Whom::Org { .. } => org(whom).and_then(|org| directory.org(org)).map_or("(onbekend)", |org| org.name.as_str()),
    }
}

/// Who is meant where nobody is named: as at the step before it, or who in the team owes word of it.
#[must_use]
pub fn meant(case: &Case, definition: &Definition, state: &State, step: &Step) -> Option<Whom> {
    let owes = || {
        let from = &step.feedback.as_ref()?.from;
        Some(Whom::Org { org: in_the_team(case, from)?.to_string() })
    };
    definition.whom_before(state, step).cloned().or_else(owes)
}

/// The organisation of the team that has the function of this name.
pub(crate) fn in_the_team(case: &Case, role: &RoleId) -> Option<OrgId> {
    let kind = OrgKind::deserialize(StrDeserializer::<Error>::new(role.as_str())).ok()?;
    case.team_org(kind)
}
