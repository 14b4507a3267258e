//! Psychosocial care within her midwifery case, on the page (PS-01 to PS-04).

use axum::http::StatusCode;

use crate::desk::desk;
use crate::scene::Scene;

const DONE: &str = "doe=gedaan&zorgpad=psychosociaal&nr=1&datum=2026-11-22";
const TOLD: &str = "zorgpad=psychosociaal&soort=yes-no";

#[tokio::test]
async fn ps_03_the_page_asks_what_the_decision_lacks_and_says_why_it_is_complex() {
    let scene = Scene::new().await;
    let desk = desk(&scene, "joke").await;
    let page = desk.page().await;
    assert!(page.contains("<option value=\"psychosociaal\">"), "it can be started: {page}");
    desk.done("stap", "doe=starten&pad=psychosociaal").await;
    desk.done("stap", &format!("{DONE}&stap=screening&uitkomst=problem")).await;
    desk.done("stap", &format!("{DONE}&stap=kindcheck&uitkomst=safe")).await;
    desk.done("stap", &format!("{DONE}&stap=inventory-care")).await;
    desk.done("stap", &format!("{DONE}&stap=ask-consent&uitkomst=given")).await;

    let early = desk.post("stap", &format!("{DONE}&stap=complexity")).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    let next = "Dit is nog niet te beslissen. Beantwoord eerst: Is er actueel misbruik en/of mishandeling?";
    assert!(early.body.contains(next), "{}", early.body);

    desk.done("gegeven", &format!("{TOLD}&gegeven=abuse-now&waarde=ja")).await;
    let page = desk.page().await;
    assert!(page.contains("Wordt: complex, want er is actueel misbruik en/of mishandeling (regel 2 van"), "{page}");
    desk.done("stap", &format!("{DONE}&stap=complexity")).await;
    let page = desk.page().await;
    assert!(page.contains("Doorverwijzing naar gespecialiseerde hulpverlening voorstellen"), "{page}");
    assert!(page.contains("Meldcode stap 1"), "abuse opens the Meldcode: {page}");
}

#[tokio::test]
async fn ps_04_a_refusal_opens_the_meldcode_on_the_page() {
    let scene = Scene::new().await;
    let desk = desk(&scene, "joke").await;
    desk.done("stap", "doe=starten&pad=psychosociaal").await;
    desk.done("stap", &format!("{DONE}&stap=screening&uitkomst=problem")).await;
    desk.done("stap", &format!("{DONE}&stap=kindcheck&uitkomst=safe")).await;
    desk.done("stap", &format!("{DONE}&stap=inventory-care")).await;
    desk.done("stap", &format!("{DONE}&stap=ask-consent&uitkomst=refused")).await;
    desk.done("stap", &format!("{DONE}&stap=complexity")).await;
    let open = |page: &str| page.split("id=\"h-now\"").nth(1).unwrap().split("</section>").next().unwrap().to_owned();
    assert!(!open(&desk.page().await).contains("Meldcode stap 1"));
    desk.done("stap", &format!("{DONE}&stap=consent-specialised&uitkomst=refused")).await;
    assert!(open(&desk.page().await).contains("Meldcode stap 1"));
}
