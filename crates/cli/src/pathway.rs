//! `regie pathway`: checks, shows, proves and runs pathway files and overlays, without a database.

mod columns;
mod course;
mod dmn;
mod folder;
mod show;
pub(crate) mod source;

use std::path::{Path, PathBuf};

use regie_pathway::{Severity, lint, lint_together};
use serde_json::json;

pub use self::course::scenario;
pub use self::folder::in_service;
pub(crate) use self::source::lines;
use crate::args::PathwayCommand;
use crate::failure::Failure;
use crate::output;

/// Runs `regie pathway`.
pub async fn run(command: PathwayCommand, as_json: bool) -> Result<(), Failure> {
    match command {
        PathwayCommand::Check { files, base } => check(&files, base.base.as_deref(), as_json),
        PathwayCommand::Show { file, base, lang } => {
            show::show(&source::pathway(&file, base.base.as_deref())?.definition, lang, as_json)
        }
        PathwayCommand::Prove { file, base, states, write } => {
            let pathway = source::pathway(&file, base.base.as_deref())?;
            let proof = write.then(|| pathway.beside("proof.json")).transpose()?;
            crate::prove::run(&pathway.name, &pathway.text, states, proof.as_deref(), as_json)
        }
        PathwayCommand::Simulate(args) => crate::simulate::run(args, as_json).await,
        PathwayCommand::Run { file, base, scenarios } => {
            let pathway = source::pathway(&file, base.base.as_deref())?;
            let scenarios = if scenarios.is_empty() { pathway.scenarios()? } else { scenarios };
            course::play(&pathway.definition, &scenarios, as_json)
        }
        PathwayCommand::Dmn { file, base, table } => {
            dmn::export(&source::pathway(&file, base.base.as_deref())?.definition, table.as_deref(), as_json)
        }
        PathwayCommand::Table { file, decision } => dmn::import(&file, decision.as_deref(), as_json),
    }
}

fn check(files: &[PathBuf], base: Option<&Path>, as_json: bool) -> Result<(), Failure> {
    let (mut found, mut read) = (Vec::new(), Vec::new());
    for file in files {
        match source::diagnosed(file, base)? {
            Ok(pathway) => {
                found.extend(lint(&pathway.definition));
                read.push(pathway.definition);
            }
            Err(diagnostics) => found.extend(diagnostics),
        }
    }
    found.extend(lint_together(&read.iter().collect::<Vec<_>>()));
    let errors = found.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count();
    if as_json {
        output::json(&json!({ "files": files.len(), "errors": errors, "diagnostics": found }))?;
    } else {
        if !found.is_empty() {
            output::line(format_args!("{}\n", lines(&found)))?;
        }
        let warnings = found.len() - errors;
        output::line(format_args!("{} files, {errors} errors, {warnings} warnings", files.len()))?;
    }
    if errors == 0 { Ok(()) } else { Err(Failure::Told) }
}
