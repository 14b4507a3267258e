//! `regie run`: plays a told course through the whole application and prints the journal.

use regie_store::Store;

use crate::args::RunArgs;
use crate::demo::must_be_empty;
use crate::failure::Failure;
use crate::output;
use crate::pathway::scenario;
use crate::told::{self, Telling};

/// Runs `regie run`: status 1 when the course did not come out as told.
pub async fn run(args: RunArgs, json: bool) -> Result<(), Failure> {
    let scenario = scenario(&args.scenario)?;
    let folder = tempfile::tempdir().map_err(|error| Failure::Refused(format!("no temporary folder: {error}")))?;
    let temporary = format!("sqlite:{}", folder.path().join("regie.db").display());
    let url = args.database.unwrap_or(temporary);
    let store = Store::open(&url).await?;
    must_be_empty(&store, &url).await?;
    let telling = told::play(store.clone(), &scenario).await;
    store.close().await;
    tell(&telling?, json)
}

fn tell(telling: &Telling, json: bool) -> Result<(), Failure> {
    if json {
        // The failures are among what is told.
        output::json(telling)?;
    } else {
        output::line(told::text(telling))?;
        telling.failures.iter().for_each(|failure| eprintln!("regie: {failure}"));
    }
    if telling.failures.is_empty() { Ok(()) } else { Err(Failure::Told) }
}
