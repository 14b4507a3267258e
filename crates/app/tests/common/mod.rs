//! A small region on a fresh database, with a clock that stands where a test sets it.
#![allow(clippy::unwrap_used, reason = "a test that cannot set its scene has failed")]
#![allow(dead_code, reason = "each test file uses a part of the scene")]

use jiff::Timestamp;
use jiff::civil::{Date, date};
use regie_app::{App, Clock, Ids, Request};
use regie_care::case::records::{HandoverKind, TeamMember};
use regie_care::case::{CaseCommand, OpenCase};
use regie_care::client::{Identity, RegisterClient};
use regie_care::identity::VNumber;
use regie_care::ids::{CaseId, ClientId, OrgId, PersonId};
use regie_care::organisation::{ContactPoints, RegisterOrg};
use regie_care::person::{PersonCommand, RegisterPerson};
use regie_care::seat::{Actor, OrgKind, Role, Seat};
use regie_store::Store;

pub struct Scene {
    pub app: App,
    pub joke: Seat,
    pub anne: Seat,
    pub selin: Seat,
    pub nadia: Seat,
    pub lotte: Seat,
    pub doctor: Seat,
    pub coa: Seat,
    pub nurse: Seat,
    pub practice: OrgId,
    pub other_practice: OrgId,
    pub hospital: OrgId,
    pub gc_a: OrgId,
    pub coa_org: OrgId,
}

pub const TODAY: Date = date(2026, 11, 22);

pub fn morning(day: Date) -> Timestamp {
    format!("{day}T08:00:00Z").parse().unwrap()
}

pub fn by(seat: Seat) -> Request {
    Request::by(Actor::Person(seat))
}

pub async fn scene(store: Store) -> Scene {
    let app = App::new(store, Clock::standing_at(morning(TODAY)), Ids::seeded(7)).await.unwrap();
    let practice = org(&app, "De Ooievaar", OrgKind::MidwifePractice).await;
    let other_practice = org(&app, "VP Noorderlicht", OrgKind::MidwifePractice).await;
    let hospital = org(&app, "Martini Ziekenhuis", OrgKind::Hospital).await;
    let gc_a = org(&app, "GC A Ter Apel", OrgKind::GcA).await;
    let coa_org = org(&app, "COA Ter Apel", OrgKind::Coa).await;
    Scene {
        joke: person(&app, "Joke de Vries", practice, Role::Midwife).await,
        anne: person(&app, "Anne Bakker", practice, Role::Midwife).await,
        selin: person(&app, "Selin Öztürk", practice, Role::Midwife).await,
        nadia: person(&app, "Nadia Bos", other_practice, Role::Midwife).await,
        lotte: person(&app, "Lotte Jansen", other_practice, Role::Midwife).await,
        doctor: person(&app, "Jeroen Aalders", hospital, Role::Doctor).await,
        coa: person(&app, "Piet Smit", coa_org, Role::Logistics).await,
        nurse: person(&app, "Nienke Hoekstra", gc_a, Role::Nurse).await,
        practice,
        other_practice,
        hospital,
        gc_a,
        coa_org,
        app,
    }
}

async fn org(app: &App, name: &str, org_kind: OrgKind) -> OrgId {
    let contact = ContactPoints {
        phone: "050-555 0101".to_owned(),
        emergency: "050-555 0199".to_owned(),
        ..ContactPoints::default()
    };
    let command = RegisterOrg { name: name.to_owned(), org_kind, network: "VSV Noord".to_owned(), contact };
    app.register_org(&Request::by(Actor::System), &command).await.unwrap().id.parse().unwrap()
}

async fn person(app: &App, name: &str, org: OrgId, role: Role) -> Seat {
    let request = Request::by(Actor::System);
    let command = RegisterPerson { name: name.to_owned(), phone: "06-5555 0000".to_owned() };
    let id: PersonId = app.register_person(&request, &command).await.unwrap().id.parse().unwrap();
    app.command_person(&request, id, &PersonCommand::Join { org, role }).await.unwrap();
    Seat::new(id, org)
}

impl Scene {
    pub async fn client(&self, family: &str, v_number: &str) -> ClientId {
        let identity = Identity {
            family_name: family.to_owned(),
            given_name: "Rania".to_owned(),
            birth_date: Some(date(1999, 3, 14)),
            v_number: Some(VNumber::parse(v_number).unwrap()),
            ..Identity::default()
        };
        self.app.register_client(&by(self.joke), &RegisterClient { identity }).await.unwrap().id.parse().unwrap()
    }

    pub async fn identity(&self, client: ClientId) -> Identity {
        self.app.client_file(self.joke, client).await.unwrap().client.state.identity
    }

    pub async fn colleague(&self, name: &str, org: OrgId, role: Role) -> Seat {
        person(&self.app, name, org, role).await
    }

    /// A case in the 31st week, opened today by Joke with Anne as deputy.
    pub async fn case(&self) -> CaseId {
        let client = self.client("Haddad", "2301234417").await;
        self.case_of(client).await
    }

    pub async fn case_of(&self, client: ClientId) -> CaseId {
        let team = [(OrgKind::GcA, self.gc_a), (OrgKind::Coa, self.coa_org)];
        let command = OpenCase {
            client,
            case_manager: self.joke,
            deputy: self.anne,
            on: TODAY,
            pathway: "az-verloskunde".into(),
            anchors: [("due".into(), date(2027, 1, 24))].into(),
            facts: [].into(),
            team: team.map(|(role, org)| TeamMember { role, org, contact_person: None }).into(),
        };
        self.app.open_case(&by(self.joke), &command).await.unwrap().id.parse().unwrap()
    }

    pub async fn give(&self, seat: Seat, case: CaseId, command: CaseCommand) -> regie_app::Done {
        self.app.command_case(&by(seat), case, &command).await.unwrap()
    }

    /// Joke hands a case over to the hospital at once; its doctor takes it, with a deputy of her own: that one.
    pub async fn referred_acutely(&self, case: CaseId) -> Seat {
        let propose = CaseCommand::ProposeHandover {
            work: Vec::new(),
            handover: HandoverKind::Acute { letter_by: TODAY },
            to_org: self.hospital,
            to_person: None,
            note: "Hypertensie".to_owned(),
            answer_by: TODAY,
        };
        self.give(self.joke, case, propose).await;
        let deputy = self.colleague("Sanne Mulder", self.hospital, Role::Doctor).await;
        self.give(self.doctor, case, CaseCommand::AcceptHandover { no: 1, deputy, actions: Vec::new() }).await;
        deputy
    }
}
