//! Reasons and units of cost in words.

use regie_pathway::Text;
use regie_roster::reasons::{Because, unit_told};

/// What speaks for a visit's place.
pub(super) fn because(because: &Because) -> Text {
    let en = match because {
        Because::Pinned => "pinned by the planner".to_owned(),
        Because::OnlyShe => "nobody else may or can make this visit".to_owned(),
        Because::OnlyThisDay => "it is possible on no other day".to_owned(),
        Because::Attended => "she attended the birth".to_owned(),
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

/// A unit of cost.
pub(super) fn unit(name: &str) -> Text {
    let en = match name {
        "unvisited" => "visits not made",
        "no-attending-visit" => "visit by the attending midwife",
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
