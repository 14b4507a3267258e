//! The pages: what each one shows, as plain values.
//!
//! A page never asks anything itself. A route fills its struct and hands it to [`crate::render::page`]. The tests render
//! an ordinary, an empty and an extreme sample of every page in every language.

pub mod again;
pub mod board;
pub mod card;
pub mod case;
pub mod caseload;
pub mod draft;
pub mod error;
pub mod former;
pub mod handover;
pub mod intake;
pub mod letter;
pub mod line;
pub mod logistics;
pub mod meetings;
pub mod new_intake;
pub mod notice;
pub mod pathways;
pub mod region;
pub mod relations;
pub mod roster;
pub mod several;
pub mod sign_in;
pub mod today;
pub mod unsent;
pub mod visits;
pub mod work;

use crate::routes::assets;
use crate::texts::{Lang, Tone};

/// What a page says of a form that comes back; nothing when none does.
#[derive(Debug, Clone, Default)]
pub struct Said {
    /// Why it did not come through.
    pub why: String,
    /// What somebody else changed meanwhile: when, what and who, newest first.
    pub changes: Vec<String>,
}

/// What stands around every page.
#[derive(Debug, Clone)]
pub struct Chrome {
    /// Who is signed in; nobody on the sign-in page.
    pub user: Option<User>,
    /// Which entry of the menu this page is.
    pub here: Here,
    /// Path and query of this page: whereto a change of language or seat returns.
    pub path: String,
    /// What just happened, said once.
    pub flash: Option<Flash>,
    /// The form that is being typed on this page: a change of language takes it along.
    pub drafting: Option<Drafting>,
    /// Where the stylesheet is.
    pub stylesheet: String,
}

/// A form whose draft is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drafting {
    /// The form, as it is named on its page.
    pub form: String,
    /// Where it posts to.
    pub action: String,
}

impl Chrome {
    /// Around a page of a signed-in user.
    #[must_use]
    pub fn new(user: User, here: Here, path: impl Into<String>) -> Self {
        Self { user: Some(user), ..Self::signed_out(path) }.at(here)
    }

    /// Around a page without a user.
    #[must_use]
    pub fn signed_out(path: impl Into<String>) -> Self {
        Self {
            user: None,
            here: Here::Elsewhere,
            path: path.into(),
            flash: None,
            drafting: None,
            stylesheet: assets::url("regie.css"),
        }
    }

    /// Where the mark in the browser's tab is.
    #[must_use]
    pub fn icon(&self) -> String {
        assets::url("regie.svg")
    }

    /// The languages that can be chosen.
    #[must_use]
    pub const fn languages(&self) -> [Lang; 2] {
        Lang::ALL
    }

    fn at(mut self, here: Here) -> Self {
        self.here = here;
        self
    }
}

/// Who is signed in.
#[derive(Debug, Clone)]
pub struct User {
    /// Her name.
    pub name: String,
    /// The organisation for which she works now.
    pub org: String,
    /// Her seats, when she has more than one; `value` is the organisation's id.
    pub seats: Vec<Choice>,
    /// Whether there is a list of cases for her.
    pub caseload: bool,
    /// Whether cases where she works stand on a board.
    pub board: bool,
    /// Whether she sees what is coming in her region.
    pub region: bool,
}

/// An entry of the menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Here {
    /// *Vandaag*.
    Today,
    /// *Caseload*.
    Caseload,
    /// *Bord*.
    Board,
    /// *Zorgpaden*.
    Pathways,
    /// *Relaties*.
    Relations,
    /// *Besprekingen*.
    Meetings,
    /// *Regio*.
    Region,
    /// A page that is not in the menu.
    Elsewhere,
}

impl Here {
    /// Whether this is *Vandaag*.
    #[must_use]
    pub const fn is_today(&self) -> bool {
        matches!(self, Self::Today)
    }

    /// Whether this is *Bord*.
    #[must_use]
    pub const fn is_board(&self) -> bool {
        matches!(self, Self::Board)
    }

    /// Whether this is *Regio*.
    #[must_use]
    pub const fn is_region(&self) -> bool {
        matches!(self, Self::Region)
    }

    /// Whether this is *Caseload*.
    #[must_use]
    pub const fn is_caseload(&self) -> bool {
        matches!(self, Self::Caseload)
    }

    /// Whether this is *Relaties*.
    #[must_use]
    pub const fn is_relations(&self) -> bool {
        matches!(self, Self::Relations)
    }

    /// Whether this is *Zorgpaden*.
    #[must_use]
    pub const fn is_pathways(&self) -> bool {
        matches!(self, Self::Pathways)
    }

    /// Whether this is *Besprekingen*.
    #[must_use]
    pub const fn is_meetings(&self) -> bool {
        matches!(self, Self::Meetings)
    }
}

/// A line over the page that says what just happened.
#[derive(Debug, Clone)]
pub struct Flash {
    /// How it went.
    pub tone: Tone,
    /// In words.
    pub text: String,
}

/// Something to choose in a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is posted.
    pub value: String,
    /// What is shown.
    pub label: String,
    /// Whether it is chosen already.
    pub chosen: bool,
}

impl Choice {
    /// A choice that is not chosen yet.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), chosen: false }
    }

    /// The same, chosen.
    #[must_use]
    pub fn chosen(mut self) -> Self {
        self.chosen = true;
        self
    }
}

/// What every form about a case posts along, hidden.
#[derive(Debug, Clone, Default)]
pub struct FormKey {
    /// The version of the case that the user saw: field `versie`. `None` on lists, which do not know it.
    pub version: Option<u64>,
    /// A value that is new for every page shown: with the form's name it makes field `sleutel`, by which a second
    /// click on the same button is recognised.
    pub nonce: String,
    /// The path to return to: field `terug`.
    pub back: String,
}
