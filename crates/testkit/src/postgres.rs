//! Databases on the test server. The schema is made once, in a template; each test gets a copy of it.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use regie_store::{Store, schema_fingerprint};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, Row};
use tokio::sync::OnceCell;

/// Any number that no other program on the server uses: while one test program makes the template, others wait.
const TEMPLATE_LOCK: i64 = 0x7265_6769;
/// Databases older than this were left by a test program that was killed.
const STALE_SECONDS: u64 = 3_600;

static TEMPLATE: OnceCell<String> = OnceCell::const_new();
static COUNT: AtomicU32 = AtomicU32::new(0);

fn server() -> String {
    std::env::var("REGIE_TEST_POSTGRES").unwrap_or_else(|_| {
        panic!(
            "REGIE_TEST_POSTGRES is not set: run `cargo xtask test`, which starts a PostgreSQL for the tests, or set \
             it to a server on which databases may be made, such as postgres://USER@HOST:PORT/postgres"
        )
    })
}

/// The server's address with another database in it.
fn address(server: &str, database: &str) -> String {
    let (address, query) = server.split_once('?').map_or((server, None), |(address, query)| (address, Some(query)));
    let authority = address.find("://").map_or(0, |scheme| scheme + 3);
    let end = address[authority..].find('/').map_or(address.len(), |slash| authority + slash);
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    format!("{}/{database}{query}", &address[..end])
}

async fn admin() -> PgConnection {
    let server = server();
    PgConnection::connect(&server)
        .await
        .unwrap_or_else(|error| panic!("REGIE_TEST_POSTGRES names a server that cannot be reached: {error}"))
}

async fn run(connection: &mut PgConnection, sql: String) {
    let done = connection.execute(AssertSqlSafe(sql.clone())).await;
    done.unwrap_or_else(|error| panic!("{sql}: {error}"));
}

/// A new database with the schema in it: its name and address.
pub(crate) async fn create() -> (String, String) {
    let template = TEMPLATE.get_or_init(make_template).await;
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let name = format!("regie_test_{}_{}_{number}", seconds(), std::process::id());
    let mut admin = admin().await;
    run(&mut admin, format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
    let url = address(&server(), &name);
    (name, url)
}

async fn make_template() -> String {
    let name = format!("regie_template_{}", schema_fingerprint());
    let mut admin = admin().await;
    run(&mut admin, format!("SELECT pg_advisory_lock({TEMPLATE_LOCK})")).await;
    sweep(&mut admin).await;
    let known = sqlx::query("SELECT 1 FROM pg_database WHERE datname = $1").bind(&name).fetch_optional(&mut admin);
    if known.await.expect("the list of databases").is_none() {
        let unready = format!("{name}_unready");
        run(&mut admin, format!("DROP DATABASE IF EXISTS {unready} WITH (FORCE)")).await;
        run(&mut admin, format!("CREATE DATABASE {unready}")).await;
        Store::open(&address(&server(), &unready)).await.expect("the template takes the schema").close().await;
        // A copy can be made only while nobody is connected, and the server takes a moment to notice that we left.
        run(&mut admin, format!("ALTER DATABASE {unready} ALLOW_CONNECTIONS false")).await;
        cut(&mut admin, &unready).await;
        run(&mut admin, format!("ALTER DATABASE {unready} RENAME TO {name}")).await;
    }
    run(&mut admin, format!("SELECT pg_advisory_unlock({TEMPLATE_LOCK})")).await;
    name
}

/// Removes what killed test programs left behind.
async fn sweep(admin: &mut PgConnection) {
    let sql = "SELECT datname::text FROM pg_database WHERE datname LIKE 'regie\\_test\\_%'";
    for row in sqlx::query(sql).fetch_all(&mut *admin).await.expect("the list of databases") {
        let name: String = row.get(0);
        let born: Option<u64> = name.split('_').nth(2).and_then(|seconds| seconds.parse().ok());
        if born.is_some_and(|born| born + STALE_SECONDS < seconds()) {
            run(admin, format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
        }
    }
}

pub(crate) async fn cut_connections(name: &str) -> usize {
    cut(&mut admin().await, name).await
}

async fn cut(admin: &mut PgConnection, name: &str) -> usize {
    let sql = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = $1";
    sqlx::query(sql).bind(name).fetch_all(admin).await.expect("connections are cut").len()
}

/// Drops a database, from a place where nothing can be awaited.
pub(crate) fn drop_database(name: &str) {
    let sql = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
    let work = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async { run(&mut admin().await, sql).await });
    });
    // A database that stays behind is swept away by a later run; failing here would hide what the test found.
    drop(work.join());
}

#[expect(
    clippy::disallowed_methods,
    reason = "names a database after the moment it was made, so that old ones can be swept"
)]
fn seconds() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs())
}
