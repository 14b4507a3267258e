//! Tests of the everyday decisions, by subject.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

mod accountable;
mod course;
mod directed;
mod endings;
mod exchange;
mod meeting;
mod named;
mod network;
mod other_pathway;
mod people;
mod postnatal;
mod sealed;

use crate::case::{Case, CaseCommand, Context, decide};

/// The code with which a command is refused; `done` when it is not.
fn outcome(case: &Case, ctx: &Context<'_>, command: &CaseCommand) -> &'static str {
    decide(case, command, ctx).map_or_else(|refusal| refusal.code(), |_| "done")
}

/// Checks a table of commands and their outcomes against one case.
fn check(case: &Case, ctx: &Context<'_>, table: &[(&str, CaseCommand, &str)]) {
    for (what, command, expected) in table {
        assert_eq!(outcome(case, ctx, command), *expected, "{what}: {command:?}");
    }
}
