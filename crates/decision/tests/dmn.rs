//! DMN XML: what is written can be read again, keeps the structure of DMN 1.3, and strangers' files are refused in words.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

mod common;

use common::tables;
use proptest::prelude::*;
use quick_xml::{Reader, events::Event};
use regie_decision::{HitPolicy, Kind, NumberRange, Place, RawOtherwise, RawTable, Table, Text, dmn};

fn example() -> RawTable {
    let mut raw = RawTable::new("complexity", HitPolicy::First)
        .input("child at risk", Kind::YesNo)
        .input("weeks", Kind::Number(NumberRange { whole: true, least: Some(0.into()), most: Some(42.into()) }))
        .input("consent", Kind::choice(&["given", "refused"]))
        .input("seen-on", Kind::Date)
        .input("remark", Kind::Text)
        .output("kind", Kind::choice(&["complex", "single"]))
        .output("urgent", Kind::YesNo)
        .row(&["yes", "-", "-", "-", "-"], &["complex", "yes"], "Kind (mogelijk) in gevaar")
        .row(
            &["-", "[0..12), 40", "not(refused)", "< date(\"2026-01-01\")", "\"a < b & \\\"c\\\"\""],
            &["single", "no"],
            "\n twee\tregels \r\n",
        );
    raw.version = "2026.1".to_owned();
    raw.title = Text::new("Enkelvoudig of complex?", "Single or complex?");
    raw.source = "Stap 2".to_owned();
    raw.valid_from = Some(jiff::civil::date(2026, 1, 1));
    raw.valid_until = Some(jiff::civil::date(2027, 12, 31));
    raw.rows[0].source = "Stap 2, eerste punt".to_owned();
    raw.rows[0].why.en = "Child (possibly) at risk".to_owned();
    raw.otherwise = Some(RawOtherwise {
        is: vec!["single".to_owned(), "no".to_owned()],
        why: Text::new("Niets van dit alles", "None of these"),
        source: "Stap 2, slot".to_owned(),
    });
    raw
}

fn imported(xml: &str) -> Result<Table, dmn::NoTable> {
    let mut decisions = dmn::import(xml).unwrap();
    assert_eq!(decisions.len(), 1);
    decisions.remove(0).table
}

#[test]
fn everything_a_table_says_survives() {
    let table = Table::compile(example()).unwrap();
    let xml = dmn::export(&table);
    assert_eq!(imported(&xml), Ok(table.clone()));
    assert_eq!(Table::compile(table.to_raw()), Ok(table));
    insta::assert_snapshot!(xml);
}

/// For each element, what may lie in it and in which order (DMN 1.3, the parts of its schema that tables use).
const STRUCTURE: &[(&str, &[&str])] = &[
    ("definitions", &["itemDefinition", "decision", "inputData"]),
    ("itemDefinition", &["typeRef", "allowedValues", "itemComponent"]),
    ("itemComponent", &["typeRef", "allowedValues"]),
    ("allowedValues", &["text"]),
    ("decision", &["variable", "informationRequirement", "decisionTable"]),
    ("informationRequirement", &["requiredInput"]),
    ("inputData", &["variable"]),
    ("decisionTable", &["input", "output", "annotation", "rule"]),
    ("input", &["inputExpression", "inputValues"]),
    ("inputExpression", &["text"]),
    ("inputValues", &["text"]),
    ("output", &["outputValues", "defaultOutputEntry"]),
    ("outputValues", &["text"]),
    ("defaultOutputEntry", &["text"]),
    ("rule", &["inputEntry", "outputEntry", "annotationEntry"]),
    ("inputEntry", &["text"]),
    ("outputEntry", &["text"]),
    ("annotationEntry", &["text"]),
];

/// For each element, the plain attributes that it may have; those with a `!` it must have.
const ATTRIBUTES: &[(&str, &[&str])] = &[
    ("definitions", &["xmlns", "xmlns:regie", "id", "!name", "!namespace", "exporter"]),
    ("itemDefinition", &["!name", "isCollection"]),
    ("itemComponent", &["!name"]),
    ("decision", &["id", "!name", "label"]),
    ("variable", &["!name", "typeRef"]),
    ("informationRequirement", &["id"]),
    ("requiredInput", &["!href"]),
    ("inputData", &["id", "!name"]),
    ("decisionTable", &["id", "hitPolicy", "aggregation"]),
    ("input", &["id"]),
    ("inputExpression", &["typeRef"]),
    ("output", &["id", "name", "typeRef"]),
    ("annotation", &["name"]),
    ("rule", &["id"]),
];

/// The first breach of the structure of DMN 1.3.
fn breach(xml: &str) -> Option<String> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().expand_empty_elements = true;
    // Each open element, with the place in its order that has been reached.
    let mut open: Vec<(String, usize)> = Vec::new();
    let (mut ids, mut targets) = (Vec::new(), Vec::new());
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => {
                let tag = start.name().into_inner().to_owned();
                if let Some((parent, reached)) = open.last_mut() {
                    let order = STRUCTURE.iter().find(|(name, _)| name == parent).map_or(&[][..], |(_, order)| order);
                    let Some(place) = order.iter().position(|name| *name == tag) else {
                        return Some(format!("`{tag}` in `{parent}`"));
                    };
                    if place < *reached {
                        return Some(format!("`{tag}` too late in `{parent}`"));
                    }
                    *reached = place;
                }
                let allowed = ATTRIBUTES.iter().find(|(name, _)| *name == tag).map_or(&[][..], |(_, allowed)| allowed);
                let mut keys = Vec::new();
                for attribute in start.attributes().map(Result::unwrap) {
                    let key = attribute.key.into_inner().to_owned();
                    match key.as_str() {
                        "id" => ids.push(attribute.value.to_string()),
                        "href" => targets.push(attribute.value.trim_start_matches('#').to_owned()),
                        _ => {}
                    }
                    keys.push(key);
                }
                let known = |key: &String| allowed.iter().any(|name| name.trim_start_matches('!') == key);
                if let Some(key) = keys.iter().find(|key| !key.starts_with("regie:") && !known(key)) {
                    return Some(format!("attribute `{key}` of `{tag}`"));
                }
                let must = allowed.iter().filter_map(|name| name.strip_prefix('!'));
                if let Some(key) = must.into_iter().find(|name| !keys.iter().any(|key| key == name)) {
                    return Some(format!("`{tag}` without `{key}`"));
                }
                open.push((tag, 0));
            }
            Event::End(_) => drop(open.pop()),
            Event::Eof => break,
            _ => {}
        }
    }
    let count = ids.len();
    ids.sort();
    ids.dedup();
    if ids.len() != count {
        return Some("an id twice".to_owned());
    }
    targets.into_iter().find(|target| !ids.contains(target)).map(|target| format!("nothing is `{target}`"))
}

#[test]
fn the_structure_is_that_of_dmn_1_3() {
    let xml = dmn::export(&Table::compile(example()).unwrap());
    assert_eq!(breach(&xml), None);
    assert!(xml.contains("xmlns=\"https://www.omg.org/spec/DMN/20191111/MODEL/\""));
    // The check sees what is wrong.
    assert!(breach(&xml.replace("hitPolicy", "hitpolicy")).unwrap().contains("hitpolicy"));
    assert!(breach(&xml.replace("#input-1", "#input-9")).unwrap().contains("input-9"));
    assert!(breach(&xml.replace("<annotation ", "<comment ")).unwrap().contains("`comment` in `decisionTable`"));
    assert!(breach(&xml.replace("<variable name=\"complexity\"", "<variable")).unwrap().contains("without `name`"));
}

/// A model as another program writes it: no reasons of ours, names with spaces, types by definition.
fn foreign(namespace: &str) -> String {
    format!(
        r#"<?xml version="1.0"?>
<dmn:definitions xmlns:dmn="{namespace}" xmlns:other="urn:other" name="m" namespace="urn:m">
  <dmn:itemDefinition name="tRisk"><dmn:typeRef>feel:string</dmn:typeRef><dmn:allowedValues><dmn:text>"High", "Low"</dmn:text></dmn:allowedValues></dmn:itemDefinition>
  <dmn:itemDefinition name="tAlias"><dmn:typeRef>tRisk</dmn:typeRef></dmn:itemDefinition>
  <other:decision name="not ours"/>
  <dmn:decision id="_1" name="Advice">
    <dmn:variable name="Advice" typeRef="feel:string"/>
    <dmn:decisionTable>
      <dmn:input><dmn:inputExpression><dmn:text>
        Risk  Category </dmn:text></dmn:inputExpression></dmn:input>
      <dmn:input><dmn:inputExpression typeRef="feel:number"><dmn:text>person.age</dmn:text></dmn:inputExpression><dmn:inputValues><dmn:text>[0..120]</dmn:text></dmn:inputValues></dmn:input>
      <dmn:output/>
      <dmn:annotation name="Remark"/>
      <dmn:rule><dmn:description>By law</dmn:description>
        <dmn:inputEntry><dmn:text>"High"</dmn:text></dmn:inputEntry><dmn:inputEntry><dmn:text/></dmn:inputEntry>
        <dmn:outputEntry><dmn:text><![CDATA["call < now"]]></dmn:text></dmn:outputEntry>
        <dmn:annotationEntry><dmn:text>at once</dmn:text></dmn:annotationEntry></dmn:rule>
      <dmn:rule><dmn:inputEntry><dmn:text>not("High")</dmn:text></dmn:inputEntry><dmn:inputEntry><dmn:text>&lt; 18</dmn:text></dmn:inputEntry>
        <dmn:outputEntry><dmn:text>"wait &amp; see"</dmn:text></dmn:outputEntry></dmn:rule>
    </dmn:decisionTable>
  </dmn:decision>
  <dmn:inputData name="Risk Category"><dmn:variable name="Risk Category" typeRef="tAlias"/></dmn:inputData>
</dmn:definitions>"#
    )
}

#[test]
fn models_of_other_programs_and_versions_are_read() {
    for namespace in [
        "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
        "http://www.omg.org/spec/DMN/20180521/MODEL/",
        "https://www.omg.org/spec/DMN/20191111/MODEL/",
        "https://www.omg.org/spec/DMN/20211108/MODEL/",
        "https://www.omg.org/spec/DMN/20230324/MODEL/",
    ] {
        let table = imported(&foreign(namespace)).unwrap();
        assert_eq!((table.id().as_str(), table.hit()), ("Advice", HitPolicy::Unique));
        assert_eq!(table.inputs()[0].kind, Kind::choice(&["High", "Low"]));
        let range = NumberRange { whole: false, least: Some(0.into()), most: Some(120.into()) };
        assert_eq!(table.inputs()[1].kind, Kind::Number(range));
        assert_eq!(table.rows()[0].why, Text::same("By law; at once"));
        assert_eq!(table.rows()[0].is[0].to_string(), "\"call < now\"");
        assert_eq!(table.rows()[1].is[0].to_string(), "\"wait & see\"");
        assert_eq!(imported(&dmn::export(&table)), Ok(table));
    }
}

#[test]
fn what_cannot_be_read_is_told_with_the_way_to_mend_it() {
    let whole = foreign(dmn::NAMESPACE);
    let changed = |from: &str, to: &str| {
        assert!(whole.contains(from), "{from}");
        imported(&whole.replace(from, to)).unwrap_err().to_string()
    };
    for (from, to, told) in [
        ("person.age", "person.age + 1", "input 2, `person.age + 1`: it is no name. Let a fact"),
        ("feel:number", "feel:time", "the type `time` has no kind here"),
        ("[0..120]", "(0..120]", "the allowed values `(0..120]` cannot be kept"),
        ("&lt; 18", "&lt; Limit", "row 2, input 2: `Limit` is no value of kind number"),
        ("not(\"High\")", "not(\"Hihg\")", "Did you mean High?"),
        ("<dmn:decisionTable>", "<dmn:decisionTable hitPolicy=\"BEST\">", "there is no hit policy `BEST`"),
        ("\"wait &amp; see\"", "wait", "`wait` is no value of kind text"),
        ("name=\"tAlias\"", "name=\"tAlias\" isCollection=\"true\"", "the type `tAlias` is a list"),
        ("<dmn:typeRef>tRisk<", "<dmn:typeRef>tAlias<", "the type `tAlias` has no kind here"),
    ] {
        let message = changed(from, to);
        assert!(message.contains(told), "{message}");
    }
    let Err(dmn::NoTable::Problems(problems)) = imported(&whole.replace("\"High\"<", "\"Hihg\"<")) else { panic!() };
    assert_eq!(problems[0].place, Place::When { row: 0, column: 0 });

    let error = |xml: &str| dmn::import(xml).unwrap_err().to_string();
    assert!(error("").contains("ends too early"));
    assert!(error("hello").contains("ends too early"));
    assert!(error("<a>\n<b></a>").starts_with("line 2:"), "{}", error("<a>\n<b></a>"));
    assert!(error("<a>").contains("ends too early"));
    assert!(error("<definitions/>").contains("begins with `definitions`"));
    assert!(error(&whole.replace(dmn::NAMESPACE, "urn:x")).contains("DMN 1.3"));
    assert!(error("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>").contains("DOCTYPE"));
    assert!(error("<a>&b;</a>").contains("`&b;` stands for nothing"));
    assert!(error(&"<a>".repeat(100_000)).contains("deep"));
}

/// Texts as people type them, and worse: everything that can stand in XML.
fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z &<>\"'\n\r\t\\]\\[]{0,12}",
        any::<String>().prop_map(|text| {
            let fits = |c: &char| !(c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}'));
            text.chars().filter(fits).collect()
        }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn export_and_import_give_the_same_table(
        table in tables(&[]),
        texts in prop::collection::vec(texts(), 8),
        days in prop::option::of((1..=12_i8, 1..=28_i8)),
        name in prop::option::of("[a-z][a-z -]{0,8}[a-z]"),
    ) {
        let mut raw = table.to_raw();
        raw.version = texts[0].clone();
        raw.source = texts[1].clone();
        raw.title = Text::new(&texts[2], &texts[3]);
        raw.rows[0].why = Text::new(&texts[4], &texts[5]);
        raw.rows[0].source = texts[6].clone();
        raw.valid_until = days.map(|(month, day)| jiff::civil::date(2026, month, day));
        if let Some(otherwise) = &mut raw.otherwise {
            otherwise.why = Text::new(&texts[7], &texts[6]);
        }
        if let Some(name) = name {
            raw.inputs[0].id = name.as_str().into();
            raw.id = name.into();
        }
        let table = Table::compile(raw).unwrap();
        let xml = dmn::export(&table);
        prop_assert_eq!(breach(&xml), None);
        prop_assert_eq!(imported(&xml), Ok(table));
    }

    #[test]
    fn a_broken_model_never_panics(cut in 0_usize..4000, put in texts(), whole in prop::bool::ANY) {
        let xml = if whole { foreign(dmn::NAMESPACE) } else { dmn::export(&Table::compile(example()).unwrap()) };
        let mut at = cut.min(xml.len());
        while !xml.is_char_boundary(at) {
            at -= 1;
        }
        let _ = dmn::import(&format!("{}{put}{}", &xml[..at], &xml[at..]));
        let _ = dmn::import(&xml[..at]);
        let _ = dmn::import(&put);
    }
}
