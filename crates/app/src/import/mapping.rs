//! The mapping file: which column of an export means what, and how its values are spelled there.
//!
//! `docs/import.md` describes every key. The built-in mapping fits the export that practices hand over as
//! `caseload.csv`.

use std::collections::BTreeMap;

use serde::Deserialize;

/// The mapping that is used when none is given.
pub const BUILT_IN: &str = include_str!("praktijkexport.toml");

/// How an export is read.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Mapping {
    /// Names the source system. With the client's number there it recognises a client at the next import.
    pub source: String,
    /// The field separator, one ASCII character.
    pub delimiter: char,
    /// The free-text column that takes surplus separators, as exports forget to quote them.
    pub overflow: String,
    /// The header of each column that is read.
    pub columns: Columns,
    /// Which values of the status column mean what.
    pub status: Statuses,
    /// The pathway on which open cases start.
    pub pathway: String,
    /// Steps that the practice settled before the import, skipped with that reason.
    #[serde(default)]
    pub settled_before: Vec<String>,
    /// How to reach each practice, and who is deputy where the export names none.
    pub practices: BTreeMap<String, Practice>,
    /// One name per person, with the spellings that the export uses.
    pub people: BTreeMap<String, Vec<String>>,
    /// One name per language, with its spellings.
    pub languages: BTreeMap<String, Vec<String>>,
    /// Values that say yes.
    pub yes: Vec<String>,
    /// Values that say no.
    pub no: Vec<String>,
    /// Dates that stand for "unknown", as written in the export.
    #[serde(default)]
    pub unknown_dates: Vec<String>,
    /// Remarks that belong in the medical history, by a part of their text.
    #[serde(default)]
    pub remarks: Vec<Remark>,
}

/// Which header holds what.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Columns {
    /// The practice's name.
    pub practice: String,
    /// The client's number in the source system.
    pub number: String,
    /// Family name.
    pub family_name: String,
    /// Given name.
    pub given_name: String,
    /// Date of birth.
    pub birth_date: String,
    /// BSN.
    pub bsn: String,
    /// V-number.
    pub v_number: String,
    /// Language.
    pub language: String,
    /// Interpreter: yes, no, by telephone.
    pub interpreter: String,
    /// Telephone.
    pub phone: String,
    /// The site where she stays.
    pub site: String,
    /// Case manager.
    pub case_manager: String,
    /// Deputy.
    pub deputy: String,
    /// First day of the last menstruation.
    pub last_period: String,
    /// Due date.
    pub due: String,
    /// Gravidity and parity: `G2P1` or `2/1`.
    pub gravida_para: String,
    /// Day of birth of the child.
    pub born: String,
    /// GP or GC A.
    pub gp: String,
    /// Remarks.
    pub remarks: String,
    /// Status of the care.
    pub status: String,
}

impl Columns {
    /// All headers, in the order of the fields.
    #[must_use]
    pub fn headers(&self) -> [&str; 20] {
        [
            &self.practice,
            &self.number,
            &self.family_name,
            &self.given_name,
            &self.birth_date,
            &self.bsn,
            &self.v_number,
            &self.language,
            &self.interpreter,
            &self.phone,
            &self.site,
            &self.case_manager,
            &self.deputy,
            &self.last_period,
            &self.due,
            &self.gravida_para,
            &self.born,
            &self.gp,
            &self.remarks,
            &self.status,
        ]
    }
}

/// Which status values mean what; compared without regard to case and space.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Statuses {
    /// In care here: a case is opened.
    pub open: Vec<String>,
    /// In care elsewhere or no longer: the client is entered without a case.
    pub without_case: Vec<String>,
}

/// A practice of the export.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Practice {
    /// The network in which it takes part.
    pub network: String,
    /// Its number.
    pub phone: String,
    /// Its emergency number.
    pub emergency: String,
    /// Its secure mail address.
    pub secure_mail: String,
    /// Deputies where the export names none or names the case manager herself; the first who is someone else.
    pub deputies: Vec<String>,
}

/// A remark that answers a question of the medical history with yes.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Remark {
    /// A part of the remark, compared without regard to case.
    pub contains: String,
    /// The question.
    pub means: Finding,
}

/// What a remark can say of the medical history.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Finding {
    /// Sectio caesarea in de anamnese.
    CaesareanBefore,
    /// Hypertensie.
    Hypertension,
}

impl Mapping {
    /// Reads a mapping file.
    ///
    /// # Errors
    /// The parser's message with line and column, or which value cannot be.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mapping: Self = toml::from_str(text).map_err(|error| error.to_string())?;
        if !mapping.delimiter.is_ascii() {
            return Err(format!("delimiter '{}' is not one ASCII character", mapping.delimiter));
        }
        for practice in mapping.practices.values() {
            if let Some(unknown) = practice.deputies.iter().find(|name| !mapping.people.contains_key(*name)) {
                return Err(format!("deputy '{unknown}' is not among [people]; add her there with her spellings"));
            }
        }
        Ok(mapping)
    }

    /// The one name of a person, by any of its spellings.
    #[must_use]
    pub fn person(&self, spelled: &str) -> Option<&str> {
        canonical(&self.people, spelled)
    }

    /// The one name of a language, by any of its spellings.
    #[must_use]
    pub fn language(&self, spelled: &str) -> Option<&str> {
        canonical(&self.languages, spelled)
    }
}

/// Compares without regard to case, dots and runs of space.
pub(crate) fn same_spelling(left: &str, right: &str) -> bool {
    let squeeze = |text: &str| {
        text.chars().filter(|c| !c.is_whitespace() && *c != '.').flat_map(char::to_lowercase).collect::<String>()
    };
    squeeze(left) == squeeze(right)
}

fn canonical<'a>(names: &'a BTreeMap<String, Vec<String>>, spelled: &str) -> Option<&'a str> {
    names
        .iter()
        .find(|(name, spellings)| {
            same_spelling(name, spelled) || spellings.iter().any(|other| same_spelling(other, spelled))
        })
        .map(|(name, _)| name.as_str())
}
