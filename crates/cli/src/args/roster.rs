//! The arguments of `regie roster`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// Arguments of `roster`.
#[derive(Debug, Args)]
pub struct RosterArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: RosterCommand,
}

/// What can be done with rosters.
#[derive(Debug, Subcommand)]
pub enum RosterCommand {
    /// Searches for a good roster and writes it.
    Solve {
        /// The instance.
        #[command(flatten)]
        file: RosterFile,
        /// Begins with this plan.
        #[arg(long, value_name = "PLAN")]
        start: Option<PathBuf>,
        /// How to search.
        #[command(flatten)]
        search: RosterSearch,
    },
    /// Recomputes from the written plan whether it can be carried out and what it costs; status 1 when it cannot.
    Check {
        /// The instance.
        #[command(flatten)]
        file: RosterFile,
        /// The plan.
        plan: PathBuf,
    },
    /// Makes today's roster from yesterday's with few changes.
    Replan(RosterReplan),
    /// Lays two plans side by side.
    Compare {
        /// The instance.
        #[command(flatten)]
        file: RosterFile,
        /// The one plan.
        old: PathBuf,
        /// The other plan.
        new: PathBuf,
    },
    /// Says why a visit is where it is, and what the next best would cost.
    Why {
        /// The instance.
        #[command(flatten)]
        file: RosterFile,
        /// The plan.
        plan: PathBuf,
        /// The visit.
        visit: String,
    },
    /// Ranks who could make the visits of somebody who is ill.
    StandIns {
        /// The instance.
        #[command(flatten)]
        file: RosterFile,
        /// The plan.
        plan: PathBuf,
        /// Who is ill, and when.
        #[command(flatten)]
        ill: RosterIll,
    },
    /// Writes an instance in our own format, whatever format it was in.
    Convert {
        /// The instance.
        #[command(flatten)]
        file: RosterFile,
        /// Where to write it; `-` is standard output.
        #[arg(long, value_name = "FILE", default_value = "-")]
        out: PathBuf,
    },
    /// Makes a region that never was, from a seed.
    Generate(RosterGenerate),
    /// Forecasts visits per day beside the capacity, and tells the phase.
    Forecast(RosterForecast),
}

/// An instance of the roster.
#[derive(Debug, Clone, Args)]
pub struct RosterFile {
    /// The instance: our own format, Solomon, Mankowska or HConVRP, told by what is in it.
    pub file: PathBuf,
    /// Changes units of cost and of the law.
    #[arg(long, value_name = "TOML")]
    pub costs: Option<PathBuf>,
}

/// How to search.
#[derive(Debug, Clone, Args)]
pub struct RosterSearch {
    /// So many seconds.
    #[arg(long, default_value_t = 10)]
    pub seconds: u64,
    /// So many rounds in each of the two searches, instead of seconds: the same seed then gives the same roster.
    #[arg(long)]
    pub rounds: Option<u64>,
    /// The seed of the first search; the second has the next.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Where to write the plan; `-` is standard output.
    #[arg(long, value_name = "PLAN", default_value = "-")]
    pub out: PathBuf,
}

/// Arguments of `roster replan`.
#[derive(Debug, Args)]
pub struct RosterReplan {
    /// Today's instance.
    #[command(flatten)]
    pub file: RosterFile,
    /// Yesterday's plan, in today's days.
    pub plan: PathBuf,
    /// Clients have been told of the visits of so many days.
    #[arg(long, default_value_t = 2)]
    pub told_days: u16,
    /// A midwife who has fallen ill.
    #[arg(long, value_name = "MIDWIFE")]
    pub ill: Option<String>,
    /// The first day of her illness.
    #[arg(long, default_value_t = 0)]
    pub from: u16,
    /// The last day of her illness; without it, all days.
    #[arg(long)]
    pub until: Option<u16>,
    /// Writes the instance with the promises, to check the new plan against.
    #[arg(long, value_name = "FILE")]
    pub instance_out: Option<PathBuf>,
    /// How to search.
    #[command(flatten)]
    pub search: RosterSearch,
}

/// Who is ill, and when.
#[derive(Debug, Clone, Args)]
pub struct RosterIll {
    /// The midwife.
    pub midwife: String,
    /// The first day of her illness.
    #[arg(long, default_value_t = 0)]
    pub from: u16,
    /// The last day of her illness; without it, all days.
    #[arg(long)]
    pub until: Option<u16>,
}

/// Arguments of `roster generate`.
#[derive(Debug, Args)]
pub struct RosterGenerate {
    /// The seed.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// How many midwives.
    #[arg(long, default_value_t = 20)]
    pub midwives: u16,
    /// Births in ten days.
    #[arg(long, default_value_t = 130)]
    pub births: u32,
    /// Days that are planned.
    #[arg(long, default_value_t = 14)]
    pub days: u16,
    /// Long days have the breaks of the Arbeidstijdenwet (5:4).
    #[arg(long)]
    pub breaks: bool,
    /// Where to write the instance; `-` is standard output.
    #[arg(long, value_name = "FILE", default_value = "-")]
    pub out: PathBuf,
    /// Writes what a forecast of the region is made from.
    #[arg(long, value_name = "FILE")]
    pub outlook: Option<PathBuf>,
}

/// Arguments of `roster forecast`.
#[derive(Debug, Args)]
pub struct RosterForecast {
    /// What the forecast is made from.
    pub file: PathBuf,
    /// What if: visits per birth in hundredths of the usual.
    #[arg(long, default_value_t = 100)]
    pub visits_percent: u32,
    /// What if: women come home so many days earlier.
    #[arg(long, default_value_t = 0)]
    pub days_earlier: u16,
    /// What if: capacity in hundredths of the usual.
    #[arg(long, default_value_t = 100)]
    pub capacity_percent: u32,
}
