//! Importing a practice's export.
#![allow(clippy::unwrap_used, reason = "in tests")]

mod common;

use common::{TODAY, by, morning, scene};
use jiff::Timestamp;
use regie_app::import::{Mapping, Weight, mapping::BUILT_IN};
use regie_app::{App, Clock, Ids, Request};
use regie_care::case::records::Recorded;
use regie_care::client::{self, ClientCommand, Identity};
use regie_care::ids::ClientId;
use regie_care::seat::Actor;
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
    app_with(db, 3).await
}

async fn app_with(db: &TestDb, seed: u64) -> App {
    App::new(db.open().await, Clock::standing_at(morning(TODAY)), Ids::seeded(seed)).await.unwrap()
}

/// Polls the future so many times and drops it; says whether it came to its end.
async fn stop_after<T>(polls: u32, future: impl Future<Output = T>) -> bool {
    let mut future = std::pin::pin!(future);
    for _ in 0..=polls {
        if futures::poll!(&mut future).is_ready() {
            return true;
        }
        tokio::time::sleep(std::time::Duration::from_millis(1)).await;
    }
    false
}

const GOOD: &str = "VP Noorderlicht;10387;Yusuf;Mariama;11-05-1995;;2301234417;ar;ja;06-58631872;HTL Hoogeveen;\
    J. de Vries;Anne Bakker;07-07-2026;13-04-2027;G2P1;;GCA Utrecht;sectio in anamnese;in zorg";

async fn events_in(app: &App) -> u64 {
    app.store().verify(None, &mut |_| {}).await.unwrap().events
}

async fn client_of(app: &App, number: &str) -> ClientId {
    let source = "praktijkexport/VP Noorderlicht";
    app.store().client_by_source_number(source, number).await.unwrap().unwrap().client
}

/// By whom and when is not asked here.
const ENTERED: Recorded = Recorded { by: Actor::System, at: Timestamp::UNIX_EPOCH };

/// The particulars as they stand now.
async fn app_client(app: &App, id: ClientId) -> Identity {
    let events = app.store().events(&regie_store::StreamId::new(id.stream()), 0).await.unwrap();
    let events = events.iter().map(|event| serde_json::from_str(&event.payload).unwrap());
    client::replay(id, events, ENTERED).unwrap().identity
}

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

    async fn g_07_a_file_that_says_the_same_again_undoes_nothing_that_people_did(db: TestDb) {
        let app = app(&db).await;
        let mapping = Mapping::parse(BUILT_IN).unwrap();
        let numberless = GOOD.replace("10387", "").replace("2301234417", "2401234417").replace("Mariama", "Aster");
        let export = file(&[GOOD, &numberless]);
        let report = app.import(&export, &mapping, |_, _| {}).await.unwrap();
        assert_eq!((report.clients_new, report.cases_opened), (2, 2), "{report:?}");
        let numbered = client_of(&app, "10387").await;
        let correct = async |phone: &str| {
            let identity = app_client(&app, numbered).await;
            let identity = Box::new(Identity { phone: phone.to_owned(), ..identity });
            let command = ClientCommand::CorrectIdentity { identity, reason: "gebeld".to_owned() };
            app.command_client(&Request::by(Actor::System), numbered, &command).await.unwrap();
        };
        correct("+31611111111").await;
        let events = events_in(&app).await;
        let again = app.import(&export, &mapping, |_, _| {}).await.unwrap();
        assert_eq!((again.clients_new, again.clients_corrected, again.clients_unchanged), (0, 0, 2), "{again:?}");
        assert_eq!(again.cases_opened, 0);
        assert_eq!(events_in(&app).await, events, "nothing at all was written");
        assert_eq!(app_client(&app, numbered).await.phone, "+31611111111", "what was corrected in Regie stays");

        // What the practice changes does come in, once, and stays undone when a person undoes it.
        let moved = file(&[&GOOD.replace("HTL Hoogeveen", "AZC Delfzijl"), &numberless]);
        let changed = app.import(&moved, &mapping, |_, _| {}).await.unwrap();
        assert_eq!((changed.clients_new, changed.clients_corrected, changed.clients_unchanged), (0, 1, 1));
        assert_eq!(app_client(&app, numbered).await.site, "AZC Delfzijl");
        correct("+31622222222").await;
        let events = events_in(&app).await;
        app.import(&moved, &mapping, |_, _| {}).await.unwrap();
        assert_eq!(events_in(&app).await, events);
    }

    async fn g_07_a_record_that_stands_twice_in_a_file_counts_once(db: TestDb) {
        let app = app(&db).await;
        let mapping = Mapping::parse(BUILT_IN).unwrap();
        let numberless = GOOD.replace("10387", "").replace("2301234417", "2401234417");
        let rows = [GOOD, &GOOD.replace("ar;ja", "ti;ja"), &numberless, &numberless.replace("ar;ja", "ti;ja")];
        for _ in 0..2 {
            let report = app.import(&file(&rows), &mapping, |_, _| {}).await.unwrap();
            assert_eq!((report.clients_corrected, report.rows_left_out()), (0, 2), "{report:?}");
            for (line, what) in [(3, "number 10387 stands on line 2"), (5, "without a number, stands on line 4")] {
                let told = report.problems.iter().any(|told| told.line == line && told.reason.contains(what));
                assert!(told, "{report:?}");
            }
        }
    }

    async fn g_07_an_import_goes_on_wherever_it_stopped(db: TestDb) {
        let mut mapping = Mapping::parse(BUILT_IN).unwrap();
        mapping.settled_before = vec!["discuss-pathway".to_owned(), "intake".to_owned()];
        let mut stopped = 0;
        for polls in (0..400).step_by(3) {
            let row = GOOD.replace("10387", &format!("{polls}")).replace("2301234417", &format!("23012{polls:05}"));
            let export = file(&[&row]);
            let app = app_with(&db, 2 * u64::from(polls)).await;
            let whole = stop_after(polls, app.import(&export, &mapping, |_, _| {})).await;
            stopped += usize::from(!whole);
            // What was on its way to the disk gets there, as when the program is killed.
            app.store().close().await;
            let app = app_with(&db, 2 * u64::from(polls) + 1).await;
            let report = app.import(&export, &mapping, |_, _| {}).await.unwrap();
            assert!(report.problems.is_empty(), "stopped after {polls} polls: {report:?}");
            let client = client_of(&app, &polls.to_string()).await;
            let cases = app.store().cases_of_client(client).await.unwrap();
            assert_eq!(cases.len(), 1, "stopped after {polls} polls");
            let stream = regie_store::StreamId::new(cases[0].case.stream());
            let kinds: Vec<String> =
                app.store().events(&stream, 0).await.unwrap().into_iter().map(|event| event.payload).collect();
            let count = |word: &str| kinds.iter().filter(|payload| payload.contains(word)).count();
            assert_eq!(count("\"caesarean-before\":true"), 1, "stopped after {polls} polls: {kinds:?}");
            assert_eq!(count("Gedaan v\u{f3}\u{f3}r de overstap"), 2, "stopped after {polls} polls: {kinds:?}");
            let events = events_in(&app).await;
            app.import(&export, &mapping, |_, _| {}).await.unwrap();
            assert_eq!(events_in(&app).await, events, "and then it is done");
            app.store().close().await;
            if whole {
                break;
            }
        }
        assert!(stopped > 2, "stopped {stopped} times");
    }

    async fn g_07_an_import_that_stopped_between_a_case_and_its_history_finishes_it(db: TestDb) {
        let mut mapping = Mapping::parse(BUILT_IN).unwrap();
        mapping.settled_before = vec!["discuss-pathway".to_owned(), "intake".to_owned()];
        let export = file(&[GOOD]);
        let looks_on = db.open().await;
        {
            let app = app(&db).await;
            let mut import = Box::pin(app.import(&export, &mapping, |_, _| {}));
            // Looked at after every poll: when the case is there, at most one command of its history is under way.
            while looks_on.streams("case-", None, 1).await.unwrap().is_empty() {
                assert!(futures::poll!(&mut import).is_pending(), "it came to its end unseen");
                tokio::time::sleep(std::time::Duration::from_millis(1)).await;
            }
            // What is not asked any more may hold a connection, for which closing would wait.
            drop(import);
            app.store().close().await;
        }
        let again = app_with(&db, 4).await;
        let report = again.import(&export, &mapping, |_, _| {}).await.unwrap();
        assert_eq!((report.clients_new, report.cases_opened, report.cases_finished), (0, 0, 1), "{report:?}");
        assert!(report.problems.is_empty(), "{report:?}");
        let case = looks_on.streams("case-", None, 9).await.unwrap();
        let [(case, _)] = case.as_slice() else { panic!("one case: {case:?}") };
        let kinds: Vec<String> =
            looks_on.events(case, 0).await.unwrap().into_iter().map(|event| event.payload).collect();
        let count = |word: &str| kinds.iter().filter(|payload| payload.contains(word)).count();
        assert_eq!((count("\"caesarean-before\":true"), count("v\u{f3}\u{f3}r de overstap")), (1, 2), "{kinds:?}");
        let events = events_in(&again).await;
        again.import(&export, &mapping, |_, _| {}).await.unwrap();
        assert_eq!(events_in(&again).await, events);
    }

    async fn g_07_what_the_rules_refuse_of_a_history_does_not_hide_that_the_case_is_open(db: TestDb) {
        let app = app(&db).await;
        let mut mapping = Mapping::parse(BUILT_IN).unwrap();
        mapping.settled_before = ["no-such-step", "discuss-pathway", "intake"].map(str::to_owned).to_vec();
        let report = app.import(&file(&[GOOD]), &mapping, |_, _| {}).await.unwrap();
        assert_eq!(report.cases_opened, 1, "{report:?}");
        let told = &report.problems[0];
        assert!(told.reason.contains("the case is open") && told.reason.contains("no-such-step"), "{report:?}");
        // With a mapping that was mended the rest comes in; what was entered is not entered twice.
        let events = events_in(&app).await;
        mapping.settled_before = vec!["discuss-pathway".to_owned(), "intake".to_owned()];
        let again = app.import(&file(&[GOOD]), &mapping, |_, _| {}).await.unwrap();
        assert!(again.problems.is_empty(), "{again:?}");
        assert_eq!(events_in(&app).await, events);
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
