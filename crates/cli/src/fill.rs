//! Fills a database with a synthetic region, block by block: told on one core, written on the other.

use std::sync::Arc;

use regie_app::AppError;
use regie_care::pathways::Pathways;
use regie_store::{Commit, Store};
use tokio::sync::mpsc;

use crate::failure::Failure;
use crate::progress::Progress;
use crate::region::{self, Plan, Player};

/// Blocks that may wait to be written.
const WAITING: usize = 2;

/// Within so many days a letter of the region is read or sent.
const ARRIVES_WITHIN: i64 = 4;

/// What was written.
#[derive(Debug, Default)]
pub struct Filled {
    /// Who can sign in.
    pub players: Vec<Player>,
    /// Cases.
    pub cases: u64,
    /// Events in the journal.
    pub events: u64,
    /// Bytes of those events in the journal: stream, actor, kind, payload and hash, and two numbers of 8 bytes.
    pub journal_bytes: u64,
}

/// Tells a region and writes it. Shows progress on a terminal.
///
/// # Errors
/// When the database cannot be written.
pub async fn fill(store: &Store, pathways: &Arc<Pathways>, plan: Plan) -> Result<Filled, Failure> {
    let progress = Progress::new("cases", 20_000);
    let (send, mut told) = mpsc::channel::<Vec<Commit>>(WAITING);
    let pathways = Arc::clone(pathways);
    let teller = std::thread::spawn(move || {
        region::tell(&pathways, plan, |commits| {
            // When nobody listens any more, writing failed, and that is told below.
            let _ = send.blocking_send(commits);
        })
    });
    let mut filled = Filled::default();
    while let Some(commits) = told.recv().await {
        commits.iter().for_each(|commit| filled.count(commit));
        for outcome in store.load_bulk(commits).await.map_err(AppError::from)? {
            outcome.map_err(AppError::from)?;
        }
        progress.at(filled.cases, Some(u64::from(plan.cases)));
    }
    // What was sent days ago has arrived by now; what is newer, somebody still has to read or send.
    let morning = region::at(region::later(plan.today, -ARRIVES_WITHIN), 0, 0);
    store.jobs_delivered(":sent-", morning).await.map_err(AppError::from)?;
    filled.players = teller.join().map_err(|_| Failure::Refused("the telling broke off".to_owned()))??;
    progress.finish();
    Ok(filled)
}

impl Filled {
    fn count(&mut self, commit: &Commit) {
        for append in &commit.appends {
            self.cases += u64::from(append.expected == 0 && append.stream.as_str().starts_with("case-"));
            self.events += append.events.len() as u64;
            for event in &append.events {
                let text = append.stream.as_str().len() + commit.actor.len() + event.kind.len() + event.payload.len();
                self.journal_bytes += (text + HASH + NUMBERS) as u64;
            }
        }
    }
}

/// A hash as hexadecimal text.
const HASH: usize = 64;
/// Sequence number and moment.
const NUMBERS: usize = 16;
