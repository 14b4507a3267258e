//! *Zorgpaden*, and the course of a case on one.

use axum::http::StatusCode;
use regie_care::case::CaseCommand;
use regie_pathway::{Command, FactValue};

use crate::desk::{Desk, desk};
use crate::scene::{Scene, TODAY};

fn step(command: Command) -> CaseCommand {
    CaseCommand::Pathway { pathway: "psychosociaal".into(), command }
}

fn done(id: &str, outcome: Option<&str>) -> CaseCommand {
    step(Command::complete(id, TODAY).with_outcome(outcome.map(Into::into)))
}

/// Rania's case, in which Joke finds problems; with `secret` the Meldcode is followed meanwhile.
async fn course<'a>(scene: &'a Scene, login: &str, secret: bool) -> Desk<'a> {
    scene.selin().await;
    let desk = desk(scene, login).await;
    let (anchors, facts) = Default::default();
    let mut commands = vec![
        CaseCommand::StartPathway { pathway: "psychosociaal".into(), anchors, facts },
        done("screening", Some("problem")),
        done("kindcheck", Some(if secret { "at-risk" } else { "safe" })),
    ];
    if secret {
        commands.push(done("meldcode-signals", None));
    }
    commands.extend([
        done("inventory-care", None),
        done("ask-consent", Some("given")),
        step(Command::SetFact { fact: "resources".into(), value: FactValue::Choice("lacking".to_owned()) }),
        done("complexity", None),
    ]);
    for command in commands {
        scene.give(scene.joke, desk.case, command).await;
    }
    desk
}

async fn drawn(desk: &Desk<'_>) -> String {
    let path = format!("/casus/{}/zorgpad/psychosociaal", desk.case);
    desk.scene.get_with(&desk.cookie, &path).await.page()
}

#[tokio::test]
async fn every_pathway_is_listed_drawn_and_told() {
    let scene = Scene::new().await;
    let list = scene.get("joke", "/zorgpaden").await.page();
    for id in ["az-verloskunde", "psychosociaal"] {
        assert!(list.contains(&format!("href=\"/zorgpaden/{id}\"")), "{id}: {list}");
    }
    let page = scene.get("joke", "/zorgpaden/psychosociaal").await.page();
    assert!(page.contains("href=\"#stap-kindcheck\"") && page.contains("id=\"stap-kindcheck\""), "{page}");
    assert!(page.contains("href=\"#tabel-complexity\"") && page.contains("id=\"tabel-complexity\""));
    assert!(
        page.contains("geen toestemming") && page.contains("Er is actueel misbruik en/of mishandeling"),
        "the table"
    );
    assert!(page.contains("opent de Meldcode, ook als de Meldcode al eerder is doorlopen"), "what always holds");
    assert_eq!(scene.get("joke", "/zorgpaden/nergens").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn ps_03_the_course_shows_what_was_decided_and_the_way_that_the_case_went() {
    let scene = Scene::new().await;
    let desk = course(&scene, "joke", false).await;
    let page = drawn(&desk).await;
    assert!(page.contains("gedaan vandaag") && page.contains("class=\"taken\""), "{page}");
    assert!(page.contains("want de problematiek gaat samen met gebrek aan hulpbronnen (regel 5 van"), "{page}");
    let case = desk.page().await;
    assert!(case.contains(&format!("href=\"/casus/{}/zorgpad/psychosociaal\"", desk.case)), "the case leads to it");
    assert!(case.contains("Complex, want de problematiek gaat samen met gebrek aan hulpbronnen (regel 5)."), "{case}");
    let path = format!("/casus/{}/zorgpad/nergens", desk.case);
    assert_eq!(scene.get_with(&desk.cookie, &path).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn ps_03_the_case_asks_the_question_that_the_decision_needs_next() {
    let scene = Scene::new().await;
    let desk = desk(&scene, "joke").await;
    desk.done("stap", "doe=starten&pad=psychosociaal").await;
    let told = "doe=gedaan&zorgpad=psychosociaal&nr=1&datum=2026-11-22";
    for (step, outcome) in
        [("screening", "problem"), ("kindcheck", "safe"), ("inventory-care", ""), ("ask-consent", "given")]
    {
        let outcome = if outcome.is_empty() { String::new() } else { format!("&uitkomst={outcome}") };
        desk.done("stap", &format!("{told}&stap={step}{outcome}")).await;
    }
    let page = desk.page().await;
    assert!(page.contains("Volgende vraag:</span> <strong>Is er actueel misbruik en/of mishandeling?"), "{page}");
    desk.done("gegeven", "zorgpad=psychosociaal&soort=yes-no&gegeven=abuse-now&waarde=ja").await;
    let page = desk.page().await;
    assert!(!page.contains("Volgende vraag:</span> <strong>Is er actueel misbruik"), "{page}");
    assert!(page.contains("Wordt: Complex, want er is actueel misbruik en/of mishandeling (regel 2)."), "{page}");
}

#[tokio::test]
async fn ps_02_the_course_of_who_is_not_named_is_the_same_whether_the_meldcode_is_followed_or_not() {
    let (plain, secret) = (Scene::new().await, Scene::new().await);
    let (open, sealed) = (course(&plain, "selin", false).await, course(&secret, "selin", true).await);
    let (left, right) = (drawn(&open).await, drawn(&sealed).await);
    assert_eq!(left, right);
    assert!(right.contains("verzegeld") && !right.contains("Kind (mogelijk) in gevaar.</"), "{right}");
    let named = scene_of_joke(&secret, &sealed).await;
    assert_ne!(named, right, "Joke, who is named, sees more");
}

async fn scene_of_joke(scene: &Scene, desk: &Desk<'_>) -> String {
    scene.get("joke", &format!("/casus/{}/zorgpad/psychosociaal", desk.case)).await.page()
}

#[tokio::test]
async fn the_course_is_for_who_may_see_the_case() {
    let scene = Scene::new().await;
    let desk = course(&scene, "joke", false).await;
    let path = format!("/casus/{}/zorgpad/psychosociaal", desk.case);
    assert_eq!(scene.get("piet", &path).await.status, StatusCode::FORBIDDEN, "logistics only");
}
