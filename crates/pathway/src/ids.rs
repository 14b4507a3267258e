//! Names of things in a pathway: cheap to clone, ordered, and never mixed up with one another.

use std::{borrow::Borrow, fmt, sync::Arc};

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
        #[serde(transparent)]
        #[schema(value_type = String)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The name as it stands in the file.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(name: &str) -> Self {
                Self(Arc::from(name))
            }
        }

        impl From<String> for $name {
            fn from(name: String) -> Self {
                Self(Arc::from(name))
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                &*self.0 == other
            }
        }

        impl PartialEq<&str> for $name {
            fn eq(&self, other: &&str) -> bool {
                &*self.0 == *other
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&*self.0, f)
            }
        }
    )+};
}

ids! {
    /// A pathway, for example `az-verloskunde`.
    PathwayId,
    /// A step of a pathway, for example `birth-plan`.
    StepId,
    /// A fact that a pathway asks for, for example `attended-by`.
    FactId,
    /// A clinical date that windows count from, for example `due`.
    AnchorId,
    /// Who does a step, for example `case-manager`.
    RoleId,
    /// One of the ways in which a step can end, for example `second-line`.
    OutcomeId,
    /// Steps of which one is done, for example `check-up`.
    AlternativesId,
    /// A promise of the file, for example `handover-after-birth`.
    GuaranteeId,
    /// A part of the course, for example `pregnancy`.
    StageId,
    /// SHA-256 of the text of a pathway file, in lower-case hexadecimal: the version that a case pins.
    ContentHash,
}

impl ContentHash {
    /// The hash of a pathway file.
    #[must_use]
    pub fn of(file_text: &str) -> Self {
        use sha2::{Digest, Sha256};
        use std::fmt::Write as _;
        let mut hex = String::with_capacity(64);
        for byte in Sha256::digest(file_text.as_bytes()) {
            // Writing to a String cannot fail.
            let _ = write!(hex, "{byte:02x}");
        }
        Self(Arc::from(hex))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_a_plain_string_in_json() {
        let id: StepId = serde_json::from_str("\"intake\"").unwrap();
        assert_eq!(id, StepId::from("intake"));
        assert_eq!(serde_json::to_string(&id).unwrap(), "\"intake\"");
    }

    #[test]
    fn the_content_hash_is_sha256_in_hexadecimal() {
        assert_eq!(ContentHash::of("").as_str(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }
}
