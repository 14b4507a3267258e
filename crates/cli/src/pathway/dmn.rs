//! `regie pathway dmn` and `table`: decision tables out to other programs, and in from them.

use std::path::Path;

use regie_pathway::{Definition, FromDmn, tables_of_dmn};
use serde_json::json;

use super::source::{self, read};
use crate::failure::Failure;
use crate::output;

/// Prints a decision table as a DMN 1.3 model.
///
/// # Errors
/// When the pathway has no such table; with the names of those that it has.
pub fn export(definition: &Definition, table: Option<&str>, as_json: bool) -> Result<(), Failure> {
    let known: Vec<&str> = definition.tables().map(|table| table.id().as_str()).collect();
    let wanted = match (table, known.as_slice()) {
        (Some(table), _) => table,
        (None, [only]) => only,
        (None, []) => return Err(Failure::Refused(format!("`{}` has no decision table", definition.id()))),
        (None, several) => return Err(Failure::WrongUse(format!("choose one with --table: {}", several.join(", ")))),
    };
    let Some(xml) = definition.table_as_dmn(wanted) else {
        let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
        let what = format!("`{}` has no decision table `{wanted}`; it has: {known}", definition.id());
        return Err(Failure::Refused(what));
    };
    if as_json { output::json(&json!({ "table": wanted, "dmn": xml })) } else { output::line(xml.trim_end()) }
}

/// Prints the decisions of a DMN model as tables for a pathway file. Those that can be none are told on standard error.
///
/// # Errors
/// When the file is no DMN model, has no decision of the wanted name, or one that can be no table.
pub fn import(file: &Path, decision: Option<&str>, as_json: bool) -> Result<(), Failure> {
    let (name, xml) = read(&source::found(file)?)?;
    if is_pathway_file(&xml) {
        let what = "this is a pathway file and no DMN model: `regie pathway dmn` makes a model of a table in it, `regie \
                    pathway show` shows its tables";
        return Err(Failure::WrongUse(format!("{name}: {what}")));
    }
    let all = tables_of_dmn(&xml).map_err(|wrong| Failure::Refused(format!("{name}: {wrong}")))?;
    let names: Vec<String> = all.iter().map(|one| format!("`{}`", one.decision)).collect();
    let wanted: Vec<FromDmn> =
        all.into_iter().filter(|one| decision.is_none_or(|decision| one.decision == decision)).collect();
    if wanted.is_empty() {
        let known = if names.is_empty() { "no decision".to_owned() } else { names.join(", ") };
        return Err(Failure::Refused(format!("{name}: there is no such decision; the model has {known}")));
    }
    if as_json {
        let told = wanted.iter().map(
            |one| json!({ "decision": one.decision, "toml": one.file.as_ref().ok(), "error": one.file.as_ref().err() }),
        );
        output::json(&json!({ "file": name, "tables": told.collect::<Vec<_>>() }))?;
    } else {
        for one in &wanted {
            match &one.file {
                Ok(text) => output::line(format_args!("# {}: {}\n{text}", name, one.decision))?,
                Err(why) => eprintln!("regie: {name}: decision `{}`: {why}", one.decision),
            }
        }
    }
    if wanted.iter().all(|one| one.file.is_ok()) { Ok(()) } else { Err(Failure::Told) }
}

/// Whether it is the text of the other direction, or another file of that kind.
fn is_pathway_file(text: &str) -> bool {
    !text.trim_start().starts_with('<') && text.parse::<toml::Table>().is_ok_and(|table| !table.is_empty())
}
