//! Meetings and what stands on their agendas (AZ-08).

use jiff::civil::Date;
use regie_care::case::records::No;
use regie_care::ids::{CaseId, MeetingId};
use regie_care::view::{CaseRow, ClientRow, MeetingRow};

use super::read::{self, Columns};
use super::{CASE, CLIENT, MEETING, columns};
use crate::{Store, StoreError, Value};

/// A place on an agenda with the case and the client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgendaLine {
    /// The number inside the case.
    pub no: No,
    /// What is asked.
    pub question: String,
    /// Whether it still waits to be discussed.
    pub waiting: bool,
    /// The case.
    pub case: CaseRow,
    /// The client.
    pub client: ClientRow,
}

impl Store {
    /// The meetings of a network from a day on and until a day, earliest first, after the meeting `after`.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn meetings(
        &self,
        network: &str,
        (from, until): (Date, Option<Date>),
        after: Option<(Date, MeetingId)>,
        limit: u32,
    ) -> Result<Vec<MeetingRow>, StoreError> {
        let sql = format!(
            "SELECT {} FROM view_meeting m WHERE m.network = $1 AND m.on_day >= $2 \
             AND m.on_day <= $3 AND (m.on_day > $4 OR (m.on_day = $4 AND m.meeting_id > $5)) \
             ORDER BY m.on_day, m.meeting_id LIMIT $6 + 0",
            columns("m", &MEETING),
        );
        let (day, meeting) =
            after.map_or((String::new(), String::new()), |(day, meeting)| (day.to_string(), meeting.to_string()));
        let args = [
            Value::Text(network.to_owned()),
            Value::Text(from.to_string()),
            Value::Text(until.unwrap_or(Date::MAX).to_string()),
            Value::Text(day),
            Value::Text(meeting),
            Value::Int(i64::from(limit)),
        ];
        self.query(sql, &args).await?.into_iter().map(|row| read::meeting(&mut Columns::new(row))).collect()
    }

    /// What stands on a meeting's agenda, in the order in which the cases were opened.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn agenda(
        &self,
        meeting: MeetingId,
        after: Option<(CaseId, No)>,
        limit: u32,
    ) -> Result<Vec<AgendaLine>, StoreError> {
        let sql = format!(
            "SELECT a.no, a.question, a.waiting, {}, {} FROM view_agenda a JOIN view_case c ON c.case_id = a.case_id \
             JOIN view_client k ON k.client_id = c.client_id WHERE a.meeting_id = $1 \
             AND (a.case_id > $2 OR (a.case_id = $2 AND a.no > $3)) ORDER BY a.case_id, a.no LIMIT $4 + 0",
            columns("c", &CASE),
            columns("k", &CLIENT),
        );
        let (case, no) = after.map_or((String::new(), 0), |(case, no)| (case.to_string(), no));
        let args = [
            Value::Text(meeting.to_string()),
            Value::Text(case),
            Value::Int(i64::from(no)),
            Value::Int(i64::from(limit)),
        ];
        let line = |row| {
            let mut row = Columns::new(row);
            Ok(AgendaLine {
                no: row.number()?,
                question: row.text()?,
                waiting: row.flag()?,
                case: read::case(&mut row)?,
                client: read::client(&mut row)?,
            })
        };
        self.query(sql, &args).await?.into_iter().map(line).collect()
    }
}
