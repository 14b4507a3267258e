//! A small region for the tests: two practices, a hospital, a COA site and a GC A in one network, and one client.

use std::sync::OnceLock;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use regie_app::{App, Clock, Ids};
use regie_care::ids::{OrgId, PersonId};
use regie_care::organisation::{ContactPoints, RegisterOrg};
use regie_care::person::{PersonCommand, RegisterPerson};
use regie_care::seat::{Actor, OrgKind, Role};
use regie_testkit::TestDb;
use regie_web::{Options, router};
use serde_json::{Value, json};
use tower::ServiceExt;

/// The password of everyone.
pub const PASSWORD: &str = "een lang wachtwoord";

/// Monday morning.
pub const NOW: &str = "2026-05-04T07:00:00Z";

/// Who signs in to ask something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// Nobody.
    Nobody,
    /// Case manager, midwife of the practice.
    Anna,
    /// Her deputy there.
    Bea,
    /// Midwife of another practice.
    Carla,
    /// Gynaecologist.
    Hana,
    /// Of the COA site where the client stays.
    Kees,
    /// Nurse of the GC A in the team.
    Gerda,
    /// Coordinator of the network, at the practice.
    Corrie,
    /// Keeps accounts, at the practice.
    Rob,
}

/// Everybody who can sign in: login, name, organisation, role.
const PEOPLE: [(Who, &str, &str, usize, Role); 8] = [
    (Who::Anna, "anna", "Anna de Boer", 0, Role::Midwife),
    (Who::Bea, "bea", "Bea Visser", 0, Role::Midwife),
    (Who::Carla, "carla", "Carla Smit", 1, Role::Midwife),
    (Who::Hana, "hana", "Hana Vos", 2, Role::Doctor),
    (Who::Kees, "kees", "Kees Bakker", 3, Role::Logistics),
    (Who::Gerda, "gerda", "Gerda Mulder", 4, Role::Nurse),
    (Who::Corrie, "corrie", "Corrie Dekker", 0, Role::Coordinator),
    (Who::Rob, "rob", "Rob Meijer", 0, Role::Administrator),
];

const ORGS: [(&str, OrgKind); 5] = [
    ("VP Noorderlicht", OrgKind::MidwifePractice),
    ("VP Zuiderzon", OrgKind::MidwifePractice),
    ("MC Delfzijl", OrgKind::Hospital),
    ("COA Delfzijl", OrgKind::Coa),
    ("GC A Delfzijl", OrgKind::GcA),
];

/// The server of one test.
pub struct World {
    /// The application behind it, to look and to set the clock.
    pub app: App,
    router: Router,
    orgs: Vec<OrgId>,
    people: Vec<(Who, PersonId)>,
    cookies: Vec<(Who, String)>,
    _db: TestDb,
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body; `null` when there is none.
    pub json: Value,
}

impl Answer {
    /// One of the headers, empty when absent.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The answer, which must be a success.
    #[track_caller]
    pub fn ok(self) -> Self {
        assert!(self.status.is_success(), "{}: {:#}", self.status, self.json);
        self
    }

    /// Status and body, as the snapshots keep them.
    pub fn told(&self) -> Value {
        json!({ "status": self.status.as_u16(), "body": self.json })
    }
}

impl World {
    /// A region without clients.
    pub async fn new() -> Self {
        Self::on(TestDb::sqlite()).await
    }

    /// The same on a database of one's choice.
    pub async fn on(db: TestDb) -> Self {
        let clock = Clock::standing_at(NOW.parse().unwrap());
        let app = App::new(db.open().await, clock, Ids::seeded(7)).await.unwrap();
        let router = router(app.clone(), Options::default());
        let mut world = Self { app, router, orgs: Vec::new(), people: Vec::new(), cookies: Vec::new(), _db: db };
        world.settle().await;
        world
    }

    async fn settle(&mut self) {
        let system = regie_app::Request::by(Actor::System);
        for (name, org_kind) in ORGS {
            let contact = ContactPoints { phone: "0596 123 456".to_owned(), ..ContactPoints::default() };
            let (name, network) = (name.to_owned(), "VSV Eemsdelta".to_owned());
            let command = RegisterOrg { name, org_kind, network, contact };
            self.orgs.push(self.app.register_org(&system, &command).await.unwrap().id.parse().unwrap());
        }
        for (who, login, name, org, role) in PEOPLE {
            let command = RegisterPerson { name: name.to_owned(), phone: String::new() };
            let id: PersonId = self.app.register_person(&system, &command).await.unwrap().id.parse().unwrap();
            let join = PersonCommand::Join { org: self.orgs[org], role };
            self.app.command_person(&system, id, &join).await.unwrap();
            self.app.store_account(id, login, password_hash().await).await.unwrap();
            self.people.push((who, id));
        }
    }

    /// The organisation of somebody.
    pub fn org(&self, who: Who) -> OrgId {
        let (.., org, _) = PEOPLE.iter().find(|known| known.0 == who).unwrap();
        self.orgs[*org]
    }

    /// Somebody's id.
    pub fn person(&self, who: Who) -> PersonId {
        self.people.iter().find(|known| known.0 == who).unwrap().1
    }

    /// Somebody's seat as JSON.
    pub fn seat(&self, who: Who) -> Value {
        json!({ "person": self.person(who), "org": self.org(who) })
    }

    /// Sends a request as it is.
    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes: Bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        let json = if bytes.is_empty() {
            Value::Null
        } else {
            serde_json::from_slice(&bytes).unwrap_or_else(|_| Value::String(String::from_utf8_lossy(&bytes).into()))
        };
        Answer { status: parts.status, headers: parts.headers, json }
    }

    /// The cookie of somebody, who signs in for it when she has not yet.
    pub async fn cookie(&mut self, who: Who) -> Option<String> {
        let (_, login, ..) = PEOPLE.iter().find(|known| known.0 == who)?;
        if let Some((_, cookie)) = self.cookies.iter().find(|known| known.0 == who) {
            return Some(cookie.clone());
        }
        let credentials = json!({ "login": login, "password": PASSWORD });
        let answer = self.call(Who::Nobody, "POST", "/session", Some(&credentials)).await.ok();
        let cookie = answer.header("set-cookie").split(';').next().unwrap().to_owned();
        self.cookies.push((who, cookie.clone()));
        Some(cookie)
    }

    /// Forgets somebody's session: she signs in anew for what she asks next.
    pub fn forget_cookie(&mut self, who: Who) {
        self.cookies.retain(|known| known.0 != who);
    }

    /// Asks something as somebody.
    pub async fn call(&mut self, who: Who, method: &str, path: &str, body: Option<&Value>) -> Answer {
        self.call_with(who, method, path, &[], body).await
    }

    /// Asks something as somebody, with headers.
    pub async fn call_with(
        &mut self,
        who: Who,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&Value>,
    ) -> Answer {
        let cookie = if who == Who::Nobody { None } else { Box::pin(self.cookie(who)).await };
        let mut request = Request::builder().method(method).uri(format!("/api/v1{path}"));
        if let Some(cookie) = cookie {
            request = request.header(header::COOKIE, cookie);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = match body {
            Some(body) => request.header(header::CONTENT_TYPE, "application/json").body(Body::from(body.to_string())),
            None => request.body(Body::empty()),
        };
        self.send(request.unwrap()).await
    }

    pub async fn get(&mut self, who: Who, path: &str) -> Answer {
        self.call(who, "GET", path, None).await
    }

    pub async fn post(&mut self, who: Who, path: &str, body: &Value) -> Answer {
        self.call(who, "POST", path, Some(body)).await
    }

    /// Registers a client and gives her id.
    pub async fn client(&mut self, family_name: &str, bsn: &str) -> String {
        let identity = json!({
            "family-name": family_name, "given-name": "Saba", "birth-date": "1998-01-01", "bsn": bsn,
            "language": "Tigrinya", "interpreter": "phone", "site": "azc Delfzijl",
        });
        let answer = self.post(Who::Anna, "/clients", &json!({ "identity": identity })).await.ok();
        answer.json["id"].as_str().unwrap().to_owned()
    }

    /// What opens a case for a client: Anna is case manager, Bea deputy; GC A and COA are in the team.
    pub fn opening(&self, client: &str) -> Value {
        json!({
            "client": client,
            "case-manager": self.seat(Who::Anna),
            "deputy": self.seat(Who::Bea),
            "on": "2026-05-01",
            "pathway": "az-verloskunde",
            "anchors": { "due": "2026-11-20" },
            "team": [
                { "role": "gc-a", "org": self.org(Who::Gerda), "contact-person": null },
                { "role": "coa", "org": self.org(Who::Kees), "contact-person": "de receptie" },
            ],
        })
    }

    /// A client with an open case; gives the id of the case.
    pub async fn open_case(&mut self) -> String {
        let client = self.client("Tesfay", "116211131").await;
        let opening = self.opening(&client);
        let answer = self.post(Who::Anna, "/cases", &opening).await.ok();
        answer.json["id"].as_str().unwrap().to_owned()
    }

    /// A command on a case.
    pub async fn command(&mut self, who: Who, case: &str, command: &Value) -> Answer {
        self.post(who, &format!("/cases/{case}/commands"), command).await
    }
}

/// Argon2 is slow on purpose: the one password is hashed once for all tests.
async fn password_hash() -> String {
    static HASH: OnceLock<String> = OnceLock::new();
    if let Some(hash) = HASH.get() {
        return hash.clone();
    }
    let hash = regie_app::hash_password(PASSWORD.to_owned()).await.unwrap();
    HASH.get_or_init(|| hash).clone()
}
