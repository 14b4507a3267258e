//! What the forms of a case offer to choose from, by the name of the field: the same as on the case itself, as it is now.

use regie_care::case::records::No;

use crate::fields::Fields;
use crate::pages::Choice;
use crate::pages::case::{CasePage, FactInput};
use crate::texts::Texts;

/// A field in which something is chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offered {
    /// What it asks.
    pub label: String,
    /// What can be chosen.
    pub choices: Vec<Choice>,
    /// Whether every choice is a box to tick, so that several can be chosen.
    pub several: bool,
}

/// What a field of a form offers; nothing when nobody chooses in it.
#[must_use]
pub fn offered(page: &CasePage, form: &str, posted: &Fields, name: &str) -> Option<Offered> {
    let t = page.t;
    several(page, form, name).or_else(|| {
        let (label, choices) = people_and_places(page, form, posted, name)
            .map(|(key, choices)| (t.of(key).into_owned(), choices.to_vec()))
            .or_else(|| of_a_goal(t, form, name))
            .or_else(|| of_the_seal(page, form, posted, name))
            .or_else(|| of_the_plan(page, posted, name))
            .or_else(|| words(page, name))?;
        Some(Offered { label, choices, several: false })
    })
}

/// The fields in which nothing may have been chosen, and which the browser then leaves out.
pub fn unchosen<'a>(form: &str, posted: &Fields, page: &CasePage) -> &'a [&'static str] {
    match (form, posted.text("doe")) {
        ("informeren", _) => &["aan"],
        ("doel", _) => &["uitkomst"],
        ("overdracht", "afblazen") if page.may.hand_back => &["teruggeven"],
        _ => &[],
    }
}

/// How a goal can turn out.
fn of_a_goal(t: Texts, form: &str, name: &str) -> Option<(String, Vec<Choice>)> {
    let all = [
        ("reached", "goal-reached"),
        ("partly", "goal-partly"),
        ("goes-on", "goal-not-yet"),
        ("dropped", "goal-let-go"),
    ];
    let choices = || all.map(|(value, key)| Choice::new(value, t.of(key))).to_vec();
    ((form, name) == ("doel", "uitkomst")).then(|| (t.of("field-goal-result").into_owned(), choices()))
}

/// Boxes to tick.
fn several(page: &CasePage, form: &str, name: &str) -> Option<Offered> {
    let t = page.t;
    let yes = || vec![Choice::new("ja", t.of("yes"))];
    if (form, name) == ("overdracht", "teruggeven") {
        let moved = page.handovers.iter().find(|one| page.may.moves == Some(one.no))?;
        let label = t.of("handover-give-back").into_owned();
        let choices = vec![Choice::new("ja", t.one("field-hand-back", "to", &moved.from))];
        return Some(Offered { label, choices, several: true });
    }
    let (key, choices) = match (form, name) {
        ("contact", "stap") => ("field-completes", page.choices.steps.clone()),
        ("contact", "tolk") => ("field-interpreter", yes()),
        ("signaal", "spoed") => ("field-urgent", yes()),
        ("zorgplan", "erbij") => ("plan-took-part", vec![Choice::new("ja", t.of("with-client"))]),
        ("zorgplan", "hulpverlening") => ("plan-took-part", page.care_plan.took_part.clone()),
        ("contact", "spoed") => ("field-urgent", yes()),
        ("agenda", "terugkoppelen") => ("field-feed-back-to", page.choices.team.clone()),
        ("informeren", "aan") => ("field-to-whom", page.choices.team.clone()),
        _ => return None,
    };
    Some(Offered { label: t.of(key).into_owned(), choices, several: true })
}

/// Lists that the whole page shares, with the key of the label.
fn people_and_places<'a>(
    page: &'a CasePage,
    form: &str,
    posted: &Fields,
    name: &str,
) -> Option<(&'static str, &'a [Choice])> {
    let all = &page.choices;
    let stem = name.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-');
    Some(match (form, stem) {
        ("contact", "kanaal") => ("field-channel", &all.channels),
        ("contact", "met-hoe") => ("field-with-how", &all.quick),
        ("contact", "met") => ("field-with", &all.with),
        ("signaal", "van") => ("field-from-whom", &all.with),
        ("onderzoek", "bij") => ("field-by-whom", &all.orgs),
        ("terugkoppeling", "van") => ("field-from-whom", &all.orgs),
        ("actie" | "agenda", "wie") => ("field-who", &all.seats),
        ("agenda", "overleg") => ("field-meeting", &all.meetings),
        ("team", "functie") => ("field-function", &all.functions),
        ("team", "organisatie") => ("field-org", &all.orgs),
        ("plaatsvervanger", "wie") => ("who-deputy", &all.colleagues),
        ("eerste-lijn", "wie") => ("field-first-line", &all.first_line),
        ("overdracht", "plaatsvervanger") => ("field-deputy", &all.colleagues),
        ("overdracht", "naar-persoon") => ("field-colleague", &all.colleagues),
        ("overdracht", "naar") => match posted.text("soort") {
            "planned" | "acute" => ("field-hospital", &all.hospitals),
            _ => ("field-practice", &all.practices),
        },
        ("overdracht", "coa") => ("field-new-coa", &all.coas),
        ("overdracht", "gca") => ("field-new-gca", &all.gc_as),
        ("coordinatie", "wie") => ("plan-coordinator", &page.care_plan.coordinators),
        ("vaststellen", "agenda") => ("field-meeting", &page.care_plan.meetings),
        ("zorgplan", "levensgebied") => ("field-domain", &page.care_plan.draft.first()?.domains),
        ("zorgplan", "uitvoerder") => ("field-doer", &page.care_plan.draft.first()?.measures.first()?.who),
        ("afsluiten", "waarom") => ("field-closing-reason", &all.closing),
        _ => return None,
    })
}

/// What is sealed, where she is named on it.
fn of_the_seal(page: &CasePage, form: &str, posted: &Fields, name: &str) -> Option<(String, Vec<Choice>)> {
    let t = page.t;
    let record = page.sealed.as_ref().filter(|_| form == "verzegeld")?;
    match (name, posted.text("doe")) {
        ("wie", "schrappen") => Some((t.of("field-who").into_owned(), record.strikable.clone())),
        ("wie", _) => Some((t.of("field-who").into_owned(), record.nameable.clone())),
        ("onderwerp", _) => {
            let subjects = [("kindcheck", "sealed-kindcheck"), ("meldcode", "sealed-meldcode")];
            let choices = subjects.map(|(value, key)| Choice::new(value, t.of(key))).to_vec();
            Some((t.of("field-about").into_owned(), choices))
        }
        _ => None,
    }
}

/// What depends on the step, the fact or the situation that the form is about.
fn of_the_plan(page: &CasePage, posted: &Fields, name: &str) -> Option<(String, Vec<Choice>)> {
    let t = page.t;
    let act = || {
        let steps = page.now.iter().chain(&page.later).filter_map(|step| step.act.as_ref());
        let nth = posted.number::<u16>("nr").ok();
        steps.into_iter().find(|act| {
            (act.pathway.as_str(), act.step.as_str(), Some(act.nth))
                == (posted.text("zorgpad"), posted.text("stap"), nth)
        })
    };
    match name {
        "uitkomst" => Some((t.of("field-outcome").into_owned(), act()?.outcomes.clone())),
        "afloop" => {
            let asked = (posted.text("zorgpad"), posted.text("anker"));
            let date = page.anchors.iter().find(|date| (date.pathway.as_str(), date.anchor.as_str()) == asked)?;
            Some((t.of("field-outcome").into_owned(), date.outcomes.clone()))
        }
        "bij-wie" => act()?.whom.as_ref().map(|asked| (asked.label.clone(), asked.choices.clone())),
        "wie" => Some((t.of("field-who").into_owned(), act()?.delegates.clone())),
        "keuze" => {
            let choice = |step: &crate::pages::case::Discretionary| {
                Choice::new(format!("{}:{}", step.pathway, step.step), step.title.clone())
            };
            Some((t.of("field-step").into_owned(), page.discretionary.iter().map(choice).collect()))
        }
        "pad" => Some((t.of("field-pathway").into_owned(), page.startable.clone())),
        "waarde" => {
            let asked = (posted.text("zorgpad"), posted.text("gegeven"));
            let fact = page.facts.iter().find(|fact| (fact.pathway.as_str(), fact.fact.as_str()) == asked)?;
            match &fact.input {
                FactInput::YesNo => Some((fact.ask.clone(), yes_no(t))),
                FactInput::Choice(choices) => Some((fact.ask.clone(), choices.clone())),
                FactInput::Number { .. } | FactInput::Date | FactInput::Text => None,
            }
        }
        _ => {
            let one = page.sharing.situations.iter().find(|one| one.name == name)?;
            Some((one.label.clone(), page.choices.seats.clone()))
        }
    }
}

/// Words that are the same for every case.
fn words(page: &CasePage, name: &str) -> Option<(String, Vec<Choice>)> {
    let t = page.t;
    let labelled = |key: &str, choices| Some((t.of(key).into_owned(), choices));
    match name {
        "richting" => {
            let outgoing = Choice::new("outgoing", t.of("direction-outgoing"));
            labelled("field-direction", vec![outgoing, Choice::new("incoming", t.of("direction-incoming"))])
        }
        "akkoord" => {
            let all = [
                ("agreed", "consent-agreed"),
                ("not-agreed", "consent-not-agreed"),
                ("not-asked", "consent-not-asked"),
            ];
            labelled("field-consent", all.map(|(value, key)| Choice::new(value, t.of(key))).to_vec())
        }
        _ => {
            let no: No = name.strip_prefix("actie-")?.parse().ok()?;
            let (_, what) = page.handovers.iter().flat_map(|one| &one.actions).find(|(known, _)| *known == no)?;
            let choice = |value, key| Choice::new(value, t.of(key));
            let all = [("take", "action-take"), ("keep", "action-keep"), ("drop", "action-drop")];
            Some((what.clone(), all.map(|(value, key)| choice(value, key)).to_vec()))
        }
    }
}

fn yes_no(t: Texts) -> Vec<Choice> {
    vec![Choice::new("ja", t.of("yes")), Choice::new("nee", t.of("no"))]
}
