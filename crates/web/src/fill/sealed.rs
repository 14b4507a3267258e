//! *Verzegeld dossier* (PS-02).

use regie_app::CaseFile;
use regie_care::case::Case;
use regie_care::case::seal::{Reader, SealedSubject, Why};
use regie_care::seat::{Actor, Seat};

use super::Desk;
use super::names::seat_value;
use crate::pages::Choice;
use crate::pages::case::sealed::{ReaderLine, SealedNote, SealedRecord};

impl Desk {
    /// What is sealed, for who may read it, and as long as there is nothing yet for who may write the first note.
    pub(super) fn sealed(&self, file: &CaseFile, seats: &[Choice]) -> Option<SealedRecord> {
        let case = &file.case.state;
        let reads = !file.pathways_are_veiled() && case.reads_sealed(self.seat, self.today);
        if case.seal.is_none() && !reads {
            return None;
        }
        let readers = case.seal.iter().flat_map(|seal| &seal.readers);
        let notes = case.seal.iter().flat_map(|seal| &seal.notes);
        let acts = reads && case.is_open() && !file.is_past();
        let name = acts && case.reads_by_office(self.seat, self.today);
        let struck = readers.clone().filter(|reader| !case.reads_by_office(reader.seat, self.today));
        let named = |choice: &&Choice| !readers.clone().any(|reader| seat_value(reader.seat) == choice.value);
        Some(SealedRecord {
            readers: readers.clone().map(|reader| self.reader(case, reader)).collect(),
            notes: notes
                .rev()
                .map(|note| SealedNote {
                    subject: self.t.of(subject(note.subject)).into_owned(),
                    text: note.text.clone(),
                    by: self.seat_name(note.by),
                    at: note.at,
                })
                .collect(),
            feedback: self.feedback(case, case.seal.as_ref().map_or(&[], |seal| &seal.expectations)),
            write: acts,
            name,
            nameable: if name { seats.iter().filter(named).cloned().collect() } else { Vec::new() },
            strikable: struck
                .map(|reader| Choice::new(seat_value(reader.seat), self.seat_name(reader.seat)))
                .filter(|_| name)
                .collect(),
        })
    }

    fn reader(&self, case: &Case, reader: &Reader) -> ReaderLine {
        let by = match reader.by {
            Actor::Person(seat) if !follows(&reader.why, seat, reader.seat) => self.seat_name(seat),
            Actor::Person(_) | Actor::System => String::new(),
        };
        let why = match &reader.why {
            Why::CaseManager => self.t.of("sealed-why-case-manager").into_owned(),
            Why::Deputy => self.t.of("sealed-why-deputy").into_owned(),
            Why::Recorded => self.t.of("sealed-why-recorded").into_owned(),
            Why::Step { reason } => self.t.one("sealed-why-step", "reason", reason.as_str()).into_owned(),
            Why::Named { reason } => reason.clone(),
        };
        let from = case.will_read_sealed_from(reader.seat, self.today);
        ReaderLine { who: self.seat_name(reader.seat), why, since: reader.since, from, by }
    }
}

/// Whether nobody chose to name her: it follows from what she is, or from what she did herself.
fn follows(why: &Why, by: Seat, reader: Seat) -> bool {
    matches!(why, Why::CaseManager | Why::Deputy | Why::Recorded) || by == reader
}

const fn subject(subject: SealedSubject) -> &'static str {
    match subject {
        SealedSubject::Kindcheck => "sealed-kindcheck",
        SealedSubject::Meldcode => "sealed-meldcode",
    }
}
