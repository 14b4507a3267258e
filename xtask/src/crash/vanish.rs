//! A PostgreSQL server that goes away under the program and comes back.

use std::path::Path;
use std::time::Duration;

use super::Seen;
use super::load::Load;
use super::outage::Outage;
use crate::failure::Failure;
use crate::postgres::{Cluster, Durability};

/// Commands before the server goes, and after it came back.
const ENOUGH: u64 = 100;
/// How long each step may take.
const PATIENCE: Duration = Duration::from_secs(120);
/// How long the server stays away.
const AWAY: Duration = Duration::from_secs(2);

const VANISHED: Outage =
    Outage { name: "vanished server", back: "back again", tells: |told| told.starts_with("wait ") };

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
        VANISHED.wrong(seen, "it never began", &load);
    }
    cluster.stop()?;
    if !load.await_that(PATIENCE, |heard| heard.waits > 0) {
        VANISHED.wrong(seen, "no clear error came", &load);
    }
    std::thread::sleep(AWAY);
    let away = load.heard();
    cluster.start_again()?;
    if !load.await_acks(away.acks + ENOUGH, PATIENCE) {
        VANISHED.wrong(seen, "service did not return", &load);
    }
    VANISHED.settle(regie, &url, load, &away, seen)
}
