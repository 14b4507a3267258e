//! *Vandaag*: what a person does, answers and waits for; and the board of an absent colleague (AZ-14).

use jiff::civil::Date;
use regie_care::ids::{CaseId, OrgId, PersonId};
use regie_care::seat::Seat;
use regie_care::view::{CaseRow, ClientRow, WorkRow};

use super::read::{self, Columns};
use super::{CASE, CLIENT, WORK, columns, is_reader};
use crate::value::Row;
use crate::{Store, StoreError, Value};

/// A line of work with the case and the client that it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkLine {
    /// The work.
    pub work: WorkRow,
    /// The case.
    pub case: CaseRow,
    /// The client.
    pub client: ClientRow,
}

/// The order of one's own board.
const EARLIEST: &str = "w.until_day, w.case_id, w.item";

/// The order of the boards of others: no amount of other work may push what is urgent off the list.
const URGENT_FIRST: &str = "CASE WHEN w.lane = 'urgent' THEN 0 ELSE 1 END, w.until_day, w.case_id, w.item";

/// Which lines of work are asked for: words over `w` and `c`, with their values.
struct Which {
    condition: String,
    args: Vec<Value>,
}

impl Which {
    fn new(condition: impl Into<String>, args: impl Into<Vec<Value>>) -> Self {
        Self { condition: condition.into(), args: args.into() }
    }

    /// What is sealed on her own board is hers to do, from the day on which it was given to her: the last day that the board
    /// shows is as good as any.
    fn mine(person: PersonId, org: OrgId, horizon: Date) -> Self {
        let seen = seen_by(1, 2, 3);
        Self::new(
            format!("w.owner = $1 AND w.org_id = $2 AND w.from_day <= $3 AND w.lane <> 'urgent' AND {seen}"),
            [text(person), text(org), text(horizon)],
        )
    }

    /// What waits for whoever of the organisation is there: handovers to answer, measures to carry out.
    fn for_anyone(org: OrgId, horizon: Date) -> Self {
        Self::new(
            "w.owner IS NULL AND w.org_id = $1 AND (w.lane = 'answer' OR (w.lane = 'todo' AND w.from_day <= $2))",
            [text(org), text(horizon)],
        )
    }

    fn deputised(reader: Seat, away: &[PersonId], today: Date, horizon: Date) -> Self {
        // The deputyship named last holds; one for a while gives way to the ones before it while its deputy is away
        // (`Presence::deputy_there` of care says the same). The cases come first, then their work by its key: `||` keeps the database
        // from going through all that the absent owner has, once for each of her cases. Deputy and absent case manager
        // work at the same organisation, and a case names one case manager there.
        let mut args = vec![text(reader.person), text(reader.org), text(today), text(horizon)];
        let away = places(&mut args, away);
        let condition = format!(
            "w.case_id IN (SELECT d.case_id FROM view_deputy d WHERE d.deputy = $1 AND d.org_id = $2 \
             AND d.absent IN ({away}) AND d.from_day <= $3 AND (d.until_day IS NULL OR d.until_day >= $3) \
             AND NOT EXISTS (SELECT 1 FROM view_deputy l \
             WHERE l.case_id = d.case_id AND l.no > d.no AND l.absent = d.absent AND l.from_day <= $3 \
             AND (l.until_day IS NULL OR (l.until_day >= $3 AND l.deputy NOT IN ({away}))))) \
             AND w.org_id || '' = $2 AND w.owner || '' <> $1 \
             AND w.owner || '' = CASE WHEN c.org_id = $2 THEN c.case_manager ELSE c.first_line END \
             AND w.from_day <= $4 AND {}",
            seen_by(1, 2, 3)
        );
        Self::new(condition, args)
    }

    fn unattended(reader: Seat, away: &[PersonId], today: Date, horizon: Date) -> Self {
        let mut args = vec![text(reader.org), text(today), text(horizon), text(reader.person)];
        let away = places(&mut args, away);
        let condition = format!(
            "w.owner IN ({away}) AND w.org_id = $1 AND w.from_day <= $3 \
             AND w.owner = CASE WHEN c.org_id = $1 THEN c.case_manager ELSE c.first_line END \
             AND NOT EXISTS (SELECT 1 FROM view_deputy d WHERE d.case_id = w.case_id AND d.absent = w.owner \
             AND d.from_day <= $2 AND (d.until_day IS NULL OR d.until_day >= $2) AND d.deputy NOT IN ({away}) \
             AND NOT EXISTS (SELECT 1 FROM view_deputy l WHERE l.case_id = d.case_id AND l.no > d.no \
             AND l.absent = d.absent AND l.from_day <= $2 AND l.until_day IS NULL)) AND {}",
            seen_by(4, 1, 2)
        );
        Self::new(condition, args)
    }
}

impl Store {
    /// What a person has on her board at one organisation: everything of hers there that has begun by `horizon` and is
    /// not urgent, and what waits for anyone there. Earliest last day first, at most `limit` lines of
    /// each.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn worklist(
        &self,
        person: PersonId,
        org: OrgId,
        horizon: Date,
        limit: u32,
    ) -> Result<Vec<WorkLine>, StoreError> {
        let (mut lines, for_anyone) = tokio::try_join!(
            self.lines(Which::mine(person, org, horizon), EARLIEST, limit),
            self.lines(Which::for_anyone(org, horizon), EARLIEST, limit),
        )?;
        lines.extend(for_anyone);
        Ok(lines)
    }

    /// How many lines [`Store::worklist`] has without a limit.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn worklist_size(&self, person: PersonId, org: OrgId, horizon: Date) -> Result<u64, StoreError> {
        Ok(self.size(Which::mine(person, org, horizon)).await? + self.size(Which::for_anyone(org, horizon)).await?)
    }

    /// The urgent particulars that a person has not acknowledged at one organisation, the longest waiting first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn urgent_worklist(&self, person: PersonId, org: OrgId, limit: u32) -> Result<Vec<WorkLine>, StoreError> {
        let which = Which::new("w.owner = $1 AND w.org_id = $2 AND w.lane = 'urgent'", [text(person), text(org)]);
        self.lines(which, EARLIEST, limit).await
    }

    /// The boards of absent colleagues at one organisation: the work of the case managers `away`, in the cases in which
    /// this person is their deputy on `today`. What is urgent first, then the earliest last day.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn deputy_worklist(
        &self,
        reader: Seat,
        away: &[PersonId],
        today: Date,
        horizon: Date,
        limit: u32,
    ) -> Result<Vec<WorkLine>, StoreError> {
        if away.is_empty() {
            return Ok(Vec::new());
        }
        self.lines(Which::deputised(reader, away, today, horizon), URGENT_FIRST, limit).await
    }

    /// How many lines [`Store::deputy_worklist`] has without a limit.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn deputy_worklist_size(
        &self,
        reader: Seat,
        away: &[PersonId],
        today: Date,
        horizon: Date,
    ) -> Result<u64, StoreError> {
        if away.is_empty() {
            return Ok(0);
        }
        self.size(Which::deputised(reader, away, today, horizon)).await
    }

    /// The boards that nobody would see: the work of the case managers `away` at one organisation, in the cases in which
    /// no deputy is there on `today` either, as the person sees them who is there. What is urgent first, then the earliest last day.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn unattended_worklist(
        &self,
        reader: Seat,
        away: &[PersonId],
        today: Date,
        horizon: Date,
        limit: u32,
    ) -> Result<Vec<WorkLine>, StoreError> {
        if away.is_empty() {
            return Ok(Vec::new());
        }
        self.lines(Which::unattended(reader, away, today, horizon), URGENT_FIRST, limit).await
    }

    /// How many lines [`Store::unattended_worklist`] has without a limit.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn unattended_worklist_size(
        &self,
        reader: Seat,
        away: &[PersonId],
        today: Date,
        horizon: Date,
    ) -> Result<u64, StoreError> {
        if away.is_empty() {
            return Ok(0);
        }
        self.size(Which::unattended(reader, away, today, horizon)).await
    }

    /// The handovers from or to one of these organisations of which the last day for an answer has gone by. One between
    /// two of them comes twice, as each side has it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn unanswered_handovers(
        &self,
        orgs: &[OrgId],
        today: Date,
        limit: u32,
    ) -> Result<Vec<WorkLine>, StoreError> {
        if orgs.is_empty() {
            return Ok(Vec::new());
        }
        let mut args = vec![text(today)];
        let orgs = places(&mut args, orgs);
        let condition = format!(
            "w.org_id IN ({orgs}) AND w.lane IN ('answer', 'waiting') AND w.until_day < $1 AND w.item LIKE 'handover%'"
        );
        self.lines(Which::new(condition, args), EARLIEST, limit).await
    }

    /// The cases on which a tick would change something on `today`, after the case `after`.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn due_ticks(&self, today: Date, after: Option<CaseId>, limit: u32) -> Result<Vec<CaseId>, StoreError> {
        // `||` keeps the database on the index of days: in the order of the key it would read every case there is.
        let sql = "SELECT case_id FROM view_case WHERE next_due <= $1 AND case_id || '' > $2 \
                   ORDER BY case_id || '' LIMIT $3 + 0";
        let after = after.map(|case| case.to_string()).unwrap_or_default();
        let args = [Value::Text(today.to_string()), Value::Text(after), Value::Int(i64::from(limit))];
        self.query(sql, &args).await?.into_iter().map(|row| Columns::new(row).parsed()).collect()
    }

    async fn lines(&self, which: Which, order: &str, limit: u32) -> Result<Vec<WorkLine>, StoreError> {
        let Which { condition, mut args } = which;
        args.push(Value::Int(i64::from(limit)));
        let sql = format!(
            "SELECT {}, {}, {} FROM view_work w JOIN view_case c ON c.case_id = w.case_id \
             JOIN view_client k ON k.client_id = c.client_id WHERE {condition} ORDER BY {order} LIMIT ${} + 0",
            columns("w", &WORK),
            columns("c", &CASE),
            columns("k", &CLIENT),
            args.len(),
        );
        lines(self.query(sql, &args).await?)
    }

    async fn size(&self, which: Which) -> Result<u64, StoreError> {
        let Which { condition, args } = which;
        let sql =
            format!("SELECT COUNT(*) FROM view_work w JOIN view_case c ON c.case_id = w.case_id WHERE {condition}");
        self.query(sql, &args).await?.first().map_or(Ok(0), |row| row.count(0))
    }
}

fn text(value: impl ToString) -> Value {
    Value::Text(value.to_string())
}

/// That a line is not sealed, or that the person of these places may read what is on that day (PS-02).
fn seen_by(person: usize, org: usize, day: usize) -> String {
    format!("(w.sealed = 0 OR {})", is_reader("w.case_id", person, org, day))
}

/// Adds values to the arguments; says their places, for `IN (…)`.
fn places<T: ToString>(args: &mut Vec<Value>, values: &[T]) -> String {
    let first = args.len() + 1;
    args.extend(values.iter().map(|value| Value::Text(value.to_string())));
    (first..=args.len()).map(|place| format!("${place}")).collect::<Vec<_>>().join(", ")
}

fn lines(rows: Vec<Row>) -> Result<Vec<WorkLine>, StoreError> {
    let line = |row| {
        let mut row = Columns::new(row);
        Ok(WorkLine { work: read::work(&mut row)?, case: read::case(&mut row)?, client: read::client(&mut row)? })
    };
    rows.into_iter().map(line).collect()
}
