//! The organisations and people of `regie demo` on a fixed day, with the clients that a journey needs, entered through the
//! API as another program would.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use jiff::ToSpan;
use jiff::civil::{Date, date};
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::common::regie;

/// The day of all journeys, a Tuesday; the clock stands at nine in its morning.
pub const TODAY: Date = date(2026, 11, 24);

/// A server with nobody in care yet; it ends with the test.
#[derive(Debug)]
pub struct Region {
    server: Child,
    address: String,
    password: String,
    /// Who can sign in, by login: the seat.
    seats: BTreeMap<String, Value>,
}

impl Region {
    /// Serves the region on a free port.
    pub fn serve() -> Self {
        Self::serve_with("0")
    }

    /// Serves the region with so many cases of the demo in care.
    pub fn serve_with(cases: &str) -> Self {
        let today = TODAY.to_string();
        let mut command = regie(&["demo", "--listen", "127.0.0.1:0", "--cases", cases, "--today", &today, "--json"]);
        let mut server = command.stdout(Stdio::piped()).spawn().expect("the program runs");
        let mut line = String::new();
        BufReader::new(server.stdout.take().expect("what it says")).read_line(&mut line).expect("a line");
        let ready: Value = serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line}"));
        let text = |key: &str| ready[key].as_str().expect("text").to_owned();
        let (address, password) = (text("listening"), text("password"));
        let logins = ready["accounts"].as_array().expect("accounts").iter();
        let logins: Vec<String> = logins.map(|one| one["login"].as_str().expect("a login").to_owned()).collect();
        let mut region = Self { server, address, password, seats: BTreeMap::new() };
        for login in logins {
            // Only those who carry cases are named as seats.
            if !login.starts_with("coa") {
                let me = region.post_as(&login, None, &Value::Null);
                region.seats.insert(login, json!({ "person": me["person"], "org": me["org"] }));
            }
        }
        region
    }

    /// The address of a page.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    /// Somebody signs in, and has *Vandaag* before her.
    #[track_caller]
    pub fn sign_in(&self, browser: &Browser, who: &str) {
        browser.sign_in(&self.url("/aanmelden"), who, &self.password);
    }

    /// Opens a case of Joke's, with Selin as deputy, that is so many weeks pregnant today; gives the path of its page.
    pub fn open_case(&self, family: &str, given: &str, weeks: i64) -> String {
        let identity = json!({
            "family-name": family, "given-name": given, "birth-date": "1999-03-14", "v-number": "2301234417",
            "language": "Arabisch", "interpreter": "phone", "site": "AZC Ter Apel",
        });
        let client = self.post_as("joke", Some("/api/v1/clients"), &json!({ "identity": identity }));
        let opening = json!({
            "client": client["id"], "case-manager": self.seats["joke"], "deputy": self.seats["selin"], "on": TODAY,
            "pathway": "az-verloskunde", "anchors": { "due": TODAY.saturating_add((40 - weeks).weeks()) }, "team": [],
        });
        let opened = self.post_as("joke", Some("/api/v1/cases"), &opening);
        format!("/casus/{}", opened["id"].as_str().expect("an id"))
    }

    /// Signs in and posts; without a path it answers who she is.
    fn post_as(&self, who: &str, path: Option<&str>, body: &Value) -> Value {
        let credentials = json!({ "login": who, "password": self.password });
        let mut signed_in = ureq::post(self.url("/api/v1/session")).send_json(&credentials).expect("she signs in");
        let Some(path) = path else {
            return signed_in.body_mut().read_json().expect("JSON");
        };
        let cookie = signed_in.headers()["set-cookie"].to_str().expect("text");
        let cookie = cookie.split(';').next().expect("a cookie").to_owned();
        let sent = ureq::post(self.url(path)).header("cookie", &cookie).send_json(body);
        sent.unwrap_or_else(|error| panic!("{path}: {error}")).body_mut().read_json().expect("JSON")
    }
}

impl Drop for Region {
    fn drop(&mut self) {
        // Asked to end, it takes its temporary folder away.
        let _ = Command::new("kill").args(["-TERM", &self.server.id().to_string()]).status();
        let _ = self.server.wait();
    }
}
