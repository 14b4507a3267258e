//! How cells reach each driver and how rows come back from it.

use std::sync::Arc;

use sqlx::postgres::{PgRow, PgTypeInfo};
use sqlx::sqlite::SqliteRow;
use sqlx::{Executor, Postgres, Row as _, Sqlite, TypeInfo, ValueRef};

use crate::error::Failure;
use crate::statement::{Kind, Sql};
use crate::value::{Cell, Row, Value};

pub(super) async fn fetch_sqlite<'c, E>(executor: E, sql: Sql, args: &[Value]) -> Result<Vec<Row>, Failure>
where
    E: Executor<'c, Database = Sqlite>,
{
    let mut bound = sqlx::sqlite::SqliteArguments::default();
    args.iter().try_for_each(|value| bind_sqlite(&mut bound, value.cell()))?;
    let mut found = Vec::new();
    let rows = sqlx::query_with(sql.into_sql(), bound).fetch_all(executor).await?;
    read_all(rows, sqlite_row, &mut found)?;
    Ok(found)
}

pub(super) async fn fetch_postgres<'c, E>(executor: E, sql: Sql, args: &[Value]) -> Result<Vec<Row>, Failure>
where
    E: Executor<'c, Database = Postgres>,
{
    use sqlx::Arguments as _;
    let mut bound = sqlx::postgres::PgArguments::default();
    for value in args {
        match value {
            Value::Null => bound.add(Untyped),
            Value::Int(number) => bound.add(*number),
            Value::Text(text) => bound.add(text.as_str()),
        }
        .map_err(sqlx::Error::Encode)?;
    }
    let mut found = Vec::new();
    let rows = sqlx::query_with(sql.into_sql(), bound).fetch_all(executor).await?;
    read_all(rows, postgres_row, &mut found)?;
    Ok(found)
}

pub(super) fn read_all<R>(
    rows: Vec<R>,
    read: fn(&R) -> Result<Row, sqlx::Error>,
    into: &mut Vec<Row>,
) -> Result<(), Failure> {
    into.reserve(rows.len());
    for row in &rows {
        into.push(read(row)?);
    }
    Ok(())
}

/// One JSON text per statement: an array of rows of the given width.
pub(super) fn json<'c>(
    statements: impl IntoIterator<Item = (usize, &'c [Cell<'c>])>,
) -> Result<sqlx::sqlite::SqliteArguments, Failure> {
    use sqlx::Arguments as _;
    let mut args = sqlx::sqlite::SqliteArguments::default();
    for (width, cells) in statements {
        let rows: Vec<&[Cell<'_>]> = cells.chunks(width).collect();
        let text = serde_json::to_string(&rows).map_err(|error| Failure::Refused(error.to_string()))?;
        args.add(text).map_err(|error| Failure::Refused(error.to_string()))?;
    }
    Ok(args)
}

fn bind_sqlite(args: &mut sqlx::sqlite::SqliteArguments, cell: Cell<'_>) -> Result<(), Failure> {
    use sqlx::Arguments as _;
    match cell {
        Cell::Null => args.add(None::<i64>),
        Cell::Int(number) => args.add(number),
        Cell::Text(text) => args.add(Arc::<str>::from(text)),
    }
    .map_err(|error| Failure::Refused(error.to_string()))
}

/// One array per column.
pub(super) fn arrays(kinds: &[Kind], cells: &[Cell<'_>]) -> Result<sqlx::postgres::PgArguments, Failure> {
    use sqlx::Arguments as _;
    let mut args = sqlx::postgres::PgArguments::default();
    for (index, kind) in kinds.iter().enumerate() {
        let column = cells.iter().skip(index).step_by(kinds.len());
        match kind {
            Kind::Text => {
                let texts = column.map(|cell| if let Cell::Text(text) = cell { Some(*text) } else { None });
                args.add(texts.collect::<Vec<Option<&str>>>())
            }
            Kind::Int => {
                let numbers = column.map(|cell| if let Cell::Int(number) = cell { Some(*number) } else { None });
                args.add(numbers.collect::<Vec<Option<i64>>>())
            }
        }
        .map_err(|error| Failure::Refused(error.to_string()))?;
    }
    Ok(args)
}

/// A null whose type PostgreSQL works out from where it stands.
struct Untyped;

impl sqlx::Type<Postgres> for Untyped {
    fn type_info() -> PgTypeInfo {
        PgTypeInfo::with_oid(sqlx::postgres::types::Oid(0))
    }
}

impl sqlx::Encode<'_, Postgres> for Untyped {
    fn encode_by_ref(
        &self,
        _: &mut sqlx::postgres::PgArgumentBuffer,
    ) -> Result<sqlx::encode::IsNull, sqlx::error::BoxDynError> {
        Ok(sqlx::encode::IsNull::Yes)
    }
}

pub(super) fn sqlite_row(row: &SqliteRow) -> Result<Row, sqlx::Error> {
    let read = |index| {
        let value = row.try_get_raw(index)?;
        if value.is_null() {
            return Ok(Value::Null);
        }
        let is_text = value.type_info().name() == "TEXT";
        if is_text { row.try_get_unchecked(index).map(Value::Text) } else { row.try_get(index).map(Value::Int) }
    };
    (0..row.len()).map(read).collect::<Result<_, _>>().map(Row)
}

pub(super) fn postgres_row(row: &PgRow) -> Result<Row, sqlx::Error> {
    let read = |index| {
        let value = row.try_get_raw(index)?;
        if value.is_null() {
            return Ok(Value::Null);
        }
        match value.type_info().name() {
            "INT8" => row.try_get(index).map(Value::Int),
            "INT4" => row.try_get::<i32, _>(index).map(|number| Value::Int(number.into())),
            "BOOL" => row.try_get::<bool, _>(index).map(|yes| Value::Int(yes.into())),
            _ => row.try_get(index).map(Value::Text),
        }
    };
    (0..row.len()).map(read).collect::<Result<_, _>>().map(Row)
}
