//! One `[[guarantee]]`: read first, compiled when every name of the file is known.

use super::{
    bound::{Bounds, duration},
    head::id_of,
    table::{Reader, Words},
};
use crate::{
    Text,
    criterion::parse::parse,
    date_window::Offset,
    guarantee::{Claim, Condition, Guarantee},
    ids::GuaranteeId,
};

/// A guarantee of which the names have not been looked up yet.
pub(super) struct RawGuarantee {
    id: String,
    place: usize,
    says: Text,
    source: String,
    whenever: Option<Words>,
    each_time: Option<Words>,
    then: Option<Words>,
    within: Option<Words>,
    at_close: Option<Words>,
    never: Option<Words>,
}

const HOW: &str =
    "write `whenever = \"…\"` or `each-time = \"…\"` with `then = \"…\"`, or `at-close = \"…\"`, or `never = \"…\"`";

impl RawGuarantee {
    pub(super) fn read_all(file: &Reader<'_>) -> Vec<Self> {
        let mut read: Vec<Self> = Vec::new();
        for block in file.blocks("guarantee") {
            let raw = Self::read(&block);
            if read.iter().any(|known| known.id == raw.id) {
                let message = format!("there is already a guarantee `{}`", raw.id);
                block.error("duplicate-id", raw.place, message, "give each guarantee a name of its own");
            }
            read.push(raw);
        }
        read
    }

    fn read(block: &Reader<'_>) -> Self {
        let id = id_of(block);
        let raw = Self {
            place: block.place("id"),
            says: block.title("says"),
            source: block.optional("source").map(|words| words.value).unwrap_or_default(),
            whenever: block.optional("whenever"),
            each_time: block.optional("each-time"),
            then: block.optional("then"),
            within: block.optional("within"),
            at_close: block.optional("at-close"),
            never: block.optional("never"),
            id,
        };
        block.finish();
        let follows = [raw.whenever.is_some(), raw.each_time.is_some()];
        let claims = follows.into_iter().chain([raw.at_close.is_some(), raw.never.is_some()]);
        if claims.filter(|there| *there).count() != 1 {
            let message = format!("guarantee `{}` must say one thing", raw.id);
            block.error("guarantee-claim", raw.place, message, HOW);
        } else if follows.contains(&true) != raw.then.is_some() {
            let message = format!("guarantee `{}`: `whenever` or `each-time` and `then` belong together", raw.id);
            block.error("guarantee-claim", raw.place, message, HOW);
        } else if raw.within.is_some() && raw.whenever.is_none() {
            let message = format!("guarantee `{}`: `within` has a meaning beside `whenever` only", raw.id);
            block.error("guarantee-claim", raw.place, message, "leave it out");
        }
        raw
    }

    pub(super) fn compile(&self, bounds: &Bounds<'_>) -> Option<Guarantee> {
        let condition = |words: &Option<Words>| words.as_ref().and_then(|words| self.condition(bounds, words));
        let within = match &self.within {
            None => Offset::ZERO,
            Some(words) => self.time(bounds, words)?,
        };
        let claim = match (condition(&self.whenever), condition(&self.each_time), condition(&self.then)) {
            (Some(whenever), _, Some(then)) => Claim::Whenever { whenever, then, within },
            (_, Some(comes), Some(then)) => Claim::EachTime { comes, then },
            _ => condition(&self.at_close).map(Claim::AtClose).or_else(|| condition(&self.never).map(Claim::Never))?,
        };
        Some(Guarantee {
            id: GuaranteeId::from(self.id.as_str()),
            says: self.says.clone(),
            source: self.source.clone(),
            claim,
            place: self.place,
        })
    }

    /// What a guarantee speaks of and is not there is told with what is then promised no more.
    fn condition(&self, bounds: &Bounds<'_>, words: &Words) -> Option<Condition> {
        match parse(&words.value, bounds.names) {
            Ok(criterion) => Some(Condition(criterion)),
            Err(error) => {
                let help =
                    format!("{}; without it this is not promised: “{}” (“{}”)", error.help, self.says.nl, self.says.en);
                bounds.sink.error(error.code, words.at + error.at, error.message, help);
                None
            }
        }
    }

    fn time(&self, bounds: &Bounds<'_>, words: &Words) -> Option<Offset> {
        let time = duration(words.value.trim()).filter(|time| time.range().0 >= 0);
        if time.is_none() {
            let message = format!("`{}` is not a number of days, weeks or workdays", words.value);
            bounds.sink.error("bad-duration", words.at, message, "write it as `7d`, `4w` or `10 workdays`");
        }
        time
    }
}
