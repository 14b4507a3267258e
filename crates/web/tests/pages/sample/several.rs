//! Several cases at once.

use regie_web::fields::Fields;
use regie_web::pages::several::{ReportLine, ReportPage, SeveralPage, SeveralRow, ToldCount};
use regie_web::pages::{Choice, Here};
use regie_web::texts::Texts;

use super::{LONG_NAME, RTL_NAME, caseload_pages, chrome, colleagues, in_days};

/// Choosing: nothing to choose, and some chosen with something wrong.
pub fn choosing(t: Texts) -> Vec<(&'static str, SeveralPage)> {
    let (_, caseload) = caseload_pages(t).remove(0);
    let empty = SeveralPage {
        t,
        chrome: chrome(Here::Caseload, "/caseload/overdragen"),
        today: super::TODAY,
        query: String::new(),
        managers: caseload.managers.clone(),
        deputies: caseload.managers.clone(),
        rows: Vec::new(),
        more: false,
        choose_all: "/caseload/overdragen?kies=alle".to_owned(),
        choose_none: "/caseload/overdragen".to_owned(),
        stand_ins: colleagues(),
        colleagues: colleagues(),
        away: colleagues(),
        practices: vec![Choice::new("o2", "VP Noorderlicht")],
        coas: vec![Choice::new("o3", "COA Zutphen")],
        gc_as: Vec::new(),
        posted: Fields::default(),
        answer_by: in_days(3),
        problem: None,
        nonce: "n7k2".to_owned(),
    };
    let rows = caseload.rows.into_iter().enumerate();
    let full = SeveralPage {
        rows: rows.map(|(place, row)| SeveralRow { row, chosen: place % 2 == 0 }).collect(),
        more: true,
        problem: Some(t.of("several-none-chosen").into_owned()),
        ..empty.clone()
    };
    vec![("overdragen", full), ("overdragen-leeg", empty)]
}

/// What would happen, and what happened.
pub fn reports(t: Texts) -> Vec<(&'static str, ReportPage)> {
    let line = |name: &str, what: &str| ReportLine {
        case: "01KA4W6S3Q0000000000000001".to_owned(),
        name: name.to_owned(),
        told_apart: String::new(),
        what: what.to_owned(),
    };
    let preview = ReportPage {
        t,
        chrome: chrome(Here::Caseload, "/caseload/overdragen"),
        what: "Anne Bakker vervangt de casemanager.".to_owned(),
        done: false,
        away: Some("Anne Bakker is zelf afwezig van 23 november tot en met 6 december.".to_owned()),
        through: vec![line("Rania Haddad", ""), line(RTL_NAME, "")],
        refused: vec![line(LONG_NAME, "Dit is aan de casemanager.")],
        leave: Some(ReportLine {
            case: String::new(),
            name: "Joke de Vries".to_owned(),
            told_apart: String::new(),
            what: "afwezig".to_owned(),
        }),
        told: vec![ToldCount {
            when: "meteen".to_owned(),
            to: LONG_NAME.to_owned(),
            how: "leest het in Regie".to_owned(),
            count: 12,
        }],
        posted: vec![("casus".to_owned(), "x".to_owned()), ("wat".to_owned(), "verlof".to_owned())],
        nonce: "01KA4W6S3QJ8T7".to_owned(),
    };
    let done = ReportPage { done: true, away: None, told: Vec::new(), posted: Vec::new(), ..preview.clone() };
    let nothing = ReportPage { through: Vec::new(), leave: None, told: Vec::new(), ..preview.clone() };
    vec![("overdragen-vooraf", preview), ("overdragen-gedaan", done), ("overdragen-niets", nothing)]
}
