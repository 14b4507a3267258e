//! *Zorgplan* and *Bord* on the pages (CM-01, CM-03, CM-08, PS-05).

use axum::http::StatusCode;
use regie_care::case::CaseCommand;
use regie_pathway::{Command, FactValue};

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
    let page = desk.page().await;
    assert!(page.contains("Er is nog geen zorgdiagnostiek; leg die eerst vast"), "a draft says what it lacks: {page}");
    let fix = desk.post("vaststellen", "datum=2026-11-22").await;
    assert_eq!(fix.status, StatusCode::UNPROCESSABLE_ENTITY, "and is not fixed");
    assert!(
        fix.body.contains("nog een concept. Er is nog geen zorgdiagnostiek")
            || fix.body.contains("er is nog geen zorgdiagnostiek"),
        "{}",
        fix.body
    );
    desk.done("zorgdiagnostiek", DIAGNOSIS).await;
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
async fn ps_05_the_coordinating_provider_and_who_was_asked_do_their_steps_on_the_case() {
    let scene = Scene::new().await;
    let desk = desk(&scene, "joke").await;
    let nurse = scene.sign_in("nienke").await;
    let acts = async |step: &str| {
        let page = scene.get_with(&nurse, &format!("/casus/{}/plan", desk.case)).await.page();
        page.contains(&format!("name=\"stap\" value=\"{step}\""))
    };
    let start = CaseCommand::StartPathway { pathway: "psychosociaal".into(), anchors: [].into(), facts: [].into() };
    scene.give(scene.joke, desk.case, start).await;
    let came = Command::SetFact { fact: "came".into(), value: FactValue::YesNo(true) };
    let came = CaseCommand::Pathway { pathway: "psychosociaal".into(), command: came };
    scene.give(scene.joke, desk.case, came).await;
    assert!(!acts("consent-coordinator").await && !acts("birth-plan").await, "neither is hers");
    scene
        .give(scene.joke, desk.case, CaseCommand::NameCoordinator { coordinator: scene.nurse, after_birth: false })
        .await;
    assert!(acts("consent-coordinator").await && !acts("birth-plan").await, "she coordinates");
    let (pathway, step) = ("az-verloskunde".into(), "birth-plan".into());
    let delegate = CaseCommand::DelegateStep { pathway, step, nth: 1, to: scene.nurse, reason: None };
    scene.give(scene.joke, desk.case, delegate).await;
    assert!(acts("birth-plan").await, "she was asked to do it");
}

#[tokio::test]
async fn cm_03_the_board_says_when_nothing_of_yours_has_a_board() {
    let scene = Scene::new().await;
    let desk = desk(&scene, "joke").await;
    let board = scene.get_with(&desk.cookie, "/bord").await.page();
    assert!(board.contains("Geen van je casussen volgt een zorgpad dat dat bijhoudt."), "{board}");
}

/// The plan as a page shows it.
fn plan_of(page: &str) -> String {
    page.split("id=\"zorgplan\"").nth(1).unwrap().split("</section>").next().unwrap().to_owned()
}

#[tokio::test]
async fn cm_01_a_form_with_five_faults_tells_five_each_at_its_field() {
    let scene = Scene::new().await;
    let desk = desk(&scene, "joke").await;
    desk.done("zorgplan", PLAN).await;
    let faulty = "levensgebied-1=housing&resultaat-1=&evaluatie-hoe-1=gesprek&evalueren-op-1=\
        &levensgebied-2=social&resultaat-2=rust&evaluatie-hoe-2=gesprek&evalueren-op-2=2026-12-06\
        &maatregel-2-1=Bellen&uitvoerder-2-1=carer&mantelzorger-2-1=&voor-2-1=2026-11-01&akkoord=not-asked&akkoord-waarom=\
        &waarom=&continuiteit=";
    let answer = desk.post("zorgplan", faulty).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in ["resultaat-1", "evalueren-op-1", "mantelzorger-2-1", "voor-2-1", "akkoord-waarom", "waarom"] {
        assert!(answer.body.contains(&format!("id=\"fout-{field}\"")), "{field}: {}", answer.body);
    }
    assert!(answer.body.contains("Er kloppen 6 velden nog niet."), "{}", answer.body);
    assert!(answer.body.contains("value=\"Bellen\""), "what was typed stays");
    let one = desk.post("zorgplan", &PLAN.replace("voor-1-1=2026-11-29", "voor-1-1=2026-11-01&waarom=x")).await;
    assert!(
        one.body.contains("id=\"fout-voor-1-1\"") && one.body.contains("Er klopt 1 veld nog niet."),
        "{}",
        one.body
    );
}

#[tokio::test]
async fn cm_01_a_measure_of_an_organisation_stands_on_the_vandaag_of_who_gives_care_there() {
    let scene = Scene::new().await;
    let desk = desk(&scene, "joke").await;
    let theirs = format!("uitvoerder-1-1=org:{}", scene.gc_a);
    desk.done("zorgplan", &PLAN.replace("uitvoerder-1-1=case-manager", &theirs)).await;
    let nurse = crate::desk::Desk { scene: &scene, case: desk.case, cookie: scene.sign_in("nienke").await };
    let today = scene.get_with(&nurse.cookie, "/vandaag").await.page();
    assert!(today.contains("Kamer aanvragen") && today.contains("voor jullie organisatie"), "{today}");
    assert!(!today.contains("value=\"vervallen\""), "dropping it is not hers");
    nurse.done("actie", "doe=gedaan&nr=1&datum=2026-11-22&notitie=").await;
    assert!(!scene.get_with(&nurse.cookie, "/vandaag").await.page().contains("Kamer aanvragen"));
    assert!(plan_of(&desk.page().await).contains("gedaan"), "it is done in the plan");
}

#[tokio::test]
async fn cm_01_the_coa_sees_the_measure_that_it_carries_out_and_nothing_else_of_the_plan() {
    let scene = Scene::new().await;
    let desk = desk(&scene, "joke").await;
    let theirs = format!("uitvoerder-1-1=org:{}", scene.coa.org);
    desk.done("zorgplan", &PLAN.replace("uitvoerder-1-1=case-manager", &theirs)).await;
    let coa = crate::desk::Desk { scene: &scene, case: desk.case, cookie: scene.sign_in("piet").await };
    let today = scene.get_with(&coa.cookie, "/vandaag").await.page();
    let at = format!("/casus/{}", desk.case);
    let page = scene.get_with(&coa.cookie, &at).await.page();
    for seen in [&today, &page] {
        assert!(seen.contains("Kamer aanvragen"), "{seen}");
        assert!(!seen.contains("Meegaan") && !seen.contains("Een eigen kamer"), "nothing else: {seen}");
    }
    let other = coa.post("actie", "doe=gedaan&nr=2&datum=2026-11-22&notitie=").await;
    assert_eq!(other.status, StatusCode::FORBIDDEN);
    coa.done("actie", "doe=gedaan&nr=1&datum=2026-11-22&notitie=").await;
    assert!(!scene.get_with(&coa.cookie, &at).await.page().contains("Kamer aanvragen"));
}

#[tokio::test]
async fn cm_08_giving_a_measure_to_somebody_else_asks_why_and_the_plan_shows_who_does_it_now() {
    let scene = Scene::new().await;
    let desk = desk(&scene, "joke").await;
    desk.done("zorgplan", PLAN).await;
    let nurse = format!("{}%3A{}", scene.nurse.person, scene.nurse.org);
    let silent = desk.post("actie", &format!("doe=ander&nr=1&wie={nurse}&reden=")).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    desk.done("actie", &format!("doe=ander&nr=1&wie={nurse}&reden=zij+is+er+elke+dag")).await;
    let plan = plan_of(&desk.page().await);
    assert!(plan.contains("versie 2") && plan.contains("zij is er elke dag"), "{plan}");
    assert!(plan.contains("was voor de casemanager, is voor"), "{plan}");
}

#[tokio::test]
async fn cm_03_a_level_past_the_table_asks_why_and_a_number_out_of_range_says_what_is_possible() {
    let scene = Scene::new().await;
    let desk = desk(&scene, "joke").await;
    desk.done("stap", "doe=starten&pad=ggz-fact").await;
    let page = desk.page().await;
    assert!(page.contains("min=\"0\" max=\"10\""), "the form says the range");
    let wellbeing = "zorgpad=ggz-fact&gegeven=wellbeing&soort=number&waarde=-5";
    let refused = desk.post("gegeven", wellbeing).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("Mogelijk is 0 tot en met 10."), "{}", refused.body);
    let level = "zorgpad=ggz-fact&gegeven=level&soort=choice&waarde=intensive";
    let refused = desk.post("gegeven", &format!("{level}&reden=")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("Geef een reden als je ervan afwijkt"), "{}", refused.body);
    desk.done("gegeven", &format!("{level}&reden=zij+komt+van+de+afdeling")).await;
    let board = scene.get_with(&desk.cookie, "/bord?zorgpad=ggz-fact").await.page();
    assert!(board.contains("omdat: zij komt van de afdeling"), "{board}");
}

#[tokio::test]
async fn cm_03_what_is_no_board_says_so_and_names_those_that_are() {
    let scene = Scene::new().await;
    let desk = desk(&scene, "joke").await;
    desk.done("stap", "doe=starten&pad=ggz-fact").await;
    for asked in ["nergens", "az-verloskunde"] {
        let answer = scene.get_with(&desk.cookie, &format!("/bord?zorgpad={asked}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{asked}");
        assert!(answer.body.contains(&format!("‘{asked}’ is geen zorgpad met een bord")), "{}", answer.body);
        assert!(answer.body.contains("href=\"/bord?zorgpad=ggz-fact\""), "{}", answer.body);
    }
}
