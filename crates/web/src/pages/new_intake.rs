//! *Nieuwe intake*: finding or entering a client, and opening her case.

use askama::Template;
use jiff::civil::Date;

use super::draft::DraftBar;
use super::{Choice, Chrome, FormKey};
use crate::texts::Texts;

/// The labels of the fields of a client.
pub const OF_A_CLIENT: [(&str, &str); 11] = [
    ("voornaam", "client-given-name"),
    ("achternaam", "client-family-name"),
    ("geboren", "letter-birth-date"),
    ("v-nummer", "client-v-number"),
    ("bsn", "client-bsn"),
    ("nummer", "client-own-number"),
    ("spreekt", "client-language"),
    ("tolk", "client-interpreter"),
    ("telefoon", "field-phone"),
    ("verblijf", "client-site"),
    ("opmerkingen", "intake-notes"),
];

/// Finding a client, or entering her.
#[derive(Debug, Clone, Template)]
#[template(path = "new_intake.html")]
pub struct NewIntakePage {
    /// The language.
    pub t: Texts,
    /// What stands around it.
    pub chrome: Chrome,
    /// Today.
    pub today: Date,
    /// Along with the form.
    pub key: FormKey,
    /// What she searched for.
    pub query: String,
    /// Who was found; `None` when nobody was searched for.
    pub found: Option<Vec<FoundClient>>,
    /// Intakes that she began and did not finish.
    pub interrupted: Vec<InterruptedLine>,
    /// What stands in the fields.
    pub typed: TypedClient,
    /// How it stands with the draft of it.
    pub draft: DraftBar,
    /// How the need of an interpreter can be said.
    pub interpreters: Vec<Choice>,
    /// Why it was refused.
    pub refusal: Option<String>,
    /// Records that may be hers, told before she is entered (G-07).
    pub doubles: Vec<DoubleLine>,
}

/// A client who is known here.
#[derive(Debug, Clone)]
pub struct FoundClient {
    /// The record.
    pub id: String,
    /// Her name.
    pub name: String,
    /// Her day of birth.
    pub birth_date: Option<Date>,
    /// Where she stays.
    pub site: String,
}

/// An intake or a registration that was interrupted.
#[derive(Debug, Clone)]
pub struct InterruptedLine {
    /// Where it goes on.
    pub at: String,
    /// The client's name.
    pub name: String,
    /// `Sociaal, concept van vandaag 14:10`.
    pub what: String,
}

/// A record that may be of the same person.
#[derive(Debug, Clone)]
pub struct DoubleLine {
    /// Who is known; `None` when she is in care elsewhere, and not to be seen.
    pub known: Option<FoundClient>,
    /// Why it may be her.
    pub why: String,
}

/// What stands in the fields of the form.
#[derive(Debug, Clone, Default)]
pub struct TypedClient {
    /// Family name.
    pub family_name: String,
    /// Given name.
    pub given_name: String,
    /// Day of birth.
    pub birth_date: String,
    /// BSN.
    pub bsn: String,
    /// V-number.
    pub v_number: String,
    /// Her number in the practice's own system.
    pub number: String,
    /// Language.
    pub language: String,
    /// Phone.
    pub phone: String,
    /// Where she stays.
    pub site: String,
    /// Remarks.
    pub notes: String,
}

/// Opening the case of a client.
#[derive(Debug, Clone, Template)]
#[template(path = "open_case.html")]
pub struct OpenCasePage {
    /// The language.
    pub t: Texts,
    /// What stands around it.
    pub chrome: Chrome,
    /// Today.
    pub today: Date,
    /// Along with the form.
    pub key: FormKey,
    /// The client.
    pub client: FoundClient,
    /// Records that may be hers too, in words; empty when there are none.
    pub suspicion: String,
    /// Her open cases.
    pub cases: Vec<CaseOfHer>,
    /// Why it was refused.
    pub refusal: Option<String>,
    /// Pathways that can begin.
    pub pathways: Vec<Choice>,
    /// Who can be case manager.
    pub managers: Vec<Choice>,
    /// Who can be deputy.
    pub deputies: Vec<Choice>,
    /// The day on which the care began, as typed.
    pub on: String,
    /// Whether it may be a pregnancy, so that the due date is asked.
    pub pregnancy: bool,
    /// The due date, as typed.
    pub due: String,
    /// How it stands with the draft of it.
    pub draft: DraftBar,
    /// Organisations around her by function: field name, label, choices.
    pub team: Vec<(&'static str, String, Vec<Choice>)>,
}

/// A case that she has already.
#[derive(Debug, Clone)]
pub struct CaseOfHer {
    /// As in its URL.
    pub case: String,
    /// `Joke de Vries, De Ooievaar, sinds 3 november`.
    pub what: String,
}
