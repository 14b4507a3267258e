//! The golden access table: every operation of the description, and how it answers each kind of person.
//!
//! A new operation fails this test until it has a row, and a change of who may do what shows as a changed number.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::description::operations;
use crate::world::{Who, World};

/// The columns: nobody, case manager, midwife elsewhere, gynaecologist of a hospital that has nothing to do with the
/// case, COA in the team, nurse of the GC A in the team, coordinator and administrator of the practice.
const COLUMNS: [Who; 8] = [Who::Nobody, Who::Anna, Who::Carla, Who::Hana, Who::Kees, Who::Gerda, Who::Corrie, Who::Rob];

/// Method, path under `/api/v1`, and the status for each column.
const TABLE: &[(&str, &str, [u16; 8])] = &[
    ("GET", "/health", [200; 8]),
    ("POST", "/session", [401; 8]),
    ("GET", "/session", [401, 200, 200, 200, 200, 200, 200, 200]),
    ("DELETE", "/session", [204; 8]),
    ("PUT", "/session/seat", [401, 403, 403, 403, 403, 403, 403, 403]),
    ("GET", "/worklist", [401, 200, 200, 200, 200, 200, 200, 200]),
    ("GET", "/board", [401, 200, 200, 200, 403, 200, 403, 403]),
    ("GET", "/caseload", [401, 200, 200, 200, 200, 200, 403, 403]),
    ("GET", "/caseload/former", [401, 200, 200, 200, 403, 200, 403, 403]),
    ("POST", "/caseload/handovers", [401, 200, 200, 200, 200, 200, 200, 200]),
    ("POST", "/cases", [401, 201, 403, 403, 403, 403, 403, 403]),
    ("GET", "/cases/{id}", [401, 200, 403, 403, 403, 200, 403, 403]),
    ("GET", "/cases/{id}/who", [401, 200, 403, 403, 200, 200, 403, 403]),
    ("GET", "/cases/{id}/plan", [401, 200, 403, 403, 403, 200, 403, 403]),
    ("GET", "/cases/{id}/care-plan", [401, 200, 403, 403, 403, 200, 403, 403]),
    ("GET", "/cases/{id}/letters", [401, 200, 403, 403, 403, 200, 403, 403]),
    ("GET", "/cases/{id}/intake", [401, 200, 403, 403, 403, 200, 403, 403]),
    ("PUT", "/cases/{id}/intake/draft", [401, 200, 403, 403, 403, 403, 403, 403]),
    ("DELETE", "/cases/{id}/intake/draft", [401, 200, 403, 403, 403, 403, 403, 403]),
    ("GET", "/cases/{id}/history", [401, 200, 403, 403, 403, 200, 403, 403]),
    ("GET", "/cases/{id}/closing", [401, 200, 403, 403, 403, 200, 403, 403]),
    ("GET", "/cases/{id}/sharing", [401, 200, 403, 403, 403, 200, 403, 403]),
    ("POST", "/cases/{id}/commands", [401, 200, 403, 403, 403, 200, 403, 403]),
    ("POST", "/cases/{id}/commands/at-once", [401, 200, 403, 403, 403, 200, 403, 403]),
    ("POST", "/cases/{id}/preview", [401, 200, 403, 403, 403, 200, 403, 403]),
    ("GET", "/registrations", [401, 200, 200, 200, 200, 200, 200, 200]),
    ("PUT", "/registrations/{id}", [401, 200, 200, 200, 403, 200, 403, 403]),
    ("DELETE", "/registrations/{id}", [401, 200, 200, 200, 200, 200, 200, 200]),
    ("GET", "/clients", [401, 200, 200, 200, 403, 200, 403, 403]),
    ("POST", "/clients", [401, 201, 201, 201, 403, 201, 403, 403]),
    ("GET", "/clients/{id}", [401, 200, 403, 403, 403, 200, 403, 403]),
    ("GET", "/clients/{id}/duplicates", [401, 200, 403, 403, 403, 200, 403, 403]),
    ("POST", "/duplicates", [401, 200, 200, 200, 403, 200, 403, 403]),
    ("GET", "/duplicates", [401, 200, 200, 200, 403, 200, 403, 403]),
    ("POST", "/clients/{id}/commands", [401, 200, 403, 403, 403, 403, 403, 403]),
    ("GET", "/meetings", [401, 200, 200, 200, 200, 200, 200, 200]),
    ("POST", "/meetings", [401, 201, 403, 403, 403, 403, 201, 403]),
    ("GET", "/meetings/{id}", [401, 200, 200, 200, 403, 200, 200, 403]),
    ("GET", "/meetings/{id}/agenda", [401, 200, 200, 200, 403, 200, 200, 403]),
    ("GET", "/meetings/{id}/minutes", [401, 200, 200, 200, 403, 200, 200, 403]),
    ("POST", "/meetings/{id}/commands", [401, 200, 403, 403, 403, 403, 200, 403]),
    ("GET", "/notices", [401, 200, 200, 200, 200, 200, 200, 200]),
    ("GET", "/outbox", [401, 200, 200, 200, 403, 403, 403, 403]),
    ("GET", "/notices/{id}", [401, 200, 404, 404, 404, 404, 404, 404]),
    // It is told to Bea: Anna, who told her, cannot read it for her.
    ("POST", "/notices/{id}/delivered", [401, 403, 404, 404, 404, 404, 404, 404]),
    ("GET", "/organisations", [401, 200, 200, 200, 200, 200, 200, 200]),
    ("POST", "/organisations", [401, 403, 403, 403, 403, 403, 403, 201]),
    ("GET", "/organisations/{id}", [401, 200, 200, 200, 200, 200, 200, 200]),
    ("POST", "/organisations/{id}/commands", [401, 403, 403, 403, 403, 403, 403, 200]),
    ("GET", "/people", [401, 200, 200, 200, 200, 200, 200, 200]),
    ("POST", "/people", [401, 403, 403, 403, 403, 403, 403, 201]),
    ("GET", "/people/{id}", [401, 200, 200, 200, 200, 200, 200, 200]),
    ("POST", "/people/{id}/commands", [401, 403, 403, 403, 403, 403, 403, 200]),
    ("GET", "/region/forecast", [401, 200, 200, 403, 403, 403, 200, 403]),
    ("GET", "/region/board", [401, 403, 403, 403, 403, 403, 200, 403]),
    ("GET", "/region/history", [401, 403, 403, 403, 403, 403, 200, 403]),
    // A midwife sees her own visits, of which there are none yet.
    ("GET", "/region/visits", [401, 200, 200, 403, 403, 403, 403, 403]),
    ("GET", "/cases/{id}/visits", [401, 200, 403, 403, 403, 200, 403, 403]),
    ("POST", "/cases/{id}/visits", [401, 200, 403, 403, 403, 403, 403, 403]),
    // No roster has such a visit.
    ("GET", "/region/reason", [401, 403, 403, 403, 403, 403, 404, 403]),
    ("GET", "/region/stand-ins", [401, 403, 403, 403, 403, 403, 200, 403]),
    // Nobody visits yet: the coordinator is refused by the rules, not by who she is.
    ("POST", "/region/proposals", [401, 403, 403, 403, 403, 403, 422, 403]),
    ("POST", "/region/commands", [401, 403, 403, 403, 403, 403, 200, 403]),
    ("GET", "/pathways", [401, 200, 200, 200, 200, 200, 200, 200]),
    ("GET", "/pathways/{id}", [401, 200, 200, 200, 200, 200, 200, 200]),
];

/// What there is to ask about.
pub struct Things {
    client: String,
    other_client: String,
    pub case: String,
    pub meeting: String,
    notice: String,
}

pub async fn things(world: &mut World) -> Things {
    let client = world.client("Tesfay", "116211131").await;
    let other_client = world.client("Abdi", "071882091").await;
    let opening = world.opening(&client);
    let case = world.post(Who::Anna, "/cases", &opening).await.ok().json["id"].as_str().unwrap().to_owned();
    let plan = plan_meeting(world);
    let meeting = world.post(Who::Anna, "/meetings", &plan).await.ok().json["id"].as_str().unwrap().to_owned();
    let outbox = world.get(Who::Anna, "/outbox").await.ok();
    let notice = outbox.json["items"][0]["id"].as_str().expect("opening a case tells the team").to_owned();
    Things { client, other_client, case, meeting, notice }
}

fn plan_meeting(world: &World) -> Value {
    json!({ "meeting-kind": "vsv", "org": world.org(Who::Anna), "on": "2026-05-18", "title": "VSV mei" })
}

/// The id that a path asks for.
pub fn fill(world: &World, things: &Things, path: &str) -> String {
    let id = match path.split('/').nth(1) {
        Some("cases") => things.case.clone(),
        Some("clients") => things.client.clone(),
        Some("registrations") => "registration-01KQS0000000000000000000ZZ".to_owned(),
        Some("notices") => things.notice.clone(),
        Some("meetings") => things.meeting.clone(),
        Some("organisations") => world.org(Who::Anna).to_string(),
        Some("people") => world.person(Who::Bea).to_string(),
        Some("pathways") => "az-verloskunde".to_owned(),
        _ => String::new(),
    };
    let query = match path {
        "/region/reason" => "?visit=geen".to_owned(),
        "/region/stand-ins" => format!("?midwife={}&from=2026-05-11&until=2026-05-12", world.person(Who::Bea)),
        _ => String::new(),
    };
    path.replace("{id}", &id) + &query
}

/// A body that the rules accept; `round` makes it another one each time, where the same would change nothing.
fn body(world: &World, things: &Things, method: &str, path: &str, round: usize) -> Option<Value> {
    let contact = json!({ "phone": "0596 123 456", "address": format!("Kade {round}") });
    Some(match (method, path) {
        ("POST", "/session") => json!({ "login": format!("onbekend{round}"), "password": "onjuist" }),
        ("PUT", "/session/seat") => json!({ "org": "01KQS0000000000000000000ZZ" }),
        ("POST", "/cases") => world.opening(&things.other_client),
        ("PUT", "/cases/{id}/intake/draft") => json!({ "part": "social", "typed": { "partner": "elders" } }),
        ("PUT", "/registrations/{id}") => json!({ "typed": { "achternaam": "Tesfay" } }),
        ("POST", "/duplicates") => json!({ "identity": { "family-name": "Tesfay", "bsn": "116211131" } }),
        // Each case answers for itself: who may not reads so there.
        ("POST", "/caseload/handovers") => {
            let to = json!({ "kind": "deputy", "deputy": world.seat(Who::Bea), "from": "2026-05-04", "until": null });
            json!({ "cases": [things.case], "to": to, "preview": true })
        }
        ("POST", "/cases/{id}/commands" | "/cases/{id}/preview") => {
            let signal = json!({ "urgency": "normal", "text": "Verhuisd", "from": { "kind": "client" } });
            json!({ "kind": "raise-signal", "signal": signal })
        }
        ("POST", "/cases/{id}/commands/at-once") => {
            let signal = json!({ "urgency": "normal", "text": "Verhuisd", "from": { "kind": "client" } });
            json!({ "commands": [{ "kind": "raise-signal", "signal": signal }] })
        }
        ("POST", "/cases/{id}/visits") => {
            let place = if round.is_multiple_of(2) { "home" } else { "hospital" };
            json!({ "kind": "detail-birth", "birth": { "place": place } })
        }
        ("POST", "/clients") => {
            json!({ "identity": { "family-name": "Yusuf", "v-number": format!("230155541{round}") } })
        }
        ("POST", "/clients/{id}/commands") => {
            let identity = json!({ "family-name": "Tesfay", "given-name": "Saba", "birth-date": "1998-01-01",
                "bsn": "116211131", "phone": format!("06 1234567{round}") });
            json!({ "kind": "correct-identity", "identity": identity })
        }
        ("POST", "/meetings") => plan_meeting(world),
        ("POST", "/meetings/{id}/commands") => json!({ "kind": "move", "on": format!("2026-06-1{round}") }),
        ("POST", "/organisations") => {
            json!({ "name": format!("Kraamzorg {round}"), "org-kind": "kraamzorg", "network": "VSV", "contact": contact })
        }
        ("POST", "/organisations/{id}/commands") => {
            json!({ "kind": "change", "name": "VP Noorderlicht", "contact": contact })
        }
        ("POST", "/people") => json!({ "name": format!("Nieuw {round}") }),
        ("POST", "/people/{id}/commands") => {
            json!({ "kind": "change", "name": "Bea Visser", "phone": format!("06 8765432{round}") })
        }
        ("POST", "/region/proposals") => json!({ "occasion": { "kind": "days" } }),
        ("POST", "/region/commands") => json!({ "kind": "set-pace", "minutes": 70 + round }),
        _ => return None,
    })
}

#[tokio::test]
async fn g_01_every_operation_answers_each_kind_of_person_as_the_table_says() {
    let mut world = World::new().await;
    let things = things(&mut world).await;
    let mut wrong = String::new();
    for (method, path, expected) in TABLE {
        for (round, (who, expected)) in COLUMNS.into_iter().zip(expected).enumerate() {
            let body = body(&world, &things, method, path, round);
            let answer = world.call(who, method, &fill(&world, &things, path), body.as_ref()).await;
            if (*method, *path) == ("DELETE", "/session") {
                world.forget_cookie(who);
            }
            if answer.status.as_u16() != *expected {
                let _ = writeln!(wrong, "{method} {path} as {who:?}: {} {:#}", answer.status, answer.json);
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_operation_has_a_row_in_the_access_table_and_every_row_an_operation() {
    let described: BTreeSet<(String, String)> = operations().into_iter().collect();
    let rows: BTreeSet<(String, String)> =
        TABLE.iter().map(|(method, path, _)| ((*method).to_owned(), format!("/api/v1{path}"))).collect();
    assert_eq!(rows.len(), TABLE.len(), "a row stands twice");
    assert_eq!(described, rows);
}
