//! Who hears of a woman's postnatal visits: when one midwife sets them, and when the roster gives them to another (PN-04).

use std::collections::BTreeSet;

use jiff::civil::Date;
use regie_pathway::Text;

use super::texts::Say;
use super::{ContentPolicy, Desk, Notice, Receiver, Subject, To};
use crate::case::{Case, CaseEvent, Context};
use crate::directory::Directory;
use crate::history::visits_set_in_words;
use crate::ids::{CaseId, PersonId};
use crate::presence::Presence;
use crate::region::{PlannedVisit, Region};
use crate::seat::{Actor, Role, Seat};
use crate::wording::{self, Names};

/// After somebody set a woman's visits, or what they rest on: her case manager, who attended the birth; who visits her by the
/// roster from today on; and who plans for the region. Not who did it.
#[must_use]
pub fn visits_set(events: &[CaseEvent], after: &Case, region: Option<&Region>, ctx: &Context<'_>) -> Vec<Notice> {
    let names = Names { directory: ctx.directory };
    let mut desk = Desk { before: None, after, ctx: *ctx, names, notices: Vec::new() };
    let by = ctx.actor.seat().map_or_else(|| "Regie".to_owned(), |seat| names.reach(seat));
    for (whole, without) in events.iter().filter_map(visits_set_in_words) {
        let recorded = |what: &Text| {
            Text::new(format!("{}. Vastgelegd door {by}.", what.nl), format!("{}. Recorded by {by}.", what.en))
        };
        let carers = Say {
            title: Text::new("De kraamvisites van een cliënt zijn veranderd", "A client's postnatal visits changed"),
            medical: Some(recorded(&whole)),
            logistics: Some(recorded(&without)),
        };
        let planner = Say::plain(
            Text::new("Kraamvisites zijn anders afgesproken", "Postnatal visits were agreed otherwise"),
            Text::new(
                format!("{} Maak zo nodig een nieuw rooster.", recorded(&without).nl),
                format!("{} Make a new roster where needed.", recorded(&without).en),
            ),
        );
        for seat in carers_of(after, region, ctx) {
            desk.tell(To::Seat(seat), Subject::VisitsSet, &carers);
        }
        for seat in Presence::of(ctx).coordinators(&[after.first_line.org]) {
            if !desk.is_actor(seat.person) {
                desk.tell(To::Seat(seat), Subject::VisitsSet, &planner);
            }
        }
    }
    desk.notices
}

/// The case managers, and who visits her from today on; each once, without who acts.
fn carers_of(case: &Case, region: Option<&Region>, ctx: &Context<'_>) -> BTreeSet<Seat> {
    let standing = region.into_iter().flat_map(|region| &region.roster).flat_map(|standing| &standing.roster.visits);
    let hers = standing.filter(|visit| visit.case == case.id && visit.on >= ctx.today);
    let visitors = hers.filter_map(|visit| seat_of(visit.midwife, ctx.directory));
    let actor = ctx.actor.seat().map(|seat| seat.person);
    let mut people = BTreeSet::new();
    let carers = [case.case_manager, case.first_line].into_iter().chain(visitors);
    carers.filter(|seat| Some(seat.person) != actor && people.insert(seat.person)).collect()
}

/// Where a midwife works as one.
fn seat_of(midwife: PersonId, directory: &Directory) -> Option<Seat> {
    let roles = directory.person(midwife)?.roles.iter();
    let as_midwife = |(_, role): &(_, &Role)| **role == Role::Midwife;
    roles.clone().find(as_midwife).or_else(|| roles.clone().next()).map(|(org, _)| Seat::new(midwife, *org))
}

/// After another roster came to hold: whoever gets a visit that was another's, and whoever loses one, each once per woman. Of
/// the visits that are past nobody is told.
#[must_use]
pub fn visits_moved(
    before: &Region,
    after: &Region,
    actor: Actor,
    directory: &Directory,
    today: Date,
) -> Vec<(CaseId, Notice)> {
    let (Some(old), Some(new)) = (&before.roster, &after.roster) else { return Vec::new() };
    let names = Names { directory };
    let mut told: Vec<(CaseId, Notice)> = Vec::new();
    let mut tell = |case: CaseId, midwife: PersonId, body: Text| {
        if actor.seat().is_some_and(|seat| seat.person == midwife) {
            return;
        }
        let receiver = Receiver::Person(midwife);
        match told.iter_mut().find(|(known, notice)| *known == case && notice.receiver == receiver) {
            Some((_, notice)) => super::join(notice, ContentPolicy::Logistics, &body),
            None => told.push((case, notice(receiver, body))),
        }
    };
    for visit in old.roster.visits.iter().filter(|visit| visit.on >= today) {
        match new.roster.visit(&visit.visit) {
            Some(now) if now.midwife != visit.midwife => {
                tell(visit.case, visit.midwife, gone(visit, now, names));
                tell(visit.case, now.midwife, come(visit, now, names));
            }
            Some(_) => {}
            None if new.roster.unplanned.iter().any(|one| one.visit == visit.visit) => {
                tell(visit.case, visit.midwife, nobodys(visit));
            }
            None => {}
        }
    }
    told
}

fn notice(receiver: Receiver, body: Text) -> Notice {
    Notice {
        receiver,
        subject: Subject::VisitsMoved,
        policy: ContentPolicy::Logistics,
        title: Text::new("Een kraamvisite is van verloskundige gewisseld", "A postnatal visit went to another midwife"),
        body,
        letter: None,
    }
}

/// `De hielprik op 24 november 2026 om 10:15`.
fn named(visit: &PlannedVisit) -> Text {
    let (what, on) = (wording::purpose(visit.purpose), wording::day(visit.on));
    let at = format!("{:02}:{:02}", visit.start / 3_600, visit.start / 60 % 60);
    Text::new(format!("De {} op {} om {at}", what.nl, on.nl), format!("The {} on {} at {at}", what.en, on.en))
}

fn gone(visit: &PlannedVisit, now: &PlannedVisit, names: Names<'_>) -> Text {
    let (old, who) = (named(visit), names.person(now.midwife));
    Text::new(
        format!("{} doe jij niet meer: {who} neemt haar over.", old.nl),
        format!("{} is no longer yours: {who} takes it over.", old.en),
    )
}

fn come(visit: &PlannedVisit, now: &PlannedVisit, names: Names<'_>) -> Text {
    let (new, who) = (named(now), names.person(visit.midwife));
    Text::new(
        format!("{} is nu van jou. Tot nu toe stond {who} ervoor.", new.nl),
        format!("{} is yours now. Until now it was {who}'s.", new.en),
    )
}

fn nobodys(visit: &PlannedVisit) -> Text {
    let old = named(visit);
    Text::new(
        format!("{} doe jij niet meer. Er is nog niemand voor; de planner zoekt iemand.", old.nl),
        format!("{} is no longer yours. Nobody has it yet; the planner looks for somebody.", old.en),
    )
}
