//! Palliative care begins where it is done, with a history of its own (PZ-01).

use axum::body::Body;
use axum::http::{self, StatusCode, header};
use regie_care::case::records::TeamMember;
use regie_care::case::{CaseCommand, OpenCase};
use regie_care::charge::Charge;
use regie_care::client::{Identity, RegisterClient};
use regie_care::ids::{CaseId, ClientId, OrgId};
use regie_care::organisation::{ContactPoints, RegisterOrg};
use regie_care::seat::{Actor, OrgKind, Role, Seat};

use crate::scene::{Answer, Scene, TODAY, by};

/// A GP practice with a doctor, a nurse and a second doctor; and a client whom it registered.
struct Practice {
    org: OrgId,
    hans: Seat,
    petra: Seat,
    client: ClientId,
}

async fn practice(scene: &Scene) -> Practice {
    let request = regie_app::Request::by(Actor::System);
    let contact = ContactPoints { phone: "0599-100 200".to_owned(), ..ContactPoints::default() };
    let command = RegisterOrg {
        name: "Huisartsen Ter Apel".to_owned(),
        org_kind: OrgKind::Gp,
        network: "VSV Noord".to_owned(),
        contact,
    };
    let org = scene.app.register_org(&request, &command).await.unwrap().id.parse().unwrap();
    let hans = scene.colleague("Hans Visser", "hans", org, Role::Doctor).await;
    let petra = scene.colleague("Petra Dijk", "petra", org, Role::Nurse).await;
    let identity = Identity {
        family_name: "Postma".to_owned(),
        given_name: "Geert".to_owned(),
        birth_date: Some(jiff::civil::date(1948, 5, 2)),
        bsn: Some(regie_care::identity::Bsn::parse("123456782").unwrap()),
        ..Identity::default()
    };
    let client = scene.app.register_client(&by(hans), &RegisterClient { identity }).await.unwrap().id.parse().unwrap();
    Practice { org, hans, petra, client }
}

async fn post(scene: &Scene, login: &str, path: &str, body: &str) -> Answer {
    let cookie = scene.sign_in(login).await;
    let request = http::Request::post(path)
        .header(header::COOKIE, cookie)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    scene.send(request.body(Body::from(body.to_owned())).unwrap()).await
}

fn seat(seat: Seat) -> String {
    format!("{}:{}", seat.person, seat.org)
}

async fn opened(scene: &Scene, practice: &Practice) -> CaseId {
    let body = format!(
        "zorgpad=palliatief&datum={TODAY}&casemanager={}&plaatsvervanger={}&sleutel=k1.casus",
        seat(practice.hans),
        seat(practice.petra)
    );
    let done = post(scene, "hans", &format!("/intake/nieuw/{}", practice.client), &body).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let to = done.header("location").to_owned();
    assert!(to.ends_with("/intake"), "the history comes first: {to}");
    to.trim_start_matches("/casus/").trim_end_matches("/intake").parse().unwrap()
}

#[tokio::test]
async fn pz_01_a_gp_begins_palliative_care_and_is_not_offered_a_midwifes_pathway() {
    let scene = Scene::new().await;
    let practice = practice(&scene).await;
    let page = scene.get("hans", &format!("/intake/nieuw/{}", practice.client)).await.page();
    assert!(page.contains("value=\"palliatief\"") && !page.contains("value=\"az-verloskunde\""), "{page}");
    assert!(!page.contains("name=\"uitgerekend\""), "no due date: {page}");
    assert!(page.contains("name=\"wijkverpleging\"") && !page.contains("name=\"kraamzorg\""), "{page}");
    let case = opened(&scene, &practice).await;
    let state = scene.app.case_file(practice.hans, case).await.unwrap().case.state.clone();
    assert_eq!((state.case_manager, state.deputy_on(TODAY)), (practice.hans, Some(practice.petra)));
    assert!(!Charge::of_case(&state).is_midwifery());
    assert!(scene.get("hans", "/caseload").await.page().contains("Postma"));
    let page = scene.get("hans", &format!("/casus/{case}")).await.page();
    assert!(!page.contains("à terme nog niet bekend"), "nobody asks there for a due date: {page}");
}

#[tokio::test]
async fn pz_01_nobody_begins_a_pathway_that_her_organisation_does_not_do() {
    let scene = Scene::new().await;
    let practice = practice(&scene).await;
    let command = |who: Seat, deputy: Seat, pathway: &str| OpenCase {
        client: practice.client,
        case_manager: who,
        deputy,
        on: TODAY,
        pathway: pathway.into(),
        anchors: [].into(),
        facts: [].into(),
        team: Vec::<TeamMember>::new(),
    };
    for (who, deputy, pathway) in
        [(practice.hans, practice.petra, "az-verloskunde"), (scene.joke, scene.anne, "palliatief")]
    {
        let refused = scene.app.open_case(&by(who), &command(who, deputy, pathway)).await;
        assert!(refused.is_err(), "{pathway}");
    }
    let midwife = scene.get("joke", &format!("/intake/nieuw/{}", practice.client)).await.page();
    assert!(midwife.contains("value=\"az-verloskunde\"") && !midwife.contains("value=\"palliatief\""), "{midwife}");
}

#[tokio::test]
async fn pz_01_the_history_is_that_of_palliative_care_and_tells_the_pathway() {
    let scene = Scene::new().await;
    let practice = practice(&scene).await;
    let case = opened(&scene, &practice).await;
    let path = format!("/casus/{case}/intake");
    let medical = scene.get("petra", &format!("{path}?deel=medical")).await.page();
    assert!(!medical.contains("Graviditeit"), "{medical}");
    assert!(medical.contains("Hoofddiagnose") && medical.contains("Zou het mij verbazen"), "{medical}");
    let wishes = scene.get("petra", &format!("{path}?deel=wishes")).await.page();
    assert!(wishes.contains("Behandelgrenzen") && wishes.contains("Waar wil de patiënt overlijden?"), "{wishes}");

    let body = "deel=medical&gezien=0&concept=0&sleutel=k1.intake&diagnosis=Longkanker&surprise=not-surprised\
                &life-expectancy=under-half-a-year&notes=&doe=vastleggen";
    let recorded = post(&scene, "petra", &path, body).await;
    assert_eq!(recorded.header("location"), format!("{path}?deel=psychological"), "{}", recorded.body);
    let state = scene.app.case_file(practice.hans, case).await.unwrap().case.state.clone();
    let surprise = state.runs[0].state.fact(&"surprise".into()).map(ToString::to_string);
    assert_eq!(surprise.as_deref(), Some("not-surprised"), "what is told once, the pathway knows");
    let overview = scene.get("hans", &format!("{path}?deel=overview")).await.page();
    assert!(overview.contains("Longkanker") && overview.contains("nee, dat zou mij niet verbazen"), "{overview}");
}

#[tokio::test]
async fn pz_01_a_nurse_who_is_case_manager_leads_the_case_and_hands_it_to_who_does_this_care() {
    let scene = Scene::new().await;
    let practice = practice(&scene).await;
    let case = opened(&scene, &practice).await;
    let propose = |to_org: OrgId| CaseCommand::ProposeHandover {
        handover: regie_care::case::records::HandoverKind::Relocation {
            moves_on: TODAY,
            coa: None,
            gc_a: None,
            place: String::new(),
        },
        to_org,
        to_person: None,
        note: String::new(),
        answer_by: TODAY,
        work: Vec::new(),
    };
    let start = CaseCommand::StartPathway { pathway: "az-verloskunde".into(), anchors: [].into(), facts: [].into() };
    let refused = scene.app.command_case(&by(practice.hans), case, &start).await;
    assert!(refused.is_err(), "a pregnancy begins in a midwife practice, also from within another case");
    let refused = scene.app.command_case(&by(practice.hans), case, &propose(scene.nadia.org)).await;
    assert!(refused.is_err(), "midwives do not do this care");
    let colleague = CaseCommand::ProposeHandover {
        handover: regie_care::case::records::HandoverKind::Colleague,
        to_org: practice.org,
        to_person: Some(practice.petra.person),
        note: String::new(),
        answer_by: TODAY,
        work: Vec::new(),
    };
    scene.give(practice.hans, case, colleague).await;
    let accept = CaseCommand::AcceptHandover { no: 1, deputy: practice.hans, actions: Vec::new() };
    scene.give(practice.petra, case, accept).await;
    let state = scene.app.case_file(practice.petra, case).await.unwrap().case.state.clone();
    assert_eq!(state.case_manager, practice.petra);
}
