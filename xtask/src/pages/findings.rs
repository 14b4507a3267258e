//! What was found wrong: each thing once, with the views in which it is seen.

use std::collections::BTreeMap;

use serde_json::Value;

/// What the checkers said, by page.
#[derive(Debug, Default)]
pub struct Findings {
    /// Page and sentence, with the views.
    found: BTreeMap<(String, String), Vec<String>>,
}

impl Findings {
    /// Notes a sentence on a page, seen in a view.
    pub fn note(&mut self, page: &str, view: &str, sentence: impl Into<String>) {
        let views = self.found.entry((page.to_owned(), sentence.into())).or_default();
        if !views.iter().any(|known| known == view) {
            views.push(view.to_owned());
        }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.found.len()
    }

    /// One line each.
    pub fn lines(&self) -> impl Iterator<Item = String> {
        self.found.iter().map(|((page, sentence), views)| format!("{page} ({}): {sentence}", views.join(", ")))
    }
}

/// The sentences in an answer of axe-core: each rule that is broken, with the first elements that break it.
pub fn of_axe(answer: &Value) -> Vec<String> {
    let violations = answer.as_array().into_iter().flatten();
    violations
        .map(|violation| {
            let nodes = violation["nodes"].as_array().map(Vec::as_slice).unwrap_or_default();
            let places: Vec<String> = nodes
                .iter()
                .take(3)
                .map(|node| {
                    format!(
                        "{} [{}]",
                        node["html"].as_str().unwrap_or_default(),
                        node["why"].as_str().unwrap_or_default()
                    )
                })
                .collect();
            let (rule, help) =
                (violation["id"].as_str().unwrap_or_default(), violation["help"].as_str().unwrap_or_default());
            format!("{rule}, {help}, {} times: {}", nodes.len(), places.join(" and "))
        })
        .collect()
}

/// The pages and sentences in an answer of the Nu HTML checker (`--format json`).
pub fn of_nu(answer: &Value) -> Vec<(String, String)> {
    let messages = answer["messages"].as_array().into_iter().flatten();
    messages
        .map(|message| {
            let file = message["url"].as_str().unwrap_or_default();
            let page = file.rsplit('/').next().unwrap_or_default().trim_end_matches(".html");
            let (words, extract) =
                (message["message"].as_str().unwrap_or_default(), message["extract"].as_str().unwrap_or_default());
            (page.to_owned(), format!("{words} at {}", extract.replace('\n', " ")))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn one_thing_seen_twice_is_one_finding() {
        let mut findings = Findings::default();
        findings.note("vandaag", "desk", "too small");
        findings.note("vandaag", "telephone", "too small");
        findings.note("vandaag", "telephone", "too small");
        findings.note("bord", "desk", "too small");
        let lines: Vec<String> = findings.lines().collect();
        assert_eq!(lines, ["bord (desk): too small", "vandaag (desk, telephone): too small"]);
        assert_eq!(findings.count(), 2);
    }

    #[test]
    fn what_axe_found_names_the_rule_and_where() {
        let nodes = json!([{ "html": "<p>x</p>", "why": "2.1 of 4.5" }]);
        let told = of_axe(&json!([{ "id": "color-contrast", "help": "Enough contrast", "nodes": nodes }]));
        assert_eq!(told, ["color-contrast, Enough contrast, 1 times: <p>x</p> [2.1 of 4.5]"]);
        assert!(of_axe(&json!([])).is_empty());
    }

    #[test]
    fn what_the_html_checker_found_names_the_page() {
        let message = json!({ "url": "file:/tmp/x/bord.html", "message": "Stray end tag", "extract": "a\n</p>" });
        assert_eq!(
            of_nu(&json!({ "messages": [message] })),
            [("bord".to_owned(), "Stray end tag at a </p>".to_owned())]
        );
    }
}
