//! The raw floor: what the database itself carries when every row waits for the disk alone. `regie bench` prints the
//! write path beside it. Also the throw-away databases in which it measures.

use std::time::{Duration, Instant};

use crate::dialect::{Connection, Database, Engine, Purpose};
use crate::{StoreError, Value};

/// Bytes in the payload of a row: about what an event with its hash takes.
const PAYLOAD: usize = 300;

/// Single-row inserts per second, each its own durable transaction, on so many connections of their own with the
/// settings of the writer. SQLite has one writer by its nature: more connections only wait for each other there.
///
/// # Errors
/// When the database cannot be reached or written, or holds a table `raw_floor` already.
pub async fn insert_rate(url: &str, connections: usize, time: Duration) -> Result<f64, StoreError> {
    let database = Database::new(url, 1)?;
    let mut maker = database.connect(Purpose::Batches).await?;
    maker.fetch("CREATE TABLE raw_floor (id TEXT NOT NULL PRIMARY KEY, payload TEXT NOT NULL)", &[]).await?;
    let mut ready = Vec::with_capacity(connections);
    for _ in 0..connections {
        ready.push(database.connect(Purpose::Batches).await?);
    }
    let started = Instant::now();
    let tasks: Vec<_> = ready
        .into_iter()
        .enumerate()
        .map(|(number, connection)| tokio::spawn(insert(connection, number, started, time)))
        .collect();
    let mut inserted = 0.0;
    for task in tasks {
        inserted += f64::from(task.await.map_err(|error| StoreError::Unavailable(error.to_string()))??);
    }
    let rate = inserted / started.elapsed().as_secs_f64();
    maker.fetch("DROP TABLE raw_floor", &[]).await?;
    maker.close().await;
    Ok(rate)
}

async fn insert(
    mut connection: Connection,
    number: usize,
    started: Instant,
    time: Duration,
) -> Result<u32, StoreError> {
    let payload = Value::Text("n".repeat(PAYLOAD));
    let mut count = 0;
    while started.elapsed() < time {
        let id = Value::Text(format!("raw-{number:03}-{count:020}"));
        connection.fetch("INSERT INTO raw_floor (id, payload) VALUES ($1, $2)", &[id, payload.clone()]).await?;
        count += 1;
    }
    connection.close().await;
    Ok(count)
}

/// Whether an acknowledged commit survives a loss of power: false on a PostgreSQL server that runs without `fsync`.
///
/// # Errors
/// When the server cannot be reached.
pub async fn is_durable(url: &str) -> Result<bool, StoreError> {
    let database = Database::new(url, 1)?;
    if database.engine() == Engine::Sqlite {
        return Ok(true);
    }
    let mut connection = database.connect(Purpose::Whole).await?;
    let mut rows = connection.fetch("SELECT current_setting('fsync')", &[]).await?;
    connection.close().await;
    rows.first_mut().map_or(Ok(false), |row| Ok(row.text(0)? == "on"))
}

/// Makes an empty database on the PostgreSQL server at `server` and returns its address.
///
/// # Errors
/// When the name is more than lower-case letters, digits and `_`, or the server refuses.
pub async fn make_database(server: &str, name: &str) -> Result<String, StoreError> {
    command(server, name, "CREATE DATABASE {name}").await?;
    let (front, parameters) = server.split_once('?').map_or((server, ""), |(front, rest)| (front, rest));
    let host = front.find("://").map_or(0, |at| at + 3);
    let end = front[host..].find('/').map_or(front.len(), |at| host + at);
    let parameters = if parameters.is_empty() { String::new() } else { format!("?{parameters}") };
    Ok(format!("{}/{name}{parameters}", &front[..end]))
}

/// Drops a database that [`make_database`] made, whoever is still connected to it.
///
/// # Errors
/// As [`make_database`].
pub async fn drop_database(server: &str, name: &str) -> Result<(), StoreError> {
    command(server, name, "DROP DATABASE IF EXISTS {name} WITH (FORCE)").await
}

async fn command(server: &str, name: &str, sql: &str) -> Result<(), StoreError> {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    if name.is_empty() || !name.bytes().all(plain) {
        return Err(StoreError::Invalid(format!("`{name}` is no name for a throw-away database")));
    }
    let database = Database::new(server, 1)?;
    if database.engine() != Engine::Postgres {
        return Err(StoreError::Invalid(format!("`{server}` is no PostgreSQL server")));
    }
    let mut connection = database.connect(Purpose::Whole).await?;
    connection.fetch(sql.replace("{name}", name), &[]).await?;
    connection.close().await;
    Ok(())
}
