//! What happened, as people say it: one line per event of any stream.
//!
//! A line is told with the state as it is now, so that "action 3" can be called by what it is. The journal keeps the
//! event itself; nothing here is stored.

mod case;
mod handover;
mod letter;
mod pathway;
mod plan;
mod postnatal;
mod region;
mod sealed;
#[cfg(test)]
mod tests;
mod work;

use regie_pathway::Text;
use serde::Serialize;
use utoipa::ToSchema;

use crate::client::{ClientEvent, Identity};
use crate::directory::Directory;
use crate::meeting::MeetingEvent;
use crate::organisation::OrgEvent;
use crate::person::PersonEvent;
use crate::wording::{self, Names};

pub use case::describe;
pub(crate) use postnatal::visits_set_in_words;
pub use region::describe_region;

/// One line of a history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct HistoryLine {
    /// What happened.
    pub what: Text,
    /// What a person wrote with it: a reason, a note.
    pub detail: Option<String>,
    /// Whether it is hidden from who sees logistics only (COA).
    pub medical: bool,
}

impl HistoryLine {
    /// A line that only those who care for the client see. So is every line unless it says otherwise.
    fn new(nl: impl Into<String>, en: impl Into<String>) -> Self {
        Self { what: Text::new(nl, en), detail: None, medical: true }
    }

    /// What a person wrote with it, when she wrote anything.
    fn saying(self, detail: &str) -> Self {
        let detail = detail.trim();
        Self { detail: (!detail.is_empty()).then(|| detail.to_owned()), ..self }
    }

    /// A line about who, where and when, without anything about health.
    fn logistics(self) -> Self {
        Self { medical: false, ..self }
    }
}

/// An event of a client's record.
#[must_use]
pub fn describe_client(event: &ClientEvent) -> HistoryLine {
    use ClientEvent as E;
    match event {
        E::Registered { identity } => {
            let name = identity.full_name();
            HistoryLine::new(format!("Cliënt ingeschreven: {name}"), format!("Client registered: {name}"))
                .saying(&numbers(identity))
        }
        E::IdentityCorrected { identity, reason } => {
            let name = identity.full_name();
            HistoryLine::new(format!("Gegevens gewijzigd: {name}"), format!("Particulars changed: {name}"))
                .saying(reason)
        }
        E::DuplicateSuspected { reasons, score, .. } => {
            let words = |en: bool| {
                let texts = reasons.iter().map(|reason| reason.text());
                texts.map(|text| if en { text.en } else { text.nl }).collect::<Vec<_>>().join(", ")
            };
            HistoryLine::new(
                format!("Mogelijk dubbel ingeschreven ({score} van 100): {}", words(false)),
                format!("Possibly registered twice ({score} of 100): {}", words(true)),
            )
        }
        E::DuplicateDismissed { reason, .. } => {
            HistoryLine::new("Niet dubbel: iemand anders", "Not a duplicate: someone else").saying(reason)
        }
        E::Merged { reason, .. } => HistoryLine::new(
            "Samengevoegd met een ander dossier, dat verdergaat",
            "Merged into another record, which goes on",
        )
        .saying(reason),
        E::Absorbed { reason, .. } => {
            HistoryLine::new("Een ander dossier is hiermee samengevoegd", "Another record was merged into this one")
                .saying(reason)
        }
        E::MergeUndone { reason } => HistoryLine::new(
            "Samenvoeging ongedaan gemaakt: dit dossier staat weer op zichzelf",
            "Merge undone: this record stands on its own again",
        )
        .saying(reason),
        E::Released { reason, .. } => HistoryLine::new(
            "Samenvoeging ongedaan gemaakt: het andere dossier staat weer op zichzelf",
            "Merge undone: the other record stands on its own again",
        )
        .saying(reason),
    }
}

/// The numbers a client was registered with, masked: a history is read over someone's shoulder.
fn numbers(identity: &Identity) -> String {
    let bsn = identity.bsn.map(|bsn| format!("BSN {}", bsn.masked()));
    let v_number = identity.v_number.map(|number| format!("V-nummer {}", number.masked()));
    bsn.into_iter().chain(v_number).collect::<Vec<_>>().join(", ")
}

/// An event of an organisation.
#[must_use]
pub fn describe_organisation(event: &OrgEvent, directory: &Directory) -> HistoryLine {
    let names = Names { directory };
    let line = match event {
        OrgEvent::Registered { name, org_kind, network, .. } => {
            let kind = wording::org_kind(*org_kind);
            HistoryLine::new(
                format!("Organisatie ingeschreven: {name} ({}), {network}", kind.nl),
                format!("Organisation registered: {name} ({}), {network}", kind.en),
            )
        }
        OrgEvent::Changed { name, .. } => {
            HistoryLine::new(format!("Gegevens gewijzigd: {name}"), format!("Particulars changed: {name}"))
        }
        OrgEvent::DutySet { shift } => {
            let (who, span) = (names.person(shift.person), shift_words(shift));
            HistoryLine::new(format!("Dienst: {who}, {}", span.nl), format!("On duty: {who}, {}", span.en))
        }
        OrgEvent::DutyWithdrawn { shift } => {
            let (who, span) = (names.person(shift.person), shift_words(shift));
            HistoryLine::new(
                format!("Dienst vervallen: {who}, {}", span.nl),
                format!("Duty withdrawn: {who}, {}", span.en),
            )
        }
        OrgEvent::Ended => HistoryLine::new("Neemt niet meer deel", "No longer takes part"),
    };
    line.logistics()
}

fn shift_words(shift: &crate::organisation::DutyShift) -> Text {
    let (from, until) = (wording::moment(shift.from), wording::moment(shift.until));
    Text::new(format!("{} tot {}", from.nl, until.nl), format!("{} until {}", from.en, until.en))
}

/// An event of a person.
#[must_use]
pub fn describe_person(event: &PersonEvent, directory: &Directory) -> HistoryLine {
    let names = Names { directory };
    let line = match event {
        PersonEvent::Registered { name, .. } => {
            HistoryLine::new(format!("Ingeschreven: {name}"), format!("Registered: {name}"))
        }
        PersonEvent::Changed { name, .. } => {
            HistoryLine::new(format!("Gegevens gewijzigd: {name}"), format!("Particulars changed: {name}"))
        }
        PersonEvent::Joined { org, role } => {
            let (role, org) = (wording::role(*role), names.org(*org));
            HistoryLine::new(format!("Werkt als {} bij {org}", role.nl), format!("Works as {} at {org}", role.en))
        }
        PersonEvent::Left { org } => {
            let org = names.org(*org);
            HistoryLine::new(format!("Werkt niet meer bij {org}"), format!("No longer works at {org}"))
        }
        PersonEvent::AbsenceSet { absence } => {
            let from = wording::day(absence.from);
            let until = absence.until.map(wording::day);
            match until {
                Some(until) => HistoryLine::new(
                    format!("Afwezig van {} tot en met {}", from.nl, until.nl),
                    format!("Away from {} to {}", from.en, until.en),
                ),
                None => HistoryLine::new(
                    format!("Afwezig vanaf {}, terugkeer nog niet bekend", from.nl),
                    format!("Away from {}, return not yet known", from.en),
                ),
            }
        }
        PersonEvent::AbsenceEnded { from, until } => {
            let from = wording::day(*from);
            match until.map(wording::day) {
                Some(until) => HistoryLine::new(
                    format!("De afwezigheid vanaf {} eindigt op {}", from.nl, until.nl),
                    format!("The absence from {} ends on {}", from.en, until.en),
                ),
                None => HistoryLine::new(
                    format!("De afwezigheid vanaf {} vervalt", from.nl),
                    format!("The absence from {} was withdrawn", from.en),
                ),
            }
        }
    };
    line.logistics()
}

/// An event of a meeting. Its minutes are about care.
#[must_use]
pub fn describe_meeting(event: &MeetingEvent, directory: &Directory) -> HistoryLine {
    let names = Names { directory };
    match event {
        MeetingEvent::Planned { org, on, title, .. } => {
            let (org, on) = (names.org(*org), wording::day(*on));
            HistoryLine::new(
                format!("{title}: gepland op {}, door {org}", on.nl),
                format!("{title}: planned on {}, by {org}", on.en),
            )
            .logistics()
        }
        MeetingEvent::Moved { on } => {
            let on = wording::day(*on);
            HistoryLine::new(format!("Verzet naar {}", on.nl), format!("Moved to {}", on.en)).logistics()
        }
        MeetingEvent::Held { minutes } => HistoryLine::new("Gehouden", "Held").saying(minutes),
        MeetingEvent::Cancelled { reason } => HistoryLine::new("Gaat niet door", "Called off").saying(reason),
    }
}
