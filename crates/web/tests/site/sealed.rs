//! Kindcheck and Meldcode on the pages and in the API: for who is named, and nothing of it for anybody else (PS-02, PS-04).

use axum::http::StatusCode;
use regie_care::case::CaseCommand;
use regie_care::case::seal::SealedSubject;
use regie_care::seat::Seat;
use regie_pathway::{Command, Date, FactValue};

use crate::desk::{Desk, desk};
use crate::scene::{Scene, TODAY};

/// What stands only in sealed notes, and in the words of what is sealed.
const SECRETS: [&str; 11] = [
    "bang voor haar partner",
    "berust de weging",
    "Blauwe plekken",
    "Kindcheck",
    "Meldcode stap",
    "Aandachtsfunctionaris van het VSV",
    "kind (mogelijk) in gevaar",
    "vermoeden van huiselijk geweld",
    "onveiligheid",
    "Verzegeld dossier",
    "#verzegeld",
];

fn step(command: Command) -> CaseCommand {
    CaseCommand::Pathway { pathway: "psychosociaal".into(), command }
}

/// The steps that are recorded with words.
const ASK_WORDS: [&str; 3] = ["meldcode-weigh", "meldcode-decide", "meldcode-help"];

fn done(id: &str, outcome: Option<&str>, on: Date) -> CaseCommand {
    let words = ASK_WORDS.contains(&id).then(|| "gewogen".to_owned());
    step(Command::Complete {
        step: id.into(),
        nth: None,
        on,
        outcome: outcome.map(Into::into),
        words,
        whom: None,
        day: None,
    })
}

fn weighed(words: &str) -> CaseCommand {
    let (outcome, words) = (Some("structural".into()), Some(words.to_owned()));
    step(Command::Complete {
        step: "meldcode-weigh".into(),
        nth: None,
        on: TODAY,
        outcome,
        words,
        whom: None,
        day: None,
    })
}

fn fact(id: &str, value: FactValue) -> CaseCommand {
    step(Command::SetFact { fact: id.into(), value })
}

fn note() -> CaseCommand {
    CaseCommand::WriteSealedNote {
        subject: SealedSubject::Meldcode,
        text: "Blauwe plekken <b>op</b> de armen".to_owned(),
    }
}

/// Rania's case, in which Joke finds problems; with `secret` the Meldcode is followed meanwhile.
async fn course(scene: &Scene, secret: bool) -> (Desk<'_>, Seat) {
    let selin = scene.selin().await;
    let desk = desk(scene, "selin").await;
    let (anchors, facts) = Default::default();
    let mut commands = vec![
        CaseCommand::StartPathway { pathway: "psychosociaal".into(), anchors, facts },
        done("screening", Some("problem"), TODAY),
        done("kindcheck", Some(if secret { "at-risk" } else { "safe" }), TODAY),
    ];
    if secret {
        commands.extend([note(), done("meldcode-signals", None, TODAY), fact("suspicion", FactValue::YesNo(true))]);
    } else {
        // Complex either way: because a child is in danger, or because the problems are serious.
        commands.extend([
            fact("abuse-now", FactValue::YesNo(false)),
            fact("resources", FactValue::Choice("sufficient".to_owned())),
            fact("severity", FactValue::Choice("serious".to_owned())),
        ]);
    }
    commands.extend([
        done("inventory-care", None, TODAY),
        done("ask-consent", Some("given"), TODAY),
        done("complexity", None, TODAY),
    ]);
    for command in commands {
        scene.give(scene.joke, desk.case, command).await;
    }
    (desk, selin)
}

/// Everything that she can ask for, page by page.
async fn everything(desk: &Desk<'_>) -> Vec<(String, String)> {
    let case = desk.case;
    let mut shown = Vec::new();
    for path in [
        "/vandaag".to_owned(),
        "/caseload".to_owned(),
        "/caseload.csv".to_owned(),
        "/berichten".to_owned(),
        format!("/casus/{case}"),
        format!("/casus/{case}/plan"),
        format!("/casus/{case}/zorgplan"),
        format!("/casus/{case}/zorgplan/afdruk"),
        format!("/casus/{case}/dossier"),
        format!("/casus/{case}/contacten"),
        format!("/casus/{case}/mensen"),
        format!("/casus/{case}/overdracht"),
        format!("/casus/{case}/geschiedenis"),
        format!("/casus/{case}/geschiedenis?voor=20"),
        format!("/casus/{case}/afsluiten"),
        format!("/casus/{case}/zorgpad/az-verloskunde"),
        "/api/v1/worklist".to_owned(),
        "/api/v1/caseload?sort=next-until".to_owned(),
        "/api/v1/outbox".to_owned(),
        "/api/v1/notices".to_owned(),
        format!("/api/v1/cases/{case}"),
        format!("/api/v1/cases/{case}/plan"),
        format!("/api/v1/cases/{case}/history?limit=200"),
        format!("/api/v1/cases/{case}/history?limit=5"),
        format!("/api/v1/cases/{case}/closing"),
        format!("/api/v1/cases/{case}/sharing"),
    ] {
        let answer = desk.scene.get_with(&desk.cookie, &path).await;
        let etag = answer.headers.get("etag").map(|tag| tag.to_str().unwrap().to_owned());
        shown.push((path, format!("{} {etag:?}\n{}", answer.status, answer.body)));
    }
    shown
}

#[tokio::test]
async fn ps_02_pages_api_and_csv_are_the_same_bytes_to_who_is_not_named() {
    let (plain, secret) = (Scene::new().await, Scene::new().await);
    let ((open, _), (sealed, _)) = (course(&plain, false).await, course(&secret, true).await);
    assert_eq!(open.case, sealed.case);
    for command in [
        done("meldcode-consult", None, TODAY),
        done("meldcode-talk", None, TODAY),
        weighed("Moeder is bang voor haar partner"),
    ] {
        secret.give(secret.joke, sealed.case, command).await;
    }
    let (open_shown, shown) = (everything(&open).await, everything(&sealed).await);
    for ((path, left), (_, right)) in open_shown.iter().zip(&shown) {
        for (left, right) in left.lines().zip(right.lines()) {
            assert_eq!(left, right, "{path}");
        }
        assert_eq!(left, right, "{path}");
    }
    for (path, shown) in &shown {
        assert!(shown.starts_with("200"), "{path}: {shown}");
        for word in SECRETS {
            assert!(!shown.contains(word), "{path}: {word} in {shown}");
        }
    }
    // Each page draws a key for its forms, so that both are asked as often.
    let (_, page) = (open.page().await, sealed.page().await);
    assert!(page.contains("Complex") || page.contains("complex"), "the outcome is told: {page}");
    assert!(!page.contains("de reden is") && !page.contains("erzegeld"), "and not that there is more: {page}");
    // What she sends about it is answered alike too.
    for (form, body) in [
        ("stap", "doe=gedaan&zorgpad=psychosociaal&nr=1&datum=2026-11-22&stap=meldcode-signals"),
        ("verzegeld", "doe=schrijven&onderwerp=meldcode&tekst=ook+gezien"),
        ("gegeven", "zorgpad=psychosociaal&soort=yes-no&gegeven=suspicion&waarde=ja"),
        ("gegeven", "zorgpad=psychosociaal&soort=yes-no&gegeven=ppm&waarde=nee"),
        ("gegeven", "zorgpad=psychosociaal&soort=choice&gegeven=severity&waarde=mild"),
        ("stap", "doe=terugdraaien&zorgpad=psychosociaal&nr=1&reden=fout&stap=complexity"),
        ("terugkoppeling", "doe=ontvangen&verzegeld=ja&nr=1&datum=2026-11-22&tekst=niets"),
    ] {
        let (left, right) = (open.post(form, body).await, sealed.post(form, body).await);
        assert_eq!((&left.body, left.status), (&right.body, right.status), "{form}");
        assert_eq!(left.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test]
async fn ps_02_who_is_named_reads_the_sealed_record_writes_in_it_and_names_others() {
    let scene = Scene::new().await;
    let (selin, seat) = course(&scene, true).await;
    let joke = Desk { scene: &scene, case: selin.case, cookie: scene.sign_in("joke").await };
    let page = joke.page().await;
    for shown in [
        "id=\"verzegeld\"",
        "Blauwe plekken &#60;b&#62;op&#60;/b&#62; de armen",
        "Meldcode stap 2",
        "casemanager",
        "plaatsvervanger",
        "verzegeld</span>",
    ] {
        assert!(page.contains(shown), "{shown}: {page}");
    }
    joke.done("verzegeld", "doe=schrijven&onderwerp=kindcheck&tekst=Nogmaals+gewogen").await;
    let reader = format!("{}:{}", seat.person, seat.org);
    assert!(joke.page().await.contains(&format!("value=\"{reader}\"")), "she can be named");
    joke.done("verzegeld", &format!("doe=noemen&wie={}&reden=aandachtsfunctionaris", reader.replace(':', "%3A"))).await;
    let page = selin.page().await;
    for shown in ["Nogmaals gewogen", "aandachtsfunctionaris", "genoemd door Joke de Vries", "Meldcode stap 2"] {
        assert!(page.contains(shown), "{shown}: {page}");
    }
    assert!(!page.contains(".verzegeld-noemen\""), "naming is for the case manager and her deputy");
    let api = scene.get_with(&selin.cookie, &format!("/api/v1/cases/{}", selin.case)).await;
    let json: serde_json::Value = serde_json::from_str(&api.body).unwrap();
    assert_eq!(json["seal"]["notes"][1]["text"], "Nogmaals gewogen");
    assert_eq!(json["seal"]["readers"][2]["why"]["reason"], "aandachtsfunctionaris");
    let today = scene.get_with(&joke.cookie, "/vandaag").await.page();
    assert!(today.contains("Meldcode stap 2") && today.contains("verzegeld</span>"), "{today}");
    joke.done("verzegeld", &format!("doe=schrappen&wie={}&reden=klaar", reader.replace(':', "%3A"))).await;
    assert!(!selin.page().await.contains("Nogmaals gewogen"));
}

#[tokio::test]
async fn ps_04_a_weighing_is_recorded_with_words_which_stand_at_the_step_and_in_the_history() {
    let scene = Scene::new().await;
    let (selin, _) = course(&scene, true).await;
    let joke = Desk { scene: &scene, case: selin.case, cookie: scene.sign_in("joke").await };
    for id in ["meldcode-consult", "meldcode-talk"] {
        scene.give(scene.joke, selin.case, done(id, None, TODAY)).await;
    }
    for page in [joke.page().await, scene.get_with(&joke.cookie, "/vandaag").await.page()] {
        let asked = page.contains("Waarop berust de weging?</span><textarea name=\"toelichting\"");
        assert!(asked, "the field stands in the form itself: {page}");
    }
    let form = "doe=gedaan&zorgpad=psychosociaal&nr=1&datum=2026-11-22&stap=meldcode-weigh&uitkomst=acute";
    for unseen in ["", "&toelichting=", "&toelichting=+%E2%80%8B"] {
        let refused = joke.post("stap", &format!("{form}{unseen}")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{unseen}");
        assert!(refused.body.contains("Waarop berust de weging?"), "{}", refused.body);
    }
    joke.done("stap", &format!("{form}&toelichting=Zij+is+bang+%3Cb%3Evoor%3C/b%3E+hem")).await;
    let words = "Zij is bang &#60;b&#62;voor&#60;/b&#62; hem";
    assert!(joke.page().await.contains(words));
    let history = scene.get_with(&joke.cookie, &format!("/casus/{}/geschiedenis", joke.case)).await.page();
    assert!(history.contains(words), "{history}");
    let plan = scene.get_with(&joke.cookie, &format!("/api/v1/cases/{}/plan", joke.case)).await.body;
    assert!(plan.contains("\"words\":\"Zij is bang <b>voor</b> hem\""), "{plan}");
}

#[tokio::test]
async fn ps_03_the_page_offers_no_decision_whose_reason_she_may_not_read() {
    let scene = Scene::new().await;
    let (selin, _) = course(&scene, false).await;
    let joke = Desk { scene: &scene, case: selin.case, cookie: scene.sign_in("joke").await };
    let turn_back = "psychosociaal.complexity.1.terugdraaien";
    assert!(joke.page().await.contains(turn_back));
    assert!(!selin.page().await.contains(turn_back));
    scene
        .give(
            scene.joke,
            selin.case,
            step(Command::Reopen { step: "complexity".into(), nth: None, reason: "fout".to_owned() }),
        )
        .await;
    let decide = "psychosociaal.complexity.1.gedaan";
    assert!(joke.page().await.contains(decide));
    assert!(!selin.page().await.contains(decide));
    let skip = "psychosociaal.complexity.1.overslaan";
    assert!(!joke.page().await.contains(skip) && !selin.page().await.contains(skip), "it is not skipped by anybody");
    let body = "doe=overslaan&zorgpad=psychosociaal&nr=1&reden=niet+nodig&stap=complexity";
    let refused = selin.post("stap", body).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!refused.body.contains("Toch opslaan"), "no other try would mend it: {}", refused.body);
}

#[tokio::test]
async fn ps_02_a_sealed_step_is_given_away_on_the_page_with_a_reason_and_the_reader_is_told_with_it() {
    let scene = Scene::new().await;
    let (selin, seat) = course(&scene, true).await;
    let joke = Desk { scene: &scene, case: selin.case, cookie: scene.sign_in("joke").await };
    let page = joke.page().await;
    assert!(page.contains("Zolang deze stap open is, leest zij wat verzegeld is."), "{page}");
    assert!(!page.contains("psychosociaal.meldcode-talk.1.gedaan"), "a step that waits its turn is not offered");
    let who = format!("{}%3A{}", seat.person, seat.org);
    let give = format!("doe=delegeren&zorgpad=psychosociaal&nr=1&stap=meldcode-consult&wie={who}");
    assert_eq!(joke.post("stap", &give).await.status, StatusCode::UNPROCESSABLE_ENTITY, "not without a reason");
    joke.done("stap", &format!("{give}&reden=kent+het+gezin")).await;
    assert!(joke.page().await.contains("doet hiervan een stap: kent het gezin"));
    assert!(selin.page().await.contains("id=\"verzegeld\""));
    let told = scene.get_with(&selin.cookie, "/berichten").await.page();
    assert!(told.contains("Je bent genoemd bij een dossier"), "{told}");
    joke.done("stap", "doe=terugnemen&zorgpad=psychosociaal&nr=1&stap=meldcode-consult").await;
    assert!(!selin.page().await.contains("id=\"verzegeld\""));
}
