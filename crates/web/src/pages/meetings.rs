//! *Besprekingen*: meetings, their agendas and what came of them (AZ-08, AZ-14, PS-06).

use askama::Template;
use jiff::civil::Date;
use regie_care::case::records::No;

use super::case::records::AgendaState;
use super::case::{ActionLine, HistoryLine};
use super::{Choice, Chrome, FormKey};
use crate::fields::Fields;
use crate::texts::{Chip, Texts};

/// The meetings of the network, as far as she may see them.
#[derive(Debug, Clone, Template)]
#[template(path = "meetings.html")]
pub struct MeetingsPage {
    /// The language.
    pub t: Texts,
    /// What stands around it.
    pub chrome: Chrome,
    /// Today.
    pub today: Date,
    /// Along with the form.
    pub key: FormKey,
    /// Today and later, the first one first.
    pub coming: Vec<MeetingLine>,
    /// Before today, the last one first.
    pub past: Vec<MeetingLine>,
    /// Whether she may plan one.
    pub may_plan: bool,
    /// The kinds to choose from.
    pub kinds: Vec<Choice>,
    /// Why it was refused.
    pub refusal: Option<String>,
    /// The day, as typed.
    pub on: String,
    /// The title, as typed.
    pub title: String,
}

/// A meeting in the list.
#[derive(Debug, Clone)]
pub struct MeetingLine {
    /// As in its URL.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its kind, and who calls it.
    pub kind: String,
    /// The day.
    pub on: Date,
    /// Where it stands; nothing while it is to be held.
    pub chip: Option<Chip>,
}

/// One meeting.
#[derive(Debug, Clone, Template)]
#[template(path = "meeting.html")]
pub struct MeetingPage {
    /// The language.
    pub t: Texts,
    /// What stands around it.
    pub chrome: Chrome,
    /// Today.
    pub today: Date,
    /// Along with the forms about the meeting itself.
    pub key: FormKey,
    /// As in its URL.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its kind, and who calls it.
    pub kind: String,
    /// The day.
    pub on: Date,
    /// Where it stands; nothing while it is to be held.
    pub chip: Option<Chip>,
    /// What was said in general, or why it was called off.
    pub said: String,
    /// The agenda.
    pub places: Vec<PlaceView>,
    /// How many cases stand on it that are not hers to see.
    pub hidden: usize,
    /// Whether she may move it, hold it and call it off.
    pub may_manage: bool,
    /// Whether its day has come.
    pub may_hold: bool,
    /// Whether cases can still be put on it.
    pub is_open: bool,
    /// What she searched for.
    pub query: String,
    /// Cases that could be put on it.
    pub proposals: Vec<Proposal>,
    /// Why a form about the meeting did not come through.
    pub trouble: Option<Trouble>,
    /// What stands in the fields about the meeting itself.
    pub typed: TypedMeeting,
    /// How often her draft of this page was saved.
    pub draft: u64,
    /// How it stands with her draft.
    pub draft_line: String,
}

/// A case on the agenda.
#[derive(Debug, Clone)]
pub struct PlaceView {
    /// The number of the place on its case.
    pub no: No,
    /// The case, as in its URL.
    pub case: String,
    /// The client.
    pub client: String,
    /// Who she is, further: birth date, how far along.
    pub facts: Vec<String>,
    /// The case manager.
    pub manager: String,
    /// What is asked.
    pub question: String,
    /// Where it stands.
    pub life: AgendaState,
    /// The actions that came of it.
    pub actions: Vec<ActionLine>,
    /// The version of the case that is shown.
    pub version: u64,
    /// What stands in the fields about this case.
    pub typed: Fields,
    /// Whether she may record what was said.
    pub may_discuss: bool,
    /// Who can do an action.
    pub seats: Vec<Choice>,
    /// Whom the outcome can be told.
    pub parties: Vec<Choice>,
}

/// A row for what is decided: the name of each field, and what stands in it.
#[derive(Debug, Clone)]
pub struct DecisionRow {
    /// Which.
    pub no: usize,
    /// What is to be done.
    pub what: (String, String),
    /// By whom.
    pub who: (String, Vec<Choice>),
    /// By which day.
    pub by: (String, String),
}

impl Proposal {
    /// The name of the field with what is asked.
    #[must_use]
    pub fn field(&self) -> String {
        format!("{}.vraag", self.case)
    }
}

impl MeetingPage {
    /// The cases of which nothing was recorded yet.
    #[must_use]
    pub fn waiting(&self) -> Vec<&PlaceView> {
        self.places.iter().filter(|place| place.waits()).collect()
    }
}

impl PlaceView {
    /// What the names of its fields begin with; the whole page is one form, so that no button loses what stands elsewhere.
    #[must_use]
    pub fn part(&self) -> String {
        format!("{}.{}", self.case, self.no)
    }

    /// The name of one of its fields.
    #[must_use]
    pub fn field(&self, name: &str) -> String {
        format!("{}.{name}", self.part())
    }

    /// The rows for what is decided, with what stands in them.
    #[must_use]
    pub fn decisions(&self) -> Vec<DecisionRow> {
        let row = |no: usize| {
            let [what, who, by] = ["wat", "wie", "voor"].map(|field| format!("{field}-{no}"));
            let typed = |name: &str| self.typed.text(name).to_owned();
            let chosen = |choice: &Choice| {
                if choice.value == self.typed.text(&who) { choice.clone().chosen() } else { choice.clone() }
            };
            DecisionRow {
                no,
                what: (self.field(&what), typed(&what)),
                who: (self.field(&who), self.seats.iter().map(chosen).collect()),
                by: (self.field(&by), typed(&by)),
            }
        };
        (1..=3).map(row).collect()
    }

    /// Whether it is ticked that this organisation hears of it.
    #[must_use]
    pub fn tells(&self, org: &str) -> bool {
        self.typed.all("terugkoppelen").any(|ticked| ticked == org)
    }

    /// Whether something was typed to record what was said.
    #[must_use]
    pub fn is_begun(&self) -> bool {
        self.typed.iter().any(|(name, value)| !matches!(name, "versie" | "nr" | "reden") && !value.trim().is_empty())
    }

    /// Names it within the page.
    #[must_use]
    pub fn anchor(&self) -> String {
        format!("punt-{}-{}", self.case, self.no)
    }

    /// What was said, when it was discussed.
    #[must_use]
    pub fn outcome(&self) -> Option<&str> {
        match &self.life {
            AgendaState::Discussed(outcome) => Some(outcome),
            AgendaState::Waiting | AgendaState::Withdrawn(_) => None,
        }
    }

    /// Whether it is still to be discussed.
    #[must_use]
    pub fn waits(&self) -> bool {
        matches!(self.life, AgendaState::Waiting)
    }

    /// Why it was taken off.
    #[must_use]
    pub fn withdrawn(&self) -> Option<&str> {
        match &self.life {
            AgendaState::Withdrawn(reason) => Some(reason),
            AgendaState::Waiting | AgendaState::Discussed(_) => None,
        }
    }
}

/// A case that could be put on the agenda.
#[derive(Debug, Clone)]
pub struct Proposal {
    /// The case, as in its URL.
    pub case: String,
    /// The client.
    pub client: String,
    /// The case manager.
    pub manager: String,
    /// Tells her apart from another of the same name; empty for a name that is hers alone.
    pub told_apart: String,
    /// Why: an urgent particular, something late.
    pub why: Vec<Chip>,
    /// What she asks, as typed.
    pub question: String,
}

/// Why a form about a meeting did not come through.
#[derive(Debug, Clone)]
pub struct Trouble {
    /// In words.
    pub reason: String,
    /// What somebody else changed, newest first.
    pub changes: Vec<HistoryLine>,
}

/// What stands in the fields.
#[derive(Debug, Clone, Default)]
pub struct TypedMeeting {
    /// What was said in general.
    pub minutes: String,
    /// Why it is called off.
    pub reason: String,
    /// Another day.
    pub on: String,
}

/// The agenda or the minutes on paper.
#[derive(Debug, Clone, Template)]
#[template(path = "meeting_print.html")]
pub struct MeetingPrint {
    /// The language.
    pub t: Texts,
    /// What stands around it.
    pub chrome: Chrome,
    /// The meeting.
    pub page: MeetingPage,
    /// Whether it is the minutes; the agenda otherwise.
    pub minutes: bool,
}

impl MeetingPrint {
    /// What is printed of the cases: all that is not withdrawn, of the minutes only what was discussed.
    #[must_use]
    pub fn printed(&self) -> Vec<&PlaceView> {
        let fits = |place: &&PlaceView| match place.life {
            AgendaState::Waiting => !self.minutes,
            AgendaState::Discussed(_) => true,
            AgendaState::Withdrawn(_) => false,
        };
        self.page.places.iter().filter(fits).collect()
    }
}
