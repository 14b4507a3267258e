//! Bad input gets a clear problem, and nothing changes.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use serde_json::{Value, json};

use crate::world::{Answer, Who, World};

/// Sends bytes as a command on a case, as Anna.
async fn send(world: &mut World, path: &str, kind: &str, body: impl Into<Body>) -> Answer {
    let cookie = world.cookie(Who::Anna).await.unwrap();
    let request = Request::post(format!("/api/v1{path}"))
        .header(header::COOKIE, cookie)
        .header(header::CONTENT_TYPE, kind)
        .body(body.into())
        .unwrap();
    world.send(request).await
}

/// How many events the journal holds.
async fn events(world: &World) -> usize {
    let mut journal = world.app.store().export().await.unwrap();
    let mut count = 0;
    loop {
        match journal.next().await.unwrap().len() {
            0 => return count,
            more => count += more,
        }
    }
}

#[tokio::test]
async fn a_body_that_cannot_be_read_is_shown_where() {
    let mut world = World::new().await;
    let case = world.open_case().await;
    let path = format!("/cases/{case}/commands");
    let before = events(&world).await;
    let json_kind = "application/json";
    let told = [
        ("cut off", send(&mut world, &path, json_kind, "{\"kind\": \"close\",").await),
        ("no json", send(&mut world, &path, json_kind, "kind=close").await),
        ("invalid utf-8", send(&mut world, &path, json_kind, &b"{\"kind\":\n \"cl\xffose\"}"[..]).await),
        ("unknown kind", send(&mut world, &path, json_kind, "{\"kind\": \"delete\"}").await),
        ("missing field", send(&mut world, &path, json_kind, "{\"kind\": \"close\"}").await),
        (
            "unknown field",
            send(&mut world, &path, json_kind, "{\"kind\": \"remove-trusted-person\", \"now\": 1}").await,
        ),
        ("a form", send(&mut world, &path, "application/x-www-form-urlencoded", "kind=tick").await),
        ("nested too deep", send(&mut world, &path, json_kind, "[".repeat(100_000)).await),
    ];
    let told: Vec<Value> = told.iter().map(|(what, answer)| json!([what, answer.told()])).collect();
    insta::assert_json_snapshot!("unreadable_bodies", told);
    assert_eq!(events(&world).await, before, "nothing changed");
}

#[tokio::test]
async fn a_body_of_ten_megabytes_is_refused_whether_or_not_it_says_so() {
    let mut world = World::new().await;
    let case = world.open_case().await;
    let path = format!("/cases/{case}/commands");
    let before = events(&world).await;
    let body = format!("{{\"kind\": \"{}\"}}", "x".repeat(10 * 1024 * 1024));
    let cookie = world.cookie(Who::Anna).await.unwrap();
    let announced = Request::post(format!("/api/v1{path}"))
        .header(header::COOKIE, cookie)
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::CONTENT_LENGTH, body.len())
        .body(Body::from(body.clone()))
        .unwrap();
    let announced = world.send(announced).await;
    let silent = send(&mut world, &path, "application/json", body).await;
    assert_eq!(announced.told(), silent.told());
    insta::assert_json_snapshot!("ten_megabytes", silent.told());
    assert_eq!(events(&world).await, before, "nothing changed");
}

#[tokio::test]
async fn az_01_an_implausible_opening_is_refused() {
    let mut world = World::new().await;
    let client = world.client("Tesfay", "116211131").await;
    let before = events(&world).await;
    let opening = world.opening(&client);
    let with = |name: &str, value: Value| {
        let mut opening = opening.clone();
        opening[name] = value;
        opening
    };
    let wrong = [
        ("a due date 14 months off", with("anchors", json!({ "due": "2027-07-04" }))),
        ("an unknown pathway", with("pathway", json!("az-verloskunde-2"))),
        ("an unknown anchor", with("anchors", json!({ "dew": "2026-11-20" }))),
        ("a day that does not exist", with("on", json!("2026-02-30"))),
        ("a day in the future", with("on", json!("2026-05-05"))),
        ("her own deputy", with("deputy", world.seat(Who::Anna))),
        (
            "a deputy elsewhere",
            with("deputy", json!({ "person": world.person(Who::Bea), "org": world.org(Who::Hana) })),
        ),
        ("no client id", with("client", json!("Saba"))),
        ("no such client", with("client", json!("01KQS0000000000000000000ZZ"))),
    ];
    let mut told = Vec::new();
    for (what, body) in wrong {
        told.push(json!([what, world.post(Who::Anna, "/cases", &body).await.told()]));
    }
    insta::assert_json_snapshot!("implausible_openings", told);
    assert_eq!(events(&world).await, before, "nothing changed");
}

#[tokio::test]
async fn g_07_a_client_who_cannot_be_identified_is_refused() {
    let mut world = World::new().await;
    let before = events(&world).await;
    let wrong = [
        ("a wrong bsn", json!({ "family-name": "Tesfay", "bsn": "760333570" })),
        ("a short v-number", json!({ "family-name": "Tesfay", "v-number": "23015" })),
        ("no number at all", json!({ "family-name": "Tesfay" })),
        ("no name", json!({ "bsn": "116211131" })),
        ("born in the future", json!({ "family-name": "Tesfay", "bsn": "116211131", "birth-date": "2030-01-01" })),
        ("a name with a NUL", json!({ "family-name": "Tes\u{0}fay", "bsn": "116211131" })),
    ];
    let mut told = Vec::new();
    for (what, identity) in wrong {
        told.push(json!([what, world.post(Who::Anna, "/clients", &json!({ "identity": identity })).await.told()]));
    }
    insta::assert_json_snapshot!("unidentifiable", told);
    assert!(!told.iter().any(|told| told.to_string().contains("760333570")), "a number is not repeated");
    assert_eq!(events(&world).await, before, "nothing changed");
}

#[tokio::test]
async fn addresses_methods_headers_and_queries_that_do_not_fit_are_problems_too() {
    let mut world = World::new().await;
    let case = world.open_case().await;
    let path = format!("/cases/{case}/commands");
    let tick = json!({ "kind": "tick" });
    let method = world.call(Who::Anna, "PATCH", "/session", None).await;
    assert_eq!(method.header("allow"), "POST,GET,HEAD,DELETE");
    let told = [
        ("an unknown address", world.get(Who::Anna, "/nothing").await),
        ("the wrong method", method),
        ("no id", world.command(Who::Anna, "x", &tick).await),
        ("an id of nothing", world.command(Who::Anna, "01KQS0000000000000000000ZZ", &tick).await),
        ("if-match without quotes", world.call_with(Who::Anna, "POST", &path, &[("If-Match", "3")], Some(&tick)).await),
        ("a version to come", world.call_with(Who::Anna, "POST", &path, &[("If-Match", "\"900\"")], Some(&tick)).await),
        (
            "a key with a space",
            world.call_with(Who::Anna, "POST", &path, &[("Idempotency-Key", "a b")], Some(&tick)).await,
        ),
        ("a limit of none", world.get(Who::Anna, "/people?limit=0").await),
        ("a limit in words", world.get(Who::Anna, "/people?limit=many").await),
        ("a cursor from elsewhere", world.get(Who::Anna, "/people?cursor=zz").await),
        ("an unknown filter", world.get(Who::Anna, "/people?colour=red").await),
    ];
    for (what, answer) in &told {
        assert_eq!(answer.header("content-type"), "application/problem+json", "{what}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{what}");
    }
    let told: Vec<Value> = told.iter().map(|(what, answer)| json!([what, answer.told()])).collect();
    insta::assert_json_snapshot!("addresses", told);
}

#[tokio::test]
async fn nobody_but_regie_lets_the_day_come() {
    let mut world = World::new().await;
    let case = world.open_case().await;
    let answer = world.command(Who::Anna, &case, &json!({ "kind": "tick" })).await;
    assert_eq!((answer.status, &answer.json["code"]), (StatusCode::FORBIDDEN, &json!("system-only")));
}
