//! A case runs on the exact text that it began with, whatever a later program ships.
#![allow(clippy::unwrap_used, reason = "in tests")]

mod common;

use common::{TODAY, by, morning, scene};
use jiff::ToSpan;
use jiff::civil::date;
use regie_app::{App, Clock, Ids, SHIPPED_PATHWAYS, Views, known_pathways, pathways_with};
use regie_care::case::{CaseCommand, OpenCase};
use regie_care::ids::CaseId;
use regie_pathway::Command;
use regie_store::{Content, Store, definitions_in};
use regie_testkit::{TestDb, on_both_databases};

/// The shipped pathway as a later program has it: another version, valid from this day, with another title of a step.
fn second_version(valid_from: &str) -> String {
    let text = SHIPPED_PATHWAYS[0].1.replace("\"2026.1\"", "\"2026.2\"");
    let text = text.replace("valid-from = 2026-01-01", &format!("valid-from = {valid_from}"));
    let changed = text.replace("Geboorteplan bespreken", "Geboorteplan samen maken");
    assert!(changed != text && text.contains(valid_from), "the shipped text has changed: mend this test");
    changed
}

async fn shipping(store: Store, text: &str) -> App {
    let clock = Clock::standing_at(morning(TODAY));
    App::shipping(store, clock, Ids::seeded(11), &[(SHIPPED_PATHWAYS[0].0, text)]).await.unwrap()
}

async fn version_of(app: &App, seat: regie_care::seat::Seat, case: CaseId) -> String {
    let file = app.case_file(seat, case).await.unwrap();
    let hash = file.case.state.runs[0].state.started().unwrap().hash.clone();
    app.pathways().pinned(&hash).unwrap().version().to_owned()
}

on_both_databases! {
    async fn az_03_a_case_goes_on_under_the_text_it_began_with(db: TestDb) {
        let scene = scene(db.open().await).await;
        let case = scene.case().await;
        let client = scene.client("Tesfay", "2733044022").await;
        scene.app.store().close().await;

        let app = shipping(db.open().await, &second_version("2026-06-01")).await;
        assert_eq!(version_of(&app, scene.joke, case).await, "2026.1");
        let plan = Command::Plan { step: "birth-plan".into(), nth: None, date: TODAY.saturating_add(1.day()) };
        let command = CaseCommand::Pathway { pathway: "az-verloskunde".into(), command: plan };
        app.command_case(&by(scene.joke), case, &command).await.unwrap();
        let file = app.case_file(scene.joke, case).await.unwrap();
        let titles = |file: &regie_app::CaseFile| format!("{:?}", file.plan);
        assert!(!titles(&file).contains("samen maken"), "nothing of the second version in the first case");

        let open = OpenCase {
            client,
            case_manager: scene.joke,
            deputy: scene.anne,
            on: TODAY,
            pathway: "az-verloskunde".into(),
            anchors: [("due".into(), date(2027, 1, 24))].into(),
            facts: [].into(),
            team: [].into(),
        };
        let second: CaseId = app.open_case(&by(scene.joke), &open).await.unwrap().id.parse().unwrap();
        assert_eq!(version_of(&app, scene.joke, second).await, "2026.2");

        // Back under the first program both go on, and every view equals its rebuild.
        app.store().close().await;
        let app = shipping(db.open().await, SHIPPED_PATHWAYS[0].1).await;
        assert_eq!(version_of(&app, scene.joke, case).await, "2026.1");
        assert_eq!(version_of(&app, scene.joke, second).await, "2026.2");
        let pathways = known_pathways(app.store()).await.unwrap();
        let report = app.store().verify(Some(&Views { pathways: &pathways }), &mut |_| {}).await.unwrap();
        assert!(report.is_clean(), "{report:?}");
        copied_whole(app.store()).await;
    }

    async fn az_03_a_version_that_is_not_valid_yet_waits_for_its_day(db: TestDb) {
        let store = db.open().await;
        let tomorrow = TODAY.saturating_add(1.day());
        let later = second_version(&tomorrow.to_string());
        let shipped = [(SHIPPED_PATHWAYS[0].0, SHIPPED_PATHWAYS[0].1), ("later", later.as_str())];
        let clock = Clock::standing_at(morning(TODAY));
        let app = App::shipping(store, clock, Ids::seeded(1), &shipped).await.unwrap();
        let on = |day| app.pathways().current(&"az-verloskunde".into(), day).unwrap().version().to_owned();
        assert_eq!((on(TODAY), on(tomorrow)), ("2026.1".to_owned(), "2026.2".to_owned()));
    }
}

/// A copy brings the texts along, so that its cases run on anywhere.
async fn copied_whole(store: &Store) {
    for content in [Content::Journal, Content::Everything] {
        let mut copy = Vec::new();
        store.export_lines(content, morning(TODAY), &mut copy).await.unwrap();
        let kept = definitions_in(&mut copy.as_slice()).unwrap();
        assert_eq!(kept.len(), SHIPPED_PATHWAYS.len() + 1);
        let pathways = pathways_with(&kept).unwrap();
        let elsewhere = TestDb::sqlite();
        let restored = elsewhere.open().await;
        let views = Views { pathways: &pathways };
        let report = restored.restore_lines(&mut copy.as_slice(), &views, &mut |_| {}).await.unwrap();
        assert!(report.is_clean(), "{report:?}");
        assert_eq!(restored.definitions().await.unwrap(), kept);
    }
}
