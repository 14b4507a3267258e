//! Several cases handed over at once: chosen, looked at, done, and told case by case.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use jiff::civil::date;
use regie_care::case::CaseCommand;
use regie_care::case::records::HandoverKind;
use regie_care::person::{Absence, PersonCommand};
use regie_care::seat::{Role, Seat};

use crate::scene::{Answer, Scene, by};

const PATH: &str = "/caseload/overdragen";

fn seat(seat: Seat) -> String {
    format!("{}%3A{}", seat.person, seat.org)
}

async fn post(scene: &Scene, cookie: &str, body: &str) -> Answer {
    let request = Request::post(PATH)
        .header(header::COOKIE, cookie)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    scene.send(request.body(Body::from(body.to_owned())).unwrap()).await
}

#[tokio::test]
async fn az_01_a_leave_is_looked_at_and_then_done_for_all_chosen_cases() {
    let scene = Scene::new().await;
    let selin = scene.selin().await;
    let (rania, saba) = (scene.rania().await, scene.case("Saba", "Tesfay", "2301234418").await);
    let cookie = scene.sign_in("joke").await;
    let caseload = scene.get_with(&cookie, "/caseload").await.page();
    assert!(caseload.contains(&format!("href=\"{PATH}\"")), "the way to it stands on the caseload");
    let none = scene.get_with(&cookie, PATH).await.page();
    assert!(none.contains("Rania Haddad") && !none.contains(" checked> <span><strong><bdi>Rania"), "{none}");
    let all = scene.get_with(&cookie, &format!("{PATH}?casemanager={}&kies=alle", scene.joke.person)).await.page();
    assert!(all.contains(&format!("value=\"{rania}\" checked")) && all.contains(&format!("value=\"{saba}\" checked")));

    let (stand_in, joke) = (seat(selin), seat(scene.joke));
    let leave = format!(
        "casus={rania}&casus={saba}&wat=verlof&vervanger={stand_in}&vanaf=2026-11-23&tot=2026-12-06&afwezig={joke}"
    );
    let preview = post(&scene, &cookie, &format!("{leave}&doe=bekijken")).await.page();
    for told in ["Dit gaat er gebeuren", "Selin Öztürk", "23 november 2026", "Rania Haddad", "Saba Tesfay"] {
        assert!(preview.contains(told), "{told}: {preview}");
    }
    assert!(preview.contains("Doen voor 2 casussen") && preview.contains("staat als afwezig"), "{preview}");
    let untouched = scene.get_with(&cookie, "/relaties/afwezig").await.page();
    assert!(!untouched.contains("Joke de Vries</bdi></a> <span class=\"soft\">· 23"), "nothing was done yet");

    let done = post(&scene, &cookie, &format!("{leave}&sleutel=k1&doe=uitvoeren")).await.page();
    assert!(done.contains("Dit is er gebeurd") && !done.contains("Niet gedaan"), "{done}");
    let again = post(&scene, &cookie, &format!("{leave}&sleutel=k1&doe=uitvoeren")).await.page();
    assert!(!again.contains("Niet gedaan"), "a second click is the same: {again}");
    let away = scene.get_with(&cookie, "/relaties/afwezig").await.page();
    assert!(away.contains("23 nov") && away.contains("2 casussen gaan naar"), "{away}");
}

#[tokio::test]
async fn az_05_who_stands_in_for_a_leave_is_told_apart_from_the_fixed_deputy_and_goes_with_it() {
    let scene = Scene::new().await;
    let selin = scene.selin().await;
    let rania = scene.rania().await;
    let cookie = scene.sign_in("joke").await;
    let leave = format!(
        "casus={rania}&wat=verlof&vervanger={}&vanaf=2026-11-22&tot=2026-12-06&afwezig={}&sleutel=k1&doe=uitvoeren",
        seat(selin),
        seat(scene.joke)
    );
    post(&scene, &cookie, &leave).await.page();
    let stands_in = "Selin Öztürk neemt waar t/m ";
    let caseload = scene.get_with(&cookie, "/caseload").await.page();
    assert!(caseload.contains("<bdi>Anne Bakker</bdi><br>") && caseload.contains(stands_in), "{caseload}");
    let csv = scene.get_with(&cookie, "/caseload.csv").await.body;
    assert!(csv.contains("Anne Bakker (Selin Öztürk neemt waar t/m 6 december 2026)"), "{csv}");
    let letter = format!("/casus/{rania}/brief?zorgpad=az-verloskunde&stap=pregnancy-declaration&nr=1");
    let declared = async || scene.get_with(&cookie, &letter).await.body;
    let said = declared().await;
    assert!(said.contains("Vaste plaatsvervanger: Anne Bakker"), "{said}");
    assert!(said.contains("Neemt waar t/m 6 december 2026: Selin Öztürk"), "{said}");
    let today = scene.get("selin", "/vandaag").await.page();
    assert!(today.contains("Rania Haddad"), "{today}");

    let never = format!("wie={}&begin=2026-11-22&doe=nooit&sleutel=n", scene.joke.person);
    let request = Request::post("/relaties/afwezig")
        .header(header::COOKIE, &cookie)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let ended = scene.send(request.body(Body::from(never)).unwrap()).await;
    assert_eq!(ended.status, StatusCode::SEE_OTHER, "{}", ended.body);
    let caseload = scene.get_with(&cookie, "/caseload").await.page();
    assert!(caseload.contains("Anne Bakker") && !caseload.contains("Selin Öztürk neemt"), "{caseload}");
    let said = declared().await;
    assert!(said.contains("Vaste plaatsvervanger: Anne Bakker") && !said.contains("Neemt waar t/m"), "{said}");
}

#[tokio::test]
async fn az_01_namesakes_are_told_apart_in_what_will_be_and_what_was_done() {
    let scene = Scene::new().await;
    let selin = scene.selin().await;
    let one = scene.case("Saba", "Tesfay", "2301234418").await;
    let other = scene.case("Saba", "Tesfay", "2301234419").await;
    let cookie = scene.sign_in("joke").await;
    let body =
        format!("casus={one}&casus={other}&wat=verlof&vervanger={}&vanaf=2026-11-23&tot=2026-12-06", seat(selin));
    for doe in ["bekijken", "uitvoeren&sleutel=n"] {
        let page = post(&scene, &cookie, &format!("{body}&doe={doe}")).await.page();
        assert!(page.contains("2301234418") && page.contains("2301234419"), "{page}");
    }
}

#[tokio::test]
async fn az_10_a_departure_asks_the_colleague_for_each_case_and_says_which_are_refused() {
    let scene = Scene::new().await;
    scene.selin().await;
    let (rania, saba) = (scene.rania().await, scene.case("Saba", "Tesfay", "2301234418").await);
    let cookie = scene.sign_in("joke").await;
    let (anne, selin) = (seat(scene.anne), "selin");
    let of = |case: &str, doe: &str| {
        format!(
            "{case}&wat=vertrek&naar-persoon={anne}&antwoord-voor=2026-11-25&toelichting=weg&sleutel=k{doe}&doe={doe}"
        )
    };
    post(&scene, &cookie, &of(&format!("casus={rania}"), "uitvoeren")).await.page();
    let both = format!("casus={rania}&casus={saba}");
    let preview = post(&scene, &cookie, &of(&both, "bekijken")).await.page();
    assert!(preview.contains("Gaat niet door") && preview.contains("Er wacht al een overdracht"), "{preview}");
    assert!(preview.contains("Doen voor 1 casus<"), "{preview}");
    let elsewhere = scene.sign_in(selin).await;
    let refused = post(&scene, &elsewhere, &of(&format!("casus={saba}"), "uitvoeren")).await.page();
    assert!(refused.contains("Niet gedaan") && refused.contains("Dit is aan de casemanager"), "{refused}");
    let done = post(&scene, &cookie, &of(&format!("casus={saba}"), "uitvoeren")).await;
    assert_eq!(done.status, StatusCode::OK);
    let today = scene.get("anne", "/vandaag").await.page();
    assert!(
        today.contains("Rania Haddad") && today.contains("Saba Tesfay") && today.contains("Overdracht beantwoorden")
    );
}

#[tokio::test]
async fn az_10_what_is_typed_stays_when_something_is_missing_and_only_who_manages_cases_gets_there() {
    let scene = Scene::new().await;
    let rania = scene.rania().await;
    let cookie = scene.sign_in("joke").await;
    let answer = post(&scene, &cookie, "wat=vertrek&toelichting=Met+pensioen&doe=bekijken").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("Kies eerst minstens één casus") && answer.body.contains("Met pensioen"));
    let answer =
        post(&scene, &cookie, &format!("casus={rania}&wat=vertrek&antwoord-voor=2026-11-25&doe=bekijken")).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("‘Collega’ is leeg") && answer.body.contains(&format!("value=\"{rania}\" checked")));
    for login in ["nienke", "piet"] {
        assert_eq!(scene.get(login, PATH).await.status, StatusCode::FORBIDDEN, "{login}");
        let caseload = scene.get(login, "/caseload").await.page();
        assert!(!caseload.contains(PATH), "{login}");
    }
    let nadia = scene.sign_in("nadia").await;
    let body = format!("casus={rania}&wat=verlof&vervanger={}&vanaf=2026-11-23&doe=bekijken", seat(scene.anne));
    let foreign = post(&scene, &nadia, &body).await.page();
    assert!(foreign.contains("Gaat niet door") && !foreign.contains("Haddad"), "{foreign}");
}

#[tokio::test]
async fn az_01_who_stands_in_and_is_away_herself_is_said_before_it_is_done() {
    let scene = Scene::new().await;
    let rania = scene.rania().await;
    let cookie = scene.sign_in("joke").await;
    let absence = Absence { from: date(2026, 12, 1), until: Some(date(2026, 12, 4)) };
    let away = PersonCommand::SetAbsence { absence };
    scene.app.command_person(&by(scene.joke), scene.anne.person, &away).await.unwrap();
    let leave = |from: &str| {
        format!("casus={rania}&wat=verlof&vervanger={}&vanaf={from}&tot=2026-12-06&doe=bekijken", seat(scene.anne))
    };
    let preview = post(&scene, &cookie, &leave("2026-11-23")).await.page();
    let told = "Anne Bakker is zelf afwezig van 1 december 2026 tot en met 4 december 2026";
    assert!(preview.replace(['\u{2068}', '\u{2069}'], "").contains(told), "{preview}");
    assert!(preview.contains("Toch doen") && preview.contains("Andere collega of dagen kiezen"), "{preview}");
    let after = post(&scene, &cookie, &leave("2026-12-05")).await.page();
    assert!(!after.contains("zelf afwezig"), "{after}");
}

#[tokio::test]
async fn az_01_an_absence_in_the_days_of_her_deputy_is_not_recorded_without_saying_so() {
    let scene = Scene::new().await;
    scene.rania().await;
    let cookie = scene.sign_in("joke").await;
    let absence = Absence { from: date(2026, 12, 1), until: Some(date(2026, 12, 4)) };
    let away = PersonCommand::SetAbsence { absence };
    scene.app.command_person(&by(scene.joke), scene.anne.person, &away).await.unwrap();
    let body = |more: &str| {
        format!("doe=afwezig&wie={}&vanaf=2026-12-03&tot=2026-12-10&sleutel=k{}.a{more}", seat(scene.joke), more.len())
    };
    let record = async |more: &str| {
        let request = Request::post("/relaties/afwezig")
            .header(header::COOKIE, &cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        scene.send(request.body(Body::from(body(more))).unwrap()).await
    };
    let asked = record("").await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    let told = asked.body.replace(['\u{2068}', '\u{2069}'], "");
    assert!(told.contains("Anne Bakker vervangt Joke de Vries in 1 casus en is zelf afwezig van 1 december"), "{told}");
    assert!(told.contains("/caseload/overdragen?casemanager=") && told.contains("name=\"toch\""), "{told}");
    assert!(scene.app.directory().person(scene.joke.person).unwrap().absences.is_empty());
    assert_eq!(record("&toch=ja").await.status, StatusCode::SEE_OTHER);
    assert_eq!(scene.app.directory().person(scene.joke.person).unwrap().absences.len(), 1);
}

#[tokio::test]
async fn az_01_who_can_be_accountable_for_none_of_the_cases_is_not_offered_to_hand_them_over() {
    let scene = Scene::new().await;
    let rania = scene.rania().await;
    let hospital = scene.app.directory().orgs.values().find(|org| org.name == "Martini Ziekenhuis").unwrap().id;
    let doctor = scene.colleague("Jeroen Aalders", "jeroen", hospital, Role::Doctor).await;
    let deputy = scene.colleague("Sanne Mulder", "sanne", hospital, Role::Doctor).await;
    scene.colleague("Tineke Vos", "tineke", hospital, Role::Nurse).await;
    let propose = CaseCommand::ProposeHandover {
        work: Vec::new(),
        handover: HandoverKind::Acute { letter_by: date(2026, 11, 23) },
        to_org: hospital,
        to_person: None,
        note: "Hypertensie".to_owned(),
        answer_by: date(2026, 11, 23),
    };
    scene.give(scene.joke, rania, propose).await;
    scene.give(doctor, rania, CaseCommand::AcceptHandover { no: 1, deputy, actions: Vec::new() }).await;
    for (login, offered) in [("jeroen", true), ("tineke", false), ("joke", true)] {
        let caseload = scene.get(login, "/caseload").await.page();
        assert!(caseload.contains("Rania"), "{login}: {caseload}");
        assert_eq!(caseload.contains("Meerdere overdragen"), offered, "{login}: {caseload}");
    }
}
