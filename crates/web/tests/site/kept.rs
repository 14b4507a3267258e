//! Every form of a case that met somebody else's change comes back with all that was typed and chosen.

use axum::http::StatusCode;
use regie_care::case::CaseCommand;

use crate::again::{changed_meanwhile, post};
use crate::desk::desk;
use crate::scene::Scene;

/// A form of a page: where it posts to, and its fields as a person would fill them in.
pub struct Form {
    pub action: String,
    pub body: Vec<(String, String)>,
    /// What was chosen in a list, a round or a box: name and value.
    chosen: Vec<(String, String)>,
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    tag.split(&format!(" {name}=\"")).nth(1)?.split('"').next()
}

/// The forms of a page that post about this case, every choice made and every field filled in.
pub fn forms(page: &str, start: &str) -> Vec<Form> {
    let forms = page.split("<form ").skip(1).map(|rest| rest.split("</form>").next().unwrap());
    forms.filter_map(|form| filled_in(form, start)).collect()
}

fn filled_in(form: &str, start: &str) -> Option<Form> {
    let action = attribute(&format!(" {form}"), "action")?.to_owned();
    if !form.contains("method=\"post\"") {
        return None;
    }
    let name = action.strip_prefix(start)?.to_owned();
    let (mut body, mut chosen) = (Vec::new(), Vec::<(String, String)>::new());
    for tag in form.split('<').map(|rest| rest.split('>').next().unwrap()) {
        let kind = tag.split(' ').next().unwrap();
        let (Some(field), value) = (attribute(tag, "name"), attribute(tag, "value").unwrap_or_default()) else {
            continue;
        };
        let (field, value) = (field.to_owned(), value.to_owned());
        match (kind, attribute(tag, "type")) {
            ("input", Some("radio" | "checkbox")) if value.is_empty() => {}
            ("input", Some("radio" | "checkbox")) => {
                chosen.retain(|(known, _)| *known != field);
                chosen.push((field, value));
            }
            ("input", Some("hidden")) => body.push((field, value)),
            ("input", Some("date")) => body.push((field, "2026-11-22".to_owned())),
            ("input", Some("number")) => body.push((field, "1".to_owned())),
            ("textarea" | "input", _) => body.push((field, "getypt".to_owned())),
            ("button", _) if field == "doe" => {
                body.retain(|(known, _)| known != "doe");
                body.push((field, value));
            }
            ("select", _) => {
                let list = form.split(&format!("<select name=\"{field}\"")).nth(1)?.split("</select>").next()?;
                let options = list.split("<option").filter_map(|option| attribute(option, "value"));
                let last = options.filter(|value| !value.is_empty()).last()?.to_owned();
                chosen.push((field, last));
            }
            _ => {}
        }
    }
    body.extend(chosen.iter().cloned());
    Some(Form { action: name, body, chosen })
}

#[tokio::test]
async fn g_10_every_form_of_a_case_that_met_a_change_keeps_all_that_was_typed_and_chosen() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    for pathway in ["psychosociaal", "ggz-fact"] {
        let start = CaseCommand::StartPathway { pathway: pathway.into(), anchors: [].into(), facts: [].into() };
        scene.give(scene.joke, case, start).await;
    }
    let cookie = scene.sign_in("joke").await;
    let page = scene.case_with(&cookie, case).await;
    changed_meanwhile(&scene, case).await;
    let (mut lost, mut met) = (Vec::new(), 0);
    for form in forms(&page, &format!("/casus/{case}/")) {
        let body = serde_urlencoded(&form.body);
        let answer = post(&scene, case, &form.action, body).await;
        if answer.status != StatusCode::CONFLICT {
            continue;
        }
        met += 1;
        let again = filled_in_again(&answer.body);
        for (name, value) in
            form.body.iter().filter(|(name, _)| !["versie", "sleutel", "terug"].contains(&name.as_str()))
        {
            if !again.kept.contains(&(name.clone(), value.clone())) {
                lost.push(format!("{}: {name}={value} is lost", form.action));
            }
        }
        for (name, value) in &form.chosen {
            if !value.is_empty() && !again.seen.contains(name) {
                lost.push(format!("{}: {name}={value} goes along unseen", form.action));
            }
        }
    }
    assert!(met > 20, "{met} forms met the change");
    assert!(lost.is_empty(), "{}", lost.join("\n"));
}

pub fn serde_urlencoded(body: &[(String, String)]) -> String {
    let pair = |(name, value): &(String, String)| {
        format!("{name}={}", value.replace('%', "%25").replace('&', "%26").replace('+', "%2B").replace(' ', "+"))
    };
    body.iter().map(pair).collect::<Vec<_>>().join("&")
}

/// What stands filled in on the page that comes again.
struct Again {
    kept: Vec<(String, String)>,
    /// The fields that a person sees.
    seen: Vec<String>,
}

fn filled_in_again(page: &str) -> Again {
    let mut again = Again { kept: Vec::new(), seen: Vec::new() };
    let form = page.split("<form method=\"post\" action=\"/casus/").nth(1).unwrap().split("</form>").next().unwrap();
    let mut list = String::new();
    for part in form.split('<') {
        let (tag, text) = part.split_once('>').unwrap_or((part, ""));
        let name = attribute(tag, "name").unwrap_or_default().to_owned();
        match tag.split(' ').next().unwrap() {
            "input" => {
                let value = attribute(tag, "value").unwrap_or_default().to_owned();
                if attribute(tag, "type") != Some("hidden") {
                    again.seen.push(name.clone());
                }
                again.kept.push((name, value));
            }
            "textarea" => {
                again.seen.push(name.clone());
                again.kept.push((name, text.to_owned()));
            }
            "select" => {
                again.seen.push(name.clone());
                list = name;
            }
            "option" if tag.ends_with(" selected") => {
                again.kept.push((list.clone(), attribute(tag, "value").unwrap_or_default().to_owned()));
            }
            _ => {}
        }
    }
    again
}

#[tokio::test]
async fn g_10_the_outcome_that_was_chosen_stays_in_sight_when_another_did_the_step_meanwhile() {
    let scene = Scene::new().await;
    let desk = desk(&scene, "joke").await;
    desk.done("stap", "doe=starten&pad=psychosociaal").await;
    let seen = scene.app.case_file(scene.joke, desk.case).await.unwrap().case.version;
    let body = "doe=gedaan&zorgpad=psychosociaal&nr=1&datum=2026-11-22&stap=screening";
    desk.done("stap", &format!("{body}&uitkomst=no-problem")).await;
    let answer = desk.post("stap", &format!("{body}&uitkomst=problem&versie={seen}")).await;
    assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.body);
    let again = filled_in_again(&answer.body);
    assert!(again.kept.contains(&("uitkomst".to_owned(), "problem".to_owned())), "{}", answer.body);
    assert!(again.seen.contains(&"uitkomst".to_owned()), "{}", answer.body);
}
