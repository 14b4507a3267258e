//! A form that did not come through comes back with all that was typed and chosen.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use regie_care::case::CaseCommand;
use regie_care::case::records::TrustedPerson;
use regie_care::ids::CaseId;

use crate::scene::{Answer, Scene};

pub async fn post(scene: &Scene, case: CaseId, form: &str, body: String) -> Answer {
    let cookie = scene.sign_in("joke").await;
    let request = Request::post(format!("/casus/{case}/{form}"))
        .header(header::COOKIE, cookie)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    scene.send(request.body(Body::from(body)).unwrap()).await
}

/// The part of the page in which this field stands, up to the end of its control.
#[track_caller]
fn control<'a>(page: &'a str, name: &str) -> &'a str {
    let at = page.find(&format!("name=\"{name}\"")).unwrap_or_else(|| panic!("no field {name}: {page}"));
    let start = page[..at].rfind("<label").unwrap_or_default();
    let end = page[at..].find("</label>").unwrap_or_default();
    &page[start..at + end]
}

/// Somebody changes the case after the page was made.
pub async fn changed_meanwhile(scene: &Scene, case: CaseId) -> u64 {
    let seen = scene.app.case_file(scene.joke, case).await.unwrap().case.version;
    let person = TrustedPerson { name: "Amal".to_owned(), relation: "zus".to_owned(), phone: None };
    scene.give(scene.anne, case, CaseCommand::NameTrustedPerson { person }).await;
    seen
}

#[tokio::test]
async fn az_04_a_contact_that_met_a_change_keeps_every_choice_in_sight() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    let seen = changed_meanwhile(&scene, case).await;
    let body = format!(
        "versie={seen}&sleutel=k.1&doe=vastleggen&datum=2026-11-22&kanaal=home-visit&met={}&met-naam=&richting=incoming\
         &minuten=35&tolk=ja&notitie=Voelt+leven&stap=az-verloskunde:birth-plan:1",
        scene.gc_a
    );
    let answer = post(&scene, case, "contact", body).await;
    assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.body);
    let page = &answer.body;
    assert!(page.contains("Anne Bakker wijzigde de casus van Rania Haddad"));
    for (name, chosen) in [
        ("kanaal", "<option value=\"home-visit\" selected>Huisbezoek"),
        ("met", &format!("<option value=\"{}\" selected>GC A Ter Apel", scene.gc_a)),
        ("richting", "<option value=\"incoming\" selected>"),
        ("datum", "value=\"2026-11-22\""),
        ("minuten", "value=\"35\""),
        ("notitie", "Voelt leven"),
        ("tolk", "type=\"checkbox\" name=\"tolk\" value=\"ja\" checked"),
    ] {
        let control = control(page, name);
        assert!(control.contains(chosen), "{name}: {control}");
    }
    assert!(control(page, "kanaal").contains("<option value=\"phone\">"), "and another can be chosen");
    assert!(control(page, "stap").contains("value=\"az-verloskunde:birth-plan:1\" checked"));
    // Sent as it stands there, it is recorded.
    let version = control_value(page, "versie");
    let key = control_value(page, "sleutel");
    let again = format!(
        "versie={version}&sleutel={key}&doe=vastleggen&datum=2026-11-22&kanaal=home-visit&met={}&met-naam=\
         &richting=incoming&minuten=35&tolk=ja&notitie=Voelt+leven&stap=az-verloskunde:birth-plan:1",
        scene.gc_a
    );
    let saved = post(&scene, case, "contact", again).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
}

/// The value of a hidden field.
#[track_caller]
fn control_value<'a>(page: &'a str, name: &str) -> &'a str {
    let field = format!("<input type=\"hidden\" name=\"{name}\" value=\"");
    // The form of the page itself, not that of the language.
    let start = page.find("id=\"h-typed\"").unwrap_or_default();
    page[start..].split(&field).nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_else(|| panic!("no {name}"))
}

#[tokio::test]
async fn what_was_not_chosen_can_be_chosen_where_the_form_was_refused() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    let body = "versie=&sleutel=k.1&doe=afspreken&wat=Bellen&wie=&voor=geen-dag".to_owned();
    let answer = post(&scene, case, "actie", body).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let anne = format!("<option value=\"{}:{}\">Anne Bakker", scene.anne.person, scene.anne.org);
    assert!(control(&answer.body, "wie").contains(&anne), "{}", answer.body);
    let answer =
        post(&scene, case, "gegeven", "zorgpad=az-verloskunde&gegeven=x&soort=choice&waarde=weg".to_owned()).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.body);
    let answer = post(&scene, case, "afsluiten", "datum=2026-11-22&waarom=completed&toelichting=".to_owned()).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(control(&answer.body, "waarom").contains("<option value=\"completed\" selected>"));
    let body = "doe=voorstellen&soort=planned&naar=weg&antwoord-voor=2026-11-25&toelichting=Sectio".to_owned();
    let answer = post(&scene, case, "overdracht", body).await;
    assert!(control(&answer.body, "naar").contains(">Martini Ziekenhuis"), "{}", answer.body);
}

#[tokio::test]
async fn az_07_who_was_told_nobody_ticks_whom_on_the_form_that_comes_back() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    let body = "onderwerp=Overplaatsing&tekst=Zij+verhuist+niet".to_owned();
    let answer = post(&scene, case, "informeren", body).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.body);
    let gc_a = format!("type=\"checkbox\" name=\"aan\" value=\"{}\">", scene.gc_a);
    assert!(answer.body.contains(&gc_a) && answer.body.contains("GC A Ter Apel"), "{}", answer.body);
    assert!(answer.body.contains("Zij verhuist niet"), "{}", answer.body);
    let body = format!("onderwerp=&tekst=Kort&aan={}", scene.gc_a);
    let answer = post(&scene, case, "informeren", body).await;
    let gc_a = format!("name=\"aan\" value=\"{}\" checked", scene.gc_a);
    assert_eq!(answer.body.matches(&format!("name=\"aan\" value=\"{}\"", scene.gc_a)).count(), 1, "{}", answer.body);
    assert!(answer.body.contains(&gc_a) && answer.body.matches("name=\"aan\"").count() > 1, "{}", answer.body);
}

#[tokio::test]
async fn cm_08_how_a_goal_turned_out_is_chosen_on_the_form_that_comes_back() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    let answer = post(&scene, case, "doel", "nr=1&datum=2026-11-22&wat-gevonden=Beter".to_owned()).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.body);
    let outcome = control(&answer.body, "uitkomst");
    assert!(
        outcome.contains("<option value=\"reached\">") && outcome.contains("<option value=\"dropped\">"),
        "{outcome}"
    );
}

/// Every control of a form of the case comes back as a control: hidden are only the fields that were hidden before.
#[tokio::test]
async fn nothing_that_a_person_fills_in_on_a_case_comes_back_hidden() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    let page = scene.whole_case("joke", case).await;
    let mut looked_at = 0;
    for form in page.split("<form ").skip(1).map(|rest| rest.split("</form>").next().unwrap()) {
        let Some(action) = form.split(&format!(" action=\"/casus/{case}/")).nth(1) else { continue };
        let action = action.split('"').next().unwrap();
        let (fields, shown) = filled_in(form);
        let answer = post(&scene, case, action, format!("{fields}&versie=0")).await;
        if answer.status == StatusCode::SEE_OTHER {
            continue;
        }
        assert_eq!(answer.status, StatusCode::CONFLICT, "{action}: {}", answer.body);
        for name in shown {
            let hidden = answer.body.contains(&format!("<input type=\"hidden\" name=\"{name}\""));
            assert!(!hidden && answer.body.contains(&format!("name=\"{name}\"")), "{action}: {name} is out of sight");
            looked_at += 1;
        }
    }
    assert!(looked_at > 60, "{looked_at}");
}

/// The body that a browser would send, with the first choice of every list, and the names of the controls in sight.
fn filled_in(form: &str) -> (String, Vec<String>) {
    let attribute = |tag: &str, name: &str| {
        tag.split(&format!(" {name}=\"")).nth(1).and_then(|rest| rest.split('"').next()).map(str::to_owned)
    };
    let (mut pairs, mut shown) = (Vec::new(), Vec::new());
    let tags: Vec<&str> = form.split('<').map(|rest| rest.split('>').next().unwrap_or_default()).collect();
    for (at, tag) in tags.iter().enumerate() {
        let Some(name) = attribute(tag, "name").filter(|name| name != "versie" && name != "terug") else { continue };
        let value = attribute(tag, "value").unwrap_or_default();
        let kind = attribute(tag, "type").unwrap_or_default();
        let typed = match (tag.split(' ').next().unwrap_or_default(), kind.as_str()) {
            ("button", _) if pairs.iter().any(|(known, _)| *known == name) => continue,
            ("button", _) | ("input", "hidden") => {
                pairs.push((name, value));
                continue;
            }
            ("select", _) => {
                tags[at + 1..].iter().filter_map(|tag| attribute(tag, "value")).find(|value| !value.is_empty())
            }
            ("input", "date") => Some("2026-11-22".to_owned()),
            ("input", "number") => Some("3".to_owned()),
            ("input", "radio" | "checkbox") if value.is_empty() => continue,
            ("input", "radio" | "checkbox") => Some(value),
            ("input" | "textarea", _) => Some("Tekst".to_owned()),
            _ => continue,
        };
        if !shown.contains(&name) {
            shown.push(name.clone());
            pairs.push((name, typed.unwrap_or_default()));
        }
    }
    let body: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={}", value.replace(' ', "+"))).collect();
    (body.join("&"), shown)
}
