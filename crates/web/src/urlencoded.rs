//! Reading `name=value&…`, as forms post it and as it stands behind the `?` of an address.
//!
//! Strict where a reader that replaces what it does not understand would let something else be recorded than what was
//! typed: bytes that are no UTF-8, and NUL, which nobody can type and not every database can keep.

use crate::fields::Fields;

/// Why it cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Its bytes are no UTF-8.
    #[error("the form is no UTF-8; reload the page and send it again")]
    NotUtf8,
    /// It holds a NUL.
    #[error("the form holds a NUL character; remove it and send it again")]
    Nul,
}

/// The fields in the order in which they were sent.
///
/// # Errors
/// When it is no UTF-8, or holds a NUL.
pub fn fields(bytes: &[u8]) -> Result<Fields, Unreadable> {
    let parts = bytes.split(|byte| *byte == b'&').filter(|part| !part.is_empty());
    let pairs: Result<Vec<(String, String)>, Unreadable> = parts.map(pair).collect();
    pairs.map(Fields::from)
}

fn pair(part: &[u8]) -> Result<(String, String), Unreadable> {
    let mut sides = part.splitn(2, |byte| *byte == b'=');
    let name = sides.next().unwrap_or_default();
    let value = sides.next().unwrap_or_default();
    Ok((text(name)?, text(value)?))
}

/// `+` is a space and `%XX` a byte; a `%` without two hexadecimal digits stands for itself, as the URL standard has it.
fn text(encoded: &[u8]) -> Result<String, Unreadable> {
    let mut bytes = Vec::with_capacity(encoded.len());
    let mut at = 0;
    while let Some(byte) = encoded.get(at) {
        let (byte, length) = match (byte, encoded.get(at + 1..at + 3).and_then(hex)) {
            (b'+', _) => (b' ', 1),
            (b'%', Some(byte)) => (byte, 3),
            (other, _) => (*other, 1),
        };
        if byte == 0 {
            return Err(Unreadable::Nul);
        }
        bytes.push(byte);
        at += length;
    }
    String::from_utf8(bytes).map_err(|_| Unreadable::NotUtf8)
}

fn hex(digits: &[u8]) -> Option<u8> {
    let both = digits.iter().all(u8::is_ascii_hexdigit);
    let text = std::str::from_utf8(digits).ok().filter(|_| both)?;
    u8::from_str_radix(text, 16).ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_read_as_it_was_typed() {
        let read = fields(b"notitie=R%26D+10%25+%E2%80%99s+ochtends&leeg=&kaal&&a=b=c&los=100%").unwrap();
        let pairs: Vec<(&str, &str)> = read.iter().collect();
        assert_eq!(
            pairs,
            [("notitie", "R&D 10% ’s ochtends"), ("leeg", ""), ("kaal", ""), ("a", "b=c"), ("los", "100%")]
        );
        assert_eq!(fields(b"").unwrap(), Fields::default());
        assert_eq!(
            fields(b"a=%+1&b=%x1&c=%F").unwrap().iter().map(|pair| pair.1.to_owned()).collect::<Vec<_>>(),
            ["% 1", "%x1", "%F"]
        );
    }

    #[test]
    fn what_is_no_text_is_refused_and_never_replaced() {
        for wrong in [&b"a=%FF"[..], b"a=\xff", b"a=%C3", b"%E2%80=x", b"a=%ED%A0%80"] {
            assert_eq!(fields(wrong), Err(Unreadable::NotUtf8), "{wrong:?}");
        }
        assert_eq!(fields(b"a=x%00y"), Err(Unreadable::Nul));
        assert_eq!(fields(b"\0"), Err(Unreadable::Nul));
    }
}
