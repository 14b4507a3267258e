//! Reading the values that forms of a case share: seats, organisations, steps, people.

use regie_care::case::CaseCommand;
use regie_care::case::records::{No, With};
use regie_care::ids::{OrgId, PersonId};
use regie_care::seat::Seat;
use regie_pathway::{OutcomeId, PathwayId, StepId};

use crate::fields::{FieldError, Fields, shape};
use crate::texts::Texts;

/// What a field says when the organisation around her stays as it is.
pub const STAYS: &str = "blijft";

/// Why a form cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FormError {
    /// A field is empty or wrong.
    #[error(transparent)]
    Field(#[from] FieldError),
    /// Several fields are empty or wrong.
    #[error("{} fields cannot be read", .0.faults.len())]
    Several(Box<Unread>),
    /// There is no such form, or no such button on it.
    #[error("there is no such form; reload the page")]
    NoSuchForm,
}

/// A form of which some fields cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// What is wrong, by the name of the field.
    pub faults: Vec<(String, FieldError)>,
    /// What the form says otherwise, with something that fits in the place of each fault: to be weighed, so that what is
    /// wrong with the rest is told along, and never to be carried out.
    pub weighed: CaseCommand,
}

/// The fields of a form, and who posted it.
pub struct Reader<'a> {
    /// The fields.
    pub fields: &'a Fields,
    /// Who posted it.
    pub seat: Seat,
}

impl Reader<'_> {
    /// Which button was pressed.
    pub fn button(&self) -> &str {
        self.fields.text("doe")
    }

    /// The number of the thing that the form is about.
    pub fn no(&self) -> Result<No, FormError> {
        Ok(self.fields.number("nr")?)
    }

    /// A text that must be filled.
    pub fn need(&self, name: &'static str) -> Result<String, FormError> {
        Ok(self.fields.need(name)?.to_owned())
    }

    /// A text that may be empty.
    pub fn text(&self, name: &str) -> String {
        self.fields.text(name).to_owned()
    }

    /// A seat as `person:org`.
    pub fn seat_of(&self, name: &'static str) -> Result<Seat, FormError> {
        let text = self.fields.need(name)?;
        seat(text).ok_or(FormError::Field(FieldError::NotAChoice(name)))
    }

    /// A seat, or nobody when the field is empty.
    pub fn seat_or_none(&self, name: &'static str) -> Result<Option<Seat>, FormError> {
        self.fields.filled(name).map(|_| self.seat_of(name)).transpose()
    }

    /// An organisation by its id.
    pub fn org(&self, name: &'static str) -> Result<OrgId, FormError> {
        self.fields.need(name)?.parse().map_err(|_| FormError::Field(FieldError::NotAChoice(name)))
    }

    /// An organisation, or none when the field is empty.
    pub fn org_or_none(&self, name: &'static str) -> Result<Option<OrgId>, FormError> {
        self.fields.filled(name).map(|_| self.org(name)).transpose()
    }

    /// The organisation that comes in the place of another, or none when it was said that all stays as it is. Saying
    /// nothing is no answer: whoever is around her after a move must hear of it.
    pub fn org_or_stays(&self, name: &'static str) -> Result<Option<OrgId>, FormError> {
        if self.fields.need(name)? == STAYS { Ok(None) } else { self.org(name).map(Some) }
    }

    /// A person: as `person:org`, or her id alone.
    pub fn person(&self, name: &'static str) -> Result<PersonId, FormError> {
        let text = self.fields.need(name)?;
        let id = text.split(':').next().unwrap_or(text);
        id.parse().map_err(|_| FormError::Field(FieldError::NotAChoice(name)))
    }

    /// With whom: the client, a relative by name, or an organisation by id.
    pub fn with(&self, name: &'static str) -> Result<With, FormError> {
        match self.fields.need(name)? {
            "client" => Ok(With::Client),
            "relative" => Ok(With::Relative { name: self.need("met-naam")? }),
            _ => Ok(With::Org { org: self.org(name)? }),
        }
    }

    /// The pathway that the form is about.
    pub fn pathway(&self) -> Result<PathwayId, FormError> {
        Ok(PathwayId::from(self.fields.need("zorgpad")?))
    }

    /// The step that the form is about.
    pub fn step(&self) -> Result<StepId, FormError> {
        Ok(StepId::from(self.fields.need("stap")?))
    }

    /// The outcome of a step, where one was chosen.
    pub fn outcome(&self) -> Option<OutcomeId> {
        self.fields.filled("uitkomst").map(OutcomeId::from)
    }
}

/// A seat from `person:org`.
pub fn seat(text: &str) -> Option<Seat> {
    let (person, org) = text.split_once(':')?;
    Some(Seat::new(person.parse().ok()?, org.parse().ok()?))
}

/// What is wrong with a form that is shown again on its own page, with the field as the page calls it.
pub fn field_problem(t: Texts, error: &FormError) -> String {
    let FormError::Field(error) = error else { return t.of("field-error-unseen").into_owned() };
    let label = match error.field() {
        "casus" => return t.of("several-none-chosen").into_owned(),
        "vervanger" => "several-stand-in",
        "naar-persoon" => "field-colleague",
        "naar" => "field-practice",
        "coa" => "field-new-coa",
        "gca" => "field-new-gca",
        "antwoord-praktijk-voor" => "field-answer-by",
        "wie" => "field-who",
        "functie" => "field-function",
        "soort" => "relations-kind",
        "organisatie" => "field-org",
        "begin" => "relations-begin",
        "einde" => "relations-end",
        "netwerk" => "relations-network",
        name => shape(name).1,
    };
    t.one(error.text_key(), "field", t.of(label)).into_owned()
}
