//! *Relaties*.

use axum::http::StatusCode;
use regie_care::case::CaseCommand;
use regie_care::person::{Absence, PersonCommand};
use regie_care::seat::{Role, Seat};

use crate::scene::{Scene, by};

#[tokio::test]
async fn cm_11_every_organisation_shows_its_first_point_of_contact() {
    let scene = Scene::new().await;
    let page = scene.get("joke", "/relaties").await.page();
    for shown in ["De Ooievaar", "GC A Ter Apel", "050-555 0101", "050-555 0199", "Eerste aanspreekpunt"] {
        assert!(page.contains(shown), "{shown}");
    }
    assert!(!page.contains("Nieuwe organisatie"), "a midwife enters none");
    let found = scene.get("joke", "/relaties?soort=gc-a&zoek=apel").await.page();
    assert!(found.contains("GC A Ter Apel") && !found.contains("COA Ter Apel"), "{found}");
    let one = scene.get("joke", &format!("/relaties/organisatie/{}", scene.gc_a)).await.page();
    assert!(one.contains("Nienke Hoekstra") && one.contains("post<wbr>@zorgmail.example"), "{one}");
    for wrong in ["/relaties?soort=x", "/relaties/mensen?organisatie=x"] {
        assert_eq!(scene.get("joke", wrong).await.status, StatusCode::BAD_REQUEST, "{wrong}");
    }
    for nothing in ["/relaties/organisatie/x", "/relaties/persoon/x", "/relaties/dienst/x"] {
        assert_eq!(scene.get("joke", nothing).await.status, StatusCode::NOT_FOUND, "{nothing}");
    }
}

#[tokio::test]
async fn cm_11_an_administrator_keeps_the_numbers_right_of_who_does_not_work_with_regie() {
    let scene = Scene::new().await;
    scene.colleague("Ada Prins", "ada", scene.joke.org, Role::Administrator).await;
    let cookie = scene.sign_in("ada").await;
    let new = "naam=Huisarts+Kuipers&functie=gp&netwerk=VSV+Noord&telefoon=0599-123456&aanspreekpunt=Balie\
               &bereikbaar=ma–vr&doe=nieuw&sleutel=a.nieuw";
    let answer = scene.post(&cookie, "/relaties", new).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let list = scene.get_with(&cookie, "/relaties?soort=gp").await.page();
    assert!(list.contains("Huisarts Kuipers") && list.contains("Balie") && list.contains("ma–vr"), "{list}");
    let id = list.split("/relaties/organisatie/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let path = format!("/relaties/organisatie/{id}");
    let page = scene.get_with(&cookie, &path).await.page();
    let version = page.split("name=\"versie\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let wrong = format!("naam=Huisarts+Kuipers&telefoon=geen&fax=0599-1&doe=wijzigen&versie={version}");
    let answer = scene.post(&cookie, &path, &wrong).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("telefoonnummer kan niet kloppen") && answer.body.contains("value=\"0599-1\""));
    let right = format!("naam=Huisarts+Kuipers&telefoon=0599-654321&doe=wijzigen&versie={version}");
    assert_eq!(scene.post(&cookie, &path, &right).await.status, StatusCode::SEE_OTHER);
    let late = scene.post(&cookie, &path, &right).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.body.contains("wijzigde dit ondertussen") && late.body.contains("0599-654321"), "{}", late.body);
    // Where somebody works with Regie herself, only her own administrator changes how to reach it, and gives seats.
    let theirs = format!("/relaties/organisatie/{}", scene.gc_a);
    assert_eq!(scene.post(&cookie, &theirs, "naam=X&telefoon=0599-1&doe=wijzigen").await.status, StatusCode::FORBIDDEN);
    let seat = format!("organisatie={id}&functie=midwife&doe=plek");
    let joke = format!("/relaties/persoon/{}", scene.joke.person);
    assert_eq!(scene.post(&cookie, &joke, &seat).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn az_02_an_absence_says_to_whom_her_clients_go() {
    let scene = Scene::new().await;
    scene.rania().await;
    let cookie = scene.sign_in("joke").await;
    let mine = format!("wie={}&vanaf=2026-11-22&tot=2026-11-29&doe=afwezig", scene.joke.person);
    let answer = scene.post(&cookie, "/relaties/afwezig", &mine).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let page = scene.get_with(&cookie, "/relaties/afwezig").await.page();
    for shown in ["Joke de Vries", "1 casus gaat naar Anne Bakker", "29 nov"] {
        assert!(page.contains(shown), "{shown}: {page}");
    }
    let annes = format!("wie={}&vanaf=2026-11-25&tot=2026-11-26&doe=afwezig", scene.anne.person);
    let warned = scene.post(&cookie, "/relaties/afwezig", &annes).await;
    assert_eq!(warned.status, StatusCode::UNPROCESSABLE_ENTITY, "she stands in on those days");
    let annes = format!("{annes}&toch=ja");
    assert_eq!(scene.post(&cookie, "/relaties/afwezig", &annes).await.status, StatusCode::SEE_OTHER);
    let page = scene.get_with(&cookie, "/relaties/afwezig").await.page();
    assert!(page.contains("1 casus gaat naar Anne Bakker, maar die is er zelf niet (25 nov – 26 nov)"), "{page}");
    let overlap = scene.post(&cookie, "/relaties/afwezig", &mine).await;
    assert_eq!(overlap.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(overlap.body.contains("Er staat al een afwezigheid in deze periode"), "{}", overlap.body);
    let people = scene.get_with(&cookie, "/relaties/mensen").await.page();
    assert!(people.contains("afwezig t/m") && people.contains("Nadia Bos"), "{people}");
    let path = format!("/relaties/persoon/{}", scene.joke.person);
    let back = scene.post(&cookie, &path, "begin=2026-11-22&tot=2026-11-22&doe=terug").await;
    assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.body);
    let page = scene.get_with(&cookie, &path).await.page();
    assert!(page.contains("22 nov") && !page.contains("29 nov"), "{page}");
    let nurse = scene.sign_in("nienke").await;
    let hers = scene.post(&nurse, &path, "vanaf=2026-12-01&doe=afwezig").await;
    assert_eq!(hers.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn az_02_an_absence_says_who_really_stands_in_while_a_cover_is_away_herself() {
    let scene = Scene::new().await;
    let (rania, selin) = (scene.rania().await, scene.selin().await);
    let saba = scene.case("Saba", "Tesfay", "2301234418").await;
    let day = |day: i8| jiff::civil::date(2026, 11, day);
    let away = async |seat: Seat, from, until| {
        let absence = Absence { from, until: Some(until) };
        let set = PersonCommand::SetAbsence { absence };
        scene.app.command_person(&by(scene.joke), seat.person, &set).await.unwrap();
    };
    away(scene.joke, day(22), day(29)).await;
    let cover = CaseCommand::NameDeputy { deputy: selin, from: day(22), until: Some(day(29)) };
    for case in [rania, saba] {
        scene.give(scene.joke, case, cover.clone()).await;
    }
    let page = async || scene.get("joke", "/relaties/afwezig").await.page();
    assert!(page().await.contains("2 casussen gaan naar Selin Öztürk<"), "{}", page().await);
    away(selin, day(24), day(25)).await;
    let told = "2 casussen gaan naar Selin Öztürk (22 nov – 23 nov), Anne Bakker (24 nov – 25 nov), Selin Öztürk";
    assert!(page().await.contains(told), "{}", page().await);
    away(scene.anne, day(25), day(25)).await;
    let told = "Anne Bakker (24 nov), Selin Öztürk (26 nov – 29 nov); 25 nov: niemand is er, wie dan dienst";
    assert!(page().await.contains(told), "{}", page().await);
}

#[tokio::test]
async fn az_02_the_rota_says_who_answers_and_when_nobody_does() {
    let scene = Scene::new().await;
    let cookie = scene.sign_in("joke").await;
    let path = format!("/relaties/dienst/{}", scene.joke.org);
    let empty = scene.get_with(&cookie, "/relaties/dienst").await.page();
    assert!(empty.contains("niemand staat in het rooster") && empty.contains("Er is geen rooster"), "{empty}");
    let turn = format!("wie={}&begin=2026-11-22T08:00&einde=2026-11-23T08:00&doe=zetten", scene.anne.person);
    let answer = scene.post(&cookie, &path, &turn).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let page = scene.get_with(&cookie, &path).await.page();
    assert!(page.contains("Anne Bakker") && page.contains("Niemand ingeroosterd"), "{page}");
    assert!(page.contains("value=\"2026-11-23T08:00\""), "the next turn is proposed: {page}");
    let wrong = turn.replace("einde=2026-11-23", "einde=2026-11-21");
    let refused = scene.post(&cookie, &path, &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("Het einde ligt vóór het begin"), "{}", refused.body);
    let away = format!("/relaties/persoon/{}", scene.anne.person);
    assert_eq!(scene.post(&cookie, &away, "vanaf=2026-11-22&doe=afwezig").await.status, StatusCode::SEE_OTHER);
    assert!(scene.get_with(&cookie, &path).await.page().contains("is afwezig"));
    assert!(scene.get_with(&cookie, "/relaties").await.page().contains("Anne Bakker (afwezig)"));
    let withdraw =
        format!("wie={}&begin=2026-11-22T07:00:00Z&einde=2026-11-23T07:00:00Z&doe=intrekken", scene.anne.person);
    assert_eq!(scene.post(&cookie, &path, &withdraw).await.status, StatusCode::SEE_OTHER);
    assert!(scene.get_with(&cookie, &path).await.page().contains("Er is geen rooster"));
    let nadia = scene.sign_in("nadia").await;
    let theirs = scene.get_with(&nadia, &path).await.page();
    assert!(!theirs.contains("Dienst invullen"), "only their own");
    assert_eq!(scene.post(&nadia, &path, &turn).await.status, StatusCode::FORBIDDEN);
}
