//! The caseload: who is whose case manager and deputy (AZ-01).

use jiff::civil::Date;
use regie_care::case::records::Deputyship;
use regie_care::ids::{CaseId, ClientId, OrgId, PersonId};
use regie_care::person::Named;
use regie_care::seat::Seat;
use regie_care::view::{CaseRow, ClientRow, Phase, Relation};

use super::read::{self, Columns};
use super::tables::word;
use super::{CASE, CLIENT, columns, is_reader};
use crate::value::Row;
use crate::{Condition, Store, StoreError, Value};

/// Whose cases are asked for. No list without it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// The cases of an organisation: those for which one of its people is accountable, those that come back to it, and
    /// those that it handed over and in which it takes part until the client moves.
    Caseload(OrgId),
    /// All cases with which an organisation has anything to do now.
    Involved(OrgId),
}

/// Which of those cases.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CaseFilter {
    /// Under this case manager.
    pub case_manager: Option<PersonId>,
    /// With this deputy today.
    pub deputy: Option<PersonId>,
    /// In this phase; without it, all but the closed ones.
    pub phase: Option<Phase>,
    /// As seen by her: only who is named on a case's seal finds sealed work in it (PS-02); without it nobody does.
    pub reader: Option<Seat>,
    /// Words, each a part of the name, or the whole BSN or V-number; names folded by `regie_care::client::fold_name`.
    pub search: Option<String>,
}

/// In which order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum CaseSort {
    /// By family name.
    #[default]
    Name,
    /// By due date, cases without one last.
    Due,
    /// By the earliest last day of what is open, cases with nothing open last.
    NextUntil,
    /// By the case manager's name, then by the client's.
    CaseManager,
    /// By the name of the deputy of the day, then by the client's; cases without one last.
    Deputy,
}

/// After which line a page begins: the sort value and the case of the last line of the page before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    /// The sort value.
    pub value: String,
    /// The case.
    pub case: CaseId,
}

/// A line of the caseload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseLine {
    /// The case.
    pub case: CaseRow,
    /// The client.
    pub client: ClientRow,
    /// The deputy on the day that was asked for.
    pub deputy: Option<PersonId>,
    /// Until when she stands in, where she does so for a while; the fixed deputy does so without an end.
    pub deputy_until: Option<Date>,
    /// The fixed deputy on that day, whoever stands in for a while.
    pub fixed: Option<PersonId>,
    /// What the organisation that asks has to do with it.
    pub relation: Relation,
    /// The last day on which it takes part, where the client leaves it.
    pub until: Option<Date>,
    /// Where the next page begins after this line.
    pub cursor: Cursor,
}

/// A case with who stands in for its case manager.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandIns {
    /// The case.
    pub case: CaseId,
    /// For whom.
    pub case_manager: PersonId,
    /// Those named for her, in that order.
    pub deputyships: Vec<Deputyship>,
}

/// A day after all others, for what has none.
const LAST: &str = "9999-12-31";
/// Where nobody is named: after every Latin letter.
const NOBODY: &str = "~";

/// The accountable case manager's deputy on the day `$2`: the deputyship of hers named last that holds.
const DEPUTY_TODAY: &str = "(SELECT d.deputy FROM view_deputy d WHERE d.case_id = c.case_id \
     AND d.absent = c.case_manager AND d.from_day <= $2 \
     AND (d.until_day IS NULL OR d.until_day >= $2) ORDER BY d.no DESC LIMIT 1)";

/// Until when the deputy of the day `$2` stands in; without an end for the fixed one.
const DEPUTY_UNTIL: &str = "(SELECT d.until_day FROM view_deputy d WHERE d.case_id = c.case_id \
     AND d.absent = c.case_manager AND d.from_day <= $2 \
     AND (d.until_day IS NULL OR d.until_day >= $2) ORDER BY d.no DESC LIMIT 1)";

/// The accountable case manager's fixed deputy on the day `$2`.
const FIXED_DEPUTY: &str = "(SELECT d.deputy FROM view_deputy d WHERE d.case_id = c.case_id \
     AND d.absent = c.case_manager AND d.from_day <= $2 AND d.until_day IS NULL ORDER BY d.no DESC LIMIT 1)";

/// The open cases of the client `$1` and of the records merged with hers, besides the case `$2`.
const OPEN_BESIDES: &str = "c.closed_on IS NULL AND c.case_id <> $2 AND c.client_id IN (\
     SELECT o.client_id FROM view_client o WHERE o.client_id = $1 OR o.merged_into = $1 \
     OR o.client_id = (SELECT m.merged_into FROM view_client m WHERE m.client_id = $1) \
     OR o.merged_into = (SELECT m.merged_into FROM view_client m WHERE m.client_id = $1))";

impl Store {
    /// A page of the caseload.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn caseload(
        &self,
        scope: Scope,
        today: Date,
        filter: &CaseFilter,
        sort: CaseSort,
        after: Option<&Cursor>,
        limit: u32,
    ) -> Result<Vec<CaseLine>, StoreError> {
        let (org, Source { from, condition, relation, until }) = (scope.org(), source(scope, filter));
        let mut args = vec![Value::Text(org.to_string()), Value::Text(today.to_string())];
        let next_until = next_until(filter.reader, &mut args);
        let order = match sort {
            CaseSort::Name => "k.search".to_owned(),
            CaseSort::Due => format!("COALESCE(c.due, '{LAST}')"),
            CaseSort::NextUntil => next_day(&next_until),
            CaseSort::CaseManager => by_person("c.case_manager"),
            CaseSort::Deputy => by_person(DEPUTY_TODAY),
        };
        let mut conditions = vec![condition];
        filter_conditions(scope, filter, &mut conditions, &mut args);
        if let Some(cursor) = after {
            args.push(Value::Text(cursor.value.clone()));
            args.push(Value::Text(cursor.case.to_string()));
            let (value, case) = (args.len() - 1, args.len());
            conditions.push(format!("({order} > ${value} OR ({order} = ${value} AND c.case_id > ${case}))"));
        }
        args.push(Value::Int(i64::from(limit)));
        let sql = format!(
            "SELECT {}, {}, {DEPUTY_TODAY}, {DEPUTY_UNTIL}, {FIXED_DEPUTY}, {relation}, {until}, {next_until}, {order} FROM {from} \
             JOIN view_client k ON k.client_id = c.client_id WHERE {} ORDER BY {order}, c.case_id LIMIT ${} + 0",
            columns("c", &CASE),
            columns("k", &CLIENT),
            conditions.join(" AND "),
            args.len(),
        );
        self.query(sql, &args).await?.into_iter().map(line).collect()
    }

    /// The deputyships named for the case managers of the open cases of this scope: for this person in her own, and in every
    /// case in which she is a deputy herself; case by case, in the order in which they were named. One without a deputy comes
    /// with none.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn deputyships(&self, scope: Scope, person: PersonId) -> Result<Vec<StandIns>, StoreError> {
        let filter = CaseFilter::default();
        let (org, Source { from, condition, .. }) = (scope.org(), source(scope, &filter));
        let mut args = vec![Value::Text(org.to_string())];
        let mut conditions = vec![condition];
        filter_conditions(scope, &filter, &mut conditions, &mut args);
        args.push(Value::Text(person.to_string()));
        let hers = args.len();
        let sql = format!(
            "SELECT c.case_id, c.case_manager, d.deputy, d.org_id, d.from_day, d.until_day FROM {from} \
             LEFT JOIN view_deputy d ON d.case_id = c.case_id AND d.absent = c.case_manager \
             WHERE {} AND (c.case_manager = ${hers} OR EXISTS (SELECT 1 FROM view_deputy h WHERE h.case_id = c.case_id \
             AND h.absent = c.case_manager AND h.deputy = ${hers})) ORDER BY c.case_id, d.no",
            conditions.join(" AND "),
        );
        let mut found: Vec<StandIns> = Vec::new();
        for row in self.query(sql, &args).await? {
            let mut row = Columns::new(row);
            let (case, case_manager) = (row.parsed()?, row.parsed()?);
            if found.last().is_none_or(|last| last.case != case) {
                found.push(StandIns { case, case_manager, deputyships: Vec::new() });
            }
            let (Some(deputy), Some(org), Some(from), until) =
                (row.optional()?, row.optional()?, row.optional()?, row.optional()?)
            else {
                continue;
            };
            if let Some(last) = found.last_mut() {
                last.deputyships.push(Deputyship { deputy: Seat::new(deputy, org), from, until });
            }
        }
        Ok(found)
    }

    /// The open cases in which somebody was named to stand in for this person on just these days.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn covers(&self, absent: PersonId, from: Date, until: Date) -> Result<Vec<CaseId>, StoreError> {
        let sql = "SELECT DISTINCT d.case_id FROM view_deputy d JOIN view_case c ON c.case_id = d.case_id \
                   WHERE d.absent = $1 AND d.from_day = $2 AND d.until_day = $3 AND c.phase <> 'closed' ORDER BY d.case_id";
        let args = [absent.to_string(), from.to_string(), until.to_string()].map(Value::Text);
        self.query(sql, &args).await?.into_iter().map(|row| Columns::new(row).parsed()).collect()
    }

    /// In how many open cases a person is named from one organisation, on `today` or a later day: as case manager
    /// (the accountable one, or the one in the first line), and as deputy. A deputyship that a later one covers does
    /// not count. Nobody leaves while she is named (AZ-01): the condition keeps that so until she has left.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn named_in_open_cases(
        &self,
        person: PersonId,
        org: OrgId,
        today: Date,
    ) -> Result<(Named, Condition), StoreError> {
        let sql = "SELECT (SELECT COUNT(*) FROM (\
             SELECT c.case_id FROM view_case c WHERE c.org_id = $2 AND c.phase <> 'closed' AND c.case_manager = $1 \
             UNION SELECT c.case_id FROM view_case c WHERE c.practice_id = $2 AND c.phase <> 'closed' \
             AND c.first_line = $1) m), \
             (SELECT COUNT(DISTINCT d.case_id) FROM view_deputy d JOIN view_case c ON c.case_id = d.case_id \
             WHERE d.deputy = $1 AND d.org_id = $2 AND c.phase <> 'closed' AND (d.until_day IS NULL OR d.until_day >= $3) \
             AND NOT EXISTS (SELECT 1 FROM view_deputy l WHERE l.case_id = d.case_id AND l.no > d.no \
             AND l.absent = d.absent AND (l.from_day <= $3 OR l.from_day <= d.from_day) \
             AND (l.until_day IS NULL OR l.until_day >= d.until_day)))";
        let args = vec![Value::Text(person.to_string()), Value::Text(org.to_string()), Value::Text(today.to_string())];
        let condition = self.condition(sql.to_owned(), args).await?;
        let Some(row) = condition.rows().first().cloned() else { return Ok((Named::default(), condition)) };
        let mut row = Columns::new(row);
        Ok((Named { case_manager: row.number()?, deputy: row.number()? }, condition))
    }

    /// For how many open cases an organisation is accountable or is the first line; the condition keeps it at that.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn open_cases_of(&self, org: OrgId) -> Result<(u32, Condition), StoreError> {
        let sql = "SELECT COUNT(*) FROM (\
             SELECT c.case_id FROM view_case c WHERE c.org_id = $1 AND c.phase <> 'closed' \
             UNION SELECT c.case_id FROM view_case c WHERE c.practice_id = $1 AND c.phase <> 'closed') m";
        let condition = self.condition(sql.to_owned(), vec![Value::Text(org.to_string())]).await?;
        let cases = condition.rows().first().cloned().map_or(Ok(0), |row| Columns::new(row).number())?;
        Ok((cases, condition))
    }

    /// All cases of a client and of the records that were merged into hers, open and closed.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn cases_of_client(&self, client: ClientId) -> Result<Vec<CaseRow>, StoreError> {
        let sql = format!(
            "WITH RECURSIVE same(client_id) AS (SELECT client_id FROM view_client WHERE client_id = $1 UNION \
             SELECT k.client_id FROM view_client k JOIN same s ON k.merged_into = s.client_id) \
             SELECT {} FROM view_case c WHERE c.client_id IN (SELECT client_id FROM same) ORDER BY c.case_id",
            columns("c", &CASE),
        );
        let rows = self.query(sql, &[Value::Text(client.to_string())]).await?;
        rows.into_iter().map(|row| read::case(&mut Columns::new(row))).collect()
    }

    /// The open cases of a client and of the records merged with hers, besides `besides`: two people who each think
    /// they are the one.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn other_open_cases(&self, client: ClientId, besides: CaseId) -> Result<Vec<CaseRow>, StoreError> {
        let sql = format!("SELECT {} FROM view_case c WHERE {OPEN_BESIDES} ORDER BY c.case_id", columns("c", &CASE),);
        let rows = self.query(sql, &[Value::Text(client.to_string()), Value::Text(besides.to_string())]).await?;
        rows.into_iter().map(|row| read::case(&mut Columns::new(row))).collect()
    }

    /// Which cases those are; the condition keeps it at these.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn open_cases_besides(
        &self,
        client: ClientId,
        besides: CaseId,
    ) -> Result<(Vec<CaseId>, Condition), StoreError> {
        let sql = format!("SELECT c.case_id FROM view_case c WHERE {OPEN_BESIDES} ORDER BY c.case_id");
        let condition =
            self.condition(sql, vec![Value::Text(client.to_string()), Value::Text(besides.to_string())]).await?;
        let cases = condition.rows().iter().cloned().map(|row| Columns::new(row).parsed()).collect::<Result<_, _>>()?;
        Ok((cases, condition))
    }
}

/// The earliest last day of what is open, as far as the reader may know of it.
fn next_until(reader: Option<Seat>, args: &mut Vec<Value>) -> String {
    let Some(reader) = reader else { return "c.next_until".to_owned() };
    args.extend([Value::Text(reader.person.to_string()), Value::Text(reader.org.to_string())]);
    // The second value of every caseload is today.
    let named = is_reader("c.case_id", args.len() - 1, args.len(), 2);
    format!("(CASE WHEN c.next_sealed IS NOT NULL AND {named} THEN c.next_sealed ELSE c.next_until END)")
}

/// The folded name of who is responsible, then that of the client.
fn by_person(person: &str) -> String {
    format!("COALESCE((SELECT p.search FROM view_person p WHERE p.person = {person}), '{NOBODY}') || '|' || k.search")
}

/// The day to sort by: of an appointment ahead and what must be done by a day, the earlier. The second value of every
/// caseload is today.
fn next_day(next_until: &str) -> String {
    format!(
        "(CASE WHEN c.next_planned >= $2 AND c.next_planned < COALESCE({next_until}, '{LAST}') THEN c.next_planned \
         ELSE COALESCE({next_until}, '{LAST}') END)"
    )
}

/// Where the cases of a scope come from.
struct Source {
    from: &'static str,
    condition: String,
    relation: &'static str,
    until: &'static str,
}

impl Scope {
    const fn org(self) -> OrgId {
        match self {
            Self::Caseload(org) | Self::Involved(org) => org,
        }
    }
}

/// A caseload is read by the indexes on organisation and practice, so that the closed cases of years are not touched.
fn source(scope: Scope, filter: &CaseFilter) -> Source {
    let closed = filter.phase == Some(Phase::Closed);
    let open = if closed { "= 'closed'" } else { "<> 'closed'" };
    match scope {
        Scope::Caseload(_) => Source {
            from: "view_case c",
            condition: format!(
                "c.case_id IN (SELECT o.case_id FROM view_case o WHERE o.org_id = $1 AND o.phase {open} \
                 UNION SELECT o.case_id FROM view_case o WHERE o.practice_id = $1 AND o.phase {open} \
                 UNION SELECT i.case_id FROM view_involved i WHERE i.org_id = $1 AND i.open = {} \
                 AND i.relation = 'team' AND i.until_day IS NOT NULL)",
                u8::from(!closed)
            ),
            relation: "CASE WHEN c.org_id = $1 THEN 'accountable' WHEN c.practice_id = $1 THEN 'first-line' \
                       ELSE 'team' END",
            until: "(SELECT i.until_day FROM view_involved i WHERE i.org_id = $1 AND i.case_id = c.case_id)",
        },
        Scope::Involved(_) => Source {
            from: "view_involved i JOIN view_case c ON c.case_id = i.case_id",
            condition: format!("i.org_id = $1 AND i.open = {} AND i.relation <> 'former'", u8::from(!closed)),
            relation: "i.relation",
            until: "i.until_day",
        },
    }
}

fn filter_conditions(scope: Scope, filter: &CaseFilter, conditions: &mut Vec<String>, args: &mut Vec<Value>) {
    if let Some(person) = filter.case_manager {
        args.push(Value::Text(person.to_string()));
        conditions.push(format!("c.case_manager = ${}", args.len()));
    }
    if let Some(person) = filter.deputy {
        args.push(Value::Text(person.to_string()));
        conditions.push(format!("{DEPUTY_TODAY} = ${}", args.len()));
    }
    match filter.phase {
        Some(phase) => {
            args.push(word(&phase));
            conditions.push(format!("c.phase = ${}", args.len()));
        }
        None => conditions.push("c.phase <> 'closed'".to_owned()),
    }
    if let Some(search) = &filter.search {
        args.push(Value::Text(search.clone()));
        let whole = args.len();
        let words = all_words(search, args);
        let mut found = format!("{words} OR k.bsn = ${whole} OR k.v_number = ${whole}");
        // Who directs the care finds her by what she says on the telephone; others by name and number alone.
        if matches!(scope, Scope::Caseload(_)) {
            or_by_particulars(search, &mut found, args);
        }
        conditions.push(format!("({found})"));
    }
}

/// The fewest digits that are looked for within a number.
const DIGITS: usize = 4;

/// Or by a part of her number or phone, by her date or year of birth, or by the name of her case manager. Within the caseload
/// of one organisation: no index is asked for.
fn or_by_particulars(search: &str, found: &mut String, args: &mut Vec<Value>) {
    let mut or = |condition: &str, value: String| {
        args.push(Value::Text(value));
        found.push_str(" OR ");
        found.push_str(&condition.replace("$?", &format!("${}", args.len())));
    };
    let plain = search.chars().all(|letter| letter.is_ascii_digit() || letter == ' ');
    let digits: String = search.chars().filter(char::is_ascii_digit).collect();
    if plain && digits.len() >= DIGITS {
        const PHONE: &str =
            "REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(k.phone, ' ', ''), '-', ''), '(', ''), ')', ''), '.', '')";
        or(&format!("(k.v_number LIKE $? OR k.bsn LIKE $? OR {PHONE} LIKE $?)"), format!("%{digits}%"));
    }
    if let Some(born) = birth_date(search) {
        or("k.birth_date LIKE $?", born);
    }
    let words: Vec<&str> = search.split(' ').filter(|word| !word.is_empty()).collect();
    if !plain && !words.is_empty() {
        let mut named = Vec::new();
        for word in words {
            args.push(Value::Text(format!("% {}%", escape_like(word))));
            named.push(format!("' ' || p.search LIKE ${} ESCAPE '!'", args.len()));
        }
        found.push_str(" OR c.case_manager IN (SELECT p.person FROM view_person p WHERE ");
        found.push_str(&named.join(" AND "));
        found.push(')');
    }
}

/// What a date or a year of birth looks like in the database, from `14 03 1999`, `1999 3 14` or `1999`.
fn birth_date(search: &str) -> Option<String> {
    let parts: Vec<i16> = search.split(' ').map(str::parse).collect::<Result<_, _>>().ok()?;
    match parts[..] {
        [year @ 1900..=2100] => Some(format!("{year}-%")),
        [year @ 1900..=2100, month, day] | [day, month, year @ 1900..=2100] => {
            let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
            Date::new(year, month, day).ok().map(|date| date.to_string())
        }
        _ => None,
    }
}

/// That a client's name holds each of these folded words, in any order: as she is called, and as lists write her.
pub(super) fn all_words(search: &str, args: &mut Vec<Value>) -> String {
    let mut conditions = vec!["k.search LIKE '%'".to_owned()];
    for word in search.split_whitespace() {
        args.push(Value::Text(format!("%{}%", escape_like(word))));
        conditions.push(format!("k.search LIKE ${} ESCAPE '!'", args.len()));
    }
    format!("({})", conditions.join(" AND "))
}

/// Makes `%`, `_` and `!` mean themselves in a `LIKE … ESCAPE '!'`.
fn escape_like(text: &str) -> String {
    text.replace('!', "!!").replace('%', "!%").replace('_', "!_")
}

fn line(row: Row) -> Result<CaseLine, StoreError> {
    let mut row = Columns::new(row);
    let (mut case, client) = (read::case(&mut row)?, read::client(&mut row)?);
    let (deputy, deputy_until, fixed) = (row.optional()?, row.optional()?, row.optional()?);
    let (relation, until) = (row.word()?, row.optional()?);
    case.next_until = row.optional()?;
    let cursor = Cursor { value: row.text()?, case: case.case };
    Ok(CaseLine { case, client, deputy, deputy_until, fixed, relation, until, cursor })
}
