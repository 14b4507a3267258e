//! The views: rows computed by the room of care, written beside the events, read by lists.
//!
//! No list can be asked without a scope: a person, an organisation, a client, a meeting.
//!
//! A limit is written `LIMIT $1 + 0`: SQLite looks into a bare parameter there and makes the whole statement anew each
//! time it is bound, which costs up to a fifth of a list.

mod caseload;
mod clients;
mod former;
mod meetings;
mod read;
mod tables;
mod worklist;

pub use caseload::{CaseFilter, CaseLine, CaseSort, Cursor, Scope};
pub use former::FormerLine;
pub use meetings::AgendaLine;
pub use tables::{ABSENCE, AGENDA, CASE, CLIENT, DEPUTY, INVOLVED, MEETING, PERSON, TABLES, WORK, put, remove, values};
pub use worklist::WorkLine;

use crate::Table;

/// The columns of a table for a `SELECT`, each with the table's alias.
fn columns(alias: &str, table: &Table) -> String {
    table.columns.iter().map(|column| format!("{alias}.{column}")).collect::<Vec<_>>().join(", ")
}
