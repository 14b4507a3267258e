//! A client who moves after her case was handed over: who stays around her until that day, and who comes then.

use jiff::civil::Date;

use super::records::{HandoverKind, No};
use super::state::{Case, HandoverLife, HandoverRecord, numbered};
use crate::ids::OrgId;
use crate::seat::OrgKind;
use crate::view::Relation;

/// An organisation at the site that the client leaves (AZ-10): she lives there until the day of the move, whoever is
/// accountable by then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaving {
    /// Which.
    pub org: OrgId,
    /// What it still has to do with the case: care, or logistics only.
    pub relation: Relation,
    /// The day of the move, the last on which it takes part.
    pub until: Date,
}

/// Whereto the client moves, and who is around her there from that day on (AZ-10).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arriving {
    /// The day of the move.
    pub on: Date,
    /// The reception agency there, where it is another.
    pub coa: Option<OrgId>,
    /// The health centre there, where it is another.
    pub gc_a: Option<OrgId>,
    /// Where she will stay; empty when that was not said.
    pub place: String,
}

impl Arriving {
    /// Who comes around her, and as what.
    pub fn orgs(&self) -> impl Iterator<Item = (OrgKind, OrgId)> + use<> {
        let coa = self.coa.map(|org| (OrgKind::Coa, org));
        coa.into_iter().chain(self.gc_a.map(|org| (OrgKind::GcA, org)))
    }

    /// Whether the day changes nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.coa.is_none() && self.gc_a.is_none() && self.place.is_empty()
    }
}

impl Case {
    /// The organisations around the client, and those that will be once she has moved.
    pub fn orgs_around(&self) -> impl Iterator<Item = OrgId> {
        let team = self.team.values().map(|member| member.org);
        team.chain(self.arriving.iter().flat_map(Arriving::orgs).map(|(_, org)| org))
    }

    /// The newest accepted handover with which she moves, with its number: what was agreed before it holds no longer.
    #[must_use]
    pub fn last_move(&self) -> Option<(No, &HandoverRecord)> {
        let accepted = |record: &HandoverRecord| matches!(record.life, HandoverLife::Accepted(..));
        numbered(&self.handovers).rev().find(|(_, record)| accepted(record) && record.moves_on().is_some())
    }

    /// The accepted move whose day is still to come: the only one that can be called off or set to another day.
    #[must_use]
    pub fn coming_move(&self, today: Date) -> Option<(No, &HandoverRecord)> {
        let last = self.last_move().filter(|_| self.is_open())?;
        Some(last).filter(|(_, record)| record.called_off.is_none() && record.moves_on().is_some_and(|on| on > today))
    }

    /// The organisation that handed a client over who does not move after all: to it the case can be given back.
    #[must_use]
    pub fn stayed_with(&self) -> Option<OrgId> {
        let (_, record) = self.last_move()?;
        record.called_off.as_ref().map(|_| record.proposal.from.org)
    }
}

impl HandoverRecord {
    /// The day on which she moves with it; `None` for a handover of another kind.
    #[must_use]
    pub const fn moves_on(&self) -> Option<Date> {
        match self.proposal.handover {
            HandoverKind::Relocation { moves_on, .. } => Some(moves_on),
            _ => None,
        }
    }
}
