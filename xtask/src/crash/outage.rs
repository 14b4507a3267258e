//! How a run ends in which something failed under the program and came back while it lived on.

use std::path::Path;

use super::Seen;
use super::load::{Heard, Load};
use super::proof::{self, Acked};
use crate::failure::Failure;

/// What failed under the program.
pub struct Outage {
    /// What it is called.
    pub name: &'static str,
    /// How it came back.
    pub back: &'static str,
    /// Whether a line of the program tells of it clearly.
    pub tells: fn(&str) -> bool,
}

impl Outage {
    /// Notes what went wrong with it.
    pub fn wrong(&self, seen: &mut Seen, what: &str, load: &Load) {
        seen.wrong.push(format!("{}: {what}: {}", self.name, load.told()));
    }

    /// Kills the program, proves that everything acknowledged is there, and says how it went. `before` is what was heard
    /// before the outage ended.
    ///
    /// # Errors
    /// When the program cannot be killed or the proof cannot be run.
    pub fn settle(&self, regie: &Path, url: &str, load: Load, before: &Heard, seen: &mut Seen) -> Result<(), Failure> {
        let heard = load.kill()?;
        seen.kills += 1;
        seen.acknowledged += heard.acks;
        let mut acked = Acked::default();
        acked.take(&heard);
        let wrong = proof::wrong(regie, url, &acked)?;
        let said = before.told.iter().find(|told| (self.tells)(told)).map_or("nothing", String::as_str);
        println!(
            "{}: after {} acknowledged it said `{said}`; {} {} more: {}",
            self.name,
            before.acks,
            self.back,
            heard.acks - before.acks,
            if wrong.is_empty() { "every one is there, verify is clean" } else { "NOT CLEAN" }
        );
        seen.wrong.extend(wrong.into_iter().map(|what| format!("{}: {what}", self.name)));
        Ok(())
    }
}
