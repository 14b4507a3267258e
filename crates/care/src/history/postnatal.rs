//! Visits agreed and births detailed, in words.

use regie_pathway::Text;

use super::HistoryLine;
use crate::case::CaseEvent;
use crate::postnatal::{BirthDetails, BirthPlace, VisitCode, VisitDecision};
use crate::wording;

pub(super) fn describe(event: &CaseEvent) -> HistoryLine {
    match event {
        CaseEvent::VisitAgreed { visit, decision, .. } => agreed(*visit, decision),
        CaseEvent::BirthDetailed { birth } => detailed(birth),
        _ => HistoryLine::new(String::new(), String::new()),
    }
}

/// What an event changes of a woman's visits, or of what they rest on: in full, and without what is medical.
pub(crate) fn visits_set_in_words(event: &CaseEvent) -> Option<(Text, Text)> {
    match event {
        CaseEvent::VisitAgreed { visit, decision, .. } => {
            let what = agreed(*visit, decision).what;
            Some((what.clone(), what))
        }
        CaseEvent::BirthDetailed { birth } => {
            let without = Text::new(
                "Er is iets vastgelegd waar de dagen van de kraamvisites van afhangen",
                "Something was recorded on which the days of the postnatal visits hang",
            );
            Some((detailed(birth).what, without))
        }
        _ => None,
    }
}

fn agreed(visit: VisitCode, decision: &VisitDecision) -> HistoryLine {
    let what = wording::visit(visit);
    match decision {
        VisitDecision::Agreed { means, first, last, from, until } => {
            let (how, first, last) = (wording::means(*means), wording::day(*first), wording::day(*last));
            let clock = |minutes: u16| format!("{:02}:{:02}", minutes / 60, minutes % 60);
            let hours = match (from, until) {
                (None, None) => String::new(),
                (from, until) => {
                    let (from, until) = (from.map(clock), until.map(clock));
                    format!(", {}–{}", from.unwrap_or_default(), until.unwrap_or_default())
                }
            };
            HistoryLine::new(
                format!(
                    "Kraamvisite afgesproken ({}): {}, {} tot en met {}{hours}",
                    what.nl, how.nl, first.nl, last.nl
                ),
                format!("Postnatal visit agreed ({}): {}, {} to {}{hours}", what.en, how.en, first.en, last.en),
            )
        }
        VisitDecision::NotNeeded { reason } => HistoryLine::new(
            format!("Kraamvisite niet nodig ({})", what.nl),
            format!("Postnatal visit not needed ({})", what.en),
        )
        .saying(reason),
        VisitDecision::Made { on, .. } => {
            let on = wording::day(*on);
            HistoryLine::new(
                format!("Kraamvisite gedaan op {} ({})", on.nl, what.nl),
                format!("Postnatal visit made on {} ({})", on.en, what.en),
            )
        }
        VisitDecision::NotMade { reason } => HistoryLine::new(
            format!("Kraamvisite niet gedaan ({})", what.nl),
            format!("Postnatal visit not made ({})", what.en),
        )
        .saying(reason),
        VisitDecision::AsUsual => HistoryLine::new(
            format!("Kraamvisite weer zoals gebruikelijk ({})", what.nl),
            format!("Postnatal visit as usual again ({})", what.en),
        ),
    }
}

fn detailed(birth: &BirthDetails) -> HistoryLine {
    let (mut nl, mut en) = (Vec::new(), Vec::new());
    let mut say = |dutch: String, english: String| {
        nl.push(dutch);
        en.push(english);
    };
    if let Some(at) = birth.at {
        let at = format!("{:02}:{:02}", at / 60, at % 60);
        say(format!("geboren om {at}"), format!("born at {at}"));
    }
    match birth.place {
        Some(BirthPlace::Home) => {
            say("thuis of in een geboortehuis".to_owned(), "at home or in a birth centre".to_owned())
        }
        Some(BirthPlace::Hospital) => say("in het ziekenhuis".to_owned(), "in hospital".to_owned()),
        None => {}
    }
    if let Some(on) = birth.planned_caesarean.map(wording::day) {
        say(format!("geplande keizersnede {}", on.nl), format!("planned caesarean {}", on.en));
    }
    if let Some(on) = birth.discharged.map(wording::day) {
        say(format!("thuis op {}", on.nl), format!("home on {}", on.en));
    }
    match birth.infected {
        Some(true) => say("infectieklachten in huis".to_owned(), "complaints of an infection at home".to_owned()),
        Some(false) => say("geen infectieklachten in huis".to_owned(), "no infection at home".to_owned()),
        None => {}
    }
    let or_nothing =
        |parts: Vec<String>, nothing: &str| if parts.is_empty() { nothing.to_owned() } else { parts.join(", ") };
    HistoryLine::new(
        format!("Over de bevalling: {}", or_nothing(nl, "niets bekend")),
        format!("About the birth: {}", or_nothing(en, "nothing known")),
    )
}
