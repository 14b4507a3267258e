//! What stands open when a case is handed over, and what becomes of it unless somebody says otherwise: nothing travels along
//! blindly (AZ-10).
//!
//! The sender says it item by item with her proposal; the receiver has the last word when she accepts.

use jiff::civil::Date;

use super::records::{ActionDecision, HandoverCode, No};
use super::state::{ActionLife, Case, numbered};
use crate::seat::Seat;

/// Why an open action goes along or stays, unless somebody says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Because {
    /// It is the case manager's, and she is another one then.
    CaseManagers,
    /// Whose it is works at the practice that the client leaves.
    PracticeLeaves,
    /// It is somebody else's, who goes on taking part.
    Others,
    /// The sender says so in her proposal.
    SenderSays,
}

/// An open action at a handover.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenWork {
    /// Its number.
    pub no: No,
    /// What is to be done.
    pub what: String,
    /// Whose it is; `None` for the case manager.
    pub who: Option<Seat>,
    /// By when.
    pub by: Date,
    /// What becomes of it unless somebody says otherwise.
    pub decision: ActionDecision,
    /// Why.
    pub because: Because,
    /// Whether the receiver must decide about it: what hangs on the sender.
    pub must_be_decided: bool,
}

/// The open actions of a case at a handover of this kind by `from`; `said` is what the sender proposes about them.
#[must_use]
pub fn open_work(case: &Case, from: Seat, code: HandoverCode, said: &[(No, ActionDecision)]) -> Vec<OpenWork> {
    let open = numbered(&case.actions).filter(|(_, action)| action.life == ActionLife::Open);
    let line = |(no, action): (No, &super::state::ActionRecord)| {
        let who = action.plan.who;
        let hangs = who.is_none_or(|who| who == from);
        let leaves = code == HandoverCode::Relocation && who.is_some_and(|who| who.org == from.org);
        let (decision, because) = match said.iter().find(|(known, _)| *known == no) {
            Some((_, decision)) => (decision.clone(), Because::SenderSays),
            None if hangs => (ActionDecision::Take, Because::CaseManagers),
            None if leaves => (ActionDecision::Take, Because::PracticeLeaves),
            None => (ActionDecision::Keep, Because::Others),
        };
        OpenWork {
            no,
            what: action.plan.what.clone(),
            who,
            by: action.plan.by,
            decision,
            because,
            must_be_decided: hangs,
        }
    };
    open.map(line).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;
    use crate::case::CaseCommand;
    use crate::case::records::ActionPlan;
    use crate::fixtures::*;

    #[test]
    fn az_10_each_open_action_goes_along_or_stays_for_a_reason() {
        let mut case = opened_case();
        let today = ctx(JOKE, day(4, 1));
        for who in [None, Some(FATMA), Some(GUUS), Some(JOKE)] {
            let action = ActionPlan { what: format!("bellen {who:?}"), who, by: day(4, 20) };
            give(&mut case, &today, &CaseCommand::SetAction { action }).unwrap();
        }
        let of = |code, said: &[(No, ActionDecision)]| -> Vec<(ActionDecision, Because, bool)> {
            let work = open_work(&case, JOKE, code, said);
            work.into_iter().map(|one| (one.decision, one.because, one.must_be_decided)).collect()
        };
        let (take, keep) = (ActionDecision::Take, ActionDecision::Keep);
        let own = (take.clone(), Because::CaseManagers, true);
        let colleague = (keep.clone(), Because::Others, false);
        assert_eq!(of(HandoverCode::Planned, &[]), [own.clone(), colleague.clone(), colleague.clone(), own.clone()]);
        let leaves = (take, Because::PracticeLeaves, false);
        assert_eq!(of(HandoverCode::Relocation, &[]), [own.clone(), leaves, colleague.clone(), own.clone()]);
        let drop = ActionDecision::Drop { reason: "is al gedaan".to_owned() };
        let said = of(HandoverCode::Planned, &[(1, drop.clone()), (4, keep.clone())]);
        let says = |decision| (decision, Because::SenderSays, true);
        assert_eq!(said, [says(drop), colleague.clone(), colleague, says(keep)]);
    }
}
