//! What is sent after the session ended comes back to who filled it in, and to nobody else (AZ-04, G-03).

use axum::body::Body;
use axum::http::{Request, StatusCode, header};

use crate::scene::{Answer, Scene};

/// The value of the first field of this name behind a piece of the page.
fn value_behind(page: &str, from: &str, name: &str) -> String {
    let rest = page.split(from).nth(1).unwrap_or_else(|| panic!("no {from}: {page}"));
    let rest = rest.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap_or_else(|| panic!("no {name}: {rest}"));
    rest.split('"').next().unwrap().to_owned()
}

async fn post(scene: &Scene, cookie: &str, path: &str, body: &str) -> Answer {
    let mut request = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    if !cookie.is_empty() {
        request = request.header(header::COOKIE, cookie);
    }
    scene.send(request.body(Body::from(body.to_owned())).unwrap()).await
}

/// Signs in where the answer leads; gives the cookie and where she comes.
async fn sign_in_at(scene: &Scene, login: &str, back: &str) -> (String, String) {
    let body = format!("gebruiker={login}&wachtwoord=een+lang+wachtwoord&terug={back}");
    let answer = post(scene, "", "/aanmelden", &body).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    (answer.header("set-cookie").split(';').next().unwrap().to_owned(), answer.header("location").to_owned())
}

/// Joke has the contacts of a case before her, and is signed out: the form's address and what it posts along.
async fn signed_out(scene: &Scene) -> (String, String, String) {
    let case = scene.rania().await;
    let cookie = scene.sign_in("joke").await;
    let page = scene.get_with(&cookie, &format!("/casus/{case}/contacten")).await.page();
    let path = format!("/casus/{case}/contact");
    let form = format!(" action=\"{path}\"");
    let (key, version) = (value_behind(&page, &form, "sleutel"), value_behind(&page, &form, "versie"));
    assert_eq!(post(scene, &cookie, "/afmelden", "").await.status, StatusCode::SEE_OTHER);
    let body = format!(
        "versie={version}&sleutel={key}&terug=/casus/{case}&kanaal=phone&met=client&datum=2026-11-22&richting=incoming\
         &notitie=Zij+belde+over+harde+buiken&doe=vastleggen"
    );
    (path, body, cookie)
}

#[tokio::test]
async fn az_06_a_note_that_is_sent_after_signing_out_waits_for_her_and_is_recorded_once() {
    let scene = Scene::new().await;
    let (path, body, cookie) = signed_out(&scene).await;
    let answer = post(&scene, &cookie, &path, &body).await;
    assert_eq!(answer.header("location"), "/aanmelden?terug=/onverstuurd");
    let gate = scene.send(Request::get("/aanmelden?terug=/onverstuurd").body(Body::empty()).unwrap()).await.page();
    assert!(gate.contains("is bewaard"), "{gate}");
    assert!(!gate.contains("harde buiken") && !gate.contains("Rania"), "nobody else reads it: {gate}");

    let (cookie, at) = sign_in_at(&scene, "joke", "/vandaag").await;
    assert_eq!(at, "/onverstuurd");
    let page = scene.get_with(&cookie, &at).await.page();
    assert!(page.contains("Zij belde over harde buiken") && page.contains("Rania Haddad"), "{page}");
    let (key, number) = (value_behind(&page, "<h1>", "sleutel"), value_behind(&page, "<h1>", "onverstuurd"));
    let again = body.split('&').filter(|pair| !pair.starts_with("sleutel=")).collect::<Vec<_>>().join("&");
    let again = format!("{again}&sleutel={key}&onverstuurd={number}");
    let sent = post(&scene, &cookie, &path, &again).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let contacts = scene.get_with(&cookie, &path.replace("/contact", "/contacten")).await.page();
    assert!(contacts.contains("Zij belde over harde buiken"), "{contacts}");
    let case = path.split('/').nth(2).unwrap().parse().unwrap();
    assert_eq!(scene.app.case_file(scene.joke, case).await.unwrap().case.state.contacts.len(), 1);
    let gone = scene.get_with(&cookie, "/onverstuurd").await;
    assert_eq!((gone.status, gone.header("location")), (StatusCode::SEE_OTHER, "/vandaag"));
    assert_eq!(sign_in_at(&scene, "joke", "/caseload").await.1, "/caseload");
}

#[tokio::test]
async fn g_03_who_signs_in_after_her_on_the_same_computer_does_not_see_it() {
    let scene = Scene::new().await;
    let (path, body, cookie) = signed_out(&scene).await;
    post(&scene, &cookie, &path, &body).await;
    let (annes, at) = sign_in_at(&scene, "anne", "/onverstuurd").await;
    assert_eq!(at, "/vandaag");
    assert_eq!(scene.get_with(&annes, "/onverstuurd").await.header("location"), "/vandaag");
    let number = body.split('&').find_map(|pair| pair.strip_prefix("sleutel=")).unwrap();
    post(&scene, &annes, "/onverstuurd", &format!("nr={number}")).await;
    assert_eq!(sign_in_at(&scene, "joke", "/vandaag").await.1, "/onverstuurd", "nor throws she it away");
}

#[tokio::test]
async fn g_03_a_form_that_stood_open_is_not_carried_out_under_another_name() {
    let scene = Scene::new().await;
    let (path, body, _) = signed_out(&scene).await;
    let annes = scene.sign_in("anne").await;
    let answer = post(&scene, &annes, &path, &body).await;
    assert_eq!(answer.header("location"), "/vandaag");
    assert!(answer.header("set-cookie").contains("said-warn-not-hers"), "{:?}", answer.headers);
    let contacts = scene.get_with(&annes, &path.replace("/contact", "/contacten")).await.page();
    assert!(!contacts.contains("harde buiken"), "{contacts}");
    let (jokes, at) = sign_in_at(&scene, "joke", "/vandaag").await;
    assert!(scene.get_with(&jokes, &at).await.page().contains("harde buiken"));
}

#[tokio::test]
async fn az_06_what_she_sent_can_be_thrown_away_and_her_own_new_session_goes_on_at_once() {
    let scene = Scene::new().await;
    let (path, body, cookie) = signed_out(&scene).await;
    post(&scene, &cookie, &path, &body).await;
    let (jokes, at) = sign_in_at(&scene, "joke", "/vandaag").await;
    let page = scene.get_with(&jokes, &at).await.page();
    let number = value_behind(&page, "action=\"/onverstuurd\"", "nr");
    assert_eq!(post(&scene, &jokes, "/onverstuurd", &format!("nr={number}")).await.status, StatusCode::SEE_OTHER);
    assert_eq!(scene.get_with(&jokes, "/onverstuurd").await.header("location"), "/vandaag");
    let straight = post(&scene, &jokes, &path, &body).await;
    assert!(straight.header("location").starts_with("/casus/"), "her page of before is still hers: {}", straight.body);
}

#[tokio::test]
async fn a_form_of_a_page_that_nobody_knows_is_not_kept() {
    let scene = Scene::new().await;
    let (path, body, cookie) = signed_out(&scene).await;
    let foreign = body.replace("sleutel=", "sleutel=00");
    assert_eq!(post(&scene, &cookie, &path, &foreign).await.header("location"), "/aanmelden?terug=/vandaag");
    assert_eq!(sign_in_at(&scene, "joke", "/vandaag").await.1, "/vandaag");
}

#[tokio::test]
async fn az_04_an_anamnese_that_is_sent_after_signing_out_comes_back_with_its_words() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    let cookie = scene.sign_in("joke").await;
    let path = format!("/casus/{case}/intake");
    let page = scene.get_with(&cookie, &format!("{path}?deel=social")).await.page();
    let key = value_behind(&page, "data-draft", "sleutel");
    post(&scene, &cookie, "/afmelden", "").await;
    let body = format!("sleutel={key}&deel=social&gezien=0&concept=0&partner=elders&housing=bij+een+zus&doe=bewaren");
    let answer = post(&scene, &cookie, &path, &body).await;
    assert_eq!(answer.header("location"), "/aanmelden?terug=/onverstuurd");
    let (cookie, at) = sign_in_at(&scene, "joke", "/vandaag").await;
    let page = scene.get_with(&cookie, &at).await.page();
    assert!(page.contains(">bij een zus</textarea>") && page.contains("Rania Haddad"), "{page}");
    let key = value_behind(&page, "<h1>", "sleutel");
    let number = value_behind(&page, "<h1>", "onverstuurd");
    let body = body.split_once('&').unwrap().1;
    post(&scene, &cookie, &path, &format!("sleutel={key}&onverstuurd={number}&{body}")).await;
    let page = scene.get_with(&cookie, &format!("{path}?deel=social")).await.page();
    assert!(page.contains("bij een zus"), "{page}");
    assert_eq!(scene.get_with(&cookie, "/onverstuurd").await.header("location"), "/vandaag");
}
