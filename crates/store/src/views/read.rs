//! Reading view rows back into the types that the room of care computed.

use std::fmt::Display;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::Date;
use regie_care::case::records::Recorded;
use regie_care::view::{CaseRow, ClientRow, MeetingRow, WorkRow};
use serde::de::DeserializeOwned;

use crate::StoreError;
use crate::value::Row;

/// Takes the columns of a row one after another.
pub(super) struct Columns {
    row: Row,
    next: usize,
}

impl Columns {
    pub(super) fn new(row: Row) -> Self {
        Self { row, next: 0 }
    }

    fn place(&mut self) -> usize {
        self.next += 1;
        self.next - 1
    }

    pub(super) fn text(&mut self) -> Result<String, StoreError> {
        let place = self.place();
        self.row.text(place)
    }

    pub(super) fn optional_text(&mut self) -> Result<Option<String>, StoreError> {
        let place = self.place();
        self.row.optional_text(place)
    }

    pub(super) fn int(&mut self) -> Result<i64, StoreError> {
        let place = self.place();
        self.row.int(place)
    }

    pub(super) fn moment(&mut self) -> Result<Timestamp, StoreError> {
        let place = self.place();
        self.row.moment(place)
    }

    pub(super) fn flag(&mut self) -> Result<bool, StoreError> {
        Ok(self.int()? != 0)
    }

    pub(super) fn number<T: TryFrom<i64>>(&mut self) -> Result<T, StoreError> {
        let value = self.int()?;
        T::try_from(value).map_err(|_| StoreError::Corrupt(format!("a view holds the number {value}")))
    }

    /// An id or a day.
    pub(super) fn parsed<T: FromStr<Err: Display>>(&mut self) -> Result<T, StoreError> {
        parse(&self.text()?)
    }

    pub(super) fn optional<T: FromStr<Err: Display>>(&mut self) -> Result<Option<T>, StoreError> {
        self.optional_text()?.as_deref().map(parse).transpose()
    }

    pub(super) fn day(&mut self) -> Result<Date, StoreError> {
        self.parsed()
    }

    /// The word of an enum without data.
    pub(super) fn word<T: DeserializeOwned>(&mut self) -> Result<T, StoreError> {
        let word = self.text()?;
        serde_json::from_value(serde_json::Value::String(word)).map_err(|error| unreadable(&error))
    }

    pub(super) fn optional_json<T: DeserializeOwned>(&mut self) -> Result<Option<T>, StoreError> {
        self.optional_text()?.map(|text| serde_json::from_str(&text).map_err(|error| unreadable(&error))).transpose()
    }

    pub(super) fn json<T: DeserializeOwned>(&mut self) -> Result<T, StoreError> {
        serde_json::from_str(&self.text()?).map_err(|error| unreadable(&error))
    }
}

fn parse<T: FromStr<Err: Display>>(text: &str) -> Result<T, StoreError> {
    text.parse().map_err(|error| unreadable(&error))
}

fn unreadable(error: &dyn Display) -> StoreError {
    StoreError::Corrupt(format!("a view row cannot be read: {error}"))
}

pub(super) fn case(row: &mut Columns) -> Result<CaseRow, StoreError> {
    Ok(CaseRow {
        case: row.parsed()?,
        client: row.parsed()?,
        org: row.parsed()?,
        practice: row.parsed()?,
        case_manager: row.parsed()?,
        first_line: row.parsed()?,
        phase: row.word()?,
        line: row.word()?,
        due: row.optional()?,
        born: row.optional()?,
        first_child: row.optional()?,
        caesarean: row.optional()?,
        in_hospital: row.optional()?,
        died: row.optional()?,
        opened_on: row.day()?,
        closed_on: row.optional()?,
        next_until: row.optional()?,
        next_planned: row.optional()?,
        // Read only by a list that knows its reader.
        next_sealed: row.optional::<Date>()?.and(None),
        next_due: row.optional()?,
        urgent: row.number()?,
        pinned: row.json()?,
    })
}

pub(super) fn client(row: &mut Columns) -> Result<ClientRow, StoreError> {
    Ok(ClientRow {
        client: row.parsed()?,
        family_name: row.text()?,
        given_name: row.text()?,
        search: row.text()?,
        birth_date: row.optional()?,
        bsn: row.optional_text()?,
        v_number: row.optional_text()?,
        source_number: row.optional_text()?,
        language: row.text()?,
        interpreter: row.flag()?,
        phone: row.text()?,
        site: row.text()?,
        suspicions: row.number()?,
        merged_into: row.optional()?,
        registered: {
            row.optional_text()?;
            Recorded { by: row.parsed()?, at: row.moment()? }
        },
    })
}

pub(super) fn work(row: &mut Columns) -> Result<WorkRow, StoreError> {
    Ok(WorkRow {
        case: row.parsed()?,
        item: row.text()?,
        owner: row.optional()?,
        org: row.parsed()?,
        lane: row.word()?,
        work: row.json()?,
        from: row.day()?,
        target: row.day()?,
        until: row.day()?,
        title: row.json()?,
        sealed: row.flag()?,
    })
}

pub(super) fn meeting(row: &mut Columns) -> Result<MeetingRow, StoreError> {
    Ok(MeetingRow {
        meeting: row.parsed()?,
        org: row.parsed()?,
        meeting_kind: row.text()?,
        network: row.text()?,
        on: row.day()?,
        held: row.flag()?,
        cancelled: row.flag()?,
        title: row.text()?,
    })
}
