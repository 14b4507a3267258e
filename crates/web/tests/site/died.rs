//! A client who died: whoever sees her name reads so at once, and nobody is told to call on her.

use axum::http::StatusCode;
use regie_care::case::CaseCommand;
use regie_care::ids::CaseId;
use regie_pathway::Command;

use crate::desk::desk;
use crate::scene::{Scene, TODAY};

fn says_so(page: &str, day: u8) -> bool {
    let said = format!("verleden op {day} november 2026");
    page.replace(['\u{2068}', '\u{2069}'], "").contains(&said)
}

/// Rania's case, also on a pathway that knows a date of death, and she died today.
async fn who_died(scene: &Scene) -> CaseId {
    let case = scene.rania().await;
    let pathway = "ggz-fact";
    scene
        .give(
            scene.joke,
            case,
            CaseCommand::StartPathway { pathway: pathway.into(), anchors: [].into(), facts: [].into() },
        )
        .await;
    let command = Command::SetAnchor { anchor: "died".into(), date: TODAY, reason: None };
    scene.give(scene.joke, case, CaseCommand::Pathway { pathway: pathway.into(), command }).await;
    case
}

#[tokio::test]
async fn az_01_a_death_stands_in_the_head_and_in_every_list() {
    let scene = Scene::new().await;
    let case = who_died(&scene).await;
    let cookie = scene.sign_in("joke").await;
    let pages = ["", "/plan", "/afsluiten", "/kaart", "/zorgplan/afdruk", "/zorgpad/ggz-fact", "/kraamvisites"];
    let pages = pages.map(|part| format!("/casus/{case}{part}"));
    let lists = ["/vandaag", "/caseload", "/caseload/overdragen"].map(str::to_owned);
    for path in pages.iter().chain(&lists) {
        let answer = scene.get_with(&cookie, path).await;
        let page = answer.page();
        assert!(says_so(&page, 22), "{path}: {page}");
        let far_along = page.contains(">31w0d<") || page.contains("· 31w0d<");
        assert!(!far_along, "{path}: nobody is told how far along she is: {page}");
    }
    let csv = scene.get_with(&cookie, "/caseload.csv").await.body;
    assert!(says_so(&csv, 22), "{csv}");
    for path in [format!("/casus/{case}"), "/caseload".to_owned()] {
        let page = scene.get("piet", &path).await.page();
        assert!(says_so(&page, 22), "the COA must not knock at her door: {path}: {page}");
    }
}

#[tokio::test]
async fn az_15_closing_as_died_asks_for_the_day_and_shows_it() {
    let scene = Scene::new().await;
    let desk = desk(&scene, "joke").await;
    let body = "datum=2026-11-22&waarom=died&toelichting=Plotseling";
    let without = desk.post("afsluiten", body).await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(without.body.contains("‘Dag van overlijden"), "the empty field is named: {}", without.body);
    desk.done("afsluiten", &format!("{body}&overleden-op=2026-11-21")).await;
    assert!(says_so(&desk.page().await, 21));
    let closed = scene.get_with(&desk.cookie, "/caseload?fase=closed").await.page();
    assert!(says_so(&closed, 21), "{closed}");
}
