//! The intake through the API: drafts of one's own, and doubles before a client is entered (AZ-04, G-07).

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::world::{Who, World};

fn typed(partner: &str, rev: u64) -> Value {
    json!({ "part": "social", "typed": { "partner": partner }, "seen": 0, "rev": rev })
}

#[tokio::test]
async fn az_04_a_draft_is_kept_read_and_thrown_away_by_its_writer_alone() {
    let mut world = World::new().await;
    let case = world.open_case().await;
    let (intake, draft) = (format!("/cases/{case}/intake"), format!("/cases/{case}/intake/draft"));
    let kept = world.call(Who::Anna, "PUT", &draft, Some(&typed("bij haar", 0))).await.ok().json;
    assert_eq!((&kept["draft"]["rev"], &kept["draft"]["typed"]["partner"]), (&json!(1), &json!("bij haar")));
    let older = world.call(Who::Anna, "PUT", &draft, Some(&typed("elders", 0))).await;
    assert_eq!((older.status, &older.json["code"]), (StatusCode::CONFLICT, &json!("draft-newer")));
    let unknown = json!({ "part": "social", "typed": { "gravida": "3" } });
    assert_eq!(world.call(Who::Anna, "PUT", &draft, Some(&unknown)).await.status, StatusCode::UNPROCESSABLE_ENTITY);

    let own = world.get(Who::Anna, &intake).await.ok().json;
    assert_eq!((&own["drafts"][0]["typed"]["partner"], &own["may-record"]), (&json!("bij haar"), &json!(true)));
    let colleague = world.get(Who::Bea, &intake).await.ok().json;
    assert_eq!((&colleague["drafts"], &colleague["others"][0]["part"]), (&json!([]), &json!("social")));
    let nurse = world.get(Who::Gerda, &intake).await.ok().json;
    assert_eq!((&nurse["others"], &nurse["may-record"]), (&json!([]), &json!(false)));

    let record = json!({ "kind": "record-intake", "intake": { "section": "social", "partner": "bij haar" } });
    world.command(Who::Anna, &case, &record).await.ok();
    let recorded = world.get(Who::Bea, &intake).await.ok().json;
    assert_eq!(recorded["recordings"][0]["intake"]["partner"], json!("bij haar"));
    let gone = world.call(Who::Anna, "DELETE", &format!("{draft}?part=social"), None).await.ok().json;
    assert_eq!(gone["discarded"], json!(true));
    let gone = world.call(Who::Anna, "DELETE", &draft, None).await.ok().json;
    assert_eq!(gone["discarded"], json!(false));
}

#[tokio::test]
async fn g_07_doubles_are_told_as_far_as_they_may_be_seen() {
    let mut world = World::new().await;
    world.open_case().await;
    let asked = json!({ "identity": { "family-name": "Tesfay", "given-name": "Saba", "birth-date": "1998-01-01",
        "bsn": "116211131" } });
    let own = world.post(Who::Anna, "/duplicates", &asked).await.ok().json;
    assert_eq!(own["items"][0]["reasons"], json!(["same-bsn"]), "{own:#}");
    assert!(own["items"][0]["client"].is_string());
    let elsewhere = world.post(Who::Carla, "/duplicates", &asked).await.ok().json;
    assert_eq!((&elsewhere["items"][0]["client"], &elsewhere["items"][0]["name"]), (&Value::Null, &Value::Null));
    let nobody = json!({ "identity": { "family-name": "Tesfay" } });
    let refused = world.post(Who::Anna, "/duplicates", &nobody).await;
    assert_eq!((refused.status, &refused.json["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("not-identifiable")));
}

#[tokio::test]
async fn az_04_what_is_typed_of_a_registration_is_kept_for_who_typed_it() {
    let mut world = World::new().await;
    let path = "/registrations/registration-01KQS0000000000000000000ZZ";
    let typed = |name: &str, rev: u64| json!({ "typed": { "achternaam": name, "geboren": "ooit" }, "rev": rev });
    let kept = world.call(Who::Anna, "PUT", path, Some(&typed("Tesf", 0))).await.ok().json;
    assert_eq!((&kept["draft"]["rev"], &kept["draft"]["typed"]["achternaam"]), (&json!(1), &json!("Tesf")));
    world.call(Who::Anna, "PUT", path, Some(&typed("Tesfay", 1))).await.ok();
    let older = world.call(Who::Anna, "PUT", path, Some(&typed("Tesfa", 1))).await;
    assert_eq!((older.status.as_u16(), &older.json["code"]), (409, &json!("draft-newer")), "{:#}", older.json);
    let mine = world.get(Who::Anna, "/registrations").await.ok().json;
    assert_eq!(mine["drafts"][0]["about"], "registration-01KQS0000000000000000000ZZ", "{mine:#}");
    assert_eq!(mine["drafts"][0]["typed"]["geboren"], "ooit");
    let hers = world.get(Who::Bea, "/registrations").await.ok().json;
    assert_eq!(hers["drafts"], json!([]), "only who typed it reads it");
    let stranger = world.call(Who::Carla, "PUT", "/registrations/case-7", Some(&typed("x", 0))).await;
    assert_eq!(stranger.status.as_u16(), 404);
    let empty = world.call(Who::Anna, "PUT", path, Some(&json!({ "typed": { "achternaam": " " }, "rev": 2 }))).await;
    assert_eq!(empty.ok().json["draft"], json!(null));
    let gone = world.call(Who::Anna, "DELETE", path, None).await.ok().json;
    assert_eq!(gone["discarded"], false);
}
