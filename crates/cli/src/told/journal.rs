//! The journal of a case as lines that people read, with who was told what.

use std::collections::BTreeMap;
use std::fmt::Write;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use regie_app::{App, AppError, case_event, name_of};
use regie_care::case::{self, Case, CaseEvent, Recorded};
use regie_care::directory::Directory;
use regie_care::history;
use regie_care::ids::CaseId;
use regie_care::notice::{Notice, Receiver};
use regie_care::wording;
use regie_store::{Job, JobState, StreamId};
use serde::Serialize;

use super::play::Telling;

/// More notices than a told course brings about.
const MOST: u32 = 10_000;

/// One event of the journal.
#[derive(Debug, Serialize)]
pub struct Entry {
    /// Its place in the stream.
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// Who, by name.
    pub by: String,
    /// Its kind.
    pub kind: String,
    /// What happened, in Dutch.
    pub what: String,
    /// What a person wrote with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// Who must be told of the command that this event ends, and what.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub told: Vec<String>,
}

/// A case, folded from the journal alone.
pub async fn replay(app: &App, id: CaseId) -> Result<Case, AppError> {
    let events = events(app, id).await?;
    let events = events.into_iter().map(|(_, event, recorded)| (event, recorded));
    case::replay(id, events).ok_or_else(|| AppError::Corrupt(format!("{id:?} does not begin as a case should")))
}

/// The events of a case after number `seen`, told with the case as it is now.
pub async fn since(app: &App, id: CaseId, seen: u64) -> Result<Vec<Entry>, AppError> {
    let (state, directory) = (replay(app, id).await?, app.directory());
    // A notice is named after the version on which its command was decided, as everybody sees it: sealed events do not
    // count in it.
    let all = events(app, id).await?;
    let open = |until: u64| all.iter().filter(|(seq, event, _)| *seq <= until && !event.is_sealed()).count() as u64;
    let mut waiting = told(app, id, &directory).await?.split_off(&open(seen));
    let events: Vec<_> = all.iter().filter(|(seq, ..)| *seq > seen).collect();
    let mut entries: Vec<Entry> = Vec::with_capacity(events.len());
    for (place, (seq, event, recorded)) in events.iter().enumerate() {
        let line = history::describe(event, &state, &directory, &app.pathways());
        let ends = events.get(place + 1).is_none_or(|(_, _, next)| next.at != recorded.at);
        let told = if ends {
            let later = waiting.split_off(&open(*seq));
            std::mem::replace(&mut waiting, later).into_values().flatten().collect()
        } else {
            Vec::new()
        };
        entries.push(Entry {
            seq: *seq,
            at: recorded.at,
            by: name_of(recorded.by, &directory),
            kind: event.kind().to_owned(),
            what: line.what.nl,
            detail: line.detail,
            told,
        });
    }
    Ok(entries)
}

async fn events(app: &App, id: CaseId) -> Result<Vec<(u64, CaseEvent, Recorded)>, AppError> {
    let records = app.store().events(&StreamId::new(id.stream()), 0).await?;
    let decode = |record: &regie_store::Recorded| {
        let (event, recorded) = case_event(record)?;
        Ok((record.seq, event, recorded))
    };
    records.iter().map(decode).collect()
}

/// Who must be told what, by the version on which the command was decided.
async fn told(app: &App, id: CaseId, directory: &Directory) -> Result<BTreeMap<u64, Vec<String>>, AppError> {
    let mut told: BTreeMap<u64, Vec<String>> = BTreeMap::new();
    let prefix = format!("{}:", id.stream());
    let mut jobs = app.store().jobs_in(JobState::Queued, None, MOST).await?;
    jobs.extend(app.store().jobs_in(JobState::Lapsed, None, MOST).await?);
    jobs.sort_by_key(Job::place);
    for job in jobs {
        let version = job.id.strip_prefix(&prefix).and_then(|rest| rest.split(':').next()?.parse().ok());
        if let (Some(version), Some(line)) = (version, notice(&job, directory)) {
            told.entry(version).or_default().push(line);
        }
    }
    Ok(told)
}

fn notice(job: &Job, directory: &Directory) -> Option<String> {
    let payload: serde_json::Value = serde_json::from_str(&job.payload).ok()?;
    let notice: Notice = serde_json::from_value(payload.get("notice")?.clone()).ok()?;
    let receiver = match notice.receiver {
        Receiver::Person(id) => directory.person(id).map(|person| person.name.clone())?,
        Receiver::Org(id) => directory.org(id).map(|org| org.name.clone())?,
        Receiver::Client(_) => "de cliënt".to_owned(),
        Receiver::Elsewhere => notice.elsewhere()?.name.clone(),
    };
    Some(format!("{receiver}: {}", notice.title.nl))
}

/// A played course as text: each day with its story, what was done by whom, and who was told.
pub fn text(telling: &Telling) -> String {
    let mut text = format!("{}\n\n{}\n", telling.title, telling.tells.trim());
    let mut last = None;
    for chapter in &telling.chapters {
        // Writing to a string cannot fail.
        if last != Some(chapter.date) {
            let _ = writeln!(text, "\n{}", wording::day(chapter.date).nl);
            last = Some(chapter.date);
        }
        if !chapter.tells.is_empty() {
            let _ = writeln!(text, "{}", chapter.tells);
        }
        if let Some(refused) = &chapter.refused {
            let _ = writeln!(text, "  geweigerd ({}): {}", refused.code, refused.message);
            for missing in &refused.missing {
                let _ = writeln!(text, "    - {missing}");
            }
        }
        let mut told_at = None;
        for entry in &chapter.journal {
            if told_at != Some((entry.at, &entry.by)) {
                let _ = writeln!(text, "  {} {}", time(entry.at), entry.by);
                told_at = Some((entry.at, &entry.by));
            }
            let detail = entry.detail.as_ref().map(|detail| format!(" — {detail}")).unwrap_or_default();
            let _ = writeln!(text, "    {}{detail}", entry.what);
            for told in &entry.told {
                let _ = writeln!(text, "    → {told}");
            }
        }
    }
    text.trim_end().to_owned()
}

fn time(at: Timestamp) -> String {
    let zone = TimeZone::get("Europe/Amsterdam").unwrap_or(TimeZone::UTC);
    at.to_zoned(zone).strftime("%H:%M").to_string()
}
