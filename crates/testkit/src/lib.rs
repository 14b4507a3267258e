//! Test helpers, for development only: a database of its own for each test, on SQLite and on PostgreSQL.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a helper that cannot do its work must stop the test")]

mod database;
mod postgres;

pub use database::{TestDb, on_postgres, on_sqlite};

/// Tells each story on both databases: `name::sqlite` and `name::postgres`, each with a database of its own.
///
/// ```
/// # fn main() {}
/// use regie_testkit::{TestDb, on_both_databases};
///
/// on_both_databases! {
///     async fn g_09_a_new_database_answers(db: TestDb) {
///         db.open().await.ping().await.unwrap();
///     }
/// }
/// ```
#[macro_export]
macro_rules! on_both_databases {
    ($( $(#[$meta:meta])* async fn $name:ident($db:ident: TestDb) $body:block )*) => { $(
        $(#[$meta])*
        mod $name {
            #[allow(unused_imports, reason = "a story may need nothing from its file")]
            use super::*;

            async fn story($db: TestDb) $body

            #[test]
            fn sqlite() {
                $crate::on_sqlite(story);
            }

            #[test]
            fn postgres() {
                $crate::on_postgres(story);
            }
        }
    )* };
}
