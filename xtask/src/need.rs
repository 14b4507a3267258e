//! What the tests need of the machine: the PostgreSQL server programs, a Chromium with its driver, Java, npm.

use std::path::{Path, PathBuf};
use std::process::Command;

use regie_browser::Programs;

use crate::failure::Failure;

/// The oldest PostgreSQL that Regie runs on.
const OLDEST_POSTGRES: u32 = 15;
/// The names under which Chromium is found.
const BROWSERS: &[&str] = &["chromium", "chromium-browser", "google-chrome"];
/// The program that drives a Chromium of its own version.
const DRIVER: &str = "chromedriver";

/// Where the needed programs are.
#[derive(Debug, Clone)]
pub struct Tools {
    /// The folder with `postgres` and `initdb`.
    pub postgres: PathBuf,
    /// The browser and what drives it.
    pub browser: Programs,
}

/// One thing that is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lack {
    Postgres,
    Chromium,
    Driver,
    Java,
    Npm,
}

impl Lack {
    const BROWSER: [Self; 2] = [Self::Chromium, Self::Driver];

    /// Where it is, when it is there.
    fn find(self) -> Option<PathBuf> {
        match self {
            Self::Postgres => postgres(),
            Self::Chromium => BROWSERS.iter().find_map(|name| in_path(name)),
            Self::Driver => in_path(DRIVER),
            Self::Java => in_path("java"),
            Self::Npm => in_path("npm"),
        }
    }

    fn package(self) -> &'static str {
        match self {
            Self::Postgres => "postgresql",
            Self::Chromium => "chromium",
            Self::Driver => "chromium-driver",
            Self::Java => "default-jre-headless",
            Self::Npm => "npm",
        }
    }

    fn words(self) -> String {
        match self {
            Self::Postgres => {
                format!("a PostgreSQL server, version {OLDEST_POSTGRES} or newer (programs `postgres` and `initdb`)")
            }
            Self::Chromium => "Chromium (program `chromium`)".to_owned(),
            Self::Driver => format!("the driver of Chromium (program `{DRIVER}`)"),
            Self::Java => "Java, for the Nu HTML checker (program `java`)".to_owned(),
            Self::Npm => "npm, for axe-core and the Nu HTML checker (program `npm`)".to_owned(),
        }
    }
}

/// Finds the tools of `cargo test`, or installs them from Debian's packages when this is root on Debian.
///
/// # Errors
/// When something is missing that may not or could not be installed; the message says what to install.
pub fn tools() -> Result<Tools, Failure> {
    let [postgres, chromium, chromedriver] = all([Lack::Postgres, Lack::Chromium, Lack::Driver])?;
    Ok(Tools { postgres, browser: Programs { chromium, chromedriver } })
}

/// Finds Chromium and its driver, or installs them as [`tools`] does.
///
/// # Errors
/// As [`tools`].
pub fn browser() -> Result<Programs, Failure> {
    let [chromium, chromedriver] = all(Lack::BROWSER)?;
    Ok(Programs { chromium, chromedriver })
}

/// Finds Java, or installs it as [`tools`] does.
///
/// # Errors
/// As [`tools`].
pub fn java() -> Result<PathBuf, Failure> {
    all([Lack::Java]).map(|[java]| java)
}

/// Finds npm, or installs it as [`tools`] does.
///
/// # Errors
/// As [`tools`].
pub fn npm() -> Result<PathBuf, Failure> {
    all([Lack::Npm]).map(|[npm]| npm)
}

/// Finds the PostgreSQL server programs, or installs them as [`tools`] does.
///
/// # Errors
/// As [`tools`].
pub fn postgres_or_install() -> Result<PathBuf, Failure> {
    all([Lack::Postgres]).map(|[postgres]| postgres)
}

/// Where each of these is, after what lacks was installed.
fn all<const N: usize>(wanted: [Lack; N]) -> Result<[PathBuf; N], Failure> {
    let lacks: Vec<Lack> = wanted.into_iter().filter(|lack| lack.find().is_none()).collect();
    if !lacks.is_empty() {
        install(&lacks)?;
    }
    let still: Vec<Lack> = wanted.into_iter().filter(|lack| lack.find().is_none()).collect();
    if !still.is_empty() {
        return Err(Failure::Missing(advice(&still)));
    }
    Ok(wanted.map(|lack| lack.find().unwrap_or_default()))
}

/// Is this process root?
pub fn is_root() -> bool {
    said("id", &["-u"]).is_some_and(|id| id == "0")
}

/// What a program prints, trimmed; nothing where it fails or is not there.
pub fn said(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}

fn advice(lacks: &[Lack]) -> String {
    let words: Vec<String> = lacks.iter().map(|lack| lack.words()).collect();
    let packages: Vec<&str> = lacks.iter().map(|lack| lack.package()).collect();
    format!(
        "the tests need {}, and this machine lacks it. On Debian: apt-get install {} (as root; then this command does it by itself)",
        words.join(" and "),
        packages.join(" ")
    )
}

fn install(lacks: &[Lack]) -> Result<(), Failure> {
    if !is_root() || in_path("apt-get").is_none() {
        return Err(Failure::Missing(advice(lacks)));
    }
    let packages: Vec<&str> = lacks.iter().map(|lack| lack.package()).collect();
    println!("installing from Debian's packages: {}", packages.join(" "));
    // Old lists may still do: what counts is whether the packages come.
    if !apt(&["update"])? {
        println!("apt-get update failed; going on with the lists that are there");
    }
    let mut arguments = vec!["install", "-y", "--no-install-recommends"];
    arguments.extend(&packages);
    if apt(&arguments)? {
        return Ok(());
    }
    Err(Failure::Missing(format!("apt-get install {} failed (see above); {}", packages.join(" "), advice(lacks))))
}

fn apt(arguments: &[&str]) -> Result<bool, Failure> {
    Command::new("apt-get")
        .args(arguments)
        .env("DEBIAN_FRONTEND", "noninteractive")
        .stdin(std::process::Stdio::null())
        .status()
        .map(|status| status.success())
        .map_err(Failure::system("run apt-get"))
}

/// The newest usable server: in the PATH, or where Debian keeps one folder per version.
fn postgres() -> Option<PathBuf> {
    let in_path = in_path("initdb").and_then(|program| program.parent().map(Path::to_path_buf));
    let debian = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten();
    let debian = debian.flatten().map(|entry| entry.path().join("bin"));
    newest(in_path.into_iter().chain(debian), &|folder| {
        let program = folder.join("postgres");
        let initdb = folder.join("initdb");
        let text = said(program.to_str()?, &["--version"])?;
        initdb.is_file().then_some(())?;
        major_version(&text)
    })
}

fn newest(folders: impl Iterator<Item = PathBuf>, version: &dyn Fn(&Path) -> Option<u32>) -> Option<PathBuf> {
    folders
        .filter_map(|folder| version(&folder).map(|version| (version, folder)))
        .filter(|(version, _)| *version >= OLDEST_POSTGRES)
        .max_by_key(|(version, _)| *version)
        .map(|(_, folder)| folder)
}

/// `postgres (PostgreSQL) 15.8 (Debian …)` → 15.
fn major_version(text: &str) -> Option<u32> {
    let (_, number) = text.split_once("(PostgreSQL) ")?;
    let digits = number.split(|c: char| !c.is_ascii_digit()).next()?;
    digits.parse().ok()
}

fn in_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|candidate| candidate.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_from_what_the_server_says() {
        let debian = "postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)";
        assert_eq!(major_version(debian), Some(15));
        assert_eq!(major_version("postgres (PostgreSQL) 18beta1"), Some(18));
        assert_eq!(major_version("mysqld 8"), None);
    }

    #[test]
    fn the_newest_server_is_taken_and_an_old_one_never() {
        let folders = |names: &[&str]| names.iter().map(PathBuf::from).collect::<Vec<_>>().into_iter();
        let version = |folder: &Path| folder.to_str()?.parse().ok();
        assert_eq!(newest(folders(&["9", "17", "15"]), &version), Some("17".into()));
        assert_eq!(newest(folders(&["13", "broken"]), &version), None);
    }

    #[test]
    fn the_advice_names_what_to_install() {
        let all = advice(&[Lack::Postgres, Lack::Chromium, Lack::Driver]);
        assert!(all.contains("apt-get install postgresql chromium chromium-driver"), "{all}");
        assert!(all.contains("version 15 or newer") && all.contains("`chromedriver`"), "{all}");
        assert!(!advice(&[Lack::Chromium]).contains("PostgreSQL"));
        let checkers = advice(&[Lack::Java, Lack::Npm]);
        assert!(checkers.contains("apt-get install default-jre-headless npm"), "{checkers}");
    }
}
