//! Every word of the pages comes from the text files, in both languages (G-04).

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn files(folder: &Path, ending: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                let text = std::fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    assert!(!found.is_empty(), "no {ending} in {}", folder.display());
    found
}

fn keys(lang: &str) -> BTreeMap<String, PathBuf> {
    let mut keys = BTreeMap::new();
    for (path, text) in files(&root().join("locales").join(lang), ".ftl") {
        let resource = fluent_bundle::FluentResource::try_new(text.clone());
        assert!(resource.is_ok(), "{}: {:?}", path.display(), resource.err().map(|(_, errors)| errors));
        for line in text.lines() {
            let starts_key = line.starts_with(|c: char| c.is_ascii_lowercase());
            if let Some((key, _)) = line.split_once(" =").filter(|_| starts_key) {
                let before = keys.insert(key.to_owned(), path.clone());
                assert!(before.is_none(), "'{key}' stands twice: {} and {}", path.display(), before.unwrap().display());
            }
        }
    }
    keys
}

/// The string literals that are given to the methods of `Texts`, and those that look like keys in `src/texts`.
fn used_keys() -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    let crate_root = root().join("crates/web");
    let mut sources = files(&root().join("templates"), ".html");
    sources.extend(files(&crate_root.join("src"), ".rs"));
    for (path, text) in sources {
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let text = code.split_whitespace().collect::<Vec<_>>().join(" ").replace("( \"", "(\"");
        for method in [".of(\"", ".one(\"", ".two(\"", ".with(\""] {
            for (at, _) in text.match_indices(method) {
                let receiver = text[..at].rsplit(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
                let is_texts = matches!(receiver, "t" | "lt") || (receiver == "self" && text.contains("impl Texts"));
                if is_texts {
                    let rest = &text[at + method.len()..];
                    used.extend(rest.split('"').next().map(str::to_owned));
                }
            }
        }
        let in_texts = path.starts_with(crate_root.join("src/texts"));
        let titled = ["error.rs", "caseload.rs", "sign_in.rs"].iter().any(|name| path.ends_with(name));
        if in_texts || titled {
            for (at, _) in text.match_indices("=> \"") {
                let key = text[at + 4..].split('"').next().unwrap_or_default();
                if key.contains('-') && !key.contains('/') {
                    used.insert(key.to_owned());
                }
            }
        }
    }
    // Keys that are chosen at run time.
    for (start, count) in [("month-", 12), ("month-short-", 12), ("weekday-", 7)] {
        used.extend((1..=count).map(|number| format!("{start}{number}")));
    }
    for (path, names) in [
        ("pages/today.rs", "today-"),
        ("pages/today.rs", "greeting-"),
        ("fields.rs", "field-"),
        ("fields.rs", "letter-"),
        ("fields.rs", "intake-"),
        ("pages/case/intake.rs", "intake-"),
    ] {
        let text = std::fs::read_to_string(crate_root.join("src").join(path)).unwrap();
        for (at, _) in text.match_indices(&format!("\"{names}")) {
            used.extend(text[at + 1..].split('"').next().map(str::to_owned));
        }
    }
    used
}

#[test]
fn g_04_dutch_and_english_have_the_same_texts() {
    let (dutch, english) = (keys("nl"), keys("en"));
    let only_dutch: Vec<_> = dutch.keys().filter(|key| !english.contains_key(*key)).collect();
    let only_english: Vec<_> = english.keys().filter(|key| !dutch.contains_key(*key)).collect();
    assert!(only_dutch.is_empty(), "without English: {only_dutch:?}");
    assert!(only_english.is_empty(), "without Dutch: {only_english:?}");
    for (key, path) in &dutch {
        assert_eq!(path.file_name(), english[key].file_name(), "'{key}' stands in different files");
    }
}

#[test]
fn g_04_every_text_that_is_asked_for_is_there() {
    let there = keys("nl");
    let missing: Vec<_> = used_keys().into_iter().filter(|key| !there.contains_key(key)).collect();
    assert!(missing.is_empty(), "asked for and not in locales/: {missing:?}");
}

#[test]
fn no_text_is_kept_that_nobody_asks_for() {
    let mut used = used_keys();
    // A refusal is looked up by the code that the inner rooms give it.
    let rooms =
        ["care", "pathway", "app", "web"].map(|room| files(&root().join("crates").join(room).join("src"), ".rs"));
    let codes: String = rooms.into_iter().flatten().map(|(_, text)| text).collect();
    let is_code = |key: &str| key.strip_prefix("refusal-").is_some_and(|code| codes.contains(&format!("\"{code}\"")));
    let is_part = |key: &str| key.strip_prefix("part-").is_some_and(|part| codes.contains(part));
    let there = keys("nl");
    used.extend(
        there.keys().filter(|key| is_part(key) || is_code(key) || codes.contains(&format!("\"{key}\""))).cloned(),
    );
    let spare: Vec<_> = there.into_keys().filter(|key| !used.contains(key)).collect();
    assert!(spare.is_empty(), "in locales/ and never asked for: {spare:?}");
}

/// Takes out everything between `open` and `close`.
fn without(text: &str, open: &str, close: &str) -> String {
    let mut left = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(open) {
        left.push_str(&rest[..start]);
        left.push(' ');
        let after = &rest[start + open.len()..];
        rest = after.find(close).map_or("", |end| &after[end + close.len()..]);
    }
    left.push_str(rest);
    left
}

/// The attributes whose value is read by people or read out to them.
const READ: [&str; 12] = [
    "aria-label",
    "aria-description",
    "aria-placeholder",
    "aria-roledescription",
    "aria-valuetext",
    "title",
    "placeholder",
    "alt",
    "label",
    "summary",
    "data-label",
    "content",
];

/// The words of a template that are in the template itself: between its tags, in attributes that are read, and on buttons
/// that are made of an `input`.
fn words(template: &str) -> Vec<String> {
    let plain = without(&without(&without(template, "{#", "#}"), "{%", "%}"), "{{", "}}");
    let is_word = |word: &&str| word.chars().any(char::is_alphabetic);
    let mut words: Vec<String> =
        without(&plain, "<", ">").split_whitespace().filter(is_word).map(str::to_owned).collect();
    for tag in plain.split('<').skip(1).map(|rest| rest.split('>').next().unwrap_or_default()) {
        let spoken = |name: &str| {
            let machine =
                name == "content" && (tag.contains("name=\"viewport\"") || tag.contains("name=\"color-scheme\""));
            let button = name == "value"
                && ["submit", "button", "reset"].iter().any(|kind| tag.contains(&format!("\"{kind}\"")));
            (READ.contains(&name) && !machine) || (button && tag.starts_with("input"))
        };
        for (at, _) in tag.match_indices("=\"") {
            let name = tag[..at].rsplit(|c: char| c.is_whitespace()).next().unwrap_or_default();
            let value = tag[at + 2..].split('"').next().unwrap_or_default();
            if spoken(name) && is_word(&value) {
                words.push(format!("{name}=\"{value}\""));
            }
        }
    }
    words
}

#[test]
fn g_04_templates_hold_no_words() {
    for (path, text) in files(&root().join("templates"), ".html") {
        let words = words(&text);
        assert!(words.is_empty(), "{}: words outside of the text files: {words:?}", path.display());
    }
}

#[test]
fn a_word_in_a_template_is_found_wherever_it_is_read() {
    for breach in [
        "<p>Vandaag</p>",
        "<nav aria-label=\"Menu\">",
        "<input type=\"text\" placeholder=\"zoek\" name=\"zoek\">",
        "<abbr title=\"{{ x }} weken\">",
        "<optgroup label=\"Praktijken\">",
        "<input type=\"submit\" value=\"Bewaren\">",
        "<meta name=\"description\" content=\"Regie\">",
        "<img\n alt=\"lijn\">",
    ] {
        assert_eq!(words(breach).len(), 1, "{breach}: {:?}", words(breach));
    }
    for fine in [
        "<p class=\"card\">{{ t.of(\"nav-today\") }} · 3</p>{# a remark #}",
        "<nav aria-label=\"{{ t.of(\"main-menu\") }}\">",
        "<input type=\"hidden\" name=\"nr\" value=\"ja\">",
        "<meta name=\"viewport\" content=\"width=device-width\">",
    ] {
        assert!(words(fine).is_empty(), "{fine}: {:?}", words(fine));
    }
}

/// The names of the fields that care says are empty: those given to the functions that ask for words.
fn fields_that_may_be_empty() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (path, text) in files(&root().join("crates/care/src"), ".rs") {
        if path.to_string_lossy().contains("tests") || path.ends_with("intake.rs") {
            continue;
        }
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let code = code.split_whitespace().collect::<Vec<_>>().join(" ").replace("( \"", "(\"");
        for asks in
            ["words(\"", "not_empty(\"", "filled(\"", "filled_note(\"", "Empty { field: \"", "const FIELD: &str = \""]
        {
            let named = code.split(asks).skip(1).filter_map(|rest| rest.split('"').next());
            found.extend(named.map(|field| field.rsplit('.').next().unwrap().to_owned()));
        }
    }
    assert!(found.len() > 20, "{found:?}");
    found
}

#[test]
fn g_04_every_field_that_may_be_empty_has_a_name_on_the_pages() {
    let there = keys("nl");
    let nameless: Vec<_> =
        fields_that_may_be_empty().into_iter().filter(|field| !there.contains_key(&format!("part-{field}"))).collect();
    assert!(nameless.is_empty(), "say in locales/*/parts.ftl what these are called: {nameless:?}");
}

/// Texts in which `zij`, `haar`, `she` or `her` is no client, or a woman for certain: a professional, a thing that is feminine in
/// Dutch, or who gives birth.
const NOT_OF_A_CLIENT: &[&str] = &[
    "because-",
    "clicked",
    "coordinator-hint",
    "delegate-sealed-hint",
    "diagram-about",
    "direction-incoming",
    "error-in-doubt-help",
    "field-error-unseen",
    "first-line-hint",
    "former-hint",
    "handover-",
    "hospital",
    "intake-meanwhile-hint",
    "letter-names-manager",
    "meeting-hold-later",
    "refusal-",
    "region-",
    "relations-",
    "relocation-hint",
    "roster-",
    "said-handover-proposed",
    "said-warn-not-hers",
    "sealed-note-hint",
    "several-",
    "today-urgent-hint",
    "told-in-regie",
    "visits-",
    "case-past",
];

#[test]
fn g_04_no_text_takes_a_client_for_a_woman() {
    let woman = ["zij", "haar", "zijzelf", "she", "her", "hers", "herself"];
    let mut found = Vec::new();
    for lang in ["nl", "en"] {
        for (path, text) in files(&root().join("locales").join(lang), ".ftl") {
            let mut key = "";
            for line in text.lines().filter(|line| !line.starts_with('#')) {
                if line.starts_with(|c: char| c.is_ascii_lowercase()) {
                    key = line.split(" =").next().unwrap();
                }
                let said = line.strip_prefix(key).unwrap_or(line).to_lowercase();
                let mut words = said.split(|c: char| !c.is_alphanumeric());
                if words.any(|word| woman.contains(&word))
                    && !NOT_OF_A_CLIENT.iter().any(|start| key.starts_with(start))
                {
                    found.push(format!("{}: {line}", path.file_name().unwrap().to_string_lossy()));
                }
            }
        }
    }
    assert!(found.is_empty(), "clients may be men; say `de cliënt`, `the client`:\n{}", found.join("\n"));
}
