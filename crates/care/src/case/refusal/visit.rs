//! Why a case refuses what is decided or recorded about a visit of the postnatal period (PN-04).

use jiff::civil::Date;

/// What cannot be of a visit. Nothing changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VisitRefusal {
    /// A visit by video or telephone that is made in person.
    #[error("the first visit at home, the heel prick and the last visit are made in person; choose 'home'")]
    InPerson,
    /// A visit that would begin after it must have begun.
    #[error("'from' is after 'until'; give an earlier time from which it may begin, or a later one until which")]
    Hours,
    /// A visit at night.
    #[error("'{field}' is at night; a visit begins from 07:00 to 21:00")]
    AtNight {
        /// The time.
        field: &'static str,
    },
    /// A visit that every birth brings.
    #[error("every birth brings a first visit at home and a last one; agree on which days instead")]
    Stays,
    /// A visit that is said not to have been made, while it still can be.
    #[error("this visit can still be made, until {until}; agree on another day, or say that it is not needed")]
    ToCome {
        /// The last of its days.
        until: Date,
    },
    /// Who is to have made it was away on that day.
    #[error("{field}: she was away on {on}; choose who came, or mend her absence first")]
    Away {
        /// The field.
        field: &'static str,
        /// The day.
        on: Date,
    },
}

impl VisitRefusal {
    /// A stable code for machines.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::InPerson => "visit-in-person",
            Self::Hours => "visit-hours",
            Self::AtNight { .. } => "visit-at-night",
            Self::Stays => "visit-stays",
            Self::ToCome { .. } => "visit-to-come",
            Self::Away { .. } => "away-that-day",
        }
    }

    /// The part of the command that it is about.
    #[must_use]
    pub const fn field(&self) -> Option<&'static str> {
        match self {
            Self::AtNight { field } | Self::Away { field, .. } => Some(field),
            Self::InPerson | Self::Hours | Self::Stays | Self::ToCome { .. } => None,
        }
    }
}
