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

/// What the page tells of a question.
fn told(page: &str, ask: &str) -> String {
    let at = page.find(&format!("<p class=\"ask\">{ask}")).unwrap_or_else(|| panic!("no question {ask}: {page}"));
    let told = page[at..].split("<div class=\"told\">").nth(1).unwrap().split("</div>").next().unwrap();
    told.replace(['\u{2068}', '\u{2069}'], "")
}

#[tokio::test]
async fn ps_03_an_answer_that_nobody_gave_is_not_told_as_given() {
    const ASK: &str = "Is er (geringe) twijfel of";
    let scene = Scene::new().await;
    let desk = desk(&scene, "joke").await;
    desk.done("stap", "doe=starten&pad=psychosociaal").await;
    desk.done("stap", &format!("{DONE}&stap=screening&uitkomst=problem")).await;
    let before = told(&desk.page().await, ASK);
    assert!(before.contains("nog niet vastgelegd") && before.contains("(telt als ‘nee’)"), "{before}");
    assert!(!before.contains("<strong>"), "{before}");
    desk.done("gegeven", &format!("{TOLD}&gegeven=doubt&waarde=nee")).await;
    let after = told(&desk.page().await, ASK);
    assert!(after.contains("<strong>nee</strong>") && after.contains("Joke de Vries, 22 nov"), "{after}");
    assert!(!after.contains("telt als"), "{after}");
}

#[tokio::test]
async fn az_03_what_two_pathways_ask_alike_is_asked_once() {
    let scene = Scene::new().await;
    let desk = desk(&scene, "joke").await;
    desk.done("stap", "doe=starten&pad=psychosociaal").await;
    let page = desk.page().await;
    let plan = scene.get_with(&desk.cookie, &format!("/casus/{}/plan", desk.case)).await.page();
    let dates = plan.matches("name=\"anker\" value=\"born\"").count();
    assert_eq!(dates, 1, "one birth: {plan}");
    let asks: Vec<&str> =
        page.split("<p class=\"ask\">").skip(1).map(|rest| rest.split("</p>").next().unwrap().trim()).collect();
    let lost: Vec<_> = asks.iter().filter(|ask| ask.contains("miskraam?")).collect();
    assert_eq!(lost.len(), 1, "{asks:?}");
    let different: std::collections::BTreeSet<_> = asks.iter().collect();
    assert_eq!(different.len(), asks.len(), "no question goes by the words of another: {asks:?}");
    desk.done("datum", "zorgpad=az-verloskunde&anker=born&datum=2026-11-20").await;
    let file = scene.app.case_file(scene.joke, desk.case).await.unwrap();
    let born = |run: &regie_care::case::state::Run| run.state.anchor(&"born".into());
    assert!(file.case.state.runs.iter().all(|run| born(run).is_some()), "both know it");
}
