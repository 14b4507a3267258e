//! The visible history: who changed what, when; and what somebody else changed meanwhile.

use regie_care::case::Case;
use regie_care::ids::CaseId;
use regie_care::policy::{CaseAction, Subject};
use regie_care::seat::Actor;
use regie_store::Recorded;

use crate::aggregate::Aggregate;
use crate::app::App;
use crate::error::{AppError, Change, ChangedMeanwhile};
use crate::execute::Request;
use crate::load::{Loaded, read};

impl App {
    /// What changed on a stream after the version `seen`, oldest first.
    pub(crate) async fn changes_since<A: Aggregate>(&self, id: A::Id, seen: u64) -> Result<Vec<Change>, AppError> {
        let now = self.load::<A>(id, format!("{id:?}")).await?;
        let events = self.inner.store.events(&A::stream(id), seen).await?;
        events.iter().map(|record| self.change_of::<A>(&now, record)).collect()
    }

    /// The history of a case up to `before` (not included), newest first, at most `limit` lines.
    pub(crate) async fn case_history(
        &self,
        case: &Loaded<Case>,
        id: CaseId,
        before: Option<u64>,
        limit: usize,
    ) -> Result<Vec<Change>, AppError> {
        let last = before.map_or(case.version, |before| before.saturating_sub(1)).min(case.version);
        let after = last.saturating_sub(limit as u64);
        let events = self.inner.store.events(&Case::stream(id), after).await?;
        let wanted = events.iter().filter(|record| record.seq <= last);
        let mut lines: Vec<Change> =
            wanted.map(|record| self.change_of::<Case>(case, record)).collect::<Result<_, _>>()?;
        lines.reverse();
        Ok(lines)
    }

    fn change_of<A: Aggregate>(&self, now: &Loaded<A>, record: &Recorded) -> Result<Change, AppError> {
        let (event, stamp) = read::<A>(record)?;
        let line = now.state.describe(&event, &self.directory(), &self.pathways());
        Ok(Change { seq: record.seq, by: stamp.by, at: stamp.at, line })
    }

    /// The error that tells a person what somebody else changed since she looked.
    pub(crate) async fn changed_meanwhile<A: Aggregate>(&self, id: A::Id, seen: Option<u64>, now: u64) -> AppError {
        let seen = seen.unwrap_or(0);
        match self.changes_since::<A>(id, seen.min(now)).await {
            Ok(changes) => match changes.last() {
                Some(last) => {
                    let (by, at) = (last.by, last.at);
                    AppError::Changed(Box::new(ChangedMeanwhile { by, at, seen, now, changes }))
                }
                None => AppError::Invalid {
                    field: "version",
                    message: format!("you name version {seen}, but there are only {now}; load it again"),
                },
            },
            Err(error) => error,
        }
    }
}

impl App {
    /// What changed meanwhile on a case. Who may not see all of it, such as the receiver of a handover, is told who
    /// changed it and when, and what of it is not medical.
    pub(crate) async fn as_she_may_see(
        &self,
        request: &Request,
        id: CaseId,
        mut changed: Box<ChangedMeanwhile>,
    ) -> Result<Box<ChangedMeanwhile>, AppError> {
        let now = self.current_case(id).await?;
        let subject = Subject::Case { case: &now.state, action: CaseAction::View };
        let whole = self.authorise(request.actor, &subject, self.moment()).is_ok();
        changed.changes.retain(|change| whole || !change.line.medical);
        Ok(changed)
    }
}

/// Who did something, as a name for people: a person's name, or Regie itself.
#[must_use]
pub fn name_of(actor: Actor, directory: &regie_care::directory::Directory) -> String {
    actor
        .seat()
        .and_then(|seat| directory.person(seat.person))
        .map_or_else(|| "Regie".to_owned(), |person| person.name.clone())
}
