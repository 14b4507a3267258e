//! A quick note that was begun and not recorded: kept for her alone until she records it or throws it away.

use axum::body::Body;
use axum::http::{self, StatusCode, header};
use regie_care::ids::CaseId;

use crate::scene::{Answer, Scene};

async fn post(scene: &Scene, cookie: &str, case: CaseId, body: &str, json: bool) -> Answer {
    let request = http::Request::post(format!("/casus/{case}/contact"))
        .header(header::COOKIE, cookie)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::ACCEPT, if json { "application/json" } else { "text/html" });
    scene.send(request.body(Body::from(body.to_owned())).unwrap()).await
}

fn fields(case: CaseId, rev: u64, note: &str) -> String {
    let back = format!("terug=%2Fcasus%2F{case}%2Fcontacten");
    format!(
        "{back}&vorm=note&concept={rev}&datum=2026-11-22&tijd=09%3A00&met-hoe=client%2Fincoming%2Fphone&notitie={note}"
    )
}

async fn shown(scene: &Scene, cookie: &str, case: CaseId) -> String {
    scene.get_with(cookie, &format!("/casus/{case}/contacten")).await.page()
}

#[tokio::test]
async fn az_06_half_a_note_survives_another_language_and_another_page() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    let joke = scene.sign_in("joke").await;
    let page = shown(&scene, &joke, case).await;
    let switch = format!("form=\"notitie\" formaction=\"/casus/{case}/contact\" formnovalidate");
    assert!(page.contains(&switch), "the switch takes the note along without JavaScript: {page}");
    let switched =
        post(&scene, &joke, case, &format!("{}&taal=en", fields(case, 0, "belde+over+hoofdpijn")), false).await;
    assert_eq!(switched.status, StatusCode::SEE_OTHER, "{}", switched.body);
    assert!(switched.header("set-cookie").starts_with("taal=en"));
    assert_eq!(switched.header("location"), format!("/casus/{case}/contacten#notitie"));
    let again = shown(&scene, &joke, case).await;
    assert!(again.contains(">belde over hoofdpijn</textarea>") && again.contains("name=\"concept\" value=\"1\""));
    let file = scene.app.case_file(scene.joke, case).await.unwrap();
    assert!(file.case.state.contacts.is_empty(), "nothing is recorded yet");
    let elsewhere = scene.get_with(&joke, &format!("/casus/{case}/plan")).await.page();
    assert!(!elsewhere.contains("form=\"notitie\""), "where there is no note the switch stands alone");

    let anne = scene.sign_in("anne").await;
    assert!(!shown(&scene, &anne, case).await.contains("belde over hoofdpijn"), "it is hers alone");
}

#[tokio::test]
async fn az_06_a_note_is_kept_while_it_is_typed_until_it_is_recorded() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    let joke = scene.sign_in("joke").await;
    let kept = post(&scene, &joke, case, &format!("{}&doe=bewaren", fields(case, 0, "half")), true).await;
    assert!(kept.status == StatusCode::OK && kept.body.contains("\"rev\":1"), "{}", kept.body);
    let behind = post(&scene, &joke, case, &format!("{}&doe=bewaren", fields(case, 0, "anders")), true).await;
    assert_eq!(behind.status, StatusCode::CONFLICT, "another tab does not overwrite it: {}", behind.body);
    let both = post(&scene, &joke, case, &format!("{}&doe=bewaren", fields(case, 0, "anders")), false).await;
    assert_eq!(both.status, StatusCode::SEE_OTHER);
    assert!(shown(&scene, &joke, case).await.contains(">half\nanders</textarea>"), "nothing typed is lost");

    let noted =
        post(&scene, &joke, case, &format!("{}&doe=snel&sleutel=k1.snel", fields(case, 2, "heel")), false).await;
    assert_eq!(noted.status, StatusCode::SEE_OTHER, "{}", noted.body);
    let page = shown(&scene, &joke, case).await;
    assert!(page.contains("09:00 heel") && !page.contains(">half"), "{page}");
    assert!(page.contains("name=\"concept\" value=\"0\""), "the draft is gone: {page}");

    post(&scene, &joke, case, &format!("{}&doe=bewaren", fields(case, 0, "weg")), false).await;
    post(&scene, &joke, case, &format!("{}&doe=weggooien", fields(case, 1, "weg")), false).await;
    assert!(!shown(&scene, &joke, case).await.contains(">weg</textarea>"));
}
