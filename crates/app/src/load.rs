//! Reading one stream: from the journal, or for cases from memory as far as the journal agrees.

use std::sync::Arc;

use regie_care::case::{Case, Recorded as Stamp};
use regie_care::ids::CaseId;
use regie_care::seat::Actor;
use regie_store::Recorded;

use crate::aggregate::Aggregate;
use crate::app::{App, fold};
use crate::error::AppError;

/// A state and the version of the stream at which it stands.
#[derive(Debug, Clone)]
pub struct Loaded<A> {
    /// The state.
    pub state: A,
    /// How many events the stream has: the version that a later command may name as seen.
    pub version: u64,
}

impl App {
    /// Loads a stream as the journal has it now.
    pub(crate) async fn load<A: Aggregate>(&self, id: A::Id, name: impl ToString) -> Result<Loaded<A>, AppError> {
        let events = self.inner.store.events(&A::stream(id), 0).await?;
        if events.is_empty() {
            return Err(AppError::not_found(A::WHAT, name));
        }
        decode(id, &events)
    }

    /// The case as memory has it, which may be behind another node; loads it when memory has not.
    pub(crate) async fn remembered_case(&self, id: CaseId) -> Result<Arc<Loaded<Case>>, AppError> {
        match self.inner.cases.get(&id) {
            Some(loaded) => Ok(loaded),
            None => self.current_case(id).await,
        }
    }

    /// The case as the journal has it now; reads only what memory misses.
    pub(crate) async fn current_case(&self, id: CaseId) -> Result<Arc<Loaded<Case>>, AppError> {
        let stream = Case::stream(id);
        let Some(remembered) = self.inner.cases.get(&id) else {
            let loaded = Arc::new(self.load::<Case>(id, id).await?);
            self.inner.cases.insert(id, Arc::clone(&loaded));
            return Ok(loaded);
        };
        let newer = self.inner.store.events(&stream, remembered.version).await?;
        if newer.is_empty() {
            return Ok(remembered);
        }
        let mut loaded = Loaded::clone(&remembered);
        for record in &newer {
            let (event, stamp) = read::<Case>(record)?;
            loaded.state.evolve(&event, stamp);
            loaded.version = record.seq;
        }
        let loaded = Arc::new(loaded);
        self.inner.cases.insert(id, Arc::clone(&loaded));
        Ok(loaded)
    }
}

/// Folds the events of one stream.
pub(crate) fn decode<A: Aggregate>(id: A::Id, events: &[Recorded]) -> Result<Loaded<A>, AppError> {
    let mut state = None;
    let mut version = 0;
    for record in events {
        let (event, stamp) = read::<A>(record)?;
        state = fold(state, id, &event, stamp);
        version = record.seq;
    }
    let state = state
        .ok_or_else(|| AppError::Corrupt(format!("the stream of {} {id:?} does not begin as it should", A::WHAT)))?;
    Ok(Loaded { state, version })
}

/// Reads one record of the journal as an event, with who and when.
pub(crate) fn read<A: Aggregate>(record: &Recorded) -> Result<(A::Event, Stamp), AppError> {
    let event = serde_json::from_str(&record.payload)
        .map_err(|error| AppError::Corrupt(format!("{} event {}: {error}", A::WHAT, record.seq)))?;
    let by: Actor = record.actor.parse().map_err(|error| AppError::Corrupt(format!("actor: {error}")))?;
    Ok((event, Stamp { by, at: record.at }))
}
