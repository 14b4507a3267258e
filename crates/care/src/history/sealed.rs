//! What happened under seal, for those who are named on it (PS-02).

use super::HistoryLine;
use super::case::Telling;
use crate::case::CaseEvent;
use crate::case::seal::SealedSubject;
use crate::seat::Seat;

pub(super) fn describe(tell: &Telling<'_>, event: &CaseEvent) -> HistoryLine {
    match event {
        CaseEvent::ReaderNamed { reader, reason } => named(tell, *reader, reason),
        CaseEvent::ReaderStruck { reader, reason } => struck(tell, *reader, reason.as_deref()),
        CaseEvent::SealedNoteWritten { subject, text, .. } => note(*subject, text),
        _ => HistoryLine::new(String::new(), String::new()),
    }
}

fn named(tell: &Telling<'_>, reader: Seat, reason: &str) -> HistoryLine {
    let who = tell.names.seat(reader);
    HistoryLine::new(format!("{who} mag lezen wat verzegeld is"), format!("{who} may read what is sealed"))
        .saying(reason)
}

fn struck(tell: &Telling<'_>, reader: Seat, reason: Option<&str>) -> HistoryLine {
    let who = tell.names.seat(reader);
    let line = HistoryLine::new(
        format!("{who} mag niet meer lezen wat verzegeld is"),
        format!("{who} may no longer read what is sealed"),
    );
    line.saying(reason.unwrap_or_default())
}

fn note(subject: SealedSubject, text: &str) -> HistoryLine {
    let subject = match subject {
        SealedSubject::Kindcheck => "Kindcheck",
        SealedSubject::Meldcode => "Meldcode",
    };
    HistoryLine::new(format!("Verzegelde notitie over de {subject}"), format!("Sealed note on the {subject}"))
        .saying(text)
}
