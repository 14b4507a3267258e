//! A midwife's own visits of a day, and a woman's postnatal visits as the visiting midwife sets them (PN-04).

use askama::Template;
use jiff::civil::Date;

use super::{Choice, Chrome, FormKey};
use crate::fields::Fields;
use crate::texts::{Chip, Texts};

/// *Mijn visites*.
#[derive(Debug, Clone, Template)]
#[template(path = "own_day.html")]
pub struct OwnDayPage {
    /// The language.
    pub t: Texts,
    /// What stands around it.
    pub chrome: Chrome,
    /// The network.
    pub network: String,
    /// What was wrong with the day that was asked for; empty when nothing was.
    pub wrong: String,
    /// That she is reported ill, and until when; empty when she is not.
    pub ill: String,
    /// The day, in full.
    pub day: String,
    /// The coming days: address, name, how many visits, and whether it is the one that is shown.
    pub days: Vec<(String, String, usize, bool)>,
    /// Her visits in order.
    pub visits: Vec<OwnVisitCard>,
    /// Heel pricks that were hers, of which nobody recorded what became of them.
    pub unrecorded: Vec<PrickLine>,
}

/// A heel prick of which nobody recorded whether it was made.
#[derive(Debug, Clone)]
pub struct PrickLine {
    /// Whose.
    pub client: String,
    /// Until when it could be made, in words.
    pub what: String,
    /// Where it is recorded.
    pub path: String,
}

/// A visit as who makes it must know it.
#[derive(Debug, Clone)]
pub struct OwnVisitCard {
    /// Her break before it; empty where there is none.
    pub pause: String,
    /// From when to when.
    pub at: String,
    /// The time inside which it may begin, in words; empty at any time.
    pub window: String,
    /// Her name.
    pub client: String,
    /// What tells her from another of that name on this day.
    pub told_apart: String,
    /// What it is for, and how.
    pub what: String,
    /// Where she is visited; empty for a call.
    pub site: String,
    /// How she is called.
    pub phone: String,
    /// Her language, with an interpreter where one is needed.
    pub language: String,
    /// When her child was born.
    pub born: String,
    /// There are complaints of an infection: how she protects herself and others stands here.
    pub protect: bool,
    /// What is due.
    pub due: Vec<String>,
    /// Who is accountable.
    pub manager: String,
    /// How she is reached.
    pub manager_phone: String,
    /// What stands beside it.
    pub marks: Vec<Chip>,
    /// Where the visits are set.
    pub set: String,
    /// The case, for who may open it.
    pub case: Option<String>,
}

/// *Kraamvisites* of a woman.
#[derive(Debug, Clone, Template)]
#[template(path = "visits.html")]
pub struct VisitsPage {
    /// The language.
    pub t: Texts,
    /// What stands around it.
    pub chrome: Chrome,
    /// Today: nothing was made later.
    pub today: Date,
    /// Her name.
    pub client: String,
    /// The birth or the due date, in words.
    pub about: Vec<String>,
    /// Where the forms are posted to, and back to the case where that is hers to open.
    pub path: String,
    /// The case, for who may open it.
    pub case: Option<String>,
    /// What the forms post along.
    pub key: FormKey,
    /// What was wrong with what was posted.
    pub wrong: String,
    /// What somebody else changed meanwhile, newest first.
    pub meanwhile: Vec<String>,
    /// Whether she may set them.
    pub may_set: bool,
    /// The birth's form.
    pub birth: BirthFields,
    /// That she comes home after the tenth day, and what she then has; empty where she does not.
    pub late: String,
    /// Her visits.
    pub visits: Vec<VisitBlock>,
    /// The extra visit that can be added.
    pub extra: Option<VisitFields>,
}

/// Of the birth, as fields.
#[derive(Debug, Clone)]
pub struct BirthFields {
    /// Whether the child is born.
    pub born: bool,
    /// The time of birth, `14:35`.
    pub at: String,
    /// Where.
    pub places: Vec<Choice>,
    /// The day of a planned caesarean.
    pub caesarean: String,
    /// The day on which she comes or came home.
    pub discharged: String,
    /// Whether somebody there has complaints of an infection.
    pub infected: Vec<Choice>,
    /// When the heel prick may be made, in words.
    pub heel_prick: String,
}

/// One visit.
#[derive(Debug, Clone)]
pub struct VisitBlock {
    /// Its name.
    pub title: String,
    /// How, when and by whom, in a sentence.
    pub how: String,
    /// What was decided and by whom; empty while it is as usual.
    pub decided: String,
    /// What stands beside it.
    pub marks: Vec<Chip>,
    /// Its form, while it is still to be made.
    pub fields: Option<VisitFields>,
    /// The form of one whose days went by.
    pub past: Option<PastFields>,
}

/// What became of a visit whose days went by: its form.
#[derive(Debug, Clone)]
pub struct PastFields {
    /// Which.
    pub code: String,
    /// On which day it was made.
    pub on: String,
    /// By whom.
    pub who: Vec<Choice>,
    /// Why it was not made, as she typed it.
    pub why: String,
    /// Why it was not needed, as she typed it.
    pub needless: String,
    /// It may have been needless.
    pub can_be_left: bool,
    /// It is the heel prick: it is then still to be made.
    pub heel_prick: bool,
    /// That nobody made it in time is recorded already.
    pub belated: bool,
    /// She was in hospital on all of its days: it was to be made there.
    pub in_hospital: bool,
    /// She is there still: that it was not made cannot be said yet.
    pub to_come: bool,
    /// It was posted and did not come through.
    pub again: bool,
}

/// A visit's form.
#[derive(Debug, Clone)]
pub struct VisitFields {
    /// Which.
    pub code: String,
    /// How it may be made.
    pub means: Vec<Choice>,
    /// The first day.
    pub first: String,
    /// The last day.
    pub last: String,
    /// Not before, `09:00`.
    pub from: String,
    /// Not after.
    pub until: String,
    /// It can be left out.
    pub can_be_left: bool,
    /// It is set, so that it can be as usual again.
    pub is_set: bool,
    /// It is a heel prick after its hours: its days are no longer hers to agree.
    pub belated: bool,
    /// Why it is not needed, as she typed it.
    pub why: String,
    /// It was posted and did not come through: it stands open, with what she typed.
    pub again: bool,
}

impl VisitsPage {
    /// The page with what was posted in the fields from which it came, so that nothing typed is lost.
    #[must_use]
    pub fn with(mut self, posted: &Fields) -> Self {
        let typed = |name: &str| posted.text(name).to_owned();
        let Some(code) = posted.filled("visite") else {
            let birth = &mut self.birth;
            (birth.at, birth.caesarean, birth.discharged) = (typed("uur"), typed("sectio"), typed("thuis"));
            choose(&mut birth.places, posted.text("waar"));
            choose(&mut birth.infected, posted.text("klachten"));
            return self;
        };
        let of_past = self.visits.iter_mut().filter_map(|visit| visit.past.as_mut());
        for fields in of_past.filter(|fields| fields.code == code) {
            fields.again = true;
            match posted.text("doe") {
                "gedaan" => {
                    fields.on = typed("datum");
                    choose(&mut fields.who, posted.text("wie"));
                }
                "niet-gedaan" => fields.why = typed("waarom"),
                _ => fields.needless = typed("reden"),
            }
        }
        let of_visits = self.visits.iter_mut().filter_map(|visit| visit.fields.as_mut());
        for fields in of_visits.chain(self.extra.as_mut()).filter(|fields| fields.code == code) {
            fields.again = true;
            if posted.text("doe") == "niet" {
                fields.why = typed("reden");
                continue;
            }
            (fields.first, fields.last) = (typed("van"), typed("tot"));
            (fields.from, fields.until) = (typed("vanaf"), typed("uiterlijk"));
            choose(&mut fields.means, posted.text("hoe"));
        }
        self
    }
}

fn choose(choices: &mut [Choice], value: &str) {
    choices.iter_mut().for_each(|choice| choice.chosen = choice.value == value);
}
