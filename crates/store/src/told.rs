//! Proof of the outbox: an event names the jobs that were enqueued with it, each with a mark of its content. The event's
//! hash covers that, so whoever takes a job away, adds one or changes what it says leaves a journal that tells on it.
//!
//! Whether somebody read or sent a job is said by people, outside the journal: that is not proved.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::chain::{Fingerprint, digest, fingerprint};
use crate::dialect::Connection;
use crate::journal::{Entry, Walk};
use crate::rebuild::Projector;
use crate::value::Row;
use crate::verify::{Breach, Report};
use crate::{NewJob, StoreError, Value};

/// Jobs read at a time.
const PAGE: i64 = 2_000;

/// The jobs that an event names: identity and mark.
pub type Told = BTreeMap<String, String>;

impl NewJob {
    /// What an event that enqueues this job at a moment (microseconds UTC) keeps of it.
    #[must_use]
    pub fn mark(&self, at: i64) -> String {
        mark(&[&self.id, &self.kind, &self.sender, &self.receiver, &self.payload], at)
    }
}

fn mark(texts: &[&str; 5], at: i64) -> String {
    let at = at.to_string();
    let [id, kind, sender, receiver, payload] = *texts;
    let mut mark = digest(&[id, kind, sender, receiver, payload, &at]);
    mark.truncate(32);
    mark
}

/// What the journal says was enqueued.
#[derive(Default)]
pub(crate) struct Promised {
    /// By the fingerprint of the job's identity: its mark.
    marks: HashMap<Fingerprint, String>,
    /// The streams that name their jobs from their first event on.
    telling: HashSet<Fingerprint>,
}

impl Promised {
    /// Takes note of the events of one stream.
    pub(crate) fn hear(&mut self, projector: &dyn Projector, entries: &[Entry]) {
        for entry in entries {
            let Some(told) = projector.told(&entry.event) else { continue };
            if entry.event.seq == 1 {
                self.telling.insert(named(entry.stream.as_str()));
            }
            for (id, mark) in told {
                self.marks.insert(named(&id), mark);
            }
        }
    }

    /// Holds every job of the outbox against what was promised.
    pub(crate) async fn compare(
        mut self,
        connection: &mut Connection,
        projector: &dyn Projector,
        report: &mut Report,
    ) -> Result<(), StoreError> {
        let since = outbox_since(connection).await?;
        let mut last = String::new();
        loop {
            let sql = "SELECT id, kind, sender, receiver, payload, created_at, state, delivered_at FROM job \
                       WHERE id > $1 ORDER BY id LIMIT $2 + 0";
            let page = connection.fetch(sql, &[last.as_str().into(), PAGE.into()]).await?;
            if page.is_empty() {
                break;
            }
            for row in page {
                last = self.judge(row, report)?;
            }
        }
        if self.marks.is_empty() {
            return Ok(());
        }
        self.name_missing(connection, projector, since, report).await
    }

    /// Judges one job; returns its identity.
    fn judge(&mut self, mut row: Row, report: &mut Report) -> Result<String, StoreError> {
        let [id, kind, sender, receiver, payload] = [0, 1, 2, 3, 4].map(|place| row.text(place));
        let (id, kind, sender, receiver, payload) = (id?, kind?, sender?, receiver?, payload?);
        let (at, state) = (row.int(5)?, row.text(6)?);
        let is_over = row.optional_moment(7)?.is_some();
        report.jobs += 1;
        if is_over == (state == "queued") {
            report.tell(Breach::JobState { id: id.clone(), state });
        }
        match self.marks.remove(&named(&id)) {
            Some(promised) if promised != mark(&[&id, &kind, &sender, &receiver, &payload], at) => {
                report.tell(Breach::DifferentJob { id: id.clone() });
            }
            Some(_) => {}
            None if self.telling.contains(&named(id.split(':').next().unwrap_or_default())) => {
                report.tell(Breach::ExtraJob { id: id.clone() });
            }
            None => report.unproved_jobs += 1,
        }
        Ok(id)
    }

    /// Walks the journal once more to name the jobs that are not there: only their fingerprints were kept.
    async fn name_missing(
        self,
        connection: &mut Connection,
        projector: &dyn Projector,
        since: Option<i64>,
        report: &mut Report,
    ) -> Result<(), StoreError> {
        let mut walk = Walk::default();
        while let Some(entries) = walk.next(connection).await? {
            for entry in entries {
                let told = projector.told(&entry.event).unwrap_or_default();
                for id in told.into_keys().filter(|id| self.marks.contains_key(&named(id))) {
                    if since.is_some_and(|since| entry.event.at.as_microsecond() <= since) {
                        report.unproved_jobs += 1;
                    } else {
                        let (stream, seq) = (entry.stream.clone(), entry.event.seq);
                        report.tell(Breach::MissingJob { id, stream, seq });
                    }
                }
            }
        }
        Ok(())
    }
}

/// The moment up to which the outbox was left behind, when the journal came from an export.
async fn outbox_since(connection: &mut Connection) -> Result<Option<i64>, StoreError> {
    let rows = connection.fetch("SELECT at FROM outbox_since ORDER BY at DESC LIMIT 1", &[]).await?;
    rows.into_iter().next().map(|row| row.int(0)).transpose()
}

fn named(name: &str) -> Fingerprint {
    fingerprint(&[Value::from(name)])
}
