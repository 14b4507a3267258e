//! The OpenAPI document: served, complete, and the same as the routes.

use axum::http::StatusCode;
use serde_json::Value;

use crate::world::{Who, World};

/// Every operation of the document: method and path.
pub fn operations() -> Vec<(String, String)> {
    let document = serde_json::to_value(regie_web::api::document()).unwrap();
    let paths = document["paths"].as_object().unwrap();
    let methods = |item: &Value| item.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    paths
        .iter()
        .flat_map(|(path, item)| methods(item).into_iter().map(move |method| (method.to_uppercase(), path.clone())))
        .collect()
}

#[tokio::test]
async fn the_description_is_served_to_everyone() {
    let mut world = World::new().await;
    let answer = world.get(Who::Nobody, "/openapi.json").await.ok();
    assert_eq!(answer.json, serde_json::to_value(regie_web::api::document()).unwrap());
    assert_eq!(answer.header("content-type"), "application/json");
}

#[test]
fn every_reference_of_the_description_leads_somewhere() {
    let document = serde_json::to_value(regie_web::api::document()).unwrap();
    let mut wanted = Vec::new();
    references(&document, &mut wanted);
    assert!(wanted.len() > 100, "{}", wanted.len());
    for reference in wanted {
        let pointer = reference.strip_prefix('#').expect("a local reference");
        assert!(document.pointer(pointer).is_some(), "{reference} leads nowhere");
    }
}

fn references(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                match member {
                    Value::String(text) if name == "$ref" => found.push(text.clone()),
                    _ => references(member, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}

#[test]
fn every_operation_says_what_it_does_and_how_it_fails() {
    let document = serde_json::to_value(regie_web::api::document()).unwrap();
    for (method, path) in operations() {
        let operation = &document["paths"][&path][method.to_lowercase()];
        assert!(operation["summary"].is_string(), "{method} {path} has no summary");
        let problem = &operation["responses"]["404"]["content"]["application/problem+json"];
        assert_eq!(problem["schema"]["$ref"], "#/components/schemas/Problem", "{method} {path}");
        assert!(operation["security"].is_array(), "{method} {path}");
    }
}

#[tokio::test]
async fn every_described_operation_is_routed() {
    let mut world = World::new().await;
    for (method, path) in operations() {
        let path = path.replace("{id}", "01KQS0000000000000000000ZZ");
        let answer = world.call(Who::Nobody, &method, path.strip_prefix("/api/v1").unwrap(), None).await;
        let routed = answer.status != StatusCode::METHOD_NOT_ALLOWED && answer.json["code"] != "no-such-route";
        assert!(routed, "{method} {path}: {}", answer.status);
    }
}
