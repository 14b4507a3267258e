//! A handover step by step, the receiver's answer, and the alarm when there is none.

use axum::http::StatusCode;
use jiff::civil::date;
use regie_care::case::CaseCommand;
use regie_care::case::records::{ActionPlan, HandoverKind};
use regie_care::ids::{CaseId, OrgId};
use regie_care::seat::Role;

use crate::scene::Scene;

async fn action(scene: &Scene, case: CaseId, what: &str) {
    let action = ActionPlan { what: what.to_owned(), who: None, by: date(2026, 12, 3) };
    scene.give(scene.joke, case, CaseCommand::SetAction { action }).await;
}

fn org(scene: &Scene, name: &str) -> OrgId {
    scene.app.directory().orgs.values().find(|org| org.name == name).unwrap().id
}

async fn relocation(scene: &Scene, case: CaseId) {
    let propose = CaseCommand::ProposeHandover {
        handover: HandoverKind::Relocation { moves_on: date(2026, 12, 1), coa: None, gc_a: None, place: String::new() },
        to_org: scene.nadia.org,
        to_person: None,
        note: "Verhuist met haar zoon".to_owned(),
        answer_by: date(2026, 11, 25),
        work: Vec::new(),
    };
    scene.give(scene.joke, case, propose).await;
}

/// Who will hear of it.
fn told(page: &str) -> &str {
    page.split("<details class=\"reason\">").nth(1).unwrap_or_default().split("</details>").next().unwrap_or_default()
}

#[tokio::test]
async fn az_10_who_may_not_hand_over_is_told_so_before_she_chooses_or_types() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    scene.selin().await;
    let way = |way: &str| format!("href=\"/casus/{case}/overdracht/{way}\"");
    let selin = scene.sign_in("selin").await;
    let tab = scene.get_with(&selin, &format!("/casus/{case}/overdracht")).await.page();
    for not_hers in ["gepland", "verhuizing", "collega", "gedeeld"] {
        assert!(!tab.contains(&way(not_hers)), "{not_hers}: {tab}");
        let straight = scene.get_with(&selin, &format!("/casus/{case}/overdracht/{not_hers}")).await;
        assert_eq!(straight.status, StatusCode::FORBIDDEN, "{not_hers}");
    }
    assert!(tab.contains(&way("acuut")), "the rota is silent: who is there does it. {tab}");
    assert!(tab.contains("Overdragen is aan de casemanager of haar plaatsvervanger"), "{tab}");
    let anne = scene.sign_in("anne").await;
    let deputys = scene.get_with(&anne, &format!("/casus/{case}/overdracht")).await.page();
    assert!(deputys.contains(&way("verhuizing")) && !deputys.contains(&way("gepland")), "{deputys}");
    relocation(&scene, case).await;
    let pending = scene.get_with(&selin, &format!("/casus/{case}/overdracht")).await.page();
    assert!(!pending.contains("value=\"intrekken\""), "nor is withdrawing hers: {pending}");
    let own = scene.get_with(&anne, &format!("/casus/{case}/overdracht")).await.page();
    assert!(own.contains("value=\"intrekken\""), "{own}");
}

#[tokio::test]
async fn az_10_a_relocation_is_proposed_step_by_step_with_who_will_be_told_before_it_is_sent() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    action(&scene, case, "Kamer dicht bij het sanitair vragen").await;
    let cookie = scene.sign_in("joke").await;
    let tab = scene.get_with(&cookie, &format!("/casus/{case}/overdracht")).await.page();
    for way in ["gepland", "acuut", "verhuizing", "collega", "gedeeld"] {
        assert!(tab.contains(&format!("href=\"/casus/{case}/overdracht/{way}\"")), "{way}: {tab}");
    }
    let path = format!("/casus/{case}/overdracht/verhuizing");
    let form = scene.get_with(&cookie, &path).await.page();
    for shown in
        ["VP Noorderlicht", "Nadia Bos", "Kamer dicht bij het sanitair", "Nu verantwoordelijk", "Joke de Vries"]
    {
        assert!(form.contains(shown), "{shown}: {form}");
    }
    assert!(form.contains("name=\"actie-1\" value=\"take\" checked"), "it goes along unless she says otherwise");
    let nadia = format!("{}%3A{}", scene.nadia.person, scene.nadia.org);
    let body = format!(
        "naar={nadia}&verhuist-op=2026-12-01&coa=blijft&gca={}&antwoord-voor=2026-11-25&toelichting=Luul&actie-1=drop\
         &actie-1-reden=is+al+geregeld",
        scene.gc_a
    );
    let preview = scene.post(&cookie, &path, &format!("{body}&doe=bekijken")).await.page();
    for shown in
        ["meteen", "zodra de ander aanvaardt", "als de ander weigert", "Nadia Bos", "COA Ter Apel", "GC A Ter Apel"]
    {
        assert!(preview.contains(shown), "{shown}: {preview}");
    }
    assert!(preview.contains("vervalt: is al geregeld") && preview.contains("alleen logistiek"), "{preview}");
    let untouched = scene.get_with(&cookie, &format!("/casus/{case}/overdracht")).await.page();
    assert!(untouched.contains("Geen overdracht onderweg"), "nothing was sent yet");
    let answer = scene.post(&cookie, &path, &format!("{body}&sleutel=k&doe=bevestigen")).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let sent = scene.get_with(&cookie, &format!("/casus/{case}/overdracht")).await.page();
    assert!(sent.contains("Nu verantwoordelijk") && sent.contains("Dat blijft zo tot de ander heeft aanvaard"));

    scene.lotte().await;
    let theirs = scene.sign_in("nadia").await;
    let page = scene.get_with(&theirs, &format!("/overdracht/{case}")).await.page();
    for shown in
        ["Overdracht beantwoorden", "Rania Haddad", "Joke de Vries, De Ooievaar", "Luul", "Jij wordt casemanager"]
    {
        assert!(page.contains(shown), "{shown}: {page}");
    }
    assert!(page.contains("name=\"actie-1\" value=\"drop\" checked") && page.contains("is al geregeld"), "{page}");
    assert!(page.contains("Zo stelt de afzender het voor"));
    for shown in ["31w0d", "24 januari 2027", "Arabisch", "Volgende stap"] {
        assert!(page.contains(shown), "{shown}: {page}");
    }
    assert!(page.contains("de plaatsvervanger die je kiest") && !told(&page).contains("Lotte Jansen"), "{page}");
}

#[tokio::test]
async fn az_10_a_declined_handover_stands_on_top_however_much_she_has_not_read_since() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    relocation(&scene, case).await;
    let nadia = scene.sign_in("nadia").await;
    let path = format!("/casus/{case}/overdracht");
    scene.post(&nadia, &path, "nr=1&doe=weigeren&reden=Wij+zitten+vol&terug=/vandaag").await;
    for _ in 0..101 {
        scene.urgent(case).await;
    }
    let page = scene.get("joke", "/vandaag").await.page();
    let told = page.split("id=\"h-declined\"").nth(1).unwrap_or_else(|| panic!("{page}"));
    assert!(told.contains("Rania Haddad"), "{told}");
    assert_eq!(page.matches("id=\"h-declined\"").count(), 1);
}

#[tokio::test]
async fn az_10_the_receiver_accepts_from_today_or_declines_with_a_reason_that_the_sender_reads() {
    let scene = Scene::new().await;
    let lotte = scene.lotte().await;
    let case = scene.rania().await;
    relocation(&scene, case).await;
    let nadia = scene.sign_in("nadia").await;
    let asked = scene.get_with(&nadia, &format!("/overdracht/{case}")).await.page();
    assert!(asked.contains("Verhuist op</dt><dd class=\"note\"><bdi>1 december 2026"), "{asked}");
    let path = format!("/casus/{case}/overdracht");
    let decline = asked.split("id=\"h-decline\"").nth(1).unwrap();
    assert!(decline.contains(&format!("name=\"terug\" value=\"/overdracht/{case}\"")), "{decline}");
    let terug = format!("terug=/overdracht/{case}");
    let none = scene.post(&nadia, &path, &format!("nr=1&doe=weigeren&{terug}")).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY, "a reason is asked");
    assert!(none.body.contains(&format!("href=\"/overdracht/{case}\"")), "and asked there again: {}", none.body);
    let no = scene.post(&nadia, &path, &format!("nr=1&doe=weigeren&reden=Wij+zitten+vol&{terug}")).await;
    assert_eq!((no.status, no.header("location")), (StatusCode::SEE_OTHER, "/vandaag"));
    let sender = scene.get("joke", "/vandaag").await.page();
    let told = sender.find("id=\"h-declined\"").unwrap_or_else(|| panic!("{sender}"));
    assert!(
        sender.contains("Overdracht geweigerd") && sender.contains("je blijft casemanager tot iemand aanvaardt"),
        "{sender}"
    );
    assert!(told < sender.find("id=\"h-todo\"").unwrap(), "on top of what there is to do");
    let link = sender[told..].split("href=\"/bericht/").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let cookie = scene.sign_in("joke").await;
    let read = scene.post(&cookie, &format!("/bericht/{link}"), "terug=/vandaag").await;
    assert_eq!(read.status, StatusCode::SEE_OTHER, "{}", read.body);
    let sender = scene.get("joke", "/vandaag").await.page();
    assert!(!sender.contains("h-declined"), "until she has read it: {sender}");
    let joke = scene.get("joke", &path).await.page();
    assert!(joke.contains("Wij zitten vol"), "{joke}");
    relocation(&scene, case).await;
    let body = format!("nr=2&doe=aanvaarden&plaatsvervanger={}%3A{}&terug=/casus/{case}", lotte.person, lotte.org);
    assert_eq!(scene.post(&nadia, &path, &body).await.status, StatusCode::SEE_OTHER);
    let over = scene.get_with(&nadia, &format!("/overdracht/{case}")).await;
    assert_eq!((over.status, over.header("location")), (StatusCode::SEE_OTHER, path.as_str()), "nothing waits now");
}

#[tokio::test]
async fn az_11_an_incomplete_letter_names_what_is_missing_and_keeps_what_was_typed() {
    let scene = Scene::new().await;
    let hospital = org(&scene, "Martini Ziekenhuis");
    scene.colleague("Jeroen Aalders", "jeroen", hospital, Role::Doctor).await;
    let case = scene.rania().await;
    let cookie = scene.sign_in("joke").await;
    let path = format!("/casus/{case}/overdracht/gepland");
    let form = scene.get_with(&cookie, &path).await.page();
    assert!(form.contains("nog 5 delen leeg") && form.contains("Jeroen Aalders"), "{form}");
    let some = format!("naar={hospital}&antwoord-voor=2026-11-25&brief-reden=Sectio&brief-vraag=Waar%3F");
    let answer = scene.post(&cookie, &path, &format!("{some}&doe=bekijken")).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for shown in ["nog niet compleet", "href=\"#brief-voorgeschiedenis\"", ">Sectio</textarea>", "nog 3 delen leeg"] {
        assert!(answer.body.contains(shown), "{shown}: {}", answer.body);
    }
    assert!(!answer.body.contains("href=\"#brief-reden\""));
    let whole = format!("{some}&brief-voorgeschiedenis=G2P1&brief-bevindingen=goed&brief-psychosociaal=tolk");
    let preview = scene.post(&cookie, &path, &format!("{whole}&doe=bekijken")).await.page();
    assert!(preview.contains("Verwijsbrief") && preview.contains("Waar?"), "{preview}");
    let back = scene.post(&cookie, &path, &format!("{whole}&doe=wijzigen")).await.page();
    assert!(back.contains(">G2P1</textarea>"), "what she typed is still there");
    let empty = scene.post(&cookie, &path, "doe=bekijken").await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    for (login, status) in [("nadia", StatusCode::FORBIDDEN), ("nienke", StatusCode::FORBIDDEN)] {
        assert_eq!(scene.get(login, &path).await.status, status, "{login}");
    }
    assert_eq!(scene.get("joke", &format!("/casus/{case}/overdracht/terug")).await.status, StatusCode::FORBIDDEN);
    assert_eq!(scene.get("joke", &format!("/casus/{case}/overdracht/anders")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn az_12_sharing_shows_who_is_told_which_case_manager_is_for_what() {
    let scene = Scene::new().await;
    let hospital = org(&scene, "Martini Ziekenhuis");
    let doctor = scene.colleague("Jeroen Aalders", "jeroen", hospital, Role::Doctor).await;
    let case = scene.rania().await;
    let cookie = scene.sign_in("joke").await;
    let path = format!("/casus/{case}/overdracht/gedeeld");
    let value = |seat: regie_care::seat::Seat| format!("{}%3A{}", seat.person, seat.org);
    let body = format!(
        "vanaf=2026-11-22&situatie-psychosocial={}&situatie-birth={}&situatie-other={}",
        value(scene.joke),
        value(doctor),
        value(scene.joke)
    );
    let preview = scene.post(&cookie, &path, &format!("{body}&doe=bekijken")).await.page();
    for shown in ["GC A Ter Apel", "COA Ter Apel", "Jeroen Aalders", "Delen verandert dat niet"] {
        assert!(preview.contains(shown), "{shown}: {preview}");
    }
    let what = preview.split("id=\"h-what\"").nth(1).unwrap().split("</section>").next().unwrap();
    assert!(what.contains("22 november 2026") && what.contains("Jeroen Aalders"), "what is proposed is said: {what}");
    let answer = scene.post(&cookie, &path, &format!("{body}&sleutel=k&doe=bevestigen")).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let people = scene.get_with(&cookie, &format!("/casus/{case}/mensen")).await.page();
    assert!(people.contains("Jeroen Aalders"), "{people}");
}

#[tokio::test]
async fn az_10_an_unanswered_handover_is_urgent_with_both_sides_and_their_colleagues() {
    let scene = Scene::new().await;
    scene.selin().await;
    scene.lotte().await;
    let case = scene.rania().await;
    let propose = CaseCommand::ProposeHandover {
        handover: HandoverKind::Relocation { moves_on: date(2026, 12, 1), coa: None, gc_a: None, place: String::new() },
        to_org: scene.nadia.org,
        to_person: Some(scene.nadia.person),
        note: String::new(),
        answer_by: date(2026, 11, 25),
        work: Vec::new(),
    };
    scene.give(scene.joke, case, propose).await;
    for login in ["joke", "nadia", "selin", "lotte"] {
        let page = scene.get(login, "/vandaag").await.page();
        assert!(!page.contains("h-overdue") && !page.contains("h-alarms"), "{login}: there is time yet");
    }
    scene.app.clock().set("2026-11-27T08:00:00Z".parse().unwrap());
    scene.app.tick_due_cases().await.unwrap();
    for login in ["joke", "nadia"] {
        let page = scene.get(login, "/vandaag").await.page();
        let part = page.split("id=\"h-overdue\"").nth(1).unwrap_or_else(|| panic!("{login}: {page}"));
        assert!(part.split("</section>").next().unwrap().contains("Rania Haddad"), "{login}: {page}");
        assert!(!page.contains("id=\"h-alarms\""), "{login}: once is enough");
    }
    for (login, href) in [("selin", format!("/casus/{case}/overdracht")), ("lotte", format!("/overdracht/{case}"))] {
        let page = scene.get(login, "/vandaag").await.page();
        let part = page.split("id=\"h-alarms\"").nth(1).unwrap_or_else(|| panic!("{login}: {page}"));
        assert!(part.contains("2 dagen te laat") && part.contains(&format!("href=\"{href}\"")), "{login}: {page}");
    }
}

#[tokio::test]
async fn az_11_half_a_letter_survives_another_page_and_another_language_until_it_is_sent_or_thrown_away() {
    let scene = Scene::new().await;
    let hospital = org(&scene, "Martini Ziekenhuis");
    scene.colleague("Jeroen Aalders", "jeroen", hospital, Role::Doctor).await;
    let case = scene.rania().await;
    let cookie = scene.sign_in("joke").await;
    let path = format!("/casus/{case}/overdracht/gepland");
    let fresh = scene.get_with(&cookie, &path).await.page();
    let switch = format!("form=\"overdracht\" formaction=\"{path}\" formnovalidate");
    assert!(fresh.contains(&switch) && fresh.contains("name=\"concept\" value=\"0\""), "{fresh}");
    let nothing = scene.post(&cookie, &path, "antwoord-voor=2026-11-25&concept=0&doe=bewaren").await;
    assert_eq!(nothing.status, StatusCode::SEE_OTHER, "{}", nothing.body);
    assert!(!scene.get_with(&cookie, &path).await.page().contains("Concept weggooien"), "nothing was typed");

    let half = format!("naar={hospital}&antwoord-voor=2026-11-24&brief-reden=Sectio&toelichting=Bel+even");
    let kept = scene.post(&cookie, &path, &format!("{half}&concept=0&taal=en")).await;
    assert_eq!((kept.status, kept.header("location")), (StatusCode::SEE_OTHER, path.as_str()), "{}", kept.body);
    let again = scene.get_with(&cookie, &path).await.page();
    for typed in [">Sectio</textarea>", ">Bel even</textarea>", "value=\"2026-11-24\"", "name=\"concept\" value=\"1\""]
    {
        assert!(again.contains(typed), "{typed}: {again}");
    }
    assert!(again.contains(&format!("value=\"{hospital}\" selected")), "{again}");
    let relocation = scene.get_with(&cookie, &format!("/casus/{case}/overdracht/verhuizing")).await.page();
    assert!(!relocation.contains(">Bel even</textarea>"), "each kind keeps its own");
    let anne = scene.sign_in("anne").await;
    let anne = scene.get_with(&anne, &format!("/casus/{case}/overdracht/acuut")).await.page();
    assert!(!anne.contains("Bel even"), "it is hers alone");

    let refused = scene.post(&cookie, &path, &format!("{half}&brief-vraag=Waar%3F&concept=1&doe=bekijken")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let after = scene.get_with(&cookie, &path).await.page();
    assert!(after.contains(">Waar?</textarea>"), "looking at it keeps it too: {after}");
    let behind = scene.post(&cookie, &path, "brief-reden=Anders&concept=1&doe=bewaren").await;
    assert_eq!(behind.status, StatusCode::CONFLICT, "{}", behind.body);
    assert!(behind.body.contains(">Anders</textarea>") && behind.body.contains("Sectio"), "{}", behind.body);

    let whole = format!(
        "{half}&brief-vraag=W&brief-voorgeschiedenis=G&brief-bevindingen=B&brief-psychosociaal=P&sleutel=k&doe=bevestigen"
    );
    let sent = scene.post(&cookie, &path, &whole).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    assert!(scene.app.case_form(scene.joke, case, &planned()).await.unwrap().is_none(), "it is sent");
}

fn planned() -> regie_app::CaseForm {
    regie_app::CaseForm::Handover(regie_care::case::records::HandoverCode::Planned)
}

#[tokio::test]
async fn az_11_what_was_typed_of_a_handover_is_thrown_away_when_she_says_so() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    let cookie = scene.sign_in("joke").await;
    for (way, typed) in [
        ("gepland", "brief-reden=x"),
        ("acuut", "toelichting=x"),
        ("verhuizing", "verblijf=x"),
        ("collega", "toelichting=x"),
    ] {
        let path = format!("/casus/{case}/overdracht/{way}");
        scene.post(&cookie, &path, &format!("{typed}&concept=0&doe=bewaren")).await;
        let begun = scene.get_with(&cookie, &path).await.page();
        assert!(begun.contains("Concept weggooien"), "{way}: {begun}");
        scene.post(&cookie, &path, &format!("{typed}&concept=1&doe=weggooien")).await;
        assert!(!scene.get_with(&cookie, &path).await.page().contains("Concept weggooien"), "{way}");
    }
}
