//! Writing DMN 1.3.

use std::fmt::Write as _;

use super::{ANNOTATIONS, NAMESPACE, OWN_NAMESPACE};
use crate::{Cell, HitPolicy, Kind, NumberRange, Row, Table, Value, value::quoted};

/// The table as a DMN 1.3 model of one decision. [`super::import`] gives the same table back.
#[must_use]
pub fn export(table: &Table) -> String {
    let mut xml = Xml(String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"));
    let name = table.id.as_str();
    let head = [
        ("xmlns", NAMESPACE),
        ("xmlns:regie", OWN_NAMESPACE),
        ("id", "definitions"),
        ("name", name),
        ("namespace", "urn:regie:decisions"),
        ("exporter", "Regie"),
    ];
    xml.open(0, "definitions", &head);
    types(&mut xml, table);
    decision(&mut xml, table);
    for (place, input) in table.inputs.iter().enumerate() {
        let id = format!("input-{}", place + 1);
        xml.open(1, "inputData", &[("id", &id), ("name", input.id.as_str())]);
        xml.empty(2, "variable", &[("name", input.id.as_str()), ("typeRef", &input_type(&input.kind, place))]);
        xml.close(1, "inputData");
    }
    xml.close(0, "definitions");
    xml.0
}

/// Text that grows, and knows how XML is written.
struct Xml(String);

impl Xml {
    fn tag(&mut self, depth: usize, name: &str, attributes: &[(&str, &str)]) {
        let _ = write!(self.0, "{}<{name}", "  ".repeat(depth));
        for (key, value) in attributes {
            let _ = write!(self.0, " {key}=\"{}\"", escaped(value));
        }
    }

    fn open(&mut self, depth: usize, name: &str, attributes: &[(&str, &str)]) {
        self.tag(depth, name, attributes);
        self.0.push_str(">\n");
    }

    fn empty(&mut self, depth: usize, name: &str, attributes: &[(&str, &str)]) {
        self.tag(depth, name, attributes);
        self.0.push_str("/>\n");
    }

    fn close(&mut self, depth: usize, name: &str) {
        let _ = writeln!(self.0, "{}</{name}>", "  ".repeat(depth));
    }

    /// An element that holds nothing but text.
    fn leaf(&mut self, depth: usize, name: &str, text: &str) {
        let _ = writeln!(self.0, "{}<{name}>{}</{name}>", "  ".repeat(depth), escaped(text));
    }

    /// An element that holds a `text`.
    fn with_text(&mut self, depth: usize, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.open(depth, name, attributes);
        self.leaf(depth + 1, "text", text);
        self.close(depth, name);
    }
}

/// A text as it may stand in an element and in an attribute; line ends would not survive an attribute.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            '\t' => out.push_str("&#9;"),
            other => out.push(other),
        }
    }
    out
}

/// The built-in type under a kind.
fn base(kind: &Kind) -> &'static str {
    match kind {
        Kind::YesNo => "boolean",
        Kind::Choice(_) | Kind::Text => "string",
        Kind::Number(_) => "number",
        Kind::Date => "date",
    }
}

/// The values that a kind allows, where they are fewer than its base type has.
fn allowed(kind: &Kind) -> Option<String> {
    match kind {
        Kind::Choice(options) => Some(options.iter().map(|option| quoted(option)).collect::<Vec<_>>().join(", ")),
        Kind::Number(NumberRange { least: Some(least), most: Some(most), .. }) => Some(format!("[{least}..{most}]")),
        Kind::Number(NumberRange { least: Some(least), .. }) => Some(format!(">= {least}")),
        Kind::Number(NumberRange { most: Some(most), .. }) => Some(format!("<= {most}")),
        Kind::YesNo | Kind::Number(_) | Kind::Date | Kind::Text => None,
    }
}

fn input_type(kind: &Kind, place: usize) -> String {
    allowed(kind).map_or_else(|| base(kind).to_owned(), |_| format!("tInput{}", place + 1))
}

/// Is what is decided a list of outcomes?
fn is_list(table: &Table) -> bool {
    matches!(table.hit, HitPolicy::Collect(None) | HitPolicy::RuleOrder | HitPolicy::OutputOrder)
}

fn decided_type(table: &Table) -> &'static str {
    match table.outputs.as_slice() {
        _ if matches!(table.hit, HitPolicy::Collect(Some(_))) => "number",
        [output] if allowed(&output.kind).is_none() && !is_list(table) => base(&output.kind),
        _ => OUTCOME,
    }
}

/// The name of the type of what is decided.
const OUTCOME: &str = "tOutcome";

fn types(xml: &mut Xml, table: &Table) {
    for (place, input) in table.inputs.iter().enumerate() {
        if let Some(allowed) = allowed(&input.kind) {
            let name = input_type(&input.kind, place);
            xml.open(1, "itemDefinition", &[("name", &name)]);
            constrained(xml, 2, &input.kind, Some(allowed));
            xml.close(1, "itemDefinition");
        }
    }
    if decided_type(table) != OUTCOME {
        return;
    }
    let mut attributes = vec![("name", OUTCOME)];
    attributes.extend(is_list(table).then_some(("isCollection", "true")));
    xml.open(1, "itemDefinition", &attributes);
    if let [output] = table.outputs.as_slice() {
        constrained(xml, 2, &output.kind, allowed(&output.kind));
    } else {
        for output in &table.outputs {
            xml.open(2, "itemComponent", &[("name", output.id.as_str())]);
            constrained(xml, 3, &output.kind, allowed(&output.kind));
            xml.close(2, "itemComponent");
        }
    }
    xml.close(1, "itemDefinition");
}

fn constrained(xml: &mut Xml, depth: usize, kind: &Kind, allowed: Option<String>) {
    xml.leaf(depth, "typeRef", base(kind));
    if let Some(allowed) = allowed {
        xml.with_text(depth, "allowedValues", &[], &allowed);
    }
}

fn decision(xml: &mut Xml, table: &Table) {
    let name = table.id.as_str();
    let (from, until) = (table.valid_from.map(|day| day.to_string()), table.valid_until.map(|day| day.to_string()));
    let mut attributes = vec![("id", "decision"), ("name", name), ("label", table.title.nl.as_str())];
    attributes.extend([("regie:title-en", table.title.en.as_str()), ("regie:version", &table.version)]);
    attributes.push(("regie:source", &table.source));
    attributes.extend(from.as_deref().map(|day| ("regie:valid-from", day)));
    attributes.extend(until.as_deref().map(|day| ("regie:valid-until", day)));
    xml.open(1, "decision", &attributes);
    xml.empty(2, "variable", &[("name", name), ("typeRef", decided_type(table))]);
    for place in 1..=table.inputs.len() {
        xml.open(2, "informationRequirement", &[("id", &format!("requirement-{place}"))]);
        xml.empty(3, "requiredInput", &[("href", &format!("#input-{place}"))]);
        xml.close(2, "informationRequirement");
    }
    logic(xml, table);
    xml.close(1, "decision");
}

fn logic(xml: &mut Xml, table: &Table) {
    let (hit, aggregation) = table.hit.in_dmn();
    let mut attributes = vec![("id", "table"), ("hitPolicy", hit)];
    attributes.extend(aggregation.map(|by| ("aggregation", by)));
    if let Some(otherwise) = &table.otherwise {
        attributes.extend([("regie:otherwise-nl", otherwise.why.nl.as_str())]);
        attributes.extend([("regie:otherwise-en", otherwise.why.en.as_str())]);
        attributes.push(("regie:otherwise-source", &otherwise.source));
    }
    xml.open(2, "decisionTable", &attributes);
    for (place, input) in table.inputs.iter().enumerate() {
        let id = format!("clause-{}", place + 1);
        xml.open(3, "input", &clause(&id, &input.kind));
        xml.with_text(4, "inputExpression", &[("typeRef", base(&input.kind))], input.id.as_str());
        if let Some(allowed) = allowed(&input.kind) {
            xml.with_text(4, "inputValues", &[], &allowed);
        }
        xml.close(3, "input");
    }
    for place in 0..table.outputs.len() {
        output(xml, table, place);
    }
    for name in ANNOTATIONS {
        xml.empty(3, "annotation", &[("name", name)]);
    }
    for (number, row) in table.rows.iter().enumerate() {
        rule(xml, number, row);
    }
    xml.close(2, "decisionTable");
}

fn clause<'t>(id: &'t str, kind: &Kind) -> Vec<(&'t str, &'t str)> {
    let mut attributes = vec![("id", id)];
    if matches!(kind, Kind::Number(NumberRange { whole: true, .. })) {
        attributes.push(("regie:whole", "true"));
    }
    attributes
}

fn output(xml: &mut Xml, table: &Table, place: usize) {
    let output = &table.outputs[place];
    let id = format!("output-{}", place + 1);
    let mut attributes = clause(&id, &output.kind);
    // A single output has no name in DMN: it is what the decision is.
    match table.outputs.len() {
        1 if output.id.as_str() == table.id.as_str() => {}
        1 => attributes.push(("regie:name", output.id.as_str())),
        _ => attributes.push(("name", output.id.as_str())),
    }
    attributes.push(("typeRef", base(&output.kind)));
    xml.open(3, "output", &attributes);
    if let Some(allowed) = allowed(&output.kind) {
        xml.with_text(4, "outputValues", &[], &allowed);
    }
    if let Some(value) = table.otherwise.as_ref().and_then(|otherwise| otherwise.is.get(place)) {
        xml.with_text(4, "defaultOutputEntry", &[], &value.to_sfeel());
    }
    xml.close(3, "output");
}

fn rule(xml: &mut Xml, number: usize, row: &Row) {
    xml.open(3, "rule", &[("id", &format!("rule-{}", number + 1))]);
    for cell in row.when.iter().map(Cell::to_sfeel) {
        xml.with_text(4, "inputEntry", &[], &cell);
    }
    for value in row.is.iter().map(Value::to_sfeel) {
        xml.with_text(4, "outputEntry", &[], &value);
    }
    for text in [&row.why.nl, &row.why.en, &row.source] {
        xml.with_text(4, "annotationEntry", &[], text);
    }
    xml.close(3, "rule");
}
