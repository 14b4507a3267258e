//! `regie load` as a child: what it acknowledged, what it told.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crate::failure::Failure;

/// Writers at the same time.
const WRITERS: &str = "32";
/// Lines of standard error that are kept for a message.
const KEPT: usize = 20;

/// What was heard of one run.
#[derive(Debug, Default, Clone)]
pub struct Heard {
    /// How many commands were acknowledged.
    pub acks: u64,
    /// The highest version that was acknowledged, per stream.
    pub versions: BTreeMap<String, u64>,
    /// How often it told that it waits.
    pub waits: u64,
    /// The last lines of standard error.
    pub told: Vec<String>,
}

/// The program, running.
#[derive(Debug)]
pub struct Load {
    child: Child,
    heard: Arc<Mutex<Heard>>,
    listeners: Vec<JoinHandle<()>>,
}

impl Load {
    /// Starts it on a database.
    ///
    /// # Errors
    /// When the program cannot be started.
    pub fn start(regie: &Path, url: &str) -> Result<Self, Failure> {
        let mut child = Command::new(regie)
            .args(["load", "--writers", WRITERS, "--database", url])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(Failure::system(format!("start {}", regie.display())))?;
        let heard = Arc::new(Mutex::new(Heard::default()));
        let mut listeners = Vec::new();
        if let Some(output) = child.stdout.take() {
            listeners.push(listen(output, Arc::clone(&heard), Heard::ack));
        }
        if let Some(output) = child.stderr.take() {
            listeners.push(listen(output, Arc::clone(&heard), Heard::wait));
        }
        Ok(Self { child, heard, listeners })
    }

    /// What was heard so far.
    pub fn heard(&self) -> Heard {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The last that it told, for a message.
    pub fn told(&self) -> String {
        self.heard().told.join("; ")
    }

    /// Waits until so many commands were acknowledged; false when that does not happen in time.
    pub fn await_acks(&mut self, acks: u64, patience: Duration) -> bool {
        self.await_that(patience, |heard| heard.acks >= acks)
    }

    /// Waits until what was heard is as it should be; false when the time is over or the program ended.
    pub fn await_that(&mut self, patience: Duration, so: impl Fn(&Heard) -> bool) -> bool {
        let began = Instant::now();
        loop {
            if so(&self.heard.lock().unwrap_or_else(PoisonError::into_inner)) {
                return true;
            }
            if began.elapsed() > patience || matches!(self.child.try_wait(), Ok(Some(_))) {
                return false;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Ends it in the hardest way there is (SIGKILL) and says all that was heard.
    ///
    /// # Errors
    /// When it cannot be killed, or had ended by itself: it was to go on for ever.
    pub fn kill(mut self) -> Result<Heard, Failure> {
        let ended = self.child.try_wait().map_err(Failure::system("look after regie load"))?;
        self.child.kill().map_err(Failure::system("kill regie load"))?;
        self.child.wait().map_err(Failure::system("wait for regie load"))?;
        for listener in self.listeners.drain(..) {
            listener.join().map_err(|_| Failure::Missing("a listener broke off".to_owned()))?;
        }
        match ended {
            None => Ok(self.heard()),
            Some(status) => Err(Failure::Missing(format!("regie load ended by itself, {status}: {}", self.told()))),
        }
    }
}

impl Drop for Load {
    fn drop(&mut self) {
        // After `kill` there is nothing left to end.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn listen(output: impl Read + Send + 'static, heard: Arc<Mutex<Heard>>, hear: fn(&mut Heard, &str)) -> JoinHandle<()> {
    std::thread::spawn(move || {
        let mut output = BufReader::new(output);
        let mut line = Vec::new();
        // A line that the kill cut short has no end, and says nothing.
        while output.read_until(b'\n', &mut line).is_ok_and(|length| length > 0) && line.ends_with(b"\n") {
            hear(&mut heard.lock().unwrap_or_else(PoisonError::into_inner), String::from_utf8_lossy(&line).trim_end());
            line.clear();
        }
    })
}

impl Heard {
    /// `ack STREAM VERSION`.
    fn ack(&mut self, line: &str) {
        let mut words = line.split(' ');
        if let (Some("ack"), Some(stream), Some(version)) = (words.next(), words.next(), words.next())
            && let Ok(version) = version.parse::<u64>()
        {
            self.acks += 1;
            let highest = self.versions.entry(stream.to_owned()).or_default();
            *highest = version.max(*highest);
        }
    }

    /// `wait REASON`, or whatever else it has to tell.
    fn wait(&mut self, line: &str) {
        self.waits += u64::from(line.starts_with("wait "));
        if self.told.len() == KEPT {
            self.told.remove(0);
        }
        self.told.push(line.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acknowledgements_are_counted_and_the_highest_version_kept() {
        let heard = Arc::new(Mutex::new(Heard::default()));
        let said = "ready\nack case-A 7\nack case-B 2\nack case-A 6\nack case-A 1";
        listen(said.as_bytes(), Arc::clone(&heard), Heard::ack).join().unwrap();
        let heard = heard.lock().unwrap().clone();
        assert_eq!(heard.acks, 3, "the last line was cut short");
        assert_eq!(heard.versions, BTreeMap::from([("case-A".to_owned(), 7), ("case-B".to_owned(), 2)]));
    }
}
