//! Names to numbers, and what can be wrong with an instance.

use std::collections::BTreeMap;

/// Why an instance cannot be planned.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InputError {
    /// The text is not in the format.
    #[error("not an instance: {0}; docs/roster-format.md describes the format")]
    Format(String),
    /// A name is used for two things.
    #[error("the {kind} `{name}` is there twice; names are unique")]
    Twice {
        /// What it names.
        kind: &'static str,
        /// The name.
        name: String,
    },
    /// A name that nothing has.
    #[error("{place}: there is no {kind} `{name}`")]
    Unknown {
        /// Where it is used.
        place: String,
        /// What it should name.
        kind: &'static str,
        /// The name.
        name: String,
    },
    /// A number outside of what can be planned.
    #[error("{place}: {wrong}")]
    Outside {
        /// Where it stands.
        place: String,
        /// What is wrong with it.
        wrong: String,
    },
}

/// Numbers for the names of one kind.
#[derive(Debug, Default)]
pub(super) struct Names<'n> {
    kind: &'static str,
    numbers: BTreeMap<&'n str, u32>,
}

impl<'n> Names<'n> {
    pub(super) fn of(kind: &'static str, names: impl Iterator<Item = &'n str>) -> Result<Self, InputError> {
        let mut numbers = BTreeMap::new();
        for (number, name) in (0u32..).zip(names) {
            if numbers.insert(name, number).is_some() {
                return Err(InputError::Twice { kind, name: name.to_owned() });
            }
        }
        Ok(Self { kind, numbers })
    }

    pub(super) fn find(&self, place: &str, name: &str) -> Result<u32, InputError> {
        self.numbers.get(name).copied().ok_or_else(|| InputError::Unknown {
            place: place.to_owned(),
            kind: self.kind,
            name: name.to_owned(),
        })
    }

    /// The number; a new one for a name that is not known yet.
    pub(super) fn find_or_add(&mut self, name: &'n str) -> u32 {
        let next = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX - 1);
        *self.numbers.entry(name).or_insert(next)
    }

    pub(super) fn get(&self, name: &str) -> Option<u32> {
        self.numbers.get(name).copied()
    }
}
