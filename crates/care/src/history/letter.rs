//! Letters that did a step, in words.

use super::HistoryLine;
use super::case::Telling;
use crate::case::letter::Letter;
use crate::case::records::No;
use crate::case::state::by_no;
use crate::wording;

pub(super) fn sent(tell: &Telling<'_>, letter: &Letter) -> HistoryLine {
    let (title, to) = (wording::letter(letter.work), tell.names.addressee(&letter.to));
    HistoryLine::new(format!("Brief verstuurd aan {to}: {}", title.nl), format!("Letter sent to {to}: {}", title.en))
        .saying(&letter.note)
}

pub(super) fn returned(tell: &Telling<'_>, no: No, reason: &str) -> HistoryLine {
    let to =
        by_no(&tell.case.letters, no).map_or_else(|| no.to_string(), |record| tell.names.addressee(&record.letter.to));
    HistoryLine::new(format!("Brief aan {to} kwam niet aan"), format!("Letter to {to} did not arrive")).saying(reason)
}
