//! What can be read, by whom, and how lists are paged.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::world::{Who, World};

/// Keys that would tell of health, wherever they stand.
const MEDICAL: [&str; 10] =
    ["due", "born", "phase", "gestation", "records", "signal", "intake", "title", "bsn", "v-number"];

fn tells(value: &Value, keys: &[&str]) -> Option<String> {
    match value {
        Value::Object(members) => members.iter().find_map(|(name, member)| {
            let said = keys.contains(&name.as_str()) && !member.is_null();
            if said { Some(format!("{name}: {member}")) } else { tells(member, keys) }
        }),
        Value::Array(items) => items.iter().find_map(|item| tells(item, keys)),
        _ => None,
    }
}

/// A case with something of everything on it.
async fn told_case(world: &mut World) -> String {
    let case = world.open_case().await;
    let commands = [
        json!({ "kind": "record-intake", "intake": { "section": "medical", "gravida": 2, "para": 1,
            "caesarean-before": true, "conditions": "astma" } }),
        json!({ "kind": "record-intake", "intake": { "section": "psychological", "complaints": "slaapt slecht" } }),
        json!({ "kind": "record-intake", "intake": { "section": "social", "partner": "nog in Asmara" } }),
        json!({ "kind": "record-contact", "contact": { "on": "2026-05-04", "channel": "visit", "with": { "kind": "client" },
            "direction": "incoming", "minutes": 45, "interpreter": true, "note": "Intake met tolk" },
            "completes": [{ "pathway": "az-verloskunde", "step": "intake", "outcome": null }] }),
        json!({ "kind": "set-action", "action": { "what": "Bellen met de huisarts", "who": null, "by": "2026-05-08" } }),
        json!({ "kind": "name-trusted-person", "person": { "name": "Luul", "relation": "zus", "phone": null } }),
    ];
    for command in commands {
        world.command(Who::Anna, &case, &command).await.ok();
    }
    let signal =
        json!({ "urgency": "urgent", "text": "Bloedverlies", "from": { "kind": "relative", "name": "haar zus" } });
    world.command(Who::Gerda, &case, &json!({ "kind": "raise-signal", "signal": signal })).await.ok();
    case
}

#[tokio::test]
async fn az_04_a_case_is_read_as_a_whole() {
    let mut world = World::new().await;
    let case = told_case(&mut world).await;
    let answer = world.get(Who::Bea, &format!("/cases/{case}")).await.ok();
    assert_eq!(answer.header("etag"), format!("\"{}\"", answer.json["version"]));
    insta::assert_json_snapshot!("case", answer.told());
}

#[tokio::test]
async fn az_03_the_plan_says_why() {
    let mut world = World::new().await;
    let case = told_case(&mut world).await;
    let answer = world.get(Who::Anna, &format!("/cases/{case}/plan")).await.ok();
    let steps = answer.json["steps"].as_array().unwrap();
    let birth_plan = steps.iter().find(|step| step["step"] == "birth-plan").unwrap();
    insta::assert_json_snapshot!("birth_plan", birth_plan);
    assert!(steps.iter().all(|step| !step["why"].as_array().unwrap().is_empty()), "every step says why");
    let foreseen: Vec<&Value> = steps.iter().filter(|step| step["foreseen"] == true).collect();
    assert!(!foreseen.is_empty() && foreseen.iter().all(|step| step["window"]["from"].is_string()), "{foreseen:?}");
    assert!(foreseen.iter().any(|step| step["step"] == "check-up-case-manager"), "as if born on the due date");
}

#[tokio::test]
async fn az_14_the_worklist_has_urgent_particulars_on_top_and_the_absent_colleagues_board() {
    let mut world = World::new().await;
    told_case(&mut world).await;
    let hers = world.get(Who::Anna, "/worklist").await.ok();
    insta::assert_json_snapshot!("worklist", hers.told());
    assert_eq!(world.get(Who::Bea, "/worklist").await.ok().json["boards"], json!([]));
    let absence = json!({ "kind": "set-absence", "absence": { "from": "2026-05-04", "until": "2026-05-20" } });
    let path = format!("/people/{}/commands", world.person(Who::Anna));
    world.post(Who::Anna, &path, &absence).await.ok();
    let deputy = world.get(Who::Bea, "/worklist").await.ok();
    assert_eq!(deputy.json["boards"][0]["absent"]["name"], "Anna de Boer");
    assert_eq!(deputy.json["boards"][0]["until"], "2026-05-20");
    assert_eq!(deputy.json["boards"][0]["lines"].as_array().unwrap().len(), 4, "{:#}", deputy.json);
}

#[tokio::test]
async fn az_01_the_caseload_says_who_is_whose_case_manager_and_deputy() {
    let mut world = World::new().await;
    told_case(&mut world).await;
    let answer = world.get(Who::Bea, "/caseload?sort=due").await.ok();
    insta::assert_json_snapshot!("caseload", answer.told());
    let found = world.get(Who::Bea, "/caseload?search=tesf").await.ok();
    assert_eq!(found.json["items"].as_array().unwrap().len(), 1);
    let none = world.get(Who::Bea, "/caseload?search=abdi").await.ok();
    assert_eq!(none.json["items"], json!([]));
    assert_eq!(world.get(Who::Carla, "/caseload").await.ok().json["items"], json!([]));
}

#[tokio::test]
async fn az_01_the_caseload_is_put_in_order_of_case_manager_or_deputy_and_found_by_name_as_called() {
    let mut world = World::new().await;
    let (anna, bea) = (world.seat(Who::Anna), world.seat(Who::Bea));
    let names = [("Abdi", "071882091", true), ("Tesfay", "116211131", false), ("Weldu", "123456782", true)];
    for (family, bsn, by_bea) in names {
        let client = world.client(family, bsn).await;
        let mut opening = world.opening(&client);
        if by_bea {
            opening["case-manager"] = bea.clone();
            opening["deputy"] = anna.clone();
        }
        world.post(Who::Anna, "/cases", &opening).await.ok();
    }
    let families = async |world: &mut World, query: &str| -> Vec<String> {
        let items = world.get(Who::Anna, &format!("/caseload?{query}")).await.ok().json["items"].clone();
        let name = |line: &Value| line["client-name"].as_str().unwrap().split(' ').next_back().unwrap().to_owned();
        items.as_array().unwrap().iter().map(name).collect()
    };
    assert_eq!(families(&mut world, "sort=name").await, ["Abdi", "Tesfay", "Weldu"]);
    assert_eq!(families(&mut world, "sort=case-manager").await, ["Tesfay", "Abdi", "Weldu"], "Anna, then Bea");
    assert_eq!(families(&mut world, "sort=deputy").await, ["Abdi", "Weldu", "Tesfay"]);
    let (mut paged, mut next) = (Vec::new(), String::new());
    loop {
        let page = world.get(Who::Anna, &format!("/caseload?sort=deputy&limit=1{next}")).await.ok().json.clone();
        paged.extend(page["items"].as_array().unwrap().iter().map(|line| line["client-name"].clone()));
        let Some(cursor) = page["next"].as_str() else { break };
        next = format!("&cursor={cursor}");
    }
    assert_eq!(paged.len(), 3, "{paged:?}");
    let called = paged[1].as_str().unwrap().replace(' ', "%20");
    assert_eq!(families(&mut world, &format!("search={called}")).await, ["Weldu"], "as she is called");
    assert_eq!(families(&mut world, "search=weldu%20sa").await, ["Weldu"], "as lists write her");
    assert_eq!(families(&mut world, "search=weldu%20nobody").await, Vec::<String>::new());
}

#[tokio::test]
async fn az_02_the_card_is_in_the_words_of_who_reads_it() {
    let mut world = World::new().await;
    let case = told_case(&mut world).await;
    let card = async |world: &mut World, who, query: &str| world.get(who, &format!("/cases/{case}/who{query}")).await;
    for (who, own) in [(Who::Anna, "provider"), (Who::Gerda, "gc-a"), (Who::Kees, "coa")] {
        assert_eq!(card(&mut world, who, "").await.ok().json["for"], json!(own), "{who:?}");
    }
    for audience in ["client", "provider", "gc-a", "coa"] {
        let told = card(&mut world, Who::Anna, &format!("?for={audience}")).await.ok();
        assert_eq!(told.json["for"], json!(audience));
        let lines = told.json["who"].as_array().unwrap();
        assert_eq!(lines[0]["whom"], json!("Anna de Boer"), "{audience}");
        assert_eq!(lines[1]["for-what"]["nl"], json!("Spoed"), "{audience}");
        assert_eq!(told.json.to_string().contains("Luul"), audience != "coa", "{audience}");
        let coa = card(&mut world, Who::Kees, &format!("?for={audience}")).await;
        let expected = if audience == "coa" { StatusCode::OK } else { StatusCode::FORBIDDEN };
        assert_eq!(coa.status, expected, "{audience}");
    }
    assert_eq!(card(&mut world, Who::Anna, "?for=everybody").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn az_02_the_coa_is_told_whom_to_approach_and_nothing_medical() {
    let mut world = World::new().await;
    let case = told_case(&mut world).await;
    let who = world.get(Who::Kees, &format!("/cases/{case}/who")).await.ok();
    insta::assert_json_snapshot!("who", who.told());
    assert!(!who.json.to_string().contains("Luul"), "whom she trusts is hers to tell");
    let lines = world.get(Who::Kees, "/caseload").await.ok();
    insta::assert_json_snapshot!("caseload_of_the_coa", lines.told());
    for answer in [&who, &lines] {
        assert_eq!(tells(&answer.json, &MEDICAL), None);
    }
    for part in ["", "/plan", "/history", "/closing", "/sharing"] {
        let refused = world.get(Who::Kees, &format!("/cases/{case}{part}")).await;
        assert_eq!(
            (refused.status, &refused.json["code"]),
            (StatusCode::FORBIDDEN, &json!("logistics-only")),
            "{part}"
        );
    }
    // Neither the order of a list, nor a choice from it, nor a conflict may tell what it may not see.
    for query in ["sort=due", "sort=next-until", "phase=postnatal"] {
        assert_eq!(world.get(Who::Kees, &format!("/caseload?{query}")).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let close = json!({ "kind": "close", "on": "2026-05-04", "reason": "completed", "note": "" });
    let path = format!("/cases/{case}/commands");
    let late = world.call_with(Who::Kees, "POST", &path, &[("If-Match", "\"1\"")], Some(&close)).await;
    assert_eq!((late.status, &late.json["changed"]), (StatusCode::FORBIDDEN, &Value::Null));
}

#[tokio::test]
async fn az_11_the_receiver_of_a_handover_sees_what_she_needs_to_answer_and_all_once_she_accepted() {
    let mut world = World::new().await;
    let case = told_case(&mut world).await;
    let path = format!("/cases/{case}");
    assert_eq!(world.get(Who::Hana, &path).await.status, StatusCode::FORBIDDEN);
    let propose = json!({ "kind": "propose-handover", "handover": { "kind": "acute", "letter-by": "2026-05-05" },
        "to-org": world.org(Who::Hana), "to-person": null, "note": "Bloedverlies, komt nu", "answer-by": "2026-05-04" });
    world.command(Who::Anna, &case, &propose).await.ok();
    let summary = world.get(Who::Hana, &path).await.ok();
    insta::assert_json_snapshot!("to_answer", summary.told());
    for part in ["/plan", "/history", "/closing", "/sharing"] {
        let refused = world.get(Who::Hana, &format!("{path}{part}")).await;
        assert_eq!(
            (refused.status, &refused.json["code"]),
            (StatusCode::FORBIDDEN, &json!("not-accepted-yet")),
            "{part}"
        );
    }
    let board = world.get(Who::Hana, "/worklist").await.ok();
    assert_eq!(board.json["answers"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn g_02_the_history_is_paged_and_complete() {
    let mut world = World::new().await;
    let case = told_case(&mut world).await;
    let version = world.get(Who::Anna, &format!("/cases/{case}")).await.ok().json["version"].as_u64().unwrap();
    let mut seen = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = world.get(Who::Anna, &format!("/cases/{case}/history?limit=10{cursor}")).await.ok();
        seen.extend(page.json["items"].as_array().unwrap().clone());
        match page.json["next"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    let versions: Vec<u64> = seen.iter().map(|line| line["version"].as_u64().unwrap()).collect();
    assert_eq!(versions, (1..=version).rev().collect::<Vec<_>>());
    insta::assert_json_snapshot!("history", seen[..6]);
}

#[tokio::test]
async fn lists_are_paged_to_the_end_without_a_gap() {
    let mut world = World::new().await;
    for (name, bsn) in [("Abdi", "071882091"), ("Tesfay", "116211131"), ("Yusuf", "123456782")] {
        let client = world.client(name, bsn).await;
        let opening = world.opening(&client);
        world.post(Who::Anna, "/cases", &opening).await.ok();
    }
    world.client("Yusoef", "123456782").await;
    let lists = [
        "/people",
        "/organisations",
        "/clients",
        "/caseload",
        "/caseload?sort=due",
        "/outbox",
        "/notices",
        "/duplicates",
    ];
    for list in lists {
        let sign = if list.contains('?') { '&' } else { '?' };
        let all = world.get(Who::Anna, &format!("{list}{sign}limit=200")).await.ok();
        assert!(all.json.get("next").is_none(), "{list}");
        let all = all.json["items"].as_array().unwrap().clone();
        let mut paged = Vec::new();
        let mut cursor = String::new();
        for _ in 0..=all.len() {
            let page = world.get(Who::Anna, &format!("{list}{sign}limit=1{cursor}")).await.ok();
            paged.extend(page.json["items"].as_array().unwrap().clone());
            match page.json["next"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        assert_eq!(paged, all, "{list}");
        assert!(all.len() > 1 || list == "/notices", "{list} has {} items", all.len());
    }
    let page = world.get(Who::Anna, "/caseload?sort=due&limit=1").await.ok();
    let next = page.json["next"].as_str().unwrap();
    let other = world.get(Who::Anna, &format!("/caseload?sort=name&limit=1&cursor={next}")).await;
    assert_eq!((other.status.as_u16(), &other.json["code"]), (400, &serde_json::json!("bad-query")), "another order");
}

#[tokio::test]
async fn az_05_what_must_be_told_stands_in_the_outbox_until_it_was_sent() {
    let mut world = World::new().await;
    told_case(&mut world).await;
    let outbox = world.get(Who::Bea, "/outbox").await.ok();
    insta::assert_json_snapshot!("outbox", outbox.told());
    let id = outbox.json["items"][0]["id"].as_str().unwrap().to_owned();
    let sent = world.call(Who::Bea, "POST", &format!("/notices/{id}/delivered"), None).await.ok();
    assert_eq!(sent.json["delivered-at"], "2026-05-04T07:00:00Z");
    let again = world.call(Who::Bea, "POST", &format!("/notices/{id}/delivered"), None).await.ok();
    assert_eq!(again.json, sent.json);
    let sender = world.call(Who::Anna, "POST", &format!("/notices/{id}/delivered"), None).await;
    assert_eq!((sender.status.as_u16(), &sender.json["code"]), (403, &"not-the-receiver".into()));
    let told = world.get(Who::Bea, "/notices").await.ok();
    assert!(told.json["items"].as_array().unwrap().iter().all(|item| item["receiver-name"] == "Bea Visser"));
}

#[tokio::test]
async fn az_08_an_agenda_shows_the_cases_that_one_may_see() {
    let mut world = World::new().await;
    let case = told_case(&mut world).await;
    let plan = json!({ "meeting-kind": "vsv", "org": world.org(Who::Anna), "on": "2026-05-18", "title": "VSV mei" });
    let meeting = world.post(Who::Anna, "/meetings", &plan).await.ok().json["id"].as_str().unwrap().to_owned();
    let put = json!({ "kind": "put-on-agenda", "meeting": meeting, "question": "Wie doet het huisbezoek?" });
    world.command(Who::Anna, &case, &put).await.ok();
    let agenda = world.get(Who::Gerda, &format!("/meetings/{meeting}/agenda")).await.ok();
    insta::assert_json_snapshot!("agenda", agenda.told());
    let elsewhere = world.get(Who::Carla, &format!("/meetings/{meeting}/agenda")).await.ok();
    assert_eq!(elsewhere.json, json!({ "items": [] }), "Carla takes part in the network, not in this case");
    let listed = world.get(Who::Carla, "/meetings").await.ok();
    assert_eq!(listed.json["items"][0]["title"], "VSV mei");
}

#[tokio::test]
async fn g_07_a_suspected_duplicate_is_proposed_merged_and_taken_apart_again() {
    let mut world = World::new().await;
    let one = world.client("Tesfay", "116211131").await;
    let other = world.client("Tesfai", "116211131").await;
    let found = world.get(Who::Anna, &format!("/clients/{other}/duplicates")).await.ok();
    insta::assert_json_snapshot!("duplicates", found.told());
    let waiting = world.get(Who::Anna, "/duplicates").await.ok();
    insta::assert_json_snapshot!("suspected", waiting.told());
    let path = format!("/clients/{other}/commands");
    let merge = json!({ "kind": "merge", "into": one, "reason": "Zelfde BSN, zelfde paspoort" });
    world.post(Who::Anna, &path, &merge).await.ok();
    assert_eq!(world.get(Who::Anna, &format!("/clients/{other}")).await.ok().json["merged"]["into"], json!(one));
    let judged = world.get(Who::Anna, "/duplicates").await.ok();
    assert!(
        judged.json["items"].as_array().unwrap().iter().all(|item| item["id"] != json!(other)),
        "{:#}",
        judged.json
    );
    world.post(Who::Anna, &path, &json!({ "kind": "undo-merge", "reason": "Toch een zus" })).await.ok();
    assert_eq!(world.get(Who::Anna, &format!("/clients/{other}")).await.ok().json["merged"], Value::Null);
}

#[tokio::test]
async fn pathways_are_described_step_by_step() {
    let mut world = World::new().await;
    let list = world.get(Who::Anna, "/pathways").await.ok();
    assert_eq!(list.json["items"][0]["id"], "az-verloskunde");
    let one = world.get(Who::Anna, "/pathways/az-verloskunde").await.ok();
    let step = one.json["steps"].as_array().unwrap().iter().find(|step| step["id"] == "birth-plan").unwrap();
    insta::assert_json_snapshot!("step", step);
    let one = world.get(Who::Anna, "/pathways/psychosociaal").await.ok();
    let links = one.json["links"].as_array().unwrap();
    let link = links.iter().find(|link| link["to"] == "later-signal").unwrap();
    assert_eq!(
        *link,
        json!({ "from": "screening", "to": "later-signal",
        "ways": [{ "kind": "outcome", "outcome": "no-problem" }, { "kind": "skipped" }] })
    );
    assert_eq!(one.json["tables"][0]["rows"][3]["when"][3]["nl"], "geen toestemming");
    let shipped = regie_app::SHIPPED_PATHWAYS.iter().find(|(name, _)| name.contains("psychosociaal")).unwrap();
    let guarantees = one.json["guarantees"].as_array().unwrap();
    assert_eq!(guarantees.len(), shipped.1.matches("[[guarantee]]").count(), "each is told");
    assert_eq!(world.get(Who::Anna, "/pathways/other").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn az_08_meetings_of_long_ago_are_found_by_their_days() {
    let mut world = World::new().await;
    let plan =
        |world: &World, on: &str| json!({ "meeting-kind": "vsv", "org": world.org(Who::Anna), "on": on, "title": on });
    for on in ["2026-05-18", "2026-05-11"] {
        let plan = plan(&world, on);
        world.post(Who::Anna, "/meetings", &plan).await.ok();
    }
    world.app.clock().set("2026-11-22T08:00:00Z".parse().unwrap());
    world.forget_cookie(Who::Anna);
    let titles = |answer: &Value| {
        let items = answer["items"].as_array().unwrap().iter();
        items.map(|one| one["title"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert!(titles(&world.get(Who::Anna, "/meetings").await.ok().json).is_empty());
    let first = world.get(Who::Anna, "/meetings?from=2026-01-01&until=2026-05-18&limit=1").await.ok().json;
    assert_eq!(titles(&first), ["2026-05-11"]);
    let next = format!("/meetings?from=2026-01-01&until=2026-05-18&cursor={}", first["next"].as_str().unwrap());
    let rest = world.get(Who::Anna, &next).await.ok().json;
    assert_eq!((titles(&rest), &rest["next"]), (vec!["2026-05-18".to_owned()], &Value::Null));
    let until = world.get(Who::Anna, "/meetings?from=2026-05-01&until=2026-05-17").await.ok().json;
    assert_eq!(titles(&until), ["2026-05-11"]);
    let backwards = world.get(Who::Anna, "/meetings?from=2026-05-02&until=2026-05-01").await;
    assert_eq!((backwards.status, &backwards.json["field"]), (StatusCode::BAD_REQUEST, &json!("until")));
}
