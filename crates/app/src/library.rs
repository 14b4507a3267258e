//! The pathways to be read, and what is proved of each.

use std::sync::{Arc, LazyLock};

pub use regie_pathway::proof::{Found, Moment, Promise, Proof};
use regie_pathway::{Definition, PathwayId};

use crate::app::App;

macro_rules! proofs {
    ($($folder:literal),* $(,)?) => {
        &[$(include_str!(concat!("../../../pathways/", $folder, "/proof.json"))),*]
    };
}

/// The proofs that come with Regie: `proof.json` beside each pathway file and each example of an overlay.
const WRITTEN: &[&str] = proofs![
    "az-verloskunde",
    "bemoeizorg-act",
    "dementie",
    "ggz-fact",
    "kinderpalliatief",
    "palliatief",
    "postnataal",
    "psychosociaal",
    "psychosociaal/overlays/vsv-noord",
];

static PROOFS: LazyLock<Vec<Proof>> = LazyLock::new(|| {
    let read = |text: &&str| match serde_json::from_str(text) {
        Ok(proof) => Some(proof),
        Err(error) => {
            tracing::error!(%error, "a proof that comes with Regie cannot be read");
            None
        }
    };
    WRITTEN.iter().filter_map(read).collect()
});

/// A pathway that can be read here.
#[derive(Debug, Clone)]
pub struct Readable {
    /// What it says.
    pub definition: Arc<Definition>,
    /// Whether new cases can start on it.
    pub in_use: bool,
}

impl Readable {
    /// What is proved of it: of this very text only.
    #[must_use]
    pub fn proof(&self) -> Option<&'static Proof> {
        PROOFS.iter().find(|proof| proof.hash == *self.definition.hash())
    }

    /// Whether another text of this pathway was proved.
    #[must_use]
    pub fn proved_otherwise(&self) -> bool {
        PROOFS.iter().any(|proof| proof.pathway == *self.definition.id() && proof.hash != *self.definition.hash())
    }
}

impl App {
    /// Every pathway that can be read: of each the version on which new cases start today, or else the newest.
    #[must_use]
    pub fn library(&self) -> Vec<Readable> {
        let (pathways, today) = (self.pathways(), self.moment().today);
        let newest = pathways.undated();
        let read = |id| {
            let current = pathways.current(id, today);
            let definition = current.or_else(|| newest.current(id, today))?;
            Some(Readable { definition: Arc::clone(definition), in_use: current.is_some() })
        };
        pathways.ids().filter_map(read).collect()
    }

    /// One of them.
    #[must_use]
    pub fn readable(&self, id: &PathwayId) -> Option<Readable> {
        self.library().into_iter().find(|known| known.definition.id() == id)
    }
}

#[cfg(test)]
#[allow(clippy::panic, reason = "a test may fail loudly")]
mod tests {
    use regie_pathway::ContentHash;

    use super::*;

    #[test]
    fn every_pathway_that_comes_with_regie_has_a_proof_of_its_very_text() {
        assert_eq!(PROOFS.len(), WRITTEN.len(), "every proof can be read");
        for (name, text) in crate::SHIPPED_PATHWAYS {
            let hash = ContentHash::of(text);
            let proof = PROOFS.iter().find(|proof| proof.hash == hash);
            let proof = proof.unwrap_or_else(|| panic!("{name}: no proof of this text: prove it with --write"));
            assert!(proof.is_whole(), "{name}");
        }
    }
}
