//! Names of things in a pathway: cheap to clone, ordered, and never mixed up with one another.

regie_decision::ids! {
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
        Self(hex.into())
    }
}

impl PathwayId {
    /// The name that all networks share: `psychosociaal` of `psychosociaal@vsv-noord`, a network's variant of it.
    #[must_use]
    pub fn shared(&self) -> Self {
        Self::from(self.as_str().split('@').next().unwrap_or_default())
    }

    /// Whether it names a network's variant.
    #[must_use]
    pub fn is_of_a_network(&self) -> bool {
        self.as_str().contains('@')
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
    fn a_networks_variant_shares_the_name_before_the_at_sign() {
        let (own, shared) = (PathwayId::from("psychosociaal@vsv-noord"), PathwayId::from("psychosociaal"));
        assert!(own.is_of_a_network() && !shared.is_of_a_network());
        assert_eq!((own.shared(), shared.shared()), (shared.clone(), shared));
    }

    #[test]
    fn the_content_hash_is_sha256_in_hexadecimal() {
        assert_eq!(ContentHash::of("").as_str(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }
}
