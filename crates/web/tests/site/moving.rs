//! A relocation takes along where she will stay and who is around her there; a death is told to everybody around her; and a
//! meeting is not closed over what was not discussed.

use axum::http::StatusCode;
use regie_care::case::CaseCommand;
use regie_care::ids::OrgId;
use regie_care::meeting::{MeetingKind, PlanMeeting};
use regie_care::organisation::{ContactPoints, RegisterOrg};
use regie_care::seat::{Actor, OrgKind, Role};

use crate::desk::desk;
use crate::scene::{Scene, TODAY, by};

async fn org(scene: &Scene, name: &str, org_kind: OrgKind) -> OrgId {
    let (name, network) = (name.to_owned(), "VSV Noord".to_owned());
    let command = RegisterOrg { name, org_kind, network, contact: ContactPoints::default() };
    scene.app.register_org(&regie_app::Request::by(Actor::System), &command).await.unwrap().id.parse().unwrap()
}

#[tokio::test]
async fn az_10_a_relocation_takes_the_new_place_along() {
    let scene = Scene::new().await;
    let desk = desk(&scene, "joke").await;
    let (coa, gc_a) = (org(&scene, "COA Assen", OrgKind::Coa).await, org(&scene, "GC A Assen", OrgKind::GcA).await);
    let path = format!("/casus/{}/overdracht/verhuizing", desk.case);
    let version = scene.app.case_file(scene.joke, desk.case).await.unwrap().case.version;
    let body = format!(
        "versie={version}&sleutel=v&naar={}&verhuist-op=2026-11-30&verblijf=AZC+Assen&coa={coa}&gca={gc_a}\
         &antwoord-voor=2026-11-25&toelichting=Met+haar+zoon",
        scene.nadia.org
    );
    let preview = scene.post(&desk.cookie, &path, &format!("{body}&doe=bekijken")).await.page();
    let what = preview.split("id=\"h-what\"").nth(1).unwrap().split("</section>").next().unwrap();
    for said in ["AZC Assen", "COA Assen", "GC A Assen", "30 november 2026", "Met haar zoon"] {
        assert!(what.contains(said), "{said}: {what}");
    }
    assert!(preview.contains("De cliënt verhuist op 30 november 2026 naar AZC Assen."), "{preview}");
    let proposed = scene.post(&desk.cookie, &path, &format!("{body}&doe=bevestigen")).await;
    assert_eq!(proposed.status, StatusCode::SEE_OTHER, "{}", proposed.body);
    let tab = scene.get_with(&desk.cookie, &format!("/casus/{}/overdracht", desk.case)).await.page();
    let waits = tab.split("id=\"overdracht-1\"").nth(1).unwrap().split("</li>").next().unwrap();
    for said in ["30 november 2026", "AZC Assen", "COA Assen", "GC A Assen"] {
        assert!(waits.contains(said), "before the answer the tab says it too: {said}: {waits}");
    }
    let nadia = scene.sign_in("nadia").await;
    let asked = scene.get_with(&nadia, &format!("/overdracht/{}", desk.case)).await.page();
    assert!(asked.contains("AZC Assen") && asked.contains("COA Assen") && asked.contains("GC A Assen"), "{asked}");
    let lotte = scene.lotte().await;
    let accept = format!("doe=aanvaarden&nr=1&sleutel=a&plaatsvervanger={}:{}", lotte.person, lotte.org);
    let accepted = scene.post(&nadia, &format!("/casus/{}/overdracht", desk.case), &accept).await;
    assert_eq!(accepted.status, StatusCode::SEE_OTHER, "{}", accepted.body);
    let page = scene.get_with(&nadia, &format!("/casus/{}", desk.case)).await.page();
    assert!(
        page.contains("<bdi>AZC Ter Apel</bdi>") && page.contains("naar AZC Assen"),
        "she lives there still: {page}"
    );
    let people = scene.get_with(&nadia, &format!("/casus/{}/mensen", desk.case)).await.page();
    let team = people.split("id=\"h-people\"").nth(1).unwrap().split("</dl>").next().unwrap();
    assert!(team.contains("COA Ter Apel") && team.contains("GC A Ter Apel"), "{team}");
    for coming in ["COA Assen", "GC A Assen"] {
        let before = team.split(coming).next().unwrap();
        assert!(
            before.ends_with("</dt><dd><bdi>") && before.rsplit("<dt>").next().unwrap().contains("vanaf"),
            "{team}"
        );
    }
    let old = scene.get("piet", &format!("/casus/{}", desk.case)).await.page();
    assert!(old.contains("AZC Ter Apel") && old.contains("naar AZC Assen"), "{old}");
    scene.app.clock().set("2026-11-30T08:00:00Z".parse().unwrap());
    scene.app.tick_due_cases().await.unwrap();
    let nadia = scene.sign_in("nadia").await;
    let page = scene.get_with(&nadia, &format!("/casus/{}/mensen", desk.case)).await.page();
    assert!(page.contains("AZC Assen") && !page.contains("AZC Ter Apel"), "{page}");
    let team = page.split("id=\"h-people\"").nth(1).unwrap().split("</dl>").next().unwrap();
    assert!(team.contains("COA Assen") && !team.contains("COA Ter Apel") && !team.contains("vanaf 30"), "{team}");
    let history = scene.get_with(&nadia, &format!("/casus/{}/geschiedenis", desk.case)).await.page();
    assert!(history.contains("De cliënt is verhuisd: nu AZC Assen, COA Assen, GC A Assen"), "{history}");
    assert!(history.contains("verhuist op 30 november 2026 naar AZC Assen, COA Assen, GC A Assen"), "{history}");
    let former = scene.get("anne", "/vandaag").await.page();
    assert!(former.contains("Je bent geen vaste plaatsvervanger meer"), "{former}");
    assert!(former.contains("Rania Haddad"), "whose case it was, her practice knows: {former}");
}

/// The case of Joke's client, who moves on 30 November to where Nadia took her over; and Nadia's cookie. Karel is of the COA
/// there.
async fn moves_to_nadia(scene: &Scene) -> (String, String) {
    let desk = desk(scene, "joke").await;
    let (coa, gc_a) = (org(scene, "COA Assen", OrgKind::Coa).await, org(scene, "GC A Assen", OrgKind::GcA).await);
    scene.colleague("Karel Bos", "karel", coa, Role::Logistics).await;
    let path = format!("/casus/{}/overdracht/verhuizing", desk.case);
    let version = scene.app.case_file(scene.joke, desk.case).await.unwrap().case.version;
    let body = format!(
        "versie={version}&sleutel=v&naar={}&verhuist-op=2026-11-30&verblijf=AZC+Assen&coa={coa}&gca={gc_a}\
         &antwoord-voor=2026-11-25&toelichting=&doe=bevestigen",
        scene.nadia.org
    );
    assert_eq!(scene.post(&desk.cookie, &path, &body).await.status, StatusCode::SEE_OTHER);
    let (nadia, lotte) = (scene.sign_in("nadia").await, scene.lotte().await);
    let accept = format!("doe=aanvaarden&nr=1&sleutel=a&plaatsvervanger={}:{}", lotte.person, lotte.org);
    let accepted = scene.post(&nadia, &format!("/casus/{}/overdracht", desk.case), &accept).await;
    assert_eq!(accepted.status, StatusCode::SEE_OTHER, "{}", accepted.body);
    (format!("/casus/{}", desk.case), nadia)
}

/// The letters that stand on the *Vandaag* of this person.
async fn letters_to(scene: &Scene, login: &str) -> Vec<String> {
    let today = scene.get(login, "/vandaag").await.page();
    let mut letters = Vec::new();
    for id in today.split("href=\"/bericht/").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        letters.push(scene.get(login, &format!("/bericht/{id}")).await.page());
    }
    letters
}

/// It is refused in its own words, and the form can be mended.
async fn put_on_the_day_that_it_is(scene: &Scene, cookie: &str, case: &str) {
    let same = "doe=verzetten&nr=1&sleutel=s&verhuist-op=2026-11-30&reden=Het+COA+verzet+het";
    let same = scene.post(cookie, &format!("{case}/overdracht"), same).await;
    assert_eq!(same.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", same.body);
    assert!(
        same.body.contains("Dat is de dag waarop het al staat") && same.body.contains("class=\"main\""),
        "{}",
        same.body
    );
}

#[tokio::test]
async fn az_10_a_move_is_put_on_another_day_and_called_off_by_either_side() {
    let scene = Scene::new().await;
    let (case, nadia) = moves_to_nadia(&scene).await;
    let joke = scene.sign_in("joke").await;
    let hers = scene.get_with(&joke, &format!("{case}/overdracht")).await.page();
    assert!(hers.contains("value=\"verzetten\"") && hers.contains("value=\"afblazen\""), "{hers}");
    assert!(!hers.contains("name=\"teruggeven\""), "who handed over asks no case back: {hers}");
    assert!(hers.contains("dan blijft de cliënt bij Nadia"), "{hers}");
    put_on_the_day_that_it_is(&scene, &joke, &case).await;
    let later = "doe=verzetten&nr=1&sleutel=b&verhuist-op=2026-12-07&reden=Het+COA+verzet+het";
    let put_off = scene.post(&joke, &format!("{case}/overdracht"), later).await;
    assert_eq!(put_off.status, StatusCode::SEE_OTHER, "{}", put_off.body);
    let page = scene.get_with(&nadia, &case).await.page();
    assert!(page.contains("verhuist ma 7 dec naar AZC Assen") || page.contains("7 dec naar AZC Assen"), "{page}");
    let today = scene.get_with(&nadia, "/vandaag").await.page();
    assert!(today.contains("De verhuizing is op een andere dag"), "{today}");

    let letters = letters_to(&scene, "karel").await;
    let said = "De cliënt verhuist nu op 7 december 2026 naar AZC Assen; dat was 30 november 2026";
    assert!(
        !letters.is_empty() && letters.iter().all(|letter| letter.contains(said)),
        "the first day is not told any more: {letters:?}"
    );
    let form = scene.get_with(&nadia, &format!("{case}/overdracht")).await.page();
    assert!(form.contains("name=\"teruggeven\""), "{form}");
    let said = form.split("Stond eerst op</dt>").nth(1).unwrap_or_else(|| panic!("{form}"));
    assert!(said.starts_with("<dd><bdi>30 november 2026") && form.contains("7 december 2026"), "{said}");
    let unsaid = "doe=afblazen&nr=1&sleutel=u&reden=&antwoord-voor=2026-11-25&verhuist-op=";
    let unsaid = scene.post(&nadia, &format!("{case}/overdracht"), unsaid).await;
    assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", unsaid.body);
    assert!(unsaid.body.contains("type=\"checkbox\" name=\"teruggeven\" value=\"ja\">"), "{}", unsaid.body);
    let off =
        "doe=afblazen&nr=1&sleutel=c&reden=Geen+plaats+in+Assen&teruggeven=ja&antwoord-voor=2026-11-25&verhuist-op=";
    let called_off = scene.post(&nadia, &format!("{case}/overdracht"), off).await;
    assert_eq!(called_off.status, StatusCode::SEE_OTHER, "{}", called_off.body);
    let page = scene.get_with(&nadia, &format!("{case}/overdracht")).await.page();
    assert!(page.contains("De verhuizing gaat niet door: Geen plaats in Assen"), "{page}");
    assert!(page.contains("Teruggeven aan De Ooievaar") && !page.contains("Terug naar de eerste lijn"), "{page}");
    assert!(!page.contains("value=\"afblazen\"") && !page.contains("id=\"verhuist\""), "{page}");
    let asked = scene.get_with(&joke, "/vandaag").await.page();
    assert!(asked.contains("De verhuizing gaat niet door"), "{asked}");
    let expected = scene.get("karel", "/vandaag").await.page();
    assert!(expected.contains("De verhuizing gaat niet door") && expected.contains("Rania Haddad"), "{expected}");
    let letters = letters_to(&scene, "karel").await;
    assert!(letters.iter().all(|letter| letter.contains("Rania Haddad")), "{letters:?}");
    assert!(!letters.iter().any(|letter| letter.contains("verhuist nu op")), "that is overtaken: {letters:?}");
    let accept = format!("doe=aanvaarden&nr=2&sleutel=d&plaatsvervanger={}:{}", scene.anne.person, scene.anne.org);
    let back = scene.post(&joke, &format!("{case}/overdracht"), &accept).await;
    assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.body);
    let history = scene.get_with(&joke, &format!("{case}/geschiedenis")).await.page();
    for line in ["De verhuizing is nu op 7 december 2026", "De verhuizing gaat niet door", "Joke de Vries"] {
        assert!(history.contains(line), "{line}: {history}");
    }
    scene.app.clock().set("2026-12-08T08:00:00Z".parse().unwrap());
    scene.app.tick_due_cases().await.unwrap();
    let joke = scene.sign_in("joke").await;
    let page = scene.get_with(&joke, &format!("{case}/mensen")).await.page();
    assert!(page.contains("AZC Ter Apel") && !page.contains("AZC Assen"), "she stayed: {page}");
}

#[tokio::test]
async fn az_10_who_kept_a_client_that_does_not_move_can_give_her_back() {
    let scene = Scene::new().await;
    let (case, nadia) = moves_to_nadia(&scene).await;
    let joke = scene.sign_in("joke").await;
    let off = "doe=afblazen&nr=1&sleutel=c&reden=Geen+plaats&verhuist-op=";
    let off = scene.post(&joke, &format!("{case}/overdracht"), off).await;
    assert_eq!(off.status, StatusCode::SEE_OTHER, "{}", off.body);
    let tab = scene.get_with(&nadia, &format!("{case}/overdracht")).await.page();
    assert!(tab.contains(&format!("href=\"{case}/overdracht/terug\">Teruggeven</a>")), "{tab}");
    let form = scene.get_with(&nadia, &format!("{case}/overdracht/terug")).await.page();
    assert!(form.contains("De Ooievaar") && form.contains("De verhuizing ging niet door"), "{form}");
    let back = format!("naar={}&antwoord-voor=2026-11-25&toelichting=&doe=bevestigen&sleutel=t", scene.joke.org);
    let back = scene.post(&nadia, &format!("{case}/overdracht/terug"), &back).await;
    assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.body);
    let asked = scene.get_with(&joke, "/vandaag").await.page();
    assert!(asked.contains("Teruggeven aan De Ooievaar"), "{asked}");
}

#[tokio::test]
async fn az_10_all_that_a_relocation_lacks_is_said_at_once() {
    let scene = Scene::new().await;
    let desk = desk(&scene, "joke").await;
    let path = format!("/casus/{}/overdracht/verhuizing", desk.case);
    let body = "naar=&verhuist-op=&verblijf=AZC+Delfzijl&coa=&gca=&antwoord-voor=&toelichting=&doe=bekijken";
    let lacking = scene.post(&desk.cookie, &path, body).await;
    assert_eq!(lacking.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", lacking.body);
    let said = lacking.body.split("role=\"alert\"").nth(1).unwrap().split("</div>").next().unwrap();
    assert_eq!(said.matches("is leeg").count(), 5, "{said}");
}

#[tokio::test]
async fn az_10_who_is_around_her_after_the_move_is_said_and_not_passed_over() {
    let scene = Scene::new().await;
    let desk = desk(&scene, "joke").await;
    let path = format!("/casus/{}/overdracht/verhuizing", desk.case);
    let form = scene.get_with(&desk.cookie, &path).await.page();
    for kind in ["coa", "gca"] {
        let field =
            form.split(&format!("<select name=\"{kind}\" required>")).nth(1).unwrap_or_else(|| panic!("{form}"));
        assert!(field.split("</select>").next().unwrap().contains("value=\"blijft\""), "{kind}: {field}");
    }
    let body = format!(
        "naar={}&verhuist-op=2026-11-30&verblijf=AZC+Delfzijl&antwoord-voor=2026-11-25&toelichting=Met+haar+zoon",
        scene.nadia.org
    );
    let silent = scene.post(&desk.cookie, &path, &format!("{body}&coa=&gca=&doe=bekijken")).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", silent.body);
    assert!(silent.body.contains("‘Nieuwe COA-locatie’ is leeg") && silent.body.contains("AZC Delfzijl"));
    let said = scene.post(&desk.cookie, &path, &format!("{body}&coa=blijft&gca=blijft&doe=bekijken")).await.page();
    let what = said.split("id=\"h-what\"").nth(1).unwrap().split("</section>").next().unwrap();
    assert!(what.contains("blijft COA Ter Apel"), "{what}");
    assert!(what.contains("blijft GC A Ter Apel"), "{what}");
}

#[tokio::test]
async fn az_10_where_she_stays_and_her_phone_are_set_right_on_the_case() {
    let scene = Scene::new().await;
    let desk = desk(&scene, "joke").await;
    let people = scene.get("joke", &format!("/casus/{}/mensen", desk.case)).await.page();
    assert!(people.contains("name=\"verblijf\" value=\"AZC Ter Apel\""), "{people}");
    desk.done("client", "verblijf=AZC+Emmen&telefoon=06-1234+5678").await;
    let page = scene.get("joke", &format!("/casus/{}", desk.case)).await.page();
    assert!(page.contains("AZC Emmen") && page.contains("06-1234 5678") && !page.contains("AZC Ter Apel"), "{page}");
}

#[tokio::test]
async fn az_15_a_death_is_told_to_whoever_is_around_her_and_a_closed_case_counts_nothing() {
    let scene = Scene::new().await;
    let desk = desk(&scene, "joke").await;
    let closing = scene.get("joke", &format!("/casus/{}/afsluiten", desk.case)).await.page();
    let told = closing.split("krijgen bericht van het overlijden").nth(1).unwrap().split("</p>").next().unwrap();
    assert!(told.contains("GC A Ter Apel") && told.contains("COA Ter Apel") && told.contains("Anne Bakker"), "{told}");
    let body = "datum=2026-11-22&waarom=died&toelichting=Plotseling&overleden-op=2026-11-21";
    desk.done("afsluiten", body).await;
    for login in ["nienke", "piet", "anne"] {
        let page = scene.get(login, "/vandaag").await.page();
        assert!(page.contains("De cliënt is overleden"), "{login}: {page}");
    }
    let page = scene.get("joke", &format!("/casus/{}", desk.case)).await.page();
    let tab = page.split("/afsluiten\"").nth(1).unwrap().split("</a>").next().unwrap();
    assert!(!tab.contains("class=\"count\""), "{tab}");
}

#[tokio::test]
async fn az_08_a_meeting_is_not_closed_over_what_was_not_discussed() {
    let scene = Scene::new().await;
    let desk = desk(&scene, "joke").await;
    let title = "Bespreking".to_owned();
    let plan = PlanMeeting { meeting_kind: MeetingKind::Mdo, org: scene.joke.org, on: TODAY, title };
    let meeting = scene.app.plan_meeting(&by(scene.joke), &plan).await.unwrap().id;
    let put = CaseCommand::PutOnAgenda { meeting: meeting.parse().unwrap(), question: "Wat nu?".to_owned() };
    scene.give(scene.joke, desk.case, put).await;
    let path = format!("/besprekingen/{meeting}");
    let page = scene.get("joke", &path).await.page();
    assert!(page.contains("nog niet besproken:") && page.contains("name=\"toch\""), "{page}");
    let refused = scene.post(&desk.cookie, &path, "versie=1&sleutel=a&verslag=Kort&doe=gehouden").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
    assert!(refused.body.contains("Niet alles is besproken") && refused.body.contains(">Kort</textarea>"));
    let held = scene.post(&desk.cookie, &path, "versie=1&sleutel=b&verslag=Kort&toch=ja&doe=gehouden").await;
    assert_eq!(held.status, StatusCode::SEE_OTHER, "{}", held.body);
    let page = scene.get("joke", &path).await.page();
    assert!(page.contains("niet besproken</span>") && page.contains("Op een volgende agenda"), "{page}");
}
