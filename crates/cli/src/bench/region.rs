//! How long it takes to plan a large region again when a midwife falls ill, through the use cases, and how much memory that
//! takes: 60 midwives, 500 women in care.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use jiff::civil::Date;
use regie_app::{App, AppError, Clock, Ids, Request, Story, shipped_pathways};
use regie_care::case::{CaseCommand, OpenCase};
use regie_care::client::{Identity, RegisterClient};
use regie_care::identity::VNumber;
use regie_care::ids::{OrgId, PersonId};
use regie_care::organisation::{ContactPoints, RegisterOrg};
use regie_care::person::{PersonCommand, RegisterPerson};
use regie_care::postnatal::BirthDetails;
use regie_care::region::{Illness, Occasion, Place, RegionCommand, Visitor};
use regie_care::seat::{Actor, OrgKind, Role, Seat};
use regie_pathway::Command;
use regie_store::Store;

use super::SEED;
use super::report::{Section, Target, Unit};
use super::scratch::Scratch;
use crate::failure::Failure;
use crate::region::at;

const MIDWIVES: usize = 60;
const WOMEN: u32 = 500;
const PRACTICES: usize = 10;
const PLACES: usize = 25;
/// A day of work like any other.
const TODAY: Date = Date::constant(2026, 11, 24);
/// How long an illness lasts.
const ILL_DAYS: i64 = 5;

/// The region's people.
struct People {
    midwives: Vec<Seat>,
    planner: Seat,
}

pub async fn measure() -> Result<Section, Failure> {
    let place = Scratch::Sqlite.make("region").await?;
    let store = Store::open(&place.url).await?;
    let people = write(&store).await?;
    let app = App::new(store.clone(), Clock::standing_at(at(TODAY, 8, 0)), Ids::seeded(SEED)).await?;
    set_up(&app, &people).await?;
    let mut section =
        Section::new(format!("region: {MIDWIVES} midwives and {WOMEN} women in care, planned through the use cases"));
    let first = propose(&app, &people, Occasion::Days).await?;
    accept(&app, &people).await?;
    section.judged("the first roster", milliseconds(first), Unit::Milliseconds, Target::Below(10_000.0));
    let ill = people.midwives[7].person;
    let illness = Illness { person: ill, from: TODAY, until: crate::region::later(TODAY, ILL_DAYS) };
    command(&app, &people, RegionCommand::FallIll { illness }).await?;
    let again = propose(&app, &people, Occasion::Illness { person: ill }).await?;
    section.judged("planned again, a midwife ill", milliseconds(again), Unit::Milliseconds, Target::Below(10_000.0));
    accept(&app, &people).await?;
    let begun = Instant::now();
    let board = app.week_board(people.planner, None).await?;
    section.judged("the week board", milliseconds(begun.elapsed()), Unit::Milliseconds, Target::Below(1_000.0));
    let begun = Instant::now();
    app.urgent_visits(people.planner).await?;
    section.judged(
        "what cannot wait, on Vandaag",
        milliseconds(begun.elapsed()),
        Unit::Milliseconds,
        Target::Below(20.0),
    );
    if let Some(bytes) = peak_memory() {
        section.judged("peak memory of the program", bytes, Unit::Bytes, Target::Below(1_000_000_000.0));
    }
    let known = board.women.iter().filter(|woman| woman.keeps_known_face).count();
    section.note(format!(
        "{} visits planned, {} not; {known} of {} women keep a known face; {} faces per thousand women",
        board.figures.planned,
        board.waiting.len(),
        board.women.len(),
        board.figures.faces
    ));
    store.close().await;
    place.remove().await?;
    Ok(section)
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

/// The most memory that this process has had; only where the system says so.
fn peak_memory() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1_024.0)
}

fn request(people: &People) -> Request {
    Request::by(Actor::Person(people.planner))
}

async fn command(app: &App, people: &People, command: RegionCommand) -> Result<(), AppError> {
    app.command_region(&request(people), &command).await.map(drop)
}

async fn accept(app: &App, people: &People) -> Result<(), AppError> {
    command(app, people, RegionCommand::Accept).await
}

async fn propose(app: &App, people: &People, occasion: Occasion) -> Result<Duration, AppError> {
    let begun = Instant::now();
    app.propose_roster(&request(people), occasion).await?;
    Ok(begun.elapsed())
}

/// Who visits, and where.
async fn set_up(app: &App, people: &People) -> Result<(), AppError> {
    for number in 0..PLACES {
        // Five by five, seven kilometres apart.
        let (row, column) = (i64::try_from(number / 5).unwrap_or(0), i64::try_from(number % 5).unwrap_or(0));
        let place = Place {
            name: name_of(number),
            latitude: 52_800_000 + row * 63_000,
            longitude: 6_600_000 + column * 104_000,
        };
        command(app, people, RegionCommand::SetPlace { place }).await?;
    }
    for (number, seat) in people.midwives.iter().enumerate() {
        let first = u8::try_from(number % 7).unwrap_or(0);
        let weekdays: BTreeSet<u8> = (0..5).map(|day| (first + day) % 7 + 1).collect();
        let visitor = Visitor {
            person: seat.person,
            weekdays,
            from: 9 * 60,
            until: 17 * 60,
            heel_prick: number % 6 != 0,
            infected_households: false,
            base: name_of(number % PLACES),
        };
        command(app, people, RegionCommand::SetVisitor { visitor }).await?;
    }
    Ok(())
}

fn name_of(place: usize) -> String {
    format!("Dorp {}", place + 1)
}

/// Tells the region and writes it.
async fn write(store: &Store) -> Result<People, Failure> {
    let pathways = Arc::new(shipped_pathways()?);
    let mut story = Story::new(&pathways, SEED);
    let people = hire(&mut story)?;
    let mut commits = story.take_commits();
    for number in 0..WOMEN {
        tell(&mut story, &people, number)?;
        commits.extend(story.take_commits());
    }
    for outcome in store.load_bulk(commits).await.map_err(AppError::from)? {
        outcome.map_err(AppError::from)?;
    }
    Ok(people)
}

fn hire(story: &mut Story) -> Result<People, AppError> {
    let began = moment(-400);
    let mut practices: Vec<OrgId> = Vec::new();
    for number in 0..PRACTICES {
        let practice = RegisterOrg {
            name: format!("Praktijk {}", number + 1),
            org_kind: OrgKind::MidwifePractice,
            network: "VSV Groot".to_owned(),
            contact: ContactPoints { phone: "050-5550100".to_owned(), ..ContactPoints::default() },
        };
        practices.push(story.register_org(began, &practice)?);
    }
    let mut join = |name: String, org: OrgId, role: Role| -> Result<Seat, AppError> {
        let person: PersonId =
            story.register_person(began, &RegisterPerson { name, phone: "06-55500100".to_owned() })?;
        story.command_person(began, person, &PersonCommand::Join { org, role })?;
        Ok(Seat::new(person, org))
    };
    let midwives = (0..MIDWIVES)
        .map(|number| join(format!("Verloskundige {}", number + 1), practices[number % PRACTICES], Role::Midwife))
        .collect::<Result<_, _>>()?;
    let planner = join("Planner".to_owned(), practices[0], Role::Coordinator)?;
    Ok(People { midwives, planner })
}

/// A woman who gave birth in the last ten days.
fn tell(story: &mut Story, people: &People, number: u32) -> Result<(), AppError> {
    let at = number as usize % MIDWIVES;
    let manager = people.midwives[at];
    let deputy = people.midwives[(at + PRACTICES) % MIDWIVES];
    let born = crate::region::later(TODAY, -i64::from(number % 10) - 1);
    let entry = crate::region::later(TODAY, -150);
    let identity = Identity {
        family_name: format!("Client{number}"),
        given_name: "Vrouw".to_owned(),
        v_number: VNumber::parse(&format!("23012{number:05}")).ok(),
        site: name_of(number as usize * 7 % PLACES),
        ..Identity::default()
    };
    let actor = Actor::Person(manager);
    let client = story.register_client(moment(-150), actor, &RegisterClient { identity })?;
    let opening = OpenCase {
        client,
        case_manager: manager,
        deputy,
        on: entry,
        pathway: "az-verloskunde".into(),
        anchors: [("due".into(), crate::region::later(born, i64::from(number % 13) - 6))].into(),
        facts: [].into(),
        team: Vec::new(),
    };
    let case = story.open_case(moment(-150), actor, &opening)?;
    let on_that_day = crate::region::at(born, 20, 0);
    story.command_case(crate::region::at(born, 0, 0), Actor::System, case, &CaseCommand::Tick)?;
    let outcome = Some(if number.is_multiple_of(3) { "colleague" } else { "case-manager" }.into());
    let birth = Command::complete("birth", born).with_outcome(outcome);
    story.command_case(
        on_that_day,
        actor,
        case,
        &CaseCommand::Pathway { pathway: "az-verloskunde".into(), command: birth },
    )?;
    let at = u16::try_from(number * 37 % 1_440).ok();
    let birth = BirthDetails { at, ..BirthDetails::default() };
    let noted = on_that_day.saturating_add(jiff::SignedDuration::from_mins(5)).unwrap_or(on_that_day);
    story.command_case(noted, actor, case, &CaseCommand::DetailBirth { birth })?;
    story.forget(case);
    Ok(())
}

/// So many days before today, in the morning.
fn moment(days: i64) -> Timestamp {
    at(crate::region::later(TODAY, days), 9, 0)
}
