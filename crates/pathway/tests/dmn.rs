//! Decision tables go out as DMN and come back the same; tables of other programs come in as text for a pathway file.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use regie_pathway::{Definition, tables_of_dmn};

/// The text of an imported table as a pathway with a step that it decides.
fn read(text: &str, outcomes: &BTreeSet<&str>) -> Definition {
    let head = "[pathway]\nid = \"p\"\nversion = \"1\"\ntitle = { nl = \"-\" }\n[roles]\nr = { nl = \"-\" }\n";
    let table: toml::Table = text.parse().unwrap();
    let id = table["table"][0]["id"].as_str().unwrap();
    let ways: String = outcomes.iter().map(|way| format!("[step.outcome.{way}]\ntitle = {{ nl = \"-\" }}\n")).collect();
    let step = format!(
        "[[step]]\nid = \"a-step\"\nkind = \"decision\"\nby = \"r\"\ntitle = {{ nl = \"-\" }}\ntable = \"{id}\"\n{ways}"
    );
    Definition::parse("p.toml", &format!("{head}{text}\n{step}")).unwrap_or_else(|errors| panic!("{text}\n{errors:#?}"))
}

fn outcomes(text: &str) -> BTreeSet<&str> {
    let parts = text.split("is = \"").skip(1);
    parts.filter_map(|part| part.split('"').next()).collect()
}

#[test]
fn cm_02_every_table_that_is_shipped_comes_back_from_dmn_as_it_was() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../pathways");
    let mut seen = 0;
    for pathway in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(pathway.unwrap().path().join("pathway.toml")).unwrap();
        let def = Definition::parse("pathway.toml", &text).unwrap();
        for table in def.tables() {
            let xml = def.table_as_dmn(table.id().as_str()).unwrap();
            assert!(xml.contains("https://www.omg.org/spec/DMN/20191111/MODEL/"), "DMN 1.3: {xml}");
            let back = tables_of_dmn(&xml).unwrap();
            let [one] = back.as_slice() else { panic!("{back:?}") };
            let text = one.file.as_ref().unwrap_or_else(|why| panic!("{}: {why}", one.decision));
            let again = read(text, &outcomes(text));
            assert_eq!(again.tables().next(), Some(table), "{text}");
            seen += 1;
        }
        assert_eq!(def.table_as_dmn("no-such-table"), None);
    }
    assert!(seen > 5, "{seen}");
}

#[test]
fn cm_02_a_model_of_another_program_comes_in_with_names_of_the_language() {
    let xml = r#"<?xml version="1.0"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" name="m" namespace="n">
  <inputData name="Applicant Age"><variable name="Applicant Age" typeRef="number"/></inputData>
  <inputData name="Risk"><variable name="Risk" typeRef="string"/></inputData>
  <decision name="Which Way">
    <variable name="Which Way" typeRef="string"/>
    <decisionTable hitPolicy="FIRST">
      <input><inputExpression typeRef="number"><text>Applicant Age</text></inputExpression></input>
      <input><inputExpression typeRef="string"><text>Risk</text></inputExpression>
        <inputValues><text>"Very High", "low"</text></inputValues></input>
      <output><outputValues><text>"Special Care", "usual"</text></outputValues></output>
      <rule><inputEntry><text>&lt; 18</text></inputEntry><inputEntry><text>-</text></inputEntry><outputEntry><text>"Special Care"</text></outputEntry></rule>
      <rule><inputEntry><text>-</text></inputEntry><inputEntry><text>not("low")</text></inputEntry><outputEntry><text>"Special Care"</text></outputEntry></rule>
      <rule><inputEntry><text>-</text></inputEntry><inputEntry><text>-</text></inputEntry><outputEntry><text>"usual"</text></outputEntry></rule>
    </decisionTable>
  </decision>
  <decision name="Fee"><variable name="Fee" typeRef="number"/>
    <decisionTable hitPolicy="COLLECT" aggregation="SUM">
      <input><inputExpression typeRef="number"><text>Applicant Age</text></inputExpression></input>
      <output typeRef="number"/>
      <rule><inputEntry><text>-</text></inputEntry><outputEntry><text>1</text></outputEntry></rule>
    </decisionTable>
  </decision>
</definitions>"#;
    let all = tables_of_dmn(xml).unwrap();
    let [way, fee] = all.as_slice() else { panic!("{all:?}") };
    let text = way.file.as_ref().unwrap();
    for line in [
        "applicant-age = { kind = \"number\", ask = { nl = \"Applicant Age\" } }",
        "very-high = { nl = \"Very High\" }",
        "id = \"which-way\"",
        "inputs = [\"applicant-age\", \"risk\"]",
        "{ when = [\"-\", \"not(low)\"], is = \"special-care\", why = { nl = \"special-care\" } },",
    ] {
        assert!(text.contains(line), "{line} in\n{text}");
    }
    assert_eq!(read(text, &outcomes(text)).facts().len(), 2);
    let why = fee.file.as_ref().unwrap_err();
    assert!(why.contains("COLLECT SUM") && why.contains("one way"), "{why}");
    assert!(tables_of_dmn("<html/>").unwrap_err().contains("DMN"));
}

/// The models of the public compliance kit: each of their decisions comes in, or says why not.
#[test]
fn cm_02_whatever_a_model_decides_comes_in_or_says_why_not() {
    let mut found: Vec<PathBuf> = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("../decision/tests/data")];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "dmn") {
                found.push(path);
            }
        }
    }
    let (mut tables, mut refused) = (0, 0);
    for path in &found {
        for one in tables_of_dmn(&fs::read_to_string(path).unwrap()).into_iter().flatten() {
            match one.file {
                Ok(text) => {
                    read(&text, &outcomes(&text));
                    tables += 1;
                }
                Err(why) => {
                    assert!(why.len() > 20, "{}: {why}", path.display());
                    refused += 1;
                }
            }
        }
    }
    println!("{} models: {tables} tables, {refused} refused", found.len());
    assert!(tables >= 5 && refused > 5, "{tables} {refused}");
}
