//! The application: the store, the clock, the ids, the pathways and the directory, held together.

use std::sync::{Arc, PoisonError, RwLock};

use regie_care::case::{Case, Recorded};
use regie_care::directory::Directory;
use regie_care::ids::{CaseId, OrgId, PersonId};
use regie_care::organisation::Organisation;
use regie_care::pathways::Pathways;
use regie_care::person::Person;
use regie_pathway::Definition;
use regie_store::Store;

use crate::aggregate::Aggregate;
use crate::clock::{Clock, Moment};
use crate::error::AppError;
use crate::ids::Ids;
use crate::load::{Loaded, decode};

/// How many folded cases stay in memory. At some 20 kB each this is bounded to about 200 MB.
const CASES_IN_MEMORY: usize = 10_000;

/// The pathways that come with Regie, by the name that diagnostics print.
pub const SHIPPED_PATHWAYS: &[(&str, &str)] =
    &[("pathways/az-verloskunde/pathway.toml", include_str!("../../../pathways/az-verloskunde/pathway.toml"))];

/// Everything that the use cases need. Cheap to clone; all clones are the same application.
#[derive(Clone)]
pub struct App {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) store: Store,
    pub(crate) clock: Clock,
    pub(crate) ids: Ids,
    pub(crate) pathways: Arc<Pathways>,
    pub(crate) directory: RwLock<Arc<Directory>>,
    pub(crate) cases: quick_cache::sync::Cache<CaseId, Arc<Loaded<Case>>>,
}

impl App {
    /// Puts the application together and reads the directory.
    ///
    /// # Errors
    /// When the store cannot be read, or a shipped pathway does not parse.
    pub async fn new(store: Store, clock: Clock, ids: Ids) -> Result<Self, AppError> {
        let app = Self {
            inner: Arc::new(Inner {
                store,
                clock,
                ids,
                pathways: Arc::new(shipped_pathways()?),
                directory: RwLock::default(),
                cases: quick_cache::sync::Cache::new(CASES_IN_MEMORY),
            }),
        };
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

    /// The pathway definitions.
    #[must_use]
    pub fn pathways(&self) -> &Arc<Pathways> {
        &self.inner.pathways
    }

    /// The store, for the program's own chores: backup, verify, bench.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.inner.store
    }

    /// The directory as it is now. On several nodes another node's change arrives with the next refresh.
    #[must_use]
    pub fn directory(&self) -> Arc<Directory> {
        Arc::clone(&self.inner.directory.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Reads the directory anew from the streams of organisations and people.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn refresh_directory(&self) -> Result<(), AppError> {
        let mut directory = Directory::default();
        for (stream, events) in self.inner.store.streams_of("org-").await? {
            let id: OrgId = id_of(stream.as_str(), "org-")?;
            let Loaded { state, .. } = decode::<Organisation>(id, &events)?;
            directory.orgs.insert(id, state);
        }
        for (stream, events) in self.inner.store.streams_of("person-").await? {
            let id: PersonId = id_of(stream.as_str(), "person-")?;
            let Loaded { state, .. } = decode::<Person>(id, &events)?;
            directory.people.insert(id, state);
        }
        *self.inner.directory.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(directory);
        Ok(())
    }

    /// Changes the directory in memory, after the change is on disk.
    pub(crate) fn update_directory(&self, change: impl FnOnce(&mut Directory)) {
        let mut directory = self.inner.directory.write().unwrap_or_else(PoisonError::into_inner);
        change(Arc::make_mut(&mut directory));
    }
}

/// Parses the pathways that come with Regie.
///
/// # Errors
/// When one does not parse; the message carries the diagnostics.
pub fn shipped_pathways() -> Result<Pathways, AppError> {
    let mut pathways = Pathways::default();
    for (name, text) in SHIPPED_PATHWAYS {
        let definition = Definition::parse(name, text).map_err(|diagnostics| {
            let lines: Vec<String> = diagnostics.iter().map(ToString::to_string).collect();
            AppError::Internal(format!("a shipped pathway does not parse:\n{}", lines.join("\n")))
        })?;
        pathways.add(definition);
    }
    Ok(pathways)
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
