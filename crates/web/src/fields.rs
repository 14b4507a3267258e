//! What a form posted: names and values in order, names may repeat.

use jiff::civil::Date;
use regie_app::RequestKey;
use regie_pathway::says_nothing;

/// The posted fields.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields(Vec<(String, String)>);

/// A field that cannot be read. The message names the field; the page says it in the user's language.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FieldError {
    /// It must be filled.
    #[error("field '{0}' is empty; fill it in")]
    Missing(&'static str),
    /// It is no date.
    #[error("field '{0}' is not a date such as 2026-11-16")]
    NotADate(&'static str),
    /// It is no whole number in range.
    #[error("field '{0}' is not a whole number in range")]
    NotANumber(&'static str),
    /// It is no time of the day.
    #[error("field '{0}' is not a time such as 09:30")]
    NotATime(&'static str),
    /// It is none of the choices.
    #[error("field '{0}' is none of the choices of this form; reload the page")]
    NotAChoice(&'static str),
}

impl FieldError {
    /// The field.
    #[must_use]
    pub const fn field(&self) -> &'static str {
        match self {
            Self::Missing(field)
            | Self::NotADate(field)
            | Self::NotANumber(field)
            | Self::NotATime(field)
            | Self::NotAChoice(field) => field,
        }
    }

    /// The key of the text that says it of a field.
    #[must_use]
    pub const fn text_key(&self) -> &'static str {
        match self {
            Self::Missing(_) => "field-error-missing",
            Self::NotADate(_) => "field-error-date",
            Self::NotANumber(_) => "field-error-number",
            Self::NotATime(_) => "field-error-time",
            Self::NotAChoice(_) => "field-error-choice",
        }
    }
}

impl From<Vec<(String, String)>> for Fields {
    fn from(pairs: Vec<(String, String)>) -> Self {
        Self(pairs)
    }
}

impl Fields {
    /// All fields in the order in which they were posted.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The same fields, this one with another value.
    #[must_use]
    pub fn with(&self, name: &str, value: &str) -> Self {
        let others = self.iter().filter(|(field, _)| *field != name);
        let others = others.map(|(field, value)| (field.to_owned(), value.to_owned()));
        Self(others.chain([(name.to_owned(), value.to_owned())]).collect())
    }

    /// The fields of one part of a page, whose names begin with `prefix`, without it.
    #[must_use]
    pub fn under(&self, prefix: &str) -> Self {
        let own = self.iter().filter_map(|(name, value)| Some((name.strip_prefix(prefix)?, value)));
        Self(own.map(|(name, value)| (name.to_owned(), value.to_owned())).collect())
    }

    /// The text of a field, trimmed; empty when it was not posted.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        self.iter().find(|(field, _)| *field == name).map_or("", |(_, value)| value.trim())
    }

    /// The text of a field that must be filled.
    ///
    /// # Errors
    /// [`FieldError::Missing`] when it is empty.
    pub fn need(&self, name: &'static str) -> Result<&str, FieldError> {
        Some(self.text(name)).filter(|text| !says_nothing(text)).ok_or(FieldError::Missing(name))
    }

    /// The text of a field, `None` when empty.
    #[must_use]
    pub fn filled(&self, name: &str) -> Option<&str> {
        Some(self.text(name)).filter(|text| !says_nothing(text))
    }

    /// The key of the request that the form at this address makes: a second click on the same button is the same request,
    /// the same key with other words is a new try after a refusal. `part` tells several requests of one form apart.
    #[must_use]
    pub fn request_key(&self, address: &str, part: &str) -> Option<RequestKey> {
        let key = self.filled("sleutel")?;
        let mut body = address.to_owned();
        for (name, value) in self.iter() {
            body.extend(["\n", name, "=", value]);
        }
        Some(RequestKey::new(format!("form:{address}:{key}{part}"), body.as_bytes()))
    }

    /// All values of a repeated field (checkboxes).
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.iter().filter(move |(field, _)| *field == name).map(|(_, value)| value.trim())
    }

    /// Whether a checkbox was on.
    #[must_use]
    pub fn on(&self, name: &str) -> bool {
        !self.text(name).is_empty()
    }

    /// A date that must be filled.
    ///
    /// # Errors
    /// When it is empty or no date.
    pub fn day(&self, name: &'static str) -> Result<Date, FieldError> {
        self.need(name)?.parse().map_err(|_| FieldError::NotADate(name))
    }

    /// A date that may be empty.
    ///
    /// # Errors
    /// When it is filled and no date.
    pub fn day_or_none(&self, name: &'static str) -> Result<Option<Date>, FieldError> {
        self.filled(name).map(|text| text.parse().map_err(|_| FieldError::NotADate(name))).transpose()
    }

    /// A whole number that must be filled.
    ///
    /// # Errors
    /// When it is empty, no whole number or out of range.
    pub fn number<N: std::str::FromStr>(&self, name: &'static str) -> Result<N, FieldError> {
        self.need(name)?.parse().map_err(|_| FieldError::NotANumber(name))
    }

    /// A whole number that may be empty.
    ///
    /// # Errors
    /// When it is filled and no whole number, or out of range.
    pub fn number_or_none<N: std::str::FromStr>(&self, name: &'static str) -> Result<Option<N>, FieldError> {
        self.filled(name).map(|text| text.parse().map_err(|_| FieldError::NotANumber(name))).transpose()
    }

    /// One of the codes that serde knows for `C`: `visit`, `home-visit`, …
    ///
    /// # Errors
    /// When it is empty or none of the codes.
    pub fn code<C: serde::de::DeserializeOwned>(&self, name: &'static str) -> Result<C, FieldError> {
        let text = self.need(name)?;
        serde_json::from_value(serde_json::Value::from(text)).map_err(|_| FieldError::NotAChoice(name))
    }

    /// `ja` and `nee`; anything else is not asked yet.
    #[must_use]
    pub fn yes_no(&self, name: &str) -> Option<bool> {
        match self.text(name) {
            "ja" => Some(true),
            "nee" => Some(false),
            _ => None,
        }
    }

    /// The path to return to after the form, when it is a path of this site.
    #[must_use]
    pub fn back(&self) -> Option<&str> {
        let path = self.text("terug");
        // Browsers leave tabs and line ends out of an address: behind one, `//host` would be hidden.
        let odd = |letter: char| letter == '\\' || letter.is_control();
        let local = path.starts_with('/') && !path.starts_with("//") && !path.contains(odd);
        local.then_some(path)
    }
}

/// What kind of input a field is when it is shown again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Posted again as it was, not shown.
    Hidden,
    /// One line of text.
    Line,
    /// Several lines of text.
    Long,
    /// A day.
    Day,
}

impl Shape {
    /// Whether it is not shown.
    #[must_use]
    pub const fn is_hidden(&self) -> bool {
        matches!(self, Self::Hidden)
    }

    /// Whether it is several lines.
    #[must_use]
    pub const fn is_long(&self) -> bool {
        matches!(self, Self::Long)
    }

    /// The type of the input.
    #[must_use]
    pub const fn input(&self) -> &'static str {
        match self {
            Self::Hidden => "hidden",
            Self::Day => "date",
            Self::Line | Self::Long => "text",
        }
    }
}

/// The fields that a person types, with their labels; everything else is a choice or a number of ours.
const TYPED: &[(&str, Shape, &str)] = &[
    ("datum", Shape::Day, "field-date"),
    ("voor", Shape::Day, "field-by"),
    ("vervolg-voor", Shape::Day, "field-follow-up"),
    ("vanaf", Shape::Day, "field-from"),
    ("tot", Shape::Day, "field-until"),
    ("antwoord-voor", Shape::Day, "field-answer-by"),
    ("brief-voor", Shape::Day, "field-letter-by"),
    ("overleden-op", Shape::Day, "field-died-on"),
    ("verhuist-op", Shape::Day, "field-moves-on"),
    ("dag", Shape::Day, "field-asked-day"),
    ("bij-naam", Shape::Line, "field-whom-elsewhere"),
    ("uitslag-voor", Shape::Day, "field-result-due"),
    ("reden", Shape::Line, "field-reason"),
    ("wat", Shape::Line, "field-what"),
    ("over", Shape::Line, "field-about"),
    ("onderwerp", Shape::Line, "field-subject"),
    ("vraag", Shape::Long, "field-question"),
    ("notitie", Shape::Long, "field-note"),
    ("tekst", Shape::Long, "field-text"),
    ("verslag", Shape::Long, "meeting-minutes"),
    ("uitslag", Shape::Long, "field-result"),
    ("toelichting", Shape::Long, "field-explanation"),
    ("wens", Shape::Long, "field-wish"),
    ("naam", Shape::Line, "field-name"),
    ("adres", Shape::Line, "letter-address-elsewhere"),
    ("relatie", Shape::Line, "field-relation"),
    ("telefoon", Shape::Line, "field-phone"),
    ("verblijf", Shape::Line, "client-site"),
    ("contactpersoon", Shape::Line, "field-contact-person"),
    ("minuten", Shape::Line, "field-minutes"),
    ("met-naam", Shape::Line, "field-with-name"),
    ("besproken", Shape::Long, "field-outcome-meeting"),
    ("clientervaring", Shape::Long, "field-client-view"),
    ("lessen", Shape::Long, "field-lessons"),
    ("brief-reden", Shape::Long, "letter-reason"),
    ("brief-voorgeschiedenis", Shape::Long, "letter-history"),
    ("brief-bevindingen", Shape::Long, "letter-findings"),
    ("brief-vraag", Shape::Long, "letter-question"),
    ("brief-psychosociaal", Shape::Long, "letter-psychosocial"),
    ("waarom", Shape::Long, "field-why-revised"),
    ("resultaat", Shape::Line, "field-wanted"),
    ("hulpmiddelen", Shape::Line, "field-means"),
    ("evaluatie-hoe", Shape::Line, "field-evaluation"),
    ("evalueren-op", Shape::Day, "field-evaluate-on"),
    ("maatregel", Shape::Line, "field-measure"),
    ("mantelzorger", Shape::Line, "field-carer-name"),
    ("mantelzorgers", Shape::Line, "field-carers"),
    ("continuiteit", Shape::Long, "plan-continuity"),
    ("akkoord-waarom", Shape::Line, "field-consent-why"),
    ("wat-gevonden", Shape::Long, "field-finding"),
    ("opnieuw-op", Shape::Day, "field-again-on"),
    ("overdracht", Shape::Long, "field-handover-note"),
    ("draaglast", Shape::Line, "field-carer-load"),
    ("waarde", Shape::Line, "field-value"),
];

/// How a field is shown again, and the key of its label.
#[must_use]
pub fn shape(name: &str) -> (Shape, &'static str) {
    if name.starts_with("actie-") && name.ends_with("-reden") {
        return (Shape::Line, "field-reason-if-dropped");
    }
    let of_domain = [
        ("-bevinding", "finding-found"),
        ("-kracht", "finding-strength"),
        ("-naasten", "finding-carers"),
        ("-belasting", "finding-load"),
    ];
    if let Some((_, label)) = of_domain.into_iter().find(|(field, _)| name.ends_with(field)) {
        return (Shape::Long, label);
    }
    let stem = name.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-');
    TYPED
        .iter()
        .find(|(field, ..)| *field == name || *field == stem)
        .map_or((Shape::Hidden, "field-hidden"), |(_, shape, label)| (*shape, label))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use regie_care::case::records::Channel;

    use super::{FieldError, Fields, Shape, shape};

    fn fields(pairs: &[(&str, &str)]) -> Fields {
        Fields::from(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect::<Vec<_>>())
    }

    #[test]
    fn fields_are_read_by_type_and_a_bad_one_is_named() {
        let posted =
            fields(&[("datum", "2026-11-16"), ("minuten", "70000"), ("kanaal", "home-visit"), ("reden", "  ")]);
        assert_eq!(posted.day("datum"), Ok(date(2026, 11, 16)));
        assert_eq!(posted.number::<u16>("minuten"), Err(FieldError::NotANumber("minuten")));
        assert_eq!(posted.code::<Channel>("kanaal"), Ok(Channel::HomeVisit));
        assert_eq!(posted.need("reden"), Err(FieldError::Missing("reden")));
        assert_eq!(posted.day("voor"), Err(FieldError::Missing("voor")));
        assert_eq!(posted.day_or_none("voor"), Ok(None));
        assert_eq!(fields(&[("datum", "16-11-2026")]).day("datum"), Err(FieldError::NotADate("datum")));
        assert_eq!(fields(&[("kanaal", "pigeon")]).code::<Channel>("kanaal"), Err(FieldError::NotAChoice("kanaal")));
    }

    #[test]
    fn a_form_returns_to_a_path_of_this_site_only() {
        assert_eq!(fields(&[("terug", "/vandaag#stap-1")]).back(), Some("/vandaag#stap-1"));
        for elsewhere in
            ["https://example.org", "//example.org", "/\\example.org", "", "vandaag", "/a\r\nX: y", "/\t/example.org"]
        {
            assert_eq!(fields(&[("terug", elsewhere)]).back(), None, "{elsewhere:?}");
        }
    }

    #[test]
    fn what_a_person_typed_is_shown_again_and_codes_are_not() {
        assert_eq!(shape("notitie"), (Shape::Long, "field-note"));
        assert_eq!(shape("wat-3"), (Shape::Line, "field-what"));
        assert_eq!(shape("actie-12-reden"), (Shape::Line, "field-reason-if-dropped"));
        assert_eq!(shape("actie-12").0, Shape::Hidden);
        assert_eq!(shape("stap").0, Shape::Hidden);
    }
}
