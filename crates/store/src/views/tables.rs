//! The view tables and how their rows are written.

use jiff::civil::Date;
use regie_care::rows::ViewKey;
use regie_care::view::{
    AgendaRow, BoardRow, CaseRow, ClientRow, DeputyRow, InvolvedRow, MeetingRow, PersonRow, ReaderRow, ViewRow, WorkRow,
};
use serde::Serialize;

use crate::{RowChange, Table, Value};

/// The caseload.
pub const CASE: Table = Table {
    name: "view_case",
    key: 1,
    columns: &[
        "case_id",
        "client_id",
        "org_id",
        "practice_id",
        "case_manager",
        "first_line",
        "phase",
        "line",
        "due",
        "born",
        "first_child",
        "caesarean",
        "in_hospital",
        "died",
        "opened_on",
        "closed_on",
        "next_until",
        "next_planned",
        "next_sealed",
        "next_due",
        "urgent",
        "pinned",
    ],
};

/// Deputies by date.
pub const DEPUTY: Table = Table {
    name: "view_deputy",
    key: 2,
    columns: &["case_id", "no", "deputy", "org_id", "absent", "from_day", "until_day"],
};

/// Which organisation has to do with which case.
pub const INVOLVED: Table =
    Table { name: "view_involved", key: 2, columns: &["org_id", "case_id", "relation", "open", "until_day"] };

/// Lines of work.
pub const WORK: Table = Table {
    name: "view_work",
    key: 2,
    columns: &[
        "case_id",
        "item",
        "owner",
        "org_id",
        "lane",
        "work",
        "from_day",
        "target_day",
        "until_day",
        "title",
        "sealed",
    ],
};

/// Who may read what is sealed of a case.
pub const READER: Table =
    Table { name: "view_reader", key: 4, columns: &["case_id", "person", "org_id", "from_day", "until_day"] };

/// Places on agendas.
pub const AGENDA: Table =
    Table { name: "view_agenda", key: 3, columns: &["meeting_id", "case_id", "no", "question", "waiting"] };

/// Clients.
pub const CLIENT: Table = Table {
    name: "view_client",
    key: 1,
    columns: &[
        "client_id",
        "family_name",
        "given_name",
        "search",
        "birth_date",
        "bsn",
        "v_number",
        "source_number",
        "language",
        "interpreter",
        "phone",
        "site",
        "suspicions",
        "merged_into",
        "registered_org",
        "registered_by",
        "registered_at",
    ],
};

/// Names of professionals.
pub const PERSON: Table = Table { name: "view_person", key: 1, columns: &["person", "search"] };

/// Meetings.
pub const MEETING: Table = Table {
    name: "view_meeting",
    key: 1,
    columns: &["meeting_id", "org_id", "meeting_kind", "network", "on_day", "held", "cancelled", "title"],
};

/// Boards by level.
pub const BOARD: Table =
    Table { name: "view_board", key: 2, columns: &["case_id", "pathway", "level", "since", "why"] };

/// Every view: what a rebuild empties and fills.
pub const TABLES: &[&Table] = &[&CASE, &DEPUTY, &INVOLVED, &READER, &WORK, &AGENDA, &CLIENT, &PERSON, &MEETING, &BOARD];

/// The change that writes a row.
#[must_use]
pub fn put(row: &ViewRow) -> RowChange {
    let (table, values) = values(row);
    RowChange::Put { table, values }
}

/// The change that removes a row.
#[must_use]
pub fn remove(key: &ViewKey) -> RowChange {
    let (table, key) = match key {
        ViewKey::Case(case) => (&CASE, vec![text(case)]),
        ViewKey::Deputy(case, no) => (&DEPUTY, vec![text(case), Value::Int(i64::from(*no))]),
        ViewKey::Involved(org, case) => (&INVOLVED, vec![text(org), text(case)]),
        ViewKey::Reader(case, person, org, from) => (&READER, vec![text(case), text(person), text(org), text(from)]),
        ViewKey::Work(case, item) => (&WORK, vec![text(case), Value::Text(item.clone())]),
        ViewKey::Agenda(meeting, case, no) => (&AGENDA, vec![text(meeting), text(case), Value::Int(i64::from(*no))]),
        ViewKey::Client(client) => (&CLIENT, vec![text(client)]),
        ViewKey::Person(person) => (&PERSON, vec![text(person)]),
        ViewKey::Meeting(meeting) => (&MEETING, vec![text(meeting)]),
        ViewKey::Board(case, pathway) => (&BOARD, vec![text(case), text(pathway)]),
    };
    RowChange::Remove { table, key }
}

/// The table of a row and its values, one per column.
#[must_use]
pub fn values(row: &ViewRow) -> (&'static Table, Vec<Value>) {
    match row {
        ViewRow::Case(row) => (&CASE, case(row)),
        ViewRow::Deputy(row) => (&DEPUTY, deputy(row)),
        ViewRow::Involved(row) => (&INVOLVED, involved(row)),
        ViewRow::Reader(row) => (&READER, reader(row)),
        ViewRow::Work(row) => (&WORK, work(row)),
        ViewRow::Agenda(row) => (&AGENDA, agenda(row)),
        ViewRow::Client(row) => (&CLIENT, client(row)),
        ViewRow::Person(row) => (&PERSON, person(row)),
        ViewRow::Meeting(row) => (&MEETING, meeting(row)),
        ViewRow::Board(row) => (&BOARD, board(row)),
    }
}

fn case(row: &CaseRow) -> Vec<Value> {
    vec![
        text(row.case),
        text(row.client),
        text(row.org),
        text(row.practice),
        text(row.case_manager),
        text(row.first_line),
        word(&row.phase),
        word(&row.line),
        day(row.due),
        day(row.born),
        row.first_child.map_or(Value::Null, text),
        day(row.caesarean),
        row.in_hospital.map_or(Value::Null, text),
        row.died.map_or(Value::Null, text),
        text(row.opened_on),
        day(row.closed_on),
        day(row.next_until),
        day(row.next_planned),
        day(row.next_sealed),
        day(row.next_due),
        Value::Int(i64::from(row.urgent)),
        json(&row.pinned),
    ]
}

fn deputy(row: &DeputyRow) -> Vec<Value> {
    vec![
        text(row.case),
        Value::Int(i64::from(row.no)),
        text(row.deputy),
        text(row.org),
        text(row.absent),
        text(row.from),
        day(row.until),
    ]
}

fn reader(row: &ReaderRow) -> Vec<Value> {
    vec![text(row.case), text(row.person), text(row.org), text(row.from), day(row.until)]
}

fn involved(row: &InvolvedRow) -> Vec<Value> {
    vec![text(row.org), text(row.case), word(&row.relation), Value::Int(i64::from(row.open)), day(row.until)]
}

fn work(row: &WorkRow) -> Vec<Value> {
    vec![
        text(row.case),
        Value::Text(row.item.clone()),
        row.owner.map_or(Value::Null, text),
        text(row.org),
        word(&row.lane),
        json(&row.work),
        text(row.from),
        text(row.target),
        text(row.until),
        json(&row.title),
        Value::Int(i64::from(row.sealed)),
    ]
}

fn agenda(row: &AgendaRow) -> Vec<Value> {
    vec![
        text(row.meeting),
        text(row.case),
        Value::Int(i64::from(row.no)),
        Value::Text(row.question.clone()),
        Value::Int(i64::from(row.waiting)),
    ]
}

fn client(row: &ClientRow) -> Vec<Value> {
    vec![
        text(row.client),
        Value::Text(row.family_name.clone()),
        Value::Text(row.given_name.clone()),
        Value::Text(row.search.clone()),
        day(row.birth_date),
        optional(row.bsn.as_ref()),
        optional(row.v_number.as_ref()),
        optional(row.source_number.as_ref()),
        Value::Text(row.language.clone()),
        Value::Int(i64::from(row.interpreter)),
        Value::Text(row.phone.clone()),
        Value::Text(row.site.clone()),
        Value::Int(i64::from(row.suspicions)),
        row.merged_into.map_or(Value::Null, text),
        row.registered.by.seat().map_or(Value::Null, |seat| text(seat.org)),
        text(row.registered.by),
        Value::Int(row.registered.at.as_microsecond()),
    ]
}

fn person(row: &PersonRow) -> Vec<Value> {
    vec![text(row.person), Value::Text(row.search.clone())]
}

fn meeting(row: &MeetingRow) -> Vec<Value> {
    vec![
        text(row.meeting),
        text(row.org),
        Value::Text(row.meeting_kind.clone()),
        Value::Text(row.network.clone()),
        text(row.on),
        Value::Int(i64::from(row.held)),
        Value::Int(i64::from(row.cancelled)),
        Value::Text(row.title.clone()),
    ]
}

fn board(row: &BoardRow) -> Vec<Value> {
    vec![
        text(row.case),
        text(&row.pathway),
        optional(row.level.as_ref()),
        day(row.since),
        row.why.as_ref().map_or(Value::Null, json),
    ]
}

fn text(value: impl ToString) -> Value {
    Value::Text(value.to_string())
}

fn optional(value: Option<&String>) -> Value {
    value.map_or(Value::Null, |value| Value::Text(value.clone()))
}

fn day(value: Option<Date>) -> Value {
    value.map_or(Value::Null, text)
}

/// The JSON text of a value. The view rows hold no maps but those keyed by text, and no numbers that
/// JSON cannot have, so it always exists.
fn json<T: Serialize>(value: &T) -> Value {
    serde_json::to_string(value).map_or(Value::Null, Value::Text)
}

/// The word of an enum without data: its JSON text without the quotes.
pub(super) fn word<T: Serialize>(value: &T) -> Value {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => Value::Text(word),
        _ => Value::Null,
    }
}
