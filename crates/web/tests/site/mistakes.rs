//! What was recorded by mistake is taken back where it stands.

use axum::http::StatusCode;

use crate::desk::desk;
use crate::scene::Scene;

/// The form that takes back a date or an answer.
fn taken_back(page: &str, field: &str, value: &str) -> bool {
    page.split("<form ").map(|rest| rest.split("</form>").next().unwrap_or_default()).any(|form| {
        form.contains(&format!("name=\"{field}\" value=\"{value}\"")) && form.contains("value=\"intrekken\"")
    })
}

#[tokio::test]
async fn az_03_a_birth_on_the_wrong_client_is_taken_back_with_a_reason() {
    let scene = Scene::new().await;
    let desk = desk(&scene, "joke").await;
    assert!(!taken_back(&desk.page().await, "anker", "born"), "nothing to take back yet");
    desk.done("datum", "zorgpad=az-verloskunde&anker=born&datum=2026-11-20").await;
    let page = desk.page().await;
    assert!(taken_back(&page, "anker", "born"), "{page}");
    let bare = desk.post("datum", "doe=intrekken&zorgpad=az-verloskunde&anker=born&reden=").await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bare.body.contains("‘Reden’ is leeg"), "{}", bare.body);
    desk.done("datum", "doe=intrekken&zorgpad=az-verloskunde&anker=born&reden=Verkeerde+client").await;
    assert!(!taken_back(&desk.page().await, "anker", "born"));
    let version = scene.app.case_file(scene.joke, desk.case).await.unwrap().case.version;
    let older = format!("/casus/{}/geschiedenis?voor={}", desk.case, version + 1);
    let history = scene.get_with(&desk.cookie, &older).await.page();
    let history = history.split("id=\"historie\"").nth(1).unwrap();
    assert!(history.contains("Verkeerde client"), "the history keeps why: {history}");
}

#[tokio::test]
async fn az_03_an_answer_is_taken_back_and_the_question_is_open_again() {
    let scene = Scene::new().await;
    let desk = desk(&scene, "joke").await;
    desk.done("gegeven", "zorgpad=az-verloskunde&gegeven=psychosocial-support&soort=yes-no&waarde=ja").await;
    assert!(taken_back(&desk.page().await, "gegeven", "psychosocial-support"));
    let body = "doe=intrekken&zorgpad=az-verloskunde&gegeven=psychosocial-support&reden=Niet+gevraagd";
    desk.done("gegeven", body).await;
    assert!(!taken_back(&desk.page().await, "gegeven", "psychosocial-support"));
    let twice = desk.post("gegeven", body).await;
    assert!(twice.body.contains("Deze vraag is niet beantwoord"), "{}", twice.body);
}

#[tokio::test]
async fn az_03_a_step_that_was_not_done_after_all_is_turned_back() {
    let scene = Scene::new().await;
    let desk = desk(&scene, "joke").await;
    let step = "zorgpad=az-verloskunde&stap=birth-plan&nr=1";
    assert!(!desk.page().await.contains("value=\"terugdraaien\""));
    desk.done("stap", &format!("doe=gedaan&{step}&datum=2026-11-22")).await;
    assert!(desk.page().await.contains("value=\"terugdraaien\""));
    desk.done("stap", &format!("doe=terugdraaien&{step}&reden=Andere+client")).await;
    let page = desk.page().await;
    assert!(!page.contains("value=\"terugdraaien\""), "it is open again");
    desk.done("stap", &format!("doe=overslaan&{step}&reden=Wil+zij+niet")).await;
    assert!(desk.page().await.contains("value=\"terugdraaien\""), "what was left out can be done after all");
}

#[tokio::test]
async fn az_13_only_the_practice_says_to_whom_the_case_returns_and_only_in_second_line() {
    let scene = Scene::new().await;
    let desk = desk(&scene, "joke").await;
    assert!(!desk.page().await.contains("/eerste-lijn\""), "in first line a handover does it");
    let answer = desk.post("eerste-lijn", &format!("wie={}:{}", scene.anne.person, scene.anne.org)).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.body);
}

#[tokio::test]
async fn a_refusal_names_the_possible_days_and_never_a_field_that_nobody_sees() {
    let scene = Scene::new().await;
    let desk = desk(&scene, "joke").await;
    let far = desk.post("datum", "zorgpad=az-verloskunde&anker=due&datum=2031-01-24&reden=echo").await;
    assert_eq!(far.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(far.body.contains("Mogelijk is") && far.body.contains("tot en met"), "{}", far.body);
    let hidden = desk.post("stap", "doe=overslaan&zorgpad=az-verloskunde&stap=birth-plan&nr=x&reden=a").await;
    assert_eq!(hidden.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(hidden.body.contains("kwam niet heel over") && !hidden.body.contains("‘Gegeven’"), "{}", hidden.body);
    let list = desk.post("contact", "doe=vastleggen&datum=2026-11-22&kanaal=duif&met=client&notitie=x").await;
    assert!(list.body.contains("‘Hoe’ is geen van de keuzes"), "{}", list.body);
}

#[tokio::test]
async fn a_dutch_page_says_nothing_in_english_when_an_address_is_wrong() {
    let scene = Scene::new().await;
    let answer = scene.get("joke", "/caseload?fase=onzin").await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(!answer.body.contains("none of the choices"), "{}", answer.body);
}

#[tokio::test]
async fn az_03_a_refusal_in_dutch_names_the_missing_date_and_the_possible_days() {
    let scene = Scene::new().await;
    let desk = desk(&scene, "joke").await;
    let step = "zorgpad=az-verloskunde&stap=visit-case-manager&nr=1";
    let early = desk.post("stap", &format!("{step}&doe=gedaan&datum=2026-11-22")).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", early.body);
    assert!(early.body.contains("Leg eerst deze datum vast: de bevalling."), "{}", early.body);
    let far = desk.post("stap", &format!("{step}&doe=plannen&datum=2036-11-22")).await;
    assert_eq!(far.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", far.body);
    assert!(far.body.contains("Mogelijk is 22 november 2026 tot en met"), "{}", far.body);
}
