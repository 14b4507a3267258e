//! Cases through the use cases, on both databases.
#![allow(clippy::unwrap_used, reason = "in tests")]

mod common;

use common::{TODAY, by, morning, scene};
use jiff::ToSpan;
use regie_app::{AppError, Request, RequestKey, Views};
use regie_care::case::CaseCommand;
use regie_care::case::records::{ActionPlan, Channel, Contact, Direction, HandoverKind, Signal, Urgency, With};
use regie_care::ids::MeetingId;
use regie_care::meeting::{MeetingCommand, MeetingKind, PlanMeeting};
use regie_care::notice::Receiver;
use regie_care::person::{Absence, PersonCommand};
use regie_care::seat::Actor;
use regie_testkit::{TestDb, on_both_databases};

fn action(what: &str) -> CaseCommand {
    CaseCommand::SetAction {
        action: ActionPlan { what: what.to_owned(), who: None, by: TODAY.saturating_add(3.days()) },
    }
}

fn relocation(scene: &common::Scene) -> CaseCommand {
    CaseCommand::ProposeHandover {
        work: Vec::new(),
        handover: HandoverKind::Relocation {
            moves_on: TODAY.saturating_add(2.days()),
            coa: None,
            gc_a: None,
            place: String::new(),
        },
        to_org: scene.other_practice,
        to_person: None,
        note: "Verhuist naar Delfzijl".to_owned(),
        answer_by: TODAY.saturating_add(3.days()),
    }
}

on_both_databases! {
    async fn az_01_two_people_accepting_at_once_leave_one_case_manager(db: TestDb) {
        let scene = scene(db.open().await).await;
        let case = scene.case().await;
        scene.give(scene.joke, case, relocation(&scene)).await;
        let accept = |deputy| CaseCommand::AcceptHandover { no: 1, deputy, actions: Vec::new() };
        let (nadia, lotte) = (by(scene.nadia), by(scene.lotte));
        let (first, second) = (accept(scene.lotte), accept(scene.nadia));
        let (one, other) = tokio::join!(
            scene.app.command_case(&nadia, case, &first),
            scene.app.command_case(&lotte, case, &second),
        );
        assert_eq!(usize::from(one.is_ok()) + usize::from(other.is_ok()), 1, "{one:?} {other:?}");
        let winner = if one.is_ok() { scene.nadia } else { scene.lotte };
        let file = scene.app.case_file(winner, case).await.unwrap();
        assert_eq!(file.case.state.case_manager, winner);
    }

    async fn az_01_the_caseload_shows_who_is_whose_case_manager_and_deputy(db: TestDb) {
        let scene = scene(db.open().await).await;
        let case = scene.case().await;
        let lines = scene
            .app
            .caseload(scene.selin, &regie_app::CaseFilter::default(), regie_app::CaseSort::Name, None, 50)
            .await
            .unwrap();
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0].case.case, case);
        assert_eq!(lines[0].case.case_manager, scene.joke.person);
        assert_eq!(lines[0].deputy, Some(scene.anne.person));
        let elsewhere = scene
            .app
            .caseload(scene.nadia, &regie_app::CaseFilter::default(), regie_app::CaseSort::Name, None, 50)
            .await
            .unwrap();
        assert!(elsewhere.is_empty(), "another practice sees nothing of it");
    }

    async fn az_06_a_note_and_what_follows_from_it_are_stored_together_or_not_at_all(db: TestDb) {
        let scene = scene(db.open().await).await;
        let case = scene.case().await;
        let contact = Contact {
            on: TODAY,
            channel: Channel::Phone,
            with: With::Client,
            direction: Direction::Incoming,
            minutes: None,
            interpreter: false,
            note: "RR 155/100".to_owned(),
        };
        let note = CaseCommand::RecordContact { contact, completes: Vec::new() };
        let signal = |text: &str| CaseCommand::RaiseSignal {
            signal: Signal { urgency: Urgency::Urgent, text: text.to_owned(), from: With::Client },
        };
        let before = scene.app.case_file(scene.joke, case).await.unwrap().case.version;
        let key = |hash: &[u8]| Some(RequestKey::new("note".to_owned(), hash));
        let failing = Request { key: key(b"1"), ..by(scene.anne) };
        let refused = scene
            .app
            .command_case_at_once(&failing, case, &[note.clone(), action("Vervolg: RR 155/100"), signal(" ")])
            .await;
        assert!(matches!(refused, Err(AppError::Refused(_))), "{refused:?}");
        let file = scene.app.case_file(scene.joke, case).await.unwrap().case;
        assert_eq!((file.version, file.state.contacts.len(), file.state.actions.len()), (before, 0, 0));
        let whole = Request { key: key(b"2"), seen: Some(before), ..by(scene.anne) };
        let commands = [note, action("Vervolg: RR 155/100"), signal("RR 155/100"), CaseCommand::AcknowledgeSignal { no: 1 }];
        let denied = scene.app.command_case_at_once(&whole, case, &commands).await;
        assert!(denied.is_err(), "a colleague does not acknowledge while the case manager is there: {denied:?}");
        assert_eq!(scene.app.case_file(scene.joke, case).await.unwrap().case.version, before);
        let first = scene.app.command_case_at_once(&whole, case, &commands[..3]).await.unwrap();
        let twice = scene.app.command_case_at_once(&whole, case, &commands[..3]).await.unwrap();
        assert_eq!(first, twice, "one key for all of it");
        assert_eq!(first.events, ["contact-recorded", "action-set", "signal-raised"]);
        let none = scene.app.command_case_at_once(&by(scene.anne), case, &[]).await;
        assert!(matches!(none, Err(AppError::Invalid { field: "commands", .. })), "{none:?}");
    }

    async fn az_06_an_urgent_signal_stays_on_top_until_the_case_manager_acknowledges(db: TestDb) {
        let scene = scene(db.open().await).await;
        let case = scene.case().await;
        let signal = Signal {
            urgency: Urgency::Urgent,
            text: "RR 155/100".to_owned(),
            from: With::Org { org: scene.gc_a },
        };
        scene.give(scene.anne, case, CaseCommand::RaiseSignal { signal }).await;
        let board = scene.app.today(scene.joke).await.unwrap();
        assert_eq!(board.urgent.len(), 1);
        let told = scene.app.notices_for(scene.joke, None, 10).await.unwrap();
        assert!(told.iter().any(|notice| notice.notice.receiver == Receiver::Person(scene.joke.person)));
        scene.give(scene.joke, case, CaseCommand::AcknowledgeSignal { no: 1 }).await;
        assert!(scene.app.today(scene.joke).await.unwrap().urgent.is_empty());
    }

    async fn az_10_the_sender_stays_accountable_and_hears_of_a_decline(db: TestDb) {
        let scene = scene(db.open().await).await;
        let case = scene.case().await;
        scene.give(scene.joke, case, relocation(&scene)).await;
        let waiting = scene.app.today(scene.nadia).await.unwrap();
        assert_eq!(waiting.answers.len(), 1, "the receiver sees what waits for her answer");
        assert_eq!(scene.app.today(scene.joke).await.unwrap().waiting.len(), 1);
        let decline = CaseCommand::DeclineHandover { no: 1, reason: "Wij zitten vol".to_owned() };
        scene.give(scene.nadia, case, decline).await;
        let file = scene.app.case_file(scene.joke, case).await.unwrap();
        assert_eq!(file.case.state.case_manager, scene.joke);
        let told = scene.app.notices_for(scene.joke, None, 10).await.unwrap();
        assert!(told.iter().any(|notice| notice.notice.subject.code() == "handover-declined"), "{told:?}");
    }

    async fn az_14_the_deputy_sees_the_board_of_an_absent_colleague(db: TestDb) {
        let scene = scene(db.open().await).await;
        scene.case().await;
        assert!(scene.app.today(scene.anne).await.unwrap().boards.is_empty(), "Joke is at work");
        let absence = Absence { from: TODAY, until: Some(TODAY.saturating_add(7.days())) };
        let away = PersonCommand::SetAbsence { absence };
        scene.app.command_person(&by(scene.joke), scene.joke.person, &away).await.unwrap();
        let boards = scene.app.today(scene.anne).await.unwrap().boards;
        assert_eq!(boards.len(), 1);
        assert_eq!(boards[0].absent, scene.joke.person);
        assert!(!boards[0].lines.is_empty());
        assert!(scene.app.today(scene.selin).await.unwrap().boards.is_empty(), "Selin is nobody's deputy");
        for (days, boards) in [(7, 1), (8, 0)] {
            scene.app.clock().set(morning(TODAY.saturating_add(days.days())));
            let seen = scene.app.today(scene.anne).await.unwrap().boards;
            assert_eq!(seen.len(), boards, "the last day counts, the day after does not: {days}");
        }
    }

    async fn g_10_a_stale_version_is_told_what_changed_and_by_whom(db: TestDb) {
        let scene = scene(db.open().await).await;
        let case = scene.case().await;
        let seen = scene.app.case_file(scene.joke, case).await.unwrap().case.version;
        scene.give(scene.anne, case, action("Kamer aanvragen")).await;
        let late = Request { actor: Actor::Person(scene.joke), seen: Some(seen), key: None };
        let error = scene.app.command_case(&late, case, &action("Tolk boeken")).await.unwrap_err();
        let AppError::Changed(changed) = error else { panic!("{error:?}") };
        assert_eq!(changed.by, Actor::Person(scene.anne));
        assert_eq!((changed.seen, changed.now), (seen, seen + 1));
        assert!(changed.changes[0].line.what.nl.contains("Kamer aanvragen")
            || changed.changes[0].line.detail.as_deref().is_some_and(|detail| detail.contains("Kamer aanvragen")));
    }

    async fn g_10_a_repeated_request_is_carried_out_once(db: TestDb) {
        let scene = scene(db.open().await).await;
        let case = scene.case().await;
        let command = action("Tolk boeken");
        let key = RequestKey::new("klik-1".to_owned(), b"set action");
        let request = Request { actor: Actor::Person(scene.joke), seen: None, key: Some(key) };
        let first = scene.app.command_case(&request, case, &command).await.unwrap();
        let again = scene.app.command_case(&request, case, &command).await.unwrap();
        assert_eq!(first, again);
        assert_eq!(scene.app.case_file(scene.joke, case).await.unwrap().case.state.actions.len(), 1);
        let other = RequestKey::new("klik-1".to_owned(), b"something else");
        let misuse = Request { key: Some(other), ..request };
        assert!(matches!(scene.app.command_case(&misuse, case, &command).await, Err(AppError::KeyReused)));
    }

    async fn g_10_an_answer_is_forgotten_after_thirty_days(db: TestDb) {
        let scene = scene(db.open().await).await;
        let case = scene.case().await;
        let key = RequestKey::new("klik-1".to_owned(), b"set action");
        let request = Request { actor: Actor::Person(scene.joke), seen: None, key: Some(key) };
        let give = async || scene.app.command_case(&request, case, &action("Tolk boeken")).await.unwrap().version;
        let first = give().await;
        scene.app.clock().set(morning(TODAY.saturating_add(29.days())));
        scene.app.tidy().await.unwrap();
        assert_eq!(give().await, first, "remembered");
        scene.app.clock().set(morning(TODAY.saturating_add(31.days())));
        scene.app.tidy().await.unwrap();
        let late = scene.app.command_case(&request, case, &action("Tolk boeken")).await;
        assert!(late.is_err(), "decided anew, and its day has passed: {late:?}");
    }

    async fn az_08_a_case_goes_only_on_the_agenda_of_a_meeting_that_is_still_to_be_held(db: TestDb) {
        let scene = scene(db.open().await).await;
        let case = scene.case().await;
        let plan = |on| PlanMeeting { meeting_kind: MeetingKind::Vsv, org: scene.practice, on, title: "VSV".to_owned() };
        let system = Request::by(Actor::System);
        let meeting = async || scene.app.plan_meeting(&system, &plan(TODAY)).await.unwrap().id.parse().unwrap();
        let put = async |meeting| {
            let put = CaseCommand::PutOnAgenda { meeting, question: "Sectio?".to_owned() };
            scene.app.command_case(&by(scene.joke), case, &put).await
        };
        let (planned, held, cancelled): (MeetingId, MeetingId, MeetingId) =
            (meeting().await, meeting().await, meeting().await);
        let hold = MeetingCommand::Hold { minutes: String::new() };
        scene.app.command_meeting(&system, held, &hold).await.unwrap();
        let cancel = MeetingCommand::Cancel { reason: "sneeuw".to_owned() };
        scene.app.command_meeting(&system, cancelled, &cancel).await.unwrap();
        assert!(put(planned).await.is_ok());
        for (meeting, code) in [(held, "meeting-held"), (cancelled, "meeting-cancelled")] {
            let AppError::Refused(refused) = put(meeting).await.unwrap_err() else { panic!("{code}") };
            assert_eq!(refused.code, code);
        }
        let unknown: MeetingId = case.to_string().parse().unwrap();
        assert!(matches!(put(unknown).await, Err(AppError::NotFound { what: "meeting", .. })));
        let stranger = CaseCommand::PutOnAgenda { meeting: held, question: "?".to_owned() };
        let denied = scene.app.command_case(&by(scene.nadia), case, &stranger).await;
        assert!(matches!(denied, Err(AppError::Denied { .. })), "who may not does not hear how the meeting stands");
    }

    async fn g_10_many_writers_on_one_case_lose_nothing(db: TestDb) {
        let scene = scene(db.open().await).await;
        let case = scene.case().await;
        let before = scene.app.case_file(scene.joke, case).await.unwrap().case.version;
        let writers = (0..8).map(|number| {
            let (app, request) = (scene.app.clone(), by(scene.joke));
            async move { app.command_case(&request, case, &action(&format!("Actie {number}"))).await }
        });
        let done = futures::future::join_all(writers).await;
        // In every round at least one of them gets through, so that nobody has to try more often than there are writers.
        assert!(done.iter().all(Result::is_ok), "{done:?}");
        let after = scene.app.case_file(scene.joke, case).await.unwrap().case;
        assert_eq!(after.version, before + 8);
        let mut kept: Vec<&str> = after.state.actions.iter().map(|action| action.plan.what.as_str()).collect();
        kept.sort_unstable();
        let given: Vec<String> = (0..8).map(|number| format!("Actie {number}")).collect();
        assert_eq!(kept, given, "each one that was acknowledged is there, once");
    }

    async fn g_02_every_view_equals_its_rebuild_after_a_life_of_commands(db: TestDb) {
        let scene = scene(db.open().await).await;
        let case = scene.case().await;
        scene.give(scene.joke, case, action("Tolk boeken")).await;
        scene.give(scene.joke, case, relocation(&scene)).await;
        let accept = CaseCommand::AcceptHandover {
            no: 1,
            deputy: scene.lotte,
            actions: vec![(1, regie_care::case::records::ActionDecision::Take)],
        };
        scene.give(scene.nadia, case, accept).await;
        let views = Views { pathways: &scene.app.pathways() };
        let report = scene.app.store().verify(Some(&views), &mut |_| {}).await.unwrap();
        assert!(report.is_clean(), "{report:?}");
    }

    async fn az_03_the_worker_opens_what_its_day_has_come(db: TestDb) {
        let scene = scene(db.open().await).await;
        let case = scene.case().await;
        scene.app.clock().set(morning(TODAY.saturating_add(35.days())));
        let changed = scene.app.tick_due_cases().await.unwrap();
        assert_eq!(changed, 1);
        assert_eq!(scene.app.tick_due_cases().await.unwrap(), 0, "a second round finds nothing to do");
        let file = scene.app.case_file(scene.joke, case).await.unwrap();
        let open = file.plan.iter().filter(|step| step.occurrence.status() == regie_pathway::Status::Open);
        assert!(open.count() > 0);
    }

    async fn g_01_the_coa_gets_logistics_only(db: TestDb) {
        let scene = scene(db.open().await).await;
        let case = scene.case().await;
        assert!(matches!(scene.app.case_file(scene.coa, case).await, Err(AppError::Denied { .. })));
        let known = scene.app.case_logistics(scene.coa, case).await.unwrap();
        assert_eq!(known.name, "Rania Haddad");
        assert!(matches!(scene.app.history(scene.coa, case, None, 10).await, Err(AppError::Denied { .. })));
        let nurse = scene.app.case_file(scene.nurse, case).await;
        assert!(nurse.is_ok(), "GC A takes part in the care: {nurse:?}");
        assert!(matches!(scene.app.case_file(scene.nadia, case).await, Err(AppError::Denied { .. })));
    }
}
