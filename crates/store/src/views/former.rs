//! The cases that an organisation handed over: by what identifies the client, and nothing that came later (AZ-10).

use jiff::civil::Date;
use regie_care::ids::{CaseId, OrgId};
use regie_care::view::full_name;

use super::caseload::{Cursor, all_words};
use super::read::Columns;
use crate::value::Row;
use crate::{Store, StoreError, Value};

/// A case that was handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormerLine {
    /// The case.
    pub case: CaseId,
    /// The client's name.
    pub name: String,
    /// Her day of birth.
    pub birth_date: Option<Date>,
    /// Where the next page begins after this line.
    pub cursor: Cursor,
}

impl Store {
    /// Up to `limit` cases that an organisation handed over and has no part in any more, by the client's name, after
    /// `after`; with `search` those of whom it holds every word in the name or is the whole BSN or V-number.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn former_cases(
        &self,
        org: OrgId,
        search: Option<&str>,
        after: Option<&Cursor>,
        limit: u32,
    ) -> Result<Vec<FormerLine>, StoreError> {
        let (value, case) =
            after.map_or((String::new(), String::new()), |after| (after.value.clone(), after.case.to_string()));
        let search = search.unwrap_or_default();
        let mut args = vec![
            Value::Text(org.to_string()),
            Value::Text(search.to_owned()),
            Value::Text(value),
            Value::Text(case),
            Value::Int(i64::from(limit)),
        ];
        let words = all_words(search, &mut args);
        let sql = format!(
            "SELECT i.case_id, k.given_name, k.family_name, k.birth_date, k.search FROM view_involved i \
             JOIN view_case c ON c.case_id = i.case_id JOIN view_client k ON k.client_id = c.client_id \
             WHERE i.org_id = $1 AND i.open IN (0, 1) AND i.relation = 'former' \
             AND ({words} OR k.bsn = $2 OR k.v_number = $2) \
             AND (k.search > $3 OR (k.search = $3 AND i.case_id > $4)) ORDER BY k.search, i.case_id LIMIT $5 + 0"
        );
        self.query(sql, &args).await?.into_iter().map(line).collect()
    }
}

fn line(row: Row) -> Result<FormerLine, StoreError> {
    let mut row = Columns::new(row);
    let case = row.parsed()?;
    let (given, family) = (row.text()?, row.text()?);
    let birth_date = row.optional()?;
    let cursor = Cursor { value: row.text()?, case };
    Ok(FormerLine { case, name: full_name(&given, &family), birth_date, cursor })
}
