//! Several cases at once, and what a command would bring about, through the API.

use axum::http::StatusCode;
use serde_json::json;

use crate::world::{Who, World};

#[tokio::test]
async fn az_01_several_cases_get_another_deputy_each_with_its_own_answer() {
    let mut world = World::new().await;
    let case = world.open_case().await;
    let unknown = "01KQS0000000000000000000ZZ";
    let to = json!({ "kind": "deputy", "deputy": world.seat(Who::Bea), "from": "2026-05-04", "until": "2026-05-20" });
    let body = json!({ "cases": [case, unknown, case], "to": to, "preview": true });
    let seen = world.post(Who::Anna, "/caseload/handovers", &body).await.ok().json;
    assert_eq!((&seen["preview"], &seen["done"], &seen["refused"]), (&json!(true), &json!(1), &json!(1)), "{seen:#}");
    assert_eq!(seen["cases"][0]["foreseen"]["events"], json!(["deputy-named"]), "{seen:#}");
    assert_eq!(seen["cases"][1]["problem"]["code"], "not-found", "{seen:#}");
    let path = format!("/cases/{case}");
    let before = world.get(Who::Anna, &path).await.ok().header("etag").to_owned();

    let body = json!({ "cases": [case, unknown], "to": to });
    let done = world.post(Who::Anna, "/caseload/handovers", &body).await.ok().json;
    assert_eq!(done["cases"][0]["done"]["events"], json!(["deputy-named"]), "{done:#}");
    assert!(done["cases"][0]["client-name"].as_str().is_some_and(|name| name.contains("Tesfay")), "{done:#}");
    assert_ne!(world.get(Who::Anna, &path).await.ok().header("etag"), before);
    let again = world.post(Who::Anna, "/caseload/handovers", &body).await.ok().json;
    assert_eq!(again["cases"][0]["problem"]["code"], "nothing-to-do", "{again:#}");
    let foreign = world.post(Who::Carla, "/caseload/handovers", &body).await.ok().json;
    assert_eq!(foreign["cases"][0]["problem"]["status"], 403, "{foreign:#}");
    assert!(foreign["cases"][0]["client-name"].is_null(), "{foreign:#}");
    let many: Vec<String> = (0..201).map(|number| format!("01KQS000000000000000000{number:03}")).collect();
    for cases in [json!([]), json!(many)] {
        let refused = world.post(Who::Anna, "/caseload/handovers", &json!({ "cases": cases, "to": to })).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{:#}", refused.json);
    }
}

#[tokio::test]
async fn az_10_who_would_be_told_is_asked_before_a_handover_is_proposed() {
    let mut world = World::new().await;
    let case = world.open_case().await;
    let propose = json!({ "kind": "propose-handover",
        "handover": { "kind": "relocation", "moves-on": "2026-05-20", "coa": null, "gc-a": null },
        "to-org": world.org(Who::Carla), "to-person": world.person(Who::Carla), "note": "", "answer-by": "2026-05-08" });
    let seen = world.post(Who::Anna, &format!("/cases/{case}/preview"), &propose).await.ok().json;
    assert_eq!(seen["receiver"]["person"]["name"], "Carla Smit", "{seen:#}");
    let told = seen["told"].as_array().unwrap();
    for when in ["at-once", "accepted", "declined", "unanswered"] {
        assert!(told.iter().any(|one| one["when"] == when), "{when}: {seen:#}");
    }
    let late = json!({ "kind": "propose-handover", "handover": { "kind": "return" }, "to-org": world.org(Who::Carla),
        "to-person": null, "note": "", "answer-by": "2026-05-08" });
    let refused = world.post(Who::Anna, &format!("/cases/{case}/preview"), &late).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{:#}", refused.json);
}
