//! Samples of the intake, and of entering a client.

use jiff::civil::date;
use regie_care::intake::{Kind, Part};
use regie_web::pages::case::{HistoryLine, IntakeValue};
use regie_web::pages::draft::DraftBar;
use regie_web::pages::intake::{Group, IntakeField, IntakePage, PartForm, PartRecord, PartTab, ToFinish};
use regie_web::pages::new_intake::{
    CaseOfHer, DoubleLine, FoundClient, InterruptedLine, NewIntakePage, OpenCasePage, TypedClient,
};
use regie_web::pages::{Choice, Here};
use regie_web::texts::{Chip, Texts, Tone};

use super::{LONG_NAME, RTL_NAME, TODAY, chrome, colleagues, key, moment};

fn field(name: &'static str, kind: Kind, value: &str) -> IntakeField {
    let options = Vec::new();
    IntakeField {
        name,
        label: name.to_owned(),
        kind,
        options,
        value: value.to_owned(),
        beside: Vec::new(),
        wrong: None,
    }
}

/// The intake, part by part.
pub fn pages(t: Texts) -> Vec<(&'static str, IntakePage)> {
    let tab = |code, here| PartTab {
        code,
        title: t.of("intake-medical").into_owned(),
        chip: Some(Chip::new(Tone::Warn, t.of("intake-state-draft"))),
        here,
    };
    let mut notes = field("notes", Kind::Words, "Slaapt slecht.\nWil liever geen man als tolk.");
    notes.beside = vec![("In het dossier, Anne Bakker:".to_owned(), LONG_NAME.repeat(6))];
    let mut gravida = field("gravida", Kind::Number, "veel");
    gravida.wrong = Some("Geef een heel getal.".to_owned());
    let typing = IntakePage {
        t,
        chrome: chrome(Here::Elsewhere, "/casus/x/intake"),
        today: TODAY,
        id: "x".to_owned(),
        name: RTL_NAME.to_owned(),
        me: "Joke de Vries".to_owned(),
        tabs: vec![tab("medical", true), PartTab { chip: None, ..tab("overview", false) }],
        to_finish: None,
        others: vec!["Anne Bakker heeft ook een concept van deze anamnese: Sociaal, vandaag 09:10.".to_owned()],
        part: Some(PartForm {
            part: Part::Medical,
            title: t.of("intake-medical").into_owned(),
            key: key("/casus/x/intake", None),
            seen: 1,
            rev: 4,
            saved: Some(moment("2026-11-16T08:12:00Z")),
            recorded: Some((LONG_NAME.to_owned(), moment("2026-11-15T08:12:00Z"))),
            groups: vec![
                Group {
                    title: "Zwangerschappen".to_owned(),
                    fields: vec![gravida, field("caesarean-before", Kind::YesNo, "yes")],
                },
                Group { title: "Verder".to_owned(), fields: vec![notes] },
            ],
            refusal: Some("Een veld dat nodig is, is leeg.".to_owned()),
            meanwhile: vec![HistoryLine {
                at: moment("2026-11-16T08:10:00Z"),
                who: "Anne Bakker".to_owned(),
                what: "Vastgelegd: Medisch".to_owned(),
            }],
            newer: Some(moment("2026-11-16T08:11:00Z")),
        }),
        overview: Vec::new(),
        may_record: true,
    };
    let record = |code, values: &[(&str, &str)]| PartRecord {
        code,
        title: t.of("intake-social").into_owned(),
        recorded: (!values.is_empty()).then(|| ("Joke de Vries".to_owned(), moment("2026-11-15T08:12:00Z"))),
        values: values
            .iter()
            .map(|(label, value)| IntakeValue { label: (*label).to_owned(), value: (*value).to_owned() })
            .collect(),
        unanswered: if values.is_empty() { Vec::new() } else { vec!["Steun".to_owned(), LONG_NAME.to_owned()] },
    };
    let overview = IntakePage {
        tabs: vec![tab("medical", false), PartTab { chip: None, ..tab("overview", true) }],
        others: Vec::new(),
        to_finish: Some(ToFinish {
            key: key("/casus/x", None),
            at: "/casus/x/plan#stap-az-verloskunde-intake-1".to_owned(),
            pathway: "az-verloskunde".to_owned(),
            step: "intake".to_owned(),
            nth: 1,
        }),
        part: None,
        overview: vec![record("medical", &[("Partner", "bij haar"), ("Wonen", LONG_NAME)]), record("social", &[])],
        ..typing.clone()
    };
    let reading = IntakePage { may_record: false, ..overview.clone() };
    vec![("anamnese", typing), ("anamnese-overzicht", overview), ("anamnese-lezen", reading)]
}

fn found(name: &str) -> FoundClient {
    FoundClient {
        id: "k1".to_owned(),
        name: name.to_owned(),
        birth_date: Some(date(1999, 3, 14)),
        site: "AZC Ter Apel".to_owned(),
    }
}

fn draft(at: &str) -> DraftBar {
    let me = "Joke de Vries".to_owned();
    DraftBar { about: "registration-d1".to_owned(), rev: 0, saved: None, me, at: at.to_owned(), newer: None }
}

/// Finding and entering a client.
pub fn new_pages(t: Texts) -> Vec<(&'static str, NewIntakePage)> {
    let empty = NewIntakePage {
        t,
        chrome: chrome(Here::Caseload, "/intake/nieuw"),
        today: TODAY,
        key: key("/intake/nieuw", None),
        query: String::new(),
        found: None,
        interrupted: Vec::new(),
        typed: TypedClient::default(),
        draft: draft("/intake/nieuw?concept=registration-d1"),
        interpreters: vec![Choice::new("unknown", t.of("not-asked"))],
        refusal: None,
        doubles: Vec::new(),
    };
    let full = NewIntakePage {
        query: "hadad".to_owned(),
        found: Some(vec![found(RTL_NAME), found(LONG_NAME)]),
        interrupted: vec![InterruptedLine {
            at: "/casus/x/intake?deel=social".to_owned(),
            name: LONG_NAME.to_owned(),
            what: "Anamnese niet afgemaakt: Sociaal, bewaard vandaag 09:12".to_owned(),
        }],
        typed: TypedClient { family_name: LONG_NAME.to_owned(), ..TypedClient::default() },
        draft: DraftBar {
            saved: Some(moment("2026-11-16T08:12:00Z")),
            newer: Some((moment("2026-11-16T08:14:00Z"), vec![("Achternaam".to_owned(), RTL_NAME.to_owned())])),
            ..empty.draft.clone()
        },
        refusal: Some("Een BSN heeft negen cijfers.".to_owned()),
        doubles: vec![
            DoubleLine { known: Some(found("Rania Haddad")), why: "Dezelfde geboortedatum".to_owned() },
            DoubleLine { known: None, why: "Hetzelfde V-nummer".to_owned() },
        ],
        ..empty.clone()
    };
    let nobody = NewIntakePage { found: Some(Vec::new()), ..empty.clone() };
    vec![("nieuwe-intake", empty), ("nieuwe-intake-vol", full), ("nieuwe-intake-niemand", nobody)]
}

/// Opening her case.
pub fn open_page(t: Texts) -> OpenCasePage {
    OpenCasePage {
        t,
        chrome: chrome(Here::Caseload, "/intake/nieuw/k1"),
        today: TODAY,
        key: key("/intake/nieuw/k1", None),
        client: found(LONG_NAME),
        suspicion: t.one("client-suspected", "count", 1).into_owned(),
        cases: vec![CaseOfHer {
            case: "x".to_owned(),
            what: "Nadia Bos, VP Noorderlicht, sinds 3 nov 2026".to_owned(),
        }],
        refusal: Some("Kies een plaatsvervanger.".to_owned()),
        pathways: vec![Choice::new("az-verloskunde", "Verloskundige zorg aan asielzoeksters").chosen()],
        managers: colleagues(),
        deputies: colleagues(),
        on: TODAY.to_string(),
        pregnancy: true,
        due: String::new(),
        draft: draft("/intake/nieuw/k1"),
        team: vec![("gca", "GC A".to_owned(), colleagues())],
    }
}
