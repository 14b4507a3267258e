//! Of what kind an input or output is, and which values it can have.

use std::{fmt, sync::Arc};

use rust_decimal::Decimal;

/// The kind of an input or an output, with its domain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Yes or no.
    YesNo,
    /// One of these options. In an output of a PRIORITY table the first weighs most.
    Choice(Vec<Arc<str>>),
    /// A number.
    Number(NumberRange),
    /// A day.
    Date,
    /// Free text: cells can only compare it for being the same.
    Text,
}

impl Kind {
    /// One of these options.
    #[must_use]
    pub fn choice(options: &[&str]) -> Self {
        Self::Choice(options.iter().map(|option| Arc::from(*option)).collect())
    }

    /// Any decimal number.
    #[must_use]
    pub fn number() -> Self {
        Self::Number(NumberRange::default())
    }

    /// A whole number, of at least `least` if given.
    #[must_use]
    pub fn whole_number(least: Option<i64>) -> Self {
        Self::Number(NumberRange { whole: true, least: least.map(Decimal::from), most: None })
    }

    /// A whole number in a range, of which either end may be open.
    #[must_use]
    pub fn whole_number_in(least: Option<i64>, most: Option<i64>) -> Self {
        Self::Number(NumberRange { whole: true, least: least.map(Decimal::from), most: most.map(Decimal::from) })
    }

    /// Has it an order, so that `<` and intervals mean something?
    pub(crate) fn is_ordered(&self) -> bool {
        matches!(self, Self::Number(_) | Self::Date)
    }
}

/// The name of the kind, as a pathway file writes it.
impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::YesNo => "yes-no",
            Self::Choice(_) => "choice",
            Self::Number(_) => "number",
            Self::Date => "date",
            Self::Text => "text",
        })
    }
}

/// Which numbers can come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NumberRange {
    /// Whole numbers only: between 17 and 18 lies nothing.
    pub whole: bool,
    /// The smallest, itself included.
    pub least: Option<Decimal>,
    /// The largest, itself included.
    pub most: Option<Decimal>,
}

impl NumberRange {
    /// Can this number come?
    #[must_use]
    pub fn holds(&self, number: Decimal) -> bool {
        self.least.is_none_or(|least| least <= number)
            && self.most.is_none_or(|most| number <= most)
            && (!self.whole || number.is_integer())
    }
}

/// In words: `a whole number of at least 0`.
impl fmt::Display for NumberRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.whole { "a whole number" } else { "a number" })?;
        match (self.least, self.most) {
            (Some(least), Some(most)) => write!(f, " from {least} to {most}"),
            (Some(least), None) => write!(f, " of at least {least}"),
            (None, Some(most)) => write!(f, " of at most {most}"),
            (None, None) => Ok(()),
        }
    }
}
