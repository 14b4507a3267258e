//! The JSON API, told in-process: every test has its own server, database, clock and ids.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]
#![allow(clippy::too_many_lines, reason = "every command there is, in one list")]

mod access;
mod bad_input;
mod care_plan;
mod cases;
mod description;
mod intake;
mod mutations;
mod reads;
mod region;
mod session;
mod several;
mod world;
