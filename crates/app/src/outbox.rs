//! What must be told: the notices of the outbox, for now delivered as print pages (AZ-05, AZ-06, AZ-10, AZ-12).
//!
//! A notice to a person who works with Regie is delivered when she says she has read it. A notice to an organisation
//! or a client is delivered when the sender has printed and sent it.

use jiff::Timestamp;
use regie_care::ids::{CaseId, OrgId};
use regie_care::notice::Notice;
use regie_care::policy::{OrgAction, Subject};
use regie_care::seat::{Actor, Seat};
use regie_store::{Job, JobState};
use serde::Deserialize;

use crate::app::App;
use crate::change_case::NOTICE;
use crate::error::AppError;

/// The most notices of one case that are listed.
const MOST_OF_CASE: u32 = 200;

/// A notice in the outbox.
#[derive(Debug, Clone)]
pub struct OutboxNotice {
    /// Its id.
    pub id: String,
    /// The case that it is about.
    pub case: CaseId,
    /// On whose behalf.
    pub sender: OrgId,
    /// To whom, about what, and the text.
    pub notice: Notice,
    /// When it was enqueued.
    pub at: Timestamp,
    /// When it was delivered; `None` while it waits.
    pub delivered_at: Option<Timestamp>,
}

#[derive(Deserialize)]
struct Payload {
    case: CaseId,
    sender: OrgId,
    notice: Notice,
}

impl App {
    /// What this person was told, newest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn notices_for(
        &self,
        seat: Seat,
        before: Option<&str>,
        limit: u32,
    ) -> Result<Vec<OutboxNotice>, AppError> {
        let jobs = self.inner.store.jobs_for(&seat.person.stream(), before, limit).await?;
        jobs.into_iter().filter(|job| job.kind == NOTICE).map(read).collect()
    }

    /// What this organisation must send or has sent to others, newest first; what went to people who read it in Regie
    /// is in it too.
    ///
    /// # Errors
    /// When the actor may not see the outbox, or the store cannot be read.
    pub async fn outbox(&self, seat: Seat, before: Option<&str>, limit: u32) -> Result<Vec<OutboxNotice>, AppError> {
        self.may_see_outbox(seat)?;
        let jobs = self.inner.store.jobs_from(&seat.org.to_string(), before, limit).await?;
        jobs.into_iter().filter(|job| job.kind == NOTICE).map(read).collect()
    }

    /// What this organisation must tell or has told about one case, newest first; nothing for who may not see the
    /// outbox.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn notices_of_case(&self, seat: Seat, case: CaseId) -> Result<Vec<OutboxNotice>, AppError> {
        if self.may_see_outbox(seat).is_err() {
            return Ok(Vec::new());
        }
        // The id of a notice begins with the stream of its case.
        let prefix = format!("{}:", case.stream());
        let end = format!("{prefix}\u{10ffff}");
        let jobs = self.inner.store.jobs_from(&seat.org.to_string(), Some(&end), MOST_OF_CASE).await?;
        let of_case = jobs.into_iter().take_while(|job| job.id.starts_with(&prefix)).filter(|job| job.kind == NOTICE);
        let mut notices: Vec<OutboxNotice> = of_case.map(read).collect::<Result<_, _>>()?;
        notices.sort_by_key(|notice| std::cmp::Reverse(notice.at));
        Ok(notices)
    }

    /// One notice, for its print page.
    ///
    /// # Errors
    /// When there is none that this person may see, or the store cannot be read.
    pub async fn notice(&self, seat: Seat, id: &str) -> Result<OutboxNotice, AppError> {
        let job = self.inner.store.job(id).await?.filter(|job| job.kind == NOTICE);
        let job = job.ok_or_else(|| AppError::not_found("notice", id))?;
        let mine = job.receiver == seat.person.stream();
        if !mine && (job.sender != seat.org.to_string() || self.may_see_outbox(seat).is_err()) {
            return Err(AppError::not_found("notice", id));
        }
        read(job)
    }

    /// Marks a notice as read, or as printed and sent. A second time changes nothing.
    ///
    /// # Errors
    /// As [`App::notice`].
    pub async fn notice_delivered(&self, seat: Seat, id: &str) -> Result<(), AppError> {
        self.notice(seat, id).await?;
        self.inner.store.job_delivered(id, self.moment().now).await?;
        Ok(())
    }

    fn may_see_outbox(&self, seat: Seat) -> Result<(), AppError> {
        let subject = Subject::Org { org: seat.org, action: OrgAction::ViewOutbox };
        self.authorise(Actor::Person(seat), &subject, self.moment())
    }
}

fn read(job: Job) -> Result<OutboxNotice, AppError> {
    let payload: Payload =
        serde_json::from_str(&job.payload).map_err(|error| AppError::Corrupt(format!("notice {}: {error}", job.id)))?;
    let delivered_at = job.delivered_at.filter(|_| job.state == JobState::Delivered);
    Ok(OutboxNotice {
        id: job.id,
        case: payload.case,
        sender: payload.sender,
        notice: payload.notice,
        at: job.created_at,
        delivered_at,
    })
}
