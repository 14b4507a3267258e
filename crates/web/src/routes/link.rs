//! Addresses with a query.

/// A path with a query of these names and values; a value that is empty is left out.
#[must_use]
pub fn with_query(path: &str, pairs: &[(&str, &str)]) -> String {
    let mut link = path.to_owned();
    let mut join = '?';
    for (name, value) in pairs.iter().filter(|(_, value)| !value.is_empty()) {
        link.push(join);
        link.push_str(name);
        link.push('=');
        push_encoded(&mut link, value);
        join = '&';
    }
    link
}

/// Everything but the unreserved characters of RFC 3986 becomes `%XX`, slashes excepted: a query may hold them.
fn push_encoded(link: &mut String, text: &str) {
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => link.push(char::from(byte)),
            _ => link.push_str(&format!("%{byte:02X}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::with_query;

    #[test]
    fn what_was_typed_cannot_become_another_part_of_the_address() {
        assert_eq!(with_query("/caseload", &[("zoek", ""), ("fase", "")]), "/caseload");
        assert_eq!(
            with_query("/caseload", &[("zoek", "Ö & co=1#x"), ("fase", ""), ("sorteer", "naam")]),
            "/caseload?zoek=%C3%96%20%26%20co%3D1%23x&sorteer=naam"
        );
        assert_eq!(with_query("/aanmelden", &[("terug", "/casus/1?a=b")]), "/aanmelden?terug=/casus/1%3Fa%3Db");
    }
}
