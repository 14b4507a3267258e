//! A source text, sentence by sentence, beside the pathway that carries it out: nothing missing and nothing invented.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde::Deserialize;

use crate::breach::Breach;
use crate::workspace::TextFile;

const FOLDER: &str = "pathways/";
const SENTENCES: &str = "/sentences.toml";

/// The sentences of a source text, in its order.
#[derive(Debug, Deserialize)]
struct Source {
    source: String,
    sentence: Vec<Sentence>,
}

#[derive(Debug, Deserialize)]
struct Sentence {
    part: String,
    says: String,
    steps: Vec<String>,
    #[serde(default)]
    guarantees: Vec<String>,
    #[serde(default)]
    note: String,
}

/// What is needed of a pathway file here.
#[derive(Debug, Deserialize)]
struct Pathway {
    #[serde(default)]
    step: Vec<Named>,
    #[serde(default)]
    guarantee: Vec<Named>,
}

#[derive(Debug, Deserialize)]
struct Named {
    id: String,
    #[serde(default)]
    title: Title,
    #[serde(default)]
    says: Title,
}

#[derive(Debug, Default, Deserialize)]
struct Title {
    nl: String,
}

/// A document that is written from the sentences.
#[derive(Debug, PartialEq, Eq)]
pub struct Document {
    /// Where it stands.
    pub path: String,
    /// What it says.
    pub text: String,
}

/// Every document, and what is wrong in the files that they are written from.
pub fn documents(files: &[TextFile]) -> (Vec<Document>, Vec<Breach>) {
    let (mut documents, mut breaches) = (Vec::new(), Vec::new());
    for file in files {
        let Some(id) = file.path.strip_prefix(FOLDER).and_then(|rest| rest.strip_suffix(SENTENCES)) else { continue };
        let beside = format!("{FOLDER}{id}/pathway.toml");
        let pathway = files.iter().find(|other| other.path == beside).map_or("", |other| other.text.as_str());
        match (toml::from_str::<Source>(&file.text), toml::from_str::<Pathway>(pathway)) {
            (Ok(source), Ok(pathway)) => {
                breaches.extend(disagreements(&file.path, &source, &pathway));
                let text = document(id, &source, &pathway);
                documents.push(Document { path: format!("docs/pathways/{id}.md"), text });
            }
            (Err(error), _) | (_, Err(error)) => {
                breaches.push(Breach::new(&file.path, error.message(), "Mend the TOML"));
            }
        }
    }
    (documents, breaches)
}

/// Where a document in the tree is not the one of the sentences.
pub fn breaches(files: &[TextFile]) -> Vec<Breach> {
    let (documents, mut found) = documents(files);
    for document in documents {
        if !files.iter().any(|file| file.path == document.path && file.text == document.text) {
            found.push(Breach::new(
                &document.path,
                "is not what the sentences and the pathway say",
                "Run `cargo xtask docs`",
            ));
        }
    }
    found
}

/// A sentence that names what is not there; a step or guarantee that no sentence asks for.
fn disagreements(path: &str, source: &Source, pathway: &Pathway) -> Vec<Breach> {
    let mut found = Vec::new();
    let kinds = [
        ("step", &pathway.step, source.sentence.iter().flat_map(|sentence| &sentence.steps).collect::<BTreeSet<_>>()),
        ("guarantee", &pathway.guarantee, source.sentence.iter().flat_map(|sentence| &sentence.guarantees).collect()),
    ];
    for (kind, known, named) in kinds {
        for name in &named {
            if !known.iter().any(|one| one.id == **name) {
                found.push(Breach::new(path, format!("there is no {kind} `{name}`"), "Name one of the pathway"));
            }
        }
        for one in known.iter().filter(|one| !named.contains(&one.id)) {
            let message = format!("no sentence asks for {kind} `{}`", one.id);
            found.push(Breach::new(path, message, "Name it at its sentence, or take it out".to_owned()));
        }
    }
    found
}

fn document(id: &str, source: &Source, pathway: &Pathway) -> String {
    let mut text = format!(
        "# {id}: the source beside the pathway\n\nWritten by `cargo xtask docs` from `pathways/{id}/sentences.toml`. \
         Source: {}.\n\n| part | what the source says | steps and guarantees |\n| --- | --- | --- |\n",
        source.source
    );
    let mut part = "";
    for sentence in &source.sentence {
        let shown = if part == sentence.part { "" } else { &sentence.part };
        part = &sentence.part;
        let steps = sentence.steps.iter().map(|name| told(name, &pathway.step, |one| &one.title));
        let guarantees = sentence.guarantees.iter().map(|name| told(name, &pathway.guarantee, |one| &one.says));
        let mut done: Vec<String> = steps.chain(guarantees).collect();
        if !sentence.note.is_empty() {
            done.push(format!("_{}_", sentence.note));
        }
        // Writing to a string cannot fail.
        let _ = writeln!(text, "| {shown} | {} | {} |", sentence.says, done.join("<br>"));
    }
    text
}

fn told(name: &str, known: &[Named], words: impl Fn(&Named) -> &Title) -> String {
    let title = known.iter().find(|one| one.id == name).map_or("", |one| words(one).nl.as_str());
    format!("`{name}` {title}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATHWAY: &str = "[[step]]\nid = \"screening\"\ntitle = { nl = \"Screenen\" }\n\
                           [[guarantee]]\nid = \"first\"\nsays = { nl = \"Eerst veilig.\" }\n";
    const SOURCE: &str = "source = \"Blauwdruk\"\n[[sentence]]\npart = \"Stap 1\"\nsays = \"Er wordt gescreend.\"\n\
                          steps = [\"screening\"]\nguarantees = [\"first\"]\n";

    fn files(source: &str) -> Vec<TextFile> {
        let file = |path: &str, text: &str| TextFile { path: path.to_owned(), text: text.to_owned() };
        vec![file("pathways/p/pathway.toml", PATHWAY), file("pathways/p/sentences.toml", source)]
    }

    #[test]
    fn a_document_puts_each_sentence_beside_what_carries_it_out() {
        let (documents, wrong) = documents(&files(SOURCE));
        assert!(wrong.is_empty(), "{wrong:?}");
        assert_eq!(documents[0].path, "docs/pathways/p.md");
        let row = "| Stap 1 | Er wordt gescreend. | `screening` Screenen<br>`first` Eerst veilig. |\n";
        assert!(documents[0].text.ends_with(row), "{}", documents[0].text);
        let mut tree = files(SOURCE);
        assert_eq!(breaches(&tree).len(), 1, "not written yet");
        tree.push(TextFile { path: documents[0].path.clone(), text: documents[0].text.clone() });
        assert!(breaches(&tree).is_empty());
    }

    #[test]
    fn a_sentence_without_its_step_and_a_step_without_a_sentence_are_told() {
        let (_, wrong) = documents(&files(&SOURCE.replace("\"screening\"", "\"screaning\"")));
        let told: Vec<String> = wrong.iter().map(ToString::to_string).collect();
        assert!(told.iter().any(|line| line.contains("there is no step `screaning`")), "{told:?}");
        assert!(told.iter().any(|line| line.contains("no sentence asks for step `screening`")), "{told:?}");
    }
}
