//! Whoever is told that something waits is led to where she deals with it, and nobody is offered what she may not do.

use jiff::civil::date;
use regie_care::case::CaseCommand;
use regie_care::seat::Role;
use regie_pathway::Command;

use crate::desk::desk;
use crate::scene::{Scene, TODAY};

#[tokio::test]
async fn az_04_the_step_of_the_intake_leads_to_where_the_history_is_taken() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    let link = format!("href=\"/casus/{case}/intake\">Anamnese afnemen</a>");
    for path in ["/vandaag".to_owned(), format!("/casus/{case}"), format!("/casus/{case}/plan")] {
        let page = scene.get("joke", &path).await.page();
        assert!(page.contains(&link), "{path}: {page}");
    }
}

#[tokio::test]
async fn az_09_a_done_step_says_who_did_it() {
    let scene = Scene::new().await;
    let desk = desk(&scene, "joke").await;
    let body = "doe=gedaan&zorgpad=az-verloskunde&nr=1&stap=birth-plan";
    desk.done("stap", &format!("{body}&datum=2026-11-22")).await;
    let plan = format!("/casus/{}/plan", desk.case);
    let page = scene.get("joke", &plan).await.page();
    let past = page.split("id=\"h-past\"").nth(1).unwrap();
    assert!(
        past.contains("<strong>Joke de Vries</strong>") && !past.contains("<strong>casemanager</strong>"),
        "{past}"
    );
}

#[tokio::test]
async fn az_13_who_attended_the_birth_is_asked_with_its_day() {
    let scene = Scene::new().await;
    let desk = desk(&scene, "joke").await;
    let page = scene.get("joke", &format!("/casus/{}", desk.case)).await.page();
    assert!(page.contains("name=\"afloop\" required") && page.contains("attended-by=colleague"), "{page}");
    desk.done("datum", "zorgpad=az-verloskunde&anker=born&datum=2026-11-22&afloop=attended-by%3Dcolleague").await;
    let plan = scene.get("joke", &format!("/casus/{}/plan", desk.case)).await.page();
    assert!(!plan.contains("Wie heeft de bevalling begeleid?</a>"), "{plan}");
    let now = plan.split("id=\"h-now\"").nth(1).unwrap().split("id=\"h-later\"").next().unwrap();
    assert!(now.contains("Kraambezoek door de verloskundige die de bevalling heeft begeleid"), "{now}");
    let facts = scene.get("joke", &format!("/casus/{}/dossier", desk.case)).await.page();
    assert!(facts.contains("<strong>een andere eerstelijns verloskundige</strong>"), "{facts}");
}

#[tokio::test]
async fn az_13_what_waits_for_an_answer_leads_to_the_question() {
    let scene = Scene::new().await;
    let desk = desk(&scene, "joke").await;
    let born = Command::SetAnchor { anchor: "born".into(), date: TODAY, reason: None };
    let command = CaseCommand::Pathway { pathway: "az-verloskunde".into(), command: born };
    scene.give(scene.joke, desk.case, command).await;
    let plan = scene.get("joke", &format!("/casus/{}/plan", desk.case)).await.page();
    let link = format!("<a href=\"/casus/{}/dossier#gegevens\">Wie heeft de bevalling begeleid?</a>", desk.case);
    assert!(plan.contains(&link), "{plan}");
}

#[tokio::test]
async fn az_06_a_contact_says_who_called_whom() {
    let scene = Scene::new().await;
    let desk = desk(&scene, "joke").await;
    let note = |direction: &str, words: &str| {
        format!("doe=snel&datum=2026-11-22&tijd=09:00&met-hoe={}/{direction}/phone&notitie={words}", scene.gc_a)
    };
    desk.done("contact", &note("incoming", "een")).await;
    desk.done("contact", &note("outgoing", "twee")).await;
    let page = scene.get("joke", &format!("/casus/{}/contacten", desk.case)).await.page();
    let page = page.replace(['\u{2068}', '\u{2069}'], "");
    for said in ["<bdi>GC A Ter Apel belde</bdi>", "<bdi>GC A Ter Apel gebeld</bdi>"] {
        assert!(page.contains(said), "{said}: {page}");
    }
}

#[tokio::test]
async fn az_01_the_menu_and_the_buttons_lead_nobody_to_a_closed_door() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    scene.colleague("Bas Visser", "bas", scene.joke.org, Role::Assistant).await;
    scene.colleague("Cora Dijk", "cora", scene.joke.org, Role::Coordinator).await;
    let caseload = scene.get("bas", "/caseload").await.page();
    assert!(!caseload.contains("Nieuwe intake"), "{caseload}");
    let hers = scene.get("cora", "/vandaag").await.page();
    assert!(!hers.contains("href=\"/caseload\"") && !hers.contains("href=\"/bord\""), "{hers}");
    assert!(!scene.get("joke", "/vandaag").await.page().contains("href=\"/bord\""), "no case stands on a board");
    let start = CaseCommand::StartPathway { pathway: "ggz-fact".into(), anchors: [].into(), facts: [].into() };
    scene.give(scene.joke, case, start).await;
    assert!(scene.get("joke", "/vandaag").await.page().contains("href=\"/bord\""));
    let handover = regie_care::case::records::HandoverKind::Relocation {
        moves_on: date(2026, 12, 1),
        coa: None,
        gc_a: None,
        place: String::new(),
    };
    let propose = CaseCommand::ProposeHandover {
        handover,
        to_org: scene.nadia.org,
        to_person: None,
        note: String::new(),
        answer_by: date(2026, 11, 30),
        work: Vec::new(),
    };
    scene.give(scene.joke, case, propose).await;
    scene.colleague("Wim Kok", "wim", scene.nadia.org, Role::Assistant).await;
    let answer = format!("href=\"/overdracht/{case}\"");
    assert!(scene.get("nadia", "/vandaag").await.page().contains(&answer));
    assert!(!scene.get("wim", "/vandaag").await.page().contains(&answer), "she cannot answer it");
}

#[tokio::test]
async fn g_01_nobody_is_told_of_a_meeting_whom_nobody_chose() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    let command = regie_care::meeting::PlanMeeting {
        meeting_kind: regie_care::meeting::MeetingKind::Mdo,
        org: scene.joke.org,
        on: TODAY,
        title: "MDO".to_owned(),
    };
    let meeting = scene.app.plan_meeting(&crate::scene::by(scene.joke), &command).await.unwrap().id;
    let put = CaseCommand::PutOnAgenda { meeting: meeting.parse().unwrap(), question: "Wat nu?".to_owned() };
    scene.give(scene.joke, case, put).await;
    let page = scene.get("joke", &format!("/besprekingen/{meeting}")).await.page();
    assert!(page.contains(".terugkoppelen\"") && !page.contains(" checked"), "{page}");
    assert!(page.contains("Wie je hier aankruist, krijgt"), "{page}");
}
