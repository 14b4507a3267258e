//! Reading one stream: from the journal, or for cases from memory as far as the journal agrees.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;
use regie_care::case::{Case, CaseEvent, Recorded as Stamp};
use regie_care::ids::CaseId;
use regie_care::pathways::Pathways;
use regie_care::seat::Actor;
use regie_care::view::ViewRow;
use regie_store::{Recorded, StreamId};

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
    /// Its view rows, once a command needed them: the next command compares with them.
    rows: OnceLock<Vec<ViewRow>>,
}

impl<A> Loaded<A> {
    /// A state at a version.
    pub(crate) const fn new(state: A, version: u64) -> Self {
        Self { state, version, rows: OnceLock::new() }
    }
}

impl<A: Aggregate> Loaded<A> {
    /// The version as this actor sees it: without the events that she may not know of, so that these are no conflict with
    /// what she saw either.
    pub(crate) fn version_for(&self, actor: Actor, today: Date) -> u64 {
        self.version.saturating_sub(self.state.hidden_from(actor, today))
    }

    /// The view rows of this state.
    pub(crate) fn rows(&self, pathways: &Pathways) -> &[ViewRow] {
        self.rows.get_or_init(|| self.state.rows(pathways))
    }
}

impl App {
    /// Loads a stream as the journal has it now.
    pub(crate) async fn load<A: Aggregate>(&self, id: A::Id, name: impl ToString) -> Result<Loaded<A>, AppError> {
        let events = self.inner.store.events(&A::stream(id), 0).await?;
        if events.is_empty() {
            return Err(AppError::not_found(A::WHAT, name));
        }
        let loaded = decode(id, &events)?;
        self.learn_definitions::<A>(&loaded.state).await?;
        Ok(loaded)
    }

    /// The state as memory has it, which may be behind another node.
    pub(crate) fn remembered<A: Aggregate>(&self, id: A::Id) -> Option<Arc<Loaded<A>>> {
        A::memory(self)?.get(&id)
    }

    /// The case as the journal has it now; reads only what memory misses.
    pub(crate) async fn current_case(&self, id: CaseId) -> Result<Arc<Loaded<Case>>, AppError> {
        self.current(id).await
    }

    /// These cases as the journal has them now, all with one question as far as memory is right; those that do not exist
    /// are left out.
    pub(crate) async fn current_cases(
        &self,
        ids: &BTreeSet<CaseId>,
    ) -> Result<BTreeMap<CaseId, Arc<Loaded<Case>>>, AppError> {
        let remembered = ids.iter().filter_map(|id| Some((*id, self.remembered::<Case>(*id)?)));
        let mut cases: BTreeMap<CaseId, Arc<Loaded<Case>>> = remembered.collect();
        let unknown = ids.iter().copied().filter(|id| !cases.contains_key(id)).collect();
        let streams: Vec<StreamId> = cases.keys().map(|id| Case::stream(*id)).collect();
        let versions = self.inner.store.versions(&streams).await?;
        for (case, stream) in cases.values_mut().zip(&streams) {
            if versions.get(stream).is_some_and(|version| case.version < *version) {
                *case = self.current_case(case.state.id).await?;
            }
        }
        cases.extend(self.read_cases(unknown).await?);
        Ok(cases)
    }

    /// Cases that memory does not have, read with one question.
    async fn read_cases(&self, ids: Vec<CaseId>) -> Result<BTreeMap<CaseId, Arc<Loaded<Case>>>, AppError> {
        let ids: BTreeMap<StreamId, CaseId> = ids.into_iter().map(|id| (Case::stream(id), id)).collect();
        let streams: Vec<StreamId> = ids.keys().cloned().collect();
        let mut cases = BTreeMap::new();
        for (stream, events) in self.inner.store.streams_named(&streams).await? {
            let Some(id) = ids.get(&stream) else { continue };
            let loaded = Arc::new(decode::<Case>(*id, &events)?);
            self.learn_definitions::<Case>(&loaded.state).await?;
            self.remember(*id, &loaded);
            cases.insert(*id, loaded);
        }
        Ok(cases)
    }

    /// The state as the journal has it now; reads only what memory misses.
    pub(crate) async fn current<A: Aggregate>(&self, id: A::Id) -> Result<Arc<Loaded<A>>, AppError> {
        let loaded = match self.remembered::<A>(id) {
            None => Arc::new(self.load::<A>(id, id).await?),
            Some(remembered) => {
                let newer = self.inner.store.events(&A::stream(id), remembered.version).await?;
                let Some(last) = newer.last() else { return Ok(remembered) };
                let mut state = remembered.state.clone();
                for record in &newer {
                    let (event, stamp) = read::<A>(record)?;
                    state.evolve(&event, stamp);
                }
                self.learn_definitions::<A>(&state).await?;
                Arc::new(Loaded::new(state, last.seq))
            }
        };
        self.remember(id, &loaded);
        Ok(loaded)
    }

    /// Keeps a state unless memory already has a newer one.
    pub(crate) fn remember<A: Aggregate>(&self, id: A::Id, loaded: &Arc<Loaded<A>>) {
        let Some(memory) = A::memory(self) else { return };
        let newer = memory.peek(&id).is_some_and(|known| known.version > loaded.version);
        if !newer {
            memory.insert(id, Arc::clone(loaded));
        }
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
    Ok(Loaded::new(state, version))
}

/// Reads one record of a case's stream, with who and when.
///
/// # Errors
/// `Corrupt` when it is no event of a case.
pub fn case_event(record: &Recorded) -> Result<(CaseEvent, Stamp), AppError> {
    read::<Case>(record)
}

/// Reads one record of the journal as an event, with who and when.
pub(crate) fn read<A: Aggregate>(record: &Recorded) -> Result<(A::Event, Stamp), AppError> {
    let event = A::read(&record.payload)
        .map_err(|error| AppError::Corrupt(format!("{} event {}: {error}", A::WHAT, record.seq)))?;
    let by: Actor = record.actor.parse().map_err(|error| AppError::Corrupt(format!("actor: {error}")))?;
    Ok((event, Stamp { by, at: record.at }))
}
