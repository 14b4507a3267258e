//! The types of a DMN model, as kinds of ours.

use std::collections::BTreeMap;

use super::tree::Element;
use crate::{Cell, Edge, Kind, NumberRange, Test, Value, parse};

/// What a model declares: its item definitions, and the type of each of its named data and decisions.
pub(super) struct Types<'e> {
    items: BTreeMap<&'e str, &'e Element>,
    names: BTreeMap<String, Option<&'e str>>,
}

/// A type that has no kind here, in words.
pub(super) type Unknown = String;

/// A name as FEEL compares it: runs of white space are one space.
fn plain_name(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl<'e> Types<'e> {
    pub(super) fn new(definitions: &'e Element) -> Self {
        let named = |element: &'e Element| Some((element.attribute("name")?, element));
        let items = definitions.all("itemDefinition").filter_map(named).collect();
        let mut names = BTreeMap::new();
        for element in definitions.all("inputData").chain(definitions.all("decision")) {
            let variable = element.child("variable");
            let type_name =
                variable.and_then(|variable| variable.attribute("typeRef").or_else(|| child_type(variable)));
            for name in [element.attribute("name"), variable.and_then(|variable| variable.attribute("name"))] {
                names.extend(name.map(|name| (plain_name(name), type_name)));
            }
        }
        Self { items, names }
    }

    /// Is the expression of an input a name, or a path that begins with one? Only then can it be asked for.
    pub(super) fn is_name(&self, expression: &str) -> bool {
        let expression = plain_name(expression);
        let known = |name: &String| {
            expression
                .strip_prefix(name.as_str())
                .is_some_and(|rest| rest.is_empty() || (rest.starts_with('.') && is_path(&rest[1..])))
        };
        self.names.keys().any(known) || is_path(&expression)
    }

    /// The type of the data or decision of this name.
    pub(super) fn of_name(&self, name: &str) -> Option<&'e str> {
        self.names.get(&plain_name(name)).copied().flatten()
    }

    /// The type of one component of a structure.
    pub(super) fn of_component(&self, structure: &str, component: &str) -> Option<&'e str> {
        let item = self.items.get(without_prefix(structure))?;
        child_type(item.all("itemComponent").find(|part| part.attribute("name") == Some(component))?)
    }

    /// The kind of a type and of the values that a clause allows, if both say something; `None` where nothing is said.
    /// `lists`: may the type be a list of what is meant, as that of a decision of several rows is?
    pub(super) fn kind(
        &self,
        type_name: Option<&str>,
        clause: Option<&Element>,
        lists: bool,
    ) -> Result<Option<Kind>, Unknown> {
        let (base, allowed) = type_name.map_or(Ok((None, None)), |name| self.base(name, lists))?;
        // A clause may only narrow what its type allows.
        let allowed = clause.filter(|clause| !is_open(clause.inner_text())).or(allowed).map(Element::inner_text);
        let allowed = allowed.filter(|allowed| !is_open(allowed));
        let base = base.or_else(|| allowed.and_then(parse::kind_of_literal));
        base.map(|base| narrowed(base, allowed)).transpose()
    }

    /// The built-in type at the end of a chain of definitions, and the allowed values found on the way. A structure has none.
    fn base(&self, name: &str, lists: bool) -> Result<(Option<Kind>, Option<&'e Element>), Unknown> {
        let mut name = without_prefix(name);
        let mut allowed = None;
        // No chain is longer than there are definitions, unless it is a circle.
        for _ in 0..=self.items.len() {
            let kind = match name {
                "string" => Some(Kind::Text),
                "number" => Some(Kind::number()),
                "boolean" => Some(Kind::YesNo),
                "date" => Some(Kind::Date),
                _ => None,
            };
            if kind.is_some() {
                return Ok((kind, allowed));
            }
            let Some(item) = self.items.get(name) else { break };
            if item.attribute("isCollection") == Some("true") && !lists {
                return Err(format!("the type `{name}` is a list"));
            }
            allowed = allowed.or_else(|| item.child("allowedValues"));
            match child_type(item) {
                Some(next) => name = without_prefix(next),
                None => return Ok((None, None)),
            }
        }
        if matches!(name, "Any" | "") {
            Ok((None, allowed))
        } else {
            Err(format!("the type `{name}` has no kind here"))
        }
    }
}

fn child_type(element: &Element) -> Option<&str> {
    element.child("typeRef").map(|child| child.text.trim())
}

/// DMN 1.1 writes `feel:string`.
fn without_prefix(name: &str) -> &str {
    let name = name.trim();
    name.rsplit_once(':').map_or(name, |(_, name)| name)
}

fn is_path(expression: &str) -> bool {
    let part = |part: &str| {
        part.starts_with(|c: char| c.is_alphabetic() || c == '_')
            && part.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-')
    };
    expression.split('.').all(part)
}

/// Do these allowed values allow everything?
fn is_open(allowed: &str) -> bool {
    matches!(allowed.trim(), "" | "-")
}

fn narrowed(base: Kind, allowed: Option<&str>) -> Result<Kind, Unknown> {
    let Some(allowed) = allowed else { return Ok(base) };
    let unclear = || format!("the allowed values `{allowed}` cannot be kept");
    match base {
        Kind::Text => {
            let options = parse::list_of_texts(allowed).ok().flatten().ok_or_else(unclear)?;
            Ok(Kind::Choice(options))
        }
        Kind::Number(_) => range(allowed).map(Kind::Number).ok_or_else(unclear),
        Kind::YesNo => match Cell::parse(allowed, &Kind::YesNo) {
            Ok(cell) if [true, false].iter().all(|yes| cell.accepts(&Value::YesNo(*yes))) => Ok(Kind::YesNo),
            _ => Err(unclear()),
        },
        Kind::Date | Kind::Choice(_) => Err(unclear()),
    }
}

/// The range that a single test such as `[0..10]` or `>= 0` means.
fn range(allowed: &str) -> Option<NumberRange> {
    let Cell::OneOf(tests) = Cell::parse(allowed, &Kind::number()).ok()? else { return None };
    let number = |value: &Value| match value {
        Value::Number(number) => Some(*number),
        _ => None,
    };
    let [test] = tests.as_slice() else { return None };
    let (least, most) = match test {
        Test::Between { low, from: Edge::Included, high, to: Edge::Included } => (number(low), number(high)),
        Test::AtLeast(low) => (number(low), None),
        Test::AtMost(high) => (None, number(high)),
        Test::Is(only) => (number(only), number(only)),
        _ => return None,
    };
    Some(NumberRange { whole: false, least, most })
}
