//! Importing a practice's export.
#![allow(clippy::unwrap_used, reason = "in tests")]

mod common;

use common::{TODAY, by, morning, scene};
use regie_app::import::{Mapping, Weight, mapping::BUILT_IN};
use regie_app::{App, Clock, Ids};
use regie_testkit::{TestDb, on_both_databases};

const HEADER: &str = "Praktijk;Cliëntnr;Achternaam;Voornaam;Geb.datum;BSN;V-nummer;Taal;Tolk;Telefoon;Locatie;\
    Casemanager;Vervanger;Laatste menstruatie;A terme datum;Graviditeit/Pariteit;Bevallen op;Huisarts/GC A;\
    Opmerkingen;Status";

fn file(rows: &[&str]) -> Vec<u8> {
    let mut text = format!("\u{feff}{HEADER}\r\n");
    for row in rows {
        text.push_str(row);
        text.push_str("\r\n");
    }
    text.into_bytes()
}

async fn app(db: &TestDb) -> App {
    App::new(db.open().await, Clock::standing_at(morning(TODAY)), Ids::seeded(3)).await.unwrap()
}

const GOOD: &str = "VP Noorderlicht;10387;Yusuf;Mariama;11-05-1995;;2301234417;ar;ja;06-58631872;HTL Hoogeveen;\
    J. de Vries;Anne Bakker;07-07-2026;13-04-2027;G2P1;;GCA Utrecht;sectio in anamnese;in zorg";

on_both_databases! {
    async fn g_07_an_export_opens_cases_and_a_second_run_changes_nothing(db: TestDb) {
        let app = app(&db).await;
        let mapping = Mapping::parse(BUILT_IN).unwrap();
        let report = app.import(&file(&[GOOD]), &mapping, |_, _| {}).await.unwrap();
        assert_eq!((report.rows, report.clients_new, report.cases_opened), (1, 1, 1), "{report:?}");
        assert!(report.problems.is_empty(), "{report:?}");
        let events = app.store().verify(None, &mut |_| {}).await.unwrap().events;
        let again = app.import(&file(&[GOOD]), &mapping, |_, _| {}).await.unwrap();
        assert_eq!((again.clients_new, again.clients_unchanged, again.cases_opened), (0, 1, 0));
        assert_eq!(app.store().verify(None, &mut |_| {}).await.unwrap().events, events);
    }

    async fn g_07_bad_rows_are_reported_with_line_and_column_and_the_rest_is_kept(db: TestDb) {
        let app = app(&db).await;
        let mapping = Mapping::parse(BUILT_IN).unwrap();
        let cut_short = "VP Noorderlicht;10127;Shevchenko;Ayse";
        let wrong_bsn = "VP Noorderlicht;10128;Eze;Grace;01-02-1998;123456789;2401234417;;;;;J. de Vries;;;;;;;;in zorg";
        let unquoted = "VP Noorderlicht;10129;Bah;Ayse;13-9-88;;2501234417;;;;;J. de Vries;;;;;;;Verhuisd; opgevraagd;in zorg";
        let late_due = "VP Noorderlicht;10130;Farah;Hodan;03-02-1999;;2601234417;;;;;J. de Vries;;;22-01-2028;;;;;in zorg";
        let report = app
            .import(&file(&[cut_short, wrong_bsn, unquoted, late_due]), &mapping, |_, _| {})
            .await
            .unwrap();
        assert_eq!((report.clients_new, report.rows_left_out()), (3, 1), "{report:?}");
        let at = |line: u64, column: &str, weight| {
            report.problems.iter().any(|p| p.line == line && p.column == column && p.weight == weight)
        };
        assert!(at(2, "", Weight::Row), "{report:?}");
        assert!(at(3, "BSN", Weight::Field), "{report:?}");
        assert!(at(4, "Opmerkingen", Weight::Note), "{report:?}");
        assert!(at(5, "A terme datum", Weight::Field), "{report:?}");
    }

    async fn g_07_doubles_in_an_export_are_proposed_never_merged(db: TestDb) {
        let app = app(&db).await;
        let mapping = Mapping::parse(BUILT_IN).unwrap();
        let double = GOOD.replace("10387", "10999").replace("Yusuf", "Yussuf");
        let report = app.import(&file(&[GOOD, &double]), &mapping, |_, _| {}).await.unwrap();
        assert_eq!((report.clients_new, report.duplicates_proposed), (2, 1), "{report:?}");
    }
}

#[test]
fn a_mapping_that_names_no_such_column_is_refused_in_words() {
    regie_testkit::on_sqlite(|db| async move {
        let scene = scene(db.open().await).await;
        let mapping = Mapping::parse(&BUILT_IN.replace("\"Achternaam\"", "\"Naam\"")).unwrap();
        let error = scene.app.inspect_import(&file(&[GOOD]), &mapping).unwrap_err().to_string();
        assert!(error.contains("no column Naam"), "{error}");
        assert!(
            scene
                .app
                .caseload(
                    by(scene.joke).actor.seat().unwrap(),
                    &regie_app::CaseFilter::default(),
                    regie_app::CaseSort::Name,
                    None,
                    5
                )
                .await
                .unwrap()
                .is_empty()
        );
    });
}
