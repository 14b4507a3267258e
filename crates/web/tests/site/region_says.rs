//! *Regio* and *Mijn visites* say what is so: days that were asked, who is ill, what does not hold any more.

use axum::http::StatusCode;
use regie_care::person::{Absence, PersonCommand};

use super::region::{card, day, on_a_roster_of_jokes, planner};
use crate::scene::{Scene, TODAY};

#[tokio::test]
async fn pn_04_the_form_of_who_is_ill_keeps_the_days_that_were_asked() {
    let scene = Scene::new().await;
    let (planner, _) = on_a_roster_of_jokes(&scene).await;
    let joke = scene.joke.person;
    let asked = |from, until| format!("/regio/rooster?ziek={joke}&van={from}&tot={until}");
    let page = planner.page(&asked(day(-2), day(3))).await;
    let form = page.split("id=\"ziek-melden\"").nth(1).unwrap().split("</form>").next().unwrap();
    for (name, value) in [("van", day(-2)), ("tot", day(3))] {
        assert!(form.contains(&format!("name=\"{name}\" value=\"{value}\"")), "{form}");
        let record = format!("type=\"hidden\" name=\"{name}\" value=\"{value}\"");
        assert!(
            card(&page, "ziek-kop").contains(&record),
            "what is recorded is what was asked: {}",
            card(&page, "ziek-kop")
        );
    }
    assert!(form.contains(&format!("value=\"{joke}\" selected")), "{form}");
    planner.done("ziek", &format!("wie={joke}&van={TODAY}&tot={}&doe=ziek", day(3))).await;
    let longer = planner.page(&asked(TODAY, day(6))).await;
    assert!(longer.contains("Joke de Vries ziek melden"), "she is ill for longer than was recorded: {longer}");
    let backwards = planner.page(&asked(day(3), day(1))).await;
    assert!(backwards.contains("‘Laatste dag’ ligt vóór ‘Eerste dag’"), "{backwards}");
}

#[tokio::test]
async fn pn_04_who_is_ill_reads_so_on_her_own_page_and_a_day_that_is_none_is_said() {
    let scene = Scene::new().await;
    let (planner, cases) = on_a_roster_of_jokes(&scene).await;
    let cookie = scene.sign_in("joke").await;
    let own = async |path: &str| scene.get_with(&cookie, path).await.page();
    let page = own("/visites").await;
    assert!(!page.contains("ziek gemeld") && !page.contains("geen dag van"), "{page}");
    for nonsense in ["overmorgen", "2031-01-01"] {
        let page = own(&format!("/visites?dag={nonsense}")).await;
        assert!(page.contains(&format!("‘{nonsense}’ is geen dag van de komende zeven")), "{page}");
    }
    planner.done("ziek", &format!("wie={}&van={}&tot={}&doe=ziek", scene.joke.person, day(-1), day(3))).await;
    let page = own("/visites").await;
    assert!(page.contains("Je bent ziek gemeld van"), "{page}");
    let today = planner.page("/vandaag").await;
    assert!(card(&today, "h-visits").contains("Joke de Vries is er dan niet"), "{today}");
    assert!(card(&today, "h-visits").contains("/regio/rooster?visite="), "{today}");
    assert!(!scene.get_with(&cookie, "/vandaag").await.page().contains("h-visits"), "it is the planner's");
    // Nobody is told that she comes, and nobody records that she came.
    let told = planner.post("verteld", &format!("casus={}", cases[0])).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", told.body);
    assert!(told.body.contains("klopt niet meer") && told.body.contains("Zij is die dag ziek"), "{}", told.body);
    let made = format!("visite=home&doe=gedaan&datum={TODAY}&wie={}", scene.joke.person);
    let made = scene.post(&cookie, &format!("/casus/{}/kraamvisites", cases[0]), &made).await;
    assert!(made.body.contains("Zij staat op die dag ziek gemeld"), "{}", made.body);
}

#[tokio::test]
async fn pn_04_a_visit_made_by_somebody_who_was_away_is_refused_and_not_on_the_day_that_she_fell_ill() {
    let scene = Scene::new().await;
    let (planner, cases) = on_a_roster_of_jokes(&scene).await;
    let cookie = scene.sign_in("joke").await;
    let path = format!("/casus/{}/kraamvisites", cases[1]);
    let absence = Absence { from: day(-1), until: Some(TODAY) };
    let request = regie_app::Request::by(regie_care::seat::Actor::System);
    let away = PersonCommand::SetAbsence { absence };
    scene.app.command_person(&request, scene.anne.person, &away).await.unwrap();
    let made = format!("visite=home&doe=gedaan&datum={TODAY}&wie={}", scene.anne.person);
    let made = scene.post(&cookie, &path, &made).await;
    assert_eq!(made.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", made.body);
    assert!(made.body.contains("Zij was op die dag afwezig"), "{}", made.body);
    // She came in the morning and fell ill in the afternoon.
    planner.done("ziek", &format!("wie={}&van={TODAY}&tot={}&doe=ziek", scene.joke.person, day(3))).await;
    let made = format!("visite=home&doe=gedaan&datum={TODAY}&wie={}", scene.joke.person);
    let made = scene.post(&cookie, &path, &made).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
}

#[tokio::test]
async fn pn_04_an_extra_visit_goes_by_its_own_name() {
    let scene = Scene::new().await;
    let (planner, cases) = on_a_roster_of_jokes(&scene).await;
    let cookie = scene.sign_in("joke").await;
    let path = format!("/casus/{}/kraamvisites", cases[0]);
    let extra = format!("visite=extra-1&hoe=home&van={}&tot={}&doe=afspreken", day(6), day(6));
    assert_eq!(scene.post(&cookie, &path, &extra).await.status, StatusCode::SEE_OTHER);
    let page = planner.page("/regio/rooster").await;
    assert!(card(&page, "wacht").contains("extra visite 1"), "{}", card(&page, "wacht"));
}

#[tokio::test]
async fn pn_02_a_decision_to_centralise_is_withdrawn_before_it_begins_and_not_ended() {
    let scene = Scene::new().await;
    let planner = planner(&scene).await;
    let decide = |what: &str, from| {
        format!("wat={what}&datum={TODAY}&vanaf={from}&verzekeraar=Menzis&verloskundigen=Kring+Noord&reden=tekort")
    };
    planner.done("besluit", &decide("centralise", day(7))).await;
    let early = planner.post("besluit", &decide("end-centralising", day(3))).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", early.body);
    assert!(early.body.contains("Laatste besluit intrekken"), "it says how: {}", early.body);
    planner.done("besluit", &decide("withdraw", day(7))).await;
    let page = planner.page("/regio").await;
    assert!(page.contains("<h3>Laatste besluit ingetrokken</h3>"), "{page}");
    assert!(page.contains("Laatste besluit over centreren ingetrokken"), "{page}");
    assert!(!page.contains("value=\"withdraw\""), "there is nothing left to withdraw");
}
