//! Every page with every sample in every language: it can be written, its tags are balanced, its ids are its own, and
//! its forms know where they go.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has failed")]
#![allow(clippy::too_many_lines, reason = "the sample of a page is one long value")]

mod sample;

use std::collections::{BTreeMap, BTreeSet};

use regie_web::texts::Lang;

const VOID: &[&str] = &["meta", "link", "input", "br", "wbr"];
/// Written as `<path/>` in drawings.
const DRAWN: &[&str] = &["path", "circle", "rect"];

struct Tag<'a> {
    name: &'a str,
    whole: &'a str,
}

/// The opening tags in order; panics when tags are not balanced.
fn tags<'a>(page: &str, html: &'a str) -> Vec<Tag<'a>> {
    let mut found = Vec::new();
    let mut open: Vec<&str> = Vec::new();
    for (at, _) in html.match_indices('<') {
        let whole = &html[at + 1..at + html[at..].find('>').unwrap_or_else(|| panic!("{page}: '<' without '>'"))];
        let name =
            whole.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric() && c != '!').next().unwrap();
        if name.starts_with('!') {
            continue;
        }
        if let Some(closed) = whole.strip_prefix('/') {
            assert_eq!(open.pop(), Some(closed), "{page}: </{closed}> closes another tag");
            continue;
        }
        found.push(Tag { name, whole });
        if whole.ends_with('/') {
            assert!(DRAWN.contains(&name), "{page}: <{name}/> is not closed in HTML");
        } else if !VOID.contains(&name) {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{page}: not closed: {open:?}");
    found
}

fn attribute<'a>(tag: &Tag<'a>, name: &str) -> Option<&'a str> {
    let at = tag.whole.find(&format!(" {name}=\""))?;
    tag.whole[at + name.len() + 3..].split('"').next()
}

fn everything() -> Vec<(String, String)> {
    let mut pages = Vec::new();
    for lang in Lang::ALL {
        for (name, html) in sample::all(lang).expect("every sample can be written") {
            pages.push((format!("{}/{name}", lang.code()), html));
        }
    }
    pages
}

#[test]
fn g_05_every_page_is_well_formed_and_every_control_has_a_name() {
    for (page, html) in everything() {
        let tags = tags(&page, &html);
        let mut ids = BTreeSet::new();
        for tag in &tags {
            if let Some(id) = attribute(tag, "id") {
                // Samples repeat lines to fill a page; those alone share an id.
                let fresh = ids.insert(id);
                assert!(fresh || page.ends_with("-vol"), "{page}: id '{id}' stands twice");
            }
        }
        for tag in &tags {
            for reference in ["aria-labelledby", "href"] {
                let Some(target) = attribute(tag, reference) else { continue };
                let target = if reference == "href" { target.strip_prefix('#') } else { Some(target) };
                if let Some(target) = target.filter(|_| page.contains("casus") || reference != "href") {
                    let known = ids.contains(target) || target.starts_with("stap-");
                    assert!(known, "{page}: nothing has the id '{target}'");
                }
            }
        }
        assert_eq!(tags.iter().filter(|tag| tag.name == "h1").count(), 1, "{page}: one heading of the first rank");
        assert_eq!(tags.iter().filter(|tag| tag.name == "main").count(), 1, "{page}");
        controls_are_labelled(&page, &html);
    }
}

/// Inputs, selects and text areas stand inside a label, or carry one.
fn controls_are_labelled(page: &str, html: &str) {
    for control in ["<input ", "<select ", "<textarea "] {
        for (at, _) in html.match_indices(control) {
            let tag = &html[at..at + html[at..].find('>').unwrap()];
            let hidden = tag.contains("type=\"hidden\"");
            let inside = html[..at].rfind("<label").is_some_and(|start| !html[start..at].contains("</label>"));
            assert!(hidden || inside || tag.contains("aria-label="), "{page}: no label: {tag}");
        }
    }
}

#[test]
fn no_text_is_missing_on_any_page() {
    let keys: Vec<String> = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../../locales/nl"))
        .unwrap()
        .flat_map(|entry| {
            let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
            text.lines().filter_map(|line| line.split_once(" =").map(|(key, _)| key.to_owned())).collect::<Vec<_>>()
        })
        .filter(|key| key.contains('-') && !key.starts_with(' '))
        .collect();
    assert!(keys.len() > 300);
    for (page, html) in everything() {
        assert!(!html.contains("{$"), "{page}: an argument is missing");
        for key in &keys {
            assert!(!html.contains(&format!(">{key}<")), "{page}: shows the key '{key}' instead of its text");
        }
    }
}

#[test]
fn every_form_posts_to_a_known_place() {
    let mut places: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (page, html) in everything() {
        let mut action: Option<String> = None;
        for tag in tags(&page, &html) {
            match tag.name {
                "form" => {
                    let target = attribute(&tag, "action").unwrap_or_else(|| panic!("{page}: a form without action"));
                    let parts: Vec<&str> = target.split('/').collect();
                    let general = match parts.as_slice() {
                        ["", "casus", _, "overdracht", _] => "/casus/{id}/overdracht/{soort}".to_owned(),
                        ["", "casus", _, form] => format!("/casus/{{id}}/{form}"),
                        ["", "besprekingen", _] => "/besprekingen/{id}".to_owned(),
                        ["", "relaties", part @ ("organisatie" | "persoon" | "dienst"), _] => {
                            format!("/relaties/{part}/{{id}}")
                        }
                        ["", "bericht", _] => "/bericht/{id}".to_owned(),
                        ["", "intake", "nieuw", _] => "/intake/nieuw/{client}".to_owned(),
                        _ => target.to_owned(),
                    };
                    let method = attribute(&tag, "method").unwrap_or("get");
                    assert_eq!(
                        method == "get",
                        ["/bord", "/caseload", "/overgedragen"].contains(&general.as_str())
                            || ([
                                "/intake/nieuw",
                                "/besprekingen/{id}",
                                "/caseload/overdragen",
                                "/relaties",
                                "/relaties/mensen",
                            ]
                            .contains(&general.as_str())
                                && method == "get")
                            || general == "/relaties/dienst",
                        "{page}: {target}"
                    );
                    action = Some(general);
                }
                "input" | "select" | "textarea" | "button" => {
                    if let (Some(action), Some(name)) = (&action, attribute(&tag, "name")) {
                        let general = name.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
                        places.entry(action.clone()).or_default().insert(general);
                    }
                }
                _ => {}
            }
        }
    }
    // The contract between pages and routes. `actie-1-reden` and the like carry the number of the action.
    insta::assert_debug_snapshot!(places);
}

#[test]
fn the_main_pages_stay_as_they_are() {
    for lang in Lang::ALL {
        let pages: BTreeMap<String, String> = sample::all(lang).unwrap().into_iter().collect();
        for name in [
            "vandaag",
            "casus",
            "casus-plan",
            "casus-zorgplan",
            "casus-dossier",
            "casus-contacten",
            "casus-mensen",
            "casus-overdracht",
            "casus-geschiedenis",
            "casus-afsluiten",
            "casus-leeg",
            "caseload",
            "aanmelden-fout",
            "intussen-gewijzigd",
            "bericht",
            "fout-404",
            "zorgpaden",
            "zorgpad-klein",
        ] {
            // The stylesheet's name carries its hash, which is not what this test is about.
            let html = pages[name].replace(&regie_web::routes::assets::url("regie.css"), "/assets/regie.css");
            insta::assert_snapshot!(format!("{}-{name}", lang.code()), html);
        }
    }
}

#[test]
fn what_a_user_typed_is_never_markup() {
    use askama::Template;
    use regie_web::texts::Texts;
    let t = Texts::get(Lang::Nl);
    let (_, mut page) = sample::today_pages(t).remove(0);
    let evil = "<script>alert(1)</script>\" onmouseover=\"x";
    page.urgent[0].client = evil.to_owned();
    page.urgent[0].what = evil.to_owned();
    page.urgent[0].why = evil.to_owned();
    let html = page.render().unwrap();
    assert!(!html.contains("<script"), "markup came through");
    assert!(!html.contains("\" onmouseover"), "a quote came through");
}
