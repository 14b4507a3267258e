//! To whom she was referred and when her appointment is, on the page and in the API (PS-03, PS-04).

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use regie_care::ids::OrgId;
use regie_care::seat::OrgKind;
use serde_json::Value;

use crate::desk::{Desk, desk};
use crate::scene::Scene;

const DONE: &str = "doe=gedaan&zorgpad=psychosociaal&nr=1&datum=2026-11-22";

/// Complex, and she wants specialised care: the referral and the appointment are to be made.
async fn consented(scene: &Scene) -> Desk<'_> {
    let desk = desk(scene, "joke").await;
    desk.done("stap", "doe=starten&pad=psychosociaal").await;
    for done in [
        "screening&uitkomst=problem",
        "kindcheck&uitkomst=safe",
        "inventory-care",
        "ask-consent&uitkomst=refused",
        "complexity",
        "consent-specialised&uitkomst=given",
    ] {
        desk.done("stap", &format!("{DONE}&stap={done}")).await;
    }
    desk
}

fn hospital(scene: &Scene) -> OrgId {
    let directory = scene.app.directory();
    directory.orgs.values().find(|org| org.kind == OrgKind::Hospital).unwrap().id
}

/// The element of a step on the page.
fn item(page: &str, step: &str) -> String {
    let at = page
        .find(&format!("<li class=\"item\" id=\"stap-psychosociaal-{step}-1\""))
        .unwrap_or_else(|| panic!("{page}"));
    let rest = &page[at + 1..];
    let end = rest.find("<li class=\"item\"").or_else(|| rest.find("</section>")).unwrap_or(rest.len());
    rest[..end].replace(['\u{2068}', '\u{2069}'], "")
}

#[tokio::test]
async fn ps_04_a_referral_without_a_name_comes_back_with_the_field_and_what_was_typed() {
    let scene = Scene::new().await;
    let desk = consented(&scene).await;
    let form = item(&desk.page().await, "refer-specialised");
    assert!(form.contains("Verwezen naar") && form.contains("Martini Ziekenhuis"), "{form}");
    assert!(form.contains("name=\"bij-naam\"") && !form.contains("COA Ter Apel"), "{form}");

    let refused = desk.post("stap", &format!("{DONE}&stap=refer-specialised&bij-wie=&bij-naam=")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let told = refused.body.replace(['\u{2068}', '\u{2069}'], "");
    assert!(told.contains("‘Verwezen naar’: Kies een organisatie, of schrijf de naam."), "{told}");
    assert!(told.contains("<select name=\"bij-wie\"") && told.contains("Opnieuw opslaan"), "{told}");
    assert!(told.contains("name=\"datum\" value=\"2026-11-22\""), "the day that was typed stays: {told}");

    let gone = desk.post("stap", &format!("{DONE}&stap=refer-specialised&bij-wie=01J9ZC3QF5T1Y0A7M2N8B4K6XE")).await;
    assert_eq!(gone.status, StatusCode::UNPROCESSABLE_ENTITY, "who is not in the directory");
    let coa = desk.post("stap", &format!("{DONE}&stap=refer-specialised&bij-wie={}", scene.coa.org)).await;
    assert_eq!(coa.status, StatusCode::UNPROCESSABLE_ENTITY, "the COA gets logistics alone");
}

#[tokio::test]
async fn ps_04_the_appointment_asks_its_day_and_the_check_opens_on_it() {
    let scene = Scene::new().await;
    let desk = consented(&scene).await;
    let hospital = hospital(&scene);
    desk.done("stap", &format!("{DONE}&stap=refer-specialised&bij-wie={hospital}&bij-naam=")).await;
    let page = desk.page().await;
    let form = item(&page, "make-appointment");
    assert!(form.contains(&format!("<option value=\"{hospital}\" selected>Martini Ziekenhuis")), "proposed: {form}");
    assert!(form.contains("Dag van de afspraak") && form.contains("name=\"dag\""), "{form}");

    let undated = format!("{DONE}&stap=make-appointment&bij-wie=&bij-naam=POP-poli+Delfzijl&dag=");
    let refused = desk.post("stap", &undated).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let told = refused.body.replace(['\u{2068}', '\u{2069}'], "");
    assert!(told.contains("‘Dag van de afspraak’: Vul de dag in."), "{told}");
    assert!(told.contains("value=\"POP-poli Delfzijl\""), "{told}");
    let past = desk.post("stap", &format!("{DONE}&stap=make-appointment&bij-wie={hospital}&dag=2026-11-20")).await;
    let told = past.body.replace(['\u{2068}', '\u{2069}'], "");
    assert!(
        told.contains("‘Dag van de afspraak’: Deze dag kan niet. Mogelijk is 22 november 2026 tot en met"),
        "{told}"
    );

    desk.done("stap", &format!("{DONE}&stap=make-appointment&bij-wie={hospital}&bij-naam=&dag=2026-12-08")).await;
    let plan = desk.scene.get_with(&desk.cookie, &format!("/casus/{}/plan", desk.case)).await.body;
    let referred = item(&plan, "refer-specialised");
    assert!(referred.contains("Verwezen naar: Martini Ziekenhuis"), "{referred}");
    let waits = item(&plan, "appointment");
    assert!(waits.contains("Afspraak bij: Martini Ziekenhuis"), "with whom, and when: {waits}");
    assert!(waits.contains("Dag van de afspraak: 8 december 2026"), "{waits}");
    let early = desk.post("stap", &format!("{DONE}&stap=appointment&uitkomst=no-show")).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    let history = desk.scene.get_with(&desk.cookie, &format!("/casus/{}/geschiedenis", desk.case)).await.body;
    assert!(history.contains("; verwezen naar: Martini Ziekenhuis"), "{history}");
    assert!(history.contains("; afspraak bij: Martini Ziekenhuis; dag van de afspraak: 8 december 2026"), "{history}");
    assert!(history.contains("Terugkoppeling verwacht van Martini Ziekenhuis"), "{history}");
}

#[tokio::test]
async fn ps_04_today_leads_to_the_case_for_a_step_that_asks_to_whom() {
    let scene = Scene::new().await;
    let desk = consented(&scene).await;
    let today = desk.scene.get_with(&desk.cookie, "/vandaag").await.body;
    let place = format!("href=\"/casus/{}#stap-psychosociaal-refer-specialised-1\">", desk.case);
    assert!(today.contains(&place), "{today}");
    assert!(!today.contains("bij-wie"), "{today}");
}

#[tokio::test]
async fn ps_04_the_api_asks_to_whom_and_when_and_tells_both() {
    let scene = Scene::new().await;
    let desk = consented(&scene).await;
    let plan = async || -> Value {
        let body = desk.scene.get_with(&desk.cookie, &format!("/api/v1/cases/{}/plan", desk.case)).await.body;
        serde_json::from_str(&body).unwrap()
    };
    let step = |plan: &Value, id: &str| {
        let steps = plan["steps"].as_array().unwrap_or_else(|| panic!("{plan}"));
        steps.iter().find(|step| step["step"] == id).unwrap().clone()
    };
    let before = plan().await;
    assert_eq!(step(&before, "make-appointment")["asks-day"]["nl"], "Dag van de afspraak");
    assert_eq!(step(&before, "make-appointment")["asks-whom"]["nl"], "Afspraak bij");
    let give = async |command: Value| {
        let command = serde_json::json!({ "kind": "pathway", "pathway": "psychosociaal", "command": command });
        let request = Request::post(format!("/api/v1/cases/{}/commands", desk.case))
            .header(header::COOKIE, &desk.cookie)
            .header(header::CONTENT_TYPE, "application/json");
        desk.scene.send(request.body(Body::from(command.to_string())).unwrap()).await
    };
    let done = |step: &str| serde_json::json!({ "kind": "complete", "step": step, "on": "2026-11-22" });
    let refused = give(done("refer-specialised")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let told: Value = serde_json::from_str(&refused.body).unwrap();
    assert_eq!((&told["code"], &told["field"]), (&"whom-needed".into(), &"whom".into()), "{told}");
    let mut refer = done("refer-specialised");
    refer["whom"] = serde_json::json!({ "kind": "org", "org": hospital(&scene).to_string() });
    assert!(give(refer).await.status.is_success());
    let mut make = done("make-appointment");
    let told: Value = serde_json::from_str(&give(make.clone()).await.body).unwrap();
    assert_eq!((&told["code"], &told["field"]), (&"day-needed".into(), &"day".into()), "{told}");
    make["day"] = "2026-12-08".into();
    assert!(give(make).await.status.is_success());
    let after = plan().await;
    let made = step(&after, "make-appointment");
    assert_eq!(made["whom"]["org"], hospital(&scene).to_string());
    assert_eq!(made["day"], "2026-12-08");
    assert_eq!(step(&after, "appointment")["window"]["from"], "2026-12-08");
}
