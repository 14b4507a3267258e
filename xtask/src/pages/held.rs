//! The table is held to the routes: a new page without a row, a row without a page, a page without its pictures.

use std::path::Path;

use super::screens;
use super::table::{NO_PAGES, PAGES, Place};
use crate::breach::Breach;
use crate::workspace::TextFile;

const TABLE: &str = "xtask/src/pages/table.rs";
const ROUTES: &str = "crates/web/src/routes/";
const PARTS: &str = "crates/web/src/pages/case/tab.rs";

/// Every breach, in the files of the workspace at `root`.
pub fn breaches(files: &[TextFile], root: &Path) -> Vec<Breach> {
    let mut found = with_the_routes(files);
    found.extend(pictures(root));
    let index = files.iter().find(|file| file.path == screens::INDEX).map_or("", |file| file.text.as_str());
    if index != screens::index() {
        found.push(Breach::new(
            screens::INDEX,
            "it is not the index of the table's pages",
            "Run `cargo xtask screens`",
        ));
    }
    found
}

fn with_the_routes(files: &[TextFile]) -> Vec<Breach> {
    let routes: Vec<(&str, &str)> = files
        .iter()
        .filter(|file| file.path.starts_with(ROUTES) && file.path.ends_with(".rs"))
        .flat_map(|file| gettable(&file.text).into_iter().map(|route| (file.path.as_str(), route)))
        .collect();
    let known = || PAGES.iter().map(|page| page.route).chain(NO_PAGES.iter().map(|(route, _)| *route));
    let new = routes
        .iter()
        .filter(|(_, route)| !known().any(|name| name == *route))
        .map(|(file, route)| Breach::new(*file, format!("the page `{route}` is not in the table of pages"), mend()));
    let gone = known().filter(|name| *name != "*" && !routes.iter().any(|(_, route)| route == name));
    let gone = gone.map(|name| Breach::new(TABLE, format!("no route `{name}` answers GET"), "Take its row away"));
    new.chain(gone).chain(parts(files)).collect()
}

/// The parts of the case, which share a route.
fn parts(files: &[TextFile]) -> Vec<Breach> {
    let source = files.iter().find(|file| file.path == PARTS).map_or("", |file| file.text.as_str());
    let paths = source.split("=> \"").skip(1).filter_map(|rest| rest.split('"').next());
    let is_part = |name: &&str| !name.is_empty() && !name.starts_with("tab-");
    let has_row = |name: &str| {
        let is_it = |end: &str| end.strip_prefix('/') == Some(name);
        PAGES.iter().any(|page| match page.place {
            Place::Link { start: "/casus/", end, .. } | Place::CaseOf { end, .. } => is_it(end),
            _ => false,
        })
    };
    let missing = paths.filter(is_part).filter(|name| !has_row(name));
    missing
        .map(|name| Breach::new(PARTS, format!("the part `{name}` of the case is not in the table of pages"), mend()))
        .collect()
}

fn mend() -> String {
    format!("Give it a row in {TABLE}, and run `cargo xtask screens`")
}

fn pictures(root: &Path) -> Vec<Breach> {
    let files = PAGES.iter().flat_map(screens::files);
    let missing = files.filter(|file| !root.join(screens::FOLDER).join(file).is_file());
    missing
        .map(|file| {
            Breach::new(format!("{}/{file}", screens::FOLDER), "there is no such picture", "Run `cargo xtask screens`")
        })
        .collect()
}

/// The routes that a file declares to answer GET.
fn gettable(source: &str) -> Vec<&str> {
    let source = source.split("#[cfg(test)]").next().unwrap_or_default();
    let mut found = Vec::new();
    for (at, start) in source.match_indices(".route(") {
        let rest = &source[at + start.len()..];
        let call = &rest[..end_of_call(rest)];
        let Some((_, quoted)) = call.split_once('"') else { continue };
        let Some((route, handlers)) = quoted.split_once('"') else { continue };
        if handlers.match_indices("get(").any(|(at, _)| !handlers[..at].ends_with(|c: char| c.is_alphanumeric())) {
            found.push(route);
        }
    }
    found
}

/// Where the bracket closes that was open before `rest`.
fn end_of_call(rest: &str) -> usize {
    let mut open = 1;
    for (at, c) in rest.char_indices() {
        match c {
            '(' => open += 1,
            ')' => open -= 1,
            _ => {}
        }
        if open == 0 {
            return at;
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::breach::told;
    use crate::workspace::sample::file;

    const SOURCE: &str = r#"
        Router::new()
            .route("/", get(|| async { Redirect::to("/vandaag") }))
            .route("/vandaag", get(today::show))
            .route("/plek", post(switch_seat))
            .route(
                "/aanmelden",
                post(sign_in).get(show),
            )
            .route("/doel", post(target(budget(1))))
        #[cfg(test)]
        mod tests { fn x() { Router::new().route("/geheim", get(y)) } }
    "#;

    #[test]
    fn what_answers_get_is_read_from_the_source() {
        assert_eq!(gettable(SOURCE), ["/", "/vandaag", "/aanmelden"]);
    }

    #[test]
    fn a_page_without_a_row_and_a_row_without_a_page_are_breaches() {
        let files =
            [file("crates/web/src/routes/mod.rs", r#"x.route("/nieuw/{id}", get(new)).route("/vandaag", get(y))"#)];
        let told = told(&with_the_routes(&files));
        assert!(told.contains("the page `/nieuw/{id}` is not in the table"), "{told}");
        assert!(told.contains("no route `/caseload` answers GET"), "{told}");
        assert!(!told.contains("`/vandaag`"), "{told}");
    }

    #[test]
    fn a_part_of_the_case_without_a_row_is_a_breach() {
        let source = r#"Self::Overview => "", Self::Plan => "plan", Self::New => "nieuw", Self::Plan => "tab-plan","#;
        let told = told(&parts(&[file(PARTS, source)]));
        assert!(told.contains("the part `nieuw` of the case"), "{told}");
        assert_eq!(told.lines().count(), 1, "{told}");
    }

    #[test]
    fn a_page_without_its_pictures_is_a_breach() {
        let folder = tempfile::tempdir().unwrap();
        let told = told(&breaches(&[], folder.path()));
        assert!(told.contains("docs/screens/vandaag-telefoon.png: there is no such picture"), "{told}");
        assert!(told.contains("docs/screens/README.md"), "{told}");
    }

    #[test]
    fn no_two_pages_have_one_name() {
        for (index, page) in PAGES.iter().enumerate() {
            assert!(PAGES[..index].iter().all(|other| other.name != page.name), "{}", page.name);
        }
    }
}
