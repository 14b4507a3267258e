//! What the languages are called that clients speak. A client's language is kept as somebody typed it, in Dutch or English;
//! a page calls it by the name of its own language, as far as that is known here.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::{Lang, Texts};

/// The languages of which the names are known, by their keys.
const KNOWN: [&str; 28] = [
    "spoken-albanian",
    "spoken-amharic",
    "spoken-arabic",
    "spoken-armenian",
    "spoken-azerbaijani",
    "spoken-berber",
    "spoken-chinese",
    "spoken-dari",
    "spoken-dutch",
    "spoken-english",
    "spoken-farsi",
    "spoken-french",
    "spoken-georgian",
    "spoken-german",
    "spoken-hungarian",
    "spoken-kurdish",
    "spoken-oromo",
    "spoken-pashto",
    "spoken-polish",
    "spoken-portuguese",
    "spoken-romanian",
    "spoken-russian",
    "spoken-somali",
    "spoken-spanish",
    "spoken-tigrinya",
    "spoken-turkish",
    "spoken-ukrainian",
    "spoken-urdu",
];

/// The key of each name, in small letters.
static KEYS: LazyLock<HashMap<String, &str>> = LazyLock::new(|| {
    let names = |key: &'static str| [Lang::Nl, Lang::En].map(|lang| (Texts::get(lang).of(key).to_lowercase(), key));
    KNOWN.into_iter().flat_map(names).collect()
});

impl Texts {
    /// A language as this page calls it: `Turkish` for `Turks`; as it was typed where that is no name known here.
    #[must_use]
    pub fn spoken(&self, typed: &str) -> String {
        let key = KEYS.get(&typed.trim().to_lowercase());
        key.map_or_else(|| typed.to_owned(), |key| self.of(key).into_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn g_04_a_language_goes_by_its_name_in_the_language_of_the_page() {
        let (dutch, english) = (Texts::get(Lang::Nl), Texts::get(Lang::En));
        assert_eq!(english.spoken("Turks"), "Turkish");
        assert_eq!(english.spoken("arabisch "), "Arabic");
        assert_eq!(english.spoken("Oekraïens"), "Ukrainian");
        assert_eq!(dutch.spoken("Turkish"), "Turks");
        assert_eq!(dutch.spoken("Tigrinya"), "Tigrinya");
        assert_eq!(english.spoken("Badini, een beetje Engels"), "Badini, een beetje Engels", "as it was typed");
        for key in KNOWN {
            assert!(dutch.has(key) && english.has(key), "{key}");
        }
    }
}
