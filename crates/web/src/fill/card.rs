//! The card that says whom to approach now, in the words of who reads it.

use regie_care::case::Death;
use regie_care::who::{Advice, Audience};

use super::Desk;
use crate::pages::Chrome;
use crate::pages::card::{AUDIENCES, CardLine, CardPage};

/// What a card is made of.
#[derive(Debug)]
pub struct Card {
    /// The case.
    pub id: String,
    /// The client's name.
    pub name: String,
    /// That the client died.
    pub died: Option<Death>,
    /// Who reads it.
    pub audience: Audience,
    /// What she reads.
    pub advice: Vec<Advice>,
    /// Whether the user can have the cards for the other readers too.
    pub all: bool,
}

/// Where the emergency number stands among the lines.
const EMERGENCY: usize = 1;

/// The page.
#[must_use]
pub fn page(desk: &Desk, chrome: Chrome, card: Card) -> CardPage {
    CardPage {
        t: desk.t,
        chrome,
        today: desk.today,
        id: card.id,
        name: card.name,
        died: card.died,
        audience: card.audience,
        lines: desk.advice(&card.advice),
        audiences: if card.all { AUDIENCES.to_vec() } else { Vec::new() },
    }
}

impl Desk {
    /// The lines of a card in the reader's language.
    #[must_use]
    pub fn advice(&self, advice: &[Advice]) -> Vec<CardLine> {
        let line = |(nth, line): (usize, &Advice)| CardLine {
            for_what: self.text(&line.for_what),
            whom: line.whom.clone(),
            org: if line.org == line.whom { String::new() } else { line.org.clone() },
            phone: line.phone.clone(),
            note: line.note.as_ref().map(|note| self.text(note)).unwrap_or_default(),
            lacks_number: nth == EMERGENCY && line.phone.is_empty(),
        };
        advice.iter().enumerate().map(line).collect()
    }
}
