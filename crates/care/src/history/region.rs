//! A region's events in words.

use super::HistoryLine;
use crate::directory::Directory;
use crate::region::{Occasion, Organising, RegionEvent};
use crate::wording::{self, Names};

/// An event of a region.
#[must_use]
pub fn describe_region(event: &RegionEvent, directory: &Directory) -> HistoryLine {
    match event {
        RegionEvent::Begun { .. }
        | RegionEvent::VisitorSet { .. }
        | RegionEvent::VisitorRemoved { .. }
        | RegionEvent::PlaceSet { .. }
        | RegionEvent::PaceSet { .. } => of_set_up(event, directory).logistics(),
        RegionEvent::Decided { .. } | RegionEvent::ToldPartner { .. } => of_decision(event).logistics(),
        _ => of_roster(event, directory),
    }
}

fn of_set_up(event: &RegionEvent, directory: &Directory) -> HistoryLine {
    let names = Names { directory };
    match event {
        RegionEvent::VisitorSet { visitor } => {
            let who = names.person(visitor.person);
            HistoryLine::new(format!("Visites in de regio: {who}"), format!("Visits for the region: {who}"))
        }
        RegionEvent::VisitorRemoved { person } => {
            let who = names.person(*person);
            HistoryLine::new(format!("Geen visites meer: {who}"), format!("No longer visits: {who}"))
        }
        RegionEvent::PlaceSet { place } => {
            HistoryLine::new(format!("Plek: {}", place.name), format!("Place: {}", place.name))
        }
        RegionEvent::PaceSet { minutes } => HistoryLine::new(
            format!("Een visite kost gemiddeld {minutes} minuten"),
            format!("A visit takes {minutes} minutes on average"),
        ),
        _ => HistoryLine::new("Regio ingericht", "Region set up"),
    }
}

fn of_roster(event: &RegionEvent, directory: &Directory) -> HistoryLine {
    let names = Names { directory };
    match event {
        RegionEvent::Proposed { roster, from, occasion } => {
            let (visits, from) = (roster.visits.len(), wording::day(*from));
            let line = HistoryLine::new(
                format!("Roostervoorstel vanaf {}: {visits} visites", from.nl),
                format!("Roster proposed from {}: {visits} visits", from.en),
            );
            match occasion {
                Occasion::Days => line,
                Occasion::Illness { person } => line.saying(names.person(*person)),
            }
        }
        RegionEvent::Accepted { .. } => HistoryLine::new("Rooster vastgesteld", "Roster accepted"),
        RegionEvent::Dropped => HistoryLine::new("Roostervoorstel niet overgenomen", "Proposal put aside"),
        RegionEvent::Pinned { pin, .. } => {
            let (who, on) = (names.person(pin.midwife), wording::day(pin.on));
            HistoryLine::new(format!("Visite vastgezet: {who}, {}", on.nl), format!("Visit pinned: {who}, {}", on.en))
        }
        RegionEvent::Unpinned { .. } => HistoryLine::new("Visite losgemaakt", "Visit unpinned"),
        RegionEvent::ClientTold { visits, .. } => HistoryLine::new(
            format!("Cliënt kent haar visites ({})", visits.len()),
            format!("Client told of her visits ({})", visits.len()),
        ),
        RegionEvent::FellIll { illness } => {
            let (who, from, until) =
                (names.person(illness.person), wording::day(illness.from), wording::day(illness.until));
            HistoryLine::new(
                format!("Ziek: {who}, {} tot en met {}", from.nl, until.nl),
                format!("Ill: {who}, {} to {}", from.en, until.en),
            )
        }
        RegionEvent::Recovered { person } => {
            let who = names.person(*person);
            HistoryLine::new(format!("Weer beter: {who}"), format!("Well again: {who}"))
        }
        _ => HistoryLine::new("Rooster gewijzigd", "Roster changed"),
    }
}

fn of_decision(event: &RegionEvent) -> HistoryLine {
    match event {
        RegionEvent::Decided { decision, .. } => {
            let from = wording::day(decision.from);
            let (nl, en) = match decision.organising {
                Organising::Centralise => ("Besluit: postnatale zorg centreren", "Decided: centralise postnatal care"),
                Organising::EndCentralising => ("Besluit: niet meer centreren", "Decided: no longer centralise"),
                Organising::Withdraw => {
                    let (nl, en) =
                        ("Laatste besluit over centreren ingetrokken", "Latest decision on centralising withdrawn");
                    return HistoryLine::new(nl.to_owned(), en.to_owned()).saying(&decision.reason);
                }
            };
            HistoryLine::new(format!("{nl}, vanaf {}", from.nl), format!("{en}, from {}", from.en))
                .saying(&decision.reason)
        }
        RegionEvent::ToldPartner { told } => {
            let partner = wording::partner(told.partner);
            HistoryLine::new(format!("Ingelicht: {}", partner.nl), format!("Told: {}", partner.en)).saying(&told.how)
        }
        _ => HistoryLine::new("Besluit", "Decision"),
    }
}
