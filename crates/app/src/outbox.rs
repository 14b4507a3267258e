//! What must be told: the notices of the outbox, for now delivered as print pages (AZ-05, AZ-06, AZ-10, AZ-12).
//!
//! A notice to a person who works with Regie is delivered when she, and nobody else, says she has read it. A notice to
//! an organisation or a client is delivered when the sender has printed and sent it, or when the organisation for which
//! it is has read it in Regie.

use std::collections::BTreeSet;

use jiff::Timestamp;
use regie_care::case::Case;
use regie_care::client::Client;
use regie_care::ids::{CaseId, OrgId};
use regie_care::notice::{Notice, Receiver, Subject as About};
use regie_care::policy::{CaseAction, OrgAction, Subject};
use regie_care::seat::{Actor, Seat};
use regie_pathway::Text;
use regie_store::{Job, JobPlace, JobState, Undelivered};
use serde::Deserialize;

use crate::app::App;
use crate::change_case::{DECLINED, NOTICE};
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
    /// When it became needless before anybody read or sent it; it is no longer asked for then.
    pub lapsed_at: Option<Timestamp>,
}

impl OutboxNotice {
    /// Its place in lists.
    #[must_use]
    pub fn place(&self) -> JobPlace {
        JobPlace { at: self.at, id: self.id.clone() }
    }

    /// Whether this person may say that it was read or sent.
    #[must_use]
    pub fn may_be_settled_by(&self, seat: Seat) -> bool {
        match self.notice.receiver {
            Receiver::Person(person) => person == seat.person,
            Receiver::Org(org) => org == seat.org || self.sender == seat.org,
            Receiver::Client(_) | Receiver::Elsewhere => self.sender == seat.org,
        }
    }
}

/// Notices that nobody has read or sent yet.
#[derive(Debug, Clone, Default)]
pub struct OpenNotices {
    /// The newest first, as many as were asked for.
    pub notices: Vec<OutboxNotice>,
    /// How many there are in all.
    pub total: u64,
}

/// The most declined handovers that one person is told of at once.
const MOST_DECLINED: u32 = 100;

/// How the names of people begin, as the outbox has receivers.
const PERSON: &str = "person-";

#[derive(Deserialize)]
struct Payload {
    case: CaseId,
    sender: OrgId,
    notice: Notice,
}

impl App {
    /// What this person was told, and her organisation as far as her role reads its post; newest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn notices_for(
        &self,
        seat: Seat,
        before: Option<&JobPlace>,
        limit: u32,
    ) -> Result<Vec<OutboxNotice>, AppError> {
        let (person, org) = (seat.person.stream(), seat.org.stream());
        let mut jobs = self.inner.store.jobs_for(&person, before, limit).await?;
        if self.may_read_post(seat).is_ok() {
            jobs.extend(self.inner.store.jobs_for(&org, before, limit).await?);
        }
        jobs.sort_by_key(|job| std::cmp::Reverse(job.place()));
        jobs.truncate(limit as usize);
        jobs.into_iter().filter(|job| job.kind == NOTICE).map(read).collect()
    }

    /// What was told to this person and she has not read yet; as far as her role reads its post, what was told to her
    /// organisation and nobody there has read yet. Newest first, with how many there are in all.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn to_read(&self, seat: Seat, before: Option<&JobPlace>, limit: u32) -> Result<OpenNotices, AppError> {
        let (person, post) = (seat.person.stream(), seat.org.stream());
        let mut lists = vec![Undelivered::For(&person)];
        if self.may_read_post(seat).is_ok() {
            lists.push(Undelivered::For(&post));
        }
        self.open_notices(&lists, before, limit).await
    }

    /// The handovers of hers that were declined, as far as she has not read that yet; newest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn declined_to_read(&self, seat: Seat) -> Result<Vec<OutboxNotice>, AppError> {
        let list = Undelivered::Ending { receiver: &seat.person.stream(), ends: DECLINED };
        let jobs = self.inner.store.undelivered(list, NOTICE, None, MOST_DECLINED).await?;
        jobs.into_iter().map(read).collect()
    }

    /// What her organisation has not told others yet who do not read it in Regie as a person: to print and send. Newest
    /// first, with how many there are in all. Who may not see the outbox has nothing to send.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn to_tell(&self, seat: Seat, before: Option<&JobPlace>, limit: u32) -> Result<OpenNotices, AppError> {
        if self.may_see_outbox(seat).is_err() {
            return Ok(OpenNotices::default());
        }
        let (sender, itself) = (seat.org.to_string(), seat.org.stream());
        let sent = Undelivered::From { sender: &sender, itself: &itself, except: PERSON };
        self.open_notices(&[sent], before, limit).await
    }

    /// Who the client is of a letter about a move that her organisation was sent, where it has nothing to do with the case any
    /// more, or not yet: whoever was told to expect her must know of whom it is told that she does not come (AZ-10).
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn client_of_move(&self, seat: Seat, sent: &OutboxNotice) -> Result<Option<String>, AppError> {
        let notice = &sent.notice;
        let of_move = matches!(notice.subject, About::MoveChanged | About::NewCaseManager);
        if !(of_move && notice.receiver == Receiver::Org(seat.org)) {
            return Ok(None);
        }
        let case = self.current_case(sent.case).await?;
        let client = self.load::<Client>(case.state.client, case.state.client).await?;
        Ok(Some(client.state.identity.full_name()))
    }

    async fn open_notices(
        &self,
        lists: &[Undelivered<'_>],
        before: Option<&JobPlace>,
        limit: u32,
    ) -> Result<OpenNotices, AppError> {
        let mut found = OpenNotices::default();
        for list in lists {
            let jobs = self.inner.store.undelivered(*list, NOTICE, before, limit).await?;
            found.notices.extend(jobs.into_iter().map(read).collect::<Result<Vec<_>, _>>()?);
            found.total += self.inner.store.count_undelivered(*list, NOTICE).await?;
        }
        found.notices.sort_by_key(|notice| std::cmp::Reverse(notice.place()));
        found.notices.truncate(limit as usize);
        Ok(found)
    }

    /// What this organisation must send or has sent to others, newest first; what went to people who read it in Regie
    /// is in it too.
    ///
    /// # Errors
    /// When the actor may not see the outbox, or the store cannot be read.
    pub async fn outbox(
        &self,
        seat: Seat,
        before: Option<&JobPlace>,
        limit: u32,
    ) -> Result<Vec<OutboxNotice>, AppError> {
        self.may_see_outbox(seat)?;
        let jobs = self.inner.store.jobs_from(&seat.org.to_string(), &seat.org.stream(), before, limit).await?;
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
        let jobs = self.inner.store.jobs_named(&seat.org.to_string(), &prefix, MOST_OF_CASE).await?;
        jobs.into_iter().filter(|job| job.kind == NOTICE).map(read).collect()
    }

    /// The letters of a case that do a step, whoever sent them, with how each of them stands: for all who see the case
    /// (PS-06, PS-07).
    ///
    /// # Errors
    /// When the actor may not see the case, or the store cannot be read.
    pub async fn letters_of_case(&self, seat: Seat, case: &Case) -> Result<Vec<OutboxNotice>, AppError> {
        let subject = Subject::Case { case, action: CaseAction::View };
        self.authorise(Actor::Person(seat), &subject, self.moment())?;
        let prefix = format!("{}:", case.id.stream());
        let senders: BTreeSet<OrgId> = case.letters.iter().map(|record| record.letter.by.org).collect();
        let mut letters = Vec::new();
        for sender in senders {
            let jobs = self.inner.store.jobs_named(&sender.to_string(), &prefix, MOST_OF_CASE).await?;
            for job in jobs.into_iter().filter(|job| job.kind == NOTICE) {
                let notice = read(job)?;
                if notice.notice.letter.is_some() {
                    letters.push(notice);
                }
            }
        }
        Ok(letters)
    }

    /// One notice, for its print page.
    ///
    /// # Errors
    /// When there is none that this person may see, or the store cannot be read.
    pub async fn notice(&self, seat: Seat, id: &str) -> Result<OutboxNotice, AppError> {
        let job = self.inner.store.job(id).await?.filter(|job| job.kind == NOTICE);
        let job = job.ok_or_else(|| AppError::not_found("notice", id))?;
        let mine = job.receiver == seat.person.stream();
        let ours = || job.sender == seat.org.to_string() && self.may_see_outbox(seat).is_ok();
        let post = || job.receiver == seat.org.stream() && self.may_read_post(seat).is_ok();
        if !mine && !post() && !ours() {
            return Err(AppError::not_found("notice", id));
        }
        read(job)
    }

    /// Marks a notice as read, or as printed and sent. A second time changes nothing.
    ///
    /// # Errors
    /// As [`App::notice`]; `Denied` for a notice that another person must read herself.
    pub async fn notice_delivered(&self, seat: Seat, id: &str) -> Result<(), AppError> {
        if !self.notice(seat, id).await?.may_be_settled_by(seat) {
            let message = Text::new(
                "Dit bericht is voor iemand anders: alleen zijzelf kan zeggen dat zij het gelezen heeft.",
                "This notice is for somebody else: only she can say that she has read it.",
            );
            return Err(AppError::Denied { code: "not-the-receiver", message });
        }
        self.inner.store.job_delivered(id, self.moment().now).await?;
        Ok(())
    }

    fn may_read_post(&self, seat: Seat) -> Result<(), AppError> {
        let subject = Subject::Org { org: seat.org, action: OrgAction::ReadPost };
        self.authorise(Actor::Person(seat), &subject, self.moment())
    }

    fn may_see_outbox(&self, seat: Seat) -> Result<(), AppError> {
        let subject = Subject::Org { org: seat.org, action: OrgAction::ViewOutbox };
        self.authorise(Actor::Person(seat), &subject, self.moment())
    }
}

fn read(job: Job) -> Result<OutboxNotice, AppError> {
    let payload: Payload =
        serde_json::from_str(&job.payload).map_err(|error| AppError::Corrupt(format!("notice {}: {error}", job.id)))?;
    let over = |state| job.delivered_at.filter(|_| job.state == state);
    let (delivered_at, lapsed_at) = (over(JobState::Delivered), over(JobState::Lapsed));
    Ok(OutboxNotice {
        id: job.id,
        case: payload.case,
        sender: payload.sender,
        notice: payload.notice,
        at: job.created_at,
        delivered_at,
        lapsed_at,
    })
}
