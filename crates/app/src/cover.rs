//! The covers that came with a leave end with it, in the same transaction: all of that is stored, or nothing (AZ-01).

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::ToSpan as _;
use jiff::civil::Date;
use regie_care::case::Case;
use regie_care::case::decide::{CoverStays, end_cover};
use regie_care::ids::PersonId;
use regie_care::notice;
use regie_care::person::{Absence, Person, PersonCommand};
use regie_store::{Commit, NewJob};

use crate::aggregate::Aggregate;
use crate::app::{App, Known};
use crate::change_case::{context, known_seats, notice_job, notice_jobs};
use crate::error::AppError;
use crate::execute::{Along, Changed, Prepared, Request};
use crate::load::Loaded;

/// The cases in which somebody stands in for the days of an absence that ends, with the directory by which that is judged.
pub(crate) struct Covers {
    absence: Absence,
    /// Her last day away from here on; `None` when she never was.
    until: Option<Date>,
    cases: Vec<Arc<Loaded<Case>>>,
    known: Arc<Known>,
}

impl App {
    /// The covers for the days of the absence that a command ends or shortens; `None` when it does neither.
    pub(crate) async fn covers_that_end(
        &self,
        id: PersonId,
        command: &PersonCommand,
    ) -> Result<Option<Covers>, AppError> {
        let PersonCommand::EndAbsence { from, until } = command else { return Ok(None) };
        let person = self.load::<Person>(id, id).await?.state;
        let Some(absence) = person.absences.into_iter().find(|known| known.from == *from) else { return Ok(None) };
        let mut cases = Vec::new();
        if let Some(last) = absence.until {
            for case in self.inner.store.covers(id, absence.from, last).await? {
                cases.push(self.current_case(case).await?);
            }
        }
        Ok(Some(Covers { absence, until: *until, cases, known: self.known() }))
    }

    /// What is stored along with the end of an absence.
    pub(crate) fn along_with_covers(
        &self,
        request: &Request,
        covers: &Covers,
        changed: &Changed<'_, Person>,
    ) -> Result<Along, AppError> {
        let (person, moment) = (&changed.before.state, changed.moment);
        if !person.absences.contains(&covers.absence) {
            // Other days than those for which the covers were looked up.
            return Err(AppError::overtaken());
        }
        // The first day on which she is there again, today at the earliest.
        let back = covers.until.map_or(covers.absence.from, |until| until.saturating_add(1.day())).max(moment.today);
        let pathways = self.pathways();
        let context = context(request.actor, moment, &covers.known.directory, &pathways);
        let mut besides = Commit::new(moment.now, request.actor.to_string());
        let (mut unchanged, mut seen) = (Vec::new(), BTreeSet::new());
        for case in &covers.cases {
            let events = match end_cover(&case.state, &context, person.id, &covers.absence, back) {
                None => continue,
                Some(Err(stays)) => {
                    besides.jobs.push(told_that_it_stays(case, &stays, changed.before.version, covers));
                    continue;
                }
                Some(Ok(events)) => events,
            };
            let id = case.state.id;
            let Prepared { after, commit } = self.prepare::<Case>(Some(&**case), request.actor, moment, id, &events)?;
            besides.jobs.extend(notice_jobs(Some(&case.state), &events, &after.state, case.version, &context));
            besides.appends.extend(commit.appends);
            besides.rows.extend(commit.rows);
            let seats = known_seats(&covers.known, Some(&case.state), &after.state);
            unchanged.extend(seats.into_iter().filter(|seat| seen.insert(seat.stream.clone())));
        }
        Ok(Along { unchanged, besides: Some(besides), ..Along::default() })
    }
}

/// What the case manager hears of a case in which her cover goes on.
fn told_that_it_stays(case: &Loaded<Case>, stays: &CoverStays, version: u64, covers: &Covers) -> NewJob {
    let seen = case.version - case.state.sealed_events;
    // Named after the version of the person too: the case does not change.
    let name = format!("{}:{seen}:cover-{version}", Case::stream(case.state.id));
    notice_job(name, case.state.id, stays.manager.org, &notice::cover_stays(stays, &covers.known.directory))
}
