//! An organisation goes on reading what it recorded, and nothing that came after, on both databases.
#![allow(clippy::unwrap_used, reason = "in tests")]

mod common;

use common::{Scene, TODAY, by, morning, scene};
use jiff::ToSpan;
use regie_app::AppError;
use regie_care::case::CaseCommand;
use regie_care::case::records::{Channel, Contact, Direction, HandoverKind, With};
use regie_care::client::{ClientCommand, Identity};
use regie_care::ids::CaseId;
use regie_care::seat::{Role, Seat};
use regie_testkit::{TestDb, on_both_databases};

fn spoke(note: &str, on: jiff::civil::Date) -> CaseCommand {
    let contact = Contact {
        on,
        channel: Channel::Phone,
        with: With::Client,
        direction: Direction::Incoming,
        minutes: None,
        interpreter: false,
        note: note.to_owned(),
    };
    CaseCommand::RecordContact { contact, completes: Vec::new() }
}

/// She moved to the north on this day, and Nadia wrote something there.
async fn moved(scene: &Scene) -> CaseId {
    let case = scene.case().await;
    scene.give(scene.joke, case, spoke("Gesproken voor de verhuizing", TODAY)).await;
    let propose = CaseCommand::ProposeHandover {
        handover: HandoverKind::Relocation { moves_on: TODAY, coa: None, gc_a: None },
        to_org: scene.other_practice,
        to_person: None,
        note: "Verhuist naar Delfzijl".to_owned(),
        answer_by: TODAY.saturating_add(3.days()),
    };
    scene.give(scene.joke, case, propose).await;
    scene
        .give(scene.nadia, case, CaseCommand::AcceptHandover { no: 1, deputy: scene.lotte, actions: Vec::new() })
        .await;
    let after = TODAY.saturating_add(1.days());
    scene.app.clock().set(morning(after));
    scene.give(scene.nadia, case, spoke("Gesproken in Delfzijl", after)).await;
    scene.app.tick_due_cases().await.unwrap();
    case
}

async fn denied(scene: &Scene, seat: Seat, case: CaseId) -> &'static str {
    match scene.app.past_case_file(seat, case).await {
        Err(AppError::Denied { code, .. }) => code,
        other => panic!("{other:?}"),
    }
}

on_both_databases! {
    async fn az_10_who_handed_over_reads_what_she_recorded_and_nothing_later(db: TestDb) {
        let scene = scene(db.open().await).await;
        let case = moved(&scene).await;
        let client = scene.app.case_file(scene.nadia, case).await.unwrap().case.state.client;
        let known = scene.app.client_file(scene.nadia, client).await.unwrap().client.state.identity;
        let identity = Identity { site: "AZC Delfzijl".to_owned(), phone: "06-1234".to_owned(), ..known };
        let correct = ClientCommand::CorrectIdentity { identity: Box::new(identity), reason: "Verhuisd".to_owned() };
        scene.app.command_client(&by(scene.nadia), client, &correct).await.unwrap();

        assert!(matches!(scene.app.case_file(scene.joke, case).await, Err(AppError::Denied { code: "handed-over", .. })));
        let file = scene.app.past_case_file(scene.joke, case).await.unwrap();
        let notes: Vec<&str> = file.case.state.contacts.iter().map(|one| one.contact.note.as_str()).collect();
        assert_eq!(notes, ["Gesproken voor de verhuizing"]);
        assert!(file.past && file.whole && file.elsewhere.is_empty());
        assert_eq!(file.client.identity.full_name(), "Rania Haddad");
        assert_eq!((file.client.identity.site.as_str(), file.client.identity.phone.as_str()), ("", ""));
        let told = format!("{file:?}");
        assert!(!told.contains("Gesproken in Delfzijl") && !told.contains("AZC Delfzijl"), "nothing later");
        let history = scene.app.history(scene.joke, case, Some(9_999), 100).await.unwrap();
        let last = history.first().unwrap();
        assert_eq!((last.seq, history.last().unwrap().seq), (file.case.version, 1));
        assert!(last.at <= file.moment.now);

        // Reading is all: she changes nothing, and it is on none of her lists but that of what was handed over.
        assert!(scene.app.command_case(&by(scene.joke), case, &spoke("Nog iets", TODAY)).await.is_err());
        let none = scene.app.caseload(scene.joke, &Default::default(), Default::default(), None, 9).await.unwrap();
        assert!(none.is_empty(), "{none:?}");
        let former = scene.app.former_cases(scene.joke, Some("hadd"), None, 9).await.unwrap();
        assert_eq!(former.iter().map(|line| (line.case, line.name.as_str())).collect::<Vec<_>>(), [(case, "Rania Haddad")]);
        assert!(scene.app.former_cases(scene.nadia, None, None, 9).await.unwrap().is_empty());
    }

    async fn g_02_who_recorded_nothing_or_gives_no_care_reads_nothing_back(db: TestDb) {
        let scene = scene(db.open().await).await;
        let case = moved(&scene).await;
        let administrator = scene.colleague("Ada Prins", scene.practice, Role::Administrator).await;
        assert_eq!(denied(&scene, administrator, case).await, "role");
        assert_eq!(denied(&scene, scene.nurse, case).await, "no-relation", "her organisation recorded nothing");
        assert_eq!(denied(&scene, scene.doctor, case).await, "no-relation");
        assert!(["role", "logistics-only"].contains(&denied(&scene, scene.coa, case).await));
        assert!(matches!(scene.app.former_cases(administrator, None, None, 9).await, Err(AppError::Denied { .. })));
    }
}
