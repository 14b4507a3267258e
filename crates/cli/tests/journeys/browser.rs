//! A headless Chromium of its own for each test, driven as the W3C's WebDriver says.
//!
//! WebDriver is JSON over HTTP: these few calls need no more than an HTTP client, and none of the asynchronous ones
//! that the usual clients bring along.

use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// The key under which WebDriver names an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";
/// How long something may take to appear.
const PATIENCE: Duration = Duration::from_secs(20);

/// Quiet, on its own, and without anything that asks the network.
const FLAGS: [&str; 12] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--no-default-browser-check",
    "--password-store=basic",
];

/// What the reader has before her.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// Width and height in CSS pixels.
    size: (u32, u32),
    /// Whether it is held in the hand.
    mobile: bool,
    /// Whether pages may run scripts.
    scripts: bool,
}

impl Look {
    /// A screen on a desk.
    pub const DESK: Self = Self { size: (1280, 900), mobile: false, scripts: true };
    /// A telephone.
    pub const TELEPHONE: Self = Self { size: (390, 844), mobile: true, scripts: true };

    /// The same where scripts do not run.
    pub const fn without_scripts(self) -> Self {
        Self { scripts: false, ..self }
    }
}

/// A browser with one window.
#[derive(Debug)]
pub struct Browser {
    driver: Child,
    session: String,
    /// Goes last: the browser writes to it until it has ended.
    _profile: tempfile::TempDir,
}

fn program(variable: &str) -> String {
    std::env::var(variable).unwrap_or_else(|_| {
        panic!(
            "{variable} is not set: run `cargo xtask test`, which finds or installs Chromium and its driver, or set \
             REGIE_TEST_CHROMIUM and REGIE_TEST_CHROMEDRIVER to the two programs (Debian: packages chromium and \
             chromium-driver)"
        )
    })
}

impl Browser {
    /// Starts a browser with a fresh profile.
    pub fn open(look: Look) -> Self {
        let (chromium, chromedriver) = (program("REGIE_TEST_CHROMIUM"), program("REGIE_TEST_CHROMEDRIVER"));
        let profile = tempfile::tempdir().expect("a folder for the profile");
        let mut command = Command::new(chromedriver);
        let command = command.arg("--port=0").process_group(0).stdout(Stdio::piped());
        let mut driver = command.spawn().expect("the driver runs");
        let port = port(&mut driver);
        let (width, height) = look.size;
        let mut arguments: Vec<String> = FLAGS.map(str::to_owned).into();
        arguments.push(format!("--user-data-dir={}", profile.path().display()));
        arguments.push(format!("--window-size={width},{height}"));
        let mut options = json!({
            "binary": chromium,
            "args": arguments,
            "prefs": { "intl.accept_languages": "nl", "credentials_enable_service": false },
        });
        if look.mobile {
            let metrics = json!({ "width": width, "height": height, "pixelRatio": 2, "touch": true });
            options["mobileEmulation"] = json!({ "deviceMetrics": metrics });
        }
        let wanted = json!({ "capabilities": { "alwaysMatch": { "goog:chromeOptions": options } } });
        let base = format!("http://127.0.0.1:{port}/session");
        let begun = call("POST", &base, Some(&wanted)).unwrap_or_else(|error| panic!("no browser: {error}"));
        let session = format!("{base}/{}", begun["sessionId"].as_str().expect("a session"));
        let browser = Self { driver, session, _profile: profile };
        if !look.scripts {
            browser.forbid_scripts();
        }
        browser
    }

    /// Forbids pages to run scripts, and makes sure that they do not.
    fn forbid_scripts(&self) {
        let command = json!({ "cmd": "Emulation.setScriptExecutionDisabled", "params": { "value": true } });
        self.ask("POST", "/goog/cdp/execute", Some(&command));
        self.go("data:text/html,<p>before</p><script>document.querySelector('p').textContent = 'changed'</script>");
        assert_eq!(self.text("//p"), "before", "scripts still run");
    }

    /// Goes to an address.
    pub fn go(&self, url: &str) {
        self.ask("POST", "/url", Some(&json!({ "url": url })));
    }

    /// The text that one sees of the first such element, once it is there.
    #[track_caller]
    pub fn text(&self, xpath: &str) -> String {
        let element = self.seen(xpath);
        let text = self.ask("GET", &format!("/element/{element}/text"), None);
        text.as_str().unwrap_or_default().trim().to_owned()
    }

    /// Waits until such an element can be seen.
    #[track_caller]
    pub fn sees(&self, xpath: &str) {
        self.seen(xpath);
    }

    /// Nothing like it can be seen.
    #[track_caller]
    pub fn lacks(&self, xpath: &str) {
        self.sees("//main");
        assert!(self.find(xpath).is_none(), "{xpath} should not be seen: {}", self.told());
    }

    /// Clicks.
    #[track_caller]
    pub fn click(&self, xpath: &str) {
        let element = self.seen(xpath);
        let clicked = self.try_ask("POST", &format!("/element/{element}/click"), Some(&json!({})));
        clicked.unwrap_or_else(|error| panic!("{xpath} cannot be clicked: {error}\n{}", self.told()));
    }

    /// Types into the one field that a CSS selector names.
    #[track_caller]
    pub fn type_into(&self, css: &str, text: &str) {
        let found = self.ask("POST", "/element", Some(&json!({ "using": "css selector", "value": css })));
        let element = found[ELEMENT].as_str().expect("an element");
        self.ask("POST", &format!("/element/{element}/value"), Some(&json!({ "text": text })));
    }

    /// The page is as wide as the screen and no wider: nobody has to scroll sideways.
    #[track_caller]
    pub fn fits(&self, look: Look) {
        let script = "const page = document.documentElement; return [page.clientWidth, page.scrollWidth];";
        let widths = self.ask("POST", "/execute/sync", Some(&json!({ "script": script, "args": [] })));
        let (seen, whole) = (widths[0].as_u64().expect("a width"), widths[1].as_u64().expect("a width"));
        assert!(seen.abs_diff(u64::from(look.size.0)) <= 20, "the window is {seen} wide");
        assert!(whole <= seen, "the page is {whole} wide on a screen of {seen}: {}", self.told());
    }

    #[track_caller]
    fn seen(&self, xpath: &str) -> String {
        let began = Instant::now();
        loop {
            if let Some(element) = self.find(xpath) {
                return element;
            }
            assert!(began.elapsed() < PATIENCE, "{xpath} never came: {}", self.told());
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// The first such element that can be seen.
    fn find(&self, xpath: &str) -> Option<String> {
        let wanted = json!({ "using": "xpath", "value": xpath });
        let found = self.ask("POST", "/elements", Some(&wanted));
        let elements = found.as_array().into_iter().flatten().filter_map(|one| one[ELEMENT].as_str());
        // A page that changes in between has other elements: then it is asked again.
        let shown =
            |element: &&str| self.try_ask("GET", &format!("/element/{element}/displayed"), None) == Ok(json!(true));
        elements.into_iter().find(shown).map(str::to_owned)
    }

    /// What the page says, for whoever reads a failed test.
    fn told(&self) -> String {
        let (url, source) = (self.ask("GET", "/url", None), self.ask("GET", "/source", None));
        format!("{url}\n{}", source.as_str().unwrap_or_default())
    }

    #[track_caller]
    fn ask(&self, method: &str, path: &str, body: Option<&Value>) -> Value {
        self.try_ask(method, path, body).unwrap_or_else(|error| panic!("{method} {path}: {error}"))
    }

    fn try_ask(&self, method: &str, path: &str, body: Option<&Value>) -> Result<Value, String> {
        call(method, &format!("{}{path}", self.session), body)
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // The driver ends the browser with the session. Where it does not answer any more both end the hard way: they
        // are one group, which began with the driver.
        if !std::thread::panicking() {
            let _ = self.try_ask("DELETE", "", None);
        }
        let group = format!("-{}", self.driver.id());
        let _ = Command::new("kill").args(["-KILL", "--", &group]).stderr(Stdio::null()).status();
        let _ = self.driver.wait();
    }
}

/// The port that the driver took.
fn port(driver: &mut Child) -> u16 {
    let mut lines = BufReader::new(driver.stdout.take().expect("what it says")).lines();
    let port = lines.by_ref().map_while(Result::ok).find_map(|line| {
        let (_, rest) = line.split_once("started successfully on port ")?;
        rest.trim_end_matches('.').parse().ok()
    });
    // What it says later must go somewhere, or it would stand still.
    std::thread::spawn(move || lines.for_each(drop));
    port.expect("the driver says its port")
}

/// One call of WebDriver: its `value`, or what went wrong.
fn call(method: &str, url: &str, body: Option<&Value>) -> Result<Value, String> {
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .timeout_global(Some(Duration::from_secs(60)))
        .build()
        .into();
    let sent = match (method, body) {
        ("POST", body) => agent.post(url).send_json(body.unwrap_or(&Value::Null)),
        ("DELETE", _) => agent.delete(url).call(),
        _ => agent.get(url).call(),
    };
    let mut answer = sent.map_err(|error| error.to_string())?;
    let good = answer.status().is_success();
    let mut told: Value = answer.body_mut().read_json().map_err(|error| error.to_string())?;
    let value = told["value"].take();
    if good { Ok(value) } else { Err(format!("{}: {}", value["error"], value["message"])) }
}
