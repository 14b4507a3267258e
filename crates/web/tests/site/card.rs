//! The card "whom do I approach now, for what, how": one per reader, to print.

use axum::http::StatusCode;
use regie_care::case::CaseCommand;
use regie_care::case::records::TrustedPerson;

use crate::scene::Scene;

#[tokio::test]
async fn az_02_every_reader_gets_a_card_of_her_own_to_print() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    let person = TrustedPerson { name: "Amal".to_owned(), relation: "zus".to_owned(), phone: None };
    scene.give(scene.joke, case, CaseCommand::NameTrustedPerson { person }).await;
    let cookie = scene.sign_in("joke").await;
    let on_the_case = scene.case_with(&cookie, case).await;
    for (reader, words, trusted) in [
        ("client", "Voor al uw vragen en afspraken", true),
        ("zorgverlener", "Voor alles behalve spoed", true),
        ("gca", "Bijzonderheden rond de zwangerschap", true),
        ("coa", "Aanspreekpunt", false),
    ] {
        let path = format!("/casus/{case}/kaart?voor={reader}");
        assert!(on_the_case.contains(&format!("href=\"{path}\"")), "the case leads to {path}");
        let card = scene.get_with(&cookie, &path).await.page();
        for shown in [words, "Rania Haddad", "Joke de Vries", "06-5555 0000", "Spoed", "050-555 0199"] {
            assert!(card.contains(shown), "{reader}: {shown}");
        }
        assert_eq!(card.contains("Amal"), trusted, "{reader}");
    }
    let unknown = scene.get_with(&cookie, &format!("/casus/{case}/kaart?voor=iedereen")).await;
    assert_eq!(unknown.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn az_02_the_coa_gets_its_own_card_and_no_other() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    let cookie = scene.sign_in("piet").await;
    for query in ["", "?voor=coa"] {
        let card = scene.get_with(&cookie, &format!("/casus/{case}/kaart{query}")).await.page();
        assert!(card.contains("Aanspreekpunt") && card.contains("Joke de Vries") && !card.contains("voor=client"));
    }
    for reader in ["client", "zorgverlener", "gca"] {
        let answer = scene.get_with(&cookie, &format!("/casus/{case}/kaart?voor={reader}")).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{reader}");
        assert!(!answer.body.contains("Haddad"));
    }
    let elsewhere = scene.get("nadia", &format!("/casus/{case}/kaart?voor=coa")).await;
    assert_eq!(elsewhere.status, StatusCode::FORBIDDEN);
}
