//! Requirement rows and the tests that carry their ids: a test that proves `AZ-03` is named `az_03_…`.

use crate::breach::Breach;
use crate::workspace::TextFile;

/// The rows that this version says it fulfils.
const CLAIMED: &[&str] = &[
    "AZ-01", "AZ-02", "AZ-03", "AZ-04", "AZ-06", "AZ-07", "AZ-08", "AZ-09", "AZ-10", "AZ-11", "AZ-12", "AZ-13",
    "AZ-14", "AZ-15", "CM-01", "CM-02", "CM-03", "CM-08", "CM-09", "CM-10", "CM-11", "G-02", "G-07", "G-09", "G-10",
    "PN-01", "PN-02", "PS-01", "PS-02", "PS-03", "PS-04", "PS-05", "PS-06", "PS-07", "PZ-01", "PZ-02", "PZ-03",
];

/// Claimed rows that no test carries.
pub fn breaches(files: &[TextFile]) -> Vec<Breach> {
    let tests: Vec<String> = files
        .iter()
        .filter(|file| file.path.starts_with("crates/") && file.path.ends_with(".rs"))
        .flat_map(|file| test_names(&file.text))
        .collect();
    CLAIMED
        .iter()
        .filter(|row| {
            let start = test_prefix(row);
            !tests.iter().any(|name| name.starts_with(&start))
        })
        .map(|row| {
            Breach::new(
                *row,
                "the row is claimed and no test carries its id",
                format!("Name a test that proves it `{}…`", test_prefix(row)),
            )
        })
        .collect()
}

/// `AZ-03` → `az_03_`.
fn test_prefix(row: &str) -> String {
    format!("{}_", row.to_lowercase().replace('-', "_"))
}

/// The names of the functions in `text` that are tests: marked by an attribute that says so, or written inside a macro that
/// makes them (`on_both! { async fn az_01_… }`).
fn test_names(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut marked = false;
    let mut macro_end: Option<String> = None;
    for line in text.lines() {
        let code = line.trim();
        if macro_end.as_deref() == Some(line.trim_end()) {
            macro_end = None;
        } else if opens_macro(code) && macro_end.is_none() {
            let margin = &line[..line.len() - line.trim_start().len()];
            macro_end = Some(format!("{margin}}}"));
        } else if let Some(name) = function_name(code)
            && (marked || macro_end.is_some())
        {
            names.push(name.to_owned());
        }
        marked = is_test_mark(code) || (marked && is_head(code));
    }
    names
}

fn function_name(line: &str) -> Option<&str> {
    let line = line.strip_prefix("pub ").unwrap_or(line);
    let line = line.strip_prefix("async ").unwrap_or(line);
    let rest = line.strip_prefix("fn ")?;
    rest.split(['(', '<', ' ']).next()
}

/// A line that belongs to the function below it.
fn is_head(line: &str) -> bool {
    line.is_empty() || line.starts_with("#[") || line.starts_with("//")
}

fn is_test_mark(line: &str) -> bool {
    line.starts_with("#[") && line.contains("test") && !line.contains("cfg(")
}

fn opens_macro(line: &str) -> bool {
    line.ends_with('{') && line.split_once('!').is_some_and(|(name, _)| is_path(name) && name != "macro_rules")
}

fn is_path(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == ':')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::breach::told;
    use crate::workspace::sample::file;

    #[test]
    fn a_row_without_a_test_is_a_breach() {
        let source: String =
            CLAIMED[1..].iter().map(|row| format!("#[test]\nfn {}holds() {{}}\n", test_prefix(row))).collect();
        let told = told(&breaches(&[file("crates/care/src/a.rs", &source)]));
        assert!(told.contains("AZ-01: the row is claimed"), "{told}");
        assert_eq!(told.lines().count(), 1, "{told}");
    }

    #[test]
    fn only_tests_count() {
        let text = "
            #[test]
            fn az_01_plain() {}
            #[tokio::test(flavor = \"multi_thread\")]
            #[allow(clippy::unwrap_used)]
            /// Says why.
            async fn az_02_waits() {}
            fn az_03_helper() {}
            #[cfg(test)]
            fn az_04_helper() {}
            testkit::on_both! {
                async fn az_06_made(store: Store) {
                    let x = 1;
                }
                async fn az_08_made_too(store: Store) {}
            }
            fn az_09_helper() {}
            // fn az_07_comment() {}
        ";
        let names = test_names(text);
        assert_eq!(names, ["az_01_plain", "az_02_waits", "az_06_made", "az_08_made_too"]);
    }

    #[test]
    fn an_id_counts_only_whole() {
        let source = "#[test]\nfn g_021_other() {}\n";
        let told = told(&breaches(&[file("crates/care/src/a.rs", source)]));
        assert!(told.contains("G-02: "), "{told}");
    }
}
