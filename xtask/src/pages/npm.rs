//! The two checkers that come from npm, in a cache outside of the repository.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use sha2::{Digest, Sha256};

use crate::failure::Failure;

/// What is installed, of which version and with which content.
const MANIFEST: &str = include_str!("../../pages/package.json");
const LOCK: &str = include_str!("../../pages/package-lock.json");

/// Where the checkers are.
#[derive(Debug, Clone)]
pub struct Checkers {
    /// The script of axe-core.
    pub axe: PathBuf,
    /// The Nu HTML checker.
    pub vnu: PathBuf,
}

impl Checkers {
    fn below(folder: &Path) -> Self {
        let modules = folder.join("node_modules");
        Self { axe: modules.join("axe-core/axe.min.js"), vnu: modules.join("vnu-jar/build/dist/vnu.jar") }
    }

    fn are_there(&self) -> bool {
        self.axe.is_file() && self.vnu.is_file()
    }
}

/// Finds them, or installs them with npm: exactly what the lock names, and none of their install scripts.
///
/// # Errors
/// When npm cannot get them, with what to do.
pub fn installed(npm: &Path) -> Result<Checkers, Failure> {
    let folder = cache()?.join(format!("pages-{}", mark(LOCK)));
    let checkers = Checkers::below(&folder);
    if checkers.are_there() {
        return Ok(checkers);
    }
    println!("installing axe-core and the Nu HTML checker into {}", folder.display());
    std::fs::create_dir_all(&folder)
        .and_then(|()| std::fs::write(folder.join("package.json"), MANIFEST))
        .and_then(|()| std::fs::write(folder.join("package-lock.json"), LOCK))
        .map_err(Failure::system(format!("write into {}", folder.display())))?;
    let status = Command::new(npm)
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
        .current_dir(&folder)
        .stdin(Stdio::null())
        .status()
        .map_err(Failure::system("run npm"))?;
    if status.success() && checkers.are_there() {
        return Ok(checkers);
    }
    Err(Failure::Missing(format!(
        "axe-core and the Nu HTML checker are not in {} and npm could not install them (see above): without them nobody has looked at \
         the pages. Run this once where npm reaches its registry",
        folder.display()
    )))
}

/// Where things are kept that can be had again: `REGIE_CACHE`, else the user's cache.
fn cache() -> Result<PathBuf, Failure> {
    let named = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    named("REGIE_CACHE")
        .or_else(|| named("XDG_CACHE_HOME").map(|folder| folder.join("regie")))
        .or_else(|| named("HOME").map(|folder| folder.join(".cache/regie")))
        .ok_or_else(|| Failure::Missing("there is no folder to keep checkers in: set REGIE_CACHE to one".to_owned()))
}

/// A short name of a text's content.
fn mark(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lock_says_what_and_not_from_where() {
        assert!(!LOCK.contains("resolved") && !LOCK.contains("http"), "{LOCK}");
        let lock: serde_json::Value = serde_json::from_str(LOCK).unwrap();
        let manifest: serde_json::Value = serde_json::from_str(MANIFEST).unwrap();
        for name in ["axe-core", "vnu-jar"] {
            let locked = &lock["packages"][format!("node_modules/{name}")];
            assert_eq!(locked["version"], manifest["dependencies"][name], "{name}");
            assert!(locked["integrity"].as_str().unwrap().starts_with("sha512-"), "{name}");
        }
    }

    #[test]
    fn another_lock_has_another_folder() {
        assert_ne!(mark("one"), mark("two"));
        assert_eq!(mark("one").len(), 12);
    }
}
