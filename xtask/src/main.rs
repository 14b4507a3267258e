//! The project's own chores: `cargo xtask NAME`.
//!
//! A chore is one row of [`CHORES`] and one module. It speaks to the person who runs it on standard output and ends with
//! status 0 (done), 1 (not clean, or something is missing) or 2 (wrong use).
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a chore speaks to the person who runs it")]

mod bench_roster;
mod breach;
mod check;
mod crash;
mod docs;
mod failure;
mod law;
mod need;
mod pages;
mod postgres;
mod proofs;
mod pure;
mod rows;
mod sentences;
mod stages;
mod tally;
mod tidy;
mod workspace;

use std::process::ExitCode;

use failure::Failure;

/// One chore: its name on the command line, what it does, and the function that does it.
struct Chore {
    name: &'static str,
    about: &'static str,
    run: fn(&[String]) -> Result<(), Failure>,
}

/// Every chore there is. `cargo xtask check` holds the documents to these names.
const CHORES: &[Chore] = &[
    Chore {
        name: "bench-roster",
        about: "our roster solver beside OR-tools and PyVRP [--seconds N,N] [--seeds N] [--only NAME,NAME] [--regie PROGRAM] [--rolling]",
        run: bench_roster::run,
    },
    Chore {
        name: "check",
        about: "the law of dependence, the pure rooms, the documents and the requirement rows",
        run: check::run,
    },
    Chore {
        name: "crash",
        about: "nothing acknowledged is ever lost: kills, a full disk, a vanished server [--runs N] [--database sqlite|postgres|both] [--release]",
        run: crash::run,
    },
    Chore { name: "docs", about: "write the generated parts of docs/", run: docs::run },
    Chore {
        name: "postgres",
        about: "a throw-away PostgreSQL server in the foreground, for `cargo test` by hand [--durable]",
        run: postgres::run,
    },
    Chore {
        name: "prove",
        about: "prove the shipped pathways to the end, and write each proof beside its pathway",
        run: proofs::run,
    },
    Chore {
        name: "screens",
        about: "a picture of every page into docs/screens/, at a desk and on a telephone",
        run: pages::screens,
    },
    Chore { name: "test", about: "everything that must hold before a change lands [--only STAGE]", run: stages::run },
];

/// The names of all chores, for the check on the documents.
fn chore_names() -> impl Iterator<Item = &'static str> {
    CHORES.iter().map(|chore| chore.name)
}

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let name = arguments.next().unwrap_or_default();
    let rest: Vec<String> = arguments.collect();
    let Some(chore) = CHORES.iter().find(|chore| chore.name == name) else {
        eprintln!("cargo xtask CHORE, where CHORE is one of:");
        for chore in CHORES {
            eprintln!("  {:<10} {}", chore.name, chore.about);
        }
        return ExitCode::from(2);
    };
    match (chore.run)(&rest) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            if let Some(message) = failure.message() {
                eprintln!("xtask {name}: {message}");
            }
            ExitCode::from(failure.status())
        }
    }
}
