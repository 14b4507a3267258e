//! What the router itself refuses is told on a page, in the reader's language; under `/api` it is a problem.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};

use crate::scene::{Answer, Scene};

const FORM: &str = "application/x-www-form-urlencoded";

/// Sends bytes as somebody, to an address.
async fn post(scene: &Scene, cookies: &str, path: &str, kind: &str, body: impl Into<Body>) -> Answer {
    let request = Request::post(path).header(header::COOKIE, cookies).header(header::CONTENT_TYPE, kind);
    scene.send(request.body(body.into()).unwrap()).await
}

/// The answer is a page about this, for Joke, with her menu.
#[track_caller]
fn is_page(answer: &Answer, status: StatusCode, title: &str) {
    assert_eq!(answer.status, status, "{}", answer.body);
    assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
    assert!(answer.body.contains(&format!("<h1>{title}</h1>")), "{title}: {}", answer.body);
    assert!(answer.body.contains("Joke de Vries"), "who is signed in keeps her menu");
    assert_eq!(answer.header("cache-control"), "no-store");
}

#[tokio::test]
async fn what_an_address_cannot_do_is_said_on_a_page() {
    let scene = Scene::new().await;
    let cookie = scene.sign_in("joke").await;
    let answer = post(&scene, &cookie, "/vandaag", FORM, "").await;
    is_page(&answer, StatusCode::METHOD_NOT_ALLOWED, "Dit adres kan dat niet");
    assert_eq!(answer.header("allow"), "GET,HEAD");
    let answer = scene.get_with(&cookie, "/plek").await;
    is_page(&answer, StatusCode::METHOD_NOT_ALLOWED, "Dit adres kan dat niet");
    let answer = scene.get_with(&format!("{cookie}; taal=en"), "/plek").await;
    is_page(&answer, StatusCode::METHOD_NOT_ALLOWED, "This address cannot do that");
    let nobody = scene.get_with("taal=en", "/plek").await;
    assert_eq!(nobody.status, StatusCode::METHOD_NOT_ALLOWED);
    assert!(nobody.body.contains("href=\"/aanmelden\"") && !nobody.body.contains("Joke"));
}

#[tokio::test]
async fn too_large_a_form_is_refused_on_a_page_whether_or_not_it_says_so() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    let cookie = scene.sign_in("joke").await;
    let body = format!("doe=vastleggen&notitie={}", "x".repeat(10 * 1024 * 1024));
    let path = format!("/casus/{case}/contact");
    let silent = post(&scene, &cookie, &path, FORM, body.clone()).await;
    is_page(&silent, StatusCode::PAYLOAD_TOO_LARGE, "Te groot");
    let announced = Request::post(&path)
        .header(header::COOKIE, &cookie)
        .header(header::CONTENT_TYPE, FORM)
        .header(header::CONTENT_LENGTH, body.len())
        .body(Body::from(body))
        .unwrap();
    is_page(&scene.send(announced).await, StatusCode::PAYLOAD_TOO_LARGE, "Te groot");
}

#[tokio::test]
async fn what_is_no_text_is_refused_on_a_page_and_nothing_changes() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    let cookie = scene.sign_in("joke").await;
    let title = "Deze aanvraag is niet te lezen";
    for path in ["/casus/%FF", "/caseload?zoek=%FF", "/caseload?zoek=%00", "/caseload.csv?zoek=%FF"] {
        is_page(&scene.get_with(&cookie, path).await, StatusCode::BAD_REQUEST, title);
    }
    for path in ["/bericht/%00", "/bericht/%ff"] {
        is_page(&scene.get_with(&cookie, path).await, StatusCode::NOT_FOUND, "Niet gevonden");
    }
    let path = format!("/casus/{case}/signaal");
    let before = scene.case_with(&cookie, case).await;
    let signal = "doe=melden&van=client&tekst=";
    for (kind, text) in [(FORM, "%FF"), (FORM, "%00"), ("application/json", "x"), ("multipart/form-data", "x")] {
        let answer = post(&scene, &cookie, &path, kind, format!("{signal}{text}")).await;
        is_page(&answer, StatusCode::BAD_REQUEST, title);
    }
    let raw = [signal.as_bytes(), b"\xc3("].concat();
    is_page(&post(&scene, &cookie, &path, FORM, raw).await, StatusCode::BAD_REQUEST, title);
    let after = scene.case_with(&cookie, case).await;
    assert_eq!(before.matches("<li").count(), after.matches("<li").count(), "nothing was recorded");
    let sign_in = post(&scene, "", "/aanmelden", FORM, "gebruiker=%FF&wachtwoord=x").await;
    assert_eq!(sign_in.status, StatusCode::BAD_REQUEST);
    assert!(sign_in.body.contains(title));
}

#[tokio::test]
async fn a_form_from_another_site_is_refused_on_a_page() {
    let scene = Scene::new().await;
    let cookie = scene.sign_in("joke").await;
    let request = Request::post("/afmelden")
        .header(header::COOKIE, &cookie)
        .header(header::HOST, "regie.example")
        .header("sec-fetch-site", "cross-site");
    let answer = scene.send(request.body(Body::empty()).unwrap()).await;
    is_page(&answer, StatusCode::FORBIDDEN, "Dit kwam van een andere website");
    scene.get_with(&cookie, "/vandaag").await.page();
}

#[tokio::test]
async fn under_api_the_same_is_a_problem() {
    let scene = Scene::new().await;
    for (method, path, status) in [
        ("GET", "/api", StatusCode::NOT_FOUND),
        ("GET", "/api/nothing", StatusCode::NOT_FOUND),
        ("GET", "/api/v1/cases/%FF", StatusCode::NOT_FOUND),
        ("PATCH", "/api/v1/session", StatusCode::METHOD_NOT_ALLOWED),
    ] {
        let request = Request::builder().method(method).uri(path).header(header::ACCEPT, "text/html");
        let answer = scene.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.header("content-type"), "application/problem+json", "{path}: {}", answer.body);
        assert!([status, StatusCode::UNAUTHORIZED].contains(&answer.status), "{path}: {}", answer.status);
    }
}

#[tokio::test]
async fn g_01_who_tries_too_often_is_asked_to_wait_in_her_language() {
    let scene = Scene::new().await;
    let wrong = |name: &str| format!("gebruiker={name}&wachtwoord=geraden&terug=%2Fcaseload");
    for _ in 0..8 {
        let answer = post(&scene, "", "/aanmelden", FORM, wrong("joke")).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let answer = post(&scene, "", "/aanmelden", FORM, wrong("+JOKE")).await;
    assert_eq!((answer.status, answer.header("retry-after")), (StatusCode::TOO_MANY_REQUESTS, "60"));
    assert!(answer.body.contains("Te vaak geprobeerd. Wacht 1 minuut en probeer het opnieuw."), "{}", answer.body);
    assert!(answer.body.contains("name=\"terug\" value=\"/caseload\""), "and goes on where she was");
    let english = post(&scene, "taal=en", "/aanmelden", FORM, wrong("joke")).await;
    assert!(english.body.contains("Too many tries. Wait 1 minute and try again."));
    scene.sign_in("anne").await;
    let later = scene.app.moment().now + jiff::SignedDuration::from_secs(60);
    scene.app.clock().set(later);
    scene.sign_in("joke").await;
}

/// What stands in the content of an error page.
fn content(answer: &Answer) -> &str {
    answer.body.split("<div class=\"gate wide\">").nth(1).unwrap_or_else(|| panic!("{}", answer.body))
}

#[tokio::test]
async fn g_10_an_error_page_says_about_whom_it_is_leads_back_and_gives_back_what_was_typed() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    let anne = scene.sign_in("anne").await;
    let path = format!("/casus/{case}/overdracht/gepland");
    let body = format!("terug=%2Fcasus%2F{case}%2Foverdracht&brief-reden=Sectio+gepland&doe=bekijken");
    let denied = post(&scene, &anne, &path, FORM, body).await;
    assert_eq!(denied.status, StatusCode::FORBIDDEN);
    let told = content(&denied);
    for said in ["Rania Haddad", "Overdracht", "Sectio gepland", "Dit is niet vastgelegd", "Terug naar Rania Haddad"] {
        assert!(told.contains(said), "{said}: {told}");
    }
    assert!(told.contains(&format!("href=\"/casus/{case}/overdracht\"")), "{told}");

    let joke = scene.sign_in("joke").await;
    let no_form = post(&scene, &joke, &format!("/casus/{case}/bestaat-niet"), FORM, "notitie=Belde+over+jeuk").await;
    assert_eq!(no_form.status, StatusCode::NOT_FOUND, "{}", no_form.body);
    assert!(content(&no_form).contains("Rania Haddad") && content(&no_form).contains("Belde over jeuk"));
    let stale = scene.get_with(&joke, &format!("/casus/{case}/overdracht/bestaat-niet")).await;
    assert_eq!(stale.status, StatusCode::NOT_FOUND);
    assert!(content(&stale).contains("Terug naar Rania Haddad"), "{}", stale.body);

    let nadia = scene.sign_in("nadia").await;
    for answer in [
        scene.get_with(&nadia, &format!("/casus/{case}")).await,
        post(&scene, &nadia, &format!("/casus/{case}/contact"), FORM, "notitie=Voor+wie&doe=vastleggen").await,
    ] {
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        assert!(!answer.body.contains("Rania"), "who she is, is not told: {}", answer.body);
    }
}

#[tokio::test]
async fn g_10_a_refused_form_names_the_client_and_the_step_and_leads_back_to_it() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    let joke = scene.sign_in("joke").await;
    let back = format!("%2Fcasus%2F{case}%2Fplan%23stap-az-verloskunde-birth-plan-1");
    let body = format!("doe=gedaan&zorgpad=az-verloskunde&stap=birth-plan&nr=1&datum=2030-01-01&terug={back}");
    let refused = post(&scene, &joke, &format!("/casus/{case}/stap"), FORM, body).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let told = content(&refused);
    assert!(told.contains(&format!("href=\"/casus/{case}/plan#stap-az-verloskunde-birth-plan-1\"")), "{told}");
    assert!(told.contains("Rania Haddad</bdi> · Geboorteplan"), "{told}");
}
