//! *Caseload*.

use axum::http::StatusCode;

use crate::scene::Scene;

#[tokio::test]
async fn az_01_the_caseload_says_who_is_whose_and_can_be_searched_and_sorted() {
    let scene = Scene::new().await;
    scene.rania().await;
    scene.case("Saba", "Tesfay", "2301234418").await;
    let page = scene.get("joke", "/caseload").await.page();
    for shown in ["2 casussen", "Rania Haddad", "Saba Tesfay", "Joke de Vries", "Anne Bakker", "31w0d", "AZC Ter Apel"]
    {
        assert!(page.contains(shown), "{shown}");
    }
    assert!(page.contains("aria-sort=\"ascending\"><a href=\"/caseload\">"), "sorted by name");
    let found = scene.get("joke", "/caseload?zoek=t%C3%A9sf&sorteer=terme").await.page();
    assert!(found.contains("Saba Tesfay") && !found.contains("Rania Haddad") && found.contains("1 casus"));
    assert!(found.contains("href=\"/caseload.csv?zoek=t%C3%A9sf&#38;sorteer=terme\""), "{found}");
    let closed = scene.get("joke", "/caseload?fase=closed").await.page();
    assert!(closed.contains("Geen casussen met deze filters."));
    let none = scene.get("nadia", "/caseload").await.page();
    assert!(!none.contains("Haddad"));
    for wrong in ["fase=bestaat-niet", "casemanager=1", "na-casus=1"] {
        let answer = scene.get("joke", &format!("/caseload?{wrong}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{wrong}");
    }
}

#[tokio::test]
async fn az_01_who_directs_the_care_finds_her_by_what_she_says_on_the_telephone() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    scene.case("Saba", "Tesfay", "2301239918").await;
    let cookie = scene.sign_in("joke").await;
    let phone = "verblijf=AZC+Ter+Apel&telefoon=06-1234+5678".to_owned();
    let form = axum::http::Request::post(format!("/casus/{case}/client"))
        .header("cookie", &cookie)
        .header("content-type", "application/x-www-form-urlencoded");
    let told = scene.send(form.body(axum::body::Body::from(phone)).unwrap()).await;
    assert_eq!(told.status, StatusCode::SEE_OTHER, "{}", told.body);
    let found = async |search: &str| {
        let page = scene.get_with(&cookie, &format!("/caseload?zoek={search}")).await.page();
        (page.contains("Rania Haddad"), page.contains("Saba Tesfay"))
    };
    for hers in ["0612345678", "06-1234", "1234-5678", "01234417", "2301234417"] {
        assert_eq!(found(hers).await, (true, false), "{hers}");
    }
    for both in ["14-03-1999", "14-3-1999", "1999", "joke", "de+vries", "Vries"] {
        assert_eq!(found(both).await, (true, true), "{both}");
    }
    for nobody in ["15-03-1999", "1998", "0699", "ries", "joke+haddad"] {
        assert_eq!(found(nobody).await, (false, false), "{nobody}");
    }
    let coa = scene.sign_in("piet").await;
    for hidden in ["0612345678", "1999", "joke"] {
        let page = scene.get_with(&coa, &format!("/caseload?zoek={hidden}")).await.page();
        assert!(!page.contains("Haddad"), "{hidden}: of others the name alone is searched");
    }
}

#[tokio::test]
async fn az_01_two_of_the_same_name_are_told_apart_and_others_are_not() {
    let scene = Scene::new().await;
    scene.rania().await;
    scene.case("Saba", "Tesfay", "2301234418").await;
    scene.case("Saba", "Tesfay", "2301234419").await;
    for path in ["/caseload", "/caseload/overdragen"] {
        let page = scene.get("joke", path).await.page();
        assert!(page.contains("V-nr 2301234418") && page.contains("V-nr 2301234419"), "born on one day: {page}");
        assert!(!page.contains("V-nr 2301234417"), "nobody else is called Rania Haddad: {page}");
    }
}

#[tokio::test]
async fn az_01_the_csv_holds_the_same_rows_and_no_formulas() {
    let scene = Scene::new().await;
    scene.rania().await;
    scene.case("=HYPERLINK(1)", "Tesfay", "2301234418").await;
    let answer = scene.get("joke", "/caseload.csv").await;
    assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(answer.header("content-disposition"), "attachment; filename=\"caseload-2026-11-22.csv\"");
    insta::assert_snapshot!(answer.body.replace('\u{feff}', "[bom]").replace('\r', ""), @r"
    [bom]Cliënt;Geboren;V-nummer of BSN;Termijn;À terme;Verblijft;Casemanager;Plaatsvervanger;Eerstvolgende
    Rania Haddad;1999-03-14;2301234417;31w0d;2027-01-24;AZC Ter Apel;Joke de Vries;Anne Bakker;2026-11-22
    '=HYPERLINK(1) Tesfay;1999-03-14;2301234418;31w0d;2027-01-24;AZC Ter Apel;Joke de Vries;Anne Bakker;2026-11-22
    ");
}

#[tokio::test]
async fn g_01_coa_sees_names_and_whom_to_approach_in_its_list() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    scene.urgent(case).await;
    let page = scene.get("piet", "/caseload").await.page();
    for shown in ["Rania Haddad", "Joke de Vries", "De Ooievaar", "Anne Bakker", "AZC Ter Apel"] {
        assert!(page.contains(shown), "{shown}");
    }
    let csv = scene.get("piet", "/caseload.csv").await.body;
    for hidden in ["31w0d", "24 jan", "2027", "spoed", "Eerstvolgende", "2301234417"] {
        assert!(!page.contains(hidden), "page: {hidden}");
        assert!(!csv.contains(hidden), "csv: {hidden}");
    }
}
