//! The numbers by which a client is identified: BSN and V-number (G-07).
//!
//! Both are kept as numbers that were checked once, at the border; wherever one exists, it is valid. `Debug` masks
//! them, so that they cannot end up in a log by accident.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// A text that is not a BSN. The text itself is not repeated: it may be somebody's number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidBsn {
    /// Something else than digits, spaces, dots and hyphens.
    #[error("a BSN has digits only, but character {place} is '{found}'; give the nine digits")]
    NotADigit {
        /// Its place, counted from 1.
        place: usize,
        /// The character.
        found: char,
    },
    /// Too few or too many digits.
    #[error("a BSN has 9 digits (8 where an export lost the leading zero), but this has {digits}; check the number")]
    Length {
        /// How many there are.
        digits: usize,
    },
    /// The elfproef fails: at least one digit is wrong.
    #[error("this BSN fails the elfproef, so at least one digit is wrong; check it against the document")]
    Elfproef,
}

/// A text that is not a V-number. The text itself is not repeated.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidVNumber {
    /// Something else than digits, spaces, dots and hyphens after an optional V.
    #[error("a V-number has digits only, but character {place} is '{found}'; give the ten digits")]
    NotADigit {
        /// Its place, counted from 1.
        place: usize,
        /// The character.
        found: char,
    },
    /// Too few or too many digits.
    #[error("a V-number has 10 digits, but this has {digits}; check the number")]
    Length {
        /// How many there are.
        digits: usize,
    },
    /// A V-number never begins with a zero.
    #[error("a V-number does not begin with 0; check the number")]
    LeadingZero,
}

impl InvalidBsn {
    /// A stable code for problem+json and for an import's report.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotADigit { .. } => "bsn-not-a-digit",
            Self::Length { .. } => "bsn-length",
            Self::Elfproef => "bsn-elfproef",
        }
    }
}

impl InvalidVNumber {
    /// A stable code for problem+json and for an import's report.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotADigit { .. } => "v-number-not-a-digit",
            Self::Length { .. } => "v-number-length",
            Self::LeadingZero => "v-number-leading-zero",
        }
    }
}

/// A burgerservicenummer: nine digits that pass the elfproef. Written as nine digits, leading zeros included.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bsn(u32);

impl Bsn {
    /// Reads a BSN. Spaces, dots and hyphens between the digits are allowed. Eight digits are read as nine with the
    /// leading zero that spreadsheets and exports lose; fewer are refused.
    ///
    /// # Errors
    /// Says what is wrong: a character, the number of digits, or the elfproef.
    pub fn parse(text: &str) -> Result<Self, InvalidBsn> {
        let (number, digits) = number(text).map_err(|(place, found)| InvalidBsn::NotADigit { place, found })?;
        match u32::try_from(number) {
            Ok(number) if matches!(digits, 8 | 9) && elfproef(number) => Ok(Self(number)),
            Ok(_) if matches!(digits, 8 | 9) => Err(InvalidBsn::Elfproef),
            _ => Err(InvalidBsn::Length { digits }),
        }
    }

    /// The first two and last two digits, for places where the whole number is not needed: `11…31`.
    #[must_use]
    pub fn masked(self) -> String {
        mask(&self.to_string(), 2, 2)
    }
}

/// A V-number (vreemdelingennummer): ten digits, of which the first is not zero.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VNumber(u64);

impl VNumber {
    /// Reads a V-number. A leading `V` or `V-` and spaces, dots and hyphens between the digits are allowed.
    ///
    /// # Errors
    /// Says what is wrong: a character, the number of digits, or a leading zero. There is no check digit.
    pub fn parse(text: &str) -> Result<Self, InvalidVNumber> {
        let text = text.trim();
        let (skipped, rest) = match text.strip_prefix(['V', 'v']) {
            Some(rest) => (1, rest),
            None => (0, text),
        };
        let (number, digits) =
            number(rest).map_err(|(place, found)| InvalidVNumber::NotADigit { place: place + skipped, found })?;
        match digits {
            10 if number < 1_000_000_000 => Err(InvalidVNumber::LeadingZero),
            10 => Ok(Self(number)),
            _ => Err(InvalidVNumber::Length { digits }),
        }
    }

    /// The first four and last three digits: `2301…417`.
    #[must_use]
    pub fn masked(self) -> String {
        mask(&self.to_string(), 4, 3)
    }
}

/// The digits as a number, and how many there are. More digits than either number has are counted, not added up.
fn number(text: &str) -> Result<(u64, usize), (usize, char)> {
    let mut sum = 0_u64;
    let mut digits = 0_usize;
    for (index, c) in text.chars().enumerate() {
        match c.to_digit(10) {
            Some(digit) => {
                digits += 1;
                if digits <= 10 {
                    sum = sum * 10 + u64::from(digit);
                }
            }
            None if matches!(c, ' ' | '.' | '-' | '\u{a0}') => {}
            None => return Err((index + 1, c)),
        }
    }
    Ok((sum, digits))
}

/// The elfproef: the digits weighted 9, 8, … 2, −1 add up to a multiple of eleven. Zero is nobody's number.
fn elfproef(number: u32) -> bool {
    let mut rest = number;
    let mut sum = 0_i64;
    for weight in [-1_i64, 2, 3, 4, 5, 6, 7, 8, 9] {
        sum += i64::from(rest % 10) * weight;
        rest /= 10;
    }
    number != 0 && rest == 0 && sum % 11 == 0
}

fn mask(digits: &str, first: usize, last: usize) -> String {
    let tail = digits.len().saturating_sub(last);
    format!("{}…{}", digits.get(..first).unwrap_or_default(), digits.get(tail..).unwrap_or_default())
}

macro_rules! written {
    ($name:ident, $error:ident, $width:literal, $pattern:literal, $text:literal) => {
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!("{:0", $width, "}"), self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.masked())
            }
        }

        impl FromStr for $name {
            type Err = $error;

            fn from_str(text: &str) -> Result<Self, $error> {
                Self::parse(text)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                Self::parse(&text).map_err(D::Error::custom)
            }
        }

        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                utoipa::openapi::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::schema::Type::String)
                    .pattern(Some($pattern))
                    .description(Some($text))
                    .build()
                    .into()
            }
        }

        impl utoipa::ToSchema for $name {}
    };
}

written!(Bsn, InvalidBsn, 9, "^[0-9]{9}$", "A BSN: nine digits that pass the elfproef.");
written!(VNumber, InvalidVNumber, 10, "^[1-9][0-9]{9}$", "A V-number: ten digits, the first not zero.");

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn g_07_a_bsn_passes_the_elfproef_or_says_what_is_wrong() {
        assert_eq!(Bsn::parse("116211131").unwrap().to_string(), "116211131");
        assert_eq!(Bsn::parse(" 1162.11.131 ").unwrap(), Bsn::parse("116211131").unwrap());
        assert_eq!(Bsn::parse("71882091").unwrap().to_string(), "071882091", "exports lose the leading zero");
        assert_eq!(Bsn::parse("760333570"), Err(InvalidBsn::Elfproef));
        assert_eq!(Bsn::parse("000000000"), Err(InvalidBsn::Elfproef));
        assert_eq!(Bsn::parse("1162111"), Err(InvalidBsn::Length { digits: 7 }));
        assert_eq!(Bsn::parse(""), Err(InvalidBsn::Length { digits: 0 }));
        assert_eq!(Bsn::parse(&"1".repeat(400)), Err(InvalidBsn::Length { digits: 400 }));
        assert_eq!(Bsn::parse("11621113O"), Err(InvalidBsn::NotADigit { place: 9, found: 'O' }));
    }

    #[test]
    fn g_07_a_v_number_has_ten_digits() {
        assert_eq!(VNumber::parse("2882305306").unwrap().to_string(), "2882305306");
        assert_eq!(VNumber::parse("V-2882305306").unwrap(), VNumber::parse("288 230 5306").unwrap());
        assert_eq!(VNumber::parse("0882305306"), Err(InvalidVNumber::LeadingZero));
        assert_eq!(VNumber::parse("288230530"), Err(InvalidVNumber::Length { digits: 9 }));
        assert_eq!(VNumber::parse("V28823x5306"), Err(InvalidVNumber::NotADigit { place: 7, found: 'x' }));
    }

    #[test]
    fn masks_hide_the_middle_and_debug_never_shows_the_number() {
        let v = VNumber::parse("2301555417").unwrap();
        let bsn = Bsn::parse("116211131").unwrap();
        assert_eq!((v.masked().as_str(), bsn.masked().as_str()), ("2301…417", "11…31"));
        assert_eq!(format!("{v:?} {bsn:?}"), "VNumber(2301…417) Bsn(11…31)");
    }

    #[test]
    fn json_is_validated_and_keeps_leading_zeros() {
        let bsn: Bsn = serde_json::from_str("\"71882091\"").unwrap();
        assert_eq!(serde_json::to_string(&bsn).unwrap(), "\"071882091\"");
        let error = serde_json::from_str::<Bsn>("\"760333570\"").unwrap_err().to_string();
        assert!(error.contains("elfproef"), "{error}");
        assert!(serde_json::from_str::<VNumber>("\"12\"").is_err());
    }

    proptest! {
        #[test]
        fn g_07_the_elfproef_catches_every_single_wrong_digit(
            first in 1_u32..100_000_000, place in 0_u32..9, add in 1_u32..10,
        ) {
            let valid = (0..10).map(|last| first * 10 + last).find(|number| elfproef(*number));
            prop_assume!(valid.is_some());
            let number = valid.unwrap();
            let power = 10_u32.pow(place);
            let digit = number / power % 10;
            let wrong = number - digit * power + (digit + add) % 10 * power;
            prop_assert!(!elfproef(wrong), "{number} and {wrong}");
        }

        #[test]
        fn no_text_makes_reading_a_number_panic(text in "\\PC{0,30}") {
            if let Ok(bsn) = Bsn::parse(&text) {
                prop_assert_eq!(Bsn::parse(&bsn.to_string()), Ok(bsn));
            }
            if let Ok(v) = VNumber::parse(&text) {
                prop_assert_eq!(VNumber::parse(&v.to_string()), Ok(v));
            }
        }
    }
}
