//! A full disk: a small file system in memory, filled by the program itself, then given more room while it runs.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use super::load::Load;
use super::outage::Outage;
use super::{Folder, Seen};
use crate::failure::Failure;
use crate::need;

const SMALL: &str = "size=24m";
const LARGER: &str = "size=192m";
/// How long the disk may take to fill, and service to return.
const PATIENCE: Duration = Duration::from_secs(120);
/// Commands after which service has returned.
const AGAIN: u64 = 100;

const FULL: Outage = Outage {
    name: "full disk",
    back: "with room again",
    tells: |told| told.starts_with("wait ") && told.contains("full"),
};

/// Fills the disk under `regie load` on SQLite: the error says so, nothing acknowledged is lost, and when there is room
/// again the same process goes on.
///
/// # Errors
/// When the program cannot be run. Where no small disk can be made, that is noted in `seen`.
pub fn fill_up(regie: &Path, seen: &mut Seen) -> Result<(), Failure> {
    let folder = Folder::new()?;
    let Some(_disk) = Disk::mount(&folder.0)? else {
        seen.left_out.push("the full disk: only root on Linux can mount a small one".to_owned());
        return Ok(());
    };
    let url = format!("sqlite:{}", folder.0.join("regie.db").display());
    let mut load = Load::start(regie, &url)?;
    if !load.await_that(PATIENCE, |heard| heard.told.iter().any(|told| (FULL.tells)(told))) {
        FULL.wrong(seen, "no clear error came", &load);
    }
    let before = load.heard();
    mount(&["-o", &format!("remount,{LARGER}")], &folder.0)?;
    if !load.await_acks(before.acks + AGAIN, PATIENCE) {
        FULL.wrong(seen, "service did not return when there was room again", &load);
    }
    FULL.settle(regie, &url, load, &before, seen)
}

/// A mounted file system; gone when this is dropped.
struct Disk<'a>(&'a Path);

impl<'a> Disk<'a> {
    /// Mounts a small one; nothing where this machine does not let us.
    fn mount(folder: &'a Path) -> Result<Option<Self>, Failure> {
        if !cfg!(target_os = "linux") || !need::is_root() {
            return Ok(None);
        }
        Ok(mount(&["-t", "tmpfs", "-o", SMALL, "regie-crash"], folder)?.then_some(Self(folder)))
    }
}

impl Drop for Disk<'_> {
    fn drop(&mut self) {
        // A mount that stays is no reason to hide how the run ended.
        let _ = Command::new("umount").arg("--lazy").arg(self.0).status();
    }
}

/// Whether `mount` did it.
fn mount(arguments: &[&str], folder: &Path) -> Result<bool, Failure> {
    let status = Command::new("mount")
        .args(arguments)
        .arg(folder)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .map_err(Failure::system("run mount"))?;
    Ok(status.success())
}
