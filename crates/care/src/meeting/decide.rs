//! Judges commands on meetings.

use jiff::Span;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Meeting, MeetingEvent, MeetingKind, MeetingLife};
use crate::directory::Directory;
use crate::ids::OrgId;
use crate::text::{self, BadText};

/// Calls a meeting. The one command that has no meeting yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct PlanMeeting {
    /// Which kind.
    pub meeting_kind: MeetingKind,
    /// Who calls it; it is held in this organisation's network.
    pub org: OrgId,
    /// The day: at most a month back (to record what was held) and two years ahead.
    pub on: Date,
    /// Its title.
    pub title: String,
}

/// A command on a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "kebab-case")]
pub enum MeetingCommand {
    /// Moves it to another day.
    Move {
        /// The day.
        on: Date,
    },
    /// Records that it was held; not before its day.
    Hold {
        /// What was said in general; may be empty.
        minutes: String,
    },
    /// Calls it off.
    Cancel {
        /// Why.
        reason: String,
    },
}

/// A command that a meeting refuses. Nothing changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// A text is empty, too long, or holds what cannot be kept.
    #[error(transparent)]
    Text(#[from] BadText),
    /// An organisation that is unknown or ended.
    #[error("organisation {org} is unknown or no longer takes part; choose another")]
    NoSuchOrg {
        /// As given.
        org: OrgId,
    },
    /// A day too far off.
    #[error("{on} is not between {earliest} and {latest}; check the year")]
    Day {
        /// As given.
        on: Date,
        /// The first possible day.
        earliest: Date,
        /// The last possible day.
        latest: Date,
    },
    /// Held before its day.
    #[error("this meeting is on {on}, and today is {today}; record it as held from {on} on, or move it")]
    NotYet {
        /// Its day.
        on: Date,
        /// Today.
        today: Date,
    },
    /// It was held already.
    #[error("this meeting was held on {on}; plan another")]
    Held {
        /// Its day.
        on: Date,
    },
    /// It was called off.
    #[error("this meeting was called off; plan another")]
    Cancelled,
    /// The command would change nothing.
    #[error("the meeting is already on {on}; nothing to do")]
    NothingToDo {
        /// Its day.
        on: Date,
    },
}

impl Refusal {
    /// A stable code for problem+json and for texts.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Text(bad) => bad.code(),
            Self::NoSuchOrg { .. } => "no-such-organisation",
            Self::Day { .. } => "day-out-of-range",
            Self::NotYet { .. } => "not-yet",
            Self::Held { .. } => "meeting-held",
            Self::Cancelled => "meeting-cancelled",
            Self::NothingToDo { .. } => "nothing-to-do",
        }
    }
}

/// Calls a meeting.
///
/// # Errors
/// When the organisation is unknown, the day too far off, or the title cannot be kept.
pub fn plan(command: &PlanMeeting, directory: &Directory, today: Date) -> Result<Vec<MeetingEvent>, Refusal> {
    let org = directory.org(command.org).filter(|org| !org.ended);
    let org = org.ok_or(Refusal::NoSuchOrg { org: command.org })?;
    possible(command.on, today)?;
    Ok(vec![MeetingEvent::Planned {
        meeting_kind: command.meeting_kind,
        org: org.id,
        network: org.network.clone(),
        on: command.on,
        title: text::filled("title", &command.title)?,
    }])
}

/// Whether a meeting is still to be held: only then it changes, and cases go on its agenda (AZ-08).
///
/// # Errors
/// When it was held or called off.
pub const fn still_to_be_held(meeting: &Meeting) -> Result<(), Refusal> {
    match meeting.life {
        MeetingLife::Planned => Ok(()),
        MeetingLife::Held(_) => Err(Refusal::Held { on: meeting.on }),
        MeetingLife::Cancelled(_) => Err(Refusal::Cancelled),
    }
}

/// Judges a command.
///
/// # Errors
/// Says what is wrong and how to mend it.
pub fn decide(meeting: &Meeting, command: &MeetingCommand, today: Date) -> Result<Vec<MeetingEvent>, Refusal> {
    still_to_be_held(meeting)?;
    let event = match command {
        MeetingCommand::Move { on } if *on == meeting.on => return Err(Refusal::NothingToDo { on: *on }),
        MeetingCommand::Move { on } => {
            possible(*on, today)?;
            MeetingEvent::Moved { on: *on }
        }
        MeetingCommand::Hold { .. } if today < meeting.on => {
            return Err(Refusal::NotYet { on: meeting.on, today });
        }
        MeetingCommand::Hold { minutes } => MeetingEvent::Held { minutes: text::note("minutes", minutes)? },
        MeetingCommand::Cancel { reason } => MeetingEvent::Cancelled { reason: text::filled_note("reason", reason)? },
    };
    Ok(vec![event])
}

fn possible(on: Date, today: Date) -> Result<(), Refusal> {
    let earliest = today.saturating_sub(Span::new().months(1));
    let latest = today.saturating_add(Span::new().years(2));
    if (earliest..=latest).contains(&on) { Ok(()) } else { Err(Refusal::Day { on, earliest, latest }) }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use jiff::civil::date;
    use ulid::Ulid;

    use super::super::{begin, evolve, replay};
    use super::*;
    use crate::ids::MeetingId;
    use crate::organisation::{ContactPoints, Organisation};
    use crate::seat::OrgKind;

    const ORG: OrgId = OrgId::new(Ulid(1));
    const MEETING: MeetingId = MeetingId::new(Ulid(2));
    const TODAY: Date = date(2026, 6, 1);

    fn directory() -> Directory {
        let mut directory = Directory::default();
        let org = Organisation {
            id: ORG,
            name: "Ziekenhuis Emmen".into(),
            kind: OrgKind::Hospital,
            network: "VSV Emmen".into(),
            contact: ContactPoints::default(),
            duty: Vec::new(),
            ended: false,
        };
        directory.orgs.insert(ORG, org);
        directory
    }

    fn vsv(on: Date) -> PlanMeeting {
        PlanMeeting { meeting_kind: MeetingKind::Vsv, org: ORG, on, title: "VSV juni".into() }
    }

    fn meeting(on: Date) -> Meeting {
        begin(MEETING, &plan(&vsv(on), &directory(), TODAY).unwrap()[0]).unwrap()
    }

    #[test]
    fn az_08_a_meeting_belongs_to_the_network_of_who_calls_it() {
        assert_eq!(meeting(date(2026, 6, 9)).network, "VSV Emmen");
        let elsewhere = PlanMeeting { org: OrgId::new(Ulid(9)), ..vsv(TODAY) };
        assert_eq!(plan(&elsewhere, &directory(), TODAY).unwrap_err().code(), "no-such-organisation");
        assert_eq!(plan(&vsv(date(2062, 6, 9)), &directory(), TODAY).unwrap_err().code(), "day-out-of-range");
        assert!(plan(&vsv(date(2026, 5, 20)), &directory(), TODAY).is_ok(), "what was held may be recorded late");
    }

    #[test]
    fn az_08_a_meeting_is_held_once_and_not_before_its_day() {
        let mut meeting = meeting(date(2026, 6, 9));
        let hold = MeetingCommand::Hold { minutes: String::new() };
        assert_eq!(decide(&meeting, &hold, TODAY).unwrap_err().code(), "not-yet");
        for event in decide(&meeting, &MeetingCommand::Move { on: TODAY }, TODAY).unwrap() {
            evolve(&mut meeting, &event);
        }
        assert_eq!(decide(&meeting, &MeetingCommand::Move { on: TODAY }, TODAY).unwrap_err().code(), "nothing-to-do");
        for event in decide(&meeting, &hold, TODAY).unwrap() {
            evolve(&mut meeting, &event);
        }
        assert!(meeting.is_held());
        assert_eq!(still_to_be_held(&meeting).unwrap_err().code(), "meeting-held");
        assert_eq!(decide(&meeting, &hold, TODAY).unwrap_err().code(), "meeting-held");
    }

    #[test]
    fn a_meeting_is_called_off_with_a_reason() {
        let mut meeting = meeting(TODAY);
        let cancel = |reason: &str| MeetingCommand::Cancel { reason: reason.into() };
        assert_eq!(decide(&meeting, &cancel(""), TODAY).unwrap_err().code(), "empty");
        for event in decide(&meeting, &cancel("sneeuw"), TODAY).unwrap() {
            evolve(&mut meeting, &event);
        }
        assert_eq!(decide(&meeting, &cancel("sneeuw"), TODAY).unwrap_err().code(), "meeting-cancelled");
    }

    #[test]
    fn events_survive_the_journal() {
        let events = vec![
            plan(&vsv(TODAY), &directory(), TODAY).unwrap().remove(0),
            MeetingEvent::Moved { on: date(2026, 6, 2) },
            MeetingEvent::Held { minutes: "kort".into() },
            MeetingEvent::Cancelled { reason: "x".into() },
        ];
        for event in &events {
            let json = serde_json::to_value(event).unwrap();
            assert_eq!(json["kind"], event.kind());
            assert_eq!(serde_json::from_value::<MeetingEvent>(json).unwrap(), *event);
        }
        assert_eq!(replay(MEETING, events).unwrap().on, date(2026, 6, 2));
    }
}
