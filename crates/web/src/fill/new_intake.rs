//! *Nieuwe intake*.

use regie_app::{ClientFile, Interrupted, PossibleDouble};
use regie_care::client::{Identity, Interpreter};
use regie_care::ids::ClientId;
use regie_care::seat::{OrgKind, Role};
use regie_care::view::{ClientRow, Phase};

use super::Desk;
use super::names::{capital, code, seat_value};
use crate::fields::Fields;
use crate::pages::new_intake::{
    CaseOfHer, DoubleLine, FoundClient, InterruptedLine, NewIntakePage, OpenCasePage, TypedClient,
};
use crate::pages::{Choice, Chrome, FormKey};

/// The organisations around a client that can be named at once: field, function, key of the label.
pub const TEAM: [(&str, OrgKind); 5] = [
    ("huisarts", OrgKind::Gp),
    ("gca", OrgKind::GcA),
    ("coa", OrgKind::Coa),
    ("jgz", OrgKind::Jgz),
    ("kraamzorg", OrgKind::Kraamzorg),
];

const INTERPRETERS: [(Interpreter, &str); 5] = [
    (Interpreter::Unknown, "not-asked"),
    (Interpreter::None, "interpreter-none"),
    (Interpreter::Phone, "interpreter-phone"),
    (Interpreter::Present, "interpreter-present"),
    (Interpreter::Needed, "interpreter-needed"),
];

/// What the page to find or enter a client shows besides the form.
#[derive(Debug, Default)]
pub struct Entering<'a> {
    /// What she searched for, and who was found.
    pub search: Option<(&'a str, Vec<ClientRow>)>,
    /// What she began and did not finish.
    pub interrupted: Vec<Interrupted>,
    /// What was posted.
    pub posted: Option<&'a Fields>,
    /// Why it was refused.
    pub refusal: Option<String>,
    /// Records that may be hers.
    pub doubles: Vec<PossibleDouble>,
}

/// The page to find or enter a client.
#[must_use]
pub fn page(desk: &Desk, chrome: Chrome, key: FormKey, entering: Entering<'_>) -> NewIntakePage {
    let t = desk.t;
    let chosen = entering.posted.map_or("", |fields| fields.text("tolk"));
    let interpreter = |(value, key): (Interpreter, &str)| {
        let choice = Choice::new(code(&value), t.of(key));
        if choice.value == chosen { choice.chosen() } else { choice }
    };
    let (query, found) = match entering.search {
        Some((query, rows)) => (query.to_owned(), Some(rows.iter().map(found).collect())),
        None => (String::new(), None),
    };
    NewIntakePage {
        t,
        chrome,
        today: desk.today,
        key,
        query,
        found,
        interrupted: entering.interrupted.iter().map(|one| desk.interrupted(one)).collect(),
        typed: entering.posted.map(typed).unwrap_or_default(),
        interpreters: INTERPRETERS.into_iter().map(interpreter).collect(),
        refusal: entering.refusal,
        doubles: entering.doubles.iter().map(|double| desk.double(double)).collect(),
    }
}

fn typed(fields: &Fields) -> TypedClient {
    let text = |name: &str| fields.text(name).to_owned();
    TypedClient {
        family_name: text("achternaam"),
        given_name: text("voornaam"),
        birth_date: text("geboren"),
        bsn: text("bsn"),
        v_number: text("v-nummer"),
        number: text("nummer"),
        language: text("spreekt"),
        phone: text("telefoon"),
        site: text("verblijf"),
        notes: text("opmerkingen"),
    }
}

fn found(row: &ClientRow) -> FoundClient {
    FoundClient {
        id: row.client.to_string(),
        name: row.full_name(),
        birth_date: row.birth_date,
        site: row.site.clone(),
    }
}

fn known(id: ClientId, identity: &Identity) -> FoundClient {
    FoundClient {
        id: id.to_string(),
        name: identity.full_name(),
        birth_date: identity.birth_date,
        site: identity.site.clone(),
    }
}

impl Desk {
    fn interrupted(&self, one: &Interrupted) -> InterruptedLine {
        let (part, when) = (self.part(one.part), self.t.moment(&one.at, &self.today));
        InterruptedLine {
            case: one.case.to_string(),
            part: one.part.code(),
            name: one.name.clone(),
            what: self.t.two("interrupted-what", "part", part, "when", when).into_owned(),
        }
    }

    fn double(&self, double: &PossibleDouble) -> DoubleLine {
        let reasons: Vec<String> = double.reasons.iter().map(|reason| self.text(&reason.text())).collect();
        let known = double.known.as_ref().map(|(id, identity)| known(*id, identity));
        DoubleLine { known, why: capital(&reasons.join(", ")) }
    }
}

/// The page to open a client's case.
#[must_use]
pub fn open_page(
    desk: &Desk,
    chrome: Chrome,
    key: FormKey,
    file: &ClientFile,
    posted: &Fields,
    refusal: Option<String>,
) -> OpenCasePage {
    let t = desk.t;
    let client = &file.client.state;
    let choose = |choices: Vec<Choice>, name: &str, otherwise: &str| {
        let wished = posted.filled(name).unwrap_or(otherwise).to_owned();
        let chosen = |one: Choice| if one.value == wished { one.chosen() } else { one };
        choices.into_iter().map(chosen).collect::<Vec<_>>()
    };
    let current = desk.pathways.ids().filter_map(|id| desk.pathways.current(id, desk.today));
    let pathways = current.map(|one| Choice::new(one.id().as_str(), desk.text(one.title()))).collect();
    let managers = desk.people(desk.seat.org, Role::may_manage_cases);
    let suspected = client.open_suspicions().count();
    let team = |(name, kind): (&'static str, OrgKind)| {
        (name, capital(&t.org_kind(&kind)), choose(desk.orgs_where(|org| org.kind == kind), name, ""))
    };
    OpenCasePage {
        t,
        chrome,
        today: desk.today,
        key,
        client: known(client.id, &client.identity),
        suspicion: if suspected == 0 {
            String::new()
        } else {
            t.one("client-suspected", "count", suspected).into_owned()
        },
        cases: file
            .cases
            .iter()
            .filter(|row| row.phase != Phase::Closed)
            .map(|row| {
                let who = desk.seat_name(regie_care::seat::Seat::new(row.case_manager, row.org));
                let what = t.two("open-case-of", "who", who, "day", t.day_full(&row.opened_on)).into_owned();
                CaseOfHer { case: row.case.to_string(), what }
            })
            .collect(),
        refusal,
        pathways: choose(pathways, "zorgpad", ""),
        deputies: choose(managers.clone(), "plaatsvervanger", ""),
        managers: choose(managers, "casemanager", &seat_value(desk.seat)),
        on: posted.filled("datum").map_or_else(|| desk.today.to_string(), str::to_owned),
        due: posted.text("uitgerekend").to_owned(),
        team: TEAM.into_iter().map(team).collect(),
    }
}
