//! Judges commands on a region.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    Decision, Foreseen, Illness, Occasion, Organising, PartnerTold, Pin, Place, PlannedVisit, Region, RegionEvent,
    Roster, Visitor,
};
use crate::directory::Directory;
use crate::ids::{CaseId, PersonId};
use crate::seat::Role;
use crate::text::{self, BadText};

/// Millionths of a degree: no latitude is further from the equator, no longitude from Greenwich.
const MOST_NORTH: i64 = 90_000_000;
const MOST_EAST: i64 = 180_000_000;

/// The longest illness that is planned around, in days.
const LONGEST_ILLNESS: i64 = 90;

/// A command on a region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "kebab-case")]
pub enum RegionCommand {
    /// Lets somebody visit for the region, or at other times.
    SetVisitor {
        /// Who and when.
        visitor: Visitor,
    },
    /// Takes somebody out of those who visit.
    RemoveVisitor {
        /// Who.
        person: PersonId,
    },
    /// Says where a place is.
    SetPlace {
        /// The place.
        place: Place,
    },
    /// Says how many minutes of a visitor's day a visit takes on average, 15 to 240.
    SetPace {
        /// Minutes.
        minutes: u16,
    },
    /// Makes the proposal the roster.
    Accept,
    /// Puts the proposal aside.
    Drop,
    /// Sets a visit: it stays with this midwife on this day.
    Pin {
        /// Which.
        visit: String,
        /// Who and when.
        pin: Pin,
    },
    /// Lets a visit move again.
    Unpin {
        /// Which.
        visit: String,
    },
    /// Records that the client was told of her visits as they stand.
    TellClient {
        /// Whose.
        case: CaseId,
    },
    /// Records that a midwife is ill.
    FallIll {
        /// Who and until when.
        illness: Illness,
    },
    /// Records that she is well again.
    Recover {
        /// Who.
        person: PersonId,
    },
    /// Records the decision to centralise, or to end that (PN-02).
    Decide {
        /// The decision.
        decision: Decision,
    },
    /// Records that a partner was told of the latest decision (PN-02).
    TellPartner {
        /// Who and how.
        told: PartnerTold,
    },
}

/// A command that a region refuses. Nothing changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// A text is empty, too long, or holds what cannot be kept.
    #[error(transparent)]
    Text(#[from] BadText),
    /// Somebody who is no midwife in this network.
    #[error("{person} is no midwife in this network; choose a midwife who works here")]
    NoMidwife {
        /// Who.
        person: PersonId,
    },
    /// Somebody who does not visit for the region.
    #[error("{person} does not visit for the region; let her visit first, or choose another")]
    NoVisitor {
        /// Who.
        person: PersonId,
    },
    /// A week that cannot be worked.
    #[error("give days from 1 (Monday) to 7 and an end after the begin, within the day and at most 12 hours")]
    Hours,
    /// A place that the region does not know.
    #[error("the region knows no place '{name}'; say first where it is")]
    NoPlace {
        /// Its name.
        name: String,
    },
    /// A place that is nowhere on earth.
    #[error("a latitude lies between -90 and 90 degrees, a longitude between -180 and 180")]
    NotOnEarth,
    /// A number that no visit takes.
    #[error("a visit takes 15 to 240 minutes")]
    Pace,
    /// There is no proposal to accept or to put aside.
    #[error("there is no proposal; ask for one first")]
    NoProposal,
    /// The proposal begins on a day that is past.
    #[error("the proposal begins on {from} and today is {today}; ask for a new one")]
    OldProposal {
        /// Its first day.
        from: Date,
        /// Today.
        today: Date,
    },
    /// A visit that is not on the roster.
    #[error("there is no visit '{visit}' on the roster; reload it")]
    NoSuchVisit {
        /// Its name.
        visit: String,
    },
    /// A day on which she does not work, or that is past.
    #[error("she makes no visits on {on}; choose a day from today on that is hers")]
    NotHerDay {
        /// The day.
        on: Date,
    },
    /// Nothing of this client is on the roster from today on.
    #[error("this client has no visits on the roster from today on; there is nothing to tell")]
    NothingToTell,
    /// The command would change nothing.
    #[error("nothing differs from what is known already")]
    NothingToDo,
    /// A day that cannot be.
    #[error("'{field}' is not from {earliest} to {latest}; give a day of those")]
    Days {
        /// Which.
        field: &'static str,
        /// The earliest.
        earliest: Date,
        /// The latest.
        latest: Date,
    },
    /// No decision is still to begin.
    #[error("no decision is still to begin; decide anew instead")]
    NothingToWithdraw,
    /// There is no decision of which a partner could be told.
    #[error("nothing was decided yet; record the decision first")]
    NoDecision,
}

impl Refusal {
    /// A stable code for problem+json and for texts.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Text(bad) => bad.code(),
            Self::NoMidwife { .. } => "no-midwife-here",
            Self::NoVisitor { .. } => "no-visitor",
            Self::Hours => "visitor-hours",
            Self::NoPlace { .. } => "no-such-place",
            Self::NotOnEarth => "not-on-earth",
            Self::Pace => "visit-pace",
            Self::NoProposal => "no-proposal",
            Self::OldProposal { .. } => "old-proposal",
            Self::NoSuchVisit { .. } => "no-such-visit",
            Self::NotHerDay { .. } => "not-her-day",
            Self::NothingToTell => "nothing-to-tell",
            Self::NothingToDo => "nothing-to-do",
            Self::Days { .. } => "region-days",
            Self::NothingToWithdraw => "nothing-to-withdraw",
            Self::NoDecision => "no-decision",
        }
    }
}

/// What a command on a region is judged by, besides the region itself.
#[derive(Debug, Clone, Copy)]
pub struct Given<'a> {
    /// Who there is.
    pub directory: &'a Directory,
    /// Today.
    pub today: Date,
    /// What the forecast says today: kept with a decision that rests on it.
    pub foreseen: Option<&'a Foreseen>,
}

/// Judges a command; the directory tells who works there and who is away.
///
/// # Errors
/// Says what is wrong and how to mend it.
pub fn decide(region: &Region, command: &RegionCommand, given: Given<'_>) -> Result<Vec<RegionEvent>, Refusal> {
    let Given { directory, today, foreseen } = given;
    let event = match command {
        RegionCommand::SetVisitor { visitor } => set_visitor(region, visitor, directory)?,
        RegionCommand::RemoveVisitor { person } => {
            known(region, *person)?;
            RegionEvent::VisitorRemoved { person: *person }
        }
        RegionCommand::SetPlace { place } => set_place(region, place)?,
        RegionCommand::SetPace { minutes } if !(15..=240).contains(minutes) => return Err(Refusal::Pace),
        RegionCommand::SetPace { minutes } if *minutes == region.pace => return Err(Refusal::NothingToDo),
        RegionCommand::SetPace { minutes } => RegionEvent::PaceSet { minutes: *minutes },
        RegionCommand::Accept => match &region.proposal {
            None => return Err(Refusal::NoProposal),
            Some(proposal) if proposal.from < today => {
                return Err(Refusal::OldProposal { from: proposal.from, today });
            }
            Some(_) => RegionEvent::Accepted { on: today },
        },
        RegionCommand::Drop if region.proposal.is_none() => return Err(Refusal::NoProposal),
        RegionCommand::Drop => RegionEvent::Dropped,
        RegionCommand::Pin { visit, pin } => set_pin(region, visit, *pin, directory, today)?,
        RegionCommand::Unpin { visit } if !region.pins.contains_key(visit) => return Err(Refusal::NothingToDo),
        RegionCommand::Unpin { visit } => RegionEvent::Unpinned { visit: visit.clone() },
        RegionCommand::TellClient { case } => tell_client(region, *case, today)?,
        RegionCommand::FallIll { illness } => fall_ill(region, *illness, today)?,
        RegionCommand::Recover { person } if !region.ill.iter().any(|ill| ill.person == *person) => {
            return Err(Refusal::NothingToDo);
        }
        RegionCommand::Recover { person } => RegionEvent::Recovered { person: *person },
        RegionCommand::Decide { decision } => {
            RegionEvent::Decided { decision: whole(region, decision, today)?, foreseen: foreseen.cloned() }
        }
        RegionCommand::TellPartner { told } => tell_partner(region, told, today)?,
    };
    Ok(vec![event])
}

/// Puts a roster before the planner that was searched and has passed the checker.
#[must_use]
pub fn propose(roster: Roster, from: Date, occasion: Occasion) -> Vec<RegionEvent> {
    vec![RegionEvent::Proposed { roster, from, occasion }]
}

fn known(region: &Region, person: PersonId) -> Result<&Visitor, Refusal> {
    region.visitors.get(&person).ok_or(Refusal::NoVisitor { person })
}

fn set_visitor(region: &Region, visitor: &Visitor, directory: &Directory) -> Result<RegionEvent, Refusal> {
    let here = |org| directory.org(org).is_some_and(|org| org.network == region.network && !org.ended);
    let seats = directory.person(visitor.person).map(|person| &person.roles);
    let midwife = seats.into_iter().flatten().any(|(org, role)| *role == Role::Midwife && here(*org));
    if !midwife {
        return Err(Refusal::NoMidwife { person: visitor.person });
    }
    let hours = visitor.until.checked_sub(visitor.from).is_some_and(|length| (30..=720).contains(&length));
    let days = !visitor.weekdays.is_empty() && visitor.weekdays.iter().all(|day| (1..=7).contains(day));
    if !hours || !days || visitor.until > 24 * 60 {
        return Err(Refusal::Hours);
    }
    let base = text::line("base", &visitor.base)?;
    if !base.is_empty() && !region.places.contains_key(&base) {
        return Err(Refusal::NoPlace { name: base });
    }
    let visitor = Visitor { base, ..visitor.clone() };
    if region.visitors.get(&visitor.person) == Some(&visitor) {
        return Err(Refusal::NothingToDo);
    }
    Ok(RegionEvent::VisitorSet { visitor })
}

fn set_place(region: &Region, place: &Place) -> Result<RegionEvent, Refusal> {
    let place = Place { name: text::filled("name", &place.name)?, ..place.clone() };
    let within = |degrees: i64, most: i64| (-most..=most).contains(&degrees);
    if !within(place.latitude, MOST_NORTH) || !within(place.longitude, MOST_EAST) {
        return Err(Refusal::NotOnEarth);
    }
    if region.places.get(&place.name) == Some(&place) {
        return Err(Refusal::NothingToDo);
    }
    Ok(RegionEvent::PlaceSet { place })
}

fn set_pin(region: &Region, visit: &str, pin: Pin, directory: &Directory, today: Date) -> Result<RegionEvent, Refusal> {
    let missing = || Refusal::NoSuchVisit { visit: visit.to_owned() };
    let standing = region.roster.as_ref().ok_or_else(missing)?;
    let unplanned = standing.roster.unplanned.iter().any(|one| one.visit == visit);
    if standing.roster.visit(visit).is_none() && !unplanned {
        return Err(missing());
    }
    let visitor = known(region, pin.midwife)?;
    let weekday = u8::try_from(pin.on.weekday().to_monday_one_offset()).unwrap_or_default();
    let away = directory.is_absent(pin.midwife, pin.on) || region.is_ill(pin.midwife, pin.on);
    if pin.on < today || away || !visitor.weekdays.contains(&weekday) {
        return Err(Refusal::NotHerDay { on: pin.on });
    }
    if region.pins.get(visit) == Some(&pin) {
        return Err(Refusal::NothingToDo);
    }
    Ok(RegionEvent::Pinned { visit: visit.to_owned(), pin })
}

fn tell_client(region: &Region, case: CaseId, today: Date) -> Result<RegionEvent, Refusal> {
    let visits = region.roster.iter().flat_map(|standing| &standing.roster.visits);
    let hers: Vec<PlannedVisit> = visits.filter(|visit| visit.case == case && visit.on >= today).cloned().collect();
    let is_told = |visit: &&PlannedVisit| visit.case == case && visit.on >= today;
    let told = region.told.values().filter(is_told).count();
    if hers.is_empty() && told == 0 {
        return Err(Refusal::NothingToTell);
    }
    if hers.len() == told && hers.iter().all(|visit| region.told.get(&visit.visit) == Some(visit)) {
        return Err(Refusal::NothingToDo);
    }
    Ok(RegionEvent::ClientTold { case, visits: hers })
}

fn fall_ill(region: &Region, illness: Illness, today: Date) -> Result<RegionEvent, Refusal> {
    known(region, illness.person)?;
    let (earliest, latest) = (today.saturating_sub(7.days()), today.saturating_add(LONGEST_ILLNESS.days()));
    between("from", illness.from, earliest, latest)?;
    between("until", illness.until, illness.from, latest)?;
    if region.ill.contains(&illness) {
        return Err(Refusal::NothingToDo);
    }
    Ok(RegionEvent::FellIll { illness })
}

fn between(field: &'static str, day: Date, earliest: Date, latest: Date) -> Result<(), Refusal> {
    if (earliest..=latest).contains(&day) { Ok(()) } else { Err(Refusal::Days { field, earliest, latest }) }
}

fn whole(region: &Region, decision: &Decision, today: Date) -> Result<Decision, Refusal> {
    let (earliest, latest) = (today.saturating_sub(60.days()), today.saturating_add(180.days()));
    between("on", decision.on, earliest, today)?;
    let (from, earliest) = match (decision.organising, region.decided().next()) {
        // It never holds, so it has no first day of its own.
        (Organising::Withdraw, Some(decided)) if decided.from > today => (decision.on, decision.on),
        (Organising::Withdraw, _) => return Err(Refusal::NothingToWithdraw),
        // What has not begun cannot end: it is withdrawn.
        (Organising::EndCentralising, Some(decided)) if decided.organising == Organising::Centralise => {
            (decision.from, decision.on.max(decided.from.saturating_add(1.days())))
        }
        _ => (decision.from, decision.on),
    };
    between("from", from, earliest, latest)?;
    Ok(Decision {
        from,
        insurer: text::filled("insurer", &decision.insurer)?,
        midwives: text::filled("midwives", &decision.midwives)?,
        reason: text::filled_note("reason", &decision.reason)?,
        ..decision.clone()
    })
}

fn tell_partner(region: &Region, told: &PartnerTold, today: Date) -> Result<RegionEvent, Refusal> {
    let latest = region.decisions.last().ok_or(Refusal::NoDecision)?;
    // The source bids to take them along: before the decision too.
    between("on", told.on, latest.decision.on.saturating_sub(60.days()), today)?;
    Ok(RegionEvent::ToldPartner { told: PartnerTold { how: text::filled("how", &told.how)?, ..told.clone() } })
}
