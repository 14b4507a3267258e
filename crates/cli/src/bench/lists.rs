//! How long *Vandaag*, a page of the caseload and opening a case take, on a smaller and a larger region.

use std::time::{Duration, Instant};

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use regie_app::{App, AppError, CaseFilter, CaseSort, Clock, Ids};
use regie_care::ids::CaseId;
use regie_care::seat::{Role, Seat};
use regie_store::Store;

use super::report::{Section, Target, Unit};
use super::scratch::Scratch;
use super::spread::Spread;
use crate::failure::Failure;
use crate::fill;
use crate::region::Plan;
use crate::traffic;

/// Lines of a page of the caseload.
const PAGE: u32 = 50;
/// Requests before the first that counts: statements are prepared, connections open.
const WARM_UP: usize = 100;

/// What is asked.
#[derive(Debug, Clone, Copy)]
enum List {
    Today,
    Caseload,
    Case,
}

const LISTS: [(List, &str); 3] =
    [(List::Today, "Vandaag"), (List::Caseload, "caseload page"), (List::Case, "opening a case")];

pub async fn measure(scratch: &Scratch<'_>, sizes: [u32; 2], time: Duration) -> Result<Section, Failure> {
    let [smaller, larger] = sizes;
    let few = at(scratch, smaller, time).await?;
    let many = at(scratch, larger, time).await?;
    let mut section = Section::new(format!("lists, {}: {smaller} and {larger} cases", scratch.name()));
    for (((_, name), few), many) in LISTS.iter().zip(&few).zip(&many) {
        section.figure(format!("{name}, p50 at {smaller}"), few.percentile(50), Unit::Milliseconds);
        section.figure(format!("{name}, p99 at {smaller}"), few.percentile(99), Unit::Milliseconds);
        section.figure(format!("{name}, p50 at {larger}"), many.percentile(50), Unit::Milliseconds);
        let p99 = many.percentile(99);
        section.judged(format!("{name}, p99 at {larger}"), p99, Unit::Milliseconds, Target::Below(10.0));
        let growth = p99 / few.percentile(99);
        section.judged(format!("{name}, p99 at {larger} / {smaller}"), growth, Unit::Times, Target::AtMost(1.5));
    }
    let counts: Vec<String> =
        few.iter().zip(&many).map(|(few, many)| format!("{} and {}", few.count(), many.count())).collect();
    section.note(format!("random people and cases, one request at a time; requests: {}", counts.join(", ")));
    Ok(section)
}

/// The times of each list on a region of this size.
async fn at(scratch: &Scratch<'_>, cases: u32, time: Duration) -> Result<Vec<Spread>, Failure> {
    let place = scratch.make(&format!("lists_{cases}")).await?;
    let app = filled(&place.url, cases).await?;
    let directory = app.directory();
    let staff = directory.people.values().flat_map(|person| {
        let seats = person.roles.iter().filter(|(_, role)| matches!(role, Role::Midwife | Role::Doctor));
        seats.map(|(org, _)| Seat::new(person.id, *org))
    });
    let mut staff: Vec<Seat> =
        staff.filter(|seat| directory.kind(seat.org).is_some_and(|kind| kind.line().is_some())).collect();
    staff.sort_unstable_by_key(|seat| (seat.person, seat.org));
    let open = traffic::open_cases(&app).await?;
    let mut rng = StdRng::seed_from_u64(super::SEED);
    let mut spreads = Vec::new();
    for (list, _) in LISTS {
        let mut times = Vec::new();
        let mut asked = 0;
        let mut started = Instant::now();
        while started.elapsed() < time {
            let seat = staff[rng.random_range(0..staff.len())];
            let case = open[rng.random_range(0..open.len())];
            let before = Instant::now();
            ask(&app, list, seat, case).await?;
            asked += 1;
            match asked {
                0..WARM_UP => started = Instant::now(),
                _ => times.push(before.elapsed()),
            }
        }
        spreads.push(Spread::of(times));
    }
    app.store().close().await;
    place.remove().await?;
    Ok(spreads)
}

/// A region of this size in an empty database.
pub async fn filled(url: &str, cases: u32) -> Result<App, Failure> {
    let store = Store::open(url).await?;
    let app = App::new(store, Clock::System, Ids::unpredictable()).await?;
    let plan = Plan { seed: super::SEED, cases, today: app.moment().today };
    fill::fill(app.store(), &app.pathways(), plan).await?;
    app.refresh_directory().await?;
    Ok(app)
}

async fn ask(app: &App, list: List, seat: Seat, case: (CaseId, Seat)) -> Result<(), AppError> {
    match list {
        List::Today => app.today(seat).await.map(drop),
        List::Caseload => app.caseload(seat, &CaseFilter::default(), CaseSort::Name, None, PAGE).await.map(drop),
        List::Case => app.case_file(case.1, case.0).await.map(drop),
    }
}
