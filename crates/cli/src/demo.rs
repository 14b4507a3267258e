//! `regie demo`: a made-up region in a temporary folder, served within a second of starting.
//!
//! Three things go on at once: the story is told on one thread, what is told is written by another, and the one
//! password of all accounts is hashed on a third.

use std::sync::Arc;

use regie_app::{App, Clock, hash_password, shipped_pathways};
use regie_store::Store;
use serde::Serialize;
use tempfile::TempDir;

use crate::args::DemoArgs;
use crate::failure::Failure;
use crate::fill::fill;
use crate::output;
use crate::region::{self, Plan, Player};
use crate::serve::{self, Stop};

/// The password of every account of the demo.
pub const PASSWORD: &str = "welkom-bij-regie";
/// The hour at which the clock stands when a day is given: the work has begun, and nothing of it is done.
const MORNING: i8 = 9;

/// Runs `regie demo`.
pub async fn run(args: DemoArgs, json: bool) -> Result<(), Failure> {
    let stop = Stop::listen()?;
    let listener = serve::bind(&args.listen).await?;
    let place = Place::of(args.database.as_deref())?;
    let store = Store::open(&place.url).await?;
    must_be_empty(&store, &place.url).await?;
    let hash = tokio::spawn(hash_password(PASSWORD.to_owned()));
    let clock = args.today.map_or(Clock::System, |day| Clock::standing_at(region::at(day, MORNING, 0)));
    let today = clock.moment().today;
    let pathways = Arc::new(shipped_pathways()?);
    let players = fill(&store, &pathways, Plan { seed: args.seed, cases: args.cases, today }).await?.players;
    let app = serve::app(store, args.pathways.pathways.as_deref(), clock).await?;
    let hash = hash.await.map_err(|error| Failure::Refused(error.to_string()))??;
    enter_accounts(&app, &players, &hash).await?;
    region::postnatal::set_up(&app, &players, today).await?;
    tell(&Ready { listening: serve::url(serve::address(&listener)?), password: PASSWORD, accounts: &players }, json)?;
    serve::serve(app, listener, args.listen.options(), stop).await?;
    place.remove()
}

/// Where the data of the demo is.
struct Place {
    url: String,
    /// Goes away with the program.
    folder: Option<TempDir>,
}

impl Place {
    fn of(database: Option<&str>) -> Result<Self, Failure> {
        if let Some(url) = database {
            return Ok(Self { url: url.to_owned(), folder: None });
        }
        let folder = tempfile::Builder::new()
            .prefix("regie-demo-")
            .tempdir()
            .map_err(|error| Failure::Refused(format!("no temporary folder: {error}; give --database")))?;
        let url = format!("sqlite:{}", folder.path().join("regie.db").display());
        Ok(Self { url, folder: Some(folder) })
    }

    fn remove(self) -> Result<(), Failure> {
        let Some(folder) = self.folder else { return Ok(()) };
        let path = folder.path().to_owned();
        folder.close().map_err(|error| Failure::file(&path, &error))
    }
}

/// Refuses a database that holds anything: the demo is told into an empty one.
pub async fn must_be_empty(store: &Store, url: &str) -> Result<(), Failure> {
    if store.streams("", None, 1).await?.is_empty() {
        return Ok(());
    }
    let what = format!("{url} is not empty: choose a new database, or `regie serve` to go on with this one");
    Err(Failure::Refused(what))
}

async fn enter_accounts(app: &App, players: &[Player], hash: &str) -> Result<(), Failure> {
    // All at once, so that they share a transaction.
    let entries = players.iter().map(|player| app.store_account(player.person, &player.login, hash.to_owned()));
    futures::future::try_join_all(entries).await?;
    Ok(())
}

/// What the demo has to say when it is ready.
#[derive(Debug, Serialize)]
struct Ready<'a> {
    listening: String,
    password: &'static str,
    accounts: &'a [Player],
}

fn tell(ready: &Ready<'_>, json: bool) -> Result<(), Failure> {
    if json {
        return output::json(ready);
    }
    output::line(format_args!("{}\nPassword of every account: {}\n", table(ready.accounts), ready.password))?;
    output::line(format_args!("listening on {}", ready.listening))
}

fn table(players: &[Player]) -> String {
    let header = ["login", "name", "organisation", "role"].map(str::to_owned);
    let rows = players
        .iter()
        .map(|player| [player.login.clone(), player.name.clone(), player.organisation.clone(), player.role_name()]);
    let rows: Vec<[String; 4]> = std::iter::once(header).chain(rows).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths = [width(0), width(1), width(2)];
    let line = |[login, name, organisation, role]: &[String; 4]| {
        let [first, second, third] = widths;
        format!("{login:first$}  {name:second$}  {organisation:third$}  {role}")
    };
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}
