//! Commands that were valid until one value in them was replaced: whatever comes, Regie answers, and the journal stays
//! readable.

use regie_testkit::{TestDb, on_both_databases};
use serde_json::{Value, json};

use crate::world::{Who, World};

/// Every command on a case, as it could be given. Most are refused, because the case is not there yet: what matters is
/// that reading and judging them never fails inside.
pub fn commands(world: &World, meeting: &str) -> Vec<Value> {
    let (anna, bea, hana) = (world.seat(Who::Anna), world.seat(Who::Bea), world.seat(Who::Hana));
    let (hospital, gca) = (world.org(Who::Hana), world.org(Who::Gerda));
    let pathway = "az-verloskunde";
    let letter = json!({ "reason": "a", "history": "b", "findings": "c", "question": "d", "psychosocial": "e",
        "case-manager": world.person(Who::Anna) });
    let contact = json!({ "on": "2026-05-04", "channel": "phone", "with": { "kind": "org", "org": gca },
        "direction": "outgoing", "minutes": 5, "interpreter": false, "note": "gebeld" });
    let signal = json!({ "urgency": "urgent", "text": "koorts", "from": { "kind": "relative", "name": "zus" } });
    let action = json!({ "what": "bellen", "who": bea, "by": "2026-05-08" });
    let goal = json!({ "domain": "daily-life", "wanted": "bezigheid", "evaluation": "in gesprek",
        "evaluate-on": "2026-06-01", "measures": [
            { "what": "dagbesteding zoeken", "responsible": { "kind": "client" }, "by": "2026-05-20" }] });
    let evaluated =
        json!({ "on": "2026-05-04", "finding": "gelukt", "result": { "kind": "partly", "next": "2026-07-01" } });
    let step = |command: Value| json!({ "kind": "pathway", "pathway": pathway, "command": command });
    vec![
        json!({ "kind": "name-deputy", "deputy": bea, "from": "2026-05-04", "until": "2026-06-01" }),
        json!({ "kind": "set-team-member", "member": { "role": "gc-a", "org": gca, "contact-person": "balie" } }),
        json!({ "kind": "name-trusted-person", "person": { "name": "Luul", "relation": "zus", "phone": "06" } }),
        json!({ "kind": "start-pathway", "pathway": pathway, "anchors": { "due": "2026-11-20" },
            "facts": { "pregnancy-lost": { "yes-no": false } } }),
        step(json!({ "kind": "set-anchor", "anchor": "due", "date": "2026-11-25", "reason": "echo" })),
        step(json!({ "kind": "set-fact", "fact": "care-line", "value": { "choice": "second" } })),
        step(
            json!({ "kind": "complete", "step": "pregnancy-declaration", "nth": 1, "on": "2026-05-04", "outcome": null }),
        ),
        step(json!({ "kind": "skip", "step": "discuss-pathway", "nth": 1, "reason": "al bekend" })),
        step(json!({ "kind": "plan", "step": "birth-plan", "nth": 1, "date": "2026-09-10" })),
        step(json!({ "kind": "unplan", "step": "birth-plan", "nth": 1 })),
        step(json!({ "kind": "add", "step": "birth-plan" })),
        step(json!({ "kind": "end", "cause": "verhuisd" })),
        json!({ "kind": "delegate-step", "pathway": pathway, "step": "home-visit", "nth": 1, "to": bea }),
        json!({ "kind": "end-delegation", "pathway": pathway, "step": "home-visit", "nth": 1 }),
        json!({ "kind": "name-reader", "reader": bea, "reason": "aandachtsfunctionaris" }),
        json!({ "kind": "strike-reader", "reader": bea, "reason": "klaar" }),
        json!({ "kind": "write-sealed-note", "subject": "kindcheck", "text": "gewogen" }),
        json!({ "kind": "record-intake", "intake": { "section": "medical", "gravida": 2, "para": 1, "notes": "n" } }),
        json!({ "kind": "record-contact", "contact": contact,
            "completes": [{ "pathway": pathway, "step": "home-visit", "outcome": null }] }),
        json!({ "kind": "correct-contact", "no": 1, "note": "anders", "reason": "typefout" }),
        json!({ "kind": "raise-signal", "signal": signal }),
        json!({ "kind": "acknowledge-signal", "no": 1 }),
        json!({ "kind": "note-investigation", "investigation":
            { "what": "bloed", "by": hospital, "on": "2026-05-04", "result-due": "2026-05-08" } }),
        json!({ "kind": "record-result", "no": 1, "on": "2026-05-04", "result": "goed" }),
        json!({ "kind": "inform-providers", "orgs": [gca], "subject": "medicatie", "text": "gewijzigd" }),
        json!({ "kind": "put-on-agenda", "meeting": meeting, "question": "wie?" }),
        json!({ "kind": "record-discussion", "no": 1, "outcome": "wij", "decisions": [action] }),
        json!({ "kind": "withdraw-from-agenda", "no": 1, "reason": "klaar" }),
        json!({ "kind": "set-action", "action": action }),
        json!({ "kind": "reassign-action", "no": 1, "to": anna }),
        json!({ "kind": "complete-action", "no": 1, "on": "2026-05-04", "note": "gedaan" }),
        json!({ "kind": "drop-action", "no": 2, "reason": "hoeft niet" }),
        json!({ "kind": "propose-handover", "handover": { "kind": "planned", "letter": letter }, "to-org": hospital,
            "to-person": world.person(Who::Hana), "note": "hypertensie", "answer-by": "2026-05-06" }),
        json!({ "kind": "accept-handover", "no": 1, "deputy": hana, "actions": [[1, { "kind": "drop", "reason": "r" }]] }),
        json!({ "kind": "decline-handover", "no": 1, "reason": "vol" }),
        json!({ "kind": "send-referral-letter", "no": 1, "letter": letter }),
        json!({ "kind": "withdraw-handover", "no": 1, "reason": "beter" }),
        json!({ "kind": "change-move", "no": 1, "moves-on": "2026-05-20", "reason": "verzet" }),
        json!({ "kind": "call-off-move", "no": 1, "reason": "blijft", "hand-back-by": "2026-05-06" }),
        json!({ "kind": "expect-feedback", "expectation": { "from": hospital, "about": "echo", "by": "2026-05-20" } }),
        json!({ "kind": "receive-feedback", "no": 1, "on": "2026-05-04", "text": "goed" }),
        json!({ "kind": "waive-feedback", "no": 1, "reason": "hoeft niet" }),
        json!({ "kind": "agree-sharing", "from": "2026-05-04", "agreements": [
            { "situation": "psychosocial", "case-manager": anna }, { "situation": "other", "case-manager": hana }] }),
        json!({ "kind": "end-sharing", "reason": "voorbij" }),
        json!({ "kind": "request-sharing", "on": "2026-05-04", "wish": "samen" }),
        json!({ "kind": "decline-sharing-request", "reason": "kan niet" }),
        json!({ "kind": "set-level", "pathway": pathway, "level": "intensive", "reason": "zwaar" }),
        json!({ "kind": "diagnose-care", "diagnosis": { "on": "2026-05-04", "carer-load": 3, "domains": {
            "care": { "found": "slaapt slecht", "strength": "zoekt hulp", "carers": "zus", "load": "moe" } } } }),
        json!({ "kind": "revise-plan", "plan": { "goals": [goal], "continuity": "" }, "reason": "nieuw",
            "took-part": { "client": true }, "consent": { "kind": "agreed" } }),
        json!({ "kind": "fix-plan", "on": "2026-05-04", "agenda": 1 }),
        json!({ "kind": "evaluate-goal", "goal": 1, "evaluation": evaluated }),
        json!({ "kind": "name-coordinator", "coordinator": bea, "after-birth": true }),
        json!({ "kind": "hand-over-coordination", "note": "alles verteld" }),
        json!({ "kind": "send-letter", "pathway": "psychosociaal", "step": "report-plan-gp", "nth": 1, "note": "graag bellen",
            "to": [{ "kind": "org", "org": hospital }, { "kind": "person", "seat": anna },
                { "kind": "elsewhere", "name": "CJG", "address": "Dorpsstraat 1" }] }),
        json!({ "kind": "return-letter", "no": 1, "reason": "verhuisd" }),
        json!({ "kind": "agree-visit", "visit": "check-2", "decision": { "kind": "agreed", "means": "phone",
            "first": "2026-11-23", "last": "2026-11-24", "from": 600, "until": 690 } }),
        json!({ "kind": "detail-birth", "birth": { "at": 870, "place": "hospital",
            "planned-caesarean": "2026-11-18", "discharged": "2026-11-20" } }),
        json!({ "kind": "name-first-line", "case-manager": bea }),
        json!({ "kind": "remove-trusted-person" }),
        json!({ "kind": "tick" }),
        json!({ "kind": "evaluate", "evaluation": { "on": "2026-05-04", "client-view": "goed", "lessons": "geen" } }),
        json!({ "kind": "close", "on": "2026-05-04", "reason": "completed", "note": "" }),
        json!({ "kind": "reopen", "reason": "te vroeg" }),
    ]
}

/// What stands in for a value of the same kind.
fn replacements(value: &Value) -> Vec<Value> {
    match value {
        Value::String(_) => {
            let texts = ["", "\u{0}", "\u{202e}x\u{feff}", "9999-12-31", "-9999-01-01", "2026-02-29", "0000-01-01"];
            let long = "ë".repeat(30_000);
            texts.into_iter().map(Into::into).chain([long.into(), Value::Null]).collect()
        }
        Value::Number(_) => {
            [json!(0), json!(-1), json!(65_536), json!(u64::MAX), json!(4_294_967_295_u64), json!(1.5)].into()
        }
        Value::Bool(_) => [json!("true"), Value::Null].into(),
        Value::Null => [json!("9999-12-31"), json!(0), json!({})].into(),
        Value::Array(items) => {
            let many = items.iter().cycle().take(items.len() * 500).cloned().collect();
            vec![json!([]), Value::Array(many), Value::Null]
        }
        Value::Object(_) => vec![json!({}), Value::Null],
    }
}

/// Every value with exactly one place in it replaced.
fn mutations(value: &Value) -> Vec<Value> {
    let mut found = replacements(value);
    match value {
        Value::Object(members) => {
            for (name, member) in members.iter().filter(|(name, _)| *name != "kind") {
                found.extend(mutations(member).into_iter().map(|other| {
                    let mut changed = members.clone();
                    changed.insert(name.clone(), other);
                    Value::Object(changed)
                }));
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                found.extend(mutations(item).into_iter().map(|other| {
                    let mut changed = items.clone();
                    changed[index] = other;
                    Value::Array(changed)
                }));
            }
        }
        _ => {}
    }
    found
}

/// Sends every mutation of a body; none may fail inside.
async fn try_all(world: &mut World, who: Who, path: &str, body: &Value) -> usize {
    let all = mutations(body);
    for mutation in &all {
        let answer = world.post(who, path, mutation).await;
        let text: String = mutation.to_string().chars().take(400).collect();
        assert!(!answer.status.is_server_error(), "{path} {text}: {:#}", answer.json);
    }
    all.len()
}

on_both_databases! {
    async fn g_09_no_value_in_a_command_makes_regie_fail_inside(db: TestDb) {
        let mut world = World::on(db).await;
        let case = world.open_case().await;
        let plan = json!({ "meeting-kind": "vsv", "org": world.org(Who::Anna), "on": "2026-05-18", "title": "VSV" });
        let meeting = world.post(Who::Anna, "/meetings", &plan).await.ok().json["id"].as_str().unwrap().to_owned();
        let path = format!("/cases/{case}/commands");
        let mut sent = 0;
        for command in commands(&world, &meeting) {
            sent += try_all(&mut world, Who::Anna, &path, &command).await;
            // And once as it is, so that the next ones find something there.
            let answer = world.post(Who::Anna, &path, &command).await;
            assert!(!answer.status.is_server_error(), "{command}: {:#}", answer.json);
        }
        assert!(sent > 1_000, "{sent}");
        world.get(Who::Anna, &format!("/cases/{case}")).await.ok();
        world.get(Who::Anna, &format!("/cases/{case}/plan")).await.ok();
        world.get(Who::Anna, &format!("/cases/{case}/history?limit=200")).await.ok();
        world.get(Who::Anna, "/worklist").await.ok();
    }

    async fn g_09_no_value_in_what_is_registered_makes_regie_fail_inside(db: TestDb) {
        let mut world = World::on(db).await;
        let client = world.client("Tesfay", "116211131").await;
        let opening = world.opening(&client);
        try_all(&mut world, Who::Anna, "/cases", &opening).await;
        let identity = json!({ "family-name": "Abdi", "given-name": "Ayaan", "birth-date": "1999-03-02", "bsn": null,
            "v-number": "2301555417", "language": "Somali", "interpreter": "phone", "phone": "06", "site": "azc",
            "source": { "source": "VP", "number": "12" }, "notes": "" });
        try_all(&mut world, Who::Anna, "/clients", &json!({ "identity": identity })).await;
        let correct = json!({ "kind": "correct-identity", "identity": identity, "reason": "paspoort" });
        try_all(&mut world, Who::Anna, &format!("/clients/{client}/commands"), &correct).await;
        let shift = json!({ "person": world.person(Who::Anna), "from": "2026-05-04T18:00:00Z",
            "until": "2026-05-05T06:00:00Z" });
        let org = format!("/organisations/{}/commands", world.org(Who::Anna));
        try_all(&mut world, Who::Anna, &org, &json!({ "kind": "set-duty", "shift": shift })).await;
        let absence = json!({ "kind": "set-absence", "absence": { "from": "2026-05-04", "until": "2026-05-09" } });
        let person = format!("/people/{}/commands", world.person(Who::Anna));
        try_all(&mut world, Who::Anna, &person, &absence).await;
        let plan = json!({ "meeting-kind": "vsv", "org": world.org(Who::Anna), "on": "2026-05-18", "title": "VSV" });
        try_all(&mut world, Who::Anna, "/meetings", &plan).await;
        let credentials = json!({ "login": "anna", "password": "onjuist" });
        for mutation in mutations(&credentials).into_iter().filter(|body| body["password"].as_str() != Some("onjuist")) {
            let answer = world.post(Who::Nobody, "/session", &mutation).await;
            assert!(answer.status.is_client_error(), "{:#}", answer.json);
        }
        let nul = world.post(Who::Nobody, "/session", &json!({ "login": "an\u{0}na", "password": "onjuist" })).await;
        assert_eq!(nul.status, 401, "{:#}", nul.json);
        for query in ["search=%00", "search=%25_!", "search=%F0%9F%98%80", "cursor=225c753030303022", "limit=4294967296"] {
            for list in ["/clients", "/caseload", "/people", "/outbox"] {
                let answer = world.get(Who::Anna, &format!("{list}?{query}")).await;
                assert!(!answer.status.is_server_error(), "{list}?{query}: {:#}", answer.json);
            }
        }
        let notice = world.get(Who::Anna, "/notices/%00").await;
        assert_eq!(notice.status, 404, "{:#}", notice.json);
    }
}
