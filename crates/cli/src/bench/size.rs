//! Bytes per case: on disk, in the journal, in memory.

use regie_app::{AppError, Clock, case_event};
use regie_care::case::{self, Case};
use regie_care::ids::CaseId;
use regie_store::{Store, StreamId};

use super::report::{Section, Unit};
use super::scratch::Scratch;
use crate::failure::Failure;
use crate::fill;
use crate::region::Plan;

/// The most cases on which size is measured.
pub const CASES: u32 = 5_000;
/// How often all cases are folded.
const ROUNDS: usize = 4;

pub async fn measure(cases: u32) -> Result<Section, Failure> {
    let place = Scratch::Sqlite.make("size").await?;
    let store = Store::open(&place.url).await?;
    let pathways = std::sync::Arc::new(regie_app::shipped_pathways()?);
    let plan = Plan { seed: super::SEED, cases, today: Clock::System.moment().today };
    let filled = fill::fill(&store, &pathways, plan).await?;
    // Closing copies everything home, so that the file is all there is.
    store.close().await;
    let mut section = Section::new(format!("size, SQLite: {} cases", filled.cases));
    let per_case = |bytes: u64| bytes as f64 / filled.cases.max(1) as f64;
    if let Some(bytes) = place.bytes_on_disk()? {
        section.figure("on disk, per case", per_case(bytes), Unit::Bytes);
    }
    section.figure("of which events in the journal, per case", per_case(filled.journal_bytes), Unit::Bytes);
    section.note(format!("{:.1} events per case", filled.events as f64 / filled.cases.max(1) as f64));
    let store = Store::open(&place.url).await?;
    match memory_per_case(&store).await? {
        Some(bytes) => section.figure("in memory, per folded case", bytes, Unit::Bytes),
        None => section.note("this system does not say how much memory a program has: not measured"),
    }
    store.close().await;
    place.remove().await?;
    Ok(section)
}

/// By how much the program grows per case that is folded and kept. The first rounds take the memory that filling the
/// database gave back; the last one counts.
async fn memory_per_case(store: &Store) -> Result<Option<f64>, Failure> {
    let streams = store.streams("case-", None, u32::MAX).await?;
    let mut kept: Vec<Case> = Vec::with_capacity(streams.len() * ROUNDS);
    let mut growth = None;
    for _ in 0..ROUNDS {
        let before = resident_bytes();
        for (stream, _) in &streams {
            kept.push(fold(store, stream).await?);
        }
        growth = before.zip(resident_bytes()).map(|(before, after)| after.saturating_sub(before));
    }
    Ok(growth.map(|bytes| bytes as f64 / streams.len().max(1) as f64))
}

async fn fold(store: &Store, stream: &StreamId) -> Result<Case, Failure> {
    let corrupt = |what: String| Failure::from(AppError::Corrupt(format!("{stream}: {what}")));
    let id = stream.as_str().trim_start_matches("case-");
    let id: CaseId = id.parse().map_err(|error: regie_care::ids::InvalidId| corrupt(error.to_string()))?;
    let events: Vec<_> = store.events(stream, 0).await?.iter().map(case_event).collect::<Result<_, _>>()?;
    case::replay(id, events).ok_or_else(|| corrupt("it does not begin as a case".to_owned()))
}

/// The memory that this program took for itself; pages of files that it looks into do not count (Linux).
fn resident_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}
