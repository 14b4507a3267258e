//! The command line: one struct per subcommand, with the common flags shared.

mod roster;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

pub use roster::*;

/// Case management for chain care: one person accountable at every moment.
///
/// Exit status: 0 done, 1 refused or not clean, 2 wrong use.
#[derive(Debug, Parser)]
#[command(name = "regie", version)]
pub struct Cli {
    /// Prints machine-readable JSON instead of text.
    #[arg(long, global = true)]
    pub json: bool,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Where the data is.
#[derive(Debug, Clone, Args)]
pub struct DatabaseArgs {
    /// `sqlite:PATH` or `postgres://USER@HOST/DATABASE`.
    #[arg(long, value_name = "URL", default_value = "sqlite:regie.db")]
    pub database: String,
}

/// Where to listen.
#[derive(Debug, Clone, Args)]
pub struct ListenArgs {
    /// Address and port; port 0 takes a free one.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    pub listen: String,
    /// Marks the session cookie `Secure`: for use behind HTTPS.
    #[arg(long)]
    pub secure_cookies: bool,
    /// Takes the caller's address from `X-Forwarded-For`: for use behind a proxy that sets it, and only there.
    #[arg(long)]
    pub behind_proxy: bool,
}

impl ListenArgs {
    /// How the server is run.
    pub fn options(&self) -> regie_web::Options {
        regie_web::Options { secure_cookies: self.secure_cookies, behind_proxy: self.behind_proxy }
    }
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Starts with a synthetic region in a temporary folder and prints the accounts.
    Demo(DemoArgs),
    /// Serves the pages and the API.
    Serve(ServeArgs),
    /// Imports a practice's export (CSV).
    Import(ImportArgs),
    /// Writes the whole journal as JSON lines, without accounts.
    Export(ExportArgs),
    /// Enters an account, with the password that is read from standard input; its organisation and person too where
    /// they are new.
    Account(AccountArgs),
    /// Checks, shows, proves and runs pathway files and overlays; decision tables as DMN and back.
    Pathway(PathwayArgs),
    /// Plays a told course against a fresh database and prints the journal.
    Run(RunArgs),
    /// Proves the hash chain, that every view equals its rebuild and every notice is as it was enqueued.
    ///
    /// What the chain cannot show is that a whole stream was removed or replaced, its head and rows too: such a journal is
    /// true in itself. For that, write a seal now and then, keep it where nobody who can write the database can write, and
    /// name it later. The journal may have grown since; what was sealed must still be in it.
    Verify(VerifyArgs),
    /// Rebuilds every view from the journal.
    Rebuild(DatabaseArgs),
    /// Copies the whole database, accounts and all, to a file while it runs.
    Backup(BackupArgs),
    /// Fills an empty database from a backup and proves the copy whole.
    Restore(RestoreArgs),
    /// Makes, checks and explains visit rosters, and forecasts visits.
    Roster(RosterArgs),
    /// Measures speed and size beside the raw floor of the same machine.
    Bench(BenchArgs),
    /// Gives commands for ever and prints what was acknowledged; for the crash runs.
    #[command(hide = true)]
    Load(LoadArgs),
}

/// Pathways beside those that come with Regie.
#[derive(Debug, Clone, Args)]
pub struct OwnPathwaysArgs {
    /// A folder with pathway files and overlays of one's own. What is new in it is proved before any case can begin on it;
    /// what does not hold, or no longer fits, is refused with the reason.
    #[arg(long, value_name = "DIR")]
    pub pathways: Option<PathBuf>,
}

/// Arguments of `demo`.
#[derive(Debug, Args)]
pub struct DemoArgs {
    /// Where to listen.
    #[command(flatten)]
    pub listen: ListenArgs,
    /// Keeps the data here instead of in a temporary folder; the database must be empty.
    #[arg(long, value_name = "URL")]
    pub database: Option<String>,
    /// The seed from which the region grows.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// How many cases.
    #[arg(long, default_value_t = 400)]
    pub cases: u32,
    /// Tells the region as on this day, and lets the clock stand at nine in its morning: for pictures that can be made
    /// again.
    #[arg(long, value_name = "DATE")]
    pub today: Option<jiff::civil::Date>,
    /// Pathways of one's own.
    #[command(flatten)]
    pub pathways: OwnPathwaysArgs,
}

/// Arguments of `serve`.
#[derive(Debug, Args)]
pub struct ServeArgs {
    /// Where to listen.
    #[command(flatten)]
    pub listen: ListenArgs,
    /// Where the data is.
    #[command(flatten)]
    pub database: DatabaseArgs,
    /// Pathways of one's own.
    #[command(flatten)]
    pub pathways: OwnPathwaysArgs,
}

/// Arguments of `import`.
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// The CSV file. Status 1 when whole rows had to be left out.
    pub file: PathBuf,
    /// The mapping from its columns; see `docs/import.md`. Without it the built-in mapping of that document is used.
    #[arg(long, value_name = "TOML")]
    pub mapping: Option<PathBuf>,
    /// Reads and reports, but changes nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// Where the data is.
    #[command(flatten)]
    pub database: DatabaseArgs,
}

/// Arguments of `export`.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// Where to write, a file that does not exist yet; `-` is standard output.
    #[arg(long, default_value = "-")]
    pub out: PathBuf,
    /// Where the data is.
    #[command(flatten)]
    pub database: DatabaseArgs,
}

/// Arguments of `account`.
#[derive(Debug, Args)]
pub struct AccountArgs {
    /// The login name.
    #[arg(long)]
    pub login: String,
    /// The person's name as on the pages.
    #[arg(long)]
    pub name: String,
    /// The organisation at which she works; it is entered when it is new.
    #[arg(long)]
    pub organisation: String,
    /// The kind of a new organisation.
    #[arg(long, default_value = "midwife-practice")]
    pub kind: String,
    /// The network (VSV) in which a new organisation takes part.
    #[arg(long, default_value = "")]
    pub network: String,
    /// The first telephone number of a new organisation; a practice or hospital needs one.
    #[arg(long, default_value = "")]
    pub phone: String,
    /// Her role there.
    #[arg(long, default_value = "administrator")]
    pub role: String,
    /// Where the data is.
    #[command(flatten)]
    pub database: DatabaseArgs,
}

/// Arguments of `pathway`.
#[derive(Debug, Args)]
pub struct PathwayArgs {
    /// What to do with the file.
    #[command(subcommand)]
    pub command: PathwayCommand,
}

/// The languages that pathway files are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Language {
    /// Dutch.
    Nl,
    /// English, where the file has it.
    En,
}

/// A number of states with which something can be proved.
fn states(word: &str) -> Result<usize, String> {
    match word.parse() {
        Ok(0) => Err("with no state nothing can be proved; give at least 1, or leave --states out".to_owned()),
        Ok(states) => Ok(states),
        Err(_) => Err("write a whole number of states, such as 100000".to_owned()),
    }
}

/// What an overlay changes.
#[derive(Debug, Args)]
pub struct BaseArgs {
    /// The pathway that an overlay changes. Without it, it is looked for beside the overlay, in the folders above it, and
    /// among those that come with Regie.
    #[arg(long, value_name = "FILE")]
    pub base: Option<PathBuf>,
}

/// What can be done with a pathway file, or with an overlay and the pathway that it changes.
#[derive(Debug, Subcommand)]
pub enum PathwayCommand {
    /// Parses and lints; status 1 when a file has errors, warnings are told only.
    Check {
        /// Pathway files and overlays, their folders, or names of pathways that come with Regie.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// What an overlay changes.
        #[command(flatten)]
        base: BaseArgs,
    },
    /// Shows a pathway as readable tables: steps, questions, decision tables, guarantees.
    Show {
        /// The pathway file or overlay, its folder, or the name of a pathway that comes with Regie.
        file: PathBuf,
        /// What an overlay changes.
        #[command(flatten)]
        base: BaseArgs,
        /// In which language.
        #[arg(long, value_enum, default_value_t = Language::Nl)]
        lang: Language,
    },
    /// Prints a decision table of a pathway as a DMN 1.3 model, for other programs.
    Dmn {
        /// The pathway file or overlay, its folder, or the name of a pathway that comes with Regie.
        file: PathBuf,
        /// The name of the table; a pathway with one table needs none.
        #[arg(long, value_name = "ID")]
        table: Option<String>,
        /// What an overlay changes.
        #[command(flatten)]
        base: BaseArgs,
    },
    /// Prints the decision tables of a DMN model (1.1 to 1.5) as text for a pathway file; status 1 when one can be none.
    Table {
        /// The DMN file.
        file: PathBuf,
        /// Only the decision of this name.
        #[arg(long, value_name = "NAME")]
        decision: Option<String>,
    },
    /// Explores every course of a pathway and proves what it promises, or tells the shortest course that breaks a promise;
    /// status 1 when something is broken or was left unseen.
    Prove {
        /// The pathway file or overlay, its folder, or the name of a pathway that comes with Regie.
        file: PathBuf,
        /// What an overlay changes.
        #[command(flatten)]
        base: BaseArgs,
        /// At most so many states per promise.
        #[arg(long, default_value_t = regie_prove::Limits::default().states, value_parser = states)]
        states: usize,
        /// Also writes the proof as `proof.json` beside the file, for the pages and for `cargo xtask check`.
        #[arg(long)]
        write: bool,
    },
    /// The work that a caseload will ask, per role and week: every course played forward many times.
    Simulate(SimulateArgs),
    /// Plays the scenarios of a pathway on the engine alone.
    Run {
        /// The pathway file or overlay, its folder, or the name of a pathway that comes with Regie.
        file: PathBuf,
        /// Scenario files; without any, those in the folder `scenarios` beside the file.
        scenarios: Vec<PathBuf>,
        /// What an overlay changes.
        #[command(flatten)]
        base: BaseArgs,
    },
}

/// Arguments of `pathway simulate`.
#[derive(Debug, Args)]
pub struct SimulateArgs {
    /// The pathway files or folders that the caseload speaks of, or names of shipped pathways; without any, those that come with Regie.
    pub files: Vec<PathBuf>,
    /// How many cases come when, on which pathway.
    #[arg(long, value_name = "TOML", conflicts_with = "database")]
    pub caseload: Option<PathBuf>,
    /// The open cases of this database, as they stand.
    #[arg(long, value_name = "URL")]
    pub database: Option<String>,
    /// How often what happens; what it does not say is taken as equally likely, and told.
    #[arg(long, value_name = "TOML")]
    pub assume: Option<PathBuf>,
    /// With a database: the first day; today if left out.
    #[arg(long, value_name = "DATE", conflicts_with = "caseload")]
    pub from: Option<regie_pathway::Date>,
    /// With a database: how many weeks.
    #[arg(long, default_value_t = 26, conflicts_with = "caseload")]
    pub weeks: u16,
    /// How often every course is played.
    #[arg(long, default_value_t = 200)]
    pub runs: u32,
    /// Decides every draw: the same seed gives the same forecast.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
}

/// Arguments of `run`.
#[derive(Debug, Args)]
pub struct RunArgs {
    /// The told course.
    pub scenario: PathBuf,
    /// Plays on this empty database instead of a temporary one.
    #[arg(long, value_name = "URL")]
    pub database: Option<String>,
}

/// Arguments of `backup`.
#[derive(Debug, Args)]
pub struct BackupArgs {
    /// The file to write; it must not exist. A copy of SQLite is a SQLite database, one of PostgreSQL is JSON lines.
    pub out: PathBuf,
    /// Where the data is.
    #[command(flatten)]
    pub database: DatabaseArgs,
}

/// Arguments of `restore`.
#[derive(Debug, Args)]
pub struct RestoreArgs {
    /// What `backup` wrote, or the lines of `export`: then without accounts, and without what waits to be sent.
    pub file: PathBuf,
    /// The empty database to fill.
    #[command(flatten)]
    pub database: DatabaseArgs,
}

/// Arguments of `verify`.
#[derive(Debug, Args)]
pub struct VerifyArgs {
    /// A seal of earlier: status 1 when anything that it holds is no longer in the journal.
    #[arg(long, value_name = "FILE")]
    pub seal: Option<PathBuf>,
    /// Writes a seal of the journal as it stands, to a file that does not exist yet; only when everything is clean.
    #[arg(long, value_name = "FILE")]
    pub write_seal: Option<PathBuf>,
    /// Where the data is.
    #[command(flatten)]
    pub database: DatabaseArgs,
}

/// Arguments of `load`.
#[derive(Debug, Args)]
pub struct LoadArgs {
    /// Where the data is; an empty database gets a small region.
    #[command(flatten)]
    pub database: DatabaseArgs,
    /// Writers at the same time, each with its own cases.
    #[arg(long, default_value_t = 16)]
    pub writers: usize,
    /// Stops after so many seconds; without it, never.
    #[arg(long)]
    pub seconds: Option<u64>,
    /// Cases of the small region.
    #[arg(long, default_value_t = 200)]
    pub cases: u32,
}

/// Arguments of `bench`.
#[derive(Debug, Args)]
pub struct BenchArgs {
    /// A PostgreSQL server on which throw-away databases may be made; without it only SQLite is measured.
    #[arg(long, value_name = "URL")]
    pub database: Option<String>,
    /// How many cases in the smaller and the larger database for the lists and the pages.
    #[arg(long, value_delimiter = ',', default_values_t = [10_000, 100_000])]
    pub cases: Vec<u32>,
    /// Seconds per measurement.
    #[arg(long, default_value_t = 3)]
    pub seconds: u64,
    /// Runs only these parts: region, commands, lists, pages, size, planning.
    #[arg(long, value_delimiter = ',')]
    pub only: Vec<String>,
}
