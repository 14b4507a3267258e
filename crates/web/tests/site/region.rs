//! *Regio*: a planner sees what is coming, makes the roster, loses a midwife and plans again; and the decision to
//! centralise.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use jiff::ToSpan;
use jiff::civil::Date;
use regie_app::hash_password;
use regie_care::case::{CaseCommand, OpenCase};
use regie_care::client::{Identity, RegisterClient};
use regie_care::identity::VNumber;
use regie_care::ids::{CaseId, PersonId};
use regie_care::person::{PersonCommand, RegisterPerson};
use regie_care::seat::{Actor, Role};
use regie_pathway::Command;

use crate::scene::{Answer, Scene, TODAY, by};

pub(super) fn day(days: i64) -> Date {
    TODAY.saturating_add(days.days())
}

pub(super) fn set_clock(scene: &Scene, on: Date) {
    scene.app.clock().set(format!("{on}T08:00:00Z").parse().unwrap());
}

pub(super) async fn pregnant(scene: &Scene, number: u32, due: Date) -> CaseId {
    let identity = Identity {
        family_name: format!("Client{number}"),
        given_name: "Rania".to_owned(),
        v_number: Some(VNumber::parse(&format!("23012{number:05}")).unwrap()),
        site: if number.is_multiple_of(2) { "AZC Ter Apel" } else { "AZC Delfzijl" }.to_owned(),
        ..Identity::default()
    };
    in_care(scene, identity, due).await
}

async fn in_care(scene: &Scene, identity: Identity, due: Date) -> CaseId {
    set_clock(scene, day(-21));
    let client = scene.app.register_client(&by(scene.joke), &RegisterClient { identity }).await.unwrap();
    let command = OpenCase {
        client: client.id.parse().unwrap(),
        case_manager: scene.joke,
        deputy: scene.anne,
        on: day(-21),
        pathway: "az-verloskunde".into(),
        anchors: [("due".into(), due)].into(),
        facts: [].into(),
        team: Vec::new(),
    };
    scene.app.open_case(&by(scene.joke), &command).await.unwrap().id.parse().unwrap()
}

pub(super) async fn birth(scene: &Scene, case: CaseId, on: Date) {
    set_clock(scene, on);
    let command = Command::complete("birth", on).with_outcome(Some("case-manager".into()));
    let command = CaseCommand::Pathway { pathway: "az-verloskunde".into(), command };
    scene.app.command_case(&by(scene.joke), case, &command).await.unwrap();
}

/// The planner at her desk.
pub(super) struct Planner<'s> {
    pub(super) scene: &'s Scene,
    pub(super) cookie: String,
}

impl Planner<'_> {
    pub(super) async fn post(&self, form: &str, body: &str) -> Answer {
        let request = Request::post(format!("/regio/{form}"))
            .header(header::COOKIE, &self.cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.scene.send(request.body(Body::from(body.to_owned())).unwrap()).await
    }

    pub(super) async fn done(&self, form: &str, body: &str) -> String {
        let answer = self.post(form, body).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{form} {body}: {}", answer.body);
        answer.header("location").to_owned()
    }

    pub(super) async fn page(&self, path: &str) -> String {
        self.scene.get_with(&self.cookie, path).await.page()
    }

    pub(super) async fn visits_from_anywhere(&self, person: PersonId) -> String {
        let days = "dagen=1&dagen=2&dagen=3&dagen=4&dagen=5&dagen=6&dagen=7";
        self.done("visiteur", &format!("wie={person}&{days}&van=09:00&tot=17:00&hielprik=ja&vanuit=&doe=opslaan")).await
    }

    async fn visits(&self, person: PersonId) -> String {
        let days = "dagen=1&dagen=2&dagen=3&dagen=4&dagen=5&dagen=6&dagen=7";
        let body = format!("wie={person}&{days}&van=09:00&tot=13:00&hielprik=ja&vanuit=AZC+Ter+Apel&doe=opslaan");
        self.done("visiteur", &body).await
    }
}

pub(super) async fn planner(scene: &Scene) -> Planner<'_> {
    let request = regie_app::Request::by(Actor::System);
    let command = RegisterPerson { name: "Marijke Smit".to_owned(), phone: String::new() };
    let id: PersonId = scene.app.register_person(&request, &command).await.unwrap().id.parse().unwrap();
    let join = PersonCommand::Join { org: scene.joke.org, role: Role::Coordinator };
    scene.app.command_person(&request, id, &join).await.unwrap();
    scene
        .app
        .store_account(id, "marijke", hash_password("een lang wachtwoord".to_owned()).await.unwrap())
        .await
        .unwrap();
    Planner { scene, cookie: scene.sign_in("marijke").await }
}

/// A card of the page, by the id of its heading.
pub(super) fn card<'p>(page: &'p str, heading: &str) -> &'p str {
    let rest = page.split_once(&format!("id=\"{heading}\"")).map_or("", |(_, rest)| rest);
    rest.split("</section>").next().unwrap_or_default()
}

#[tokio::test]
async fn pn_04_women_of_one_name_are_told_apart_and_nothing_is_newer_than_no_roster() {
    let scene = Scene::new().await;
    let named = |given: &str, number: &str, born: Date| Identity {
        family_name: "Amiri".to_owned(),
        given_name: given.to_owned(),
        v_number: Some(VNumber::parse(number).unwrap()),
        birth_date: Some(born),
        ..Identity::default()
    };
    for (given, number, born) in [
        ("Azadeh", "2301200001", jiff::civil::date(1998, 3, 4)),
        ("Azadeh", "2301200002", jiff::civil::date(2001, 7, 9)),
        ("Leila", "2301200003", jiff::civil::date(1998, 3, 4)),
    ] {
        let case = in_care(&scene, named(given, number, born), day(2)).await;
        birth(&scene, case, day(-1)).await;
    }
    set_clock(&scene, TODAY);
    let planner = planner(&scene).await;
    let page = planner.page("/regio/rooster").await;
    for (heading, what) in [("wacht", "to be planned"), ("clienten", "by client")] {
        let card = card(&page, heading);
        assert!(card.contains("geboren 4 maart 1998") && card.contains("geboren 9 juli 2001"), "{what}: {card}");
        let leila = card.split("Leila Amiri").nth(1).unwrap().split("</p>").next().unwrap();
        assert!(!leila.contains("geboren"), "nobody else bears her name: {leila}");
    }
    assert!(!page.contains("nieuw sinds het rooster"), "there is no roster yet: {}", card(&page, "wacht"));
    // Who comes after the roster was made is newer than it.
    planner.visits_from_anywhere(scene.joke.person).await;
    planner.done("rooster", "doe=voorstel").await;
    planner.done("rooster", "doe=overnemen").await;
    let late = in_care(&scene, named("Noor", "2301200004", jiff::civil::date(1999, 1, 1)), day(2)).await;
    birth(&scene, late, day(-1)).await;
    set_clock(&scene, TODAY);
    let page = planner.page("/regio/rooster").await;
    let waiting = card(&page, "wacht");
    assert!(waiting.contains("Noor Amiri") && waiting.contains("nieuw sinds het rooster"), "{waiting}");
}

/// The visits on the board that lie with somebody, by what stands in their links.
fn row_of(page: &str, name: &str) -> String {
    let row = page.split("<tr>").find(|row| row.contains(&format!("<bdi>{name}</bdi><br>"))).unwrap_or_default();
    row.split("</tr>").next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn pn_04_a_planner_sees_red_makes_the_roster_loses_a_midwife_and_plans_again() {
    let scene = Scene::new().await;
    for number in 0..5_u32 {
        let case = pregnant(&scene, number, day(2)).await;
        birth(&scene, case, day(-i64::from(number))).await;
    }
    for number in 10..40 {
        pregnant(&scene, number, day(12)).await;
    }
    set_clock(&scene, TODAY);
    let planner = planner(&scene).await;
    planner.done("plek", "naam=AZC+Ter+Apel&breedte=52,8775&lengte=7.0597").await;
    planner.done("plek", "naam=AZC+Delfzijl&breedte=53.3305&lengte=6.9186").await;
    for seat in [scene.joke, scene.anne, scene.nadia] {
        planner.visits(seat.person).await;
    }
    planner.done("tempo", "minuten=120").await;
    let page = planner.page("/regio").await;
    assert!(page.contains("Rood: een tekort is waarschijnlijk"), "{page}");
    assert!(
        page.contains("Een tekort wordt waarschijnlijk vanaf") && page.contains("De regel: op minstens 2 van zeven")
    );
    assert!(page.contains(r#"href="/regio" aria-current="page""#), "it stands in her menu");
    // She makes the roster; it is a proposal until she accepts it.
    planner.done("rooster", "doe=voorstel").await;
    let page = planner.page("/regio/rooster").await;
    assert!(page.contains("Het geldt pas als je het overneemt") && page.contains("voldoet aan alle regels"), "{page}");
    planner.done("rooster", "doe=overnemen").await;
    let page = planner.page("/regio/rooster").await;
    assert!(
        page.contains("Vastgesteld door Marijke Smit") && page.contains("5 van 5 cliënten houden een bekend gezicht")
    );
    let hers = row_of(&page, "Joke de Vries");
    let visit = hers.split("visite=").nth(1).and_then(|rest| rest.split('#').next()).unwrap().to_owned();
    // Each visit says why it is where it is, and can be pinned without a mouse.
    let explained = planner.page(&format!("/regio/rooster?visite={visit}")).await;
    assert!(explained.contains("id=\"uitleg\"") && explained.contains("Zij was de parteur"), "{explained}");
    // Joke falls ill: who stands in, record it, plan again.
    let joke = scene.joke.person;
    let page = planner.page(&format!("/regio/rooster?ziek={joke}&van={TODAY}&tot={}", day(5))).await;
    assert!(page.contains("Wie valt in voor Joke de Vries?") && page.contains("Joke de Vries ziek melden"), "{page}");
    let back = planner.done("ziek", &format!("wie={joke}&van={TODAY}&tot={}&doe=ziek", day(5))).await;
    assert!(back.contains("ziek=") && planner.page(&back).await.contains("Opnieuw laten indelen"), "{back}");
    planner.done("rooster", &format!("doe=voorstel&wie={joke}")).await;
    let page = planner.page("/regio/rooster").await;
    assert!(page.contains("Wat er verandert"));
    planner.done("rooster", "doe=overnemen").await;
    let page = planner.page("/regio/rooster").await;
    assert!(page.contains("5 van 5 cliënten houden een bekend gezicht"), "{page}");
    let hers = row_of(&page, "Joke de Vries");
    let ill_days = hers.split("<td").filter(|cell| cell.contains(">ziek<")).count();
    assert_eq!(ill_days, 6, "{hers}");
    assert!(planner.page("/regio").await.contains("Ziek: Joke de Vries"), "who and when is kept");
}

#[tokio::test]
async fn pn_02_the_decision_to_centralise_is_kept_with_who_decided_and_who_was_told() {
    let scene = Scene::new().await;
    let planner = planner(&scene).await;
    assert!(planner.page("/regio").await.contains("Er is nog niets besloten"));
    let lacking =
        format!("wat=centralise&datum={TODAY}&vanaf={}&verzekeraar=Menzis&verloskundigen=&reden=tekort", day(7));
    let answer = planner.post("besluit", &lacking).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("value=\"Menzis\"") && answer.body.contains(">tekort</textarea>"), "{}", answer.body);
    planner.done("besluit", &lacking.replace("verloskundigen=", "verloskundigen=Kring+Noord")).await;
    let page = planner.page("/regio").await;
    assert!(page.contains("Postnatale zorg centreren, vanaf 29 november 2026"), "{page}");
    assert!(page.contains("Menzis (zorgverzekeraar) en Kring Noord (verloskundigen)"));
    assert!(page.contains("Toen dit werd vastgelegd: groen"), "on what it rested: {page}");
    assert!(page.contains("nog niet ingelicht") && page.contains("Vastgelegd door Marijke Smit"));
    planner.done("ingelicht", &format!("wie=hospital&datum={TODAY}&hoe=gebeld+met+dr.+Aalders")).await;
    let page = planner.page("/regio").await;
    assert!(page.contains("gebeld met dr. Aalders"), "{page}");
    assert!(
        page.contains("Besluit: postnatale zorg centreren") && page.contains("Ingelicht: ziekenhuis"),
        "its history"
    );
}

#[tokio::test]
async fn pn_02_what_partners_expect_changes_the_forecast_only() {
    let scene = Scene::new().await;
    for number in 0..4 {
        pregnant(&scene, number, day(5)).await;
    }
    set_clock(&scene, TODAY);
    let planner = planner(&scene).await;
    planner.done("plek", "naam=AZC+Ter+Apel&breedte=52,8775&lengte=7.0597").await;
    planner.visits(scene.joke.person).await;
    let usual = planner.page("/regio").await;
    let changed = planner.page("/regio?visites=200&eerder=1&capaciteit=50").await;
    assert!(!usual.contains(">wat als<") && changed.contains(">wat als<"));
    assert!(!usual.contains("Zonder deze aannames") && changed.contains("Zonder deze aannames: "), "{changed}");
    let nonsense = planner.page("/regio?visites=abc&eerder=99").await;
    for said in [
        "‘Visites per bevalling (%)’ kan niet ‘abc’ zijn: vul een heel getal van 10 tot 300 in. Gerekend is met 100.",
        "‘Dagen eerder thuis’ kan niet ‘99’ zijn: vul een heel getal van 0 tot 5 in. Gerekend is met 0.",
        r#"name="visites" value="abc""#,
        r#"name="eerder" value="99""#,
    ] {
        assert!(nonsense.contains(said), "{said}: {}", &nonsense.split("<h1").nth(1).unwrap()[..1200]);
    }
    assert!(!nonsense.contains("‘Verloskundigen (%)’"), "what can be is not complained of");
    let at_sea = planner.post("plek", "naam=Ergens&breedte=noord&lengte=7").await;
    assert!(at_sea.body.contains("‘Breedtegraad’ is geen getal. Schrijf het als 52,8775."), "{}", at_sea.body);
    assert_ne!(usual.split("class=\"expected\"").nth(1), changed.split("class=\"expected\"").nth(1));
    assert_eq!(
        planner.page("/regio").await.split("class=\"expected\"").nth(1),
        usual.split("class=\"expected\"").nth(1)
    );
}

#[tokio::test]
async fn pn_01_a_midwife_sees_what_is_coming_and_no_clients_of_others() {
    let scene = Scene::new().await;
    let case = pregnant(&scene, 1, day(2)).await;
    birth(&scene, case, TODAY).await;
    let cookie = scene.sign_in("nadia").await;
    let page = scene.get_with(&cookie, "/regio").await.page();
    assert!(page.contains("Visites per dag") && !page.contains("Client1") && !page.contains("Visiterooster"), "{page}");
    assert_eq!(scene.get_with(&cookie, "/regio/rooster").await.status, StatusCode::FORBIDDEN);
    let coa = scene.sign_in("piet").await;
    assert_eq!(scene.get_with(&coa, "/regio").await.status, StatusCode::FORBIDDEN);
    assert!(!scene.get_with(&coa, "/vandaag").await.page().contains("href=\"/regio\""));
}

#[tokio::test]
async fn pn_04_a_heel_prick_that_nobody_recorded_stands_on_top_until_somebody_says_what_became_of_it() {
    let scene = Scene::new().await;
    let case = pregnant(&scene, 0, day(-9)).await;
    birth(&scene, case, day(-9)).await;
    set_clock(&scene, TODAY);
    let planner = planner(&scene).await;
    let (cookie, open) = (scene.sign_in("joke").await, "niet vastgelegd of hij is gedaan");
    let today = scene.get_with(&cookie, "/vandaag").await.page();
    assert!(today.contains(open) && today.contains(&format!("/casus/{case}/kraamvisites")), "{today}");
    let board = planner.page("/regio/rooster").await;
    assert!(board.contains(open) && board.contains("Joke de Vries"), "whom to call: {board}");
    let path = format!("/casus/{case}/kraamvisites");
    let post = async |body: String| {
        let request = Request::post(&path)
            .header(header::COOKIE, &cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        scene.send(request.body(Body::from(body)).unwrap()).await
    };
    let refused = post("visite=heel-prick&doe=niet-gedaan&waarom=".to_owned()).await;
    assert!(refused.body.contains("‘Waarom niet gedaan’ is leeg"), "{}", refused.body);
    let future = post(format!("visite=heel-prick&doe=gedaan&datum={}&wie={}", day(1), scene.joke.person)).await;
    assert_eq!(future.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(future.body.contains(&format!(r#"name="datum" value="{}""#, day(1))), "{}", future.body);
    let missed = post("visite=heel-prick&doe=niet-gedaan&waarom=Zij+was+niet+thuis".to_owned()).await;
    assert_eq!(missed.status, StatusCode::SEE_OTHER);
    let page = scene.get_with(&cookie, &path).await.page();
    assert!(page.contains("te laat, zo snel mogelijk") && page.contains("Zij was niet thuis"), "{page}");
    let board = planner.page("/regio/rooster").await;
    assert!(!board.contains(open) && board.contains("Client0"), "it waits for a place on the roster: {board}");
    let made = post(format!("visite=heel-prick&doe=gedaan&datum={TODAY}&wie={}", scene.joke.person)).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER);
    let page = scene.get_with(&cookie, &path).await.page();
    assert!(page.contains("Gedaan door Joke de Vries"), "{page}");
    assert!(!scene.get_with(&cookie, "/vandaag").await.page().contains(open));
}

/// Three women who gave birth on the days before, all visited by Joke on a roster that holds.
pub(super) async fn on_a_roster_of_jokes(scene: &Scene) -> (Planner<'_>, Vec<CaseId>) {
    let mut cases = Vec::new();
    for number in 0..3_u32 {
        let case = pregnant(scene, number, day(2)).await;
        birth(scene, case, day(-i64::from(number) - 1)).await;
        cases.push(case);
    }
    set_clock(scene, TODAY);
    let planner = planner(scene).await;
    planner.visits_from_anywhere(scene.joke.person).await;
    planner.done("rooster", "doe=voorstel").await;
    planner.done("rooster", "doe=overnemen").await;
    (planner, cases)
}

#[tokio::test]
async fn pn_04_the_visiting_midwife_finds_her_own_day_and_sets_how_it_goes_on() {
    let scene = Scene::new().await;
    let (_, cases) = on_a_roster_of_jokes(&scene).await;
    let cookie = scene.sign_in("joke").await;
    let today = scene.get_with(&cookie, "/vandaag").await.page();
    assert!(today.contains(r#"href="/visites""#), "from *Vandaag* with one click: {today}");
    let own = scene.get_with(&cookie, "/visites").await.page();
    assert!(own.contains("Mijn visites") && own.contains("Casemanager") && own.contains("Te doen"), "{own}");
    let coa = scene.sign_in("piet").await;
    assert_eq!(scene.get_with(&coa, "/visites").await.status, StatusCode::FORBIDDEN);
    assert!(!scene.get_with(&coa, "/vandaag").await.page().contains(r#"href="/visites""#));

    let path = format!("/casus/{}/kraamvisites", cases[0]);
    let page = scene.get_with(&cookie, &path).await.page();
    assert!(page.contains("Het uur van de geboorte is nog niet bekend") && page.contains("Tweede controle"), "{page}");
    let post = async |body: String| {
        let request = Request::post(&path)
            .header(header::COOKIE, &cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        scene.send(request.body(Body::from(body)).unwrap()).await
    };
    let days = |first: i64, last: i64| format!("van={}&tot={}", day(first), day(last));
    let call = format!("visite=check-2&hoe=phone&{}&vanaf=10:00&uiterlijk=11:30&doe=afspreken", days(5, 6));
    assert_eq!(post(call).await.status, StatusCode::SEE_OTHER);
    let page = scene.get_with(&cookie, &path).await.page();
    assert!(page.contains("Afgesproken door Joke de Vries") && page.contains("begint tussen 10:00 en 11:30"), "{page}");
    let evening = format!("visite=check-2&hoe=phone&{}&vanaf=20:30&uiterlijk=21:00&doe=afspreken", days(5, 6));
    assert_eq!(post(evening).await.status, StatusCode::SEE_OTHER);
    let page = scene.get_with(&cookie, &path).await.page();
    assert_eq!(page.matches("op deze dagen en tijden werkt niemand").count(), 1, "she sees it at once: {page}");
    let refused = post(format!("visite=heel-prick&hoe=phone&{}&doe=afspreken", days(3, 4))).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("Deze visite is aan huis"), "{}", refused.body);
    assert_eq!(post("uur=14:35&waar=hospital".to_owned()).await.status, StatusCode::SEE_OTHER);
    let page = scene.get_with(&cookie, &path).await.page();
    assert!(page.contains("14:35 uur tot"), "the heel prick counts from the hour: {page}");
    assert_eq!(post("visite=check-2&doe=niet&reden=Zij+redt+zich".to_owned()).await.status, StatusCode::SEE_OTHER);
    let page = scene.get_with(&cookie, &path).await.page();
    assert!(page.contains("Niet nodig volgens Joke de Vries: Zij redt zich"), "{page}");
    assert_eq!(scene.get_with(&coa, &path).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn pn_04_a_refused_visit_keeps_what_was_typed_and_names_the_field() {
    let scene = Scene::new().await;
    let case = pregnant(&scene, 0, day(2)).await;
    birth(&scene, case, day(-1)).await;
    set_clock(&scene, TODAY);
    let planner = planner(&scene).await;
    planner.visits_from_anywhere(scene.joke.person).await;
    let cookie = scene.sign_in("joke").await;
    let path = format!("/casus/{case}/kraamvisites");
    let post = async |body: &str| {
        let request = Request::post(&path)
            .header(header::COOKIE, &cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let answer = scene.send(request.body(Body::from(body.to_owned())).unwrap()).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.body);
        answer.body
    };
    let page = post("visite=check-2&hoe=phone&van=2026-11-28&tot=overmorgen&vanaf=10:00&doe=afspreken").await;
    assert!(page.contains("‘Op of vóór’ is geen datum"), "{page}");
    for kept in [r#"name="van" value="2026-11-28""#, r#"name="vanaf" value="10:00""#, r#"value="phone" selected"#] {
        assert!(page.contains(kept), "{kept}: {page}");
    }
    assert_eq!(page.matches(r#"<details class="add" open"#).count(), 1, "her form stands open: {page}");
    let page = post("visite=check-2&hoe=phone&van=2026-11-28&tot=2026-11-29&uiterlijk=laat&doe=afspreken").await;
    assert!(page.contains("‘Uiterlijk om’ is geen tijd"), "{page}");
    let page = post("visite=check-2&doe=niet&reden=").await;
    assert!(page.contains("‘Waarom niet nodig’ is leeg"), "{page}");
    let page = post("uur=14:35&waar=hospital&thuis=morgen").await;
    assert!(page.contains("‘Thuis op’ is geen datum"), "{page}");
    assert!(page.contains(r#"name="uur" value="14:35""#) && page.contains(r#"value="hospital" selected"#), "{page}");
    let refused = post("visite=heel-prick&hoe=phone&van=2026-11-24&tot=2026-11-25&vanaf=09:15&doe=afspreken").await;
    assert!(refused.contains(r#"name="vanaf" value="09:15""#), "refused by the rules alike: {refused}");
}

#[tokio::test]
async fn pn_04_when_a_visit_goes_to_another_both_hear_and_when_she_sets_it_the_case_manager_and_the_planner_do() {
    let scene = Scene::new().await;
    let (planner, cases) = on_a_roster_of_jokes(&scene).await;
    let (joke, nadia) = (scene.sign_in("joke").await, scene.sign_in("nadia").await);
    let path = format!("/casus/{}/kraamvisites", cases[0]);
    assert_eq!(scene.get_with(&nadia, &path).await.status, StatusCode::FORBIDDEN, "she does not visit her");
    // Joke falls ill, and Nadia, of another practice, visits in her place.
    planner.visits_from_anywhere(scene.nadia.person).await;
    planner.done("ziek", &format!("wie={}&van={TODAY}&tot={}&doe=ziek", scene.joke.person, day(12))).await;
    planner.done("rooster", &format!("doe=voorstel&wie={}", scene.joke.person)).await;
    planner.done("rooster", "doe=overnemen").await;
    let moved = "Een kraamvisite is van verloskundige gewisseld";
    for (cookie, says) in [(&joke, "doe jij niet meer: Nadia"), (&nadia, "is nu van jou. Tot nu toe stond Joke")] {
        let today = scene.get_with(cookie, "/vandaag").await.page();
        assert!(today.contains(moved) && today.contains("Client0"), "{today}");
        let letter = notice(&scene, cookie, &today, moved).await;
        assert!(letter.contains(says) && letter.contains("/kraamvisites\">Naar de kraamvisites"), "{letter}");
    }
    // Nadia sets a visit.
    let form = format!("visite=check-2&hoe=phone&van={}&tot={}&doe=afspreken", day(5), day(6));
    let request = Request::post(&path)
        .header(header::COOKIE, &nadia)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let answer = scene.send(request.body(Body::from(form)).unwrap()).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let joke_reads = notice(&scene, &joke, &scene.get_with(&joke, "/vandaag").await.page(), "zijn veranderd").await;
    assert!(joke_reads.contains("tweede controle") && joke_reads.contains("Vastgelegd door Nadia"), "{joke_reads}");
    let today = planner.page("/vandaag").await;
    assert!(today.contains("Kraamvisites zijn anders afgesproken") && today.contains("Client0"), "{today}");
    let planner_reads = notice(&scene, &planner.cookie, &today, "anders afgesproken").await;
    assert!(
        planner_reads.contains("Naar het visiterooster") && planner_reads.contains("nieuw rooster"),
        "{planner_reads}"
    );
    // The case itself stays closed to her.
    let case = format!("/casus/{}", cases[0]);
    assert_eq!(scene.get_with(&nadia, &case).await.status, StatusCode::FORBIDDEN);
}

/// The page of the first notice of a list whose title says this.
async fn notice(scene: &Scene, cookie: &str, list: &str, title: &str) -> String {
    let before = list.split(title).next().unwrap();
    let path = before.rsplit("href=\"/bericht/").next().unwrap().split('"').next().unwrap();
    scene.get_with(cookie, &format!("/bericht/{path}")).await.page()
}
