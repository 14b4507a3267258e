//! Reading a table with typed keys. Every key that is asked for is known; any other is an error.

use std::cell::RefCell;

use jiff::civil::Date;
use toml::de::{DeTable, DeValue};

use super::place::Sink;
use crate::{Text, criterion::parse::nearest};

/// A value with its byte place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct At<T> {
    pub(crate) at: usize,
    pub(crate) value: T,
}

/// A text value that keeps where its first character stands, for columns inside it.
pub(crate) type Words = At<String>;

struct Entry<'d> {
    key: &'d str,
    key_at: usize,
    at: usize,
    value: &'d DeValue<'d>,
}

/// One table of the file.
pub(crate) struct Reader<'d> {
    sink: &'d Sink,
    source: &'d str,
    /// What this table is, for messages: `step "intake"`.
    pub(crate) what: String,
    pub(crate) at: usize,
    entries: Vec<Entry<'d>>,
    asked: RefCell<Vec<&'static str>>,
}

impl<'d> Reader<'d> {
    pub(crate) fn new(
        sink: &'d Sink,
        source: &'d str,
        what: impl Into<String>,
        at: usize,
        table: &'d DeTable<'d>,
    ) -> Self {
        let mut entries: Vec<Entry<'d>> = table
            .iter()
            .map(|(key, value)| Entry {
                key: key.get_ref(),
                key_at: key.span().start,
                at: value.span().start,
                value: value.get_ref(),
            })
            .collect();
        entries.sort_by_key(|entry| entry.key_at);
        let at = entries.first().map_or(at, |first| if at == 0 { first.key_at } else { at });
        Self { sink, source, what: what.into(), at, entries, asked: RefCell::default() }
    }

    fn entry(&self, key: &'static str) -> Option<&Entry<'d>> {
        self.asked.borrow_mut().push(key);
        self.entries.iter().find(|entry| entry.key == key)
    }

    pub(crate) fn error(&self, code: &'static str, at: usize, message: impl Into<String>, help: impl Into<String>) {
        self.sink.error(code, at, message, help);
    }

    fn wrong_type(&self, entry: &Entry<'d>, expected: &str) {
        let message = format!(
            "`{}` of {} must be {expected}, but is {}",
            entry.key,
            self.what,
            with_article(entry.value.type_str())
        );
        self.error("wrong-type", entry.at, message, format!("write {expected}"));
    }

    /// The place of a key, if it is there.
    pub(crate) fn place(&self, key: &'static str) -> usize {
        self.entry(key).map_or(self.at, |entry| entry.key_at)
    }

    pub(crate) fn has(&self, key: &'static str) -> bool {
        self.entry(key).is_some()
    }

    pub(crate) fn optional(&self, key: &'static str) -> Option<Words> {
        let entry = self.entry(key)?;
        match entry.value {
            DeValue::String(text) => Some(At { at: self.content_at(entry.at, text), value: text.to_string() }),
            _ => {
                self.wrong_type(entry, "a text between quotes");
                None
            }
        }
    }

    /// Where the first character of a text stands: behind its quotes.
    fn content_at(&self, at: usize, text: &str) -> usize {
        let raw = self.source.get(at..).unwrap_or("");
        let quotes = if raw.starts_with("\"\"\"") || raw.starts_with("'''") { 3 } else { 1 };
        let newline = usize::from(quotes == 3 && raw.get(3..4) == Some("\n"));
        let start = at + quotes + newline;
        // With escapes inside, places within the text are not those of the file: point at its start.
        if self.source.get(start..).is_some_and(|rest| rest.starts_with(text)) { start } else { at }
    }

    pub(crate) fn required(&self, key: &'static str, example: &str) -> Option<Words> {
        if !self.has(key) {
            self.missing(key, example);
        }
        self.optional(key)
    }

    /// One of a closed list of words; `what` names the list in a message.
    pub(crate) fn word<T: Copy>(&self, key: &'static str, what: &str, known: &[(&'static str, T)]) -> Option<T> {
        self.known(&self.optional(key)?, what, known)
    }

    /// Several of a closed list of words.
    pub(crate) fn words<T: Copy>(&self, key: &'static str, what: &str, known: &[(&'static str, T)]) -> Vec<T> {
        self.texts(key).iter().filter_map(|words| self.known(words, what, known)).collect()
    }

    fn known<T: Copy>(&self, words: &Words, what: &str, known: &[(&'static str, T)]) -> Option<T> {
        let found = known.iter().find(|(word, _)| *word == words.value).map(|(_, meaning)| *meaning);
        if found.is_none() {
            let names: Vec<&str> = known.iter().map(|(word, _)| *word).collect();
            let help = match nearest(&words.value, names.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "choose one of these".into(),
            };
            let message = format!("`{}` is no {what}; expected one of {}", words.value, names.join(", "));
            self.error("unknown-word", words.at, message, help);
        }
        found
    }

    pub(crate) fn missing(&self, key: &str, example: &str) {
        let message = format!("{} lacks `{key}`", self.what);
        self.error("missing-key", self.at, message, format!("add {example}"));
    }

    pub(crate) fn flag(&self, key: &'static str) -> bool {
        match self.entry(key) {
            None => false,
            Some(entry) => entry.value.as_bool().unwrap_or_else(|| {
                self.wrong_type(entry, "true or false");
                false
            }),
        }
    }

    /// The value as it stands, for keys of which the type depends on something else.
    pub(crate) fn value(&self, key: &'static str) -> Option<At<&'d DeValue<'d>>> {
        self.entry(key).map(|entry| At { at: entry.at, value: entry.value })
    }

    pub(crate) fn date(&self, key: &'static str) -> Option<Date> {
        let entry = self.entry(key)?;
        let date = match entry.value {
            DeValue::Datetime(datetime) => datetime.to_string().parse().ok(),
            DeValue::String(text) => text.parse().ok(),
            _ => None,
        };
        if date.is_none() {
            self.wrong_type(entry, "a date such as 2026-01-31");
        }
        date
    }

    pub(crate) fn table(&self, key: &'static str, what: impl Into<String>) -> Option<Reader<'d>> {
        let entry = self.entry(key)?;
        if let DeValue::Table(table) = entry.value {
            return Some(Reader::new(self.sink, self.source, what, entry.key_at, table));
        }
        self.wrong_type(entry, "a table { … }");
        None
    }

    /// `[[key]]` blocks.
    pub(crate) fn blocks(&self, key: &'static str) -> Vec<Reader<'d>> {
        let Some(entry) = self.entry(key) else { return Vec::new() };
        let DeValue::Array(items) = entry.value else {
            self.wrong_type(entry, &format!("[[{key}]] blocks"));
            return Vec::new();
        };
        let tables = items.iter().filter_map(|item| {
            if let DeValue::Table(table) = item.get_ref() {
                return Some(Reader::new(self.sink, self.source, format!("a {key}"), item.span().start, table));
            }
            self.wrong_type(entry, &format!("[[{key}]] blocks"));
            None
        });
        tables.collect()
    }

    /// Every key of a table whose keys are names that the file chooses.
    pub(crate) fn named(&self) -> Vec<(&'d str, usize, Option<Reader<'d>>)> {
        let named = self.entries.iter().map(|entry| {
            let reader = match entry.value {
                DeValue::Table(table) => {
                    let what = format!("`{}` of {}", entry.key, self.what);
                    Some(Reader::new(self.sink, self.source, what, entry.key_at, table))
                }
                _ => {
                    self.wrong_type(entry, "a table { … }");
                    None
                }
            };
            (entry.key, entry.key_at, reader)
        });
        named.collect()
    }

    /// Every key and value of a table whose keys are names that the file chooses.
    pub(crate) fn pairs(&self) -> Vec<(&'d str, usize, At<&'d DeValue<'d>>)> {
        let pairs = self.entries.iter();
        pairs.map(|entry| (entry.key, entry.key_at, At { at: entry.at, value: entry.value })).collect()
    }

    /// A title: `{ nl = "…", en = "…" }`, of which the Dutch is needed.
    pub(crate) fn title(&self, key: &'static str) -> Text {
        match self.table(key, format!("`{key}` of {}", self.what)) {
            Some(table) => table.as_title(),
            None => {
                if !self.has(key) {
                    let help = format!("add {key} = {{ nl = \"…\", en = \"…\" }}");
                    self.error("missing-title", self.at, format!("{} lacks a Dutch `{key}`", self.what), help);
                }
                Text::default()
            }
        }
    }

    /// This table itself read as `{ nl = "…", en = "…" }`.
    pub(crate) fn as_title(&self) -> Text {
        let nl = self.optional("nl").map(|text| text.value).filter(|text| !text.trim().is_empty());
        let en = self.optional("en").map(|text| text.value);
        self.finish();
        let Some(nl) = nl else {
            let message = format!("{} has no Dutch text", self.what);
            self.error("missing-title", self.at, message, "add nl = \"…\"; the pages are in Dutch");
            return Text::default();
        };
        Text { en: en.unwrap_or_else(|| nl.clone()), nl }
    }

    /// A list of texts, each with its place.
    pub(crate) fn texts(&self, key: &'static str) -> Vec<Words> {
        let Some(value) = self.value(key) else { return Vec::new() };
        let DeValue::Array(items) = value.value else {
            let message = format!("`{key}` of {} must be a list", self.what);
            self.error("wrong-type", value.at, message, format!("write {key} = [\"…\", \"…\"]"));
            return Vec::new();
        };
        let texts = items.iter().filter_map(|item| match item.get_ref() {
            DeValue::String(text) => Some(Words { at: item.span().start, value: text.to_string() }),
            other => {
                let message = format!("`{key}` of {} holds {}, which is no text", self.what, other.type_str());
                self.error("wrong-type", item.span().start, message, "write each between quotes");
                None
            }
        });
        texts.collect()
    }

    /// Reports every key that nobody asked for.
    pub(crate) fn finish(&self) {
        let asked = self.asked.borrow();
        for entry in self.entries.iter().filter(|entry| !asked.contains(&entry.key)) {
            let mut known: Vec<&str> = asked.clone();
            known.sort_unstable();
            known.dedup();
            let help = match nearest(entry.key, known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("known here: {}", known.join(", ")),
            };
            let message = format!("{} knows no key `{}`", self.what, entry.key);
            self.error("unknown-key", entry.key_at, message, help);
        }
    }
}

fn with_article(kind: &str) -> String {
    let article = if kind.starts_with(['a', 'i', 'o', 'u', 'e']) { "an" } else { "a" };
    format!("{article} {kind}")
}
