//! The hash chain: each event's hash covers its content and the hash before it.

use sha2::{Digest, Sha256};

use crate::Value;

/// Names the way of hashing; another way would get another name.
const DOMAIN: &str = "regie-journal-1";

/// What a hash in the journal covers, besides the hash before it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Link<'a> {
    pub(crate) stream: &'a str,
    pub(crate) seq: u64,
    /// Microseconds UTC.
    pub(crate) at: i64,
    pub(crate) actor: &'a str,
    pub(crate) kind: &'a str,
    pub(crate) payload: &'a str,
}

impl Link<'_> {
    /// SHA-256 in hexadecimal. `previous` is the hash of the event before, empty for the first of a stream.
    pub(crate) fn hash(&self, previous: &str) -> String {
        let mut hasher = Sha256::new();
        framed(&mut hasher, DOMAIN);
        framed(&mut hasher, previous);
        framed(&mut hasher, self.stream);
        hasher.update(self.seq.to_be_bytes());
        hasher.update(self.at.to_be_bytes());
        framed(&mut hasher, self.actor);
        framed(&mut hasher, self.kind);
        framed(&mut hasher, self.payload);
        hex(&hasher.finalize())
    }
}

/// SHA-256 in hexadecimal over texts, so framed that no two lists of texts meet.
pub(crate) fn digest(texts: &[&str]) -> String {
    let mut hasher = Sha256::new();
    texts.iter().for_each(|text| framed(&mut hasher, text));
    hex(&hasher.finalize())
}

/// Stands for a row or its key where keeping it whole would take too much memory.
pub(crate) type Fingerprint = [u8; 16];

/// The fingerprint of some values.
pub(crate) fn fingerprint(values: &[Value]) -> Fingerprint {
    let mut hasher = Sha256::new();
    for value in values {
        match value {
            Value::Null => hasher.update([0]),
            Value::Int(number) => {
                hasher.update([1]);
                hasher.update(number.to_be_bytes());
            }
            Value::Text(text) => {
                hasher.update([2]);
                framed(&mut hasher, text);
            }
        }
    }
    let whole = hasher.finalize();
    std::array::from_fn(|index| whole[index])
}

/// Length first, then the bytes: without it `ab` + `c` and `a` + `bc` would hash alike.
fn framed(hasher: &mut Sha256, text: &str) {
    hasher.update((text.len() as u64).to_be_bytes());
    hasher.update(text);
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINK: Link<'_> = Link {
        stream: "case-1",
        seq: 1,
        at: 1_767_225_600_000_000,
        actor: "person-1",
        kind: "opened",
        payload: "{\"kind\":\"opened\"}",
    };

    #[test]
    fn g_02_hash_covers_every_column_and_the_hash_before() {
        let whole = LINK.hash("");
        let others = [
            LINK.hash(&whole),
            Link { stream: "case-2", ..LINK }.hash(""),
            Link { seq: 2, ..LINK }.hash(""),
            Link { at: LINK.at + 1, ..LINK }.hash(""),
            Link { actor: "person-2", ..LINK }.hash(""),
            Link { kind: "closed", ..LINK }.hash(""),
            Link { payload: "{}", ..LINK }.hash(""),
        ];
        assert_eq!(whole.len(), 64);
        assert!(others.iter().all(|other| *other != whole));
    }

    #[test]
    fn g_02_moving_a_letter_over_a_border_changes_the_hash() {
        let one = Link { actor: "ab", kind: "c", ..LINK }.hash("");
        let other = Link { actor: "a", kind: "bc", ..LINK }.hash("");
        assert_ne!(one, other);
    }

    /// Hashes are kept for as long as records must be kept: this one may never change.
    #[test]
    fn g_02_hash_of_a_known_event_stays_what_it_is() {
        // Reckoned by another program, from the way of hashing as it is described above.
        let first = "fa775e0f06705fd3eadb7437b5fc5e48a63671fe4ccc2b181a27c4e1d09a5eda";
        assert_eq!(LINK.hash(""), first);
        assert_eq!(LINK.hash(first), "874c47a097d23e4c2f419f2c2b83a819e81d744aeadfea12c7592202676cfee0");
    }
}
