//! Why a body of JSON was not understood: which field, what was expected there, and an example.
//!
//! Commands are enums with the name of their kind inside, of which the reader cannot say where it stopped. So the place is
//! found by asking it again, with something else in each place: the field is the one that silences the complaint.

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// The most places that are asked after; of a body with more only the complaint is told.
const MOST: usize = 150;

/// What was found out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Why {
    /// The field, such as `plan.goals[0].evaluate-on`; empty when it is the whole body, or cannot be said.
    pub(super) field: String,
    /// Whether the field is not there.
    pub(super) missing: bool,
    /// What was expected there.
    pub(super) expected: Option<Expected>,
    /// An example of it.
    pub(super) example: Option<Value>,
}

/// What can be expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Expected {
    /// Any text.
    Text,
    /// A day.
    Day,
    /// A whole number.
    Number,
    /// True or false.
    YesNo,
    /// Several things.
    List,
    /// The id of something that is there.
    Id,
    /// Something with fields of its own.
    Fields,
    /// One of these words.
    OneOf(Vec<String>),
}

impl Expected {
    /// In Dutch and in English.
    pub(super) fn in_words(&self) -> (String, String) {
        let both = |nl: &str, en: &str| (nl.to_owned(), en.to_owned());
        match self {
            Self::Text => both("een tekst", "a text"),
            Self::Day => both("een dag, als jjjj-mm-dd", "a day, as yyyy-mm-dd"),
            Self::Number => both("een heel getal", "a whole number"),
            Self::YesNo => both("true of false", "true or false"),
            Self::List => both("een lijst", "a list"),
            Self::Id => both("een id dat Regie eerder gaf", "an id that Regie gave before"),
            Self::Fields => both("een object met velden", "an object with fields"),
            Self::OneOf(words) => {
                let words = words.join(", ");
                (format!("een van {words}"), format!("one of {words}"))
            }
        }
    }

    /// What is tried in a place, the widest first.
    fn tries() -> Vec<(Self, Value)> {
        vec![
            (Self::Text, json!("tekst")),
            (Self::Day, json!("2026-11-22")),
            (Self::Number, json!(1)),
            (Self::YesNo, json!(true)),
            (Self::List, json!([])),
            (Self::Id, json!("01J9ZC3QF5T1Y0A7M2N8B4K6XE")),
        ]
    }
}

/// Finds out why `given` is no `T`. `complaint` is what the reader said of it, `known` the place where it says that it
/// stopped; empty when it cannot say.
pub(super) fn why<T: DeserializeOwned>(given: &Value, complaint: &str, known: &str) -> Why {
    if !known.is_empty() && !complaint.starts_with("missing field") {
        let place = steps(known);
        return fits::<T>(given, &place, complaint)
            .unwrap_or_else(|| Why { field: known.to_owned(), ..Why::default() });
    }
    let mut places = vec![Vec::new()];
    walk(given, &mut Vec::new(), &mut places);
    if places.len() > MOST {
        return Why::default();
    }
    let missing = complaint.strip_prefix("missing field `").and_then(|rest| rest.split('`').next());
    if let Some(name) = missing {
        let objects = places
            .into_iter()
            .filter(|place| at(given, place).is_some_and(|value| value.get(name).is_none() && value.is_object()));
        let with_it = objects.map(|mut place| {
            place.push(Step::Name(name.to_owned()));
            place
        });
        let found =
            with_it.into_iter().find_map(|place| Some(Why { missing: true, ..fits::<T>(given, &place, complaint)? }));
        return found.unwrap_or_else(|| Why { field: name.to_owned(), missing: true, ..Why::default() });
    }
    // What the complaint repeats is where it is; else the deepest place that silences it.
    let repeats = |place: &Vec<Step>| match at(given, place) {
        Some(Value::String(text)) => !text.is_empty() && complaint.contains(text.as_str()),
        Some(plain @ (Value::Number(_) | Value::Bool(_))) => complaint.contains(&format!("`{plain}`")),
        _ => false,
    };
    places.retain(|place| !place.is_empty());
    places.sort_by_key(|place| (!repeats(place), usize::MAX - place.len()));
    let found =
        places.iter().find_map(|place| fits::<T>(given, place, complaint).or_else(|| quoted(given, place, complaint)));
    found.unwrap_or_default()
}

/// The place of what Regie's own types quote where they say what may stand there themselves.
fn quoted(given: &Value, place: &[Step], complaint: &str) -> Option<Why> {
    let text = at(given, place)?.as_str()?;
    complaint.contains(&format!("'{text}'")).then(|| Why { field: path(place), ..Why::default() })
}

/// What silences the complaint at a place.
fn fits<T: DeserializeOwned>(given: &Value, place: &[Step], complaint: &str) -> Option<Why> {
    let told = |expected, example| Some(Why { field: path(place), missing: false, expected: Some(expected), example });
    // What stands there already tells nothing new.
    let others = Expected::tries().into_iter().filter(|(_, example)| at(given, place) != Some(example));
    for (expected, example) in others {
        let other = complaint_of::<T>(&with(given, place, example.clone()));
        match other {
            None => return told(expected, Some(example)),
            Some(other) if other == complaint => return None,
            Some(other) => {
                if let Some(words) = words_of(&other).filter(|_| other.contains("`tekst`")) {
                    let example = words.first().map(|word| json!(word))?;
                    let one_of = complaint_of::<T>(&with(given, place, example.clone()));
                    let silent = one_of.as_deref() != Some(complaint);
                    return silent.then(|| told(Expected::OneOf(words), Some(example))).flatten();
                }
                if !is_about(&other, &example) {
                    return told(expected, Some(example));
                }
            }
        }
    }
    let object = complaint_of::<T>(&with(given, place, json!({})))?;
    (object != complaint && !object.contains("map")).then(|| told(Expected::Fields, None)).flatten()
}

/// Whether a complaint is about what was tried, and not about something else that is wrong too.
fn is_about(complaint: &str, tried: &Value) -> bool {
    match tried {
        Value::String(text) => complaint.contains(text.as_str()) || !is_the_readers(complaint),
        Value::Number(_) => complaint.contains("integer"),
        Value::Bool(_) => complaint.contains("boolean"),
        Value::Array(_) => ["sequence", "length 0", "missing field"].iter().any(|word| complaint.contains(word)),
        Value::Null | Value::Object(_) => false,
    }
}

/// Whether the reader itself complains; what Regie's own types say need not repeat what was given.
fn is_the_readers(complaint: &str) -> bool {
    ["missing field", "invalid type", "unknown variant", "unknown field"].iter().any(|own| complaint.starts_with(own))
}

/// The words of ``unknown variant `x`, expected one of `a`, `b` `` and of `` expected `a` ``.
fn words_of(complaint: &str) -> Option<Vec<String>> {
    let (_, words) = complaint.strip_prefix("unknown variant ")?.split_once("expected ")?;
    let words: Vec<String> = words.split('`').skip(1).step_by(2).map(str::to_owned).collect();
    (!words.is_empty()).then_some(words)
}

fn complaint_of<T: DeserializeOwned>(given: &Value) -> Option<String> {
    serde_json::from_value::<T>(given.clone()).err().map(|error| error.to_string())
}

/// A step into a value.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    Name(String),
    Place(usize),
}

/// A path as steps: the reader writes it as [`path`] does.
fn steps(path: &str) -> Vec<Step> {
    let parts = path.split(['.', '[', ']']).filter(|part| !part.is_empty());
    parts.map(|part| part.parse().map_or_else(|_| Step::Name(part.to_owned()), Step::Place)).collect()
}

fn path(place: &[Step]) -> String {
    place.iter().fold(String::new(), |path, step| match step {
        Step::Name(name) if path.is_empty() => name.clone(),
        Step::Name(name) => format!("{path}.{name}"),
        Step::Place(at) => format!("{path}[{at}]"),
    })
}

/// Every place in a value but the whole, until there are too many.
fn walk(value: &Value, here: &mut Vec<Step>, places: &mut Vec<Vec<Step>>) {
    let inside: Vec<(Step, &Value)> = match value {
        Value::Object(fields) => fields.iter().map(|(name, inner)| (Step::Name(name.clone()), inner)).collect(),
        Value::Array(items) => items.iter().enumerate().map(|(at, inner)| (Step::Place(at), inner)).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    };
    for (step, inner) in inside {
        if places.len() > MOST {
            return;
        }
        here.push(step);
        places.push(here.clone());
        walk(inner, here, places);
        here.pop();
    }
}

fn at<'v>(value: &'v Value, place: &[Step]) -> Option<&'v Value> {
    place.iter().try_fold(value, |value, step| match step {
        Step::Name(name) => value.get(name),
        Step::Place(at) => value.get(at),
    })
}

/// The value with something else at a place.
fn with(value: &Value, place: &[Step], new: Value) -> Value {
    let mut changed = value.clone();
    let Some((last, before)) = place.split_last() else { return new };
    let parent = before.iter().try_fold(&mut changed, |value, step| match step {
        Step::Name(name) => value.get_mut(name),
        Step::Place(at) => value.get_mut(at),
    });
    match (parent, last) {
        (Some(Value::Object(fields)), Step::Name(name)) => {
            fields.insert(name.clone(), new);
        }
        (Some(Value::Array(items)), Step::Place(at)) => {
            if let Some(item) = items.get_mut(*at) {
                *item = new;
            }
        }
        _ => {}
    }
    changed
}
