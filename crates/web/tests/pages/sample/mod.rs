//! Sample pages: ordinary, empty and extreme. The tests render all of them in every language.

pub mod case;
mod handover;
mod intake;
mod meetings;
mod pathways;
mod relations;
mod several;
mod trouble;

use askama::Template;
use jiff::civil::{Date, date};
use jiff::{Timestamp, ToSpan};
use regie_care::seat::Line;
use regie_care::view::Phase;
use regie_care::who::Audience;

use regie_web::pages::board::{BoardCase, BoardColumnView, BoardPage};
use regie_web::pages::card::{AUDIENCES, CardLine, CardPage, audience_code};
use regie_web::pages::caseload::{CaseloadPage, CaseloadRow, Column, ColumnKind};
use regie_web::pages::logistics::{LogisticsPage, OwedLine};
use regie_web::pages::new_intake::InterruptedLine;
use regie_web::pages::notice::{Address, Delivery, ListKind, NoticeLine, NoticeList, NoticePage, NoticesPage};
use regie_web::pages::sign_in::{SignInPage, SignInProblem};
use regie_web::pages::today::{Board, Greeting, TodayPage};
use regie_web::pages::work::{Act, StepAct, WorkLine, step_anchor};
use regie_web::pages::{Choice, Chrome, Flash, FormKey, Here, User};
use regie_web::texts::{Chip, Course, Lang, Texts, Tone};

pub use self::trouble::{again_pages, error_pages, unsent_pages};

/// The day on which all samples play.
pub const TODAY: Date = date(2026, 11, 16);
/// A name that does not fit on one line.
pub const LONG_NAME: &str = "Maria-Fernanda Guadalupe van den Heuvel-Oluwaseunfunmilayo Ntirampeba-Nshimirimana";
/// A name that is written from right to left.
pub const RTL_NAME: &str = "رانيا عبد الرحمن الحداد";

/// Every sample in a language, rendered: name and HTML.
///
/// # Errors
/// When a template fails, which a value's `Display` alone can cause.
pub fn all(lang: Lang) -> Result<Vec<(String, String)>, askama::Error> {
    let t = Texts::get(lang);
    let mut pages = Vec::new();
    let mut add =
        |name: &str, html: Result<String, askama::Error>| html.map(|html| pages.push((name.to_owned(), html)));
    for (name, page) in today_pages(t) {
        add(name, page.render())?;
    }
    for (name, page) in case::pages(t) {
        add(&name, page.render())?;
    }
    for (name, page) in intake::pages(t) {
        add(name, page.render())?;
    }
    for (name, page) in intake::new_pages(t) {
        add(name, page.render())?;
    }
    for (name, page) in meetings::lists(t) {
        add(name, page.render())?;
    }
    for (name, page) in meetings::pages(t) {
        add(name, page.render())?;
    }
    for (name, page) in meetings::prints(t) {
        add(name, page.render())?;
    }
    add("casus-openen", intake::open_page(t).render())?;
    for (name, page) in caseload_pages(t) {
        add(name, page.render())?;
    }
    for (name, html) in handover::pages(t) {
        add(&name, html)?;
    }
    for (name, html) in relations::pages(t) {
        add(name, html)?;
    }
    for (name, page) in several::choosing(t) {
        add(name, page.render())?;
    }
    for (name, page) in several::reports(t) {
        add(name, page.render())?;
    }
    for (name, page) in board_pages(t) {
        add(name, page.render())?;
    }
    for (name, page) in cards(t) {
        add(&name, page.render())?;
    }
    add("zorgpaden", pathways::list(t).render())?;
    for (name, page) in pathways::pages(t) {
        add(&name, page.render())?;
    }
    add("logistiek", logistics(t).render())?;
    for (name, page) in sign_in_pages(t) {
        add(name, page.render())?;
    }
    for (name, page) in again_pages(t) {
        add(name, page.render())?;
    }
    for (name, page) in unsent_pages(t) {
        add(name, page.render())?;
    }
    for (name, page) in notice_pages(t) {
        add(name, page.render())?;
    }
    for (name, page) in notice_lists(t) {
        add(name, page.render())?;
    }
    for (name, page) in error_pages(t) {
        add(&name, page.render())?;
    }
    Ok(pages)
}

pub(crate) fn chrome(here: Here, path: &str) -> Chrome {
    let user = User {
        name: "Joke de Vries".to_owned(),
        org: "Verloskundigenpraktijk De Ooievaar".to_owned(),
        seats: Vec::new(),
        caseload: true,
        board: true,
        region: false,
    };
    Chrome::new(user, here, path)
}

pub(crate) fn key(back: &str, version: Option<u64>) -> FormKey {
    FormKey { version, nonce: "01KA4W6S3QJ8T7".to_owned(), back: back.to_owned() }
}

pub(crate) fn moment(text: &str) -> Timestamp {
    text.parse().unwrap_or(Timestamp::UNIX_EPOCH)
}

pub(crate) fn in_days(days: i64) -> Date {
    TODAY.saturating_add(days.days())
}

pub(crate) fn step_act(step: &str, outcomes: &[(&str, &str)]) -> StepAct {
    StepAct {
        pathway: "az-verloskunde".to_owned(),
        step: step.to_owned(),
        nth: 1,
        now: true,
        outcomes: outcomes.iter().map(|(value, label)| Choice::new(*value, *label)).collect(),
        words: None,
        whom: None,
        day: None,
        at_case: false,
        planned: None,
        from: None,
        delegates: colleagues(),
        delegated: false,
        settle: true,
        skip: true,
        reason: false,
        by_work: None,
        meeting: false,
    }
}

pub(crate) fn colleagues() -> Vec<Choice> {
    vec![
        Choice::new("p2:o1", "Anne Bakker"),
        Choice::new("p3:o1", "Mirjam van den Berg"),
        Choice::new("p4:o1", LONG_NAME),
    ]
}

fn line(client: &str, course: Course, what: &str, why: &str, chip: Chip, act: Act) -> WorkLine {
    WorkLine {
        case: "01KA4W6S3Q0000000000000001".to_owned(),
        item: step_anchor("az-verloskunde", "birth-plan", 1),
        client: client.to_owned(),
        course,
        place: String::new(),
        what: what.to_owned(),
        why: why.to_owned(),
        sealed: false,
        chip,
        notes: Vec::new(),
        act,
        row: 0,
    }
}

fn pregnant(weeks: u16, days: u8) -> Course {
    Course::Pregnant { weeks, days }
}

fn urgent_line(t: Texts) -> WorkLine {
    let mut urgent = line(
        "Selam Tesfay",
        pregnant(33, 2),
        "RR 155/100, hoofdpijn sinds vanochtend. Gemeld door GC A Ter Apel.",
        &t.signal_why(Some("Anne Bakker")),
        Chip::new(Tone::Alarm, format!("{} · {}", t.of("urgency-urgent"), t.clock(&moment("2026-11-16T06:40:00Z")))),
        Act::Acknowledge { no: 3 },
    );
    urgent.place = "AZC Ter Apel".to_owned();
    urgent
}

fn birth_plan(t: Texts) -> WorkLine {
    let mut birth_plan = line(
        "Rania Haddad",
        pregnant(30, 1),
        "Geboorteplan bespreken",
        "Rond de 30 weken; te doen bij 29w0d–31w0d, 8 nov – 22 nov.",
        t.until(&in_days(-8), &in_days(6), &TODAY),
        Act::Step(step_act("birth-plan", &[])),
    );
    birth_plan.notes.push(t.interpreter("Arabisch"));
    birth_plan
}

fn handover_line(t: Texts, client: &str, what: &str, since: i64, until: i64, act: Act) -> WorkLine {
    line(
        client,
        pregnant(24, 4),
        what,
        "Tot dat moment blijf jij casemanager. Op 18 nov gaat het alarm naar beide kanten en de coördinator.",
        t.waiting(&in_days(since), &in_days(until), &TODAY),
        act,
    )
}

/// *Vandaag*.
#[must_use]
pub fn today_pages(t: Texts) -> Vec<(&'static str, TodayPage)> {
    let empty = TodayPage {
        t,
        chrome: chrome(Here::Today, "/vandaag"),
        today: TODAY,
        greeting: Greeting::Morning,
        first_name: "Joke".to_owned(),
        key: key("/vandaag", None),
        own_visits: None,
        pricks: Vec::new(),
        visits: Vec::new(),
        urgent: Vec::new(),
        acute: Vec::new(),
        declined: Vec::new(),
        begun: Vec::new(),
        late: Vec::new(),
        now: Vec::new(),
        week: Vec::new(),
        later: Vec::new(),
        overdue: Vec::new(),
        answers: Vec::new(),
        waiting: Vec::new(),
        told: Vec::new(),
        left_off: 0,
        boards: Vec::new(),
        boards_left_off: 0,
        coordinates: false,
        alarms: Vec::new(),
    };
    let normal = TodayPage {
        own_visits: Some("Vandaag 4 visites.".to_owned()),
        urgent: vec![urgent_line(t)],
        begun: vec![InterruptedLine {
            at: "/intake/nieuw?concept=registration-d2".to_owned(),
            name: RTL_NAME.to_owned(),
            what: "Inschrijving niet afgemaakt, bewaard vandaag 09:12".to_owned(),
        }],
        late: vec![line(
            "Oksana Kovalenko",
            Course::Postnatal { days: 9 },
            "Kraambezoek door de casemanager",
            "Ten minste één bezoek in de kraamtijd; het bezoek door de parteur was op 12 nov.",
            t.until(&in_days(-6), &in_days(-2), &TODAY),
            Act::Step(step_act("postnatal-visit", &[("done", "bezocht"), ("not-home", "niet thuis")])),
        )],
        now: vec![line(
            "Luwam Kidane",
            pregnant(19, 5),
            "Praktijklijn GC A terugbellen over ijzer",
            "Afgesproken in het cliëntenoverleg van 12 nov.",
            t.until(&in_days(-4), &in_days(0), &TODAY),
            Act::Action { no: 2, may_drop: true },
        )],
        week: vec![
            birth_plan(t),
            line(
                "Mina Ahmadi",
                pregnant(35, 6),
                "Voorbereiding op de bevalling",
                "Rond de 36 weken; te doen bij 35w0d–37w0d.",
                t.until(&in_days(-6), &in_days(5), &TODAY),
                Act::Step(step_act("birth-preparation", &[])),
            ),
        ],
        answers: vec![handover_line(
            t,
            "Hodan Warsame",
            "Overdracht van Verloskundigen Noorderlicht: verhuist op 23 nov naar AZC Zutphen",
            -2,
            2,
            Act::Answer { no: 1, phone: Some("050-555 0101".to_owned()) },
        )],
        waiting: vec![
            handover_line(
                t,
                "Elif Demir",
                "Overdracht aan Geboortehuis Westerkwartier, nog niet aanvaard",
                -3,
                2,
                Act::Call { phone: "050-555 0123".to_owned() },
            ),
            line(
                "Mina Ahmadi",
                pregnant(35, 6),
                "Terugkoppeling van Martini Ziekenhuis over de groeiecho",
                "Afgesproken binnen 5 werkdagen na de verwijzing op 5 nov.",
                t.waiting(&in_days(-11), &in_days(-4), &TODAY),
                Act::Feedback { no: 1, sealed: false, phone: Some("050-524 5245".to_owned()) },
            ),
        ],
        told: vec![NoticeList {
            kind: ListKind::ToTell,
            lines: vec![NoticeLine {
                id: "01KA4W6S3Q0000000000000077".to_owned(),
                subject: "Nieuwe casemanager".to_owned(),
                to: "COA Ter Apel".to_owned(),
                client: Some("Saba Gebremedhin".to_owned()),
                delivery: Delivery::Waiting { since: moment("2026-11-15T16:05:00Z") },
            }],
            total: 1,
        }],
        boards: vec![
            Board {
                name: "Anne Bakker".to_owned(),
                until: Some(in_days(13)),
                lines: vec![line(
                    "Fatima Noori",
                    pregnant(12, 0),
                    "Zorgpad bespreken",
                    "Tijdens het tweede of derde consult.",
                    t.until(&in_days(-2), &in_days(9), &TODAY),
                    Act::Step(step_act("discuss-pathway", &[])),
                )],
            },
            Board { name: "Mirjam van den Berg".to_owned(), until: None, lines: Vec::new() },
        ],
        ..empty.clone()
    };
    let mut extreme = normal.clone();
    if let Some(user) = &mut extreme.chrome.user {
        user.name = LONG_NAME.to_owned();
        user.seats = vec![Choice::new("o1", "De Ooievaar").chosen(), Choice::new("o2", "Netwerk Oost, coördinator")];
    }
    extreme.chrome.flash =
        Some(Flash { tone: Tone::Good, text: "Vastgelegd: geboorteplan besproken met Rania Haddad.".to_owned() });
    extreme.now = (0..40)
        .map(|number| {
            let mut each = birth_plan(t);
            each.client = if number % 2 == 0 { LONG_NAME } else { RTL_NAME }.to_owned();
            each.what = "Afspraak maken met de polikliniek over een-heel-lang-woord-zonder-spaties-dat-nergens-op-een-regel-past".to_owned();
            each.place = "overgenomen van Verloskundigen Noorderlicht".to_owned();
            each
        })
        .collect();
    extreme.told[0].total = 87;
    extreme.told.insert(0, NoticeList { kind: ListKind::ToRead, ..extreme.told[0].clone() });
    [("vandaag", normal), ("vandaag-leeg", empty), ("vandaag-vol", extreme)]
        .map(|(name, page)| (name, page.numbered()))
        .to_vec()
}

/// *Bord*.
#[must_use]
pub fn board_pages(t: Texts) -> Vec<(&'static str, BoardPage)> {
    let case = |number: usize| BoardCase {
        died: (number == 2).then_some(regie_care::case::Death::DayUnknown),
        by_hand: number == 2,
        case: format!("01KA4W6S3Q00000000000000{number:02}"),
        client: ["Rania Haddad", RTL_NAME, LONG_NAME][number % 3].to_owned(),
        manager: "Joke de Vries".to_owned(),
        manager_away: number % 2 == 1,
        since: (number % 3 != 2).then(|| in_days(-20)),
        why: "Stabiel, maar onvoldoende zelfredzaam (rij 3)".to_owned(),
        urgent: u32::from(number == 0),
        next: Some(in_days(i64::try_from(number).unwrap_or(0) - 1)),
    };
    let column = |title: &str, undecided, cases: usize| BoardColumnView {
        title: title.to_owned(),
        undecided,
        cases: (0..cases).map(case).collect(),
    };
    let empty = BoardPage {
        unknown: None,
        t,
        chrome: chrome(Here::Board, "/bord"),
        today: TODAY,
        boards: Vec::new(),
        title: String::new(),
        columns: Vec::new(),
        left_off: 0,
    };
    let full = BoardPage {
        boards: vec![Choice::new("dementie", "Dementie (7)").chosen(), Choice::new("ggz-fact", "FACT (2)")],
        title: "Dementie: DOC-team en casemanagement".to_owned(),
        columns: vec![
            column("Zelfmanagement", false, 0),
            column("Coördinatie", false, 2),
            column("Casemanagement", false, 12),
            column("Intensief", false, 1),
            column("Nog niet bepaald", true, 1),
        ],
        left_off: 3,
        ..empty.clone()
    };
    vec![("bord", full), ("bord-leeg", empty)]
}

/// *Caseload*.
#[must_use]
pub fn caseload_pages(t: Texts) -> Vec<(&'static str, CaseloadPage)> {
    let columns = ColumnKind::ALL
        .into_iter()
        .map(|kind| Column {
            kind,
            href: (kind != ColumnKind::Site).then(|| "/caseload?sorteer=x".to_owned()),
            sort: if kind == ColumnKind::Due { "ascending" } else { "none" },
        })
        .collect();
    let empty = CaseloadPage {
        t,
        opens: true,
        chrome: chrome(Here::Caseload, "/caseload"),
        today: TODAY,
        query: String::new(),
        managers: vec![Choice::new("p1", "Joke de Vries").chosen(), Choice::new("p2", "Anne Bakker")],
        deputies: vec![Choice::new("p2", "Anne Bakker")],
        phases: [Phase::Pregnancy, Phase::Postnatal, Phase::Ended, Phase::Closed]
            .into_iter()
            .map(|phase| Choice::new(format!("{phase:?}").to_lowercase(), t.phase(&phase)))
            .collect(),
        columns,
        sorted: "due".to_owned(),
        care: true,
        total: Some(0),
        rows: Vec::new(),
        next: None,
        csv: "/caseload.csv".to_owned(),
        several: Some("/caseload/overdragen".to_owned()),
    };
    let row = |number: usize| CaseloadRow {
        case: format!("01KA4W6S3Q00000000000000{number:02}"),
        client: ["Rania Haddad", "Selam Tesfay", RTL_NAME, LONG_NAME, "Mina Ahmadi"][number % 5].to_owned(),
        birth_date: None,
        number: String::new(),
        told_apart: if number.is_multiple_of(5) { "geboren 14 maart 1999".to_owned() } else { String::new() },
        course: if number % 7 == 6 { Course::Postnatal { days: 4 } } else { pregnant(30, 1) },
        due: (number % 7 != 5).then(|| in_days(69)),
        site: "AZC Zutphen".to_owned(),
        manager: ["Joke de Vries", "Anne Bakker"][number % 2].to_owned(),
        manager_away: number % 2 == 1,
        elsewhere: (number % 5 == 4).then(|| "Martini Ziekenhuis".to_owned()),
        deputy: ["Anne Bakker", "Mirjam van den Berg"][number % 2].to_owned(),
        deputy_away: number % 3 == 1,
        cover: (number == 2).then(|| ("Selin Öztürk".to_owned(), in_days(14))),
        phase: if number % 11 == 10 { Phase::Closed } else { Phase::Pregnancy },
        line: if number % 5 == 4 { Line::Second } else { Line::First },
        next: Some(in_days(i64::try_from(number % 9).unwrap_or(0) * 3 - 4)),
        urgent: u32::from(number == 1),
        until: (number == 3).then(|| in_days(9)),
    };
    let normal = CaseloadPage { total: Some(5), rows: (0..5).map(row).collect(), ..empty.clone() };
    let full = CaseloadPage {
        total: None,
        rows: (0..40).map(row).collect(),
        next: Some("/caseload?na=x".to_owned()),
        ..empty.clone()
    };
    vec![("caseload", normal), ("caseload-leeg", empty), ("caseload-vol", full)]
}

/// *Aanmelden*.
#[must_use]
pub fn cards(t: Texts) -> Vec<(String, CardPage)> {
    let line = |for_what: &str, whom: &str, phone: &str| CardLine {
        for_what: for_what.to_owned(),
        whom: whom.to_owned(),
        org: "De Ooievaar".to_owned(),
        phone: phone.to_owned(),
        note: String::new(),
        lacks_number: phone.is_empty(),
    };
    let card = |audience: Audience| CardPage {
        died: None,
        t,
        chrome: chrome(Here::Elsewhere, "/casus/01KA4W6S3Q0000000000000001/kaart"),
        today: TODAY,
        id: "01KA4W6S3Q0000000000000001".to_owned(),
        name: RTL_NAME.to_owned(),
        audience,
        lines: vec![line("Aanspreekpunt", LONG_NAME, "06-1234 5678"), line("Spoed", "De Ooievaar", "")],
        audiences: if audience == Audience::Coa { Vec::new() } else { AUDIENCES.to_vec() },
    };
    AUDIENCES.into_iter().map(|audience| (format!("kaart-{}", audience_code(&audience)), card(audience))).collect()
}

fn logistics(t: Texts) -> LogisticsPage {
    let (_, card) = cards(t).remove(3);
    LogisticsPage {
        died: None,
        today: TODAY,
        key: key("/casus/01KA4W6S3Q0000000000000001", None),
        measures: vec![OwedLine {
            no: 4,
            what: "Vervoer naar de polikliniek".into(),
            chip: Chip::new(Tone::Warn, "morgen"),
        }],
        t,
        chrome: chrome(Here::Elsewhere, "/casus/01KA4W6S3Q0000000000000001"),
        id: card.id,
        name: card.name,
        site: "AZC Zutphen".to_owned(),
        moves: Some("verhuist 1 dec naar AZC Assen".to_owned()),
        language: "Tigrinya".to_owned(),
        interpreter: true,
        who: card.lines,
    }
}

/// Signing in.
#[must_use]
pub fn sign_in_pages(t: Texts) -> Vec<(&'static str, SignInPage)> {
    let plain = SignInPage {
        t,
        chrome: Chrome::signed_out("/aanmelden"),
        account: String::new(),
        back: "/vandaag".to_owned(),
        problem: None,
    };
    let wrong = SignInPage { account: "joke".to_owned(), problem: Some(SignInProblem::Wrong), ..plain.clone() };
    let wait = SignInPage { problem: Some(SignInProblem::Wait { minutes: 1 }), ..wrong.clone() };
    let expired = SignInPage { problem: Some(SignInProblem::Expired), ..plain.clone() };
    let kept = SignInPage { problem: Some(SignInProblem::Kept), ..plain.clone() };
    vec![
        ("aanmelden", plain),
        ("aanmelden-fout", wrong),
        ("aanmelden-wachten", wait),
        ("aanmelden-verlopen", expired),
        ("aanmelden-bewaard", kept),
    ]
}

/// A notice to print.
#[must_use]
pub fn notice_pages(t: Texts) -> Vec<(&'static str, NoticePage)> {
    let medical = NoticePage {
        t,
        chrome: chrome(Here::Elsewhere, "/bericht/x"),
        today: TODAY,
        id: "01KA4W6S3Q0000000000000077".to_owned(),
        key: key("/casus/x#berichten", None),
        link: Some(("/casus/x/dossier#berichten".to_owned(), "to-case")),
        letter_lang: "nl".to_owned(),
        lt: Texts::get(Lang::Nl),
        from: Address {
            org: "Verloskundigenpraktijk De Ooievaar".to_owned(),
            person: "Joke de Vries".to_owned(),
            address: "Beukerstraat 12, Zutphen".to_owned(),
            phone: "0575-555 010".to_owned(),
            emergency: "0575-555 000".to_owned(),
            fax: "0575-555 011".to_owned(),
            secure_mail: "deooievaar@zorgmail.example".to_owned(),
        },
        to: Address {
            org: "GC A Zutphen, praktijklijn".to_owned(),
            person: "de dienstdoende verpleegkundige".to_owned(),
            address: "Voorsterallee 1, Zutphen".to_owned(),
            fax: "0575-555 200".to_owned(),
            ..Address::default()
        },
        on: TODAY,
        subject: "Nieuwe casemanager van mevrouw R. Haddad".to_owned(),
        facts: [
            ("Cliënt", "Rania Haddad, geboren 3 mei 1999, V-nr 2301456417"),
            ("Casemanager", "Joke de Vries, 06-1234 5678, maandag tot en met donderdag"),
            ("Plaatsvervanger", "Anne Bakker, 06-8765 4321"),
            ("Spoed, dag en nacht", "0575-555 000"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec(),
        paragraphs: vec![
            "Door de verhuizing van mevrouw Haddad naar AZC Zutphen is het casemanagement vanaf vandaag overgedragen aan onze praktijk.".to_owned(),
            "Wilt u bijzonderheden rond de zwangerschap met de casemanager delen? Bij spoed gebruikt u het spoednummer; wie dan dienst heeft, geeft uw bericht aan haar door.".to_owned(),
        ],
        signed: "Joke de Vries, verloskundige".to_owned(),
        logistics_only: false,
        delivery: Delivery::Waiting { since: moment("2026-11-15T16:05:00Z") },
        may_settle: true,
    };
    let logistics = NoticePage {
        link: None,
        logistics_only: true,
        to: Address { org: "COA Zutphen".to_owned(), ..Address::default() },
        facts: Vec::new(),
        delivery: Delivery::Sent { at: moment("2026-11-16T07:30:00Z"), by: "Anne Bakker".to_owned() },
        ..medical.clone()
    };
    let failed = NoticePage {
        subject: RTL_NAME.to_owned(),
        letter_lang: "ar".to_owned(),
        to: Address::default(),
        paragraphs: vec![LONG_NAME.repeat(30)],
        delivery: Delivery::Failed { at: moment("2026-11-16T07:30:00Z"), reason: "fax geeft geen antwoord".to_owned() },
        ..medical.clone()
    };
    let elsewhere = NoticePage {
        delivery: Delivery::Unread { since: moment("2026-11-15T16:05:00Z") },
        may_settle: false,
        ..medical.clone()
    };
    vec![
        ("bericht", medical),
        ("bericht-logistiek", logistics),
        ("bericht-mislukt", failed),
        ("bericht-van-een-collega", elsewhere),
    ]
}

/// The list of all that is still to be read or sent.
#[must_use]
pub fn notice_lists(t: Texts) -> Vec<(&'static str, NoticesPage)> {
    let line = |client: &str| NoticeLine {
        id: "01KA4W6S3Q0000000000000077".to_owned(),
        subject: "Nieuwe casemanager".to_owned(),
        to: "COA Ter Apel".to_owned(),
        client: Some(client.to_owned()),
        delivery: Delivery::Waiting { since: moment("2026-11-15T16:05:00Z") },
    };
    let empty = NoticesPage {
        t,
        chrome: chrome(Here::Elsewhere, "/berichten"),
        today: TODAY,
        kind: ListKind::ToRead,
        notices: Vec::new(),
        total: 0,
        next: None,
    };
    let normal =
        NoticesPage { kind: ListKind::ToTell, notices: vec![line("Saba Gebremedhin")], total: 1, ..empty.clone() };
    let extreme = NoticesPage {
        notices: (0..50).map(|number| line(if number % 2 == 0 { LONG_NAME } else { RTL_NAME })).collect(),
        total: 1_204,
        next: Some("/berichten?na=x".to_owned()),
        ..empty.clone()
    };
    vec![("berichten", normal), ("berichten-leeg", empty), ("berichten-vol", extreme)]
}
