//! The running chromedriver.

use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::Fault;

/// A driver on a free port, in a process group of its own.
#[derive(Debug)]
pub struct Driver {
    child: Child,
    port: u16,
}

impl Driver {
    /// Starts it and waits until it says its port.
    pub fn start(program: &Path) -> Result<Self, Fault> {
        let mut command = Command::new(program);
        let command = command.arg("--port=0").process_group(0).stdin(Stdio::null()).stdout(Stdio::piped());
        let child = command.spawn().map_err(|error| Fault::new(format!("{}: {error}", program.display())))?;
        // From here on dropping it ends it.
        let mut driver = Self { child, port: 0 };
        let output = driver.child.stdout.take().ok_or_else(|| Fault::new("the driver says nothing"))?;
        let mut lines = BufReader::new(output).lines();
        let port = lines.by_ref().map_while(Result::ok).find_map(|line| {
            let (_, rest) = line.split_once("started successfully on port ")?;
            rest.trim_end_matches('.').parse().ok()
        });
        // What it says later must go somewhere, or it would stand still.
        std::thread::spawn(move || lines.for_each(drop));
        driver.port = port.ok_or_else(|| Fault::new("the driver does not say its port"))?;
        Ok(driver)
    }

    /// Where it listens.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Ends it, and the browser with it: they are one group, which began with the driver.
    pub fn end(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            let group = format!("-{}", self.child.id());
            let _ = Command::new("kill").args(["-KILL", "--", &group]).stderr(Stdio::null()).status();
        }
        let _ = self.child.wait();
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        self.end();
    }
}
