//! The worker that lets the days come: steps open and lapse, unanswered handovers alarm.
//!
//! A timer is data: each case's row says on which day a tick would change something. The worker asks for the rows
//! whose day has come and gives each case the command `Tick`, which decides like any other command.

use std::time::Duration;

use jiff::SignedDuration;
use regie_care::case::CaseCommand;
use regie_care::ids::CaseId;
use regie_care::seat::Actor;

use crate::app::App;
use crate::error::AppError;
use crate::execute::Request;

/// How many cases are asked for at once.
const PAGE: u32 = 200;

/// How long the worker rests between two rounds.
const REST: Duration = Duration::from_secs(30);

/// How long an answer is kept for a request that comes again with the same key.
const ANSWERS_KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);

/// How long it stays known whose a session was that ended: a form that stood open that long still finds its way.
const SESSIONS_KNOWN: SignedDuration = SignedDuration::from_hours(30 * 24);

impl App {
    /// Ticks every case whose day has come. Returns how many cases changed.
    ///
    /// # Errors
    /// When the store cannot be read or written. A case that refuses, or that others change all the time, is logged and
    /// passed over: the next round finds it again.
    pub async fn tick_due_cases(&self) -> Result<usize, AppError> {
        let mut changed = 0;
        let mut after: Option<CaseId> = None;
        loop {
            let due = self.inner.store.due_ticks(self.moment().today, after, PAGE).await?;
            let Some(last) = due.last().copied() else { return Ok(changed) };
            for case in due {
                match self.command_case(&Request::by(Actor::System), case, &CaseCommand::Tick).await {
                    Ok(done) => changed += usize::from(!done.events.is_empty()),
                    Err(error) if ends_round(&error) => return Err(error),
                    Err(error) => tracing::warn!(%case, %error, "a case could not be ticked"),
                }
            }
            after = Some(last);
        }
    }

    /// Removes what is kept for a time only: sessions that ended and answers to requests of more than thirty days
    /// ago, and drafts that were saved while their case closed.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn tidy(&self) -> Result<(), AppError> {
        let now = self.moment().now;
        if let Ok(then) = now.checked_sub(SESSIONS_KNOWN) {
            self.inner.store.delete_expired_sessions(then).await?;
        }
        if let Ok(before) = now.checked_sub(ANSWERS_KEPT) {
            self.inner.store.forget_receipts(before).await?;
        }
        self.inner.store.delete_drafts_of_closed_cases().await?;
        Ok(())
    }

    /// Ticks for ever, and takes over other nodes' changes to the directory; ends when the task is dropped.
    pub async fn work(self) {
        loop {
            if let Err(error) = self.tick_due_cases().await {
                tracing::warn!(%error, "the daily work waits for the database");
            }
            if let Err(error) = self.refresh_directory().await {
                tracing::warn!(%error, "the directory could not be refreshed");
            }
            if let Err(error) = self.tidy().await {
                tracing::warn!(%error, "expired sessions and old answers could not be removed");
            }
            tokio::time::sleep(REST).await;
        }
    }
}

/// Whether the next case would fare no better: the database is away or full. A case that others are changing all the
/// time says nothing about the others.
fn ends_round(error: &AppError) -> bool {
    matches!(error, AppError::Unavailable { .. }) && !error.is_busy()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn az_03_one_busy_or_refused_case_does_not_keep_the_others_from_their_day() {
        assert!(!ends_round(&AppError::busy()));
        assert!(!ends_round(&AppError::refused("case-closed", "closed".to_owned())));
        for code in ["full", "unreachable", "in-doubt"] {
            assert!(ends_round(&AppError::Unavailable { code, message: String::new() }), "{code}");
        }
    }
}
