//! A case as one person may see it (PS-02): what every use case that shows a case shows.

use std::sync::Arc;

use jiff::civil::Date;
use regie_care::case::Case;
use regie_care::day::day_of;
use regie_care::ids::CaseId;
use regie_care::pathways::Pathways;
use regie_care::sealing;
use regie_care::seat::{Actor, Seat};
use regie_store::Recorded;

use crate::app::{App, fold};
use crate::error::AppError;
use crate::load::{Loaded, decode, read};

/// A case as far as the seal lets somebody see it.
#[derive(Debug, Clone)]
pub(crate) struct SeenCase {
    /// The case, at its version as she sees it.
    pub(crate) case: Arc<Loaded<Case>>,
    /// Its pathways as they are told to her.
    pub(crate) pathways: Arc<Pathways>,
    /// Which sealed events she knows of.
    pub(crate) sealed: Sealed,
}

/// Which sealed events of a case somebody knows of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sealed {
    /// All of them, or there are none.
    Shown,
    /// Those up to this number: until then she was named on the seal.
    ShownUntil(u64),
    /// None.
    Hidden,
}

impl App {
    /// The case as this person may see it today.
    pub(crate) fn seen(&self, case: Arc<Loaded<Case>>, seat: Seat, today: Date) -> SeenCase {
        let pathways = self.pathways();
        match sealing::as_seen_by(&case.state, &pathways, Actor::Person(seat), today) {
            None => SeenCase { case, pathways, sealed: Sealed::Shown },
            Some(open) => hidden(&case, open),
        }
    }

    /// The case as its first events left it, for who was to read it until then: what is sealed as far as it came before she
    /// was struck from the seal, and none of it if she never was on it.
    pub(crate) async fn seen_past(
        &self,
        seat: Seat,
        id: CaseId,
        mut events: Vec<Recorded>,
    ) -> Result<SeenCase, AppError> {
        let (mut state, mut named_until) = (None::<Case>, None);
        for record in &events {
            let (event, stamp) = read::<Case>(record)?;
            state = fold(state, id, &event, stamp);
            let reads = state.as_ref().is_some_and(|case| case.reads_sealed(seat, day_of(stamp.at)));
            named_until = if reads { Some(record.seq) } else { named_until };
        }
        if let Some(until) = named_until {
            let mut kept = Vec::with_capacity(events.len());
            for record in events {
                if record.seq <= until || !read::<Case>(&record)?.0.is_sealed() {
                    kept.push(record);
                }
            }
            events = kept;
        }
        let folded = decode::<Case>(id, &events)?;
        self.learn_definitions(&folded.state).await?;
        let case = Arc::new(Loaded::new(folded.state, events.len() as u64));
        let pathways = self.pathways();
        match named_until.filter(|_| state.is_some_and(|case| case.sealed_events > 0)) {
            Some(until) => Ok(SeenCase { case, pathways, sealed: Sealed::ShownUntil(until) }),
            None => Ok(match sealing::open_to_all(&case.state, &pathways) {
                None => SeenCase { case, pathways, sealed: Sealed::Shown },
                Some(open) => hidden(&case, open),
            }),
        }
    }
}

fn hidden(case: &Loaded<Case>, open: sealing::Open) -> SeenCase {
    let version = case.version.saturating_sub(case.state.sealed_events);
    SeenCase {
        case: Arc::new(Loaded::new(open.case, version)),
        pathways: Arc::new(open.pathways),
        sealed: Sealed::Hidden,
    }
}
