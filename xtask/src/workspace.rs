//! The workspace as cargo sees it, and its text files.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;

use crate::failure::Failure;

/// The crates of a workspace with what they declare to depend on.
#[derive(Debug, Clone, Deserialize)]
pub struct Workspace {
    /// The folder of the root Cargo.toml.
    #[serde(rename = "workspace_root")]
    pub root: PathBuf,
    /// Its members.
    pub packages: Vec<Package>,
}

/// One crate.
#[derive(Debug, Clone, Deserialize)]
pub struct Package {
    /// Its name in Cargo.toml, `regie-…`.
    pub name: String,
    /// One sentence on what it is for.
    pub description: Option<String>,
    /// Its Cargo.toml.
    pub manifest_path: PathBuf,
    /// Everything it declares, of every kind and for every platform.
    pub dependencies: Vec<Dependency>,
}

/// One declared dependency.
#[derive(Debug, Clone, Deserialize)]
pub struct Dependency {
    /// The depended-on crate's own name, whatever it is renamed to.
    pub name: String,
    /// `None` for a normal one, else `dev` or `build`.
    pub kind: Option<String>,
    /// The folder of a local crate.
    pub path: Option<PathBuf>,
}

impl Dependency {
    /// Only there for tests, benches and examples.
    pub fn is_dev(&self) -> bool {
        self.kind.as_deref() == Some("dev")
    }
}

impl Package {
    /// The name of the folder it lies in.
    pub fn folder_name(&self) -> &str {
        self.manifest_path.parent().and_then(Path::file_name).and_then(|name| name.to_str()).unwrap_or_default()
    }
}

/// One text file of the workspace.
#[derive(Debug, Clone)]
pub struct TextFile {
    /// Path below the workspace root, with `/` between its parts.
    pub path: String,
    /// Everything in it.
    pub text: String,
}

/// Folders that hold nothing written by people.
const SKIPPED_FOLDERS: &[&str] = &["target", ".git", "node_modules"];
/// Files larger than this are data, not text to check.
const LARGEST_TEXT: u64 = 1_000_000;

/// The cargo that runs this chore.
pub fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// The workspace this chore was built from or, when it has been moved, the one it is run in.
///
/// # Errors
/// When cargo cannot read the workspace.
pub fn here() -> Result<Workspace, Failure> {
    let manifest = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    load(&manifest.unwrap_or_else(|| PathBuf::from(".")))
}

/// Reads the workspace that `folder` lies in, without network.
///
/// # Errors
/// When cargo cannot read it.
pub fn load(folder: &Path) -> Result<Workspace, Failure> {
    let output = cargo()
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .current_dir(folder)
        .output()
        .map_err(Failure::system("run cargo metadata"))?;
    if !output.status.success() {
        return Err(Failure::Missing(format!(
            "cargo metadata failed in {}: {}",
            folder.display(),
            String::from_utf8_lossy(&output.stderr).trim()
        )));
    }
    serde_json::from_slice(&output.stdout)
        .map_err(|error| Failure::Missing(format!("cargo metadata is not as expected: {error}")))
}

/// Builds the program `regie` and says where it is.
///
/// # Errors
/// When cargo cannot build it.
pub fn program(release: bool) -> Result<PathBuf, Failure> {
    let mut command = cargo();
    command
        .args(["build", "-p", "regie-cli", "--bin", "regie", "--locked", "--message-format=json-render-diagnostics"])
        .args(release.then_some("--release"))
        .current_dir(here()?.root)
        .stderr(std::process::Stdio::inherit());
    let output = command.output().map_err(Failure::system("run cargo build"))?;
    let said = String::from_utf8_lossy(&output.stdout);
    let built = said.lines().filter_map(|line| serde_json::from_str::<Built>(line).ok());
    let executable = built.filter_map(|built| built.executable).next_back();
    executable
        .filter(|_| output.status.success())
        .ok_or_else(|| Failure::Missing("cargo build -p regie-cli made no program, see above".to_owned()))
}

/// What cargo says of one thing that it built.
#[derive(Deserialize)]
struct Built {
    executable: Option<PathBuf>,
}

/// Every text file below `root`, in the order of their paths.
///
/// # Errors
/// When a folder or file cannot be read.
pub fn text_files(root: &Path) -> Result<Vec<TextFile>, Failure> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(&folder).map_err(Failure::system(format!("list {}", folder.display())))?;
        for entry in entries {
            let entry = entry.map_err(Failure::system(format!("list {}", folder.display())))?;
            let path = entry.path();
            let name = entry.file_name();
            // A file may go while we look: builders and editors work in the same folder.
            let Ok(kind) = entry.metadata() else { continue };
            if kind.is_dir() && !SKIPPED_FOLDERS.iter().any(|skipped| name == *skipped) {
                folders.push(path);
            } else if kind.is_file() && kind.len() <= LARGEST_TEXT {
                found.extend(text_file(root, &path)?);
            }
        }
    }
    found.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(found)
}

fn text_file(root: &Path, path: &Path) -> Result<Option<TextFile>, Failure> {
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(Failure::system(format!("read {}", path.display()))(error)),
    };
    let below = path.strip_prefix(root).unwrap_or(path);
    let path = below.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
    Ok(String::from_utf8(bytes).ok().map(|text| TextFile { path, text }))
}

#[cfg(test)]
pub mod sample {
    //! Workspaces and files made up in memory.

    use super::{Dependency, Package, TextFile, Workspace};

    /// A crate that depends on `normal` and, for its tests, on `dev`.
    pub fn package(name: &str, normal: &[&str], dev: &[&str]) -> Package {
        let dependency = |kind: Option<&str>| {
            let kind = kind.map(str::to_owned);
            move |name: &&str| Dependency {
                name: (*name).to_owned(),
                kind: kind.clone(),
                path: name.starts_with("regie-").then(|| name.into()),
            }
        };
        let mut dependencies: Vec<_> = normal.iter().map(dependency(None)).collect();
        dependencies.extend(dev.iter().map(dependency(Some("dev"))));
        Package {
            name: name.to_owned(),
            description: Some(format!("What {name} is for.")),
            manifest_path: format!("/w/crates/{}/Cargo.toml", crate::law::room_name(name)).into(),
            dependencies,
        }
    }

    /// A workspace of those crates.
    pub fn workspace(packages: Vec<Package>) -> Workspace {
        Workspace { root: "/w".into(), packages }
    }

    /// A file with that text.
    pub fn file(path: &str, text: &str) -> TextFile {
        TextFile { path: path.to_owned(), text: text.to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_files_leaves_out_builds_and_binaries() {
        let folder = tempfile::tempdir().unwrap();
        for (path, bytes) in [
            ("a/one.rs", b"fn one() {}".as_slice()),
            ("target/two.rs", b"fn two() {}"),
            ("picture.png", &[0xff, 0xfe, 0x00]),
        ] {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
        let files = text_files(folder.path()).unwrap();
        let paths: Vec<_> = files.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(paths, ["a/one.rs"]);
    }
}
