//! *Relaties*.

use askama::Template;
use jiff::civil::Date;
use regie_web::fields::Fields;
use regie_web::pages::relations::{
    AbsenceRow, AbsencesPage, OrgRow, OrganisationPage, OrganisationsPage, PeoplePage, PersonPage, PersonRow, RotaPage,
    SeatLine, Tried, Turn,
};
use regie_web::pages::{Choice, Here};
use regie_web::texts::{Chip, Texts, Tone};

use super::{LONG_NAME, RTL_NAME, TODAY, chrome, colleagues, in_days, key};

fn org(name: &str) -> OrgRow {
    OrgRow {
        id: "01KA4W6S3Q0000000000000009".to_owned(),
        name: name.to_owned(),
        kind: "Verloskundigenpraktijk".to_owned(),
        network: "VSV Noord".to_owned(),
        contact_person: "Balie".to_owned(),
        phone: "050-555 0101".to_owned(),
        hours: "ma–vr 8.00–17.00 uur".to_owned(),
        emergency: "050-555 0199".to_owned(),
        on_duty: "Anne Bakker".to_owned(),
        ended: false,
    }
}

fn bare() -> OrgRow {
    let nothing = String::new;
    OrgRow {
        contact_person: nothing(),
        phone: nothing(),
        hours: nothing(),
        emergency: nothing(),
        on_duty: nothing(),
        network: nothing(),
        ended: true,
        ..org(LONG_NAME)
    }
}

fn person(name: &str, away: &str) -> PersonRow {
    let seat = |role: &str, org_name: &str| SeatLine {
        org: "01KA4W6S3Q0000000000000009".to_owned(),
        org_name: org_name.to_owned(),
        role: role.to_owned(),
    };
    PersonRow {
        id: "01KA4W6S3Q0000000000000008".to_owned(),
        name: name.to_owned(),
        seats: vec![seat("verloskundige", "De Ooievaar"), seat("coördinator", LONG_NAME)],
        phone: "06-5555 0000".to_owned(),
        away: away.to_owned(),
    }
}

fn absence(name: &str, from: Date, until: Option<Date>, may: bool) -> AbsenceRow {
    AbsenceRow {
        person: "01KA4W6S3Q0000000000000008".to_owned(),
        name: name.to_owned(),
        from,
        until,
        now: from <= TODAY,
        meaning: vec!["12 casussen gaan naar Anne Bakker".to_owned()],
        may,
    }
}

fn tried(button: &str) -> Tried {
    let posted = Fields::from(vec![("doe".to_owned(), button.to_owned()), ("naam".to_owned(), LONG_NAME.to_owned())]);
    Tried {
        posted,
        problem: Some("Dit telefoonnummer kan niet kloppen.".to_owned()),
        way_on: Some("/caseload/overdragen".to_owned()),
        changes: vec!["vandaag 09:12 · Gewijzigd · Anne Bakker".to_owned()],
    }
}

/// Every page of *Relaties*, rendered.
pub fn pages(t: Texts) -> Vec<(&'static str, Result<String, askama::Error>)> {
    let (chrome, key) = (chrome(Here::Relations, "/relaties"), key("/relaties", Some(3)));
    let choices = vec![Choice::new("x", "De Ooievaar").chosen(), Choice::new("y", LONG_NAME)];
    let orgs = OrganisationsPage {
        t,
        chrome: chrome.clone(),
        query: String::new(),
        kinds: choices.clone(),
        rows: vec![org("De Ooievaar"), org(RTL_NAME), bare()],
        may_register: true,
        network: "VSV Noord".to_owned(),
        key: key.clone(),
        tried: Tried::default(),
    };
    let no_orgs = OrganisationsPage { rows: Vec::new(), tried: tried("nieuw"), ..orgs.clone() };
    let one = OrganisationPage {
        t,
        chrome: chrome.clone(),
        row: org("De Ooievaar"),
        fax: "050-1".to_owned(),
        secure_mail: "post@zorgmail.example".to_owned(),
        address: "Kade 1".to_owned(),
        people: vec![person("Joke de Vries", "afwezig t/m 29 nov"), person(RTL_NAME, "")],
        has_rota: true,
        may_change: true,
        may_end: true,
        key: key.clone(),
        tried: tried("wijzigen"),
    };
    let people = PeoplePage {
        t,
        chrome: chrome.clone(),
        query: String::new(),
        orgs: choices.clone(),
        roles: choices.clone(),
        rows: vec![person("Joke de Vries", ""), person(LONG_NAME, "afwezig")],
        more: true,
        may_register: true,
        key: key.clone(),
        tried: Tried::default(),
    };
    let row = person("Joke de Vries", "afwezig");
    let her = PersonPage {
        t,
        chrome: chrome.clone(),
        today: TODAY,
        row,
        own_phone: String::new(),
        absences: vec![absence("Joke de Vries", TODAY, None, true)],
        orgs: choices.clone(),
        roles: choices.clone(),
        leaves: choices.clone(),
        may_absent: true,
        may_change: true,
        key: key.clone(),
        tried: tried("afwezig"),
    };
    let away = AbsencesPage {
        t,
        chrome: chrome.clone(),
        today: TODAY,
        org: "De Ooievaar".to_owned(),
        rows: vec![
            absence("Joke de Vries", TODAY, Some(in_days(7)), true),
            absence(LONG_NAME, in_days(3), None, false),
        ],
        people: colleagues(),
        key: key.clone(),
        tried: Tried::default(),
    };
    let turn = |name: &str, doubt: Option<Chip>| Turn {
        person: "01KA4W6S3Q0000000000000008".to_owned(),
        name: name.to_owned(),
        when: "maandag 16 november 2026 08:00 – 20:00".to_owned(),
        from: "2026-11-16T07:00:00Z".to_owned(),
        until: "2026-11-16T19:00:00Z".to_owned(),
        now: doubt.is_none(),
        doubt,
    };
    let rota = RotaPage {
        t,
        chrome,
        org: "De Ooievaar".to_owned(),
        org_id: "01KA4W6S3Q0000000000000009".to_owned(),
        orgs: choices,
        emergency: "050-555 0199".to_owned(),
        now: "Anne Bakker".to_owned(),
        turns: vec![turn("Anne Bakker", None), turn(LONG_NAME, Some(Chip::new(Tone::Warn, "is dan afwezig")))],
        gaps: vec!["dinsdag 17 november 2026 08:00 – 20:00".to_owned()],
        days: 14,
        people: colleagues(),
        may: true,
        from: "2026-11-17T08:00".to_owned(),
        until: "2026-11-18T08:00".to_owned(),
        key,
        tried: Tried::default(),
    };
    let no_rota = RotaPage { turns: Vec::new(), gaps: Vec::new(), now: String::new(), may: false, ..rota.clone() };
    vec![
        ("relaties", orgs.render()),
        ("relaties-leeg", no_orgs.render()),
        ("relatie-organisatie", one.render()),
        ("relaties-mensen", people.render()),
        ("relatie-persoon", her.render()),
        ("relaties-afwezig", away.render()),
        ("relaties-dienst", rota.render()),
        ("relaties-dienst-leeg", no_rota.render()),
    ]
}
