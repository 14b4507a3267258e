//! What a decision about a case may know besides the case itself.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::directory::Directory;
use crate::ids::MeetingId;
use crate::meeting::Meeting;
use crate::pathways::Pathways;
use crate::seat::Actor;

/// The circumstances of a command, all of them values.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// Who asks.
    pub actor: Actor,
    /// The moment.
    pub now: Timestamp,
    /// The civil day of that moment in Europe/Amsterdam.
    pub today: Date,
    /// Organisations, people, absences, duty.
    pub directory: &'a Directory,
    /// The pathway definitions.
    pub pathways: &'a Pathways,
    /// The meetings of which the command speaks, as far as they are known.
    pub meetings: &'a BTreeMap<MeetingId, Meeting>,
}

/// No meeting at all: for commands that speak of none.
pub static NO_MEETINGS: BTreeMap<MeetingId, Meeting> = BTreeMap::new();
