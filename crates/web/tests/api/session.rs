//! Signing in, who is signed in, and signing out.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use jiff::ToSpan;
use serde_json::json;

use crate::world::{PASSWORD, Who, World};

#[tokio::test]
async fn signing_in_sets_a_cookie_that_scripts_cannot_read() {
    let mut world = World::new().await;
    let credentials = json!({ "login": " ANNA", "password": PASSWORD });
    let answer = world.post(Who::Nobody, "/session", &credentials).await.ok();
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("regie_session="), "{cookie}");
    assert!(cookie.ends_with("; Path=/; HttpOnly; SameSite=Lax; Max-Age=43200"), "{cookie}");
    assert_eq!(answer.header("cache-control"), "no-store");
    insta::assert_json_snapshot!("signed_in", answer.told());
    let me = world.get(Who::Anna, "/session").await.ok();
    assert_eq!(me.json["name"], "Anna de Boer");
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_name_sound_the_same() {
    let mut world = World::new().await;
    let wrong = world.post(Who::Nobody, "/session", &json!({ "login": "anna", "password": "x" })).await;
    let unknown = world.post(Who::Nobody, "/session", &json!({ "login": "nobody", "password": "x" })).await;
    assert_eq!(wrong.told(), unknown.told());
    assert!(wrong.headers.get(header::SET_COOKIE).is_none());
    insta::assert_json_snapshot!("wrong_password", wrong.told());
}

#[tokio::test]
async fn without_a_session_the_api_tells_nothing() {
    let mut world = World::new().await;
    let answer = world.get(Who::Nobody, "/organisations").await;
    insta::assert_json_snapshot!("not_signed_in", answer.told());
    assert!(answer.header("www-authenticate").starts_with("Cookie"));
}

#[tokio::test]
async fn a_session_ends_by_signing_out_and_by_itself() {
    let mut world = World::new().await;
    let start = world.app.moment().now;
    world.get(Who::Anna, "/session").await.ok();
    world.get(Who::Bea, "/session").await.ok();
    let answer = world.call(Who::Anna, "DELETE", "/session", None).await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT);
    assert!(answer.header("set-cookie").contains("Max-Age=0"));
    assert_eq!(world.get(Who::Anna, "/session").await.status, StatusCode::UNAUTHORIZED);
    world.app.clock().set(start + 11.hours());
    world.get(Who::Bea, "/session").await.ok();
    world.app.clock().set(start + 13.hours());
    assert_eq!(world.get(Who::Bea, "/session").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_person_acts_only_from_seats_that_she_has() {
    let mut world = World::new().await;
    let elsewhere = json!({ "org": world.org(Who::Hana) });
    let refused = world.call(Who::Anna, "PUT", "/session/seat", Some(&elsewhere)).await;
    insta::assert_json_snapshot!("no_seat", refused.told());
    let join = json!({ "kind": "join", "org": world.org(Who::Carla), "role": "midwife" });
    let path = format!("/people/{}/commands", world.person(Who::Anna));
    let system = regie_app::Request::by(regie_care::seat::Actor::System);
    let command = serde_json::from_value(join).unwrap();
    world.app.command_person(&system, world.person(Who::Anna), &command).await.unwrap();
    let there = json!({ "org": world.org(Who::Carla) });
    let answer = world.call(Who::Anna, "PUT", "/session/seat", Some(&there)).await.ok();
    assert_eq!(answer.json["org-name"], "VP Zuiderzon");
    assert!(answer.header("set-cookie").starts_with("regie_session="));
    assert_eq!(
        world.get(Who::Anna, "/session").await.status,
        StatusCode::UNAUTHORIZED,
        "the old session ended: {path}"
    );
}

#[tokio::test]
async fn another_site_cannot_use_the_cookie() {
    let mut world = World::new().await;
    let cookie = world.cookie(Who::Anna).await.unwrap();
    let request = Request::delete("/api/v1/session")
        .header(header::COOKIE, cookie)
        .header("sec-fetch-site", "cross-site")
        .header(header::HOST, "regie.example")
        .body(Body::empty())
        .unwrap();
    let answer = world.send(request).await;
    insta::assert_json_snapshot!("cross_site", answer.told());
    world.get(Who::Anna, "/session").await.ok();
}

#[tokio::test]
async fn g_01_guessing_is_slowed_down_by_name_and_by_address() {
    let mut world = World::new().await;
    let guess = |login: String| json!({ "login": login, "password": "geraden" });
    for _ in 0..8 {
        let answer = world.post(Who::Nobody, "/session", &guess("anna".to_owned())).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    }
    let right = json!({ "login": "anna", "password": PASSWORD });
    let answer = world.post(Who::Nobody, "/session", &right).await;
    insta::assert_json_snapshot!("too_many_tries", answer.told());
    assert_eq!(answer.header("retry-after"), "60");
    assert_eq!(answer.header("content-type"), "application/problem+json");
    world.app.clock().set(world.app.moment().now + 60.seconds());
    world.post(Who::Nobody, "/session", &right).await.ok();
    // Other names from one address: the address is what is counted.
    let from = std::net::SocketAddr::from(([192, 0, 2, 7], 4711));
    let mut last = StatusCode::OK;
    for count in 0..=60 {
        let mut request = Request::post("/api/v1/session")
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(guess(format!("naam{count}")).to_string()))
            .unwrap();
        request.extensions_mut().insert(axum::extract::ConnectInfo(from));
        last = world.send(request).await.status;
        assert_eq!(last == StatusCode::TOO_MANY_REQUESTS, count == 60, "{count}");
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
}
