//! The intake: drafts that only their writer reads, and recording over what somebody else recorded.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod common;

use common::{Scene, by, scene};
use regie_app::{AppError, IntakeDraft, Keeping};
use regie_care::case::CaseCommand;
use regie_care::case::records::{ClosingReason, IntakeSection, SocialHistory, TrustedPerson};
use regie_care::client::{Identity, RegisterClient};
use regie_care::identity::VNumber;
use regie_care::ids::CaseId;
use regie_care::intake::{Part, Typed};
use regie_care::seat::Seat;
use regie_testkit::{TestDb, on_both_databases};

fn typed(answers: &[(&str, &str)]) -> Typed {
    answers.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

fn social(partner: &str) -> IntakeSection {
    IntakeSection::Social(SocialHistory { partner: partner.to_owned(), ..SocialHistory::default() })
}

async fn keep(scene: &Scene, seat: Seat, case: CaseId, partner: &str, rev: u64) -> Result<Keeping, AppError> {
    scene.app.keep_intake_draft(seat, case, Part::Social, &typed(&[("partner", partner)]), (0, rev)).await
}

async fn kept(scene: &Scene, seat: Seat, case: CaseId, partner: &str, rev: u64) -> IntakeDraft {
    match keep(scene, seat, case, partner, rev).await.unwrap() {
        Keeping::Kept(draft) => draft,
        other => panic!("{other:?}"),
    }
}

on_both_databases! {
    async fn az_04_what_was_typed_is_resumed_elsewhere_and_is_nobody_elses(db: TestDb) {
        let scene = scene(db.open().await).await;
        let case = scene.case().await;
        let version = scene.app.case_file(scene.joke, case).await.unwrap().case.version;
        let draft = kept(&scene, scene.joke, case, "elders in Nederland", 0).await;
        assert_eq!((draft.rev, draft.typed["partner"].as_str()), (1, "elders in Nederland"));
        let resumed = scene.app.intake(scene.joke, case).await.unwrap();
        assert_eq!((resumed.drafts, resumed.others), (vec![draft], vec![]));
        let of_colleague = scene.app.intake(scene.anne, case).await.unwrap();
        assert!(of_colleague.drafts.is_empty() && of_colleague.others[0].by == scene.joke);
        assert_eq!(scene.app.case_file(scene.joke, case).await.unwrap().case.version, version, "no part of the record");
        let interrupted = scene.app.begun(scene.joke).await.unwrap().intakes;
        assert_eq!((interrupted.len(), interrupted[0].name.as_str()), (1, "Rania Haddad"));
        assert!(scene.app.begun(scene.anne).await.unwrap().intakes.is_empty());
        assert!(scene.app.drop_intake_draft(scene.joke, case, Part::Social).await.unwrap());
        assert!(scene.app.intake(scene.joke, case).await.unwrap().drafts.is_empty());
    }

    async fn az_04_the_phone_and_the_desk_do_not_overwrite_each_other(db: TestDb) {
        let scene = scene(db.open().await).await;
        let case = scene.case().await;
        kept(&scene, scene.joke, case, "op kantoor", 0).await;
        let phone = kept(&scene, scene.joke, case, "onderweg", 1).await;
        let Keeping::Newer(newer) = keep(&scene, scene.joke, case, "weer op kantoor", 1).await.unwrap() else { panic!() };
        assert_eq!(newer, phone);
        assert!(matches!(keep(&scene, scene.joke, case, "onderweg", 0).await.unwrap(), Keeping::Kept(_)), "the same text");
    }

    async fn az_04_who_lost_access_cannot_read_her_draft(db: TestDb) {
        let scene = scene(db.open().await).await;
        let case = scene.case().await;
        for stranger in [scene.nadia, scene.coa, scene.nurse] {
            let refused = keep(&scene, stranger, case, "x", 0).await.unwrap_err();
            assert!(matches!(refused, AppError::Denied { .. }), "{refused}");
        }
        kept(&scene, scene.joke, case, "bij haar", 0).await;
        let leave = regie_care::person::PersonCommand::Leave { org: scene.practice };
        scene.give(scene.anne, case, CaseCommand::NameDeputy { deputy: scene.selin, from: common::TODAY, until: None }).await;
        let colleague = scene.colleague("Tijdelijk", scene.practice, regie_care::seat::Role::Midwife).await;
        kept(&scene, colleague, case, "van wie vertrekt", 0).await;
        scene.app.command_person(&regie_app::Request::by(regie_care::seat::Actor::System), colleague.person, &leave).await.unwrap();
        assert!(matches!(scene.app.intake(colleague, case).await, Err(AppError::Denied { .. })));
        assert!(matches!(scene.app.intake_drafts(colleague, case).await, Err(AppError::Denied { .. })));
        assert!(scene.app.begun(colleague).await.unwrap().intakes.is_empty());
        assert_eq!(scene.app.intake_drafts(scene.joke, case).await.unwrap().len(), 1);
    }

    async fn az_04_a_colleagues_recording_is_seen_before_it_is_replaced(db: TestDb) {
        let scene = scene(db.open().await).await;
        let case = scene.case().await;
        kept(&scene, scene.joke, case, "bij haar", 0).await;
        kept(&scene, scene.anne, case, "weet niet waar", 0).await;
        scene.app.record_intake(&by(scene.anne), case, &social("weet niet waar"), 0).await.unwrap();
        assert!(scene.app.intake(scene.anne, case).await.unwrap().drafts.is_empty(), "recorded, so no draft any more");
        let changed = scene.app.record_intake(&by(scene.joke), case, &social("bij haar"), 0).await.unwrap_err();
        let AppError::Changed(changed) = changed else { panic!("{changed}") };
        assert_eq!((changed.by, changed.changes.len()), (regie_care::seat::Actor::Person(scene.anne), 1));
        let file = scene.app.intake(scene.joke, case).await.unwrap();
        assert_eq!(file.drafts[0].typed["partner"], "bij haar", "her text is still hers");
        assert_eq!(file.of(Part::Social).count(), 1);
        scene.app.record_intake(&by(scene.joke), case, &social("bij haar"), 1).await.unwrap();
        let file = scene.app.intake(scene.joke, case).await.unwrap();
        assert_eq!((file.of(Part::Social).count(), file.drafts.len()), (2, 0));
    }

    async fn az_04_another_change_of_the_case_does_not_stand_in_the_way(db: TestDb) {
        let scene = scene(db.open().await).await;
        let case = scene.case().await;
        let person = TrustedPerson { name: "Amal".to_owned(), relation: "zus".to_owned(), phone: None };
        scene.give(scene.anne, case, CaseCommand::NameTrustedPerson { person }).await;
        scene.app.record_intake(&by(scene.joke), case, &social("bij haar"), 0).await.unwrap();
        let same = scene.app.record_intake(&by(scene.joke), case, &social("bij haar"), 1).await.unwrap_err();
        assert!(matches!(&same, AppError::Refused(refused) if refused.code == "nothing-to-do"), "{same}");
    }

    async fn az_04_drafts_go_when_the_case_closes(db: TestDb) {
        let scene = scene(db.open().await).await;
        let case = scene.case().await;
        kept(&scene, scene.joke, case, "bij haar", 0).await;
        kept(&scene, scene.anne, case, "elders", 0).await;
        let close = CaseCommand::Close {
            on: common::TODAY, reason: ClosingReason::OpenedByMistake, note: "dubbel".to_owned(), died_on: None };
        scene.give(scene.joke, case, close).await;
        let refused = keep(&scene, scene.joke, case, "nog iets", 0).await.unwrap_err();
        assert!(matches!(&refused, AppError::Refused(refused) if refused.code == "case-closed"), "{refused}");
        scene.give(scene.joke, case, CaseCommand::Reopen { reason: "toch niet".to_owned() }).await;
        let file = scene.app.intake(scene.joke, case).await.unwrap();
        assert!(file.drafts.is_empty() && file.others.is_empty());
        scene.app.tidy().await.unwrap();
    }

    async fn az_04_a_draft_holds_answers_to_its_questions_only(db: TestDb) {
        let scene = scene(db.open().await).await;
        let case = scene.case().await;
        for wrong in [typed(&[("gravida", "3")]), typed(&[("partner", "\0")]), typed(&[("partner", &"x".repeat(500_000))])] {
            let refused = scene.app.keep_intake_draft(scene.joke, case, Part::Social, &wrong, (0, 0)).await.unwrap_err();
            assert!(matches!(refused, AppError::Invalid { field: "typed", .. }), "{refused}");
        }
        assert!(matches!(keep(&scene, scene.joke, case, "", 0).await.unwrap(), Keeping::NothingNew));
    }

    async fn g_07_doubles_are_told_before_a_client_is_entered(db: TestDb) {
        let scene = scene(db.open().await).await;
        let case = scene.case().await;
        let identity = Identity {
            family_name: "Haddad".to_owned(),
            v_number: Some(VNumber::parse("2301234417").unwrap()),
            ..Identity::default()
        };
        let own = scene.app.possible_doubles(scene.joke, &identity).await.unwrap();
        assert!(own[0].known.as_ref().is_some_and(|(_, known)| known.full_name() == "Rania Haddad"));
        let elsewhere = scene.app.possible_doubles(scene.nadia, &identity).await.unwrap();
        assert!(elsewhere[0].known.is_none(), "in care elsewhere: not hers to see");
        assert_eq!(elsewhere[0].reasons, own[0].reasons);
        assert!(matches!(scene.app.possible_doubles(scene.coa, &identity).await, Err(AppError::Denied { .. })));
        scene.app.register_client(&by(scene.nadia), &RegisterClient { identity }).await.unwrap();
        assert!(scene.app.case_file(scene.joke, case).await.is_ok());
    }
}
