//! `[overlay]`: of which pathway, of whose version, for which network.

use jiff::civil::Date;

use crate::{
    definition::Definition,
    ids::PathwayId,
    parse::{
        checked_name,
        place::Sink,
        table::{At, Reader, Words},
    },
};

/// What an overlay says about itself.
#[derive(Clone, Debug)]
pub(super) struct Head {
    /// The network's part of the name.
    pub(super) id: String,
    pub(super) of: At<PathwayId>,
    of_version: Option<Words>,
    of_hash: Option<Words>,
    pub(super) network: String,
    valid_from: Option<At<Date>>,
}

impl Head {
    pub(super) fn read(file: &Reader<'_>) -> Self {
        let Some(block) = file.table("overlay", "[overlay]") else {
            if !file.has("overlay") {
                file.missing("overlay", "[overlay] with id, of, of-version, network, version and title");
            }
            return Self::nothing();
        };
        let name = |key, example: &str| {
            let words = block.required(key, example)?;
            checked_name(|code, message, help| block.error(code, words.at, message, help), &words.value);
            Some(words)
        };
        let id = name("id", "id = \"vsv-noord\", the network's part of the name");
        let of = name("of", "of = \"psychosociaal\", the pathway that it changes");
        let head = Self {
            id: id.map(|words| words.value).unwrap_or_default(),
            of: of.map_or_else(|| Self::nothing().of, |words| At { at: words.at, value: PathwayId::from(words.value) }),
            of_version: block.optional("of-version"),
            of_hash: block.optional("of-hash"),
            network: block
                .required("network", "network = \"VSV Noord\", as its organisations name it")
                .map(|words| words.value)
                .unwrap_or_default(),
            valid_from: block.date("valid-from").map(|value| At { at: block.place("valid-from"), value }),
        };
        if !block.has("of-version") && !block.has("of-hash") {
            let help = "add of-version = \"…\", the version of the pathway that it was written against, or of-hash";
            block.error("missing-key", block.at, "[overlay] does not say what it was written against", help);
        }
        // They go into the pathway as they stand, and are read there.
        block.required("version", "version = \"2026.1\"");
        block.title("title");
        block.optional("source");
        block.finish();
        head
    }

    fn nothing() -> Self {
        let of = At { at: 0, value: PathwayId::from("") };
        Self { id: String::new(), of, of_version: None, of_hash: None, network: String::new(), valid_from: None }
    }

    /// Refuses another pathway, or another version of it, than the overlay was written against.
    pub(super) fn must_fit(&self, sink: &Sink, base: &Definition) {
        if self.of.value != *base.id() {
            let message = format!("this overlay changes `{}`, not `{}`", self.of.value, base.id());
            sink.error("other-base", self.of.at, message, "put it over the pathway that it names");
            return;
        }
        let written = [
            (&self.of_version, "version", base.version(), "of-version"),
            (&self.of_hash, "text", base.hash().as_str(), "of-hash"),
        ];
        for (words, what, now, key) in written {
            let Some(words) = words.as_ref().filter(|words| words.value != now) else { continue };
            let message = format!(
                "this overlay was written against {what} {} of `{}`, which is {now} now",
                words.value,
                base.id()
            );
            let help =
                format!("look at what changed there, mend the overlay where it must, and write {key} = \"{now}\"");
            sink.error("other-base", words.at, message, help);
        }
        if let (Some(own), Some(from)) = (&self.valid_from, base.valid_from())
            && own.value < from
        {
            let message = format!("the overlay is valid from {}, the pathway that it changes from {from}", own.value);
            sink.error("before-its-base", own.at, message, format!("write valid-from = {from}, or later"));
        }
    }
}
