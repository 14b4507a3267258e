//! The pathway definitions that this installation knows, by content hash.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use regie_pathway::{ContentHash, Definition, PathwayId};

/// The known definitions: every version that a case may have pinned, and the current one per pathway.
#[derive(Debug, Clone, Default)]
pub struct Pathways {
    by_hash: HashMap<ContentHash, Arc<Definition>>,
    current: BTreeMap<PathwayId, Arc<Definition>>,
}

impl Pathways {
    /// Adds a definition and makes it the current one of its pathway.
    pub fn add(&mut self, definition: Definition) {
        let definition = Arc::new(definition);
        self.by_hash.insert(definition.hash().clone(), Arc::clone(&definition));
        self.current.insert(definition.id().clone(), definition);
    }

    /// The version that a case pinned.
    #[must_use]
    pub fn pinned(&self, hash: &ContentHash) -> Option<&Arc<Definition>> {
        self.by_hash.get(hash)
    }

    /// The version that new cases start with.
    #[must_use]
    pub fn current(&self, id: &PathwayId) -> Option<&Arc<Definition>> {
        self.current.get(id)
    }

    /// The ids of all pathways that can be started.
    pub fn ids(&self) -> impl Iterator<Item = &PathwayId> {
        self.current.keys()
    }
}
