//! A small region for this room's tests: organisations of every kind, the people who work there, the pathway for
//! asylum seekers, and a case that was just opened.
//!
//! Everything is fixed: the same ids, names and days in every test.
#![allow(clippy::expect_used, reason = "test fixtures: a broken fixture must stop the test loudly")]
#![allow(dead_code, reason = "a region to pick from; not every test meets everyone")]

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use regie_pathway as pathway;
use ulid::Ulid;

use crate::case::records::TeamMember;
use crate::case::{self, Case, CaseCommand, CaseEvent, Context, OpenCase, Recorded, Refusal};
use crate::directory::Directory;
use crate::ids::{CaseId, ClientId, MeetingId, OrgId, PersonId};
use crate::organisation::{ContactPoints, Organisation};
use crate::pathways::Pathways;
use crate::person::{Absence, Person};
use crate::policy::CaseAction;
use crate::seat::{Actor, OrgKind, Role, Seat};

/// The case that `opened_case` makes.
pub const CASE: CaseId = CaseId::new(Ulid(1));
/// Its client.
pub const CLIENT: ClientId = ClientId::new(Ulid(2));
/// A VSV meeting.
pub const VSV: MeetingId = MeetingId::new(Ulid(3));
/// Another meeting.
pub const CLIENT_MEETING: MeetingId = MeetingId::new(Ulid(4));

/// Midwife practice in Ter Apel; it opened the case.
pub const PRACTICE: OrgId = OrgId::new(Ulid(101));
/// Midwife practice in the south, in another network.
pub const OTHER_PRACTICE: OrgId = OrgId::new(Ulid(102));
/// Hospital: second line.
pub const HOSPITAL: OrgId = OrgId::new(Ulid(103));
/// GP.
pub const GP: OrgId = OrgId::new(Ulid(104));
/// Health centre at the site in Ter Apel.
pub const GC_A: OrgId = OrgId::new(Ulid(105));
/// Health centre at the site in the south.
pub const OTHER_GC_A: OrgId = OrgId::new(Ulid(106));
/// Reception agency at Ter Apel.
pub const COA: OrgId = OrgId::new(Ulid(107));
/// Reception agency in the south.
pub const OTHER_COA: OrgId = OrgId::new(Ulid(108));
/// Youth health care.
pub const JGZ: OrgId = OrgId::new(Ulid(109));
/// Maternity care.
pub const KRAAMZORG: OrgId = OrgId::new(Ulid(110));
/// Veilig Thuis.
pub const VEILIG_THUIS: OrgId = OrgId::new(Ulid(111));

/// Midwife at the practice: the case manager.
pub const JOKE: Seat = Seat::new(PersonId::new(Ulid(201)), PRACTICE);
/// Midwife at the practice: her deputy.
pub const FATMA: Seat = Seat::new(PersonId::new(Ulid(202)), PRACTICE);
/// Midwife at the practice: a third one.
pub const MARIE: Seat = Seat::new(PersonId::new(Ulid(203)), PRACTICE);
/// Assistant at the practice.
pub const INGE: Seat = Seat::new(PersonId::new(Ulid(204)), PRACTICE);
/// Midwife at the practice in the south.
pub const NADIA: Seat = Seat::new(PersonId::new(Ulid(205)), OTHER_PRACTICE);
/// Her colleague.
pub const LOTTE: Seat = Seat::new(PersonId::new(Ulid(206)), OTHER_PRACTICE);
/// Obstetrician at the hospital.
pub const SANNE: Seat = Seat::new(PersonId::new(Ulid(207)), HOSPITAL);
/// Midwife at the hospital.
pub const TESS: Seat = Seat::new(PersonId::new(Ulid(208)), HOSPITAL);
/// Doctor at the GP's.
pub const GUUS: Seat = Seat::new(PersonId::new(Ulid(209)), GP);
/// Nurse at the GC A.
pub const NOOR: Seat = Seat::new(PersonId::new(Ulid(210)), GC_A);
/// At the COA: logistics.
pub const COEN: Seat = Seat::new(PersonId::new(Ulid(211)), COA);
/// Nurse at the JGZ.
pub const JEF: Seat = Seat::new(PersonId::new(Ulid(212)), JGZ);
/// Maternity nurse.
pub const KAAT: Seat = Seat::new(PersonId::new(Ulid(213)), KRAAMZORG);
/// The network's coordinator, seated at the hospital.
pub const REGINA: Seat = Seat::new(PersonId::new(Ulid(214)), HOSPITAL);
/// Keeps the practice's accounts.
pub const ADA: Seat = Seat::new(PersonId::new(Ulid(215)), PRACTICE);

const ORGS: [(OrgId, &str, OrgKind, &str); 11] = [
    (PRACTICE, "Verloskundigen Ter Apel", OrgKind::MidwifePractice, "VSV Emmen"),
    (OTHER_PRACTICE, "Verloskundigen Budel", OrgKind::MidwifePractice, "VSV Weert"),
    (HOSPITAL, "Ziekenhuis Emmen", OrgKind::Hospital, "VSV Emmen"),
    (GP, "Huisartsen Ter Apel", OrgKind::Gp, "VSV Emmen"),
    (GC_A, "GC A Ter Apel", OrgKind::GcA, "VSV Emmen"),
    (OTHER_GC_A, "GC A Budel", OrgKind::GcA, "VSV Weert"),
    (COA, "COA Ter Apel", OrgKind::Coa, "VSV Emmen"),
    (OTHER_COA, "COA Budel", OrgKind::Coa, "VSV Weert"),
    (JGZ, "JGZ Groningen", OrgKind::Jgz, "VSV Emmen"),
    (KRAAMZORG, "Kraamzorg Noord", OrgKind::Kraamzorg, "VSV Emmen"),
    (VEILIG_THUIS, "Veilig Thuis Drenthe", OrgKind::VeiligThuis, "VSV Emmen"),
];

const PEOPLE: [(Seat, &str, Role); 15] = [
    (JOKE, "Joke de Vries", Role::Midwife),
    (FATMA, "Fatma Yildiz", Role::Midwife),
    (MARIE, "Marie Jansen", Role::Midwife),
    (INGE, "Inge Bos", Role::Assistant),
    (NADIA, "Nadia el Amrani", Role::Midwife),
    (LOTTE, "Lotte Peeters", Role::Midwife),
    (SANNE, "Sanne Mulder", Role::Doctor),
    (TESS, "Tess Hendriks", Role::Midwife),
    (GUUS, "Guus Dekker", Role::Doctor),
    (NOOR, "Noor Smit", Role::Nurse),
    (COEN, "Coen Visser", Role::Logistics),
    (JEF, "Jef Maas", Role::Nurse),
    (KAAT, "Kaat Postma", Role::Nurse),
    (REGINA, "Regina Kok", Role::Coordinator),
    (ADA, "Ada Prins", Role::Administrator),
];

static DIRECTORY: LazyLock<Directory> = LazyLock::new(directory);
static PATHWAYS: LazyLock<Pathways> = LazyLock::new(pathways);

/// A day of the fixtures' year: `day(3, 2)` is 2 March 2026, the Monday on which the case opens.
pub fn day(month: i8, day: i8) -> Date {
    Date::new(2026, month, day).expect("a day of 2026")
}

/// The day on which `opened_case` opens.
pub fn opening_day() -> Date {
    day(3, 2)
}

/// The client's due date: 8w0d on the opening day.
pub fn due_date() -> Date {
    day(10, 12)
}

/// The pathway for asylum seekers.
pub fn az() -> pathway::PathwayId {
    pathway::PathwayId::from("az-verloskunde")
}

/// A command on it.
pub fn on_az(command: pathway::Command) -> CaseCommand {
    CaseCommand::Pathway { pathway: az(), command }
}

/// The organisations and people above; nobody is away and nobody is on duty.
pub fn directory() -> Directory {
    let mut directory = Directory::default();
    for (id, name, kind, network) in ORGS {
        let contact = ContactPoints {
            phone: "0599-100100".to_owned(),
            emergency: "0599-112112".to_owned(),
            ..ContactPoints::default()
        };
        let (name, network) = (name.to_owned(), network.to_owned());
        directory.orgs.insert(id, Organisation { id, name, kind, network, contact, duty: Vec::new(), ended: false });
    }
    for (seat, name, role) in PEOPLE {
        let person = Person {
            id: seat.person,
            name: name.to_owned(),
            phone: "06-10203040".to_owned(),
            roles: BTreeMap::from([(seat.org, role)]),
            absences: Vec::new(),
        };
        directory.people.insert(person);
    }
    directory
}

/// The same directory with one person away from `from` until `until`.
pub fn directory_without(seat: Seat, from: Date, until: Option<Date>) -> Directory {
    let mut directory = directory();
    directory.people.change(seat.person, |person| person.absences.push(Absence { from, until }));
    directory
}

/// The pathway for asylum seekers as it ships.
pub fn pathways() -> Pathways {
    let mut pathways = Pathways::default();
    let text = include_str!("../../../pathways/az-verloskunde/pathway.toml");
    pathways.add(pathway::Definition::parse("pathways/az-verloskunde/pathway.toml", text).expect("a valid pathway"));
    pathways
}

/// Giving a command, as the policy is asked about it.
pub fn gives(command: &CaseCommand) -> CaseAction<'_> {
    CaseAction::Command(command, &PATHWAYS)
}

/// Nine in the morning in the Netherlands.
pub fn morning(date: Date) -> Timestamp {
    let zone = TimeZone::get("Europe/Amsterdam").expect("a known zone");
    date.at(9, 0, 0, 0).to_zoned(zone).expect("an existing moment").timestamp()
}

/// Circumstances: this person acts on this day, nobody is away.
pub fn ctx(actor: Seat, date: Date) -> Context<'static> {
    ctx_in(&DIRECTORY, actor, date)
}

/// The same in a directory of one's own.
pub fn ctx_in(directory: &Directory, actor: Seat, date: Date) -> Context<'_> {
    let (actor, now, meetings) = (Actor::Person(actor), morning(date), &crate::case::context::NO_MEETINGS);
    Context { actor, now, today: date, directory, pathways: &PATHWAYS, meetings }
}

/// Regie itself acts on this day.
pub fn system(date: Date) -> Context<'static> {
    Context { actor: Actor::System, ..ctx(JOKE, date) }
}

/// Who and when, as the journal would record it.
pub fn recorded(ctx: &Context<'_>) -> Recorded {
    Recorded { by: ctx.actor, at: ctx.now }
}

/// Joke opens a case with Fatma as deputy, 8 weeks pregnant, and the whole team around the client.
pub fn opening() -> OpenCase {
    let team = [
        (OrgKind::Gp, GP),
        (OrgKind::GcA, GC_A),
        (OrgKind::Coa, COA),
        (OrgKind::Jgz, JGZ),
        (OrgKind::Kraamzorg, KRAAMZORG),
    ];
    OpenCase {
        client: CLIENT,
        case_manager: JOKE,
        deputy: FATMA,
        on: opening_day(),
        pathway: az(),
        anchors: BTreeMap::from([(pathway::AnchorId::from("due"), due_date())]),
        facts: BTreeMap::new(),
        team: team.map(|(role, org)| TeamMember { role, org, contact_person: None }).to_vec(),
    }
}

/// The case just after `opening`.
pub fn opened_case() -> Case {
    case_of(&opening())
}

/// The case just after an opening of one's own.
pub fn case_of(opening: &OpenCase) -> Case {
    let ctx = ctx(opening.case_manager, opening.on);
    let events = case::decide::open(CASE, opening, &ctx, &[]).expect("a valid opening");
    case::replay(CASE, events.into_iter().map(|event| (event, recorded(&ctx)))).expect("a case that begins with Opened")
}

/// Decides a command and adds its events to the case; a refusal leaves the case as it was.
pub fn give(case: &mut Case, ctx: &Context<'_>, command: &CaseCommand) -> Result<Vec<CaseEvent>, Refusal> {
    let events = case::decide(case, command, ctx)?;
    for event in &events {
        case::evolve(case, event, recorded(ctx));
    }
    Ok(events)
}

/// As a journal may hold it from before: answered with yes past the table that decides it.
pub fn indicated(case: &mut Case, ctx: &Context<'_>, pathway: &str, fact: &str) {
    let (fact, value) = (fact.into(), regie_pathway::FactValue::YesNo(true));
    let event = regie_pathway::Event::FactSet { fact, value };
    apply(case, ctx, &[CaseEvent::Pathway { pathway: pathway.into(), event, sealed: false }]);
}

/// Adds events to the case.
pub fn apply(case: &mut Case, ctx: &Context<'_>, events: &[CaseEvent]) {
    for event in events {
        case::evolve(case, event, recorded(ctx));
    }
}

/// A step that is done, with whom and which day the pathways ask that come with Regie: a clinic that is not in the directory,
/// on that same day.
pub fn done(step: &str, on: Date, outcome: Option<&str>) -> pathway::Command {
    let clinic = || pathway::Whom::Elsewhere { name: "POP-poli".to_owned() };
    let (refers, makes) = (["refer-relevant", "refer-specialised"].contains(&step), step == "make-appointment");
    pathway::Command::Complete {
        step: step.into(),
        nth: None,
        on,
        outcome: outcome.map(Into::into),
        words: None,
        whom: (refers || makes).then(clinic),
        day: makes.then_some(on),
    }
}
