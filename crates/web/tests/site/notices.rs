//! Notices as pages to read or print.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use regie_care::case::CaseCommand;
use regie_care::notice::Receiver;

use crate::scene::Scene;

async fn told(scene: &Scene, to: impl Fn(Receiver) -> bool) -> String {
    let outbox = scene.app.outbox(scene.joke, None, 50).await.unwrap();
    outbox.into_iter().find(|notice| to(notice.notice.receiver)).expect("a notice").id
}

#[tokio::test]
async fn az_07_a_notice_to_an_organisation_is_a_letter_to_print() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    let inform = CaseCommand::InformProviders {
        orgs: vec![scene.gc_a],
        subject: "Ijzertekort".to_owned(),
        text: "Hb 6,4; graag ijzer herhalen.".to_owned(),
    };
    scene.give(scene.joke, case, inform).await;
    let id = told(&scene, |to| to == Receiver::Org(scene.gc_a)).await;
    let page = scene.get("joke", &format!("/bericht/{id}")).await.page();
    for shown in ["GC A Ter Apel", "De Ooievaar", "Hb 6,4; graag ijzer herhalen.", "Rania Haddad", "14 maart 1999"] {
        assert!(page.contains(shown), "{shown}");
    }
    assert!(page.contains("staat klaar in Regie, nog niet gelezen") && page.contains("name=\"wijze\""));
    let case_page = scene.whole_case("joke", case).await;
    assert!(case_page.contains(&format!("href=\"/bericht/{id}\"")));
    scene.app.notice_delivered(scene.joke, &id).await.unwrap();
    let page = scene.get("joke", &format!("/bericht/{id}")).await.page();
    assert!(page.contains("gelezen of verzonden vandaag 09:00") && !page.contains("name=\"wijze\""));
}

#[tokio::test]
async fn az_06_a_notice_to_a_person_is_read_and_no_one_elses() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    scene.urgent(case).await;
    let mine = scene.app.notices_for(scene.joke, None, 10).await.unwrap();
    let id = &mine.first().expect("the urgent notice").id;
    let page = scene.get("joke", &format!("/bericht/{id}")).await.page();
    assert!(page.contains("RR 155/100, hoofdpijn") && page.contains("value=\"gelezen\""));
    let signed = page.split("class=\"signed\">").nth(1).unwrap().split("</p>").next().unwrap();
    assert_eq!(signed, "<bdi>GC A Ter Apel</bdi>", "the GC A does not write in the name of the case manager");
    for other in ["nadia", "piet", "anne"] {
        let answer = scene.get(other, &format!("/bericht/{id}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{other}");
    }
    let request = Request::post(format!("/bericht/{id}"))
        .header(header::COOKIE, scene.sign_in("joke").await)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let read = scene.send(request.body(Body::from("doe=gelezen&terug=/vandaag")).unwrap()).await;
    assert_eq!(read.status, StatusCode::SEE_OTHER);
    assert!(read.header("set-cookie").contains("said-notice-read"), "it was read, not sent: {:?}", read.headers);
}

#[tokio::test]
async fn g_04_a_professional_reads_her_notices_in_the_language_of_her_pages_and_others_get_dutch() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    scene.urgent(case).await;
    let english = format!("{}; taal=en", scene.sign_in("joke").await);
    let id = scene.app.notices_for(scene.joke, None, 10).await.unwrap().remove(0).id;
    let hers = scene.get_with(&english, &format!("/bericht/{id}")).await.page();
    assert!(
        hers.contains("<h1>Urgent message</h1>") && hers.contains("<article class=\"letter\" lang=\"en\""),
        "{hers}"
    );
    let inform = CaseCommand::InformProviders {
        orgs: vec![scene.gc_a],
        subject: "Diabetes".to_owned(),
        text: "Start insuline".to_owned(),
    };
    scene.give(scene.joke, case, inform).await;
    let id = scene.app.outbox(scene.joke, None, 10).await.unwrap().remove(0).id;
    let theirs = scene.get_with(&english, &format!("/bericht/{id}")).await.page();
    assert!(theirs.contains("<h1>Bericht van de casemanager</h1>"), "{theirs}");
    let signed = theirs.split("class=\"signed\">").nth(1).unwrap().split("</p>").next().unwrap();
    assert_eq!(signed, "<bdi>Joke de Vries, verloskundige</bdi><br><bdi>De Ooievaar</bdi>");
    let today = scene.get_with(&english, "/vandaag").await.page();
    assert!(today.contains("interpreter Arabic"), "{today}");
}

#[tokio::test]
async fn az_06_a_colleague_sees_what_was_told_to_a_person_but_cannot_read_it_for_her() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    let propose = CaseCommand::ProposeHandover {
        work: Vec::new(),
        handover: regie_care::case::records::HandoverKind::Relocation {
            moves_on: jiff::civil::date(2026, 12, 1),
            coa: None,
            gc_a: None,
            place: String::new(),
        },
        to_org: scene.nadia.org,
        to_person: Some(scene.nadia.person),
        note: "Verhuist".to_owned(),
        answer_by: jiff::civil::date(2026, 11, 25),
    };
    scene.give(scene.joke, case, propose).await;
    let id = told(&scene, |to| to == Receiver::Person(scene.nadia.person)).await;
    let page = scene.get("joke", &format!("/bericht/{id}")).await.page();
    assert!(!page.contains("value=\"gelezen\""), "the sender is not offered to read it for her");
    let denied = scene.app.notice_delivered(scene.joke, &id).await.unwrap_err();
    assert!(matches!(denied, regie_app::AppError::Denied { code: "not-the-receiver", .. }), "{denied}");
    let unread = scene.app.to_read(scene.nadia, None, 9).await.unwrap();
    assert!(unread.notices.iter().any(|notice| notice.id == id));
    scene.app.notice_delivered(scene.nadia, &id).await.unwrap();
    let page = scene.get("nadia", &format!("/bericht/{id}")).await.page();
    assert!(page.contains("gelezen vandaag") && !page.contains("value=\"gelezen\""));
}

#[tokio::test]
async fn az_07_what_was_told_to_an_organisation_is_not_for_it_to_tell() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    let inform = CaseCommand::InformProviders {
        orgs: vec![scene.gc_a],
        subject: "Ijzertekort".to_owned(),
        text: "Hb 6,4; graag ijzer herhalen.".to_owned(),
    };
    scene.give(scene.joke, case, inform).await;
    let page = scene.get("nienke", "/vandaag").await.page();
    assert!(page.contains("id=\"h-told\"") && page.contains("Te lezen"), "{page}");
    assert!(!page.contains("id=\"h-notices\"") && !page.contains("Nog te vertellen"), "{page}");
    assert!(page.contains("ongelezen") && !page.contains("te verzenden"), "it is hers to read: {page}");
    assert!(scene.get("nienke", "/berichten").await.page().contains("/bericht/"));
    let id = told(&scene, |to| to == Receiver::Org(scene.gc_a)).await;
    let letter = scene.get("nienke", &format!("/bericht/{id}")).await.page();
    assert!(letter.contains("value=\"gelezen\"") && !letter.contains("name=\"wijze\""), "{letter}");
    assert!(scene.get("nienke", "/te-vertellen").await.page().contains("Er is niets meer te vertellen."));
    let page = scene.get("joke", "/te-vertellen").await.page();
    assert!(page.contains("Nog te vertellen") && page.contains("GC A Ter Apel"), "{page}");
}
