//! The models of compliance level 2 of the DMN TCK: every decision table gives what the kit expects.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

use std::{collections::BTreeMap, fs, path::PathBuf};

use quick_xml::{Reader, events::Event};
use regie_decision::{Kind, Outcome, Table, Value, Verdict, dmn};

/// Models without a decision table: their decisions are expressions of FEEL, which tables here do not calculate.
const NO_TABLES: &[(&str, &str)] = &[
    ("0001-input-data-string", "a literal expression that joins texts"),
    ("0002-input-data-number", "a literal expression that multiplies"),
    ("0003-input-data-string-allowed-values", "a literal expression that joins texts"),
    ("0008-LX-arithmetic", "a literal expression that calculates a payment"),
    ("0009-invocation-arithmetic", "a literal expression that calls a knowledge model"),
    ("0100-feel-constants", "literal expressions that are booleans"),
    ("0101-feel-constants", "literal expressions that are numbers"),
    ("0102-feel-constants", "literal expressions that are texts"),
    ("0105-feel-math", "literal expressions that calculate"),
    ("0106-feel-ternary-logic", "literal expressions of `and` and `or`"),
    ("0107-feel-ternary-logic-not", "a literal expression of `not`"),
];

/// Models of decision tables, with how many test cases the kit has for them.
const TABLES: &[(&str, usize)] = &[
    ("0004-simpletable-U", 3),
    ("0005-simpletable-A", 3),
    ("0006-simpletable-P1", 3),
    ("0007-simpletable-P2", 3),
    ("0010-multi-output-U", 3),
    ("0108-first-hitpolicy", 3),
    ("0109-ruleOrder-hitpolicy", 3),
    ("0110-outputOrder-hitpolicy", 3),
    ("0111-first-hitpolicy-singleoutputcol", 3),
    ("0112-ruleOrder-hitpolicy-singleinoutcol", 3),
    ("0113-outputOrder-hitpolicy-singleinoutcol", 3),
    ("0114-min-collect-hitpolicy", 3),
    ("0115-sum-collect-hitpolicy", 3),
    ("0116-count-collect-hitpolicy", 3),
    ("0117-multi-any-hitpolicy", 3),
    ("0118-multi-priority-hitpolicy", 3),
    ("0119-multi-collect-hitpolicy", 3),
];

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/tck")
}

fn read(model: &str, end: &str) -> String {
    fs::read_to_string(folder().join(model).join(format!("{model}{end}"))).unwrap()
}

#[test]
fn every_model_of_the_folder_is_accounted_for() {
    let mut there: Vec<String> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.file_type().unwrap().is_dir())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    there.sort();
    let mut named: Vec<&str> =
        TABLES.iter().map(|(name, _)| *name).chain(NO_TABLES.iter().map(|(name, _)| *name)).collect();
    named.sort_unstable();
    assert_eq!(there, named);
}

#[test]
fn models_without_tables_say_so() {
    for (model, reason) in NO_TABLES {
        let decisions = dmn::import(&read(model, ".dmn")).unwrap();
        assert!(!decisions.is_empty(), "{model}");
        for decision in decisions {
            let expected = Err(dmn::NoTable::OtherLogic("literalExpression".to_owned()));
            assert_eq!(decision.table, expected, "{model} is out of scope: {reason}");
        }
    }
}

/// A node of a test file: its tag, its attributes, its text and what lies in it.
#[derive(Debug, Default)]
struct Node {
    tag: String,
    attributes: BTreeMap<String, String>,
    text: String,
    children: Vec<Node>,
}

impl Node {
    fn all<'n>(&'n self, tag: &'n str) -> impl Iterator<Item = &'n Node> {
        self.children.iter().filter(move |child| child.tag == tag)
    }

    fn only(&self, tag: &str) -> Option<&Node> {
        self.children.iter().find(|child| child.tag == tag)
    }
}

fn parse(xml: &str) -> Node {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().expand_empty_elements = true;
    let mut open = vec![Node::default()];
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => {
                let attributes = start.attributes().map(|attribute| {
                    let attribute = attribute.unwrap();
                    (attribute.key.into_inner().to_owned(), attribute.value.into_owned())
                });
                open.push(Node {
                    tag: start.local_name().into_inner().to_owned(),
                    attributes: attributes.collect(),
                    ..Node::default()
                });
            }
            Event::End(_) => {
                let done = open.pop().unwrap();
                open.last_mut().unwrap().children.push(done);
            }
            Event::Text(text) => open.last_mut().unwrap().text.push_str(text.trim()),
            Event::Eof => return open.pop().unwrap().children.pop().unwrap(),
            _ => {}
        }
    }
}

/// A value of the kit, as a value of this kind.
fn value(node: &Node, kind: &Kind) -> Value {
    match (node.attributes["xsi:type"].as_str(), kind) {
        ("xsd:string", Kind::Choice(_)) => Value::choice(&node.text),
        ("xsd:string", _) => Value::text(&node.text),
        ("xsd:decimal", _) => Value::Number(node.text.parse().unwrap()),
        ("xsd:boolean", _) => Value::YesNo(node.text == "true"),
        (other, _) => panic!("the kit has a value of type {other}"),
    }
}

/// One result of several components, or a single value, in the order of the outputs.
fn outcome(node: &Node, table: &Table) -> Vec<Value> {
    if let Some(single) = node.only("value") {
        return vec![value(single, &table.outputs()[0].kind)];
    }
    let component = |output: &regie_decision::Output| {
        let named = |node: &&Node| node.attributes["name"] == output.id.as_str();
        let component = node.all("component").find(named).unwrap();
        value(component.only("value").unwrap(), &output.kind)
    };
    assert_eq!(node.all("component").count(), table.outputs().len());
    table.outputs().iter().map(component).collect()
}

fn check(model: &str, case: &Node, tables: &BTreeMap<String, Table>) {
    for result in case.all("resultNode") {
        let table = &tables[&result.attributes["name"]];
        let given: Vec<(String, Value)> = case
            .all("inputNode")
            .map(|node| {
                let name = node.attributes["name"].clone();
                let input = table.input(&name).unwrap_or_else(|| panic!("{model} has no input {name}"));
                let value = value(node.only("value").unwrap(), &input.kind);
                (name, value)
            })
            .collect();
        let verdict =
            table.decide(|id| given.iter().find(|(name, _)| *id == name.as_str()).map(|(_, value)| value).into());
        let Verdict::Decided(decided) = verdict.unwrap() else { panic!("{model}: undecided") };
        let expected = result.only("expected").unwrap();
        let place = format!("{model}, case {}", case.attributes["id"]);
        match decided.outcome() {
            Outcome::One(values) => assert_eq!(values, outcome(expected, table), "{place}"),
            Outcome::Number(number) => assert_eq!(vec![Value::Number(number)], outcome(expected, table), "{place}"),
            Outcome::List(rows) => {
                let items: Vec<Vec<Value>> =
                    expected.only("list").unwrap().all("item").map(|item| outcome(item, table)).collect();
                assert_eq!(rows, items, "{place}");
            }
        }
    }
}

#[test]
fn cm_02_every_decision_table_of_the_kit_gives_what_is_expected() {
    for (model, cases) in TABLES {
        let tables: BTreeMap<String, Table> = dmn::import(&read(model, ".dmn"))
            .unwrap()
            .into_iter()
            .map(|decision| (decision.decision, decision.table.unwrap_or_else(|why| panic!("{model}: {why}"))))
            .collect();
        let kit = parse(&read(model, "-test-01.xml"));
        let found: Vec<&Node> = kit.all("testCase").collect();
        assert_eq!(found.len(), *cases, "{model}");
        found.iter().for_each(|case| check(model, case, &tables));
        // What is exported decides the same.
        let exported: BTreeMap<String, Table> = tables
            .iter()
            .map(|(name, table)| {
                let back = dmn::import(&dmn::export(table)).unwrap().remove(0).table.unwrap();
                assert_eq!(&back, table, "{model}");
                (name.clone(), back)
            })
            .collect();
        found.iter().for_each(|case| check(model, case, &exported));
    }
}
