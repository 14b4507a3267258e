//! A practice with one client whose birth plan is due today, entered as people and programs enter it: accounts with
//! `regie account`, the rest through the API.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Stdio};

use jiff::ToSpan;
use regie_app::Clock;
use regie_testkit::TestDb;
use serde_json::{Value, json};

use crate::common::regie;

/// The password of everybody.
pub const PASSWORD: &str = "een lang wachtwoord";
/// The client.
pub const CLIENT: &str = "Rania Haddad";

/// A server with its database; both end with the test.
#[derive(Debug)]
pub struct Region {
    server: Child,
    address: String,
    _db: TestDb,
}

impl Region {
    /// Serves a region on a free port.
    pub fn serve() -> Self {
        let db = TestDb::sqlite();
        let joke = account(&db, "joke", "Joke de Vries");
        let anne = account(&db, "anne", "Anne Bakker");
        let mut command = regie(&["serve", "--listen", "127.0.0.1:0", "--database", db.url(), "--json"]);
        let mut server = command.stdout(Stdio::piped()).spawn().expect("the program runs");
        let mut line = String::new();
        BufReader::new(server.stdout.take().expect("what it says")).read_line(&mut line).expect("a line");
        let ready: Value = serde_json::from_str(&line).expect("JSON");
        let address = ready["listening"].as_str().expect("an address").to_owned();
        let region = Self { server, address, _db: db };
        region.open_case(&joke, &anne);
        region
    }

    /// The address of a page.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    /// A case in which the pregnancy is 31 weeks today: the last day for the birth plan.
    fn open_case(&self, manager: &Value, deputy: &Value) {
        let today = Clock::System.moment().today;
        let credentials = json!({ "login": "joke", "password": PASSWORD });
        let signed_in = ureq::post(self.url("/api/v1/session")).send_json(&credentials).expect("she signs in");
        let cookie = signed_in.headers()["set-cookie"].to_str().expect("text");
        let cookie = cookie.split(';').next().expect("a cookie").to_owned();
        let post = |path: &str, body: &Value| -> Value {
            let sent = ureq::post(self.url(path)).header("cookie", &cookie).send_json(body);
            sent.unwrap_or_else(|error| panic!("{path}: {error}")).body_mut().read_json().expect("JSON")
        };
        let identity = json!({
            "family-name": "Haddad", "given-name": "Rania", "birth-date": "1999-03-14", "v-number": "2301234417",
            "language": "Arabisch", "interpreter": "phone", "site": "AZC Ter Apel",
        });
        let client = post("/api/v1/clients", &json!({ "identity": identity }));
        let opening = json!({
            "client": client["id"], "case-manager": manager, "deputy": deputy, "on": today,
            "pathway": "az-verloskunde", "anchors": { "due": today.saturating_add(9.weeks()) }, "team": [],
        });
        post("/api/v1/cases", &opening);
    }
}

impl Drop for Region {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// Enters an account; gives the seat.
fn account(db: &TestDb, login: &str, name: &str) -> Value {
    let mut command = regie(&["account", "--login", login, "--name", name, "--role", "midwife", "--json"]);
    command.args(["--organisation", "De Ooievaar", "--network", "VSV Noord", "--phone", "050-555 0101"]);
    command.args(["--database", db.url()]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("the program runs");
    writeln!(child.stdin.take().expect("its input"), "{PASSWORD}").expect("the password goes in");
    let said = child.wait_with_output().expect("it ends");
    assert!(said.status.success(), "{said:?}");
    let entered: Value = serde_json::from_slice(&said.stdout).expect("JSON");
    json!({ "person": entered["person"], "org": entered["org"] })
}
