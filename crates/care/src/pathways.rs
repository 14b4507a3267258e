//! The pathway definitions that this installation knows, by content hash.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use jiff::civil::Date;
use regie_pathway::{ContentHash, Definition, PathwayId};

use crate::case::Case;
use crate::case::state::Run;

/// The known definitions: every version that a case may have pinned, and per pathway the one that new cases start with.
#[derive(Debug, Clone, Default)]
pub struct Pathways {
    by_hash: HashMap<ContentHash, Arc<Definition>>,
    /// In the order in which they were added.
    versions: BTreeMap<PathwayId, Vec<Arc<Definition>>>,
    /// Whether the day does not matter.
    undated: bool,
}

impl Pathways {
    /// Adds a version. Of versions that are valid from the same day, the one added last is the newest; one that is
    /// added again counts from now.
    pub fn add(&mut self, definition: Definition) {
        let definition = Arc::new(definition);
        let versions = self.versions.entry(definition.id().clone()).or_default();
        versions.retain(|known| known.hash() != definition.hash());
        versions.push(Arc::clone(&definition));
        self.by_hash.insert(definition.hash().clone(), definition);
    }

    /// Takes over a version that another program added: new cases begin with it only where none of those known here is
    /// valid from the same day.
    pub fn learn(&mut self, definition: Definition) {
        if self.pinned(definition.hash()).is_some() {
            return;
        }
        let definition = Arc::new(definition);
        self.versions.entry(definition.id().clone()).or_default().insert(0, Arc::clone(&definition));
        self.by_hash.insert(definition.hash().clone(), definition);
    }

    /// The version that a case pinned.
    #[must_use]
    pub fn pinned(&self, hash: &ContentHash) -> Option<&Arc<Definition>> {
        self.by_hash.get(hash)
    }

    /// The version that a pathway of a case pinned when it started.
    #[must_use]
    pub fn of(&self, run: &Run) -> Option<&Definition> {
        self.pinned(&run.state.started()?.hash).map(AsRef::as_ref)
    }

    /// The version that new cases start with on this day: the newest that is valid by then.
    #[must_use]
    pub fn current(&self, id: &PathwayId, today: Date) -> Option<&Arc<Definition>> {
        let versions = self.versions.get(id)?;
        let valid = |version: &&Arc<Definition>| self.undated || version.valid_from().is_none_or(|from| from <= today);
        versions.iter().filter(valid).max_by_key(|version| version.valid_from())
    }

    /// The same, with the newest versions valid on any day: for a made-up past that is told by today's pathways.
    #[must_use]
    pub fn undated(&self) -> Self {
        Self { undated: true, ..self.clone() }
    }

    /// The pathways of one case as who is not named on its seal is told of them.
    pub(crate) fn veiled_for(&self, case: &Case) -> Self {
        let closed = case.closed.iter().flat_map(|closing| &closing.runs);
        let pinned = case.runs.iter().chain(closed).filter_map(|run| self.pinned(&run.state.started()?.hash));
        let told = |definition: &Arc<Definition>| {
            if definition.seals() { Arc::new(definition.veiled()) } else { Arc::clone(definition) }
        };
        let by_hash = pinned.map(|definition| (definition.hash().clone(), told(definition))).collect();
        Self { by_hash, ..self.clone() }
    }

    /// The ids of all pathways of which a version is known.
    pub fn ids(&self) -> impl Iterator<Item = &PathwayId> {
        self.versions.keys()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn version(name: &str, valid_from: &str) -> Definition {
        let text = include_str!("../../../pathways/az-verloskunde/pathway.toml");
        let (head, rest) = text.split_once("version    = \"2026.1\"\nvalid-from = 2026-01-01\n").unwrap();
        let text = format!("{head}version = \"{name}\"\n{valid_from}\n{rest}");
        Definition::parse("pathway.toml", &text).unwrap()
    }

    #[test]
    fn a_version_begins_on_its_day_and_an_older_one_stays_known() {
        let (one, two) = (version("1", "valid-from = 2026-01-01"), version("2", "valid-from = 2026-06-01"));
        let (id, hashes) = (one.id().clone(), [one.hash().clone(), two.hash().clone()]);
        let mut pathways = Pathways::default();
        // The order of adding does not matter where the days differ.
        pathways.add(two);
        pathways.add(one.clone());
        let on = |pathways: &Pathways, day| pathways.current(&id, day).map(|version| version.version().to_owned());
        assert_eq!(on(&pathways, date(2025, 12, 31)), None);
        assert_eq!(on(&pathways.undated(), date(2025, 12, 31)).as_deref(), Some("2"));
        assert_eq!(on(&pathways, date(2026, 5, 31)).as_deref(), Some("1"));
        assert_eq!(on(&pathways, date(2026, 6, 1)).as_deref(), Some("2"));
        assert!(hashes.iter().all(|hash| pathways.pinned(hash).is_some()));
        pathways.add(version("1a", "valid-from = 2026-01-01"));
        assert_eq!(on(&pathways, date(2026, 5, 31)).as_deref(), Some("1a"), "of one day, the last added");
        pathways.add(one);
        assert_eq!(on(&pathways, date(2026, 5, 31)).as_deref(), Some("1"), "added again");
        pathways.learn(version("1b", "valid-from = 2026-01-01"));
        assert_eq!(on(&pathways, date(2026, 5, 31)).as_deref(), Some("1"), "what others ship does not go before it");
        pathways.learn(version("3", "valid-from = 2026-07-01"));
        assert_eq!(on(&pathways, date(2026, 7, 1)).as_deref(), Some("3"));
    }
}
