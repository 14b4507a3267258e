//! Reading DMN.

use super::{
    ANNOTATIONS, Imported, NoTable, NotDmn,
    tree::{self, Element},
    types::Types,
};
use crate::{HitPolicy, Input, Kind, Output, RawOtherwise, RawRow, RawTable, Table, Text, parse};

/// Reads the decisions of a DMN model, in the order of the file.
///
/// # Errors
/// [`NotDmn`] when the text is no DMN model. A decision that is no usable table is named in its own place.
pub fn import(xml: &str) -> Result<Vec<Imported>, NotDmn> {
    let definitions = tree::read(xml)?;
    let types = Types::new(&definitions);
    let read = |decision: &Element| Imported {
        decision: decision.attribute("name").unwrap_or_default().to_owned(),
        table: table(decision, &types),
    };
    Ok(definitions.all("decision").map(read).collect())
}

/// The other ways to decide that DMN knows.
const OTHER_LOGIC: &[&str] = &[
    "literalExpression",
    "invocation",
    "functionDefinition",
    "context",
    "relation",
    "list",
    "conditional",
    "filter",
    "for",
    "some",
    "every",
];

fn unsupported(what: impl Into<String>, help: &str) -> NoTable {
    NoTable::Unsupported { what: what.into(), help: help.to_owned() }
}

fn table(decision: &Element, types: &Types<'_>) -> Result<Table, NoTable> {
    let Some(logic) = decision.child("decisionTable") else {
        let other = OTHER_LOGIC.iter().find(|name| decision.child(name).is_some());
        return Err(other.map_or(NoTable::NoLogic, |name| NoTable::OtherLogic((*name).to_owned())));
    };
    let name = decision.attribute("name").unwrap_or_default();
    let mut raw = RawTable::new(name, hit_policy(logic)?);
    raw.version = decision.own("version").unwrap_or_default().to_owned();
    raw.source = decision.own("source").unwrap_or_default().to_owned();
    raw.valid_from = day(decision, "valid-from")?;
    raw.valid_until = day(decision, "valid-until")?;
    let title = decision.attribute("label").unwrap_or(name);
    raw.title = Text::new(title, decision.own("title-en").unwrap_or(title));
    for (place, clause) in logic.all("input").enumerate() {
        raw.inputs.push(input(clause, types, &of_column(logic, "inputEntry", place), place)?);
    }
    let single = logic.all("output").count() == 1;
    for (place, clause) in logic.all("output").enumerate() {
        raw.outputs.push(output(decision, logic, clause, types, single, place)?);
    }
    raw.rows = rows(logic);
    raw.otherwise = otherwise(logic)?;
    Table::compile(raw).map_err(NoTable::Problems)
}

fn hit_policy(logic: &Element) -> Result<HitPolicy, NoTable> {
    let hit = logic.attribute("hitPolicy").unwrap_or("UNIQUE");
    let aggregation = logic.attribute("aggregation").filter(|_| hit == "COLLECT");
    HitPolicy::of_dmn(hit, aggregation).ok_or_else(|| {
        let by = aggregation.map(|by| format!(" {by}")).unwrap_or_default();
        unsupported(format!("there is no hit policy `{hit}{by}`"), "Choose one of DMN 1.3")
    })
}

fn day(decision: &Element, name: &str) -> Result<Option<jiff::civil::Date>, NoTable> {
    let Some(text) = decision.own(name) else { return Ok(None) };
    let day = text.parse().map_err(|_| unsupported(format!("`{name}` is {text:?}"), "Write it as 2026-01-31"))?;
    Ok(Some(day))
}

/// The texts of one column.
fn of_column<'e>(logic: &'e Element, entry: &'e str, place: usize) -> Vec<&'e str> {
    logic.all("rule").filter_map(|rule| rule.all(entry).nth(place)).map(Element::inner_text).collect()
}

fn input(clause: &Element, types: &Types<'_>, cells: &[&str], place: usize) -> Result<Input, NoTable> {
    let expression = clause.child("inputExpression");
    let name = expression.map(Element::inner_text).unwrap_or_default().trim();
    let named = |what: String| format!("input {}, `{name}`: {what}", place + 1);
    if !types.is_name(name) {
        let what = named("it is no name".to_owned());
        return Err(unsupported(what, "Let a fact of its own hold what the expression works out"));
    }
    let declared = expression.and_then(|expression| expression.attribute("typeRef")).or_else(|| types.of_name(name));
    let kind = types
        .kind(declared, clause.child("inputValues"), false)
        .map_err(|what| unsupported(named(what), "Use string, number, boolean or date"))?;
    // Nothing is declared: the first cell that holds a value by itself tells.
    let kind = kind.or_else(|| cells.iter().find_map(|cell| parse::kind_of_literal(cell)));
    let kind = kind.ok_or_else(|| unsupported(named("it has no type".to_owned()), "Declare its type"))?;
    Ok(Input::new(name, with_wholeness(kind, clause)))
}

/// Whole numbers are no type of DMN, so they are marked by us.
fn with_wholeness(kind: Kind, clause: &Element) -> Kind {
    match kind {
        Kind::Number(mut range) => {
            range.whole = clause.own("whole") == Some("true");
            Kind::Number(range)
        }
        other => other,
    }
}

fn output(
    decision: &Element,
    logic: &Element,
    clause: &Element,
    types: &Types<'_>,
    single: bool,
    place: usize,
) -> Result<Output, NoTable> {
    let decision_name = decision.attribute("name").unwrap_or_default();
    let name = clause.own("name").or_else(|| clause.attribute("name")).filter(|name| !name.trim().is_empty());
    let name = name.or(Some(decision_name).filter(|_| single)).unwrap_or_default();
    let of_decision = || logic.attribute("typeRef").or_else(|| types.of_name(decision_name));
    let declared = clause.attribute("typeRef").or_else(|| match of_decision() {
        Some(whole) if single => Some(whole),
        Some(whole) => types.of_component(whole, name),
        None => None,
    });
    let values = clause.child("outputValues");
    let lists = clause.attribute("typeRef").is_none();
    let kind = types.kind(declared, values, lists).map_err(|what| {
        let what = format!("output {}, `{name}`: {what}", place + 1);
        unsupported(what, "Use string, number, boolean or date; options as a list of strings")
    })?;
    let cells = of_column(logic, "outputEntry", place);
    let kind = kind.or_else(|| cells.iter().find_map(|cell| parse::kind_of_literal(cell)));
    let kind =
        kind.ok_or_else(|| unsupported(format!("output {}, `{name}`, has no type", place + 1), "Declare its type"))?;
    Ok(Output::new(name, with_wholeness(kind, clause)))
}

fn rows(logic: &Element) -> Vec<RawRow> {
    let columns: Vec<&str> =
        logic.all("annotation").map(|clause| clause.attribute("name").unwrap_or_default()).collect();
    let row = |rule: &Element| {
        let cell = |entry: &Element| match entry.inner_text().trim() {
            // An empty cell says nothing, and DMN tools write them for `-`.
            "" => "-".to_owned(),
            text => text.to_owned(),
        };
        let is = rule.all("outputEntry").map(|entry| entry.inner_text().to_owned()).collect();
        let (why, source) = annotations(rule, &columns);
        RawRow { when: rule.all("inputEntry").map(cell).collect(), is, why, source }
    };
    logic.all("rule").map(row).collect()
}

/// The reason and the source of a rule: from our own columns, or from whatever the rule says about itself.
fn annotations(rule: &Element, columns: &[&str]) -> (Text, String) {
    let entries: Vec<&str> = rule.all("annotationEntry").map(Element::inner_text).collect();
    let ours = |wanted: &str| {
        let place = columns.iter().position(|name| *name == wanted)?;
        entries.get(place).copied()
    };
    let [nl, en, source] = ANNOTATIONS;
    let source = ours(source).unwrap_or_default().to_owned();
    if let Some(nl) = ours(nl) {
        return (Text::new(nl, ours(en).unwrap_or(nl)), source);
    }
    let said = rule.child("description").map(|description| description.text.as_str()).into_iter().chain(entries);
    let said: Vec<&str> = said.map(str::trim).filter(|text| !text.is_empty() && *text != source).collect();
    (Text::same(said.join("; ")), source)
}

fn otherwise(logic: &Element) -> Result<Option<RawOtherwise>, NoTable> {
    let defaults: Vec<Option<&Element>> =
        logic.all("output").map(|clause| clause.child("defaultOutputEntry")).collect();
    if defaults.iter().all(Option::is_none) {
        return Ok(None);
    }
    let is: Option<Vec<String>> =
        defaults.into_iter().map(|entry| entry.map(|entry| entry.inner_text().to_owned())).collect();
    let help = "Give each output a default, or none";
    let is = is.ok_or_else(|| unsupported("some outputs have a default and some have none", help))?;
    let own = |name: &str| logic.own(name).unwrap_or_default().to_owned();
    let why = Text { nl: own("otherwise-nl"), en: own("otherwise-en") };
    Ok(Some(RawOtherwise { is, why, source: own("otherwise-source") }))
}
