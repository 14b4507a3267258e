//! *Zorgplan* and *Bord* on the pages (CM-01, CM-03, CM-08, PS-05).

use axum::http::StatusCode;

use crate::desk::desk;
use crate::scene::Scene;

const DIAGNOSIS: &str = "datum=2026-11-22&care-bevinding=zwanger&housing-bevinding=deelt+een+kamer\
    &housing-belasting=haar+zus+slaapt+slecht&social-bevinding=zus+dichtbij&mental-bevinding=somber\
    &daily-life-bevinding=geen+bezigheid&draaglast=6";

const PLAN: &str = "levensgebied-1=housing&resultaat-1=Een+eigen+kamer&evaluatie-hoe-1=gesprek&evalueren-op-1=2026-12-06\
    &maatregel-1-1=Kamer+aanvragen&uitvoerder-1-1=case-manager&voor-1-1=2026-11-29\
    &maatregel-1-2=Meegaan&uitvoerder-1-2=carer&mantelzorger-1-2=Hodan&voor-1-2=2026-11-30\
    &levensgebied-2=&resultaat-2=&erbij=ja&akkoord=agreed&continuiteit=";

#[tokio::test]
async fn cm_01_the_plan_is_written_on_the_page_and_its_measures_stand_on_vandaag() {
    let scene = Scene::new().await;
    let desk = desk(&scene, "joke").await;
    let missing =
        desk.post("zorgdiagnostiek", &DIAGNOSIS.replace("mental-bevinding=somber", "mental-bevinding=")).await;
    assert_eq!(missing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(missing.body.contains("Vul ook in: geestelijk welzijn."), "{}", missing.body);
    desk.done("zorgdiagnostiek", DIAGNOSIS).await;
    desk.done("zorgplan", PLAN).await;

    let page = desk.page().await;
    let plan = page.split("id=\"zorgplan\"").nth(1).unwrap().split("</section>").next().unwrap().to_owned();
    for words in [
        "versie 1",
        "Wonen",
        "haar zus slaapt slecht",
        "Een eigen kamer",
        "Kamer aanvragen",
        "Hodan (mantelzorger)",
        "Cliënt akkoord",
    ] {
        assert!(plan.contains(words), "{words} in {plan}");
    }
    let today = scene.get_with(&desk.cookie, "/vandaag").await.page();
    assert!(today.contains("Kamer aanvragen") && today.contains("Meegaan (door Hodan)"), "{today}");
    assert!(page.contains("Doel nog niet geëvalueerd: Een eigen kamer"), "closing waits for it");
}

#[tokio::test]
async fn cm_08_a_revision_tells_what_changed_and_why_and_a_form_without_a_reason_comes_back() {
    let scene = Scene::new().await;
    let desk = desk(&scene, "joke").await;
    desk.done("zorgplan", PLAN).await;
    let next = format!("doelnr-1=1&{}", PLAN.replace("Een+eigen+kamer", "Een+kamer+met+haar+zus"));
    let silent = desk.post("zorgplan", &next).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(silent.body.contains("value=\"Een kamer met haar zus\""), "what was typed stays: {}", silent.body);
    desk.done("zorgplan", &format!("{next}&waarom=er+is+geen+eigen+kamer+vrij")).await;
    let page = desk.page().await;
    for words in [
        "versie 2",
        "er is geen eigen kamer vrij",
        "was ‘Een eigen kamer’, is ‘Een kamer met haar zus’",
        "1 eerdere versie",
    ] {
        assert!(page.contains(words), "{words} in {page}");
    }
    let evaluate = "nr=1&datum=2026-11-22&wat-gevonden=zij+heeft+een+kamer&uitkomst=reached";
    desk.done("doel", evaluate).await;
    assert!(desk.page().await.contains("1 afgerond doel"));
    let fix = desk.post("vaststellen", "datum=2026-11-22").await;
    assert_eq!(fix.status, StatusCode::SEE_OTHER);
    assert!(desk.page().await.contains("vastgesteld vandaag"));
    let print = scene.get_with(&desk.cookie, &format!("/casus/{}/zorgplan/afdruk", desk.case)).await.page();
    assert!(
        print.contains("id=\"versies\" open") && !print.contains("<textarea"),
        "all versions, and no forms: {print}"
    );
    let nadia = scene.sign_in("nadia").await;
    assert_eq!(
        scene.get_with(&nadia, &format!("/casus/{}/zorgplan/afdruk", desk.case)).await.status,
        StatusCode::FORBIDDEN
    );
}

#[tokio::test]
async fn ps_05_the_coordinating_provider_is_named_and_shown_beside_the_case_manager() {
    let scene = Scene::new().await;
    let desk = desk(&scene, "joke").await;
    let nurse = format!("{}%3A{}", scene.nurse.person, scene.nurse.org);
    desk.done("coordinatie", &format!("doe=nu&wie={nurse}")).await;
    let page = desk.page().await;
    let plan = page.split("id=\"zorgplan\"").nth(1).unwrap().split("</section>").next().unwrap().to_owned();
    assert!(plan.contains("Coördinerend zorgverlener</strong>"), "{plan}");
}

#[tokio::test]
async fn cm_03_the_board_says_when_nothing_of_yours_has_a_board() {
    let scene = Scene::new().await;
    let desk = desk(&scene, "joke").await;
    let board = scene.get_with(&desk.cookie, "/bord").await.page();
    assert!(board.contains("Geen van je casussen volgt een zorgpad met een bord."), "{board}");
}
