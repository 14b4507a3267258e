//! Besprekingen: an agenda made of cases, what was said, and who hears of it.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use regie_care::case::CaseCommand;
use regie_care::case::records::TrustedPerson;
use regie_care::ids::{CaseId, MeetingId};
use regie_care::meeting::{MeetingKind, PlanMeeting};

use crate::scene::{Answer, Scene, TODAY, by};

async fn post(scene: &Scene, login: &str, path: &str, body: &str) -> Answer {
    let cookie = scene.sign_in(login).await;
    let request = Request::post(path)
        .header(header::COOKIE, cookie)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    scene.send(request.body(Body::from(body.to_owned())).unwrap()).await
}

async fn meeting(scene: &Scene, meeting_kind: MeetingKind) -> MeetingId {
    let command =
        PlanMeeting { meeting_kind, org: scene.joke.org, on: TODAY, title: "Bespreking van vandaag".to_owned() };
    scene.app.plan_meeting(&by(scene.joke), &command).await.unwrap().id.parse().unwrap()
}

async fn put(scene: &Scene, case: CaseId, meeting: MeetingId, question: &str) {
    scene.give(scene.joke, case, CaseCommand::PutOnAgenda { meeting, question: question.to_owned() }).await;
}

async fn version(scene: &Scene, case: CaseId) -> u64 {
    scene.app.case_file(scene.joke, case).await.unwrap().case.version
}

#[tokio::test]
async fn az_14_a_meeting_is_planned_and_its_agenda_prepared_from_what_presses() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    scene.urgent(case).await;
    let page = scene.get("joke", "/besprekingen").await.page();
    assert!(page.contains("name=\"titel\"") && page.contains("href=\"/besprekingen\" aria-current=\"page\""));
    let refused = post(&scene, "joke", "/besprekingen", "sleutel=a&soort=mdo&datum=2062-01-01&titel=MDO").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("value=\"MDO\"") && refused.body.contains("value=\"mdo\" selected"));
    let body = "sleutel=b&soort=client-meeting&datum=2026-11-24&titel=Clientenoverleg";
    let planned = post(&scene, "joke", "/besprekingen", body).await;
    assert_eq!(planned.status, StatusCode::SEE_OTHER, "{}", planned.body);
    let path = planned.header("location").to_owned();
    let page = scene.get("joke", &path).await.page();
    assert!(
        page.contains("Rania Haddad") && page.contains("value=\"plaatsen."),
        "an urgent particular is proposed: {page}"
    );
    let meeting = path.rsplit('/').next().unwrap();
    let put = post(
        &scene,
        "joke",
        &format!("/casus/{case}/agenda"),
        &format!("sleutel=c&terug=/besprekingen/{meeting}&overleg={meeting}&vraag=Wie+belt+GC+A&doe=plaatsen"),
    )
    .await;
    assert_eq!((put.status, put.header("location")), (StatusCode::SEE_OTHER, path.as_str()));
    let page = scene.get("joke", &path).await.page();
    assert!(page.contains("Wie belt GC A") && !page.contains("value=\"plaatsen."), "it stands on it now: {page}");
    let found = scene.get("joke", &format!("{path}?zoek=haddad")).await.page();
    assert!(!found.contains("value=\"plaatsen."));
}

#[tokio::test]
async fn az_08_what_was_decided_becomes_actions_and_goes_back_to_the_parties() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    let vsv = meeting(&scene, MeetingKind::Mdo).await;
    put(&scene, case, vsv, "Waar bevallen?").await;
    let path = format!("/besprekingen/{vsv}");
    let page = scene.get("joke", &path).await.page();
    assert!(page.contains(".terugkoppelen\"") && page.contains("GC A Ter Apel"));
    assert!(!page.contains(&format!(".terugkoppelen\" value=\"{}\"", scene.coa.org)), "never to the COA");
    let body = format!(
        "versie={}&sleutel=d&terug={path}&nr=1&besproken=Poliklinisch+met+eigen+verloskundige&wat-1=Tolk+regelen\
         &wie-1={}:{}&voor-1=2026-11-30&wat-2=&wie-2=&voor-2=&terugkoppelen={}&doe=besproken",
        version(&scene, case).await,
        scene.anne.person,
        scene.anne.org,
        scene.gc_a
    );
    let done = post(&scene, "joke", &format!("/casus/{case}/agenda"), &body).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let page = scene.get("joke", &path).await.page();
    assert!(
        page.contains("Poliklinisch met eigen verloskundige")
            && page.contains("Tolk regelen")
            && page.contains("Anne Bakker")
    );
    let state = scene.app.case_file(scene.joke, case).await.unwrap().case.state.clone();
    assert_eq!((state.actions.len(), state.notices[0].orgs.as_slice()), (1, &[scene.gc_a][..]));
    let told = scene.app.notices_of_case(scene.joke, case).await.unwrap();
    assert!(!told.is_empty(), "each delivery is tracked");
    let minutes = scene.get("joke", &format!("{path}/afdruk?wat=verslag")).await.page();
    assert!(
        minutes.contains("Poliklinisch") && minutes.contains("class=\"card leaf\"") && minutes.contains("Tolk regelen")
    );
    let agenda = scene.get("joke", &format!("{path}/afdruk")).await.page();
    assert!(agenda.contains("Waar bevallen?") && !agenda.contains("Poliklinisch"));
}

#[tokio::test]
async fn az_08_minutes_are_read_by_who_takes_part_in_the_care_of_that_case_only() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    let vsv = meeting(&scene, MeetingKind::Vsv).await;
    put(&scene, case, vsv, "Waar bevallen?").await;
    let path = format!("/besprekingen/{vsv}");
    let elsewhere = scene.get("nadia", &path).await.page();
    assert!(!elsewhere.contains("Haddad") && !elsewhere.contains("Waar bevallen"));
    assert!(elsewhere.contains("1 casus") && elsewhere.contains("niet onder jouw zorg"), "{elsewhere}");
    assert!(!elsewhere.contains("value=\"gehouden\""), "it is another organisation's to hold");
    let nurse = scene.get("nienke", &path).await.page();
    assert!(nurse.contains("Rania Haddad") && !nurse.contains("value=\"besproken."));
    assert_eq!(scene.get("piet", &path).await.status, StatusCode::FORBIDDEN);
    let own = meeting(&scene, MeetingKind::ClientMeeting).await;
    assert_eq!(scene.get("nadia", &format!("/besprekingen/{own}")).await.status, StatusCode::FORBIDDEN);
    assert!(!scene.get("nadia", "/besprekingen").await.page().contains(&own.to_string()));
    assert!(scene.get("joke", "/besprekingen").await.page().contains(&own.to_string()));
}

#[tokio::test]
async fn two_record_the_same_discussion_and_the_second_is_told_and_keeps_her_words() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    let vsv = meeting(&scene, MeetingKind::Vsv).await;
    put(&scene, case, vsv, "Waar bevallen?").await;
    let seen = version(&scene, case).await;
    let person = TrustedPerson { name: "Amal".to_owned(), relation: "zus".to_owned(), phone: None };
    scene.give(scene.anne, case, CaseCommand::NameTrustedPerson { person }).await;
    let body = |version: u64| {
        format!(
            "versie={version}&sleutel=e{version}&terug=/besprekingen/{vsv}&nr=1&besproken=Thuis&wat-1=Bellen&wie-1=\
                 &voor-1=2026-11-30&terugkoppelen={}&doe=besproken",
            scene.gc_a
        )
    };
    let told = post(&scene, "joke", &format!("/casus/{case}/agenda"), &body(seen)).await;
    assert_eq!(told.status, StatusCode::CONFLICT);
    assert!(told.body.contains("Anne Bakker") && told.body.contains("Thuis") && told.body.contains("value=\"Bellen\""));
    let ticked = format!("type=\"checkbox\" name=\"terugkoppelen\" value=\"{}\" checked", scene.gc_a);
    assert!(told.body.contains(&ticked), "{}", told.body);
    let saved = post(&scene, "joke", &format!("/casus/{case}/agenda"), &body(version(&scene, case).await)).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
}

#[tokio::test]
async fn two_close_a_meeting_at_once_and_the_second_keeps_her_minutes() {
    let scene = Scene::new().await;
    let vsv = meeting(&scene, MeetingKind::Vsv).await;
    let path = format!("/besprekingen/{vsv}");
    let moved = post(&scene, "anne", &path, "versie=1&sleutel=f&datum=2026-11-21&doe=verzetten").await;
    assert_eq!(moved.status, StatusCode::SEE_OTHER, "{}", moved.body);
    let told = post(&scene, "joke", &path, "versie=1&sleutel=g&verslag=Kort+overleg&doe=gehouden").await;
    assert_eq!(told.status, StatusCode::CONFLICT);
    assert!(told.body.contains("Anne Bakker") && told.body.contains(">Kort overleg</textarea>"), "{}", told.body);
    assert!(told.body.contains("name=\"versie\" value=\"2\""));
    let held = post(&scene, "joke", &path, "versie=2&sleutel=h&verslag=Kort+overleg&doe=gehouden").await;
    assert_eq!(held.status, StatusCode::SEE_OTHER, "{}", held.body);
    let page = scene.get("nadia", &path).await.page();
    assert!(page.contains("Kort overleg") && page.contains("gehouden"));
    let again = post(&scene, "joke", &path, "versie=3&sleutel=i&reden=sneeuw&doe=afzeggen").await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn ps_06_a_plan_that_was_fixed_before_the_mdo_is_confirmed_on_its_page() {
    let scene = Scene::new().await;
    let desk = crate::desk::desk(&scene, "joke").await;
    desk.drafted().await;
    let vsv = meeting(&scene, MeetingKind::Vsv).await;
    put(&scene, desk.case, vsv, "Plan vaststellen").await;
    desk.done("agenda", "nr=1&besproken=Akkoord&doe=besproken").await;
    desk.done("vaststellen", "datum=2026-11-22&agenda=1").await;
    let plan = format!("/casus/{}/zorgplan", desk.case);
    assert!(!scene.get("joke", &plan).await.page().contains("id=\"vaststellen\""), "there is nothing to fix");
    desk.done("stap", "doe=gedaan&zorgpad=psychosociaal&nr=1&datum=2026-11-22&stap=plan-mdo").await;
    desk.done("stap", "doe=gedaan&zorgpad=psychosociaal&nr=1&datum=2026-11-22&stap=mdo").await;
    assert!(desk.page().await.contains("/zorgplan#vaststellen"), "the step leads there");
    let page = scene.get("joke", &plan).await.page();
    let form = page.split("id=\"vaststellen\"").nth(1).expect("the form").split("</form>").next().unwrap();
    assert!(form.contains("Bevestigen zoals het is") && form.contains("href=\"#zorgplan-bijstellen\""), "{form}");
    desk.done("vaststellen", "datum=2026-11-22").await;
    assert!(!desk.page().await.contains("/zorgplan#vaststellen"), "the step is done");
}

#[tokio::test]
async fn ps_06_the_mdo_with_the_case_on_it_does_the_steps_of_its_pathway() {
    let scene = Scene::new().await;
    let desk = crate::desk::desk(&scene, "joke").await;
    desk.drafted().await;
    let page = desk.page().await;
    assert!(page.contains("Multidisciplinair overleg (MDO) plannen") && page.contains(">Naar de agenda</a>"), "{page}");
    let mdo = meeting(&scene, MeetingKind::Mdo).await;
    put(&scene, desk.case, mdo, "Plan vaststellen").await;
    let status = async |step: &str| {
        let file = scene.app.case_file(scene.joke, desk.case).await.unwrap();
        let run = file.case.state.run(&"psychosociaal".into()).unwrap();
        run.state.occurrence(&step.into(), 1).unwrap().status()
    };
    assert_eq!(status("plan-mdo").await, regie_pathway::Status::Done);
    assert_eq!(status("mdo").await, regie_pathway::Status::Open);
    desk.done("agenda", "nr=1&besproken=Akkoord+met+het+plan&doe=besproken").await;
    assert_eq!(status("mdo").await, regie_pathway::Status::Done);
    assert_eq!(status("fix-plan").await, regie_pathway::Status::Open);
}

#[tokio::test]
async fn az_08_what_stands_elsewhere_on_the_page_is_kept_whatever_is_recorded() {
    let scene = Scene::new().await;
    let (rania, saba) = (scene.rania().await, scene.case("Saba", "Tesfay", "2301234418").await);
    let vsv = meeting(&scene, MeetingKind::Vsv).await;
    for case in [rania, saba] {
        put(&scene, case, vsv, "Waar bevallen?").await;
    }
    let path = format!("/besprekingen/{vsv}");
    let page = scene.get("joke", &path).await.page();
    assert_eq!(page.matches("action=\"/besprekingen/").count(), 1, "one form: {page}");
    assert!(!page.contains("action=\"/casus/"), "{page}");
    let body = |doe: &str, version: u64| {
        format!(
            "versie=1&sleutel={version}.bespreking&verslag=Allen+aanwezig&{rania}.1.nr=1&{rania}.1.versie={version}\
             &{rania}.1.besproken=Poliklinisch&{rania}.1.wat-1=Tolk+regelen&{rania}.1.voor-1=2026-11-30\
             &{rania}.1.terugkoppelen={}&{saba}.1.nr=1&{saba}.1.versie=2&{saba}.1.besproken=Nog+even\
             &{saba}.1.terugkoppelen={}&{saba}.1.terugkoppelen={}&doe={doe}",
            scene.gc_a, scene.gc_a, scene.joke.org
        )
    };
    let discuss = format!("besproken.{rania}.1");
    let refused = post(&scene, "joke", &path, &body(&discuss, 0).replace("=Poliklinisch", "=")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.body.contains(">Allen aanwezig</textarea>") && refused.body.contains("Tolk regelen"),
        "{}",
        refused.body
    );
    let seen = version(&scene, rania).await;
    let done = post(&scene, "joke", &path, &body(&discuss, seen)).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert_eq!(done.header("location"), format!("{path}#punt-{rania}-1"));
    let page = scene.get("joke", &path).await.page();
    assert!(page.contains("Poliklinisch") && page.contains("Tolk regelen"), "it is recorded: {page}");
    assert!(page.contains(">Allen aanwezig</textarea>") && page.contains(">Nog even</textarea>"), "{page}");
    let ticked = format!("name=\"{saba}.1.terugkoppelen\" value=\"{}\" checked", scene.gc_a);
    assert!(page.contains(&ticked), "{page}");
    let other = scene.get("anne", &path).await.page();
    assert!(!other.contains("Allen aanwezig"), "a draft is her own");
    let held = post(&scene, "joke", &path, "versie=1&sleutel=z&verslag=Allen+aanwezig&toch=ja&doe=gehouden").await;
    assert_eq!(held.status, StatusCode::SEE_OTHER, "{}", held.body);
}
