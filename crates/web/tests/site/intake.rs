//! The anamnese: interrupted, resumed, and typed by two at once; a new client and her case.

use axum::body::Body;
use axum::http::{self, StatusCode, header};
use regie_app::Request;
use regie_care::case::CaseCommand;
use regie_care::client::{Identity, RegisterClient};
use regie_care::identity::VNumber;
use regie_care::ids::CaseId;
use regie_care::person::{Absence, PersonCommand};
use regie_care::seat::{Actor, Seat};
use regie_pathway::Command;

use crate::scene::{Answer, Scene, TODAY, by};

const FORM: &str = "application/x-www-form-urlencoded";

async fn post(scene: &Scene, login: &str, path: &str, body: &str) -> Answer {
    let cookie = scene.sign_in(login).await;
    let request = http::Request::post(path).header(header::COOKIE, cookie).header(header::CONTENT_TYPE, FORM);
    scene.send(request.body(Body::from(body.to_owned())).unwrap()).await
}

async fn social(scene: &Scene, login: &str, case: CaseId, button: &str, partner: &str, counts: (u64, u64)) -> Answer {
    let (seen, rev) = counts;
    let partner = partner.replace(' ', "+");
    let body = format!(
        "deel=social&gezien={seen}&concept={rev}&sleutel=k{seen}{rev}{login}.intake&partner={partner}&children=&support=\
         &housing=&procedure=&safety=&notes=&doe={button}"
    );
    post(scene, login, &format!("/casus/{case}/intake"), &body).await
}

fn seat(seat: Seat) -> String {
    format!("{}:{}", seat.person, seat.org)
}

/// What stands in a text area.
#[track_caller]
fn area<'a>(page: &'a str, name: &str) -> &'a str {
    let at = page.find(&format!("<textarea name=\"{name}\"")).unwrap_or_else(|| panic!("no {name}: {page}"));
    let text = &page[at..];
    &text[text.find('>').unwrap() + 1..text.find("</textarea>").unwrap()]
}

#[tokio::test]
async fn az_04_what_was_typed_is_there_again_on_another_device() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    let path = format!("/casus/{case}/intake?deel=social");
    let fresh = scene.get("joke", &path).await.page();
    assert_eq!(area(&fresh, "partner"), "");
    assert!(fresh.contains("data-draft") && fresh.contains("/assets/drafts."));
    let kept = social(&scene, "joke", case, "bewaren", "elders in Nederland", (0, 0)).await;
    assert_eq!((kept.status, kept.header("location")), (StatusCode::SEE_OTHER, path.as_str()));
    let resumed = scene.get("joke", &path).await.page();
    assert_eq!(area(&resumed, "partner"), "elders in Nederland");
    assert!(resumed.contains("Concept van Joke de Vries"), "{resumed}");
    assert!(resumed.contains("name=\"concept\" value=\"1\""));
    // Without a part in the address the page opens where she was.
    let opened = scene.get("joke", &format!("/casus/{case}/intake")).await.page();
    assert_eq!(area(&opened, "partner"), "elders in Nederland");
    let colleague = scene.get("anne", &path).await.page();
    assert_eq!(area(&colleague, "partner"), "");
    assert!(colleague.contains("Joke de Vries heeft ook een concept") && !colleague.contains("elders in Nederland"));
    let list = scene.get("joke", "/intake/nieuw").await.page();
    assert!(list.contains("Onderbroken") && list.contains(&path));
    let gone = social(&scene, "joke", case, "weggooien", "elders in Nederland", (0, 1)).await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER);
    assert_eq!(area(&scene.get("joke", &path).await.page(), "partner"), "");
}

#[tokio::test]
async fn az_04_every_button_keeps_what_is_typed_and_recording_goes_on_to_the_next_part() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    let to_next = social(&scene, "joke", case, "naar-medical", "bij haar", (0, 0)).await;
    assert_eq!(to_next.header("location"), format!("/casus/{case}/intake?deel=medical"));
    let page = scene.get("joke", &format!("/casus/{case}/intake?deel=social")).await.page();
    assert_eq!(area(&page, "partner"), "bij haar");
    let recorded = social(&scene, "joke", case, "vastleggen", "bij haar", (0, 1)).await;
    assert_eq!(recorded.header("location"), format!("/casus/{case}/intake?deel=overview"));
    let again = social(&scene, "joke", case, "vastleggen", "bij haar", (0, 1)).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "a second click: {}", again.body);
    let overview = scene.get("joke", &format!("/casus/{case}/intake?deel=overview")).await.page();
    assert!(overview.contains("bij haar") && overview.contains("Joke de Vries, "));
    let body = "deel=medical&gezien=0&concept=0&sleutel=m.intake&gravida=veel&para=1&hypertension=no&conditions=Astma\
                &doe=vastleggen";
    let unread = post(&scene, "joke", &format!("/casus/{case}/intake"), body).await;
    assert_eq!(unread.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unread.body.contains("name=\"gravida\" value=\"veel\"") && area(&unread.body, "conditions") == "Astma");
    assert!(unread.body.contains("name=\"hypertension\" value=\"no\" checked"));
    assert!(unread.body.contains("aria-invalid"));
    let page = scene.get("joke", &format!("/casus/{case}/intake?deel=medical")).await.page();
    assert!(page.contains("value=\"veel\""), "also what cannot be recorded is kept");
    let empty = post(
        &scene,
        "joke",
        &format!("/casus/{case}/intake"),
        "deel=psychological&gezien=0&concept=0&sleutel=p.intake&doe=vastleggen",
    )
    .await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY, "nothing to record is said");
}

#[tokio::test]
async fn az_04_two_at_once_each_see_what_the_other_recorded_before_saving_over_it() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    social(&scene, "joke", case, "bewaren", "bij haar", (0, 0)).await;
    social(&scene, "anne", case, "vastleggen", "weet niet waar", (0, 0)).await;
    // Her page of before: her text is kept, and she is shown Anne's.
    let told = social(&scene, "joke", case, "vastleggen", "bij haar", (0, 1)).await;
    assert_eq!(told.status, StatusCode::CONFLICT);
    assert!(told.body.contains("Intussen vastgelegd door een collega") && told.body.contains("Anne Bakker"));
    assert_eq!(area(&told.body, "partner"), "bij haar");
    assert!(told.body.contains("<bdi>weet niet waar</bdi>"), "{}", told.body);
    assert!(told.body.contains("name=\"gezien\" value=\"1\""));
    // A page that is opened only now tells it too.
    let opened = scene.get("joke", &format!("/casus/{case}/intake?deel=social")).await.page();
    assert!(opened.contains("Intussen vastgelegd") && area(&opened, "partner") == "bij haar");
    let saved = social(&scene, "joke", case, "vastleggen", "bij haar", (1, 1)).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let overview = scene.get("anne", &format!("/casus/{case}/intake?deel=overview")).await.page();
    assert!(overview.contains("bij haar") && !overview.contains("weet niet waar"));
}

#[tokio::test]
async fn az_04_what_a_colleague_filled_in_where_she_typed_nothing_is_taken_over() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    let path = format!("/casus/{case}/intake");
    let hers = "deel=social&gezien=0&concept=0&sleutel=a.intake&partner=bij+haar&housing=&doe=bewaren";
    post(&scene, "joke", &path, hers).await;
    let annes = "deel=social&gezien=0&concept=0&sleutel=b.intake&partner=&housing=AZC&doe=vastleggen";
    post(&scene, "anne", &path, annes).await;
    let page = scene.get("joke", &format!("{path}?deel=social")).await.page();
    assert_eq!((area(&page, "partner"), area(&page, "housing")), ("bij haar", "AZC"));
    assert!(page.contains("Overgenomen van Anne Bakker"));
}

#[tokio::test]
async fn az_04_an_older_page_does_not_overwrite_what_was_typed_on_the_phone() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    social(&scene, "joke", case, "bewaren", "op kantoor", (0, 0)).await;
    social(&scene, "joke", case, "bewaren", "onderweg", (0, 1)).await;
    let older = social(&scene, "joke", case, "bewaren", "weer op kantoor", (0, 1)).await;
    assert_eq!(older.status, StatusCode::CONFLICT);
    assert_eq!(area(&older.body, "partner"), "weer op kantoor");
    assert!(older.body.contains("<bdi>onderweg</bdi>") && older.body.contains("name=\"concept\" value=\"2\""));
}

#[tokio::test]
async fn az_04_while_typing_the_script_is_told_what_is_kept() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    let cookie = scene.sign_in("joke").await;
    let send = |cookie: String, rev: u64, partner: &str| {
        let body = format!("deel=social&gezien=0&concept={rev}&partner={partner}&doe=bewaren");
        http::Request::post(format!("/casus/{case}/intake"))
            .header(header::COOKIE, cookie)
            .header(header::CONTENT_TYPE, FORM)
            .header(header::ACCEPT, "application/json")
            .body(Body::from(body))
            .unwrap()
    };
    let kept = scene.send(send(cookie.clone(), 0, "bij")).await;
    assert_eq!(kept.status, StatusCode::OK, "{}", kept.body);
    assert!(kept.body.contains("\"rev\":1") && kept.body.contains("Concept van Joke de Vries"), "{}", kept.body);
    assert!(scene.send(send(cookie.clone(), 1, "bij+haar")).await.body.contains("\"rev\":2"));
    let older = scene.send(send(cookie, 1, "elders")).await;
    assert_eq!(older.status, StatusCode::CONFLICT);
    let stranger = scene.send(send(scene.sign_in("nadia").await, 0, "x")).await;
    assert_eq!(stranger.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn az_04_who_reads_along_sees_the_intake_and_cannot_type() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    social(&scene, "joke", case, "vastleggen", "bij haar", (0, 0)).await;
    let nurse = scene.get("nienke", &format!("/casus/{case}/intake?deel=social")).await.page();
    assert!(nurse.contains("bij haar") && !nurse.contains("<textarea"));
    let refused = social(&scene, "nienke", case, "bewaren", "x", (1, 0)).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    for stranger in ["nadia", "piet"] {
        assert_eq!(scene.get(stranger, &format!("/casus/{case}/intake")).await.status, StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn az_04_a_whole_intake_is_finished_with_one_button_and_says_what_was_not_asked() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    let path = format!("/casus/{case}/intake");
    let medical = "deel=medical&gezien=0&concept=0&sleutel=m.intake&gravida=2&para=5&doe=vastleggen";
    let wrong = post(&scene, "joke", &path, medical).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("‘Pariteit’ is hoger dan ‘Graviditeit’") && !wrong.body.contains("Bevallingen’"));
    let field = wrong.body.split("name=\"para\"").nth(1).unwrap().split("</label>").next().unwrap();
    assert!(field.starts_with(" ") && wrong.body.contains("aria-invalid=\"true\""), "{field}");
    let right = medical.replace("para=5", "para=1").replace("concept=0", "concept=1").replace("=m.", "=n.");
    assert_eq!(post(&scene, "joke", &path, &right).await.status, StatusCode::SEE_OTHER);
    let psychological = "deel=psychological&gezien=0&concept=0&sleutel=p.intake&complaints=geen&doe=vastleggen";
    assert_eq!(post(&scene, "joke", &path, psychological).await.status, StatusCode::SEE_OTHER);
    assert_eq!(social(&scene, "joke", case, "vastleggen", "bij haar", (0, 0)).await.status, StatusCode::SEE_OTHER);
    let overview = scene.get("joke", &format!("{path}?deel=overview")).await.page();
    assert!(overview.contains("Niet ingevuld:") && overview.contains("Wonen"), "{overview}");
    assert!(overview.contains(">De intake is klaar</button>"), "{overview}");
    let plan = scene.get("joke", &format!("/casus/{case}/plan")).await.page();
    let step = plan.split("id=\"stap-az-verloskunde-intake-1\"").nth(1).unwrap();
    let (first, second) = (step.find(">Gedaan</summary>").unwrap(), step.find(">Anamnese afnemen</a>").unwrap());
    assert!(first < second, "what is left to say comes first: {step}");
    let done = "zorgpad=az-verloskunde&stap=intake&nr=1&sleutel=d.intake-gedaan&datum=2026-11-22&doe=gedaan";
    let done = post(&scene, "joke", &format!("/casus/{case}/stap"), done).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert!(!scene.get("joke", &format!("{path}?deel=overview")).await.page().contains("De intake is klaar"));
}

#[tokio::test]
async fn az_04_a_new_client_is_entered_her_case_opened_and_the_intake_begun() {
    let scene = Scene::new().await;
    let page = scene.get("joke", "/intake/nieuw").await.page();
    assert!(
        page.contains("name=\"achternaam\"") && scene.get("joke", "/caseload").await.page().contains("/intake/nieuw")
    );
    let body = "sleutel=n.client&voornaam=Amina&achternaam=Tesfay&geboren=2000-02-03&v-nummer=2301234418&bsn=\
                &spreekt=Tigrinya&tolk=phone&telefoon=&verblijf=AZC&opmerkingen=";
    let wrong = post(&scene, "joke", "/intake/nieuw", &body.replace("2301234418", "23")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("Een V-nummer heeft tien cijfers") && wrong.body.contains("value=\"Amina\""));
    let entered = post(&scene, "joke", "/intake/nieuw", body).await;
    assert_eq!(entered.status, StatusCode::SEE_OTHER, "{}", entered.body);
    let next = entered.header("location").to_owned();
    let page = scene.get("joke", &next).await.page();
    assert!(page.contains("Amina Tesfay"));
    let me = format!("{}:{}", scene.joke.person, scene.joke.org);
    assert!(
        page.contains(&format!("<option value=\"{me}\" selected>")),
        "she is case manager herself unless she says otherwise"
    );
    let open = format!(
        "sleutel=o.casus&zorgpad=az-verloskunde&datum=2026-11-22&uitgerekend=2027-05-20&casemanager={me}\
         &plaatsvervanger={}:{}&gca={}&coa=&huisarts=&jgz=&kraamzorg=",
        scene.anne.person, scene.anne.org, scene.gc_a
    );
    let without = post(
        &scene,
        "joke",
        &next,
        &open.replace(&format!("plaatsvervanger={}:{}", scene.anne.person, scene.anne.org), "plaatsvervanger="),
    )
    .await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(without.body.contains("value=\"2027-05-20\"") && without.body.contains("Plaatsvervanger"));
    let opened = post(&scene, "joke", &next, &open).await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.body);
    assert!(opened.header("location").ends_with("/intake"), "{}", opened.header("location"));
    let intake = scene.get("joke", opened.header("location")).await.page();
    assert!(intake.contains("name=\"gravida\""));
    let found = scene.get("joke", "/intake/nieuw?zoek=tesf").await.page();
    assert!(found.contains(&next) && found.contains("Amina Tesfay"));
    assert!(scene.get("joke", &next).await.page().contains("Er is al een casus"));
}

#[tokio::test]
async fn g_07_doubles_are_told_before_she_is_entered_twice() {
    let scene = Scene::new().await;
    scene.rania().await;
    let body = "sleutel=d.client&voornaam=Rania&achternaam=Hadad&geboren=1999-03-14&v-nummer=&bsn=&nummer=77\
                &spreekt=&tolk=unknown&telefoon=&verblijf=&opmerkingen=";
    let told = post(&scene, "joke", "/intake/nieuw", body).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        told.body.contains("Misschien is de cliënt al bekend") && told.body.contains("Rania Haddad"),
        "{}",
        told.body
    );
    assert!(told.body.contains("name=\"toch\" value=\"ja\"") && told.body.contains("value=\"Hadad\""));
    let elsewhere = post(&scene, "nadia", "/intake/nieuw", body).await;
    assert!(elsewhere.body.contains("Bekend bij een andere organisatie") && !elsewhere.body.contains("Haddad"));
    let entered = post(&scene, "nadia", "/intake/nieuw", &format!("{body}&toch=ja")).await;
    assert_eq!(entered.status, StatusCode::SEE_OTHER);
    let opening = scene.get("nadia", entered.header("location")).await.page();
    assert!(opening.contains("dossier dat van deze cliënt kan zijn"), "{opening}");
    for nobody in ["piet"] {
        assert_eq!(post(&scene, nobody, "/intake/nieuw", body).await.status, StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn az_04_a_registration_that_was_interrupted_is_there_again_for_who_typed_it() {
    let scene = Scene::new().await;
    let about = "registration-01KQS0000000000000000000ZZ";
    let page = scene.get("joke", "/intake/nieuw").await.page();
    assert!(page.contains("data-draft ") && page.contains("/assets/drafts.") && page.contains("Bewaar concept"));
    let typed = format!(
        "sleutel=n.client&inschrijving={about}&concept=0&voornaam=Amina&achternaam=&geboren=2000-02-03&v-nummer=23\
         &bsn=&nummer=&spreekt=&tolk=unknown&telefoon=&verblijf=&opmerkingen=belt+terug"
    );
    let kept = post(&scene, "joke", "/intake/nieuw", &format!("{typed}&doe=bewaren")).await;
    let at = format!("/intake/nieuw?concept={about}");
    assert_eq!((kept.status, kept.header("location")), (StatusCode::SEE_OTHER, at.as_str()), "{}", kept.body);
    let list = scene.get("joke", "/intake/nieuw").await.page();
    assert!(list.contains("Onderbroken") && list.contains(&at) && list.contains(">Amina<"), "{list}");
    let resumed = scene.get("joke", &at).await.page();
    assert!(resumed.contains("value=\"Amina\"") && resumed.contains("value=\"23\""), "{resumed}");
    assert_eq!(area(&resumed, "opmerkingen"), "belt terug");
    assert!(resumed.contains("Concept van Joke de Vries") && resumed.contains("Concept weggooien"));
    for other in ["/intake/nieuw", at.as_str()] {
        let colleague = scene.get("anne", other).await.page();
        assert!(!colleague.contains("Amina") && !colleague.contains("Onderbroken"), "{colleague}");
    }
    // A wrong answer comes back, and is kept too; on another device it is there.
    let wrong = typed.replace("concept=0", "concept=1").replace("achternaam=", "achternaam=Tesfay");
    let refused = post(&scene, "joke", "/intake/nieuw", &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("name=\"concept\" value=\"2\""), "{}", refused.body);
    assert!(scene.get("joke", &at).await.page().contains("value=\"Tesfay\""));
    // An older page does not overwrite it.
    let older = post(&scene, "joke", "/intake/nieuw", &wrong.replace("Tesfay", "Tesfai")).await;
    assert_eq!(older.status, StatusCode::CONFLICT);
    assert!(older.body.contains("<bdi>Tesfay</bdi>") && older.body.contains("value=\"Tesfai\""), "{}", older.body);
    let right = wrong.replace("concept=1", "concept=2").replace("v-nummer=23", "v-nummer=2301234418");
    let entered = post(&scene, "joke", "/intake/nieuw", &right).await;
    assert_eq!(entered.status, StatusCode::SEE_OTHER, "{}", entered.body);
    let list = scene.get("joke", "/intake/nieuw").await.page();
    assert!(!list.contains(&at), "what is used is gone: {list}");
    // A second click, after the draft is gone, is still the same request.
    let twice = post(&scene, "joke", "/intake/nieuw", &right.replace("concept=2", "concept=0")).await;
    assert_eq!(twice.header("location"), entered.header("location"));
}

#[tokio::test]
async fn az_01_a_client_who_was_registered_is_found_again_before_her_case_is_open() {
    let scene = Scene::new().await;
    let body = "sleutel=n.client&voornaam=Amina&achternaam=Tesfay&geboren=2000-02-03&v-nummer=2301234418&tolk=phone";
    let next = post(&scene, "joke", "/intake/nieuw", body).await.header("location").to_owned();
    for login in ["joke", "anne"] {
        let list = scene.get(login, "/intake/nieuw").await.page();
        assert!(list.contains("Onderbroken") && list.contains(&format!("href=\"{next}\"")), "{list}");
        assert!(list.contains("Ingeschreven door Joke de Vries, vandaag"), "{list}");
        for search in ["tesfay", "2301234418"] {
            let found = scene.get(login, &format!("/intake/nieuw?zoek={search}")).await.page();
            assert!(!found.contains("Niemand gevonden") && found.matches("Amina Tesfay").count() == 2, "{found}");
        }
    }
    let elsewhere = scene.get("nadia", "/intake/nieuw?zoek=tesfay").await.page();
    assert!(!elsewhere.contains("Amina") && elsewhere.contains("Niemand gevonden"), "{elsewhere}");
    let seat = |seat: regie_care::seat::Seat| format!("{}:{}", seat.person, seat.org);
    let opening = format!(
        "sleutel=o.casus&concept=0&zorgpad=az-verloskunde&datum=2026-11-22&casemanager={}&plaatsvervanger={}",
        seat(scene.joke),
        seat(scene.anne)
    );
    assert_eq!(post(&scene, "joke", &next, &opening).await.status, StatusCode::SEE_OTHER);
    let list = scene.get("joke", "/intake/nieuw?zoek=tesfay").await.page();
    assert!(!list.contains("Onderbroken") && list.contains("Amina Tesfay"), "{list}");
}

#[tokio::test]
async fn az_04_the_opening_of_a_case_is_kept_until_it_is_open() {
    let scene = Scene::new().await;
    let body = "sleutel=n.client&voornaam=Amina&achternaam=Tesfay&geboren=2000-02-03&v-nummer=2301234418&tolk=phone";
    let entered = post(&scene, "joke", "/intake/nieuw", body).await;
    let next = entered.header("location").to_owned();
    let me = format!("{}:{}", scene.joke.person, scene.joke.org);
    let typed = format!(
        "sleutel=o.casus&concept=0&zorgpad=az-verloskunde&datum=2026-11-22&uitgerekend=2027-05-20&casemanager={me}\
         &plaatsvervanger=&gca={}&coa=&huisarts=&jgz=&kraamzorg=",
        scene.gc_a
    );
    let kept = post(&scene, "joke", &next, &format!("{typed}&doe=bewaren")).await;
    assert_eq!((kept.status, kept.header("location")), (StatusCode::SEE_OTHER, next.as_str()));
    let list = scene.get("joke", "/intake/nieuw").await.page();
    assert!(list.contains("Amina Tesfay") && list.contains("Casus nog niet geopend, bewaard"), "{list}");
    let resumed = scene.get("joke", &next).await.page();
    assert!(resumed.contains("value=\"2027-05-20\"") && resumed.contains(&format!("\"{}\" selected", scene.gc_a)));
    assert!(!scene.get("anne", &next).await.page().contains("2027-05-20"), "seen by its writer only");
    let deputy = format!("plaatsvervanger={}:{}", scene.anne.person, scene.anne.org);
    let whole = typed.replace("plaatsvervanger=", &deputy).replace("concept=0", "concept=1");
    let opened = post(&scene, "joke", &next, &whole).await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.body);
    assert!(!scene.get("joke", "/intake/nieuw").await.page().contains("Onderbroken"));
    let thrown = post(&scene, "joke", &next, &format!("{typed}&doe=weggooien")).await;
    assert_eq!(thrown.header("location"), next);
}

#[tokio::test]
async fn az_04_what_was_interrupted_stands_on_today_of_who_began_it_until_it_is_finished_or_thrown_away() {
    let scene = Scene::new().await;
    let today = async |login: &str| {
        let page = scene.get(login, "/vandaag").await.page();
        page.split("id=\"h-begun\"").nth(1).map(|rest| rest.split("</section>").next().unwrap().to_owned())
    };
    assert_eq!(today("joke").await, None);
    let about = "registration-01J9ZC3QF5T1Y0A7M2N8B4K6XE";
    let half = format!(
        "inschrijving={about}&concept=0&voornaam=Amina&achternaam=Tesfay&geboren=2000-02-03&v-nummer=2301234418&tolk=phone"
    );
    post(&scene, "joke", "/intake/nieuw", &format!("{half}&doe=bewaren")).await;
    let begun = today("joke").await.unwrap();
    for shown in ["Amina Tesfay", "Inschrijving niet afgemaakt", "Verder waar je was", about] {
        assert!(begun.contains(shown), "{shown}: {begun}");
    }
    assert_eq!(today("anne").await, None, "it is hers who began it");

    let entered = post(&scene, "joke", "/intake/nieuw", &half.replace("concept=0", "concept=1&sleutel=n.client")).await;
    let next = entered.header("location").to_owned();
    let begun = today("joke").await.unwrap();
    assert!(begun.contains(&next) && begun.contains("nog geen casus") && !begun.contains(about), "{begun}");
    assert_eq!(today("anne").await, None, "a colleague finds her where clients are entered");

    let case = scene.rania().await;
    social(&scene, "joke", case, "bewaren", "elders", (0, 0)).await;
    post(&scene, "joke", &format!("/casus/{case}/overdracht/gepland"), "brief-reden=Sectio&doe=bewaren").await;
    let begun = today("joke").await.unwrap();
    assert!(begun.contains("Anamnese niet afgemaakt: Sociaal") && begun.contains("deel=social"), "{begun}");
    assert!(begun.contains(&format!("/casus/{case}/overdracht/gepland")), "{begun}");
    social(&scene, "joke", case, "weggooien", "elders", (0, 1)).await;
    post(&scene, "joke", &format!("/casus/{case}/overdracht/gepland"), "doe=weggooien").await;
    let begun = today("joke").await.unwrap();
    assert!(!begun.contains("Anamnese") && !begun.contains("/overdracht/"), "{begun}");
}

#[tokio::test]
async fn az_04_a_whole_intake_leads_to_the_step_that_it_does() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    let path = format!("/casus/{case}/intake");
    let overview = format!("{path}?deel=overview");
    let asks = "Leg vast dat de intake is gedaan.";
    social(&scene, "joke", case, "vastleggen", "bij haar", (0, 0)).await;
    for (part, answer) in [("medical", "gravida=2"), ("psychological", "complaints=geen")] {
        assert!(!scene.get("joke", &overview).await.page().contains(asks), "{part} is still to be recorded");
        let body = format!("deel={part}&gezien=0&concept=0&sleutel={part}.intake&{answer}&doe=vastleggen");
        assert_eq!(post(&scene, "joke", &path, &body).await.status, StatusCode::SEE_OTHER);
    }
    let page = scene.get("joke", &overview).await.page();
    let step = format!("/casus/{case}/plan#stap-az-verloskunde-intake-1");
    assert!(page.contains(asks) && page.contains(&format!("href=\"{step}\"")), "{page}");
    let done = Command::complete("intake", TODAY);
    let done = CaseCommand::Pathway { pathway: "az-verloskunde".into(), command: done };
    scene.give(scene.joke, case, done).await;
    assert!(!scene.get("joke", &overview).await.page().contains(asks), "it is done");
}

#[tokio::test]
async fn az_03_a_case_without_due_date_says_so_and_a_colleague_who_is_away_is_named_as_such() {
    let scene = Scene::new().await;
    let system = Request::by(Actor::System);
    let absence = Absence { from: TODAY, until: Some(jiff::civil::date(2026, 11, 29)) };
    scene.app.command_person(&system, scene.anne.person, &PersonCommand::SetAbsence { absence }).await.unwrap();
    let identity = Identity {
        family_name: "Tesfai".to_owned(),
        v_number: Some(VNumber::parse("2345678901").unwrap()),
        ..Identity::default()
    };
    let client = scene.app.register_client(&by(scene.joke), &RegisterClient { identity }).await.unwrap().id;
    let page = scene.get("joke", &format!("/intake/nieuw/{client}")).await.page();
    assert!(page.contains("Anne Bakker (afwezig t/m 29 nov)"), "{page}");
    let body = format!(
        "zorgpad=az-verloskunde&datum={TODAY}&uitgerekend=&casemanager={}&plaatsvervanger={}&sleutel=n.casus",
        seat(scene.joke),
        seat(scene.anne)
    );
    let opened = post(&scene, "joke", &format!("/intake/nieuw/{client}"), &body).await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.body);
    let case = opened.header("location").strip_suffix("/intake").expect("she begins with the history").to_owned();
    assert!(scene.get("joke", &case).await.page().contains("à terme nog niet bekend"));
    let beside = body.replace("az-verloskunde", "psychosociaal").replace("n.casus", "p.casus");
    let opened = post(&scene, "joke", &format!("/intake/nieuw/{client}"), &beside).await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.body);
    let other = opened.header("location").to_owned();
    assert!(!other.contains("/intake"), "nobody asks there for her pregnancies: {other}");
    let known = scene.rania().await;
    assert!(!scene.get("joke", &format!("/casus/{known}")).await.page().contains("à terme nog niet bekend"));
}
