//! Clients, cases, handovers, agreements and policy: who is accountable, and what may happen.
//!
//! This room is pure: it knows no clock, no randomness and no database. Time, ids, the directory and the pathway
//! definitions come in as values; events or a refusal come out.

pub mod case;
pub mod charge;
pub mod client;
pub mod closing;
pub mod day;
pub mod directory;
#[cfg(test)]
mod fixtures;
pub mod foresee;
pub mod history;
pub mod identity;
pub mod ids;
pub mod intake;
pub mod meeting;
pub mod notice;
pub mod organisation;
pub mod pathways;
pub mod person;
pub mod plan;
pub mod policy;
pub mod postnatal;
pub mod presence;
pub mod region;
pub mod rows;
pub mod sealing;
pub mod seat;
pub mod sharing;
pub mod suits;
pub mod text;
pub mod view;
pub mod vocabulary;
pub mod who;
pub mod whom;
pub mod wording;
