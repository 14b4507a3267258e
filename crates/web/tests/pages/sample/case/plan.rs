//! The plan of the sample cases.

use jiff::ToSpan;
use jiff::civil::{Date, date};

use crate::sample::{TODAY, in_days, step_act};
use regie_web::pages::case::StepLine;
use regie_web::pages::work::{StepAct, step_anchor};
use regie_web::pathway_line::LinePoint;
use regie_web::texts::{Chip, StepState, Texts, Tone};

pub(super) const DUE: Date = date(2027, 1, 24);

pub(super) fn gestation(weeks: i64) -> Date {
    DUE.saturating_sub((280 - weeks * 7).days())
}

pub(super) fn point(t: Texts, id: &str, label: &str, state: StepState, at: Date, window: (Date, Date)) -> LinePoint {
    let when = match state {
        StepState::Done | StepState::Planned => t.near(&at, &TODAY),
        _ => t.span(&window.0, &window.1, &TODAY),
    };
    LinePoint {
        target: step_anchor("az-verloskunde", id, 1),
        label: label.to_owned(),
        state,
        at,
        window: Some(window),
        title: t.mark_title(label, &state, &when),
    }
}

pub(super) fn points(t: Texts) -> Vec<LinePoint> {
    let after = |days: i64| DUE.saturating_add(days.days());
    vec![
        point(t, "intake", "Intake", StepState::Done, gestation(9), (gestation(8), gestation(12))),
        point(
            t,
            "declaration",
            "Zwangerschapsverklaring",
            StepState::Done,
            gestation(10),
            (gestation(9), gestation(11)),
        ),
        point(
            t,
            "discuss-pathway",
            "Zorgpad bespreken",
            StepState::Done,
            gestation(17),
            (gestation(13), gestation(20)),
        ),
        point(t, "home-visit", "Huisbezoek", StepState::Planned, gestation(32), (gestation(28), gestation(34))),
        point(
            t,
            "birth-plan",
            "Geboorteplan bespreken",
            StepState::Open,
            gestation(30),
            (gestation(29), gestation(31)),
        ),
        point(
            t,
            "birth-preparation",
            "Voorbereiding op de bevalling",
            StepState::Waiting,
            gestation(36),
            (gestation(35), gestation(37)),
        ),
        point(t, "visit-manager", "Kraambezoek casemanager", StepState::Waiting, after(4), (after(1), after(8))),
        point(t, "visit-attending", "Kraambezoek parteur", StepState::Waiting, after(3), (after(1), after(8))),
        point(t, "check-up", "Nacontrole", StepState::Waiting, after(42), (after(39), after(49))),
        point(t, "evaluation", "Evaluatie", StepState::Waiting, after(42), (after(39), after(56))),
        point(t, "handover-gp", "Overdracht huisarts / GC A", StepState::Waiting, after(45), (after(42), after(56))),
        point(t, "handover-jgz", "Overdracht JGZ", StepState::Waiting, after(10), (after(8), after(14))),
    ]
}

pub(super) fn step(t: Texts, id: &str, title: &str, state: StepState, chip: Chip, why: &str) -> StepLine {
    // What was missed or cancelled can be neither done nor turned back.
    let acts = !matches!(state, StepState::Missed | StepState::Cancelled);
    let now = state == StepState::Open;
    StepLine {
        pathway: "az-verloskunde".to_owned(),
        anchor: step_anchor("az-verloskunde", id, 1),
        title: title.to_owned(),
        state,
        chip,
        by: t.of("who-manager").into_owned(),
        why: why.to_owned(),
        asks: Vec::new(),
        answers: Vec::new(),
        said: Vec::new(),
        will_be: None,
        next: None,
        reasons: vec![
            "Het venster telt vanaf de à terme datum: 29w0d tot 31w0d is 8 nov tot en met 22 nov.".to_owned(),
            "Open omdat de intake is gedaan en de bevalling er nog niet is.".to_owned(),
        ],
        source: "Vaste contactmomenten".to_owned(),
        required: true,
        sealed: false,
        act: acts.then(|| StepAct { now, ..step_act(id, &[]) }),
    }
}

pub(super) fn plan(t: Texts) -> (Vec<StepLine>, Vec<StepLine>, Vec<StepLine>) {
    let until = |from: Date, until: Date| t.until(&from, &until, &TODAY);
    let quiet = |text: &str| Chip::new(Tone::Quiet, text);
    let mut visit = step(
        t,
        "home-visit",
        "Huisbezoek",
        StepState::Planned,
        Chip::new(Tone::Plain, "op 29 nov"),
        "Vastgezet op 29 nov, binnen het venster 28w0d–34w0d.",
    );
    visit.by = "Anne Bakker, de casemanager blijft verantwoordelijk".to_owned();
    if let Some(act) = &mut visit.act {
        act.planned = Some(gestation(32));
        act.delegated = true;
    }
    let mut extra = step(
        t,
        "extra-consult",
        "Extra consult",
        StepState::Open,
        until(in_days(-2), in_days(12)),
        "Toegevoegd door Joke de Vries.",
    );
    extra.required = false;
    let now = vec![
        step(
            t,
            "birth-plan",
            "Geboorteplan bespreken",
            StepState::Open,
            until(gestation(29), gestation(31)),
            "Rond de 30 weken bespreekt de casemanager het geboorteplan.",
        ),
        extra,
    ];
    let later = vec![
        visit,
        step(
            t,
            "birth-preparation",
            "Voorbereiding op de bevalling",
            StepState::Waiting,
            until(gestation(35), gestation(37)),
            "Rond de 36 weken.",
        ),
        step(
            t,
            "visit-manager",
            "Kraambezoek door de casemanager",
            StepState::Waiting,
            until(in_days(70), in_days(77)),
            "Na de bevalling ten minste één keer.",
        ),
        step(
            t,
            "check-up",
            "Nacontrole",
            StepState::Waiting,
            until(in_days(108), in_days(118)),
            "Zes weken na de bevalling, bij wie de cliënt het liefst wil.",
        ),
    ];
    let past = vec![
        step(t, "discuss-pathway", "Zorgpad bespreken", StepState::Done, quiet("17 aug"), ""),
        step(t, "declaration", "Zwangerschapsverklaring", StepState::Done, quiet("29 jun"), "Naar GC A Zutphen."),
        step(t, "intake", "Intake", StepState::Done, quiet("22 jun"), ""),
    ];
    (now, later, past)
}
