//! The views: rows computed by the room of care, written beside the events, read by lists.
//!
//! No list can be asked without a scope: a person, an organisation, a client, a meeting.
//!
//! A limit is written `LIMIT $1 + 0`: SQLite looks into a bare parameter there and makes the whole statement anew each
//! time it is bound, which costs up to a fifth of a list.

mod boards;
mod caseload;
mod clients;
mod former;
mod meetings;
mod read;
mod region;
mod tables;
mod worklist;

pub use boards::BoardLine;
pub use caseload::{CaseFilter, CaseLine, CaseSort, Cursor, Scope, StandIns};
pub use meetings::AgendaLine;
pub use region::RegionLine;
pub use tables::{
    AGENDA, BOARD, CASE, CLIENT, DEPUTY, INVOLVED, MEETING, PERSON, READER, TABLES, WORK, put, remove, values,
};
pub use worklist::WorkLine;

use crate::Table;

/// That the person `$person` in the organisation `$org` may read what is sealed of a case on the day `$day` (PS-02).
fn is_reader(case: &str, person: usize, org: usize, day: usize) -> String {
    format!(
        "EXISTS (SELECT 1 FROM view_reader r WHERE r.case_id = {case} AND r.person = ${person} AND r.org_id = ${org} \
         AND r.from_day <= ${day} AND (r.until_day IS NULL OR r.until_day >= ${day}))"
    )
}

/// The columns of a table for a `SELECT`, each with the table's alias.
fn columns(alias: &str, table: &Table) -> String {
    table.columns.iter().map(|column| format!("{alias}.{column}")).collect::<Vec<_>>().join(", ")
}
