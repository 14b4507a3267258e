//! `regie`: the one program, and the one place where the parts are put together.

mod account;
mod args;
mod backup;
mod bench;
mod demo;
mod export;
mod failure;
mod fill;
mod import;
mod load;
mod output;
mod pathway;
mod progress;
mod prove;
mod region;
mod roster;
mod run;
mod serve;
mod simulate;
mod told;
mod traffic;
mod verify;

use std::process::ExitCode;

use clap::Parser;

use crate::args::{Cli, Command};
use crate::failure::Failure;

#[tokio::main]
async fn main() -> ExitCode {
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_env("REGIE_LOG")
                .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn")),
        )
        .with_writer(std::io::stderr)
        .init();
    let cli = Cli::parse();
    let json = cli.json;
    match run(cli).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(json),
    }
}

async fn run(cli: Cli) -> Result<(), Failure> {
    let json = cli.json;
    match cli.command {
        Command::Demo(args) => demo::run(args, json).await,
        Command::Serve(args) => serve::run(args, json).await,
        Command::Import(args) => import::run(args, json).await,
        Command::Export(args) => export::run(args, json).await,
        Command::Account(args) => account::run(args, json).await,
        Command::Pathway(args) => pathway::run(args.command, json).await,
        Command::Run(args) => run::run(args, json).await,
        Command::Verify(args) => verify::verify(args, json).await,
        Command::Rebuild(args) => verify::rebuild(args, json).await,
        Command::Backup(args) => backup::backup(args, json).await,
        Command::Restore(args) => backup::restore(args, json).await,
        Command::Roster(args) => roster::run(args.command, json),
        Command::Bench(args) => bench::run(&args, json).await,
        Command::Load(args) => load::run(&args).await,
    }
}
