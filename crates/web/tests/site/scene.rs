//! A small region: two practices, a hospital, a GC A and a COA site in one network, and clients in the 31st week.

use std::sync::OnceLock;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use jiff::civil::{Date, date};
use regie_app::{App, Clock, Ids, SHIPPED_PATHWAYS, hash_password};
use regie_care::case::records::{Signal, TeamMember, Urgency, With};
use regie_care::case::{CaseCommand, OpenCase};
use regie_care::client::{Identity, Interpreter, RegisterClient};
use regie_care::identity::VNumber;
use regie_care::ids::{CaseId, OrgId, PersonId};
use regie_care::organisation::{ContactPoints, RegisterOrg};
use regie_care::person::{PersonCommand, RegisterPerson};
use regie_care::seat::{Actor, OrgKind, Role, Seat};
use regie_testkit::TestDb;
use regie_web::pages::case::Tab;
use regie_web::{Options, router};
use tower::ServiceExt;

const PASSWORD: &str = "een lang wachtwoord";

/// A Sunday in the week in which the birth plan is discussed.
pub const TODAY: Date = date(2026, 11, 22);
/// 31w0d on that day: the last day of the window of the birth plan.
pub const DUE: Date = date(2027, 1, 24);

/// The server of one test, and who works there.
pub struct Scene {
    pub app: App,
    pub joke: Seat,
    pub anne: Seat,
    pub nadia: Seat,
    pub nurse: Seat,
    pub coa: Seat,
    pub gc_a: OrgId,
    router: Router,
    _db: TestDb,
}

/// An answer.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The page, which must be one.
    #[track_caller]
    pub fn page(self) -> String {
        assert_eq!(self.status, StatusCode::OK, "{}", self.body);
        assert_eq!(self.header("content-type"), "text/html; charset=utf-8");
        self.body
    }

    /// The page without what changes with the stylesheet or the script alone.
    #[track_caller]
    pub fn told(self) -> String {
        let url = regie_web::routes::assets::url;
        self.page().replace(&url("regie.css"), "/assets/regie.css").replace(&url("drafts.js"), "/assets/drafts.js")
    }
}

pub fn by(seat: Seat) -> regie_app::Request {
    regie_app::Request::by(Actor::Person(seat))
}

async fn org(app: &App, name: &str, org_kind: OrgKind) -> OrgId {
    let contact = ContactPoints {
        phone: "050-555 0101".to_owned(),
        emergency: "050-555 0199".to_owned(),
        secure_mail: "post@zorgmail.example".to_owned(),
        ..ContactPoints::default()
    };
    let command = RegisterOrg { name: name.to_owned(), org_kind, network: "VSV Noord".to_owned(), contact };
    app.register_org(&regie_app::Request::by(Actor::System), &command).await.unwrap().id.parse().unwrap()
}

async fn person(app: &App, name: &str, login: &str, org: OrgId, role: Role) -> Seat {
    let request = regie_app::Request::by(Actor::System);
    let command = RegisterPerson { name: name.to_owned(), phone: "06-5555 0000".to_owned() };
    let id: PersonId = app.register_person(&request, &command).await.unwrap().id.parse().unwrap();
    app.command_person(&request, id, &PersonCommand::Join { org, role }).await.unwrap();
    app.store_account(id, login, hash().await).await.unwrap();
    Seat::new(id, org)
}

/// Argon2 is slow on purpose: the one password is hashed once for all tests.
async fn hash() -> String {
    static HASH: OnceLock<String> = OnceLock::new();
    if let Some(hash) = HASH.get() {
        return hash.clone();
    }
    let hash = hash_password(PASSWORD.to_owned()).await.unwrap();
    HASH.get_or_init(|| hash).clone()
}

impl Scene {
    pub async fn new() -> Self {
        Self::on(TestDb::sqlite()).await
    }

    pub async fn on(db: TestDb) -> Self {
        let morning = format!("{TODAY}T08:00:00Z").parse().unwrap();
        let psychosocial = include_str!("../../../../pathways/psychosociaal/pathway.toml");
        let fact = include_str!("../../../../pathways/ggz-fact/pathway.toml");
        let palliative = include_str!("../../../../pathways/palliatief/pathway.toml");
        let others = [("psychosociaal", psychosocial), ("ggz-fact", fact), ("palliatief", palliative)];
        let pathways = [&[SHIPPED_PATHWAYS[0]][..], &others].concat();
        let (store, clock) = (db.open().await, Clock::standing_at(morning));
        let app = App::shipping(store, clock, Ids::seeded(7), &pathways).await.unwrap();
        let practice = org(&app, "De Ooievaar", OrgKind::MidwifePractice).await;
        let other = org(&app, "VP Noorderlicht", OrgKind::MidwifePractice).await;
        let gc_a = org(&app, "GC A Ter Apel", OrgKind::GcA).await;
        let coa = org(&app, "COA Ter Apel", OrgKind::Coa).await;
        org(&app, "Martini Ziekenhuis", OrgKind::Hospital).await;
        Self {
            joke: person(&app, "Joke de Vries", "joke", practice, Role::Midwife).await,
            anne: person(&app, "Anne Bakker", "anne", practice, Role::Midwife).await,
            nadia: person(&app, "Nadia Bos", "nadia", other, Role::Midwife).await,
            nurse: person(&app, "Nienke Hoekstra", "nienke", gc_a, Role::Nurse).await,
            coa: person(&app, "Piet Smit", "piet", coa, Role::Logistics).await,
            gc_a,
            router: router(app.clone(), Options::default()),
            app,
            _db: db,
        }
    }

    /// A case in the 31st week, opened today by Joke with Anne as deputy; GC A and COA are in the team.
    pub async fn case(&self, given: &str, family: &str, v_number: &str) -> CaseId {
        let identity = Identity {
            family_name: family.to_owned(),
            given_name: given.to_owned(),
            birth_date: Some(date(1999, 3, 14)),
            v_number: Some(VNumber::parse(v_number).unwrap()),
            language: "Arabisch".to_owned(),
            interpreter: Interpreter::Phone,
            site: "AZC Ter Apel".to_owned(),
            ..Identity::default()
        };
        let client = self.app.register_client(&by(self.joke), &RegisterClient { identity }).await.unwrap().id;
        let team = [(OrgKind::GcA, self.gc_a), (OrgKind::Coa, self.coa.org)];
        let command = OpenCase {
            client: client.parse().unwrap(),
            case_manager: self.joke,
            deputy: self.anne,
            on: TODAY,
            pathway: "az-verloskunde".into(),
            anchors: [("due".into(), DUE)].into(),
            facts: [].into(),
            team: team.map(|(role, org)| TeamMember { role, org, contact_person: None }).into(),
        };
        self.app.open_case(&by(self.joke), &command).await.unwrap().id.parse().unwrap()
    }

    /// Rania Haddad's case.
    pub async fn rania(&self) -> CaseId {
        self.case("Rania", "Haddad", "2301234417").await
    }

    /// A colleague of Joke's who is neither case manager nor deputy.
    pub async fn selin(&self) -> Seat {
        person(&self.app, "Selin Öztürk", "selin", self.joke.org, Role::Midwife).await
    }

    /// Somebody who works somewhere.
    pub async fn colleague(&self, name: &str, login: &str, org: OrgId, role: Role) -> Seat {
        person(&self.app, name, login, org, role).await
    }

    /// A colleague of Nadia's.
    pub async fn lotte(&self) -> Seat {
        person(&self.app, "Lotte Jansen", "lotte", self.nadia.org, Role::Midwife).await
    }

    pub async fn give(&self, seat: Seat, case: CaseId, command: CaseCommand) {
        self.app.command_case(&by(seat), case, &command).await.unwrap();
    }

    /// The nurse of the GC A reports something urgent.
    pub async fn urgent(&self, case: CaseId) {
        let signal = Signal {
            urgency: Urgency::Urgent,
            text: "RR 155/100, hoofdpijn".to_owned(),
            from: With::Org { org: self.gc_a },
        };
        self.give(self.nurse, case, CaseCommand::RaiseSignal { signal }).await;
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        let body = String::from_utf8(bytes.to_vec()).unwrap();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    /// Posts a form.
    pub async fn post(&self, cookie: &str, path: &str, body: &str) -> Answer {
        let request = Request::post(path)
            .header(header::COOKIE, cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(body.to_owned())).unwrap()).await
    }

    /// Signs in with the form; gives the cookie.
    pub async fn sign_in(&self, login: &str) -> String {
        let form = format!("gebruiker={login}&wachtwoord={}&terug=%2Fvandaag", PASSWORD.replace(' ', "+"));
        let request = Request::post("/aanmelden").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let answer = self.send(request.body(Body::from(form)).unwrap()).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        answer.header("set-cookie").split(';').next().unwrap().to_owned()
    }

    /// Asks for a page with these cookies.
    pub async fn get_with(&self, cookies: &str, path: &str) -> Answer {
        self.send(Request::get(path).header(header::COOKIE, cookies).body(Body::empty()).unwrap()).await
    }

    /// The whole case, part after part.
    pub async fn case_with(&self, cookies: &str, case: CaseId) -> String {
        let mut parts = String::new();
        for tab in Tab::ALL {
            parts += &self.get_with(cookies, &tab.path(case)).await.page();
        }
        parts
    }

    /// The whole case as somebody sees it, part after part.
    pub async fn whole_case(&self, login: &str, case: CaseId) -> String {
        let cookie = self.sign_in(login).await;
        self.case_with(&cookie, case).await
    }

    /// Asks for a page as somebody.
    pub async fn get(&self, login: &str, path: &str) -> Answer {
        let cookie = self.sign_in(login).await;
        self.get_with(&cookie, path).await
    }
}
