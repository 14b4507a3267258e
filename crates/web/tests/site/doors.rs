//! Who gets in, and what stands where there is nothing.

use axum::body::Body;
use axum::http::{Request, StatusCode};

use crate::scene::Scene;

#[tokio::test]
async fn g_01_who_is_not_signed_in_is_sent_to_sign_in_and_back() {
    let scene = Scene::new().await;
    for (path, back) in [
        ("/vandaag", "/aanmelden?terug=/vandaag"),
        ("/caseload?fase=closed&zoek=a", "/aanmelden?terug=/caseload%3Ffase%3Dclosed%26zoek%3Da"),
        ("/casus/01KA4W6S3Q0000000000000001", "/aanmelden?terug=/casus/01KA4W6S3Q0000000000000001"),
    ] {
        let answer = scene.send(Request::get(path).body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}");
        assert_eq!(answer.header("location"), back);
    }
    let answer = scene.get_with("regie_session=ongeldig", "/vandaag").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let front = scene.send(Request::get("/").body(Body::empty()).unwrap()).await;
    assert_eq!((front.status, front.header("location")), (StatusCode::SEE_OTHER, "/vandaag"));
}

#[tokio::test]
async fn an_address_that_leads_nowhere_has_a_page_that_says_so() {
    let scene = Scene::new().await;
    for path in ["/bestaat-niet", "/casus/x", "/casus/01KA4W6S3Q0000000000000001", "/bericht/niets"] {
        let answer = scene.get("joke", path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(answer.body.contains("Niet gevonden") && answer.body.contains("Joke de Vries"), "{path}");
    }
    let nobody = scene.send(Request::get("/bestaat-niet").body(Body::empty()).unwrap()).await;
    assert_eq!(nobody.status, StatusCode::NOT_FOUND);
    assert!(!nobody.body.contains("Joke"));
}

#[tokio::test]
async fn g_04_a_page_speaks_the_language_that_was_chosen() {
    let scene = Scene::new().await;
    let cookie = scene.sign_in("joke").await;
    let dutch = scene.get_with(&cookie, "/vandaag").await.page();
    let english = scene.get_with(&format!("{cookie}; taal=en"), "/vandaag").await.page();
    assert!(dutch.contains("lang=\"nl\"") && dutch.contains("Goedemorgen Joke"));
    assert!(english.contains("lang=\"en\"") && english.contains("Good morning Joke"));
}

#[tokio::test]
async fn what_a_form_left_to_say_is_said_once() {
    let scene = Scene::new().await;
    let cookie = scene.sign_in("joke").await;
    let said = scene.get_with(&format!("{cookie}; melding=said-recorded"), "/vandaag").await;
    assert!(said.header("set-cookie").starts_with("melding=; ") && said.header("set-cookie").contains("Max-Age=0"));
    assert!(said.page().contains("role=\"status\">Vastgelegd."));
    for silent in ["melding=sign-out", "melding=<script>", "melding=said-nothing-known"] {
        let page = scene.get_with(&format!("{cookie}; {silent}"), "/vandaag").await.page();
        assert!(!page.contains("role=\"status\""), "{silent}");
    }
}
