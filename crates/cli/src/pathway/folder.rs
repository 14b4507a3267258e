//! Pathways of a network's own: what stands in a folder is put together, and what is new in it is proved, before any case
//! can begin on it (`--pathways`).

use std::path::{Path, PathBuf};

use regie_app::SHIPPED_PATHWAYS;
use regie_pathway::{ContentHash, Definition, Diagnostic, Overlay, Severity, lint};
use regie_prove::Limits;

use super::source::{id_in, lines, read};
use crate::failure::Failure;

/// Folders within folders deeper than this hold no pathways.
const DEEPEST: usize = 4;

/// A pathway that is taken into service beside those that come with Regie.
#[derive(Debug, Clone)]
pub struct Own {
    /// The name that diagnostics print.
    pub name: String,
    /// Its text; of an overlay, that of both together.
    pub text: String,
}

/// A text with its name.
type File = (String, String);

/// The pathways of a folder. What the database has kept already was proved when it came.
///
/// # Errors
/// When something is wrong in a file; when an overlay no longer fits what it changes, or would weaken it; when a promise of
/// one is broken, with the course that breaks it, or cannot be proved.
pub fn in_service(folder: &Path, is_kept: impl Fn(&ContentHash) -> bool) -> Result<Vec<Own>, Failure> {
    let mut paths = Vec::new();
    files(folder, 0, &mut paths)?;
    if paths.is_empty() {
        let what = "no pathway there: put pathway files and overlays (*.toml) into it, or leave --pathways out";
        return Err(Failure::Refused(format!("{}: {what}", folder.display())));
    }
    let (overlays, bases): (Vec<File>, Vec<File>) = paths
        .iter()
        .map(|path| read(path))
        .collect::<Result<Vec<_>, _>>()?
        .into_iter()
        .partition(|(_, text)| Overlay::is_one(text));
    let mut wrong = Vec::new();
    let mut found: Vec<(Own, Definition)> = Vec::new();
    for (name, text) in &bases {
        keep(
            &mut found,
            &mut wrong,
            name,
            Definition::parse(name, text).and_then(not_made).map(|def| (text.clone(), def)),
        );
    }
    for (name, text) in &overlays {
        let both = Overlay::read(name, text).map_err(|found| lines(&found)).and_then(|overlay| {
            let (base_name, base) = base_among(&bases, overlay.of().as_str()).ok_or_else(|| {
                let what = "neither stands in this folder nor comes with Regie: put its file there";
                format!("{name}: it changes the pathway `{}`, which {what}", overlay.of())
            })?;
            overlay.over(&base_name, &base).map_err(|found| lines(&found))
        });
        match both {
            Ok(both) => keep(&mut found, &mut wrong, name, Ok((both.text, both.definition))),
            Err(told) => wrong.push(told),
        }
    }
    wrong.extend(twice(&found));
    if wrong.is_empty() {
        let new = |definition: &Definition| !is_kept(definition.hash()) && !is_shipped(definition.hash());
        for (own, definition) in found.iter().filter(|(_, definition)| new(definition)) {
            wrong.extend(unproved(own, definition)?);
        }
    }
    if wrong.is_empty() {
        Ok(found.into_iter().map(|(own, _)| own).collect())
    } else {
        Err(Failure::Refused(wrong.join("\n")))
    }
}

/// The pathway files and overlays: every `*.toml` of the folder itself, and in folders within it those called
/// `pathway.toml` and `overlay.toml`, so that told courses may stand beside them.
fn files(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) -> Result<(), Failure> {
    let wrong = |error| Failure::file(folder, &error);
    let entries = std::fs::read_dir(folder).map_err(wrong)?;
    let mut paths: Vec<PathBuf> =
        entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>().map_err(wrong)?;
    paths.sort();
    for path in paths {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if path.is_dir() && depth < DEEPEST {
            files(&path, depth + 1, found)?;
        } else if path.is_file()
            && (matches!(name, "pathway.toml" | "overlay.toml") || (depth == 0 && name.ends_with(".toml")))
        {
            found.push(path);
        }
    }
    Ok(())
}

fn base_among(bases: &[File], id: &str) -> Option<File> {
    let here = bases.iter().find(|(_, text)| id_in(text).as_deref() == Some(id)).cloned();
    here.or_else(|| {
        let shipped = SHIPPED_PATHWAYS.iter().find(|(_, text)| id_in(text).as_deref() == Some(id));
        shipped.map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
    })
}

/// What an overlay became is no file to hand in: nobody would see what it leaves out of the pathway.
fn not_made(definition: Definition) -> Result<Definition, Vec<Diagnostic>> {
    match definition.variant() {
        None => Ok(definition),
        Some(variant) => Err(vec![Diagnostic {
            code: "made-text",
            severity: Severity::Error,
            file: String::new(),
            line: 1,
            column: 1,
            message: format!("this is what an overlay over `{}` became, and not the overlay", variant.of),
            help: "put the overlay itself into the folder".to_owned(),
        }]),
    }
}

fn keep(
    found: &mut Vec<(Own, Definition)>,
    wrong: &mut Vec<String>,
    name: &str,
    read: Result<(String, Definition), Vec<Diagnostic>>,
) {
    let diagnosed = read.and_then(|(text, definition)| {
        let errors: Vec<_> = lint(&definition).into_iter().filter(keeps_out).collect();
        if errors.is_empty() { Ok((text, definition)) } else { Err(errors) }
    });
    match diagnosed {
        Ok((text, definition)) => found.push((Own { name: name.to_owned(), text }, definition)),
        Err(mut errors) => {
            errors.iter_mut().filter(|one| one.file.is_empty()).for_each(|one| one.file = name.to_owned());
            wrong.push(lines(&errors));
        }
    }
}

/// A remark that keeps a file out of service: what has no answer, and what shows to everybody what is sealed.
fn keeps_out(remark: &Diagnostic) -> bool {
    remark.severity == Severity::Error || remark.code.starts_with("seal-")
}

/// Which of two files with one name would hold, nobody could see.
fn twice(found: &[(Own, Definition)]) -> Vec<String> {
    let mut told = Vec::new();
    for (at, (own, definition)) in found.iter().enumerate() {
        if let Some((first, _)) = found[..at].iter().find(|(_, known)| known.id() == definition.id()) {
            let what = "leave one of them in the folder; cases that run on the other keep it";
            told.push(format!("{} and {} are both `{}`: {what}", first.name, own.name, definition.id()));
        } else if let Some(variant) = definition.variant()
            && let Some((first, _)) = found[..at].iter().find(|(_, known)| {
                known.variant().is_some_and(|known| known.of == variant.of && known.is_for(&variant.network))
            })
        {
            let (one, other, what) = (&first.name, &own.name, "leave one of them in the folder");
            told.push(format!("{one} and {other} both change `{}` for {}: {what}", variant.of, variant.network));
        }
    }
    told
}

fn is_shipped(hash: &ContentHash) -> bool {
    SHIPPED_PATHWAYS.iter().any(|(_, text)| ContentHash::of(text) == *hash)
}

fn unproved(own: &Own, definition: &Definition) -> Result<Option<String>, Failure> {
    tracing::info!(pathway = %definition.id(), "is new here and is proved");
    let broken = crate::prove::not_proved(&own.name, &own.text, &Limits::default())?;
    Ok(broken.map(|told| format!("{} ({}) is not taken into service:\n{told}", own.name, definition.id())))
}
