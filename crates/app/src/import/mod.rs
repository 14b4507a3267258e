//! Importing a practice's export: whatever is in it, nothing is lost silently and nothing is done twice.
//!
//! `read` makes rows of the bytes, `interpret` makes clients and courses of the rows, `run` enters them through the
//! same use cases as people use.

pub mod clean;
pub mod interpret;
pub mod mapping;
pub mod read;
pub mod report;
mod run;

pub use mapping::Mapping;
pub use report::{Problem, Report, Weight};
