//! The people and organisations of every told course, and the names by which scenario files call them.
//! `docs/told-courses.md` lists them for those who write scenarios.

use std::collections::BTreeMap;

use regie_app::{App, AppError, Request};
use regie_care::case::records::TeamMember;
use regie_care::charge::Charge;
use regie_care::client::{Identity, Interpreter, RegisterClient};
use regie_care::identity::VNumber;
use regie_care::ids::{ClientId, OrgId};
use regie_care::organisation::{ContactPoints, RegisterOrg};
use regie_care::person::{PersonCommand, RegisterPerson};
use regie_care::seat::{Actor, OrgKind, Role, Seat};
use regie_pathway::PathwayId;

/// Name in the file, name on the page, kind.
const ORGS: [(&str, &str, OrgKind); 16] = [
    ("ooievaar", "Verloskundigenpraktijk De Ooievaar", OrgKind::MidwifePractice),
    ("noorderlicht", "VP Noorderlicht", OrgKind::MidwifePractice),
    ("westerkwartier", "Geboortehuis Westerkwartier", OrgKind::MidwifePractice),
    ("martini", "Martini Ziekenhuis", OrgKind::Hospital),
    ("gc-a-ter-apel", "GC A Ter Apel", OrgKind::GcA),
    ("gc-a-delfzijl", "GC A Delfzijl", OrgKind::GcA),
    ("gc-a-zutphen", "GC A Zutphen", OrgKind::GcA),
    ("coa-ter-apel", "COA Ter Apel", OrgKind::Coa),
    ("coa-delfzijl", "COA Delfzijl", OrgKind::Coa),
    ("coa-zutphen", "COA Zutphen", OrgKind::Coa),
    ("huisarts", "Huisartsenpraktijk Pieters", OrgKind::Gp),
    ("jgz", "GGD Groningen, JGZ", OrgKind::Jgz),
    ("kraamzorg", "Kraamzorg Het Noorden", OrgKind::Kraamzorg),
    ("veilig-thuis", "Veilig Thuis Groningen", OrgKind::VeiligThuis),
    ("palliatief-team", "Palliatief Team Groningen", OrgKind::PalliativeTeam),
    ("ggz", "GGZ Groningen", OrgKind::MentalHealth),
];

/// Name in the file, name on the page, organisation, role.
const PEOPLE: [(&str, &str, &str, Role); 18] = [
    ("joke", "Joke de Vries", "ooievaar", Role::Midwife),
    ("anne", "Anne Bakker", "ooievaar", Role::Midwife),
    ("selin", "Selin Öztürk", "ooievaar", Role::Midwife),
    ("mirjam", "Mirjam van den Berg", "noorderlicht", Role::Midwife),
    ("lotte", "Lotte Jansen", "noorderlicht", Role::Midwife),
    ("karin", "Karin Visser", "westerkwartier", Role::Midwife),
    ("eline", "Eline Mulder", "westerkwartier", Role::Midwife),
    ("aalders", "Jeroen Aalders", "martini", Role::Doctor),
    ("zijlstra", "Nynke Zijlstra", "martini", Role::Midwife),
    ("nienke", "Nienke Hoekstra", "gc-a-ter-apel", Role::Nurse),
    ("sanne", "Sanne Wiersma", "gc-a-delfzijl", Role::Nurse),
    ("joris", "Joris Prins", "gc-a-zutphen", Role::Nurse),
    ("marjan", "Marjan Postma", "palliatief-team", Role::Nurse),
    ("hilda", "Hilda Veenstra", "palliatief-team", Role::Nurse),
    ("bert", "Bert Hofman", "ggz", Role::Nurse),
    ("ineke", "Ineke Smit", "ggz", Role::Nurse),
    ("roos", "Roos Wierda", "martini", Role::Nurse),
    ("tjitske", "Tjitske Dijkstra", "martini", Role::Nurse),
];

/// In which function who takes part from the start.
const TEAM: [(OrgKind, &str); 6] = [
    (OrgKind::GcA, "gc-a-ter-apel"),
    (OrgKind::Coa, "coa-ter-apel"),
    (OrgKind::Gp, "huisarts"),
    (OrgKind::Jgz, "jgz"),
    (OrgKind::Kraamzorg, "kraamzorg"),
    (OrgKind::Hospital, "martini"),
];

/// Who is there.
pub struct Cast {
    /// Organisations by their name in the file.
    pub orgs: BTreeMap<&'static str, OrgId>,
    /// People by their name in the file, in the seat from which they act.
    pub seats: BTreeMap<&'static str, Seat>,
    /// Whose care it is.
    pub client: ClientId,
}

impl Cast {
    /// Enters everyone.
    pub async fn enter(app: &App) -> Result<Self, AppError> {
        let request = Request::by(Actor::System);
        let mut orgs = BTreeMap::new();
        for (place, (key, name, org_kind)) in ORGS.into_iter().enumerate() {
            let phone = format!("050-55 {place:02}00");
            let emergency = if org_kind.line().is_some() { format!("050-55 {place:02}99") } else { String::new() };
            let contact = ContactPoints { phone, emergency, ..ContactPoints::default() };
            let command = RegisterOrg { name: name.to_owned(), org_kind, network: "VSV Noord".to_owned(), contact };
            let done = app.register_org(&request, &command).await?;
            orgs.insert(key, parsed(&done.id)?);
        }
        let mut seats = BTreeMap::new();
        for (key, name, org, role) in PEOPLE {
            let command = RegisterPerson { name: name.to_owned(), phone: String::new() };
            let done = app.register_person(&request, &command).await?;
            let (person, org) = (parsed(&done.id)?, orgs[org]);
            app.command_person(&request, person, &PersonCommand::Join { org, role }).await?;
            seats.insert(key, Seat::new(person, org));
        }
        let client = app.register_client(&request, &RegisterClient { identity: identity() }).await?;
        Ok(Self { orgs, seats, client: parsed(&client.id)? })
    }

    /// Who opens a case that begins with a pathway, and her fixed deputy: the first two colleagues where such care begins.
    pub fn opens(&self, pathway: &PathwayId) -> Option<(Seat, Seat)> {
        let charge = Charge::of(pathway);
        let kind = |org: &str| ORGS.iter().find(|(key, ..)| *key == org).map(|(_, _, kind)| *kind);
        let may = |org: &str, role: Role| kind(org).is_some_and(|kind| charge.begins_with(kind, role));
        let mut able = PEOPLE.iter().filter(|(_, _, org, role)| may(org, *role));
        let first = able.next()?;
        let second = able.find(|(_, _, org, _)| *org == first.2)?;
        Some((self.seats[first.0], self.seats[second.0]))
    }

    /// The organisations around the client from the start.
    pub fn team(&self) -> Vec<TeamMember> {
        let member = |(role, key): (OrgKind, &str)| TeamMember { role, org: self.orgs[key], contact_person: None };
        TEAM.map(member).into()
    }
}

fn identity() -> Identity {
    Identity {
        family_name: "Tesfay".to_owned(),
        given_name: "Selam".to_owned(),
        birth_date: Some(jiff::civil::date(1998, 3, 14)),
        bsn: None,
        v_number: VNumber::parse("2882305306").ok(),
        language: "Tigrinya".to_owned(),
        interpreter: Interpreter::Phone,
        phone: "06-5500 1234".to_owned(),
        site: "AZC Ter Apel".to_owned(),
        source: None,
        notes: String::new(),
    }
}

/// An id that the application just gave out.
pub fn parsed<I: std::str::FromStr<Err: std::fmt::Display>>(text: &str) -> Result<I, AppError> {
    text.parse().map_err(|error| AppError::Internal(format!("{error}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everyone_is_listed_for_those_who_write_scenarios() {
        let text = include_str!("../../../../docs/told-courses.md");
        let keys = ORGS.iter().map(|(key, ..)| key).chain(PEOPLE.iter().map(|(key, ..)| key));
        for key in keys {
            assert!(text.contains(&format!("`{key}`")), "docs/told-courses.md does not name `{key}`");
        }
    }
}
