//! The peers: a throw-away Python environment outside of the checkout, and the drivers in `xtask/peers/`.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::failure::Failure;

/// What is installed.
const PACKAGES: [&str; 2] = ["ortools", "pyvrp"];

/// Who searches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Solver {
    /// Ours.
    Regie,
    /// OR-tools routing, from cheapest insertion.
    OrTools,
    /// OR-tools routing, from yesterday's roster of ours.
    OrToolsWarm,
    /// PyVRP, day by day with a template.
    PyVrp,
}

impl Solver {
    /// As it is called in the table.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Regie => "regie",
            Self::OrTools => "or-tools",
            Self::OrToolsWarm => "or-tools warm",
            Self::PyVrp => "pyvrp by day",
        }
    }
}

/// The environment with the peers.
pub struct Peers {
    python: PathBuf,
    drivers: PathBuf,
}

/// The folder for what can be made again, outside of the checkout.
pub fn cache() -> Result<PathBuf, Failure> {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let base = set("XDG_CACHE_HOME").or_else(|| set("HOME").map(|home| home.join(".cache")));
    let base =
        base.ok_or_else(|| Failure::Missing("set HOME or XDG_CACHE_HOME: the peers are installed there".to_owned()))?;
    Ok(base.join("regie").join("bench-roster"))
}

impl Peers {
    /// Makes the environment where it is not there yet.
    pub fn install(root: &Path) -> Result<Self, Failure> {
        let folder = cache()?.join("venv");
        let python = folder.join("bin/python");
        let peers = Self { drivers: root.join("xtask/peers"), python };
        if !peers.import_all() {
            println!("installing {} into {}", PACKAGES.join(" and "), folder.display());
            done(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder), "make a Python environment")?;
            let mut install = Command::new(&peers.python);
            install.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]).args(PACKAGES);
            done(&mut install, "install the peers")?;
        }
        Ok(peers)
    }

    fn import_all(&self) -> bool {
        let import = PACKAGES.map(|package| format!("import {package}")).join("; ");
        let mut command = Command::new(&self.python);
        command.args(["-c", &import]).stdout(Stdio::null()).stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    }

    /// The versions of the peers.
    pub fn versions(&self) -> String {
        let ask = PACKAGES.map(|package| format!("print('{package}', version('{package}'))")).join("; ");
        let ask = format!("from importlib.metadata import version; {ask}");
        let output = Command::new(&self.python).args(["-c", &ask]).output();
        let said = output.map(|output| String::from_utf8_lossy(&output.stdout).trim().replace('\n', ", "));
        said.unwrap_or_default()
    }

    /// Lets a peer search; whether it wrote a plan. What it says of itself is told.
    pub fn solve(
        &self,
        solver: Solver,
        file: &Path,
        out: &Path,
        seconds: u64,
        seed: u64,
        start: Option<&Path>,
    ) -> Result<bool, Failure> {
        let driver = if solver == Solver::PyVrp { "pyvrp_days.py" } else { "ortools_routing.py" };
        // The plan of the piece of work before this one is no answer to it.
        if out.exists() {
            std::fs::remove_file(out).map_err(Failure::system(format!("remove {}", out.display())))?;
        }
        let mut command = Command::new(&self.python);
        command
            .arg(self.drivers.join(driver))
            .arg(file)
            .arg(out)
            .args([seconds.to_string(), seed.to_string()])
            .args(start);
        command.env("PYTHONDONTWRITEBYTECODE", "1").env("OMP_NUM_THREADS", "1").stdout(Stdio::null());
        let output = command.stderr(Stdio::piped()).output().map_err(Failure::system("run a peer"))?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            println!("  {}: {}", solver.name(), said.lines().last().unwrap_or("it ended without a word"));
        }
        Ok(output.status.success() && out.is_file())
    }
}

fn done(command: &mut Command, what: &str) -> Result<(), Failure> {
    let status = command.status().map_err(Failure::system(what))?;
    if status.success() { Ok(()) } else { Err(Failure::Missing(format!("cannot {what}; what it said stands above"))) }
}
