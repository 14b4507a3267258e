//! A text in the two languages of the house.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A text in Dutch (the interface) and English. A file may leave the English out: it then equals the Dutch.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Text {
    /// Dutch, as shown on the page.
    pub nl: String,
    /// English.
    pub en: String,
}

impl Text {
    /// A text in both languages.
    #[must_use]
    pub fn new(nl: impl Into<String>, en: impl Into<String>) -> Self {
        Self { nl: nl.into(), en: en.into() }
    }

    /// The same words in both languages: a name, a code, a number, or a text that nobody has translated.
    #[must_use]
    pub fn same(text: impl Into<String>) -> Self {
        let nl = text.into();
        Self { en: nl.clone(), nl }
    }

    /// The text in the wanted language: `"en"` gives English, anything else Dutch.
    #[must_use]
    pub fn in_language(&self, language: &str) -> &str {
        if language == "en" { &self.en } else { &self.nl }
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Raw {
            nl: String,
            en: Option<String>,
        }
        let Raw { nl, en } = Raw::deserialize(deserializer)?;
        Ok(Self { en: en.unwrap_or_else(|| nl.clone()), nl })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;

    #[test]
    fn english_falls_back_on_dutch() {
        let text: Text = serde_json::from_str(r#"{"nl":"Intake"}"#).unwrap();
        assert_eq!(text, Text::same("Intake"));
        assert_eq!(Text::new("Kraamperiode", "Postnatal").in_language("en"), "Postnatal");
    }
}
