//! *Relaties*: organisations and how to reach them, professionals, absences and the rota (AZ-02, CM-11).

use askama::Template;
use jiff::civil::Date;

use super::{Choice, Chrome, FormKey};
use crate::fields::Fields;
use crate::texts::{Chip, Texts};

/// The parts of *Relaties*.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Organisations.
    Organisations,
    /// Professionals.
    People,
    /// Who is away.
    Absences,
    /// Who is on duty.
    Rota,
}

impl Part {
    /// All of them, in order.
    pub const ALL: [Self; 4] = [Self::Organisations, Self::People, Self::Absences, Self::Rota];

    /// Where it is.
    #[must_use]
    pub const fn path(&self) -> &'static str {
        match self {
            Self::Organisations => "/relaties",
            Self::People => "/relaties/mensen",
            Self::Absences => "/relaties/afwezig",
            Self::Rota => "/relaties/dienst",
        }
    }

    /// The key of its name.
    #[must_use]
    pub const fn title(&self) -> &'static str {
        match self {
            Self::Organisations => "relations-organisations",
            Self::People => "relations-people",
            Self::Absences => "relations-absences",
            Self::Rota => "relations-rota",
        }
    }
}

/// What a page with forms remembers of a try that did not come through.
#[derive(Debug, Clone, Default)]
pub struct Tried {
    /// What was posted, to be shown again in the form that it came from.
    pub posted: Fields,
    /// What is wrong with it.
    pub problem: Option<String>,
    /// Where it is put right, where it may be recorded all the same: then the form asks whether to.
    pub way_on: Option<String>,
    /// What somebody else changed meanwhile, newest first.
    pub changes: Vec<String>,
}

impl Tried {
    /// Whether that was this form, by its button.
    #[must_use]
    pub fn was(&self, button: &str) -> bool {
        self.problem.is_some() && self.posted.text("doe") == button
    }

    /// What was typed in a field of this form, or else what is known.
    #[must_use]
    pub fn or<'a>(&'a self, button: &str, field: &str, known: &'a str) -> &'a str {
        if self.was(button) { self.posted.text(field) } else { known }
    }
}

/// The organisations.
#[derive(Debug, Clone, Template)]
#[template(path = "relations/organisations.html")]
pub struct OrganisationsPage {
    /// The language.
    pub t: Texts,
    /// What stands around it.
    pub chrome: Chrome,
    /// Text searched for.
    pub query: String,
    /// Kinds to filter by, and to choose for a new one.
    pub kinds: Vec<Choice>,
    /// The organisations.
    pub rows: Vec<OrgRow>,
    /// Whether she may enter one.
    pub may_register: bool,
    /// The network of a new one.
    pub network: String,
    /// What her forms post along.
    pub key: FormKey,
    /// A try that did not come through.
    pub tried: Tried,
}

/// An organisation in the list.
#[derive(Debug, Clone)]
pub struct OrgRow {
    /// As in its address.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its kind, in words.
    pub kind: String,
    /// Its network; empty for her own.
    pub network: String,
    /// Whom to ask for first.
    pub contact_person: String,
    /// The first number.
    pub phone: String,
    /// When that is answered.
    pub hours: String,
    /// The number for emergencies.
    pub emergency: String,
    /// Who is on duty now; empty where no rota says so.
    pub on_duty: String,
    /// Whether it no longer takes part.
    pub ended: bool,
}

/// The professionals.
#[derive(Debug, Clone, Template)]
#[template(path = "relations/people.html")]
pub struct PeoplePage {
    /// The language.
    pub t: Texts,
    /// What stands around it.
    pub chrome: Chrome,
    /// Text searched for.
    pub query: String,
    /// Organisations to filter by.
    pub orgs: Vec<Choice>,
    /// Roles to choose for a new colleague.
    pub roles: Vec<Choice>,
    /// The people.
    pub rows: Vec<PersonRow>,
    /// Whether there are more than are shown.
    pub more: bool,
    /// Whether she may enter one.
    pub may_register: bool,
    /// What her forms post along.
    pub key: FormKey,
    /// A try that did not come through.
    pub tried: Tried,
}

/// Where somebody works.
#[derive(Debug, Clone)]
pub struct SeatLine {
    /// The organisation, as in its address.
    pub org: String,
    /// Its name.
    pub org_name: String,
    /// What she does there.
    pub role: String,
}

/// A professional in the list.
#[derive(Debug, Clone)]
pub struct PersonRow {
    /// As in her address.
    pub id: String,
    /// Her name.
    pub name: String,
    /// Where she works.
    pub seats: Vec<SeatLine>,
    /// Her number, or that of her organisation.
    pub phone: String,
    /// Until when she is away; empty while she is there.
    pub away: String,
}

/// Who of her organisation is away, now and to come.
#[derive(Debug, Clone, Template)]
#[template(path = "relations/absences.html")]
pub struct AbsencesPage {
    /// The language.
    pub t: Texts,
    /// What stands around it.
    pub chrome: Chrome,
    /// Today.
    pub today: Date,
    /// Her organisation.
    pub org: String,
    /// The absences, those of now first.
    pub rows: Vec<AbsenceRow>,
    /// Whose absence she may record.
    pub people: Vec<Choice>,
    /// What her forms post along.
    pub key: FormKey,
    /// A try that did not come through.
    pub tried: Tried,
}

/// A time away.
#[derive(Debug, Clone)]
pub struct AbsenceRow {
    /// Who, as in her address.
    pub person: String,
    /// Her name.
    pub name: String,
    /// First day.
    pub from: Date,
    /// Last day; `None` when not known yet.
    pub until: Option<Date>,
    /// Whether it is now.
    pub now: bool,
    /// What it means for who is approached.
    pub meaning: Vec<String>,
    /// Whether she may change it.
    pub may: bool,
}

/// The rota of an organisation.
#[derive(Debug, Clone, Template)]
#[template(path = "relations/rota.html")]
pub struct RotaPage {
    /// The language.
    pub t: Texts,
    /// What stands around it.
    pub chrome: Chrome,
    /// The organisation.
    pub org: String,
    /// Its id.
    pub org_id: String,
    /// Other organisations whose rota can be looked at.
    pub orgs: Vec<Choice>,
    /// The number for emergencies.
    pub emergency: String,
    /// Who is on duty now.
    pub now: String,
    /// The turns, from today on.
    pub turns: Vec<Turn>,
    /// The times without anybody, in words.
    pub gaps: Vec<String>,
    /// How many days are looked at.
    pub days: i64,
    /// Who can be on duty.
    pub people: Vec<Choice>,
    /// Whether she may change it.
    pub may: bool,
    /// The begin that is proposed for a new turn.
    pub from: String,
    /// The end that is proposed.
    pub until: String,
    /// What her forms post along.
    pub key: FormKey,
    /// A try that did not come through.
    pub tried: Tried,
}

/// A turn of duty.
#[derive(Debug, Clone)]
pub struct Turn {
    /// Who, as in her address.
    pub person: String,
    /// Her name.
    pub name: String,
    /// When, in words.
    pub when: String,
    /// Begin, as the form posts it.
    pub from: String,
    /// End, as the form posts it.
    pub until: String,
    /// Why it will not be done as it stands.
    pub doubt: Option<Chip>,
    /// Whether it is now.
    pub now: bool,
}

/// One organisation.
#[derive(Debug, Clone, Template)]
#[template(path = "relations/organisation.html")]
pub struct OrganisationPage {
    /// The language.
    pub t: Texts,
    /// What stands around it.
    pub chrome: Chrome,
    /// The organisation.
    pub row: OrgRow,
    /// Its fax.
    pub fax: String,
    /// Its secure mail.
    pub secure_mail: String,
    /// Its address.
    pub address: String,
    /// Its people.
    pub people: Vec<PersonRow>,
    /// Whether it has a rota that can be looked at.
    pub has_rota: bool,
    /// Whether she may change how to reach it.
    pub may_change: bool,
    /// Whether she may end its taking part.
    pub may_end: bool,
    /// What her forms post along.
    pub key: FormKey,
    /// A try that did not come through.
    pub tried: Tried,
}

/// One professional.
#[derive(Debug, Clone, Template)]
#[template(path = "relations/person.html")]
pub struct PersonPage {
    /// The language.
    pub t: Texts,
    /// What stands around it.
    pub chrome: Chrome,
    /// Today.
    pub today: Date,
    /// Who.
    pub row: PersonRow,
    /// Her own number; empty when she is reached through her organisation.
    pub own_phone: String,
    /// Her absences, now and to come.
    pub absences: Vec<AbsenceRow>,
    /// Organisations where she can be given a seat.
    pub orgs: Vec<Choice>,
    /// The roles.
    pub roles: Vec<Choice>,
    /// Organisations from which she can be taken away.
    pub leaves: Vec<Choice>,
    /// Whether her absences may be recorded.
    pub may_absent: bool,
    /// Whether her name and number may be changed.
    pub may_change: bool,
    /// What her forms post along.
    pub key: FormKey,
    /// A try that did not come through.
    pub tried: Tried,
}
