//! What a midwife does with the pages, in a real browser against the real program: at a desk, on a telephone, and where
//! scripts do not run.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on must stop")]

mod absence;
mod browser;
mod closing;
#[path = "../common/mod.rs"]
mod common;
mod contacts;
mod drafts;
mod handover;
mod intake;
mod region;
mod roster;
mod sharing;
mod signed_out;
