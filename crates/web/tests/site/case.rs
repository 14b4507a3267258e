//! *Casus*.

use std::collections::{BTreeMap, BTreeSet};

use axum::http::StatusCode;
use jiff::civil::date;
use regie_care::case::CaseCommand;
use regie_care::case::records::{
    Channel, Contact, Direction, HandoverKind, IntakeSection, Investigation, MedicalHistory, ReferralLetter,
    TrustedPerson, With,
};
use regie_care::ids::CaseId;
use regie_pathway::{Command, FactValue};
use regie_web::pages::case::Tab;

use crate::desk::desk;
use crate::scene::{Scene, TODAY};

const SECRET: &str = "Schrikt ’s nachts wakker";

async fn with_contact(scene: &Scene, case: CaseId) {
    let contact = Contact {
        on: TODAY,
        channel: Channel::Visit,
        with: With::Client,
        direction: Direction::Outgoing,
        minutes: Some(20),
        interpreter: true,
        note: SECRET.to_owned(),
    };
    scene.give(scene.joke, case, CaseCommand::RecordContact { contact, completes: Vec::new() }).await;
    let medical = MedicalHistory { caesarean_before: Some(true), ..MedicalHistory::default() };
    let intake = IntakeSection::Medical(medical);
    scene.give(scene.joke, case, CaseCommand::RecordIntake { intake }).await;
}

fn pathway(command: Command) -> CaseCommand {
    CaseCommand::Pathway { pathway: "az-verloskunde".into(), command }
}

#[tokio::test]
async fn az_03_the_case_shows_its_steps_with_reasons_and_the_pathway_as_a_line() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    with_contact(&scene, case).await;
    scene.urgent(case).await;
    let cookie = scene.sign_in("joke").await;
    let overview = scene.get_with(&cookie, &Tab::Overview.path(case)).await.told();
    let birth_plan = format!("href=\"/casus/{case}/plan#stap-az-verloskunde-birth-plan-1\"");
    assert!(overview.contains("<svg class=\"line\"") && overview.contains(&birth_plan));
    assert!(overview.contains("V-nr 2301…417") && !overview.contains("2301234417"), "a number is masked");
    let plan = scene.get_with(&cookie, &Tab::Plan.path(case)).await.page();
    for page in [&overview, &plan] {
        assert!(page.contains("Open sinds 31w0d (22 november 2026), te doen 29w0d–31w0d"), "the whole reason");
        assert!(page.contains("Bron: Vaste contactmomenten: geboorteplan, rond de 30 weken."));
        assert!(page.contains("Wie nu benaderen") && page.contains("Joke de Vries"), "on every part");
    }
    assert!(plan.contains("id=\"stap-az-verloskunde-birth-plan-1\""));
    let whole = scene.case_with(&cookie, case).await;
    assert!(whole.contains("Verloskundige zorg voor asielzoeksters") && whole.contains(SECRET));
    insta::assert_snapshot!(overview);
}

#[tokio::test]
async fn az_11_the_step_for_the_letter_leads_to_the_handover_and_has_no_form_to_tick_it() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    scene.give(scene.joke, case, pathway(Command::Add { step: "refer-second-line".into() })).await;
    for path in [format!("/casus/{case}"), "/vandaag".to_owned()] {
        let page = scene.get("joke", &path).await.page();
        assert!(
            page.contains(&format!("href=\"/casus/{case}/overdracht#overdracht\">Verwijsbrief sturen</a>")),
            "{page}"
        );
        assert!(page.contains("az-verloskunde.refer-second-line.1.overslaan"), "it can be left out");
        assert!(!page.contains("az-verloskunde.refer-second-line.1.gedaan"), "{page}");
        assert!(page.contains("az-verloskunde.birth-plan.1.gedaan"), "other steps are ticked as ever");
    }
}

/// The values of all attributes that begin so.
fn values(page: &str, start: &str) -> Vec<String> {
    page.split(start).skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn every_link_within_the_case_leads_to_something_that_is_there() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    scene.urgent(case).await;
    let cookie = scene.sign_in("joke").await;
    let (mut ids, mut links) = (BTreeMap::new(), Vec::new());
    for tab in Tab::ALL {
        let path = tab.path(case);
        let page = scene.get_with(&cookie, &path).await.page();
        let found = values(&page, " id=\"");
        let unique: BTreeSet<String> = found.iter().cloned().collect();
        assert_eq!(unique.len(), found.len(), "an id stands twice on {path}");
        ids.insert(path.clone(), unique);
        links.extend(values(&page, &format!("href=\"/casus/{case}")).iter().map(|rest| format!("/casus/{case}{rest}")));
        links.extend(values(&page, "href=\"#").iter().map(|rest| format!("{path}#{rest}")));
    }
    assert!(links.iter().filter(|link| link.contains("/plan#stap-")).count() > 10, "{links:?}");
    for way in links.iter().filter(|link| link.contains("/overdracht/")) {
        assert_eq!(scene.get_with(&cookie, way).await.status, StatusCode::OK, "{way}");
    }
    let elsewhere = ["/kaart", "/kraamvisites", "/zorgpad/", "/intake", "/overdracht/", "/brief?"];
    for link in links.iter().filter(|link| !elsewhere.iter().any(|page| link.contains(page))) {
        let (path, anchor) = link.split_once('#').unwrap_or((link, "inhoud"));
        let there = ids.get(path).unwrap_or_else(|| panic!("there is no part {path}"));
        assert!(there.contains(anchor), "nothing has the id of {link}");
    }
    let closing = scene.get_with(&cookie, &Tab::Closing.path(case)).await.page();
    assert!(
        closing.contains(&format!("<li><a href=\"/casus/{case}/plan#stap-az-verloskunde-birth-plan-1\">")),
        "{closing}"
    );
    let page = scene.get_with(&cookie, &Tab::Overview.path(case)).await.page();
    assert!(page.contains("Kraambezoek door de casemanager: komt nog, verwacht 24 jan"), "foreseen from the due date");
}

#[tokio::test]
async fn a_form_comes_back_to_the_part_on_which_it_stood() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    let cookie = scene.sign_in("joke").await;
    for tab in Tab::ALL {
        let page = scene.get_with(&cookie, &tab.path(case)).await.page();
        let frame = page.split("id=\"inhoud\"").nth(1).unwrap();
        for back in values(frame, "name=\"terug\" value=\"") {
            assert_eq!(back, tab.path(case));
        }
    }
}

#[tokio::test]
async fn a_part_that_there_is_not_is_not_found() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    assert_eq!(scene.get("joke", &format!("/casus/{case}/nergens")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn g_01_every_part_is_closed_to_who_takes_no_part_in_the_care() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    let cookie = scene.sign_in("nadia").await;
    for tab in Tab::ALL {
        assert_eq!(scene.get_with(&cookie, &tab.path(case)).await.status, StatusCode::FORBIDDEN, "{tab:?}");
    }
}

#[tokio::test]
async fn after_a_loss_nothing_reminds_of_the_birth() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    let lost = Command::SetFact { fact: "pregnancy-lost".into(), value: FactValue::YesNo(true) };
    scene.give(scene.joke, case, pathway(lost)).await;
    let page = scene.whole_case("joke", case).await;
    assert!(page.contains("Afsluitend gesprek na het verlies"));
    let steps = page.split("id=\"historie\"").next().unwrap();
    for reminder in ["Geboorteplan", "Kraambezoek", "Voorbereiding op de bevalling", "à terme 24 januari"] {
        assert!(!steps.contains(reminder), "{reminder}");
    }
}

#[tokio::test]
async fn g_01_coa_sees_whom_to_call_and_nothing_about_health() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    with_contact(&scene, case).await;
    let person = TrustedPerson { name: "Amal".to_owned(), relation: "zus".to_owned(), phone: None };
    scene.give(scene.joke, case, CaseCommand::NameTrustedPerson { person }).await;
    let page = scene.whole_case("piet", case).await;
    for shown in ["Rania Haddad", "AZC Ter Apel", "tolk Arabisch", "Joke de Vries", "06-5555 0000", "050-555 0199"] {
        assert!(page.contains(shown), "{shown}");
    }
    for hidden in [
        SECRET,
        "Amal",
        "31w0d",
        "à terme 2",
        "Geboorteplan",
        "Sectio",
        "<svg class=\"line\"",
        "role=\"img\"",
        "action=\"/casus/",
    ] {
        assert!(!page.contains(hidden), "{hidden}");
    }
}

#[tokio::test]
async fn g_01_another_practice_is_told_that_she_is_not_theirs() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    let answer = scene.get("nadia", &format!("/casus/{case}")).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(answer.body.contains("Hier heb je geen toegang toe") && !answer.body.contains("Haddad"));
}

#[tokio::test]
async fn a_nurse_of_the_team_is_offered_only_what_she_may_do() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    let page = scene.whole_case("nienke", case).await;
    let posts = |form: &str| page.contains(&format!("action=\"/casus/{case}/{form}\""));
    assert!(posts("contact") && posts("signaal") && posts("onderzoek"));
    for form in ["stap", "gegeven", "datum", "team", "plaatsvervanger", "overdracht", "afsluiten", "gedeeld"] {
        assert!(!posts(form), "{form}");
    }
}

#[tokio::test]
async fn az_11_who_is_asked_to_take_over_sees_the_letter_and_not_the_rest() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    with_contact(&scene, case).await;
    let propose = CaseCommand::ProposeHandover {
        work: Vec::new(),
        handover: HandoverKind::Relocation { moves_on: date(2026, 12, 1), coa: None, gc_a: None, place: String::new() },
        to_org: scene.nadia.org,
        to_person: None,
        note: "Verhuist met haar zoon".to_owned(),
        answer_by: date(2026, 11, 25),
    };
    scene.give(scene.joke, case, propose).await;
    let page = scene.whole_case("nadia", case).await;
    assert!(page.contains("Verhuist met haar zoon") && page.contains(&format!("href=\"/overdracht/{case}\"")));
    assert!(page.contains("Nadia Bos") && !page.contains(SECRET) && !page.contains("Geboorteplan"));
    assert!(!page.contains("Sectio"));
}

#[tokio::test]
async fn the_letter_of_a_planned_handover_can_be_read() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    let hospital = scene.app.directory();
    let hospital = hospital.orgs.values().find(|org| org.name == "Martini Ziekenhuis").unwrap().id;
    let letter = ReferralLetter {
        reason: "Sectio in de anamnese".to_owned(),
        history: "G2P1".to_owned(),
        findings: "Beloop ongestoord".to_owned(),
        question: "Plaats van de bevalling?".to_owned(),
        psychosocial: "Tolk Arabisch".to_owned(),
        case_manager: Some(scene.joke.person),
    };
    let propose = CaseCommand::ProposeHandover {
        work: Vec::new(),
        handover: HandoverKind::Planned { letter },
        to_org: hospital,
        to_person: None,
        note: String::new(),
        answer_by: date(2026, 11, 25),
    };
    scene.give(scene.joke, case, propose).await;
    let page = scene.whole_case("joke", case).await;
    assert!(page.contains("Plaats van de bevalling?") && page.contains("Reden van verwijzing"));
}

#[tokio::test]
async fn older_history_is_one_page_back() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    for number in 0..70 {
        let command =
            Command::SetFact { fact: "psychosocial-support".into(), value: FactValue::YesNo(number % 2 == 0) };
        scene.give(scene.joke, case, pathway(command)).await;
    }
    let cookie = scene.sign_in("joke").await;
    let mut page = scene.get_with(&cookie, &Tab::History.path(case)).await.page();
    assert!(!page.contains("Zorg begonnen op") && !page.contains("Naar het nieuwste"));
    let mut pages = 1;
    while let Some(older) = values(&page, &format!("href=\"/casus/{case}/geschiedenis?voor=")).first() {
        page = scene.get_with(&cookie, &format!("/casus/{case}/geschiedenis?voor={older}")).await.page();
        assert!(page.contains("Naar het nieuwste"));
        pages += 1;
    }
    assert_eq!(pages, 2);
    assert!(page.contains("Zorg begonnen op"), "the first line of all");
}

/// What the page says of what stands between the case and its closing.
fn to_close(page: &str) -> String {
    let at = page.find("id=\"afsluiten\"").unwrap_or_else(|| panic!("no closing: {page}"));
    page[at..].split("</ul>").next().unwrap().replace(['\u{2068}', '\u{2069}'], "")
}

#[tokio::test]
async fn az_15_an_evaluation_that_comes_later_says_from_when_and_leads_in_no_circle() {
    let scene = Scene::new().await;
    let desk = desk(&scene, "joke").await;
    let path = format!("/casus/{}/afsluiten", desk.case);
    let page = scene.get_with(&desk.cookie, &path).await.page();
    let before = to_close(&page);
    // Expected a good two weeks after the due date of 24 January, as the pathway counts from the birth.
    assert!(before.contains("Telt voor het afsluiten vanaf"), "{before}");
    assert!(!before.contains("#evaluatie"), "not to a form that does not help: {before}");
    desk.done("evaluatie", "datum=2026-11-22&clientervaring=Goed").await;
    let after = to_close(&scene.get_with(&desk.cookie, &path).await.page());
    assert!(after.contains("Evaluatie van de zorg met de cliënt"), "still needed at the end: {after}");
    assert!(after.contains("Telt voor het afsluiten vanaf") && !after.contains("#evaluatie"), "{after}");
    assert!(after.contains("#stap-az-verloskunde-evaluation-1"), "where a day is agreed: {after}");
}

#[tokio::test]
async fn az_03_an_appointment_before_its_window_says_so() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    let early = date(2026, 11, 23);
    scene.give(scene.joke, case, pathway(Command::Plan { step: "home-visit".into(), nth: None, date: early })).await;
    let plan = scene.get("joke", &Tab::Plan.path(case)).await.page();
    assert!(plan.contains("Afspraak op morgen, nog vóór de periode begint"), "{plan}");
}

#[tokio::test]
async fn az_07_an_answer_that_is_late_stands_with_what_is_to_be_done_now() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    let overview = scene.get("joke", &Tab::Overview.path(case)).await.page();
    assert!(!overview.contains("Nog geen antwoord van anderen"));
    let investigation = Investigation {
        what: "Echo".to_owned(),
        by: scene.gc_a,
        on: date(2026, 11, 10),
        result_due: Some(date(2026, 11, 19)),
    };
    scene.give(scene.joke, case, CaseCommand::NoteInvestigation { investigation }).await;
    let overview = scene.get("joke", &Tab::Overview.path(case)).await.page();
    assert!(overview.contains("Nog geen antwoord van anderen") && overview.contains("Uitslag: Echo"), "{overview}");
    assert!(overview.contains(&format!("href=\"/casus/{case}/dossier#onderzoeken\"")), "{overview}");
}
