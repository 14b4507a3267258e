//! Reading JSON bodies: what is wrong with one is said with its place.

mod why;

use axum::body::Bytes;
use axum::extract::FromRequest;
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::error::Category;

use crate::problem::Problem;
use crate::state::WebState;

/// A JSON body, with the bytes from which it was read.
#[derive(Debug)]
pub struct Body<T> {
    /// What it says.
    pub value: T,
    /// As it was sent.
    pub bytes: Bytes,
}

impl<T: DeserializeOwned + Serialize> FromRequest<WebState> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &WebState) -> Result<Self, Problem> {
        expect_json(request.headers())?;
        let bytes = Bytes::from_request(request, state).await.map_err(|rejection| match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Problem::of_status(StatusCode::PAYLOAD_TOO_LARGE),
            _ => broken(StatusCode::BAD_REQUEST, "incomplete-body", rejection.body_text()),
        })?;
        Ok(Self { value: parse(&bytes)?, bytes })
    }
}

/// Reads a body. Fields that nothing reads are refused: a misspelt name must not be lost in silence.
///
/// # Errors
/// What is wrong with it, and where.
pub fn parse<T: DeserializeOwned + Serialize>(bytes: &[u8]) -> Result<T, Problem> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let (line, column) = place(bytes, error.valid_up_to());
        let byte = error.valid_up_to() + 1;
        let detail = format!("byte {byte} of the body is no UTF-8; send JSON as UTF-8");
        let dutch = format!("Byte {byte} van de inhoud is geen UTF-8. Stuur JSON als UTF-8.");
        broken(StatusCode::BAD_REQUEST, "not-utf-8", detail).at_place(line, column).in_dutch(dutch)
    })?;
    let given: Value = serde_json::from_str(text).map_err(|error| not_json(&error))?;
    let mut reader = serde_json::Deserializer::from_str(text);
    let value: T = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let path = error.path().to_string();
        let cause = error.into_inner();
        let problem = not_understood::<T>(&given, &without_place(&cause), &path);
        if cause.line() > 0 { problem.at_place(cause.line(), cause.column()) } else { problem }
    })?;
    let understood = serde_json::to_value(&value)
        .map_err(|error| broken(StatusCode::UNPROCESSABLE_ENTITY, "not-understood", error.to_string()))?;
    match first_unknown(&given, &understood, "") {
        None => Ok(value),
        Some(field) => {
            let detail = format!("there is no field '{field}' here; check its name, or leave it out");
            let dutch = format!("Er is hier geen veld ‘{field}’. Controleer de naam, of laat het weg.");
            Err(broken(StatusCode::UNPROCESSABLE_ENTITY, "unknown-field", detail).at_field(field).in_dutch(dutch))
        }
    }
}

/// What could not be understood: the field, what was expected there and an example, in both languages. What Regie's own
/// types say of a value (a BSN that cannot be) is told as they say it.
fn not_understood<T: DeserializeOwned>(given: &Value, complaint: &str, path: &str) -> Problem {
    let path = path.trim_start_matches('.');
    let why = why::why::<T>(given, complaint, path);
    let field = if why.field.is_empty() { path.to_owned() } else { why.field };
    let (veld, at) = if field.is_empty() {
        ("De inhoud".to_owned(), "the body".to_owned())
    } else {
        (format!("‘{field}’"), format!("'{field}'"))
    };
    let own =
        ["missing field", "invalid type", "invalid value", "unknown variant", "data did not match", "invalid length"]
            .iter()
            .any(|own| complaint.starts_with(own));
    let (wrong, fout) = match (why.missing, own || why.expected.is_some()) {
        (true, _) => ("is missing".to_owned(), "ontbreekt".to_owned()),
        (false, true) => ("cannot be read".to_owned(), "kan niet worden gelezen".to_owned()),
        (false, false) => (format!("cannot be read: {complaint}"), format!("kan niet worden gelezen ({complaint})")),
    };
    let (mut nl, mut en) = (format!("{veld} {fout}."), format!("{at} {wrong}."));
    if let Some(expected) = &why.expected {
        let (verwacht, words) = expected.in_words();
        nl.push_str(&format!(" Verwacht: {verwacht}."));
        en.push_str(&format!(" Expected: {words}."));
    }
    if let Some(example) = &why.example {
        let name = field.rsplit('.').next().unwrap_or(&field);
        nl.push_str(&format!(" Bijvoorbeeld \"{name}\": {example}."));
        en.push_str(&format!(" For example \"{name}\": {example}."));
    }
    nl.push_str(" Wat er mag staan, zegt /api/v1/openapi.json.");
    en.push_str(" What may stand there is told by /api/v1/openapi.json.");
    let problem = broken(StatusCode::UNPROCESSABLE_ENTITY, "not-understood", en).in_dutch(nl);
    let problem = match why.expected {
        Some(expected) => problem.expecting(expected.in_words().1, why.example),
        None => problem,
    };
    if field.is_empty() { problem } else { problem.at_field(field) }
}

/// The path of the first field that was given and not understood.
fn first_unknown(given: &Value, understood: &Value, path: &str) -> Option<String> {
    match (given, understood) {
        (Value::Object(given), Value::Object(understood)) => given.iter().find_map(|(name, value)| {
            let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
            match understood.get(name) {
                None => Some(path),
                Some(understood) => first_unknown(value, understood, &path),
            }
        }),
        (Value::Array(given), Value::Array(understood)) => given
            .iter()
            .zip(understood)
            .enumerate()
            .find_map(|(index, (given, understood))| first_unknown(given, understood, &format!("{path}[{index}]"))),
        _ => None,
    }
}

fn expect_json(headers: &HeaderMap) -> Result<(), Problem> {
    let given = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let media = given.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let is_json = media == "application/json" || (media.starts_with("application/") && media.ends_with("+json"));
    if is_json {
        return Ok(());
    }
    let detail = if given.is_empty() {
        "the body has no Content-Type; send application/json".to_owned()
    } else {
        "the body is not said to be JSON; send it with Content-Type: application/json".to_owned()
    };
    Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "not-json", "Not JSON", detail).at_field("Content-Type"))
}

fn not_json(error: &serde_json::Error) -> Problem {
    let (line, column) = (error.line(), error.column());
    let (detail, dutch) = match error.classify() {
        Category::Eof => (format!("the JSON ends too early: {}", without_place(error)), "De JSON houdt te vroeg op"),
        _ => (format!("this is no JSON: {}", without_place(error)), "Dit is geen JSON"),
    };
    let dutch = format!("{dutch}: regel {line}, teken {column}.");
    broken(StatusCode::BAD_REQUEST, "bad-json", detail).at_place(line, column).in_dutch(dutch)
}

fn broken(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Problem {
    Problem::new(status, code, "The body cannot be read", detail)
}

/// The message without "at line … column …", which the problem tells in members of its own.
fn without_place(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    message.strip_suffix(&place).map_or(message.clone(), str::to_owned)
}

/// Line and column, both from 1, of a byte.
fn place(bytes: &[u8], at: usize) -> (usize, usize) {
    let before = bytes.get(..at).unwrap_or(bytes);
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let column = before.iter().rev().take_while(|byte| **byte != b'\n').count() + 1;
    (line, column)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use regie_care::case::CaseCommand;
    use regie_care::client::RegisterClient;
    use serde_json::json;

    use super::*;

    fn refused<T: DeserializeOwned + Serialize>(body: &[u8]) -> Value {
        serde_json::to_value(parse::<T>(body).err().unwrap()).unwrap()
    }

    #[test]
    fn a_misspelt_field_is_named_however_deep_it_stands() {
        let body = json!({ "kind": "record-contact", "contact": {
            "on": "2026-05-01", "channel": "phone", "with": { "kind": "client" }, "direction": "outgoing",
            "minuts": 5, "note": "x" } });
        let problem = refused::<CaseCommand>(body.to_string().as_bytes());
        assert_eq!(problem["code"], "unknown-field");
        assert_eq!(problem["field"], "contact.minuts");
        let body = json!({ "kind": "tick", "extra": 1 }).to_string();
        assert_eq!(refused::<CaseCommand>(body.as_bytes())["field"], "extra");
    }

    fn plan(goal: &Value) -> Vec<u8> {
        let plan = json!({ "goals": [goal], "continuity": "" });
        let command = json!({ "kind": "revise-plan", "plan": plan, "took-part": { "client": true },
            "consent": { "kind": "agreed" } });
        command.to_string().into_bytes()
    }

    #[test]
    fn cm_08_what_is_not_understood_says_the_field_what_was_expected_and_an_example_in_both_languages() {
        let whole = json!({ "domain": "housing", "wanted": "rust", "evaluation": "gesprek", "evaluate-on": "2026-12-01",
            "measures": [{ "what": "bellen", "responsible": { "kind": "client" }, "by": "2026-11-30" }] });
        let changed = |path: &str, value: Value| {
            let mut goal = whole.clone();
            if let Some(place) = goal.pointer_mut(path) {
                *place = value;
            }
            refused::<CaseCommand>(&plan(&goal))
        };
        let cases = [
            (changed("/evaluate-on", json!("2026-13-45")), "plan.goals[0].evaluate-on", "een dag", json!("2026-11-22")),
            (changed("/wanted", json!(3)), "plan.goals[0].wanted", "een tekst", json!("tekst")),
            (changed("/domain", json!("wonen")), "plan.goals[0].domain", "een van care, housing", json!("care")),
            (
                changed("/measures/0/responsible/kind", json!("ik")),
                "plan.goals[0].measures[0].responsible.kind",
                "een van case-manager",
                json!("case-manager"),
            ),
            (changed("/measures/0/by", json!(5)), "plan.goals[0].measures[0].by", "een dag", json!("2026-11-22")),
            (changed("/measures", json!("geen")), "plan.goals[0].measures", "een lijst", json!([])),
        ];
        for (problem, field, expected, example) in cases {
            assert_eq!((&problem["code"], &problem["field"]), (&json!("not-understood"), &json!(field)), "{problem}");
            let (nl, en) = (problem["detail-nl"].as_str().unwrap(), problem["detail"].as_str().unwrap());
            assert!(nl.contains(expected) && nl.contains("Bijvoorbeeld"), "{nl}");
            assert!(en.contains("Expected: ") && !en.contains("invalid type") && !en.contains("variant"), "{en}");
            assert_eq!(problem["example"], example, "{problem}");
        }
        let mut goal = whole.clone();
        goal.as_object_mut().unwrap().remove("evaluation");
        let problem = refused::<CaseCommand>(&plan(&goal));
        assert_eq!(problem["field"], json!("plan.goals[0].evaluation"));
        assert!(
            problem["detail-nl"].as_str().unwrap().starts_with("‘plan.goals[0].evaluation’ ontbreekt"),
            "{problem}"
        );
        for wrong in [json!(1), json!("tekst"), json!(0)] {
            let command = json!({ "kind": "set-fact", "fact": "doubt", "value": { "yes-no": wrong } });
            let body = json!({ "kind": "pathway", "pathway": "psychosociaal", "command": command }).to_string();
            let problem = refused::<CaseCommand>(body.as_bytes());
            assert_eq!(
                (&problem["field"], &problem["example"]),
                (&json!("command.value.yes-no"), &json!(true)),
                "{problem}"
            );
        }
        let problem = refused::<CaseCommand>(b"{ \"kind\": \"iets\" }");
        assert_eq!((&problem["field"], &problem["example"]), (&json!("kind"), &json!("name-deputy")), "{problem}");
    }

    #[test]
    fn what_is_no_json_is_shown_by_line_and_column() {
        let problem = refused::<CaseCommand>(b"{\n  \"kind\": \"tick\",\n}");
        assert_eq!(
            (&problem["code"], &problem["line"], &problem["column"]),
            (&json!("bad-json"), &json!(3), &json!(1))
        );
        let problem = refused::<CaseCommand>(b"{\n \"kind\": \"ti\xffck\"}");
        assert_eq!(
            (&problem["code"], &problem["line"], &problem["column"]),
            (&json!("not-utf-8"), &json!(2), &json!(13))
        );
        assert_eq!(refused::<CaseCommand>(b"")["code"], "bad-json");
    }

    #[test]
    fn g_07_a_wrong_bsn_is_named_without_repeating_it() {
        let body = json!({ "identity": { "family-name": "Tesfay", "bsn": "760333570" } }).to_string();
        let problem = refused::<RegisterClient>(body.as_bytes());
        assert_eq!(problem["field"], "identity.bsn");
        assert!(problem["detail"].as_str().unwrap().contains("elfproef"));
        assert!(!problem.to_string().contains("760333570"));
    }
}
