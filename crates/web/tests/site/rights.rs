//! Who gets a form can finish it, as far as her rights go; who may not is told so at the start, and where to go.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use regie_care::case::CaseCommand;
use regie_care::case::records::{ClosingReason, Signal, Urgency, With};
use regie_care::organisation::{ContactPoints, RegisterOrg};
use regie_care::seat::{Actor, OrgKind, Role};

use crate::kept::{forms, serde_urlencoded};
use crate::scene::{Scene, TODAY, by};

/// Pages that hold forms besides those of a case.
const PAGES: [&str; 12] = [
    "/vandaag",
    "/intake/nieuw",
    "/besprekingen",
    "/caseload/overdragen",
    "/regio",
    "/regio/rooster",
    "/relaties",
    "/relaties/mensen",
    "/relaties/afwezig",
    "/relaties/dienst",
    "/visites",
    "/berichten",
];

async fn gp(scene: &Scene) {
    let request = regie_app::Request::by(Actor::System);
    let command = RegisterOrg {
        name: "Huisartsen Ter Apel".to_owned(),
        org_kind: OrgKind::Gp,
        network: "VSV Noord".to_owned(),
        contact: ContactPoints::default(),
    };
    let org = scene.app.register_org(&request, &command).await.unwrap().id.parse().unwrap();
    scene.colleague("Hans Visser", "hans", org, Role::Doctor).await;
}

#[tokio::test]
async fn g_01_who_may_not_open_a_case_is_told_so_at_the_start_and_where_to_go() {
    let scene = Scene::new().await;
    gp(&scene).await;
    let client = scene.app.case_file(scene.joke, scene.rania().await).await.unwrap().client.id;
    for login in ["nienke", "piet"] {
        for path in ["/intake/nieuw".to_owned(), format!("/intake/nieuw/{client}")] {
            let answer = scene.get(login, &path).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{login} {path}");
            assert!(!answer.body.contains("name=\"achternaam\""), "{login} {path}");
        }
        assert!(!scene.get(login, "/caseload").await.body.contains("href=\"/intake/nieuw\""), "{login}");
    }
    let told = scene.get("nienke", "/intake/nieuw").await.body;
    assert!(told.contains("begint bij een verloskundigenpraktijk") && told.contains("Relaties"), "{told}");
    assert_eq!(scene.get("joke", "/intake/nieuw").await.status, StatusCode::OK);
}

#[tokio::test]
async fn g_01_who_gets_a_form_may_send_it() {
    let scene = Scene::new().await;
    gp(&scene).await;
    let case = scene.rania().await;
    let overview = format!("/casus/{case}");
    let (mut sent, mut barred) = (0, Vec::new());
    for login in ["joke", "anne", "nienke", "piet", "hans", "nadia"] {
        let cookie = scene.sign_in(login).await;
        let of_case =
            ["", "/plan", "/dossier", "/contacten", "/mensen", "/overdracht", "/afsluiten", "/intake", "/kraamvisites"];
        let of_case = of_case.map(|part| format!("{overview}{part}"));
        for path in PAGES.map(str::to_owned).into_iter().chain(of_case) {
            let page = scene.get_with(&cookie, &path).await;
            if page.status != StatusCode::OK {
                continue;
            }
            for form in forms(&page.body, "/") {
                if form.action.starts_with("aan") || form.action.starts_with("af") || form.action.starts_with("taal") {
                    continue;
                }
                // Without its version nothing meets a change; what is wrong in the fields is no matter here.
                let body: Vec<_> = form.body.into_iter().filter(|(name, _)| name != "versie").collect();
                let request = Request::post(format!("/{}", form.action))
                    .header(header::COOKIE, &cookie)
                    .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
                let answer = scene.send(request.body(Body::from(serde_urlencoded(&body))).unwrap()).await;
                sent += 1;
                if answer.status == StatusCode::FORBIDDEN {
                    barred.push(format!("{login} {path}: /{} {body:?}", form.action));
                }
            }
        }
    }
    assert!(sent > 100, "{sent}");
    assert!(barred.is_empty(), "{} of {sent}:\n{}", barred.len(), barred.join("\n"));
}

#[tokio::test]
async fn az_15_a_closed_case_takes_no_particular_and_says_who_can() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    let (reason, note) = (ClosingReason::OpenedByMistake, "Dubbel".to_owned());
    scene.give(scene.joke, case, CaseCommand::Close { on: TODAY, reason, note, died_on: None }).await;
    let signal = Signal { urgency: Urgency::Normal, text: "Belde nog".to_owned(), from: With::Org { org: scene.gc_a } };
    let refused = scene.app.command_case(&by(scene.joke), case, &CaseCommand::RaiseSignal { signal }).await;
    assert!(refused.is_err(), "{refused:?}");
    for login in ["joke", "anne", "nienke"] {
        let cookie = scene.sign_in(login).await;
        let page = scene.case_with(&cookie, case).await;
        for form in ["signaal", "contact", "actie", "onderzoek", "evaluatie"] {
            assert!(!page.contains(&format!("action=\"/casus/{case}/{form}\"")), "{login}: {form}");
        }
        assert!(page.contains("Vastleggen kan niet meer"), "{login} is told what to do: {page}");
    }
}
