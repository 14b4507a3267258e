//! The small region of the policy's tests: one organisation for every relation to one case, everyone in every role.
#![allow(clippy::unwrap_used, reason = "a broken fixture must stop the test loudly")]

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::{Date, date};
use regie_pathway as pathway;
use ulid::Ulid;

use crate::case::records::{
    ActionPlan, Agreement, Channel, Contact, Deputyship, Direction, Expectation, HandoverKind, Proposal, Situation,
    TeamMember, With,
};
use crate::case::state::{
    ActionLife, ActionRecord, ContactRecord, ExpectationLife, ExpectationRecord, HandoverLife, HandoverRecord, Intake,
    Run,
};
use crate::case::{Case, CaseCommand};
use crate::directory::Directory;
use crate::ids::{CaseId, ClientId, MeetingId, OrgId, PersonId};
use crate::organisation::{ContactPoints, Organisation};
use crate::person::Person;
use crate::seat::{OrgKind, Role, Seat};

pub(super) const TODAY: Date = date(2026, 6, 1);

pub(super) const HOSPITAL: OrgId = OrgId::new(Ulid(1));
pub(super) const FIRST_LINE: OrgId = OrgId::new(Ulid(2));
pub(super) const RECEIVER: OrgId = OrgId::new(Ulid(3));
pub(super) const SHARER: OrgId = OrgId::new(Ulid(4));
pub(super) const GC_A: OrgId = OrgId::new(Ulid(5));
pub(super) const COA: OrgId = OrgId::new(Ulid(6));
pub(super) const FORMER: OrgId = OrgId::new(Ulid(7));
pub(super) const ELSEWHERE: OrgId = OrgId::new(Ulid(8));

pub(super) const ORGS: [(OrgId, &str, OrgKind, &str); 8] = [
    (HOSPITAL, "accountable", OrgKind::Hospital, "VSV Emmen"),
    (FIRST_LINE, "first line", OrgKind::MidwifePractice, "VSV Emmen"),
    (RECEIVER, "receiving", OrgKind::MidwifePractice, "VSV Weert"),
    (SHARER, "sharing", OrgKind::MidwifePractice, "VSV Emmen"),
    (GC_A, "team", OrgKind::GcA, "VSV Emmen"),
    (COA, "logistics (COA)", OrgKind::Coa, "VSV Emmen"),
    (FORMER, "former", OrgKind::MidwifePractice, "VSV Zwolle"),
    (ELSEWHERE, "none", OrgKind::MidwifePractice, "VSV Zwolle"),
];

pub(super) const ROLES: [(Role, &str); 7] = [
    (Role::Midwife, "midwife"),
    (Role::Doctor, "doctor"),
    (Role::Nurse, "nurse"),
    (Role::Assistant, "assistant"),
    (Role::Logistics, "logistics"),
    (Role::Coordinator, "coordinator"),
    (Role::Administrator, "administrator"),
];

/// The person in a role at an organisation; everyone of `ROLES` works at everyone of `ORGS`.
pub(super) fn seat(org: OrgId, role: Role) -> Seat {
    let org_no = ORGS.iter().position(|(id, ..)| *id == org).unwrap();
    let role_no = ROLES.iter().position(|(known, _)| *known == role).unwrap();
    Seat::new(PersonId::new(Ulid(u128::try_from(100 + 10 * org_no + role_no).unwrap())), org)
}

/// The accountable case manager.
pub(super) fn case_manager() -> Seat {
    seat(HOSPITAL, Role::Doctor)
}

/// Today's deputy works elsewhere; so does the nurse to whom the home visit was delegated.
pub(super) fn deputy() -> Seat {
    Seat::new(PersonId::new(Ulid(900)), ELSEWHERE)
}

pub(super) fn visitor() -> Seat {
    Seat::new(PersonId::new(Ulid(901)), ELSEWHERE)
}

pub(super) fn directory() -> Directory {
    let mut directory = Directory::default();
    let mut join = |seat: Seat, role| {
        let roles = BTreeMap::from([(seat.org, role)]);
        let name = format!("{role:?}");
        let person = Person { id: seat.person, name, phone: String::new(), roles, absences: Vec::new() };
        directory.people.insert(person);
    };
    for (org, ..) in ORGS {
        ROLES.iter().for_each(|(role, _)| join(seat(org, *role), *role));
    }
    join(deputy(), Role::Midwife);
    join(visitor(), Role::Nurse);
    for (id, name, kind, network) in ORGS {
        let (name, network, contact) = (name.to_owned(), network.to_owned(), ContactPoints::default());
        directory.orgs.insert(id, Organisation { id, name, kind, network, contact, duty: Vec::new(), ended: false });
    }
    directory
}

pub(super) fn handover(from: Seat, to_org: OrgId, life: HandoverLife) -> HandoverRecord {
    let proposal = Proposal {
        work: Vec::new(),
        handover: HandoverKind::Acute { letter_by: TODAY },
        from,
        proposed_by: from,
        to_org,
        to_person: None,
        note: String::new(),
        answer_by: TODAY,
    };
    HandoverRecord { proposal, at: Timestamp::UNIX_EPOCH, life, letter: None, called_off: None, formerly: None }
}

/// A call from the client.
fn called() -> Contact {
    Contact {
        on: TODAY,
        channel: Channel::Phone,
        with: With::Client,
        direction: Direction::Incoming,
        minutes: None,
        interpreter: false,
        note: String::new(),
    }
}

/// A case in which every relation occurs: number 1 of its actions, contacts and expectations is the team's.
pub(super) fn case() -> Case {
    let nurse = seat(GC_A, Role::Nurse);
    let delegations = BTreeMap::from([((pathway::StepId::from("home-visit"), 1), visitor())]);
    let member = |role, org| (role, TeamMember { role, org, contact_person: None });
    Case {
        id: CaseId::new(Ulid(1)),
        client: ClientId::new(Ulid(2)),
        opened_on: date(2026, 1, 5),
        case_manager: case_manager(),
        first_line: seat(FIRST_LINE, Role::Midwife),
        deputies: vec![Deputyship { deputy: deputy(), from: TODAY, until: Some(TODAY) }],
        team: BTreeMap::from([member(OrgKind::GcA, GC_A), member(OrgKind::Coa, COA)]),
        leaving: Vec::new(),
        arriving: None,
        trusted: None,
        runs: vec![Run {
            deviation: None,
            answered: BTreeMap::new(),
            done: BTreeMap::new(),
            pathway: pathway::PathwayId::from("az-verloskunde"),
            state: pathway::State::default(),
            delegations,
        }],
        intake: Intake::default(),
        contacts: vec![ContactRecord { contact: called(), by: nurse, corrected: false }],
        signals: Vec::new(),
        investigations: Vec::new(),
        notices: Vec::new(),
        letters: Vec::new(),
        agenda: Vec::new(),
        actions: vec![ActionRecord {
            plan: ActionPlan { what: "Bellen".into(), who: Some(nurse), by: TODAY },
            agenda: None,
            measure: None,
            life: ActionLife::Open,
        }],
        handovers: vec![
            handover(
                seat(FORMER, Role::Midwife),
                HOSPITAL,
                HandoverLife::Accepted(case_manager(), Timestamp::UNIX_EPOCH),
            ),
            handover(case_manager(), RECEIVER, HandoverLife::Proposed { alarmed: false }),
        ],
        expectations: vec![ExpectationRecord {
            expectation: Expectation { from: Some(GC_A), about: "bloeddruk".into(), by: TODAY, step: None },
            at: Timestamp::UNIX_EPOCH,
            life: ExpectationLife::Waiting,
        }],
        sharing: vec![Agreement { situation: Situation::Psychosocial, case_manager: seat(SHARER, Role::Midwife) }],
        sharing_request: None,
        care_plan: crate::plan::CarePlan::default(),
        postnatal: crate::postnatal::Postnatal::default(),
        evaluations: Vec::new(),
        closed: None,
        seal: None,
        sealed_events: 0,
    }
}

/// One command of every kind, as the API receives it.
pub(super) fn samples() -> Vec<CaseCommand> {
    let seat = serde_json::json!({ "person": deputy().person, "org": ELSEWHERE });
    let parts = [of_the_plan(&seat), of_the_course(&seat), of_the_work(), of_the_handing_on(&seat)];
    parts.into_iter().flat_map(|part| serde_json::from_value::<Vec<CaseCommand>>(part).unwrap()).collect()
}

fn of_the_course(seat: &serde_json::Value) -> serde_json::Value {
    serde_json::json!([
        { "kind": "name-deputy", "deputy": seat, "from": TODAY },
        { "kind": "name-first-line", "case-manager": seat },
        { "kind": "record-intake", "intake": { "section": "social" } },
        { "kind": "set-team-member", "member": { "role": "gp", "org": ELSEWHERE } },
        { "kind": "name-trusted-person", "person": { "name": "Zahra", "relation": "zus" } },
        { "kind": "remove-trusted-person" },
        { "kind": "start-pathway", "pathway": "az-verloskunde" },
        { "kind": "pathway", "pathway": "az-verloskunde", "command": { "kind": "complete", "step": "intake", "on": TODAY } },
        { "kind": "pathway", "pathway": "az-verloskunde", "command": { "kind": "plan", "step": "intake", "date": TODAY } },
        { "kind": "pathway", "pathway": "az-verloskunde", "command": { "kind": "end", "cause": "x" } },
        { "kind": "pathway", "pathway": "az-verloskunde", "command": { "kind": "tick" } },
        { "kind": "delegate-step", "pathway": "az-verloskunde", "step": "home-visit", "nth": 1, "to": seat },
        { "kind": "end-delegation", "pathway": "az-verloskunde", "step": "home-visit", "nth": 1 },
        { "kind": "name-reader", "reader": seat, "reason": "" },
        { "kind": "strike-reader", "reader": seat, "reason": "" },
        { "kind": "write-sealed-note", "subject": "meldcode", "text": "" },
        { "kind": "agree-visit", "visit": "check-1", "decision": { "kind": "as-usual" } },
        { "kind": "detail-birth", "birth": {} }
    ])
}

fn of_the_work() -> serde_json::Value {
    let meeting = MeetingId::new(Ulid(1));
    let contact = serde_json::json!({ "on": TODAY, "channel": "phone", "with": { "kind": "client" },
        "direction": "incoming", "note": "" });
    let home_visit = serde_json::json!({ "pathway": "az-verloskunde", "step": "home-visit" });
    serde_json::json!([
        { "kind": "record-contact", "contact": contact },
        { "kind": "record-contact", "contact": contact, "completes": [home_visit] },
        { "kind": "correct-contact", "no": 1, "note": "", "reason": "" },
        { "kind": "raise-signal", "signal": { "urgency": "urgent", "text": "", "from": { "kind": "client" } } },
        { "kind": "acknowledge-signal", "no": 1 },
        { "kind": "note-investigation", "investigation": { "what": "", "by": HOSPITAL, "on": TODAY } },
        { "kind": "record-result", "no": 1, "on": TODAY, "result": "" },
        { "kind": "inform-providers", "orgs": [HOSPITAL], "subject": "", "text": "" },
        { "kind": "put-on-agenda", "meeting": meeting, "question": "" },
        { "kind": "withdraw-from-agenda", "no": 1, "reason": "" },
        { "kind": "record-discussion", "no": 1, "outcome": "", "decisions": [] },
        { "kind": "set-action", "action": { "what": "", "by": TODAY } },
        { "kind": "complete-action", "no": 1, "on": TODAY, "note": "" },
        { "kind": "drop-action", "no": 1, "reason": "" },
        { "kind": "reassign-action", "no": 1 }
    ])
}

fn of_the_handing_on(seat: &serde_json::Value) -> serde_json::Value {
    let letter = serde_json::json!({ "reason": "", "history": "", "findings": "", "question": "", "psychosocial": "" });
    serde_json::json!([
        { "kind": "propose-handover", "handover": { "kind": "return" }, "to-org": FIRST_LINE, "note": "",
            "answer-by": TODAY },
        { "kind": "accept-handover", "no": 2, "deputy": seat, "actions": [] },
        { "kind": "decline-handover", "no": 2, "reason": "" },
        { "kind": "withdraw-handover", "no": 2, "reason": "" },
        { "kind": "call-off-move", "no": 1, "reason": "" },
        { "kind": "change-move", "no": 1, "moves-on": TODAY, "reason": "" },
        { "kind": "send-referral-letter", "no": 1, "letter": letter },
        { "kind": "expect-feedback", "expectation": { "from": HOSPITAL, "about": "", "by": TODAY } },
        { "kind": "receive-feedback", "no": 1, "on": TODAY, "text": "" },
        { "kind": "waive-feedback", "no": 1, "reason": "" },
        { "kind": "agree-sharing", "agreements": [], "from": TODAY },
        { "kind": "end-sharing", "reason": "" },
        { "kind": "request-sharing", "on": TODAY, "wish": "" },
        { "kind": "decline-sharing-request", "reason": "" },
        { "kind": "evaluate", "evaluation": { "on": TODAY, "client-view": "", "lessons": "" } },
        { "kind": "close", "on": TODAY, "reason": "completed", "note": "" },
        { "kind": "reopen", "reason": "" },
        { "kind": "tick" }
    ])
}

fn of_the_plan(seat: &serde_json::Value) -> serde_json::Value {
    serde_json::json!([
        { "kind": "diagnose-care", "diagnosis": { "on": TODAY, "domains": {} } },
        { "kind": "revise-plan", "plan": { "goals": [] }, "consent": { "kind": "agreed" } },
        { "kind": "fix-plan", "on": TODAY },
        { "kind": "set-level", "pathway": "az-verloskunde", "level": "intensive", "reason": "r" },
        { "kind": "evaluate-goal", "goal": 1,
            "evaluation": { "on": TODAY, "finding": "", "result": { "kind": "reached" } } },
        { "kind": "name-coordinator", "coordinator": seat },
        { "kind": "hand-over-coordination", "note": "" },
        { "kind": "send-letter", "pathway": "psychosociaal", "step": "report-plan-gp", "nth": 1, "to": [] },
        { "kind": "return-letter", "no": 1, "reason": "" }
    ])
}
