//! Decision tables of a pathway as DMN, and those of other programs as text for a pathway file.
//!
//! DMN has names and options of several words; a pathway file has names of the language. On the way in they become such
//! names, and what they were is what is asked.

use std::{collections::BTreeMap, fmt::Write, sync::Arc};

use regie_decision::{Cell, HitPolicy, Kind, Table, Test, Value, dmn};

use crate::{Text, definition::Definition, parse::checked_name};

/// A decision of a DMN model, for a pathway file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FromDmn {
    /// Its name in the model.
    pub decision: String,
    /// A `[[table]]` with the `[facts]` that it looks at; or why it can be none, and what to do.
    pub file: Result<String, String>,
}

impl Definition {
    /// A decision table of the pathway as a DMN 1.3 model; nothing when it has no table of this name.
    #[must_use]
    pub fn table_as_dmn(&self, table: &str) -> Option<String> {
        self.tables().find(|known| *known.id() == *table).map(dmn::export)
    }
}

/// The decisions of a DMN model (1.1 to 1.5), in its order. What they look at becomes facts; a fact that the pathway has
/// already is one to leave out.
///
/// # Errors
/// Why the text is no DMN model, and what to do. A decision that can be no table of a pathway says so in its own place.
pub fn tables_of_dmn(xml: &str) -> Result<Vec<FromDmn>, String> {
    let decisions = dmn::import(xml).map_err(|wrong| wrong.to_string())?;
    let read = |one: dmn::Imported| FromDmn {
        file: one.table.map_err(|why| why.to_string()).and_then(|table| in_a_file(&table)),
        decision: one.decision,
    };
    Ok(decisions.into_iter().map(read).collect())
}

fn in_a_file(table: &Table) -> Result<String, String> {
    let one = matches!(table.hit(), HitPolicy::Unique | HitPolicy::First | HitPolicy::Priority | HitPolicy::Any);
    let [output] = table.outputs() else {
        return Err("it decides several things at once. Make a table of each, for a step ends in one way".to_owned());
    };
    if !one {
        return Err(format!(
            "its hit policy is {}. A step ends in one way: UNIQUE, FIRST, PRIORITY or ANY",
            table.hit()
        ));
    }
    if !matches!(output.kind, Kind::Choice(_) | Kind::Text) {
        return Err(format!("it decides a value of kind {}. A step ends in a way that has a name", output.kind));
    }
    let written = Written::of(table)?;
    let text = format!("{}\n{}", written.facts(), written.table());
    // Whatever the language asks more of a name or a cell is found by reading it as part of a pathway.
    match Definition::parse("the table", &format!("{SCAFFOLD}\n{text}\n{}", written.step())) {
        Ok(_) => Ok(text),
        Err(wrong) => {
            let wrong: Vec<String> = wrong.iter().map(|one| format!("{}. {}", one.message, one.help)).collect();
            Err(wrong.join("\n"))
        }
    }
}

const SCAFFOLD: &str = r#"
[pathway]
id = "scaffold"
version = "1"
title = { nl = "-" }
[roles]
somebody = { nl = "-" }
"#;

/// A table in the names of the language.
struct Written<'t> {
    table: &'t Table,
    id: String,
    inputs: Names,
    /// Of each input its options, if it has any.
    options: Vec<Names>,
    outcomes: Names,
}

/// Names of the language by what they were before.
#[derive(Default)]
struct Names(BTreeMap<String, String>);

impl Names {
    /// # Errors
    /// When two of them become one.
    fn of<'n>(what: &str, given: impl IntoIterator<Item = &'n str>) -> Result<Self, String> {
        let mut names = Self::default();
        for one in given {
            let name = name_of(one)
                .ok_or_else(|| format!("{what} `{one}` has no letters to make a name of. Give it a name"))?;
            let other = names.0.iter().find(|(was, known)| **known == name && was.as_str() != one);
            if let Some((other, _)) = other {
                return Err(format!("{what} `{one}` and `{other}` would both be called `{name}`. Rename one of them"));
            }
            names.0.insert(one.to_owned(), name);
        }
        Ok(names)
    }

    fn get<'a>(&'a self, was: &'a str) -> &'a str {
        self.0.get(was).map_or(was, String::as_str)
    }
}

/// `Applicant Age` becomes `applicant-age`; a name of the language stays as it is. Nothing when there is no letter in it.
fn name_of(text: &str) -> Option<String> {
    let mut name = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        if c.is_ascii_alphanumeric() {
            name.push(c);
        } else if !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
    }
    let name = name.trim_end_matches('-').trim_start_matches(|c: char| !c.is_ascii_lowercase());
    let mut taken = false;
    checked_name(|_, _, _| taken = true, name);
    match name {
        "" => None,
        name if taken => Some(format!("the-{name}")),
        name => Some(name.to_owned()),
    }
}

impl<'t> Written<'t> {
    fn of(table: &'t Table) -> Result<Self, String> {
        let options = |kind: &Kind| match kind {
            Kind::Choice(options) => Names::of("option", options.iter().map(|option| &**option)),
            _ => Ok(Names::default()),
        };
        let texts = |value: &'t Value| match value {
            Value::Choice(text) | Value::Text(text) => Some(&**text),
            _ => None,
        };
        let is = table.rows().iter().flat_map(|row| &row.is);
        let is = is.chain(table.otherwise().into_iter().flat_map(|otherwise| &otherwise.is)).filter_map(texts);
        let declared = table.outputs().iter().flat_map(|output| match &output.kind {
            Kind::Choice(options) => options.as_slice(),
            _ => &[],
        });
        let name = table.id().as_str();
        Ok(Self {
            id: name_of(name).ok_or_else(|| format!("`{name}` has no letters to make a name of. Give it a name"))?,
            inputs: Names::of("input", table.inputs().iter().map(|input| input.id.as_str()))?,
            options: table.inputs().iter().map(|input| options(&input.kind)).collect::<Result<_, _>>()?,
            outcomes: Names::of("outcome", declared.map(|option| &**option).chain(is))?,
            table,
        })
    }

    fn facts(&self) -> String {
        let mut text = String::from("[facts]\n");
        for (input, options) in self.table.inputs().iter().zip(&self.options) {
            let (was, name) = (input.id.as_str(), self.inputs.get(input.id.as_str()));
            let kind = match &input.kind {
                Kind::Choice(all) => {
                    let option = |was: &Arc<str>| format!("{} = {{ nl = {} }}", options.get(was), quoted(was));
                    let options: Vec<String> = all.iter().map(option).collect();
                    format!("kind = \"choice\", options = {{ {} }}", options.join(", "))
                }
                kind => format!("kind = \"{kind}\"{}", range(kind)),
            };
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{name} = {{ {kind}, ask = {{ nl = {} }} }}", quoted(was));
        }
        text
    }

    fn table(&self) -> String {
        let table = self.table;
        let title = match (&table.title().nl, &table.title().en) {
            (nl, _) if nl.trim().is_empty() => format!("{{ nl = {} }}", quoted(table.id().as_str())),
            (nl, en) => both(nl, en),
        };
        let hit = table.hit().to_string().to_lowercase();
        let mut text = format!("[[table]]\nid = {}\ntitle = {title}\nhit = {}\n", quoted(&self.id), quoted(&hit));
        let inputs: Vec<String> =
            table.inputs().iter().map(|input| quoted(self.inputs.get(input.id.as_str()))).collect();
        let _ = writeln!(text, "inputs = [{}]", inputs.join(", "));
        for (key, value) in [("source", table.source()), ("version", table.version())] {
            if !value.is_empty() {
                let _ = writeln!(text, "{key} = {}", quoted(value));
            }
        }
        for (key, day) in [("valid-from", table.valid_from()), ("valid-until", table.valid_until())] {
            if let Some(day) = day {
                let _ = writeln!(text, "{key} = {day}");
            }
        }
        if let Some(outcomes) = self.declared_outcomes() {
            let _ = writeln!(text, "outcomes = [{}]", outcomes.join(", "));
        }
        text += "rows = [\n";
        for row in table.rows() {
            let cells =
                row.when.iter().zip(&self.options).map(|(cell, options)| quoted(&renamed(cell, options).to_string()));
            let cells: Vec<String> = cells.collect();
            let decided = self.decided(&row.is, &row.why, &row.source);
            let _ = writeln!(text, "  {{ when = [{}], {decided} }},", cells.join(", "));
        }
        text += "]\n";
        if let Some(otherwise) = table.otherwise() {
            let _ =
                writeln!(text, "otherwise = {{ {} }}", self.decided(&otherwise.is, &otherwise.why, &otherwise.source));
        }
        text
    }

    /// The outcomes in their order, where the order matters and the rows do not tell it.
    fn declared_outcomes(&self) -> Option<Vec<String>> {
        let Kind::Choice(options) = &self.table.outputs().first()?.kind else { return None };
        Some(options.iter().map(|option| quoted(self.outcomes.get(option))).collect())
    }

    fn decided(&self, is: &[Value], why: &Text, source: &str) -> String {
        let is = is.iter().map(|value| match value {
            Value::Choice(text) | Value::Text(text) => quoted(self.outcomes.get(text)),
            other => quoted(&other.to_string()),
        });
        let is: String = is.collect();
        // A page shows the reason; where the model gives none, the outcome itself is what there is to say.
        let why = if why.nl.trim().is_empty() { format!("{{ nl = {is} }}") } else { both(&why.nl, &why.en) };
        let source = if source.is_empty() { String::new() } else { format!(", source = {}", quoted(source)) };
        format!("is = {is}, why = {why}{source}")
    }

    /// A step that the table decides, to see that it can.
    fn step(&self) -> String {
        let mut text = format!(
            "[[step]]\nid = \"scaffold-step\"\nkind = \"decision\"\nby = \"somebody\"\ntitle = {{ nl = \"-\" }}\ntable = {}\n",
            quoted(&self.id)
        );
        let given: BTreeMap<&str, ()> = self.outcomes.0.values().map(|name| (name.as_str(), ())).collect();
        for (outcome, ()) in given {
            let _ = writeln!(text, "[step.outcome.{outcome}]\ntitle = {{ nl = \"-\" }}");
        }
        text
    }
}

fn both(nl: &str, en: &str) -> String {
    if nl == en || en.is_empty() {
        format!("{{ nl = {} }}", quoted(nl))
    } else {
        format!("{{ nl = {}, en = {} }}", quoted(nl), quoted(en))
    }
}

/// A text as TOML writes it on one line.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            other if other.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(other));
            }
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

fn renamed(cell: &Cell, options: &Names) -> Cell {
    let value = |value: &Value| match value {
        Value::Choice(text) => Value::choice(options.get(text)),
        other => other.clone(),
    };
    let test = |test: &Test| match test {
        Test::Is(is) => Test::Is(value(is)),
        other => other.clone(),
    };
    match cell {
        Cell::Any => Cell::Any,
        Cell::OneOf(tests) => Cell::OneOf(tests.iter().map(test).collect()),
        Cell::NoneOf(tests) => Cell::NoneOf(tests.iter().map(test).collect()),
    }
}

/// The whole numbers at the ends of a range, as a fact names them.
fn range(kind: &Kind) -> String {
    let Kind::Number(range) = kind else { return String::new() };
    let ends = [("from", range.least.map(|least| least.ceil())), ("to", range.most.map(|most| most.floor()))];
    ends.iter().filter_map(|(key, end)| Some(format!(", {key} = {}", end.as_ref()?.normalize()))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_a_model_become_names_of_the_language() {
        for (was, name) in [
            ("Applicant Age", "applicant-age"),
            ("born", "born"),
            ("  Risk (A/B) ", "risk-a-b"),
            ("2nd line", "nd-line"),
            ("Known", "the-known"),
        ] {
            assert_eq!(name_of(was).as_deref(), Some(name), "{was}");
        }
        assert_eq!(name_of("½ — !"), None);
    }
}
