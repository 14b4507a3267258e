//! *Kaart*: whom to approach now, for what and how, on paper for one reader (AZ-02).

use askama::Template;
use jiff::civil::Date;
use regie_care::case::Death;
use regie_care::who::Audience;

use super::Chrome;
use crate::texts::Texts;

/// The page, made to be printed. It holds names and numbers, nothing medical but what its audience may know.
#[derive(Debug, Clone, Template)]
#[template(path = "card.html")]
pub struct CardPage {
    /// The language.
    pub t: Texts,
    /// What stands around it, on the screen only.
    pub chrome: Chrome,
    /// The day on which it holds.
    pub today: Date,
    /// The case, as in its URL.
    pub id: String,
    /// The client's name.
    pub name: String,
    /// That the client died.
    pub died: Option<Death>,
    /// For whom it is.
    pub audience: Audience,
    /// The lines, in the order in which they are read.
    pub lines: Vec<CardLine>,
    /// The cards that this user can have; empty when it is this one alone.
    pub audiences: Vec<Audience>,
}

/// A line of the card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardLine {
    /// For what.
    pub for_what: String,
    /// Whom.
    pub whom: String,
    /// Where she works; empty for a person whom the client trusts, and where it is the organisation itself.
    pub org: String,
    /// The number; empty where none is known.
    pub phone: String,
    /// What else to know.
    pub note: String,
    /// Whether a number must be known here and is not.
    pub lacks_number: bool,
}

/// Every reader of a card.
pub const AUDIENCES: [Audience; 4] = [Audience::Client, Audience::Provider, Audience::GcA, Audience::Coa];

/// How a reader is named in the address: field `voor`.
#[must_use]
pub const fn audience_code(audience: &Audience) -> &'static str {
    match audience {
        Audience::Client => "client",
        Audience::Provider => "zorgverlener",
        Audience::GcA => "gca",
        Audience::Coa => "coa",
    }
}

/// The reader of this name.
#[must_use]
pub fn audience_of(code: &str) -> Option<Audience> {
    AUDIENCES.into_iter().find(|audience| audience_code(audience) == code)
}

/// Where the card for a reader is.
#[must_use]
pub fn card_path(case: &str, audience: &Audience) -> String {
    format!("/casus/{case}/kaart?voor={}", audience_code(audience))
}

impl Texts {
    /// For whom a card is: `voor de cliënt`.
    #[must_use]
    pub fn card_for(&self, audience: &Audience) -> String {
        self.of(match audience {
            Audience::Client => "card-for-client",
            Audience::Provider => "card-for-provider",
            Audience::GcA => "card-for-gc-a",
            Audience::Coa => "card-for-coa",
        })
        .into_owned()
    }

    /// The heading, in the words of who reads it.
    #[must_use]
    pub fn card_heading(&self, audience: &Audience) -> String {
        match audience {
            Audience::Client => self.of("card-heading-client"),
            Audience::Provider | Audience::GcA | Audience::Coa => self.of("who-title"),
        }
        .into_owned()
    }
}
