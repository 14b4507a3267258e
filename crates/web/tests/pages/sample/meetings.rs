//! Samples of the meetings.

use jiff::civil::date;
use regie_web::fields::Fields;
use regie_web::pages::case::records::AgendaState;
use regie_web::pages::case::{ActionLine, HistoryLine};
use regie_web::pages::meetings::{
    MeetingLine, MeetingPage, MeetingPrint, MeetingsPage, PlaceView, Proposal, Trouble, TypedMeeting,
};
use regie_web::pages::{Choice, Here};
use regie_web::texts::{Chip, Texts, Tone};

use super::{LONG_NAME, RTL_NAME, TODAY, chrome, colleagues, in_days, key, moment};

fn line(id: &str, title: &str, days: i64, chip: Option<Chip>) -> MeetingLine {
    MeetingLine {
        id: id.to_owned(),
        title: title.to_owned(),
        kind: "VSV, Martini Ziekenhuis".to_owned(),
        on: in_days(days),
        chip,
    }
}

/// The list.
pub fn lists(t: Texts) -> Vec<(&'static str, MeetingsPage)> {
    let empty = MeetingsPage {
        t,
        chrome: chrome(Here::Meetings, "/besprekingen"),
        today: TODAY,
        key: key("/besprekingen", None),
        coming: Vec::new(),
        past: Vec::new(),
        may_plan: false,
        kinds: Vec::new(),
        refusal: None,
        on: String::new(),
        title: String::new(),
    };
    let full = MeetingsPage {
        coming: vec![
            line("m1", LONG_NAME, 0, None),
            line("m2", "VSV", 9, Some(Chip::new(Tone::Quiet, "gaat niet door"))),
        ],
        past: vec![
            line("m3", "Cliëntenoverleg", -7, Some(Chip::new(Tone::Good, "gehouden"))),
            line("m4", RTL_NAME, -9, None),
        ],
        may_plan: true,
        kinds: vec![Choice::new("vsv", "VSV"), Choice::new("mdo", "MDO").chosen()],
        refusal: Some("Deze dag ligt te ver weg.".to_owned()),
        ..empty.clone()
    };
    vec![("besprekingen-leeg", empty), ("besprekingen", full)]
}

fn place(no: u32, client: &str, life: AgendaState, may: bool) -> PlaceView {
    PlaceView {
        no,
        case: format!("x{no}"),
        client: client.to_owned(),
        facts: vec!["geboren 14 mrt 1999".to_owned(), "à terme 24 jan 2027".to_owned()],
        manager: "Joke de Vries".to_owned(),
        question: "Waar bevallen, en wie belt GC A?".to_owned(),
        actions: vec![ActionLine {
            is_measure: false,
            may_report: true,
            no: 1,
            what: "Tolk regelen".to_owned(),
            who: LONG_NAME.to_owned(),
            by: in_days(9),
            from: String::new(),
            settled: None,
        }],
        life,
        version: 12,
        typed: Fields::default(),
        may_discuss: may,
        seats: colleagues(),
        parties: vec![Choice::new("o9", "GC A Ter Apel")],
    }
}

fn full(t: Texts) -> MeetingPage {
    MeetingPage {
        t,
        chrome: chrome(Here::Meetings, "/besprekingen/m1"),
        today: TODAY,
        key: key("/besprekingen/m1", Some(3)),
        id: "m1".to_owned(),
        title: "VSV Noord".to_owned(),
        kind: "VSV, Martini Ziekenhuis".to_owned(),
        on: date(2026, 11, 16),
        chip: None,
        said: String::new(),
        places: vec![
            place(1, RTL_NAME, AgendaState::Waiting, true),
            place(2, LONG_NAME, AgendaState::Discussed("Poliklinisch.\nMet eigen verloskundige.".to_owned()), false),
            place(3, "Amina Tesfay", AgendaState::Withdrawn("al geregeld".to_owned()), false),
        ],
        hidden: 3,
        may_manage: true,
        may_hold: true,
        is_open: true,
        query: String::new(),
        proposals: vec![Proposal {
            case: "x9".to_owned(),
            client: LONG_NAME.to_owned(),
            manager: "Anne Bakker".to_owned(),
            told_apart: "geboren 14 maart 1999".to_owned(),
            why: vec![Chip::new(Tone::Alarm, "spoed")],
            question: String::new(),
        }],
        trouble: Some(Trouble {
            reason: "Anne Bakker wijzigde deze bespreking om 09:12.".to_owned(),
            changes: vec![HistoryLine {
                at: moment("2026-11-16T08:12:00Z"),
                who: "Anne Bakker".to_owned(),
                what: "Verzet naar 16 november 2026".to_owned(),
            }],
        }),
        typed: TypedMeeting { minutes: "Kort.".to_owned(), ..TypedMeeting::default() },
        draft: 0,
        draft_line: "Wat je typt, wordt bewaard tot je klaar bent.".to_owned(),
    }
}

/// One meeting: to be held, and held.
pub fn pages(t: Texts) -> Vec<(&'static str, MeetingPage)> {
    let held = MeetingPage {
        chip: Some(Chip::new(Tone::Good, "gehouden")),
        said: "Allen aanwezig.\nVolgende keer in januari.".to_owned(),
        places: Vec::new(),
        hidden: 0,
        may_manage: false,
        is_open: false,
        proposals: Vec::new(),
        trouble: None,
        ..full(t)
    };
    vec![("bespreking", full(t)), ("bespreking-gehouden", held)]
}

/// On paper.
pub fn prints(t: Texts) -> Vec<(&'static str, MeetingPrint)> {
    let print =
        |minutes| MeetingPrint { t, chrome: chrome(Here::Meetings, "/besprekingen/m1"), page: full(t), minutes };
    vec![("bespreking-agenda", print(false)), ("bespreking-verslag", print(true))]
}
