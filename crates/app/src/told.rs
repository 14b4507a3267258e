//! What a change tells stands in the journal too: its first event names the jobs that were enqueued with it, each with a
//! mark of its content, so that `regie verify` can prove the outbox.
//!
//! A stream says so from its first event on, also where nothing was enqueued: a job that no event of it names was
//! put there by somebody else.

use regie_store::{Commit, Recorded, Told};
use serde::Deserialize;

use crate::error::AppError;

/// The name under which an event keeps it.
const FIELD: &str = "told";

/// Notes the jobs of a commit in the first event that it appends.
pub(crate) fn note(commit: &mut Commit) -> Result<(), AppError> {
    let at = commit.at.as_microsecond();
    let told: Told = commit.jobs.iter().map(|job| (job.id.clone(), job.mark(at))).collect();
    let mut noted = told.is_empty();
    for append in &mut commit.appends {
        let Some(event) = append.events.first_mut() else { continue };
        if !noted {
            event.payload = with(&event.payload, &told)?;
            noted = true;
        } else if append.expected == 0 {
            event.payload = with(&event.payload, &Told::new())?;
        }
    }
    if noted { Ok(()) } else { Err(AppError::Internal("something is told of which no event says why".to_owned())) }
}

/// The event with one more field. An event is written as an object with its kind first, so never an empty one.
fn with(payload: &str, told: &Told) -> Result<String, AppError> {
    let told = serde_json::to_string(told).map_err(|error| AppError::Internal(error.to_string()))?;
    let open = payload.strip_suffix('}').ok_or_else(|| AppError::Internal("an event is no object".to_owned()))?;
    Ok(format!("{open},\"{FIELD}\":{told}}}"))
}

/// The jobs that an event names; `None` when it says nothing of jobs.
pub(crate) fn read(event: &Recorded) -> Option<Told> {
    #[derive(Deserialize)]
    struct Telling {
        told: Option<Told>,
    }
    // Most events tell nobody anything: those need not be read twice.
    if !event.payload.contains("\"told\":{") {
        return None;
    }
    serde_json::from_str::<Telling>(&event.payload).ok()?.told
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "in tests")]

    use jiff::Timestamp;
    use regie_store::{Append, NewEvent, NewJob, StreamId};

    use super::*;

    fn commit(expected: u64, jobs: &[&str]) -> Commit {
        let event = || NewEvent { kind: "said".to_owned(), payload: "{\"kind\":\"said\",\"text\":\"}\"}".to_owned() };
        let job = |id: &&str| NewJob {
            id: (*id).to_owned(),
            kind: "notice".to_owned(),
            sender: String::new(),
            receiver: "org-1".to_owned(),
            payload: "{}".to_owned(),
        };
        let events = vec![event(), event()];
        Commit {
            appends: vec![Append { stream: StreamId::new("case-1"), expected, events }],
            jobs: jobs.iter().map(job).collect(),
            ..Commit::new(Timestamp::UNIX_EPOCH, "system")
        }
    }

    fn noted(mut commit: Commit) -> Vec<Option<Told>> {
        note(&mut commit).unwrap();
        let events = commit.appends.into_iter().flat_map(|append| append.events);
        let recorded = events.map(|event| Recorded {
            seq: 1,
            at: Timestamp::UNIX_EPOCH,
            actor: "system".to_owned(),
            kind: event.kind,
            payload: event.payload,
        });
        recorded.map(|event| read(&event)).collect()
    }

    #[test]
    fn g_02_the_first_event_of_a_change_names_what_was_enqueued_with_it() {
        let told = noted(commit(3, &["case-1:3:0", "case-1:3:1"]));
        let names: Vec<&str> = told[0].as_ref().unwrap().keys().map(String::as_str).collect();
        assert_eq!((names, &told[1]), (vec!["case-1:3:0", "case-1:3:1"], &None));
        assert_eq!(noted(commit(3, &[])), [None, None], "nothing was told");
        assert_eq!(noted(commit(0, &[])), [Some(Told::new()), None], "a stream that names its jobs says so at once");
        let nowhere = Commit { appends: Vec::new(), ..commit(3, &["case-1:3:0"]) };
        assert!(note(&mut { nowhere }).is_err());
    }
}
