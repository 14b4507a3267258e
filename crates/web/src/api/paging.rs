//! Lists come in pages: `?limit=…&cursor=…` in, `{ items, next }` out. A cursor means nothing to whoever carries it.

use std::fmt::Write as _;

use axum::http::StatusCode;
use serde::Serialize;
use serde::de::DeserializeOwned;
use utoipa::ToSchema;

use crate::problem::Problem;

/// How many items a page has when nobody says otherwise.
const USUAL: u32 = 50;

/// The most items of a page.
pub const MOST: u32 = 200;

/// The longest text to search for.
const LONGEST_SEARCH: usize = 200;

/// One page of a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Page<T> {
    /// The items.
    pub items: Vec<T>,
    /// The cursor of the next page; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

impl<T> Page<T> {
    /// A page, and the place after which the next begins.
    #[must_use]
    pub fn new<K: Serialize>(items: Vec<T>, next: Option<&K>) -> Self {
        Self { items, next: next.map(cursor) }
    }
}

/// How many items to give.
///
/// # Errors
/// When it is not between 1 and 200.
pub fn limit(given: Option<u32>) -> Result<u32, Problem> {
    match given {
        None => Ok(USUAL),
        Some(limit) if (1..=MOST).contains(&limit) => Ok(limit),
        Some(limit) => {
            let detail = format!("{limit} is not between 1 and {MOST}; ask for less and follow the cursor");
            Err(bad_query("limit", detail))
        }
    }
}

/// The place after which a page begins, from the cursor that an earlier page gave.
///
/// # Errors
/// When no page of this list gave such a cursor.
pub fn after<K: DeserializeOwned>(given: Option<&str>) -> Result<Option<K>, Problem> {
    let Some(text) = given else { return Ok(None) };
    let json = unhex(text).and_then(|bytes| String::from_utf8(bytes).ok());
    // A NUL cannot stand in any place of a list, and not every database can be asked for one.
    let json = json.filter(|json| !json.contains("\\u0000"));
    let place = json.and_then(|json| serde_json::from_str(&json).ok());
    place.map(Some).ok_or_else(|| {
        bad_query(
            "cursor",
            "this is no cursor of this list; take the one that 'next' gave, or begin without".to_owned(),
        )
    })
}

/// A problem with one part of the query.
#[must_use]
pub fn bad_query(field: &'static str, detail: String) -> Problem {
    Problem::new(StatusCode::BAD_REQUEST, "bad-query", "The query cannot be read", detail).at_field(field)
}

/// A page from a list of which one item more than `limit` was asked, and the place after which the next page begins.
pub fn cut<T, K>(mut items: Vec<T>, limit: u32, place: impl Fn(&T) -> K) -> (Vec<T>, Option<K>) {
    let limit = limit as usize;
    let more = items.len() > limit;
    items.truncate(limit);
    let next = if more { items.last().map(place) } else { None };
    (items, next)
}

/// A text to search for: not endless, and without control characters, which no name has.
///
/// # Errors
/// When it is something else.
pub fn search_text(field: &'static str, text: String) -> Result<String, Problem> {
    if text.chars().count() > LONGEST_SEARCH || text.chars().any(char::is_control) {
        let detail = format!("give at most {LONGEST_SEARCH} characters, none of them control characters");
        return Err(bad_query(field, detail));
    }
    Ok(text)
}

/// One page of things that are in memory, ordered by their place, and the place after which the next begins.
pub fn slice<T, K: Ord>(
    items: impl Iterator<Item = T>,
    place: impl Fn(&T) -> K,
    after: Option<&K>,
    limit: u32,
) -> (Vec<T>, Option<K>) {
    let mut wanted: Vec<(K, T)> =
        items.map(|item| (place(&item), item)).filter(|(place, _)| after.is_none_or(|after| place > after)).collect();
    wanted.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
    let limit = limit as usize;
    let more = wanted.len() > limit;
    wanted.truncate(limit);
    let next = if more { wanted.last().map(|(_, item)| place(item)) } else { None };
    (wanted.into_iter().map(|(_, item)| item).collect(), next)
}

fn cursor<K: Serialize>(place: &K) -> String {
    let json = serde_json::to_vec(place).unwrap_or_default();
    json.iter().fold(String::with_capacity(json.len() * 2), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) || text.is_empty() {
        return None;
    }
    text.as_bytes()
        .chunks(2)
        .map(|pair| std::str::from_utf8(pair).ok().and_then(|pair| u8::from_str_radix(pair, 16).ok()))
        .collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_leads_back_to_its_place_and_nothing_else_does() {
        let place = ("2026-05-01".to_owned(), 7_u32);
        let page = Page::new(vec![1], Some(&place));
        assert_eq!(after::<(String, u32)>(page.next.as_deref()).unwrap(), Some(place));
        for wrong in ["", "x", "zz", "7", "5b5d", "é1", "5b225c7530303030222c375d"] {
            assert_eq!(after::<(String, u32)>(Some(wrong)).unwrap_err().code(), "bad-query", "{wrong}");
        }
    }

    #[test]
    fn following_the_cursor_gives_everything_once() {
        let all = [5, 3, 1, 4, 2];
        let mut given = Vec::new();
        let mut after = None;
        loop {
            let (items, next) = slice(all.iter().copied(), |item| *item, after.as_ref(), 2);
            given.extend(items);
            match next {
                Some(place) => after = Some(place),
                None => break,
            }
        }
        assert_eq!(given, [1, 2, 3, 4, 5]);
    }

    #[test]
    fn a_page_has_between_one_and_two_hundred_items() {
        assert_eq!(limit(None).unwrap(), 50);
        assert_eq!(limit(Some(200)).unwrap(), 200);
        assert!(limit(Some(0)).is_err());
        assert!(limit(Some(201)).is_err());
    }
}
