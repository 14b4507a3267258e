//! Where a case begins, who may be accountable for it, and which history is taken: by the pathway with which it began.
//!
//! One table for all pathways that ship. A pathway that is not in it is midwifery care, or runs beside it. Which organisations
//! do the others is said by their sources; a network that arranges it otherwise gives the work to another kind of
//! organisation, never to another rule of accountability.

use regie_pathway::PathwayId;

use crate::case::Case;
use crate::intake::Form;
use crate::seat::{OrgKind, Role};

/// What holds for the cases that begin with a pathway.
#[derive(Debug, PartialEq, Eq)]
pub struct Charge {
    /// The kinds of organisation at which they begin, and to which they move or return.
    pub begins_at: &'static [OrgKind],
    /// The kinds of organisation at which somebody may be accountable.
    pub accountable: &'static [OrgKind],
    /// The roles in which she may be.
    pub roles: &'static [Role],
    /// The history that is taken.
    pub history: Form,
}

/// Midwifery care begins in a midwife practice, so that it has a first line to return to.
const MIDWIFERY: Charge = Charge {
    begins_at: &[OrgKind::MidwifePractice],
    accountable: &[OrgKind::MidwifePractice, OrgKind::Hospital],
    roles: &[Role::Midwife, Role::Doctor],
    history: Form::Midwifery,
};

const FIRST_LINE_TEAMS: &[OrgKind] = &[OrgKind::PalliativeTeam, OrgKind::HomeCare, OrgKind::Gp];
const DEMENTIA_TEAMS: &[OrgKind] = &[OrgKind::MentalHealth, OrgKind::HomeCare, OrgKind::Gp];
const NURSE_OR_DOCTOR: &[Role] = &[Role::Nurse, Role::Doctor];

/// Handreiking casemanagers palliatieve zorg, hoofdstuk 1: "de organisatie waartoe de casemanager behoort verschilt (een hospice;
/// of een thuiszorgorganisatie; of een samenwerkingsverband)", "een casemanager met verpleegkundige achtergrond". Where nobody has
/// that function apart, the GP keeps the thread in her hands (hoofdstuk 3).
const PALLIATIVE: Charge = Charge {
    begins_at: FIRST_LINE_TEAMS,
    accountable: FIRST_LINE_TEAMS,
    roles: NURSE_OR_DOCTOR,
    history: Form::Palliative,
};

/// CVZ-rapport, 3.c.2: the nurse consultants of the children's hospital, who arrange the way home.
const CHILDREN: Charge = Charge {
    begins_at: &[OrgKind::Hospital],
    accountable: &[OrgKind::Hospital],
    roles: NURSE_OR_DOCTOR,
    history: Form::AllDomains,
};

/// CVZ-rapport, 3.c.1: a team for dementia; whether that is an organisation of its own is left open ("een aparte organisatie of
/// dat alle zorg vanuit één organisatie wordt geleverd").
const DEMENTIA: Charge = Charge {
    begins_at: DEMENTIA_TEAMS,
    accountable: DEMENTIA_TEAMS,
    roles: NURSE_OR_DOCTOR,
    history: Form::AllDomains,
};

/// CVZ-rapport, 3.c.3 and 3.c.4: ACT team and neighbourhood team, of psychiatrists and nurses.
const MENTAL_HEALTH: Charge = Charge {
    begins_at: &[OrgKind::MentalHealth],
    accountable: &[OrgKind::MentalHealth],
    roles: NURSE_OR_DOCTOR,
    history: Form::AllDomains,
};

/// By the id that all networks share.
const TABLE: [(&str, &Charge); 5] = [
    ("palliatief", &PALLIATIVE),
    ("kinderpalliatief", &CHILDREN),
    ("dementie", &DEMENTIA),
    ("ggz-fact", &MENTAL_HEALTH),
    ("bemoeizorg-act", &MENTAL_HEALTH),
];

impl Charge {
    /// Of the cases that begin with this pathway.
    #[must_use]
    pub fn of(pathway: &PathwayId) -> &'static Self {
        let shared = pathway.shared();
        TABLE.iter().find(|(id, _)| *id == shared.as_str()).map_or(&MIDWIFERY, |(_, charge)| charge)
    }

    /// Of this case: by the pathway with which it began.
    #[must_use]
    pub fn of_case(case: &Case) -> &'static Self {
        case.runs.first().map_or(&MIDWIFERY, |run| Self::of(&run.pathway))
    }

    /// Of a case on which these pathways run: what is midwifery care began as that, for it begins within no other case.
    #[must_use]
    pub fn of_all<'a>(pathways: impl IntoIterator<Item = &'a PathwayId>) -> &'static Self {
        let mut first = None;
        for charge in pathways.into_iter().map(Self::of) {
            if charge.is_midwifery() {
                return charge;
            }
            first = first.or(Some(charge));
        }
        first.unwrap_or(&MIDWIFERY)
    }

    /// Whether somebody in this role at this kind of organisation may be accountable.
    #[must_use]
    pub fn covers(&self, kind: OrgKind, role: Role) -> bool {
        self.accountable.contains(&kind) && self.roles.contains(&role)
    }

    /// Whether such a case begins with somebody in this role at this kind of organisation.
    #[must_use]
    pub fn begins_with(&self, kind: OrgKind, role: Role) -> bool {
        self.begins_at.contains(&kind) && self.roles.contains(&role)
    }

    /// Whether a pathway may begin within such a case: what begins in a midwife practice begins there alone.
    #[must_use]
    pub fn goes_with(&self, pathway: &PathwayId) -> bool {
        self.is_midwifery() || !Self::of(pathway).is_midwifery()
    }

    /// Whether it is midwifery care: then the first line keeps it while second line is accountable (AZ-11 to AZ-13).
    #[must_use]
    pub fn is_midwifery(&self) -> bool {
        *self == MIDWIFERY
    }

    fn all() -> impl Iterator<Item = &'static Self> {
        [&MIDWIFERY].into_iter().chain(TABLE.iter().map(|(_, charge)| *charge))
    }
}

/// Whether an organisation of this kind has to do with clients by its own cases alone: its list of them is its caseload. A GP or
/// district nurse stands around many clients besides.
#[must_use]
pub const fn has_caseload(kind: OrgKind) -> bool {
    kind.line().is_some() || matches!(kind, OrgKind::PalliativeTeam | OrgKind::MentalHealth)
}

/// Whether a case of somebody at `from` can move to an organisation of the kind `to`.
#[must_use]
pub fn goes_on_at(from: OrgKind, to: OrgKind) -> bool {
    Charge::all().any(|charge| charge.accountable.contains(&from) && charge.begins_at.contains(&to))
}

/// Whether some case begins at this kind of organisation.
#[must_use]
pub fn begins_at(kind: OrgKind) -> bool {
    Charge::all().any(|charge| charge.begins_at.contains(&kind))
}

/// Whether some case begins with somebody in this role at this kind of organisation.
#[must_use]
pub fn begins_with(kind: OrgKind, role: Role) -> bool {
    Charge::all().any(|charge| charge.begins_with(kind, role))
}

/// Whether there is a case for which she may not be accountable any more, at this kind of organisation, when she gets another
/// role there or none.
#[must_use]
pub fn loses(kind: OrgKind, role: Role, next: Option<Role>) -> bool {
    let loses = |charge: &Charge| charge.covers(kind, role) && !next.is_some_and(|next| charge.covers(kind, next));
    Charge::all().any(loses)
}

/// Whether somebody in this role may be accountable anywhere.
#[must_use]
pub fn manages(role: Role) -> bool {
    Charge::all().any(|charge| charge.roles.contains(&role))
}

/// Whether somebody in this role at this kind of organisation may be accountable for some case.
#[must_use]
pub fn may_manage(kind: OrgKind, role: Role) -> bool {
    Charge::all().any(|charge| charge.covers(kind, role))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn az_01_midwifery_care_begins_with_a_midwife_or_doctor_of_a_practice() {
        for id in ["az-verloskunde", "psychosociaal", "postnataal", "of-somebody-else"] {
            let charge = Charge::of(&id.into());
            assert!(charge.is_midwifery(), "{id}");
            assert!(charge.begins_with(OrgKind::MidwifePractice, Role::Midwife));
            assert!(
                !charge.begins_with(OrgKind::Hospital, Role::Doctor) && charge.covers(OrgKind::Hospital, Role::Doctor)
            );
            assert!(!charge.covers(OrgKind::Hospital, Role::Nurse) && !charge.covers(OrgKind::Gp, Role::Doctor));
        }
    }

    #[test]
    fn pz_01_palliative_care_begins_where_its_source_says() {
        let charge = Charge::of(&"palliatief".into());
        for kind in [OrgKind::PalliativeTeam, OrgKind::HomeCare, OrgKind::Gp] {
            assert!(charge.begins_with(kind, Role::Nurse) && charge.begins_with(kind, Role::Doctor), "{kind:?}");
        }
        assert!(!charge.begins_with(OrgKind::MidwifePractice, Role::Midwife));
        assert!(!charge.begins_with(OrgKind::Gp, Role::Assistant));
        assert_eq!(charge.history, Form::Palliative);
    }

    #[test]
    fn cm_10_each_programme_begins_at_the_organisation_that_does_it() {
        let begins = |id: &str, kind| Charge::of(&id.into()).begins_with(kind, Role::Nurse);
        assert!(begins("ggz-fact", OrgKind::MentalHealth) && begins("bemoeizorg-act", OrgKind::MentalHealth));
        assert!(begins("dementie", OrgKind::MentalHealth) && begins("dementie", OrgKind::HomeCare));
        assert!(begins("kinderpalliatief", OrgKind::Hospital) && !begins("kinderpalliatief", OrgKind::Gp));
        assert!(begins_at(OrgKind::Gp) && !begins_at(OrgKind::GcA) && !begins_at(OrgKind::Coa));
    }

    #[test]
    fn cm_02_the_pathway_of_a_network_begins_where_the_shared_one_does() {
        assert_eq!(Charge::of(&"palliatief@groningen".into()).history, Form::Palliative);
    }
}
