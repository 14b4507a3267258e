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
        newest(self.versions.get(id)?.iter().filter(|version| self.is_valid(version, today)))
    }

    /// The version that a case begins with on this day where an organisation of this network is accountable: the
    /// network's own variant, where it has one of the version that is current, or else that version (CM-02).
    #[must_use]
    pub fn for_network(&self, id: &PathwayId, network: &str, today: Date) -> Option<&Arc<Definition>> {
        let shared = self.current(id, today)?;
        let is_own = |version: &&Arc<Definition>| {
            let variant = version.variant();
            variant.is_some_and(|variant| {
                variant.of == *id && variant.version == shared.version() && variant.is_for(network)
            }) && self.is_valid(version, today)
        };
        newest(self.versions.values().flatten().filter(is_own)).or(Some(shared))
    }

    /// What can begin on this day where an organisation of this network is accountable: of each pathway one version.
    pub fn startable(&self, network: &str, today: Date) -> impl Iterator<Item = (&PathwayId, &Arc<Definition>)> {
        let shared = self.versions.keys().filter(|id| !id.is_of_a_network());
        shared.filter_map(move |id| Some((id, self.for_network(id, network, today)?)))
    }

    /// Whether a pathway of a case goes on under another network's text than it would begin with now where an
    /// organisation of this network is accountable: the case moved, or the network's variant is newer than the case.
    #[must_use]
    pub fn began_otherwise(&self, run: &Run, network: &str, today: Date) -> bool {
        let network_of = |definition: &Definition| definition.variant().map(|variant| variant.network.clone());
        let now = self.for_network(&run.pathway.shared(), network, today);
        self.of(run).zip(now).is_some_and(|(pinned, now)| network_of(pinned) != network_of(now))
    }

    fn is_valid(&self, version: &Definition, today: Date) -> bool {
        self.undated || version.valid_from().is_none_or(|from| from <= today)
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

/// The newest of these; of those that are valid from the same day, the last.
fn newest<'a>(versions: impl Iterator<Item = &'a Arc<Definition>>) -> Option<&'a Arc<Definition>> {
    versions.max_by_key(|version| version.valid_from())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use jiff::civil::date;
    use regie_pathway::Overlay;

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

    fn variant(name: &str, network: &str, valid_from: &str, of: &Definition) -> Definition {
        let text = format!(
            "[overlay]\nid = \"{name}\"\nof = \"az-verloskunde\"\nof-version = \"{}\"\nnetwork = \"{network}\"\n\
             version = \"{name}-1\"\nvalid-from = {valid_from}\ntitle = {{ nl = \"Anders\" }}\n",
            of.version()
        );
        let base = include_str!("../../../pathways/az-verloskunde/pathway.toml");
        let base = base.replace("version    = \"2026.1\"", &format!("version    = \"{}\"", of.version()));
        Overlay::read("overlay.toml", &text).unwrap().over("pathway.toml", &base).unwrap().definition
    }

    #[test]
    fn cm_02_a_network_begins_with_its_own_variant_of_the_version_that_is_current() {
        let (one, two) = (version("1", "valid-from = 2026-01-01"), version("2", "valid-from = 2026-06-01"));
        let id = one.id().clone();
        let mut pathways = Pathways::default();
        pathways.add(variant("noord", "VSV Noord", "2026-02-01", &one));
        pathways.add(variant("zuid", "VSV Zuid", "2026-01-01", &one));
        pathways.add(one);
        pathways.add(two);
        let on = |network, day| pathways.for_network(&id, network, day).map(|found| found.version().to_owned());
        assert_eq!(on("VSV Noord", date(2025, 12, 31)), None);
        assert_eq!(on("VSV Noord", date(2026, 1, 31)).as_deref(), Some("1"), "its own is not valid yet");
        assert_eq!(on("VSV Noord", date(2026, 2, 1)).as_deref(), Some("noord-1"));
        assert_eq!(on(" vsv noord", date(2026, 2, 1)).as_deref(), Some("noord-1"));
        assert_eq!(on("VSV Zuid", date(2026, 2, 1)).as_deref(), Some("zuid-1"));
        assert_eq!(on("VSV West", date(2026, 2, 1)).as_deref(), Some("1"), "none of its own");
        assert_eq!(on("", date(2026, 2, 1)).as_deref(), Some("1"));
        assert_eq!(on("VSV Noord", date(2026, 6, 1)).as_deref(), Some("2"), "its own was written for another version");
        let offered: Vec<_> = pathways.startable("VSV Noord", date(2026, 3, 1)).collect();
        assert!(matches!(offered.as_slice(), [(shared, own)] if **shared == id && own.version() == "noord-1"));
    }
}
