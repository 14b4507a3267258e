//! The pathways: those that come with this program, and every text that a case of this installation ever began on.
//!
//! A case runs on the exact text that it began with. So a text is kept in the database when a program first starts with
//! it, and a later program that ships another one still has it.

use std::sync::{Arc, PoisonError};

use regie_care::pathways::Pathways;
use regie_pathway::{ContentHash, Definition};
use regie_store::{Definition as Kept, Store};

use crate::aggregate::Aggregate;
use crate::app::App;
use crate::clock::{Clock, Moment};
use crate::error::AppError;
use crate::ids::Ids;

macro_rules! shipped {
    ($($id:literal),* $(,)?) => {
        &[$((
            concat!("pathways/", $id, "/pathway.toml"),
            include_str!(concat!("../../../pathways/", $id, "/pathway.toml")),
        )),*]
    };
}

/// The pathways that come with Regie, by the name that diagnostics print.
pub const SHIPPED_PATHWAYS: &[(&str, &str)] = shipped![
    "az-verloskunde",
    "bemoeizorg-act",
    "dementie",
    "ggz-fact",
    "kinderpalliatief",
    "palliatief",
    "postnataal",
    "psychosociaal",
];

impl App {
    /// Like [`App::new`], with these pathways instead of those that come with Regie: names for diagnostics and texts.
    ///
    /// # Errors
    /// As [`App::new`].
    pub async fn shipping(store: Store, clock: Clock, ids: Ids, shipped: &[(&str, &str)]) -> Result<Self, AppError> {
        let kept = store.definitions().await?;
        let pathways = pathways_of(&kept, shipped)?;
        keep(&store, &kept, shipped, clock.moment()).await?;
        Self::with_pathways(store, clock, ids, pathways).await
    }

    /// Takes over the texts on which this runs and that are not known here: another node shipped them after this one
    /// started. Never instead of what this program ships.
    pub(crate) async fn learn_definitions<A: Aggregate>(&self, state: &A) -> Result<(), AppError> {
        for hash in state.definitions() {
            if self.pathways().pinned(hash).is_some() {
                continue;
            }
            let Some(kept) = self.inner.store.definition(hash.as_str()).await? else { continue };
            let definition = parse_kept(&kept)?;
            let mut shared = self.inner.pathways.write().unwrap_or_else(PoisonError::into_inner);
            Arc::make_mut(&mut shared).learn(definition);
        }
        Ok(())
    }
}

/// Parses the pathways that come with Regie.
///
/// # Errors
/// When one does not parse; the message carries the diagnostics.
pub fn shipped_pathways() -> Result<Pathways, AppError> {
    pathways_of(&[], SHIPPED_PATHWAYS)
}

/// The pathways that come with Regie, and those that this database keeps. Changes nothing.
///
/// # Errors
/// When the database cannot be read, or a text does not parse or is not what its hash says.
pub async fn known_pathways(store: &Store) -> Result<Pathways, AppError> {
    pathways_with(&store.definitions().await?)
}

/// The pathways that come with Regie, and these kept ones: of a copy before it is taken in.
///
/// # Errors
/// When a text does not parse or is not what its hash says.
pub fn pathways_with(kept: &[Kept]) -> Result<Pathways, AppError> {
    pathways_of(kept, SHIPPED_PATHWAYS)
}

/// The shipped texts come last: of those that are valid from the same day they are the newest.
fn pathways_of(kept: &[Kept], shipped: &[(&str, &str)]) -> Result<Pathways, AppError> {
    let mut pathways = Pathways::default();
    for kept in kept {
        pathways.add(parse_kept(kept)?);
    }
    for (name, text) in shipped {
        pathways.add(parse(name, text)?);
    }
    Ok(pathways)
}

fn parse_kept(Kept { hash, name, text, .. }: &Kept) -> Result<Definition, AppError> {
    let definition = parse(name, text)?;
    if definition.hash().as_str() == hash {
        Ok(definition)
    } else {
        Err(AppError::Corrupt(format!("the text kept of {name} is not the one that was kept as {hash}")))
    }
}

fn parse(name: &str, text: &str) -> Result<Definition, AppError> {
    Definition::parse(name, text).map_err(|diagnostics| {
        let lines: Vec<String> = diagnostics.iter().map(ToString::to_string).collect();
        AppError::Internal(format!("a pathway that cases may run on does not parse:\n{}", lines.join("\n")))
    })
}

async fn keep(store: &Store, kept: &[Kept], shipped: &[(&str, &str)], moment: Moment) -> Result<(), AppError> {
    for (name, text) in shipped {
        let hash = ContentHash::of(text);
        if kept.iter().any(|known| known.hash == hash.as_str()) {
            continue;
        }
        let [hash, name, text] = [hash.as_str(), name, text].map(str::to_owned);
        store.keep_definition(&Kept { hash, name, text, at: moment.now }).await?;
    }
    Ok(())
}
