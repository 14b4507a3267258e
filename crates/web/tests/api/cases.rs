//! A case through the API: opened, changed, refused, changed by two at once, repeated.

use axum::http::StatusCode;
use regie_care::ids::PersonId;
use regie_care::person::{PersonCommand, RegisterPerson};
use regie_care::seat::{Actor, Role};
use serde_json::{Value, json};

use crate::world::{Who, World};

fn signal(text: &str) -> Value {
    json!({ "kind": "raise-signal", "signal": { "urgency": "urgent", "text": text, "from": { "kind": "client" } } })
}

#[tokio::test]
async fn az_01_a_case_is_opened_with_one_case_manager() {
    let mut world = World::new().await;
    let client = world.client("Tesfay", "116211131").await;
    let opening = world.opening(&client);
    let answer = world.post(Who::Anna, "/cases", &opening).await;
    assert_eq!(answer.status, StatusCode::CREATED);
    let id = answer.json["id"].as_str().unwrap();
    assert_eq!(answer.header("location"), format!("/api/v1/cases/{id}"));
    assert_eq!(answer.header("etag"), format!("\"{}\"", answer.json["version"]));
    insta::assert_json_snapshot!("opened", answer.told());
}

#[tokio::test]
async fn az_06_a_signal_is_raised_and_acknowledged() {
    let mut world = World::new().await;
    let case = world.open_case().await;
    let raised = world.command(Who::Gerda, &case, &signal("Zij voelt het kind niet meer")).await.ok();
    assert_eq!(raised.json["events"], json!(["signal-raised"]));
    let refused = world.command(Who::Gerda, &case, &json!({ "kind": "acknowledge-signal", "no": 1 })).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let known = world.command(Who::Anna, &case, &json!({ "kind": "acknowledge-signal", "no": 1 })).await.ok();
    assert_eq!(known.json["events"], json!(["signal-acknowledged"]));
}

#[tokio::test]
async fn az_15_closing_is_refused_with_all_that_is_missing() {
    let mut world = World::new().await;
    let case = world.open_case().await;
    world.command(Who::Anna, &case, &signal("Bloedverlies")).await.ok();
    let close = json!({ "kind": "close", "on": "2026-05-04", "reason": "completed", "note": "" });
    let refused = world.command(Who::Anna, &case, &close).await;
    insta::assert_json_snapshot!("refused_close", refused.told());
}

#[tokio::test]
async fn az_11_and_az_15_what_the_case_records_is_not_ticked() {
    let mut world = World::new().await;
    let case = world.open_case().await;
    let on_pathway = |command: Value| json!({ "kind": "pathway", "pathway": "az-verloskunde", "command": command });
    let add = on_pathway(json!({ "kind": "add", "step": "refer-second-line" }));
    world.command(Who::Anna, &case, &add).await.ok();
    for (step, code) in
        [("refer-second-line", "referral-letter-not-sent"), ("evaluation-midway", "evaluation-not-recorded")]
    {
        let tick = on_pathway(json!({ "kind": "complete", "step": step, "on": "2026-05-04" }));
        let refused = world.command(Who::Anna, &case, &tick).await;
        assert_eq!((refused.status, &refused.json["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!(code)));
        assert!(refused.json["detail"].as_str().is_some_and(|detail| detail.starts_with("this step is done by")));
    }
}

#[tokio::test]
async fn who_looked_before_a_change_is_told_who_changed_what() {
    let mut world = World::new().await;
    let case = world.open_case().await;
    let path = format!("/cases/{case}/commands");
    let seen = world.command(Who::Anna, &case, &signal("Eerste")).await.ok().header("etag").to_owned();
    world.command(Who::Bea, &case, &signal("Tweede")).await.ok();
    let late = world.call_with(Who::Anna, "POST", &path, &[("If-Match", &seen)], Some(&signal("Derde"))).await;
    insta::assert_json_snapshot!("changed_meanwhile", late.told());
    let now = format!("\"{}\"", late.json["changed"]["now"]);
    world.call_with(Who::Anna, "POST", &path, &[("If-Match", &now)], Some(&signal("Derde"))).await.ok();
}

#[tokio::test]
async fn g_09_a_repeated_request_is_answered_as_before_and_done_once() {
    let mut world = World::new().await;
    let case = world.open_case().await;
    let path = format!("/cases/{case}/commands");
    let key = [("Idempotency-Key", "7f1c-one")];
    let first = world.call_with(Who::Anna, "POST", &path, &key, Some(&signal("Koorts"))).await.ok();
    let again = world.call_with(Who::Anna, "POST", &path, &key, Some(&signal("Koorts"))).await.ok();
    assert_eq!(first.told(), again.told());
    assert_eq!(first.header("etag"), again.header("etag"));
    let other = world.call_with(Who::Anna, "POST", &path, &key, Some(&signal("Iets anders"))).await;
    insta::assert_json_snapshot!("key_reused", other.told());
    // Keys are one's own: the same key of a colleague is another.
    let hers = world.call_with(Who::Bea, "POST", &path, &key, Some(&signal("Iets anders"))).await.ok();
    assert_eq!(hers.json["version"].as_u64(), first.json["version"].as_u64().map(|version| version + 1));
}

#[tokio::test]
async fn g_09_a_client_is_registered_once_however_often_it_is_sent() {
    let mut world = World::new().await;
    let body = json!({ "identity": { "family-name": "Tesfay", "v-number": "2301555417" } });
    let key = [("Idempotency-Key", "registration-1")];
    let first = world.call_with(Who::Anna, "POST", "/clients", &key, Some(&body)).await.ok();
    let again = world.call_with(Who::Anna, "POST", "/clients", &key, Some(&body)).await.ok();
    assert_eq!(first.status, StatusCode::CREATED);
    assert_eq!((first.told(), first.header("location")), (again.told(), again.header("location")));
}

#[tokio::test]
async fn az_06_a_note_with_what_follows_from_it_is_one_request_all_of_it_or_nothing() {
    let mut world = World::new().await;
    let case = world.open_case().await;
    let path = format!("/cases/{case}/commands/at-once");
    let contact = json!({ "on": "2026-05-04", "channel": "phone", "with": { "kind": "client" },
        "direction": "incoming", "minutes": null, "interpreter": false, "note": "Koorts" });
    let note = json!({ "kind": "record-contact", "contact": contact });
    let action = |by: &str| json!({ "kind": "set-action", "action": { "what": "Terugbellen", "who": null, "by": by } });
    let key = [("Idempotency-Key", "note-1")];
    let late = json!({ "commands": [note, signal("Koorts"), action("2026-05-01")] });
    let refused = world.call_with(Who::Anna, "POST", &path, &key, Some(&late)).await;
    assert_eq!((refused.status, &refused.json["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("too-early")));
    let file = world.get(Who::Anna, &format!("/cases/{case}")).await.ok().json;
    assert_eq!((&file["records"]["contacts"], &file["records"]["signals"]), (&json!([]), &json!([])), "{file:#}");
    let whole = json!({ "commands": [note, signal("Koorts"), action("2026-05-05")] });
    let first = world.call_with(Who::Anna, "POST", &path, &key, Some(&whole)).await.ok();
    assert_eq!(first.json["events"][0], "contact-recorded", "{:#}", first.json);
    assert_eq!(first.told(), world.call_with(Who::Anna, "POST", &path, &key, Some(&whole)).await.ok().told());
    let none = world.call_with(Who::Anna, "POST", &path, &[], Some(&json!({ "commands": [] }))).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY, "{:#}", none.json);
}

#[tokio::test]
async fn az_10_whereto_she_moves_is_in_the_view_until_she_has_moved_or_does_not() {
    let mut world = World::new().await;
    let case = world.open_case().await;
    let other = world.org(Who::Carla);
    let colleague = RegisterPerson { name: "Dora Prins".to_owned(), phone: String::new() };
    let system = regie_app::Request::by(Actor::System);
    let id: PersonId = world.app.register_person(&system, &colleague).await.unwrap().id.parse().unwrap();
    let join = PersonCommand::Join { org: other, role: Role::Midwife };
    world.app.command_person(&system, id, &join).await.unwrap();
    let propose = json!({ "kind": "propose-handover", "handover": { "kind": "relocation", "moves-on": "2026-05-20",
            "coa": null, "gc-a": world.org(Who::Gerda), "place": "AZC Budel" },
        "to-org": other, "to-person": null, "note": "", "answer-by": "2026-05-08" });
    world.command(Who::Anna, &case, &propose).await.ok();
    let path = format!("/cases/{case}");
    assert!(world.get(Who::Anna, &path).await.ok().json.get("arriving").is_none(), "proposed is not agreed");
    let accept = json!({ "kind": "accept-handover", "no": 1, "deputy": { "person": id, "org": other }, "actions": [] });
    world.command(Who::Carla, &case, &accept).await.ok();
    let seen = world.get(Who::Carla, &path).await.ok().json;
    let coming = json!({ "on": "2026-05-20", "place": "AZC Budel", "team": [{ "role": "gc-a",
        "org": seen["arriving"]["team"][0]["org"], "contact-person": null }] });
    assert_eq!(seen["arriving"], coming, "{seen:#}");
    assert_eq!(seen["arriving"]["team"][0]["org"]["name"], "GC A Delfzijl");
    let coa = world.get(Who::Kees, &format!("{path}/who")).await.ok().json;
    assert_eq!(coa["moves"], json!({ "on": "2026-05-20", "place": "AZC Budel" }), "{coa:#}");
    let later = json!({ "kind": "change-move", "no": 1, "moves-on": "2026-05-27", "reason": "COA" });
    world.command(Who::Anna, &case, &later).await.ok();
    assert_eq!(world.get(Who::Carla, &path).await.ok().json["arriving"]["on"], "2026-05-27");
    let off = json!({ "kind": "call-off-move", "no": 1, "reason": "COA heeft geen plaats" });
    let refused = world.command(Who::Hana, &case, &off).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    world.command(Who::Carla, &case, &off).await.ok();
    let seen = world.get(Who::Carla, &path).await.ok().json;
    assert!(seen.get("arriving").is_none(), "{seen:#}");
    assert_eq!(seen["work"]["handovers"][0]["called-off"], "COA heeft geen plaats", "{seen:#}");
}
