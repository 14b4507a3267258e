//! The made-up region on its day, and one who walks through it with a browser.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use regie_browser::{Browser, Element, Fault, Look, Programs};
use serde::Deserialize;
use serde_json::Value;

use super::table::{DAY, PAGES, Page, Place};
use crate::failure::Failure;
use crate::workspace;

/// How many cases the region has: enough that no list is empty.
const CASES: &str = "400";
/// How long a page may take to come.
const PATIENCE: Duration = Duration::from_secs(20);

/// How long the search for a roster may take, here where nothing is built for speed.
const SEARCHED: Duration = Duration::from_secs(120);

/// The demo while it runs; gone when this is dropped.
#[derive(Debug)]
pub struct Region {
    server: Child,
    ready: Ready,
}

/// What the demo says when it is ready.
#[derive(Debug, Deserialize)]
struct Ready {
    listening: String,
    password: String,
}

impl Region {
    /// Builds the program and serves the region on a free port.
    ///
    /// # Errors
    /// When the program cannot be built or does not start.
    pub fn serve() -> Result<Self, Failure> {
        let mut command = Command::new(workspace::program(false)?);
        command.args(["demo", "--json", "--listen", "127.0.0.1:0", "--today", DAY, "--cases", CASES]);
        let mut server = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(Failure::system("start the program"))?;
        let mut line = String::new();
        if let Some(output) = server.stdout.take() {
            BufReader::new(output).read_line(&mut line).map_err(Failure::system("hear from the program"))?;
        }
        match serde_json::from_str(&line) {
            Ok(ready) => Ok(Self { server, ready }),
            Err(error) => {
                let _ = server.kill();
                let _ = server.wait();
                Err(Failure::Missing(format!("`regie demo` did not start, see above ({error})")))
            }
        }
    }

    /// The address of a page.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.ready.listening)
    }
}

impl Drop for Region {
    fn drop(&mut self) {
        // Asked to end, it takes its temporary folder away; there is nobody left to tell if it does not.
        let _ = Command::new("kill").args(["-TERM", &self.server.id().to_string()]).status();
        let _ = self.server.wait();
    }
}

/// Opens every page in its turn and calls `see`; signs in where the next page is another person's.
///
/// # Errors
/// When a page cannot be found or the browser fails, with the page's name; and what `see` answers.
pub fn walk(
    region: &Region,
    programs: &Programs,
    mut see: impl FnMut(&Browser, &Page) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let browser = Browser::open(programs, Look::DESK).map_err(|fault| at("the browser", &fault))?;
    make_roster(&browser, region).map_err(|fault| at("the roster", &fault))?;
    let mut who = None;
    for page in PAGES {
        if who != Some(page.who) {
            sign_in(&browser, region, page.who).map_err(|fault| at(page.name, &fault))?;
            who = Some(page.who);
        }
        let path = path(&browser, region, page).map_err(|fault| at(page.name, &fault))?;
        browser.go(&region.url(&path)).map_err(|fault| at(page.name, &fault))?;
        see(&browser, page)?;
    }
    Ok(())
}

/// A fault as a failure of the chore.
pub fn at(place: &str, fault: &Fault) -> Failure {
    Failure::Missing(format!("{place}: {fault}"))
}

fn sign_in(browser: &Browser, region: &Region, who: &str) -> Result<(), Fault> {
    browser.go(&region.url("/aanmelden"))?;
    browser.forget_cookies()?;
    browser.go(&region.url("/aanmelden"))?;
    if who.is_empty() {
        return Ok(());
    }
    browser.type_into(&one(browser, "//input[@name='gebruiker']")?, who)?;
    browser.type_into(&one(browser, "//input[@name='wachtwoord']")?, &region.ready.password)?;
    browser.click(&one(browser, "//main//button[@class='main']")?)?;
    // A click may be over before the page that it leads to is there.
    let began = Instant::now();
    while one(browser, "//nav").is_err() {
        if began.elapsed() > PATIENCE {
            return Err(Fault::new(format!("`{who}` cannot sign in")));
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    Ok(())
}

/// Lets the planner make the week's roster and take it over: until then nobody has visits to show.
fn make_roster(browser: &Browser, region: &Region) -> Result<(), Fault> {
    sign_in(browser, region, "coordinator")?;
    browser.go(&region.url("/regio/rooster"))?;
    let button = |does: &str| format!("//main//button[@name='doe'][@value='{does}']");
    browser.click(&one(browser, &button("voorstel"))?)?;
    wait(browser, |browser| Ok(!browser.find(&button("overnemen"))?.is_empty()))?;
    browser.click(&one(browser, &button("overnemen"))?)?;
    wait(browser, |browser| Ok(browser.find(&button("overnemen"))?.is_empty() && one(browser, "//nav").is_ok()))?;
    Ok(())
}

fn wait(browser: &Browser, until: impl Fn(&Browser) -> Result<bool, Fault>) -> Result<(), Fault> {
    let began = Instant::now();
    while !until(browser)? {
        if began.elapsed() > SEARCHED {
            return Err(Fault::new("what was asked for does not come".to_owned()));
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    Ok(())
}

fn one(browser: &Browser, xpath: &str) -> Result<Element, Fault> {
    browser.find(xpath)?.into_iter().next().ok_or_else(|| Fault::new(format!("{xpath} is not on the page")))
}

/// The links of the page that is shown.
const LINKS: &str = "return [...document.querySelectorAll('a[href]')].map(a => a.getAttribute('href'));";

fn path(browser: &Browser, region: &Region, page: &Page) -> Result<String, Fault> {
    let on = match page.place {
        Place::At(path) => return Ok(path.to_owned()),
        Place::Link { on, .. } | Place::Whole { on, .. } | Place::CaseOf { on, .. } => on,
    };
    browser.go(&region.url(on))?;
    let links = browser.run(LINKS, &[])?;
    let mut links = links.as_array().into_iter().flatten().filter_map(Value::as_str);
    let found = match page.place {
        Place::At(path) => Some(path.to_owned()),
        Place::Link { start, end, .. } => {
            let mut ids = links.filter_map(|link| link.strip_prefix(start)?.split(['/', '?', '#']).next());
            ids.next().map(|id| format!("{start}{id}{end}"))
        }
        Place::Whole { with, .. } => links.find(|link| link.contains(with)).map(str::to_owned),
        Place::CaseOf { with, end, .. } => {
            links.find_map(|link| link.split_once(with)).map(|(case, _)| format!("{case}{end}"))
        }
    };
    found.ok_or_else(|| Fault::new(format!("{on} has no link as {:?} asks", page.place)))
}
