//! What was recorded on the sample cases.

use regie_care::case::records::{
    Channel, ClosingReason, Direction, HandoverCode, IntakeSection, MedicalHistory, PsychologicalHistory,
    SocialHistory, Urgency,
};

use crate::sample::{colleagues, in_days, moment};
use regie_care::intake::{Form, Part};
use regie_web::pages::Choice;
use regie_web::pages::case::intake::Asked;
use regie_web::pages::case::records::{AgendaState, HandoverState, Settled};
use regie_web::pages::case::{
    ActionLine, Agenda, CasePage, Choices, ContactLine, Fact, FactInput, FeedbackLine, HandoverView, HistoryLine,
    InformedLine, Intake, InvestigationLine, LetterDraft, QuickNote, SharedSituation, SharingView, SignalLine,
};
use regie_web::pages::letter::LetterLine;
use regie_web::pages::notice::Delivery;
use regie_web::texts::Texts;

fn situation(code: &str, label: &str, chosen: Option<usize>) -> SharedSituation {
    let who = colleagues().into_iter().enumerate();
    let who = who.map(|(at, one)| if chosen == Some(at) { one.chosen() } else { one }).collect();
    SharedSituation { name: format!("situatie-{code}"), label: label.to_owned(), who }
}

pub(super) fn choices(t: Texts) -> Choices {
    let orgs = || {
        [
            "GC A Zutphen",
            "COA Zutphen",
            "Gelre ziekenhuizen",
            "GGD Noord- en Oost-Gelderland",
            "Huisartsenpraktijk Zuid",
        ]
        .into_iter()
        .enumerate()
        .map(|(number, name)| Choice::new(format!("o{number}"), name))
        .collect::<Vec<_>>()
    };
    let channels = [Channel::Visit, Channel::HomeVisit, Channel::Phone, Channel::Video, Channel::SecureMail];
    Choices {
        quick: vec![Choice::new("client/incoming/phone", "Cliënt belde")],
        note: QuickNote {
            on: "2026-11-16".to_owned(),
            time: "14:10".to_owned(),
            when: "14:10".to_owned(),
            ..QuickNote::default()
        },
        colleagues: colleagues(),
        first_line: colleagues(),
        seats: colleagues(),
        team: orgs(),
        orgs: orgs(),
        hospitals: vec![Choice::new("o2", "Gelre ziekenhuizen")],
        practices: vec![Choice::new("o9", "Verloskundigen Noorderlicht")],
        gc_as: vec![Choice::new("o0", "GC A Zutphen")],
        coas: vec![Choice::new("o1", "COA Zutphen")],
        meetings: vec![Choice::new("m1", "VSV Zutphen, 26 nov")],
        channels: channels.iter().map(|channel| Choice::new(format!("{channel:?}"), t.channel(channel))).collect(),
        with: std::iter::once(Choice::new("client", "cliënt")).chain(orgs()).collect(),
        steps: vec![Choice::new("az-verloskunde:birth-plan:1", "Geboorteplan bespreken")],
        functions: vec![Choice::new("gc-a", "GC A"), Choice::new("coa", "COA")],
        closing: vec![Choice::new("completed", t.closing(&ClosingReason::Completed))],
        told_of_death: vec!["GC A Zutphen".to_owned(), "COA Zutphen".to_owned()],
        answer_by: Some(in_days(2)),
        letter_by: Some(in_days(1)),
        draft: LetterDraft::default(),
    }
}

pub(super) fn intake(t: Texts) -> Intake {
    let recorded = |part| match part {
        Part::Medical => Some(IntakeSection::Medical(MedicalHistory {
            gravida: Some(2),
            para: Some(1),
            caesarean_before: Some(true),
            hypertension: Some(false),
            conditions: "IJzergebrek in deze zwangerschap.".to_owned(),
            allergies: "Penicilline (huiduitslag).".to_owned(),
            infections: "Hepatitis B negatief, tbc-screening november 2025 negatief.".to_owned(),
            ..MedicalHistory::default()
        })),
        Part::Psychological => Some(IntakeSection::Psychological(PsychologicalHistory {
            complaints: "Slaapt slecht sinds de vlucht, schrikt wakker.".to_owned(),
            treatment: "GGZ-intake op 3 dec.".to_owned(),
            ..PsychologicalHistory::default()
        })),
        Part::Social => Some(IntakeSection::Social(SocialHistory {
            partner: "Bij haar op de locatie.".to_owned(),
            children: "Zoon van 4.".to_owned(),
            support: "Zus in Utrecht, komt bij de bevalling.".to_owned(),
            procedure: "Wacht op het nader gehoor.".to_owned(),
            ..SocialHistory::default()
        })),
        Part::Wishes => None,
    };
    Intake::of(&t, Form::Midwifery, recorded, &Asked::new())
}

pub(super) fn handover(code: HandoverCode, life: HandoverState) -> HandoverView {
    HandoverView {
        no: 1,
        code,
        kind: "Verhuizing".to_owned(),
        facts: vec![("Verhuist op".to_owned(), "3 december 2026".to_owned())],
        from: "Joke de Vries, De Ooievaar".to_owned(),
        to: "Geboortehuis Westerkwartier".to_owned(),
        note: "Verhuist met man en zoon. Let op de GGZ-intake van 3 dec.".to_owned(),
        at: moment("2026-11-13T10:00:00Z"),
        answer_by: in_days(2),
        life,
        moves: None,
        letter: None,
        letter_parts: Vec::new(),
        actions: vec![(1, "Kamer dicht bij het sanitair vragen".to_owned()), (2, "IJzer controleren".to_owned())],
    }
}

pub(super) fn records(t: Texts, page: &mut CasePage) {
    page.care_plan = super::care_plan::plan(t);
    page.signals = vec![SignalLine {
        no: 2,
        urgency: Urgency::Normal,
        text: "Hb 6,4; GC A heeft ijzer herhaald.".to_owned(),
        from: "GC A Zutphen".to_owned(),
        taken_by: Some("Anne Bakker".to_owned()),
        at: moment("2026-11-11T09:05:00Z"),
        acknowledged: Some(("Joke de Vries".to_owned(), moment("2026-11-11T12:30:00Z"))),
    }];
    page.contacts = vec![
        ContactLine {
            no: 5,
            on: in_days(-4),
            channel: Channel::Visit,
            direction: Direction::Outgoing,
            with: "cliënt".to_owned(),
            minutes: Some(20),
            interpreter: true,
            note: "Voelt goed kind, RR 120/75. Wil graag dat haar zus bij de bevalling is.".to_owned(),
            by: "Joke de Vries".to_owned(),
            corrected: false,
            may_correct: true,
        },
        ContactLine {
            no: 4,
            on: in_days(-5),
            channel: Channel::Phone,
            direction: Direction::Incoming,
            with: "GC A Zutphen".to_owned(),
            minutes: Some(5),
            interpreter: false,
            note: "IJzer herhaald.".to_owned(),
            by: "Anne Bakker".to_owned(),
            corrected: true,
            may_correct: true,
        },
    ];
    page.investigations = vec![
        InvestigationLine {
            no: 1,
            what: "Groeiecho".to_owned(),
            by: "Gelre ziekenhuizen".to_owned(),
            on: in_days(-11),
            result_due: Some(in_days(-4)),
            result: None,
        },
        InvestigationLine {
            no: 2,
            what: "Tbc-screening".to_owned(),
            by: "GGD".to_owned(),
            on: in_days(-60),
            result_due: None,
            result: Some((in_days(-50), "Negatief.".to_owned())),
        },
    ];
    page.informed = vec![InformedLine {
        to: "Gelre ziekenhuizen".to_owned(),
        subject: "Sectio in de anamnese".to_owned(),
        text: "Wil overleggen over de plaats van de bevalling.".to_owned(),
        at: moment("2026-11-10T10:00:00Z"),
    }];
    page.letters = vec![
        LetterLine {
            no: 2,
            subject: "Behandelplan en afspraken".to_owned(),
            to: "CJG Westerwolde".to_owned(),
            by: "Joke de Vries · De Ooievaar".to_owned(),
            at: moment("2026-11-12T10:00:00Z"),
            delivery: Delivery::Waiting { since: moment("2026-11-12T10:00:00Z") },
            notice: Some("case-1:9:0:sent-2".to_owned()),
            may_return: true,
        },
        LetterLine {
            no: 1,
            subject: "Behandelplan en afspraken".to_owned(),
            to: "Huisartsenpraktijk De Brink".to_owned(),
            by: "Joke de Vries · De Ooievaar".to_owned(),
            at: moment("2026-11-11T10:00:00Z"),
            delivery: Delivery::Failed {
                at: moment("2026-11-12T10:00:00Z"),
                reason: "de praktijk is verhuisd".to_owned(),
            },
            notice: None,
            may_return: false,
        },
    ];
    page.actions = vec![
        ActionLine {
            is_measure: true,
            may_report: true,
            no: 1,
            what: "Kamer dicht bij het sanitair vragen".to_owned(),
            who: "Joke de Vries".to_owned(),
            by: in_days(3),
            from: "cliëntenoverleg 12 nov".to_owned(),
            settled: None,
        },
        ActionLine {
            is_measure: false,
            may_report: false,
            no: 2,
            what: "IJzer controleren".to_owned(),
            who: "Anne Bakker".to_owned(),
            by: in_days(-4),
            from: String::new(),
            settled: Some(Settled { done: true, when: "gedaan 12 nov".to_owned(), text: "Hb 6,4".to_owned() }),
        },
    ];
    page.agenda = vec![
        Agenda {
            no: 1,
            meeting: "VSV Zutphen, 26 nov".to_owned(),
            question: "Sectio in de anamnese: delen we het casemanagement vanaf 36 weken?".to_owned(),
            life: AgendaState::Waiting,
        },
        Agenda {
            no: 2,
            meeting: "Cliëntenoverleg, 12 nov".to_owned(),
            question: "Woonruimte".to_owned(),
            life: AgendaState::Discussed("Joke vraagt een kamer dicht bij het sanitair.".to_owned()),
        },
    ];
    page.feedback = vec![FeedbackLine {
        no: 1,
        from: "Gelre ziekenhuizen".to_owned(),
        about: "Beleid na de groeiecho".to_owned(),
        by: in_days(4),
        settled: None,
    }];
    page.sharing = SharingView {
        suggestions: vec![
            "Sectio in de anamnese, verwijzing rond 36 weken te verwachten: overweeg gedeeld casemanagement."
                .to_owned(),
        ],
        wish: Some((in_days(-4), "Ik wil graag dat Joke erbij blijft.".to_owned())),
        situations: vec![
            situation("psychosocial", "Psychosociale zorg", Some(0)),
            situation("birth", "Bevalling", None),
        ],
        ..SharingView::default()
    };
    page.history = vec![
        HistoryLine {
            at: moment("2026-11-12T09:32:00Z"),
            who: "Joke de Vries".to_owned(),
            what: "Contact vastgelegd: spreekuur met cliënt, 20 minuten".to_owned(),
        },
        HistoryLine {
            at: moment("2026-06-22T09:00:00Z"),
            who: "Joke de Vries".to_owned(),
            what: "Casus geopend; plaatsvervanger Anne Bakker".to_owned(),
        },
    ];
    page.older_history = Some("/casus/x?historie=2".to_owned());
    page.notices = vec![regie_web::pages::notice::NoticeLine {
        id: "b1".to_owned(),
        subject: t.of("letter-reason").into_owned(),
        to: "GC A Zutphen".to_owned(),
        client: None,
        delivery: Delivery::Sent { at: moment("2026-07-03T07:12:00Z"), by: "Anne Bakker".to_owned() },
    }];
}

pub(super) fn facts() -> Vec<Fact> {
    let fact = |fact: &str, ask: &str, answer: Option<&str>, input: FactInput| Fact {
        is_level: fact == "level",
        pathway: "az-verloskunde".to_owned(),
        fact: fact.to_owned(),
        ask: ask.to_owned(),
        answer: answer.map(str::to_owned),
        by: answer.map_or_else(String::new, |_| "Joke de Vries, 22 juni".to_owned()),
        counts_as: (fact == "caesarean-before").then(|| "nee".to_owned()),
        input,
        sealed: false,
    };
    vec![
        fact(
            "check-up-by",
            "Van wie wil de cliënt de nacontrole?",
            None,
            FactInput::Choice(vec![Choice::new("case-manager", "casemanager"), Choice::new("attending", "parteur")]),
        ),
        fact("caesarean-before", "Sectio caesarea in de anamnese?", Some("ja"), FactInput::YesNo),
        fact("children", "Hoeveel kinderen bij haar?", None, FactInput::Number { from: Some(0), to: Some(20) }),
    ]
}
