//! The visible history: who changed what, when; and what somebody else changed meanwhile.

use regie_care::case::Case;
use regie_care::ids::CaseId;
use regie_care::pathways::Pathways;
use regie_care::policy::{CaseAction, Subject};
use regie_care::seat::Actor;
use regie_store::Recorded;

use crate::aggregate::Aggregate;
use crate::app::App;
use crate::error::{AppError, Change, ChangedMeanwhile};
use crate::execute::Request;
use crate::load::read;
use crate::seen::{Sealed, SeenCase};

impl App {
    /// What changed on a stream after the version `seen`, oldest first, as far as this actor may know of it.
    pub(crate) async fn changes_since<A: Aggregate>(
        &self,
        id: A::Id,
        seen: u64,
        actor: Actor,
    ) -> Result<Vec<Change>, AppError> {
        let now = self.load::<A>(id, format!("{id:?}")).await?;
        let (pathways, today) = (self.pathways(), self.moment().today);
        let Some((open, veiled)) = now.state.open_to(&pathways, actor, today) else {
            let events = self.inner.store.events(&A::stream(id), seen).await?;
            return events.iter().map(|record| self.change_of::<A>(&now.state, &pathways, record)).collect();
        };
        let events = self.inner.store.events(&A::stream(id), 0).await?;
        let told = self.told_changes(&now.state, &open, &veiled, &events)?;
        Ok(told.into_iter().filter(|change| change.seq > seen).collect())
    }

    /// The history of a case up to `before` (not included), newest first, at most `limit` lines.
    pub(crate) async fn case_history(
        &self,
        seen: &SeenCase,
        id: CaseId,
        before: Option<u64>,
        limit: usize,
    ) -> Result<Vec<Change>, AppError> {
        let version = seen.case.version;
        let last = before.map_or(version, |before| before.saturating_sub(1)).min(version);
        let after = last.saturating_sub(limit as u64);
        let wanted = |change: &Change| after < change.seq && change.seq <= last;
        let mut lines: Vec<Change> = match seen.sealed {
            Sealed::Shown => {
                let events = self.inner.store.events(&Case::stream(id), after).await?;
                let events = events.iter().filter(|record| record.seq <= last);
                let line = |record| self.change_of::<Case>(&seen.case.state, &seen.pathways, record);
                events.map(line).collect::<Result<_, _>>()?
            }
            // Positions count what she sees, so that no gap tells of what she does not.
            Sealed::Hidden => {
                let (all, now) = (self.inner.store.events(&Case::stream(id), 0).await?, self.current_case(id).await?);
                let told = self.told_changes(&now.state, &seen.case.state, &seen.pathways, &all)?;
                told.into_iter().filter(wanted).collect()
            }
            Sealed::ShownUntil(until) => {
                let all = self.inner.store.events(&Case::stream(id), 0).await?;
                let mut lines = Vec::new();
                for record in &all {
                    if record.seq <= until || !read::<Case>(record)?.0.is_sealed() {
                        let change = self.change_of::<Case>(&seen.case.state, &seen.pathways, record)?;
                        lines.push(Change { seq: lines.len() as u64 + 1, ..change });
                    }
                }
                lines.into_iter().filter(wanted).collect()
            }
        };
        lines.reverse();
        Ok(lines)
    }

    /// The events that somebody may know of who does not see all, each with its place among those: told with the `open`
    /// part of the state.
    fn told_changes<A: Aggregate>(
        &self,
        now: &A,
        open: &A,
        veiled: &Pathways,
        events: &[Recorded],
    ) -> Result<Vec<Change>, AppError> {
        let (pathways, directory) = (self.pathways(), self.directory());
        let mut told = Vec::new();
        for record in events {
            let (event, stamp) = read::<A>(record)?;
            if let Some(event) = now.told(&event, &pathways) {
                let line = open.describe(&event, &directory, veiled);
                told.push(Change { seq: told.len() as u64 + 1, by: stamp.by, at: stamp.at, line });
            }
        }
        Ok(told)
    }

    fn change_of<A: Aggregate>(&self, now: &A, pathways: &Pathways, record: &Recorded) -> Result<Change, AppError> {
        let (event, stamp) = read::<A>(record)?;
        let line = now.describe(&event, &self.directory(), pathways);
        Ok(Change { seq: record.seq, by: stamp.by, at: stamp.at, line })
    }

    /// The error that tells a person what somebody else changed since she looked.
    pub(crate) async fn changed_meanwhile<A: Aggregate>(&self, id: A::Id, request: &Request, now: u64) -> AppError {
        let seen = request.seen.unwrap_or(0);
        match self.changes_since::<A>(id, seen.min(now), request.actor).await {
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
