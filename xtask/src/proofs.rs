//! The proofs of the shipped pathways: written here, and held to the texts that they prove.

use std::fmt::Write as _;

use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::breach::Breach;
use crate::failure::Failure;
use crate::stages;
use crate::workspace::TextFile;

const FOLDER: &str = "pathways/";
const PATHWAY: &str = "/pathway.toml";
const OVERLAY: &str = "/overlay.toml";
const PROOF: &str = "/proof.json";

/// How to make a proof anew.
const MEND: &str = "Run `cargo xtask prove`, and look at what changed in the proof";

/// What a check needs of a proof.
#[derive(Debug, Deserialize)]
struct Proof {
    hash: String,
    promises: Vec<Promise>,
}

#[derive(Debug, Deserialize)]
struct Promise {
    id: String,
    verdict: String,
}

/// Proves every shipped pathway and writes its proof beside it; the same text gives the same file.
///
/// # Errors
/// [`Failure::NotClean`] when a promise does not hold, or was not seen to the end.
pub fn run(arguments: &[String]) -> Result<(), Failure> {
    if let Some(unknown) = arguments.first() {
        return Err(Failure::WrongUse(format!("`prove` takes no `{unknown}`")));
    }
    if stages::proofs_written()? { Ok(()) } else { Err(Failure::NotClean) }
}

/// Every shipped pathway or overlay without a proof, with the proof of another text, or with one that is not whole.
pub fn breaches(files: &[TextFile]) -> Vec<Breach> {
    let pathways = files.iter().filter_map(|file| {
        let id = file.path.strip_prefix(FOLDER)?.strip_suffix(PATHWAY)?;
        (!id.contains('/')).then_some((id, Some(file)))
    });
    // What an overlay and its pathway are together is known to the prover; a test of its holds the proof to that text.
    let overlays = files.iter().filter_map(|file| {
        let folder = file.path.strip_prefix(FOLDER)?.strip_suffix(OVERLAY)?;
        Some((folder, None))
    });
    pathways.chain(overlays).filter_map(|(folder, text)| breach(files, folder, text)).collect()
}

fn breach(files: &[TextFile], folder: &str, text: Option<&TextFile>) -> Option<Breach> {
    let path = format!("{FOLDER}{folder}{PROOF}");
    let wrong = |what: String| Some(Breach::new(path.clone(), what, MEND));
    let Some(proof) = files.iter().find(|other| other.path == path) else {
        return wrong(format!("this {} has no proof", if text.is_some() { "pathway" } else { "overlay" }));
    };
    let proof: Proof = match serde_json::from_str(&proof.text) {
        Ok(proof) => proof,
        Err(error) => return wrong(format!("it cannot be read: {error}")),
    };
    if let Some(file) = text.filter(|file| proof.hash != hash(&file.text)) {
        return wrong(format!("it proves another text than that of {}", file.path));
    }
    let open: Vec<&str> =
        proof.promises.iter().filter(|one| one.verdict != "proved").map(|one| one.id.as_str()).collect();
    if open.is_empty() { None } else { wrong(format!("not proved: {}", open.join(", "))) }
}

/// As a pathway is pinned: SHA-256 of its text.
fn hash(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().fold(String::new(), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::breach::told;
    use crate::workspace::sample::file;

    fn proof(hash: &str, verdict: &str) -> String {
        format!(r#"{{ "hash": "{hash}", "promises": [{{ "id": "kept", "verdict": "{verdict}" }}] }}"#)
    }

    #[test]
    fn a_proof_is_there_whole_and_of_this_text() {
        let text = "[pathway]";
        for (proof, word) in [
            (Some(proof(&hash(text), "proved")), None),
            (Some(proof(&hash("[pathways]"), "proved")), Some("another text")),
            (Some(proof(&hash(text), "refuted")), Some("not proved: kept")),
            (Some("{".to_owned()), Some("cannot be read")),
            (None, Some("has no proof")),
        ] {
            let pathway = file("pathways/a/pathway.toml", text);
            let files: Vec<TextFile> = [Some(pathway), proof.map(|proof| file("pathways/a/proof.json", &proof))]
                .into_iter()
                .flatten()
                .collect();
            let told = told(&breaches(&files));
            match word {
                None => assert_eq!(told, ""),
                Some(word) => assert!(told.contains(word) && told.contains("cargo xtask prove"), "{told}"),
            }
        }
    }

    #[test]
    fn an_overlay_has_a_whole_proof_too() {
        let overlay = || file("pathways/a/overlays/noord/overlay.toml", "[overlay]");
        let beside = |verdict| file("pathways/a/overlays/noord/proof.json", &proof("of both", verdict));
        assert_eq!(told(&breaches(&[overlay(), beside("proved")])), "");
        assert!(told(&breaches(&[overlay(), beside("unfinished")])).contains("not proved: kept"));
        assert!(told(&breaches(&[overlay()])).contains("this overlay has no proof"));
    }

    #[test]
    fn the_hash_is_that_of_sha_256() {
        assert_eq!(hash("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
