//! Two people at once on the forms of *Relaties* and of *Regio*: the second is told who changed what and when, keeps what she
//! typed, and can save after reading.

use axum::http::StatusCode;
use regie_care::seat::Role;
use regie_testkit::{TestDb, on_both_databases};

use crate::scene::Scene;

/// The version that the forms of a page post along.
#[track_caller]
fn version(page: &str) -> String {
    let rest = page.split("name=\"versie\" value=\"").nth(1).unwrap_or_else(|| panic!("no version: {page}"));
    rest.split('"').next().unwrap().to_owned()
}

/// Both look at `page`; `first` posts hers, then `second` hers. The second hears of it, finds what she typed, and saves.
async fn told_and_saved(
    scene: &Scene,
    page: &str,
    (path, first, theirs): (&str, &str, &str),
    (second, hers, typed): (&str, &str, &[&str]),
    by: &str,
) {
    let seen = version(&scene.get_with(second, page).await.page());
    let done = scene.post(first, path, &format!("{theirs}&versie={seen}&sleutel=f{seen}")).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{path}: {}", done.body);
    let told = scene.post(second, path, &format!("{hers}&versie={seen}&sleutel=s{seen}")).await;
    assert_eq!(told.status, StatusCode::CONFLICT, "{path}: {}", told.body);
    let who_what_when =
        [format!("{by} wijzigde dit ondertussen"), format!("· {by}</bdi>"), "vandaag 09:00 ·".to_owned()];
    for words in who_what_when.iter().map(String::as_str).chain(typed.iter().copied()) {
        assert!(told.body.contains(words), "{path}: {words}: {}", told.body);
    }
    let now = version(&told.body);
    assert_ne!(now, seen, "{path}");
    let saved = scene.post(second, path, &format!("{hers}&versie={now}&sleutel=t{now}")).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{path}: {}", saved.body);
}

on_both_databases! {
    async fn az_02_the_second_who_changes_an_organisation_or_a_colleague_is_told(db: TestDb) {
        let scene = Scene::on(db).await;
        for (name, login) in [("Ada Prins", "ada"), ("Bert Kok", "bert")] {
            scene.colleague(name, login, scene.joke.org, Role::Administrator).await;
        }
        let (ada, bert) = (scene.sign_in("ada").await, scene.sign_in("bert").await);
        let org = format!("/relaties/organisatie/{}", scene.joke.org);
        let change = |phone: &str| format!("naam=De+Ooievaar&telefoon={phone}&doe=wijzigen");
        let (first, second) = (change("0599-111111"), change("0599-222222"));
        let typed = ["value=\"0599-222222\""];
        told_and_saved(&scene, &org, (&org, &ada, &first), (&bert, &second, &typed), "Ada Prins").await;

        let joke = format!("/relaties/persoon/{}", scene.joke.person);
        let change = |phone: &str| format!("naam=Joke+de+Vries&telefoon={phone}&doe=wijzigen");
        let (first, second) = (change("06-11111111"), change("06-22222222"));
        let typed = ["value=\"06-22222222\""];
        told_and_saved(&scene, &joke, (&joke, &ada, &first), (&bert, &second, &typed), "Ada Prins").await;
    }

    async fn az_02_the_second_who_records_an_absence_or_a_turn_is_told(db: TestDb) {
        let scene = Scene::on(db).await;
        let (joke, anne) = (scene.sign_in("joke").await, scene.sign_in("anne").await);
        let person = format!("/relaties/persoon/{}", scene.anne.person);
        let away = |from: &str, until: &str| format!("vanaf={from}&tot={until}&doe=afwezig");
        let (first, second) = (away("2026-12-01", "2026-12-03"), away("2026-12-10", "2026-12-12"));
        let typed = ["value=\"2026-12-10\"", "value=\"2026-12-12\""];
        told_and_saved(&scene, &person, (&person, &joke, &first), (&anne, &second, &typed), "Joke de Vries").await;

        let rota = format!("/relaties/dienst/{}", scene.joke.org);
        let turn = |who: regie_care::ids::PersonId, from: u8, until: u8| {
            format!("wie={who}&begin=2026-11-{from}T08:00&einde=2026-11-{until}T08:00&doe=zetten")
        };
        let (first, second) = (turn(scene.joke.person, 24, 25), turn(scene.anne.person, 26, 27));
        let typed = ["value=\"2026-11-26T08:00\"", "value=\"2026-11-27T08:00\""];
        told_and_saved(&scene, &rota, (&rota, &joke, &first), (&anne, &second, &typed), "Joke de Vries").await;
    }

    async fn pn_02_the_second_who_records_a_decision_or_who_was_told_is_told(db: TestDb) {
        let scene = Scene::on(db).await;
        for (name, login) in [("Marijke Smit", "marijke"), ("Corrie Dam", "corrie")] {
            scene.colleague(name, login, scene.joke.org, Role::Coordinator).await;
        }
        let (marijke, corrie) = (scene.sign_in("marijke").await, scene.sign_in("corrie").await);
        let begun = scene.post(&marijke, "/regio/tempo", "minuten=61&sleutel=p").await;
        assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.body);
        let decision = |what: &str, from: &str, why: &str| {
            format!(
                "wat={what}&datum=2026-11-20&vanaf={from}&verzekeraar=Menzis&verloskundigen=VSV+Noord&reden={why}"
            )
        };
        let (first, second) = (decision("centralise", "2026-11-25", "Te+druk"), decision("end-centralising", "2026-11-26", "Het+gaat+weer"));
        let typed = ["Het gaat weer</textarea>", "value=\"2026-11-20\"", "value=\"2026-11-26\"", "\"end-centralising\" selected"];
        let at = "/regio/besluit";
        told_and_saved(&scene, "/regio", (at, &marijke, &first), (&corrie, &second, &typed), "Marijke Smit").await;

        let partner = |who: &str, how: &str| format!("wie={who}&datum=2026-11-21&hoe={how}");
        let (first, second) = (partner("hospital", "Per+mail"), partner("vsv", "Aan+de+telefoon"));
        let typed = ["value=\"Aan de telefoon\"", "\"vsv\" selected", "value=\"2026-11-21\""];
        let at = "/regio/ingelicht";
        told_and_saved(&scene, "/regio", (at, &marijke, &first), (&corrie, &second, &typed), "Marijke Smit").await;

        // What is pinned, told or accepted on an older page is told too, before anything else is said of it.
        let seen = version(&scene.get_with(&corrie, "/regio/rooster").await.page());
        let done = scene.post(&marijke, "/regio/tempo", &format!("minuten=70&versie={seen}")).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        for (form, body) in [
            ("visite", format!("visite=v1&wie={}&datum=2026-11-24&doe=vastzetten", scene.joke.person)),
            ("verteld", "casus=01KQS0000000000000000000ZZ".to_owned()),
            ("rooster", "doe=overnemen".to_owned()),
        ] {
            let told = scene.post(&corrie, &format!("/regio/{form}"), &format!("{body}&versie={seen}")).await;
            assert_eq!(told.status, StatusCode::CONFLICT, "{form}: {}", told.body);
            assert!(told.body.contains("Marijke Smit wijzigde dit ondertussen"), "{form}: {}", told.body);
        }
    }
}
