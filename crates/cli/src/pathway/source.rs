//! From a path to a pathway: a pathway file is read as it is, an overlay together with the pathway that it changes.

use std::path::{Path, PathBuf};

use regie_app::SHIPPED_PATHWAYS;
use regie_pathway::{Definition, Diagnostic, Overlay, PathwayId};

use crate::failure::Failure;

/// How many folders above an overlay the pathway that it changes is looked for.
const FOLDERS_UP: usize = 4;

/// A pathway, and the text of a pathway file that says the same.
pub struct Source {
    /// The name of the file that was asked for.
    pub name: String,
    /// The text; of an overlay, that of both together.
    pub text: String,
    /// What it says.
    pub definition: Definition,
}

/// Reads a file as text.
///
/// # Errors
/// When it cannot be read, or is not UTF-8.
pub fn read(path: &Path) -> Result<(String, String), Failure> {
    let bytes = std::fs::read(path).map_err(|error| Failure::file(path, &error))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let until = error.utf8_error().valid_up_to();
        let line = 1 + error.as_bytes()[..until].iter().filter(|byte| **byte == b'\n').count();
        Failure::Refused(format!("{}:{line}: this line is not UTF-8: save the file as UTF-8", path.display()))
    })?;
    Ok((path.display().to_string(), text))
}

/// Diagnostics, each on its lines.
pub fn lines(diagnostics: &[Diagnostic]) -> String {
    diagnostics.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// Reads a pathway file, or an overlay with the pathway that it changes.
///
/// # Errors
/// When a file cannot be read, or something is wrong in it.
pub fn pathway(path: &Path, base: Option<&Path>) -> Result<Source, Failure> {
    diagnosed(path, base)?.map_err(|diagnostics| Failure::Refused(lines(&diagnostics)))
}

/// The same; what is wrong in the files comes as a list.
///
/// # Errors
/// When a file cannot be read, or the pathway that an overlay changes is not found.
pub fn diagnosed(path: &Path, base: Option<&Path>) -> Result<Result<Source, Vec<Diagnostic>>, Failure> {
    let (name, text) = read(path)?;
    if !Overlay::is_one(&text) {
        let read = Definition::parse(&name, &text);
        return Ok(read.map(|definition| Source { name, text, definition }));
    }
    let overlay = match Overlay::read(&name, &text) {
        Ok(overlay) => overlay,
        Err(diagnostics) => return Ok(Err(diagnostics)),
    };
    let (base_name, base_text) = match base {
        Some(base) => read(base)?,
        None => base_of(path, overlay.of())?,
    };
    let both = overlay.over(&base_name, &base_text);
    Ok(both.map(|both| Source { name, text: both.text, definition: both.definition }))
}

/// The pathway that an overlay changes: beside it or in a folder above it, as `pathway.toml`, `ID.toml` or
/// `ID/pathway.toml`; else the one that comes with Regie.
fn base_of(overlay: &Path, id: &PathwayId) -> Result<(String, String), Failure> {
    let whole = std::path::absolute(overlay).map_err(|error| Failure::file(overlay, &error))?;
    for (up, folder) in whole.ancestors().skip(1).take(FOLDERS_UP).enumerate() {
        // The path as it was given, so that what is told can be opened as it stands.
        let given = overlay.ancestors().nth(up + 1).map_or_else(|| folder.to_owned(), Path::to_owned);
        for candidate in
            [PathBuf::from("pathway.toml"), format!("{id}.toml").into(), format!("{id}/pathway.toml").into()]
        {
            let candidate = given.join(candidate);
            if candidate.is_file() {
                let (name, text) = read(&candidate)?;
                if id_in(&text).as_deref() == Some(id.as_str()) {
                    return Ok((name, text));
                }
            }
        }
    }
    let shipped = SHIPPED_PATHWAYS.iter().find(|(_, text)| id_in(text).as_deref() == Some(id.as_str()));
    shipped.map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).ok_or_else(|| {
        Failure::Refused(format!(
            "{}: it changes the pathway `{id}`, which is neither near it nor comes with Regie: put `{id}.toml` beside it, \
             or name the file with --base",
            overlay.display()
        ))
    })
}

/// The name of the pathway in a text, whatever else is wrong with it.
pub fn id_in(text: &str) -> Option<String> {
    let file: toml::Table = text.parse().ok()?;
    Some(file.get("pathway")?.get("id")?.as_str()?.to_owned())
}
