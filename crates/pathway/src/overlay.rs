//! Overlays: a network's variant of a pathway, written as what differs from it (CM-02: version and validity per network).
//!
//! An overlay and its pathway are put together into one text, which is a pathway file like any other: a case pins its hash,
//! a database keeps it, a proof runs on it. What is wrong in it is told at the line of the overlay or of the pathway.
//!
//! What an overlay may not touch is refused here ([`changes`]): that a step is required, sealed or asked for at closing, its
//! ways to end, a guarantee; and, where a step counts, what calls for it, what cancels it and until when it is due
//! ([`weaker`]). That the guarantees of the pathway hold on both together is proved, as of any file.

mod changes;
mod compose;
mod head;
mod weaker;
mod wider;

use serde::Serialize;
use toml::de::DeTable;
use utoipa::ToSchema;

use self::{changes::Changes, head::Head};
use crate::{
    definition::Definition,
    diagnostic::Diagnostic,
    ids::PathwayId,
    parse::{
        place::{FileLines, Lines, Sink},
        table::Reader,
    },
};

/// What a network's variant of a pathway is a variant of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Variant {
    /// The pathway.
    pub of: PathwayId,
    /// Its version.
    pub version: String,
    /// The network, as its organisations name it.
    pub network: String,
}

impl Variant {
    /// Whether it is that of this network. Networks go by name; nobody minds a capital or a blank.
    #[must_use]
    pub fn is_for(&self, network: &str) -> bool {
        self.network.trim().to_lowercase() == network.trim().to_lowercase()
    }
}

/// An overlay file: its head was read, the rest waits for the pathway that it changes.
#[derive(Clone, Debug)]
pub struct Overlay {
    file: String,
    text: String,
    head: Head,
}

/// An overlay and its pathway together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Composed {
    /// The pathway that they are. Its diagnostics point into the two files.
    pub definition: Definition,
    /// The same as a pathway file: [`Definition::parse`] reads the same pathway from it, with the same hash.
    pub text: String,
}

impl Overlay {
    /// Whether a text is an overlay, and no pathway file.
    #[must_use]
    pub fn is_one(text: &str) -> bool {
        DeTable::parse(text).is_ok_and(|document| {
            let has = |name: &str| document.get_ref().iter().any(|(key, _)| key.get_ref() == name);
            has("overlay") && !has("pathway")
        })
    }

    /// Reads what the overlay is and of what. `source_name` is the name under which diagnostics speak of it.
    ///
    /// # Errors
    /// Every error in its head, each with its place and how to mend it.
    pub fn read(source_name: &str, text: &str) -> Result<Self, Vec<Diagnostic>> {
        let sink = Sink::new(source_name, text);
        let head = crate::parse::document(&sink, text).map(|document| {
            let file = Reader::new(&sink, text, "the overlay", 0, document.get_ref());
            Head::read(&file)
        });
        let head = sink.finish(head)?;
        Ok(Self { file: source_name.to_owned(), text: text.to_owned(), head })
    }

    /// The pathway that it changes.
    #[must_use]
    pub fn of(&self) -> &PathwayId {
        &self.head.of.value
    }

    /// The name of both together: `psychosociaal@vsv-noord`.
    #[must_use]
    pub fn id(&self) -> PathwayId {
        PathwayId::from(format!("{}@{}", self.head.of.value, self.head.id))
    }

    /// Puts it over the pathway that it changes.
    ///
    /// # Errors
    /// What is wrong in the pathway; else whatever in the overlay does not fit it or would weaken it; else what is wrong in
    /// both together. Each with its file, its line and how to mend it.
    pub fn over(&self, base_name: &str, base: &str) -> Result<Composed, Vec<Diagnostic>> {
        let base_definition = Definition::parse(base_name, base)?;
        let sink = Sink::new(&self.file, &self.text);
        let documents = (crate::parse::document(&sink, &self.text), DeTable::parse(base).ok());
        let (Some(own), Some(given)) = documents else { return sink.finish(None) };
        let file = Reader::new(&sink, &self.text, "the overlay", 0, own.get_ref());
        self.head.must_fit(&sink, &base_definition);
        Changes::check(&file, &base_definition);
        file.table("overlay", "[overlay]");
        file.finish();
        drop(file);
        if !sink.is_clean() {
            return sink.finish(None);
        }
        let names = compose::Names { id: self.id(), of: &base_definition, network: &self.head.network };
        let (text, pieces) = compose::compose(&names, (base, given.get_ref()), (&self.text, own.get_ref()));
        let files = vec![FileLines::new(base_name, base), FileLines::new(&self.file, &self.text)];
        let definition = crate::parse::compiled(Sink::over(Lines::of_pieces(files, pieces)), &text)?;
        let file = Reader::new(&sink, &self.text, "the overlay", 0, own.get_ref());
        weaker::check(&file, &base_definition, &definition);
        drop(file);
        if !sink.is_clean() {
            return sink.finish(None);
        }
        Ok(Composed { definition, text })
    }
}

impl Definition {
    /// The pathway that it is a network's variant of; see [`Overlay`].
    #[must_use]
    pub fn variant(&self) -> Option<&Variant> {
        self.variant.as_ref()
    }
}
