//! The worker that lets the days come: steps open and lapse, unanswered handovers alarm.
//!
//! A timer is data: each case's row says on which day a tick would change something. The worker asks for the rows
//! whose day has come and gives each case the command `Tick`, which decides like any other command.

use std::time::Duration;

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

impl App {
    /// Ticks every case whose day has come. Returns how many cases changed.
    ///
    /// # Errors
    /// When the store cannot be read or written. A case that refuses is logged and passed over.
    pub async fn tick_due_cases(&self) -> Result<usize, AppError> {
        let mut changed = 0;
        let mut after: Option<CaseId> = None;
        loop {
            let due = self.inner.store.due_ticks(self.moment().today, after, PAGE).await?;
            let Some(last) = due.last().copied() else { return Ok(changed) };
            for case in due {
                match self.command_case(&Request::by(Actor::System), case, &CaseCommand::Tick).await {
                    Ok(done) => changed += usize::from(!done.events.is_empty()),
                    Err(error @ AppError::Unavailable { .. }) => return Err(error),
                    Err(error) => tracing::warn!(%case, %error, "a case could not be ticked"),
                }
            }
            after = Some(last);
        }
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
            if let Err(error) = self.inner.store.delete_expired_sessions(self.moment().now).await {
                tracing::warn!(%error, "expired sessions could not be removed");
            }
            tokio::time::sleep(REST).await;
        }
    }
}
