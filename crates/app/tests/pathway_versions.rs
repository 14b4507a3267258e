//! A case runs on the exact text that it began with, whatever a later program ships.
#![allow(clippy::unwrap_used, reason = "in tests")]

mod common;

use common::{Scene, TODAY, by, morning, scene};
use jiff::ToSpan;
use jiff::civil::date;
use regie_app::{App, AppError, Clock, Ids, Request, SHIPPED_PATHWAYS, Views, known_pathways, pathways_with};
use regie_care::case::records::HandoverKind;
use regie_care::case::{CaseCommand, OpenCase};
use regie_care::ids::CaseId;
use regie_care::organisation::{ContactPoints, RegisterOrg};
use regie_care::seat::{Actor, OrgKind, Role, Seat};
use regie_pathway::{Command, Overlay};
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

/// The shipped pathways, with the variant of psychosocial care of VSV Noord and one of postnatal care of VSV Zuid.
async fn with_variants(store: Store) -> App {
    let shipped = |id: &str| *SHIPPED_PATHWAYS.iter().find(|(name, _)| name.contains(id)).unwrap();
    let both = |overlay: &str, id: &str| {
        let (name, text) = shipped(id);
        Overlay::read("overlay.toml", overlay).unwrap().over(name, text).unwrap().text
    };
    let north = both(include_str!("../../../pathways/psychosociaal/overlays/vsv-noord/overlay.toml"), "psychosociaal");
    let version = regie_pathway::Definition::parse("postnataal", shipped("postnataal").1).unwrap().version().to_owned();
    let south = format!(
        "[overlay]\nid = \"vsv-zuid\"\nof = \"postnataal\"\nof-version = \"{version}\"\nnetwork = \"VSV Zuid\"\n\
         version = \"zuid\"\ntitle = {{ nl = \"Kraamperiode in het zuiden\" }}\n"
    );
    let south = both(&south, "postnataal");
    let own = [("north", north.as_str()), ("south", south.as_str())];
    let all: Vec<(&str, &str)> = SHIPPED_PATHWAYS.iter().copied().chain(own).collect();
    App::shipping(store, Clock::standing_at(morning(TODAY)), Ids::seeded(11), &all).await.unwrap()
}

/// Of which network each pathway of the case is.
async fn networks(app: &App, seat: Seat, case: CaseId) -> Vec<Option<String>> {
    let file = app.case_file(seat, case).await.unwrap();
    let pathways = app.pathways();
    let network = |run| pathways.of(run).unwrap().variant().map(|variant| variant.network.clone());
    file.case.state.runs.iter().map(network).collect()
}

/// The case moves to a practice in another network; who is accountable there, and her deputy.
async fn move_south(scene: &Scene, case: CaseId) -> (Seat, Seat) {
    let (name, network) = ("Verloskundigen Budel".to_owned(), "VSV Zuid".to_owned());
    let contact =
        ContactPoints { phone: "0495-555".to_owned(), emergency: "0495-556".to_owned(), ..Default::default() };
    let register = RegisterOrg { name, org_kind: OrgKind::MidwifePractice, network, contact };
    let org = scene.app.register_org(&Request::by(Actor::System), &register).await.unwrap().id.parse().unwrap();
    let south = scene.colleague("Fleur Peeters", org, Role::Midwife).await;
    let colleague = scene.colleague("Loes Maas", org, Role::Midwife).await;
    let propose = CaseCommand::ProposeHandover {
        work: Vec::new(),
        handover: HandoverKind::Relocation {
            moves_on: TODAY.saturating_add(2.days()),
            coa: None,
            gc_a: None,
            place: String::new(),
        },
        to_org: org,
        to_person: None,
        note: "Zij verhuist".to_owned(),
        answer_by: TODAY,
    };
    scene.give(scene.joke, case, propose).await;
    scene.give(south, case, CaseCommand::AcceptHandover { no: 1, deputy: colleague, actions: Vec::new() }).await;
    (south, colleague)
}

async fn version_of(app: &App, seat: Seat, case: CaseId) -> String {
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

    async fn cm_02_a_case_takes_the_variant_of_the_network_that_is_accountable_and_keeps_it(db: TestDb) {
        let scene = scene(db.open().await).await;
        let case = scene.case().await;
        scene.app.store().close().await;
        let scene = Scene { app: with_variants(db.open().await).await, ..scene };
        let start = |id: &str| CaseCommand::StartPathway { pathway: id.into(), anchors: [].into(), facts: [].into() };
        let by_name = scene.app.command_case(&by(scene.joke), case, &start("psychosociaal@vsv-noord")).await;
        assert!(matches!(by_name, Err(AppError::Refused(refused)) if refused.code == "network-decides"));
        scene.give(scene.joke, case, start("psychosociaal")).await;
        let twice = scene.app.command_case(&by(scene.joke), case, &start("psychosociaal")).await;
        assert!(matches!(twice, Err(AppError::Refused(refused)) if refused.code == "pathway-runs"));
        assert_eq!(networks(&scene.app, scene.joke, case).await, [None, Some("VSV Noord".to_owned())]);

        let (south, colleague) = move_south(&scene, case).await;
        assert_eq!(networks(&scene.app, south, case).await, [None, Some("VSV Noord".to_owned())], "it keeps what it pinned");
        scene.give(south, case, start("postnataal")).await;
        let moved = [None, Some("VSV Noord".to_owned()), Some("VSV Zuid".to_owned())];
        assert_eq!(networks(&scene.app, south, case).await, moved, "what begins now is the new network's");
        let history = scene.app.history(south, case, None, 200).await.unwrap();
        let told: Vec<&str> = history.iter().map(|change| change.line.what.nl.as_str()).collect();
        assert!(told.iter().any(|line| line.contains("versie van VSV Zuid")), "{told:?}");

        // Opened there, where nobody has a variant of it.
        let client = scene.client("Tesfay", "2733044022").await;
        let open = OpenCase {
            client,
            case_manager: south,
            deputy: colleague,
            on: TODAY,
            pathway: "psychosociaal".into(),
            anchors: [].into(),
            facts: [].into(),
            team: [].into(),
        };
        let other: CaseId = scene.app.open_case(&by(south), &open).await.unwrap().id.parse().unwrap();
        assert_eq!(networks(&scene.app, south, other).await, [None]);
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
