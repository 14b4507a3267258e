#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]
#![allow(clippy::too_many_lines, reason = "a table of all there is to ask for is long")]

use std::collections::BTreeSet;
use std::fmt::Write as _;

use jiff::Timestamp;
use regie_pathway as pathway;
use ulid::Ulid;
use utoipa::PartialSchema as _;

use super::world::*;
use super::*;
use crate::case::state::HandoverLife;
use crate::fixtures::gives;
use crate::ids::MeetingId;
use crate::meeting::MeetingLife;

fn kind_of(command: &CaseCommand) -> String {
    serde_json::to_value(command).unwrap()["kind"].as_str().unwrap().to_owned()
}

fn code<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_value(value).unwrap().as_str().unwrap().to_owned()
}

fn verdict(seat: Seat, action: CaseAction<'_>) -> Verdict {
    allow(Actor::Person(seat), &directory(), TODAY, &Subject::Case { case: &case(), action })
}

/// The people of the access table: every role at an organisation of every relation, and three for themselves.
fn people() -> Vec<(String, Seat)> {
    let mut people = vec![
        ("case manager".to_owned(), case_manager()),
        ("deputy elsewhere".to_owned(), deputy()),
        ("does a step".to_owned(), visitor()),
    ];
    for (org, name, kind, _) in ORGS {
        for (role, role_name) in ROLES {
            let at_coa = matches!(role, Role::Logistics | Role::Coordinator | Role::Administrator);
            if (kind != OrgKind::Coa && role != Role::Logistics) || (kind == OrgKind::Coa && at_coa) {
                people.push((format!("{name} · {role_name}"), seat(org, role)));
            }
        }
    }
    people
}

#[test]
fn every_command_has_a_sample_and_a_class() {
    let utoipa::openapi::RefOr::T(utoipa::openapi::Schema::OneOf(schema)) = CaseCommand::schema() else {
        panic!("a command is one of several kinds")
    };
    let kinds: BTreeSet<String> = samples().iter().map(kind_of).collect();
    assert_eq!(kinds.len(), schema.items.len(), "a command without a sample: {kinds:?}");
    let classes: BTreeSet<CommandClass> = samples().iter().map(CommandClass::of).collect();
    assert_eq!(classes, BTreeSet::from(CommandClass::ALL));
}

#[test]
fn golden_classes_of_commands() {
    let mut table = String::new();
    for command in samples() {
        let mut name = kind_of(&command);
        if let CaseCommand::Pathway { command, .. } = &command {
            name = format!("{name} {}", serde_json::to_value(command).unwrap()["kind"].as_str().unwrap());
        }
        if matches!(&command, CaseCommand::RecordContact { completes, .. } if !completes.is_empty()) {
            name.push_str(" that completes steps");
        }
        writeln!(table, "{name:<40} {}", code(&CommandClass::of(&command))).unwrap();
    }
    insta::assert_snapshot!(table);
}

#[test]
fn golden_access_to_a_case() {
    let samples = samples();
    let of_class = |class| samples.iter().find(|command| CommandClass::of(command) == class).unwrap();
    let mut columns: Vec<(String, CaseAction<'_>)> = vec![
        ("view".into(), CaseAction::View),
        ("view-summary".into(), CaseAction::ViewSummary),
        ("view-own-actions".into(), CaseAction::ViewOwnActions),
        ("view-logistics".into(), CaseAction::ViewLogistics),
        ("view-handover".into(), CaseAction::ViewHandover),
    ];
    columns.extend(CommandClass::ALL.map(|class| (code(&class), gives(of_class(class)))));
    let mut table = String::new();
    for (number, (name, _)) in columns.iter().enumerate() {
        writeln!(table, "{:>32}{} {name}", "", "│ ".repeat(number)).unwrap();
    }
    for (name, seat) in people() {
        write!(table, "{name:<32}").unwrap();
        for (_, action) in &columns {
            table.push_str(if verdict(seat, *action).is_allowed() { "x " } else { "· " });
        }
        table.truncate(table.trim_end().len());
        table.push('\n');
    }
    insta::assert_snapshot!(table);
}

#[test]
fn golden_reasons_for_seeing_a_case_or_not() {
    let mut table = String::new();
    for (name, seat) in people() {
        let reason = match verdict(seat, CaseAction::View) {
            Verdict::Allowed { because } => format!("x {}", because.code()),
            Verdict::Denied { why } => format!("· {}", why.code()),
        };
        writeln!(table, "{name:<32}{reason}").unwrap();
    }
    insta::assert_snapshot!(table);
}

#[test]
fn golden_access_to_everything_else() {
    let (case, directory) = (case(), directory());
    let cases = [&case];
    let meeting = |kind| Meeting {
        id: MeetingId::new(Ulid(1)),
        kind,
        org: HOSPITAL,
        network: "VSV Emmen".into(),
        on: TODAY,
        title: "Overleg".into(),
        life: MeetingLife::Planned,
    };
    let (vsv, internal) = (meeting(MeetingKind::Vsv), meeting(MeetingKind::ClientMeeting));
    let colleague = case_manager().person;
    let org = |action| Subject::Org { org: HOSPITAL, action };
    let az = regie_pathway::PathwayId::from("az-verloskunde");
    let subjects = [
        ("open a case there", Subject::OpenCase { org: HOSPITAL, pathway: Some(&az), open: &[] }),
        ("register a client", Subject::RegisterClient),
        ("view a client without a case", Subject::Client { action: ClientAction::View, cases: &[], entered_by: None }),
        ("view its client", Subject::Client { action: ClientAction::View, cases: &cases, entered_by: None }),
        ("correct its client", Subject::Client { action: ClientAction::Correct, cases: &cases, entered_by: None }),
        ("merge its client", Subject::Client { action: ClientAction::Merge, cases: &cases, entered_by: None }),
        ("view its caseload", org(OrgAction::ViewCaseload)),
        ("view its involved clients", org(OrgAction::ViewInvolved)),
        ("view what it handed over", org(OrgAction::ViewFormer)),
        ("view its outbox", org(OrgAction::ViewOutbox)),
        ("read its post", org(OrgAction::ReadPost)),
        ("import its caseload", org(OrgAction::ImportCaseload)),
        ("change the organisation", org(OrgAction::Manage)),
        ("manage its rota", org(OrgAction::ManageRota)),
        ("manage its people", org(OrgAction::ManagePeople)),
        ("manage its meetings", org(OrgAction::ManageMeetings)),
        ("register an organisation", Subject::RegisterOrg),
        ("register a person", Subject::RegisterPerson),
        ("change its doctor's name", Subject::ChangePerson { person: colleague }),
        ("record its doctor's absence", Subject::Absence { person: colleague }),
        ("view its doctor's board", Subject::Worklist { person: colleague }),
        ("view its VSV meeting", Subject::Meeting { meeting: &vsv }),
        ("view its client meeting", Subject::Meeting { meeting: &internal }),
        ("view the directory", Subject::Directory),
    ];
    let mut table = String::new();
    for (place, name) in [
        (HOSPITAL, "the accountable hospital itself"),
        (SHARER, "another in the network, sharing the case"),
        (ELSEWHERE, "another network, nothing to do with the case"),
        (COA, "the COA"),
    ] {
        writeln!(table, "{name}").unwrap();
        writeln!(table, "{:32}{}", "", ROLES.map(|(_, role)| format!("{role:<15}")).join("").trim_end()).unwrap();
        for (what, subject) in &subjects {
            let cells = ROLES.map(|(role, _)| {
                let cell = match allow(Actor::Person(seat(place, role)), &directory, TODAY, subject) {
                    Verdict::Allowed { .. } => "x",
                    Verdict::Denied { why } => why.code(),
                };
                format!("{:<15}", cell.replace("other-organisation", "other-org").replace("not-accountable", "not-acc"))
            });
            writeln!(table, "  {what:<30}{}", cells.join("").trim_end()).unwrap();
        }
    }
    insta::assert_snapshot!(table);
}

#[test]
fn regie_itself_may_do_everything() {
    let (case, directory) = (case(), directory());
    for command in samples() {
        let subject = Subject::Case { case: &case, action: gives(&command) };
        assert_eq!(allow(Actor::System, &directory, TODAY, &subject), allowed(Ground::System));
    }
}

#[test]
fn az_01_the_deputy_has_access_by_date_only() {
    let (case, directory) = (case(), directory());
    let view = Subject::Case { case: &case, action: CaseAction::View };
    let on = |day| allow(Actor::Person(deputy()), &directory, day, &view);
    assert_eq!(on(TODAY), allowed(Ground::Deputy));
    assert_eq!(on(TODAY.yesterday().unwrap()), denied(Denial::NoRelation));
    assert_eq!(on(TODAY.tomorrow().unwrap()), denied(Denial::NoRelation));
}

#[test]
fn az_12_the_coa_never_sees_medical_content_whatever_else_it_has_to_do_with_a_case() {
    let directory = directory();
    let mut case = case();
    case.case_manager = seat(COA, Role::Midwife);
    case.first_line = case.case_manager;
    for (role, _) in ROLES {
        let actor = Actor::Person(seat(COA, role));
        let judge =
            |action: &CaseAction<'_>| allow(actor, &directory, TODAY, &Subject::Case { case: &case, action: *action });
        assert_eq!(judge(&CaseAction::View), denied(Denial::LogisticsOnly), "{role:?}");
        let overview = match role {
            Role::Coordinator | Role::Administrator => denied(Denial::Role(role)),
            _ => allowed(Ground::Relation(Relation::Logistics)),
        };
        assert_eq!(judge(&CaseAction::ViewLogistics), overview, "{role:?}");
        for command in samples() {
            assert!(!judge(&gives(&command)).is_allowed(), "{role:?} {command:?}");
        }
    }
}

#[test]
fn az_10_the_receiver_sees_the_case_only_from_acceptance_on_and_the_sender_no_more() {
    let directory = directory();
    let mut case = case();
    let judge = |case: &Case, org, action| {
        let midwife = Actor::Person(seat(org, Role::Midwife));
        allow(midwife, &directory, TODAY, &Subject::Case { case, action })
    };
    assert_eq!(judge(&case, RECEIVER, CaseAction::View), denied(Denial::NotAcceptedYet));
    assert!(judge(&case, RECEIVER, CaseAction::ViewSummary).is_allowed());
    let receiver = seat(RECEIVER, Role::Midwife);
    case.handovers[1].life = HandoverLife::Accepted(receiver, Timestamp::UNIX_EPOCH);
    case.case_manager = receiver;
    case.first_line = receiver;
    assert_eq!(judge(&case, RECEIVER, CaseAction::View), allowed(Ground::CaseManager));
    assert_eq!(judge(&case, HOSPITAL, CaseAction::View), denied(Denial::HandedOver));
    assert!(judge(&case, HOSPITAL, CaseAction::ViewHandover).is_allowed(), "that it was accepted");
}

#[test]
fn az_09_who_does_a_delegated_step_may_complete_that_step_and_no_other() {
    let complete = |step: &str, nth| CaseCommand::Pathway {
        pathway: pathway::PathwayId::from("az-verloskunde"),
        command: pathway::Command::Complete {
            step: pathway::StepId::from(step),
            nth,
            on: TODAY,
            outcome: None,
            words: None,
            whom: None,
            day: None,
        },
    };
    let judge = |command: &CaseCommand| verdict(visitor(), gives(command));
    assert_eq!(judge(&complete("home-visit", Some(1))), allowed(Ground::Delegated));
    assert_eq!(judge(&complete("home-visit", Some(2))), denied(Denial::Role(Role::Nurse)));
    assert_eq!(judge(&complete("intake", None)), denied(Denial::Role(Role::Nurse)));
    let mut closed = case();
    closed.runs.clear();
    let subject = Subject::Case { case: &closed, action: CaseAction::View };
    assert_eq!(allow(Actor::Person(visitor()), &directory(), TODAY, &subject), denied(Denial::NoRelation));
}

#[test]
fn the_coa_lists_its_own_clients_by_name_and_nothing_else() {
    let at_coa = |action| {
        let subject = Subject::Org { org: COA, action };
        allow(Actor::Person(seat(COA, Role::Logistics)), &directory(), TODAY, &subject)
    };
    assert_eq!(at_coa(OrgAction::ViewInvolved), allowed(Ground::OwnOrganisation));
    assert_eq!(at_coa(OrgAction::ViewCaseload), denied(Denial::Role(Role::Logistics)));
}

#[test]
fn az_11_a_team_that_is_also_to_receive_the_case_keeps_seeing_it() {
    let directory = directory();
    let mut case = case();
    case.handovers[1].proposal.to_org = GC_A;
    let doctor = Actor::Person(seat(GC_A, Role::Doctor));
    let view = allow(doctor, &directory, TODAY, &Subject::Case { case: &case, action: CaseAction::View });
    assert_eq!(view, allowed(Ground::Relation(Relation::Team)));
    let accept = CaseCommand::DeclineHandover { no: 2, reason: "vol".into() };
    let command = Subject::Case { case: &case, action: gives(&accept) };
    assert_eq!(allow(doctor, &directory, TODAY, &command), allowed(Ground::Receiver));
    let client = Subject::Client { action: ClientAction::View, cases: &[&case], entered_by: None };
    assert_eq!(allow(doctor, &directory, TODAY, &client), allowed(Ground::Relation(Relation::Team)));
}

#[test]
fn the_team_reports_on_its_own_and_not_on_anothers() {
    let complete = |no| CaseCommand::CompleteAction { no, on: TODAY, note: String::new() };
    let nurse = seat(GC_A, Role::Nurse);
    assert_eq!(verdict(nurse, gives(&complete(1))), allowed(Ground::Own));
    assert_eq!(verdict(nurse, gives(&complete(2))), denied(Denial::NotYours));
}

#[test]
fn nobody_acts_for_an_organisation_where_she_does_not_work_or_that_ended() {
    let mut directory = directory();
    let stranger = Seat::new(case_manager().person, FIRST_LINE);
    assert_eq!(allow(Actor::Person(stranger), &directory, TODAY, &Subject::Directory), denied(Denial::NoSeat));
    directory.orgs.get_mut(&HOSPITAL).unwrap().ended = true;
    let subject = Subject::Directory;
    assert_eq!(allow(Actor::Person(case_manager()), &directory, TODAY, &subject), denied(Denial::OrganisationEnded));
}

#[test]
fn one_organisation_and_all_organisations_give_the_same_relation() {
    let case = case();
    let all = involved(&case);
    for (org, name, ..) in ORGS {
        assert_eq!(all.get(&org).copied(), relation(&case, org, TODAY), "{name}");
    }
    assert_eq!(all.len(), ORGS.len() - 1);
}

#[test]
fn cm_11_the_numbers_of_who_does_not_work_with_regie_are_kept_right_in_its_network() {
    use crate::fixtures::{ADA, GC_A, JOKE, OTHER_GC_A, PRACTICE, VEILIG_THUIS, directory, opening_day};
    let directory = directory();
    let may = |seat, org, action| {
        allow(Actor::Person(seat), &directory, opening_day(), &Subject::Org { org, action }).is_allowed()
    };
    for (org, keeps) in [(PRACTICE, true), (VEILIG_THUIS, true), (GC_A, false), (OTHER_GC_A, false)] {
        assert_eq!(may(ADA, org, OrgAction::ManageContact), keeps, "{org}");
        assert!(!may(JOKE, org, OrgAction::ManageContact), "a midwife");
    }
    for action in [OrgAction::Manage, OrgAction::ManagePeople, OrgAction::ManageRota] {
        assert!(!may(ADA, VEILIG_THUIS, action), "by that nobody gets a seat there");
    }
}
