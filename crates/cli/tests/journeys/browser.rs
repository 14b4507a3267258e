//! A browser as a midwife uses it: she reads headings, presses what says what she wants, and fills what has a label.
//! Nothing here knows how a page is made.

use std::path::PathBuf;
use std::time::{Duration, Instant};

pub use regie_browser::Look;
use regie_browser::{Element, Fault, Programs, Theme};

/// How long something may take to appear.
const PATIENCE: Duration = Duration::from_secs(20);

/// What can be pressed.
const PRESSED: &str = "*[self::button or self::a or self::summary]";

/// A browser with one window. Whatever goes wrong ends the test with what was on the page.
#[derive(Debug)]
pub struct Browser {
    inner: regie_browser::Browser,
    look: Look,
}

fn program(variable: &str) -> PathBuf {
    std::env::var_os(variable).map(PathBuf::from).unwrap_or_else(|| {
        panic!(
            "{variable} is not set: run `cargo xtask test`, which finds or installs Chromium and its driver, or set \
             REGIE_TEST_CHROMIUM and REGIE_TEST_CHROMEDRIVER to the two programs (Debian: packages chromium and \
             chromium-driver)"
        )
    })
}

/// Text in an XPath, whatever quotes it has.
pub fn quoted(text: &str) -> String {
    if text.contains('\'') { format!("\"{text}\"") } else { format!("'{text}'") }
}

impl Browser {
    /// Starts a browser with a fresh profile.
    pub fn open(look: Look) -> Self {
        let programs =
            Programs { chromium: program("REGIE_TEST_CHROMIUM"), chromedriver: program("REGIE_TEST_CHROMEDRIVER") };
        let inner = regie_browser::Browser::open(&programs, look).expect("a browser");
        Self { inner, look }
    }

    /// Goes to an address.
    #[track_caller]
    pub fn go(&self, url: &str) {
        self.inner.go(url).expect("the page comes");
    }

    /// Another person sits down and signs in.
    #[track_caller]
    pub fn sign_in(&self, url: &str, who: &str, password: &str) {
        self.go(url);
        self.inner.forget_cookies().expect("no cookies");
        self.go(url);
        self.fill("Gebruikersnaam", who);
        self.fill("Wachtwoord", password);
        self.press("Aanmelden");
        self.sees("//nav");
    }

    /// The browser crashes.
    pub fn kill(self) {
        self.inner.kill();
    }

    /// She is signed out, as by another window.
    #[track_caller]
    pub fn sign_out(&self) {
        self.inner.forget_cookies().expect("no cookies");
    }

    /// Everything that one reads on the page.
    #[track_caller]
    pub fn page(&self) -> String {
        self.text("//main")
    }

    /// The text that one sees of the first such element, once it is there.
    #[track_caller]
    pub fn text(&self, xpath: &str) -> String {
        let element = self.seen(xpath);
        self.inner.text(&element).unwrap_or_else(|fault| panic!("{xpath}: {fault}\n{}", self.told()))
    }

    /// Waits until such an element can be seen.
    #[track_caller]
    pub fn sees(&self, xpath: &str) {
        self.seen(xpath);
    }

    /// Goes to a page, again and again, until it shows this: what a page sends while it is left may arrive after the next
    /// one was asked for.
    #[track_caller]
    pub fn goes_until(&self, url: &str, xpath: &str) {
        let began = Instant::now();
        self.go(url);
        while self.find(xpath).is_none() {
            assert!(began.elapsed() < PATIENCE, "{xpath} never came: {}", self.told());
            std::thread::sleep(Duration::from_millis(200));
            self.go(url);
        }
    }

    /// Waits until these words can be read somewhere.
    #[track_caller]
    pub fn reads(&self, words: &str) {
        let began = Instant::now();
        while !self.main().contains(words) {
            assert!(began.elapsed() < PATIENCE, "nowhere stands “{words}”: {}\n{}", self.main(), self.told());
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    fn main(&self) -> String {
        let main = self.inner.find("//main").ok().and_then(|found| found.into_iter().next());
        main.and_then(|main| self.inner.text(&main).ok()).unwrap_or_default()
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
        self.inner
            .click(&element)
            .unwrap_or_else(|fault| panic!("{xpath} cannot be clicked: {fault}\n{}", self.told()));
    }

    /// Sends keys to it, as who has no mouse does.
    #[track_caller]
    pub fn keys(&self, xpath: &str, keys: &str) {
        let element = self.seen(xpath);
        self.inner
            .type_into(&element, keys)
            .unwrap_or_else(|fault| panic!("{xpath} takes no keys: {fault}\n{}", self.told()));
    }

    /// Presses what says so: a button, a link, or what folds something out.
    #[track_caller]
    pub fn press(&self, words: &str) {
        self.press_in("", words);
    }

    /// Presses what says so within a part of the page.
    #[track_caller]
    pub fn press_in(&self, part: &str, words: &str) {
        self.click(&format!("{part}//{PRESSED}[normalize-space()={}]", quoted(words)));
    }

    /// Fills the field with this label, instead of what is in it.
    #[track_caller]
    pub fn fill(&self, label: &str, text: &str) {
        self.fill_in("", label, text);
    }

    /// Fills the field with this label within a part of the page.
    #[track_caller]
    pub fn fill_in(&self, part: &str, label: &str, text: &str) {
        let element = self.seen(&format!(
            "{part}//label[normalize-space(span[1])={}]//*[self::input or self::textarea]",
            quoted(label)
        ));
        let filled = self.inner.fill(&element, text);
        filled.unwrap_or_else(|fault| panic!("{label} cannot be filled: {fault}\n{}", self.told()));
    }

    /// Chooses from the list with this label what has these words in it.
    #[track_caller]
    pub fn choose(&self, label: &str, words: &str) {
        self.choose_in("", label, words);
    }

    /// Chooses from a list within a part of the page.
    #[track_caller]
    pub fn choose_in(&self, part: &str, label: &str, words: &str) {
        self.click(&format!(
            "{part}//label[normalize-space(span[1])={}]//option[contains(., {})]",
            quoted(label),
            quoted(words)
        ));
    }

    /// Waits until the page says that what she did was recorded.
    #[track_caller]
    pub fn saved(&self) {
        self.sees("//p[@role='status']");
    }

    /// Goes to a part of the case, by its name in the case's own menu.
    #[track_caller]
    pub fn part(&self, name: &str) {
        // A number may follow the name.
        self.click(&format!("//main//nav//a[starts-with(normalize-space(), {})]", quoted(name)));
    }

    /// The page is as wide as the screen and no wider: nobody has to scroll sideways.
    #[track_caller]
    pub fn fits(&self) {
        let script = "const page = document.documentElement; return [page.clientWidth, page.scrollWidth];";
        let widths = self.inner.run(script, &[]).expect("widths");
        let (seen, whole) = (widths[0].as_u64().expect("a width"), widths[1].as_u64().expect("a width"));
        assert!(seen.abs_diff(u64::from(self.look.size.0)) <= 20, "the window is {seen} wide");
        assert!(whole <= seen, "the page is {whole} wide on a screen of {seen}: {}", self.told());
    }

    #[track_caller]
    fn seen(&self, xpath: &str) -> Element {
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
    fn find(&self, xpath: &str) -> Option<Element> {
        let found = self.inner.find(xpath).unwrap_or_else(|fault| panic!("{xpath}: {fault}"));
        // A page that changes in between has other elements: then it is asked again.
        found.into_iter().find(|element| self.inner.is_shown(element) == Ok(true))
    }

    /// What the page says, for whoever reads a failed test; and a picture of it, where `REGIE_TEST_PICTURE` names a file.
    fn told(&self) -> String {
        if let Some(path) = std::env::var_os("REGIE_TEST_PICTURE")
            && let Ok(picture) = self.inner.picture(self.look, Theme::Light, 4_000)
        {
            let _ = std::fs::write(path, picture);
        }
        let told = |answer: Result<String, Fault>| answer.unwrap_or_else(|fault| fault.to_string());
        format!("{}\n{}", told(self.inner.address()), told(self.inner.source()))
    }
}
