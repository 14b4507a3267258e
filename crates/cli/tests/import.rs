//! A practice's export, as messy as such exports are: nothing is lost silently, nothing is done twice.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on must stop")]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::{done, file, run};
use regie_app::import::Mapping;
use regie_app::import::mapping::BUILT_IN;
use regie_app::{App, Clock, Ids, Request};
use regie_care::case::Recorded;
use regie_care::client::{self, Client, ClientCommand, ClientEvent};
use regie_care::ids::ClientId;
use regie_care::seat::Actor;
use regie_store::Store;
use regie_testkit::{TestDb, on_both_databases};

/// A practice's export; what is in it stands beside it.
const CASELOAD: &[u8] = include_bytes!("../../testkit/data/caseload.csv");

/// A day that fits the export: its women are pregnant.
const DAY: &str = "2026-11-22T08:00:00Z";

async fn application(store: &Store) -> App {
    let clock = Clock::standing_at(DAY.parse().unwrap());
    App::new(store.clone(), clock, Ids::seeded(3)).await.unwrap()
}

/// Every event of every client, by record.
async fn clients(store: &Store) -> BTreeMap<ClientId, Vec<ClientEvent>> {
    let streams = store.streams_of("client-").await.unwrap();
    let events = |records: Vec<regie_store::Recorded>| {
        records.iter().map(|record| serde_json::from_str(&record.payload).unwrap()).collect()
    };
    streams
        .into_iter()
        .map(|(stream, records)| (stream.as_str()["client-".len()..].parse().unwrap(), events(records)))
        .collect()
}

fn folded(id: ClientId, events: &[ClientEvent]) -> Client {
    let registered = Recorded { by: Actor::System, at: jiff::Timestamp::UNIX_EPOCH };
    let mut client = client::begin(id, &events[0], registered).unwrap();
    events[1..].iter().for_each(|event| client::evolve(&mut client, event));
    client
}

async fn events_in(store: &Store) -> usize {
    let mut export = store.export().await.unwrap();
    let mut count = 0;
    loop {
        let entries = export.next().await.unwrap();
        if entries.is_empty() {
            export.close().await;
            return count;
        }
        count += entries.len();
    }
}

on_both_databases! {
    async fn g_07_the_practices_export_is_taken_in_whole_once_and_doubles_are_proposed(db: TestDb) {
        let mapping = Mapping::parse(BUILT_IN).unwrap();
        let store = db.open().await;
        let app = application(&store).await;
        let report = app.import(CASELOAD, &mapping, |_, _| {}).await.unwrap();
        let left_out = report.rows_left_out();
        assert_eq!(report.rows, report.clients_new + left_out, "every row is a client or is reported: {report:?}");
        assert!((500..=520).contains(&report.clients_new) && left_out <= 5, "{} {left_out}", report.clients_new);
        assert!(report.cases_opened > 300, "{}", report.cases_opened);
        assert!((18..=26).contains(&report.duplicates_proposed), "{}", report.duplicates_proposed);
        assert!(report.problems.iter().all(|problem| problem.line > 1 && !problem.reason.is_empty()));
        let records = clients(&store).await;
        assert_eq!(records.len(), report.clients_new);
        assert!(records.values().flatten().all(|event| !matches!(event, ClientEvent::Merged { .. })));

        let (before, again) = (events_in(&store).await, app.import(CASELOAD, &mapping, |_, _| {}).await.unwrap());
        assert_eq!(events_in(&store).await, before, "the second time changes nothing");
        assert_eq!((again.clients_new, again.clients_corrected, again.cases_opened), (0, 0, 0));
        assert_eq!(again.clients_unchanged, report.clients_new);
        assert_eq!(again.problems, report.problems);
        store.close().await;
    }

    async fn g_07_a_proposed_double_is_merged_by_a_person_and_the_merge_is_undone(db: TestDb) {
        let store = db.open().await;
        let app = application(&store).await;
        app.import(CASELOAD, &Mapping::parse(BUILT_IN).unwrap(), |_, _| {}).await.unwrap();
        let records = clients(&store).await;
        let suspected = records
            .iter()
            .map(|(id, events)| folded(*id, events))
            .find(|client| client.open_suspicions().next().is_some())
            .expect("a double");
        let into = suspected.open_suspicions().next().unwrap().other;
        let by = Request::by(Actor::System);
        let merge = ClientCommand::Merge { into, reason: "Zelfde V-nummer, zij bevestigt het.".to_owned() };
        app.command_client(&by, suspected.id, &merge).await.unwrap();
        let merged = folded(suspected.id, &clients(&store).await[&suspected.id]);
        assert_eq!(merged.merged.map(|merge| merge.into), Some(into));
        let undo = ClientCommand::UndoMerge { reason: "Toch haar zus.".to_owned() };
        app.command_client(&by, suspected.id, &undo).await.unwrap();
        let after = clients(&store).await;
        let stands = folded(suspected.id, &after[&suspected.id]);
        assert_eq!((stands.merged, stands.identity), (None, suspected.identity));
        assert!(folded(into, &after[&into]).absorbed.is_empty());
        store.close().await;
    }
}

const HEADER: &str = "Praktijk;Cliëntnr;Achternaam;Voornaam;Geb.datum;BSN;V-nummer;Taal;Tolk;Telefoon;Locatie;Casemanager;\
                      Vervanger;Laatste menstruatie;A terme datum;Graviditeit/Pariteit;Bevallen op;Huisarts/GC A;\
                      Opmerkingen;Status";

fn row(number: u32, family: &str, bsn: &str) -> String {
    format!(
        "Verloskundigenpraktijk De Ooievaar;{number};{family};Selam;14-03-1998;{bsn};;Tigrinya;J;0612345678;AZC Ter \
         Apel;J. de Vries;A. Bakker;;;2/1;;GC A Ter Apel;;In zorg"
    )
}

#[test]
fn g_07_the_report_names_line_column_and_reason_and_the_status_tells_of_lost_rows() {
    let db = TestDb::sqlite();
    let csv = db.file("export.csv");
    let path = csv.to_str().unwrap();
    let import = |json: bool| {
        let args = ["import", path, "--database", db.url(), "--json"];
        run(if json { &args } else { &args[..4] })
    };
    std::fs::write(&csv, format!("{HEADER}\r\n{}\r\n", row(1, "Tesfay", "123456789"))).unwrap();
    let said = import(false);
    assert_eq!(said.status, 0, "a field is left out, no row: {said:?}");
    assert!(said.out.contains("    1 clients entered") && said.out.contains("line 2, column BSN: "), "{}", said.out);
    assert!(said.out.contains("elfproef"), "{}", said.out);

    std::fs::write(&csv, format!("{HEADER}\r\n{}\r\n{}\r\n", row(1, "Tesfay", "123456789"), row(2, "", ""))).unwrap();
    let said = import(true);
    assert_eq!(said.status, 1, "a row is left out: {said:?}");
    let report = said.json();
    assert_eq!((report["rows"].as_u64(), report["clients-unchanged"].as_u64()), (Some(2), Some(1)));
    assert!(
        report["problems"]
            .as_array()
            .unwrap()
            .iter()
            .any(|problem| problem["line"] == 3 && problem["column"] == "Achternaam" && problem["weight"] == "row"),
        "{report}"
    );
}

#[test]
fn a_dry_run_reports_and_changes_nothing() {
    let db = TestDb::sqlite();
    let csv = db.file("export.csv");
    std::fs::write(&csv, format!("{HEADER}\r\n{}\r\n", row(1, "Tesfay", "123456789"))).unwrap();
    let said = done(&["import", csv.to_str().unwrap(), "--dry-run", "--database", db.url()]);
    assert!(said.out.contains("dry run") && said.out.contains("line 2, column BSN: "), "{}", said.out);
    assert_eq!(done(&["verify", "--json", "--database", db.url()]).json()["events"], 0);
}

#[test]
fn a_file_without_the_columns_or_a_mapping_with_an_unknown_key_is_refused_whole() {
    let db = TestDb::sqlite();
    let (csv, mapping) = (db.file("export.csv"), db.file("mapping.toml"));
    std::fs::write(&csv, "Naam;Geboren\r\nTesfay;1998\r\n").unwrap();
    let said = run(&["import", csv.to_str().unwrap(), "--database", db.url()]);
    assert_eq!(said.status, 1);
    assert!(said.err.contains("has no column Praktijk"), "{said:?}");
    std::fs::write(&mapping, format!("colour = \"red\"\n{BUILT_IN}")).unwrap();
    let args = ["import", csv.to_str().unwrap(), "--mapping", mapping.to_str().unwrap(), "--database", db.url()];
    let said = run(&args);
    assert_eq!(said.status, 1);
    assert!(said.err.contains("colour") && said.err.contains("docs/import.md"), "{said:?}");
}

/// The keys that serde expects at a place of the mapping, as it tells them of one that it does not know.
fn keys_at(place: &str) -> BTreeSet<String> {
    let mapping = match place {
        "" => format!("not-a-key = 1\n{BUILT_IN}"),
        "remarks" => format!("{BUILT_IN}\n[[remarks]]\nnot-a-key = 1\n"),
        place => BUILT_IN.replacen(&format!("{place}]\n"), &format!("{place}]\nnot-a-key = 1\n"), 1),
    };
    let error = Mapping::parse(&mapping).expect_err("an unknown key");
    let (_, expected) = error.split_once("expected ").unwrap_or_else(|| panic!("{error}"));
    expected.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn every_key_of_the_mapping_is_described() {
    let text = std::fs::read_to_string(file("docs/import.md")).unwrap();
    let practice = "\"VP Noorderlicht\"";
    for (place, some) in [
        ("", "settled-before"),
        ("columns", "gravida-para"),
        ("status", "without-case"),
        (practice, "secure-mail"),
        ("remarks", "means"),
    ] {
        let keys = keys_at(place);
        assert!(keys.contains(some), "{place}: {keys:?}");
        for key in keys {
            let named = text.contains(&format!("`{key}`"))
                || text.contains(&format!("`[{key}]`"))
                || text.contains(&format!("`[[{key}]]`"))
                || text.contains(&format!("`[{key}.\"NAME\"]`"));
            assert!(named, "docs/import.md does not describe `{key}` of [{place}]");
        }
    }
}
