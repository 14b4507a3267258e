//! From a word on the command line to a pathway: a pathway file is read as it is, an overlay together with the pathway that
//! it changes; a folder stands for the file in it, and the name of a pathway for the one that comes with Regie.

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
    /// The file, unless it came with Regie.
    path: Option<PathBuf>,
}

impl Source {
    /// A file beside the one that was read.
    ///
    /// # Errors
    /// When the pathway came with Regie, and not from a file.
    pub fn beside(&self, name: &str) -> Result<PathBuf, Failure> {
        let path = self.path.as_deref().map(|path| path.with_file_name(name));
        path.ok_or_else(|| {
            let id = self.definition.id();
            Failure::WrongUse(format!(
                "`{id}` comes with Regie, so that nothing lies beside it (`{name}`); name its file"
            ))
        })
    }

    /// The told courses in the folder `scenarios` beside the file, in the order of their names.
    ///
    /// # Errors
    /// When there are none.
    pub fn scenarios(&self) -> Result<Vec<PathBuf>, Failure> {
        let folder = self.beside("scenarios")?;
        let entries = std::fs::read_dir(&folder).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path()));
        let mut found: Vec<PathBuf> =
            entries.filter(|path| path.extension().is_some_and(|end| end == "toml")).collect();
        // As a person counts: 2 before 10.
        found.sort_by_key(|path| {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
            (name.split('-').next().and_then(|number| number.parse::<u32>().ok()), name)
        });
        if found.is_empty() {
            let what = "no told course is there (*.toml); name the scenario files";
            return Err(Failure::WrongUse(format!("{}: {what}", folder.display())));
        }
        Ok(found)
    }
}

/// The file that a word on the command line means: itself, or in a folder its pathway or overlay.
///
/// # Errors
/// When a folder holds neither, or both.
pub fn found(path: &Path) -> Result<PathBuf, Failure> {
    if !path.is_dir() {
        return Ok(path.to_owned());
    }
    let there = ["pathway.toml", "overlay.toml"].map(|name| path.join(name));
    let mut there = there.into_iter().filter(|file| file.is_file());
    match (there.next(), there.next()) {
        (Some(file), None) => Ok(file),
        (None, _) => {
            let what = "there is neither a pathway.toml nor an overlay.toml in this folder; name a file";
            Err(Failure::WrongUse(format!("{}: {what}", path.display())))
        }
        (Some(_), Some(_)) => {
            let what = "there are a pathway.toml and an overlay.toml in this folder; name one of them";
            Err(Failure::WrongUse(format!("{}: {what}", path.display())))
        }
    }
}

/// The pathway of this name among those that come with Regie, where no file has that name.
fn shipped(path: &Path) -> Result<Option<(String, String)>, Failure> {
    let word = path.to_str().filter(|word| !word.is_empty() && !word.contains(['/', '\\', '.']));
    let Some(word) = word.filter(|_| !path.exists()) else { return Ok(None) };
    let names = || SHIPPED_PATHWAYS.iter().filter_map(|(_, text)| id_in(text));
    let of_that_name = |text: &str| id_in(text).as_deref() == Some(word);
    let known = SHIPPED_PATHWAYS.iter().find(|(_, text)| of_that_name(text));
    let known = known.map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
    known.map(Some).ok_or_else(|| {
        let names = names().collect::<Vec<_>>().join(", ");
        Failure::Refused(format!("`{word}` is no file, no folder, and no pathway that comes with Regie: {names}"))
    })
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
    let file = found(path)?;
    let (name, text, file) = match shipped(&file)? {
        Some((name, text)) => (name, text, None),
        None => read(&file).map(|(name, text)| (name, text, Some(file)))?,
    };
    if !Overlay::is_one(&text) {
        if base.is_some() {
            let what = "--base names the pathway that an overlay changes, and this is no overlay; leave --base out";
            return Err(Failure::WrongUse(format!("{name}: {what}")));
        }
        let read = Definition::parse(&name, &text);
        return Ok(read.map(|definition| Source { name, text, definition, path: file }));
    }
    let overlay = match Overlay::read(&name, &text) {
        Ok(overlay) => overlay,
        Err(diagnostics) => return Ok(Err(diagnostics)),
    };
    let (base_name, base_text) = match base {
        Some(base) => match shipped(base)? {
            Some(shipped) => shipped,
            None => read(&found(base)?)?,
        },
        None => base_of(file.as_deref().unwrap_or(path), overlay.of())?,
    };
    let both = overlay.over(&base_name, &base_text);
    Ok(both.map(|both| Source { name, text: both.text, definition: both.definition, path: file }))
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
