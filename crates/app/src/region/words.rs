//! Reasons and units of cost in words.

use jiff::civil::Date;
use regie_care::region::Purpose;
use regie_care::wording;
use regie_pathway::Text;
use regie_roster::check::Rule;
use regie_roster::reasons::{Because, Unmet, unit_told};

use super::visitors::Off;

/// What speaks for a visit's place.
pub(super) fn because(because: &Because) -> Text {
    let en = match because {
        Because::Pinned => "pinned by the planner".to_owned(),
        Because::OnlyShe => "nobody else may or can make this visit".to_owned(),
        Because::OnlyThisDay => "it is possible on no other day".to_owned(),
        Because::Attended => "she attended the birth".to_owned(),
        Because::KnownFace { visits: 0 } => "known face: she knows her already".to_owned(),
        Because::KnownFace { visits: 1 } => "known face: she makes one other visit too".to_owned(),
        Because::KnownFace { visits } => format!("known face: she makes {visits} other visits too"),
        Because::AsBefore { told: true } => "the client was told so".to_owned(),
        Because::AsBefore { told: false } => "it was so in the roster before".to_owned(),
        Because::Cheaper { unit: name, by } => format!("the next best costs {by} more, mostly {}", unit(name).en),
        Because::Nowhere => "nobody can make this visit on any of its days".to_owned(),
        Because::TooDear => "it fits only at the expense of other visits".to_owned(),
    };
    Text::new(because.told(), en)
}

/// What is due at a visit, by the core aims of the source; the heel prick with its last moment, and the talk about the birth
/// by who attended it.
pub(super) fn due(purpose: Purpose, attended: bool, heel_prick: (Date, Option<u16>)) -> Vec<Text> {
    let checks =
        || Text::new("medische controles van moeder en kind, voeding", "medical checks of mother and child, feeding");
    let social = || {
        Text::new("sociale situatie, verwerking van de bevalling", "social situation, how the birth is being processed")
    };
    let parenthood =
        || Text::new("verloop van de overgang naar het ouderschap", "how the transition into parenthood goes");
    let mut due = match purpose {
        Purpose::ComingHome => vec![checks(), social()],
        Purpose::Check => vec![checks(), parenthood()],
        Purpose::HeelPrick => vec![heel_prick_until(heel_prick), checks()],
        Purpose::Last => {
            vec![checks(), parenthood(), Text::new("de kraamperiode afsluiten", "closing the postnatal period")]
        }
    };
    if purpose != Purpose::Last {
        due.push(Text::new("de volgende visite afspreken", "agreeing the next visit"));
    }
    if attended {
        due.push(Text::new("napraten over de bevalling", "talking about the birth"));
    }
    due
}

fn heel_prick_until((day, at): (Date, Option<u16>)) -> Text {
    let day = wording::day(day);
    match at {
        Some(at) => {
            let clock = format!("{:02}:{:02}", at / 60, at % 60);
            Text::new(
                format!("hielprik, uiterlijk {} om {clock}", day.nl),
                format!("heel prick, by {} at {clock}", day.en),
            )
        }
        None => Text::new(
            format!("hielprik, uiterlijk {}; vraag het uur van de geboorte", day.nl),
            format!("heel prick, by {}; ask the hour of birth", day.en),
        ),
    }
}

/// Why a visit of somebody who is ill cannot be made by anybody.
pub(super) fn unmet(unmet: Unmet) -> Text {
    let en = match unmet {
        Unmet::NobodyMay => "nobody else may make this visit",
        Unmet::NobodyWorks => "who may make this visit works on none of its days",
        Unmet::NoRoom => "who may make this visit has no room left on any of its days",
    };
    Text::new(unmet.told(), en)
}

/// Why a midwife makes no visits on a day.
pub(super) fn away(off: Off) -> Text {
    match off {
        Off::Free => Text::new("zij is die dag vrij", "she is free that day"),
        Off::Away => Text::new("zij is die dag afwezig", "she is away that day"),
        Off::Ill => Text::new("zij is die dag ziek", "she is ill that day"),
        Off::Duty => Text::new("zij heeft die dag dienst", "she is on duty that day"),
    }
}

/// A rule that a visit breaks.
pub(super) fn rule(rule: Rule) -> Text {
    let (nl, en) = match rule {
        Rule::Day => ("op die dag kan het niet meer", "it cannot be on that day any more"),
        Rule::Home => ("zij is dan nog niet thuis", "she is not home yet"),
        Rule::HeelPrick => {
            ("niet meer tussen 72 en 168 uur na de geboorte", "not 72 to 168 hours after birth any more")
        }
        Rule::Window => ("niet op de afgesproken tijd", "not at the time that was agreed"),
        Rule::Time => ("zij kan er dan niet op tijd zijn", "she cannot be there in time"),
        Rule::Shift => ("zij is dan niet voor het eind van haar visitetijd klaar", "it ends after her hours"),
        Rule::Skill => ("zij mag dit niet doen", "she may not do this"),
        Rule::Dedicated => {
            ("infectieklachten in huis, en daar gaat een ander heen", "an infection at home, and another goes there")
        }
        Rule::CleanFirst => ("dit komt na een huis met infectieklachten", "it comes after a home with an infection"),
        Rule::Pinned => ("anders vastgezet", "pinned elsewhere"),
        Rule::DailyRest | Rule::DaysOnEnd | Rule::Hours | Rule::Break => {
            ("tegen de regels voor werk- en rusttijd", "against the rules of work and rest")
        }
        _ => ("het past niet meer bij wat is vastgelegd", "it does not fit what is recorded any more"),
    };
    Text::new(nl, en)
}

/// A unit of cost.
pub(super) fn unit(name: &str) -> Text {
    let en = match name {
        "unvisited" => "visits not made",
        "no-attending-visit" => "visit by the attending midwife",
        "no-known-face" => "no known face",
        "extra-face" => "extra faces",
        "face-switch" => "changes of face",
        "run" => "runs of working days",
        "workday" => "working days",
        "fixed-cost" => "fixed costs",
        "changed-face" => "changed face",
        "changed-day" => "changed day",
        "changed-time" => "changed time",
        "travel" => "travel",
        "unfair-load" => "unequal load",
        "late" => "lateness",
        "worst-late" => "worst lateness",
        other => other,
    };
    Text::new(unit_told(name), en)
}
