//! The text of a pathway and an overlay together, with where each piece of it comes from.
//!
//! Values are copied as they stand, so that a place inside one of them is a place in its file; tables are written anew.

use std::ops::Range;

use toml::{
    Spanned,
    de::{DeString, DeTable, DeValue},
};

use crate::{
    definition::Definition,
    ids::{ContentHash, PathwayId},
    parse::place::Piece,
};

const BASE: usize = 0;
const OVERLAY: usize = 1;
/// The sections whose keys are names.
const NAMED: [&str; 4] = ["anchors", "roles", "alternatives", "facts"];
/// The sections that are lists of blocks.
const BLOCKS: [&str; 4] = ["stage", "table", "step", "guarantee"];

/// What the text says of itself.
pub(super) struct Names<'n> {
    pub(super) id: PathwayId,
    pub(super) of: &'n Definition,
    pub(super) network: &'n str,
}

type Table<'d> = DeTable<'d>;
type Value<'d> = Spanned<DeValue<'d>>;

/// A key with its value, and the file in which they stand.
#[derive(Clone, Copy)]
struct Entry<'a, 'd> {
    file: usize,
    key: &'a Spanned<DeString<'d>>,
    value: &'a Value<'d>,
}

impl Entry<'_, '_> {
    fn name(&self) -> &str {
        self.key.get_ref()
    }
}

/// The text, and its pieces in their order. Both files have been read without an error before.
pub(super) fn compose(
    names: &Names<'_>,
    base: (&str, &Table<'_>),
    overlay: (&str, &Table<'_>),
) -> (String, Vec<Piece>) {
    let mut writer = Writer { files: [base.0, overlay.0], text: String::new(), pieces: Vec::new() };
    let hashes = [base.0, overlay.0].map(ContentHash::of);
    writer.own(&format!(
        "# {}: an overlay ({})\n# over {} {} ({}).\n# Regie made this text of both; a case pins it. To change it, change the overlay.\n",
        names.id,
        hashes[OVERLAY],
        names.of.id(),
        names.of.version(),
        hashes[BASE]
    ));
    writer.identity(names, base.1, overlay.1);
    for section in NAMED {
        let entries = [of_section(BASE, base.1, section), of_section(OVERLAY, overlay.1, section)].concat();
        if !entries.is_empty() {
            writer.own(&format!("\n[{section}]\n"));
            writer.lines(&entries);
        }
    }
    for section in BLOCKS {
        writer.blocks(section, base.1, overlay.1);
    }
    (writer.text, writer.pieces)
}

struct Writer<'t> {
    files: [&'t str; 2],
    text: String,
    pieces: Vec<Piece>,
}

impl Writer<'_> {
    /// Words of its own, which stand for the place before them.
    fn own(&mut self, words: &str) {
        self.text.push_str(words);
    }

    fn copy(&mut self, file: usize, span: Range<usize>) {
        let piece = Piece { from: self.text.len(), file, at: span.start, length: span.len() };
        self.pieces.push(piece);
        let copied = self.files.get(file).and_then(|text| text.get(span)).unwrap_or_default();
        self.text.push_str(copied);
    }

    /// What comes now stands for this place.
    fn mark(&mut self, file: usize, at: usize) {
        self.pieces.push(Piece { from: self.text.len(), file, at, length: 0 });
    }

    fn value(&mut self, file: usize, value: &Value<'_>) {
        match value.get_ref() {
            DeValue::Table(table) => {
                self.mark(file, value.span().start);
                self.inline(&entries(file, table));
            }
            DeValue::Array(items) => {
                self.mark(file, value.span().start);
                let of_tables = items.iter().any(|item| matches!(item.get_ref(), DeValue::Table(_)));
                let (open, close, between) = if of_tables { ("[\n  ", ",\n]", ",\n  ") } else { ("[", "]", ", ") };
                self.own(open);
                for (at, item) in items.iter().enumerate() {
                    self.own(if at == 0 { "" } else { between });
                    self.value(file, item);
                }
                self.own(close);
            }
            _ => self.copy(file, value.span()),
        }
    }

    fn inline(&mut self, entries: &[Entry<'_, '_>]) {
        self.own("{");
        for (at, entry) in entries.iter().enumerate() {
            self.own(if at == 0 { " " } else { ", " });
            self.entry(entry);
        }
        self.own(" }");
    }

    fn entry(&mut self, entry: &Entry<'_, '_>) {
        self.copy(entry.file, entry.key.span());
        self.own(" = ");
        self.value(entry.file, entry.value);
    }

    fn lines(&mut self, entries: &[Entry<'_, '_>]) {
        for entry in entries {
            self.entry(entry);
            self.own("\n");
        }
    }

    /// `[pathway]`: what the overlay says of itself, and the rest as in the pathway.
    fn identity(&mut self, names: &Names<'_>, base: &Table<'_>, overlay: &Table<'_>) {
        let own = of_section(OVERLAY, overlay, "overlay");
        self.own("\n[pathway]\n");
        for entry in own.iter().filter(|entry| entry.name() == "id") {
            self.mark(entry.file, entry.value.span().start);
        }
        let quoted = |text: &str| toml::Value::from(text).to_string();
        let (of, version) = (quoted(names.of.id().as_str()), quoted(names.of.version()));
        self.own(&format!("id = {}\n", quoted(names.id.as_str())));
        self.own(&format!("of = {{ id = {of}, version = {version}, network = {} }}\n", quoted(names.network)));
        let said = ["version", "valid-from", "title", "source"];
        let said: Vec<_> = own.into_iter().filter(|entry| said.contains(&entry.name())).collect();
        let given = of_section(BASE, base, "pathway").into_iter().filter(|entry| entry.name() != "id").collect();
        self.lines(&merged(given, said, &[]));
    }

    /// The blocks of both files. A table takes the place of that with its name; a step is changed, or left out.
    fn blocks(&mut self, section: &str, base: &Table<'_>, overlay: &Table<'_>) {
        let own = blocks(overlay, section);
        let (changed, removed) = (blocks(overlay, "change"), blocks(overlay, "remove"));
        let given = blocks(base, section);
        for (block, table) in &given {
            let id = text(table, "id");
            if section == "step" && find(&removed, "step", id).is_some() {
                continue;
            }
            let (over, whole) = match section {
                "step" => (find(&changed, "step", id), false),
                "table" => (find(&own, "id", id), true),
                _ => (None, false),
            };
            match over {
                Some((over, by)) if whole => self.block(section, (OVERLAY, over.span().start), entries(OVERLAY, by)),
                Some((_, by)) => self.changed_step(block.span().start, table, by),
                None => self.block(section, (BASE, block.span().start), entries(BASE, table)),
            }
        }
        for (block, table) in &own {
            let replaces = section == "table" && find(&given, "id", text(table, "id")).is_some();
            if !replaces {
                self.block(section, (OVERLAY, block.span().start), entries(OVERLAY, table));
            }
        }
    }

    /// A block, with its outcomes as tables of their own.
    fn block(&mut self, section: &str, (file, at): (usize, usize), block: Vec<Entry<'_, '_>>) {
        self.head(section, file, at);
        let (outcomes, rest): (Vec<_>, Vec<_>) =
            block.into_iter().partition(|entry| section == "step" && entry.name() == "outcome");
        self.lines(&rest);
        for entry in outcomes.iter().flat_map(|outcomes| entries_of(outcomes.file, outcomes.value)) {
            self.outcome_head(&entry);
            self.lines(&entries_of(entry.file, entry.value));
        }
    }

    fn head(&mut self, section: &str, file: usize, at: usize) {
        self.own("\n");
        self.mark(file, at);
        self.own(&format!("[[{section}]]\n"));
    }

    fn outcome_head(&mut self, outcome: &Entry<'_, '_>) {
        self.own("\n[step.outcome.");
        self.copy(outcome.file, outcome.key.span());
        self.own("]\n");
    }

    fn changed_step(&mut self, at: usize, step: &Table<'_>, by: &Table<'_>) {
        self.head("step", BASE, at);
        let dropped = array(by, "without").map(|items| items.iter().filter_map(|item| item.get_ref().as_str()));
        let dropped: Vec<&str> = dropped.into_iter().flatten().chain(["outcome"]).collect();
        let given = entries(BASE, step).into_iter().filter(|entry| !dropped.contains(&entry.name())).collect();
        self.lines(&merged(given, entries(OVERLAY, by), &["step", "without", "outcome"]));
        let (given, own) = (of_section(BASE, step, "outcome"), of_section(OVERLAY, by, "outcome"));
        for outcome in &given {
            self.outcome_head(outcome);
            let ways = own.iter().find(|way| way.name() == outcome.name());
            let [given, own] = [Some(outcome), ways]
                .map(|entry| entry.map(|entry| entries_of(entry.file, entry.value)).unwrap_or_default());
            let sets = |entries: &[Entry<'_, '_>]| entries.iter().any(|entry| entry.name() == "sets");
            let both = sets(&given) && sets(&own);
            let left_out: &[&str] = if both { &["sets"] } else { &[] };
            let kept = given.iter().copied().filter(|entry| !left_out.contains(&entry.name())).collect();
            self.lines(&merged(kept, own.clone(), left_out));
            if both {
                let answers = given.iter().chain(&own).filter(|entry| entry.name() == "sets");
                let answers: Vec<_> = answers.flat_map(|entry| entries_of(entry.file, entry.value)).collect();
                self.own("sets = ");
                self.inline(&answers);
                self.own("\n");
            }
        }
        for outcome in own.iter().filter(|way| !given.iter().any(|known| known.name() == way.name())) {
            self.outcome_head(outcome);
            self.lines(&entries_of(outcome.file, outcome.value));
        }
    }
}

/// The entries of a table, in the order of the file.
fn entries<'a, 'd>(file: usize, table: &'a Table<'d>) -> Vec<Entry<'a, 'd>> {
    let mut entries: Vec<_> = table.iter().map(|(key, value)| Entry { file, key, value }).collect();
    entries.sort_by_key(|entry| entry.key.span().start);
    entries
}

fn entries_of<'a, 'd>(file: usize, value: &'a Value<'d>) -> Vec<Entry<'a, 'd>> {
    if let DeValue::Table(table) = value.get_ref() { entries(file, table) } else { Vec::new() }
}

fn get<'a, 'd>(table: &'a Table<'d>, name: &str) -> Option<&'a Value<'d>> {
    table.iter().find(|(key, _)| key.get_ref() == name).map(|(_, value)| value)
}

fn of_section<'a, 'd>(file: usize, table: &'a Table<'d>, section: &str) -> Vec<Entry<'a, 'd>> {
    get(table, section).map(|value| entries_of(file, value)).unwrap_or_default()
}

fn text<'a>(table: &'a Table<'_>, key: &str) -> Option<&'a str> {
    get(table, key).and_then(|value| value.get_ref().as_str())
}

fn array<'a, 'd>(table: &'a Table<'d>, key: &str) -> Option<&'a toml::de::DeArray<'d>> {
    if let DeValue::Array(items) = get(table, key)?.get_ref() { Some(items) } else { None }
}

type Block<'a, 'd> = (&'a Value<'d>, &'a Table<'d>);

fn blocks<'a, 'd>(document: &'a Table<'d>, section: &str) -> Vec<Block<'a, 'd>> {
    let items = array(document, section).into_iter().flat_map(|items| items.iter());
    let tables = items.filter_map(|item| match item.get_ref() {
        DeValue::Table(table) => Some((item, table)),
        _ => None,
    });
    tables.collect()
}

fn find<'b, 'a, 'd>(blocks: &'b [Block<'a, 'd>], key: &str, id: Option<&str>) -> Option<&'b Block<'a, 'd>> {
    blocks.iter().find(|(_, table)| id.is_some() && text(table, key) == id)
}

/// The entries of one, each replaced by that of the other with its name, and then what the other has besides.
fn merged<'a, 'd>(given: Vec<Entry<'a, 'd>>, own: Vec<Entry<'a, 'd>>, left_out: &[&str]) -> Vec<Entry<'a, 'd>> {
    let own: Vec<_> = own.into_iter().filter(|entry| !left_out.contains(&entry.name())).collect();
    let named = |entries: &[Entry<'a, 'd>], name: &str| entries.iter().find(|entry| entry.name() == name).copied();
    let new: Vec<_> = own.iter().filter(|entry| named(&given, entry.name()).is_none()).copied().collect();
    given.iter().map(|entry| named(&own, entry.name()).unwrap_or(*entry)).chain(new).collect()
}
