//! The OpenAPI document: served, complete, and the same as the routes.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use serde_json::Value;

use crate::access::{fill, things};
use crate::mutations::commands;
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

/// What of a value does not fit its schema: a kind that is not asked for, a required member that is not there, a value
/// that is not among those named.
fn complaints(document: &Value, schema: &Value, value: &Value, path: &str) -> Vec<String> {
    if let Some(reference) = schema["$ref"].as_str() {
        return complaints(document, document.pointer(&reference[1..]).unwrap(), value, path);
    }
    if let Some(choices) = schema["oneOf"].as_array().or(schema["anyOf"].as_array()) {
        let all: Vec<Vec<String>> = choices.iter().map(|choice| complaints(document, choice, value, path)).collect();
        return if all.iter().any(Vec::is_empty) { Vec::new() } else { all.concat() };
    }
    let parts = schema["allOf"].as_array().into_iter().flatten();
    let mut found: Vec<String> = parts.flat_map(|part| complaints(document, part, value, path)).collect();
    if !kinds(schema).is_empty() && !kinds(schema).iter().any(|kind| is_kind(value, kind)) {
        found.push(format!("{path} is {value}, not {:?}", kinds(schema)));
        return found;
    }
    if schema["enum"].as_array().is_some_and(|known| !known.contains(value)) {
        found.push(format!("{path} is {value}, not one of {}", schema["enum"]));
    }
    if let Some(members) = value.as_object() {
        let required = schema["required"].as_array().into_iter().flatten().map(|name| name.as_str().unwrap());
        found.extend(required.filter(|name| !members.contains_key(*name)).map(|name| format!("{path} has no {name}")));
        for (name, member) in members {
            if let Some(schema) = schema["properties"].get(name) {
                found.extend(complaints(document, schema, member, &format!("{path}.{name}")));
            }
        }
    }
    if let (Some(items), Some(schema)) = (value.as_array(), schema.get("items").filter(|items| items.is_object())) {
        found.extend(items.iter().flat_map(|item| complaints(document, schema, item, &format!("{path}[]"))));
    }
    found
}

fn kinds(schema: &Value) -> Vec<&str> {
    match &schema["type"] {
        Value::String(kind) => vec![kind],
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

fn is_kind(value: &Value, kind: &str) -> bool {
    match kind {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => false,
    }
}

/// The names of `kind` in a schema and what it refers to at once.
fn command_kinds(document: &Value, schema: &Value, found: &mut BTreeSet<String>) {
    if let Some(reference) = schema["$ref"].as_str() {
        let referred = document.pointer(reference.strip_prefix('#').unwrap()).unwrap();
        return command_kinds(document, referred, found);
    }
    for part in ["oneOf", "allOf"].iter().filter_map(|name| schema[name].as_array()).flatten() {
        command_kinds(document, part, found);
    }
    let names = schema["properties"]["kind"]["enum"].as_array().into_iter().flatten();
    found.extend(names.filter_map(Value::as_str).map(str::to_owned));
}

#[tokio::test]
async fn commands_as_they_are_given_fit_the_description() {
    let world = World::new().await;
    let document = serde_json::to_value(regie_web::api::document()).unwrap();
    let schema = &document["components"]["schemas"]["CaseCommand"];
    for command in commands(&world, "01KQS0000000000000000000ZZ") {
        let found = complaints(&document, schema, &command, "");
        let own: Vec<&String> = found.iter().filter(|text| !text.starts_with(".kind is")).collect();
        assert!(found.is_empty(), "{command}: {own:#?}");
        // Without its fields it does not fit, so that the check above means something.
        let bare = serde_json::json!({ "kind": command["kind"] });
        let has_fields = command.as_object().unwrap().len() > 1;
        assert_eq!(has_fields, !complaints(&document, schema, &bare, "").is_empty(), "{bare}");
    }
    // And each there is, is among them: a new command is sent whole and broken too.
    let given: BTreeSet<String> =
        commands(&world, "").iter().map(|one| one["kind"].as_str().unwrap().to_owned()).collect();
    let mut described = BTreeSet::new();
    command_kinds(&document, schema, &mut described);
    assert_eq!(given, described);
}

#[tokio::test]
async fn answers_fit_the_description() {
    let mut world = World::new().await;
    let things = things(&mut world).await;
    for command in commands(&world, &things.meeting) {
        world.command(Who::Anna, &things.case, &command).await;
    }
    let document = serde_json::to_value(regie_web::api::document()).unwrap();
    for (method, path) in operations().into_iter().filter(|(method, _)| method == "GET") {
        let asked = fill(&world, &things, path.strip_prefix("/api/v1").unwrap());
        // What a region plans is its coordinator's; there is no visit yet to give a reason for.
        let of_region = path.starts_with("/api/v1/region/") && path != "/api/v1/region/visits";
        let who = if of_region { Who::Corrie } else { Who::Anna };
        if path == "/api/v1/region/reason" {
            continue;
        }
        let answer = world.get(who, &asked).await.ok();
        let responses = &document["paths"][&path][method.to_lowercase()]["responses"];
        let schema = &responses["200"]["content"]["application/json"]["schema"];
        assert!(schema.is_object(), "{path} describes its answer");
        assert_eq!(complaints(&document, schema, &answer.json, ""), Vec::<String>::new(), "{path}");
        let nothing = world.get(Who::Nobody, &asked).await;
        if nothing.status == StatusCode::UNAUTHORIZED {
            let schema = &responses["401"]["content"]["application/problem+json"]["schema"];
            assert_eq!(complaints(&document, schema, &nothing.json, ""), Vec::<String>::new(), "{path}");
        }
    }
}
