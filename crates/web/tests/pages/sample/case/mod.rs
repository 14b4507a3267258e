//! Sample cases.

mod care_plan;
mod plan;
mod records;

use jiff::civil::{Date, date};
use regie_app::{CaseForm, FormDraft};
use regie_care::case::records::{ClosingReason, HandoverCode, Urgency};
use regie_care::seat::Line;
use regie_care::who::Standing;

use self::plan::{DUE, gestation, plan, point, points};
use self::records::{choices, facts, handover, intake, records};
use crate::sample::{LONG_NAME, RTL_NAME, TODAY, chrome, in_days, key, moment};
use regie_web::pages::case::head::{Person, TeamLine};
use regie_web::pages::case::records::{HandoverState, LetterState};
use regie_web::pages::case::{
    AgreementLine, Anchor, CaseHead, CasePage, CaseState, Choices, ContactLine, Discretionary, Drafts, Elsewhere,
    EvaluationLine, Intake, May, ObstacleLine, SharingView, SignalLine, Tab, Team, WhoCard,
};
use regie_web::pages::line::LineView;
use regie_web::pages::{Choice, Here};
use regie_web::pathway_line::{Axis, LinePoint};
use regie_web::texts::{Chip, Course, StepState, Texts, Tone};

fn person(name: &str, org: &str, phone: &str, note: &str) -> Person {
    Person { name: name.to_owned(), org: org.to_owned(), phone: phone.to_owned(), note: note.to_owned() }
}
/// The case manager may do everything but answer her own handover.
const EVERYTHING: May = May {
    record: true,
    care: true,
    first_line_steps: true,
    coordinated_steps: true,
    first_line: true,
    plan: true,
    agenda: true,
    evaluate: true,
    direct: true,
    share: true,
    acknowledge: true,
    propose: true,
    propose_planned: true,
    propose_acute: true,
    withdraw: true,
    moves: None,
    hand_back: true,
    give_back: false,
    answer: false,
    letter: true,
    close: true,
    care_plan: regie_web::pages::case::care_plan::MayPlan { write: true, name: true, name_after: true, birth: true },
};

/// A contact and a diagnosis that she began; she comes back to the contact.
fn drafts() -> Drafts {
    let draft = |field: &str, text: &str| FormDraft {
        typed: [(field.to_owned(), text.to_owned())].into(),
        rev: 2,
        at: moment("2026-11-16T08:12:00Z"),
    };
    let of = vec![
        (CaseForm::Contact, draft("notitie", RTL_NAME)),
        (CaseForm::Diagnosis, draft("housing-bevinding", LONG_NAME)),
    ];
    Drafts { me: LONG_NAME.to_owned(), of, asked: "contact".to_owned() }
}

fn empty(t: Texts) -> CasePage {
    CasePage {
        t,
        chrome: chrome(Here::Elsewhere, "/casus/01KA4W6S3Q0000000000000001"),
        tab: Tab::Overview,
        today: TODAY,
        id: "01KA4W6S3Q0000000000000001".to_owned(),
        key: key("/casus/01KA4W6S3Q0000000000000001", Some(42)),
        head: CaseHead {
            died: None,
            name: "Saba Gebremedhin".to_owned(),
            age: None,
            course: Course::Unknown,
            due: None,
            caesarean: None,
            born: None,
            number: None,
            site: String::new(),
            moves: None,
            phone: String::new(),
            chips: Vec::new(),
        },
        state: CaseState::Open { since: TODAY },
        care_line: Line::First,
        elsewhere: Vec::new(),
        whole: true,
        own_actions: false,
        own_measures: false,
        stood_on: None,
        handed_to: None,
        may: EVERYTHING,
        lines: Vec::new(),
        who: WhoCard {
            now: person("Joke de Vries", "De Ooievaar", "", ""),
            standing: Standing::CaseManager,
            other: None,
            emergency: String::new(),
            on_duty: None,
            trusted: None,
            situations: Vec::new(),
        },
        team: Team::default(),
        now: Vec::new(),
        later: Vec::new(),
        past: Vec::new(),
        startable: Vec::new(),
        not_hers: Vec::new(),
        discretionary: Vec::new(),
        anchors: Vec::new(),
        facts: Vec::new(),
        signals: Vec::new(),
        contacts: Vec::new(),
        investigations: Vec::new(),
        informed: Vec::new(),
        letters: Vec::new(),
        actions: Vec::new(),
        agenda: Vec::new(),
        handovers: Vec::new(),
        feedback: Vec::new(),
        sharing: SharingView::default(),
        intake: Intake::default(),
        care_plan: regie_web::pages::case::CarePlanView::default(),
        printing: false,
        evaluations: Vec::new(),
        notices: Vec::new(),
        obstacles: Vec::new(),
        history: Vec::new(),
        older_history: None,
        newer_history: false,
        sealed: None,
        choices: Choices::default(),
        drafts: Drafts::default(),
    }
}

fn normal(t: Texts) -> CasePage {
    let (now, later, past) = plan(t);
    let title = "Casemanagement zwangere asielzoekster".to_owned();
    let mut page = CasePage {
        head: CaseHead {
            died: None,
            name: "Rania Haddad".to_owned(),
            age: Some(27),
            course: Course::Pregnant { weeks: 30, days: 1 },
            due: Some(DUE),
            caesarean: None,
            born: None,
            number: Some(t.v_number("2301456417")),
            site: "AZC Zutphen".to_owned(),
            moves: Some("verhuist 1 dec naar AZC Assen".to_owned()),
            phone: "06-1122 3344".to_owned(),
            chips: vec![t.interpreter("Arabisch"), Chip::new(Tone::Warn, "sectio in de anamnese")],
        },
        state: CaseState::Open { since: date(2026, 6, 22) },
        lines: vec![LineView::new(
            "az-verloskunde".to_owned(),
            title,
            "2026.1".to_owned(),
            Axis::Gestation { due: DUE, born: None },
            TODAY,
            &points(t),
        )],
        who: WhoCard {
            now: person("Joke de Vries", "De Ooievaar", "06-1234 5678", "ma–do"),
            standing: Standing::CaseManager,
            other: Some(person("Anne Bakker", "De Ooievaar", "06-8765 4321", "afwezig t/m 29 nov")),
            emergency: "0575-555 000".to_owned(),
            on_duty: Some("Mirjam van den Berg".to_owned()),
            trusted: Some(person("Amal Haddad", "zus", "06-5566 7788", "")),
            situations: Vec::new(),
        },
        team: Team {
            members: vec![
                TeamLine {
                    function: "GC A".to_owned(),
                    org: "GC A Zutphen".to_owned(),
                    person: "praktijklijn".to_owned(),
                    phone: "0575-555 200".to_owned(),
                    logistics_only: false,
                    since: None,
                },
                TeamLine {
                    function: "COA".to_owned(),
                    org: "COA Zutphen".to_owned(),
                    person: "P. Smit".to_owned(),
                    phone: String::new(),
                    logistics_only: true,
                    since: None,
                },
                TeamLine {
                    function: "COA".to_owned(),
                    org: "COA Assen".to_owned(),
                    person: String::new(),
                    phone: String::new(),
                    logistics_only: true,
                    since: Some("vanaf 1 dec".to_owned()),
                },
                TeamLine {
                    function: "JGZ".to_owned(),
                    org: "GGD Noord- en Oost-Gelderland".to_owned(),
                    person: String::new(),
                    phone: String::new(),
                    logistics_only: false,
                    since: None,
                },
            ],
            deputies: vec![("Anne Bakker".to_owned(), "vanaf 22 jun".to_owned())],
        },
        now,
        later,
        past,
        discretionary: vec![Discretionary {
            pathway: "az-verloskunde".to_owned(),
            step: "extra-consult".to_owned(),
            title: "Extra consult".to_owned(),
        }],
        startable: vec![Choice::new("psychosociaal", "Psychosociale zorg en samenwerking met Veilig Thuis")],
        not_hers: vec![("Palliatieve zorg".to_owned(), "begint bij: huisarts, wijkverpleging".to_owned())],
        anchors: vec![
            Anchor {
                pathway: "az-verloskunde".to_owned(),
                anchor: "due".to_owned(),
                label: "À terme datum".to_owned(),
                date: Some(DUE),
                outcomes: Vec::new(),
            },
            Anchor {
                pathway: "az-verloskunde".to_owned(),
                anchor: "born".to_owned(),
                label: "Dag van de bevalling".to_owned(),
                date: None,
                outcomes: vec![Choice::new(
                    "attended-by=colleague",
                    "Bevallen, begeleid door een andere eerstelijns verloskundige",
                )],
            },
        ],
        facts: facts(),
        intake: intake(t),
        obstacles: [
            "Geboorteplan bespreken",
            "Nacontrole (6 weken na de bevalling)",
            "Evaluatie met cliënt",
            "Overdracht huisarts / GC A",
            "Overdracht JGZ",
        ]
        .map(|words| ObstacleLine { words: words.to_owned(), anchor: None, when: None, note: None })
        .to_vec(),
        choices: choices(t),
        drafts: drafts(),
        ..empty(t)
    };
    records(t, &mut page);
    page
}

fn extreme(t: Texts) -> CasePage {
    let mut page = normal(t);
    page.head.name = RTL_NAME.to_owned();
    page.head.site = LONG_NAME.to_owned();
    page.elsewhere = vec![Elsewhere {
        org: "Verloskundigen Noorderlicht".to_owned(),
        manager: LONG_NAME.to_owned(),
        phone: "050-555 0123".to_owned(),
        since: in_days(-20),
    }];
    page.who.standing = Standing::Deputy;
    page.who.now = person("Anne Bakker", "De Ooievaar", "06-8765 4321", "");
    page.who.other = Some(person("Joke de Vries", "De Ooievaar", "", "afwezig t/m 29 nov"));
    page.who.situations = vec![("Bevalling".to_owned(), person(LONG_NAME, "Gelre ziekenhuizen", "0575-592 592", ""))];
    page.sharing.agreements = vec![AgreementLine { situation: "Bevalling".to_owned(), who: LONG_NAME.to_owned() }];
    page.handovers = vec![handover(HandoverCode::Relocation, HandoverState::Proposed { alarmed: true })];
    page.may.answer = true;
    page.evaluations = vec![EvaluationLine {
        on: in_days(-1),
        client_view: "Fijn dat er steeds dezelfde persoon was.".to_owned(),
        lessons: "Eerder een tolk regelen.".to_owned(),
    }];
    if let Some(signal) = page.signals.first().cloned() {
        let urgent = SignalLine {
            no: 3,
            urgency: Urgency::Urgent,
            text: "RR 155/100, hoofdpijn. ".repeat(12),
            acknowledged: None,
            ..signal
        };
        page.signals.insert(0, urgent);
    }
    let contacts = page.contacts.iter().cycle().zip(1..=40);
    page.contacts = contacts.map(|(one, no)| ContactLine { no, ..one.clone() }).collect();
    page.history = page.history.iter().cycle().take(40).cloned().collect();
    let mut many = points(t);
    many.extend((0..8).map(|number| {
        point(
            t,
            "extra",
            &format!("Extra consult nummer {number}"),
            StepState::Late,
            in_days(-3 + number),
            (in_days(-6), in_days(9)),
        )
    }));
    many.push(point(t, "missed", "Kennismaken", StepState::Missed, gestation(12), (gestation(11), gestation(13))));
    many.push(point(t, "skipped", "Rondleiding", StepState::Skipped, gestation(26), (gestation(24), gestation(28))));
    many.push(point(
        t,
        "cancelled",
        "Versiepoging",
        StepState::Cancelled,
        gestation(38),
        (gestation(37), gestation(39)),
    ));
    page.lines = vec![LineView::new(
        "az-verloskunde".to_owned(),
        LONG_NAME.to_owned(),
        "2026.1".to_owned(),
        Axis::Gestation { due: DUE, born: None },
        TODAY,
        &many,
    )];
    page
}

fn closed(t: Texts) -> CasePage {
    let mut page = normal(t);
    page.head.course = Course::Ended;
    page.head.due = None;
    page.state = CaseState::Closed {
        on: in_days(-1),
        reason: ClosingReason::PregnancyEnded,
        note: "Nagesprek gehad op 14 nov.".to_owned(),
    };
    page.may = May { close: true, ..May::default() };
    page.now = Vec::new();
    page.later = Vec::new();
    let declined = HandoverState::Declined { by: "Gelre ziekenhuizen".to_owned(), reason: "geen indicatie".to_owned() };
    let accepted = HandoverState::Accepted { by: "Joke de Vries".to_owned(), at: moment("2026-11-10T10:00:00Z") };
    let mut acute = handover(HandoverCode::Acute, accepted);
    acute.letter = Some(LetterState::Owed { by: in_days(1) });
    let withdrawn = HandoverState::Withdrawn { reason: "toch niet nodig".to_owned() };
    page.handovers =
        vec![handover(HandoverCode::Planned, declined), acute, handover(HandoverCode::Colleague, withdrawn)];
    for (no, handover) in (1..).zip(&mut page.handovers) {
        handover.no = no;
    }
    page.lines = vec![LineView::new(
        "az-verloskunde".to_owned(),
        "Casemanagement".to_owned(),
        "2026.1".to_owned(),
        Axis::Calendar,
        TODAY,
        &points(t)[..3],
    )];
    page
}

fn postnatal(t: Texts) -> CasePage {
    let born = date(2026, 11, 12);
    let due = date(2026, 11, 24);
    let mut page = normal(t);
    page.head.course = Course::Postnatal { days: 4 };
    page.head.due = None;
    page.head.born = Some(born);
    page.care_line = Line::Second;
    page.handovers = vec![handover(HandoverCode::Return, HandoverState::Proposed { alarmed: false })];
    let shift = |mut point: LinePoint| {
        let earlier = DUE.since(due).unwrap_or_default();
        let move_day = |day: Date| day.saturating_sub(earlier);
        point.at = move_day(point.at);
        point.window = point.window.map(|(from, until)| (move_day(from), move_day(until)));
        point.state =
            if point.at < TODAY && point.state != StepState::Missed { StepState::Done } else { StepState::Waiting };
        point
    };
    let shifted: Vec<LinePoint> = points(t).into_iter().map(shift).collect();
    page.lines = vec![LineView::new(
        "az-verloskunde".to_owned(),
        "Casemanagement zwangere asielzoekster".to_owned(),
        "2026.1".to_owned(),
        Axis::Gestation { due, born: Some(born) },
        TODAY,
        &shifted,
    )];
    page
}

/// The sample cases, part by part: `casus`, `casus-plan`, …
#[must_use]
pub fn pages(t: Texts) -> Vec<(String, CasePage)> {
    let mut read_only = normal(t);
    read_only.may = May::default();
    let cases = [
        ("casus", normal(t)),
        ("casus-leeg", empty(t)),
        ("casus-vol", extreme(t)),
        ("casus-afgesloten", closed(t)),
        ("casus-kraamtijd", postnatal(t)),
        ("casus-alleen-lezen", read_only),
    ];
    let part = |name: &str, page: &CasePage, tab: Tab| {
        let path = tab.path(&page.id);
        let name = if tab == Tab::Overview { name.to_owned() } else { format!("{name}-{}", tab.name()) };
        let key = key(&path, page.key.version);
        (name, CasePage { tab, key, chrome: chrome(Here::Elsewhere, &path), ..page.clone() })
    };
    // What an ordinary and a full case have on every part, the others have where they differ.
    let everywhere = |name: &str| ["casus", "casus-vol"].contains(&name);
    let differ = [Tab::Overview, Tab::Record, Tab::Handover, Tab::Closing];
    let parts = cases.iter().flat_map(|(name, page)| Tab::ALL.map(|tab| (*name, page, tab)));
    let shown = parts.filter(|(name, _, tab)| everywhere(name) || differ.contains(tab));
    shown.map(|(name, page, tab)| part(name, page, tab)).collect()
}
