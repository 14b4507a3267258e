//! *Zorgpaden*: a small one of which every kind of thing can be seen, and those that come with Regie.

use std::sync::Arc;

use regie_app::Readable;
use regie_care::directory::Directory;
use regie_care::pathways::Pathways;
use regie_care::seat::Seat;
use regie_pathway::Definition;
use regie_web::fill::Desk;
use regie_web::fill::pathways::{list as list_page, page};
use regie_web::pages::Here;
use regie_web::pages::pathways::{PathwayPage, PathwaysPage};
use regie_web::texts::Texts;

use super::{TODAY, chrome, moment};

const SMALL: &str = r#"
[pathway]
id         = "klein"
version    = "2026.1"
valid-from = 2026-01-01
title      = { nl = "Klein zorgpad", en = "Small pathway" }
source     = "Voor de test"

[anchors]
born = { title = { nl = "bevalling", en = "birth" }, plausible = "entry-40w..today" }

[roles]
midwife = { nl = "verloskundige", en = "midwife" }

[facts]
fever = { kind = "yes-no", ask = { nl = "Heeft zij koorts?", en = "Does she have a fever?" } }
pulse = { kind = "number", ask = { nl = "Wat is haar pols?", en = "What is her pulse?" } }

[[table]]
id     = "call"
title  = { nl = "Arts bellen of niet", en = "Call the doctor or not" }
hit    = "first"
inputs = ["fever", "pulse"]
source = "Bladzijde 2"
rows   = [
  { when = ["yes", "-"],    is = "call", why = { nl = "zij heeft koorts", en = "she has a fever" } },
  { when = ["no", ">= 100"], is = "call", why = { nl = "haar pols is snel", en = "her pulse is fast" } },
]
otherwise = { is = "wait", why = { nl = "er is geen reden om te bellen", en = "there is no reason to call" } }

[[stage]]
id    = "first"
title = { nl = "Eerste week", en = "First week" }

[[stage]]
id    = "later"
title = { nl = "Daarna", en = "After that" }

[[step]]
id       = "visit"
kind     = "contact"
by       = "midwife"
stage    = "first"
title    = { nl = "Kraambezoek", en = "Postnatal visit" }
window   = "born..born+1d..born+2d"
required = true
repeat   = { every = "2d", while = "born and not (decide is call)" }
source   = "Bladzijde 1"

[step.outcome.well]
title = { nl = "Alles goed", en = "All is well" }

[step.outcome.worried]
title = { nl = "Zorgen over moeder of kind", en = "Worries about mother or child" }

[[step]]
id       = "decide"
kind     = "decision"
by       = "midwife"
stage    = "first"
table    = "call"
title    = { nl = "Arts bellen?", en = "Call the doctor?" }
opens    = "visit is worried"
required = true

[step.outcome.call]
title = { nl = "Bellen", en = "Call" }

[step.outcome.wait]
title = { nl = "Afwachten", en = "Wait" }

[[step]]
id       = "call-doctor"
kind     = "contact"
by       = "midwife"
stage    = "first"
title    = { nl = "Arts bellen", en = "Call the doctor" }
opens    = "decide is call"
window   = "opened..opened+1d"
required = true
feedback = { from = "midwife", within = "2 workdays" }

[[step]]
id       = "letter"
kind     = "letter"
by       = "midwife"
stage    = "later"
title    = { nl = "Brief aan de huisarts", en = "Letter to the GP" }
opens    = "visit is done"
window   = "born+1w..born+2w"
required = true

[[step]]
id            = "extra"
kind          = "task"
by            = "midwife"
stage         = "later"
title         = { nl = "Extra advies", en = "Extra advice" }
discretionary = true

[[guarantee]]
id       = "worry-is-decided"
says     = { nl = "Zijn er zorgen, dan wordt er besloten.", en = "When there are worries, it is decided." }
whenever = "visit is worried"
then     = "decide is not waiting"
source   = "Bladzijde 3"
"#;

fn desk(t: Texts) -> Desk {
    Desk {
        t,
        seat: Seat::new("01KA4W6S3QJ8T7P1P1P1P1P1P1".parse().unwrap(), "01KA4W6S3QJ8T7N1N1N1N1N1N1".parse().unwrap()),
        today: TODAY,
        now: moment("2026-11-16T09:00:00Z"),
        directory: Arc::new(Directory::default()),
        pathways: Arc::new(Pathways::default()),
    }
}

fn readable(name: &str, text: &str, in_use: bool) -> Readable {
    let definition = Definition::parse(name, text).unwrap_or_else(|wrong| panic!("{name}: {wrong:?}"));
    Readable { definition: Arc::new(definition), in_use }
}

fn shipped() -> Vec<Readable> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../pathways");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let read = |path: std::path::PathBuf| std::fs::read_to_string(path.join("pathway.toml")).ok();
    paths.into_iter().filter_map(read).map(|text| readable("pathway.toml", &text, false)).collect()
}

pub fn list(t: Texts) -> PathwaysPage {
    let known = [readable("klein.toml", SMALL, true)];
    list_page(&desk(t), chrome(Here::Pathways, "/zorgpaden"), &known)
}

pub fn pages(t: Texts) -> Vec<(String, PathwayPage)> {
    let view = |known: &Readable| {
        let id = known.definition.id().to_string();
        (format!("zorgpad-{id}"), page(&desk(t), chrome(Here::Pathways, &format!("/zorgpaden/{id}")), known))
    };
    std::iter::once(readable("klein.toml", SMALL, true)).chain(shipped()).map(|known| view(&known)).collect()
}
