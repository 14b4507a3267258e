//! What is sealed of a case, for those who are named on it (PS-02, PS-04).

use jiff::Timestamp;
use jiff::civil::Date;
use regie_care::case::Case;
use regie_care::case::records::No;
use regie_care::case::seal::{Reader, Seal, SealedNote, SealedSubject, Why};
use regie_care::case::state::numbered;
use regie_care::directory::Directory;
use serde::Serialize;
use utoipa::ToSchema;

use super::work::{FeedbackView, feedback};
use crate::api::names::SeatName;

/// The seal of a case: who may read it, and what was written.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) struct SealView {
    /// Who may read it, in the order in which they were named.
    readers: Vec<ReaderView>,
    /// The notes, oldest first.
    notes: Vec<SealedNoteView>,
    /// Feedback that is owed on sealed steps; its numbers are its own, and commands on it say `sealed`.
    feedback: Vec<FeedbackView>,
}

/// Somebody who may read what is sealed.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct ReaderView {
    /// Who.
    reader: SeatName,
    /// Since when she is named.
    since: Timestamp,
    /// The first day on which she will read it, of a deputy whose first day is still to come.
    from: Option<Date>,
    /// Who named her, or did that of which it follows; nobody when Regie itself did.
    by: Option<SeatName>,
    /// Why.
    why: Why,
}

/// A note that only those read who are named.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct SealedNoteView {
    /// Its number.
    no: No,
    /// About what.
    subject: SealedSubject,
    /// What was seen, said and weighed.
    text: String,
    /// Who wrote it.
    by: SeatName,
    /// When.
    at: Timestamp,
}

impl SealView {
    pub(super) fn of(case: &Case, seal: &Seal, directory: &Directory, today: Date) -> Self {
        let reader = |reader: &Reader| ReaderView {
            reader: SeatName::of(reader.seat, directory),
            since: reader.since,
            from: case.will_read_sealed_from(reader.seat, today),
            by: reader.by.seat().map(|seat| SeatName::of(seat, directory)),
            why: reader.why.clone(),
        };
        let note = |(no, note): (No, &SealedNote)| SealedNoteView {
            no,
            subject: note.subject,
            text: note.text.clone(),
            by: SeatName::of(note.by, directory),
            at: note.at,
        };
        Self {
            readers: seal.readers.iter().map(reader).collect(),
            notes: numbered(&seal.notes).map(note).collect(),
            feedback: numbered(&seal.expectations).map(|(no, record)| feedback(no, record)).collect(),
        }
    }
}
