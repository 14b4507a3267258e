//! The region over the API: a coordinator makes the roster, and who visits reads her day and sets how it goes on (PN-04).

use regie_testkit::{TestDb, on_both_databases};
use serde_json::{Value, json};

use crate::world::{Answer, Who, World};

/// Three women who gave birth on the day before, in the care of Anna; Anna and Bea visit.
async fn region(world: &mut World) -> Vec<String> {
    let mut cases = Vec::new();
    for (name, bsn) in [("Tesfay", "116211131"), ("Haddad", "111222333"), ("Osman", "123456782")] {
        let client = world.client(name, bsn).await;
        let mut opening = world.opening(&client);
        opening["anchors"]["due"] = json!("2026-05-06");
        let opened = world.post(Who::Anna, "/cases", &opening).await.ok();
        let case = opened.json["id"].as_str().unwrap().to_owned();
        let birth =
            json!({ "kind": "complete", "step": "birth", "nth": null, "on": "2026-05-03", "outcome": "case-manager" });
        let birth = json!({ "kind": "pathway", "pathway": "az-verloskunde", "command": birth });
        world.command(Who::Anna, &case, &birth).await.ok();
        cases.push(case);
    }
    for who in [Who::Anna, Who::Bea] {
        let visitor = json!({ "person": world.person(who), "weekdays": [1, 2, 3, 4, 5, 6, 7], "from": 540, "until": 1020,
            "heel-prick": true, "infected-households": false, "base": "" });
        planner(world, &json!({ "kind": "set-visitor", "visitor": visitor })).await.ok();
    }
    cases
}

async fn planner(world: &mut World, command: &Value) -> Answer {
    world.post(Who::Corrie, "/region/commands", command).await
}

async fn board(world: &mut World) -> Answer {
    world.get(Who::Corrie, "/region/board").await.ok()
}

/// The names of the visits that lie with somebody on the board.
fn of<'b>(board: &'b Answer, world: &World, who: Who) -> Vec<&'b Value> {
    let person = json!(world.person(who));
    board.json["visits"].as_array().unwrap().iter().filter(|visit| visit["midwife"] == person).collect()
}

on_both_databases! {
    async fn pn_04_the_roster_is_proposed_and_accepted_and_each_reads_her_own_days(db: TestDb) {
        let mut world = World::on(db).await;
        region(&mut world).await;
        let asked = json!({ "occasion": { "kind": "days" } });
        world.post(Who::Corrie, "/region/proposals", &asked).await.ok();
        let proposed = board(&mut world).await;
        assert!(proposed.json["proposal"].is_object(), "{:#}", proposed.json);
        for who in [Who::Anna, Who::Bea] {
            let day = world.get(who, "/region/visits").await.ok();
            assert_eq!(day.json["visits"], json!([]), "a proposal is nobody's work yet");
        }
        // Who saw an older region is told what changed meanwhile, and nothing holds.
        let accept = json!({ "kind": "accept" });
        let late = [("If-Match", "\"1\"")];
        let refused = world.call_with(Who::Corrie, "POST", "/region/commands", &late, Some(&accept)).await;
        assert_eq!(refused.status.as_u16(), 409, "{:#}", refused.json);
        assert!(board(&mut world).await.json["proposal"].is_object());
        let seen = proposed.header("etag").to_owned();
        let now = [("If-Match", seen.as_str())];
        world.call_with(Who::Corrie, "POST", "/region/commands", &now, Some(&accept)).await.ok();

        let board = board(&mut world).await;
        assert!(board.json["proposal"].is_null() && !board.json["visits"].as_array().unwrap().is_empty());
        for who in [Who::Anna, Who::Bea] {
            let mut found = Vec::new();
            for date in ["04", "05", "06", "07", "08", "09", "10"] {
                let day = world.get(who, &format!("/region/visits?day=2026-05-{date}")).await.ok();
                found.extend(day.json["visits"].as_array().unwrap().iter().map(|visit| visit["visit"].clone()));
            }
            let mut expected: Vec<Value> = of(&board, &world, who).iter().map(|visit| visit["visit"].clone()).collect();
            for names in [&mut found, &mut expected] {
                names.sort_by_key(ToString::to_string);
            }
            assert_eq!(found, expected, "{who:?}");
        }
        let reason = board.json["visits"][0]["visit"].as_str().unwrap();
        let reason = world.get(Who::Corrie, &format!("/region/reason?visit={reason}")).await.ok();
        assert!(!reason.json["because"].as_array().unwrap().is_empty(), "{:#}", reason.json);
    }

    async fn pn_04_a_visit_is_set_over_the_api_once_and_what_cannot_be_says_why(db: TestDb) {
        let mut world = World::on(db).await;
        let cases = region(&mut world).await;
        let path = format!("/cases/{}/visits", cases[0]);
        let agreed = |visit: &str, means: &str| {
            let days = json!({ "kind": "agreed", "means": means, "first": "2026-05-08", "last": "2026-05-09", "from": 600, "until": 690 });
            json!({ "kind": "agree-visit", "visit": visit, "decision": days })
        };
        let key = [("Idempotency-Key", "visite-1")];
        let call = agreed("check-2", "phone");
        let first = world.call_with(Who::Bea, "POST", &path, &key, Some(&call)).await.ok();
        let again = world.call_with(Who::Bea, "POST", &path, &key, Some(&call)).await.ok();
        assert_eq!(first.told(), again.told(), "carried out once");
        let plan = world.get(Who::Anna, &path).await.ok();
        let set = plan.json["visits"].as_array().unwrap().iter().find(|visit| visit["code"] == "check-2").unwrap();
        assert_eq!(set["by"], "Bea Visser", "{set:#}");

        let prick = world.post(Who::Bea, &path, &agreed("heel-prick", "phone")).await;
        assert_eq!((prick.status.as_u16(), &prick.json["code"]), (422, &json!("visit-in-person")), "{:#}", prick.json);
        let unknown = world.post(Who::Bea, &path, &agreed("tea", "phone")).await;
        assert_eq!(unknown.status.as_u16(), 422, "{:#}", unknown.json);
        assert_eq!(unknown.json["field"], "visit", "{:#}", unknown.json);
        assert!(unknown.json["detail"].as_str().unwrap().contains("'tea' is no visit; give home"), "{:#}", unknown.json);
        for who in [Who::Carla, Who::Kees, Who::Rob] {
            assert_eq!(world.post(who, &path, &agreed("check-1", "home")).await.status.as_u16(), 403, "{who:?}");
            assert_eq!(world.get(who, &path).await.status.as_u16(), 403, "{who:?}");
        }
    }
}
