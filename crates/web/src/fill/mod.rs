//! From what the use cases answer to what a page shows: pure, in the words and with the eyes of whoever asked.

pub mod board;
pub mod card;
pub mod care_plan;
pub mod case;
pub mod caseload;
mod choices;
mod course;
pub mod course_page;
mod day_map;
mod decision;
pub mod drafted;
mod foretold;
mod going_on;
pub mod handover;
mod head;
pub mod intake;
pub mod interrupted;
pub mod letter;
pub mod logistics;
pub mod may;
pub mod meetings;
mod names;
pub mod new_intake;
pub mod notice;
pub mod pathways;
mod plan;
mod records;
pub mod region;
pub mod relations;
pub mod roster;
mod sealed;
mod settled;
pub mod several;
pub mod today;
pub mod visits;
mod whom;
mod why;
mod work;

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use regie_care::directory::Directory;
use regie_care::pathways::Pathways;
use regie_care::seat::Seat;

use crate::texts::Texts;

/// What it takes to put the answers of the use cases into somebody's words.
#[derive(Debug, Clone)]
pub struct Desk {
    /// Her language.
    pub t: Texts,
    /// From which seat she looks.
    pub seat: Seat,
    /// Today in Europe/Amsterdam.
    pub today: Date,
    /// The moment.
    pub now: Timestamp,
    /// Who is who.
    pub directory: Arc<Directory>,
    /// The pathway definitions.
    pub pathways: Arc<Pathways>,
}
