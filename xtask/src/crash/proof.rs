//! The proof after a crash: the journal verifies, and what was acknowledged is in it.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use serde::Deserialize;

use super::load::Heard;
use crate::failure::Failure;

/// Streams that are named one by one in a message.
const NAMED: usize = 5;

/// Everything that was acknowledged on one database: the highest version of each stream. `regie verify` proves that a
/// stream has no gaps, so a stream that reaches its highest version has all the others too.
#[derive(Debug, Default)]
pub struct Acked(BTreeMap<String, u64>);

/// A line of the export, as far as it matters here.
#[derive(Deserialize)]
struct Line<'a> {
    #[serde(borrow, default)]
    stream: Option<std::borrow::Cow<'a, str>>,
    #[serde(default)]
    seq: u64,
}

impl Acked {
    /// Adds what a run acknowledged.
    pub fn take(&mut self, heard: &Heard) {
        for (stream, version) in &heard.versions {
            let highest = self.0.entry(stream.clone()).or_default();
            *highest = (*highest).max(*version);
        }
    }

    /// What is missing from a journal that reaches these versions.
    fn missing(&self, journal: &BTreeMap<String, u64>) -> Vec<String> {
        let lost = self.0.iter().filter_map(|(stream, acked)| {
            let there = journal.get(stream).copied().unwrap_or(0);
            (there < *acked).then(|| format!("{stream} was acknowledged up to {acked}, the journal ends at {there}"))
        });
        let mut lost: Vec<String> = lost.collect();
        let more = lost.len().saturating_sub(NAMED);
        lost.truncate(NAMED);
        lost.extend((more > 0).then(|| format!("and {more} more streams")));
        lost
    }
}

/// What is wrong with the database after a crash; nothing when all is well.
///
/// # Errors
/// When the program cannot be run.
pub fn wrong(regie: &Path, url: &str, acked: &Acked) -> Result<Vec<String>, Failure> {
    let verified = Command::new(regie)
        .args(["verify", "--json", "--database", url])
        .stdin(Stdio::null())
        .output()
        .map_err(Failure::system("run regie verify"))?;
    let mut wrong = Vec::new();
    if !verified.status.success() {
        let said = [verified.stdout, verified.stderr].map(|bytes| String::from_utf8_lossy(&bytes).trim().to_owned());
        wrong.push(format!("verify is not clean: {}", said.join(" ")));
    }
    wrong.extend(acked.missing(&journal(regie, url)?));
    Ok(wrong)
}

/// The last version of each stream, from `regie export`.
fn journal(regie: &Path, url: &str) -> Result<BTreeMap<String, u64>, Failure> {
    let mut child = Command::new(regie)
        .args(["export", "--database", url])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(Failure::system("run regie export"))?;
    let mut versions = BTreeMap::new();
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).lines() {
            let line = line.map_err(Failure::system("read regie export"))?;
            let told: Line<'_> = serde_json::from_str(&line)
                .map_err(|error| Failure::Missing(format!("a line of regie export is not as expected: {error}")))?;
            if let Some(stream) = told.stream {
                let highest = versions.entry(stream.into_owned()).or_default();
                *highest = told.seq.max(*highest);
            }
        }
    }
    let status = child.wait().map_err(Failure::system("wait for regie export"))?;
    if status.success() { Ok(versions) } else { Err(Failure::Missing(format!("regie export ended with {status}"))) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn versions(pairs: &[(&str, u64)]) -> BTreeMap<String, u64> {
        pairs.iter().map(|(stream, version)| ((*stream).to_owned(), *version)).collect()
    }

    #[test]
    fn an_acknowledged_command_that_is_not_there_is_told() {
        let acked = Acked(versions(&[("case-A", 7), ("case-B", 2)]));
        assert!(acked.missing(&versions(&[("case-A", 9), ("case-B", 2), ("org-C", 1)])).is_empty());
        let lost = acked.missing(&versions(&[("case-A", 6)]));
        assert_eq!(lost.len(), 2);
        assert_eq!(lost[0], "case-A was acknowledged up to 7, the journal ends at 6");
    }

    #[test]
    fn runs_add_up_to_the_highest_version() {
        let mut acked = Acked::default();
        for run in [&[("case-A", 4)][..], &[("case-A", 3), ("case-B", 1)]] {
            acked.take(&Heard { versions: versions(run), ..Heard::default() });
        }
        assert_eq!(acked.0, versions(&[("case-A", 4), ("case-B", 1)]));
    }
}
