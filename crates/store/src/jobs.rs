//! The outbox: jobs enqueued with the events that caused them, delivered by people who read or print them.
//!
//! Life of a job: queued → delivered. What became needless before that lapses with the event that made it so.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::value::Row;
use crate::{Store, StoreError, Value};

/// Where a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum JobState {
    /// Waits to be delivered.
    Queued,
    /// Done.
    Delivered,
    /// Became needless before anybody did it.
    Lapsed,
}

impl JobState {
    /// As stored and shown in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Delivered => "delivered",
            Self::Lapsed => "lapsed",
        }
    }

    fn parse(text: &str) -> Result<Self, StoreError> {
        [Self::Queued, Self::Delivered, Self::Lapsed]
            .into_iter()
            .find(|state| state.as_str() == text)
            .ok_or_else(|| StoreError::Corrupt(format!("a job in state {text:?}")))
    }
}

/// A job as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Identity; the same event always makes the same one.
    pub id: String,
    /// What is to be done.
    pub kind: String,
    /// On whose behalf: an organisation, or empty when it is Regie's own.
    pub sender: String,
    /// For whom.
    pub receiver: String,
    /// The content as JSON text.
    pub payload: String,
    /// When it was enqueued.
    pub created_at: Timestamp,
    /// Where it stands.
    pub state: JobState,
    /// When it was delivered, or lapsed.
    pub delivered_at: Option<Timestamp>,
}

/// A job's place in lists, which are ordered by the moment of enqueueing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct JobPlace {
    /// When it was enqueued.
    pub at: Timestamp,
    /// Its identity, which orders what was enqueued at the same moment.
    pub id: String,
}

impl Job {
    /// Where it stands in lists.
    #[must_use]
    pub fn place(&self) -> JobPlace {
        JobPlace { at: self.created_at, id: self.id.clone() }
    }
}

/// Jobs that nobody delivered yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undelivered<'a> {
    /// For this receiver.
    For(&'a str),
    /// For this receiver, with an identity that ends so; no letters that `LIKE` reads otherwise.
    Ending {
        /// The receiver.
        receiver: &'a str,
        /// The end of the identity.
        ends: &'a str,
    },
    /// On behalf of a sender, to others than itself whose name does not begin with `except`.
    From {
        /// The sender.
        sender: &'a str,
        /// Under which name the sender itself receives: that is its own post, nothing to send.
        itself: &'a str,
        /// The beginning of the names that are passed over.
        except: &'a str,
    },
}

impl Undelivered<'_> {
    /// The condition, over `$1` to `$3`; words the partial indexes of the undelivered know.
    fn condition(self) -> (&'static str, [Value; 3]) {
        match self {
            Self::For(receiver) => {
                let unused = || Value::from("");
                (
                    "delivered_at IS NULL AND receiver = $1 AND $2 = '' AND $3 = ''",
                    [receiver.into(), unused(), unused()],
                )
            }
            Self::Ending { receiver, ends } => (
                "delivered_at IS NULL AND receiver = $1 AND id LIKE '%' || $2 AND $3 = ''",
                [receiver.into(), ends.into(), Value::from("")],
            ),
            Self::From { sender, itself, except } => (
                "delivered_at IS NULL AND sender = $1 AND receiver <> $2 AND substr(receiver, 1, length($3)) <> $3",
                [sender.into(), itself.into(), except.into()],
            ),
        }
    }
}

const COLUMNS: &str = "id, kind, sender, receiver, payload, created_at, state, delivered_at";

impl Store {
    /// Notes that a job is done. Returns false when there is no such job, or it is over already.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn job_delivered(&self, id: &str, at: Timestamp) -> Result<bool, StoreError> {
        let sql = "UPDATE job SET state = 'delivered', delivered_at = $2 \
                   WHERE id = $1 AND delivered_at IS NULL RETURNING id";
        Ok(!self.run(sql, vec![id.into(), at.into()]).await?.is_empty())
    }

    /// Notes that the jobs are done of which the name holds this, each a day after it was enqueued: those from before a moment.
    /// For a region that is told, where nobody reads or sends anything. Returns how many.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn jobs_delivered(&self, named: &str, before: Timestamp) -> Result<u64, StoreError> {
        let sql = "UPDATE job SET state = 'delivered', delivered_at = created_at + 86400000000 \
                   WHERE id LIKE '%' || $1 || '%' AND created_at < $2 AND delivered_at IS NULL RETURNING kind";
        Ok(self.run(sql, vec![named.into(), before.into()]).await?.len() as u64)
    }

    /// One job.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn job(&self, id: &str) -> Result<Option<Job>, StoreError> {
        let rows = self.query(format!("SELECT {COLUMNS} FROM job WHERE id = $1"), &[id.into()]).await?;
        Ok(read(rows)?.pop())
    }

    /// Up to `limit` jobs for a receiver, newest first, from before the place `before`.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn jobs_for(
        &self,
        receiver: &str,
        before: Option<&JobPlace>,
        limit: u32,
    ) -> Result<Vec<Job>, StoreError> {
        self.list("receiver = $1 AND $2 = ''", [receiver, ""], before, limit).await
    }

    /// Up to `limit` jobs on behalf of a sender for others than `itself`, the name under which it receives; newest
    /// first, from before the place `before`.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn jobs_from(
        &self,
        sender: &str,
        itself: &str,
        before: Option<&JobPlace>,
        limit: u32,
    ) -> Result<Vec<Job>, StoreError> {
        self.list("sender = $1 AND receiver <> $2", [sender, itself], before, limit).await
    }

    /// Up to `limit` jobs in a state, newest first, from before the place `before`.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn jobs_in(
        &self,
        state: JobState,
        before: Option<&JobPlace>,
        limit: u32,
    ) -> Result<Vec<Job>, StoreError> {
        self.list("state = $1 AND $2 = ''", [state.as_str(), ""], before, limit).await
    }

    /// The newest `limit` jobs on behalf of a sender whose identity begins with `prefix`, newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn jobs_named(&self, sender: &str, prefix: &str, limit: u32) -> Result<Vec<Job>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM job WHERE id >= $1 AND id < $2 AND sender = $3 \
             ORDER BY created_at DESC, id DESC LIMIT $4 + 0"
        );
        let end = format!("{prefix}\u{10ffff}");
        read(self.query(sql, &[prefix.into(), end.into(), sender.into(), i64::from(limit).into()]).await?)
    }

    /// Up to `limit` jobs of one kind that nobody delivered yet, newest first, from before the place `before`.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn undelivered(
        &self,
        which: Undelivered<'_>,
        kind: &str,
        before: Option<&JobPlace>,
        limit: u32,
    ) -> Result<Vec<Job>, StoreError> {
        let (condition, [one, two, three]) = which.condition();
        let sql = format!(
            "SELECT {COLUMNS} FROM job WHERE {condition} AND kind = $4 AND (created_at, id) < ($5, $6) \
             ORDER BY created_at DESC, id DESC LIMIT $7 + 0"
        );
        let [at, id] = place(before);
        read(self.query(sql, &[one, two, three, kind.into(), at, id, i64::from(limit).into()]).await?)
    }

    /// How many jobs of one kind nobody delivered yet.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn count_undelivered(&self, which: Undelivered<'_>, kind: &str) -> Result<u64, StoreError> {
        let (condition, [one, two, three]) = which.condition();
        let sql = format!("SELECT COUNT(*) FROM job WHERE {condition} AND kind = $4");
        let rows = self.query(sql, &[one, two, three, kind.into()]).await?;
        rows.first().map_or(Ok(0), |row| row.count(0))
    }

    async fn list(
        &self,
        condition: &'static str,
        values: [&str; 2],
        before: Option<&JobPlace>,
        limit: u32,
    ) -> Result<Vec<Job>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM job WHERE {condition} AND (created_at, id) < ($3, $4) \
             ORDER BY created_at DESC, id DESC LIMIT $5 + 0"
        );
        let ([one, two], [at, id]) = (values, place(before));
        read(self.query(sql, &[one.into(), two.into(), at, id, i64::from(limit).into()]).await?)
    }
}

/// The place before which a list begins; without one, a place after all others.
fn place(before: Option<&JobPlace>) -> [Value; 2] {
    match before {
        Some(place) => [place.at.into(), place.id.as_str().into()],
        None => [i64::MAX.into(), "".into()],
    }
}

fn read(rows: Vec<Row>) -> Result<Vec<Job>, StoreError> {
    let job = |mut row: Row| {
        Ok(Job {
            id: row.text(0)?,
            kind: row.text(1)?,
            sender: row.text(2)?,
            receiver: row.text(3)?,
            payload: row.text(4)?,
            created_at: row.moment(5)?,
            state: JobState::parse(&row.text(6)?)?,
            delivered_at: row.optional_moment(7)?,
        })
    };
    rows.into_iter().map(job).collect()
}
