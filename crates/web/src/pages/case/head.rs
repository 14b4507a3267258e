//! The head of a case: who she is, in what state the case is, and whom to approach.

use jiff::civil::Date;
use regie_care::case::Death;
use regie_care::case::records::ClosingReason;
use regie_care::who::Standing;

use crate::texts::{Chip, Course, Texts, Tone};

/// Who she is.
#[derive(Debug, Clone)]
pub struct CaseHead {
    /// Her name, family name last.
    pub name: String,
    /// That the client died.
    pub died: Option<Death>,
    /// Her age in years.
    pub age: Option<u16>,
    /// How far along she is.
    pub course: Course,
    /// À terme datum.
    pub due: Option<Date>,
    /// The day of a planned caesarean, while the child is not born.
    pub caesarean: Option<Date>,
    /// Day of birth of the child.
    pub born: Option<Date>,
    /// BSN or V-number, masked: see [`Texts::masked`].
    pub number: Option<String>,
    /// Where she stays.
    pub site: String,
    /// When and whereto she moves, while that is still to come.
    pub moves: Option<String>,
    /// Her own number.
    pub phone: String,
    /// What may not be forgotten: interpreter, caesarean before.
    pub chips: Vec<Chip>,
}

/// Open or closed.
#[derive(Debug, Clone)]
pub enum CaseState {
    /// Open since.
    Open {
        /// Begin of the care.
        since: Date,
    },
    /// Closed.
    Closed {
        /// On.
        on: Date,
        /// Why.
        reason: ClosingReason,
        /// Remarks.
        note: String,
    },
}

impl CaseState {
    /// Whether it is open.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(self, Self::Open { .. })
    }
}

/// A second open case of the same client.
#[derive(Debug, Clone)]
pub struct Elsewhere {
    /// At which organisation.
    pub org: String,
    /// Under whom.
    pub manager: String,
    /// Her number.
    pub phone: String,
    /// Since when.
    pub since: Date,
}

/// Whom do I approach now, for what, how (AZ-02, CM-11).
#[derive(Debug, Clone)]
pub struct WhoCard {
    /// The one to approach now: the case manager, or the deputy while she is away.
    pub now: Person,
    /// As what she is approached.
    pub standing: Standing,
    /// The other of the two, with what there is to know.
    pub other: Option<Person>,
    /// The emergency number.
    pub emergency: String,
    /// Who is on duty now, where the rota says so.
    pub on_duty: Option<String>,
    /// Whom the client trusts.
    pub trusted: Option<Person>,
    /// In shared case management: for which situation whom.
    pub situations: Vec<(String, Person)>,
}

/// A person on a card.
#[derive(Debug, Clone, Default)]
pub struct Person {
    /// Name.
    pub name: String,
    /// Organisation, or what she is to the client.
    pub org: String,
    /// Number.
    pub phone: String,
    /// What else to know: away until, works Monday to Thursday.
    pub note: String,
}

/// The organisations around the client.
#[derive(Debug, Clone, Default)]
pub struct Team {
    /// The organisations.
    pub members: Vec<TeamLine>,
    /// Deputies by date, the one of today first: name and period in words.
    pub deputies: Vec<(String, String)>,
}

/// An organisation of the team.
#[derive(Debug, Clone)]
pub struct TeamLine {
    /// In which function, in words.
    pub function: String,
    /// Its name.
    pub org: String,
    /// Whom to ask for there.
    pub person: String,
    /// Number.
    pub phone: String,
    /// Whether it gets logistics only (COA).
    pub logistics_only: bool,
    /// From when on, where that is still to come.
    pub since: Option<String>,
}

impl WhoCard {
    /// What else to know of the one to approach; not that she stands in for who is away, where that stands beside it.
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        let told = self.is_stand_in() && self.other.as_ref().is_some_and(|other| !other.note.is_empty());
        Some(self.now.note.as_str()).filter(|note| !told && !note.is_empty())
    }

    /// Whether somebody else is approached because the case manager is away.
    #[must_use]
    pub const fn is_stand_in(&self) -> bool {
        !matches!(self.standing, Standing::CaseManager)
    }
}

impl Texts {
    /// As what the first contact is approached.
    #[must_use]
    pub fn standing(&self, standing: &Standing) -> String {
        match standing {
            Standing::CaseManager => self.of("who-manager"),
            Standing::Deputy => self.of("who-deputy-now"),
            Standing::OnDuty => self.of("who-on-duty-now"),
            Standing::Organisation => self.of("who-organisation-now"),
        }
        .into_owned()
    }

    /// A number of which only begin and end can be read: `2301…417`. Shorter ones are masked whole.
    #[must_use]
    pub fn masked(&self, number: &str) -> String {
        let signs: Vec<char> = number.chars().collect();
        if signs.len() < 8 {
            return "…".to_owned();
        }
        let begin: String = signs[..signs.len() - 6].iter().take(4).collect();
        let end: String = signs[signs.len() - 3..].iter().collect();
        format!("{begin}…{end}")
    }

    /// `V-nr 2301…417`.
    #[must_use]
    pub fn v_number(&self, number: &str) -> String {
        self.one("v-number", "number", self.masked(number)).into_owned()
    }

    /// `BSN 123…789`.
    #[must_use]
    pub fn bsn(&self, number: &str) -> String {
        self.one("bsn-number", "number", self.masked(number)).into_owned()
    }

    /// That someone else is case manager of this client too.
    #[must_use]
    pub fn second_case(&self, other: &Elsewhere) -> String {
        let day = self.day_full(&other.since);
        self.with("second-case", &[("org", &other.org), ("manager", &other.manager), ("day", &day)]).into_owned()
    }

    /// `tolk Arabisch`.
    #[must_use]
    pub fn interpreter(&self, language: &str) -> Chip {
        Chip::new(Tone::Plain, self.one("interpreter-for", "language", self.spoken(language)))
    }
}

#[cfg(test)]
mod tests {
    use crate::texts::{Lang, Texts};

    #[test]
    fn g_07_numbers_on_a_page_cannot_be_copied_whole() {
        let t = Texts::get(Lang::Nl);
        assert_eq!(t.masked("2301456417"), "2301…417");
        assert_eq!(t.masked("123456782"), "123…782");
        assert_eq!(t.masked("1234"), "…");
        assert_eq!(t.masked(""), "…");
    }
}
