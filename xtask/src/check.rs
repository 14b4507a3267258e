//! `cargo xtask check`: everything that can be proved by reading the files.

use crate::breach::Breach;
use crate::failure::Failure;
use crate::{docs, law, pages, proofs, pure, rows, tidy, workspace};

/// Reads the whole workspace and prints every breach.
///
/// # Errors
/// [`Failure::NotClean`] when there is a breach; otherwise when the workspace cannot be read.
pub fn run(arguments: &[String]) -> Result<(), Failure> {
    if let Some(unknown) = arguments.first() {
        return Err(Failure::WrongUse(format!("`check` takes no `{unknown}`")));
    }
    let workspace = workspace::here()?;
    let files = workspace::text_files(&workspace.root)?;
    let checks: [(&str, Vec<Breach>); 8] = [
        ("law of dependence", law::breaches(&workspace)),
        ("pure rooms", pure::breaches(&workspace, &files)),
        ("length of files", tidy::too_long(&files)),
        ("paths of one machine", tidy::machine_paths(&files, &workspace.root)),
        ("documents", docs::breaches(&workspace, &files)),
        ("requirement rows", rows::breaches(&files)),
        ("pages and their pictures", pages::breaches(&files, &workspace.root)),
        ("proofs of the pathways", proofs::breaches(&files)),
    ];
    let mut clean = true;
    for (name, breaches) in &checks {
        clean &= breaches.is_empty();
        let verdict = match breaches.len() {
            0 => "ok".to_owned(),
            count => format!("{count} not in order"),
        };
        println!("{name}: {verdict}");
        for breach in breaches {
            println!("  {breach}");
        }
    }
    let long = tidy::long_files(&files);
    if !long.is_empty() {
        println!("files over {} lines, to be divided before they grow:", tidy::GOOD_LENGTH);
        for (lines, path) in long {
            println!("  {lines:>5} {path}");
        }
    }
    if clean { Ok(()) } else { Err(Failure::NotClean) }
}
