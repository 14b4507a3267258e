//! Boards: where the open cases of an organisation stand, by the level of their pathway (CM-03, CM-09).

use regie_care::ids::OrgId;
use regie_care::view::{BoardRow, CaseRow, ClientRow};
use regie_pathway::PathwayId;

use super::read::{self, Columns};
use super::{BOARD, CASE, CLIENT, columns};
use crate::value::Row;
use crate::{Store, StoreError, Value};

/// A case on a board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoardLine {
    /// Where it stands.
    pub place: BoardRow,
    /// The case.
    pub case: CaseRow,
    /// The client.
    pub client: ClientRow,
}

/// The open cases of the organisation `$1`: those for which it is accountable, and those that come back to it. Two
/// indexes, so that the closed cases of years are not touched.
const OWN: &str = "b.case_id IN (SELECT o.case_id FROM view_case o WHERE o.org_id = $1 AND o.phase <> 'closed' \
     UNION SELECT o.case_id FROM view_case o WHERE o.practice_id = $1 AND o.phase <> 'closed')";

impl Store {
    /// The pathways of which an organisation has open cases on a board, each with how many.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn boards(&self, org: OrgId) -> Result<Vec<(PathwayId, u64)>, StoreError> {
        let sql = format!(
            "SELECT b.pathway, COUNT(*) FROM view_board b WHERE {OWN} GROUP BY b.pathway ORDER BY COUNT(*) DESC, b.pathway"
        );
        let rows = self.query(sql, &[Value::Text(org.to_string())]).await?;
        let read = |row: Row| {
            let mut row = Columns::new(row);
            Ok((PathwayId::from(row.text()?.as_str()), row.number()?))
        };
        rows.into_iter().map(read).collect()
    }

    /// Whether any case of an organisation stands on a board. Every page asks it for its menu, so nothing is counted.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn has_board(&self, org: OrgId) -> Result<bool, StoreError> {
        let sql = format!("SELECT b.pathway FROM view_board b WHERE {OWN} LIMIT 1");
        Ok(!self.query(sql, &[Value::Text(org.to_string())]).await?.is_empty())
    }

    /// The board of one pathway: at most `limit` cases, who stands longest where it stands first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn board(&self, org: OrgId, pathway: &PathwayId, limit: u32) -> Result<Vec<BoardLine>, StoreError> {
        let sql = format!(
            "SELECT {}, {}, {} FROM view_board b JOIN view_case c ON c.case_id = b.case_id \
             JOIN view_client k ON k.client_id = c.client_id WHERE {OWN} AND b.pathway = $2 \
             ORDER BY COALESCE(b.since, c.opened_on), k.search, b.case_id LIMIT $3 + 0",
            columns("b", &BOARD),
            columns("c", &CASE),
            columns("k", &CLIENT),
        );
        let args = [Value::Text(org.to_string()), Value::Text(pathway.to_string()), Value::Int(i64::from(limit))];
        self.query(sql, &args).await?.into_iter().map(line).collect()
    }
}

fn line(row: Row) -> Result<BoardLine, StoreError> {
    let mut row = Columns::new(row);
    let place = BoardRow {
        case: row.parsed()?,
        pathway: PathwayId::from(row.text()?.as_str()),
        level: row.optional_text()?,
        since: row.optional()?,
        why: row.optional_json()?,
    };
    Ok(BoardLine { place, case: read::case(&mut row)?, client: read::client(&mut row)? })
}
