//! An organisation goes on reading what it recorded, and nothing that came after, on both databases.
#![allow(clippy::unwrap_used, reason = "in tests")]

mod common;

use common::{Scene, TODAY, by, morning, scene};
use jiff::ToSpan;
use jiff::civil::Date;
use regie_app::{AppError, Extent};
use regie_care::case::CaseCommand;
use regie_care::case::records::{ActionDecision, ActionPlan, Channel, Contact, Direction, HandoverKind, No, With};
use regie_care::case::state::HandoverLife;
use regie_care::client::{ClientCommand, Identity};
use regie_care::identity::VNumber;
use regie_care::ids::CaseId;
use regie_care::seat::{Role, Seat};
use regie_testkit::{TestDb, on_both_databases};

fn spoke(note: &str, on: Date) -> CaseCommand {
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
    moves(scene, case, TODAY, Vec::new()).await;
    case
}

/// She moves to the north on this day; Nadia accepts today and writes something there the day after the move.
async fn moves(scene: &Scene, case: CaseId, moves_on: Date, actions: Vec<(No, ActionDecision)>) {
    scene.give(scene.joke, case, spoke("Gesproken voor de verhuizing", TODAY)).await;
    let propose = CaseCommand::ProposeHandover {
        work: Vec::new(),
        handover: HandoverKind::Relocation { moves_on, coa: None, gc_a: None, place: String::new() },
        to_org: scene.other_practice,
        to_person: None,
        note: "Verhuist naar Delfzijl".to_owned(),
        answer_by: TODAY.saturating_add(3.days()),
    };
    scene.give(scene.joke, case, propose).await;
    scene.give(scene.nadia, case, CaseCommand::AcceptHandover { no: 1, deputy: scene.lotte, actions }).await;
    let after = moves_on.saturating_add(1.days());
    scene.app.clock().set(morning(after));
    scene.give(scene.nadia, case, spoke("Gesproken in Delfzijl", after)).await;
    scene.app.tick_due_cases().await.unwrap();
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
        assert!(file.extent == Extent::Past && file.elsewhere.is_empty());
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

    async fn az_10_who_handed_over_sees_the_answer_and_the_client_as_she_was_known_then(db: TestDb) {
        let scene = scene(db.open().await).await;
        let case = scene.case().await;
        scene.give(scene.joke, case, spoke("Gesproken", TODAY)).await;
        let propose = CaseCommand::ProposeHandover { work: Vec::new(),
            handover: HandoverKind::Relocation { moves_on: TODAY.saturating_sub(2.days()), coa: None, gc_a: None, place: String::new() },
            to_org: scene.other_practice,
            to_person: None,
            note: "Onaangekondigd verhuisd".to_owned(),
            answer_by: TODAY,
        };
        scene.give(scene.joke, case, propose).await;
        scene.app.clock().set(morning(TODAY).checked_add(1.hours()).unwrap());
        let accept = CaseCommand::AcceptHandover { no: 1, deputy: scene.lotte, actions: Vec::new() };
        scene.give(scene.nadia, case, accept).await;
        scene.app.clock().set(morning(TODAY).checked_add(2.hours()).unwrap());
        scene.give(scene.nadia, case, spoke("Gesproken in Delfzijl", TODAY)).await;
        let client = scene.app.case_file(scene.nadia, case).await.unwrap().case.state.client;
        let known = scene.app.client_file(scene.nadia, client).await.unwrap().client.state.identity;
        let hidden = Identity {
            family_name: "Schuilnaam".to_owned(),
            birth_date: Some(jiff::civil::date(2000, 1, 1)),
            v_number: Some(VNumber::parse("2301234425").unwrap()),
            ..known
        };
        let correct = ClientCommand::CorrectIdentity { identity: Box::new(hidden), reason: "Veiligheid".to_owned() };
        scene.app.command_client(&by(scene.nadia), client, &correct).await.unwrap();

        let file = scene.app.past_case_file(scene.joke, case).await.unwrap();
        let state = &file.case.state;
        assert_eq!(state.case_manager, scene.nadia, "who is case manager now");
        assert!(matches!(state.handovers[0].life, HandoverLife::Accepted(by, _) if by == scene.nadia));
        assert_eq!(state.contacts.len(), 1, "nothing after it");
        let identity = &file.client.identity;
        let born = Some(jiff::civil::date(1999, 3, 14));
        assert_eq!((identity.full_name().as_str(), identity.birth_date), ("Rania Haddad", born));
        assert_eq!(identity.v_number.as_ref().map(ToString::to_string).as_deref(), Some("2301234417"));
        let told = format!("{file:?}");
        assert!(!told.contains("Schuilnaam") && !told.contains("Gesproken in Delfzijl"), "{told}");
        let history = scene.app.history(scene.joke, case, None, 100).await.unwrap();
        assert_eq!(history.first().map(|change| change.seq), Some(file.case.version));
        let former = scene.app.former_cases(scene.joke, None, None, 9).await.unwrap();
        let found = async |search| scene.app.former_cases(scene.joke, Some(search), None, 9).await.unwrap().len();
        assert_eq!((found("schuil").await, found("2301234425").await), (0, 0), "what she is called now finds nothing");
        assert_eq!((found("Haddad RANIA").await, found("2301234417").await), (1, 1));
        let shown: Vec<_> = former.iter().map(|line| (line.name.as_str(), line.birth_date)).collect();
        assert_eq!(shown, [("Rania Haddad", born)]);
    }

    async fn az_10_what_was_handed_over_is_found_and_ordered_by_the_name_known_then(db: TestDb) {
        let scene = scene(db.open().await).await;
        for (number, family) in ["Zerom", "Amin", "Haddad"].into_iter().enumerate() {
            scene.app.clock().set(morning(TODAY));
            let client = scene.client(family, &format!("230123441{number}")).await;
            let case = scene.case_of(client).await;
            moves(&scene, case, TODAY, Vec::new()).await;
            let known = scene.app.client_file(scene.nadia, client).await.unwrap().client.state.identity;
            let identity = Identity { family_name: format!("{}{family}", 9 - number), ..known };
            let correct = ClientCommand::CorrectIdentity { identity: Box::new(identity), reason: "Naam".to_owned() };
            scene.app.command_client(&by(scene.nadia), client, &correct).await.unwrap();
        }
        let mut after = None;
        let mut names = Vec::new();
        while let [line] = &scene.app.former_cases(scene.joke, None, after.as_ref(), 1).await.unwrap()[..] {
            names.push(line.name.clone());
            assert_eq!(line.until, Some(TODAY), "the last day of her part");
            after = Some(line.cursor.clone());
        }
        assert_eq!(names, ["Rania Amin", "Rania Haddad", "Rania Zerom"]);
    }

    async fn az_10_until_she_moves_the_case_stands_in_the_caseload_with_the_day(db: TestDb) {
        let scene = scene(db.open().await).await;
        let case = scene.case().await;
        let moves_on = TODAY.saturating_add(9.days());
        let propose = CaseCommand::ProposeHandover { work: Vec::new(),
            handover: HandoverKind::Relocation { moves_on, coa: None, gc_a: None, place: String::new() },
            to_org: scene.other_practice,
            to_person: None,
            note: String::new(),
            answer_by: TODAY.saturating_add(3.days()),
        };
        scene.give(scene.joke, case, propose).await;
        let accept = CaseCommand::AcceptHandover { no: 1, deputy: scene.lotte, actions: Vec::new() };
        scene.give(scene.nadia, case, accept).await;
        let listed = async || {
            let lines = scene.app.caseload(scene.joke, &Default::default(), Default::default(), None, 9).await.unwrap();
            let former = scene.app.former_cases(scene.joke, None, None, 9).await.unwrap();
            let until = |until: Option<Date>| until.unwrap();
            (lines.iter().map(|line| until(line.until)).collect::<Vec<_>>(), former.iter().map(|line| until(line.until)).collect::<Vec<_>>())
        };
        assert_eq!(listed().await, (vec![moves_on], vec![]), "she lives there and is cared for there");
        scene.app.clock().set(morning(moves_on));
        scene.app.tick_due_cases().await.unwrap();
        assert_eq!(listed().await, (vec![moves_on], vec![]));
        scene.app.clock().set(morning(moves_on.tomorrow().unwrap()));
        scene.app.tick_due_cases().await.unwrap();
        assert_eq!(listed().await, (vec![], vec![moves_on]));
    }

    async fn az_10_who_keeps_an_action_sees_what_belongs_to_it_and_not_the_later_case(db: TestDb) {
        let scene = scene(db.open().await).await;
        let case = scene.case().await;
        let by_then = TODAY.saturating_add(5.days());
        let action = |what: &str, who| CaseCommand::SetAction {
            action: ActionPlan { what: what.to_owned(), who: Some(who), by: by_then },
        };
        scene.give(scene.joke, case, action("Ledikant regelen", scene.joke)).await;
        moves(&scene, case, TODAY, vec![(1, ActionDecision::Keep)]).await;
        scene.give(scene.nadia, case, action("Kraamzorg bellen", scene.nadia)).await;

        let file = scene.app.case_file(scene.joke, case).await.unwrap();
        assert_eq!(file.extent, Extent::OwnActions);
        assert!(file.plan.is_empty() && file.history.is_empty() && file.obstacles.is_empty());
        assert_eq!(file.who.case_manager, "Nadia Bos", "whom to approach");
        let identity = &file.client.identity;
        assert_eq!((identity.full_name().as_str(), identity.site.as_str()), ("Rania Haddad", ""));
        let told = format!("{:?}", scene.app.history(scene.joke, case, None, 99).await.unwrap());
        assert!(!told.contains("Gesproken in Delfzijl") && !told.contains("Kraamzorg bellen"), "her own record only: {told}");
        let board = scene.app.today(scene.joke).await.unwrap();
        let lines: Vec<_> = board.todo.iter().filter(|line| line.case.case == case).collect();
        assert_eq!(lines.iter().map(|line| line.work.title.nl.as_str()).collect::<Vec<_>>(), ["Ledikant regelen"]);
        assert_eq!((lines[0].case.due, lines[0].client.site.as_str()), (None, ""), "how far she is is not hers to see");
        assert_eq!(scene.app.past_case_file(scene.joke, case).await.unwrap().extent, Extent::Past);

        scene.give(scene.joke, case, CaseCommand::CompleteAction { no: 1, on: TODAY, note: String::new() }).await;
        assert!(matches!(scene.app.case_file(scene.joke, case).await, Err(AppError::Denied { code: "handed-over", .. })));
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
