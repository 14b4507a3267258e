//! *Nieuwe intake*.

use std::collections::BTreeSet;

use jiff::Timestamp;
use regie_app::{ClientFile, PossibleDouble, Registering, RegistrationDraft};
use regie_care::charge::{self, Charge};
use regie_care::client::{Identity, Interpreter};
use regie_care::ids::ClientId;
use regie_care::intake::Typed;
use regie_care::seat::OrgKind;
use regie_care::suits;
use regie_care::view::{ClientRow, Phase};
use regie_pathway::{Definition, PathwayId};

use super::Desk;
use super::interrupted::Interruptions;
use super::names::{capital, code, seat_value};
use crate::fields::Fields;
use crate::pages::draft::DraftBar;
use crate::pages::new_intake::{
    CaseOfHer, DoubleLine, FoundClient, NewIntakePage, OF_A_CLIENT, OpenCasePage, TypedClient,
};
use crate::pages::{Choice, Chrome, FormKey};

/// The organisations around a client that can be named at once: field, function, key of the label.
pub const TEAM: [(&str, OrgKind); 9] = [
    ("huisarts", OrgKind::Gp),
    ("gca", OrgKind::GcA),
    ("coa", OrgKind::Coa),
    ("jgz", OrgKind::Jgz),
    ("kraamzorg", OrgKind::Kraamzorg),
    ("wijkverpleging", OrgKind::HomeCare),
    ("palliatief-team", OrgKind::PalliativeTeam),
    ("ziekenhuis", OrgKind::Hospital),
    ("ggz", OrgKind::MentalHealth),
];

/// Who stands around a pregnant client, as far as it is named at once.
const AROUND_PREGNANCY: [OrgKind; 5] = [OrgKind::Gp, OrgKind::GcA, OrgKind::Coa, OrgKind::Jgz, OrgKind::Kraamzorg];

/// Who stands around anybody else.
const AROUND_OTHERS: [OrgKind; 5] =
    [OrgKind::Gp, OrgKind::HomeCare, OrgKind::PalliativeTeam, OrgKind::Hospital, OrgKind::MentalHealth];

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
    pub interrupted: Interruptions,
    /// What stands in the fields.
    pub posted: Option<&'a Fields>,
    /// Why it was refused.
    pub refusal: Option<String>,
    /// Records that may be hers.
    pub doubles: Vec<PossibleDouble>,
}

/// The draft of a form as the page was made with it.
#[derive(Debug)]
pub struct Drafted {
    /// Of what.
    pub about: Registering,
    /// Its revision; 0 when there is none.
    pub rev: u64,
    /// When it was saved last.
    pub saved: Option<Timestamp>,
    /// The newer one that stands in the way, and what was posted instead.
    pub newer: Option<(RegistrationDraft, Typed)>,
}

impl Drafted {
    /// No draft yet, or this one.
    #[must_use]
    pub fn of(about: Registering, draft: Option<&RegistrationDraft>) -> Self {
        Self { about, rev: draft.map_or(0, |draft| draft.rev), saved: draft.map(|draft| draft.at), newer: None }
    }

    /// A newer one stands in the way of what was posted: what is saved next goes over it.
    #[must_use]
    pub fn behind(newer: RegistrationDraft, here: Typed) -> Self {
        let standing = Self::of(newer.about, Some(&newer));
        Self { newer: Some((newer, here)), ..standing }
    }

    fn bar(self, desk: &Desk, said: impl Fn(&str, &str) -> (String, String)) -> DraftBar {
        let differing = |there: &Typed, here: &Typed| {
            let names: BTreeSet<&String> = there.keys().chain(here.keys()).collect();
            let other = names.into_iter().filter(|name| there.get(*name) != here.get(*name));
            let nothing = desk.t.of("intake-nothing");
            other.map(|name| said(name, there.get(name).map_or(&nothing, String::as_str))).collect()
        };
        DraftBar {
            about: self.about.to_string(),
            rev: self.rev,
            saved: self.saved,
            me: desk.person(desk.seat.person),
            at: address(self.about),
            newer: self.newer.as_ref().map(|(there, here)| (there.at, differing(&there.typed, here))),
        }
    }
}

/// The address of the page on which a registration goes on.
#[must_use]
pub fn address(about: Registering) -> String {
    match about {
        Registering::Client(_) => format!("/intake/nieuw?concept={about}"),
        Registering::Case(client) => format!("/intake/nieuw/{client}"),
    }
}

/// The page to find or enter a client.
#[must_use]
pub fn page(desk: &Desk, chrome: Chrome, key: FormKey, drafted: Drafted, entering: Entering<'_>) -> NewIntakePage {
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
    let interpreters: Vec<Choice> = INTERPRETERS.into_iter().map(interpreter).collect();
    let said = |name: &str, value: &str| {
        let label = OF_A_CLIENT.into_iter().find(|(field, _)| *field == name);
        let chosen = interpreters.iter().find(|choice| name == "tolk" && choice.value == value);
        let value = chosen.map_or(value, |choice| choice.label.as_str());
        (label.map_or_else(|| name.to_owned(), |(_, key)| t.of(key).into_owned()), value.to_owned())
    };
    NewIntakePage {
        t,
        chrome,
        today: desk.today,
        key,
        query,
        found,
        interrupted: desk.interruptions(&entering.interrupted),
        draft: drafted.bar(desk, said),
        typed: entering.posted.map(typed).unwrap_or_default(),
        interpreters,
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
    fn double(&self, double: &PossibleDouble) -> DoubleLine {
        let reasons: Vec<String> = double.reasons.iter().map(|reason| self.text(&reason.text())).collect();
        let known = double.known.as_ref().map(|(id, identity)| known(*id, identity));
        DoubleLine { known, why: capital(&reasons.join(", ")) }
    }
}

/// A field of a draft with its label, and what stands in it as it is read.
fn said_of<'a>(
    mut known: impl Iterator<Item = (&'a str, String, &'a [Choice])>,
    name: &str,
    value: &str,
) -> (String, String) {
    let Some((_, label, choices)) = known.find(|(field, ..)| *field == name) else {
        return (name.to_owned(), value.to_owned());
    };
    let chosen = choices.iter().find(|choice| choice.value == value);
    (label, chosen.map_or(value, |choice| choice.label.as_str()).to_owned())
}

/// What she has already, told when another is opened.
fn cases_of(desk: &Desk, file: &ClientFile) -> Vec<CaseOfHer> {
    let open = file.cases.iter().filter(|row| row.phase != Phase::Closed);
    let told = open.map(|row| {
        let who = desk.seat_name(regie_care::seat::Seat::new(row.case_manager, row.org));
        let what = desk.t.two("open-case-of", "who", who, "day", desk.t.day_full(&row.opened_on)).into_owned();
        CaseOfHer { case: row.case.to_string(), what }
    });
    told.collect()
}

/// The pathways that begin where she works, and may be this client's: what begins elsewhere is not offered.
fn begin_here<'d>(desk: &'d Desk, client: &Identity) -> Vec<&'d Definition> {
    let at = desk.directory.kind(desk.seat.org).zip(desk.directory.role(desk.seat));
    let begins = |id: &&PathwayId| at.is_some_and(|(kind, role)| Charge::of(id).begins_with(kind, role));
    let current = desk
        .pathways
        .ids()
        .filter(begins)
        .filter(|id| suits::fits_age(client, id, desk.today))
        .filter_map(|id| desk.pathways.current(id, desk.today));
    current.map(AsRef::as_ref).collect()
}

/// The page to open a client's case.
#[must_use]
pub fn open_page(
    desk: &Desk,
    chrome: Chrome,
    key: FormKey,
    drafted: Drafted,
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
    let current = begin_here(desk, &client.identity);
    let pregnancy = current.iter().any(|one| Charge::of(one.id()).is_midwifery());
    let pathways = current.iter().map(|one| Choice::new(one.id().as_str(), desk.text(one.title()))).collect();
    let kind = desk.directory.kind(desk.seat.org);
    let managers = desk.people_to_ask(desk.seat.org, |role| kind.is_some_and(|kind| charge::begins_with(kind, role)));
    let suspected = client.open_suspicions().count();
    let team = |(name, kind): (&'static str, OrgKind)| {
        (name, capital(&t.org_kind(&kind)), choose(desk.orgs_where(|org| org.kind == kind), name, ""))
    };
    // Besides, her own organisation is accountable, and so does not stand around her.
    let around = |one: &(&str, OrgKind)| match pregnancy {
        true => AROUND_PREGNANCY.contains(&one.1),
        false => AROUND_OTHERS.contains(&one.1) && Some(one.1) != kind,
    };
    let team: Vec<_> = TEAM.into_iter().filter(around).map(team).collect();
    let pathways = choose(pathways, "zorgpad", "");
    let deputies = choose(managers.clone(), "plaatsvervanger", "");
    let managers = choose(managers, "casemanager", &seat_value(desk.seat));
    let said = |name: &str, value: &str| {
        let known: [(&str, &str, &[Choice]); 5] = [
            ("zorgpad", "field-pathway", &pathways),
            ("casemanager", "who-manager", &managers),
            ("plaatsvervanger", "who-deputy", &deputies),
            ("datum", "open-case-on", &[]),
            ("uitgerekend", "column-due", &[]),
        ];
        let known = known.into_iter().map(|(field, key, choices)| (field, t.of(key).into_owned(), choices));
        let around = team.iter().map(|(field, label, choices)| (*field, label.clone(), choices.as_slice()));
        said_of(known.chain(around), name, value)
    };
    let draft = drafted.bar(desk, said);
    OpenCasePage {
        t,
        chrome,
        today: desk.today,
        key,
        draft,
        client: known(client.id, &client.identity),
        suspicion: if suspected == 0 {
            String::new()
        } else {
            t.one("client-suspected", "count", suspected).into_owned()
        },
        cases: cases_of(desk, file),
        refusal,
        pathways,
        deputies,
        managers,
        on: posted.filled("datum").map_or_else(|| desk.today.to_string(), str::to_owned),
        pregnancy,
        due: posted.text("uitgerekend").to_owned(),
        team,
    }
}
