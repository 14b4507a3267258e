//! What is typed in a form of a case is there again, for who typed it, until it is sent or thrown away.

use axum::body::Body;
use axum::http::{self, StatusCode, header};
use regie_app::CaseForm;
use regie_care::case::CaseCommand;
use regie_care::case::records::HandoverKind;
use regie_care::meeting::{MeetingKind, PlanMeeting};
use regie_care::seat::Role;

use crate::desk::{Desk, desk};
use crate::scene::{Answer, Scene, TODAY, by};

const GOAL: &str = "levensgebied-1=housing&resultaat-1=Een+eigen+kamer&evaluatie-hoe-1=gesprek&evalueren-op-1=2026-12-06\
    &maatregel-1-1=Kamer+aanvragen&uitvoerder-1-1=case-manager&voor-1-1=2026-11-29&akkoord=agreed";

/// A form: where it posts to, its name, what is typed in it, with what it is sent, and how Vandaag calls it.
type Form = (&'static str, &'static str, &'static str, &'static str, &'static str);

const FORMS: [Form; 8] = [
    (
        "contact",
        "contact",
        "notitie=Lang+verhaal",
        "kanaal=visit&met=client&richting=outgoing&doe=vastleggen",
        "Contact vastleggen",
    ),
    ("signaal", "signal", "tekst=Lang+verhaal", "van=client&doe=melden", "Bijzonderheid melden"),
    (
        "zorgdiagnostiek",
        "diagnosis",
        "housing-bevinding=Lang+verhaal",
        "care-bevinding=a&social-bevinding=b&mental-bevinding=c&daily-life-bevinding=d",
        "Zorgdiagnostiek vastleggen",
    ),
    ("doel", "goal-1", "wat-gevonden=Lang+verhaal&nr=1", "uitkomst=reached", "Doel evalueren"),
    ("zorgplan", "plan", "continuiteit=Lang+verhaal&waarom=Nodig", GOAL, "Zorgplan"),
    ("evaluatie", "evaluation", "clientervaring=Lang+verhaal", "", "Evaluatie met cliënt vastleggen"),
    ("agenda", "agenda", "vraag=Lang+verhaal", "doe=plaatsen", "Op een agenda zetten"),
    ("afsluiten", "closing", "toelichting=Lang+verhaal", "waarom=died&overleden-op=2026-11-21", "Casus afsluiten"),
];

async fn json(desk: &Desk<'_>, form: &str, body: &str) -> Answer {
    let request = http::Request::post(format!("/casus/{}/{form}", desk.case))
        .header(header::COOKIE, &desk.cookie)
        .header(header::ACCEPT, "application/json")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    desk.scene.send(request.body(Body::from(body.to_owned())).unwrap()).await
}

async fn today(scene: &Scene, cookie: &str) -> String {
    let page = scene.get_with(cookie, "/vandaag").await.page();
    let begun = page.split("id=\"h-begun\"").nth(1).and_then(|part| part.split("</section>").next());
    begun.unwrap_or_default().to_owned()
}

async fn meeting(scene: &Scene) -> String {
    let plan = PlanMeeting { meeting_kind: MeetingKind::Mdo, org: scene.joke.org, on: TODAY, title: "MDO".to_owned() };
    scene.app.plan_meeting(&by(scene.joke), &plan).await.unwrap().id
}

/// The page and the element of it to which the buttons lead back.
async fn at(scene: &Scene, cookie: &str, answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let (path, element) = answer.header("location").split_once('#').unwrap();
    let page = scene.get_with(cookie, path).await.page();
    assert!(page.contains(&format!("id=\"{element}\"")), "{element}: {page}");
    page
}

#[tokio::test]
async fn cm_01_what_is_typed_in_a_form_of_a_case_is_there_again_until_it_is_sent() {
    let scene = Scene::new().await;
    let desk = desk(&scene, "joke").await;
    desk.done("zorgplan", GOAL).await;
    let meeting = meeting(&scene).await;
    let anne = scene.sign_in("anne").await;
    for (form, name, typed, rest, called) in FORMS {
        let (typed, text) = (typed.replace("verhaal", name), format!("Lang {name}"));
        let (area, other) = (format!(">{text}</textarea>"), typed.replace("Lang", "Ander"));
        let day = if form == "signaal" || form == "agenda" { String::new() } else { format!("&datum={TODAY}") };
        let rest = if form == "agenda" { format!("{rest}&overleg={meeting}") } else { format!("{rest}{day}") };
        let kept = desk.post(form, &format!("vorm={name}&concept=0&{typed}&doe=bewaren")).await;
        let page = at(&scene, &desk.cookie, &kept).await;
        for shown in [area.as_str(), "Concept van Joke de Vries", "Concept weggooien", "concept bewaard"] {
            assert!(page.contains(shown), "{name}: {shown}: {page}");
        }
        let own = format!("name=\"vorm\" value=\"{name}\"><input type=\"hidden\" name=\"concept\" value=\"1\"");
        let element = page.split("data-draft ").find(|form| form.contains(&own)).unwrap_or_else(|| panic!("{page}"));
        assert!(element.contains(&area), "{name}: {element}");
        let hers = today(&scene, &desk.cookie).await;
        let link = kept.header("location");
        assert!(
            hers.contains(called) && hers.contains(&format!("href=\"{}\"", link.replace('&', "&#38;"))),
            "{name}: {hers}"
        );
        assert!(today(&scene, &anne).await.is_empty(), "{name}: it is hers alone");
        let path = link.split('#').next().unwrap();
        let colleagues = scene.get_with(&anne, path).await.page();
        assert!(!colleagues.contains(&area), "{name}: it is hers alone");

        let behind = json(&desk, form, &format!("vorm={name}&concept=0&{other}&doe=bewaren")).await;
        assert_eq!(behind.status, StatusCode::CONFLICT, "{name}: {}", behind.body);
        let newer = desk.post(form, &format!("vorm={name}&concept=0&{other}&{rest}")).await;
        assert_eq!(newer.status, StatusCode::CONFLICT, "{name}: {}", newer.body);
        assert!(newer.body.contains(&format!("Ander {name}")) && newer.body.contains(&text), "{name}: {}", newer.body);
        assert!(newer.body.contains("name=\"concept\" value=\"1\""), "{name}: {}", newer.body);
        desk.post(form, &format!("vorm={name}&concept=1&doe=weggooien")).await;
        assert!(today(&scene, &desk.cookie).await.is_empty(), "{name}");

        let typing = json(&desk, form, &format!("vorm={name}&concept=0&{typed}&doe=bewaren")).await;
        assert!(typing.status == StatusCode::OK && typing.body.contains("\"rev\":1"), "{name}: {}", typing.body);
        if form == "afsluiten" {
            desk.done("actie", &format!("nr=2&doe=gedaan&datum={TODAY}")).await;
        }
        desk.done(form, &format!("vorm={name}&concept=1&{typed}&{rest}")).await;
        assert!(today(&scene, &desk.cookie).await.is_empty(), "{name}: it is sent");
    }
}

#[tokio::test]
async fn cm_01_a_form_that_is_refused_is_kept_and_gives_back_all_that_was_typed() {
    let scene = Scene::new().await;
    let desk = desk(&scene, "joke").await;
    desk.done("zorgplan", GOAL).await;
    for (form, name, body) in [
        (
            "contact",
            "contact",
            "notitie=Lang+verhaal&datum=2031-01-01&kanaal=visit&met=client&richting=outgoing&doe=vastleggen",
        ),
        ("signaal", "signal", "met-naam=Lang+verhaal&van=client&doe=melden"),
        ("zorgdiagnostiek", "diagnosis", "housing-bevinding=Lang+verhaal&datum=2026-11-22"),
        ("zorgplan", "plan", "continuiteit=Lang+verhaal&resultaat-2=Rust&waarom="),
        ("doel", "goal-1", "wat-gevonden=Lang+verhaal&nr=1&datum=2026-11-22&uitkomst="),
        ("evaluatie", "evaluation", "lessen=Lang+verhaal&datum=2026-11-22&clientervaring="),
        ("agenda", "agenda", "vraag=Lang+verhaal&overleg=&doe=plaatsen"),
        ("informeren", "inform", "tekst=Lang+verhaal&onderwerp=Kort"),
        ("afsluiten", "closing", "toelichting=Lang+verhaal&datum=2026-11-22&waarom=completed"),
    ] {
        let refused = desk.post(form, &format!("vorm={name}&concept=0&{body}")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}: {}", refused.body);
        assert!(refused.body.contains("Lang verhaal"), "{name}: {}", refused.body);
        assert!(refused.body.contains("name=\"concept\" value=\"1\""), "{name}: what is sent next goes over it");
        let form = name.parse::<CaseForm>().unwrap();
        let kept = scene.app.case_form(scene.joke, desk.case, &form).await.unwrap().unwrap();
        assert!(kept.typed.values().any(|text| text == "Lang verhaal"), "{name}");
    }
    assert_eq!(today(&scene, &desk.cookie).await.matches("<li").count(), 9);
}

#[tokio::test]
async fn cm_08_a_plan_that_she_began_goes_on_at_the_goals_that_it_was_about() {
    let scene = Scene::new().await;
    let desk = desk(&scene, "joke").await;
    desk.done("zorgplan", GOAL).await;
    let second =
        format!("doelnr-1=1&maatregelnr-1-1=1&waarom=meer&{}", GOAL.replace("-1=", "-2=").replace("-1-1=", "-2-1="));
    desk.done("zorgplan", &format!("{second}&{GOAL}")).await;
    let body = "doelnr-1=1&levensgebied-1=housing&resultaat-1=Een+eigen+kamer&evaluatie-hoe-1=gesprek\
        &doelnr-2=2&levensgebied-2=housing&resultaat-2=Een+huis&evaluatie-hoe-2=gesprek&maatregelnr-2-1=2\
        &maatregel-2-1=Huis+zoeken&uitvoerder-2-1=client&voor-2-1=2026-12-01&maatregel-2-2=Verhuizen&voor-2-2=2026-12-02\
        &levensgebied-3=social&resultaat-3=Vrienden&waarom=Nog+niet+af";
    desk.post("zorgplan", &format!("vorm=plan&concept=0&{body}&doe=bewaren")).await;
    desk.done("doel", "nr=1&datum=2026-11-22&wat-gevonden=Ja&uitkomst=reached").await;
    let page = scene.get_with(&desk.cookie, &format!("/casus/{}/zorgplan?concept=plan", desk.case)).await.page();
    let form = page.split("id=\"vorm-plan\"").nth(1).unwrap().split("</form>").next().unwrap();
    for there in [
        "name=\"doelnr-1\" value=\"2\"",
        "name=\"resultaat-1\" value=\"Een huis\"",
        "name=\"maatregel-1-1\" value=\"Huis zoeken\"",
        "name=\"maatregel-1-2\" value=\"Verhuizen\"",
        "name=\"voor-1-2\" value=\"2026-12-02\"",
        "name=\"resultaat-2\" value=\"Vrienden\"",
        ">Nog niet af</textarea>",
    ] {
        assert!(form.contains(there), "{there}: {form}");
    }
    assert!(!form.contains("Een eigen kamer"), "what is reached is no new goal: {form}");
}

#[tokio::test]
async fn az_10_half_an_answer_to_a_handover_is_kept_until_it_is_given() {
    let scene = Scene::new().await;
    let desk = desk(&scene, "joke").await;
    let lotte = scene.lotte().await;
    let propose = CaseCommand::ProposeHandover {
        handover: HandoverKind::Relocation { moves_on: TODAY, coa: None, gc_a: None, place: "AZC Assen".to_owned() },
        to_org: scene.nadia.org,
        to_person: None,
        note: String::new(),
        answer_by: TODAY.tomorrow().unwrap(),
        work: Vec::new(),
    };
    scene.give(scene.joke, desk.case, propose).await;
    let nadia = Desk { scene: &scene, case: desk.case, cookie: scene.sign_in("nadia").await };
    let deputy = format!("plaatsvervanger={}%3A{}", lotte.person, lotte.org);
    for (name, typed, shown) in [
        ("accept-1", deputy.as_str(), format!("value=\"{}:{}\" selected", lotte.person, lotte.org)),
        ("decline-1", "reden=Wij+zijn+vol", "name=\"reden\" value=\"Wij zijn vol\"".to_owned()),
    ] {
        let kept = nadia.post("overdracht", &format!("vorm={name}&concept=0&nr=1&{typed}&doe=bewaren")).await;
        let page = at(&scene, &nadia.cookie, &kept).await;
        assert!(page.contains(&shown), "{name}: {page}");
        assert!(kept.header("location").starts_with(&format!("/overdracht/{}", desk.case)));
    }
    let begun = today(&scene, &nadia.cookie).await;
    assert!(begun.contains("Overdracht aanvaarden") && begun.contains("Overdracht weigeren"), "{begun}");
    assert!(!scene.get("lotte", &format!("/overdracht/{}", desk.case)).await.page().contains("Wij zijn vol"));
    let silent = nadia.post("overdracht", "vorm=accept-1&concept=1&nr=1&sleutel=a&doe=aanvaarden").await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", silent.body);
    let accepted = nadia.post("overdracht", &format!("vorm=accept-1&nr=1&sleutel=b&{deputy}&doe=aanvaarden")).await;
    assert_eq!(accepted.status, StatusCode::SEE_OTHER, "{}", accepted.body);
    assert!(today(&scene, &nadia.cookie).await.is_empty(), "it is answered");
    assert!(scene.app.case_forms(scene.nadia, desk.case).await.unwrap().is_empty());
}

#[tokio::test]
async fn az_04_what_she_began_is_not_told_to_who_may_not_send_it_any_more() {
    let scene = Scene::new().await;
    let desk = desk(&scene, "joke").await;
    let selin = scene.colleague("Selin Kaya", "selin-k", scene.joke.org, Role::Midwife).await;
    let hers = Desk { scene: &scene, case: desk.case, cookie: scene.sign_in("selin-k").await };
    hers.post("contact", "vorm=contact&concept=0&notitie=Van+wie+vertrekt&doe=bewaren").await;
    assert_eq!(scene.app.begun(selin).await.unwrap().forms.len(), 1);
    let leave = regie_care::person::PersonCommand::Leave { org: scene.joke.org };
    scene
        .app
        .command_person(&regie_app::Request::by(regie_care::seat::Actor::System), selin.person, &leave)
        .await
        .unwrap();
    assert!(scene.app.begun(selin).await.unwrap().forms.is_empty());
    assert!(scene.app.case_forms(selin, desk.case).await.unwrap().is_empty());
    let stranger = Desk { scene: &scene, case: desk.case, cookie: scene.sign_in("nadia").await };
    let refused = stranger.post("contact", "vorm=contact&concept=0&notitie=x&doe=bewaren").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "{}", refused.body);
}

#[tokio::test]
async fn az_08_what_is_written_down_of_a_meeting_and_a_quick_note_stand_on_vandaag_too() {
    let scene = Scene::new().await;
    let desk = desk(&scene, "joke").await;
    let path = format!("/besprekingen/{}", meeting(&scene).await);
    let post = async |body: &str| {
        let request = http::Request::post(&path)
            .header(header::COOKIE, &desk.cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        scene.send(request.body(Body::from(body.to_owned())).unwrap()).await
    };
    post("concept=0&verslag=Lang+verslag&doe=bewaren").await;
    desk.post("contact", "vorm=note&concept=0&notitie=belde&doe=bewaren").await;
    let begun = today(&scene, &desk.cookie).await;
    assert!(begun.contains(&format!("href=\"{path}\"")) && begun.contains("nog niet vastgelegd"), "{begun}");
    assert!(begun.contains("contacten#notitie") && begun.contains("Notitie"), "{begun}");
    let page = scene.get_with(&desk.cookie, &path).await.page();
    assert!(page.contains(">Lang verslag</textarea>") && page.contains("Concept weggooien"), "{page}");
    post("concept=1&verslag=Lang+verslag&doe=weggooien").await;
    assert!(!today(&scene, &desk.cookie).await.contains("/besprekingen/"));
    assert!(!scene.get_with(&desk.cookie, &path).await.page().contains("Lang verslag"));
}
