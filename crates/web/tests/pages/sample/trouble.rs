//! Samples of the pages that say what went wrong.

use super::{RTL_NAME, TODAY, case, chrome, key, moment};
use regie_web::fields::Fields;
use regie_web::pages::again::{AgainField, AgainPage, Why};
use regie_web::pages::case::HistoryLine;
use regie_web::pages::error::{About, ErrorPage, Place, Problem, Retry};
use regie_web::pages::unsent::UnsentPage;
use regie_web::pages::{Chrome, Here};
use regie_web::texts::Texts;

/// A form again.
#[must_use]
pub fn again_pages(t: Texts) -> Vec<(&'static str, AgainPage)> {
    let posted = [
        ("versie", "41"),
        ("doe", "vastleggen"),
        ("datum", "2026-11-16"),
        ("kanaal", "visit"),
        ("minuten", "20"),
        ("notitie", "Spreekuur met tolk. Voelt goed kind, RR 120/75.\nGeboorteplan: wil graag dat haar zus erbij is."),
        ("met", "client"),
        ("richting", "incoming"),
        ("tolk", "ja"),
        ("stap", "az-verloskunde:birth-plan:1"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()));
    let (_, case) = case::pages(t).remove(0);
    let change =
        |what: &str, at: &str| HistoryLine { at: moment(at), who: "Anne Bakker".to_owned(), what: what.to_owned() };
    let changed = AgainPage {
        t,
        chrome: chrome(Here::Elsewhere, "/casus/x/contact"),
        today: TODAY,
        why: Why::Changed {
            by: "Anne Bakker".to_owned(),
            at: moment("2026-11-16T08:12:00Z"),
            changes: vec![
                change("Geboorteplan bespreken: gedaan op 16 nov", "2026-11-16T08:12:00Z"),
                change("Contact vastgelegd: spreekuur met cliënt", "2026-11-16T08:10:00Z"),
            ],
        },
        client: "Rania Haddad".to_owned(),
        what: "Notitie".to_owned(),
        action: "/casus/x/contact".to_owned(),
        key: key("/casus/x", Some(43)),
        fields: AgainField::from_posted(&Fields::from(posted.to_vec()), "contact", &case),
        save: true,
        draft: None,
    };
    let refused = AgainPage {
        draft: Some(super::handover::draft(true)),
        why: Why::Refused {
            reason: "Deze casus kan nog niet worden afgesloten.".to_owned(),
            missing: vec!["Nacontrole (6 weken na de bevalling)".to_owned(), "Evaluatie met cliënt".to_owned()],
        },
        ..changed.clone()
    };
    let bare = AgainPage {
        why: Why::Refused { reason: "Stap bestaat niet meer.".to_owned(), missing: Vec::new() },
        client: RTL_NAME.to_owned(),
        fields: Vec::new(),
        ..changed.clone()
    };
    vec![("intussen-gewijzigd", changed), ("geweigerd", refused), ("geweigerd-kaal", bare)]
}

/// What was sent when nobody was signed in.
#[must_use]
pub fn unsent_pages(t: Texts) -> Vec<(&'static str, UnsentPage)> {
    let posted = Fields::from(vec![
        ("notitie".to_owned(), "Belde terug; RR 120/70, voelt zich goed.".to_owned()),
        ("datum".to_owned(), "2026-11-16".to_owned()),
        ("stap".to_owned(), "birth-plan".to_owned()),
    ]);
    let whole = UnsentPage {
        t,
        chrome: chrome(Here::Elsewhere, "/onverstuurd"),
        today: TODAY,
        at: moment("2026-11-16T08:12:00Z"),
        client: "Rania Haddad".to_owned(),
        unread: String::new(),
        action: "/casus/x/contact".to_owned(),
        key: key("/casus/x", Some(43)),
        number: "n7k2.contact".to_owned(),
        fields: AgainField::of_any_form(t, &posted),
        more: 2,
    };
    let unread = UnsentPage {
        client: String::new(),
        unread: "Je organisatie begeleidt haar niet meer.".to_owned(),
        fields: Vec::new(),
        more: 0,
        ..whole.clone()
    };
    vec![("onverstuurd", whole), ("onverstuurd-dicht", unread)]
}

/// Where it went wrong, with what was typed there.
fn place(t: Texts, problem: Problem) -> Place {
    let posted = [("doe", "vastleggen"), ("notitie", "Belde over hoofdpijn"), ("datum", "2026-11-16")];
    let posted = posted.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
    let at = "/casus/x/plan#stap-az-verloskunde-birth-plan-1".to_owned();
    let about = About { client: RTL_NAME.to_owned(), what: "Geboorteplan bespreken".to_owned(), at };
    let along = vec![("sleutel".to_owned(), "k.again".to_owned())];
    let retry = problem.may_pass().then(|| Retry { action: "/casus/x/contact".to_owned(), along });
    let mut typed = AgainField::of_any_form(t, &posted.into());
    if retry.is_none() {
        typed.retain(|field| field.name != "doe");
    }
    Place { about: Some(about), back: None, typed, retry }
}

/// Errors.
#[must_use]
pub fn error_pages(t: Texts) -> Vec<(String, ErrorPage)> {
    Problem::ALL
        .into_iter()
        .map(|problem| {
            let status = problem.status().as_u16();
            let name = match problem {
                Problem::CrossSite => "fout-andere-site".to_owned(),
                Problem::NotYours => "fout-niet-jouw".to_owned(),
                Problem::InDoubt => "fout-onzeker".to_owned(),
                _ => format!("fout-{status}"),
            };
            let signed_in = problem != Problem::Forbidden;
            let chrome = if signed_in { chrome(Here::Elsewhere, "/x") } else { Chrome::signed_out("/x") };
            let detail = if status == 422 { "De gekozen dag ligt in de toekomst." } else { "" };
            let reference = (status == 500).then(|| "01KA4W6S3QJ8T7".to_owned());
            let place = if status == 403 || status == 503 { place(t, problem) } else { Place::default() };
            (name, ErrorPage { t, chrome, problem, detail: detail.to_owned(), reference, place })
        })
        .collect()
}
