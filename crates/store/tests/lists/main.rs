//! The lists: what each finds, for whom, in which order and page by page; on both databases.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on must fail")]

mod board;
mod caseload;
mod clients;
mod meetings;
mod postnatal;
mod region;
mod sealed;
mod worklist;
