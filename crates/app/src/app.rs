//! The application: the store, the clock, the ids, the pathways and the directory, held together.

use std::collections::{BTreeSet, HashMap};
use std::hash::Hash;
use std::sync::{Arc, PoisonError, RwLock};

use regie_care::case::{Case, Recorded};
use regie_care::directory::Directory;
use regie_care::ids::{OrgId, PersonId};
use regie_care::organisation::Organisation;
use regie_care::pathways::Pathways;
use regie_care::person::Person;
use regie_care::region::Region;
use regie_store::{Append, Store};

use crate::aggregate::{Aggregate, Memory};
use crate::caseload::KnownThenMemory;
use crate::clock::{Clock, Moment};
use crate::definitions::SHIPPED_PATHWAYS;
use crate::error::AppError;
use crate::ids::Ids;
use crate::load::{Loaded, decode};
use crate::open_case::Openings;
use crate::projector::Views;

/// How many folded cases stay in memory. At some 20 kB each, and as much again for one that was changed and so keeps its
/// view rows, this is bounded to about 400 MB.
const CASES_IN_MEMORY: usize = 10_000;

/// How many regions stay in memory, some hundred kB each.
const REGIONS_IN_MEMORY: usize = 100;

/// How many names of clients that were handed over stay in memory, some 200 bytes each.
const KNOWN_THEN_IN_MEMORY: usize = 50_000;

/// Everything that the use cases need. Cheap to clone; all clones are the same application.
#[derive(Clone)]
pub struct App {
    pub(crate) inner: Arc<Inner>,
}

/// The directory as far as it is known here, with the version of each entry: a decision rests on both together. Nothing
/// ever leaves the directory: an organisation ends and a person leaves, but both keep their entries.
#[derive(Debug, Clone, Default)]
pub(crate) struct Known {
    pub(crate) directory: Arc<Directory>,
    orgs: HashMap<OrgId, u64>,
    people: HashMap<PersonId, u64>,
}

impl Known {
    /// That these organisations and people are still as they were known: checked, and on several nodes locked, with a
    /// commit that names them.
    pub(crate) fn unchanged(&self, orgs: &BTreeSet<OrgId>, people: &BTreeSet<PersonId>) -> Vec<Append> {
        let check = |stream: String, version: Option<&u64>| Append {
            stream: stream.into(),
            expected: version.copied().unwrap_or(0),
            events: Vec::new(),
        };
        let orgs = orgs.iter().map(|org| check(org.stream(), self.orgs.get(org)));
        orgs.chain(people.iter().map(|person| check(person.stream(), self.people.get(person)))).collect()
    }
}

pub(crate) struct Inner {
    pub(crate) store: Store,
    pub(crate) clock: Clock,
    pub(crate) ids: Ids,
    pub(crate) pathways: RwLock<Arc<Pathways>>,
    pub(crate) directory: RwLock<Arc<Known>>,
    pub(crate) cases: Memory<Case>,
    pub(crate) known_then: KnownThenMemory,
    /// Held shared by every command on a case, alone by a command that may take a role from a person or an
    /// organisation out of the directory: so none of them is named in a case while she leaves. Between nodes the
    /// conditions of their commits see to that.
    pub(crate) seats: tokio::sync::RwLock<()>,
    pub(crate) regions: Memory<Region>,
    /// Held by who searches a roster: one search takes every core.
    pub(crate) searching: tokio::sync::Mutex<()>,
    pub(crate) openings: Openings,
    /// Held by who enters or corrects a client until that is stored: of two at once the later must find the earlier.
    /// Between nodes the conditions of their commits see to that.
    pub(crate) entering: tokio::sync::Mutex<()>,
}

impl App {
    /// Puts the application together: keeps the texts of the pathways that come with this program, where they are new,
    /// and reads those kept before, and the directory. Lists that an earlier version filled are written anew.
    ///
    /// # Errors
    /// When the store cannot be read or written, or a pathway does not parse.
    pub async fn new(store: Store, clock: Clock, ids: Ids) -> Result<Self, AppError> {
        Self::shipping(store, clock, ids, SHIPPED_PATHWAYS).await
    }

    pub(crate) async fn with_pathways(
        store: Store,
        clock: Clock,
        ids: Ids,
        pathways: Pathways,
    ) -> Result<Self, AppError> {
        let app = Self {
            inner: Arc::new(Inner {
                store,
                clock,
                ids,
                pathways: RwLock::new(Arc::new(pathways)),
                directory: RwLock::default(),
                cases: quick_cache::sync::Cache::new(CASES_IN_MEMORY),
                known_then: quick_cache::sync::Cache::new(KNOWN_THEN_IN_MEMORY),
                seats: tokio::sync::RwLock::default(),
                regions: quick_cache::sync::Cache::new(REGIONS_IN_MEMORY),
                searching: tokio::sync::Mutex::default(),
                openings: Openings::default(),
                entering: tokio::sync::Mutex::default(),
            }),
        };
        let pathways = app.pathways();
        if let Some(done) = app.inner.store.renew_views(&Views { pathways: &pathways }, &mut |_| {}).await? {
            tracing::info!(events = done.events, rows = done.rows, "the lists were written anew for this version");
        }
        app.refresh_directory().await?;
        Ok(app)
    }

    /// The moment now.
    #[must_use]
    pub fn moment(&self) -> Moment {
        self.inner.clock.moment()
    }

    /// The clock, to set it in tests and told courses.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.inner.clock
    }

    /// The source of ids.
    #[must_use]
    pub fn ids(&self) -> &Ids {
        &self.inner.ids
    }

    /// The pathway definitions as far as they are known here. What another node ships is learned with the first case
    /// that runs on it.
    #[must_use]
    pub fn pathways(&self) -> Arc<Pathways> {
        Arc::clone(&self.inner.pathways.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The store, for the program's own chores: backup, verify, bench.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.inner.store
    }

    /// The directory as it is now. On several nodes another node's change arrives with the next refresh.
    #[must_use]
    pub fn directory(&self) -> Arc<Directory> {
        Arc::clone(&self.known().directory)
    }

    /// The directory with the versions of its entries.
    pub(crate) fn known(&self) -> Arc<Known> {
        Arc::clone(&self.inner.directory.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Reads the directory anew from the streams of organisations and people, and takes over what is newer than what
    /// is known: what was committed while it was read stays.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn refresh_directory(&self) -> Result<(), AppError> {
        for (stream, events) in self.inner.store.streams_of("org-").await? {
            let id: OrgId = id_of(stream.as_str(), "org-")?;
            self.learn_org(id, &decode::<Organisation>(id, &events)?);
        }
        for (stream, events) in self.inner.store.streams_of("person-").await? {
            let id: PersonId = id_of(stream.as_str(), "person-")?;
            self.learn_person(id, &decode::<Person>(id, &events)?);
        }
        Ok(())
    }

    /// Takes over what is on disk of an organisation, unless a newer version of it is known.
    pub(crate) fn learn_org(&self, id: OrgId, loaded: &Loaded<Organisation>) {
        let mut shared = self.inner.directory.write().unwrap_or_else(PoisonError::into_inner);
        if is_newer(&shared.orgs, id, loaded.version) {
            let known = Arc::make_mut(&mut shared);
            known.orgs.insert(id, loaded.version);
            Arc::make_mut(&mut known.directory).orgs.insert(id, loaded.state.clone());
        }
    }

    /// Takes over what is on disk of a person, unless a newer version of her is known.
    pub(crate) fn learn_person(&self, id: PersonId, loaded: &Loaded<Person>) {
        let mut shared = self.inner.directory.write().unwrap_or_else(PoisonError::into_inner);
        if is_newer(&shared.people, id, loaded.version) {
            let known = Arc::make_mut(&mut shared);
            known.people.insert(id, loaded.version);
            Arc::make_mut(&mut known.directory).people.insert(loaded.state.clone());
        }
    }
}

/// Whether this version of an entry is newer than the known one.
fn is_newer<I: Eq + Hash>(versions: &HashMap<I, u64>, id: I, version: u64) -> bool {
    versions.get(&id).is_none_or(|known| version > *known)
}

fn id_of<I: std::str::FromStr>(stream: &str, prefix: &str) -> Result<I, AppError> {
    stream
        .strip_prefix(prefix)
        .and_then(|text| text.parse().ok())
        .ok_or_else(|| AppError::Corrupt(format!("'{stream}' is not the name of a stream")))
}

/// Folds one more event into what was loaded, or begins with it.
pub(crate) fn fold<A: Aggregate>(state: Option<A>, id: A::Id, event: &A::Event, recorded: Recorded) -> Option<A> {
    match state {
        None => A::begin(id, event, recorded),
        Some(mut state) => {
            state.evolve(event, recorded);
            Some(state)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn g_10_an_older_reading_does_not_undo_what_was_committed_meanwhile() {
        let versions = HashMap::from([("joke", 3)]);
        assert!(!is_newer(&versions, "joke", 2), "read before the third was committed");
        assert!(!is_newer(&versions, "joke", 3), "known already");
        assert!(is_newer(&versions, "joke", 4));
        assert!(is_newer(&versions, "anne", 1));
    }
}
