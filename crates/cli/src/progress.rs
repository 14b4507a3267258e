//! How far long work is: a bar on a terminal, now and then a line elsewhere. Always on standard error.

use std::io::IsTerminal;
use std::sync::atomic::{AtomicU64, Ordering};

use indicatif::{ProgressBar, ProgressStyle};

/// The progress of one piece of work.
#[derive(Debug)]
pub struct Progress {
    what: &'static str,
    /// Without a terminal: a line whenever so many more are done.
    every: u64,
    bar: Option<ProgressBar>,
    told: AtomicU64,
}

impl Progress {
    /// Begins. `what` names the things that are counted; a line comes every `every` of them.
    pub fn new(what: &'static str, every: u64) -> Self {
        let bar = std::io::stderr().is_terminal().then(ProgressBar::no_length);
        Self { what, every, bar, told: AtomicU64::new(0) }
    }

    /// `done` things are done, of `total` where that is known.
    pub fn at(&self, done: u64, total: Option<u64>) {
        if let Some(bar) = &self.bar {
            if let (Some(total), None) = (total, bar.length()) {
                bar.set_length(total);
                if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} {msg}") {
                    bar.set_style(style);
                }
                bar.set_message(self.what);
            } else if bar.message().is_empty() {
                if let Ok(style) = ProgressStyle::with_template("{spinner} {pos} {msg}") {
                    bar.set_style(style);
                }
                bar.set_message(self.what);
            }
            bar.set_position(done);
        } else if done >= self.told.load(Ordering::Relaxed) + self.every {
            self.told.store(done - done % self.every, Ordering::Relaxed);
            match total {
                Some(total) => eprintln!("{done} of {total} {}", self.what),
                None => eprintln!("{done} {}", self.what),
            }
        }
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
