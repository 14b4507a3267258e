//! The law of dependence: which room may know which.

use crate::breach::Breach;
use crate::workspace::{Package, Workspace};

/// Does a room reach outside of itself?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purity {
    /// No clock, no chance, no files, no network, no database, no runtime.
    Pure,
    /// May do what its crates allow.
    Reaching,
}

/// One row of the law.
#[derive(Debug)]
pub struct Room {
    /// The crate's name without `regie-`.
    pub name: &'static str,
    /// Whether it may reach outside.
    pub purity: Purity,
    /// The rooms it may depend on.
    pub may: &'static [&'static str],
}

const fn pure(name: &'static str, may: &'static [&'static str]) -> Room {
    Room { name, purity: Purity::Pure, may }
}

const fn reaching(name: &'static str, may: &'static [&'static str]) -> Room {
    Room { name, purity: Purity::Reaching, may }
}

/// The law, from the innermost room to the outermost; `docs/decisions/0001-rooms-and-law.md` argues it.
pub const ROOMS: &[Room] = &[
    pure("decision", &[]),
    pure("diagram", &[]),
    pure("pathway", &["decision"]),
    pure("roster", &[]),
    pure("letters", &[]),
    pure("prove", &["pathway"]),
    pure("simulate", &["pathway"]),
    pure("care", &["pathway"]),
    reaching("store", &["pathway", "care"]),
    reaching("app", &["pathway", "care", "roster", "letters", "store"]),
    reaching("web", &["diagram", "pathway", "care", "app"]),
    reaching("fhir", &["pathway", "care", "app"]),
    reaching("cli", &["pathway", "prove", "simulate", "roster", "letters", "care", "store", "app", "web", "fhir"]),
    reaching("hostile", &["decision", "pathway", "roster", "care", "store", "app", "web"]),
    reaching("testkit", &["pathway", "care", "store", "app"]),
    reaching("made-up", &[]),
    reaching("browser", &[]),
    reaching("xtask", &["browser"]),
];

/// The rooms that only tests may know; and the chores, where the law says so.
const TESTS_ONLY: [&str; 3] = ["testkit", "made-up", "browser"];

/// Crates that belong to a few rooms only, with the reason.
const KEPT_APART: &[(&str, &[&str], &str)] = &[
    ("sqlx", &["store", "testkit"], "there is one write path and it is the store's"),
    ("axum", &["web", "fhir", "cli"], "a use case knows no pages"),
];

/// The room that a crate is.
pub fn room_name(package: &str) -> &str {
    package.strip_prefix("regie-").unwrap_or(package)
}

/// The law's row for a room.
pub fn room(name: &str) -> Option<&'static Room> {
    ROOMS.iter().find(|room| room.name == name)
}

/// Every breach of the law in the manifests of `workspace`.
pub fn breaches(workspace: &Workspace) -> Vec<Breach> {
    workspace.packages.iter().flat_map(of_package).collect()
}

fn of_package(package: &Package) -> Vec<Breach> {
    let name = room_name(&package.name);
    let place = format!("{}, Cargo.toml", package.name);
    let Some(room) = room(name) else {
        return vec![Breach::new(
            place,
            format!("the law does not know the room `{name}`"),
            "Give it a row in xtask/src/law.rs and a line in docs/decisions/0001-rooms-and-law.md",
        )];
    };
    let mut found = Vec::new();
    // The other checks find a room's files by its name.
    if package.folder_name() != name {
        found.push(Breach::new(
            place.as_str(),
            format!("the room `{name}` lies in the folder `{}`", package.folder_name()),
            "Give room and folder one name",
        ));
    }
    for dependency in &package.dependencies {
        let other = room_name(&dependency.name);
        let local = dependency.path.is_some() || other != dependency.name;
        if local {
            found.extend(between_rooms(room, other, dependency.is_dev(), &place));
        } else {
            found.extend(kept_apart(room, &dependency.name, &place));
        }
    }
    found
}

fn between_rooms(room: &Room, other: &str, dev: bool, place: &str) -> Option<Breach> {
    if TESTS_ONLY.contains(&other) {
        return (!dev && !room.may.contains(&other)).then(|| {
            Breach::new(
                place,
                format!("`{}` depends on `{other}` outside of its tests", room.name),
                "Move it to [dev-dependencies]",
            )
        });
    }
    if room.may.contains(&other) {
        return None;
    }
    let allowed = match room.may {
        [] => "no room".to_owned(),
        some => some.join(", "),
    };
    Some(Breach::new(
        place,
        format!("`{}` may not depend on `{other}`; it may on {allowed}", room.name),
        "Move what is needed to a room that both may know, or pass it in as a value",
    ))
}

fn kept_apart(room: &Room, name: &str, place: &str) -> Option<Breach> {
    let (_, rooms, reason) = KEPT_APART.iter().find(|(kept, ..)| *kept == name)?;
    (!rooms.contains(&room.name)).then(|| {
        Breach::new(
            place,
            format!("`{}` may not use `{name}`: {reason}", room.name),
            format!("Only {} may", rooms.join(", ")),
        )
    })
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;
    use crate::breach::told;
    use crate::workspace::sample::{package, workspace};

    /// The breaches of one crate that depends on `normal` and `dev`.
    fn of(name: &str, normal: &[&str], dev: &[&str]) -> String {
        told(&breaches(&workspace(vec![package(name, normal, dev)])))
    }

    #[test]
    fn the_real_workspace_keeps_the_law() {
        let real = crate::workspace::here().unwrap();
        assert!(real.packages.len() > 5, "{:?}", real.root);
        assert_eq!(told(&breaches(&real)), "");
    }

    #[test]
    fn every_allowed_dependency_passes() {
        for room in ROOMS {
            let may: Vec<String> = room.may.iter().map(|name| format!("regie-{name}")).collect();
            let may: Vec<&str> = may.iter().map(String::as_str).collect();
            let name = format!("regie-{}", room.name);
            assert_eq!(of(&name, &may, &["regie-testkit"]), "", "{name}");
        }
    }

    #[test]
    fn every_other_dependency_between_rooms_is_a_breach() {
        for room in ROOMS {
            for other in ROOMS.iter().filter(|other| !TESTS_ONLY.contains(&other.name)) {
                let told = of(&format!("regie-{}", room.name), &[&format!("regie-{}", other.name)], &[]);
                assert_eq!(told.is_empty(), room.may.contains(&other.name), "{told}");
            }
        }
    }

    #[test]
    fn web_may_know_neither_the_store_nor_fhir() {
        assert!(of("regie-web", &["regie-store"], &[]).contains("`web` may not depend on `store`"));
        assert!(of("regie-web", &["regie-fhir"], &[]).contains("`web` may not depend on `fhir`"));
        assert!(of("regie-fhir", &["regie-web"], &[]).contains("`fhir` may not depend on `web`"));
        assert!(of("regie-web", &[], &["regie-store"]).contains("`web` may not depend on `store`"));
    }

    #[test]
    fn no_row_allows_a_circle() {
        for (place, room) in ROOMS.iter().enumerate() {
            for other in room.may {
                let known = ROOMS[..place].iter().any(|earlier| earlier.name == *other);
                assert!(known, "`{}` may use `{other}`, which comes later", room.name);
            }
        }
    }

    #[test]
    fn the_testkit_is_for_tests_only() {
        assert!(of("regie-app", &["regie-testkit"], &[]).contains("outside of its tests"));
        assert_eq!(of("regie-app", &[], &["regie-testkit"]), "");
    }

    #[test]
    fn an_unknown_room_needs_a_row() {
        assert!(of("regie-attic", &[], &[]).contains("Give it a row"));
        assert!(of("regie-cli", &["regie-attic"], &[]).contains("may not depend on `attic`"));
    }

    #[test]
    fn sql_and_pages_stay_in_their_rooms() {
        assert!(of("regie-app", &["sqlx"], &[]).contains("one write path"));
        assert!(of("regie-app", &["axum"], &[]).contains("knows no pages"));
        assert_eq!(of("regie-store", &["sqlx"], &[]), "");
    }

    #[test]
    fn a_room_lies_in_a_folder_of_its_name() {
        let mut hidden = package("regie-care", &[], &[]);
        hidden.manifest_path = "/w/crates/kare/Cargo.toml".into();
        let told = told(&breaches(&workspace(vec![hidden])));
        assert!(told.contains("lies in the folder `kare`"), "{told}");
    }

    /// Through cargo itself: a fixture workspace whose `web` reaches into `store` by another name, for one platform only.
    #[test]
    fn a_deliberate_breach_in_a_real_workspace_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let write = |path: &str, text: &str| {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap_or(Path::new("/"))).unwrap();
            fs::write(path, text).unwrap();
        };
        write("Cargo.toml", "[workspace]\nresolver = \"3\"\nmembers = [\"crates/*\"]\n");
        for name in ["store", "web"] {
            write(&format!("crates/{name}/src/lib.rs"), "");
        }
        let manifest = |name| format!("[package]\nname = \"regie-{name}\"\nedition = \"2024\"\n");
        write("crates/store/Cargo.toml", &manifest("store"));
        write("crates/web/Cargo.toml", &manifest("web"));
        let clean = crate::workspace::load(folder.path()).unwrap();
        assert_eq!(told(&breaches(&clean)), "");

        let hidden = "[target.'cfg(unix)'.dependencies]\n\
                      cupboard = { package = \"regie-store\", path = \"../store\" }\n";
        write("crates/web/Cargo.toml", &(manifest("web") + hidden));
        let breached = crate::workspace::load(folder.path()).unwrap();
        let told = told(&breaches(&breached));
        assert!(told.contains("`web` may not depend on `store`"), "{told}");
    }
}
