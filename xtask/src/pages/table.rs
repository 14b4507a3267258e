//! The table of all pages.

/// The day on which the region of the pictures ends, a Tuesday.
pub const DAY: &str = "2026-11-24";

/// Where a page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// At this address.
    At(&'static str),
    /// Where the first link leads that begins so, on that page; what follows the id in the link is left off, and `end` put
    /// there.
    Link { on: &'static str, start: &'static str, end: &'static str },
    /// Where the first link leads on that page in which that stands.
    Whole { on: &'static str, with: &'static str },
    /// At the case to which that link belongs, with `end` put behind it.
    CaseOf { on: &'static str, with: &'static str, end: &'static str },
}

/// One page, or one state of a page that looks otherwise.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    /// The route as the router has it; `*` for what no route is.
    pub route: &'static str,
    /// The name of its pictures.
    pub name: &'static str,
    /// Who opens it: a login of the demo; nobody where it is empty.
    pub who: &'static str,
    /// Where it is.
    pub place: Place,
    /// Whether a picture in dark is taken too.
    pub dark: bool,
    /// What is seen, for the index.
    pub about: &'static str,
}

const fn page(route: &'static str, name: &'static str, who: &'static str, place: Place, about: &'static str) -> Page {
    Page { route, name, who, place, dark: false, about }
}

impl Page {
    const fn and_dark(self) -> Self {
        Self { dark: true, ..self }
    }
}

/// A page of the case that is shown throughout.
const fn case(end: &'static str) -> Place {
    Place::Link { on: CASE, start: "/casus/", end }
}

/// A part of that case with an address of its own.
const fn part(name: &'static str, end: &'static str, about: &'static str) -> Page {
    page("/casus/{id}/{part}", name, "joke", case(end), about)
}

/// A page of the case whose plan was fixed.
const fn planned(end: &'static str) -> Place {
    Place::CaseOf { on: CASE, with: LETTER, end }
}

/// In the link to a letter that is to be sent.
const LETTER: &str = "/brief?";

/// Where the link to the case stands that is shown throughout.
const CASE: &str = "/vandaag";

/// Every page, in the order in which one comes across them.
pub const PAGES: &[Page] = &[
    page("/aanmelden", "aanmelden", "", Place::At("/aanmelden"), "signing in"),
    page("/vandaag", "vandaag", "joke", Place::At("/vandaag"), "what is due today, most urgent first").and_dark(),
    page("/caseload", "caseload", "joke", Place::At("/caseload"), "who is whose case manager"),
    page(
        "/caseload/overdragen",
        "caseload-overdragen",
        "joke",
        Place::At("/caseload/overdragen"),
        "handing over several cases at once",
    ),
    page("/casus/{id}", "casus", "joke", case(""), "one case").and_dark(),
    part("casus-stappen", "/plan", "her steps, past and coming"),
    page("/casus/{id}/{part}", "casus-zorgplan", "klinisch1", planned("/zorgplan"), "her care plan"),
    part("casus-dossier", "/dossier", "what is recorded of her"),
    part("casus-contacten", "/contacten", "the contacts"),
    part("casus-mensen", "/mensen", "the people around her"),
    part("casus-overdracht", "/overdracht", "handing over"),
    page(
        "/casus/{id}/overdracht/{soort}",
        "casus-delen",
        "joke",
        case("/overdracht/gedeeld"),
        "one way of handing over or sharing, step by step",
    ),
    page(
        "/overdracht/{id}",
        "overdracht-beantwoorden",
        "joke",
        Place::Link { on: "/vandaag", start: "/overdracht/", end: "" },
        "answering a handover",
    ),
    part("casus-geschiedenis", "/geschiedenis", "who changed what, when"),
    part("casus-afsluiten", "/afsluiten", "what stands between her case and its closing"),
    page(
        "/casus/{id}/zorgplan/afdruk",
        "casus-zorgplan-afdruk",
        "klinisch1",
        planned("/zorgplan/afdruk"),
        "her care plan on paper",
    ),
    page(
        "/casus/{id}/{part}",
        "casus-brief",
        "klinisch1",
        Place::Whole { on: CASE, with: LETTER },
        "a letter that does a step",
    ),
    page("/casus/{id}/kaart", "casus-kaart", "joke", case("/kaart"), "the card that goes along"),
    page(
        "/casus/{id}/zorgpad/{pathway}",
        "casus-zorgpad",
        "joke",
        case("/zorgpad/az-verloskunde"),
        "where she is in the pathway",
    ),
    page(
        "/casus/{id}",
        "casus-coa",
        "coa1",
        Place::Link { on: "/caseload", start: "/casus/", end: "" },
        "what the COA sees",
    ),
    page("/intake/nieuw", "intake-nieuw", "joke", Place::At("/intake/nieuw"), "finding a client, or entering her"),
    page(
        "/intake/nieuw/{client}",
        "intake-casus-openen",
        "joke",
        Place::Link { on: "/intake/nieuw?zoek=a", start: "/intake/nieuw/", end: "" },
        "opening her case",
    ),
    page("/casus/{id}/intake", "intake", "joke", case("/intake?deel=social"), "one part of her intake"),
    page("/besprekingen", "besprekingen", "joke", Place::At("/besprekingen"), "meetings to come and held"),
    page(
        "/besprekingen/{id}",
        "bespreking",
        "joke",
        Place::Link { on: "/besprekingen", start: "/besprekingen/", end: "" },
        "one meeting with its agenda",
    ),
    page(
        "/besprekingen/{id}/afdruk",
        "bespreking-afdruk",
        "joke",
        Place::Link { on: "/besprekingen", start: "/besprekingen/", end: "/afdruk" },
        "the agenda on paper",
    ),
    page("/relaties", "relaties", "joke", Place::At("/relaties"), "the organisations around the clients"),
    page(
        "/relaties/organisatie/{id}",
        "relaties-organisatie",
        "joke",
        Place::Link { on: "/relaties", start: "/relaties/organisatie/", end: "" },
        "one organisation, and how to reach it",
    ),
    page("/relaties/mensen", "relaties-mensen", "joke", Place::At("/relaties/mensen"), "the professionals"),
    page(
        "/relaties/persoon/{id}",
        "relaties-persoon",
        "joke",
        Place::Link { on: "/relaties/mensen", start: "/relaties/persoon/", end: "" },
        "one professional",
    ),
    page(
        "/relaties/afwezig",
        "relaties-afwezig",
        "joke",
        Place::At("/relaties/afwezig"),
        "who is away, and who stands in",
    ),
    page("/relaties/dienst", "relaties-dienst", "joke", Place::At("/relaties/dienst"), "who is on duty, and the gaps"),
    page("/overgedragen", "overgedragen", "joke", Place::At("/overgedragen"), "what was handed over and to whom"),
    page("/berichten", "berichten", "joke", Place::At("/berichten"), "what she has to read"),
    page("/te-vertellen", "te-vertellen", "joke", Place::At("/te-vertellen"), "what she has to tell others"),
    page(
        "/bericht/{id}",
        "bericht",
        "joke",
        Place::Link { on: "/berichten", start: "/bericht/", end: "" },
        "one notice",
    ),
    page("/bord", "bord", "joke", Place::At("/bord"), "the board of the care plans"),
    page("/regio", "regio", "coordinator", Place::At("/regio"), "what is coming in the region, and what was decided")
        .and_dark(),
    page(
        "/regio/rooster",
        "regio-rooster",
        "coordinator",
        Place::At("/regio/rooster"),
        "the week's visits of the region",
    ),
    page("/visites", "visites", "joke", Place::At("/visites"), "a midwife's own visits of a day"),
    page(
        "/casus/{id}/kraamvisites",
        "kraamvisites",
        "joke",
        case("/kraamvisites"),
        "what is agreed about a woman's postnatal visits",
    ),
    page("/zorgpaden", "zorgpaden", "joke", Place::At("/zorgpaden"), "the pathways").and_dark(),
    page(
        "/zorgpaden/{id}",
        "zorgpad",
        "joke",
        Place::At("/zorgpaden/az-verloskunde"),
        "one pathway, with what is proved of it",
    ),
    page("*", "niet-gevonden", "joke", Place::At("/er-is-hier-niets"), "what is not there"),
];

/// What can be got and is no page, with the reason.
pub const NO_PAGES: &[(&str, &str)] = &[
    ("/", "leads to Vandaag"),
    ("/caseload.csv", "a file for a spreadsheet"),
    ("/relaties/dienst/{id}", "the same page as /relaties/dienst, of another organisation"),
    ("/onverstuurd", "leads to Vandaag until something was sent after the session ended; a journey opens it"),
    ("/assets/{name}", "the stylesheet and the icon"),
];
