//! The demo region's postnatal visits: who visits and where, and a fortnight in which too few do. Nothing is planned yet:
//! that is for whoever tries it.

use std::collections::BTreeSet;

use jiff::civil::{Date, Weekday};
use regie_app::{App, AppError, Request};
use regie_care::person::{Absence, PersonCommand};
use regie_care::region::{Place, RegionCommand, Visitor};
use regie_care::seat::{Actor, Role, Seat};

use super::{Player, shift};

/// The sites with where they are, in millionths of a degree.
const PLACES: [(&str, i64, i64); 4] = [
    ("AZC Ter Apel", 52_877_500, 7_059_700),
    ("AZC Delfzijl", 53_330_500, 6_918_600),
    ("AZC Zutphen", 52_140_100, 6_194_300),
    ("AZC Dronten", 52_524_900, 5_717_600),
];

/// Who visits: login, from which place, on how many weekdays from Monday on, and whether she has leave in the fortnight that
/// falls short.
const VISITORS: [(&str, usize, u8, bool); 8] = [
    ("joke", 0, 5, false),
    ("selin", 0, 7, true),
    ("anne", 0, 7, true),
    ("mirjam", 1, 7, true),
    ("femke", 1, 7, true),
    ("karin", 2, 7, true),
    ("eline", 2, 7, true),
    ("hanneke", 3, 7, true),
];

/// Leave begins on the first Saturday that is at least so many days ahead, and lasts a fortnight.
const AHEAD: i64 = 14;
const LEAVE: i64 = 15;

/// Sets up the region of the first block's coordinator.
///
/// # Errors
/// When the rules refuse something that was taken for granted.
pub async fn set_up(app: &App, players: &[Player], today: Date) -> Result<(), AppError> {
    let player = |login: &str| players.iter().find(|player| player.login == login);
    let Some(coordinator) = players.iter().find(|player| player.role == Role::Coordinator) else { return Ok(()) };
    let directory = app.directory();
    let roles = directory.person(coordinator.person).map(|person| person.roles.clone()).unwrap_or_default();
    let Some(org) = roles.keys().next() else { return Ok(()) };
    let request = Request::by(Actor::Person(Seat::new(coordinator.person, *org)));
    for (name, latitude, longitude) in PLACES {
        let place = Place { name: name.to_owned(), latitude, longitude };
        app.command_region(&request, &RegionCommand::SetPlace { place }).await?;
    }
    let mut from = shift(today, AHEAD);
    while from.weekday() != Weekday::Saturday {
        from = shift(from, 1);
    }
    for (login, place, days, leave) in VISITORS {
        let Some(player) = player(login) else { continue };
        let visitor = Visitor {
            person: player.person,
            weekdays: (1..=days).collect::<BTreeSet<u8>>(),
            from: 9 * 60,
            until: 16 * 60,
            heel_prick: login != "anne",
            infected_households: false,
            base: PLACES[place].0.to_owned(),
        };
        app.command_region(&request, &RegionCommand::SetVisitor { visitor }).await?;
        if leave {
            let absence = Absence { from, until: Some(shift(from, LEAVE)) };
            let away = PersonCommand::SetAbsence { absence };
            app.command_person(&Request::by(Actor::System), player.person, &away).await?;
        }
    }
    Ok(())
}
