//! Care diagnosis, treatment plan and board through the API (CM-01, CM-03, CM-08).

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::world::{Who, World};

fn diagnosis(load: u8) -> Value {
    let found = |text: &str| json!({ "found": text });
    json!({ "kind": "diagnose-care", "diagnosis": { "on": "2026-05-04", "carer-load": load, "domains": {
        "care": found("slaapt slecht"), "housing": found("trap is steil"), "social": found("weinig bezoek"),
        "mental": { "found": "somber", "strength": "zoekt hulp", "carers": "dochter belt dagelijks", "load": "zij is moe" },
        "daily-life": found("geen dagbesteding") } } })
}

fn plan(goals: Value, reason: Option<&str>) -> Value {
    json!({ "kind": "revise-plan", "plan": { "goals": goals, "continuity": "" }, "reason": reason,
        "took-part": { "client": true }, "consent": { "kind": "agreed" } })
}

#[tokio::test]
async fn cm_01_and_cm_08_a_plan_is_written_revised_and_read_with_what_changed_and_why() {
    let mut world = World::new().await;
    let case = world.open_case().await;
    let half = json!({ "kind": "diagnose-care", "diagnosis": { "on": "2026-05-04", "domains": { "care": { "found": "x" } } } });
    let refused = world.command(Who::Anna, &case, &half).await;
    assert_eq!(
        (refused.status, &refused.json["code"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &json!("diagnosis-incomplete"))
    );
    let told = world.command(Who::Anna, &case, &diagnosis(4)).await.ok();
    assert_eq!(told.json["events"], json!(["care-diagnosed"]));

    let measure = json!({ "what": "dagbesteding zoeken", "responsible": { "kind": "client" }, "by": "2026-05-20" });
    let goal = json!({ "domain": "daily-life", "wanted": "twee dagen bezigheid", "evaluation": "in gesprek",
        "evaluate-on": "2026-06-01", "measures": [measure] });
    world.command(Who::Anna, &case, &plan(json!([goal]), None)).await.ok();
    let denied = world.command(Who::Gerda, &case, &plan(json!([goal]), Some("ik"))).await;
    assert_eq!(denied.status, StatusCode::FORBIDDEN, "a nurse of the team writes no plan");

    let later = json!({ "no": 1, "domain": "daily-life", "wanted": "een dag bezigheid", "evaluation": "in gesprek",
        "evaluate-on": "2026-06-01", "measures": [{ "no": 1, "what": "dagbesteding zoeken",
            "responsible": { "kind": "case-manager" }, "by": "2026-05-20" }] });
    let silent = world.command(Who::Anna, &case, &plan(json!([later]), None)).await;
    assert_eq!((silent.status, &silent.json["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("empty")));
    world.command(Who::Anna, &case, &plan(json!([later]), Some("twee dagen is te veel"))).await.ok();

    let read = world.get(Who::Gerda, &format!("/cases/{case}/care-plan")).await.ok().json;
    assert_eq!(read["versions"].as_array().map(Vec::len), Some(2));
    let second = &read["versions"][1];
    assert_eq!((&second["reason"], &second["took-part"]["client"]), (&json!("twee dagen is te veel"), &json!(true)));
    let texts: Vec<&str> =
        second["changes"].as_array().unwrap().iter().map(|one| one["text"]["nl"].as_str().unwrap()).collect();
    assert_eq!(
        texts,
        [
            "Gewenst resultaat: was ‘twee dagen bezigheid’, is ‘een dag bezigheid’",
            "‘dagbesteding zoeken’: was voor de cliënt zelf, is voor de casemanager",
        ]
    );
    assert_eq!(second["changes"][0]["change"]["kind"], json!("goal-reworded"));
    assert_eq!(read["goals"][0]["life"], json!({ "kind": "set", "evaluate-on": "2026-06-01" }));
    let outside = world.get(Who::Carla, &format!("/cases/{case}/care-plan")).await;
    assert!(outside.status.is_client_error(), "who has nothing to do with it reads nothing");
    let coa = world.get(Who::Kees, &format!("/cases/{case}/care-plan")).await;
    assert!(coa.status.is_client_error(), "nor does who gets logistics only");
}

#[tokio::test]
async fn cm_03_the_board_shows_the_cases_of_the_whole_organisation_by_level() {
    let mut world = World::new().await;
    let case = world.open_case().await;
    let empty = world.get(Who::Anna, "/board").await.ok().json;
    assert_eq!((&empty["boards"], &empty["pathway"]), (&json!([]), &Value::Null));
    let on = |command: Value| json!({ "kind": "pathway", "pathway": "dementie", "command": command });
    let done = |step: &str, outcome: &str| {
        on(json!({ "kind": "complete", "step": step, "on": "2026-05-04", "outcome": outcome }))
    };
    let fact = |fact: &str, yes: bool| on(json!({ "kind": "set-fact", "fact": fact, "value": { "yes-no": yes } }));
    let commands = [
        json!({ "kind": "start-pathway", "pathway": "dementie" }),
        done("diagnosis-made", "made"),
        fact("wants-care", true),
        fact("needs-coherence", true),
        fact("simple-means", false),
        done("indication", "case-management"),
        diagnosis(3),
        fact("frequent-adjustment", true),
        done("intensity", "intensive"),
    ];
    for command in commands {
        world.command(Who::Anna, &case, &command).await.ok();
    }
    // A colleague of the same team sees it too, and another practice does not.
    let board = world.get(Who::Bea, "/board").await.ok().json;
    assert_eq!(board["pathway"], json!("dementie"));
    let levels: Vec<_> = board["columns"].as_array().unwrap().iter().map(|one| one["level"].clone()).collect();
    assert_eq!(levels, ["self-management", "coordination", "case-management", "intensive"]);
    let placed = &board["columns"][3]["cases"][0];
    assert_eq!((&placed["case"], &placed["since"]), (&json!(case), &json!("2026-05-04")));
    assert_eq!(placed["why"]["why"]["nl"], json!("de zorg moet frequent worden bijgesteld"));
    assert_eq!(world.get(Who::Carla, "/board").await.ok().json["boards"], json!([]));
    let unknown = world.get(Who::Anna, "/board?pathway=nergens").await;
    assert_eq!((unknown.status, &unknown.json["code"]), (StatusCode::NOT_FOUND, &json!("no-such-board")));
    assert!(unknown.json["detail-nl"].as_str().unwrap().contains("kies een van: dementie"), "{}", unknown.json);

    // Another level than the table says has its reason on the board.
    let level = on(json!({ "kind": "set-fact", "fact": "level", "value": { "choice": "coordination" } }));
    let refused = world.command(Who::Anna, &case, &level).await;
    assert_eq!((refused.status, &refused.json["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("level-by-table")));
    assert_eq!(refused.json["said"], json!("intensive"));
    let set = json!({ "kind": "set-level", "pathway": "dementie", "level": "coordination", "reason": "zus woont in" });
    assert_eq!(world.command(Who::Anna, &case, &set).await.ok().json["events"][0], json!("level-set"));
    let board = world.get(Who::Anna, "/board?pathway=dementie").await.ok().json;
    let placed = &board["columns"][1]["cases"][0];
    assert_eq!(placed["why"]["by-hand"]["reason"], json!("zus woont in"));
    assert_eq!(placed["why"]["by-hand"]["said"]["nl"], json!("intensief"));
    assert!(world.get(Who::Kees, "/board").await.status.is_client_error());
}

#[tokio::test]
async fn cm_08_every_refusal_is_told_in_both_languages_and_several_faults_at_once() {
    let mut world = World::new().await;
    let case = world.open_case().await;
    let measure = json!({ "what": " ", "responsible": { "kind": "client" }, "by": "2020-01-01" });
    let goal = json!({ "domain": "daily-life", "wanted": "", "evaluation": "", "evaluate-on": "2020-01-01",
        "measures": [measure] });
    let refused = world.command(Who::Anna, &case, &plan(json!([goal]), None)).await;
    assert_eq!((refused.status, &refused.json["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("plan-faulty")));
    let faults: Vec<&str> =
        refused.json["faults"].as_array().unwrap().iter().map(|one| one["field"].as_str().unwrap()).collect();
    let expected = ["wanted", "evaluation", "evaluate-on", "measures[0].what", "measures[0].by"];
    assert_eq!(faults, expected.map(|field| format!("plan.goals[0].{field}")));
    for one in refused.json["faults"].as_array().unwrap() {
        assert!(!one["detail-nl"].as_str().unwrap().is_empty() && one["detail"] != one["detail-nl"], "{one}");
    }
    let fix = world.command(Who::Anna, &case, &json!({ "kind": "fix-plan", "on": "2026-05-04" })).await;
    assert_eq!(fix.json["code"], json!("no-care-plan"));
    assert!(fix.json["detail-nl"].as_str().unwrap().contains("Er is nog geen zorgplan"), "{}", fix.json);
}

#[tokio::test]
async fn cm_01_what_an_organisation_carries_out_is_read_and_reported_done_by_it() {
    let mut world = World::new().await;
    let case = world.open_case().await;
    let coa = world.org(Who::Kees);
    let measure = json!({ "what": "vervoer", "responsible": { "kind": "org", "org": coa }, "by": "2026-05-20" });
    let other = json!({ "what": "bellen", "responsible": { "kind": "case-manager" }, "by": "2026-05-20" });
    let goal = json!({ "domain": "care", "wanted": "naar de afspraak", "evaluation": "in gesprek",
        "evaluate-on": "2026-06-01", "measures": [measure, other] });
    world.command(Who::Anna, &case, &plan(json!([goal]), None)).await.ok();
    let lacks = world.get(Who::Anna, &format!("/cases/{case}/care-plan")).await.ok().json["lacks"].clone();
    assert_eq!(lacks[0]["lack"], json!({ "kind": "diagnosis" }));
    let seen = world.get(Who::Kees, &format!("/cases/{case}/who")).await.ok().json;
    assert_eq!(seen["measures"], json!([{ "no": 1, "what": "vervoer", "by": "2026-05-20" }]));
    let report = |no: u32| json!({ "kind": "complete-action", "no": no, "on": "2026-05-04", "note": "" });
    assert_eq!(world.command(Who::Kees, &case, &report(2)).await.status, StatusCode::FORBIDDEN);
    world.command(Who::Kees, &case, &report(1)).await.ok();
    let seen = world.get(Who::Kees, &format!("/cases/{case}/who")).await.ok().json;
    assert_eq!(seen["measures"], json!([]));
}
