//! The migrations, embedded in the binary.

use std::time::Duration;

use sqlx::migrate::{Migration, MigrationType, Migrator};

use crate::StoreError;
use crate::dialect::{Connection, Engine};

/// Version, name and text of each migration, in order. A migration that has been released never changes.
const MIGRATIONS: &[(i64, &str, &str)] = &[
    (1, "journal", include_str!("../../../migrations/0001_journal.sql")),
    (2, "views", include_str!("../../../migrations/0002_views.sql")),
    (3, "people", include_str!("../../../migrations/0003_people.sql")),
    (4, "parts and outbox", include_str!("../../../migrations/0004_parts_and_outbox.sql")),
    (5, "sealed", include_str!("../../../migrations/0005_sealed.sql")),
    (6, "drafts", include_str!("../../../migrations/0006_drafts.sql")),
];

/// Changes with every change to the migrations: names the schema, for those who keep prepared databases.
pub fn schema_fingerprint() -> String {
    let texts: Vec<&str> = MIGRATIONS.iter().map(|(_, _, sql)| *sql).collect();
    crate::chain::digest(&texts)[..16].to_owned()
}

/// Brings the schema up to date.
///
/// # Errors
/// `Migration` when a migration fails, or when the database was made by a newer program.
pub(crate) async fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    let migrator = migrator(connection.engine());
    let mut attempt = 0;
    loop {
        match connection.migrate(&migrator).await {
            Ok(()) => return Ok(()),
            // Two programs that open a new SQLite file at once both try; the second finds the work done.
            Err(error) if attempt < 5 => {
                tracing::debug!(%error, "migration failed, trying again");
                attempt += 1;
                tokio::time::sleep(Duration::from_millis(50 * attempt)).await;
            }
            Err(error) => return Err(StoreError::Migration(error.to_string())),
        }
    }
}

fn migrator(engine: Engine) -> Migrator {
    let one = |(version, name, sql): &(i64, &'static str, &'static str)| {
        let sql = engine.schema(sql).into_sql();
        Migration::new(*version, (*name).into(), MigrationType::Simple, sql, false)
    };
    Migrator::with_migrations(MIGRATIONS.iter().map(one).collect())
}

/// A database address as it may be shown.
pub(crate) fn without_password(url: &str) -> String {
    match (url.find("://"), url.rfind('@')) {
        (Some(start), Some(end)) if start < end => {
            let user = url[start + 3..end].split(':').next().unwrap_or_default();
            format!("{}{user}{}", &url[..start + 3], &url[end..])
        }
        _ => url.to_owned(),
    }
}
