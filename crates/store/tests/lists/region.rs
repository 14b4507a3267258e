//! Rows to ask lists about: a practice, a hospital, a few cases.

use std::fmt::Debug;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::Date;
use regie_care::case::records::{HandoverCode, Recorded, Urgency};
use regie_care::client::fold_name;
use regie_care::ids::{CaseId, ClientId, OrgId, PersonId};
use regie_care::seat::{Actor, Line};
use regie_care::view::{
    CaseRow, ClientRow, DeputyRow, InvolvedRow, Lane, PersonRow, Phase, Relation, ViewRow, WorkKind, WorkRow,
};
use regie_pathway::{ContentHash, Text};
use regie_store::{Commit, Store, views};

/// The id with this number.
pub fn id<T: FromStr<Err: Debug>>(number: u32) -> T {
    format!("{number:026}").parse().unwrap()
}

pub fn practice() -> OrgId {
    id(101)
}

pub fn other_practice() -> OrgId {
    id(102)
}

pub fn hospital() -> OrgId {
    id(103)
}

pub fn coa() -> OrgId {
    id(107)
}

pub fn joke() -> PersonId {
    id(201)
}

pub fn fatma() -> PersonId {
    id(202)
}

pub fn marie() -> PersonId {
    id(203)
}

/// A day of 2026.
pub fn day(month: i8, day: i8) -> Date {
    Date::new(2026, month, day).unwrap()
}

/// Writes rows as a commit would, without events.
pub async fn write(store: &Store, rows: &[ViewRow]) {
    let mut commit = Commit::new(Timestamp::UNIX_EPOCH, "system");
    commit.rows = rows.iter().map(views::put).collect();
    store.commit(commit).await.unwrap();
}

/// Joke's case in its pregnancy; the client has the same number.
pub fn case(number: u32) -> CaseRow {
    CaseRow {
        case: id(number),
        client: id(number),
        org: practice(),
        practice: practice(),
        case_manager: joke(),
        first_line: joke(),
        phase: Phase::Pregnancy,
        line: Line::First,
        due: Some(day(10, 12)),
        born: None,
        first_child: None,
        caesarean: None,
        in_hospital: None,
        died: None,
        opened_on: day(3, 2),
        closed_on: None,
        next_until: None,
        next_planned: None,
        next_sealed: None,
        next_due: None,
        urgent: 0,
        pinned: [("az-verloskunde".into(), ContentHash::from("0a1b"))].into(),
    }
}

pub fn client(number: u32, given: &str, family: &str) -> ClientRow {
    ClientRow {
        client: id(number),
        family_name: family.to_owned(),
        given_name: given.to_owned(),
        search: fold_name(&format!("{family} {given}")),
        birth_date: None,
        bsn: None,
        v_number: None,
        source_number: None,
        language: "Tigrinya".to_owned(),
        interpreter: true,
        phone: String::new(),
        site: "AZC Ter Apel".to_owned(),
        merged_into: None,
        registered: Recorded { by: Actor::System, at: Timestamp::UNIX_EPOCH },
        suspicions: 0,
    }
}

pub fn involved(org: OrgId, number: u32, relation: Relation) -> ViewRow {
    ViewRow::Involved(InvolvedRow { org, case: id(number), relation, open: true, until: None })
}

/// A deputyship for Joke.
pub fn deputy(number: u32, no: u32, deputy: PersonId, from: Date, until: Option<Date>) -> ViewRow {
    deputy_of(joke(), number, no, deputy, from, until)
}

/// A deputyship for a case manager of the practice.
pub fn deputy_of(absent: PersonId, number: u32, no: u32, deputy: PersonId, from: Date, until: Option<Date>) -> ViewRow {
    ViewRow::Deputy(DeputyRow { case: id(number), no, deputy, org: practice(), absent, from, until })
}

pub fn person(person: PersonId, name: &str) -> ViewRow {
    ViewRow::Person(PersonRow { person, search: fold_name(name) })
}

/// A case with its client and its practice's relation to it.
pub fn whole(case: CaseRow, client: ClientRow) -> Vec<ViewRow> {
    let open = case.phase != Phase::Closed;
    let accountable =
        InvolvedRow { org: case.org, case: case.case, relation: Relation::Accountable, open, until: None };
    vec![ViewRow::Case(case), ViewRow::Client(client), ViewRow::Involved(accountable)]
}

/// A step to do from one day until another.
pub fn step(number: u32, name: &str, owner: PersonId, from: Date, until: Date) -> WorkRow {
    WorkRow {
        case: id(number),
        item: format!("step:az-verloskunde:{name}:1"),
        owner: Some(owner),
        org: practice(),
        lane: Lane::Todo,
        work: WorkKind::Step {
            pathway: "az-verloskunde".to_owned(),
            step: name.to_owned(),
            nth: 1,
            planned: Some(from),
            required: true,
            late: false,
            waits: false,
            delegated_to: Some(marie()),
        },
        from,
        target: from,
        until,
        title: Text::new("Geboorteplan bespreken", "Discuss the birth plan"),
        sealed: false,
    }
}

/// A handover to an organisation that waits for its answer.
pub fn handover_in(number: u32, org: OrgId, owner: Option<PersonId>, until: Date) -> WorkRow {
    let handover = WorkKind::Handover { no: 1, code: HandoverCode::Relocation, other: practice(), alarmed: true };
    WorkRow {
        item: "handover-in:1".to_owned(),
        owner,
        org,
        lane: Lane::Answer,
        work: handover,
        ..step(number, "", joke(), day(5, 11), until)
    }
}

/// One line of work of every kind, on one case.
pub fn every_kind(number: u32) -> Vec<WorkRow> {
    let at = "2026-05-11T07:40:00.123456Z".parse().unwrap();
    let kinds = [
        WorkKind::Signal { no: 1, urgency: Urgency::Urgent, taken_by: Some(fatma()), at, heard_by: None },
        WorkKind::Action { no: 2 },
        WorkKind::Handover { no: 3, code: HandoverCode::Acute, other: hospital(), alarmed: false },
        WorkKind::Letter { no: 4 },
        WorkKind::Feedback { no: 5, from: Some(hospital()) },
        WorkKind::Result { no: 6, from: hospital() },
        WorkKind::SharingRequest,
    ];
    let rows = kinds.into_iter().enumerate().map(|(index, work)| WorkRow {
        item: format!("item:{index}"),
        work,
        title: Text::new("Sélam \"zegt\" 'ja'", "Sélam says yes"),
        ..step(number, "", joke(), day(5, 11), day(5, 12))
    });
    rows.chain([step(number, "birth-plan", joke(), day(5, 11), day(5, 12))]).collect()
}

pub fn numbers(cases: impl IntoIterator<Item = CaseId>) -> Vec<u32> {
    cases.into_iter().map(|case| case.to_string().parse().unwrap()).collect()
}

pub fn client_numbers(clients: &[ClientRow]) -> Vec<u32> {
    clients.iter().map(|row| ClientId::to_string(&row.client).parse().unwrap()).collect()
}

/// The numbers of an empty list.
pub const NOBODY: [u32; 0] = [];
