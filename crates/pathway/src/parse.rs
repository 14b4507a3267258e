//! From a pathway file to a compiled definition. Every error is reported, each with its place.

mod asked;
pub(crate) mod bound;
mod cycle;
mod decision_table;
mod guarantee;
pub(crate) mod head;
pub(crate) mod place;
mod step;
pub(crate) mod table;

use std::{collections::BTreeMap, sync::Arc};

use toml::{Spanned, de::DeTable};

use self::{
    bound::{Bounds, Place},
    guarantee::RawGuarantee,
    head::Head,
    place::Sink,
    step::RawStep,
    table::{Reader, Words},
};
use crate::{
    criterion::{
        Criterion, Subject,
        parse::{NameRef, Names},
    },
    definition::{Anchor, Definition},
    diagnostic::Diagnostic,
    fact::{Fact, FactKind},
    ids::{AnchorId, ContentHash, OutcomeId},
    step::{Bound, Step},
};

/// Larger files are refused before they are read.
const LARGEST_FILE: usize = 1 << 20;
/// More steps, facts or anchors than this nobody can oversee.
const MOST_ITEMS: usize = 500;
/// Words of the language, which cannot be names.
const RESERVED: [&str; 12] =
    ["and", "or", "not", "is", "known", "yes", "no", "true", "false", "entry", "opened", "today"];

/// Reads a pathway file.
pub(crate) fn definition(file: &str, text: &str) -> Result<Definition, Vec<Diagnostic>> {
    compiled(Sink::new(file, text), text)
}

/// The same of any text whose places the sink knows.
pub(crate) fn compiled(sink: Sink, text: &str) -> Result<Definition, Vec<Diagnostic>> {
    if text.len() > LARGEST_FILE {
        let message = format!("the file has {} bytes; a pathway has at most {LARGEST_FILE}", text.len());
        sink.error("too-large", 0, message, "split it into several pathways");
        return sink.finish(None);
    }
    let built = document(&sink, text).and_then(|document| build(&sink, text, document.get_ref()));
    sink.finish(built)
}

/// The text as TOML; what keeps it from being that is reported.
pub(crate) fn document<'t>(sink: &Sink, text: &'t str) -> Option<Spanned<DeTable<'t>>> {
    match DeTable::parse(text) {
        Ok(document) => Some(document),
        Err(error) => {
            let at = error.span().map_or(0, |span| span.start);
            let help = "mend the TOML here first; nothing after it was read";
            sink.error("toml-syntax", at, error.message().to_string(), help);
            None
        }
    }
}

fn build(sink: &Sink, text: &str, document: &DeTable<'_>) -> Option<Definition> {
    let file = Reader::new(sink, text, "the file", 0, document);
    refuse_overlay(sink, &file)?;
    let head = Head::read(&file);
    let tables = decision_table::read_all(&file, sink, &head);
    let raw = raw_steps(&file, &head);
    let guarantees = RawGuarantee::read_all(&file);
    file.finish();
    refuse_double(sink, &head, &raw);

    let names = names(&head.anchors, &head.facts, &raw);
    let gestation = gestation_anchor(sink, &head, &names);
    let board = board_fact(sink, &head, &names);
    let bounds = Bounds { sink, names: &names, gestation };
    let plausible: Vec<_> =
        head.plausible.iter().map(|words| words.as_ref().and_then(|words| bounds.plausible(words))).collect();
    let guard = |words: &Option<Words>| words.as_ref().and_then(|words| criterion(&bounds, words));
    let anchor_guards = head.anchor_guards.iter().map(guard).collect();
    let fact_guards = head.fact_guards.iter().map(guard).collect();
    let steps: Vec<Step> = raw.iter().map(|raw| raw.compile(&bounds, &head, &tables)).collect();
    let guarantees = guarantees.iter().filter_map(|raw| raw.compile(&bounds)).collect();
    drop(names);
    if !is_sound(sink, &raw, &steps) {
        return None;
    }
    let anchors = with_plausible(head.anchors, plausible);
    let facts = own_decisions(head.facts, board, &steps);
    Some(Definition {
        id: head.id,
        variant: head.variant,
        version: Arc::from(head.version),
        valid_from: head.valid_from,
        title: head.title,
        source: head.source,
        hash: ContentHash::of(text),
        gestation,
        board,
        step_index: index(steps.iter().map(|step| step.id.clone())),
        anchor_index: index(anchors.iter().map(|anchor| anchor.id.clone())),
        fact_index: index(facts.iter().map(|fact| fact.id.clone())),
        defaults: facts.iter().map(default_of).collect(),
        watchers: watchers(&steps),
        tables: tables.compiled,
        guarantees,
        anchors,
        roles: head.roles,
        facts,
        anchor_guards,
        fact_guards,
        stages: head.stages,
        alternatives: head.alternatives,
        steps,
        fact_places: head.fact_places,
        lines: sink.lines.clone(),
        veiled: false,
        opens_sealed_outside: Vec::new(),
    })
}

/// Whether nothing is wrong with the file, its steps beside each other included.
fn is_sound(sink: &Sink, raw: &[RawStep<'_>], steps: &[Step]) -> bool {
    for (raw, step) in raw.iter().zip(steps) {
        raw.asked.judge_source(sink, step, steps);
    }
    if sink.is_clean() {
        cycle::refuse(sink, steps);
    }
    sink.is_clean()
}

/// The anchors, each with the dates between which it can lie.
fn with_plausible(anchors: Vec<Anchor>, plausible: Vec<Option<(Bound, Bound)>>) -> Vec<Anchor> {
    anchors.into_iter().zip(plausible).map(|(anchor, plausible)| Anchor { plausible, ..anchor }).collect()
}

/// Nothing when the file is an overlay, which is told.
fn refuse_overlay(sink: &Sink, file: &Reader<'_>) -> Option<()> {
    if !file.has("overlay") || file.has("pathway") {
        return Some(());
    }
    let message = "this is an overlay: it has a meaning only together with the pathway that it changes";
    let help = "read it with that pathway, as `regie pathway check` does";
    sink.error("overlay-alone", file.place("overlay"), message, help);
    None
}

fn raw_steps<'t>(file: &Reader<'t>, head: &Head) -> Vec<RawStep<'t>> {
    let raw: Vec<RawStep<'t>> = file.blocks("step").iter().map(|block| RawStep::read(block, head)).collect();
    if raw.is_empty() {
        file.missing("step", "at least one [[step]]");
    }
    raw
}

/// The anchor that is 40w0d, where the file names one.
fn gestation_anchor(sink: &Sink, head: &Head, names: &Names<'_>) -> Option<u16> {
    let words = head.gestation.as_ref()?;
    if let Some(NameRef::Anchor(anchor)) = names.lookup.get(words.value.as_str()) {
        return Some(*anchor);
    }
    let message = format!("`gestation` names `{}`, which is no anchor", words.value);
    sink.error("unknown-anchor", words.at, message, "name the anchor that is 40w0d, declared under [anchors]");
    None
}

/// The choice of which the options are the columns of a board, where the file names one.
fn board_fact(sink: &Sink, head: &Head, names: &Names<'_>) -> Option<u16> {
    let words = head.board.as_ref()?;
    let fact = match names.lookup.get(words.value.as_str()) {
        Some(NameRef::Fact(fact)) => *fact,
        _ => {
            let message = format!("`board` names `{}`, which is no fact", words.value);
            let help = "name the choice of which the options are the columns, declared under [facts]";
            sink.error("unknown-fact", words.at, message, help);
            return None;
        }
    };
    if matches!(head.facts[usize::from(fact)].answer, FactKind::Choice { .. }) {
        return Some(fact);
    }
    let message = format!("`board` names `{}`, which is not a choice", words.value);
    sink.error("wrong-fact-type", words.at, message, "a board has a column per option: name a fact of kind \"choice\"");
    None
}

/// What the pathway decides itself is of this pathway alone, so that no author forgets to say it: its board, and what a step
/// sets that a table decides.
fn own_decisions(mut facts: Vec<Fact>, board: Option<u16>, steps: &[Step]) -> Vec<Fact> {
    let decided = steps.iter().filter(|step| step.table.is_some()).flat_map(|step| &step.outcomes);
    let set = decided.flat_map(|outcome| &outcome.sets).map(|sets| sets.fact);
    for at in set.chain(board) {
        if let Some(fact) = facts.get_mut(usize::from(at)) {
            fact.own = true;
        }
    }
    facts
}

fn default_of(fact: &Fact) -> Option<crate::fact::Compact> {
    fact.default.as_ref().and_then(|value| fact.answer.compact(value))
}

fn index<K: Ord>(ids: impl Iterator<Item = K>) -> BTreeMap<K, u16> {
    ids.zip(0..).collect()
}

fn names<'a>(anchors: &'a [crate::definition::Anchor], facts: &'a [Fact], steps: &'a [RawStep<'_>]) -> Names<'a> {
    let mut lookup = BTreeMap::new();
    for (anchor, at) in anchors.iter().zip(0..) {
        lookup.insert(anchor.id.as_str(), NameRef::Anchor(at));
    }
    for (fact, at) in facts.iter().zip(0..) {
        lookup.insert(fact.id.as_str(), NameRef::Fact(at));
    }
    for (step, at) in steps.iter().zip(0..) {
        lookup.insert(step.id.as_str(), NameRef::Step(at));
    }
    Names { lookup, facts, outcomes: steps.iter().map(RawStep::outcome_ids).collect::<Vec<Vec<OutcomeId>>>() }
}

/// One name stands for one thing, so that a criterion can be read without a second look.
fn refuse_double(sink: &Sink, head: &Head, steps: &[RawStep<'_>]) {
    let anchors = head.anchors.iter().map(|anchor| (anchor.id.as_str(), anchor.place, "an anchor"));
    let facts = head.facts.iter().zip(&head.fact_places).map(|(fact, place)| (fact.id.as_str(), *place, "a fact"));
    let steps_named = steps.iter().map(|step| (step.id.as_str(), step.place, "a step"));
    let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
    for (name, place, what) in anchors.chain(facts).chain(steps_named) {
        if let Some(first) = seen.insert(name, what) {
            let message = format!("`{name}` is already the name of {first}");
            sink.error("duplicate-id", place, message, "give each anchor, fact and step a name of its own");
        }
    }
    for (what, count) in [("steps", steps.len()), ("facts", head.facts.len()), ("anchors", head.anchors.len())] {
        if count > MOST_ITEMS {
            let message = format!("{count} {what}; a pathway has at most {MOST_ITEMS}");
            sink.error("too-large", 0, message, "split it into several pathways");
        }
    }
}

/// Per step, the steps whose `opens`, `ends` or `repeat` speak of it: who must look again when it changes.
fn watchers(steps: &[Step]) -> Vec<Vec<u16>> {
    let mut watchers = vec![Vec::new(); steps.len()];
    for (step, at) in steps.iter().zip(0_u16..) {
        let while_ = match &step.repeat {
            Some(crate::step::Repeat::Every { while_, .. }) => while_.as_ref(),
            _ => None,
        };
        let criteria = [step.opens.as_ref(), step.ends.as_ref(), while_];
        for subject in criteria.into_iter().flatten().flat_map(Criterion::subjects) {
            if let Subject::Step(watched) = subject {
                let list: &mut Vec<u16> = &mut watchers[usize::from(watched)];
                if !list.contains(&at) {
                    list.push(at);
                }
            }
        }
    }
    watchers
}

/// A name of the language: lower-case letters, digits and hyphens, starting with a letter.
pub(crate) fn checked_name(sink_error: impl FnOnce(&'static str, String, &'static str), name: &str) {
    let letters = name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    if !letters || !name.starts_with(|first: char| first.is_ascii_lowercase()) || name.ends_with('-') {
        let help = "use lower-case letters, digits and hyphens, starting with a letter: `birth-plan`";
        sink_error("bad-id", format!("`{name}` cannot be a name"), help);
    } else if RESERVED.contains(&name) {
        sink_error(
            "bad-id",
            format!("`{name}` is a word of the language, so it cannot be a name"),
            "choose another name",
        );
    }
}

fn criterion(bounds: &Bounds<'_>, words: &Words) -> Option<Criterion> {
    match crate::criterion::parse::parse(&words.value, bounds.names) {
        Ok(criterion) => Some(criterion),
        Err(error) => {
            bounds.sink.error(error.code, words.at + error.at, error.message, error.help);
            None
        }
    }
}

fn lapses(bounds: &Bounds<'_>, words: &Words) -> Option<crate::step::Bound> {
    bounds.bound(words, Place::Window)
}

fn anchor_named(bounds: &Bounds<'_>, words: &Words) -> Option<u16> {
    match bounds.names.lookup.get(words.value.as_str()) {
        Some(NameRef::Anchor(anchor)) => Some(*anchor),
        _ => {
            let help = match bounds.names.nearest(&words.value) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "declare it under [anchors]".into(),
            };
            let message = format!("there is no anchor `{}`", AnchorId::from(words.value.as_str()));
            bounds.sink.error("unknown-anchor", words.at, message, help);
            None
        }
    }
}
