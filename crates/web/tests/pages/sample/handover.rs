//! A handover step by step, and the receiver's answer.

use askama::Template;
use regie_care::case::records::HandoverCode;
use regie_web::fields::Fields;
use regie_web::pages::case::{CasePage, HandoverView};
use regie_web::pages::draft::DraftBar;
use regie_web::pages::handover::{
    AnswerPage, Group, HandoverPage, LetterPart, PreviewPage, ToldGroup, ToldLine, Way, WorkChoice,
};
use regie_web::pages::letter::{LetterLine, LetterPage, Typed};
use regie_web::pages::notice::Delivery;
use regie_web::pages::{Choice, Here};
use regie_web::texts::Texts;

use super::{LONG_NAME, RTL_NAME, case, chrome, colleagues, in_days, key, moment};

const WAYS: [Way; 6] = [
    Way::Handover(HandoverCode::Planned),
    Way::Handover(HandoverCode::Acute),
    Way::Handover(HandoverCode::Relocation),
    Way::Handover(HandoverCode::Return),
    Way::Handover(HandoverCode::Colleague),
    Way::Shared,
];

fn work() -> Vec<WorkChoice> {
    let one = |no, chosen: &'static str, what: &str| WorkChoice {
        no,
        what: what.to_owned(),
        chosen,
        because: "Hoort bij de casemanager, en dat wordt een ander.".to_owned(),
        reason: String::new(),
        must: true,
    };
    vec![
        one(1, "take", "Kamer dicht bij het sanitair vragen · casemanager · uiterlijk 3 dec"),
        one(2, "keep", LONG_NAME),
    ]
}

fn told() -> Vec<ToldGroup> {
    let line = |to: &str, text: &[&str], logistics_only| ToldLine {
        to: to.to_owned(),
        how: "leest het in Regie, op haar Vandaag".to_owned(),
        title: "Nieuwe casemanager".to_owned(),
        paragraphs: text.iter().map(|text| (*text).to_owned()).collect(),
        logistics_only,
    };
    vec![
        ToldGroup { when: "meteen".to_owned(), lines: vec![line("Nadia Bos", &["Eerste", "Tweede"], false)] },
        ToldGroup { when: "zodra de ander aanvaardt".to_owned(), lines: vec![line(LONG_NAME, &[], true)] },
    ]
}

pub(super) fn draft(kept: bool) -> DraftBar {
    let saved = kept.then(|| moment("2026-11-16T08:12:00Z"));
    let newer = kept.then(|| (moment("2026-11-16T08:14:00Z"), vec![("Reden".to_owned(), RTL_NAME.to_owned())]));
    let (me, at) = ("Joke de Vries".to_owned(), "/casus/x/overdracht/gepland".to_owned());
    DraftBar { about: String::new(), rev: u64::from(kept), saved, me, at, newer }
}

fn form(t: Texts, way: Way) -> HandoverPage {
    let letter = [("brief-reden", "letter-reason", "Sectio"), ("brief-vraag", "letter-question", "")];
    let planned = way == Way::Handover(HandoverCode::Planned);
    HandoverPage {
        caesarean: None,
        t,
        chrome: chrome(Here::Elsewhere, "/casus/x/overdracht/gepland"),
        today: super::TODAY,
        id: "x".to_owned(),
        client: RTL_NAME.to_owned(),
        way,
        title: way.title(&t),
        hint: t.of(way.hint()).into_owned(),
        accountable: "Joke de Vries, De Ooievaar, 06-1234 5678".to_owned(),
        receivers: vec![Group { label: LONG_NAME.to_owned(), choices: colleagues() }],
        coas: vec![Choice::new("o3", "COA Zutphen")],
        gc_as: Vec::new(),
        letter: if planned {
            letter.map(|(name, label, text)| LetterPart { name, label, text: text.to_owned() }).into()
        } else {
            Vec::new()
        },
        work: if planned { work() } else { Vec::new() },
        situations: vec![("situatie-birth".to_owned(), "de bevalling".to_owned(), colleagues())],
        suggestions: vec!["Sectio in de anamnese".to_owned()],
        posted: Fields::default(),
        answer_by: (in_days(3), in_days(14)),
        letter_by: (in_days(1), in_days(2)),
        key: key("/casus/x/overdracht", Some(3)),
        draft: draft(planned),
        problem: planned.then(|| "De verwijsbrief is nog niet compleet.".to_owned()),
    }
}

/// The letter that does a step: nobody of that kind around her, or some.
fn letter(t: Texts, some: bool) -> LetterPage {
    LetterPage {
        t,
        chrome: chrome(Here::Elsewhere, "/casus/x/brief"),
        today: super::TODAY,
        id: "x".to_owned(),
        client: RTL_NAME.to_owned(),
        title: "Behandelplan en afspraken terugkoppelen aan de huisarts".to_owned(),
        pathway: "psychosociaal".to_owned(),
        step: "report-plan-gp".to_owned(),
        nth: 1,
        asked: "de huisarts".to_owned(),
        around: if some { vec![Choice::new("org:o1", LONG_NAME).chosen()] } else { Vec::new() },
        others: if some { Vec::new() } else { vec![Choice::new("org:o2", "Huisartsenpraktijk De Brink")] },
        typed: Typed { name: LONG_NAME.to_owned(), ..Typed::default() },
        note_needed: !some,
        paragraphs: vec!["Doel (wonen): rust\n– kamer vragen".to_owned(), LONG_NAME.to_owned()],
        sent: if some {
            vec![LetterLine {
                no: 1,
                subject: "Behandelplan en afspraken".to_owned(),
                to: LONG_NAME.to_owned(),
                by: "Joke de Vries".to_owned(),
                at: moment("2026-11-12T10:00:00Z"),
                delivery: Delivery::Unread { since: moment("2026-11-12T10:00:00Z") },
                notice: None,
                may_return: false,
            }]
        } else {
            Vec::new()
        },
        key: key("/casus/x", Some(3)),
        problem: (!some).then(|| "Kies aan wie.".to_owned()),
        form: "letter-psychosociaal:report-plan-gp:1".to_owned(),
        draft: draft(!some),
    }
}

/// Every page, rendered.
pub fn pages(t: Texts) -> Vec<(String, Result<String, askama::Error>)> {
    let mut pages: Vec<_> =
        WAYS.into_iter().map(|way| (format!("overdracht-{}", way.path()), form(t, way).render())).collect();
    pages.push(("brief".to_owned(), letter(t, true).render()));
    pages.push(("brief-zonder-iemand".to_owned(), letter(t, false).render()));
    let preview = PreviewPage {
        caesarean: None,
        t,
        chrome: chrome(Here::Elsewhere, "/casus/x/overdracht/verhuizing"),
        id: "x".to_owned(),
        client: "Rania Haddad".to_owned(),
        way: Way::Handover(HandoverCode::Relocation),
        title: "Verhuizing".to_owned(),
        accountable: "Joke de Vries".to_owned(),
        to: "VP Noorderlicht, 050-555 0101".to_owned(),
        nobody: true,
        facts: vec![
            ("Verhuist op".to_owned(), "3 december 2026".to_owned()),
            ("Nieuwe verblijfplaats".to_owned(), "AZC Assen".to_owned()),
        ],
        answer_by: Some(in_days(3)),
        work: vec![("Bellen".to_owned(), "gaat mee".to_owned())],
        told: told(),
        posted: vec![("naar".to_owned(), "o2".to_owned())],
        version: 4,
        nonce: "01KA4W6S3QJ8T7".to_owned(),
    };
    pages.push(("overdracht-vooraf".to_owned(), preview.render()));
    let waits = |page: &CasePage| page.handovers.iter().any(HandoverView::is_pending);
    for (_, page) in case::pages(t).into_iter().filter(|(_, page)| waits(page)).take(1) {
        let view = page.handovers[0].clone();
        let answer = AnswerPage {
            t,
            chrome: chrome(Here::Elsewhere, "/overdracht/x"),
            accountable: "Joke de Vries, De Ooievaar".to_owned(),
            view,
            facts: vec![("Verhuist op".to_owned(), "3 december 2026".to_owned())],
            work: work(),
            told: told(),
            page,
        };
        pages.push(("overdracht-antwoord".to_owned(), answer.render()));
    }
    pages
}
