//! Two people edit the same case at once, on every form: the second is told what changed, keeps her text, and can save after
//! reading.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use regie_care::case::CaseCommand;
use regie_care::case::records::TrustedPerson;
use regie_care::ids::CaseId;

use crate::scene::{Answer, Scene};

async fn post(scene: &Scene, case: CaseId, form: &str, body: &str) -> Answer {
    post_as(scene, "joke", case, form, body).await
}

async fn post_as(scene: &Scene, login: &str, case: CaseId, form: &str, body: &str) -> Answer {
    let cookie = scene.sign_in(login).await;
    let request = Request::post(format!("/casus/{case}/{form}"))
        .header(header::COOKIE, cookie)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    scene.send(request.body(Body::from(body.to_owned())).unwrap()).await
}

async fn version(scene: &Scene, case: CaseId) -> u64 {
    scene.app.case_file(scene.joke, case).await.unwrap().case.version
}

/// Posts `body` on the version before a colleague's change, then again on the one that the page then names.
async fn told_and_saved(scene: &Scene, case: CaseId, form: &str, body: &str, typed: &[&str]) {
    let seen = version(scene, case).await;
    let person = TrustedPerson { name: format!("Amal {seen}"), relation: "zus".to_owned(), phone: None };
    scene.give(scene.anne, case, CaseCommand::NameTrustedPerson { person }).await;
    let told = post(scene, case, form, &format!("{body}&versie={seen}&sleutel=eerst{seen}")).await;
    assert_eq!(told.status, StatusCode::CONFLICT, "{form}: {}", told.body);
    for words in ["Anne Bakker wijzigde de casus", "ertrouwenspersoon"].iter().chain(typed) {
        assert!(told.body.contains(words), "{form}: {words}: {}", told.body);
    }
    let now = version(scene, case).await;
    assert!(told.body.contains(&format!("name=\"versie\" value=\"{now}\"")), "{form}");
    let saved = post(scene, case, form, &format!("{body}&versie={now}&sleutel=daarna{now}")).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{form}: {}", saved.body);
}

#[tokio::test]
async fn the_second_who_writes_a_contact_or_a_particular_is_told_and_can_save() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    let contact = "doe=vastleggen&datum=2026-11-22&kanaal=phone&met=client&met-naam=&richting=incoming&minuten=&notitie=Zij+belde";
    told_and_saved(&scene, case, "contact", contact, &["Zij belde"]).await;
    let quick = "doe=snel&datum=2026-11-22&met-hoe=client/incoming/phone&tijd=09:00&notitie=Zij+belde+weer&vervolg-voor=2026-11-30";
    told_and_saved(&scene, case, "contact", quick, &["Zij belde weer", "value=\"2026-11-30\"", "Cliënt belde"]).await;
    told_and_saved(&scene, case, "signaal", "doe=melden&tekst=Hoofdpijn&van=client&met-naam=", &["Hoofdpijn"]).await;
    let action = "doe=afspreken&wat=Tolk+regelen&wie=&voor=2026-11-30";
    told_and_saved(&scene, case, "actie", action, &["value=\"Tolk regelen\""]).await;
}

#[tokio::test]
async fn the_second_who_writes_the_care_plan_is_told_and_can_save() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    let plan = "levensgebied-1=housing&resultaat-1=Een+eigen+kamer&evaluatie-hoe-1=gesprek&evalueren-op-1=2026-12-06\
                &maatregel-1-1=Kamer+aanvragen&uitvoerder-1-1=case-manager&voor-1-1=2026-11-29&erbij=ja\
                &akkoord=agreed&continuiteit=";
    told_and_saved(&scene, case, "zorgplan", plan, &["value=\"Een eigen kamer\"", "value=\"Kamer aanvragen\""]).await;
    let diagnosis = "datum=2026-11-22&care-bevinding=zwanger&housing-bevinding=deelt+een+kamer&social-bevinding=zus\
                     &mental-bevinding=somber&daily-life-bevinding=geen+bezigheid&draaglast=6";
    told_and_saved(&scene, case, "zorgdiagnostiek", diagnosis, &["deelt een kamer", "geen bezigheid"]).await;
}

#[tokio::test]
async fn the_second_who_hands_over_is_told_and_can_save() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    let directory = scene.app.directory();
    let hospital = directory.orgs.values().find(|org| org.name == "Martini Ziekenhuis").unwrap().id;
    let propose = format!(
        "doe=voorstellen&soort=planned&naar={hospital}&antwoord-voor=2026-11-25&toelichting=Graag+snel&brief-reden=Sectio\
         &brief-voorgeschiedenis=G2P1&brief-bevindingen=Goed&brief-vraag=Plaats&brief-psychosociaal=Tolk"
    );
    told_and_saved(&scene, case, "overdracht", &propose, &["Graag snel", "Sectio", "Martini Ziekenhuis"]).await;
}

#[tokio::test]
async fn az_06_a_phone_note_takes_two_fields_and_its_follow_up_stands_on_vandaag() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    let page = scene.get("joke", &format!("/casus/{case}/contacten")).await.page();
    let form = page.split("<form ").find(|form| form.contains("value=\"snel\"")).unwrap();
    let form = form.split("</form>").next().unwrap();
    let shown =
        form.matches("<select").count() + form.matches("<textarea").count() + form.matches("type=\"date\"").count();
    assert_eq!(shown, 3, "with whom and how, what, until when: {form}");
    assert!(
        form.contains("value=\"client/incoming/phone\"") && form.contains("name=\"tijd\" value=\"09:00\""),
        "{form}"
    );
    let body = format!(
        "doe=snel&datum=2026-11-22&met-hoe={}/incoming/phone&tijd=09:00&notitie=RR+155/100&vervolg-voor=2026-11-24",
        scene.gc_a
    );
    let done = post(&scene, case, "contact", &format!("{body}&sleutel=q")).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let twice = post(&scene, case, "contact", &format!("{body}&sleutel=q")).await;
    assert_eq!(twice.status, StatusCode::SEE_OTHER);
    assert!(done.header("set-cookie").starts_with("melding=said-noted-follow-up;"), "{}", done.header("set-cookie"));
    let state = scene.app.case_file(scene.joke, case).await.unwrap().case.state.clone();
    assert_eq!((state.contacts.len(), state.actions.len()), (1, 1), "a second click is the same note");
    assert_eq!(state.contacts[0].contact.note, "09:00 RR 155/100");
    assert_eq!(state.actions[0].plan.what, "Vervolg: RR 155/100");
    let late = post(&scene, case, "contact", "doe=snel&datum=2026-11-22&met-hoe=client/outgoing/phone&tijd=09:00&notitie=x&vervolg-voor=2026-11-01&sleutel=r").await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    let state = scene.app.case_file(scene.joke, case).await.unwrap().case.state.clone();
    assert_eq!(state.contacts.len(), 1, "all of it or nothing");
    let all = "doe=snel&datum=2026-11-22&met-hoe=client/outgoing/phone&tijd=09:00&notitie=x&vervolg-voor=2026-11-01&spoed=ja&sleutel=t";
    assert_eq!(post_as(&scene, "anne", case, "contact", all).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let state = scene.app.case_file(scene.joke, case).await.unwrap().case.state.clone();
    assert_eq!((state.contacts.len(), state.signals.len()), (1, 0), "nor the particular");
    let urgent = "doe=snel&datum=2026-11-22&met-hoe=client/incoming/phone&tijd=09:00&notitie=Bloedverlies&vervolg-voor=&spoed=ja&sleutel=s";
    assert_eq!(post_as(&scene, "anne", case, "contact", urgent).await.status, StatusCode::SEE_OTHER);
    let today = scene.get("joke", "/vandaag").await.page();
    assert!(today.contains("Bloedverlies") && today.contains("Vervolg: RR 155/100"), "{today}");
}
