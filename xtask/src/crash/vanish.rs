//! A PostgreSQL server that goes away under the program and comes back.

use std::path::Path;
use std::time::Duration;

use super::Seen;
use super::load::Load;
use super::proof::{self, Acked};
use crate::failure::Failure;
use crate::postgres::{Cluster, Durability};

/// Commands before the server goes, and after it came back.
const ENOUGH: u64 = 100;
/// How long each step may take.
const PATIENCE: Duration = Duration::from_secs(120);
/// How long the server stays away.
const AWAY: Duration = Duration::from_secs(2);

/// Stops the server at once while commands are under way: the program says so and waits, and goes on by itself when the
/// server is back; nothing acknowledged is lost.
///
/// # Errors
/// When the server or the program cannot be run.
pub fn take_away(regie: &Path, programs: &Path, seen: &mut Seen) -> Result<(), Failure> {
    let mut cluster = Cluster::start(programs, Durability::Kept)?;
    let url = cluster.url();
    let mut load = Load::start(regie, &url)?;
    if !load.await_acks(ENOUGH, PATIENCE) {
        seen.wrong.push(format!("vanished server: it never began: {}", load.told()));
    }
    cluster.stop()?;
    if !load.await_that(PATIENCE, |heard| heard.waits > 0) {
        seen.wrong.push(format!("vanished server: no clear error came: {}", load.told()));
    }
    std::thread::sleep(AWAY);
    let away = load.heard();
    cluster.start_again()?;
    if !load.await_acks(away.acks + ENOUGH, PATIENCE) {
        seen.wrong.push(format!("vanished server: service did not return: {}", load.told()));
    }
    let heard = load.kill()?;
    seen.kills += 1;
    seen.acknowledged += heard.acks;
    let mut acked = Acked::default();
    acked.take(&heard);
    let wrong = proof::wrong(regie, &url, &acked)?;
    let said = away.told.iter().find(|told| told.starts_with("wait ")).map_or("nothing", String::as_str);
    println!(
        "vanished server: after {} acknowledged it said `{said}`; back again {} more: {}",
        away.acks,
        heard.acks - away.acks,
        if wrong.is_empty() { "every one is there, verify is clean" } else { "NOT CLEAN" }
    );
    seen.wrong.extend(wrong.into_iter().map(|what| format!("vanished server: {what}")));
    Ok(())
}
