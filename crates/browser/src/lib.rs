//! A headless Chromium of its own for each test or chore, driven as the W3C's WebDriver says.
//!
//! WebDriver is JSON over HTTP: these few calls need no more than an HTTP client, and none of the asynchronous ones
//! that the usual clients bring along. What WebDriver does not know (dark colours, pictures of a whole page, scripts
//! forbidden) is asked of Chromium's own protocol, through the driver.

mod driver;
mod look;
mod wire;

use std::path::PathBuf;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use tempfile::TempDir;

use driver::Driver;
pub use look::{Look, Theme};

/// The key under which WebDriver names an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// Quiet, on its own, and without anything that asks the network.
///
/// A date field is the browser's own and is written as the browser's language writes dates: `24-11-2026` where it is in
/// Dutch. This one has no Dutch of its own, so it takes the language of the page, which is the reader's.
const FLAGS: [&str; 14] = [
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
    "--hide-scrollbars",
    "--enable-blink-features=LangAttributeAwareFormControlUI",
];

/// Has a date field with bounds made anew: it was made before it stood on the page, and so before it had a language.
const DATED: &str = "for (const one of document.querySelectorAll('input[type=date], input[type=datetime-local]')) \
    { const type = one.type; one.type = 'text'; one.type = type; }";

/// Takes what is fixed to the foot of the screen out of sight, or shows it again.
const FIXED: &str = "for (const one of document.querySelectorAll('body *')) \
    if (getComputedStyle(one).position === 'fixed') one.style.visibility = arguments[0];";

/// What went wrong, as the driver or the system said it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Fault(String);

impl Fault {
    /// A fault with these words.
    pub fn new(words: impl Into<String>) -> Self {
        Self(words.into())
    }
}

/// Where the two programs are.
#[derive(Debug, Clone)]
pub struct Programs {
    /// The browser.
    pub chromium: PathBuf,
    /// What drives it; of the same version.
    pub chromedriver: PathBuf,
}

/// An element of the page that is shown, until the page changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element(String);

/// A browser with one window; both end with this value.
#[derive(Debug)]
pub struct Browser {
    driver: Driver,
    session: String,
    /// Goes last: the browser writes to it until it has ended.
    _profile: TempDir,
}

impl Browser {
    /// Starts a browser with a fresh profile.
    ///
    /// # Errors
    /// When one of the programs does not run.
    pub fn open(programs: &Programs, look: Look) -> Result<Self, Fault> {
        let profile = tempfile::tempdir().map_err(|error| Fault::new(format!("no folder for the profile: {error}")))?;
        let driver = Driver::start(&programs.chromedriver)?;
        let base = format!("http://127.0.0.1:{}/session", driver.port());
        let begun = wire::call("POST", &base, Some(&wanted(programs, &profile, look)))?;
        let id = begun["sessionId"].as_str().ok_or_else(|| Fault::new("the driver names no session"))?;
        let browser = Self { session: format!("{base}/{id}"), driver, _profile: profile };
        browser.dress(look, Theme::Light)?;
        if !look.scripts {
            browser.forbid_scripts()?;
        }
        Ok(browser)
    }

    /// Changes what the reader has before her. Whether scripts run is decided when the browser starts.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub fn dress(&self, look: Look, theme: Theme) -> Result<(), Fault> {
        let (width, height) = look.size;
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": look.mobile });
        self.cdp("Emulation.setDeviceMetricsOverride", metrics)?;
        let touch = json!({ "enabled": look.mobile });
        self.cdp("Emulation.setTouchEmulationEnabled", touch)?;
        let feature = json!({ "name": "prefers-color-scheme", "value": theme.name() });
        self.cdp("Emulation.setEmulatedMedia", json!({ "features": [feature] })).map(drop)
    }

    /// Forbids pages to run scripts, and makes sure that they do not.
    fn forbid_scripts(&self) -> Result<(), Fault> {
        self.cdp("Emulation.setScriptExecutionDisabled", json!({ "value": true }))?;
        self.go("data:text/html,<p>before</p><script>document.querySelector('p').textContent = 'changed'</script>")?;
        match self.find("//p")?.first().map(|element| self.text(element)).transpose()?.as_deref() {
            Some("before") => Ok(()),
            _ => Err(Fault::new("scripts still run")),
        }
    }

    /// Goes to an address, and returns when the page is there.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub fn go(&self, url: &str) -> Result<(), Fault> {
        self.ask("POST", "/url", Some(&json!({ "url": url }))).map(drop)
    }

    /// The address of the page that is shown.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub fn address(&self) -> Result<String, Fault> {
        Ok(self.ask("GET", "/url", None)?.as_str().unwrap_or_default().to_owned())
    }

    /// The page as it stands in the browser, as HTML.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub fn source(&self) -> Result<String, Fault> {
        Ok(self.ask("GET", "/source", None)?.as_str().unwrap_or_default().to_owned())
    }

    /// The elements that an XPath names, in the order of the page, shown or not.
    ///
    /// # Errors
    /// When it is no XPath.
    pub fn find(&self, xpath: &str) -> Result<Vec<Element>, Fault> {
        let found = self.ask("POST", "/elements", Some(&json!({ "using": "xpath", "value": xpath })))?;
        let found = found.as_array().into_iter().flatten();
        Ok(found.filter_map(|one| Some(Element(one[ELEMENT].as_str()?.to_owned()))).collect())
    }

    /// Can it be seen?
    ///
    /// # Errors
    /// When the page has changed since it was found.
    pub fn is_shown(&self, element: &Element) -> Result<bool, Fault> {
        Ok(self.of(element, "GET", "displayed", None)? == json!(true))
    }

    /// What one reads of it.
    ///
    /// # Errors
    /// When the page has changed since it was found.
    pub fn text(&self, element: &Element) -> Result<String, Fault> {
        Ok(self.of(element, "GET", "text", None)?.as_str().unwrap_or_default().trim().to_owned())
    }

    /// Scrolls it into the middle of the screen, where no menu lies over it, and clicks.
    ///
    /// # Errors
    /// When something lies over it, or the page has changed.
    pub fn click(&self, element: &Element) -> Result<(), Fault> {
        self.run("arguments[0].scrollIntoView({ block: 'center' })", &[json!({ ELEMENT: element.0 })])?;
        self.of(element, "POST", "click", Some(&json!({}))).map(drop)
    }

    /// Types into it, after what is there.
    ///
    /// # Errors
    /// When nothing can be typed into it, or the page has changed.
    pub fn type_into(&self, element: &Element, text: &str) -> Result<(), Fault> {
        self.of(element, "POST", "value", Some(&json!({ "text": text }))).map(drop)
    }

    /// Puts a text into a field instead of what is there; a date as `2026-11-24`, in whatever way the browser shows it.
    ///
    /// # Errors
    /// When it is no field, or the page has changed.
    pub fn fill(&self, element: &Element, text: &str) -> Result<(), Fault> {
        let kind = self.of(element, "GET", "property/type", None)?;
        if kind == json!("date") {
            let script = "arguments[0].value = arguments[1]; for (const kind of ['input', 'change']) \
                          arguments[0].dispatchEvent(new Event(kind, { bubbles: true }));";
            return self.run(script, &[json!({ ELEMENT: element.0 }), json!(text)]).map(drop);
        }
        self.of(element, "POST", "clear", Some(&json!({})))?;
        self.type_into(element, text)
    }

    /// Runs a function's body with arguments and gives what it returns; where that is a promise, what it promised. The
    /// page's own rules for scripts do not bind it.
    ///
    /// # Errors
    /// When the script throws.
    pub fn run(&self, script: &str, arguments: &[Value]) -> Result<Value, Fault> {
        self.ask("POST", "/execute/sync", Some(&json!({ "script": script, "args": arguments })))
    }

    /// A picture of the page from its top, as PNG: as wide as the screen, as high as the page is, but at most `tallest`
    /// and at least the screen. The page is laid out anew for a screen of that height and stays so. Where the page goes
    /// on below, the foot of the screen is not in the picture, so that nothing fixed there lies over the words.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub fn picture(&self, look: Look, theme: Theme, tallest: u32) -> Result<Vec<u8>, Fault> {
        self.dress(look, theme)?;
        self.run(DATED, &[])?;
        let whole = self.run("return Math.ceil(document.documentElement.scrollHeight)", &[])?;
        let (width, height) = look.size;
        let height = u32::try_from(whole.as_u64().unwrap_or_default()).unwrap_or(tallest).clamp(height, tallest);
        self.dress(Look { size: (width, height), ..look }, theme)?;
        let goes_on = whole.as_u64().unwrap_or_default() > u64::from(tallest);
        if goes_on {
            self.run(FIXED, &[json!("hidden")])?;
        }
        let taken = self.cdp("Page.captureScreenshot", json!({ "format": "png" }))?;
        if goes_on {
            self.run(FIXED, &[json!("")])?;
        }
        let text = taken["data"].as_str().unwrap_or_default();
        STANDARD.decode(text).map_err(|error| Fault::new(format!("the picture cannot be read: {error}")))
    }

    /// The cookies of the page that is shown, as a request carries them.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub fn cookies(&self) -> Result<String, Fault> {
        let cookies = self.ask("GET", "/cookie", None)?;
        let pair = |one: &Value| Some(format!("{}={}", one["name"].as_str()?, one["value"].as_str()?));
        Ok(cookies.as_array().into_iter().flatten().filter_map(pair).collect::<Vec<_>>().join("; "))
    }

    /// Forgets who was signed in here.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub fn forget_cookies(&self) -> Result<(), Fault> {
        self.ask("DELETE", "/cookie", None).map(drop)
    }

    /// Ends the browser the hard way, as a crash does: no page hears of it.
    pub fn kill(mut self) {
        self.driver.end();
    }

    fn cdp(&self, command: &str, parameters: Value) -> Result<Value, Fault> {
        self.ask("POST", "/goog/cdp/execute", Some(&json!({ "cmd": command, "params": parameters })))
    }

    fn of(&self, element: &Element, method: &str, what: &str, body: Option<&Value>) -> Result<Value, Fault> {
        self.ask(method, &format!("/element/{}/{what}", element.0), body)
    }

    fn ask(&self, method: &str, path: &str, body: Option<&Value>) -> Result<Value, Fault> {
        wire::call(method, &format!("{}{path}", self.session), body)
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // The driver ends the browser with the session. Where it does not answer any more both end the hard way, when
        // the driver goes.
        if !std::thread::panicking() {
            let _ = self.ask("DELETE", "", None);
        }
        self.driver.end();
    }
}

/// What is asked of the driver.
fn wanted(programs: &Programs, profile: &TempDir, look: Look) -> Value {
    let (width, height) = look.size;
    let mut arguments: Vec<String> = FLAGS.map(str::to_owned).into();
    arguments.push(format!("--user-data-dir={}", profile.path().display()));
    arguments.push(format!("--window-size={width},{height}"));
    let options = json!({
        "binary": programs.chromium,
        "args": arguments,
        "prefs": { "intl.accept_languages": "nl", "credentials_enable_service": false },
    });
    json!({ "capabilities": { "alwaysMatch": { "goog:chromeOptions": options } } })
}
